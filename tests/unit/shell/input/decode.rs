//! What the bytes of a terminal mean.

use std::time::Duration;

use amtui::app::key::{Code, Key};
use amtui::app::msg::Mouse;
use amtui::shell::input::decode::{Decoder, TerminalInput};
use proptest::prelude::*;

/// The most bytes that are kept of a paste, of a sequence of numbers and of an answer.
const LONGEST_PASTE: usize = 1 << 20;
const LONGEST: usize = 64;
const LONGEST_STRING: usize = 4096;
/// After this much silence a paste is over.
const PASTE: Duration = Duration::from_secs(1);

/// What the pieces mean; after each piece but the last nothing is given up.
fn decode(pieces: &[&[u8]]) -> Vec<TerminalInput> {
    let mut decoder = Decoder::default();
    for piece in pieces {
        decoder.decode(piece);
    }
    decoder.time_out();
    decoder.inputs().collect()
}

fn keys(names: &[&str]) -> Vec<TerminalInput> {
    let parse = |name: &&str| TerminalInput::Key(Key::parse(name).expect("it is a key"));
    names.iter().map(parse).collect()
}

fn plain(code: Code) -> Vec<TerminalInput> {
    vec![TerminalInput::Key(Key::plain(code))]
}

#[test]
fn every_way_to_send_a_key_means_that_key() {
    for (bytes, key) in [
        ("a", "a"),
        ("D", "D"),
        ("\u{e4}", "\u{e4}"),
        ("\u{1f600}", "\u{1f600}"),
        ("\r", "Enter"),
        ("\t", "Tab"),
        ("\x1b[Z", "Shift-Tab"),
        ("\x7f", "Backspace"),
        ("\x03", "Ctrl-c"),
        ("\n", "Ctrl-j"),
        ("\x1f", "Ctrl-7"),
        ("\x1b", "Esc"),
        ("\x1bb", "Alt-b"),
        ("\x1b[", "Alt-["),
        ("\x1bO", "Alt-O"),
        ("\x1b\x7f", "Alt-Backspace"),
        ("\x1b[A", "Up"),
        ("\x1bOA", "Up"),
        ("\x1b[1;5D", "Ctrl-Left"),
        ("\x1b[H", "Home"),
        ("\x1b[4~", "End"),
        ("\x1b[5~", "PgUp"),
        ("\x1b[3~", "Delete"),
        ("\x1bOP", "F1"),
        ("\x1b[[E", "F5"),
        ("\x1b[15~", "F5"),
        ("\x1b[24~", "F12"),
        ("\x1b[97;5u", "Ctrl-a"),
        ("\x1b[97:65;2u", "A"),
        ("\x1b[97;2u", "A"),
        ("\x1b[9;2u", "Shift-Tab"),
        ("\x1b[13u", "Enter"),
        ("\x1b[27;1:1u", "Esc"),
        ("\x1b[57400u", "1"),
    ] {
        assert_eq!(decode(&[bytes.as_bytes()]), keys(&[key]), "{bytes:?}");
        let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
        assert_eq!(decode(&pieces), keys(&[key]), "{bytes:?} byte by byte");
    }
    assert_eq!(decode(&[b"\x1b[57376u"]), plain(Code::F(13)));
    assert_eq!(decode(&[b"\x1b[57419u"]), plain(Code::Up));
    assert_eq!(decode(&[b"\x1b\x1b[A"]), keys(&["Esc", "Up"]));
}

#[test]
fn a_held_key_repeats_and_its_release_is_none() {
    let held = TerminalInput::Key(Key {
        repeat: true,
        ..Key::char('j')
    });
    assert_eq!(decode(&[b"\x1b[106;1:2u\x1b[106;1:3u\x1b[1;1:3A"]), [held]);
}

#[test]
fn the_left_button_and_the_wheel_are_known_in_both_forms() {
    let at = |what| vec![TerminalInput::Mouse(what, 9, 4)];
    assert_eq!(decode(&[b"\x1b[<0;10;5M\x1b[<0;10;5m"]), at(Mouse::Click));
    assert_eq!(decode(&[b"\x1b[<68;10;5M"]), at(Mouse::WheelUp));
    assert_eq!(decode(&[b"\x1b[M\x61\x2a\x25"]), at(Mouse::WheelDown));
    assert_eq!(decode(&[b"\x1b[<32;10;5M\x1b[<2;10;5M\x1b[<0;99999;5M"]), []);
}

#[test]
fn a_paste_is_one_text_whatever_stands_in_it() {
    let paste = |text: &str| vec![TerminalInput::Paste(text.into())];
    assert_eq!(decode(&[b"\x1b[200~a\rb\x1b[A\x1b\x1b[201~"]), paste("a\rb\x1b[A\x1b"));
    assert_eq!(decode(&[b"\x1b[200~half", b" a paste"]), paste("half a paste"));
    let large = ["\x1b[200~", &"x".repeat(LONGEST_PASTE + 9), "\x1b[201~j"].concat();
    let inputs = decode(&[large.as_bytes()]);
    assert!(matches!(&inputs[0], TerminalInput::Paste(text) if text.len() == LONGEST_PASTE));
    assert_eq!(inputs[1..], keys(&["j"]));
}

#[test]
fn what_a_terminal_answers_is_no_key() {
    for answer in [
        "\x1b]10;rgb:1e1e/1e1e/1e1e\x07",
        "\x1b]10;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e\x07",
        "\x1b]11;pink\x07",
        "\x1bP1+r544e=78\x1b\\",
        "\x1b[?62;22c",
        "\x1b[12;40R",
        "\x1b[I\x1b[O",
        "\x1b[?2026;2$y",
        "\x1b[201~",
    ] {
        assert_eq!(decode(&[answer.as_bytes(), b"j"]), keys(&["j"]), "{answer:?}");
    }
}

#[test]
fn rubbish_ends_where_it_cannot_go_on() {
    for rubbish in [
        "\x1b[<0;", "\x1b[?", "\x1b[M!", "\x1b]11;", "\x1bO", "\x1b[[", "\x1b[1;1",
    ] {
        let keys = keys(&["Enter", "j"]);
        assert_eq!(decode(&[rubbish.as_bytes(), b"\rj"]), keys, "{rubbish:?}");
    }
    assert_eq!(decode(&[b"\xff\xc0\xe2\x82a"]), keys(&["a"]));
    let long = "1;".repeat(LONGEST);
    assert!(decode(&[b"\x1b[", long.as_bytes(), b"j"]).ends_with(&keys(&["j"])));
    let long = "x".repeat(LONGEST_STRING + 1);
    assert!(decode(&[b"\x1bP", long.as_bytes(), b"j"]).ends_with(&keys(&["j"])));
}

#[test]
fn ctrl_c_abandons_a_paste_and_its_rest_is_no_key() {
    assert_eq!(decode(&[b"\x1b[200~ab\x03qD\x1b[201~j"]), keys(&["Ctrl-c", "j"]));
    // Two of them in one text don't quit.
    assert_eq!(decode(&[b"\x1b[200~ab\x03q\x03D\x1b[201~j"]), keys(&["Ctrl-c", "j"]));
}

/// A paste of which nothing more came for a second.
fn stalled() -> Decoder {
    let mut decoder = Decoder::default();
    decoder.decode(b"\x1b[200~half");
    decoder.time_out();
    assert_eq!(
        decoder.inputs().collect::<Vec<_>>(),
        [TerminalInput::Paste("half".into())]
    );
    decoder
}

fn next(decoder: &mut Decoder, bytes: &[u8]) -> Vec<TerminalInput> {
    decoder.decode(bytes);
    decoder.inputs().collect()
}

#[test]
fn the_rest_of_a_stalled_paste_is_no_key_however_late_it_comes() {
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b" D q\r"), []);
    assert_eq!(next(&mut decoder, b"D"), []);
    assert_eq!(next(&mut decoder, b"q\r\x1b[201~"), []);
    assert_eq!(next(&mut decoder, b"jk"), keys(&["j", "k"]));
    // Also where it stalls in its end, or ends at once.
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b"D\r\x1b[20"), []);
    assert_eq!(next(&mut decoder, b"1~jk"), keys(&["j", "k"]));
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b"\x1b[201~"), []);
    assert_eq!(next(&mut decoder, b"jk"), keys(&["j", "k"]));
}

#[test]
fn keys_work_after_a_paste_without_an_end() {
    // A person's key comes alone.
    let mut decoder = stalled();
    for (bytes, key) in [("j", "j"), ("\r", "Enter"), ("\x1b[A", "Up"), ("\x03", "Ctrl-c")] {
        assert_eq!(next(&mut decoder, bytes.as_bytes()), keys(&[key]));
    }
    assert_eq!(
        next(&mut decoder, b"D q\r"),
        [],
        "what comes right after it may still be the paste"
    );
    assert_eq!(decoder.timeout(), Some(PASTE));
    decoder.time_out();
    assert_eq!(next(&mut decoder, b"jk"), keys(&["j", "k"]));
    // Also after a key and a second of silence.
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b"j"), keys(&["j"]));
    assert_eq!(decoder.timeout(), Some(PASTE));
    decoder.time_out();
    assert_eq!(next(&mut decoder, b"jk"), keys(&["j", "k"]));
}

#[test]
fn ctrl_c_works_in_the_rest_of_a_stalled_paste() {
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b"D\x03q\r"), keys(&["Ctrl-c"]));
    assert_eq!(next(&mut decoder, b"q\x1b[201~j"), keys(&["j"]));
    let mut decoder = stalled();
    assert_eq!(next(&mut decoder, b"\x03"), keys(&["Ctrl-c"]));
    assert_eq!(next(&mut decoder, b"D q\r\x1b[201~j"), keys(&["j"]));
}

#[test]
fn a_paste_that_ctrl_c_abandoned_may_stall_as_long_as_any() {
    let mut decoder = Decoder::default();
    assert_eq!(next(&mut decoder, b"\x1b[200~ab\x03"), keys(&["Ctrl-c"]));
    assert_eq!(decoder.timeout(), Some(PASTE));
}

/// Bytes that often make sequences, and any.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let begun = prop::sample::select(vec![
        "\x1b",
        "\x1b[",
        "\x1b[<",
        "\x1b[?",
        "\x1b[M",
        "\x1b[200~",
        "\x1b[201~",
        "\x1b]",
        "\x1bO",
        ";",
        "0",
        "M",
        "u",
        "~",
        "\u{e4}",
    ]);
    let piece = prop_oneof![
        begun.prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..4)
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_swallow_ctrl_c_or_a_key_after_a_silence(bytes in bytes()) {
        let mut decoder = Decoder::default();
        decoder.decode(&bytes);
        decoder.decode(b"\x03");
        prop_assert_eq!(decoder.inputs().last(), keys(&["Ctrl-c"]).pop());
        decoder.decode(&bytes);
        decoder.time_out();
        prop_assert_eq!(decoder.timeout(), None);
        decoder.inputs().for_each(drop);
        decoder.decode(b"j");
        prop_assert_eq!(decoder.inputs().collect::<Vec<_>>(), keys(&["j"]));
    }

    #[test]
    fn it_does_not_matter_where_bytes_are_cut(bytes in bytes(), cut in any::<prop::sample::Index>()) {
        let (one, other) = bytes.split_at(cut.index(bytes.len() + 1));
        prop_assert_eq!(decode(&[&bytes]), decode(&[one, other]));
    }
}

#[test]
fn the_answer_about_the_background_says_whether_it_is_light() {
    for (answer, light) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x07", true),
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", true),
        ("\x1b]11;rgb:00/2b/36\x1b\\", false),
        ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07", false),
    ] {
        let (begin, end) = answer.as_bytes().split_at(9);
        assert_eq!(decode(&[begin, end]), [TerminalInput::Background(light)], "{answer:?}");
    }
}
