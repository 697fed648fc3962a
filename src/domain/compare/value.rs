//! What something was or is, in a comparison.

use serde_json::Value;

use super::ItemName;
use crate::domain::text::{Untrusted, escape};

#[derive(Clone, Debug, PartialEq)]
pub enum ItemValue {
    /// A word of ours: `default`, `set`, `disabled`.
    Word(&'static str),
    Text(Untrusted),
    Item(ItemName),
    Providers(Vec<ItemName>),
    /// A permission, and where it comes from: `direct`, `team A`. Fit to be shown.
    Permission(ItemName, Vec<String>),
    /// The value of a setting. Of a secret, `Word` says `set` or `not set`.
    Value(Value),
    /// It could not be read: a sentence that says why, fit to be shown.
    Unread(String),
}

impl ItemValue {
    pub fn shown(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Text(text) => text.shown().into_owned(),
            Self::Item(one) => one.shown(),
            Self::Permission(one, origins) if origins.is_empty() => one.name.shown().into_owned(),
            Self::Permission(one, origins) => format!("{} ({})", one.name.shown(), origins.join("; ")),
            Self::Providers(all) if all.is_empty() => "none".into(),
            Self::Providers(all) => all.iter().map(ItemName::shown).collect::<Vec<_>>().join(", "),
            Self::Value(Value::String(text)) => escape(text).into_owned(),
            Self::Value(Value::Array(items)) if items.iter().all(Value::is_string) => {
                let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                escape(&words.join(", ")).into_owned()
            }
            Self::Value(other) => escape(&other.to_string()).into_owned(),
            Self::Unread(why) => why.clone(),
        }
    }

    /// What it names.
    pub fn named(&self) -> &[ItemName] {
        match self {
            Self::Item(one) | Self::Permission(one, _) => std::slice::from_ref(one),
            Self::Providers(several) => several,
            _ => &[],
        }
    }
}
