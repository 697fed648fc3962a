//! Environments of several organizations that have one name.

use std::process::Command;

use amtui::app::{Location, Place};
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions};
use crate::generate::{id, organization};

/// Three environments called `Production`: of the root, of Group 1 and of Group 2. All use Provider 0, which is the default.
fn three() -> Value {
    let mut file = organization(2, 3, 2, 6, 0);
    for list in ["roleGroups", "grants", "connectedApps"] {
        file[list] = json!([]);
    }
    for n in 0..3 {
        file["environments"][n]["name"] = "Production".into();
        file["environments"][n]["clientManagementProviderIds"] = json!([id("0c", 0), id("0c", 1)]);
    }
    for n in 0..6 {
        file["apis"][n]["providerId"] = id("0c", 0).into();
        file["apis"][n]["policies"] = json!([]);
    }
    file
}

fn at(place: Place) -> Driver {
    on(three(), place)
}

fn on(organization: Value, place: Place) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some("ada"),
        organization: Some(organization),
        open: Some(place),
        ..StartOptions::default()
    });
    d.size(200, 50);
    d
}

fn provider() -> Place {
    Place::Provider("Provider 0".into())
}

/// Fails unless each `Production` on the screen stands behind its organization, and that of Group 1 is among them.
fn told_apart(d: &mut Driver) {
    d.see("Group 1 / Production");
    let screen = d.screen();
    let bare = screen.replace(" / Production", "");
    assert!(!bare.contains("Production"), "{screen}");
}

#[test]
fn tables_name_an_environment_with_its_organization_where_another_has_the_name() {
    told_apart(&mut at(Place::List(Location::Environments)));
    told_apart(at(Place::List(Location::Environments)).keys("j Enter"));
    told_apart(&mut at(Place::List(Location::ApiManager)));
    told_apart(at(provider()).keys("Tab"));
    told_apart(at(provider()).keys("Tab Tab"));
    told_apart(at(provider()).keys("i"));
    told_apart(at(provider()).keys("m"));
    told_apart(at(Place::List(Location::Environments)).size(300, 50).keys("j p"));
}

#[test]
fn a_business_group_s_own_environments_need_no_organization() {
    at(Place::List(Location::BusinessGroups))
        .keys("j Enter Tab")
        .see("▌ Production ");
}

#[test]
fn reviews_and_results_name_an_environment_with_its_organization() {
    // The providers of one environment: the list, the review, the result, and taking it back.
    let mut d = at(Place::List(Location::Environments));
    told_apart(d.keys("j e j Space"));
    told_apart(d.keys("Ctrl-S"));
    d.wait(800)
        .keys("Enter")
        .see("Set the client providers of environment 'Group 1 / Production'.");
    d.undo()
        .see("Undone: Set the client providers of environment 'Group 1 / Production'.");
    // The environments of one provider.
    let mut d = at(Place::Provider("Provider 1".into()));
    told_apart(d.keys("Tab e Space j Space"));
    told_apart(d.keys("Ctrl-S"));
    told_apart(d.wait(800).keys("Enter").see("Group 1 / Production: done"));
    // The provider of APIs.
    let mut d = at(Place::List(Location::ApiManager));
    d.keys("e j j Enter");
    told_apart(&mut d);
}

#[test]
fn the_reason_why_an_api_keeps_its_provider_names_the_environment_with_its_organization() {
    let mut file = three();
    file["environments"][1]["clientManagementProviderIds"] = json!([id("0c", 0)]);
    let mut d = on(file, Place::List(Location::ApiManager));
    d.keys("/").text("api-1").keys("Enter e j j Enter");
    d.see("Provider 1 is not associated with Group 1 / Production");
}

#[test]
fn a_new_name_that_another_organization_has_is_told_with_its_own() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j R").see("Rename environment Group 1 / Production");
    d.text("2")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter")
        .see("Renamed environment 'Production2'.");
    d.wait(800).keys("R Backspace Ctrl-S").wait(800).keys("Enter");
    d.see("Renamed environment 'Group 1 / Production'.");
}

#[test]
fn a_deleted_environment_is_named_with_its_organization() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j D")
        .see("Group 1")
        .wait(600)
        .text("Production")
        .keys("Enter")
        .wait(800)
        .fire();
    d.see("Deleted environment 'Group 1 / Production'.");
}

#[test]
fn the_command_line_names_an_environment_with_its_organization() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    std::fs::write(&path, three().to_string()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .args(["--file", path.to_str().unwrap(), "--as", "ada"])
        .args(["providers", "impact", "Provider 0"])
        .env_clear()
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    for organization in ["Root", "Group 1", "Group 2"] {
        // The environment itself, and two APIs in it.
        assert_eq!(out.matches(&format!("{organization} / Production")).count(), 3, "{out}");
    }
    assert!(!out.replace(" / Production", "").contains("Production"), "{out}");
}

#[test]
fn a_form_tells_business_groups_of_one_name_apart() {
    let mut file = organization(3, 1, 1, 1, 0);
    let groups = file["organization"]["subOrganizations"].as_array_mut().unwrap();
    assert!(groups.len() > 1);
    for group in groups {
        group["name"] = "Twin".into();
    }
    let mut d = on(file, Place::List(Location::BusinessGroups));
    d.keys("/").text("Twin").keys("Enter a").see("Create business group");
    d.see(&format!(" / Twin {} >", id("0a", 1).get(..8).unwrap()));
}

#[test]
fn the_highlighted_row_of_the_palette_is_the_one_that_a_command_is_about() {
    for (line, title) in [("delete prod", "› Delete"), ("rename prod", "Rename environment")] {
        for (downs, group) in [(1, "Group 1"), (2, "Group 2")] {
            // The page of one of them is open, and it is not what was moved to.
            let mut d = at(Place::List(Location::Environments));
            let other = if downs == 1 { "j j Enter :" } else { "j Enter :" };
            d.keys(other).text(line);
            told_apart(&mut d);
            for _ in 0..downs {
                d.keys("Down");
            }
            d.see(&format!("▌ {group} / Production"));
            d.keys("Enter").see(&format!("{title} {group} / Production"));
        }
    }
    // A name that several have highlights none of them: the page's own is meant.
    let mut d = at(Place::List(Location::Environments));
    d.keys("j j Enter :")
        .text("rename Production")
        .see_not("▌ Root / Production")
        .keys("Enter");
    d.see("Rename environment Group 2 / Production");
}
