//! A field for a secret: what is typed is held in one place that is wiped, and shown by nobody.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::field::{LONG_PASTE, REFUSED_PASTE};
use super::key::{Code, Key};
use crate::domain::secret::Secret;

/// Characters of a secret. Room for them is taken at once: text that moved would leave a copy behind.
const LONGEST: usize = 4096;

/// What is typed, and where the cursor stands in it.
#[derive(Default)]
pub struct SecretField {
    text: Zeroizing<String>,
    cursor: usize,
}

impl fmt::Debug for SecretField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretField")
    }
}

impl SecretField {
    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many characters are typed.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// The character that the cursor stands on, from 0.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// A copy for the backend that is to keep it.
    pub fn secret(&self) -> Secret {
        Secret::new(self.text.as_str().to_owned())
    }

    fn byte(&self, at: usize) -> usize {
        self.text.char_indices().nth(at).map_or(self.text.len(), |(i, _)| i)
    }

    fn insert(&mut self, c: char) {
        if self.len() >= LONGEST {
            return;
        }
        if self.text.capacity() == 0 {
            self.text.reserve_exact(LONGEST * 4);
        }
        let at = self.byte(self.cursor);
        self.text.insert(at, c);
        self.cursor += 1;
    }

    fn remove(&mut self, at: usize) {
        if at < self.len() {
            let at = self.byte(at);
            self.text.remove(at);
        }
    }

    /// Lets the field have a key; says whether it did anything with it. Cutting a part cuts all: nobody sees the parts.
    pub fn edit(&mut self, key: Key) -> bool {
        match key.code {
            Code::Char(c) if key.ctrl => match c.to_ascii_lowercase() {
                'a' => self.cursor = 0,
                'e' => self.cursor = self.len(),
                'u' | 'k' | 'w' => {
                    self.text.zeroize();
                    self.cursor = 0;
                }
                _ => return false,
            },
            Code::Char(c) if !key.alt => self.insert(c),
            Code::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.remove(self.cursor);
            }
            Code::Backspace => {}
            Code::Delete => self.remove(self.cursor),
            Code::Left => self.cursor = self.cursor.saturating_sub(1),
            Code::Right => self.cursor = (self.cursor + 1).min(self.len()),
            Code::Home => self.cursor = 0,
            Code::End => self.cursor = self.len(),
            _ => return false,
        }
        true
    }

    /// Takes a paste, as other fields do.
    ///
    /// # Errors
    /// The sentence that says why not; the field is as it was.
    pub fn paste(&mut self, text: &str) -> Result<(), &'static str> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.chars().any(char::is_control) {
            return Err(REFUSED_PASTE);
        }
        if self.len() + text.chars().count() > LONGEST {
            return Err(LONG_PASTE);
        }
        text.chars().for_each(|c| self.insert(c));
        Ok(())
    }
}
