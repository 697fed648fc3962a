//! The users of the organization one works in, and how they sign in.

use std::borrow::Cow;

use super::sort::sorted_by;
use super::who::{day, identity_provider_name, last_fits, last_words, unknown_ages};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::connection::Mode;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, wide};
use crate::app::list::query::{Fit, Query};
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::text::{count, fold};
use crate::domain::user::Mfa;
use crate::domain::{LastTime, User, UserId};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 16),
    wide(Col::Username, "USERNAME", 14, 4),
    fixed(Col::Provider, "PROVIDER", 15, 5),
    fixed(Col::LastSignIn, "LAST SIGN-IN", 12, 2).takes(Values::Age),
    fixed(Col::Mfa, "MFA", 7, 6).takes(Values::OneOf(&["exempt", "set up", "not set", "by SSO"])),
    fixed(Col::Status, "STATUS", 8, 1).takes(STATUS),
    fixed(Col::Administrator, "ADMIN", 5, 3).takes(Values::OneOf(&["yes", "below", "no"])),
];

/// What a user can be.
pub const STATUS: Values = Values::OneOf(&["enabled", "disabled", "deleted"]);

#[derive(Debug)]
pub struct UsersView;

impl View for UsersView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Users".into()
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        model.organization.map(AccessRead::Users)
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let own = [AccessRead::Users(here), AccessRead::IdentityProviders].map(Resource::from);
        // A request for each team that administers: only who asks about administrators needs them, but on the demo.
        let typed = fold(list.filter.value());
        let asked = !list.filtering && Query::of(&typed, COLUMNS).names(Col::Administrator);
        let ordered = sorted_by(self, model, list) == Some(Col::Administrator);
        let administrators =
            (asked || ordered || model.mode == Mode::Demo).then(|| model.data.access.kept_administrator_reads(here));
        let administrators = administrators.into_iter().flatten().map(Resource::from);
        own.into_iter().chain(administrators).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let users = model.organization.and_then(|here| model.data.access.users(here));
        users
            .into_iter()
            .flat_map(|users| users.iter())
            .map(|user| RowId::User(user.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::User(id) = row else {
            return None;
        };
        if col == Col::Administrator {
            return administrator_cell(model, id);
        }
        Some(user_cell(model, model.data.access.listed_user(id)?, col))
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        match row {
            RowId::User(id) => whole_user_cell(model.data.access.listed_user(id)?, col),
            _ => None,
        }
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        administrators_note(model).into_iter().collect()
    }

    fn left_out(&self, model: &Model, list: &List, fits: &dyn Fn(RowId, Col) -> bool) -> Option<Line> {
        let filter = list.filter.value();
        let column = (Col::LastSignIn, "idle");
        let nouns = ("user whose last sign-in", "users whose last sign-in");
        unknown_ages(filter, column, COLUMNS, nouns, || {
            let users = model.organization.and_then(|here| model.data.access.users(here));
            let unknown =
                |user: &&User| user.last_sign_in == LastTime::Unknown && fits(RowId::User(user.id), Col::LastSignIn);
            users.map_or(0, |users| users.iter().filter(unknown).count())
        })
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        match row {
            RowId::User(id) if col == Col::Administrator => administrator_fits(model, id, wanted),
            RowId::User(id) => user_fits(model, model.data.access.listed_user(id)?, col, wanted),
            _ => None,
        }
    }

    fn no_match(&self, model: &Model, filter: &str) -> Option<String> {
        let known = model.data.access.knows_administrators();
        let asked = Query::of(&fold(filter), COLUMNS).names(Col::Administrator);
        (asked && !known).then(|| "Nobody so far: not everybody who administers is known.".into())
    }

    fn none(&self, _: &Model) -> &'static str {
        "No users."
    }
}

/// Whether a user administers this organization, or one below it alone. Nothing while it wasn't asked for.
fn administrator_cell(model: &Model, user: UserId) -> Option<Cell<'static>> {
    let access = &model.data.access;
    if access.administers(user) == Some(true) {
        return Some(Cell::plain("yes"));
    }
    if access.administers_below(user).next().is_some() {
        return Some(Cell::plain("below"));
    }
    access.knows_administrators().then(|| Cell::dim("no"))
}

/// Whether a user is an administrator as a filter asks: `yes` is here or below.
fn administrator_fits(model: &Model, user: UserId, wanted: &str) -> Option<Fit> {
    let access = &model.data.access;
    let below = access.administers_below(user).next().is_some();
    let administers = below || access.administers(user) == Some(true);
    let known = (administers || access.knows_administrators()).then_some(administers);
    match wanted {
        "" => None,
        _ if "yes".starts_with(wanted) => Some(known.into()),
        _ if "no".starts_with(wanted) => Some(known.map(|administers| !administers).into()),
        // The cell says `below`.
        _ => None,
    }
}

/// How far the administrators are read, or why not all of them are known.
fn administrators_note(model: &Model) -> Option<Line> {
    let reads = model.data.access.administrators_progress();
    let here = model.current_organization()?.name.shown();
    if reads.loading > 0 {
        let read = reads.all - reads.loading;
        let text = format!(
            "Reading who administers {here}: {read} of {} requests. Esc clears the filter, then stops.",
            reads.all
        );
        // The demo takes no time, and no row moves for it.
        return (model.mode != Mode::Demo).then(|| Line::text(Tone::Dim, text));
    }
    // Where nobody is listed, that is said already.
    let listed = model.data.access.users(model.organization?).is_some();
    if !reads.asked || !listed || model.data.access.knows_administrators() {
        return None;
    }
    let left_out = model.data.access.administrators_left_out();
    if reads.failed.is_none() && reads.asked_below && left_out > 0 {
        let groups = count(left_out, "business group", "business groups");
        let text = format!("Who administers {groups} more below isn't read: they are too many. Work in one to see it.");
        return Some(Line::text(Tone::Warning, text));
    }
    let why = reads.failed.and_then(|read| model.data.error(read.into()));
    let why = why.map_or_else(String::new, |why| format!(" {}", model.message(why)));
    let text = format!("Not everybody who administers {here} is known.{why}");
    Some(Line::text(Tone::Warning, text))
}

/// What stands in a row about a user, wherever it is.
pub fn user_cell<'a>(model: &'a Model, user: &'a User, col: Col) -> Cell<'a> {
    match col {
        Col::Name => Cell::plain(user.name.as_ref().unwrap_or(&user.username).shown()),
        Col::Username => Cell::plain(user.username.shown()),
        Col::Provider => match user.provider {
            Some(provider) => Cell::plain(identity_provider_name(model, provider)),
            None => Cell::dim("unknown"),
        },
        Col::LastSignIn => match user.last_sign_in {
            LastTime::At(time) => Cell::plain(day(time)),
            LastTime::Never => Cell::of("never", Tone::Warning),
            LastTime::Unknown => Cell::dim("unknown"),
        },
        Col::Mfa => match user.mfa() {
            Mfa::Exempt => Cell::of("exempt", Tone::Warning),
            Mfa::NotConfigured => Cell::of("not set", Tone::Warning),
            _ => Cell::dim(mfa_words(user)),
        },
        _ => match (user.deleted, user.enabled) {
            (Some(true), _) | (_, Some(false)) => Cell::of(status_words(user), Tone::Warning),
            (_, Some(true)) => Cell::of(status_words(user), Tone::Good),
            _ => Cell::dim(status_words(user)),
        },
    }
}

/// The time in a row about a user, to the second.
pub fn whole_user_cell(user: &User, col: Col) -> Option<String> {
    (col == Col::LastSignIn).then(|| last_words(user.last_sign_in))
}

/// Whether a user fits what a filter wants of a column; `None` where that is told by the words in it.
pub fn user_fits(model: &Model, user: &User, col: Col, wanted: &str) -> Option<Fit> {
    (col == Col::LastSignIn).then(|| last_fits(wanted, user.last_sign_in, user.created, model))
}

pub fn mfa_words(user: &User) -> &'static str {
    match user.mfa() {
        Mfa::Exempt => "exempt",
        Mfa::Configured => "set up",
        Mfa::NotConfigured => "not set",
        Mfa::IdentityProvider => "by SSO",
        Mfa::Unknown => "unknown",
    }
}

pub fn status_words(user: &User) -> &'static str {
    match (user.deleted, user.enabled) {
        (Some(true), _) => "deleted",
        (_, Some(true)) => "enabled",
        (_, Some(false)) => "disabled",
        (_, None) => "unknown",
    }
}
