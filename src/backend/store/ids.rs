//! Ids of a file: each is used once, and each link leads to something. The errors are sentences with the place.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

/// Notes where an id stands.
pub(super) fn once<T: Hash + Eq + Display>(seen: &mut HashMap<T, String>, id: T, place: String) -> Result<(), String> {
    if let Some(first) = seen.get(&id) {
        return Err(format!(
            "`{place}` is {id}, and so is `{first}`: an id must be used once."
        ));
    }
    seen.insert(id, place);
    Ok(())
}

/// Refuses a link to something that isn't there.
pub(super) fn linked(there: bool, id: &impl Display, noun: &str, place: impl FnOnce() -> String) -> Result<(), String> {
    if there {
        Ok(())
    } else {
        Err(format!("`{}` is {id}, and there is no {noun} with this id.", place()))
    }
}
