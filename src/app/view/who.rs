//! What the pages about users, teams and roles say alike: places, origins, dates, refusals.

use super::Cell;
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::list::column::{Col, Column};
use crate::app::list::query::{Fit, Query};
use crate::app::list::values::{age, is_unknown};
use crate::app::model::Model;
use crate::domain::access::{Origin, is_past};
use crate::domain::grant::GrantContext;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::text::{count, fold};
use crate::domain::{
    Grant, IdentityProviderRef, LastTime, OrgId, PermissionId, RoleGroupId, TeamId, UnixTime, Untrusted,
};

/// Where a permission holds: `Retail > Retail QA`. An environment of the organization you work in stands there alone.
pub fn place_words(model: &Model, context: &GrantContext) -> String {
    let is_known = |id: &OrgId| model.organization == Some(*id) && context.environment.is_some();
    let organization = context.organization.filter(|id| !is_known(id));
    let organization = organization.map(|id| organization_name(model, id));
    let environment = context.environment.map(|id| {
        model
            .data
            .environment(id)
            .map_or_else(|| id.short(), |environment| environment.name.shown().into_owned())
    });
    let place = organization.into_iter().chain(environment);
    let parts: Vec<String> = place.chain(context.narrowing()).collect();
    parts.join(" > ")
}

/// The objects that a place is made of, the narrowest first.
pub fn place_rows(context: &GrantContext) -> impl Iterator<Item = RowId> {
    let environment = context.environment.map(RowId::Environment);
    environment.into_iter().chain(context.organization.map(RowId::Org))
}

fn organization_name(model: &Model, id: OrgId) -> String {
    model
        .data
        .organization(id)
        .map_or_else(|| id.short(), |o| o.name.shown().into_owned())
}

/// The name of a permission: as the catalogue has it, else as the grant was read.
pub fn permission_name(model: &Model, grant: &Grant) -> String {
    let known = model.data.access.permission(grant.permission).map(|known| &known.name);
    known
        .or(grant.name.as_ref())
        .map_or_else(|| grant.permission.short(), |name| name.shown().into_owned())
}

/// Who else has a permission of a grant.
pub fn holders_row(model: &Model, permission: PermissionId, context: &GrantContext) -> Option<RowId> {
    let organization = context.organization.or(model.organization)?;
    Some(RowId::Permission(organization, permission))
}

pub fn team_name(model: &Model, id: TeamId) -> String {
    model
        .data
        .access
        .team(id)
        .map_or_else(|| id.short(), |team| team.name.shown().into_owned())
}

/// The teams from the one that has something down to the one through which it comes: `Engineering > Payments`.
fn team_path(model: &Model, team: TeamId, through: TeamId) -> String {
    let ancestors = model
        .data
        .access
        .team(through)
        .map(|team| team.ancestors.as_slice())
        .unwrap_or_default();
    let path = ancestors.iter().skip_while(|id| **id != team).chain([&through]);
    let names: Vec<String> = path.map(|id| team_name(model, *id)).collect();
    names.join(" > ")
}

/// Where somebody has a permission from: `team Engineering > Payments`.
pub fn origin_words(model: &Model, origin: Origin, role: impl Fn(RoleGroupId) -> Option<String>) -> String {
    match origin {
        Origin::Direct => "direct".into(),
        Origin::Team { team, through } => format!("team {}", team_path(model, team, through)),
        Origin::RoleGroup(id) => format!("role {}", role(id).unwrap_or_else(|| id.short())),
    }
}

/// A moment to the minute, UTC: `2026-11-24 03:47`.
pub fn moment(time: UnixTime) -> String {
    let text: String = time.to_string().chars().take(16).collect();
    text.replace('T', " ")
}

/// The day of a moment, UTC.
pub fn day(time: UnixTime) -> String {
    time.to_string().chars().take(10).collect()
}

/// A text that may not have been told.
pub fn text_words(text: Option<&Untrusted>) -> String {
    text.map_or("unknown".into(), |text| text.shown().into_owned())
}

pub fn time_words(time: Option<UnixTime>) -> String {
    time.map_or("unknown".into(), |time| time.to_string())
}

pub fn last_words(last: LastTime) -> String {
    match last {
        LastTime::At(time) => time.to_string(),
        LastTime::Never => "never".into(),
        LastTime::Unknown => "unknown".into(),
    }
}

/// Several texts; none and unknown are different.
pub fn list_words(all: Option<&[Untrusted]>) -> String {
    match all {
        None => "unknown".into(),
        Some([]) => "none".into(),
        Some(all) => all.iter().map(Untrusted::shown).collect::<Vec<_>>().join(", "),
    }
}

pub fn identity_provider_name(model: &Model, id: IdentityProviderRef) -> String {
    match (model.data.access.identity_provider(id), id) {
        (Some(provider), _) => provider.name.shown().into_owned(),
        (None, IdentityProviderRef::BuiltIn) => "Anypoint".into(),
        (None, IdentityProviderRef::External(id)) => id.to_string(),
    }
}

/// Whether somebody was put somewhere by a mapping of external groups.
pub fn by_mapping_cell(by_mapping: Option<bool>) -> Cell<'static> {
    match by_mapping {
        Some(true) => Cell::plain("by mapping"),
        Some(false) => Cell::dim("by hand"),
        None => Cell::dim("unknown"),
    }
}

/// What is lacking to read this, and who could help.
pub fn refusal(model: &Model, read: AccessRead) -> Option<String> {
    let scope = match read {
        AccessRead::Users(_) | AccessRead::User(_) => "read:orgusers",
        AccessRead::ConnectedApps(_) | AccessRead::AppScopes(..) | AccessRead::AppAuthorizations(_) => {
            "read:orgconnapps"
        }
        AccessRead::Applications => "read:client_applications",
        AccessRead::ApplicationContracts(_) | AccessRead::ContractedApplications => "read:api_contracts",
        AccessRead::Audit(_) | AccessRead::AuditValues(_) => "read:audit_logs",
        AccessRead::IdentityProviders
        | AccessRead::IdentityProvider(_)
        | AccessRead::IdentityProviderKeys(_)
        | AccessRead::IdentitySettings => "view:identityproviders",
        _ => "view:access_controls",
    };
    let here = match read {
        AccessRead::Audit(read) => model.data.organization(read.organization)?,
        _ => model.current_organization()?,
    };
    let here = here.name.shown();
    let root = model.data.tree.get()?.root()?.name.shown();
    Some(format!(
        "This needs {ADMINISTRATOR} of {here}, or a connected app with the scope {scope}. Ask an {ADMINISTRATOR} of {root} (root)."
    ))
}

/// Says of how many a filter by an age can't tell. They are counted only where such a filter is there.
pub fn unknown_ages(
    filter: &str,
    (col, name): (Col, &str),
    columns: &[Column],
    (one, many): (&str, &str),
    unknown: impl FnOnce() -> usize,
) -> Option<Line> {
    let query = Query::of(&fold(filter), columns);
    query
        .asked_of(col)
        .find(|wanted| !wanted.is_empty() && !is_unknown(wanted))?;
    let n = unknown();
    let text = format!(
        "Left out: {} isn't known. {name}:unknown shows them.",
        count(n, one, many)
    );
    (n > 0).then(|| Line::text(Tone::Warning, text))
}

/// Whether something that is there since `created` and happened last then fits `>90d`, `<7d`, `never` or `unknown`. What is
/// unknown fits nothing else.
pub fn last_fits(wanted: &str, last: LastTime, created: Option<UnixTime>, model: &Model) -> Fit {
    let is_past = |days| is_past(last, created, days, UnixTime(model.now.unix));
    let unknown = last == LastTime::Unknown;
    match age(wanted) {
        _ if wanted.is_empty() => Fit::Yes,
        _ if is_unknown(wanted) => unknown.into(),
        _ if unknown => Fit::Unknown,
        _ if "never".starts_with(wanted) => (last == LastTime::Never).into(),
        Some((true, days)) => is_past(days).into(),
        Some((false, _)) if last == LastTime::Never => Fit::No,
        Some((false, days)) => is_past(days).map(|past| !past).into(),
        None => Fit::No,
    }
}
