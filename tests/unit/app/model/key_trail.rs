//! The keys that the program shows.

use std::time::Duration;

use amtui::app::key::Key;
use amtui::app::model::key_trail::KeyTrail;

#[test]
fn the_last_five_are_shown_and_repeats_are_counted() {
    let mut trail = KeyTrail::default();
    let at = Duration::from_millis;
    for (n, name) in ["a", "j", "j", "j", "Enter", "Tab", "Esc", "q"].into_iter().enumerate() {
        trail.push(Key::parse(name).expect("a key"), false, at(n as u64));
    }
    assert_eq!(trail.shown().as_deref(), Some("j x3  Enter  Tab  Esc  q"));
    trail.expire(at(2_503));
    assert_eq!(trail.shown().as_deref(), Some("Enter  Tab  Esc  q"));
    trail.expire(at(9_000));
    assert_eq!(trail.shown(), None);
}

#[test]
fn a_secret_is_one_star() {
    let mut trail = KeyTrail::default();
    for c in "hush".chars() {
        trail.push(Key::char(c), true, Duration::ZERO);
    }
    assert_eq!(trail.shown().as_deref(), Some("*"));
}
