//! Nothing happens by accident: held keys, late answers, other people's changes.

use amtui::app::key::Key;
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::Error;
use amtui::domain::change::Change;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::{at, named};

/// Holds a key down as a terminal shows it: after half a second many times in a row.
fn hold(d: &mut Driver, name: &str, times: usize) {
    let key = Key::parse(name).unwrap();
    d.press(key);
    d.wait(500);
    for _ in 0..times {
        d.press(key);
    }
}

#[test]
fn a_form_that_comes_late_does_not_come_over_another_one() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j");
    d.hold = true;
    d.keys("e a")
        .see("Add client provider: choose its type")
        .keys("Enter")
        .text("New");
    d.hold = false;
    d.answer();
    d.see("Add OIDC client provider")
        .see("New")
        .see_not("Edit client provider");
    // Nor over a dialog.
    let mut d = Driver::start(client_providers());
    d.keys("j j j");
    d.hold = true;
    d.keys("e D");
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.see("Delete client provider").see_not("Edit client provider");
}

#[test]
fn help_is_no_way_to_lose_what_stands_below_it() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e G Space F1 Enter : Esc").see("[x] 3.");
    let mut d = Driver::start(client_providers());
    d.keys("a Enter").text("New").keys("F1 Enter : Esc").see("New");
}

#[test]
fn a_held_enter_neither_saves_nor_stops_nor_tries_again() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA").keys("Ctrl-S").wait(800);
    d.faults = Some(Box::new(|request| {
        matches!(request, Request::Change(_)).then(|| Err(Error::Forbidden("no".into())))
    }));
    hold(&mut d, "Enter", 40);
    assert_eq!(d.changes().len(), 1);
    // One of many is not enough to stop the others.
    let mut d = provider("Salesforce Partners");
    d.size(120, 40)
        .keys("Tab e j Space j j Space j j j Space Ctrl-S")
        .wait(800);
    d.hold = true;
    hold(&mut d, "Enter", 40);
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    assert_eq!(d.changes().len(), 3);
}

#[test]
fn a_held_ctrl_s_saves_nothing() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA");
    hold(&mut d, "Ctrl-S", 40);
    assert!(d.changes().is_empty());
    d.see("[>Create<]");
}

#[test]
fn a_held_undo_takes_back_one_change() {
    let mut d = at(Place::List(Location::Environments));
    for name in ["QA-a", "QA-b", "QA-c"] {
        d.keys("a")
            .text(name)
            .keys("Ctrl-S")
            .wait(800)
            .keys("Enter")
            .see(&format!("Created environment '{name}'."));
    }
    d.wait(1_000);
    hold(&mut d, "u", 40);
    let file = d.file();
    assert_eq!(named(&file, "environments", "QA-c"), &Value::Null);
    assert_ne!(named(&file, "environments", "QA-b"), &Value::Null);
}

#[test]
fn a_held_opening_key_types_nothing() {
    let mut d = at(Place::List(Location::Environments));
    hold(&mut d, "a", 20);
    d.see("Create environment").see_not("aaa");
    d.wait(800).text("QA").see("QA");
}

#[test]
fn a_typed_secret_is_nowhere_in_what_the_program_says_of_itself() {
    let mut d = Driver::start(client_providers());
    d.keys("a Enter Tab Tab Tab Tab Tab").text("hush-hush");
    assert!(!format!("{:?}", d.app).contains("hush"));
    d.keys("Ctrl-K").text("hush-hush");
    assert!(!format!("{:?}", d.app).contains("hush"));
    d.see_not("hush");
}

#[test]
fn a_list_that_others_changed_meanwhile_is_not_overwritten() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e G Space");
    d.rewrite(|file| {
        let id = named(file, "clientProviders", "Legacy OpenAM")["providerId"].clone();
        let all = file["environments"].as_array_mut().unwrap();
        let staging = all.iter_mut().find(|e| e["name"] == "Staging").unwrap();
        staging["clientManagementProviderIds"].as_array_mut().unwrap().push(id);
    });
    d.keys("Ctrl-S").wait(800).keys("Enter").see("Not saved");
    let file = d.file();
    let ids = &named(&file, "environments", "Staging")["clientManagementProviderIds"];
    assert_eq!(ids.as_array().unwrap().len(), 3);
}

#[test]
fn ticks_are_not_lost_without_a_word() {
    for key in ["Esc", "q", "Backspace", "Ctrl-C"] {
        let mut d = at(Place::List(Location::Environments));
        d.keys("j e G Space").keys(key).see("1 change not saved.").see("[x] 3.");
        d.keys("Esc").see_not("Client providers of Staging");
    }
    // Nothing is ticked: it goes at once.
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e Esc").see_not("Client providers of Staging");
}

#[test]
fn what_somebody_typed_who_was_signed_out_waits_for_them() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys("r a Enter").text("Okta Staging");
    d.faults = Some(Box::new(|_| Some(Err(Error::SignedOut))));
    d.answer();
    d.see("You are signed out.");
    d.faults = None;
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.keys("Enter Enter").see("Okta Staging").see("Restored what you typed");
}

#[test]
fn what_others_changed_comes_into_the_form_and_what_was_typed_stays() {
    let mut d = provider("Okta Production");
    d.size(120, 40)
        .keys("e Tab")
        .text(" of Acme")
        .keys("Shift-Tab Ctrl-U")
        .text("Okta Main")
        .keys("Ctrl-S");
    d.rewrite(|file| {
        let all = file["clientProviders"].as_array_mut().unwrap();
        let okta = all.iter_mut().find(|p| p["name"] == "Okta Production").unwrap();
        okta["name"] = "Okta Renamed".into();
        okta["oidc_dynamic_client_provider"]["client_request_timeout"] = 15_000.into();
    });
    d.wait(800)
        .keys("Enter")
        .see("Not saved")
        .see("[>Close<]")
        .wait(800)
        .keys("Enter");
    d.see("Someone else changed it")
        .see("Okta Main")
        .see("someone else set it to Okta Renamed")
        .see(" 15");
    d.keys("Ctrl-S")
        .see("Okta Renamed -> Okta Main")
        .wait(800)
        .keys("Enter");
    d.see("Saved client provider 'Okta Main'.");
    let file = d.file();
    let saved = named(&file, "clientProviders", "Okta Main");
    assert_eq!(saved["oidc_dynamic_client_provider"]["client_request_timeout"], 15_000);
    assert_eq!(saved["type"]["description"], "Okta of Acme");
}

#[test]
fn marks_that_a_filter_hides_are_not_meant() {
    let mut d = at(Place::List(Location::ApiManager));
    d.keys("/").text("provider:ping").keys("Enter Space Space Esc");
    d.keys("/")
        .text("provider:openam")
        .keys("Enter e")
        .see_not("Client provider of 2 APIs");
    d.keys("Esc Esc Esc")
        .see("APIs (45)")
        .keys("e")
        .see_not("Client provider of 2 APIs");
}

#[test]
fn a_queue_stops_where_the_others_would_fail_as_well() {
    let mut d = provider("Salesforce Partners");
    d.size(120, 40).keys("Tab e j Space j j Space j j j Space Ctrl-S");
    d.faults = Some(Box::new(|request| {
        matches!(request, Request::Change(_)).then(|| Err(Error::RateLimited { until: 0 }))
    }));
    d.wait(800).keys("Enter").see("Too many requests").see("not done");
    assert_eq!(d.changes().len(), 1);
}

#[test]
fn a_lost_delete_of_an_environment_is_not_taken_for_done() {
    let mut d = at(Place::List(Location::Environments));
    d.confirm("Production").wait(800);
    let mut sent = false;
    d.faults = Some(Box::new(move |request| match request {
        Request::Change(_) => {
            sent = true;
            Some(Err(Error::OutcomeUnknown("the connection closed".into())))
        }
        // What a list does not say may have other reasons than that it is not there.
        Request::Environments if sent => Some(Ok(amtui::app::request::Reply::Environments(Vec::new().into()))),
        _ => None,
    }));
    d.fire()
        .see("We do not know")
        .keys("Enter")
        .see("'Production' was not deleted: it is still there.");
    assert!(
        d.changes()
            .iter()
            .all(|c| matches!(c, Change::DeleteEnvironment { .. }))
    );
    assert_eq!(d.changes().len(), 1);
}

#[test]
fn a_page_of_what_was_undone_is_left() {
    let mut d = Driver::start(client_providers());
    d.keys("a Enter")
        .text("Okta Staging")
        .keys("Tab Tab")
        .text("https://acme-new.okta.example")
        .keys("Tab Enter");
    d.keys("Tab Tab Tab Tab")
        .text("i")
        .keys("Tab")
        .text("s")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter");
    d.see("▌ Okta Staging")
        .keys("Enter")
        .see("› Okta Staging")
        .see("Configuration");
    d.undo()
        .see("Undone: Added client provider 'Okta Staging'.")
        .see("Client Providers (7)")
        .see_not("Configuration");
}

#[test]
fn the_secret_that_comes_after_one_signed_out_is_not_shown() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("Enter");
    d.hold = true;
    d.keys(":")
        .text("reveal")
        .keys("Enter :")
        .text("sign-out")
        .keys("Enter");
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.see_not("demo-secret");
}

#[test]
fn a_group_of_many_environments_can_be_deleted() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let group = named(&demo["organization"], "subOrganizations", "Payments")["id"].clone();
    let all = demo["environments"].as_array_mut().unwrap();
    for n in 0..100 {
        let mut one = all[0].clone();
        one["id"] = format!("00000000-0000-4000-8000-000000000{n:03}").into();
        one["organizationId"] = group.clone();
        one["name"] = format!("Environment number {n}").into();
        all.push(one);
    }
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.keys("/").text("payments").keys("Enter").confirm("Payments");
    d.see("101 environments").see("95 more").see("[>Delete<]");
}
