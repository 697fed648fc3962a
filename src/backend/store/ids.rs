//! Ids of a file: each is used once, and each link leads to something. The errors are sentences with the place.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

/// Notes where an id stands.
pub(super) fn once<T: Hash + Eq + Display>(seen: &mut HashMap<T, String>, id: T, place: String) -> Result<(), String> {
    if let Some(first) = seen.get(&id) {
        return Err(twice(&place, id, first));
    }
    seen.insert(id, place);
    Ok(())
}

/// The ids of a long list, in order. Mostly they stand in the list that way, and only what is wrong needs words.
pub(super) fn sorted<T: Hash + Ord + Copy + Display>(
    list: &[T],
    place: impl Fn(usize) -> String,
) -> Result<Vec<T>, String> {
    let mut sorted = list.to_vec();
    sorted.sort_unstable();
    if !sorted.is_sorted_by(|one, next| one < next) {
        let mut seen = HashMap::new();
        for (at, id) in list.iter().enumerate() {
            if let Some(first) = seen.insert(*id, at) {
                return Err(twice(&place(at), id, &place(first)));
            }
        }
    }
    Ok(sorted)
}

fn twice(place: &str, id: impl Display, first: &str) -> String {
    format!("`{place}` is {id}, and so is `{first}`: an id must be used once.")
}

/// Refuses a link to something that isn't there.
pub(super) fn linked(there: bool, id: &impl Display, noun: &str, place: impl FnOnce() -> String) -> Result<(), String> {
    if there {
        Ok(())
    } else {
        Err(format!("`{}` is {id}, and there is no {noun} with this id.", place()))
    }
}
