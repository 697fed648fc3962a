//! Bindings: chords, and a person's own rows.

use amtui::app::action::Action;
use amtui::app::key::Key;
use amtui::app::keymap::{Context, Keymap, Meaning};
use proptest::prelude::*;

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

fn row(context: &str, key: &str, action: &str) -> String {
    format!("[[key]]\ncontext = \"{context}\"\nkeys = [\"{key}\"]\naction = \"{action}\"\n")
}

#[test]
fn every_mistake_is_told_with_its_line_and_near_names_and_the_other_rows_hold() {
    let own =
        row("any", "t", "donw") + &row("ani", "o", "open") + &row("any", "Ctrl-T", "last") + "[[key]]\nkesy = 1\n";
    let (map, problems) = Keymap::of_person(&own);
    let told: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.0, p.1)).collect();
    for part in [
        "4: No action is named \"donw\". Did you mean down",
        "6: No context is named \"ani\". Did you mean any",
        "13: context is missing.",
        "14: kesy is unknown: a row has context, keys and action. Did you mean keys",
    ] {
        assert!(told.iter().any(|told| told.starts_with(part)), "{part}: {told:#?}");
    }
    assert!(told.iter().all(|told| told.len() < 120), "{told:#?}");
    assert_eq!(
        map.resolve(&[Context::Any], &[Key::ctrl('t')]),
        Meaning::Action(Action::Last)
    );
    assert_eq!(
        map.resolve(&[Context::Any], &[Key::char('j')]),
        Meaning::Action(Action::Down)
    );
}

#[test]
fn a_row_that_clashes_is_told_and_the_standard_keys_of_its_action_hold() {
    // Both want what others have: the second gives way once the first is taken back.
    let own = row("any", "q", "down") + &row("any", "j", "up") + &row("any", "t", "first");
    let (map, problems) = Keymap::of_person(&own);
    assert_eq!(problems.len(), 2, "{problems:?}");
    for (key, action) in [
        ('j', Action::Down),
        ('k', Action::Up),
        ('t', Action::First),
        ('q', Action::Quit),
    ] {
        assert_eq!(map.resolve(&[Context::Any], &[Key::char(key)]), Meaning::Action(action));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_keys_breaks_the_table(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)) {
        let own = pieces.concat();
        let (map, problems) = Keymap::of_person(&own);
        let lines = own.matches('\n').count() + 1;
        prop_assert!(problems.iter().all(|problem| problem.0 <= lines), "{:?}", problems);
        // Nothing takes away the way out.
        prop_assert_eq!(map.resolve(&[Context::Any], &[Key::parse("Esc").unwrap()]), Meaning::Action(Action::Close));
        prop_assert_eq!(map.resolve(&[Context::Always], &[Key::ctrl('c')]), Meaning::Action(Action::Cancel));
        if problems.is_empty() {
            prop_assert!(Keymap::standard(Some(&own)).is_ok());
        }
    }
}

const PIECES: &[&str] = &[
    "[[key]]\n",
    "context = \"any\"\n",
    "context = \"area\"\n",
    "context = 7\n",
    "keys = [\"j\"]\n",
    "keys = [\"g g\", \"t\"]\n",
    "keys = []\n",
    "keys = \"x\"\n",
    "keys = [1]\n",
    "action = \"down\"\n",
    "action = \"open\"\n",
    "action = \"delete\"\n",
    "action = \"colour\"\n",
    "\n",
    "# a note\n",
    "rank = 900\n",
    "rank = true\n",
    "key = 3\n",
    "[key]\n",
    "\"",
    "=",
    "[",
    "é",
    "\u{200b}",
    "aliases = [\"a\"]\n",
    "fixed = true\n",
];
