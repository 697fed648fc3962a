//! The audit: who did what to which object, and when. All of an organization, or the history of one object.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::sort::{by_cells, sorted_by};
use super::who::moment;
use super::{Cell, View, audit_values};
use crate::app::access_read::{AccessRead, AuditOnly, AuditRead};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, EXTRA, fixed, whole, wide};
use crate::app::list::query::Fit;
use crate::app::list::values::{Values, is_date, is_unknown, within};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::audit::{AuditObject, AuditRecord};
use crate::domain::change::Object;
use crate::domain::{Coverage, OrgId, Tree, UnixTime, Untrusted};

pub(super) const ALL: &[Column] = &[
    fixed(Col::Time, "TIME (UTC)", 11, 0).takes(Values::Moment),
    fixed(Col::Product, "PRODUCT", 17, EXTRA + 2),
    fixed(Col::Type, "TYPE", 21, 4),
    whole(Col::Action, "ACTION", 13, 1),
    wide(Col::Object, "OBJECT", 9, 1),
    wide(Col::User, "USER", 12, 2),
    fixed(Col::ConnectedApp, "CONNECTED APP", 21, EXTRA),
    fixed(Col::Environment, "ENVIRONMENT", 12, EXTRA + 1),
];
const HISTORY: &[Column] = &[
    fixed(Col::Time, "TIME (UTC)", 11, 0).takes(Values::Moment),
    whole(Col::Action, "ACTION", 6, 0),
    wide(Col::Note, "CHANGE", 9, 1),
    wide(Col::User, "USER", 10, 0),
    wide(Col::Object, "OBJECT", 12, 2),
    fixed(Col::ConnectedApp, "CONNECTED APP", 16, 3),
];
/// At most so many entries are read, the newest.
const LIMIT: usize = 1000;
const HISTORY_LIMIT: usize = 200;
/// How many days back the platform is asked: it wants to know.
const DAYS: i64 = 90;
const DAY: i64 = 86_400;

#[derive(Clone, Copy, Debug)]
pub enum AuditView {
    All,
    History(Object),
}

/// Which entries are read for the organization one works in.
pub fn audit_read(model: &Model) -> Option<AuditRead> {
    Some(read_of(model.organization?, None, model))
}

fn read_of(organization: OrgId, object: Option<Object>, model: &Model) -> AuditRead {
    // Whole days, so that the same entries are asked for all day long.
    let today = model.now.unix.div_euclid(DAY);
    let usual = if model.mode.is_live() { (today - DAYS) * DAY } else { 0 };
    let chosen = model.audit.period_of(object);
    let from = chosen.map_or(usual, |(from, _)| from.0);
    AuditRead {
        organization,
        from: UnixTime(from),
        to: chosen.and_then(|(_, to)| to),
        object,
        preset: model.audit.preset.filter(|_| object.is_none()),
        only: if object.is_none() {
            model.audit.only
        } else {
            AuditOnly::default()
        },
        limit: if object.is_some() { HISTORY_LIMIT } else { LIMIT },
    }
}

/// The organizations whose audits have entries about an object: the one that owns it. For a business group also the one above
/// it, and for users and teams the current one.
fn organizations(model: &Model, object: Object) -> Vec<OrgId> {
    let data = &model.data;
    let root = data.tree.get().and_then(Tree::root).map(|root| root.id);
    let of_environment = |id| data.environment(id).map(|environment| environment.organization);
    let (own, also) = match object {
        Object::Provider(_) => (root, None),
        Object::User(_) | Object::Team(_) => (root, model.organization),
        Object::Environment(id) | Object::Api(id, _) => (of_environment(id), None),
        Object::Group(id) => {
            let above = data.organization(id).and_then(|group| group.parents.last().copied());
            (Some(id), above)
        }
    };
    let own = own.or(model.organization);
    own.into_iter().chain(also.filter(|also| own != Some(*also))).collect()
}

impl AuditView {
    /// The lists that its rows come from.
    fn audits(self, model: &Model) -> Vec<AuditRead> {
        match self {
            Self::All => audit_read(model).into_iter().collect(),
            Self::History(object) => {
                let all = organizations(model, object).into_iter();
                all.map(|of| read_of(of, Some(object), model)).collect()
            }
        }
    }

    fn object(self) -> Option<Object> {
        match self {
            Self::All => None,
            Self::History(object) => Some(object),
        }
    }
}

impl View for AuditView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        match self {
            Self::All => "Audit Logs",
            Self::History(_) => "History",
        }
        .into()
    }

    fn tab(&self) -> &'static str {
        "History"
    }

    fn subtitle(&self, model: &Model) -> Option<String> {
        let all = matches!(self, Self::All);
        let period = match model.audit.period_of(self.object()) {
            Some((from, Some(to))) => Some(format!("{} to {}", moment(from), moment(to))),
            Some((from, None)) => Some(format!("since {}", moment(from))),
            None => model.mode.is_live().then(|| format!("last {DAYS} days")),
        };
        let preset = model.audit.preset.filter(|_| all);
        let preset = preset.map(|preset| preset.label().to_owned());
        let only = all.then(|| audit_values::chosen(model)).into_iter().flatten();
        let follows = (all && model.audit.follows()).then(|| "following".to_owned());
        let asked: Vec<OrgId> = self.audits(model).iter().map(|read| read.organization).collect();
        let elsewhere = asked.iter().any(|of| model.organization != Some(*of));
        let names = asked.iter().map(|of| model.thing_name(RowId::Org(*of)));
        let of = elsewhere.then(|| format!("audit of {}", names.collect::<Vec<_>>().join(" and ")));
        let words: Vec<String> = of
            .into_iter()
            .chain(period)
            .chain(preset)
            .chain(only)
            .chain(follows)
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        self.audits(model).first().copied().map(AccessRead::Audit)
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        self.in_view(model, list)
    }

    /// The platform answers few questions about the audit a minute.
    fn waits_for_focus(&self, _: &Model) -> bool {
        matches!(self, Self::History(_))
    }

    fn in_view(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = self.audits(model).into_iter();
        reads.map(|read| AccessRead::Audit(read).into()).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self {
            Self::All => ALL,
            Self::History(_) => HISTORY,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let access = &model.data.access;
        let lists = self.audits(model).into_iter().map(|read| access.audit_rows(read));
        let mut rows = lists.collect::<Vec<_>>().concat();
        if let Self::History(_) = self {
            // Both audits can have the same entry.
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(*row));
            rows.sort_by_key(|row| Reverse(time_of(model, *row)));
        }
        rows
    }

    /// Most entries name no connected app and no environment.
    fn absent(&self) -> &'static str {
        ""
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::AuditEntry(key) = row else {
            return None;
        };
        let entry = model.data.access.audit_entry(key)?;
        let text = |text: &'a Option<Untrusted>| Some(Cell::plain(text.as_ref()?.shown()));
        match col {
            Col::Time => Some(Cell::plain(short_moment(entry.time?, model.now.unix))),
            Col::Note => Some(Cell::plain(change_words(model, entry)?)),
            Col::Product => Some(Cell::dim(entry.product.as_ref()?.shown())),
            Col::Type => text(&entry.object_type),
            Col::Action => action(entry),
            Col::Object => {
                let names: Vec<_> = entry.objects.iter().filter_map(object_name).collect();
                (!names.is_empty()).then(|| Cell::plain(names.join(", ")))
            }
            Col::User => text(&entry.user).or_else(|| Some(Cell::dim(entry.user_id?.to_string()))),
            Col::ConnectedApp => text(&entry.connected_app),
            Col::Environment => Some(Cell::dim(object_name(entry.environment.as_ref()?)?)),
            _ => None,
        }
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        Some(time_of(model, row).filter(|_| col == Col::Time)?.to_string())
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let (RowId::AuditEntry(key), Col::Time) = (row, col) else {
            return None;
        };
        let time = model.data.access.audit_entry(key)?.time?;
        let now = model.now.unix;
        let fits = match within(wanted) {
            Some((true, seconds)) => now.saturating_sub(time.0) > seconds,
            Some((false, seconds)) => now.saturating_sub(time.0) < seconds,
            // The list shows the year only where it isn't this one.
            None if is_date(wanted) => moment(time).contains(wanted),
            None => !is_unknown(wanted) && time.0.div_euclid(DAY) == now.div_euclid(DAY),
        };
        Some((wanted.is_empty() || fits).into())
    }

    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        if sorted_by(self, model, list) != Some(Col::Time) {
            return by_cells(self, model, list, rows);
        }
        // Its text doesn't sort by time from one year to the next.
        rows.sort_by_key(|row| time_of(model, *row));
        if list.order.reverse {
            rows.reverse();
        }
    }

    fn detail(&self) -> Option<Col> {
        match self {
            Self::All => Some(Col::Object),
            Self::History(_) => Some(Col::Note),
        }
    }

    fn also_found_by(&self, model: &Model, row: RowId) -> String {
        let entry = match row {
            RowId::AuditEntry(key) => model.data.access.audit_entry(key),
            _ => None,
        };
        entry.and_then(|entry| change_words(model, entry)).unwrap_or_default()
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = self.audits(model).into_iter();
        reads.map(|read| AccessRead::Audit(read).into()).collect()
    }

    /// What one audit refuses isn't told by the other one.
    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let audits = self.audits(model);
        let several = audits.len() > 1;
        let of = |read: AuditRead| match model.data.error(AccessRead::Audit(read).into()) {
            Some(why) if several => {
                let name = model.thing_name(RowId::Org(read.organization));
                Coverage::Partial(format!("The audit of {name} isn't read. {}", model.message(why)))
            }
            _ => model.data.access.coverage(AccessRead::Audit(read)),
        };
        audits.into_iter().map(of).fold(Coverage::Complete, Coverage::and)
    }

    fn none(&self, model: &Model) -> &'static str {
        if matches!(self, Self::All) && model.audit.is_narrowed() {
            "No entries of this kind. P shows everything again."
        } else if model.audit.period_of(self.object()).is_some() {
            "No entries in this period. :period all shows the usual one."
        } else if model.mode.is_live() {
            "No entries in these 90 days."
        } else {
            "No entries."
        }
    }
}

fn time_of(model: &Model, row: RowId) -> Option<UnixTime> {
    match row {
        RowId::AuditEntry(key) => model.data.access.audit_entry(key)?.time,
        _ => None,
    }
}

/// What an entry says was changed, in one line; `None` where it tells nothing.
fn change_words(model: &Model, entry: &AuditRecord) -> Option<String> {
    let changes = entry.changes();
    let words = changes.iter().map(|change| shown_change(model, change));
    (!changes.is_empty()).then(|| words.collect::<Vec<_>>().join("; "))
}

/// A change that an entry tells. A payload may name anybody anywhere.
pub fn shown_change<'a>(model: &Model, change: &'a Untrusted) -> Cow<'a, str> {
    if model.mask.is_some() {
        "hidden".into()
    } else {
        change.shown()
    }
}

/// A moment of this year as month, day and minute; of another one as its day. Both sort by time within a year.
fn short_moment(time: UnixTime, now: i64) -> String {
    let text = moment(time);
    let this_year = moment(UnixTime(now));
    match text.split_once('-') {
        Some((year, rest)) if this_year.starts_with(year) => rest.to_owned(),
        _ => text.chars().take(10).collect(),
    }
}

/// What was done. What failed is said; what isn't known to have failed is not.
fn action(entry: &AuditRecord) -> Option<Cell<'_>> {
    let action = entry.action.as_ref()?.shown();
    Some(if entry.failed == Some(true) {
        Cell::of(format!("{action} failed"), Tone::Warning)
    } else {
        Cell::plain(action)
    })
}

pub fn object_name(object: &AuditObject) -> Option<Cow<'_, str>> {
    Some(object.name.as_ref().or(object.id.as_ref())?.shown())
}
