//! The audit: who did what to which object, and when. All of an organization, or the history of one object.

use std::borrow::Cow;

use super::sort::{by_cells, sorted_by};
use super::who::moment;
use super::{Cell, View};
use crate::app::access_read::{AccessRead, AuditRead};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows, whole, wide};
use crate::app::list::query::Fit;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::audit::{AuditObject, AuditRecord};
use crate::domain::change::Object;
use crate::domain::{UnixTime, Untrusted};

pub(super) const ALL: &[Column] = &[
    fixed(Col::Time, "TIME (UTC)", 11, 0),
    fixed(Col::Product, "PRODUCT", 17, 7),
    fixed(Col::Type, "TYPE", 16, 4),
    whole(Col::Action, "ACTION", 13, 1),
    grows(Col::Object, "OBJECT", 7),
    wide(Col::User, "USER", 14, 2),
    fixed(Col::ConnectedApp, "CONNECTED APP", 16, 5),
    fixed(Col::Environment, "ENVIRONMENT", 12, 6),
];
const HISTORY: &[Column] = &[
    fixed(Col::Time, "TIME (UTC)", 16, 0),
    whole(Col::Action, "ACTION", 14, 1),
    wide(Col::User, "USER", 13, 0),
    fixed(Col::ConnectedApp, "CONNECTED APP", 16, 2),
];
/// At most so many entries are read, the newest.
const LIMIT: usize = 1000;
const HISTORY_LIMIT: usize = 200;
/// How many days back the platform is asked: it wants to know.
const DAYS: i64 = 90;
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

#[derive(Clone, Copy, Debug)]
pub enum AuditView {
    All,
    History(Object),
}

/// Which entries are read for the organization one works in.
pub fn audit_read(model: &Model, object: Option<Object>) -> Option<AuditRead> {
    // Whole days, so that the same entries are asked for all day long.
    let today = model.now.unix.div_euclid(DAY);
    let usual = if model.mode.is_live() { (today - DAYS) * DAY } else { 0 };
    let chosen = model.audit.period_of(object);
    let from = chosen.map_or(usual, |(from, _)| from.0);
    Some(AuditRead {
        organization: model.organization?,
        from: UnixTime(from),
        to: chosen.and_then(|(_, to)| to),
        object,
        preset: model.audit.preset.filter(|_| object.is_none()),
        limit: if object.is_some() { HISTORY_LIMIT } else { LIMIT },
    })
}

impl AuditView {
    fn audit(self, model: &Model) -> Option<AuditRead> {
        audit_read(model, self.object())
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
        let follows = (all && model.audit.follows()).then(|| "following".to_owned());
        let words: Vec<String> = period.into_iter().chain(preset).chain(follows).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        self.audit(model).map(AccessRead::Audit)
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        self.in_view(model, list)
    }

    /// The platform answers few questions about the audit a minute.
    fn waits_for_focus(&self, _: &Model) -> bool {
        matches!(self, Self::History(_))
    }

    fn in_view(&self, model: &Model, _: &List) -> Vec<Resource> {
        let read = self.audit(model).map(|read| AccessRead::Audit(read).into());
        read.into_iter().collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self {
            Self::All => ALL,
            Self::History(_) => HISTORY,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let rows = self.audit(model).map(|read| model.data.access.audit_rows(read));
        rows.unwrap_or_default().to_vec()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::AuditEntry(key) = row else {
            return None;
        };
        let entry = model.data.access.audit_entry(key)?;
        let text = |text: &'a Option<Untrusted>| Some(Cell::plain(text.as_ref()?.shown()));
        match col {
            Col::Time if matches!(self, Self::All) => Some(Cell::plain(short_moment(entry.time?, model.now.unix))),
            Col::Time => Some(Cell::plain(moment(entry.time?))),
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

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let (RowId::AuditEntry(key), Col::Time) = (row, col) else {
            return None;
        };
        let time = model.data.access.audit_entry(key)?.time?;
        if wanted.starts_with(|c: char| c.is_ascii_digit()) {
            // The list shows the year only where it isn't this one.
            return Some(Fit::from(moment(time).contains(wanted)));
        }
        is_within(time, wanted, UnixTime(model.now.unix)).map(Fit::from)
    }

    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        if sorted_by(self, model, list) != Some(Col::Time) {
            return by_cells(self, model, list, rows);
        }
        let time = |row: &RowId| match row {
            RowId::AuditEntry(key) => model.data.access.audit_entry(*key).and_then(|entry| entry.time),
            _ => None,
        };
        // Its text doesn't sort by time from one year to the next.
        rows.sort_by_key(time);
        if list.order.reverse {
            rows.reverse();
        }
    }

    fn detail(&self) -> Option<Col> {
        match self {
            Self::All => Some(Col::Object),
            Self::History(_) => None,
        }
    }

    fn none(&self, model: &Model) -> &'static str {
        if matches!(self, Self::All) && model.audit.preset.is_some() {
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

/// Whether a moment fits `today`, `<7d`, `>7d` or the same with hours; `None` for other words.
fn is_within(time: UnixTime, wanted: &str, now: UnixTime) -> Option<bool> {
    if wanted == "today" {
        return Some(time.0.div_euclid(DAY) == now.0.div_euclid(DAY));
    }
    let (sign, length) = wanted.split_at_checked(1)?;
    let seconds = match (length.strip_suffix('d'), length.strip_suffix('h')) {
        (Some(days), _) => days.parse::<i64>().ok()?.checked_mul(DAY)?,
        (_, Some(hours)) => hours.parse::<i64>().ok()?.checked_mul(HOUR)?,
        _ => return None,
    };
    let age = now.0.saturating_sub(time.0);
    match sign {
        "<" => Some(age < seconds),
        ">" => Some(age > seconds),
        _ => None,
    }
}
