//! Sentences of the program with what a typed line can do in place of keys.

use crate::app::model::Model;
use crate::app::model::shown::Shown;

/// What sentences say of keys that a line doesn't have, and what they say here.
const SPOKEN: [(&str, &str); 12] = [
    ("Copied the name.", "The name is in the line above."),
    ("Copied the id.", "The id is in the line above."),
    ("Copied as JSON,", "This is the JSON,"),
    ("Esc clears the filter.", "A / alone clears the filter."),
    (" Esc stops it.", " Ctrl-C stops it."),
    ("Enter opens the full page.", "Its number opens the full page."),
    (
        "Wait a second, then press Enter.",
        "That came too soon: wait a second, then enter it again.",
    ),
    ("Press Ctrl-C again to quit", "Ctrl-C again, or quit, leaves"),
    ("Close again to discard.", "Enter back again to discard."),
    ("Press Esc again to discard it.", "Enter back again to discard it."),
    ("(closed, Enter opens)", "(closed)"),
    ("Enter for details", "its number says why"),
];

/// A sentence of the program, with what a typed line can do in place of keys.
pub(super) fn spoken(model: &Model, text: &str) -> Shown<'static> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = match words.strip_prefix("! ") {
        Some(rest) => format!("Warning: {rest}"),
        None => words,
    };
    let said = SPOKEN.iter().fold(words, |text, (key, line)| text.replace(key, line));
    model.show(said).into_owned()
}
