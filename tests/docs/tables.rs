//! The tables of docs/keys.md, made from what the program knows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use amtui::app::keymap::{Binding, Context, Keymap};
use amtui::app::list::query::askable;
use amtui::app::view::lists;

/// Where the bindings of a context hold, as a heading and a sentence of docs/keys.md.
fn place(context: Context) -> (&'static str, &'static str) {
    match context {
        Context::Always => (
            "Everywhere",
            "These keys work on every screen, in text fields and dialogs too.",
        ),
        Context::Any => (
            "On every page",
            "These keys work everywhere but in text fields and dialogs.",
        ),
        Context::Area => (
            "In Access Management and API Manager",
            "These keys act on the selected row or the open page.",
        ),
        Context::Provider => (
            "On a client provider",
            "These keys need a client provider that is selected or open.",
        ),
        Context::Directory => (
            "On a user, a team or a role",
            "These keys need a user, a team or a role that is selected or open.",
        ),
        Context::Field => ("In a text field", "Every other key types."),
        Context::Dialog => (
            "On the buttons of a dialog",
            "These keys work where a button has the focus.",
        ),
        Context::Form => (
            "In a form, its review and a checklist",
            "These keys work beside those of the fields and buttons.",
        ),
        Context::Checklist => (
            "In a checklist",
            "A checklist is a list of boxes, as in the client providers of an environment.",
        ),
        Context::Command => ("Commands without a key", "Type `:` and the command."),
    }
}

fn row(binding: &Binding) -> String {
    let keys = binding.keys_shown("` `");
    let command = binding.action.name() + binding.action.argument().words();
    let typed = matches!(binding.context, Context::Field | Context::Dialog) || binding.action.moves();
    match (binding.context, typed) {
        (Context::Command, _) => format!("| `:{command}` | {} |\n", binding.label),
        (_, true) => format!("| `{keys}` | {} | |\n", binding.label),
        (_, false) => format!("| `{keys}` | {} | `:{command}` |\n", binding.label),
    }
}

/// Every binding, as docs/keys.md shows it: the keys, labels and names that help and the palette show.
pub fn keys(map: &Keymap) -> String {
    let mut text = String::new();
    let mut shown = BTreeSet::new();
    for context in map.all().map(|b| b.context) {
        if !shown.insert(context) {
            continue;
        }
        let (title, sentence) = place(context);
        let head = match context {
            Context::Command => "| command | action |\n| --- | --- |",
            _ => "| keys | action | command |\n| --- | --- | --- |",
        };
        writeln!(text, "## {title}\n{sentence}\n\n{head}").unwrap();
        for binding in map.all().filter(|b| b.context == context) {
            text += &row(binding);
        }
        text.push('\n');
    }
    text
}

/// What a filter may ask of each list, as docs/keys.md shows it.
pub fn filters() -> String {
    let mut text = "| list | columns | take |\n| --- | --- | --- |\n".to_owned();
    for list in lists::names() {
        let mut rows: Vec<(String, String)> = Vec::new();
        let mut named = BTreeSet::new();
        for (name, values) in lists::sets(list).iter().flat_map(|columns| askable(columns)) {
            if !named.insert(name.clone()) {
                continue;
            }
            let (name, takes) = (format!("`{name}`"), values.words());
            match rows.iter_mut().find(|(_, same)| *same == takes) {
                Some((all, _)) => *all = format!("{all}, {name}"),
                None => rows.push((name, takes)),
            }
        }
        for (at, (names, takes)) in rows.iter().enumerate() {
            let list = if at == 0 { list } else { "" };
            writeln!(text, "| {list} | {names} | {takes} |").unwrap();
        }
    }
    text
}
