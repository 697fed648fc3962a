//! Who administers, and who may do the same: what is assumed, told by a note, or unknown.

use std::collections::BTreeSet;

use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::domain::OrgId;
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers};
use crate::work::users_with_groups;

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
