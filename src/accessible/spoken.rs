//! Sentences of the program with what a typed line can do in place of keys.

use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::model::shown::Shown;

/// What sentences say of keys that a line doesn't have, and what they say here.
const SPOKEN: [(&str, &str); 26] = [
    ("Copied the name.", "The name is in the line above."),
    ("Copied the id.", "The id is in the line above."),
    ("Copied as JSON,", "This is the JSON,"),
    ("Esc clears the filter.", "A / alone clears the filter."),
    (" Esc stops it.", " Ctrl-C stops it."),
    ("Esc leaves.", "Enter back to leave."),
    ("Tab loads them.", "Enter all to load them."),
    ("Space changes it.", "Its number changes it."),
    ("name: press Tab.", "name."),
    ("Press Enter to go to Delete.", ""),
    ("Press Tab, then Enter to go to Delete.", ""),
    ("Press Enter to delete.", ""),
    ("Enter opens the full page.", "Its number opens the full page."),
    ("ready: Enter moves it", "ready: its number moves it"),
    ("ready: Enter opens", "ready: its number opens"),
    ("ready: Enter asks", "ready: its number asks"),
    (
        "Wait a second, then press Enter.",
        "That came too soon: wait a second, then enter it again.",
    ),
    ("then press it again to", "then enter it again to"),
    ("Press Ctrl-C again to quit", "Ctrl-C again, or quit, leaves"),
    ("Press q again to quit", "Enter quit to leave"),
    ("Close again to discard.", "Enter back again to discard."),
    ("Press Esc again to discard it.", "Enter back again to discard it."),
    ("(closed, Enter opens)", "(closed)"),
    ("Enter for details", "its number says why"),
    ("Hide them with F4 or", "Enter mask to hide them, or start with"),
    (MOVE, "Enter move-dependents to move what depends on it first"),
];

/// What stands behind the key that does it.
const DOES: [&str; 7] = ["chooses", "does", "edits", "reads", "takes", "undoes", "works"];
/// It stands behind its key.
const MOVE: &str = "Move dependents before you delete";

/// A sentence of the program, with what a typed line can do in place of keys.
pub(super) fn spoken(model: &Model, text: &str) -> Shown<'static> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = match words.strip_prefix("! ") {
        Some(rest) => format!("Warning: {rest}"),
        None => words,
    };
    let words = if words.ends_with(MOVE) { MOVE } else { &words };
    let said: String = around_names(words)
        .map(|(is_name, part)| {
            if is_name {
                return part.to_owned();
            }
            let said = SPOKEN
                .iter()
                .fold(part.to_owned(), |text, (key, line)| text.replace(key, line));
            with_names(model, &said)
        })
        .collect();
    model.show(said).into_owned()
}

/// The parts of a sentence: names of objects, which stand in quotes, and what is around them.
fn around_names(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    let mut is_name = false;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        // A quote opens behind a blank, and closes before one or a sign: other ones are apostrophes.
        let mut quotes = rest.match_indices('\'').map(|(at, _)| at);
        let end = if is_name {
            let closes = |at: &usize| {
                *at > 0
                    && !rest
                        .get(at + 1..)
                        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            };
            quotes.find(closes).map(|at| at + 1)
        } else {
            let opens = |at: &usize| *at == 0 || rest.get(..*at).is_some_and(|before| before.ends_with([' ', '(']));
            quotes.find(opens)
        };
        let (part, left) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        let found = (is_name, part);
        is_name = !is_name;
        rest = left;
        Some(found)
    })
}

/// Puts the name of an action where its key is named: as a line some keys mean something else.
fn with_names(model: &Model, text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    // Whether the words before are "press" and a key.
    let mut pressed = false;
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let before = out.last().map(String::as_str);
        let asks = matches!(before, Some("press" | "Press")) || (pressed && before == Some("then"));
        let does = words.peek().is_some_and(|next| DOES.contains(next));
        let key = word.trim_end_matches(['.', ',', ':']);
        let action = (asks || does).then(|| action_of(model, key)).flatten();
        if let Some(action) = action {
            match out.last_mut() {
                Some(press) if press == "Press" => "Enter".clone_into(press),
                Some(press) if press == "press" => "enter".clone_into(press),
                _ => {}
            }
            out.push(word.replacen(key, &name(action), 1));
        } else {
            out.push(word.to_owned());
        }
        pressed = action.is_some() || (pressed && word == "then");
    }
    out.join(" ")
}

fn name(action: Action) -> String {
    match action {
        Action::Open => "its number".into(),
        Action::Next => "tab with a name".into(),
        Action::Close => "back".into(),
        _ => action.name(),
    }
}

/// What a key does on a page.
fn action_of(model: &Model, key: &str) -> Option<Action> {
    let key = Key::parse(key)?;
    let mut all = model.keymap.all();
    let found = all.find(|binding| {
        let on_page = !matches!(binding.context, Context::Field | Context::Dialog);
        on_page && binding.keys.iter().any(|chord| *chord == [key])
    });
    found.map(|binding| binding.action)
}
