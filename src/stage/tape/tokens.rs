//! The words of a line of a tape.

use regex_lite::Regex;

use crate::domain::text::escape;

const MOST: usize = 10_000;

pub(super) enum TapeToken {
    Plain(String),
    Text(String),
}

pub(super) struct TapeTokens<'a> {
    pub(super) rest: &'a str,
}

impl TapeTokens<'_> {
    pub(super) fn next(&mut self) -> Result<Option<TapeToken>, String> {
        self.rest = self.rest.trim_start();
        match self.rest.chars().next() {
            None | Some('#') => {
                self.rest = "";
                Ok(None)
            }
            Some(quote @ ('"' | '\'' | '`')) => self.until(quote).map(|text| Some(TapeToken::Text(text))),
            Some(_) => {
                let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
                let (word, rest) = self.rest.split_at(end);
                self.rest = rest;
                Ok(Some(TapeToken::Plain(word.to_owned())))
            }
        }
    }

    /// Text between two of the same sign; the sign itself cannot be escaped.
    fn until(&mut self, sign: char) -> Result<String, String> {
        let body = self.rest.get(sign.len_utf8()..).unwrap_or_default();
        let (text, rest) = body
            .split_once(sign)
            .ok_or_else(|| format!("the {sign} is not closed in this line."))?;
        self.rest = rest;
        Ok(text.to_owned())
    }

    pub(super) fn text(&mut self) -> Result<String, String> {
        match self.next()? {
            Some(TapeToken::Text(text)) => Ok(text),
            _ => Err("text in quotes was expected.".into()),
        }
    }

    pub(super) fn plain(&mut self, what: &str) -> Result<String, String> {
        match self.next()? {
            Some(TapeToken::Plain(word)) => Ok(word),
            _ => Err(format!("{what} was expected.")),
        }
    }

    pub(super) fn name(&mut self) -> Result<String, String> {
        match self.next()? {
            Some(TapeToken::Plain(name) | TapeToken::Text(name)) => Ok(name),
            None => Err("a file name was expected.".into()),
        }
    }

    pub(super) fn pattern(&mut self) -> Result<Regex, String> {
        self.rest = self.rest.trim_start();
        if !self.rest.starts_with('/') {
            return Err("a pattern was expected: Wait /text/.".into());
        }
        let pattern = self.until('/')?;
        Regex::new(&pattern).map_err(|e| format!("the pattern is not right: {}.", escape(&e.to_string())))
    }

    /// The count after a key, 1 without one.
    pub(super) fn count(&mut self) -> usize {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        match digits.parse() {
            Ok(times) if times <= MOST && (after.is_empty() || after.starts_with(char::is_whitespace)) => {
                self.rest = after;
                times
            }
            _ => 1,
        }
    }

    pub(super) fn skip_line(&mut self) {
        self.rest = "";
    }
}
