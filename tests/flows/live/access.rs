//! The pages about access and APIs on the platform, and what the signed-in account may read there.

use amtui::app::{Location, Place};
use serde_json::json;

use super::backend::{LiveDriver, Terms};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::people;
use crate::generate::id;
use crate::rest_config::bearer;

fn at(place: &str, who: &str, file: &serde_json::Value) -> LiveDriver {
    let terms = Terms {
        open: Place::parse(place),
        credentials: Some(bearer(who)),
        ..Terms::default()
    };
    let mut s = LiveDriver::on(FakePlatform::of(file), terms);
    s.d.size(140, 40);
    s
}

/// An app that may read users of the root, and APIs of Retail; its own scopes are among what it may read.
fn scoped() -> serde_json::Value {
    let mut file = people();
    let scope = |scope: &str, n: usize| json!({"scope": scope, "organizationId": id("0a", n)});
    file["connectedApps"] = json!([{"clientId": "app-1", "name": "Console", "organizationId": id("0a", 0),
        "grantTypes": ["client_credentials"], "authorizations": [],
        "scopes": [scope("read:orgusers", 0), scope("read:api_configuration", 1), scope("read:orgconnapps", 0)]}]);
    file
}

#[test]
fn an_app_is_told_what_it_may_read_by_its_own_scopes() {
    let mut s = at("users", "app", &scoped());
    s.d.keys(":").text("access").keys("Enter").see("Your access in Acme");
    let screen = s.d.screen();
    let row = |name: &str| {
        let mut rows = screen.lines().filter(|line| line.contains(&format!("{name}  ")));
        rows.next()
            .unwrap_or_else(|| panic!("no row about {name}:\n{screen}"))
            .to_owned()
    };
    assert!(row("Users").contains("yes") && row("Users").contains("has read:orgusers"));
    assert!(row("Audit Logs").contains("no ") && row("Audit Logs").contains("needs the scope read:audit_logs"));
    let apis = row("APIs");
    assert!(apis.contains("for other organizations only"), "{apis}");
    s.d.see("proves");
}

#[test]
fn where_its_scopes_cannot_be_read_nothing_is_told_of_an_app() {
    let terms = Terms {
        open: Some(Place::List(Location::Users)),
        credentials: Some(bearer("app")),
        ..Terms::default()
    };
    let fake = FakePlatform::of(&scoped());
    fake.plan(9, "GET", "app-1/scopes", Fault::Answer(403, "Forbidden", None));
    let mut s = LiveDriver::on(fake, terms);
    s.d.size(140, 40);
    s.d.keys(":")
        .text("access")
        .keys("Enter")
        .see("can't tell")
        .see("the app's own scopes can't be read");
    s.d.see_not(" yes ");
    // No scope lets an app change business groups.
    let screen = s.d.screen();
    let told: Vec<&str> = screen.lines().filter(|line| line.contains(" no ")).collect();
    assert!(told.len() == 1 && told[0].contains("Business Groups"), "{screen}");
}

#[test]
fn a_user_is_told_what_they_may_read_by_their_roles() {
    let mut s = at("environments", "ada", &people());
    s.d.keys(":")
        .text("access")
        .keys("Enter")
        .see("Organization Administrator of Acme");
    s.d.see("Roles are a hint: the platform decides each time.")
        .see_not("can't tell");
}

#[test]
fn client_applications_come_with_their_owners_and_contracts_on_the_platform() {
    let mut s = at("client-applications", "ada", &people());
    s.d.see("Client Applications (4)")
        .see("shop")
        .see("eve +1")
        .see("2024-01-02");
    s.d.keys("G Enter")
        .see("› shop")
        .see("Contracts (5)")
        .see("api-1 1.0.0")
        .see("APPROVED");
    s.d.keys("Enter")
        .see("› api-")
        .keys("Tab Tab")
        .see("openidconnect-access-token-enforcement");
    s.d.keys("Tab").see("shop");
}

#[test]
fn an_api_is_opened_by_its_id_on_the_platform() {
    let mut s = at("api-manager/3", "ada", &people());
    s.d.see("› api-3").see("Env 0").see("API group").see("unknown");
}

/// An organization with entries of two kinds in its audit.
fn audited() -> serde_json::Value {
    let mut file = people();
    let entry = |kind: &str, name: &str| {
        json!({"timestamp": "2026-11-20T08:00:00Z", "action": "Edit", "objectType": kind,
        "objectName": name})
    };
    file["audit"] = json!([entry("Client Provider", "Okta"), entry("Team", "Ops")]);
    file
}

#[test]
fn a_preset_keeps_its_promise_where_the_audit_does_not_tell_its_words() {
    let mut s = at("audit-logs", "ada", &audited());
    s.fake
        .plan(99, "GET", "/objectTypes", Fault::Answer(403, "Forbidden", None));
    s.d.see("Audit Logs (2)").keys("P j Enter Esc");
    s.d.see("client providers").see("Audit Logs (1)").see_not("Ops");
}

#[test]
fn following_the_audit_leaves_half_of_the_questions_to_others() {
    let mut s = at("audit-logs", "ada", &audited());
    s.d.see("Audit Logs (2)").keys("F").see("following");
    let asked = |s: &LiveDriver| s.fake.asked("/audit/v2");
    let before = asked(&s);
    s.d.seconds(60);
    let once = asked(&s) - before;
    assert!((2..=4).contains(&once), "{once} readings of up to 5 questions");
    s.d.keys("P j Enter");
    let before = asked(&s);
    s.d.seconds(60);
    let narrowed = asked(&s) - before;
    // Each has four more.
    assert!((5..=15).contains(&narrowed), "{narrowed} questions");
}
