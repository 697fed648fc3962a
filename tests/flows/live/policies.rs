//! Policies and contracts of API instances are read where needed, and never guessed.

use amtui::app::{Location, Place};
use serde_json::Value;

use super::backend::{LiveDriver, Terms};
use crate::generate::{self, id};

/// 60 APIs of one client provider in one environment. The last one lost its own, and its policy fails.
fn apis() -> LiveDriver {
    let mut file = generate::organization(1, 1, 1, 60, 5);
    for api in file["apis"].as_array_mut().unwrap() {
        api["providerId"] = id("0c", 0).into();
        api["policies"][0]["disabled"] = false.into();
    }
    file["apis"][59]["providerId"] = Value::Null;
    file["apis"][58]["contracts"] = serde_json::json!([]);
    let mut s = LiveDriver::of(Terms {
        organization: file,
        open: Some(Place::List(Location::ApiManager)),
        ..Terms::default()
    });
    s.d.see("APIs (60)");
    s
}

/// Of how many APIs the policies were asked for until now.
fn asked(s: &LiveDriver) -> usize {
    let seen = s.fake.seen();
    seen.iter().filter(|seen| seen.path.contains("/policies")).count()
}

#[test]
fn a_filter_by_policy_reads_the_policies_of_every_api() {
    let mut s = apis();
    assert!(asked(&s) < 30);
    s.d.keys("/").text("policy:fails");
    s.d.see("api-59").see("APIs (1 of 60)");
}

#[test]
fn words_of_a_policy_read_the_policies_of_every_api_once_they_are_typed() {
    let mut s = apis();
    s.d.keys("/").text("was deleted");
    s.d.see("APIs (0 of 60+)").see_not("Nothing matches");
    assert!(asked(&s) < 30);
    s.d.keys("Enter").see("api-59").see("APIs (1 of 60)");
}

#[test]
fn words_that_no_policy_has_read_no_more_policies() {
    let mut s = apis();
    s.d.keys("/").text("api-x").see("APIs (0 of 60)").keys("Esc");
    s.d.keys("/").text("environment").keys("Enter").see("APIs (60 of 60)");
    assert!(asked(&s) < 30);
}

#[test]
fn an_order_by_contracts_reads_the_contracts_of_every_api() {
    let mut s = apis();
    s.d.size(120, 24).keys("s s s s").see("api-58");
    assert_eq!(asked(&s), 60);
}

#[test]
fn an_api_whose_policies_cannot_be_read_may_fit_as_well() {
    let mut s = apis();
    s.answers(9, ("GET", "apis/60/policies"), 500, "not now");
    s.d.keys("/").text("policy:fails").keys("Enter");
    s.d.see("APIs (0 of 60+)").see_not("Nothing matches");
    s.fake.mend();
    s.d.keys("r").see("api-59").see("APIs (1 of 60)");
}

#[test]
fn a_table_says_why_policies_could_not_be_read() {
    let mut s = apis();
    s.answers(9, ("GET", "apis/1/policies"), 500, "not now");
    s.d.keys("j r").see("Not up to date: ").see("not now (500)");
}

#[test]
fn marked_apis_are_moved_although_their_order_changes_while_their_contracts_are_read() {
    for sorts in ["k j", "s s s s"] {
        let mut s = apis();
        s.d.size(120, 24).keys("Space");
        s.d.hold = true;
        s.d.keys("G k Space").keys(sorts).keys("e").see("This opens once");
        while s.d.waits() {
            s.d.answer();
        }
        s.d.see("Client provider of 2 APIs");
    }
}
