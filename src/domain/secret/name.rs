//! Tells from the name of a member or parameter whether its value is secret.

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

/// Whether a member of this name is meant to hold a secret, whatever stands in it.
pub fn is_secret_name(name: &str) -> bool {
    let name = plain(name);
    strong(&name) || weak(&name)
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
