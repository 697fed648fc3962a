//! What is copied and shown as JSON, and what a mask hides on the platform.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::model::mask::person;
use amtui::app::msg::Effect;
use amtui::app::request::{Reply, Request};
use amtui::domain::{Coverage, Listing, record};
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers};
use crate::live::backend::{LiveDriver, Terms};

const OKTA: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";

/// On a provider's page, in the demo as a file of one's own after `change` was made to that provider.
fn changed(change: impl FnOnce(&mut Value)) -> Driver {
    let mut organization: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let providers = organization["clientProviders"].as_array_mut().unwrap();
    change(providers.iter_mut().find(|p| p["providerId"] == OKTA).unwrap());
    Driver::start(StartOptions {
        organization: Some(organization),
        open: Some(Place::Provider(OKTA.into())),
        ..client_providers()
    })
}

fn copied(d: &Driver) -> &str {
    match d.effects.last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn json_is_shown_and_copied_without_what_may_be_a_secret() {
    let mut d = changed(|provider| provider["psk"] = "LEAK".into());
    d.keys("J")
        .see("Left out: 1 unknown value that may contain secrets.")
        .see_not("LEAK");
    d.keys("Esc y j").see("secrets removed. Left out: 1 unknown value");
    assert!(copied(&d).contains("Okta Production") && !copied(&d).contains("LEAK"));
}

#[test]
fn a_name_is_copied_without_its_hidden_characters() {
    let mut d = changed(|provider| provider["name"] = "Okta\u{1b}[31m\u{202e} Prod".into());
    d.keys("y n").see("Copied the name. Left out: 2 hidden characters.");
    assert_eq!(copied(&d), "Okta[31m Prod");
}

#[test]
fn copied_json_escapes_the_hidden_characters_of_a_name() {
    let mut d = changed(|provider| provider["name"] = "Okta\u{9b}31m\u{202e}".into());
    d.keys("y j");
    assert!(copied(&d).contains("Okta\\u009b31m\\u202e"), "{}", copied(&d));
}

#[test]
fn a_mask_hides_the_host_of_the_platform_on_every_row() {
    let mut stage = LiveDriver::of(Terms::default());
    stage.d.see("anypoint.example.com");
    stage.d.keys("F4").see_not("anypoint.example.com");
}

#[test]
fn a_mask_hides_whole_names_and_what_json_escapes() {
    let mut organization: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    organization["identityProviders"][0]["saml"]["audience"] =
        "ACME\\anypoint \"prod\"\nb5f7c0de-1111-4222-8333-0a0b0c0d0e0f".into();
    organization["identityProviders"][0]["service_provider"]["urls"]["sign_on"] =
        "first\nc5f7c0de-1111-4222-8333-0a0b0c0d0e0f".into();
    let open = |place: &str| {
        let mut d = Driver::start(StartOptions {
            organization: Some(organization.clone()),
            show: crate::driver::MASKED,
            open: Place::parse(place),
            ..client_providers()
        });
        d.size(160, 50);
        d
    };
    let mut d = open("users/aisha.khan");
    d.keys("Tab Tab J")
        .see(&format!("\"name\": \"{}\"", person::stand_in("Aisha Khan", 0)))
        .see_not("Aisha")
        .see_not("Khan");
    d.keys("Esc y j").see("What you paste isn't masked.");
    assert!(copied(&d).contains("\"name\": \"Aisha Khan\""));
    d.wait(4100)
        .keys("y n")
        .see("Copied the name. What you paste isn't masked.");
    d.keys("F4")
        .wait(4100)
        .keys("y n")
        .see("Copied the name.")
        .see_not("What you paste");
    let mut d = open("identity-providers/Okta Workforce");
    d.keys("J")
        .see("\"Audience\": \"id-")
        .see_not("ACME")
        .see_not("b5f7c0de")
        .see_not("c5f7c0de");
    d.keys("F4").see(r#"ACME\\anypoint \"prod\"\nb5f7c0de"#);
    d.keys("F4").see_not("ACME").see_not("b5f7c0de");
}

#[test]
fn a_part_of_a_list_is_not_copied_as_the_list() {
    let team = |whole: bool| {
        let mut d = Driver::start(StartOptions {
            hold: true,
            open: Place::parse("teams/On-Call"),
            ..client_providers()
        });
        d.faults = Some(Box::new(move |request| match request {
            Request::Access(AccessRead::TeamMembers(_)) if !whole => Some(Ok(Reply::Access(AccessReply::Members(
                Listing::partial(Vec::new(), "cut"),
            )))),
            _ => None,
        }));
        d.hold = false;
        d.keys("Tab Tab Tab Tab y j");
        serde_json::from_str::<Value>(copied(&d)).unwrap()
    };
    assert_eq!(team(true)["members"][0]["membership"], "maintainer");
    let part = team(false);
    assert_eq!((&part["name"], &part["members"]), (&"On-Call".into(), &Value::Null));
}

#[test]
fn the_json_of_an_api_has_its_contracts_only_where_all_of_them_were_read() {
    let d = Driver::start(StartOptions {
        open: Place::parse("api-manager"),
        ..client_providers()
    });
    let data = &d.app.model().data;
    let mut uses = data
        .environments
        .get()
        .unwrap()
        .iter()
        .filter_map(|one| data.environment_use(one.id));
    let mut api = uses
        .find_map(|uses| uses.apis.iter().find(|api| !api.contracts.is_empty()))
        .unwrap()
        .clone();
    assert!(record::api(&api)["contracts"].is_array());
    api.contracts.coverage = Coverage::Partial("cut".into());
    let json = record::api(&api);
    assert_eq!((json["contracts"].is_null(), json["policies"].is_array()), (true, true));
}
