//! The audit's period, its ready-made filters, and how it is followed.

use crate::app::access_read::{AccessRead, AuditOnly, AuditRead};
use crate::app::action::Action;
use crate::app::component::Command;
use crate::app::line::Tone;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::model::audit_watch::AuditChange;
use crate::app::operation::Operation;
use crate::app::overlay::pick::{Choice, Pick};
use crate::app::page::Page;
use crate::domain::UnixTime;
use crate::domain::audit::{AuditMember, AuditPreset};

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// The longest time that the platform keeps entries, in days.
const LONGEST: i64 = 2_190;

/// Ready-made questions, each with its title, and with the filter for what the query can't say.
const PRESETS: [(&str, Option<AuditPreset>, &str); 6] = [
    ("Today", None, "time:today"),
    (
        "Client providers",
        Some(AuditPreset::ClientProviders),
        "type:\"client provider\"",
    ),
    (
        "Permission changes",
        Some(AuditPreset::Permissions),
        "action:permission",
    ),
    // Most entries tell no result: to ask for those that failed would leave out entries that may have.
    ("Failed sign-ins", None, "action:\"login failed\""),
    (
        "Connected apps",
        Some(AuditPreset::ConnectedApps),
        "type:\"connected app\"",
    ),
    ("Everything", None, ""),
];

/// The menu of the questions, and of what is chosen from the audit's own lists.
pub fn presets() -> Pick {
    let choice = |(name, preset, filter): (&str, Option<AuditPreset>, &'static str)| Choice {
        name: name.into(),
        note: filter.into(),
        does: Ok(Command::Audit(AuditChange::Preset(preset, filter))),
    };
    let values = AuditMember::ALL.map(|member| Choice {
        name: member.label().into(),
        note: "choose one of the audit's own".into(),
        does: Ok(Command::Start(Operation::AuditFilters(Some(member)))),
    });
    Pick::new(
        "Show in the audit",
        PRESETS.into_iter().map(choice).chain(values).collect(),
    )
}

/// Reads a period for the list that has the keys: `12h`, `30d`, `30d..7d`, `2026-10-01..2026-10-31` or `all`.
pub fn period(text: &str, page: &Page, model: &Model) -> Command {
    let read = page.pane().and_then(|pane| pane.view().read(model));
    let Some(AccessRead::Audit(AuditRead { object, .. })) = read else {
        let text = format!(
            "{} works only in Audit Logs and on a tab History.",
            model.key_of(Action::Period)
        );
        return Command::Notify(Tone::Plain, text);
    };
    if text == "all" {
        return Command::Audit(AuditChange::Period(object, None));
    }
    let now = model.now.unix;
    let (from, to) = match text.split_once("..") {
        Some((from, "")) => (begins(from, now), Some(None)),
        Some((from, to)) => (begins(from, now), ends(to, now).map(Some)),
        None => (ago(text, now), Some(None)),
    };
    let earliest = now - LONGEST * DAY;
    match (from, to) {
        (Some(from), Some(to)) if from >= earliest && from < to.unwrap_or(now) => {
            Command::Audit(AuditChange::Period(object, Some((UnixTime(from), to.map(UnixTime)))))
        }
        _ => Command::Notify(
            Tone::Warning,
            format!(
                "Give a period from 1h to {LONGEST}d, or all: :period 7d, :period 30d..7d, :period 2026-10-01..2026-10-31"
            ),
        ),
    }
}

/// What shows all entries again where a ready-made filter or a period leaves some out.
pub fn all_entries(page: &Page, model: &Model) -> Option<Command> {
    let AccessRead::Audit(AuditRead {
        object, preset, only, ..
    }) = page.pane()?.view().read(model)?
    else {
        return None;
    };
    if preset.is_some() || only != AuditOnly::default() {
        return Some(Command::Audit(AuditChange::Preset(None, "")));
    }
    model.audit.period_of(object)?;
    Some(Command::Audit(AuditChange::Period(object, None)))
}

/// The moment so many hours or days before now.
fn ago(text: &str, now: i64) -> Option<i64> {
    let seconds = match (text.strip_suffix('h'), text.strip_suffix('d')) {
        (Some(hours), _) => hours.parse::<i64>().ok()?.checked_mul(HOUR)?,
        (_, Some(days)) => days.parse::<i64>().ok()?.checked_mul(DAY)?,
        _ => return None,
    };
    (HOUR..=LONGEST * DAY).contains(&seconds).then(|| now - seconds)
}

fn begins(text: &str, now: i64) -> Option<i64> {
    ago(text, now).or_else(|| Some(UnixTime::parse(&format!("{text}T00:00:00Z"))?.0))
}

/// A day counts to its last second.
fn ends(text: &str, now: i64) -> Option<i64> {
    ago(text, now).or_else(|| Some(UnixTime::parse(&format!("{text}T23:59:59Z"))?.0))
}

/// The reading that is due while the audit is followed. Leaving its page ends that.
pub fn followed(model: &mut Model, page: Option<&Page>) -> Option<Command> {
    if !model.audit.is_due(model.now.mono) {
        return None;
    }
    let page = page.filter(|page| page.at == Location::AuditLogs);
    let resources = page.map(|page| page.resources(model).0);
    let failed = resources
        .iter()
        .flatten()
        .find_map(|resource| model.data.error(*resource));
    if let Some(why) = failed {
        let text = format!("Following the audit stopped. {why}");
        model.follow_audit(false);
        model.notify(Tone::Warning, text);
        return None;
    }
    model.follow_audit(resources.is_some());
    // What is being read waits for the platform's limit itself.
    resources.map(Command::Read)
}
