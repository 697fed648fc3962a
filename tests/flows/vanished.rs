//! What is gone, unknown or stopped between choosing several things and changing them.

use std::sync::Arc;

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::change::{Change, ChangeResult, Object};
use amtui::domain::{Coverage, Error, Listing, User};
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::{at, named};

fn open(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(120, 40);
    d
}

/// Reads what is on screen again once `keys` opened something over it, and what is there by then.
fn meanwhile(d: &mut Driver, keys: &str, change: impl FnOnce(&mut Value)) {
    d.hold = true;
    d.keys("r").keys(keys);
    d.rewrite(change);
    d.hold = false;
    d.answer();
}

fn users_sent(d: &Driver) -> Vec<String> {
    let name = |change: &Change| match change {
        Change::SetUserEnabled { was, .. } => was.raw().to_owned(),
        other => format!("{other:?}"),
    };
    d.changes().iter().map(name).collect()
}

#[test]
fn a_partly_made_change_stops_a_review_and_is_not_sent_again() {
    let mut d = open("users");
    d.keys("Space j Space X").see("Disable 2 users").see("arjun.mehta");
    d.faults = Some(Box::new(|request| match request {
        Request::Change(_) => Some(Err(Error::PartlyApplied(
            "Another status than was sent is there.".into(),
        ))),
        _ => None,
    }));
    d.wait(800)
        .keys("Enter")
        .see("1 of 2")
        .see("Another status than was sent is there.");
    d.see("check the current")
        .see("state before you try again.")
        .see("arjun.mehta: not done");
    assert_eq!(users_sent(&d), ["aisha.khan"]);
    d.faults = None;
    d.wait(800)
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter")
        .see("arjun.mehta: done");
    assert_eq!(users_sent(&d), ["aisha.khan", "arjun.mehta"]);
}

#[test]
fn an_environment_that_went_while_it_was_ticked_is_told_in_the_review() {
    let mut d = provider("Salesforce Partners");
    d.size(120, 40).keys("Tab").see("Environments");
    meanwhile(&mut d, "e j Space j j Space", |file| {
        let gone = named(file, "environments", "Staging")["id"].clone();
        let all = |file: &mut Value, list: &str, keep: &dyn Fn(&Value) -> bool| {
            file[list].as_array_mut().unwrap().retain(keep);
        };
        all(file, "environments", &|one| one["id"] != gone);
        all(file, "apis", &|one| one["environmentId"] != gone);
        all(file, "grants", &|one| one["environmentId"] != gone);
        for app in file["connectedApps"].as_array_mut().unwrap() {
            if let Some(scopes) = app.get_mut("scopes").and_then(Value::as_array_mut) {
                scopes.retain(|scope| scope["environmentId"] != gone);
            }
        }
    });
    d.keys("Ctrl-S")
        .see("1 environment is no longer there.")
        .see_not("Staging");
    d.wait(800).keys("Enter").see("Set the client providers of environment");
}

#[test]
fn an_api_that_went_while_its_new_provider_was_chosen_is_told_in_the_review() {
    let mut d = at(Place::List(Location::ApiManager));
    d.size(120, 40)
        .keys("/")
        .text("billing-api staging")
        .keys("Enter")
        .see("billing-api 1.2.0");
    d.keys("Esc /").text("staging").keys("Enter *");
    let marked = d.screen();
    meanwhile(&mut d, "e", |file| {
        let staging = named(file, "environments", "Staging")["id"].clone();
        let apis = file["apis"].as_array_mut().unwrap();
        let gone = |api: &Value| api["assetId"] == "billing-api" && api["environmentId"] == staging;
        assert!(apis.iter().any(gone), "{marked}");
        apis.retain(|api| !gone(api));
    });
    d.keys("j j j j Enter").see("Move to Okta Sandbox");
    d.keys("G")
        .see("1 API is no longer there.")
        .see_not("billing-api 1.2.0 (Staging)");
}

/// The list of users has a part of them alone, as where a page of it is refused.
fn few_users(d: &mut Driver, known: &'static [&'static str]) {
    let file = d.file();
    let users = file["users"].as_array().unwrap().iter();
    let users = users.filter(|user| known.contains(&user["username"].as_str().unwrap()));
    let users = users.map(|user| {
        let id = serde_json::from_value(user["id"].clone()).unwrap();
        User {
            enabled: Some(true),
            ..User::new(id, user["username"].as_str().unwrap().into())
        }
    });
    let listing = Arc::new(Listing {
        rows: users.collect(),
        coverage: Coverage::Partial("The list of users did not come to an end.".into()),
    });
    d.faults = Some(Box::new(move |request| match request {
        Request::Access(AccessRead::Users(_)) => Some(Ok(Reply::Access(AccessReply::Users(Arc::clone(&listing))))),
        _ => None,
    }));
}

/// They stand in the team, so that they are there.
#[test]
fn members_whom_the_list_of_users_lacks_are_read_before_they_are_disabled() {
    let mut d = open("teams/On-Call");
    few_users(&mut d, &["svc.monitoring"]);
    d.keys("r").see("Members").keys("* X");
    d.see("Disable 4 users")
        .see_not("no longer there")
        .see_not("Nobody is disabled");
    // The same of one alone.
    let mut d = open("teams/On-Call");
    few_users(&mut d, &[]);
    d.keys("r X").see("Disable 1 user").see_not("You do not belong");
}

#[test]
fn a_member_who_is_gone_is_told_and_the_others_are_disabled() {
    let mut d = open("teams/On-Call");
    few_users(&mut d, &["svc.monitoring"]);
    let (mut others, mut first) = (d.faults.take().unwrap(), None);
    d.faults = Some(Box::new(move |request| match request {
        Request::Access(AccessRead::User(id)) if *first.get_or_insert(*id) == *id => {
            Some(Err(Error::NotFound("This user".into())))
        }
        request => others(request),
    }));
    d.keys("r").keys("* X");
    d.see("Disable 3 users").see("1 user is no longer there.");
}

#[test]
fn an_answer_about_somebody_else_is_no_proof_that_a_change_was_made() {
    let mut d = open("users");
    d.keys("Space j Space X").see("Disable 2 users");
    d.faults = Some(Box::new(|request| match request {
        Request::Change(_) => {
            let other = Object::User("somebody-else".parse().unwrap());
            Some(Ok(Reply::Changed(ChangeResult::new(other, "aisha.khan".into()))))
        }
        _ => None,
    }));
    d.wait(800)
        .keys("Enter")
        .see("It is not known whether anything changed")
        .see("arjun.mehta: not done");
    d.see_not("aisha.khan: done");
}

/// Each of the others would wait for half a minute as well.
#[test]
fn a_file_that_others_keep_locked_stops_a_review() {
    let mut d = open("users");
    d.keys("Space j Space X").see("Disable 2 users");
    d.faults = Some(Box::new(|request| match request {
        Request::Change(_) => Some(Err(Error::Locked(
            "org.json: another program has kept it locked.".into(),
        ))),
        _ => None,
    }));
    d.wait(800)
        .keys("Enter")
        .see("kept it locked")
        .see("arjun.mehta: not done");
    assert_eq!(users_sent(&d), ["aisha.khan"]);
}
