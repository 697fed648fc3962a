//! Lists that come in pages, read to their end. Imports `domain`.

use std::collections::HashSet;
use std::hash::Hash;

use super::RestHome;
use super::http::Call;
use super::wire::Rows;
use crate::domain::{Error, Listing};

/// Pages of one list, so that a server that never comes to an end is left.
const PAGES: usize = 1000;

/// A list of the platform: where it is, whose it is, and how many rows a page may have.
pub(super) struct List {
    pub(super) path: String,
    pub(super) limit: usize,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) noun: &'static str,
}

impl List {
    pub(super) fn new(path: String, limit: usize, noun: &'static str) -> Self {
        Self {
            path,
            limit,
            headers: Vec::new(),
            noun,
        }
    }
}

impl RestHome {
    /// Reads a list to its end, each row once: the list may move between two pages (3.9).
    pub(super) fn pages<T: Rows, K: Hash + Eq>(
        &self,
        list: &List,
        key: impl Fn(&T::Row) -> K,
    ) -> Result<Listing<T::Row>, Error> {
        self.pages_as_they_come::<T, K>(list, key, &|_| ())
    }

    /// The same, and tells after each page but the last what came so far.
    pub(super) fn pages_as_they_come<T: Rows, K: Hash + Eq>(
        &self,
        list: &List,
        key: impl Fn(&T::Row) -> K,
        so_far: &dyn Fn(&[T::Row]),
    ) -> Result<Listing<T::Row>, Error> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let and = if list.path.contains('?') { '&' } else { '?' };
        let mut offset = 0;
        for _ in 0..PAGES {
            let path = format!("{}{and}limit={}&offset={offset}", list.path, list.limit);
            let mut call = Call::get(path, list.noun);
            call.headers.clone_from(&list.headers);
            let (rows, total) = self.access.ask_json::<T>(&call)?.rows();
            let came = rows.len();
            offset += came;
            found.extend(rows.into_iter().filter(|row| seen.insert(key(row))));
            // Later the list may have become shorter (3.9); at first an empty page is a part that was kept back.
            if offset == 0 && total.is_some_and(|total| total > 0) {
                return Err(Error::Failed("a list that is not empty came without its rows".into()));
            }
            if came == 0 || total.map_or(came < list.limit, |total| offset >= total) {
                return Ok(found.into());
            }
            so_far(&found);
        }
        Err(Error::Failed(format!("a list went on after {PAGES} pages")))
    }
}
