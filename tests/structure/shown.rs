//! Text reaches the screen as `Shown` alone: escaped, and masked while stand-ins are shown.

use super::source::sources;

/// What each word may stand in. What writes into cells is `text`, which takes nothing else, and `frame` with its lines.
const RULES: [(&str, &[&str]); 9] = [
    ("set_string", &["src/ui/widget/text.rs"]),
    ("set_char", &["src/ui/widget/text.rs"]),
    ("set_symbol", &["src/ui/widget/frame.rs"]),
    ("set_line", &[]),
    ("set_span", &[]),
    ("ratatui::text", &[]),
    ("ratatui::widgets", &[]),
    // What was asked for, what is to be typed, and the keys that were pressed.
    (
        "Shown::unmasked",
        &[
            "src/accessible/answer.rs",
            "src/app/model/key_trail.rs",
            "src/stage/coach.rs",
            "src/ui/overlay/secret.rs",
        ],
    ),
    // Words that live as long as the program are its own.
    ("leak(", &[]),
];

#[test]
fn text_reaches_the_screen_escaped_and_masked_or_not_at_all() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (word, may) in RULES {
            let stands = source.code.contains(word);
            if stands != may.contains(&source.path.as_str()) {
                breaches.push(format!("{}: {word}", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}
