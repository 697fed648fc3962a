//! Users who are to be enabled or disabled: the review of it.

use crate::app::change_set::{ChangeSet, no_longer_there};
use crate::app::component::Command;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::domain::change::Change;
use crate::domain::rules;
use crate::domain::text::count;
use crate::domain::{User, UserId};

/// Says who gets another status, and who stays as they are.
pub(super) fn review(ids: &[UserId], enabled: bool, model: &Model) -> Command {
    let (mut lines, mut stay, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    let users: Vec<&User> = ids.iter().filter_map(|id| model.data.access.user(*id)).collect();
    let gone = ids.len() - users.len();
    let to = if enabled { "enabled" } else { "disabled" };
    for user in users {
        let name = user.username.shown().into_owned();
        let allowed = model
            .who()
            .and_then(|who| rules::set_user_enabled(who, &user.username, enabled));
        match (stays(user, enabled), allowed) {
            (Some(why), _) => stay.push((name, why)),
            // The platform may allow what the known roles don't: its answer decides.
            (None, Err(why @ rules::Refusal::OwnAccount)) => stay.push((name, why.to_string())),
            (None, _) => {
                let from = match user.enabled {
                    Some(true) => "enabled",
                    Some(false) => "disabled",
                    None => "unknown",
                };
                lines.push(Line::pair(&name, format!("{from} -> {to}")));
                let change = Change::SetUserEnabled {
                    user: user.id,
                    was: user.username.clone(),
                    enabled,
                };
                changes.push((name, change));
            }
        }
    }
    let verb = if enabled { "Enable" } else { "Disable" };
    if changes.is_empty() {
        // There is nothing to review.
        let why = match stay.as_slice() {
            [] => String::new(),
            [one] => format!(" {}", said(one)),
            [one, more @ ..] => format!(" {} {} more stay as they are.", said(one), more.len()),
        };
        return Command::Notify(Tone::Warning, format!("Nothing changes.{why}"));
    }
    if !enabled {
        let text = "They can't sign in any more. They keep their permissions for when you enable them again.";
        lines.push(Line::text(Tone::Dim, text));
    }
    if !stay.is_empty() {
        lines.push(Line::text(Tone::Warning, "These stay as they are:"));
        lines.extend(stay.iter().map(|(name, why)| Line::pair(name, why.as_str())));
    }
    lines.extend(no_longer_there(gone, "user is", "users are"));
    let mut disables = Vec::new();
    if !enabled {
        disables.extend(changes.iter().filter_map(|(_, change)| match change {
            Change::SetUserEnabled { user, .. } => Some(*user),
            _ => None,
        }));
    }
    let title = format!("{verb} {}", count(changes.len(), "user", "users"));
    if let [(name, _)] = changes.as_mut_slice() {
        name.clear();
    }
    Command::Review(Box::new(ChangeSet {
        title,
        verb,
        lines,
        changes,
        accept: None,
        disables,
    }))
}

/// Who stays as they are, and why, in a sentence.
fn said((name, why): &(String, String)) -> String {
    match why.strip_prefix("is ") {
        Some(state) => format!("{name} is {state}."),
        None => format!("{name}: {why}"),
    }
}

/// Why the status of a user stays as it is.
fn stays(user: &User, enabled: bool) -> Option<String> {
    if user.deleted == Some(true) {
        return Some("is deleted".into());
    }
    let is = if enabled { "enabled" } else { "disabled" };
    (user.enabled == Some(enabled)).then(|| format!("is {is} already"))
}
