//! Lists that come in pages, read to their end. Imports `domain`.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;
use super::wire::{CountWire, PageWire, UnderstoodWire};
use super::{RestBackend, guard, scopes};
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
    /// The body that asks for a page by its limit and offset, where the path doesn't.
    pub(super) body: Option<PageBody>,
    /// How many rows are wanted; the platform tells the newest first where that is not all.
    pub(super) most: usize,
    /// Whether one row may come several times, and each time counts.
    pub(super) repeats: bool,
}

pub(super) type PageBody = Box<dyn Fn(usize, usize) -> Value + Sync>;

impl PagedList {
    pub(super) fn new(path: String, limit: usize, noun: &'static str, rows: &'static str) -> Self {
        Self {
            path,
            limit,
            headers: Vec::new(),
            noun,
            rows,
            body: None,
            most: usize::MAX,
            repeats: false,
        }
    }

    fn page(&self, offset: usize) -> Result<Call<'static>, Error> {
        let limit = self.limit;
        let mut call = if let Some(body) = &self.body {
            Call::search(self.path.clone(), self.noun).json(&body(limit, offset))?
        } else {
            let and = if self.path.contains('?') { '&' } else { '?' };
            let path = format!("{}{and}limit={limit}&offset={offset}", self.path);
            Call::get(path, self.noun)
        };
        call.headers.clone_from(&self.headers);
        Ok(call)
    }
}

/// A page as it came.
struct ListPage<T> {
    rows: UnderstoodWire<T>,
    total: CountWire,
}

/// What came of a list so far, each row once.
struct Gathered<T, K> {
    rows: Vec<T>,
    seen: HashSet<K>,
    /// How many rows came, with those that came again or could not be understood.
    came: usize,
    odd: usize,
    /// The largest total that was told.
    total: Option<usize>,
    counted: Coverage,
    /// The rows of the largest page: the platform may give fewer than it is asked for.
    page: usize,
    /// Whether every row that is wanted is here.
    whole: bool,
    /// Whether the last page had no new row: then no other page is asked for.
    ended: bool,
}

impl<T, K: Hash + Eq> Gathered<T, K> {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            seen: HashSet::new(),
            came: 0,
            odd: 0,
            total: None,
            counted: Coverage::Complete,
            page: 0,
            whole: false,
            ended: false,
        }
    }

    /// A list is whole once as many rows came as the largest total that it told.
    fn add(&mut self, list: &PagedList, page: ListPage<T>, key: impl Fn(&T) -> K) {
        self.total = self.total.max(page.total.told());
        if let CountWire::Odd = page.total {
            self.counted = odd_total(list.rows);
        }
        let UnderstoodWire { rows, skipped } = page.rows;
        let (came, before) = (rows.len() + skipped, self.rows.len());
        self.came += came;
        self.odd += skipped;
        let seen = &mut self.seen;
        self.rows.extend(rows.into_iter().filter(|row| seen.insert(key(row))));
        let there = if list.repeats {
            self.came
        } else {
            self.rows.len() + self.odd
        };
        let nothing_new = self.rows.len() == before;
        self.whole = there >= list.most
            || match self.total {
                // A row that one answer has twice is there twice: the list did not move.
                Some(total) if came == self.came && came == total => true,
                Some(total) if there <= total => there == total,
                // Nothing tells how many there are, or what does is wrong. A page that is short for this list is the last
                // one, and so are the same few rows again: then there are no pages.
                _ => came < self.page || came == 0 || (nothing_new && came < list.limit),
            };
        self.page = self.page.max(came);
        self.ended = self.whole || nothing_new;
    }

    fn listing(mut self, list: &PagedList) -> Listing<T> {
        let more = self.rows.len() > list.most || self.total.is_some_and(|total| total > list.most);
        self.rows.truncate(list.most);
        let n = self.rows.len();
        let coverage = match self.total {
            _ if more && self.whole => Coverage::Partial(format!("Only the newest {n} {} are read.", list.rows)),
            _ if self.whole => skipped(self.odd, list.rows).and(self.counted),
            Some(total) => a_part(n, total, list.rows),
            None => Coverage::Partial(format!(
                "The list of {} did not come to an end: {n} were read.",
                list.rows
            )),
        };
        let rows = self.rows;
        Listing { rows, coverage }
    }
}

/// Why a list is a part where so many of its rows could not be understood.
pub(super) fn skipped(n: usize, rows: &str) -> Coverage {
    match n {
        0 => Coverage::Complete,
        n => Coverage::Partial(format!("{n} of the {rows} could not be understood.")),
    }
}

fn a_part(n: usize, total: usize, rows: &str) -> Coverage {
    Coverage::Partial(format!("Only {n} of {total} {rows} were loaded."))
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
        let page = PageWire::of(&answer.body)?;
        let rows: UnderstoodWire<T> = page.rows();
        let came = rows.rows.len() + rows.skipped;
        let missing = page.total.told().filter(|total| *total > came);
        let mut rows = rows.listing(what);
        if let Some(total) = missing {
            rows.coverage = rows.coverage.and(a_part(came, total, what));
        }
        Ok(self.verified(&call.path, rows))
    }

    /// Marks an empty list that proves nothing (R27): a connected app got it, and no list for which it needs the same scope
    /// had rows.
    fn verified<T>(&self, path: &str, list: Listing<T>) -> Listing<T> {
        let Some(session) = self.session().ok().filter(|s| s.account.limited_by_scopes) else {
            return list;
        };
        let shows_scope = scopes::shown_by(path).is_some_and(|shown| {
            let mut all = guard(&session.scopes_shown);
            if list.is_empty() {
                all.contains(&shown)
            } else {
                all.insert(shown)
            }
        });
        list.unverified_if_empty(!shows_scope)
    }

    /// Reads a list to its end, each row once: the list may move between two pages.
    pub(super) fn pages<T: DeserializeOwned + Send, K: Hash + Eq + Send>(
        &self,
        list: &PagedList,
        key: impl Fn(&T) -> K + Sync,
    ) -> Result<Listing<T>, Error> {
        self.stream_pages(list, key, &|_| ())
    }

    /// The same, and tells after each page but the last what came so far.
    ///
    /// Where the first page is full and tells how many rows there are, the others are read several at a time. They are told
    /// in their order. A page without a new row ends the list.
    pub(super) fn stream_pages<T: DeserializeOwned + Send, K: Hash + Eq + Send>(
        &self,
        list: &PagedList,
        key: impl Fn(&T) -> K + Sync,
        on_partial: &(dyn Fn(&[T]) + Sync),
    ) -> Result<Listing<T>, Error> {
        let add = |all: &mut Gathered<T, K>, page| {
            all.add(list, page, &key);
            if !all.ended {
                on_partial(&all.rows);
            }
        };
        let mut all = Gathered::new();
        add(&mut all, self.page(list, 0)?);
        if all.came == 0 && all.total.is_some_and(|total| total > 0) {
            return Err(Error::Failed("a list that is not empty came without its rows".into()));
        }
        // Who gives fewer rows than they were asked for and tells of more is asked page by page.
        let offsets: Vec<usize> = match all.total {
            Some(total) if all.came == list.limit && !all.ended => {
                let more = list.limit..total.min(list.most);
                more.step_by(list.limit).take(PAGES).collect()
            }
            _ => Vec::new(),
        };
        let early = Mutex::new((offsets.iter(), BTreeMap::new(), all));
        self.all(&offsets, |offset| {
            if guard(&early).2.ended {
                return Ok(());
            }
            let page = self.page(list, *offset)?;
            let (to_come, waiting, all) = &mut *guard(&early);
            waiting.insert(*offset, page);
            while let Some(page) = to_come.as_slice().first().and_then(|offset| waiting.remove(offset)) {
                to_come.next();
                add(all, page);
            }
            Ok(())
        })?;
        let (_, _, mut all) = early.into_inner().unwrap_or_else(PoisonError::into_inner);
        for _ in 0..PAGES {
            if all.ended {
                break;
            }
            match self.page(list, all.came) {
                Ok(page) => add(&mut all, page),
                // A list without a total may have no further page. Keep what came, as a part.
                Err(Error::NotFound(_) | Error::Rejected(_)) if all.total.is_none() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(self.verified(&list.path, all.listing(list)))
    }

    fn page<T: DeserializeOwned>(&self, list: &PagedList, offset: usize) -> Result<ListPage<T>, Error> {
        let answer = self.access.ask(&list.page(offset)?)?;
        let page = PageWire::of(&answer.body)?;
        Ok(ListPage {
            rows: page.rows(),
            total: page.total,
        })
    }
}
