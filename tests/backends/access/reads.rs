//! What every backend tells of users, teams, roles, identity providers, connected apps and the audit.

use amtui::backend::Backend;
use amtui::domain::audit::AuditQuery;
use amtui::domain::connected_app::AppKind;
use amtui::domain::grant::{BUSINESS_GROUP_VIEWER, HolderId, HolderKind};
use amtui::domain::identity_provider::IdentityProviderKind;
use amtui::domain::rules::Refusal;
use amtui::domain::team::{MemberId, Membership};
use amtui::domain::user::Mfa;
use amtui::domain::{
    ConnectedAppId, Error, Grant, GrantContext, IdentityProviderId, IdentityProviderRef, LastTime, UnixTime, UserId,
};

use super::model::{permission, role, team};
use crate::fixture::{RETAIL, ROOT, environment, org};
use crate::suite::{refusal, sign_in};

suite! {
    on people;
    read: users_come_with_what_is_known_of_them, teams_come_as_a_tree_with_members_and_mappings,
        roles_belong_to_one_organization, permissions_are_told_for_each_holder, holders_are_found_by_permission,
        identity_providers_come_without_secrets, connected_apps_come_without_secrets,
        the_audit_answers_the_newest_first_and_says_when_there_is_more, what_is_not_there_is_said,
        who_administers_nothing_reads_none_of_it;
}

fn eve() -> UserId {
    "u-eve".parse().unwrap()
}

fn fay() -> UserId {
    "u-fay".parse().unwrap()
}

fn okta() -> IdentityProviderId {
    "okta-1".parse().unwrap()
}

fn at(root: usize, place: Option<usize>) -> GrantContext {
    GrantContext::new(Some(org(root)), place.map(environment), Vec::new())
}

fn of(grants: &[Grant]) -> Vec<(amtui::domain::PermissionId, GrantContext)> {
    grants
        .iter()
        .map(|grant| (grant.permission, grant.context.clone()))
        .collect()
}

fn users_come_with_what_is_known_of_them(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let users = backend.users(org(ROOT)).unwrap();
    assert!(users.is_complete());
    let names: Vec<&str> = users.iter().map(|user| user.username.raw()).collect();
    assert_eq!(names, ["ada", "ben", "cy", "dee", "eve", "Fay"]);
    let user = backend.user(eve()).unwrap();
    assert_eq!(user.email, Some("eve@example.com".into()));
    assert_eq!(user.provider, Some(IdentityProviderRef::External(okta())));
    assert_eq!((user.enabled, user.ip_exempt), (Some(true), Some(true)));
    assert_eq!(user.last_sign_in, LastTime::At(UnixTime(1_764_547_200)));
    assert_eq!(user.created, Some(UnixTime(1_704_164_645)));
    assert_eq!(user.mfa(), Mfa::IdentityProvider);
    let user = backend.user(fay()).unwrap();
    assert_eq!(
        (user.enabled, user.last_sign_in, user.mfa()),
        (Some(false), LastTime::Never, Mfa::Exempt)
    );
    let user = backend.user("u-ben".parse().unwrap()).unwrap();
    assert_eq!(
        (user.enabled, user.last_sign_in, user.mfa()),
        (None, LastTime::Unknown, Mfa::Unknown)
    );
    let members = backend.users(org(RETAIL)).unwrap();
    let names: Vec<&str> = members.iter().map(|user| user.username.raw()).collect();
    assert_eq!(names, ["ben", "eve"]);
}

fn teams_come_as_a_tree_with_members_and_mappings(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let teams = backend.teams().unwrap();
    let tree: Vec<_> = teams.iter().map(|t| (t.id, t.ancestors.clone())).collect();
    let expected = [
        (team(0), vec![]),
        (team(1), vec![team(0)]),
        (team(2), vec![team(0), team(1)]),
    ];
    assert_eq!(tree, expected);
    assert_eq!(backend.team(team(1)).unwrap(), teams[1]);
    let members = backend.team_members(team(1)).unwrap();
    let seen: Vec<_> = members.iter().map(|m| (m.id, m.by_mapping)).collect();
    assert_eq!(
        seen,
        [(MemberId::User(fay()), Some(true)), (MemberId::Team(team(2)), None)]
    );
    let groups = backend.team_mappings(team(2)).unwrap();
    assert_eq!(groups[0].name.raw(), "onc");
    assert_eq!(groups[0].provider, Some(IdentityProviderRef::External(okta())));
    assert_eq!(groups[0].membership, Some(Membership::Member));
    let of_eve = backend.user_teams(eve()).unwrap();
    assert_eq!(of_eve.len(), 1, "those above are not told");
    assert_eq!(
        (&of_eve[0].team, &of_eve[0].membership),
        (&teams[2], &Membership::Maintainer)
    );
}

fn roles_belong_to_one_organization(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let roles = backend.role_groups(org(ROOT)).unwrap();
    assert_eq!(roles.len(), 1);
    assert_eq!((roles[0].id, roles[0].editable), (role(0), Some(false)));
    assert_eq!(roles[0].external_groups.as_ref().unwrap()[0].name.raw(), "viewers");
    let members = backend.role_group_members(org(ROOT), role(0)).unwrap();
    assert_eq!(members.iter().map(|user| user.id).collect::<Vec<_>>(), [fay()]);
    assert_eq!(backend.user_role_groups(eve()).unwrap()[0].id, role(1));
    let held = backend.role_group_grants(org(RETAIL), role(1)).unwrap();
    assert_eq!(of(&held), [(permission(1), at(RETAIL, None))]);
    let elsewhere = backend.role_group_grants(org(ROOT), role(1));
    assert!(matches!(elsewhere, Err(Error::NotFound(_))));
}

fn permissions_are_told_for_each_holder(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let catalogue = backend.permissions().unwrap();
    assert_eq!(catalogue.len(), 4);
    let hidden: Vec<_> = catalogue.iter().filter(|p| p.is_hidden()).map(|p| p.id).collect();
    assert_eq!(hidden, [BUSINESS_GROUP_VIEWER]);
    assert_eq!(
        of(&backend.team_grants(team(1)).unwrap()),
        [(permission(1), at(ROOT, Some(3)))]
    );
    assert_eq!(
        of(&backend.user_grants(eve()).unwrap()),
        [(permission(1), at(RETAIL, None))]
    );
    let mut effective = of(&backend.effective_grants(eve()).unwrap());
    effective.sort();
    let mut expected = vec![
        (permission(0), at(ROOT, None)),
        (permission(1), at(ROOT, Some(3))),
        (permission(1), at(RETAIL, None)),
    ];
    expected.sort();
    assert_eq!(effective, expected, "each once, also what two ways give");
    let direct = backend.user_grants("u-ben".parse().unwrap()).unwrap();
    assert_eq!(
        of(&direct),
        [(permission(0), at(RETAIL, None))],
        "by its name in the user's roles"
    );
}

fn holders_are_found_by_permission(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let found = |kind, n, organization: usize| {
        let found = backend.holders(kind, permission(n), org(organization)).unwrap();
        found.iter().map(|held| held.holder).collect::<Vec<_>>()
    };
    assert_eq!(
        found(HolderKind::User, 0, ROOT),
        [HolderId::User("u-ada".parse().unwrap())]
    );
    assert_eq!(found(HolderKind::Team, 0, ROOT), [HolderId::Team(team(2))]);
    assert_eq!(
        found(HolderKind::Team, 1, ROOT),
        [HolderId::Team(team(1))],
        "in an environment"
    );
    assert_eq!(found(HolderKind::RoleGroup, 1, RETAIL), [HolderId::RoleGroup(role(1))]);
    assert_eq!(found(HolderKind::User, 1, ROOT), [], "eve has it elsewhere");
}

fn identity_providers_come_without_secrets(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let rows = backend.identity_providers().unwrap();
    let names: Vec<_> = rows.iter().map(|one| (one.name.raw(), one.kind.clone())).collect();
    let expected = [
        ("Anypoint", IdentityProviderKind::Anypoint),
        ("Azure", IdentityProviderKind::OpenId),
        ("Okta", IdentityProviderKind::Saml),
    ];
    assert_eq!(names, expected);
    for row in &rows {
        let details = backend.identity_provider(row.id).unwrap();
        assert_eq!(details.provider, *row);
        assert!(!format!("{details:?}").contains("hush"), "{details:?}");
    }
    let details = backend
        .identity_provider(IdentityProviderRef::External(okta()))
        .unwrap();
    assert_eq!(details.settings, [("Issuer", "https://okta.example.com".into())]);
    let keys = backend.identity_provider_keys(okta()).unwrap();
    assert_eq!((keys[0].id.raw(), keys[0].primary), ("k1", Some(true)));
    let settings = backend.identity_settings().unwrap();
    assert_eq!(
        (settings.allow_new_non_sso_users, settings.bypass_expiration),
        (Some(false), None)
    );
}

fn connected_apps_come_without_secrets(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let apps = backend.connected_apps(org(ROOT)).unwrap();
    let seen: Vec<_> = apps
        .iter()
        .map(|app| (app.name.raw(), app.kind(), app.last_used))
        .collect();
    let expected = [
        ("old tool", AppKind::User, LastTime::At(UnixTime(1_735_689_600))),
        ("Terraform", AppKind::OwnBehalf, LastTime::Never),
    ];
    assert_eq!(seen, expected);
    assert_eq!(apps[0].owner, "u-gone".parse().ok());
    let terraform: ConnectedAppId = "app-2".parse().unwrap();
    let scopes = backend.app_scopes(org(ROOT), terraform).unwrap();
    let seen: Vec<_> = scopes
        .iter()
        .map(|one| (one.scope.raw(), one.context.clone()))
        .collect();
    assert_eq!(
        seen,
        [("read:organization", at(ROOT, None)), ("admin:x", at(ROOT, Some(3)))]
    );
    let authorizations = backend.app_authorizations(org(ROOT)).unwrap();
    assert_eq!(authorizations.len(), 1);
    assert_eq!(
        (authorizations[0].app, authorizations[0].user),
        (apps[0].id, Some(fay()))
    );
    assert!(!format!("{apps:?}{scopes:?}{authorizations:?}").contains("hush"));
    let shop = backend.connected_apps(org(RETAIL)).unwrap();
    assert_eq!(
        (shop.len(), shop[0].kind(), shop[0].scopes.clone()),
        (1, AppKind::Unknown, None)
    );
    let scopes = backend.app_scopes(org(RETAIL), shop[0].id).unwrap();
    assert!(scopes.is_empty() && !scopes.is_complete(), "unknown is not none");
}

fn the_audit_answers_the_newest_first_and_says_when_there_is_more(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = AuditQuery::since(org(ROOT), UnixTime(0), 10);
    let entries = backend.audit(&all).unwrap();
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| entry.action.clone().unwrap().raw().to_owned())
        .collect();
    assert_eq!(
        seen,
        ["Login", "Delete", "Create"],
        "a business group has an audit of its own"
    );
    assert!(entries.is_complete());
    assert!(!format!("{entries:?}").contains("hush"));
    assert_eq!(entries[1].objects.len(), 2);
    let newest = backend
        .audit(&AuditQuery {
            limit: 1,
            ..all.clone()
        })
        .unwrap();
    assert!(newest.len() == 1 && newest.coverage.partial_reason().is_some());
    let asked = |query: AuditQuery| backend.audit(&query).unwrap().len();
    assert_eq!(
        asked(AuditQuery {
            failed: Some(true),
            ..all.clone()
        }),
        1
    );
    assert_eq!(
        asked(AuditQuery {
            users: vec![eve()],
            ..all.clone()
        }),
        1
    );
    assert_eq!(
        asked(AuditQuery {
            objects: vec!["t1".into()],
            ..all.clone()
        }),
        2
    );
    assert_eq!(
        asked(AuditQuery {
            organization: org(RETAIL),
            ..all
        }),
        1
    );
    let values = backend.audit_values(org(ROOT)).unwrap();
    let types: Vec<_> = values.object_types.iter().map(|value| value.name.raw()).collect();
    assert_eq!(types, ["Team", "User"]);
}

fn what_is_not_there_is_said(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let nobody: UserId = "u-nobody".parse().unwrap();
    assert!(matches!(backend.user(nobody), Err(Error::NotFound(_))));
    assert!(matches!(backend.effective_grants(nobody), Err(Error::NotFound(_))));
    assert!(matches!(backend.team_members(team(9)), Err(Error::NotFound(_))));
    assert!(matches!(
        backend.role_group_members(org(ROOT), role(9)),
        Err(Error::NotFound(_))
    ));
    let app = "app-9".parse().unwrap();
    assert!(matches!(backend.app_scopes(org(ROOT), app), Err(Error::NotFound(_))));
    let provider = IdentityProviderRef::of_user("gone").unwrap();
    assert!(matches!(backend.identity_provider(provider), Err(Error::NotFound(_))));
}

fn who_administers_nothing_reads_none_of_it(backend: &dyn Backend) {
    assert_eq!(backend.teams(), Err(Error::SignedOut));
    sign_in(backend, "cy");
    for refused in [
        refusal(backend.users(org(ROOT))),
        refusal(backend.teams()),
        refusal(backend.user(eve())),
        refusal(backend.connected_apps(org(ROOT))),
        refusal(backend.identity_providers()),
        refusal(backend.audit(&AuditQuery::since(org(ROOT), UnixTime(0), 1))),
    ] {
        assert!(matches!(refused, Refusal::NotAdministrator { .. }), "{refused}");
    }
    sign_in(backend, "ben");
    refusal(backend.users(org(ROOT)));
    refusal(backend.identity_providers());
    assert_eq!(backend.users(org(RETAIL)).unwrap().len(), 2);
}
