//! What is dormant or risky about users and apps: yes, no, or unknown.

use amtui::domain::access::{broadest_scope, is_idle, is_outside_sso, is_owner_gone, is_unused};
use amtui::domain::user::Mfa;
use amtui::domain::{ConnectedApp, ConnectedAppId, IdentityProviderRef, LastTime, UnixTime, Untrusted, User, UserId};

const DAY: i64 = 86_400;
const NOW: UnixTime = UnixTime(1000 * DAY);

fn user(id: &str) -> User {
    User::new(id.parse().unwrap(), id.into())
}

fn app(owner: Option<&str>) -> ConnectedApp {
    ConnectedApp {
        id: "a".parse::<ConnectedAppId>().unwrap(),
        name: "App".into(),
        organization: None,
        owner: owner.map(|id| id.parse().unwrap()),
        grant_types: Vec::new(),
        scopes: None,
        redirect_uris: Vec::new(),
        enabled: None,
        audience: None,
        website: None,
        created: None,
        last_used: LastTime::Unknown,
    }
}

#[test]
fn a_user_of_whom_nothing_is_told_is_neither_idle_nor_active() {
    let ago = |days| UnixTime(NOW.0 - days * DAY);
    for (last, created, idle) in [
        (LastTime::Unknown, None, None),
        (LastTime::Unknown, Some(ago(500)), None),
        (LastTime::Never, None, None),
        (LastTime::Never, Some(ago(91)), Some(true)),
        (LastTime::Never, Some(ago(2)), Some(false)),
        (LastTime::At(ago(91)), None, Some(true)),
        (LastTime::At(ago(90)), Some(ago(500)), Some(false)),
    ] {
        let user = User {
            last_sign_in: last,
            created,
            ..user("u")
        };
        assert_eq!(is_idle(&user, 90, NOW), idle, "{last:?} {created:?}");
        let app = ConnectedApp {
            last_used: last,
            created,
            ..app(None)
        };
        assert_eq!(is_unused(&app, 90, NOW), idle, "{last:?} {created:?}");
    }
}

#[test]
fn who_signs_in_elsewhere_has_no_second_factor_here() {
    let external = IdentityProviderRef::of_user("6d1f");
    for (provider, exempt, configured, mfa, outside) in [
        (external, Some(true), Some(true), Mfa::IdentityProvider, Some(false)),
        (
            IdentityProviderRef::of_user("mulesoft"),
            Some(true),
            Some(true),
            Mfa::Exempt,
            Some(true),
        ),
        (
            Some(IdentityProviderRef::BuiltIn),
            Some(false),
            Some(true),
            Mfa::Configured,
            Some(true),
        ),
        (
            Some(IdentityProviderRef::BuiltIn),
            Some(false),
            Some(false),
            Mfa::NotConfigured,
            Some(true),
        ),
        (
            Some(IdentityProviderRef::BuiltIn),
            None,
            Some(true),
            Mfa::Unknown,
            Some(true),
        ),
        (None, None, None, Mfa::Unknown, None),
    ] {
        let user = User {
            provider,
            mfa_exempt: exempt,
            mfa_configured: configured,
            ..user("u")
        };
        assert_eq!((user.mfa(), is_outside_sso(&user)), (mfa, outside));
    }
}

#[test]
fn an_owner_who_is_not_listed_is_gone_only_where_all_users_are_listed() {
    let users = [
        user("here"),
        User {
            deleted: Some(true),
            ..user("deleted")
        },
    ];
    let find = |id: UserId| users.iter().find(|user| user.id == id);
    let gone = |owner, all| is_owner_gone(&app(owner), find, all);
    assert_eq!(gone(Some("here"), true), Some(false));
    assert_eq!(gone(Some("deleted"), false), Some(true));
    assert_eq!(gone(Some("other"), true), Some(true));
    assert_eq!(gone(Some("other"), false), None);
    assert_eq!(gone(None, true), None, "nobody said who owns it");
}

#[test]
fn full_is_the_broadest_scope() {
    let broadest = |scopes: &[&str]| {
        let scopes: Vec<Untrusted> = scopes.iter().map(|s| (*s).into()).collect();
        broadest_scope(&scopes).map(|scope| scope.raw().to_owned())
    };
    assert_eq!(
        broadest(&["read:organization", "manage:api_configuration"]),
        Some("manage:api_configuration".into())
    );
    assert_eq!(broadest(&["admin:orgclients", "full", "manage:x"]), Some("full".into()));
    assert_eq!(broadest(&["read:organization", "openid"]), None);
}
