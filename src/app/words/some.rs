//! The first of many names.

/// How many are named in one sentence.
pub(super) const NAMED: usize = 6;

/// The first names, and how many there are beyond.
pub(super) fn some(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", names.join(", "))
}
