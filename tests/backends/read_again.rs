//! What goes with a deletion is read again, and a part of it or a list not found deletes nothing.

use amtui::backend::Backend;
use amtui::domain::Error;
use amtui::domain::change::{Change, Seen, team_parts};
use serde_json::{Value, json};

use crate::asks::{delete_environment, delete_group};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::team;
use crate::fixture::{Place, ROOT, SHOPS, changeable, people, with_agents, zeta};
use crate::generate::id;
use crate::meanwhile::having_seen;
use crate::rest::users::ada;
use crate::suite::changed;

/// The deletion of team Ops by somebody who saw all that is there now.
fn ops(backend: &dyn Backend) -> Change {
    let parts = |id| {
        let (members, permissions) = (backend.team_members(id).unwrap(), backend.team_grants(id).unwrap());
        team_parts(&members, &permissions, &backend.team_mappings(id).unwrap())
    };
    Change::DeleteTeam {
        team: team(1),
        was: "Ops".into(),
        seen: Seen::of_teams([1, 2].into_iter().map(|n| (team(n), parts(team(n))))),
    }
}

type Meddle = fn(&mut Value);

fn team_of<'a>(file: &'a mut Value, name: &str) -> &'a mut Value {
    let mut teams = file["teams"].as_array_mut().unwrap().iter_mut();
    teams.find(|team| team["name"] == name).unwrap()
}

fn leave(file: &mut Value) {
    team_of(file, "Ops")["members"] = json!([]);
    team_of(file, "Onc")["mappings"] = json!([]);
    let grants = file["grants"].as_array_mut().unwrap();
    grants.retain(|grant| grant["teamId"] != id("0d", 1));
}

const NEW: [(Meddle, &str); 4] = [
    (
        |file| team_of(file, "Ops")["members"] = json!([{"userId": "u-fay"}, {"userId": "u-eve"}]),
        "user 'eve' is new in team 'Ops'",
    ),
    (
        |file| {
            let grant = json!({"teamId": id("0d", 1), "permissionId": id("0f", 0), "organizationId": id("0a", ROOT)});
            file["grants"].as_array_mut().unwrap().push(grant);
        },
        "permission 'Organization Administrator' is new in team 'Ops'",
    ),
    (
        |file| {
            let everywhere =
                json!({"teamId": id("0d", 1), "permissionId": id("0f", 1), "organizationId": id("0a", ROOT)});
            file["grants"].as_array_mut().unwrap().push(everywhere);
        },
        "permission 'Manage' is new in team 'Ops'",
    ),
    (
        |file| team_of(file, "Onc")["mappings"][0]["group"] = json!("on-call"),
        "external group 'on-call' is new in team 'Onc'",
    ),
];

#[test]
fn what_came_to_a_team_later_is_not_deleted_in_a_file() {
    for (meddle, new) in NEW {
        let place = Place::of(&people());
        let backend = place.backend();
        let change = ops(&backend);
        let file = place.rewrite(meddle);
        let why = changed(backend.change(&change));
        assert_eq!(why, format!("Not deleted: {new}. Look at it first."));
        assert_eq!(place.json(), file);
        let looked_again = ops(&backend);
        place.rewrite(leave);
        backend.change(&looked_again).unwrap();
    }
}

#[test]
fn what_came_to_a_team_later_is_not_deleted_on_the_platform() {
    for (meddle, new) in NEW {
        let fake = FakePlatform::of(&people());
        let (backend, _) = ada(&fake);
        let change = ops(&backend);
        fake.model(|platform| meddle(&mut platform.file));
        let why = changed(backend.change(&change));
        assert_eq!(why, format!("Not deleted: {new}. Look at it first."));
        assert_eq!(fake.writes(), [""; 0]);
        let looked_again = ops(&backend);
        fake.model(|platform| leave(&mut platform.file));
        backend.change(&looked_again).unwrap();
    }
}

#[test]
fn a_team_whose_parts_can_t_be_read_again_stays() {
    for (part, fault, why) in [
        (
            "0d000000-0000-4000-8000-000000000001/members",
            403,
            "what team 'Ops' has can't be read again",
        ),
        (
            "0d000000-0000-4000-8000-000000000001/groupmappings",
            404,
            "what team 'Ops' has can't be read again",
        ),
        ("/teams?sort", 404, "the teams can't be read again"),
    ] {
        let fake = FakePlatform::of(&people());
        let (backend, _) = ada(&fake);
        let change = ops(&backend);
        fake.plan(99, "GET", part, Fault::Answer(fault, "", None));
        assert_eq!(backend.change(&change), Err(Error::Failed(why.into())));
        assert_eq!(fake.writes(), [""; 0]);
    }
    let fake = FakePlatform::of(&people());
    let (backend, _) = ada(&fake);
    let change = ops(&backend);
    fake.edit("0d000000-0000-4000-8000-000000000001/members", |_, answer| {
        answer["total"] = json!(99);
    });
    let why = "what team 'Ops' has could not all be read again";
    assert_eq!(backend.change(&change), Err(Error::Failed(why.into())));
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn a_part_of_the_environments_is_not_taken_for_all_of_them() {
    for change in [zeta(), delete_group(SHOPS, "Shops")] {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        let change = having_seen(&backend, change);
        fake.edit("/environments?", |_, answer| answer["total"] = json!(99));
        let why = "the environments could not all be read again";
        assert_eq!(backend.change(&change), Err(Error::Failed(why.into())));
        assert_eq!(fake.writes(), [""; 0]);
    }
}

#[test]
fn mcp_servers_and_agents_that_were_seen_must_be_read_again() {
    for change in [zeta(), delete_environment(0, "Env 0")] {
        let fake = FakePlatform::of(&with_agents());
        let (backend, _) = ada(&fake);
        let change = having_seen(&backend, change);
        fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
        let why = "what environment 'Env 0' has can't be read again";
        assert_eq!(backend.change(&change), Err(Error::Failed(why.into())));
        assert_eq!(fake.writes(), [""; 0]);
    }
}

#[test]
fn a_list_that_is_not_found_doesn_t_tell_that_a_business_group_is_gone() {
    for part in ["/environments", "/hierarchy"] {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        let change = having_seen(&backend, delete_group(SHOPS, "Shops"));
        fake.plan(99, "GET", part, Fault::Answer(404, "", None));
        let why = backend.change(&change).unwrap_err();
        assert!(!matches!(why, Error::NotFound(_)), "{part}: {why}");
        assert_eq!(fake.writes(), [""; 0]);
    }
}
