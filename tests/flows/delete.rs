//! The delete dialog, rule by rule (docs/guide.md, D1-D18).

use amtui::app::delete_target::DeleteTarget;
use amtui::app::key::{Code, Key};
use amtui::app::msg::Msg;
use amtui::app::request::{Reply, Request};
use amtui::domain::{Error, Untrusted};
use serde_json::json;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn dialog() -> Driver {
    let mut d = provider("Okta Production");
    d.keys("D").wait(600).see("To confirm, enter the provider's name:");
    d
}

/// Up to the focused button, long enough for it to fire.
fn ready() -> Driver {
    let mut d = dialog();
    d.text("Okta Production").keys("Enter").wait(700);
    d
}

pub fn renamed(name: &str) -> serde_json::Value {
    let mut organization: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    organization["clientProviders"][2]["name"] = json!(name);
    organization
}

// D1
#[test]
fn nothing_skips_the_dialog() {
    let mut d = provider("Okta Production");
    d.click("[ Delete ]").see("To confirm").keys("Esc");
    d.keys("Tab Tab Tab Tab Tab Tab Enter").see("To confirm");
    for key in ["Backspace", "Delete", "Ctrl-D", "Ctrl-K", "Ctrl-R", "Ctrl-D"] {
        let mut d = Driver::start(client_providers());
        d.keys("j").keys(key).see_not("To confirm");
        assert_eq!(d.deletes(), 0);
    }
}

// D4
#[test]
fn a_long_name_is_wrapped_never_cut_and_what_does_not_fit_cannot_be_deleted() {
    let name = "a".repeat(30) + " " + &"b".repeat(80);
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed(&name)),
        ..client_providers()
    });
    d.keys("j j j").text("/").text("bbb").keys("Enter D").wait(600);
    let seen: String = d.screen().chars().filter(|c| "ab".contains(*c)).collect();
    assert!(
        seen.contains(&"b".repeat(51)) && seen.matches('b').count() >= 80,
        "{}",
        d.screen()
    );
    d.size(60, 16).see("› Delete aaaa").see("To confirm");
    d.size(59, 16)
        .see("Window too small: 59x16")
        .text(&name)
        .keys("Enter")
        .wait(700)
        .fire();
    d.size(80, 24).see("To confirm");
    assert_eq!(d.deletes(), 0);
}

// D5
#[test]
fn repeats_of_the_opening_key_are_dropped() {
    let mut d = provider("Okta Production");
    for _ in 0..40 {
        d.keys("D");
    }
    d.see("0 of 15 characters").wait(800).text("D").see("you have 'D'");
}

// D6
#[test]
fn normal_forms_match_and_case_does_not() {
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed("Zürich IdP")),
        ..client_providers()
    });
    d.keys("G D")
        .wait(600)
        .text("zürich")
        .see("the name has 'Z', you have 'z'");
    d.keys("Ctrl-U").text(" Zu\u{308}rich IdP ").see("Name matches.");
}

// D8
#[test]
fn a_name_that_cannot_be_typed_asks_for_the_id() {
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed("Okta\u{200b} Production")),
        ..client_providers()
    });
    d.keys("/")
        .text("200b")
        .keys("Enter D")
        .wait(600)
        .see("Okta<U+200B> Production")
        .see("enter 2e50e859 of its id");
    d.text("Okta\u{200b} Production")
        .keys("Enter")
        .wait(700)
        .fire()
        .see("To confirm");
    assert_eq!(d.deletes(), 0);
    d.keys("Ctrl-U")
        .text("2e50e859")
        .see("Id matches.")
        .keys("Enter")
        .wait(700)
        .fire()
        .see("Deleted");
}

// D10
#[test]
fn enter_in_the_field_never_deletes() {
    let mut d = dialog();
    d.text("Okta")
        .keys("Enter Enter Enter")
        .see("4 of 15 characters")
        .see("(name needed)");
    d.text(" Production").keys("Enter").see("[>Delete<]");
    assert_eq!(d.deletes(), 0);
}

// D11
#[test]
fn a_paste_is_one_line_or_nothing() {
    let mut d = dialog();
    d.send(Msg::Paste("Okta\nProduction".into()));
    d.see("Not pasted").see("› ").see_not("Okta Production_");
    d.send(Msg::Paste("Okta Production\n".into()));
    d.see("Name matches.");
    d.send(Msg::Paste("x".repeat(1_000_000)));
    d.see("Not pasted: the text is longer").see("› Okta Production");
    assert_eq!(d.deletes(), 0);
}

// D12
#[test]
fn tab_goes_as_drawn_and_skips_delete_until_the_name_matches() {
    let mut d = dialog();
    d.keys("Tab")
        .see("[>Cancel<]")
        .keys("Tab")
        .see_not("[>Delete<]")
        .see_not("[>Cancel<]");
    d.text("Okta Production")
        .keys("Tab Tab")
        .see("[>Delete<]")
        .keys("Tab")
        .see_not("[>Delete<]");
}

// D13
#[test]
fn delete_fires_only_after_a_pause_and_never_for_a_held_key() {
    let mut d = dialog();
    d.text("Okta Production")
        .keys("Enter Enter")
        .see("Wait a second, then press Enter.");
    d.wait(200).keys("Enter").see("Wait a second, then press Enter.");
    assert_eq!(d.deletes(), 0, "the focus is younger than 300 ms");
    d.wait(700);
    d.press(Key {
        repeat: true,
        ..Key::plain(Code::Enter)
    });
    d.wait(700).see("Wait a second, then press Enter.");
    assert_eq!(d.deletes(), 0, "a repeat is no press");
    d.keys("x Enter");
    assert_eq!(d.deletes(), 0, "another key came just before");
    d.wait(700).keys("Space").wait(200).see("Deleted client provider");
    assert_eq!(d.deletes(), 1);
}

// D13
#[test]
fn holding_enter_down_deletes_nothing() {
    let mut d = dialog();
    d.text("Okta Production");
    for _ in 0..200 {
        d.keys("Enter");
    }
    assert_eq!(d.deletes(), 0);
}

// D13
#[test]
fn a_click_needs_the_focus_first() {
    let mut d = dialog();
    d.click("( Delete )")
        .text("Okta Production")
        .wait(700)
        .click("[ Delete ] ")
        .see("[>Delete<]");
    assert_eq!(d.deletes(), 0);
    d.wait(700).click("[>Delete<]").wait(200).see("Deleted");
}

// D14
#[test]
fn escape_and_ctrl_c_leave_everything_as_it_is() {
    for key in ["Esc", "Ctrl-C"] {
        let mut d = ready();
        let before = d.file();
        d.keys(key).see("Not deleted.").see_not("To confirm");
        assert_eq!((d.deletes(), d.file()), (0, before));
    }
    let mut d = dialog();
    d.text("ynq").see("› ynq");
}

// D15
#[test]
fn what_changed_in_the_meantime_is_not_deleted() {
    let mut d = ready();
    d.faults = Some(Box::new(|request| match request {
        Request::Provider(..) => Some(Ok(Reply::Provider(Box::new(amtui::domain::Provider {
            row: amtui::domain::ProviderRow {
                name: Untrusted::new("Okta EU"),
                ..amtui::domain::ProviderRow::built_in()
            },
            config: None,
            secrets: Vec::new(),
            unknown: 0,
        })))),
        _ => None,
    }));
    d.fire().see("Not deleted. 'Okta Production' is now named 'Okta EU'.");
    let mut d = ready();
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::Provider(..)).then(|| Err(Error::NotFound("X".into())))
    }));
    d.fire().see("is already gone");
    assert_eq!(d.deletes(), 0);
}

// D16
#[test]
fn it_is_sent_once_and_quitting_warns() {
    let mut d = ready();
    d.hold = true;
    d.fire();
    d.see("Checking it again");
    d.answer();
    d.wait(2100)
        .see("Deleting... 2 s")
        .keys("Enter Space Enter Esc")
        .see("The deletion is in progress.");
    d.keys("Ctrl-C").see("A change is in progress. Press Ctrl-C again");
    assert_eq!((d.deletes(), d.quits()), (1, false));
    d.hold = false;
    d.answer();
    d.see("Deleted client provider");
    assert_eq!(d.deletes(), 1);
}

fn refused(error: Error) -> Driver {
    let mut d = ready();
    d.faults = Some(Box::new(move |r| DeleteTarget::deletes(r).then(|| Err(error.clone()))));
    d.fire();
    assert_eq!(d.deletes(), 1, "a delete is never repeated");
    d
}

// D17
#[test]
fn every_refusal_says_that_nothing_was_deleted() {
    refused(Error::Forbidden("the role is missing".into())).see("Not deleted. Not allowed: the role is missing");
    refused(Error::RateLimited { until: 36_000 })
        .see("Not deleted. There were too many requests: try again after 10:00:00");
    refused(Error::NotFound("It".into())).see("is already gone");
    let file = Error::File {
        file: "org.json".into(),
        why: "the disk is full".into(),
    };
    refused(file).see("Not deleted. org.json: the disk is full");
    refused(Error::SignedOut)
        .see("Sign in")
        .see("Not deleted.")
        .see_not("To confirm")
        .keys("Enter Enter")
        .see("To confirm, enter the provider's name:")
        .see("0 of 15 characters");
}

// D17
#[test]
fn an_unknown_outcome_is_looked_up_and_never_sent_again() {
    let lost = |r: &Request| DeleteTarget::deletes(r).then(|| Err(Error::OutcomeUnknown("timeout".into())));
    let unknown = |found: Option<Error>| {
        let mut d = ready();
        let mut sent = false;
        d.faults = Some(Box::new(move |r| {
            sent |= DeleteTarget::deletes(r);
            let read = found.clone().filter(|_| sent && matches!(r, Request::Provider(..)));
            lost(r).or_else(|| read.map(Err))
        }));
        d.fire()
            .see("We do not know if it was deleted")
            .see("timeout")
            .see("Check again");
        assert_eq!(d.deletes(), 1);
        d.keys("Enter").wait(1000);
        d
    };
    unknown(None).see("was not deleted: it is still there");
    unknown(Some(Error::NotFound("It".into()))).see("Deleted client provider 'Okta Production'.");
    let mut d = unknown(Some(Error::Network("timeout".into())));
    d.see("We do not know").keys("Esc").see("It is not known whether");
    assert_eq!(d.deletes(), 1);
}

// D18
#[test]
fn enter_after_success_is_swallowed() {
    let mut d = ready();
    d.fire().see("Deleted");
    for _ in 0..50 {
        d.keys("Enter Space");
    }
    d.see("Client Providers (6)")
        .see_not("Configuration")
        .wait(700)
        .fire()
        .see("Configuration");
}

#[test]
fn an_incomplete_impact_needs_a_tick() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        ..StartOptions::default()
    });
    let mut seen = Vec::new();
    d.faults = Some(Box::new(move |r| match r {
        Request::EnvironmentUse(id) => {
            seen.push(*id);
            // One of them never answers.
            (seen.get(2) == Some(id)).then(|| Err(Error::Network("timeout".into())))
        }
        _ => None,
    }));
    d.keys("Enter 7 j j j D")
        .wait(600)
        .see("Impact incomplete")
        .see("Checked 11 of 12")
        .see("timeout");
    d.see_not("No dependents");
    deletes_once_it_is_ticked(&mut d);
}

/// In the field of the dialog about `Okta Production`, whose impact is incomplete.
pub fn deletes_once_it_is_ticked(d: &mut Driver) {
    d.text("Okta Production")
        .see("Tick the box first")
        .keys("Enter")
        .wait(700)
        .fire();
    assert_eq!(d.deletes(), 0);
    d.click("Continue although")
        .see("[x] Continue")
        .keys("Tab Enter")
        .see("[>Delete<]")
        .wait(700)
        .fire()
        .see("Deleted");
    assert_eq!(d.deletes(), 1);
}
