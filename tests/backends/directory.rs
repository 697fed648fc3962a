//! Users, teams, roles and permissions, and the changes of users and teams.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object, Seen};
use amtui::domain::grant::{BUSINESS_GROUP_VIEWER, HolderId, HolderKind};
use amtui::domain::rules::Refusal;
use amtui::domain::team::{MemberId, Membership};
use amtui::domain::time::{LastTime, UnixTime};
use amtui::domain::user::Mfa;
use amtui::domain::{Error, Grant, IdentityProviderRef, TeamId, Untrusted};

use crate::fixture::access::{
    EUROPE, EVERYONE, PLATFORM, SALES, VIEW_APIS, app, identity_provider, permission, role, team, user,
};
use crate::fixture::{RETAIL, ROOT, environment, org};
use crate::suite::{changed, refusal, sign_in, undone};

suite! {
    on accessible;
    read: users_are_listed_by_name_with_what_is_known, a_user_s_own_answer_tells_more,
    members_of_a_business_group_have_a_permission_there, a_user_s_teams_and_roles_are_told,
    effective_permissions_come_each_once, teams_come_each_before_its_children,
    a_team_has_members_permissions_and_external_groups, roles_belong_to_one_organization,
    the_catalogue_tells_which_permissions_are_hidden, who_holds_a_permission_is_found_by_kind,
    what_is_gone_is_not_found;
    write: a_user_is_disabled_and_enabled_again, a_user_who_is_not_what_was_seen_stays,
    a_team_is_deleted_with_those_below, a_team_that_is_not_what_was_seen_stays;
    rest: users_are_listed_by_name_with_what_is_known, a_user_s_own_answer_tells_more,
    members_of_a_business_group_have_a_permission_there, a_user_s_teams_and_roles_are_told,
    effective_permissions_come_each_once, teams_come_each_before_its_children,
    a_team_has_members_permissions_and_external_groups, roles_belong_to_one_organization,
    the_catalogue_tells_which_permissions_are_hidden, who_holds_a_permission_is_found_by_kind,
    what_is_gone_is_not_found,
    a_user_is_disabled_and_enabled_again, a_user_who_is_not_what_was_seen_stays,
    a_team_is_deleted_with_those_below, a_team_that_is_not_what_was_seen_stays,
}

fn at(text: &str) -> UnixTime {
    UnixTime::parse(text).unwrap()
}

fn names<'a>(names: impl IntoIterator<Item = &'a Untrusted>) -> Vec<&'a str> {
    names.into_iter().map(Untrusted::raw).collect()
}

/// What is held, and where: the permission's name, whether in an environment, and in which organization.
fn held(grants: &[Grant]) -> Vec<(&str, bool, bool)> {
    let mut held: Vec<_> = grants
        .iter()
        .map(|grant| {
            let name = grant.name.as_ref().map_or("", Untrusted::raw);
            let context = &grant.context;
            (
                name,
                context.environment == Some(environment(3)),
                context.organization == Some(org(RETAIL)),
            )
        })
        .collect();
    held.sort_unstable();
    held
}

fn users_are_listed_by_name_with_what_is_known(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let users = backend.users(org(ROOT)).unwrap();
    assert!(users.is_complete());
    assert_eq!(names(users.iter().map(|u| &u.username)), ["ada", "ben", "cy", "dee"]);
    let told: Vec<_> = users.iter().map(|u| (u.last_sign_in, u.mfa())).collect();
    let sign_in = |text| LastTime::At(at(text));
    assert_eq!(
        told,
        [
            (sign_in("2025-12-31T08:00:00Z"), Mfa::Configured),
            (sign_in("2025-03-05T10:11:12Z"), Mfa::IdentityProvider),
            (LastTime::Never, Mfa::Exempt),
            (LastTime::Unknown, Mfa::Unknown),
        ]
    );
    let ada = &users[0];
    assert_eq!(ada.name.as_ref().map(Untrusted::raw), Some("Ada Root"));
    assert_eq!(ada.email.as_ref().map(Untrusted::raw), Some("ada@acme.example"));
    assert_eq!(
        (ada.enabled, ada.created),
        (Some(true), Some(at("2020-02-03T04:05:06Z")))
    );
    let okta = IdentityProviderRef::External(identity_provider(0));
    let providers: Vec<_> = users.iter().map(|u| u.provider).collect();
    let built_in = Some(IdentityProviderRef::BuiltIn);
    assert_eq!(providers, [built_in, Some(okta), built_in, None]);
}

fn a_user_s_own_answer_tells_more(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let cy = backend.user(user("cy")).unwrap();
    assert_eq!(
        (cy.username.raw(), cy.ip_exempt, cy.deleted),
        ("cy", Some(true), Some(false))
    );
    assert_eq!(cy.previous_sign_in, LastTime::At(at("2024-01-01T00:00:00Z")));
}

fn members_of_a_business_group_have_a_permission_there(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let members = backend.users(org(RETAIL)).unwrap();
    // By a permission of their own, by a role, or by a team.
    assert_eq!(names(members.iter().map(|u| &u.username)), ["ben", "dee"]);
}

fn a_user_s_teams_and_roles_are_told(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let teams = backend.user_teams(user("dee")).unwrap();
    assert!(teams.is_complete());
    let told: Vec<_> = teams
        .iter()
        .map(|of| (of.team.id, &of.membership, of.by_mapping))
        .collect();
    assert_eq!(told, [(team(EUROPE), &Membership::Member, Some(true))]);
    assert_eq!(teams[0].team.ancestors, [team(EVERYONE), team(PLATFORM)]);
    assert_eq!(
        backend.user_teams(user("ben")).unwrap()[0].membership,
        Membership::Maintainer
    );
    let roles = backend.user_role_groups(user("dee")).unwrap();
    let told: Vec<_> = roles.iter().map(|r| (r.id, r.name.raw(), r.organization)).collect();
    assert_eq!(told, [(role(1), "Keepers", Some(org(RETAIL)))]);
}

fn effective_permissions_come_each_once(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let own = backend.user_grants(user("cy")).unwrap();
    assert_eq!(held(&own), [("View APIs", false, false)]);
    // The role gives the same once more.
    let all = backend.effective_grants(user("cy")).unwrap();
    assert_eq!((held(&all), all.is_complete()), (held(&own), true));
    let dee = backend.effective_grants(user("dee")).unwrap();
    assert_eq!(
        held(&dee),
        [
            ("Developer", false, false),
            ("Developer", false, true),
            ("View APIs", true, false)
        ],
        "a role, a team, and the team above it"
    );
    assert_eq!(
        held(&backend.user_grants(user("dee")).unwrap()),
        [("Developer", false, false)]
    );
}

fn teams_come_each_before_its_children(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let teams = backend.teams().unwrap();
    assert!(teams.is_complete());
    let path: Vec<_> = teams.iter().map(|team| (team.id, team.ancestors.clone())).collect();
    let (everyone, platform) = (team(EVERYONE), team(PLATFORM));
    assert_eq!(
        path,
        [
            (everyone, vec![]),
            (platform, vec![everyone]),
            (team(EUROPE), vec![everyone, platform]),
            (team(SALES), vec![everyone]),
        ]
    );
    let one = backend.team(team(EUROPE)).unwrap();
    assert_eq!(
        (one.name.raw(), one.parent(), one.created),
        ("Platform EU", Some(platform), teams[2].created)
    );
    assert_eq!(one.kind.as_ref().map(Untrusted::raw), Some("internal"));
}

fn a_team_has_members_permissions_and_external_groups(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let members = backend.team_members(team(PLATFORM)).unwrap();
    let told: Vec<_> = members.iter().map(|m| (m.id, m.name.raw(), &m.membership)).collect();
    assert_eq!(
        told,
        [
            (MemberId::User(user("ben")), "ben", &Membership::Maintainer),
            (MemberId::Team(team(EUROPE)), "Platform EU", &Membership::Member),
        ]
    );
    assert_eq!(
        held(&backend.team_grants(team(PLATFORM)).unwrap()),
        [("View APIs", true, false)]
    );
    let groups = backend.team_mappings(team(EUROPE)).unwrap();
    let told: Vec<_> = groups
        .iter()
        .map(|g| (g.name.raw(), g.provider, &g.membership))
        .collect();
    let okta = IdentityProviderRef::External(identity_provider(0));
    assert_eq!(told, [("eu-platform", Some(okta), &Some(Membership::Member))]);
    assert!(backend.team_mappings(team(SALES)).unwrap().is_empty());
}

fn roles_belong_to_one_organization(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let roles = backend.role_groups(org(ROOT)).unwrap();
    let told: Vec<_> = roles
        .iter()
        .map(|r| (r.id, r.name.raw(), r.editable, r.organization))
        .collect();
    assert_eq!(told, [(role(0), "Viewers", Some(false), Some(org(ROOT)))]);
    let groups = roles[0].external_groups.as_ref().unwrap();
    let entra = IdentityProviderRef::External(identity_provider(1));
    assert_eq!((groups[0].name.raw(), groups[0].provider), ("viewers", Some(entra)));
    assert_eq!(
        held(&backend.role_group_grants(org(ROOT), role(0)).unwrap()),
        [("View APIs", false, false)]
    );
    let members = backend.role_group_members(org(RETAIL), role(1)).unwrap();
    let mut told = names(members.iter().map(|u| &u.username));
    told.sort_unstable();
    assert_eq!(told, ["ben", "dee"]);
}

fn the_catalogue_tells_which_permissions_are_hidden(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = backend.permissions().unwrap();
    let told: Vec<_> = all.iter().map(|p| (p.name.raw(), p.is_hidden())).collect();
    assert_eq!(
        told,
        [
            ("Business Group Viewer", true),
            ("Developer", false),
            ("Organization Administrator", false),
            ("View APIs", false),
        ],
        "by product and name"
    );
    assert_eq!(all[0].id, BUSINESS_GROUP_VIEWER);
}

fn who_holds_a_permission_is_found_by_kind(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let holders = |kind, of, at| {
        let found = backend.holders(kind, permission(of), org(at)).unwrap();
        assert!(found.is_complete());
        found
            .into_iter()
            .map(|one| (one.holder, one.grants.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        holders(HolderKind::User, VIEW_APIS, ROOT),
        [(HolderId::User(user("cy")), 1)]
    );
    assert_eq!(
        holders(HolderKind::Team, VIEW_APIS, ROOT),
        [(HolderId::Team(team(PLATFORM)), 1)],
        "in an environment, and not those below"
    );
    assert_eq!(
        holders(HolderKind::RoleGroup, 1, RETAIL),
        [(HolderId::RoleGroup(role(1)), 1)]
    );
    assert_eq!(holders(HolderKind::User, VIEW_APIS, RETAIL), []);
}

fn what_is_gone_is_not_found(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let gone = |found: Result<(), Error>| assert!(matches!(found, Err(Error::NotFound(_))), "{found:?}");
    let nobody = user("nobody");
    gone(backend.user(nobody).map(drop));
    gone(backend.user_teams(nobody).map(drop));
    gone(backend.user_grants(nobody).map(drop));
    gone(backend.team(team(9)).map(drop));
    gone(backend.team_members(team(9)).map(drop));
    gone(backend.role_group_grants(org(ROOT), role(1)).map(drop));
    gone(backend.app_scopes(org(ROOT), app(9)).map(drop));
    let provider = IdentityProviderRef::External(identity_provider(9));
    gone(backend.identity_provider(provider).map(drop));
}

pub fn set(name: &str, enabled: bool) -> Change {
    Change::SetUserEnabled {
        user: user(name),
        was: name.into(),
        enabled,
    }
}

fn a_user_is_disabled_and_enabled_again(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for (enabled, said) in [(false, "Disabled user 'cy'"), (true, "Enabled user 'cy'")] {
        let change = set("cy", enabled);
        let done = backend.change(&change).unwrap();
        assert_eq!(
            (done.object, done.summary(&change).as_str()),
            (Object::User(user("cy")), said)
        );
        assert_eq!(backend.user(user("cy")).unwrap().enabled, Some(enabled));
    }
    if undone(backend, "Enabled user 'cy'") {
        assert_eq!(backend.user(user("cy")).unwrap().enabled, Some(false));
    }
}

fn a_user_who_is_not_what_was_seen_stays(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        changed(backend.change(&set("cy", true))),
        "Not saved: user 'cy' is enabled already."
    );
    let renamed = Change::SetUserEnabled {
        user: user("cy"),
        was: "cyn".into(),
        enabled: false,
    };
    assert_eq!(
        changed(backend.change(&renamed)),
        "Not saved: user 'cyn' is now named 'cy'."
    );
    assert_eq!(
        backend.change(&set("nobody", false)),
        Err(Error::NotFound("User 'nobody'".into()))
    );
    assert_eq!(refusal(backend.change(&set("ada", false))), Refusal::OwnAccount);
    assert_eq!(backend.user(user("cy")).unwrap().enabled, Some(true));
}

pub fn delete(n: usize, was: &str, below: &[usize]) -> Change {
    Change::DeleteTeam {
        team: team(n),
        was: was.into(),
        seen: Seen::of_teams(below.iter().map(|n| (team(*n), None))),
    }
}

fn left(backend: &dyn Backend) -> Vec<TeamId> {
    backend.teams().unwrap().iter().map(|team| team.id).collect()
}

fn a_team_is_deleted_with_those_below(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let change = delete(PLATFORM, "Platform", &[EUROPE]);
    let done = backend.change(&change).unwrap();
    assert_eq!(
        (done.object, done.summary(&change).as_str()),
        (Object::Team(team(PLATFORM)), "Deleted team 'Platform'")
    );
    assert_eq!(left(backend), [team(EVERYONE), team(SALES)]);
    let dee = backend.effective_grants(user("dee")).unwrap();
    assert_eq!(
        held(&dee),
        [("Developer", false, false), ("Developer", false, true)],
        "what else gives it stays"
    );
    let undone = backend.undo();
    if !matches!(undone, Err(Error::Unsupported(_))) {
        assert_eq!(undone, Ok("Team 'Platform' is back".into()));
        assert_eq!(left(backend).len(), 4);
        assert_eq!(backend.effective_grants(user("dee")).unwrap().len(), 3);
    }
}

fn a_team_that_is_not_what_was_seen_stays(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        changed(backend.change(&delete(PLATFORM, "Platform", &[]))),
        "Not deleted: team 'Platform EU' is now below team 'Platform'."
    );
    assert_eq!(
        changed(backend.change(&delete(SALES, "Sale", &[]))),
        "Not deleted: team 'Sale' is now named 'Sales'."
    );
    let top = delete(EVERYONE, "Everyone at Acme", &[PLATFORM, EUROPE, SALES]);
    assert_eq!(refusal(backend.change(&top)), Refusal::TopTeamStays);
    assert_eq!(
        backend.change(&delete(9, "Gone", &[])),
        Err(Error::NotFound("Team 'Gone'".into()))
    );
    assert_eq!(left(backend).len(), 4);
}
