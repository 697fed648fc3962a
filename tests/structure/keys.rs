//! The one table of keys, held against the actions.

use std::fs;

use amtui::app::keymap::Keymap;

use super::source::root;

#[test]
fn no_two_rows_clash() {
    // Keys are held against each other once somebody has rows of their own.
    assert_eq!(Keymap::standard(Some("")), Keymap::standard(None));
    Keymap::standard(Some("")).unwrap();
}

#[test]
fn every_action_is_bound_and_every_row_has_words() {
    let map = Keymap::standard(None).unwrap();
    let source = fs::read_to_string(root().join("src/app/action.rs")).unwrap();
    let variants = source
        .split("pub enum Action {")
        .nth(1)
        .unwrap()
        .split("\n}")
        .next()
        .unwrap();
    for name in variants
        .lines()
        .filter_map(|l| l.trim().strip_suffix(','))
        .filter(|l| !l.starts_with('/'))
    {
        assert!(
            map.all().any(|b| format!("{:?}", b.action) == name),
            "{name} stands nowhere in assets/keys.toml"
        );
    }
    for binding in map.all() {
        assert!(!binding.label.is_empty(), "{:?} has no label", binding.action);
    }
}
