//! MCP servers and agents: API instances that the public list of APIs may not have.

use amtui::backend::Backend;
use amtui::backend::inventory::Inventory;
use amtui::domain::ApiId;
use amtui::domain::api::ApiKind;
use amtui::domain::compare::{DifferenceKind, compare};
use amtui::domain::impact::Impact;
use serde_json::json;

use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{environment, external, with_agents};
use crate::rest::parts::{backend, copy, impact, snapshot, state};
use crate::rest::users::parallel;
use crate::suite::sign_in;

suite! {
    on with_agents;
    read: they_are_instances_with_a_kind, they_are_part_of_what_depends;
    ; rest: they_are_instances_with_a_kind, they_are_part_of_what_depends,
}

fn kinds(backend: &dyn Backend) -> Vec<(u64, ApiKind)> {
    let uses = backend.environment_use(environment(0)).unwrap();
    assert_eq!(uses.agents_not_read, None);
    uses.apis.iter().map(|api| (api.id.0, api.kind)).collect()
}

fn they_are_instances_with_a_kind(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let found = kinds(backend);
    let (api, server, agent) = (ApiKind::Api, ApiKind::McpServer, ApiKind::Agent);
    assert_eq!(found, [(1, api), (3, api), (30, server), (31, agent), (33, server)]);
    let uses = backend.environment_use(environment(0)).unwrap();
    let name = |id| uses.api(ApiId(id)).unwrap().shown_name();
    assert_eq!(
        (name(30), name(31)),
        ("tool-30 1.0.0 (MCP server)".into(), "tool-31 1.0.0 (agent)".into())
    );
}

fn they_are_part_of_what_depends(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let mut inventory = Inventory::read(backend, 2, parallel).unwrap();
    inventory
        .read_protection_of_users(external(0), backend, 2, parallel)
        .unwrap();
    let found = inventory.impact(external(0));
    assert!(found.apis.iter().any(|api| api.api == ApiId(30)), "{found:?}");
    assert_eq!(found.agents, 1);
    assert!(found.complete());
    assert_eq!(
        found.not_looked_at(),
        "Not looked at: managed service APIs, Exchange instances, DataGraph."
    );
}

fn not_looked_at(found: &Impact) -> String {
    assert!(found.complete(), "{found:?}");
    assert!(found.apis.iter().all(|api| api.api != ApiId(30)), "{found:?}");
    found.not_looked_at()
}

#[test]
fn what_the_platform_does_not_list_is_named_and_the_rest_is_read() {
    for (status, why) in [
        (403, "Not allowed"),
        (404, "Their list is not there"),
        (500, "No usable answer"),
    ] {
        let fake = FakePlatform::of(&with_agents());
        fake.plan(99, "GET", "/xapi/", Fault::Answer(status, "", None));
        let said = not_looked_at(&impact(&backend(&fake, "ada")));
        assert!(
            said.starts_with("Not looked at: MCP servers and agents in 4 environments, managed"),
            "{said}"
        );
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_list_without_known_apis_shows_not_all_that_is_looked_for() {
    let fake = FakePlatform::of(&with_agents());
    fake.edit("/xapi/", |_, answer| *answer = json!({"instances": [], "total": 0}));
    let said = not_looked_at(&impact(&backend(&fake, "ada")));
    assert!(said.contains("Their list lacks 2 APIs that can be seen."), "{said}");
}

#[test]
fn rows_with_unknown_members_and_shapes_are_read_as_far_as_they_go() {
    let fake = FakePlatform::of(&with_agents());
    fake.edit("/xapi/", |_, answer| {
        for row in answer["instances"].as_array_mut().unwrap() {
            row["endpoint"] = json!("odd");
            row["new"] = json!([1]);
        }
        answer["more"] = json!(true);
    });
    fake.edit("/apis/30", |_, answer| {
        if let Some(members) = answer.as_object_mut() {
            members.remove("endpoint");
        }
    });
    let backend = backend(&fake, "ada");
    let uses = backend.environment_use(environment(0)).unwrap();
    let kind = |id| uses.api(ApiId(id)).map(|api| api.kind);
    assert_eq!(kind(30), Some(ApiKind::Unknown), "nothing tells it");
    assert_eq!(kind(31), Some(ApiKind::Agent), "its own answer tells it");
    assert_eq!(
        uses.api(ApiId(30)).unwrap().shown_name(),
        "tool-30 1.0.0 (kind unknown)"
    );
}

#[test]
fn an_instance_that_can_t_be_read_makes_the_impact_incomplete_and_no_more() {
    for status in [403, 404, 500] {
        let fake = FakePlatform::of(&with_agents());
        fake.edit("/xapi/", |_, answer| {
            for row in answer["instances"].as_array_mut().unwrap() {
                if row["id"] == 30 {
                    row.as_object_mut().unwrap().remove("providerId");
                }
            }
        });
        fake.plan(99, "GET", "/apis/30", Fault::Answer(status, "", None));
        let backend = backend(&fake, "ada");
        let uses = backend.environment_use(environment(0)).unwrap();
        let ids: Vec<u64> = uses.apis.iter().map(|api| api.id.0).collect();
        assert_eq!(ids, [1, 3, 31, 33], "{status}");
        let why = "The client provider of 1 of the APIs is not known.";
        assert_eq!(uses.apis.coverage.partial_reason(), Some(why));
        assert!(!impact(&backend).complete());
    }
}

#[test]
fn they_come_page_by_page() {
    let fake = FakePlatform::of(&with_agents());
    fake.model(|model| model.page = Some(2));
    assert_eq!(kinds(&backend(&fake, "ada")).len(), 5);
}

#[test]
fn a_snapshot_keeps_them_and_what_was_not_looked_at() {
    let fake = FakePlatform::of(&with_agents());
    let live = backend(&fake, "ada");
    let (whole, _folder) = copy(&snapshot(&live));
    assert_eq!(kinds(&whole), kinds(&live));
    fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
    let (part, _folder) = copy(&snapshot(&live));
    let uses = part.environment_use(environment(0)).unwrap();
    assert!(uses.agents_not_read.is_some(), "unknown isn't none");
    let differences = compare(&state(&whole), &state(&part)).differences;
    let said: Vec<_> = differences.iter().map(|one| one.how).collect();
    assert_eq!(
        said,
        [DifferenceKind::NotCompared; 3],
        "none of them was removed: {differences:?}"
    );
}
