//! Bindings: chords, and a person's own rows.

use amtui::app::action::Action;
use amtui::app::key::Key;
use amtui::app::keymap::{Context, Keymap, Meaning};

fn standard() -> Keymap {
    Keymap::standard(None).expect("the table is right")
}

#[test]
fn chords_are_begun_and_ended() {
    let map = standard();
    let at = [Context::Area, Context::Any];
    assert_eq!(map.resolve(&at, &[Key::char('g')]), Meaning::Begun);
    assert_eq!(
        map.resolve(&at, &[Key::char('g'), Key::char('g')]),
        Meaning::Action(Action::First)
    );
    assert_eq!(map.resolve(&at, &[Key::char('g'), Key::char('x')]), Meaning::Nothing);
    assert_eq!(map.resolve(&[Context::Field], &[Key::char('q')]), Meaning::Nothing);
    let next: Vec<_> = map
        .continued(&at, &[Key::char('y')])
        .map(|(k, _)| k.to_string())
        .collect();
    assert_eq!(next, ["n", "i", "u", "j"]);
}

#[test]
fn a_person_s_own_rows_replace_keys_and_every_problem_is_told_at_once() {
    let own = "[[key]]\ncontext = \"any\"\nkeys = [\"Ctrl-N\"]\naction = \"down\"\n";
    let map = Keymap::standard(Some(own)).expect("it is right");
    assert_eq!(
        map.resolve(&[Context::Any], &[Key::ctrl('n')]),
        Meaning::Action(Action::Down)
    );
    assert_eq!(map.resolve(&[Context::Any], &[Key::char('j')]), Meaning::Nothing);
    let row = |context: &str, key: &str, action: &str| {
        format!("[[key]]\ncontext = \"{context}\"\nkeys = [\"{key}\"]\naction = \"{action}\"\n")
    };
    let own = row("any", "Ctrl-Ctrl", "first") + &row("any", "x", "close") + &row("any", "k", "down");
    let problems = Keymap::standard(Some(&own)).expect_err("it is wrong");
    assert_eq!(problems.len(), 3, "{problems:?}");
    let own = row("any", "g", "down");
    assert!(Keymap::standard(Some(&own)).is_err(), "g begins g g");
}
