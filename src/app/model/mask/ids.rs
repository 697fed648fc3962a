//! Made-up ids and hosts, each computed from the real one.

use crate::domain::text::fingerprint;

/// The first characters of an id: hexadecimal digits, and letters among them.
pub(super) fn is_short(word: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    word.len() == 8
        && word.bytes().all(hex)
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// It begins as the short id does, on whatever screen that stands.
pub(super) fn stand_in_id(id: &str) -> String {
    let id = id.to_ascii_lowercase();
    let short = stand_in_short(id.get(..8).unwrap_or_default());
    let (middle, end) = (mixed(&id, 0), mixed(&id, 1) >> 16);
    let (a, b, c) = (middle & 0xffff, middle >> 16 & 0xfff, middle >> 28 & 0xfff);
    format!("{short}-{a:04x}-4{b:03x}-8{c:03x}-{end:012x}")
}

/// Starts with a letter that no real id has, so that it isn't masked again.
pub(super) fn stand_in_short(short: &str) -> String {
    let code = code(short);
    let letter = b"ghijkmnpqrstuvwx".get(usize::try_from(mixed(short, 1) & 15).unwrap_or(0));
    let letter = letter.map_or('g', |letter| char::from(*letter));
    format!("{letter}{}", code.get(1..).unwrap_or_default())
}

pub(super) fn stand_in_host(host: &str) -> String {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (name, Some(port)),
        _ => (host, None),
    };
    if name.starts_with("host-") && name.ends_with(".example") {
        return host.to_owned();
    }
    let masked = format!("host-{}.example", code(name));
    port.map_or_else(|| masked.clone(), |port| format!("{masked}:{port}"))
}

/// Letters and digits that are not mistaken for each other.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// 8 signs that follow from a word. Of 10,000 words hardly two ever have the same.
pub(super) fn code(word: &str) -> String {
    let print = mixed(word, 0);
    let signs = (0..8).map(|n| SIGNS.get(usize::try_from(print >> (5 * n) & 31).unwrap_or(0)));
    signs.flatten().map(|sign| char::from(*sign)).collect()
}

/// 64 bits that follow from a text, each from all of it (the last step of `SplitMix64`). Another `salt` makes other ones.
pub(super) fn mixed(text: &str, salt: u64) -> u64 {
    let print = fingerprint(text).wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let print = (print ^ (print >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let print = (print ^ (print >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    print ^ (print >> 31)
}
