//! Ids of a file: each is used once, and each link leads to something. The errors are sentences with the place.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
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

/// The same in a long list, which needs words only for what is wrong.
pub(super) fn once_in_list<T: Hash + Eq + Display>(
    seen: &mut HashMap<T, usize>,
    id: T,
    index: usize,
    place: impl Fn(usize) -> String,
) -> Result<(), String> {
    match seen.entry(id) {
        Entry::Vacant(new) => {
            new.insert(index);
            Ok(())
        }
        Entry::Occupied(first) => Err(twice(&place(index), first.key(), &place(*first.get()))),
    }
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
