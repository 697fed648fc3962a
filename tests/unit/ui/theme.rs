//! How readable the themes are on the palettes of terminals.

use std::collections::BTreeMap;

use amtui::ui::theme::{Theme, ThemeName, ThemeRole};
use ratatui::style::{Color, Modifier, Style};

/// A terminal's background, text and sixteen colours.
struct TerminalPalette {
    name: &'static str,
    dark: bool,
    ground: u32,
    text: u32,
    colours: [u32; 16],
}

/// The colours that the terminals and editors ship with.
const PALETTES: [TerminalPalette; 6] = [
    TerminalPalette {
        name: "VS Code dark",
        dark: true,
        ground: 0x1e_1e1e,
        text: 0xcc_cccc,
        colours: [
            0x00_0000, 0xcd_3131, 0x0d_bc79, 0xe5_e510, 0x24_72c8, 0xbc_3fbc, 0x11_a8cd, 0xe5_e5e5, 0x66_6666,
            0xf1_4c4c, 0x23_d18b, 0xf5_f543, 0x3b_8eea, 0xd6_70d6, 0x29_b8db, 0xe5_e5e5,
        ],
    },
    TerminalPalette {
        name: "VS Code light",
        dark: false,
        ground: 0xff_ffff,
        text: 0x33_3333,
        colours: [
            0x00_0000, 0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0x55_5555, 0x66_6666,
            0xcd_3131, 0x14_ce14, 0xb5_ba00, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0xa5_a5a5,
        ],
    },
    TerminalPalette {
        name: "Solarized dark",
        dark: true,
        ground: 0x00_2b36,
        text: 0x83_9496,
        colours: SOLARIZED,
    },
    TerminalPalette {
        name: "Solarized light",
        dark: false,
        ground: 0xfd_f6e3,
        text: 0x65_7b83,
        colours: SOLARIZED,
    },
    TerminalPalette {
        name: "Nord",
        dark: true,
        ground: 0x2e_3440,
        text: 0xd8_dee9,
        colours: [
            0x3b_4252, 0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x88_c0d0, 0xe5_e9f0, 0x4c_566a,
            0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x8f_bcbb, 0xec_eff4,
        ],
    },
    TerminalPalette {
        name: "Dracula",
        dark: true,
        ground: 0x28_2a36,
        text: 0xf8_f8f2,
        colours: [
            0x21_222c, 0xff_5555, 0x50_fa7b, 0xf1_fa8c, 0xbd_93f9, 0xff_79c6, 0x8b_e9fd, 0xf8_f8f2, 0x62_72a4,
            0xff_6e6e, 0x69_ff94, 0xff_ffa5, 0xd6_acff, 0xff_92df, 0xa4_ffff, 0xff_ffff,
        ],
    },
];

/// Both Solarized themes share their colours: bright black is the background of the dark one.
const SOLARIZED: [u32; 16] = [
    0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5, 0x00_2b36, 0xcb_4b16,
    0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
];

const ALL: [ThemeName; 4] = [
    ThemeName::Dark,
    ThemeName::Light,
    ThemeName::HighContrast,
    ThemeName::Mono,
];

type Channels = [f64; 3];

fn channels(colour: u32) -> Channels {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue].map(|channel| f64::from(channel) / 255.0)
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
fn contrast(one: Channels, other: Channels) -> f64 {
    let luminance = |colour: Channels| {
        let [red, green, blue] = colour.map(|c| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Letters and background of a style on a palette. Terminals that dim most draw half of the letter's colour.
fn drawn(style: Style, palette: &TerminalPalette) -> (Channels, Channels) {
    let colours = palette.colours;
    let ink = channels(match style.fg {
        None | Some(Color::Reset) => palette.text,
        Some(Color::Red) => colours[1],
        Some(Color::Green) => colours[2],
        Some(Color::Yellow) => colours[3],
        Some(Color::Blue) => colours[4],
        Some(Color::Magenta) => colours[5],
        Some(Color::Cyan) => colours[6],
        Some(Color::DarkGray) => colours[8],
        Some(Color::LightRed) => colours[9],
        other => panic!("{other:?} is not in the palettes"),
    });
    let ground = channels(palette.ground);
    if style.add_modifier.contains(Modifier::DIM) {
        let half = |at: usize| f64::midpoint(ink[at], ground[at]);
        return ([half(0), half(1), half(2)], ground);
    }
    (ink, ground)
}

/// How the roles look, all that the table of the themes names.
fn styles(theme: &Theme) -> Vec<Style> {
    let table: BTreeMap<String, BTreeMap<ThemeRole, Vec<String>>> =
        toml::from_str(include_str!("../../../assets/theme.toml")).expect("it is a table");
    let roles = table.into_values().next().expect("there is a theme").into_keys();
    roles.map(|role| theme.style(role)).collect()
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
        let text = contrast(channels(palette.text), channels(palette.ground));
        for name in themes(palette) {
            let theme = Theme::load(name, false).expect("the theme is right");
            for style in &styles(&theme) {
                let (ink, ground) = drawn(*style, palette);
                let least = if style.add_modifier.contains(Modifier::DIM) {
                    // Solarized's own text is at 4.1: half of that is what a dimmed letter can have there.
                    1.8
                } else if name == ThemeName::HighContrast {
                    text
                } else {
                    3.0
                };
                let found = contrast(ink, ground);
                assert!(
                    found >= least,
                    "{style:?} of {name:?} has {found:.2} on {}, not {least:.2}",
                    palette.name
                );
            }
        }
    }
}

#[test]
fn no_light_theme_has_yellow_or_cyan_letters() {
    let theme = Theme::load(ThemeName::Light, false).expect("the theme is right");
    let bad = |style: &&Style| matches!(style.fg, Some(Color::Yellow | Color::Cyan));
    assert_eq!(styles(&theme).iter().find(bad), None);
}

#[test]
fn mono_and_high_contrast_have_no_colour_and_no_theme_has_a_background() {
    for name in ALL {
        let theme = Theme::load(name, false).expect("the theme is right");
        let coloured = styles(&theme).iter().any(|s| s.fg != Some(Color::Reset));
        assert_eq!(coloured, matches!(name, ThemeName::Dark | ThemeName::Light), "{name:?}");
        assert!(
            styles(&theme).iter().all(|s| s.bg.is_none()),
            "a background of our own hides a light terminal's"
        );
    }
}

#[test]
fn a_role_replaces_what_it_is_drawn_over() {
    for name in ALL {
        let theme = Theme::load(name, false).expect("the theme is right");
        for over in &styles(&theme) {
            let mut cell = ratatui::buffer::Cell::new("x");
            cell.set_style(Style::new().fg(Color::Red).add_modifier(Modifier::all()));
            cell.set_style(*over);
            let mut fresh = ratatui::buffer::Cell::new("x");
            fresh.set_style(*over);
            assert_eq!(cell, fresh, "{name:?}");
        }
    }
}
