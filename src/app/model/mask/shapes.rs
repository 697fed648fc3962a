//! What a word is by its shape: a host, an address, an id or a part of a distinguished name.

use std::net::Ipv6Addr;

/// Whether a word begins after `before`. JSON writes a line break as a backslash and a letter: that is none of the word.
pub(super) fn begins_word(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some('b' | 'f' | 'n' | 'r' | 't') => back.next() == Some('\\'),
        last => !last.is_some_and(joins),
    }
}

/// Whether a word ends before `rest`: a stop or a dash goes on with it only where a letter follows.
pub(super) fn ends_word(rest: &str) -> bool {
    let mut after = rest.chars();
    match after.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => false,
        Some(c) if joins(c) => !after.next().is_some_and(char::is_alphanumeric),
        Some(_) | None => true,
    }
}

/// A host without an address around it: at least three labels, the last of letters.
pub(super) fn is_host(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    let last = labels
        .last()
        .is_some_and(|l| l.len() > 1 && l.bytes().all(|b| b.is_ascii_alphabetic()));
    labels.len() > 2 && last && labels.iter().all(|l| !l.is_empty())
}

/// An address of the Internet Protocol, version 4.
pub(super) fn is_ip(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

/// The address of the Internet Protocol, version 6, that `rest` begins with. A time has too few parts for one.
pub(super) fn ip_6(rest: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.');
    let longest = rest.split(|c| !is_part(c)).next().unwrap_or(rest);
    // A stop or a colon at the end may be the sentence's.
    let trimmed = longest.strip_suffix(['.', ':']).unwrap_or(longest);
    let is_address = |word: &&str| {
        let after = rest.get(word.len()..).unwrap_or_default();
        word.len() > 2 && ends_word(after) && word.parse::<Ipv6Addr>().is_ok()
    };
    [longest, trimmed].into_iter().find(is_address)
}

/// What stands before a person or a host in a distinguished name or an attribute of a directory.
const NAME_KEYS: [&str; 8] = [
    "cn=",
    "uid=",
    "dc=",
    "sn=",
    "givenname=",
    "samaccountname=",
    "mail=",
    "userprincipalname=",
];

/// A part of a distinguished name that tells a person or a host.
pub(super) struct NamePart<'a> {
    /// `CN=`, as it is written.
    pub(super) key: &'a str,
    pub(super) value: &'a str,
    pub(super) is_host: bool,
}

impl<'a> NamePart<'a> {
    /// The part that `rest` begins with: `CN=Ada Byron` of `CN=Ada Byron,OU=Ops,DC=corp`.
    pub(super) fn begins(rest: &'a str) -> Option<Self> {
        let is_key = |key: &&str| {
            rest.get(..key.len())
                .is_some_and(|begins| begins.eq_ignore_ascii_case(key))
        };
        let key = NAME_KEYS.into_iter().find(is_key)?;
        let (is_host, (key, value)) = (key == "dc=", rest.split_at_checked(key.len())?);
        let mut before = ' ';
        let ends = |c: char| {
            let escaped = std::mem::replace(&mut before, c) == '\\';
            let ends = c.is_control() || matches!(c, ',' | '+' | ';' | '"' | '/' | '<' | '>' | '(' | ')' | '[' | ']');
            (ends && !escaped) || (is_host && c.is_whitespace())
        };
        let value = value.split(ends).next().unwrap_or(value).trim_end();
        (!value.is_empty()).then_some(Self { key, value, is_host })
    }
}

/// Whether a character is a part of a word that can be masked.
pub(super) fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '@' | '.' | '+')
}

pub(super) fn ends_host(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | ',' | ')')
}

pub(super) fn is_uuid(word: &str) -> bool {
    word.len() == 36 && uuid::Uuid::try_parse(word).is_ok()
}
