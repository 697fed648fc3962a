//! The one table of what is secret: names of members and parameters, and shapes of values.

/// Words in a member's name that say that everything below it is secret.
const STRONG: [&str; 17] = [
    "secret",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "private",
    "credential",
    "assertion",
    "apikey",
    "accesskey",
    "signingkey",
    "bearer",
    "cookie",
    "jwt",
    "sessionid",
    "sessionkey",
];

/// Names that say so only as a whole: they are parts of other words.
const EXACT: [&str; 2] = ["otp", "pin"];

/// How a name must end to say that its value is secret, unless that is an address: the platform has endpoints of these
/// names, and objects that only hold settings about them.
const WEAK: [&str; 4] = ["authorization", "token", "tokens", "pass"];

/// Words that say so together with the word before them: `API key`.
const SECOND: [&str; 4] = ["code", "id", "key", "phrase"];

/// What stands before the secret in a header for authorization.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

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

/// Members that hold the name of a value beside them.
pub(in crate::domain) const PAIR_NAMES: [&str; 6] = ["field", "name", "property", "attribute", "key", "header"];

/// Members that hold the values of such a name: before a change, and after it.
pub(in crate::domain) const OLD_VALUES: [&str; 6] = ["old", "oldValue", "before", "from", "previous", "previousValue"];
pub(in crate::domain) const NEW_VALUES: [&str; 7] =
    ["new", "newValue", "after", "to", "current", "currentValue", "value"];

/// How a member's name ends whose text is the name of a thing.
const NAMING: [&str; 10] = [
    "app",
    "client",
    "environment",
    "group",
    "label",
    "name",
    "object",
    "parent",
    "provider",
    "user",
];

/// Whether a member of this name is meant to hold a secret, whatever stands in it.
pub fn is_secret_name(name: &str) -> bool {
    let name = plain(name);
    strong(&name) || weak(&name)
}

/// The same of a word in a text, after another word.
pub(super) fn is_secret_word(before: &str, word: &str) -> bool {
    let word = plain(word);
    strong(&word) || weak(&word) || (SECOND.contains(&&*word) && strong(&(plain(before) + &word)))
}

/// The name without marks and capitals, as the other functions take it.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

/// Whether everything below such a name is secret.
pub(super) fn strong(name: &str) -> bool {
    EXACT.contains(&name) || STRONG.iter().any(|word| name.contains(word))
}

/// Whether the value of such a name is secret, unless it is an address.
pub(super) fn weak(name: &str) -> bool {
    WEAK.iter().any(|word| name.ends_with(word))
}

pub(super) fn is_scheme(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

pub(super) fn is_plain_parameter(name: &str) -> bool {
    PLAIN_PARAMETERS.contains(&&*plain(name))
}

/// Whether a member of this name holds the value of a pair.
pub(super) fn is_value(name: &str) -> bool {
    OLD_VALUES.contains(&name) || NEW_VALUES.contains(&name)
}

/// Whether the text of such a member is the name of a thing.
pub(super) fn is_naming(name: &str) -> bool {
    let name = plain(name);
    let one = name.strip_suffix('s').unwrap_or(&name);
    NAMING.iter().any(|word| one.ends_with(word))
}

/// Whether a word is no word of a language, such as `plan` in `Basic plan`: it has a digit, a mark, or a capital within.
pub(super) fn looks_random(word: &str) -> bool {
    word.len() > 5
        && (word.chars().skip(1).any(|c| !c.is_lowercase()) || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a word is no word of a language and no number, though it may be short: letters with digits, or a mark within.
pub(super) fn looks_made_up(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let mark = word.contains(['!', '#', '$', '%', '^', '*', '+', '=', '~']);
    word.len() >= 4 && (digits > 0 || mark)
}

/// Whether a name is one of programs, as `client_secret` is, and not a word of a language.
pub(super) fn is_technical(name: &str) -> bool {
    let joined = name.contains('_') || name.trim_matches('-').contains('-');
    joined || name.chars().skip(1).any(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// Whether a long word is made of letters and digits at random, as a token is: no word, and no name made of words.
pub(super) fn is_token(word: &str) -> bool {
    word.split(|c: char| !c.is_alphanumeric()).any(|part| {
        let runs = runs(part);
        let mixed = part.len() >= 8 && runs.len() > 3 && (runs.len() - 1) * 6 >= part.len();
        mixed || runs.into_iter().any(|run| run >= 20) || part.len() >= 12 && !reads_as_word(part)
    })
}

/// The lengths of the parts that are all small letters, all capitals or all digits. A capital belongs to what follows.
fn runs(word: &str) -> Vec<usize> {
    let kind = |c: char| (c.is_numeric(), c.is_uppercase());
    let mut lengths = Vec::new();
    let mut last = None;
    for c in word.chars() {
        let goes_on = last.is_some_and(|last: char| {
            kind(last) == kind(c) || (last.is_uppercase() && !c.is_uppercase() && !c.is_numeric())
        });
        match lengths.last_mut() {
            Some(length) if goes_on => *length += 1,
            _ => lengths.push(1),
        }
        last = Some(c);
    }
    lengths
}

/// Words have a vowel now and then, and few of the rare letters.
fn reads_as_word(part: &str) -> bool {
    let letters = part.to_lowercase();
    let vowels = letters.chars().filter(|c| !is_consonant(*c)).count();
    let longest = letters.split(|c| !is_consonant(c)).map(str::len).max();
    let rare = letters.chars().filter(|c| "jkqvwxz".contains(*c)).count();
    let digits = letters.chars().all(char::is_numeric);
    !digits && vowels * 5 >= letters.chars().count() && longest < Some(5) && rare < 3
}

fn is_consonant(c: char) -> bool {
    c.is_ascii_alphabetic() && !"aeiouy".contains(c)
}

/// Whether a word is a JSON Web Token, wherever it stands.
pub(super) fn is_jwt(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with("eyJ") && word.len() >= 40 && word.matches('.').count() >= 2
}
