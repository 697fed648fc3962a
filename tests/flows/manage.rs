//! Environments and business groups: associating, creating, renaming, deleting.

use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::Error;
use amtui::domain::change::Change;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};

pub fn at(place: Place) -> Driver {
    Driver::start(StartOptions {
        open: Some(place),
        ..client_providers()
    })
}

pub fn named<'a>(file: &'a Value, list: &str, name: &str) -> &'a Value {
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
    let mut d = at(Place::List(Location::Environments));
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
    d.keys("j e")
        .see("Client providers of Staging")
        .keys("j d")
        .see("[x] 1. Okta Production");
    d.keys("Ctrl-S")
        .see("Okta Sandbox -> Okta Production")
        .see("5 APIs in it: each keeps its client provider.");
    d.wait(800)
        .keys("Enter")
        .see("Set the client providers of environment 'Staging'. u undoes it.");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Production", "Okta Sandbox"]);
    d.undo()
        .see("Undone: Set the client providers of environment 'Staging'.");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
}

// R53
#[test]
fn the_default_is_not_taken_out_before_another_is_set() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e Space")
        .see("Okta Sandbox is the default here. Make another one the default");
    d.see("[x] 1. Okta Sandbox");
    // Another one made the default in so many words: then it goes.
    d.keys("j d")
        .see("[x] 1. Okta Production")
        .keys("j Space")
        .see("[ ]    Okta Sandbox");
    d.keys("Ctrl-S").see("Remove").wait(800).keys("Enter");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Production"]);
}

// R54
#[test]
fn taking_all_out_makes_the_built_in_one_the_default() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("e Space Ctrl-S").see("Okta Production -> Anypoint");
    d.wait(800).keys("Enter").see("u undoes it.").see("Anypoint (built-in)");
    assert!(providers_of(&d, "Production").is_empty());
}

// R56
#[test]
fn sharing_with_production_is_warned_of() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e G Space Ctrl-S").see_not("then share");
    d.keys("Esc Esc")
        .see("1 change not saved.")
        .keys("Esc g g e")
        .see("Client providers of Production");
    d.keys("j j j Space")
        .keys("Ctrl-S")
        .see("Production and other environments would share");
}

#[test]
fn an_environment_is_created_renamed_and_deleted() {
    let mut d = at(Place::List(Location::Environments));
    let before = d.file();
    d.keys("a")
        .see("The type can never be changed.")
        .text("Q!")
        .keys("Ctrl-S");
    d.see("An environment's name has 2 to 65")
        .keys("Ctrl-U")
        .text("QA")
        .keys("Tab Right Tab Right Ctrl-S");
    d.see("production").see("Entra ID Workforce").wait(800).keys("Enter");
    d.see("Created environment 'QA'. u undoes it.").see("▌ QA");
    assert_eq!(providers_of(&d, "QA"), ["Entra ID Workforce"]);
    d.keys("R Ctrl-U").text("QA-2").keys("Ctrl-S").wait(800).keys("Enter");
    d.see("Renamed environment 'QA-2'.").see("▌ QA-2");
    d.confirm("QA").see("2 of 4 characters").text("-2").keys("Enter");
    d.see("Delete environment").see("No APIs.").wait(800).fire();
    d.see("Deleted environment 'QA-2'. u undoes it.").see_not("▌ QA-2");
    for undone in [
        "Environment 'QA-2' is back.",
        "Undone: Renamed environment 'QA-2'.",
        "Undone: Created environment 'QA'.",
    ] {
        d.undo().see(undone);
    }
    assert_eq!(d.file()["environments"], before["environments"]);
    d.undo().see("There is nothing to undo.");
}

#[test]
fn a_dialog_says_what_an_environment_holds() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("D").wait(800);
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
    let mut d = at(Place::List(Location::BusinessGroups));
    let before = d.file();
    d.keys("j a").see("Create business group").see("< Retail >");
    d.text("Outlets")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter")
        .see("Created business group 'Outlets'.");
    d.see("▌ ").see("Outlets");
    d.keys("e Ctrl-U")
        .text("Outlet Stores")
        .keys("Tab Right Ctrl-S")
        .see("ben.okafor");
    d.wait(800).keys("Enter").see("Saved business group 'Outlet Stores'.");
    d.confirm("Outlet Stores").see("No environments.").wait(800).fire();
    d.see("Deleted business group 'Outlet Stores'.");
    d.undo().undo().undo().see("Undone: Created business group 'Outlets'.");
    assert_eq!(d.file()["organization"], before["organization"]);
}

#[test]
fn an_owner_that_is_saved_leaves_the_name_that_another_program_gave() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("j e").see("Edit business group Retail").keys("Tab Right");
    d.rewrite(|file| file["organization"]["subOrganizations"][0]["name"] = "Wholesale".into());
    d.keys("Ctrl-S").see("Owner").wait(800).keys("Enter");
    d.see("business group 'Retail' is now named 'Wholesale'");
    d.keys("Esc Ctrl-S")
        .see("Edit business group Wholesale")
        .see_not("Retail ->");
    d.wait(800).keys("Enter").see("Saved business group 'Wholesale'");
    assert_eq!(d.file()["organization"]["subOrganizations"][0]["name"], "Wholesale");
}

#[test]
fn a_review_of_a_name_tells_the_one_that_it_replaces() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("/").text("design").keys("Enter R");
    d.see("Rename environment Design").keys("Ctrl-U").text("Third");
    d.rewrite(|file| file["environments"][3]["name"] = "Second".into());
    d.keys("Ctrl-S").see("Design -> Third").wait(800).keys("Enter");
    d.see("environment 'Design' is now named 'Second'");
    d.keys("Esc Ctrl-S")
        .see("Second -> Third")
        .see("Rename environment Second");
}

// R11
#[test]
fn the_root_stays_and_groups_with_groups_below_too() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("D").see("The root organization can't be deleted.");
    d.keys("e").see("Only business groups can be changed here");
    d.wait(1000)
        .keys("j D")
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
            Err(Error::Forbidden("timeout".into()))
        })
    }));
    d.wait(800).keys("Enter");
    d.see("3 of 3, 1 failed")
        .see("Staging: done")
        .see("Not allowed: timeout")
        .see("[>Close<]");
    let sent = d.changes().len();
    d.wait(800)
        .keys("Tab")
        .see("[>Try again<]")
        .keys("Enter")
        .see_not("timeout")
        .see("[>Close<]");
    assert_eq!(d.changes().len(), sent + 1, "only what failed is tried again");
    d.wait(800).keys("Enter").see("3 changes done. u undoes them.");
    assert_eq!(providers_of(&d, "Staging").last().unwrap(), "Salesforce Partners");
    assert_eq!(providers_of(&d, "Design"), ["Salesforce Partners"]);
    d.undo().see("Undone: 3 changes.");
    assert_eq!(providers_of(&d, "Staging"), ["Okta Sandbox", "Okta Production"]);
    d.undo().see("There is nothing to undo.");
}

#[test]
fn ben_works_in_retail_only() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        open: Some(Place::List(Location::Environments)),
        ..client_providers()
    });
    d.keys("b j Enter").see("Retail Production");
    d.keys("e").see("Client providers of Retail Production").keys("Esc");
    d.wait(1000).keys("1 a").see("ben.okafor does not have");
    d.keys("j a").see("Create business group").see("< Retail >").keys("Esc");
    d.wait(1000)
        .keys("7 a")
        .see("Client providers are managed in the root organization");
}

#[test]
fn a_change_under_way_is_not_left_by_accident() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA").keys("Ctrl-S").wait(800);
    d.hold = true;
    d.keys("Enter")
        .wait(1_000)
        .see("saving... 1 s")
        .keys("Esc")
        .see("saving...");
    d.keys("Ctrl-C").see("A change is in progress.");
    d.hold = false;
    d.answer();
    d.see("Created environment 'QA'.");
}

#[test]
fn a_client_secret_is_shown_on_demand_for_a_short_time_and_never_to_others() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("Enter").see("******** (set; :reveal").see_not("demo-secret");
    d.keys(":")
        .text("reveal")
        .keys("Enter")
        .see("Client secret of Acme Corp")
        .see("demo-secret-acme");
    d.keys("F6 F7").see("Close the secret first");
    assert!(!format!("{:?}", d.app.overlays()).contains("demo-secret"));
    d.wait(21_000).see_not("demo-secret");
    d.keys(":")
        .text("reveal")
        .keys("Enter")
        .see("demo-secret-acme")
        .keys("F4")
        .see_not("demo-secret");
    d.keys(":")
        .text("reveal")
        .keys("Enter")
        .see("Secrets aren't shown while you record")
        .see_not("demo-secret");
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.keys("Enter :")
        .text("reveal")
        .keys("Enter")
        .see("ben.okafor does not have")
        .see_not("demo-secret");
}

#[test]
fn carol_sees_what_she_belongs_to_and_changes_nothing() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.see("Business Groups (1)").keys("a").see("carol.wu does not have");
    d.keys("e").see("carol.wu does not have");
    d.keys("4 a").see("carol.wu does not have");
    d.keys("7 a").see("carol.wu does not have");
    assert!(d.changes().is_empty());
}

// R5
#[test]
fn a_name_that_is_taken_is_numbered_and_the_review_says_so() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a")
        .see("Create environment in Acme Corp")
        .text("staging")
        .keys("Ctrl-S");
    d.see("This name is taken. It becomes 'staging-1'.")
        .wait(800)
        .keys("Enter");
    d.see("Created environment 'staging-1'.").see("▌ staging-1");
}
