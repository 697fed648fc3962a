//! Who may do what, and why: what is derived from single answers, held to a plain model.

#[path = "access/changes.rs"]
mod changes;
#[path = "access/demo.rs"]
mod demo;
#[path = "access/model.rs"]
mod model;
#[path = "access/reads.rs"]
mod reads;

use std::collections::{BTreeMap, BTreeSet};

use amtui::backend::{AccessReads, Backend};
use amtui::domain::access::{
    AccessOverview, Origin, OverviewFacts, TeamDeletion, UserAccess, UserFacts, UserLoss, teams_to_read, user_access,
    user_loss,
};
use amtui::domain::change::{Change, Seen};
use amtui::domain::grant::{BUSINESS_GROUP_VIEWER, HolderId, HolderKind};
use amtui::domain::{Coverage, Grant, Listing, OrgId, RoleGroupId, TeamId};
use proptest::prelude::*;
use serde_json::json;

use self::model::{Model, PERMISSIONS, TEAMS, USERS, covers, grant, home, model, permission, team, user};
use crate::fixture::{Place, RETAIL, ROOT, org};

fn held(backend: &dyn Backend, holders: BTreeSet<HolderId>) -> BTreeMap<HolderId, Listing<Grant>> {
    let read = |holder| match holder {
        HolderId::User(id) => backend.user_grants(id),
        HolderId::Team(id) => backend.team_grants(id),
        HolderId::RoleGroup(id) => backend.role_group_grants(home(id), id),
    };
    holders
        .into_iter()
        .map(|holder| (holder, read(holder).unwrap()))
        .collect()
}

/// Calls `with` with everything that a backend tells of a user; `effective` comes from another one.
fn facts<T>(backend: &dyn Backend, effective: &Listing<Grant>, n: usize, with: impl FnOnce(UserFacts<'_>) -> T) -> T {
    let id = user(n);
    let direct = backend.user_grants(id).unwrap();
    let teams = backend.user_teams(id).unwrap();
    let role_groups = backend.user_role_groups(id).unwrap();
    let facts = UserFacts {
        effective,
        direct: &direct,
        teams: &teams,
        role_groups: &role_groups,
        everyone: Some(team(0)),
        held: &|_| None,
    };
    let held = held(backend, facts.holders());
    with(UserFacts {
        held: &|holder| held.get(&holder),
        ..facts
    })
}

fn access(backend: &dyn Backend, effective: &Listing<Grant>, n: usize) -> UserAccess {
    let catalogue = backend.permissions().unwrap();
    facts(backend, effective, n, |facts| user_access(facts, &catalogue))
}

fn rows(access: UserAccess) -> BTreeMap<Grant, BTreeSet<Origin>> {
    access.rows.into_iter().map(|row| (row.grant, row.origins)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_effective_permission_has_exactly_its_origins(model in model()) {
        let place = Place::of(&model.file());
        let backend = place.backend();
        for n in 0..USERS {
            let effective = backend.effective_grants(user(n)).unwrap();
            let access = access(&backend, &effective, n);
            prop_assert_eq!(&access.coverage, &Coverage::Complete);
            prop_assert_eq!(access.rows.len(), effective.len(), "each once");
            prop_assert_eq!(rows(access), model.access(n));
        }
    }

    /// The platform may know of something that gives a permission and that nobody tells.
    #[test]
    fn what_nothing_explains_stays_and_is_of_unknown_origin(model in model(), hidden in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let place = Place::of(&model.file());
        let whole = place.backend();
        let mut told = model.clone();
        for index in hidden {
            if let Some(one) = told.grants.iter().nth(index.index(told.grants.len().max(1))).copied() {
                told.grants.remove(&one);
            }
        }
        let told_place = Place::of(&told.file());
        let backend = told_place.backend();
        for n in 0..USERS {
            let effective = whole.effective_grants(user(n)).unwrap();
            let explained = told.access(n);
            let expected: BTreeMap<_, _> = model.access(n).into_keys().map(|grant| {
                let origins = explained.get(&grant).cloned().unwrap_or_default();
                (grant, origins)
            }).collect();
            prop_assert_eq!(rows(access(&backend, &effective, n)), expected);
        }
    }

    #[test]
    fn the_overview_names_everyone_who_has_a_permission_and_nobody_else(model in model(), of in 0..PERMISSIONS, at in 0..2_usize) {
        let at = org([ROOT, RETAIL][at]);
        let place = Place::of(&model.file());
        let backend = place.backend();
        let overview = overview(&backend, of, at);
        prop_assert_eq!(&overview.coverage, &Coverage::Complete);
        let here = |grant: &Grant| grant.permission == permission(of) && grant.context.organization == Some(at);
        let mut expected = BTreeMap::new();
        for n in 0..USERS {
            for (grant, origins) in model.access(n).into_iter().filter(|(grant, _)| here(grant)) {
                expected.insert((HolderId::User(user(n)), grant.context), origins);
            }
        }
        // The fixture has users of its own. They have what everyone has.
        for other in backend.users(org(ROOT)).unwrap().iter().filter(|one| (0..USERS).all(|n| one.id != user(n))) {
            for held in model.grants.iter().filter(|held| held.0 == USERS && here(&grant(**held))) {
                let origin = Origin::Team { team: team(0), through: team(0) };
                expected.insert((HolderId::User(other.id), grant(*held).context), BTreeSet::from([origin]));
            }
        }
        for n in 0..TEAMS {
            let path = model.path(n);
            for held in model.grants.iter().filter(|held| here(&grant(**held))) {
                let Some(above) = held.0.checked_sub(USERS).filter(|above| path.contains(above)) else {
                    continue;
                };
                let origin = if above == n { Origin::Direct } else { Origin::Team { team: team(above), through: team(n) } };
                let context = grant(*held).context;
                expected.entry((HolderId::Team(team(n)), context)).or_insert_with(BTreeSet::new).insert(origin);
            }
        }
        let found: BTreeMap<_, _> = overview.rows.iter().map(|row| ((row.holder, row.context.clone()), row.origins.clone())).collect();
        prop_assert_eq!(found.len(), overview.rows.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_a_team_s_deletion_takes_is_what_is_gone_afterwards(model in model(), n in 1..TEAMS) {
        let place = Place::of(&model.file());
        let backend = place.backend();
        let before = place.json();
        let tree = backend.teams().unwrap();
        let members: BTreeMap<TeamId, _> = tree.iter().map(|team| (team.id, backend.team_members(team.id).unwrap())).collect();
        let mappings: BTreeMap<TeamId, _> = tree.iter().map(|team| (team.id, backend.team_mappings(team.id).unwrap())).collect();
        let deletion = TeamDeletion::new(team(n), &tree, |id| members.get(&id), |id| mappings.get(&id));
        prop_assert_eq!(&deletion.coverage, &Coverage::Complete);
        let below: BTreeSet<TeamId> = (0..TEAMS).filter(|of| *of != n && model.path(*of).contains(&n)).map(team).collect();
        prop_assert_eq!(deletion.below.iter().copied().collect::<BTreeSet<_>>(), below.clone());
        let gone: BTreeSet<TeamId> = below.into_iter().chain([team(n)]).collect();
        let catalogue = backend.permissions().unwrap();
        let losses: Vec<UserLoss> = (0..USERS).map(|n| {
            let effective = backend.effective_grants(user(n)).unwrap();
            facts(&backend, &effective, n, |facts| user_loss(facts, &gone, &catalogue))
        }).collect();

        let change = Change::DeleteTeam { team: team(n), was: format!("Team {n}").as_str().into(), seen: Seen::of_teams(deletion.below.iter().map(|id| (*id, None))) };
        backend.change(&change).unwrap();
        let left = model.without_team(n);
        for (n, loss) in losses.into_iter().enumerate() {
            let (before, after) = (model.access(n), left.access(n));
            let left = |grant: &Grant| after.get(grant).or_else(|| after.iter().find(|(wide, _)| covers(wide, grant)).map(|(_, origins)| origins));
            let lost: BTreeSet<&Grant> = before.keys().filter(|grant| left(grant).is_none()).collect();
            prop_assert_eq!(loss.lost.iter().collect::<BTreeSet<_>>(), lost.clone());
            let changed = before.iter().filter(|(grant, origins)| left(grant).is_some() && after.get(*grant) != Some(*origins));
            let kept: BTreeMap<_, _> = loss.kept.into_iter().map(|row| (row.grant, row.origins)).collect();
            prop_assert_eq!(kept.keys().collect::<Vec<_>>(), changed.map(|(grant, _)| grant).collect::<Vec<_>>());
            for (grant, origins) in &kept {
                prop_assert_eq!(Some(origins), left(grant));
            }
            prop_assert!(lost.is_empty() || deletion.members.contains_key(&user(n)));
            let effective = backend.effective_grants(user(n)).unwrap();
            prop_assert_eq!(rows(access(&backend, &effective, n)), after);
        }
        prop_assert_eq!(backend.undo(), Ok(format!("Team 'Team {n}' is back")));
        let (mut before, mut now) = (before, place.json());
        before["audit"] = json!([]);
        now["audit"] = json!([]);
        prop_assert_eq!(now.to_string(), before.to_string());
    }
}

fn overview(backend: &dyn Backend, of: usize, at: OrgId) -> AccessOverview {
    let holders = |kind| backend.holders(kind, permission(of), at).unwrap();
    let (users, teams, role_groups) = (
        holders(HolderKind::User),
        holders(HolderKind::Team),
        holders(HolderKind::RoleGroup),
    );
    let tree = backend.teams().unwrap();
    let everyone = backend.users(org(ROOT)).unwrap();
    let read = teams_to_read(&teams, &tree);
    let members: BTreeMap<TeamId, _> = read
        .into_iter()
        .map(|id| (id, backend.team_members(id).unwrap()))
        .collect();
    let roles: BTreeMap<(OrgId, RoleGroupId), _> = role_groups
        .iter()
        .filter_map(|held| match held.holder {
            HolderId::RoleGroup(id) => Some((held.organization?, id)),
            _ => None,
        })
        .map(|(own, id)| ((own, id), backend.role_group_members(own, id).unwrap()))
        .collect();
    AccessOverview::new(OverviewFacts {
        users: &users,
        teams: &teams,
        role_groups: &role_groups,
        tree: &tree,
        everyone: Some(&everyone),
        team_members: &|id| members.get(&id),
        role_members: &|own, id| roles.get(&(own, id)),
    })
}

/// One user with one permission that only a team explains.
fn small() -> Model {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let busy = model().prop_filter("a user has a permission through a team", |model| {
        model
            .access(0)
            .values()
            .any(|origins| origins.iter().all(|o| matches!(o, Origin::Team { .. })))
    });
    busy.new_tree(&mut runner).unwrap().current()
}

#[test]
fn what_was_not_read_is_said_and_never_taken_for_nothing() {
    let place = Place::of(&small().file());
    let backend = place.backend();
    let effective = backend.effective_grants(user(0)).unwrap();
    let catalogue = backend.permissions().unwrap();
    let unread = facts(&backend, &effective, 0, |facts| {
        let facts = UserFacts {
            held: &|_| None,
            ..facts
        };
        user_access(facts, &catalogue)
    });
    assert_eq!(unread.rows.len(), effective.len());
    assert!(unread.rows.iter().any(|row| row.origins.is_empty()));
    assert!(unread.coverage.partial_reason().is_some());
    let part = Listing::partial(Vec::new(), "Why.");
    let access = access(&backend, &part, 0);
    assert_eq!(access.coverage, Coverage::Partial("Why.".into()));
    assert_eq!(
        access.rows.len(),
        effective.len(),
        "what explains a permission shows it"
    );
    let tree = backend.teams().unwrap();
    let deletion = TeamDeletion::new(team(1), &tree, |_| None, |_| None);
    assert!(deletion.coverage.partial_reason().is_some());
}

#[test]
fn permissions_that_the_platform_gives_by_itself_are_hidden() {
    let mut file = small().file();
    let viewer = json!({"id": BUSINESS_GROUP_VIEWER, "name": "Business Group Viewer"});
    let internal = json!({"id": permission(90), "name": "Inner", "internal": true});
    file["permissions"].as_array_mut().unwrap().extend([viewer, internal]);
    for of in [json!(BUSINESS_GROUP_VIEWER), json!(permission(90))] {
        let grant = json!({"userId": user(0), "permissionId": of, "organizationId": org(ROOT)});
        file["grants"].as_array_mut().unwrap().push(grant);
    }
    let place = Place::of(&file);
    let backend = place.backend();
    let effective = backend.effective_grants(user(0)).unwrap();
    let access = access(&backend, &effective, 0);
    assert_eq!(access.rows.len() + 2, effective.len());
    let of = |grant: &Grant| grant.permission == BUSINESS_GROUP_VIEWER || grant.permission == permission(90);
    assert!(!access.rows.iter().any(|row| of(&row.grant)));
}
