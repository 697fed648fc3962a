//! What changed since a file, within the program.

use std::fs;
use std::path::PathBuf;

use amtui::app::model::mask::person;
use amtui::app::msg::{Effect, Msg};
use amtui::app::request::{Reply, Request, Ticket};
use amtui::domain::Error;
use amtui::domain::compare::Comparison;
use serde_json::Value;
use tempfile::TempDir;

use crate::driver::{Driver, StartOptions, client_providers};

/// The demo with something changed in it, as a file.
fn file(change: impl FnOnce(&mut Value)) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    change(&mut demo);
    let path = folder.path().join("a.json");
    fs::write(&path, demo.to_string()).unwrap();
    (folder, path)
}

fn diff(d: &mut Driver, file: &str) {
    d.keys(":").text(&format!("diff {file}")).keys("Enter");
}

/// The comparison that was asked for last, and its ticket: requests are counted from 1.
fn asked(d: &Driver) -> Ticket {
    let mut requests = (1..).map(Ticket).zip(&d.requests).collect::<Vec<_>>().into_iter().rev();
    let asked = requests.find(|(_, request)| matches!(request, Request::Compare(_)));
    asked.unwrap().0
}

#[test]
fn what_changed_since_a_file_is_shown() {
    let (_folder, path) = file(|demo| {
        demo["clientProviders"][2]["name"] = "Okta\u{202e}".into();
        let issuer = &mut demo["clientProviders"][2]["oidc_dynamic_client_provider"]["issuer"];
        *issuer = "https://old.okta.example".into();
    });
    let mut d = Driver::start(client_providers());
    d.size(140, 36);
    diff(&mut d, path.to_str().unwrap());
    d.see(&format!("Changes since {}", path.display()))
        .see("client provider renamed: Okta Production")
        .see("Okta<U+202E> -> Okta Production")
        .see("setting changed: Okta Production, oidc_dynamic_client_provider/issuer")
        .see("https://old.okta.example -> https://acme.okta.example");
    assert!(d.changes().is_empty());
    d.keys("Esc").see_not("Changes since");
    // The same as on screen, once it is as it was.
    let (_folder, path) = file(|_| ());
    diff(&mut d, path.to_str().unwrap());
    d.see("No differences.");
}

#[test]
fn a_file_must_be_given_and_be_right() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("diff").keys("Enter");
    d.see("Give the file to compare with: :diff FILE");
    d.wait(1000);
    diff(&mut d, "no.json");
    d.see("Not compared. no.json: it can't be read")
        .see_not("Changes since");
    let mut d = Driver::start(StartOptions::default());
    diff(&mut d, "no.json");
    d.see("Sign in first.");
}

#[test]
fn one_waits_for_the_last_one_and_esc_stops_that() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    diff(&mut d, "a.json");
    let first = asked(&d);
    d.wait(1200).see("Loading 1 s. Esc stops it.");
    diff(&mut d, "b.json");
    assert!(d.effects.contains(&Effect::Cancel(vec![first])));
    let found = || Ok(Reply::Compared(Comparison::default()));
    d.send(Msg::Reply(first, found()));
    d.see_not("Changes since");
    let second = asked(&d);
    d.keys("Esc");
    d.see("Stopped loading.");
    d.send(Msg::Reply(second, found()));
    d.see_not("Changes since");
}

#[test]
fn it_does_not_come_between_a_person_and_a_dialog() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    diff(&mut d, "a.json");
    let ticket = asked(&d);
    d.keys("j j j D").see("To confirm");
    d.send(Msg::Reply(ticket, Ok(Reply::Compared(Comparison::default()))));
    d.see_not("Changes since")
        .see("Compared with a.json: 0 differences. Close what is open");
    d.wait(1000).keys("Esc");
    d.wait(1000);
    diff(&mut d, "a.json");
    let again = asked(&d);
    d.send(Msg::Reply(again, Err(Error::Network("the line is dead".into()))));
    d.see("Not compared. No answer: the line is dead.");
}

#[test]
fn client_ids_of_the_file_have_stand_ins_as_well() {
    let (_folder, path) = file(|demo| {
        demo["clientProviders"][2]["oidc_dynamic_client_provider"]["primary_client"]["id"] = "old-client".into();
    });
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        ..client_providers()
    });
    d.size(140, 36);
    diff(&mut d, path.to_str().unwrap());
    d.see("primary_client/id").see("client-").see_not("old-client");
    // Nor when they come later.
    d.keys("Esc F4");
    diff(&mut d, path.to_str().unwrap());
    d.see("old-client").keys("F4").see("client-").see_not("old-client");
}

#[test]
fn ids_that_stand_in_the_file_alone_are_masked_as_well() {
    let (_folder, path) = file(|demo| {
        let mut gone = demo["clientProviders"][2].clone();
        gone["providerId"] = "7c7c7c7c-0042-46ff-8cf8-1ad6f0c78b67".into();
        demo["clientProviders"].as_array_mut().unwrap().push(gone);
    });
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        ..client_providers()
    });
    d.size(140, 36);
    diff(&mut d, path.to_str().unwrap());
    d.see("client provider removed: Okta Production ").see_not("7c7c7c7c");
}

#[test]
fn a_field_left_empty_is_as_one_that_is_not_there() {
    let (_folder, path) = file(|demo| demo["clientProviders"][2]["type"]["description"] = "".into());
    let mut d = Driver::start(client_providers());
    d.rewrite(|demo| {
        let kind = demo["clientProviders"][2]["type"].as_object_mut().unwrap();
        kind.remove("description");
    });
    diff(&mut d, path.to_str().unwrap());
    d.see("No differences.");
}

/// The demo as it is after somebody left and somebody else was let in.
fn people_changed() -> Value {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let root = demo["organization"]["id"].clone();
    let user = demo["users"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["username"] == "noah.brooks");
    let user = user.unwrap()["id"].clone();
    let permissions = demo["permissions"].as_array().unwrap();
    let permission = permissions
        .iter()
        .find(|one| one["name"] == "Audit Log Viewer")
        .unwrap()["id"]
        .clone();
    let grant = serde_json::json!({"userId": user, "permissionId": permission, "organizationId": root});
    demo["grants"].as_array_mut().unwrap().push(grant);
    let users = demo["users"].as_array_mut().unwrap();
    users.iter_mut().find(|one| one["username"] == "carol.wu").unwrap()["enabled"] = false.into();
    demo
}

#[test]
fn who_gained_what_since_a_file_is_shown_and_masked() {
    let start = || StartOptions {
        organization: Some(people_changed()),
        ..client_providers()
    };
    let mut d = Driver::start(start());
    d.size(140, 36);
    diff(&mut d, "assets/demo.json");
    d.see("user disabled: carol.wu")
        .see("user permission gained: noah.brooks, Acme Corp")
        .see("after: Audit Log Viewer (direct)");
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        ..start()
    });
    d.size(140, 36);
    diff(&mut d, "assets/demo.json");
    d.see(&format!("user disabled: {}", person::stand_in("carol.wu", 0)))
        .see("after: Audit Log Viewer (direct)")
        .see_not("carol.wu")
        .see_not("noah.brooks");
}
