//! Lists that come in pages, read to their end. Imports `domain`.

use std::collections::HashSet;
use std::hash::Hash;

use serde::de::DeserializeOwned;

use super::RestBackend;
use super::call::Call;
use super::wire::{CountWire, PageWire, UnderstoodWire};
use crate::domain::{Coverage, Error, Listing};

/// Pages of one list, so that a server that never comes to an end is left.
const PAGES: usize = 1000;

/// A list of the platform: where it is, whose it is, and how many rows a page may have.
pub(super) struct PagedList {
    pub(super) path: String,
    pub(super) limit: usize,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) noun: &'static str,
    /// What its rows are called: `environments`.
    pub(super) rows: &'static str,
}

impl PagedList {
    pub(super) fn new(path: String, limit: usize, noun: &'static str, rows: &'static str) -> Self {
        Self {
            path,
            limit,
            headers: Vec::new(),
            noun,
            rows,
        }
    }
}

/// Why a list is a part where so many of its rows could not be understood.
pub(super) fn skipped(n: usize, rows: &str) -> Coverage {
    match n {
        0 => Coverage::Complete,
        n => Coverage::Partial(format!("{n} of the {rows} could not be understood.")),
    }
}

/// A list of which nobody can tell how many rows there are.
pub(super) fn odd_total(rows: &str) -> Coverage {
    Coverage::Partial(format!("How many {rows} there are could not be understood."))
}

/// The same list, of rows that could be understood.
pub(super) fn understood<R, T>(list: Listing<R>, what: &str, read: impl FnMut(R) -> Result<T, Error>) -> Listing<T> {
    let mut read = UnderstoodWire::of(list.rows.into_iter().map(read)).listing(what);
    read.coverage = list.coverage.and(read.coverage);
    read
}

impl<T> UnderstoodWire<T> {
    pub(super) fn listing(self, what: &str) -> Listing<T> {
        let coverage = skipped(self.skipped, what);
        let rows = self.rows;
        Listing { rows, coverage }
    }
}

impl RestBackend {
    pub(super) fn list<T: DeserializeOwned>(&self, call: &Call<'_>, what: &str) -> Result<Listing<T>, Error> {
        let answer = self.access.ask(call)?;
        Ok(PageWire::of(&answer.body)?
            .rows()
            .listing(what)
            .unverified_if_empty(self.scoped()))
    }

    /// Whether an empty list proves nothing (R27).
    pub(super) fn scoped(&self) -> bool {
        self.session().is_ok_and(|session| session.account.limited_by_scopes)
    }

    /// Reads a list to its end, each row once: the list may move between two pages.
    pub(super) fn pages<T: DeserializeOwned, K: Hash + Eq>(
        &self,
        list: &PagedList,
        key: impl Fn(&T) -> K,
    ) -> Result<Listing<T>, Error> {
        self.stream_pages(list, key, &|_| ())
    }

    /// The same, and tells after each page but the last what came so far.
    ///
    /// A list is complete once as many rows came as the largest total that it told. A page without a new row ends it.
    pub(super) fn stream_pages<T: DeserializeOwned, K: Hash + Eq>(
        &self,
        list: &PagedList,
        key: impl Fn(&T) -> K,
        on_partial: &dyn Fn(&[T]),
    ) -> Result<Listing<T>, Error> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let and = if list.path.contains('?') { '&' } else { '?' };
        let (mut offset, mut total, mut odd, mut all) = (0, None, 0, false);
        let mut counted = Coverage::Complete;
        for _ in 0..PAGES {
            let path = format!("{}{and}limit={}&offset={offset}", list.path, list.limit);
            let mut call = Call::get(path, list.noun);
            call.headers.clone_from(&list.headers);
            let answer = self.access.ask(&call)?;
            let page = PageWire::of(&answer.body)?;
            total = total.max(page.total.told());
            if let CountWire::Odd = page.total {
                counted = odd_total(list.rows);
            }
            let UnderstoodWire { rows, skipped } = page.rows();
            let (came, before) = (rows.len() + skipped, found.len());
            offset += came;
            odd += skipped;
            found.extend(rows.into_iter().filter(|row| seen.insert(key(row))));
            if offset == 0 && total.is_some_and(|total| total > 0) {
                return Err(Error::Failed("a list that is not empty came without its rows".into()));
            }
            let there = found.len() + odd;
            all = match total {
                // A row that one answer has twice is there twice: the list did not move.
                Some(total) if came == offset && came == total => true,
                Some(total) if there <= total => there == total,
                // Nothing tells how many there are, or what does is wrong.
                _ => came < list.limit,
            };
            if all || found.len() == before {
                break;
            }
            on_partial(&found);
        }
        let n = found.len();
        let coverage = match total {
            _ if all => skipped(odd, list.rows).and(counted),
            Some(total) => Coverage::Partial(format!("Only {n} of {total} {} came.", list.rows)),
            None => Coverage::Partial(format!(
                "The list of {} did not come to an end: {n} were read.",
                list.rows
            )),
        };
        let rows = found;
        Ok(Listing { rows, coverage }.unverified_if_empty(self.scoped()))
    }
}
