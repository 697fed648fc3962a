//! What a snapshot says of lists that it doesn't have whole. A plain organization file has no such gaps.

use std::collections::HashMap;

use super::super::absent::not_there;
use crate::backend::store::schema::StrictObject;
use crate::domain::Coverage;
use crate::domain::snapshot::{NotRead, SnapshotItem};

#[derive(Default)]
pub(super) struct Gaps {
    /// Links in a snapshot may lead to what was not read.
    pub(super) is_snapshot: bool,
    reasons: HashMap<(SnapshotItem, Option<String>), String>,
    /// The first reason of each kind: a page asks for it once for each user.
    of_kinds: HashMap<SnapshotItem, String>,
}

impl Gaps {
    pub(super) fn new(is_snapshot: bool, not_read: Vec<StrictObject<NotRead>>) -> Self {
        let reason = |StrictObject(gap): StrictObject<NotRead>| ((gap.what, gap.id), gap.why.shown().into_owned());
        let reasons: HashMap<_, String> = not_read.into_iter().map(reason).collect();
        let mut of_kinds: HashMap<SnapshotItem, String> = HashMap::new();
        for ((what, _), why) in &reasons {
            let first = of_kinds.entry(*what).or_insert_with(|| why.clone());
            if why < first {
                first.clone_from(why);
            }
        }
        Self {
            is_snapshot,
            reasons,
            of_kinds,
        }
    }

    /// How much of a list of this kind is in the file: of the one with this id.
    pub(super) fn of(&self, what: SnapshotItem, id: &impl ToString) -> Coverage {
        if self.reasons.is_empty() {
            return Coverage::Complete;
        }
        let of_one = || self.reasons.get(&(what, Some(id.to_string())));
        let reason = self.reasons.get(&(what, None)).or_else(of_one);
        Coverage::from_reason(reason.or_else(|| self.of_anything()).map(String::as_str))
    }

    /// The same of a list of which there is one, or of all lists of a kind together.
    pub(super) fn of_all(&self, what: SnapshotItem) -> Coverage {
        let reason = self.of_kinds.get(&what).or_else(|| self.of_anything());
        Coverage::from_reason(reason.map(String::as_str))
    }

    /// What a newer amtui names may be any list.
    fn of_anything(&self) -> Option<&String> {
        self.of_kinds.get(&SnapshotItem::Other)
    }

    /// The same, where the file may not have the list at all.
    pub(super) fn of_list<T>(&self, what: SnapshotItem, list: Option<&Vec<T>>) -> Coverage {
        let there = list.map_or_else(|| not_there(&what.noun()), |_| Coverage::Complete);
        self.of_all(what).and(there)
    }
}
