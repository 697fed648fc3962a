//! Takes secrets out of text: addresses, headers, pairs, tokens and keys.

use super::table::{
    is_jwt, is_plain_parameter, is_scheme, is_secret_name, is_secret_word, is_technical, is_token, looks_made_up,
    looks_random,
};

/// Stands where a secret was.
pub const HIDDEN: &str = "***";

/// What ends a word. Quotes hold a value together, blanks part it from its name, the others part it from the next pair.
const QUOTES: [char; 2] = ['"', '\''];
const BLANKS: [char; 3] = [' ', '\n', '\t'];
const ENDS: [char; 8] = ['"', '\'', ' ', '\n', '\t', '&', ';', ','];

/// What may stand before an address that follows something else.
const BEFORE: [char; 6] = [',', ';', '|', '"', '\'', '<'];

/// What may stand behind an address and is no part of it.
const AFTER: [char; 10] = ['"', '\'', ')', '>', ',', ';', '|', ' ', '\n', '\t'];

/// What may stand behind the quote that ends an address.
const BEHIND: [char; 11] = [',', ';', ':', '.', ')', ']', '}', '>', ' ', '\n', '\t'];

/// What stands between a name and its value, or between an old value and a new one.
const BETWEEN: [&str; 5] = ["=", ":", ":=", "->", "=>"];

/// What may stand between `token` and the token.
const LINKS: [&str; 3] = ["is", "was", "value"];

/// Whether the text is an address of the web, as a whole.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// What a text is, which says how much in it may be an ordinary word.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum TextKind {
    /// It may quote anything: what may be a secret is hidden.
    #[default]
    Free,
    /// A sentence of a server: words stay.
    Sentence,
    /// The name of a thing, which may be `Secret: B2B`.
    Name,
}

/// Hides each private key, each JSON Web Token, the value of each pair whose name says that it is secret, and what looks
/// like a token behind `Bearer`, `token` and the like. In names and sentences tokens must be long, and what follows a colon
/// must look made up: they keep their words.
pub(super) fn cleaned_words(text: &str, kind: TextKind) -> Option<String> {
    if !text.contains(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | '.')) {
        return None;
    }
    let (open, key) = text
        .split_once("-----BEGIN ")
        .filter(|(_, key)| key.contains("PRIVATE KEY"))
        .map_or((text, None), |(open, _)| (open, Some(HIDDEN)));
    let cleaned: String = open
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            let (addresses, rest) = word.split_at(word.trim_end_matches(AFTER).len());
            match cleaned_addresses(addresses, may_be_secret) {
                Some(clean) => clean + rest,
                None => word.to_owned(),
            }
        })
        .collect();
    let mut words = Words {
        kind,
        ..Words::default()
    };
    for part in cleaned.split_inclusive(ENDS) {
        let word = part.trim_end_matches(ENDS);
        words.take(word, part.chars().next_back().filter(|end| ENDS.contains(end)));
    }
    let clean = words.clean + key.unwrap_or_default();
    (clean != text).then_some(clean)
}

/// What the words so far say of the next one.
#[derive(Clone, Copy, Default, PartialEq)]
enum Next {
    #[default]
    Any,
    /// It is a secret where it looks like one, after `Bearer` or `Basic`.
    Credential,
    /// It is a secret where it is a token.
    Token,
    /// It is a secret.
    Value,
    /// It is a secret where it looks made up, after a colon in a sentence.
    PerhapsValue,
    /// It is a part of a secret up to this quote; whether that is hidden already.
    Quoted(char, bool),
    /// The word before it was a secret.
    Hidden,
}

/// Reads a text word by word.
#[derive(Default)]
struct Words {
    kind: TextKind,
    next: Next,
    before: String,
    clean: String,
}

impl Words {
    /// Takes a word and the mark that ends it.
    fn take(&mut self, word: &str, end: Option<char>) {
        if let Next::Quoted(quote, hidden) = self.next {
            let closes = end == Some(quote);
            let now = hidden || !word.is_empty() || !closes;
            if now && !hidden {
                self.clean += HIDDEN;
            }
            self.next = if closes { Next::Any } else { Next::Quoted(quote, now) };
            if closes {
                self.clean.extend(end);
            }
            return;
        }
        if !word.is_empty() {
            self.word(word);
        }
        self.clean.extend(end);
        match end {
            Some(quote) if self.next == Next::Value && QUOTES.contains(&quote) => {
                self.next = Next::Quoted(quote, false);
            }
            // The pair has no value, or it is over.
            Some(mark) if self.next == Next::Value && !BLANKS.contains(&mark) => self.next = Next::Any,
            Some(mark) if self.next == Next::PerhapsValue && !BLANKS.contains(&mark) && !QUOTES.contains(&mark) => {
                self.next = Next::Any;
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        let next = std::mem::take(&mut self.next);
        let hide = match next {
            Next::Value => !says_nothing(word) && !is_scheme(word),
            Next::PerhapsValue => looks_made_up(word),
            Next::Credential => is_token(word) || (self.kind == TextKind::Free && looks_random(word)),
            Next::Token => is_token(word),
            _ => false,
        };
        if hide || is_jwt(word) {
            self.clean += HIDDEN;
            self.next = Next::Hidden;
        } else if BETWEEN.contains(&word) {
            self.clean += word;
            let named = next == Next::Token || next == Next::Credential && is_secret_name(&self.before);
            let begins = named && (self.kind == TextKind::Free || word == "=");
            if begins || matches!(next, Next::Hidden | Next::Value) {
                self.next = Next::Value;
            } else if named && self.takes_colon(&self.before) {
                self.next = Next::PerhapsValue;
            } else if named {
                self.next = next;
            }
        } else if next == Next::Value && !word.contains('*') {
            // A scheme, or a bracket.
            self.clean += word;
            self.next = Next::Value;
        } else if !self.pair(word) {
            self.clean += word;
            let last = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(word);
            self.next = match next {
                _ if is_scheme(last) => Next::Credential,
                _ if is_secret_word(&self.before, word) => Next::Token,
                Next::Token if LINKS.contains(&word) => Next::Token,
                _ => Next::Any,
            };
            word.clone_into(&mut self.before);
        }
    }

    /// Whether a colon behind this name parts it from a secret.
    fn takes_colon(&self, name: &str) -> bool {
        self.kind != TextKind::Name || is_technical(name)
    }

    /// Takes a word that is a pair, or the beginning of one; says whether it is.
    fn pair(&mut self, word: &str) -> bool {
        // The colons of an address part no names from values.
        let colons = !word.contains("://");
        let is_between = |c: char| c == '=' || (colons && c == ':');
        let mut from = 0;
        for (at, mark) in word.match_indices(is_between) {
            let name = word.get(from..at).unwrap_or_default();
            from = at + mark.len();
            if !is_secret_word(&self.before, name) {
                continue;
            }
            let (open, value) = word.split_at_checked(from).unwrap_or((word, ""));
            if mark == ":" && self.kind != TextKind::Free && !looks_made_up(value) {
                if value.is_empty() && self.takes_colon(name) {
                    self.clean += word;
                    self.next = Next::PerhapsValue;
                    return true;
                }
                continue;
            }
            if mark == ":" && !self.takes_colon(name) {
                continue;
            }
            let keeps = says_nothing(value) || (mark == ":" && is_scheme(value));
            self.clean += open;
            self.clean += if keeps { value } else { HIDDEN };
            self.next = if is_scheme(value) || (keeps && !value.contains('*')) {
                Next::Value
            } else {
                Next::Hidden
            };
            return true;
        }
        false
    }
}

/// Whether a value is only made of marks: a bracket, or what stands in place of a secret.
fn says_nothing(value: &str) -> bool {
    !value.contains(char::is_alphanumeric)
}

/// Whether the value of a parameter of this name may be secret.
pub(super) fn may_be_secret(name: &str) -> bool {
    !is_plain_parameter(name)
}

/// The text with each address in it cleaned. `None` where nothing is to be removed.
pub(super) fn cleaned_addresses(text: &str, hides: fn(&str) -> bool) -> Option<String> {
    let mut clean = String::new();
    let mut rest = text;
    while let Some((part, next)) = first_address(rest).and_then(|end| rest.split_at_checked(end)) {
        let (address, after) = part.split_at(part.trim_end_matches(AFTER).len());
        clean += cleaned_address(address, hides).as_deref().unwrap_or(address);
        clean += after;
        rest = next;
    }
    clean += cleaned_address(rest, hides).as_deref().unwrap_or(rest);
    (clean != text).then_some(clean)
}

/// Where the first address ends: at the quote that it stands in, or before the next address.
fn first_address(text: &str) -> Option<usize> {
    let host = text.find("://")? + 3;
    let (open, body) = text.split_at_checked(host)?;
    let quote = before_address(open).filter(|mark| QUOTES.contains(mark));
    let mut others = body.match_indices("://").filter_map(|(at, _)| {
        let before = body.get(..at)?;
        let start = before.trim_end_matches(in_scheme).len();
        let apart = |c: char| c.is_whitespace() || BEFORE.contains(&c);
        let stands_apart = body.get(..start)?.ends_with(apart);
        (stands_apart && start < at).then_some(start)
    });
    let other = others.next();
    let own = other.and_then(|start| body.get(..start)).unwrap_or(body);
    let closes = |at: usize, mark: &str| {
        let (before, rest) = own.split_at_checked(at).unwrap_or((own, ""));
        let rest = rest.strip_prefix(mark).unwrap_or(rest);
        let ends = rest.is_empty() || rest.starts_with(BEHIND);
        ends && !before.ends_with('\\') && !goes_on(before, rest)
    };
    let quoted = quote.and_then(|quote| own.match_indices(quote).find(|(at, mark)| closes(*at, mark)));
    let quoted = quoted.map(|(at, _)| at);
    Some(host + quoted.or(other)?)
}

/// Whether a quote between these may stand within a password or another secret of the address.
fn goes_on(before: &str, rest: &str) -> bool {
    let rest = rest.split(char::is_whitespace).next().unwrap_or(rest);
    let next = rest.trim_start_matches(BEHIND);
    let stands_apart = next.is_empty() || next.starts_with(QUOTES);
    let host = before.split(['/', '?', '#']).next().unwrap_or(before);
    let host = host.rsplit('@').next().unwrap_or(host);
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_host = name.contains('.') && port.bytes().all(|b| b.is_ascii_digit());
    let has_at = rest.contains('@');
    (has_at && !is_host) || (!stands_apart && (has_at || before.contains(['?', '#'])))
}

/// What stands before the scheme of an address.
fn before_address(text: &str) -> Option<char> {
    let scheme = text.trim_end_matches("://");
    scheme.trim_end_matches(in_scheme).chars().next_back()
}

fn in_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

/// An address without its user and password, and with `***` for the value of each parameter whose name `hides` it. `None`
/// where nothing is to be removed.
pub(super) fn cleaned_address(text: &str, hides: fn(&str) -> bool) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut clean = format!("{scheme}://");
    for segment in without_user(place).split_inclusive('/') {
        matrix_parameters(segment, &mut clean);
    }
    for (mark, part) in [('?', query), ('#', fragment)] {
        if !part.is_empty() {
            let parameters: Vec<String> = part.split('&').map(|part| parameters(part, hides)).collect();
            clean.push(mark);
            clean.push_str(&parameters.join("&"));
        }
    }
    (clean != text).then_some(clean)
}

/// What stands between `://` and the query, without the user and password before the host. A password may hold a `/`: then
/// the port before that is no number.
fn without_user(place: &str) -> &str {
    let authority = place.split('/').next().unwrap_or(place);
    if let Some((user, _)) = authority.rsplit_once('@') {
        return place.get(user.len() + 1..).unwrap_or_default();
    }
    let port_is_none = authority
        .split_once(':')
        .is_some_and(|(host, port)| !host.starts_with('[') && !port.bytes().all(|b| b.is_ascii_digit()));
    match place.rsplit_once('@') {
        Some((_, host)) if port_is_none => host,
        _ => place,
    }
}

/// A segment of a path, without the secrets in its matrix parameters: few of those are secret. What follows a hidden value
/// and is no pair may belong to it, and goes with it.
fn matrix_parameters(segment: &str, clean: &mut String) {
    let (segment, end) = segment.strip_suffix('/').map_or((segment, ""), |cut| (cut, "/"));
    let mut hides = false;
    for (n, part) in segment.split(';').enumerate() {
        let pair = part.split_once('=').filter(|_| n > 0);
        hides = match pair {
            Some((name, value)) => !value.is_empty() && is_secret_name(name),
            None => hides,
        };
        match pair {
            None if hides => continue,
            _ if n > 0 => clean.push(';'),
            _ => {}
        }
        match pair {
            Some((name, _)) if hides => {
                clean.push_str(name);
                clean.push('=');
                clean.push_str(HIDDEN);
            }
            _ => clean.push_str(part),
        }
    }
    clean.push_str(end);
}

/// One parameter, or several between other marks than `&`. What follows a hidden value may belong to it, and goes with it.
fn parameters(text: &str, hides: fn(&str) -> bool) -> String {
    let mut clean = String::new();
    for part in text.split_inclusive([';', '?', '#']) {
        match part.split_once('=') {
            Some((name, value)) if !value.is_empty() && hides(name) => {
                return format!("{clean}{name}={HIDDEN}");
            }
            _ => clean.push_str(part),
        }
    }
    clean
}
