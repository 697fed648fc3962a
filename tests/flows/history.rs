//! Undo and redo walk along one history of changes.

use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::Error;
use serde_json::json;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn create(d: &mut Driver, name: &str) {
    d.keys("a").text(name).keys("Ctrl-S").wait(800).keys("Enter");
    d.see(&format!("Created environment '{name}'."));
}

fn environments() -> Driver {
    Driver::start(StartOptions {
        open: Some(Place::List(Location::Environments)),
        ..client_providers()
    })
}

#[test]
fn redo_makes_again_what_undo_took_back_with_the_same_ids() {
    let mut d = environments();
    create(&mut d, "QA-a");
    create(&mut d, "QA-b");
    let made = d.file()["environments"].clone();
    d.undo().undo().see("Undone: Created environment 'QA-a'.");
    d.redo().see("Redone: Created environment 'QA-a'.").see("▌ QA-a ");
    d.redo().see("Redone: Created environment 'QA-b'.");
    assert_eq!(d.file()["environments"], made);
    d.redo().see("There is nothing to redo.");
    d.undo().see("Undone: Created environment 'QA-b'.");
}

#[test]
fn a_deletion_is_undone_and_redone_and_undone_again() {
    let mut d = provider("Okta Sandbox");
    let before = d.file()["clientProviders"].clone();
    d.confirm("Okta Sandbox")
        .wait(800)
        .fire()
        .see("Deleted client provider");
    let deleted = d.file()["clientProviders"].clone();
    d.undo()
        .see("is back")
        .wait(2_000)
        .keys("k")
        .wait(2_000)
        .keys("k")
        .size(120, 36)
        .see("Ctrl-R redo");
    assert_eq!(d.file()["clientProviders"], before);
    d.redo().see("Redone: Deleted client provider 'Okta Sandbox'.");
    assert_eq!(d.file()["clientProviders"], deleted);
    d.wait(2_000)
        .keys("k")
        .wait(2_000)
        .keys("k")
        .see_not("Ctrl-R redo")
        .undo();
    assert_eq!(d.file()["clientProviders"], before);
}

#[test]
fn a_new_change_leaves_nothing_to_redo() {
    let mut d = environments();
    create(&mut d, "QA-a");
    d.undo();
    create(&mut d, "QA-b");
    d.redo().see("There is nothing to redo.");
    d.undo().see("Undone: Created environment 'QA-b'.");
}

#[test]
fn what_others_changed_since_is_not_redone() {
    let mut d = provider("Okta Sandbox");
    d.confirm("Okta Sandbox").wait(800).fire().undo();
    d.rewrite(|file| {
        let all = file["clientProviders"].as_array_mut().unwrap();
        let renamed = all.iter_mut().find(|one| one["name"] == "Okta Sandbox").unwrap();
        renamed["name"] = json!("Okta Lab");
    });
    d.redo();
    d.see("Not deleted: client provider 'Okta Sandbox' is now named 'Okta Lab'.");
    assert!(d.file()["clientProviders"].to_string().contains("Okta Lab"));
}

#[test]
fn a_held_redo_makes_one_change_and_a_redo_right_after_an_undo_counts() {
    let mut d = environments();
    create(&mut d, "QA-a");
    create(&mut d, "QA-b");
    d.undo().undo().keys("Ctrl-R Ctrl-R Ctrl-R");
    let redos = d.requests.iter().filter(|r| **r == Request::Redo(1));
    assert_eq!(redos.count(), 1);
    d.keys(":").text("messages").keys("Enter");
    d.see("Wait a second, then press it again to redo another change.");
}

#[test]
fn neither_read_only_nor_without_a_change_is_anything_redone() {
    let mut d = environments();
    d.redo().see("There is nothing to redo.");
    let mut d = Driver::start(StartOptions {
        read_only: true,
        ..client_providers()
    });
    d.redo().see("read-only");
    assert!(!d.requests.contains(&Request::Redo(1)));
}

#[test]
fn an_environment_s_history_says_what_the_deletion_of_its_client_provider_did() {
    let mut d = provider("Okta Production");
    d.size(120, 36)
        .confirm("Okta Production")
        .wait(800)
        .fire()
        .see("Deleted client provider");
    d.wait(2_000)
        .keys("4")
        .keys("/")
        .text("staging")
        .keys("Enter Enter")
        .keys("Tab Tab")
        .wait(1_000);
    d.see("Edit").see("ana.ortiz").keys("Enter");
    d.see("Client Providers: Okta Sandbox, Okta Production -> Okta Sandbox");
}

#[test]
fn the_audit_tells_old_and_new_values_and_a_redo_from_an_edit() {
    let mut d = environments();
    d.size(120, 36)
        .keys("/")
        .text("staging")
        .keys("Enter R Ctrl-U")
        .text("Staging2")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter");
    d.see("Renamed environment").undo().redo().wait(2_000).keys("9");
    d.see("Redo")
        .see("Undo")
        .keys("g g Enter")
        .see("redone: Edit")
        .see("Name: Staging -> Staging2");
}

fn audits_asked(d: &Driver) -> Vec<String> {
    let asked = d.requests.iter().filter_map(|request| match request {
        Request::Access(AccessRead::Audit(read)) if read.object.is_some() => Some(read.organization.to_string()),
        _ => None,
    });
    asked.collect()
}

fn history_of(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(120, 36).keys("Shift-Tab").see("History");
    d
}

#[test]
fn what_belongs_to_another_business_group_is_asked_for_in_the_audit_of_that() {
    let mut d = environments();
    d.size(120, 36)
        .keys("/")
        .text("retail production")
        .keys("Enter Enter Tab Tab");
    d.see("History (1)")
        .see("audit of Retail")
        .see("added: Entra ID Workforce");
    assert_eq!(audits_asked(&d), ["d29208d7-e76d-4f86-9f86-9d1d5404aceb"]);
    d.keys("Esc 1 /").text("retail us").keys("Enter G Enter Shift-Tab");
    d.see("audit of Retail US and Retail");
}

#[test]
fn a_user_is_asked_for_in_the_root_s_audit_and_in_the_one_of_the_group_one_works_in() {
    let mut d = history_of("users/ben.okafor");
    let root = "60013fb7-5432-4281-96a5-3becd617f75a";
    assert_eq!(audits_asked(&d), [root]);
    d.see_not("audit of");
    d.keys("b j Enter 2 /").text("ben").keys("Enter Enter Shift-Tab");
    d.see("audit of Acme Corp and Retail");
    assert_eq!(audits_asked(&d), [root, "d29208d7-e76d-4f86-9f86-9d1d5404aceb"]);
}

#[test]
fn an_audit_that_is_refused_leaves_a_history_partial() {
    let mut d = environments();
    d.size(120, 36);
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(read)) if read.organization.to_string().starts_with("d29208d7") => {
            Some(Err(Error::Forbidden("no".into())))
        }
        _ => None,
    }));
    d.keys("1 /").text("retail us").keys("Enter G Enter Shift-Tab");
    d.see("The audit of Retail isn't read.");
}

#[test]
fn a_history_says_what_changed_and_a_filter_finds_it() {
    let mut d = history_of("client-providers/Okta Production");
    d.keys("Shift-Tab").see("CHANGE").see("Client Request");
    d.keys("/").text("timeout").keys("Enter").see("History (1 of 2)");
    d.keys("Esc 9 /")
        .text("timeout")
        .keys("Enter")
        .see("Audit Logs (1 of 119)");
    d.keys("Esc F4 /")
        .text("timeout")
        .keys("Enter")
        .see("Audit Logs (0 of 119)");
}

#[test]
fn undo_selects_what_came_back_in_its_list_alone() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("sandbox").keys("Enter").confirm("Okta Sandbox");
    d.wait(800).fire().see("Deleted client provider").wait(2_000);
    d.keys("Esc G").see("▌ Salesforce Partners").undo();
    d.see("is back").see("▌ Okta Sandbox");
    d.redo().see_not("▌ Okta Sandbox").keys("2 G").undo();
    d.see("is back").see_not("▌ Okta Sandbox").keys("7").see("Okta Sandbox");
}
