//! The administrators among users who are to be disabled, in sentences.

use std::collections::BTreeSet;

use super::some::some;
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::text::count;
use crate::domain::{Grant, OrgId, UserId};

/// What a review says of them, above all else.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AdministratorsAmong {
    pub lines: Vec<Line>,
    /// What must be ticked first.
    pub accept: Option<&'static str>,
    /// Whether some of it is on its way.
    pub arriving: bool,
}

/// What is known of one user.
enum Administers {
    /// These organizations; nothing where none.
    Known(BTreeSet<OrgId>),
    Unknown,
    Arriving,
}

/// What says whether administrators are among these users, and whether others are left.
pub fn administrator_resources(users: &[UserId], model: &Model) -> Vec<Resource> {
    let access = &model.data.access;
    let own = users.iter().map(|id| AccessRead::EffectiveGrants(*id));
    let places: BTreeSet<OrgId> = users.iter().flat_map(|id| administered(*id, model)).collect();
    let others = places
        .into_iter()
        .flat_map(|id| access.administrator_reads(&model.data.with_those_above(id)));
    let all: BTreeSet<AccessRead> = own.chain([AccessRead::Permissions]).chain(others).collect();
    all.into_iter().map(Resource::from).collect()
}

pub fn administrators_among(users: &[UserId], model: &Model) -> AdministratorsAmong {
    let mut found: Vec<(UserId, BTreeSet<OrgId>)> = Vec::new();
    let (mut unknown, mut arriving) = (Vec::new(), 0);
    for id in users {
        match administers(*id, model) {
            Administers::Known(places) if places.is_empty() => {}
            Administers::Known(places) => found.push((*id, places)),
            Administers::Unknown => unknown.push(model.thing_name(RowId::User(*id))),
            Administers::Arriving => arriving += 1,
        }
    }
    let mut lines = Vec::new();
    if !found.is_empty() {
        let text = match (found.len(), users.len()) {
            (1, 1) => "This user is an administrator:".to_owned(),
            (n, all) if n == all => format!("These {n} users are administrators:"),
            (1, all) => format!("1 of these {all} users is an administrator:"),
            (n, all) => format!("{n} of these {all} users are administrators:"),
        };
        lines.push(Line::text(Tone::Bad, text));
        lines.extend(found.iter().map(|(id, places)| {
            let places = some(places.iter().map(|id| model.thing_name(RowId::Org(*id))).collect());
            let line = Line::pair(
                &model.thing_name(RowId::User(*id)),
                format!("{ADMINISTRATOR} of {places}"),
            );
            Line {
                tone: Tone::Warning,
                ..line
            }
        }));
    }
    let places: BTreeSet<OrgId> = found.iter().flat_map(|(_, places)| places).copied().collect();
    let mut waits = arriving > 0;
    for id in places {
        match others_left(id, users, model) {
            Left::Some => {}
            Left::Arriving => waits = true,
            Left::Unknown => lines.push(Line::text(
                Tone::Warning,
                format!(
                    "Whether anybody else can administer {} isn't known.",
                    model.thing_name(RowId::Org(id))
                ),
            )),
            Left::None => lines.push(Line::text(
                Tone::Bad,
                format!(
                    "Nobody is left who can sign in and administers {}.",
                    model.thing_name(RowId::Org(id))
                ),
            )),
        }
    }
    if !unknown.is_empty() {
        let text = format!("Not known whether they are administrators: {}.", some(unknown.clone()));
        lines.push(Line::text(Tone::Warning, text));
    }
    if waits {
        let n = count(users.len(), "user", "users");
        let text = match arriving {
            0 => "Looking for other administrators...".to_owned(),
            left => format!("Looking for administrators: {} of {n} read...", users.len() - left),
        };
        lines.push(Line::text(Tone::Dim, text));
    }
    if !lines.is_empty() {
        lines.push(Line::blank());
    }
    let accept = match (found.is_empty(), unknown.is_empty(), users.len()) {
        (false, _, 1) => Some("Disable this administrator"),
        (false, ..) => Some("Disable administrators as well"),
        (true, false, _) => Some("Continue although it isn't known who is an administrator"),
        (true, true, _) => None,
    };
    AdministratorsAmong {
        lines,
        accept,
        arriving: waits,
    }
}

fn is_awaited(read: AccessRead, model: &Model) -> bool {
    let resource = Resource::from(read);
    model.data.is_absent(resource) || model.data.is_loading(resource)
}

fn is_administrator(grant: &Grant, model: &Model) -> bool {
    let named = grant.name.as_ref().is_some_and(|name| name.raw() == ADMINISTRATOR);
    named || model.data.access.administrator() == Some(grant.permission)
}

/// The organizations that a user is known to administer.
fn administered(user: UserId, model: &Model) -> impl Iterator<Item = OrgId> {
    let held = model.data.access.grants(AccessRead::EffectiveGrants(user));
    let held = held
        .into_iter()
        .flatten()
        .filter(|grant| is_administrator(grant, model));
    held.filter_map(|grant| grant.context.organization)
}

fn administers(user: UserId, model: &Model) -> Administers {
    let places: BTreeSet<OrgId> = administered(user, model).collect();
    let own = AccessRead::EffectiveGrants(user);
    if !places.is_empty() {
        return Administers::Known(places);
    }
    if is_awaited(own, model) || is_awaited(AccessRead::Permissions, model) {
        return Administers::Arriving;
    }
    let mut held = model.data.access.grants(own).into_iter().flatten();
    // It holds somewhere, and nobody tells where.
    if held.any(|grant| grant.context.organization.is_none() && is_administrator(grant, model)) {
        return Administers::Unknown;
    }
    let whole = model.data.is_ready(own.into()) && model.data.access.coverage(own).is_complete();
    if whole && model.data.access.administrator().is_some() {
        Administers::Known(places)
    } else {
        Administers::Unknown
    }
}

/// Whether others administer an organization and can sign in.
enum Left {
    Some,
    None,
    Unknown,
    Arriving,
}

fn others_left(organization: OrgId, users: &[UserId], model: &Model) -> Left {
    let access = &model.data.access;
    let of = model.data.with_those_above(organization);
    let (found, coverage) = access.find_administrators(&of);
    let others = found.into_iter().filter(|id| !users.contains(id));
    // Of somebody who stands in no list it isn't known whether they can sign in.
    let can_sign_in = |id| match access.user(id) {
        Some(user) if user.enabled == Some(false) || user.deleted == Some(true) => Some(false),
        user => user.and_then(|user| user.enabled),
    };
    let others: Vec<Option<bool>> = others.map(can_sign_in).collect();
    if others.contains(&Some(true)) {
        return Left::Some;
    }
    if access
        .administrator_reads(&of)
        .iter()
        .any(|read| is_awaited(*read, model))
    {
        return Left::Arriving;
    }
    if others.contains(&None) || !coverage.is_complete() {
        Left::Unknown
    } else {
        Left::None
    }
}
