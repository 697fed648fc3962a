//! The page of an API, and the way between APIs and client applications.

use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn open(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(120, 36);
    d
}

#[test]
fn an_api_opens_with_enter_and_esc_leads_back_to_its_row() {
    let mut d = open("api-manager");
    d.keys("/").text("billing-api").keys("Enter j Enter");
    d.see("› billing-api").see("Configuration").see("Asset");
    d.keys("Esc").see("filter: billing-api");
    d.keys("Enter").see("› billing-api");
}

#[test]
fn an_api_of_a_provider_or_an_environment_opens_too() {
    let mut d = provider("Okta Production");
    d.keys("Tab Tab Enter").see("Policies").see("Configuration");
    d.keys("Esc").see("Client Providers › Okta Production");
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::Environments)),
        ..client_providers()
    });
    d.keys("Enter Tab l").see("Policies");
}

#[test]
fn an_api_leads_to_its_environment_group_and_client_provider() {
    let mut d = open("api-manager/1602");
    d.see("billing-api 2.1.1").click("Environment  ").keys("Enter");
    d.see("› Environments › Production");
    d.keys("Esc")
        .click("Organization")
        .keys("Enter")
        .see("Business Groups › Acme Corp");
    d.keys("Esc")
        .click("Client provider   ")
        .keys("Enter")
        .see("Client Providers › Okta Production");
}

#[test]
fn the_page_of_an_api_says_what_its_provider_is_there_and_why_it_may_not_change() {
    let mut d = open("api-manager/1602");
    d.keys("Tab")
        .see("Client provider")
        .see("OIDC DCR")
        .see("the default for new APIs of");
    d.see("May not change").see("it has 2 contracts");
    let mut d = open("api-manager/1601");
    d.keys("Tab")
        .see("May change")
        .see("yes")
        .keys("e")
        .see("Client provider of orders-api 1.0.0 (blue)");
}

#[test]
fn policies_and_contracts_of_an_api_stand_on_its_page() {
    let mut d = open("api-manager/1601");
    d.keys("Tab Tab")
        .see("Policies (2)")
        .see("openidconnect-access-token-enforcement")
        .see("OpenID Connect");
    d.keys("Tab").see("Contracts (0)").see("No contracts.");
    let mut d = open("api-manager/1602");
    d.keys("Tab Tab Tab")
        .see("Contracts (2)")
        .see("APPROVED")
        .see("Returns Desk");
    d.keys("j Enter").see("› Returns Desk").see("billing-api 2.1.1");
    d.keys("Enter")
        .see("› billing-api")
        .keys("Esc Esc")
        .see("Contracts (2)");
}

#[test]
fn the_history_of_an_api_is_read_when_its_tab_is_opened() {
    let mut d = open("api-manager/1602");
    d.keys("Shift-Tab").see("History (1)").see("priya.nair");
}

#[test]
fn several_apis_of_one_name_are_told_apart_by_their_ids() {
    let mut d = open("api-manager/orders-api");
    d.see("are named 'orders-api'. Use the id.");
}

#[test]
fn each_kind_of_page_has_a_history_that_is_read_when_its_tab_is_opened() {
    let audits = |d: &Driver| {
        let audit = |r: &&Request| matches!(r, Request::Access(AccessRead::Audit(_)));
        d.requests.iter().filter(audit).count()
    };
    for (place, shown) in [
        ("users/zoe.baker", "Disable"),
        ("teams/On-Call", "Move"),
        ("api-manager/1602", "priya.nair"),
    ] {
        let mut d = open(place);
        assert_eq!(audits(&d), 0, "{place}");
        d.keys("Shift-Tab").see("History (").see(shown);
        assert_eq!(audits(&d), 1, "{place}");
    }
    let mut d = open("environments");
    d.keys("Enter Shift-Tab")
        .see("History (")
        .keys("1 Enter Shift-Tab")
        .see("History (");
}

#[test]
fn an_entry_of_the_audit_leads_to_the_api_that_it_is_about() {
    let mut d = open("audit-logs");
    d.keys("/")
        .text("billing-api")
        .keys("Enter Enter")
        .click("Object")
        .keys("Enter");
    d.see("› billing-api");
}

#[test]
fn two_apps_of_one_name_are_a_choice_in_the_audit() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let mut twin = demo["connectedApps"][0].clone();
    let named = twin["name"].as_str().unwrap().to_owned();
    twin["clientId"] = "00000000000000000000000000000000".into();
    demo["connectedApps"].as_array_mut().unwrap().push(twin);
    let user = demo["users"][0]["id"].clone();
    demo["audit"] = serde_json::json!([{"timestamp": "2026-11-20T00:00:00Z", "action": "Edit", "objectType": "Team",
        "objectName": "X", "clientName": named, "userId": user}]);
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Place::parse("audit-logs"),
        ..client_providers()
    });
    d.keys("Enter")
        .click("Connected app")
        .keys("Enter")
        .see("Open")
        .see("connected app");
    d.keys("Enter").see("Connected Apps › ");
}

#[test]
fn rows_of_the_impact_open_what_they_name() {
    let mut d = provider("Okta Production");
    d.size(80, 60)
        .keys("i")
        .click("  Production  ")
        .keys("Enter")
        .see("Environments › Production");
    d.keys("Esc").click("  billing-api").keys("Enter").see("› billing-api");
    d.keys("Esc").see("Client Providers › Okta Production");
}

#[test]
fn a_mapped_group_leads_to_its_identity_provider() {
    let mut d = open("teams/On-Call");
    d.click("IdP groups").keys("Enter").see("Identity Providers › ");
}
