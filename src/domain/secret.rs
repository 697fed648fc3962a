//! Takes secrets out of what the platform or a file says, before anything else of the program sees it.

mod table;
mod text;

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing, optimization_barrier};

use super::text::Untrusted;
use table::{is_naming, is_value, plain, strong, weak};
use text::{TextKind, cleaned_addresses, cleaned_words, is_address, may_be_secret};

pub use table::is_secret_name;
pub(super) use table::{NEW_VALUES, OLD_VALUES, PAIR_NAMES};
pub use text::HIDDEN;

/// A secret that a person typed. It is never shown, and wiped from memory when it is dropped.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The secret itself: only for the backend that keeps it, and for the checks of a form.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Compares in constant time.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        one.len() == other.len() && one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }
}

impl Eq for Secret {}

/// Bytes that may hold secrets. All of their room is overwritten when they are dropped: in one sweep, as a file may have
/// many.
#[derive(Clone, Default)]
pub struct WipedBytes(Vec<u8>);

impl From<Vec<u8>> for WipedBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Deref for WipedBytes {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for WipedBytes {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for WipedBytes {
    fn drop(&mut self) {
        self.0.fill(0);
        self.0.resize(self.0.capacity(), 0);
        optimization_barrier(self.0.as_slice());
    }
}

impl fmt::Debug for WipedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wiped")
    }
}

/// JSON that may hold secrets: its text is overwritten when it is dropped.
#[derive(PartialEq)]
pub struct WipedJson(pub Value);

impl Drop for WipedJson {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl fmt::Debug for WipedJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wiped")
    }
}

/// Removes every secret from `object`, at any depth, wiping its text, and returns the JSON pointers of those that held
/// one. What is inside an object or a list counts by the name of that. Of a pair like `{"name": "Authorization",
/// "value": "..."}` the value is a secret. A password or a token within an address is removed from the address.
pub fn take_secrets(object: &mut Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(object, "", false, &mut found);
    found
}

/// Hides what may be secret in any text of `value`: private keys, tokens, and pairs like `client_secret=...`. It may hide
/// more than that, so it is for what is shown alone. The names of things stay, unless they hold a pair or a token.
pub fn hide_in_texts(value: &mut Value) {
    hide_in(value, TextKind::Free);
}

/// An address that names where others are led, as after a sign-in: parameters stay but those that are named as secrets, so
/// that one address is told from another.
pub fn without_secrets(address: &str) -> Untrusted {
    let clean = address
        .contains(['@', '?', '#', ';'])
        .then(|| cleaned_addresses(address, is_secret_name));
    clean.flatten().as_deref().unwrap_or(address).into()
}

pub fn addresses_without_secrets(addresses: &[Untrusted]) -> Vec<Untrusted> {
    addresses.iter().map(|one| without_secrets(one.raw())).collect()
}

/// Hides what is surely a secret in a sentence of a server.
pub fn hide_in_sentence(text: &mut String) {
    replace(text, cleaned_words(text, TextKind::Sentence));
}

fn hide_in(value: &mut Value, kind: TextKind) {
    match value {
        Value::Object(members) => {
            let names = label(members).is_some_and(is_naming);
            for (name, member) in members.iter_mut() {
                let is_name = is_naming(name) || (names && is_value(name));
                hide_in(member, if is_name { TextKind::Name } else { TextKind::Free });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hide_in(item, kind)),
        Value::String(text) => replace(text, cleaned_words(text, kind)),
        _ => {}
    }
}

/// Puts a clean text in the place of one that held a secret.
fn replace(text: &mut String, clean: Option<String>) {
    if let Some(clean) = clean {
        text.zeroize();
        *text = clean;
    }
}

/// How the value beside it is called, in a pair of name and value.
fn label(members: &Map<String, Value>) -> Option<&str> {
    PAIR_NAMES.iter().find_map(|name| members.get(*name)?.as_str())
}

/// Puts `***` in the place of every secret of `object`.
pub fn mask_secrets(object: &mut Value) {
    for pointer in take_secrets(object) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            continue;
        };
        if let Some(Value::Object(members)) = object.pointer_mut(parent) {
            members.insert(name.replace("~1", "/").replace("~0", "~"), HIDDEN.into());
        }
    }
}

/// `named`: the name of this value ends as that of a secret, so the values within it are secret.
fn walk(value: &mut Value, path: &str, named: bool, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let mut hidden = Vec::new();
            let values_are_secret = named
                || PAIR_NAMES
                    .iter()
                    .any(|n| members.get(*n).and_then(Value::as_str).is_some_and(is_secret_name));
            for (name, member) in members.iter_mut() {
                let here = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                if is_secret(name, member) || (values_are_secret && is_value(name)) {
                    wipe(member);
                    hidden.push(name.clone());
                    found.push(here);
                } else {
                    walk(member, &here, weak(&plain(name)), found);
                }
            }
            for name in hidden {
                members.shift_remove(&name);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                walk(item, &format!("{path}/{i}"), named, found);
            }
        }
        Value::String(text) => replace(text, cleaned_addresses(text, may_be_secret)),
        _ => {}
    }
}

fn is_secret(name: &str, member: &Value) -> bool {
    let name = plain(name);
    if strong(&name) {
        return holds_text(member);
    }
    weak(&name)
        && match member {
            Value::String(text) => !text.is_empty() && !is_address(text),
            Value::Array(items) => items.iter().any(|i| i.as_str().is_some_and(|t| !is_address(t))),
            Value::Number(_) => true,
            // Objects are searched member by member: an `oauth2_token_provider` is none, nor is `urls` below it.
            Value::Object(_) | Value::Bool(_) | Value::Null => false,
        }
}

/// Switches and nothings say nothing; all else below a secret's name is one.
fn holds_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Number(_) => true,
        Value::Array(items) => items.iter().any(holds_text),
        Value::Object(members) => members.values().any(holds_text),
        Value::Bool(_) | Value::Null => false,
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}
