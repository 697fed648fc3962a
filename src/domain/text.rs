//! Untrusted text, and the functions that make it fit to be shown (docs/guide.md, D7).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks on one base character beyond this many are shown as escapes: they would climb over the lines above.
const MARKS: usize = 4;

/// A string from a file, a server or a person. It has no `Display`: it is shown by [`Untrusted::shown`] or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(Box<str>);

impl Untrusted {
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text to show: [`escape`]d.
    pub fn shown(&self) -> Cow<'_, str> {
        escape(&self.0)
    }

    /// The text itself, for comparing, sending and copying; never for the screen.
    pub fn raw(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Makes any text fit to be shown on one line: control, format, variation, private-use and unassigned characters, odd
/// spaces and stray marks become `<U+200B>`; leading, trailing and repeated spaces become a middle dot. Text without
/// any of those comes back as it is.
pub fn escape(text: &str) -> Cow<'_, str> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_graphic());
    if text.is_empty() || text.split(' ').all(is_word) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut marks = MARKS;
    let mut last = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c == ' ' {
            let plain = last.is_some_and(|l| l != ' ') && next.is_some_and(|n| n != ' ');
            shown.push(if plain { ' ' } else { '\u{b7}' });
            marks = MARKS;
        } else if is_mark(c) {
            marks += 1;
            put(&mut shown, c, is_hidden(c) || marks > MARKS);
        } else {
            let hidden = is_hidden(c);
            put(&mut shown, c, hidden);
            marks = if hidden { MARKS } else { 0 };
        }
        last = Some(c);
    }
    if shown == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(shown)
    }
}

/// Text of one line with each hidden character as `<U+200B>`. Spaces stay, and so does what is [`escape`]d already.
pub fn visible(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) || !text.chars().any(is_hidden) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| put(&mut shown, c, is_hidden(c)));
    Cow::Owned(shown)
}

/// Makes text of several lines fit for a terminal: hidden characters become `<U+200B>`, spaces and line breaks stay.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        put(&mut shown, c, c != '\n' && is_hidden(c));
    }
    shown
}

/// The text without its hidden characters, and how many those were.
pub fn without_hidden(text: &str) -> (String, usize) {
    let (hidden, clean): (Vec<char>, Vec<char>) = text.chars().partition(|c| is_hidden(*c));
    (clean.into_iter().collect(), hidden.len())
}

/// JSON with each hidden character as an escape, so that no name in it can steer a terminal.
pub fn to_json(value: &impl Serialize) -> String {
    // Strings escape their line breaks, so a line break here is the layout's.
    let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut json = String::with_capacity(pretty.len());
    for c in pretty.chars() {
        if c == '\n' || !is_hidden(c) {
            json.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(json, "\\u{unit:04x}");
        }
    }
    json
}

/// 64 bits that follow from the text alone (FNV-1a).
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn put(shown: &mut String, c: char, hidden: bool) {
    if hidden {
        // Writing to a String cannot fail.
        let _ = write!(shown, "<U+{:04X}>", u32::from(c));
    } else {
        shown.push(c);
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Characters that draw nothing, draw blank, or change how their neighbours are drawn.
fn is_hidden(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let odd = matches!(
        c.general_category(),
        G::Control
            | G::Format
            | G::PrivateUse
            | G::Surrogate
            | G::Unassigned
            | G::LineSeparator
            | G::ParagraphSeparator
            | G::SpaceSeparator
    );
    // A letter of no width (a vowel that joins, a halfwidth voice mark) is there or not without a person seeing it.
    let unseen = !is_mark(c) && c.width().unwrap_or(0) == 0;
    odd || unseen
        || matches!(c,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}'
        // Letters and symbols whose glyph is empty.
        | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

/// NFC of the trimmed text: what two names are compared by (docs/guide.md, D6).
pub fn normal(text: &str) -> String {
    text.trim().nfc().collect()
}

/// Whether a person means by `wanted` what has this id, or this name. What has no id is meant by its name.
pub fn identifies(wanted: &str, id: &str, name: &Untrusted) -> bool {
    let wanted = wanted.trim();
    (id == wanted && !id.is_empty()) || normal(name.raw()) == normal(wanted)
}

/// Whether letters of scripts that are not written together stand in one text, as in a Latin word with a Cyrillic `а`.
/// Latin beside the scripts of Chinese, Japanese or Korean is not a mixture (UTS 39, highly restrictive).
pub fn mixes_scripts(text: &str) -> bool {
    let scripts: BTreeSet<&str> = text
        .chars()
        .map(|c| c.script())
        .filter(|s| !matches!(s, Script::Common | Script::Inherited | Script::Latin))
        .map(Script::full_name)
        .collect();
    let latin = text.chars().any(|c| c.script() == Script::Latin);
    let together = [
        ["Han", "Hiragana", "Katakana"].as_slice(),
        ["Han", "Hangul"].as_slice(),
        ["Han", "Bopomofo"].as_slice(),
    ];
    let east_asian = together.iter().any(|set| scripts.iter().all(|s| set.contains(s)));
    match scripts.len() {
        0 => false,
        1 => latin && !east_asian,
        _ => !east_asian,
    }
}

/// Whether every word of `needle` (already [`fold`]ed) stands somewhere in `text`, whatever the case.
pub fn contains_words(text: &str, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    let text = fold(text);
    needle.split_whitespace().all(|word| text.contains(word))
}

/// Lower case, normal form: for searching and sorting, never for deciding what is the same.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect()
    }
}

/// The word that JSON has for a value without members; empty for any other.
pub(in crate::domain) fn word(of: &impl Serialize) -> String {
    let word = serde_json::to_value(of).ok();
    word.and_then(|w| w.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The cells that text takes.
pub fn width(text: &str) -> usize {
    simple(text).unwrap_or_else(|| text.width())
}

/// The cells of a text that has one for each character, as most of the screen has: none needs to be measured.
pub fn simple(text: &str) -> Option<usize> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Some(text.len());
    }
    text.chars().all(takes_one_cell).then(|| text.chars().count())
}

/// Printable ASCII, the lines of frames and the other signs. None of them joins the character beside it.
fn takes_one_cell(c: char) -> bool {
    matches!(c, ' '..='~' | '─'..='▟' | '›' | '…' | '▲' | '▼' | '○' | '●' | '✗')
}

/// `1 API`, `2 APIs`: a count with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The same where there may be `more`: `1+ APIs`.
pub fn at_least(n: usize, more: bool, one: &str, many: &str) -> String {
    if more {
        format!("{n}+ {many}")
    } else {
        count(n, one, many)
    }
}

/// A name behind that of the organization it belongs to.
pub fn within(organization: &str, name: &str) -> String {
    format!("{organization} / {name}")
}

/// What keeps a text out of every field: control characters, or more than `longest` characters.
pub(in crate::domain) fn unfit(text: &str, longest: usize) -> Option<String> {
    if text.chars().any(char::is_control) {
        return Some("contains a control character: type it again".into());
    }
    (text.chars().count() > longest).then(|| format!("is longer than {longest} characters: shorten it"))
}
