//! What keys and frames cost does not grow with the organization.

use amtui::app::access_read::AccessRead;
use amtui::app::msg::{Msg, ScreenSettings};
use amtui::app::request::Request;
use amtui::app::work::{self, WorkDone};
use amtui::app::{Location, Place};
use serde_json::{Value, json};

use crate::driver::{Driver, MASKED, StartOptions, client_providers};
use crate::generate;

/// A page of an organization so many times the size of a small one.
fn page(times: usize, open: Place) -> Driver {
    let organization = generate::organization(30 * times, 60 * times, 25, 300 * times, 300 * times);
    let d = Driver::start(StartOptions {
        user: Some("ada"),
        open: Some(open),
        organization: Some(organization),
        ..StartOptions::default()
    });
    d.screen();
    d
}

/// What keys and their frames cost.
fn cost(d: &mut Driver, keys: &str) -> WorkDone {
    work::take();
    d.keys(keys).screen();
    work::take()
}

#[test]
fn a_cursor_key_and_its_frame_cost_the_same_however_large_the_organization_is() {
    let places = [
        Place::List(Location::BusinessGroups),
        Place::List(Location::Environments),
        Place::List(Location::ClientProviders),
        Place::List(Location::ApiManager),
        Place::Provider(generate::id("0c", 3)),
    ];
    for place in places {
        let mut pages = [1, 4].map(|times| page(times, place.clone()));
        for keys in ["j", "j j j k", "G", "g g"] {
            let [small, large] = pages.each_mut().map(|d| cost(d, keys));
            let is_list = matches!(place, Place::List(_));
            assert!(small.cells > 0 || !is_list, "{place:?}: nothing is counted");
            assert_eq!(small, large, "{place:?}: {keys}");
            assert_eq!(small.rows, 0, "{place:?}: {keys} derives no row");
        }
    }
}

#[test]
fn a_cursor_key_derives_no_row_for_the_preview_that_a_person_has_on() {
    for (columns, location) in [(80, Location::ClientProviders), (120, Location::ApiManager)] {
        let mut d = page(1, Place::List(location));
        d.send(Msg::Preferences(ScreenSettings {
            preview: Some(true),
            ..ScreenSettings::default()
        }));
        d.size(columns, 24).screen();
        assert_eq!(cost(&mut d, "j").rows, 0, "{columns} columns");
    }
}

#[test]
fn marks_cost_by_their_number_and_not_by_that_of_the_rows() {
    let [small, large] = [1, 4].map(|times| {
        let mut d = page(times, Place::List(Location::ApiManager));
        d.keys("Space Space");
        cost(&mut d, "j")
    });
    assert_eq!(small, large);
    assert!((1..20).contains(&small.rows), "{small:?}");
}

#[test]
fn a_cursor_key_counts_no_row_again_that_a_filter_leaves_out() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(120, 36).keys("/").text("idle:>90d").keys("Enter");
    d.see("Left out: 2 users");
    assert_eq!(cost(&mut d, "j").rows, 0);
}

#[test]
fn a_letter_in_a_filter_puts_into_words_only_what_is_drawn() {
    let typed = |times: usize| {
        let organization = generate::organization(5, 60, 25, 300 * times, 100);
        let mut d = Driver::start(StartOptions {
            user: Some("ada"),
            open: Some(Place::List(Location::ApiManager)),
            organization: Some(organization),
            ..StartOptions::default()
        });
        // The first letter prepares the text that the others are sought in.
        d.keys("/ a").screen();
        work::take();
        d.keys("p").screen();
        work::take().cells
    };
    assert_eq!(typed(1), typed(4));
}

#[test]
fn an_answer_about_one_application_measures_that_row_alone() {
    let organization = generate::organization(2, 2, 5, 10, 300);
    let mut d = Driver::start(StartOptions {
        user: Some("ada"),
        open: Place::parse("client-applications"),
        organization: Some(organization),
        ..StartOptions::default()
    });
    d.hold = true;
    d.keys("G").screen();
    let contracts = |r: &Request| matches!(r, Request::Access(AccessRead::ApplicationContracts(_)));
    assert!(d.requests.last().is_some_and(contracts), "{:?}", d.requests.last());
    work::take();
    d.answer_newest();
    assert!((1..10).contains(&work::take().cells));
}

#[test]
fn an_answer_about_one_application_walks_no_tree_and_no_applications_for_the_mask() {
    let organization = generate::organization(40, 2, 5, 10, 300);
    let mut d = Driver::start(StartOptions {
        user: Some("ada"),
        open: Place::parse("client-applications"),
        organization: Some(organization),
        show: MASKED,
        ..StartOptions::default()
    });
    assert!(work::take().walked >= 300);
    d.hold = true;
    d.keys("G").screen();
    work::take();
    d.answer_newest();
    assert_eq!(work::take().walked, 0);
}

/// The demo, with so many business groups more below the organization there.
pub fn demo_with_groups(groups: usize, there: &str) -> Value {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let like = demo["organization"]["subOrganizations"][0].clone();
    let above = demo.pointer_mut(there).unwrap();
    let mut parents = above["parentOrganizationIds"].as_array().unwrap().clone();
    parents.push(above["id"].clone());
    for n in 0..groups {
        let mut group = like.clone();
        let id = format!("0a000000-0000-4000-8000-{n:012x}");
        (group["id"], group["name"]) = (id.clone().into(), format!("Group {n}").into());
        (group["subOrganizations"], group["subOrganizationIds"]) = (json!([]), json!([]));
        (group["environmentsCount"], group["clientId"]) = (0.into(), format!("{n:032x}").into());
        group["parentOrganizationIds"] = parents.clone().into();
        above["subOrganizations"].as_array_mut().unwrap().push(group);
        above["subOrganizationIds"].as_array_mut().unwrap().push(id.into());
    }
    demo
}

/// Users of the demo, with so many business groups more below its root.
pub fn users_with_groups(groups: usize) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users"),
        organization: Some(demo_with_groups(groups, "/organization")),
        ..client_providers()
    });
    d.size(120, 36);
    d
}

#[test]
fn an_answer_about_administrators_costs_what_it_changes() {
    let costs = [10, 40].map(|groups| {
        let mut d = users_with_groups(groups);
        d.hold = true;
        d.keys("/").text("admin:yes").keys("Enter");
        work::take();
        let mut answers = 0;
        while d.waits() {
            d.answer();
            answers += 1;
        }
        assert!(answers > 3 * groups, "{answers}");
        work::take().walked / answers
    });
    assert!((1..30).contains(&costs[0]) && costs[1] < 2 * costs[0], "{costs:?}");
}
