//! The audit's period, its ready-made filters, and how it is followed.

use crate::app::component::Command;
use crate::app::line::Tone;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::model::audit_watch::AuditChange;
use crate::app::overlay::pick::{Choice, Pick};
use crate::app::page::Page;
use crate::domain::UnixTime;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// The longest time that the platform keeps entries, in days.
const LONGEST: i64 = 2_190;

/// Ready-made filters, each with its title.
const PRESETS: [(&str, &str); 6] = [
    ("Today", "time:today"),
    ("Client providers", "type:\"client provider\""),
    ("Permission changes", "action:permission"),
    ("Failed sign-ins", "action:\"login failed\""),
    ("Connected apps", "type:\"connected app\""),
    ("Everything", ""),
];

/// The menu of the questions.
pub fn presets() -> Pick {
    let choice = |(name, filter): (&str, &str)| Choice {
        name: name.into(),
        note: filter.into(),
        does: Ok(Command::Filter(filter.into())),
    };
    Pick::new("Show in the audit", PRESETS.into_iter().map(choice).collect())
}

/// Reads a period: `12h`, `30d` or `all`.
pub fn period(text: &str, model: &Model) -> Command {
    let now = model.now.unix;
    let seconds = match (text.strip_suffix('h'), text.strip_suffix('d')) {
        (Some(hours), _) => hours.parse::<i64>().ok().and_then(|n| n.checked_mul(HOUR)),
        (_, Some(days)) => days.parse::<i64>().ok().and_then(|n| n.checked_mul(DAY)),
        _ => None,
    };
    match seconds.filter(|seconds| (HOUR..=LONGEST * DAY).contains(seconds)) {
        Some(seconds) => Command::Audit(AuditChange::Since(Some(UnixTime(now - seconds)))),
        None if text == "all" => Command::Audit(AuditChange::Since(None)),
        None => Command::Notify(
            Tone::Warning,
            format!("Give a period from 1h to {LONGEST}d, or all: :period 7d"),
        ),
    }
}

/// The reading that is due while the audit is followed. Leaving its page ends that.
pub fn followed(model: &mut Model, page: Option<&Page>) -> Option<Command> {
    let now = model.now.mono;
    if !model.audit.is_due(now) {
        return None;
    }
    let page = page.filter(|page| page.at == Location::AuditLogs);
    let resources = page.map(|page| page.resources(model).0);
    let failed = resources
        .iter()
        .flatten()
        .find_map(|resource| model.data.error(*resource));
    if let Some(why) = failed {
        let text = format!("The audit isn't followed anymore. {why}");
        model.audit.go_on(false, now);
        model.notify(Tone::Warning, text);
        return None;
    }
    model.audit.go_on(resources.is_some(), now);
    // What is being read waits for the platform's limit itself.
    resources.map(Command::Read)
}
