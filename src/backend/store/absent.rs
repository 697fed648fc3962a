//! Lists that a file doesn't have: what would be in them is unknown.

use crate::domain::{Coverage, Listing};

/// What a file says of a list that it doesn't have.
pub(super) fn not_there(list: &str) -> Coverage {
    Coverage::Partial(why_not(list))
}

fn why_not(list: &str) -> String {
    format!("The organization file has no {list}.")
}

/// Complete where the file has the list.
pub(super) fn coverage_of<T>(list: Option<&Vec<T>>, name: &str) -> Coverage {
    list.map_or_else(|| not_there(name), |_| Coverage::Complete)
}

/// Why the file doesn't have the list; `None` where it has it.
pub(super) fn absence<T>(list: Option<&Vec<T>>, name: &str) -> Option<String> {
    list.is_none().then(|| why_not(name))
}

/// The rows of the list, as far as the file has it.
pub(super) fn listing<T, U>(list: Option<Vec<T>>, name: &str, row: impl FnMut(T) -> U) -> Listing<U> {
    let coverage = coverage_of(list.as_ref(), name);
    let list = list.unwrap_or_default();
    // There are tens of thousands: none has room for more than it holds.
    let mut rows = Vec::with_capacity(list.len());
    rows.extend(list.into_iter().map(row));
    Listing { rows, coverage }
}
