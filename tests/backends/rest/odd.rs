//! Answers in a form that amtui doesn't know: what they leave open isn't taken for something else.

use amtui::backend::{AccessReads as _, Backend as _};
use amtui::domain::audit::AuditQuery;
use amtui::domain::{EnvironmentKind, TeamId, UnixTime};
use serde_json::json;
use uuid::Uuid;

use super::users::ada;
use crate::fake_platform::FakePlatform;
use crate::fixture::{ROOT, environment, org, people};
use crate::generate::id;

#[test]
fn an_environment_of_a_type_that_is_not_known_is_no_sandbox() {
    let fake = FakePlatform::of(&people());
    fake.edit("environments", |_, body| {
        for one in body["data"].as_array_mut().into_iter().flatten() {
            (one["type"], one["isProduction"]) = (json!("staging"), json!(false));
        }
    });
    let all = ada(&fake).0.environments().unwrap();
    let kind = all.iter().find(|one| one.id == environment(0)).unwrap().kind;
    assert_eq!((kind, kind.label()), (EnvironmentKind::Unknown, "unknown"));
}

#[test]
fn a_scope_whose_place_cannot_be_read_does_not_hold_everywhere() {
    let fake = FakePlatform::of(&people());
    fake.edit("/scopes", |_, body| {
        let first = &mut body["data"][0];
        first["context_params"] = json!("everything in Retail");
    });
    let scopes = ada(&fake).0.app_scopes(org(ROOT), "app-2".parse().unwrap()).unwrap();
    let odd = scopes.iter().find(|one| !one.context.other().is_empty()).unwrap();
    assert!(odd.context.other()[0].1.raw().contains("everything in Retail"));
}

#[test]
fn audit_entries_without_an_id_are_entries_of_their_own() {
    let mut file = people();
    let entry =
        |user: &str| json!({"timestamp": "2025-12-30T08:00:00Z", "action": "Login", "userName": user, "id": null});
    file["audit"] = json!([entry("ada"), entry("ben"), entry("eve")]);
    let fake = FakePlatform::of(&file);
    let query = AuditQuery::since(org(ROOT), UnixTime(0), 100);
    assert_eq!(ada(&fake).0.audit(&query).unwrap().len(), 3);
}

#[test]
fn a_team_that_is_read_alone_has_its_path_in_order() {
    let fake = FakePlatform::of(&people());
    fake.edit("/teams/", |_, body| {
        if let Some(above) = body["ancestor_team_ids"].as_array_mut() {
            above.reverse();
        }
    });
    let team = |n| TeamId(Uuid::parse_str(&id("0d", n)).unwrap());
    let read = ada(&fake).0.team(team(2)).unwrap();
    assert_eq!(read.ancestors, [team(0), team(1)]);
    assert_eq!(read.parent(), Some(team(1)));
}
