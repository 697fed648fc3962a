//! A person's own themes: what they change, and what is wrong with them.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use amtui::config::profile::{ConfigFile, read_all};
use amtui::ui::theme::{Depth, Theme, ThemeName, ThemeRole};
use ratatui::style::{Color, Modifier};

fn config(text: &str) -> ConfigFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    read_all(&path)
}

fn load(theme: &ThemeName, depth: Depth) -> Theme {
    Theme::load(theme, depth, false).unwrap()
}

#[test]
fn an_own_theme_changes_what_it_names_and_takes_the_rest_from_its_base() {
    let read = config(
        "theme = \"mine\"\n[themes.mine]\nbase = \"light\"\naccent = \"#7a1fa2 bold\"\nok = \"green\"\n[themes.plain]\n",
    );
    assert_eq!(read.problems, [""; 0]);
    let (mine, line) = read.settings.theme.expect("it is chosen");
    assert_eq!((mine.title(), line), ("mine", 1));
    let (own, light) = (load(&mine, Depth::True), load(&ThemeName::Light, Depth::True));
    let accent = own.style(ThemeRole::Accent);
    assert_eq!(accent.fg, Some(Color::Rgb(0x7a, 0x1f, 0xa2)));
    assert!(accent.add_modifier.contains(Modifier::BOLD));
    let other = |(_, role): &&(&str, ThemeRole)| !matches!(role, ThemeRole::Accent | ThemeRole::Ok);
    for (name, role) in ThemeRole::ALL.iter().filter(other) {
        assert_eq!(own.style(*role), light.style(*role), "{name}");
    }
    // With sixteen colours, what needs more stays as in the base.
    let (own, light) = (load(&mine, Depth::Sixteen), load(&ThemeName::Light, Depth::Sixteen));
    assert_eq!(own.style(ThemeRole::Accent), light.style(ThemeRole::Accent));
    assert_eq!(own.style(ThemeRole::Ok).fg, Some(Color::Green));
    // Without a base it is the dark one.
    let plain = ThemeName::find("plain", &read.settings.themes).expect("it is there");
    let (own, dark) = (load(&plain, Depth::True), load(&ThemeName::Dark, Depth::True));
    assert_eq!(own.style(ThemeRole::Text), dark.style(ThemeRole::Text));
}

#[test]
fn every_mistake_of_a_theme_has_its_line_and_what_is_right_of_it_holds() {
    let read = config(
        "theme = \"mien\"\n[themes.mine]\nbase = \"drak\"\nacent = \"red\"\nkey = \"#12345\"\nok = 7\nwarning = \"red\"\n\
         [themes.dark]\n[themes.\"a b\"]\n[profiles.a]\n",
    );
    let told: Vec<&str> = read
        .problems
        .iter()
        .map(|told| told.split_once("config.toml:").unwrap().1)
        .collect();
    let says = [
        ("1: theme: the themes are ", " Did you mean mine?"),
        ("3: mine: base is one of ", "mono. Did you mean dark?"),
        (
            "4: mine: no part of the screen is named acent.",
            " Did you mean accent?",
        ),
        ("5: mine: key: a look is ", "bold\"."),
        ("6: mine: ok: a look is ", "bold\"."),
        ("8: amtui has a theme dark", "choose another name."),
        ("9: a b: the name of a theme ", "- and _."),
    ];
    assert_eq!(told.len(), says.len(), "{told:#?}");
    for (told, (begins, ends)) in told.iter().zip(says) {
        assert!(told.starts_with(begins) && told.ends_with(ends), "{told}");
    }
    let mine = load(&read.settings.themes[0], Depth::True);
    assert_eq!(mine.style(ThemeRole::Warning).fg, Some(Color::Red));
    // Colours lead nobody elsewhere: profiles hold.
    assert!(read.profiles.expect("they hold").contains_key("a"));
}

#[test]
fn a_theme_that_is_hard_to_read_holds_and_is_warned_of() {
    let read = config("[themes.faint]\nmuted = \"#333333\"\nborder = \"#15181d\"\n[themes.fine]\nok = \"#ffffff\"\n");
    assert_eq!(read.problems, [""; 0]);
    assert_eq!(read.warnings.len(), 1, "{:?}", read.warnings);
    let warning = &read.warnings[0];
    assert!(
        warning.contains("faint: too little contrast: muted 1.0, border 1.0. Letters need 4.5, lines 3."),
        "{warning}"
    );
    assert_eq!(read.settings.themes.len(), 2);
}
