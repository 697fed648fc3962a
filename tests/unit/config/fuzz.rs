//! Any text of config.toml: no panic, every mistake with its line, and what is right holds.

use std::fs;

use amtui::app::view::lists;
use amtui::config::profile::read_all;
use amtui::ui::theme::{Depth, Theme};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "theme = \"light\"\n",
    "theme = \"pink\"\n",
    "theme = 1\n",
    "mouse = false\n",
    "mouse = 7\n",
    "preview = true\n",
    "ascii = \"x\"\n",
    "colour = 3\n",
    "[profiles.a]\n",
    "[profiles.b]\n",
    "[profiles]\n",
    "region = \"eu\"\n",
    "host = \"h\"\n",
    "write = 1\n",
    "concurrency = 99\n",
    "client_id = \"c\"\n",
    "client_secret = \"hush-7\"\n",
    "username = \"u\"\n",
    "grant = \"x\"\n",
    "# a note\n",
    "\n",
    "[",
    "]",
    "=",
    "\"",
    "\u{202e}",
    "é",
    "[[profiles]]\n",
    "a.b.c = 1\n",
    "theme = \"mine\"\n",
    "[themes]\n",
    "[themes.mine]\n",
    "[themes.dark]\n",
    "[themes.\"a b\"]\n",
    "themes = 1\n",
    "base = \"light\"\n",
    "base = \"auto\"\n",
    "text = \"#6cbcff on default bold\"\n",
    "text = \"on\"\n",
    "muted = \"#fff\"\n",
    "acent = \"red\"\n",
    "key = 7\n",
    "[columns]\n",
    "columns = 1\n",
    "users = [\"status\", \"name\"]\n",
    "users = [\"nmae\", 1, \"name\", \"name\"]\n",
    "teams = []\n",
    "user = \"x\"\n",
    "[defaults]\n",
    "defaults = []\n",
    "open = \"users\"\n",
    "open = \"nowhere\"\n",
    "as = 1\n",
    "read_only = true\n",
    "read_only = 1\n",
    "force = true\n",
];

/// What mistakes of the screen say: profiles hold beside them.
const SCREEN: &[&str] = &[
    ": theme: ",
    ": mouse: ",
    ": ascii: ",
    ": amtui has a theme ",
    ": the name of a theme ",
    ": a theme is a table",
    ": themes must be a table",
    ": base is one of ",
    ": no part of the screen ",
    ": a look is ",
    ": your own keys are in keys.toml",
    "columns must be a table",
    "defaults must be a table",
    ": no list is named ",
    ": the columns are ",
    ": give at least one column",
    ": a list of columns is expected",
    " is there twice",
    ": the defaults are ",
    ": can't be set in this file",
    ": a place is expected",
    ": the name of an account is expected",
    ": read_only: true or false is expected",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_settings_breaks_the_start(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30)) {
        let folder = tempfile::tempdir().unwrap();
        let (path, text) = (folder.path().join("config.toml"), pieces.concat());
        fs::write(&path, &text).unwrap();
        let read = read_all(&path);
        let lines = text.matches('\n').count() + 1;
        for problem in &read.problems {
            let (_, rest) = problem.split_once("config.toml:").unwrap();
            let line: usize = rest.split(':').next().unwrap().parse().unwrap();
            prop_assert!((1..=lines).contains(&line), "{}", problem);
            prop_assert!(!problem.contains("hush-7"), "{}", problem);
        }
        // Settings hold whatever is wrong beside them. Profiles hold beside a mistake of the screen alone.
        let of_screen = |problem: &String| SCREEN.iter().any(|part| problem.contains(part));
        prop_assert!(read.profiles.is_none() || read.problems.iter().all(of_screen), "{:?}", read.problems);
        prop_assert!(read.profiles.is_some() || !read.problems.iter().all(of_screen), "{:?}", read.problems);
        for own in &read.settings.columns {
            prop_assert!(!lists::chosen(own.list, &own.columns).is_empty(), "{:?}", own);
        }
        for theme in &read.settings.themes {
            for depth in [Depth::Sixteen, Depth::True] {
                prop_assert!(Theme::load(theme, depth, false).is_ok(), "{:?}", theme);
            }
        }
    }
}

#[test]
fn what_is_right_holds_beside_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(
        &path,
        "mouse = false\ntheme = \"drak\"\nprevew = true\n[profiles.a]\nregoin = \"eu\"\n",
    )
    .unwrap();
    let read = read_all(&path);
    assert_eq!(read.settings.mouse, Some((false, 1)));
    for part in [
        ":2: theme: ",
        "Did you mean dark?",
        ":3: ",
        "Did you mean preview?",
        ":5: ",
        "Did you mean region?",
    ] {
        assert!(
            read.problems.iter().any(|problem| problem.contains(part)),
            "{part}: {:?}",
            read.problems
        );
    }
}
