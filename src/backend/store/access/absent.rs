//! Lists that a file doesn't have: what would be in them is unknown.

use crate::domain::Coverage;

/// What a file says of a list that it doesn't have.
pub(super) fn not_there(list: &str) -> Coverage {
    Coverage::Partial(format!("The organization file has no {list}."))
}

/// Complete where the file has the list.
pub(super) fn coverage_of<T>(list: Option<&Vec<T>>, name: &str) -> Coverage {
    list.map_or_else(|| not_there(name), |_| Coverage::Complete)
}
