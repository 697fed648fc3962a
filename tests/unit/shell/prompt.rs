//! Keys that type a secret on the terminal of a shell.

use amtui::app::key::{Code, Key};
use amtui::shell::prompt::{ROOM, SecretPromptState, TypedSecret};

fn typed(keys: &[Key]) -> (String, SecretPromptState) {
    let mut typed = TypedSecret::default();
    let ended = keys.iter().map(|key| typed.take(*key)).last().expect("a key");
    (typed.0.to_string(), ended)
}

#[test]
fn keys_type_correct_end_and_stop_it() {
    let [a, b] = ['a', '\u{e4}'].map(|c| Key::plain(Code::Char(c)));
    assert_eq!(
        typed(&[a, b, Key::plain(Code::Enter)]),
        ("a\u{e4}".into(), SecretPromptState::Done)
    );
    assert_eq!(
        typed(&[a, b, Key::plain(Code::Backspace), a]),
        ("aa".into(), SecretPromptState::Typing)
    );
    assert_eq!(
        typed(&[a, Key::ctrl('u'), b]),
        ("\u{e4}".into(), SecretPromptState::Typing)
    );
    assert_eq!(
        typed(&[a, Key::ctrl('x'), Key::plain(Code::Tab)]),
        ("a".into(), SecretPromptState::Typing)
    );
    for stop in [Key::ctrl('c'), Key::ctrl('d'), Key::plain(Code::Esc)] {
        assert_eq!(typed(&[a, stop]).1, SecretPromptState::Stopped);
    }
}

#[test]
fn what_is_too_long_is_not_copied_about() {
    let mut typed = TypedSecret::default();
    for _ in 0..=ROOM {
        typed.take(Key::plain(Code::Char('x')));
    }
    assert_eq!((typed.0.len(), typed.0.capacity()), (ROOM, ROOM));
}
