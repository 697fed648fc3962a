//! What others do while a deletion is confirmed, and answers that aren't its own.

use amtui::app::access_read::AccessRead;
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::{Error, Listing};
use serde_json::json;

use crate::delete::deletes_once_it_is_ticked;
use crate::driver::{Driver, StartOptions, provider};
use crate::manage::{at, named};

/// On the button of the dialog about the environment `Production`.
fn deleting_production() -> Driver {
    let mut d = at(Place::List(Location::Environments));
    d.size(120, 36);
    confirm_production(&mut d);
    d
}

fn confirm_production(d: &mut Driver) {
    d.keys("D").wait(800).see("Environment    Production");
    d.text("Production").keys("Enter").wait(800);
}

#[test]
fn an_api_that_came_while_the_dialog_was_open_is_not_deleted() {
    let mut d = deleting_production();
    d.rewrite(|file| {
        let id = named(file, "environments", "Production")["id"].clone();
        let apis = file["apis"].as_array_mut().unwrap();
        let mut new = apis.iter().find(|api| api["environmentId"] == id).unwrap().clone();
        new["id"] = json!(99_000_001);
        new["assetId"] = json!("late-orders");
        apis.push(new);
    });
    d.fire()
        .see("Not deleted: API 'late-orders")
        .see("is new in environment 'Production'.");
    assert_ne!(named(&d.file(), "environments", "Production")["id"], json!(null));
    // The next dialog reads it again, and says so.
    d.wait(800);
    confirm_production(&mut d);
    d.fire().see("Deleted environment 'Production'.");
}

#[test]
fn a_provider_that_something_began_to_use_is_not_deleted() {
    let mut d = provider("Okta Sandbox");
    d.size(120, 36).confirm("Okta Sandbox").wait(800);
    let mut name = String::new();
    d.rewrite(|file| {
        let id = named(file, "clientProviders", "Okta Sandbox")["providerId"].clone();
        let all = file["environments"].as_array_mut().unwrap();
        let lacks = |e: &&mut serde_json::Value| !e["clientManagementProviderIds"].as_array().unwrap().contains(&id);
        let one = all.iter_mut().find(lacks).unwrap();
        one["clientManagementProviderIds"].as_array_mut().unwrap().push(id);
        one["name"].as_str().unwrap().clone_into(&mut name);
    });
    d.fire().see("Not deleted: environment").see(&name).see("now has");
    assert_ne!(named(&d.file(), "clientProviders", "Okta Sandbox"), &json!(null));
    d.wait(800)
        .confirm("Okta Sandbox")
        .wait(800)
        .fire()
        .see("Deleted client provider 'Okta Sandbox'.");
}

#[test]
fn what_users_may_do_is_read_again_after_an_environment_went() {
    let mut d = at(Place::List(Location::Environments));
    let reads = |d: &Driver| {
        let of_user = |request: &&Request| {
            matches!(
                request,
                Request::Access(AccessRead::EffectiveGrants(_) | AccessRead::UserGrants(_))
            )
        };
        d.requests.iter().filter(of_user).count()
    };
    d.keys("2 Enter").see("Access");
    let before = reads(&d);
    assert!(before > 0, "{:?}", d.requests);
    d.keys("4");
    confirm_production(&mut d);
    d.fire().see("Deleted environment 'Production'.").wait(800);
    d.keys("2 Enter").see("Access");
    assert!(reads(&d) > before, "{:?}", d.requests);
}

#[test]
fn the_answer_of_another_request_is_no_deletion() {
    let mut d = deleting_production();
    d.faults = Some(Box::new(|request| match request {
        Request::Change(_) => Some(Ok(Reply::Environments(Listing::from(Vec::new())))),
        _ => None,
    }));
    d.fire().see_not("Deleted environment").see("Do not repeat the delete");
}

#[test]
fn a_tree_that_is_not_found_says_nothing_of_a_business_group() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.size(120, 36).keys("j j j D").wait(800).see("business group's name");
    let name = d.screen();
    let name = name
        .lines()
        .find_map(|line| line.split("Business group ").nth(1))
        .unwrap();
    let name = name.trim_matches(|c: char| c == '│' || c.is_whitespace()).to_owned();
    d.text(&name).keys("Enter").wait(800);
    let mut sent = false;
    d.faults = Some(Box::new(move |request| match request {
        Request::Change(_) => {
            sent = true;
            Some(Err(Error::OutcomeUnknown("the connection closed".into())))
        }
        Request::Tree if sent => Some(Err(Error::NotFound("This organization".into()))),
        _ => None,
    }));
    d.fire().see("We do not know").keys("Enter");
    d.see("Do not repeat the delete").see_not("Deleted business group");
}

#[test]
fn a_tick_is_for_what_was_unread_when_it_was_given() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        ..StartOptions::default()
    });
    d.keys("Enter 7 j j j").hold = true;
    let mut asked = Vec::new();
    d.faults = Some(Box::new(move |r| match r {
        Request::EnvironmentUse(id) => {
            asked.push(*id);
            let lost = [asked.get(1), asked.get(4)].contains(&Some(id));
            lost.then(|| Err(Error::Network("timeout".into())))
        }
        _ => None,
    }));
    d.keys("D").wait(600);
    while !d.shows("Impact incomplete") {
        d.answer();
    }
    d.click("Continue although").see("[x] Continue");
    while d.waits() {
        d.answer();
    }
    d.hold = false;
    d.see("[ ] Continue").keys("Tab");
    deletes_once_it_is_ticked(&mut d);
}

#[test]
fn a_deletion_that_is_only_found_is_not_offered_to_be_undone() {
    let mut d = deleting_production();
    d.faults = Some(Box::new(|request| match request {
        Request::Change(_) => Some(Err(Error::Internal("a request broke off".into()))),
        Request::EnvironmentUse(_) => Some(Err(Error::NotFound("This environment".into()))),
        _ => None,
    }));
    d.fire().see("Do not repeat the delete").wait(800).keys("Enter");
    // Undo would take back what was done before.
    d.see("Deleted environment 'Production'.").see_not("undoes it");
    d.undo().see("There is nothing to undo.");
}

#[test]
fn an_api_that_would_reject_requests_by_now_keeps_its_provider() {
    let mut d = provider("Okta Production");
    d.size(120, 36)
        .keys("D")
        .wait(800)
        .see("10 reject requests, 4 fall back");
    d.text("Okta Production").keys("Enter").wait(800);
    d.rewrite(|file| {
        let mut apis = file["apis"].as_array_mut().unwrap().iter_mut();
        let api = apis.find(|api| api["id"] == 1606).unwrap();
        let policy = json!({"id": 99_999, "assetId": "openidconnect-access-token-enforcement", "disabled": false});
        api["policies"].as_array_mut().unwrap().push(policy);
    });
    d.fire()
        .see("Not deleted: API 'pricing-api 3.0.1' of environment")
        .see("would now reject requests.");
    assert_ne!(named(&d.file(), "clientProviders", "Okta Production"), &json!(null));
    d.wait(800).keys("D").wait(800).see("11 reject requests, 3 fall back");
}

#[test]
fn who_would_lose_a_permission_by_now_keeps_the_team() {
    let mut d = at(Place::parse("teams/API Reviewers").unwrap());
    d.size(150, 60).keys("D").wait(800);
    d.see("Manage Contracts in").see("1 keeps").see("it another way");
    d.text("API Reviewers").keys("Enter").wait(800);
    d.rewrite(|file| {
        let carol = file["users"]
            .as_array()
            .unwrap()
            .iter()
            .find(|user| user["username"] == "carol.wu");
        let (carol, staging) = (
            carol.unwrap()["id"].clone(),
            named(file, "environments", "Staging")["id"].clone(),
        );
        let grants = file["grants"].as_array_mut().unwrap();
        grants.retain(|grant| grant["userId"] != carol || grant["environmentId"] != staging);
    });
    d.fire()
        .see("Not deleted: user 'carol.wu' would now lose permission 'Manage Contracts' in")
        .see("Staging");
    assert_ne!(named(&d.file(), "teams", "API Reviewers"), &json!(null));
}
