//! What decides who may do what, and is easily overlooked.

use std::sync::Arc;

use amtui::domain::access::AccessInventory;
use amtui::domain::compare::compare;
use amtui::domain::team::{ExternalGroup, Membership};
use amtui::domain::{
    ConnectedApp, ConnectedAppId, IdentityProviderRef, LastTime, Listing, ProviderRef, RoleGroup, Team, TeamId, User,
};
use uuid::Uuid;

use super::{api, environment, state, told};

/// Changes a team, a role, a user and an app.
type Change = fn(&mut Team, &mut RoleGroup, &mut User, &mut ConnectedApp);

fn provider(n: u32) -> Option<IdentityProviderRef> {
    let provider = IdentityProviderRef::of_user(&format!("idp-{n}"));
    assert!(provider.is_some());
    provider
}

fn group(name: &str, provider: Option<IdentityProviderRef>) -> ExternalGroup {
    ExternalGroup {
        name: name.into(),
        provider,
        membership: None,
    }
}

fn with(change: Change) -> super::OrganizationState {
    with_groups(change, &[group("staff", provider(1))])
}

fn with_groups(change: Change, groups: &[ExternalGroup]) -> super::OrganizationState {
    let mut team = Team {
        id: TeamId(Uuid::from_u128(1)),
        name: "Everyone".into(),
        ancestors: vec![],
        kind: Some("internal".into()),
        organization: None,
        created: None,
        updated: None,
    };
    let mut role = RoleGroup {
        id: amtui::domain::RoleGroupId(Uuid::from_u128(2)),
        name: "Organization Administrator".into(),
        description: Some("old".into()),
        organization: None,
        editable: None,
        external_groups: Some(vec![]),
        created: None,
    };
    let mut user = User::new("ada".parse().unwrap(), "ada".into());
    (user.enabled, user.ip_exempt) = (Some(true), Some(false));
    let mut app = ConnectedApp {
        id: "app".parse::<ConnectedAppId>().unwrap(),
        name: "Console".into(),
        organization: None,
        owner: Some(user.id),
        grant_types: vec!["client_credentials".into()],
        scopes: None,
        redirect_uris: Some(Vec::new()),
        enabled: None,
        audience: None,
        website: None,
        created: None,
        last_used: LastTime::Unknown,
    };
    change(&mut team, &mut role, &mut user, &mut app);
    let mut access = AccessInventory::default();
    access.external_groups.insert(team.id, Listing::from(groups.to_vec()));
    access.teams = Arc::new(Listing::from(vec![team]));
    access.users = Arc::new(Listing::from(vec![user]));
    access.roles = vec![role];
    access.apps = vec![app];
    let mut state = state(vec![], vec![]);
    state.access = Ok(access);
    state
}

#[test]
fn what_changes_who_may_do_what_is_told_or_named_as_not_compared() {
    let unknown = "It isn't known here.";
    let cases: [(Change, String); 8] = [
        (
            |_, role, _, _| role.external_groups = Some(vec![group("everyone", provider(1))]),
            "role external group added | Organization Administrator |  | - | everyone of idp-1".into(),
        ),
        (
            |_, role, _, _| role.external_groups = None,
            format!("role not compared | Organization Administrator | external groups | - | {unknown}"),
        ),
        (
            |_, role, _, _| role.description = Some("new".into()),
            "role setting changed | Organization Administrator | description | old | new".into(),
        ),
        (
            |team, _, _, _| team.kind = Some("external".into()),
            "team setting changed | Everyone | type | internal | external".into(),
        ),
        (
            |_, _, user, _| user.enabled = None,
            format!("user not compared | ada | status | - | {unknown}"),
        ),
        (
            |_, _, user, _| user.ip_exempt = Some(true),
            "user setting changed | ada | IP exemption | no | yes".into(),
        ),
        (
            |_, _, _, app| app.owner = None,
            format!("connected app not compared | Console | owner | - | {unknown}"),
        ),
        (
            |_, _, _, app| app.grant_types.clear(),
            format!("connected app not compared | Console | settings | - | {unknown}"),
        ),
    ];
    let before = || with(|_, _, _, _| ());
    assert_eq!(told(&before(), &before()), [""; 0]);
    for (change, expected) in cases {
        assert_eq!(told(&before(), &with(change)).join("\n"), expected);
        assert_eq!(
            compare(&before(), &with(change)).complete(),
            !expected.contains(unknown)
        );
    }
}

#[test]
fn a_group_of_another_identity_provider_is_another_group() {
    let of = |groups: &[ExternalGroup]| with_groups(|_, _, _, _| (), groups);
    let staff = |n| group("staff", provider(n));
    assert_eq!(
        told(&of(&[staff(1)]), &of(&[staff(2)])),
        [
            "team external group removed | Everyone |  | staff of idp-1 | -",
            "team external group added | Everyone |  | - | staff of idp-2",
        ]
    );
    assert_eq!(
        told(&of(&[staff(1)]), &of(&[staff(1), staff(2)])),
        ["team external group added | Everyone |  | - | staff of idp-2"]
    );
    // One side doesn't say of which provider it is.
    assert_eq!(
        told(&of(&[staff(1)]), &of(&[group("staff", None)])),
        ["team not compared | Everyone | provider of external group staff | - | It isn't known here."]
    );
    let maintainers = ExternalGroup {
        membership: Some(Membership::Maintainer),
        ..staff(1)
    };
    assert_eq!(
        told(&of(&[]), &of(&[maintainers])),
        ["team external group added | Everyone |  | - | staff (maintainer) of idp-1"]
    );
}

#[test]
fn an_api_that_joins_a_group_has_changed() {
    let of = |group: Option<&str>| {
        let mut api = api(7, ProviderRef::BuiltIn, &[]);
        api.group = group.map(Into::into);
        state(vec![], vec![environment(1, "Test", &[], vec![api])])
    };
    let changed = "API setting changed | orders 7 | API group | G1 | G2";
    assert_eq!(told(&of(Some("G1")), &of(Some("G2"))), [changed]);
    let unknown = "API not compared | orders 7 | API group | It isn't known here. | -";
    assert_eq!(told(&of(None), &of(Some("G1"))), [unknown]);
}
