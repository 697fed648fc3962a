//! Text that may stand on the screen: the program's own words, and others escaped and masked.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use super::Model;
use crate::domain::text::{escape, visible};

/// Text that may stand on the screen. [`Model::show`] makes it of any text, so that a forgotten mask doesn't compile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown<'a>(Cow<'a, str>);

impl Model {
    /// The text without characters that steer a terminal, and with stand-ins while they are shown.
    pub fn show<'a>(&self, text: impl Into<Cow<'a, str>>) -> Shown<'a> {
        let text = visible(text.into());
        Shown(match &self.mask {
            Some(mask) => mask.apply(text),
            None => text,
        })
    }

    /// Whether a part of the text has a stand-in now.
    pub fn hides(&self, text: &str) -> bool {
        let mask = self.mask.as_ref();
        mask.is_some_and(|mask| mask.apply(text.into()) != text)
    }
}

impl<'a> Shown<'a> {
    /// What the person pressed, or asked to see: escaped, and never masked.
    pub fn unmasked(text: &'a str) -> Self {
        Self(escape(text))
    }

    pub fn blanks(n: usize) -> Self {
        Self(" ".repeat(n).into())
    }

    /// In place of a secret.
    pub fn stars(n: usize) -> Self {
        Self("*".repeat(n).into())
    }

    /// This text with another one behind it.
    pub fn then<'b>(self, next: impl Into<Shown<'b>>) -> Shown<'static> {
        Shown((self.0.into_owned() + &next.into()).into())
    }

    /// The bytes of this range; nothing where it cuts a character.
    pub fn part(&self, range: Range<usize>) -> Shown<'_> {
        Shown(self.0.get(range).unwrap_or_default().into())
    }

    pub fn into_owned(self) -> Shown<'static> {
        Shown(self.0.into_owned().into())
    }
}

impl Deref for Shown<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Words of the program itself.
impl From<&'static str> for Shown<'_> {
    fn from(words: &'static str) -> Self {
        Self(words.into())
    }
}

impl From<usize> for Shown<'_> {
    fn from(n: usize) -> Self {
        Self(n.to_string().into())
    }
}

impl<'a> From<&'a Shown<'_>> for Shown<'a> {
    fn from(text: &'a Shown<'_>) -> Self {
        Self((&*text.0).into())
    }
}
