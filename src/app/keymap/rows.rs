//! Rows of a table of keys, and what is wrong with each.

use std::ops::Range;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Binding, Context, KeyProblem};
use crate::app::key::{Code, Key};
use crate::domain::near::suggestion;
use crate::domain::text::escape;

const MEMBERS: [&str; 8] = [
    "context", "keys", "action", "label", "aliases", "rank", "danger", "fixed",
];

/// Reads rows, each with where it begins. `known` are those that they may change: their names are suggested.
pub(super) fn read(table: &str, known: &[Binding], problems: &mut Vec<KeyProblem>) -> Vec<(usize, Binding)> {
    let mut reader = RowReader { table, known, problems };
    let (document, errors) = DeTable::parse_recoverable(table);
    for error in &errors {
        reader.problem(
            error.span().unwrap_or_default(),
            format!("{}.", escape(error.message())),
        );
    }
    let mut rows = Vec::new();
    // What is left of a file that doesn't parse would only mislead.
    for (name, member) in document.get_ref().iter().filter(|_| errors.is_empty()) {
        match (name.get_ref().as_ref(), member.get_ref()) {
            ("key", DeValue::Array(all)) => {
                rows.extend(all.iter().filter_map(|row| Some((row.span().start, reader.row(row)?))));
            }
            ("key", _) => reader.problem(name.span(), "key must be a list of rows: [[key]].".into()),
            (other, _) => {
                let text = format!("{} is unknown here: rows begin with [[key]].", escape(other));
                reader.problem(name.span(), text);
            }
        }
    }
    rows
}

struct RowReader<'t> {
    table: &'t str,
    known: &'t [Binding],
    problems: &'t mut Vec<KeyProblem>,
}

type Member<'v> = Spanned<DeValue<'v>>;

/// The line of a place in a table.
pub(super) fn line(table: &str, at: usize) -> usize {
    table.get(..at).unwrap_or_default().matches('\n').count() + 1
}

impl RowReader<'_> {
    fn problem(&mut self, at: Range<usize>, why: String) {
        self.problems.push(KeyProblem(line(self.table, at.start), why));
    }

    /// A row; `None` where anything of it is wrong.
    fn row(&mut self, row: &Member<'_>) -> Option<Binding> {
        let before = self.problems.len();
        let DeValue::Table(members) = row.get_ref() else {
            self.problem(row.span(), "A row begins with [[key]].".into());
            return None;
        };
        for (name, _) in members {
            let known = name.get_ref().as_ref();
            if !MEMBERS.contains(&known) {
                let near = suggestion(known, MEMBERS);
                let text = format!(
                    "{} is unknown: a row has context, keys and action.{near}",
                    escape(known)
                );
                self.problem(name.span(), text);
            }
        }
        let missing = ["context", "keys", "action"]
            .into_iter()
            .filter(|name| members.get(*name).is_none());
        for name in missing.collect::<Vec<_>>() {
            self.problem(row.span(), format!("{name} is missing."));
        }
        let context = members
            .get("context")
            .and_then(|of| self.word(of, "context", |b| b.context.name()));
        let action = members
            .get("action")
            .and_then(|of| self.word(of, "action", |b| b.action.name()));
        let texts = |of: &str| -> Vec<String> {
            let all = members.get(of).and_then(|of| of.get_ref().as_array());
            let all = all.into_iter().flat_map(|all| all.iter());
            all.filter_map(|one| Some(one.get_ref().as_str()?.to_owned())).collect()
        };
        let is_on = |of: &str| {
            members
                .get(of)
                .and_then(|of| of.get_ref().as_bool())
                .unwrap_or_default()
        };
        let keys = texts("keys");
        let all = |of: &Member<'_>| of.get_ref().as_array().is_some_and(|all| all.len() == keys.len());
        if let Some(at) = members.get("keys").filter(|of| !all(of)).map(Spanned::span) {
            self.problem(at, "keys must be a list of texts: keys = [\"j\", \"Down\"].".into());
        }
        let rank = members
            .get("rank")
            .and_then(|rank| rank.get_ref().as_integer()?.as_str().parse().ok());
        let label = members.get("label").and_then(|label| label.get_ref().as_str());
        let mut binding = Binding {
            context: context?,
            keys: Vec::new(),
            action: action?,
            label: label.unwrap_or_default().to_owned(),
            aliases: texts("aliases"),
            rank: rank.unwrap_or_default(),
            danger: is_on("danger"),
            fixed: is_on("fixed"),
        };
        binding.keys = self.chords(row.span(), &keys, &binding);
        (self.problems.len() == before).then_some(binding)
    }

    /// A context or an action by its name.
    fn word<T: for<'d> Deserialize<'d>>(
        &mut self,
        of: &Member<'_>,
        what: &str,
        called: impl Fn(&Binding) -> String,
    ) -> Option<T> {
        let text = of.get_ref().as_str().unwrap_or_default();
        let word: StrDeserializer<'_, Error> = text.into_deserializer();
        let found = T::deserialize(word).ok();
        if found.is_none() {
            let names: Vec<String> = self.known.iter().map(called).collect();
            let near = suggestion(text, names.iter().map(String::as_str));
            self.problem(of.span(), format!("No {what} is named \"{}\".{near}", escape(text)));
        }
        found
    }

    fn chords(&mut self, at: Range<usize>, keys: &[String], binding: &Binding) -> Vec<Vec<Key>> {
        let mut chords = Vec::new();
        for text in keys {
            match text.split(' ').map(Key::parse).collect::<Option<Vec<_>>>() {
                Some(chord) if !(in_fields(binding.context) && chord.iter().any(types)) => chords.push(chord),
                Some(_) => {
                    let name = binding.action.name();
                    let text = format!("{text} types a character in a field: it can't mean {name}.");
                    self.problem(at.clone(), text);
                }
                None => self.problem(at.clone(), format!("\"{}\" is not a key.", escape(text))),
            }
        }
        chords
    }
}

fn in_fields(context: Context) -> bool {
    matches!(context, Context::Field | Context::Always)
}

fn types(key: &Key) -> bool {
    key.typed().is_some() || matches!(key.code, Code::Backspace | Code::Delete)
}
