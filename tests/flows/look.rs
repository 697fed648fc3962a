//! What is drawn, cell by cell.

use std::sync::Arc;

use amtui::app::model::theme_name::OwnTheme;
use amtui::app::msg::{Effect, Msg, ScreenSettings};
use amtui::app::overlay::Overlay;
use amtui::app::{Location, Place};
use amtui::ui::theme::{Depth, Theme, ThemeName, ThemeRole};

use crate::driver::look::CellStyle;
use crate::driver::{Driver, StartOptions, client_providers};

#[test]
fn a_selected_row_has_one_background_and_keeps_the_colours_of_its_cells() {
    let at = |place| StartOptions {
        open: Some(place),
        ..client_providers()
    };
    let okta = || Place::Provider("Okta Production".into());
    let cases = [
        (Place::List(Location::ApiManager), "", "j"),
        (Place::List(Location::ApiManager), "G", "k"),
        (Place::List(Location::Environments), "j", "j"),
        (okta(), "i j j", "j"),
        (Place::List(Location::BusinessGroups), "j", "j"),
    ];
    for (place, keys, away) in cases {
        let mut d = Driver::start(at(place));
        d.size(120, 36);
        if !keys.is_empty() {
            d.keys(keys);
        }
        let at = d.cursor().expect("a row is selected");
        let selected = d.row_styles(at);
        let (_, ground, _) = selected[0];
        assert!(selected.iter().all(|(_, bg, _)| *bg == ground), "{}", d.screen());
        d.keys(away);
        let other = d.row_styles(at);
        assert_ne!(other[0].1, ground, "{}", d.screen());
        let letters = |row: &[CellStyle]| -> Vec<_> { row.iter().map(|(fg, _, modifier)| (*fg, *modifier)).collect() };
        // The bar has a colour of its own.
        assert_eq!(letters(&selected[1..]), letters(&other[1..]), "{}", d.screen());
    }
}

#[test]
fn a_move_changes_the_rows_that_it_leaves_and_reaches_alone() {
    let mut d = Driver::start(client_providers());
    let drawn = |d: &Driver| -> Vec<String> {
        let (screen, styles) = (d.screen(), d.styles());
        screen
            .lines()
            .zip(styles.lines())
            .map(|(a, b)| format!("{a}{b}"))
            .collect()
    };
    d.keys("j");
    let before = drawn(&d);
    d.keys("j");
    let after = drawn(&d);
    // The hints name what is selected.
    let changed: Vec<usize> = (0..23).filter(|y| before[*y] != after[*y]).collect();
    assert_eq!(changed.len(), 2, "{changed:?}\n{}", d.screen());
    assert_eq!(changed[1], changed[0] + 1);
}

#[test]
fn typed_letters_that_are_right_look_different_from_the_first_wrong_one_on() {
    let mut d = crate::driver::provider("Okta Production");
    d.keys("D").wait(600).text("Okta X");
    let (x, y) = d.cursor().expect("the field has the cursor");
    let typed = d.row_styles((x - 6, y));
    let (right, wrong) = (typed[0], typed[5]);
    assert!(typed[..5].iter().all(|style| *style == right), "{}", d.screen());
    assert_ne!(right, wrong, "{}", d.screen());
}

fn previewed(d: &Driver) -> Option<ThemeName> {
    match d.app.overlays().last() {
        Some(Overlay::Palette(palette)) => palette.theme(d.app.model()),
        _ => None,
    }
}

#[test]
fn a_theme_is_shown_while_its_name_is_typed_and_chosen_with_enter() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("theme ligh");
    assert_eq!(previewed(&d), None);
    d.text("t");
    assert_eq!(previewed(&d), Some(ThemeName::Light));
    d.keys("Esc");
    assert_eq!(previewed(&d), None);
    assert!(!d.effects.iter().any(|effect| matches!(effect, Effect::Theme(_))));
    d.keys(":").text("theme light").keys("Enter");
    assert_eq!(d.effects.last(), Some(&Effect::Theme(ThemeName::Light)));
    d.keys(":").text("theme pink").keys("Enter");
    d.see("The themes are auto, dark, light, high-contrast, mono.");
}

#[test]
fn an_own_theme_is_completed_previewed_and_chosen_as_the_others() {
    let mut d = Driver::start(client_providers());
    let own = ThemeName::Own(Arc::new(OwnTheme {
        partial: false,
        name: "sunset".into(),
        base: ThemeName::Light,
        roles: vec![("accent".into(), "#a03010".into())],
    }));
    d.send(Msg::Preferences(ScreenSettings {
        themes: vec![own.clone()],
        ..ScreenSettings::default()
    }));
    d.keys(":")
        .text("theme sun")
        .see("▌ sunset")
        .keys("Tab")
        .see(": theme sunset");
    assert_eq!(previewed(&d), Some(own.clone()));
    d.keys("Enter");
    assert_eq!(d.effects.last(), Some(&Effect::Theme(own)));
    d.keys(":")
        .text("theme sunste")
        .keys("Enter")
        .see("Did you mean sunset?");
}

#[test]
fn json_has_names_texts_numbers_and_signs_in_calm_colours() {
    let mut d = Driver::start(client_providers());
    d.keys("2 J").see("JSON of ").see("\"username\": \"");
    let dark = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
    let theme = |role| dark.style(role).fg;
    let row = d.styles_of("\"username\": \"");
    let colours: Vec<_> = row.iter().map(|(fg, ..)| Some(*fg)).collect();
    assert!(
        colours[..10].iter().all(|fg| *fg == theme(ThemeRole::Accent)),
        "{colours:?}"
    );
    assert_eq!(colours[10], theme(ThemeRole::Muted));
    assert_eq!(colours[12], theme(ThemeRole::Text));
    let row = d.styles_of("\"enabled\": true");
    assert_eq!(Some(row[11].0), theme(ThemeRole::Design));
}

/// Where the titles of the columns stand.
fn titles(d: &mut Driver) -> String {
    let screen = d.screen();
    let line = screen.lines().find(|line| line.contains("NAME")).unwrap_or_default();
    line.replace('▌', " ")
}

#[test]
fn the_columns_of_a_list_stay_where_they_are_while_somebody_scrolls_and_filters() {
    for (size, key) in [((60, 16), "2"), ((80, 24), "5"), ((120, 16), "8"), ((160, 18), "0")] {
        let mut d = Driver::start(client_providers());
        d.size(size.0, size.1).keys("g");
        d.keys(key);
        let before = titles(&mut d);
        assert!(before.contains("NAME"), "{}", d.screen());
        for keys in ["G", "g g Ctrl-D", "Ctrl-D", "/ a", "Esc"] {
            d.keys(keys);
            assert_eq!(titles(&mut d), before, "{key}: {keys}\n{}", d.screen());
        }
    }
}

#[test]
fn at_eighty_columns_a_list_shows_what_it_is_looked_at_for() {
    let mut d = Driver::start(client_providers());
    d.see("NAME")
        .see("TYPE")
        .see("ENVS")
        .see("APIS")
        .see("APPS")
        .see_not("…  ");
    d.keys("2")
        .see("NAME")
        .see("LAST SIGN-IN")
        .see("STATUS")
        .see("ADMIN")
        .see_not("…  ");
}

#[test]
fn a_window_that_is_too_small_says_what_it_needs_as_far_as_it_can() {
    let mut d = Driver::start(client_providers());
    d.size(40, 8)
        .see("Window too small: 40x8")
        .see("amtui needs 60x16.")
        .see("Enlarge it to go on, or press q twice")
        .see("to quit.");
    d.size(20, 6)
        .see("Window too small:")
        .see("amtui needs 60x16.")
        .see("or press q twice to");
    for (width, height) in (1..60).zip(1..16).chain([(1, 1), (1, 40), (200, 1)]) {
        assert!(!d.size(width, height).shows("…"), "{}", d.screen());
    }
    d.size(80, 24).keys("a j Enter").text("Okta");
    d.size(40, 9).see("What you typed is").see("doesn't quit");
}

#[test]
fn the_hints_are_those_of_the_nav_while_it_has_the_keys() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j")
        .see("D delete")
        .keys("h")
        .see("Enter open Client Providers");
    d.see("b switch organization").see_not("D delete").see_not("a add");
    d.keys("k").see("Enter open Identity Providers");
    d.keys("l").see("D delete");
}

#[test]
fn a_popup_takes_the_columns_beside_it_that_show_nothing() {
    let mut d = crate::driver::provider("Okta Production");
    d.keys("D").wait(600).see("\n╭─ Delete client provider ").size(120, 36);
    let screen = d.screen();
    let title = screen
        .lines()
        .find(|line| line.contains("─ Delete client provider"))
        .unwrap();
    assert_eq!(title.chars().position(|c| c == '╭'), Some(24), "{screen}");
}

#[test]
fn the_status_row_repeats_no_cell_that_is_seen_whole() {
    let mut d = Driver::start(client_providers());
    let status = |d: &Driver| d.screen().lines().nth(22).unwrap_or_default().trim().to_owned();
    d.keys("9 j");
    assert_eq!(status(&d), "orders-api  Approve Contract", "{}", d.screen());
    d.size(160, 24);
    assert_eq!(status(&d), "", "{}", d.screen());
    // A column that has no room is as good as cut.
    d.size(80, 24).keys("1 Enter Tab Tab Tab");
    assert_eq!(status(&d), "Sets how long the audit log is kept.", "{}", d.screen());
}

#[test]
fn a_value_stands_beside_its_label_where_it_fits() {
    let mut d = crate::driver::provider("Okta Production");
    d.see("  Id             2e50e859-0042-46ff-8cf8-1ad6f0c78b67");
}

#[test]
fn at_eighty_columns_tabs_keep_their_counts_and_the_line_below_the_open_one_is_whole() {
    let mut d = crate::driver::provider("Okta Production");
    d.see("Envs 3 APIs 14 Apps 27 Impact");
    for _ in 0..6 {
        let screen = d.screen();
        let [tabs, line] = [1, 2].map(|y| screen.lines().nth(y).unwrap().chars().collect::<Vec<_>>());
        let first = line.iter().position(|c| *c == '━').unwrap();
        let end = line.iter().rposition(|c| *c == '━').unwrap() + 1;
        let tab: String = tabs[first..end].iter().collect();
        assert!(
            tabs[first - 1] == ' ' && tabs[end] == ' ' && tab.trim() == tab,
            "{screen}"
        );
        assert!(line[first..end].iter().all(|c| *c == '━'), "{screen}");
        d.keys("Tab");
    }
}

#[test]
fn a_window_that_shows_nothing_loses_no_form() {
    let mut d = crate::forms::filled();
    d.size(40, 10).see("What you typed");
    d.keys("z q q Ctrl-C Ctrl-C");
    assert!(!d.quits());
    d.size(80, 24).see("introspector");
}

#[test]
fn a_title_that_is_cut_keeps_its_count_and_a_footer_uses_the_room_that_is_left() {
    let mut d = Driver::start(client_providers());
    d.keys("1 Enter Tab Tab Tab /")
        .text("organization administrator")
        .keys("Enter Enter");
    d.see("Who has Organization Admin").see("… (10 rows)");
    d.keys("9 :")
        .text("period 2026-11-01..2026-12-31")
        .keys("Enter /")
        .text("a")
        .keys("Enter");
    d.see("Audit Logs (");
    let mut d = Driver::start(StartOptions {
        open: Place::parse("teams/Platform Administrators"),
        ..client_providers()
    });
    d.size(120, 36)
        .see("D delete Platform Administrators ")
        .size(80, 24)
        .see("? help");
}

#[test]
fn an_id_stands_whole_below_its_label_where_a_page_has_two_panes() {
    for (place, keys) in [
        ("business-groups", "Enter"),
        ("client-providers", "j j j Enter"),
        ("identity-providers", "j Enter"),
    ] {
        let mut d = Driver::start(StartOptions {
            open: Place::parse(place),
            ..client_providers()
        });
        d.size(120, 36).keys(keys);
        let screen = d.screen();
        let mut lines = screen.lines().skip_while(|line| !line.contains("│  Id "));
        let below = lines.nth(1).unwrap_or_default();
        assert_eq!(below.matches('-').count(), 4, "{place}: {below}\n{screen}");
    }
}

#[test]
fn popups_begin_at_one_height_and_stay_there_while_one_types() {
    let top = |d: &Driver| d.screen().lines().position(|row| row.starts_with('╭'));
    for keys in ["?", "J", ":", "Ctrl-p", "o", "b", "a", "D"] {
        let mut d = crate::driver::provider("Okta Production");
        if matches!(keys, "a" | "o") {
            d.keys("7");
        }
        d.keys(keys).wait(600);
        assert_eq!(top(&d), Some(1), "{keys}\n{}", d.screen());
    }
    let mut d = Driver::start(client_providers());
    d.keys(":");
    for letter in ["t", "h", "e", "m", "e", " "] {
        d.text(letter);
        assert_eq!(top(&d), Some(1), "{}", d.screen());
    }
}

#[test]
fn the_status_shows_every_text_of_the_selected_row_that_is_cut() {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::ApiManager)),
        ..client_providers()
    });
    d.keys("/").text("partner").keys("Enter");
    let height = |d: &Driver| d.app.model().seen.rows;
    let rows = height(&d);
    for _ in 0..4 {
        let screen = d.screen();
        let selected = screen.lines().find(|row| row.contains('▌')).unwrap().to_owned();
        let status: String = screen.lines().skip(21).take(2).collect();
        for word in selected
            .split("  ")
            .filter_map(|cell| cell.trim_end().strip_suffix('…'))
        {
            let begin = word.rsplit(' ').next().unwrap();
            assert!(status.contains(begin), "{begin}\n{screen}");
        }
        d.keys("j");
        assert_eq!(height(&d), rows, "{screen}");
    }
}

#[test]
fn a_wide_strip_has_whole_names() {
    let mut d = crate::driver::provider("Okta Production");
    d.size(160, 50);
    d.see("Configuration")
        .see("Environments 3   APIs 14   Client Applications 27");
}

#[test]
fn a_small_window_names_the_user_before_the_path() {
    let mut d = crate::driver::provider("Okta Production");
    d.size(60, 16);
    let header = d.screen().lines().next().unwrap().to_owned();
    assert!(header.contains("ana.ortiz"), "{header}");
}

#[test]
fn no_cell_of_a_list_is_cut_beside_a_wide_preview() {
    for (place, name) in [
        (Location::Environments, "Retail Production"),
        (Location::Environments, "Payments Production"),
        (Location::AuditLogs, "Okta Production"),
    ] {
        let mut d = Driver::start(StartOptions {
            open: Some(Place::List(place)),
            ..client_providers()
        });
        d.size(120, 36);
        d.wait(600);
        d.see(name).see_not(&format!("{}…", name.get(..8).unwrap()));
    }
}
