//! Takes secrets out of what the platform or a file says, before anything else of the program sees it.

mod name;
mod text;

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_json::Value;
use zeroize::{Zeroize, Zeroizing, optimization_barrier};

use name::{plain, strong, weak};
use text::{cleaned_address, cleaned_words, is_address};

pub use name::is_secret_name;
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

/// Members that hold the name of a value beside them.
pub(super) const PAIR_NAMES: [&str; 6] = ["field", "name", "property", "attribute", "key", "header"];

/// Members that hold the values of such a name: before a change, and after it.
pub(super) const OLD_VALUES: [&str; 6] = ["old", "oldValue", "before", "from", "previous", "previousValue"];
pub(super) const NEW_VALUES: [&str; 7] = ["new", "newValue", "after", "to", "current", "currentValue", "value"];

/// Removes every secret from `object`, at any depth, wiping its text, and returns the JSON pointers of those that held
/// one. What is inside an object or a list counts by the name of that. Of a pair like `{"name": "Authorization",
/// "value": "..."}` the value is a secret. A password or a token within an address is removed from the address.
pub fn take_secrets(object: &mut Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(object, "", false, &mut found);
    found
}

/// Hides what may be secret in any text of `value`: what follows `Bearer`, and pairs like `client_secret=...`. It may hide more
/// than that, so it is for what is shown alone, and for no name of a thing.
pub fn hide_in_texts(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(hide_in_texts),
        Value::Array(items) => items.iter_mut().for_each(hide_in_texts),
        Value::String(text) => {
            if let Some(clean) = cleaned_words(text) {
                text.zeroize();
                *text = clean;
            }
        }
        _ => {}
    }
}

/// Puts `***` in the place of every secret of `object`.
pub fn mask_secrets(object: &mut Value) {
    for pointer in take_secrets(object) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            continue;
        };
        if let Some(Value::Object(members)) = object.pointer_mut(parent) {
            members.insert(name.replace("~1", "/").replace("~0", "~"), "***".into());
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
        Value::String(text) => {
            if let Some(clean) = cleaned_address(text) {
                text.zeroize();
                *text = clean;
            }
        }
        _ => {}
    }
}

/// Whether a member of this name holds the value of a pair.
fn is_value(name: &str) -> bool {
    OLD_VALUES.contains(&name) || NEW_VALUES.contains(&name)
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
