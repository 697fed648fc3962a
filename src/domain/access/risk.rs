//! What is dormant or risky about users and apps. Each answer is yes, no, or `None` where it is unknown.

use crate::domain::connected_app::ConnectedApp;
use crate::domain::text::Untrusted;
use crate::domain::time::{LastTime, UnixTime};
use crate::domain::{IdentityProviderRef, User, UserId};

/// Whether something that was there since `created` happened last more than `days` days ago.
pub fn is_past(last: LastTime, created: Option<UnixTime>, days: i64, now: UnixTime) -> Option<bool> {
    match last {
        // What is newer than that had no time to happen.
        LastTime::Never => LastTime::At(created?).is_older_than(days, now),
        last => last.is_older_than(days, now),
    }
}

/// Whether a user didn't sign in for more than `days` days.
pub fn is_idle(user: &User, days: i64, now: UnixTime) -> Option<bool> {
    is_past(user.last_sign_in, user.created, days, now)
}

/// Whether a user signs in with a password of the platform.
pub fn is_outside_sso(user: &User) -> Option<bool> {
    user.provider.map(|provider| provider == IdentityProviderRef::BuiltIn)
}

/// Whether an app wasn't used for more than `days` days.
pub fn is_unused(app: &ConnectedApp, days: i64, now: UnixTime) -> Option<bool> {
    is_past(app.last_used, app.created, days, now)
}

/// Whether the owner of an app is no user of the organization any more. `user` finds a user that was read; `all` says
/// whether every user was.
pub fn is_owner_gone<'a>(app: &ConnectedApp, user: impl Fn(UserId) -> Option<&'a User>, all: bool) -> Option<bool> {
    is_user_gone(user(app.owner?), all)
}

/// Whether somebody is no user of the organization any more. `user` is who was found; `all` says whether every user was read.
/// A deleted user who signs in through an identity provider may only look disabled.
pub fn is_user_gone(user: Option<&User>, all: bool) -> Option<bool> {
    let Some(user) = user else {
        return all.then_some(true);
    };
    let is_there = user.enabled == Some(true) || user.provider == Some(IdentityProviderRef::BuiltIn);
    user.deleted.or(is_there.then_some(false))
}

/// The scope that allows the most: `full`, else one that administers or manages something. `None` where all are narrower.
pub fn broadest_scope<'a>(scopes: impl IntoIterator<Item = &'a Untrusted>) -> Option<&'a Untrusted> {
    let breadth = |scope: &&Untrusted| match scope.raw() {
        "full" => 3,
        name if name.starts_with("admin:") => 2,
        name if name.starts_with("manage:") => 1,
        _ => 0,
    };
    scopes
        .into_iter()
        .filter(|scope| breadth(scope) > 0)
        .max_by_key(breadth)
}
