//! How readable the themes are on the palettes of terminals.

use amtui::ui::theme::contrast::{BEHIND, LINES, contrast, on_rows};
use amtui::ui::theme::{Depth, Theme, ThemeName, ThemeRole};
use ratatui::style::{Color, Modifier, Style};

use crate::palettes::{PALETTES, TerminalPalette, channels, drawn, least};

fn load(name: &ThemeName, depth: Depth) -> Theme {
    Theme::load(name, depth, false).expect("the theme is right")
}

/// How the roles look that have a colour of their own, all that there are.
fn styles(theme: &Theme) -> Vec<(&'static str, Style)> {
    let all = ThemeRole::ALL.iter().map(|(name, role)| (*name, theme.style(*role)));
    all.filter(|(_, style)| style.fg.is_some()).collect()
}

fn themes(palette: &TerminalPalette) -> [ThemeName; 3] {
    let own = if palette.dark {
        ThemeName::Dark
    } else {
        ThemeName::Light
    };
    [own, ThemeName::HighContrast, ThemeName::Mono]
}

#[test]
fn every_role_is_readable_on_the_palettes_that_people_use() {
    for palette in &PALETTES {
        for name in themes(palette) {
            for (role, style) in styles(&load(&name, Depth::Sixteen)) {
                let (ink, ground) = drawn(style, palette);
                let least = least(style, palette);
                let found = contrast(ink, ground);
                assert!(
                    found >= least,
                    "{role} of {name:?} has {found:.2} on {}, not {least:.2}",
                    palette.name
                );
            }
        }
    }
}

#[test]
fn every_role_of_the_designed_themes_is_readable_on_every_row() {
    let nothing = &PALETTES[0];
    for (name, least) in [
        (ThemeName::Dark, 4.5),
        (ThemeName::Light, 4.5),
        (ThemeName::HighContrast, 7.0),
    ] {
        let theme = load(&name, Depth::True);
        for (role, style) in on_rows(&theme) {
            let lines = LINES.contains(&role) || role == BEHIND;
            let (ink, ground) = drawn(style, nothing);
            let least = if lines { 3.0 } else { least };
            let found = contrast(ink, ground);
            assert!(found >= least, "{role} of {name:?} has {found:.2}, not {least}");
        }
    }
}

#[test]
fn the_contrast_is_that_of_the_web_s_rules() {
    let (black, grey, white) = ([0.0; 3], channels(0x76_7676), [1.0; 3]);
    assert!((contrast(black, white) - 21.0).abs() < 0.01);
    assert!((contrast(grey, white) - 4.54).abs() < 0.01);
}

#[test]
fn no_light_theme_has_yellow_or_cyan_letters() {
    let bad = |(_, style): &(&str, Style)| matches!(style.fg, Some(Color::Yellow | Color::Cyan));
    let theme = load(&ThemeName::Light, Depth::Sixteen);
    assert_eq!(styles(&theme).into_iter().find(bad), None);
}

#[test]
fn with_sixteen_colours_no_theme_has_a_background_and_mono_has_no_colour() {
    for name in ThemeName::ALL {
        let styles = styles(&load(&name, Depth::Sixteen));
        let coloured = styles.iter().any(|(_, s)| s.fg != Some(Color::Reset));
        let wanted = matches!(name, ThemeName::Auto | ThemeName::Dark | ThemeName::Light);
        assert_eq!(coloured, wanted, "{name:?}");
        assert!(
            styles.iter().all(|(_, s)| s.bg.is_none()),
            "a background of our own hides a light terminal's"
        );
    }
    assert!(
        styles(&load(&ThemeName::Mono, Depth::True))
            .iter()
            .all(|(_, s)| s.fg == Some(Color::Reset))
    );
}

#[test]
fn a_role_replaces_what_it_is_drawn_over_and_a_tint_keeps_its_letters() {
    for (name, depth) in ThemeName::ALL
        .into_iter()
        .flat_map(|n| [(n.clone(), Depth::Sixteen), (n, Depth::True)])
    {
        let theme = load(&name, depth);
        for (role, over) in styles(&theme) {
            let mut cell = ratatui::buffer::Cell::new("x");
            cell.set_style(Style::new().fg(Color::Red).add_modifier(Modifier::all()));
            cell.set_style(over);
            let mut fresh = ratatui::buffer::Cell::new("x");
            fresh.set_style(over);
            assert_eq!(cell, fresh, "{role} of {name:?}");
        }
    }
    let theme = load(&ThemeName::Dark, Depth::True);
    let mut cell = ratatui::buffer::Cell::new("x");
    cell.set_style(Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
    cell.set_style(theme.style(ThemeRole::Selection));
    assert_eq!((cell.fg, cell.modifier), (Color::Red, Modifier::BOLD));
}
