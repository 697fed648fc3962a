//! What is dormant or risky about users and apps: yes, no, or unknown.

use amtui::domain::access::{
    AccessEvidence, MayDo, ScreenAccess, broadest_scope, is_idle, is_outside_sso, is_owner_gone, is_unused,
    screen_access,
};
use amtui::domain::connected_app::AppScope;
use amtui::domain::grant::GrantContext;
use amtui::domain::permission::{ADMINISTRATOR, Account, Role, describe};
use amtui::domain::user::Mfa;
use amtui::domain::{
    ConnectedApp, ConnectedAppId, EnvironmentId, IdentityProviderRef, LastTime, Listing, OrgId, Organization, Tree,
    UnixTime, Untrusted, User, UserId,
};
use uuid::Uuid;

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
        redirect_uris: None,
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
        User {
            enabled: Some(true),
            ..user("here")
        },
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

#[test]
fn a_deleted_user_may_only_look_disabled() {
    let owner = |provider: &str, enabled, deleted| {
        let user = User {
            provider: IdentityProviderRef::of_user(provider),
            enabled,
            deleted,
            ..user("u")
        };
        is_owner_gone(&app(Some("u")), |_| Some(&user), true)
    };
    for (provider, enabled, deleted, gone) in [
        ("6d1f", Some(false), None, None),
        ("6d1f", None, None, None),
        ("6d1f", Some(true), None, Some(false)),
        ("6d1f", Some(false), Some(false), Some(false)),
        ("6d1f", Some(false), Some(true), Some(true)),
        // Who signs in with a password and is deleted isn't listed.
        ("mulesoft", Some(false), None, Some(false)),
    ] {
        assert_eq!(
            owner(provider, enabled, deleted),
            gone,
            "{provider} {enabled:?} {deleted:?}"
        );
    }
}

fn org(n: u8) -> OrgId {
    OrgId(Uuid::from_u128(u128::from(n) << 96))
}

/// Organizations by number and name, each with the numbers of those above it.
fn tree(all: &[(u8, &str, &[u8])]) -> Tree {
    let one = |(n, name, parents): &(u8, &str, &[u8])| Organization {
        id: org(*n),
        name: (*name).into(),
        parents: parents.iter().map(|n| org(*n)).collect(),
        owner: None,
        domain: None,
        client_id: None,
        has_secret: false,
        entitlements: Vec::new(),
        environments: None,
    };
    Tree::new(all.iter().map(one).collect::<Vec<_>>())
}

#[test]
fn business_groups_of_one_name_are_told_apart() {
    let tree = tree(&[
        (1, "Acme", &[]),
        (2, "Retail", &[1]),
        (3, "EU", &[1, 2]),
        (4, "Bank", &[1]),
        (5, "EU", &[1, 4]),
        (6, "Test", &[1, 4]),
        (7, "Test", &[1, 4]),
    ]);
    let labels: Vec<String> = tree.iter().map(|one| tree.labels()[&one.id].clone()).collect();
    let twins = ["Bank / Test 00000006", "Bank / Test 00000007"];
    assert_eq!(
        labels,
        [&["Acme", "Retail", "Retail / EU", "Bank", "Bank / EU"][..], &twins].concat()
    );
}

fn account(roles: &[(&str, u8)]) -> Account {
    let role = |(name, of): &(&str, u8)| Role {
        name: (*name).into(),
        organization: org(*of),
    };
    Account {
        username: "ben".into(),
        name: None,
        roles: roles.iter().map(role).collect(),
        assumed: false,
        permission: String::new(),
        active: None,
        limited_by_scopes: false,
        app: false,
    }
}

#[test]
fn who_administers_one_organization_twice_administers_one() {
    let tree = tree(&[(1, "Acme", &[]), (2, "Retail", &[1])]);
    let said = |of: &[u8]| {
        let roles: Vec<_> = of.iter().map(|n| (ADMINISTRATOR, *n)).collect();
        describe(&account(&roles).roles, &tree)
    };
    assert_eq!(said(&[1, 1]), "Organization Administrator of Acme (root)");
    assert_eq!(said(&[2, 2]), "Organization Administrator of Retail only");
    assert_eq!(said(&[1, 2, 1]), "Organization Administrator of Acme and 1 more");
}

/// What may be read on a screen of the root, and why.
fn read<'a>(all: &'a [ScreenAccess], screen: &str) -> (MayDo, &'a str) {
    let one = all.iter().find(|one| one.screen == screen).unwrap();
    (one.read, &one.why)
}

#[test]
fn a_directory_that_shows_a_part_to_others_is_not_closed_to_them() {
    let tree = tree(&[(1, "Acme", &[]), (2, "Retail", &[1])]);
    let root = tree.root().unwrap();
    let ben = account(&[(ADMINISTRATOR, 2)]);
    let all = screen_access(AccessEvidence::User(&ben), root, &tree);
    for (screen, what) in [
        ("Business Groups", "those that you belong to"),
        ("Teams", "teams"),
        ("Client Providers", "names and types"),
    ] {
        let why = format!("{what}; more needs Organization Administrator of Acme");
        assert_eq!(read(&all, screen), (MayDo::Part, &*why));
    }
    assert_eq!(read(&all, "Users").0, MayDo::No);
    let member = account(&[("API Viewer", 2)]);
    let all = screen_access(AccessEvidence::User(&member), root, &tree);
    assert_eq!(read(&all, "Business Groups").0, MayDo::Part);
    assert_eq!(
        (read(&all, "Teams").0, read(&all, "Client Providers").0),
        (MayDo::No, MayDo::No)
    );
}

#[test]
fn a_scope_for_one_environment_opens_a_part_and_one_to_change_may_open_a_screen() {
    let tree = tree(&[(1, "Acme", &[])]);
    let root = tree.root().unwrap();
    let scope = |scope: &str, environment: Option<u128>| AppScope {
        scope: scope.into(),
        context: GrantContext::new(
            Some(org(1)),
            environment.map(|n| EnvironmentId(Uuid::from_u128(n))),
            Vec::new(),
        ),
    };
    let scopes = Listing::from(vec![
        scope("read:api_policies", Some(7)),
        scope("read:api_contracts", Some(7)),
        scope("read:api_contracts", None),
        scope("admin:orgclientproviders", None),
    ]);
    let all = screen_access(AccessEvidence::App(Some(&scopes)), root, &tree);
    assert_eq!(
        read(&all, "Policies of APIs"),
        (MayDo::Part, "has read:api_policies for single environments only")
    );
    assert_eq!(read(&all, "Contracts of APIs").0, MayDo::Yes);
    assert_eq!(read(&all, "Client Providers").0, MayDo::Unknown);
    assert_eq!(read(&all, "Users").0, MayDo::No);
}
