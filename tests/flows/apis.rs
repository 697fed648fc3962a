//! API Manager, moving APIs to another client provider, and retiring one.

use amtui::app::{Location, Place};
use amtui::domain::change::Change;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::{at, named};

#[test]
fn api_manager_shows_what_protects_apis_and_filters_by_column() {
    let mut d = at(Place::List(Location::ApiManager));
    d.see("APIs (45)")
        .keys("/")
        .text("provider:openam")
        .keys("Enter")
        .see("of 45)")
        .see("Legacy OpenAM");
    d.see_not("Okta Production");
    d.keys("Esc /")
        .text("policy:fails")
        .keys("Enter")
        .see("Nothing matches");
    // After a delete some fail.
    let mut d = provider("Okta Production");
    d.confirm("Okta Production")
        .wait(800)
        .fire()
        .see("Deleted client provider");
    d.keys("Esc Esc")
        .see("▌ Access Management")
        .wait(400)
        .keys("j Enter /")
        .text("policy:fails")
        .keys("Enter");
    d.see("policy fails");
}

// R60
#[test]
fn an_api_is_moved_or_says_every_reason_why_not() {
    let mut d = at(Place::List(Location::ApiManager));
    d.keys("/").text("shifts-api 2.0.1").keys("Enter").see("(1 of 45)");
    d.keys("e").see("Client provider of shifts-api 2.0.1").see("in use now");
    d.keys("Enter")
        .see("None of these APIs can be moved.")
        .see("is for another");
    d.keys("Esc").see("(1 of 45)");
    let mut d = at(Place::List(Location::ApiManager));
    d.keys("/")
        .text("orders-api 3.1.3 staging")
        .keys("Enter e")
        .see("Client provider of orders-api 3.1.3");
    d.keys("j j Enter")
        .see("it has 2 contracts, 1 of them active (revoke and delete them first)");
    d.see("is not associated with Staging (associate it there");
    assert!(d.changes().is_empty());
}

#[test]
fn many_apis_are_moved_at_once_and_those_that_cannot_say_why() {
    // Nobody has a contract in Staging.
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let staging = named(&demo, "environments", "Staging")["id"].clone();
    for api in demo["apis"].as_array_mut().unwrap() {
        if api["environmentId"] == staging {
            api["contracts"] = Value::Array(Vec::new());
        }
    }
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Some(Place::List(Location::ApiManager)),
        ..client_providers()
    });
    d.size(120, 40);
    d.keys("/").text("provider:\"okta production\"").keys("Enter");
    for _ in 0..14 {
        d.keys("Space");
    }
    d.keys("e")
        .see("Client provider of 14 APIs")
        .see("3 of 14 can be moved");
    d.keys("j j j j Enter")
        .see("Move to Okta Sandbox")
        .see("billing-api 1.2.0 (Staging)")
        .see("Okta Production -> Okta Sandbox")
        .see("keeps its client provider:");
    d.wait(800)
        .keys("Enter")
        .see("3 of 3")
        .see("billing-api 1.2.0 (Staging): done");
    let sent = d.changes();
    assert!(sent.len() == 3 && sent.iter().all(|c| matches!(c, Change::Reassign { .. })));
    d.wait(800).keys("Enter").see("3 changes done. u undoes them.");
    let moved = d.file()["apis"].clone();
    d.undo().see("Undone: 3 changes.").redo().see("Redone: 3 changes.");
    assert_eq!(d.file()["apis"], moved);
    d.undo().see("Undone: 3 changes.");
    d.undo().see("There is nothing to undo.");
}

#[test]
fn moving_dependents_shows_what_is_done_what_is_ready_and_what_blocks() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let apis = demo["apis"].as_array_mut().unwrap();
    let carts = apis.iter_mut().find(|api| api["assetVersion"] == "3.0.0").unwrap();
    carts["policies"][0]["assetId"] = "openidconnect-access-token-enforcement".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Some(Place::Provider("Okta Sandbox".into())),
        ..client_providers()
    });
    d.size(120, 40);
    d.keys("i").see("m  Move dependents before you delete");
    d.keys("m").see("Move dependents").see("1 move API");
    d.keys("j")
        .see("\n blocked: it has 4 contracts, 2 of them active (revoke and delete them first)")
        .see("blocked: first associate a client")
        .see("waits for 2 of its APIs")
        .see("waits for 5 APIs and 4 environments");
    // Its policy is of OpenID Connect: it can go to a provider of that type that is associated there, and there is none.
    d.keys("/").text("us sandbox").keys("Enter").see("US Sandbox");
    d.keys("Esc").see("Move dependents");
    d.see_not("m move dependents")
        .keys("m")
        .see("There is nothing to move here.");
}

#[test]
fn the_demo_s_migration_is_mostly_ready_and_one_step_of_it_is_blocked() {
    let mut d = provider("Okta Sandbox");
    let screen = d.size(120, 40).keys("m").see("Move dependents").screen();
    let steps = |state: &str| screen.lines().filter(|line| line.contains(state)).count();
    assert_eq!([steps("ready: Enter moves it"), steps("blocked:")], [4, 1], "{screen}");
}

#[test]
fn moving_dependents_is_walked_to_its_end_and_goes_on_where_it_stopped() {
    // One API without contracts and without a policy, one environment.
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let salesforce = named(&demo, "clientProviders", "Salesforce Partners")["providerId"].clone();
    let environment = named(&demo, "environments", "US Sandbox")["id"].clone();
    for one in demo["environments"].as_array_mut().unwrap() {
        if one["id"] == environment {
            let list = one["clientManagementProviderIds"].as_array_mut().unwrap();
            list.push(salesforce.clone());
        }
    }
    let api = demo["apis"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|a| a["environmentId"] == environment)
        .unwrap();
    api["providerId"] = salesforce;
    api["contracts"] = Value::Array(Vec::new());
    demo["applications"][0]["providerId"] =
        named(&demo, "clientProviders", "Salesforce Partners")["providerId"].clone();
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Some(Place::Provider("Salesforce Partners".into())),
        ..client_providers()
    });
    d.size(120, 40);
    d.keys("m").see("ready: Enter moves it").see("waits for 1 of its APIs");
    d.keys("Enter")
        .see("Client provider of")
        .keys("j j j j Enter")
        .wait(800)
        .keys("Enter");
    d.see("Set the client provider of API")
        .see("done")
        .see("ready: Enter opens its client providers");
    // One leaves, and goes on.
    d.keys("Esc m")
        .see("done")
        .keys("j Enter")
        .see("Client providers of US Sandbox");
    d.keys("j Space Ctrl-S")
        .see("Remove")
        .wait(800)
        .keys("Enter")
        .see("ready: Enter asks for its name; 1 client applica");
    d.keys("G Enter")
        .wait(800)
        .text("Salesforce Partners")
        .keys("Enter")
        .wait(800)
        .fire();
    d.see("Deleted client provider 'Salesforce Partners'.")
        .see("Client Providers (6)");
}
