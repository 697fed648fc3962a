//! Who administers, and who may do the same: what is assumed, told by a note, or unknown.

use std::collections::BTreeSet;

use amtui::app::Place;
use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::domain::OrgId;
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers};
use crate::work::{demo_with_groups, users_with_groups};

#[test]
fn an_app_that_may_read_everything_is_assumed_to_have_what_only_reads() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let root = demo["organization"]["id"].clone();
    demo["connectedApps"][3]["name"] = "Reads All".into();
    demo["connectedApps"][3]["scopes"] = json!([{"scope": "read:full", "organizationId": root}]);
    for (permission, seen) in [
        ("audit log viewer", Some("scope read:full, assumed")),
        ("exchange viewer", Some("scope read:full, assumed")),
        ("organization adm", Some("scope read:full, assumed in part")),
        ("manage policies", None),
    ] {
        let mut d = Driver::start(StartOptions {
            organization: Some(demo.clone()),
            ..client_providers()
        });
        d.size(120, 36)
            .keys("1 Enter Tab Tab Tab /")
            .text(permission)
            .keys("Enter Enter")
            .see("Who has");
        d.keys("/").text("reads all").keys("Enter");
        match seen {
            Some(how) => d.see("Reads All").see(how),
            None => d.see("(0 of").see_not("read:full"),
        };
    }
}

#[test]
fn administrators_of_organizations_above_are_told_by_a_note() {
    let note = "Who administers an organization above it administers it as well, and isn't listed.";
    for (group, permission, told) in [
        ("retail eu", "organization adm", true),
        ("retail eu", "audit log viewer", false),
        ("acme corp", "organization adm", false),
    ] {
        let mut d = Driver::start(client_providers());
        d.size(120, 36)
            .keys("1 /")
            .text(group)
            .keys("Enter Enter Tab Tab Tab /");
        d.text(permission).keys("Enter Enter").see("Who has");
        if told {
            d.see(note);
        } else {
            d.see_not(note);
        }
    }
}

#[test]
fn who_administers_more_groups_than_the_limit_is_not_asked_and_stays_unknown() {
    let mut d = users_with_groups(130);
    d.keys("/").text("admin:no").keys("Enter").see("(0 of 44");
    // What follows from an answer is asked for with the next frame.
    d.keys("j j");
    d.see("Who administers 39 business groups more below isn't read");
    let places: BTreeSet<OrgId> = d
        .requests
        .iter()
        .filter_map(|request| match request {
            Request::Access(AccessRead::Holders(_, _, at)) => Some(*at),
            _ => None,
        })
        .collect();
    assert_eq!(places.len(), 101);
    d.keys("Esc /").text("admin:yes").keys("Enter").see("ana.ortiz");
}

#[test]
fn all_users_are_those_of_the_root_two_levels_below_it_too() {
    let mut file = demo_with_groups(0, "/organization");
    let root: OrgId = serde_json::from_value(file["organization"]["id"].clone()).unwrap();
    let retail = &file["organization"]["subOrganizations"][0];
    let between: OrgId = serde_json::from_value(retail["id"].clone()).unwrap();
    let below = retail["subOrganizations"][0]["id"].clone();
    let mut permissions = file["permissions"].as_array().unwrap().iter();
    let administrator = permissions.find(|one| one["name"] == "Organization Administrator");
    let (all, administrator) = (&file["teams"][0]["id"], &administrator.unwrap()["id"]);
    let grant = json!({"teamId": all, "permissionId": administrator, "organizationId": below});
    file["grants"].as_array_mut().unwrap().push(grant);
    let mut d = Driver::start(StartOptions {
        organization: Some(file),
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(120, 36).keys(":").text("switch Retail EU").keys("Enter");
    d.see("Working in Retail EU");
    d.keys("/").text("admin:yes").keys("Enter j j");
    let asked = |of: OrgId| d.requests.contains(&Request::Access(AccessRead::Users(of)));
    assert!(!asked(between), "users of the business group above");
    assert!(asked(root), "users of the root");
}
