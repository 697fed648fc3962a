//! The client applications of a provider, put in order once somebody asks for them.

use std::sync::{Arc, Mutex};

use super::Document;
use crate::backend::guard;
use crate::domain::text::fold;
use crate::domain::{Application, Listing, ProviderRef};

/// Most are never listed, and to sort them all takes a fifth of the time in which a file is read.
pub(in super::super) struct ApplicationsByName {
    len: usize,
    list: Mutex<SortedOnce>,
}

struct SortedOnce {
    sorted: bool,
    all: Arc<Listing<Application>>,
}

impl From<Vec<Application>> for ApplicationsByName {
    fn from(all: Vec<Application>) -> Self {
        Self {
            len: all.len(),
            list: Mutex::new(SortedOnce {
                sorted: false,
                all: Arc::new(all.into()),
            }),
        }
    }
}

impl ApplicationsByName {
    pub(in super::super) fn get(&self) -> Arc<Listing<Application>> {
        let mut list = guard(&self.list);
        if !list.sorted {
            list.sorted = true;
            // Nobody has it yet: it is not copied.
            let all = Arc::make_mut(&mut list.all);
            all.rows.sort_by_cached_key(|a| (fold(a.name.raw()), a.id));
        }
        Arc::clone(&list.all)
    }

    /// Whose they are does not depend on their order.
    pub(in super::super) fn unordered(&self) -> Arc<Listing<Application>> {
        Arc::clone(&guard(&self.list).all)
    }
}

impl Document {
    /// How many client applications a provider has.
    pub(in super::super) fn count_applications(&self, provider: ProviderRef) -> usize {
        self.applications.get(&provider).map_or(0, |of_one| of_one.len)
    }
}
