//! What the audit is asked for: periods, presets and values.

use amtui::app::Place;
use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::domain::audit::AuditPreset;

use crate::audit::started;
use crate::driver::{Driver, StartOptions, client_providers};

#[test]
fn a_period_says_how_far_back_the_audit_is_read() {
    let mut d = Driver::start(client_providers());
    d.size(140, 40).keys("9 :").text("period 7d").keys("Enter");
    d.see("since 2026-11-17").see_not("11-16 ").see("11-18 ");
    d.keys(":")
        .text("period 0h")
        .keys("Enter")
        .see("Give a period from 1h to 2190d, or all: :period 7d");
    d.keys(":").text("period all").keys("Enter").see("Audit Logs (119)");
    d.keys("2 :")
        .text("period")
        .keys("Enter")
        .see("works only in Audit Logs and on a tab History.");
    d.keys(":")
        .text("period 7d")
        .keys("Enter")
        .see("works only in Audit Logs and on a tab History.");
    d.keys("9").see("Audit Logs (119)");
}

#[test]
fn a_period_on_a_history_narrows_that_one_and_no_other() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users/ana.ortiz"),
        ..client_providers()
    });
    d.size(120, 36).keys("Tab Tab Tab").see("History (");
    let all = d.screen();
    d.keys(":").text("period 2d").keys("Enter").see("since 2026-11-22");
    assert_ne!(d.screen(), all);
    d.keys(":").text("period all").keys("Enter").see_not("since ");
    d.keys(":").text("period 2d").keys("Enter 9").see("Audit Logs (119)");
}

#[test]
fn presets_filter_the_audit_by_what_is_often_asked() {
    let mut d = Driver::start(client_providers());
    d.keys("9 P").see("Show in the audit").see("Failed sign-ins");
    d.keys("j j j Enter").see("Login fa").see_not("Approve");
    d.keys("P j Enter").see("filter: type:").see("(6 of 6)");
    d.keys("P").text("jjjjj").keys("Enter").see("Audit Logs (119)");
}

#[test]
fn a_preset_asks_the_audit_for_its_entries_alone() {
    let mut d = started();
    d.keys("P j Enter").see("client providers").see("Audit Logs (6");
    let asked = |d: &Driver| {
        let mut reads = d.requests.iter().rev().filter_map(|request| match request {
            Request::Access(AccessRead::Audit(read)) => Some(*read),
            _ => None,
        });
        reads.next().unwrap()
    };
    assert_eq!(asked(&d).preset, Some(AuditPreset::ClientProviders));
    // The filter goes, and the question stays, with its name above the list.
    d.keys("Esc").see("client providers").see_not("Login");
    d.keys("P j j j Enter").see("failed").see("Audit Logs (9 of 119)");
    // The audit isn't asked for what failed: without the filter everything is there.
    d.keys("Esc").see("Audit Logs (119)").see_not(" failed ─");
    // What was read before is still there.
    d.keys("P")
        .text("jjjjj")
        .keys("Enter")
        .see("Audit Logs (119)")
        .see_not("failed ─");
}

#[test]
fn the_audit_of_a_file_is_narrowed_to_values_that_its_entries_have() {
    let mut d = started();
    d.keys("P G k Enter")
        .see("─ Type ─")
        .keys("/")
        .text("client prov")
        .keys("Enter");
    d.see("Audit Logs (6)").see("type Client Provider").see_not("Login");
    // A question of its own takes its place, and the other way round.
    d.keys("P j j j Enter").see("Login failed").see_not("type Client");
    d.keys("P G Enter /").text("approve").keys("Enter");
    d.see("action Approve").see_not("filter:").see_not("Login failed");
    d.keys("P").text("jjjjj").keys("Enter").see("Audit Logs (119)");
}

#[test]
fn a_period_may_have_an_end() {
    let mut d = started();
    d.keys(":").text("period 2026-11-20..2026-11-21").keys("Enter");
    d.see("2026-11-20 00:00 to 2026-11-21 23:59")
        .see("11-21 03:37")
        .see_not("11-22")
        .see_not("11-19");
    d.keys(":").text("period 30d..20d").keys("Enter").see_not("11-21");
    d.keys(":")
        .text("period 7d..30d")
        .keys("Enter")
        .see("Give a period from 1h");
    d.keys(":").text("period all").keys("Enter").see("Audit Logs (119)");
}

#[test]
fn esc_takes_a_chosen_value_back_before_it_leaves() {
    let mut d = started();
    d.keys("P G k Enter /").text("client prov").keys("Enter");
    d.see("Audit Logs (6)").keys("Esc").see("Audit Logs (119)");
}

#[test]
fn a_chosen_value_ends_with_the_organization_that_it_was_chosen_in() {
    let mut d = started();
    d.keys("P G k Enter /")
        .text("client prov")
        .keys("Enter")
        .see("Audit Logs (6)");
    d.keys("b j Enter").see("Working in Retail");
    d.keys("9").see("Audit Logs (").see_not("type Client Provider");
    d.keys("b k Enter").see("Working in Acme Corp");
    d.keys("9").see("Audit Logs (119)").see_not("type Client Provider");
}
