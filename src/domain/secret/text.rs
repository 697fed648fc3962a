//! Takes secrets out of text: addresses, authorization headers, pairs like `client_secret=…`.

use std::borrow::Cow;

use super::name::{is_secret_name, plain};

/// Whether the text is an address of the web, as a whole.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Hides what follows `Bearer` and `Basic`, and the value of each `name=value` whose name says that it is secret.
pub(super) fn cleaned_words(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_whitespace() || c == '=') {
        return None;
    }
    let mut after_scheme = false;
    let words = text
        .split_inclusive([' ', '\n', '\t', '&', ';', ',', '"', '\''])
        .map(|part| {
            let word = part.trim_end_matches([' ', '\n', '\t', '&', ';', ',', '"', '\'']);
            let hidden = if after_scheme && looks_random(word) {
                Some(HIDDEN.to_owned())
            } else {
                word.split_once('=')
                    .filter(|(name, value)| !value.is_empty() && is_secret_name(name))
                    .map(|(name, _)| format!("{name}={HIDDEN}"))
            };
            let last = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(word);
            after_scheme =
                SCHEMES.iter().any(|scheme| last.eq_ignore_ascii_case(scheme)) || (word.is_empty() && after_scheme);
            match hidden {
                Some(hidden) => Cow::Owned(hidden + part.get(word.len()..).unwrap_or_default()),
                None => Cow::Borrowed(part),
            }
        });
    let clean: String = words.collect();
    (clean != text).then_some(clean)
}

/// What stands before the secret in a header for authorization.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

/// Whether a word is no word of a language, such as `plan` in `Basic plan`: it has a digit, a mark, or a capital within.
fn looks_random(word: &str) -> bool {
    word.len() > 5
        && (word.chars().skip(1).any(|c| !c.is_lowercase()) || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Parameters of an address whose values are no secrets.
const PLAIN_PARAMETERS: [&str; 10] = [
    "action",
    "apiversion",
    "audience",
    "clientid",
    "p",
    "policy",
    "realm",
    "scope",
    "tenant",
    "version",
];

/// Stands where a secret was.
pub const HIDDEN: &str = "***";

/// An address without its user and password, and with `***` for the value of each parameter that may be a secret. `None`
/// where nothing is to be removed.
pub(super) fn cleaned_address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let place = without_user(place);
    let mut clean = match place.split_once(';') {
        // Matrix parameters are rare, and few of them are secret.
        Some((start, parts))
            if parts
                .split([';', '/'])
                .any(|part| part.split_once('=').is_some_and(|(name, _)| is_secret_name(name))) =>
        {
            format!("{scheme}://{start};{}", parameters(parts))
        }
        _ => format!("{scheme}://{place}"),
    };
    for (mark, part) in [('?', query), ('#', fragment)] {
        if !part.is_empty() {
            let parameters: Vec<String> = part.split('&').map(parameters).collect();
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

/// One parameter, or several between other marks than `&`. What follows a hidden value may belong to it, and goes with it.
fn parameters(text: &str) -> String {
    let mut clean = String::new();
    for part in text.split_inclusive([';', '?', '#']) {
        match part.split_once('=') {
            Some((name, value)) if !value.is_empty() && !PLAIN_PARAMETERS.contains(&plain(name).as_str()) => {
                return format!("{clean}{name}={HIDDEN}");
            }
            _ => clean.push_str(part),
        }
    }
    clean
}
