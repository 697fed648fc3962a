//! Environments, business groups and APIs: associating, creating, renaming, deleting, moving, many at once, and retirement.

use amtui::app::Place;
use amtui::app::msg::{Reply, Request};
use amtui::domain::Error;
use amtui::domain::change::Change;
use serde_json::Value;

use crate::driver::{Driver, How, client_providers, provider};

fn at(place: Place) -> Driver {
    Driver::start(How {
        open: Some(place),
        ..client_providers()
    })
}

fn named<'a>(file: &'a Value, list: &str, name: &str) -> &'a Value {
    let all = file[list].as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap_or(&Value::Null)
}

fn providers_of(d: &Driver, environment: &str) -> Vec<String> {
    let file = d.file();
    let ids = named(&file, "environments", environment)["clientManagementProviderIds"].clone();
    let name = |id: &Value| {
        let all = file["clientProviders"].as_array().unwrap();
        let found = all.iter().find(|p| p["providerId"] == *id).unwrap();
        found["name"].as_str().unwrap().to_owned()
    };
    ids.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn an_environment_gets_another_default_and_its_apis_stay() {
    let mut d = at(Place::Environments);
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
    d.keys("j e")
        .see("Client providers of Staging")
        .keys("j d")
        .see("[x] 1. Okta Production");
    d.keys("Ctrl-S")
        .see("Okta Sandbox -> Okta Production")
        .see("5 APIs in it: each keeps its client provider.");
    d.wait(600)
        .keys("Enter")
        .see("Set the client providers of environment 'Staging'. u undoes it.");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Production", "Okta Sandbox"]);
    d.keys("u")
        .see("Undone: Set the client providers of environment 'Staging'.");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
}

#[test]
fn r53_the_default_is_not_taken_out_before_another_is_set() {
    let mut d = at(Place::Environments);
    d.keys("j e Space")
        .see("Okta Sandbox is the default here. Make another one the default");
    d.keys("Ctrl-S").see_not("[>Save<]");
    assert!(d.changes().is_empty());
    // Another one made the default in so many words: then it goes.
    d.keys("g g d").wait(20);
    d.keys("Ctrl-S").see("Remove").wait(600).keys("Enter");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Production"]);
}

#[test]
fn r54_taking_all_out_makes_the_built_in_one_the_default() {
    let mut d = at(Place::Environments);
    d.keys("e Space Ctrl-S").see("Okta Production -> Anypoint");
    d.wait(600).keys("Enter").see("u undoes it.").see("Anypoint (built-in)");
    assert!(providers_of(&d, "Production").is_empty());
}

#[test]
fn r56_sharing_with_production_is_warned_of() {
    let mut d = at(Place::Environments);
    d.keys("j e G Space Ctrl-S").see_not("then share");
    d.keys("Esc Esc g g e").see("Client providers of Production");
    d.keys("j j j Space")
        .keys("Ctrl-S")
        .see("Production and other environments then share");
}

#[test]
fn an_environment_is_created_renamed_and_deleted() {
    let mut d = at(Place::Environments);
    let before = d.file();
    d.keys("a")
        .see("The type can never be changed.")
        .text("Q!")
        .keys("Ctrl-S");
    d.see("An environment's name has 2 to 65")
        .keys("Ctrl-U")
        .text("QA")
        .keys("Tab Right Tab Right Ctrl-S");
    d.see("production").see("Entra ID Workforce").wait(600).keys("Enter");
    d.see("Created environment 'QA'. u undoes it.").see("> QA");
    assert_eq!(providers_of(&d, "QA"), ["Entra ID Workforce"]);
    d.keys("R Ctrl-U").text("QA-2").keys("Ctrl-S").wait(600).keys("Enter");
    d.see("Renamed environment 'QA-2'.").see("> QA-2");
    d.confirm("QA").see("2 of 4 characters").text("-2").keys("Enter");
    d.see("Delete environment").see("No APIs.").wait(800).fire();
    d.see("Deleted environment 'QA-2'. u undoes it.").see_not("> QA-2");
    for undone in [
        "Deleted environment 'QA-2'",
        "Renamed environment 'QA-2'",
        "Created environment 'QA'",
    ] {
        d.keys("u").see(&format!("Undone: {undone}."));
    }
    assert_eq!(d.file()["environments"], before["environments"]);
    d.keys("u").see("There is nothing to undo.");
}

#[test]
fn a_dialog_says_what_an_environment_holds() {
    let mut d = at(Place::Environments);
    d.keys("D").wait(600);
    d.see("Environment    Production")
        .see("Deletes it and everything in it.")
        .see("APIs with")
        .see("To confirm, enter the environment's name:");
    d.text("Production")
        .keys("Enter")
        .wait(800)
        .fire()
        .see("Deleted environment 'Production'.");
    assert_eq!(named(&d.file(), "environments", "Production"), &Value::Null);
    assert!(
        d.changes()
            .iter()
            .all(|c| matches!(c, Change::DeleteEnvironment { .. }))
    );
}

#[test]
fn business_groups_are_created_edited_and_deleted() {
    let mut d = at(Place::BusinessGroups);
    let before = d.file();
    d.keys("j a").see("Create business group").see("< Retail >");
    d.text("Outlets")
        .keys("Ctrl-S")
        .wait(600)
        .keys("Enter")
        .see("Created business group 'Outlets'.");
    d.see("> ").see("Outlets");
    d.keys("e Ctrl-U")
        .text("Outlet Stores")
        .keys("Tab Right Ctrl-S")
        .see("ben.okafor");
    d.wait(600).keys("Enter").see("Saved business group 'Outlet Stores'.");
    d.confirm("Outlet Stores").see("No environments.").wait(800).fire();
    d.see("Deleted business group 'Outlet Stores'.");
    d.keys("u u u").see("Undone: Created business group 'Outlets'.");
    assert_eq!(d.file()["organization"], before["organization"]);
}

#[test]
fn r11_the_root_stays_and_groups_with_groups_below_too() {
    let mut d = at(Place::BusinessGroups);
    d.keys("D").see("The root organization cannot be deleted.");
    d.keys("e").see("Only business groups can be changed here");
    d.keys("j D")
        .see("Retail has 3 business groups below it. Delete them first.");
}

#[test]
fn many_environments_at_once_one_review_each_result_told_failures_kept() {
    let mut d = provider("Salesforce Partners");
    d.size(120, 40);
    d.keys("Tab e").see("Environments of Salesforce Partners");
    d.keys("j Space j j Space j j j Space Ctrl-S")
        .see("Staging (sandbox)")
        .see("Design (design)");
    let mut failed = 0;
    d.faults = Some(Box::new(move |request: &Request| -> Option<Result<Reply, Error>> {
        let Request::Change(change) = request else { return None };
        let Change::Associate { was, .. } = &**change else {
            return None;
        };
        (was.is_empty() && failed == 0).then(|| {
            failed += 1;
            Err(Error::Network("timeout".into()))
        })
    }));
    d.wait(600).keys("Enter");
    d.see("3 of 3")
        .see("Staging: done")
        .see("No answer: timeout")
        .see("[>Try again<]");
    let sent = d.changes().len();
    d.keys("Enter").see_not("timeout").see("[>Close<]");
    assert_eq!(d.changes().len(), sent + 1, "only what failed is tried again");
    d.keys("Enter").see("3 changes done. u undoes it.");
    assert_eq!(providers_of(&d, "Staging").last().unwrap(), "Salesforce Partners");
    assert_eq!(providers_of(&d, "Design"), ["Salesforce Partners"]);
    d.keys("u u u");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
    d.keys("u").see("There is nothing to undo.");
}

#[test]
fn api_manager_shows_what_protects_apis_and_filters_by_column() {
    let mut d = at(Place::ApiManager);
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
        .see("> Access Management")
        .wait(400)
        .keys("j Enter /")
        .text("policy:fails")
        .keys("Enter");
    d.see("policy fails");
}

#[test]
fn r60_an_api_is_moved_or_says_every_reason_why_not() {
    let mut d = at(Place::ApiManager);
    d.keys("/").text("carts-api 3.0.0").keys("Enter").see("(1 of 45)");
    d.keys("e").see("Client provider of carts-api 3.0.0").see("in use now");
    d.keys("Enter").see("None of them can be moved.").see("is for another");
    d.keys("Esc").see("(1 of 45)");
    let mut d = at(Place::ApiManager);
    d.keys("/")
        .text("orders-api 3.1.3 staging")
        .keys("Enter e")
        .see("Client provider of orders-api 3.1.3");
    d.keys("j j Enter")
        .see("it has 2 contracts (revoke and delete them first)");
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
    let mut d = Driver::start(How {
        organization: Some(demo),
        open: Some(Place::ApiManager),
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
    d.wait(600)
        .keys("Enter")
        .see("3 of 3")
        .see("billing-api 1.2.0 (Staging): done");
    let sent = d.changes();
    assert!(sent.len() == 3 && sent.iter().all(|c| matches!(c, Change::Reassign { .. })));
    d.keys("Enter").see("3 changes done. u undoes it.");
    d.keys("u u u").see("Undone: Set the client provider of API");
    d.keys("u").see("There is nothing to undo.");
}

#[test]
fn retirement_shows_what_is_done_what_is_ready_and_what_blocks() {
    let mut d = provider("Okta Sandbox");
    d.size(120, 40);
    d.keys("i").keys("m").see("Move dependents first");
    d.see("blocked: it has 2 contracts (revoke and delete them first)")
        .see("ready: Enter moves it")
        .see("waits for 2 of its APIs")
        .see("waits for 5 APIs and 4 environments");
    // Its policy is of OpenID Connect: it can go to a provider of that type that is associated there, and there is none.
    d.keys("/").text("us sandbox").keys("Enter").see("US Sandbox");
    d.keys("Esc").see("Move dependents first");
}

#[test]
fn a_retirement_is_walked_to_its_end_and_goes_on_where_one_left() {
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
    let mut d = Driver::start(How {
        organization: Some(demo),
        open: Some(Place::Provider("Salesforce Partners".into())),
        ..client_providers()
    });
    d.size(120, 40);
    d.keys("m").see("ready: Enter moves it").see("waits for 1 of its APIs");
    d.keys("Enter")
        .see("Client provider of")
        .keys("j j j j Enter")
        .wait(600)
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
        .wait(600)
        .keys("Enter")
        .see("ready: Enter asks for its name");
    d.keys("G Enter")
        .wait(600)
        .text("Salesforce Partners")
        .keys("Enter")
        .wait(800)
        .fire();
    d.see("Deleted client provider 'Salesforce Partners'.")
        .see("Client Providers (6)");
}

#[test]
fn ben_works_in_retail_only() {
    let mut d = Driver::start(How {
        user: Some("ben.okafor"),
        open: Some(Place::Environments),
        ..client_providers()
    });
    d.keys("b j Enter").see("Retail Production");
    d.keys("e").see("Client providers of Retail Production").keys("Esc");
    d.keys("1 a").see("ben.okafor does not have");
    d.keys("j a").see("Create business group").see("< Retail >").keys("Esc");
    d.keys("7 a")
        .see("Client providers are managed in the root organization");
}

#[test]
fn a_change_under_way_is_not_left_by_accident() {
    let mut d = at(Place::Environments);
    d.keys("a").text("QA").keys("Ctrl-S").wait(600);
    d.hold = true;
    d.keys("Enter")
        .wait(1_000)
        .see("saving... 1 s")
        .keys("Esc")
        .see("saving...");
    d.keys("Ctrl-C").see("A change is on its way.");
    d.hold = false;
    d.answer();
    d.see("Created environment 'QA'.");
}
