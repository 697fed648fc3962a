//! Audit Logs, one entry, and the history of a client provider.

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::audit::AuditRecord;
use amtui::domain::{Error, Listing};
use serde_json::json;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn audit() -> StartOptions {
    StartOptions {
        open: Some(Place::List(Location::AuditLogs)),
        ..client_providers()
    }
}

pub fn started() -> Driver {
    let mut d = Driver::start(audit());
    d.size(160, 40);
    d
}

#[test]
fn the_audit_lists_the_newest_entry_first() {
    let mut d = started();
    d.see("Audit Logs (119)");
    let screen = d.screen();
    let time = |line: &str| {
        let at = line.find('│').unwrap_or_default();
        let text: String = line.get(at..)?.chars().skip(3).collect();
        let text = text
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .get(..11)?
            .to_owned();
        text.contains(':').then_some(text)
    };
    let times: Vec<String> = screen.lines().filter_map(time).collect();
    assert!(times.len() > 20, "{screen}");
    assert!(
        times.windows(2).all(|pair| pair[0].get(..11) >= pair[1].get(..11)),
        "{screen}"
    );
}

#[test]
fn the_presets_are_filters_of_columns() {
    let mut d = started();
    d.keys("/").text("action:login failed").keys("Enter").see("(9 of 119)");
    d.keys("Esc /")
        .text("type:\"client provider\"")
        .keys("Enter")
        .see("(6 of 119)");
    d.keys("Esc /")
        .text("time:today")
        .keys("Enter")
        .see("(1 of 119)")
        .see("svc.monitoring");
    d.keys("Esc /")
        .text("time:<2d")
        .keys("Enter")
        .see("svc.monitoring")
        .see_not("11-21 ");
    d.keys("Esc /")
        .text("action:\"permissions change\"")
        .keys("Enter")
        .see_not("Login");
}

#[test]
fn what_failed_is_told_apart_from_what_is_not_known_to_have_failed() {
    let mut d = Driver::start(audit());
    d.size(160, 40);
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(_)) => {
            let entry = |failed| {
                AuditRecord::read(
                    json!({"timestamp": "2026-11-01T00:00:00Z", "action": "Login", "objectName": "x", "failed": failed}),
                )
            };
            let entries = vec![entry(json!(true)), entry(json!(null)), entry(json!(false))];
            Some(Ok(Reply::Access(AccessReply::Audit(Listing::from(entries).into()))))
        }
        _ => None,
    }));
    d.keys("r /").text("failed").keys("Enter").see("(1 of 3)");
}

#[test]
fn an_entry_leads_to_its_object_and_back_to_its_row() {
    let mut d = started();
    d.keys("/")
        .text("type:\"client provider\" action:edit")
        .keys("Enter Enter");
    d.see("Audit entry").see("Okta").see("› Audit Logs › Edit");
    d.keys("j j j j j Enter").on_tab("Config");
    d.keys("Esc").see("Audit entry").keys("Esc").see("of 119)");
}

#[test]
fn an_entry_leads_to_its_user() {
    let mut d = started();
    d.keys("/")
        .text("user:dieter action:disable")
        .keys("Enter Enter")
        .see("zoe.baker");
    d.keys("G k k").see("Change");
    d.click("dieter.kuhn").keys("Enter").see("› Users");
}

#[test]
fn the_json_of_an_entry_is_a_tab() {
    let mut d = started();
    d.keys("/")
        .text("permissions marta")
        .keys("Enter Enter Tab")
        .see("\"payload\"")
        .see("\"removed\"");
}

#[test]
fn a_deletion_is_in_the_audit_and_undoing_it_as_well() {
    let mut d = provider("Salesforce Partners");
    d.size(160, 40);
    d.confirm("Salesforce Partners").wait(700).fire();
    d.wait(1000)
        .keys("9")
        .see("Audit Logs (120)")
        .see("Salesforce Partners")
        .see("ana.ortiz");
    d.undo().see("Audit Logs (121)").see("Undo  ");
}

#[test]
fn the_history_of_a_client_provider_holds_its_entries_alone() {
    let mut d = provider("Okta Production");
    d.size(160, 40);
    for _ in 0..5 {
        d.keys("Tab");
    }
    d.see("History (").see_not("Login");
    d.keys("Enter").see("Audit entry").keys("Esc").see("History (");
}

#[test]
fn the_history_is_asked_for_when_its_tab_is_opened() {
    let audit = |r: &Request| matches!(r, Request::Access(AccessRead::Audit(_)));
    let mut d = provider("Okta Production");
    d.keys("Tab Tab Tab Tab");
    assert!(!d.requests.iter().any(audit));
    d.keys("Tab").see("History (2)");
    assert!(d.requests.iter().any(audit));
    d.keys("r").see("History (2)");
    assert_eq!(d.requests.iter().filter(|r| audit(r)).count(), 2);
}

#[test]
fn a_list_that_was_cut_says_so() {
    let mut d = started();
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(_)) => {
            let entry = AuditRecord::read(json!({"action": "Login", "id": "1"}));
            let some = Listing::partial(vec![entry], "Only the newest 1 entries are read.");
            Some(Ok(Reply::Access(AccessReply::Audit(some.into()))))
        }
        _ => None,
    }));
    d.keys("r").see("Audit Logs (1+)");
}

#[test]
fn a_refusal_names_the_scope_that_is_missing() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(_)) => Some(Err(Error::Forbidden("no".into()))),
        _ => None,
    }));
    d.keys("9").see("read:audit_logs");
}

#[test]
fn a_hundred_thousand_entries_are_read_in_part_and_twins_are_rows_of_their_own() {
    let mut d = started();
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(read)) => {
            let entry = || AuditRecord::read(json!({"timestamp": "2026-11-01T00:00:00Z", "action": "Login"}));
            let entries = (0..read.limit).map(|_| entry()).collect();
            Some(Ok(Reply::Access(AccessReply::Audit(
                Listing::partial(entries, "cut").into(),
            ))))
        }
        _ => None,
    }));
    d.keys("r").see("Audit Logs (1000+)");
    d.keys("G k k Enter")
        .see("Audit entry")
        .keys("Esc")
        .see("Audit Logs (1000+)");
}

fn audits(d: &Driver) -> usize {
    let audit = |request: &&Request| matches!(request, Request::Access(AccessRead::Audit(_)));
    d.requests.iter().filter(audit).count()
}

#[test]
fn the_audit_is_followed_every_five_seconds_until_its_page_is_left() {
    let mut d = Driver::start(client_providers());
    d.keys("9").see("Audit Logs (119)");
    let before = audits(&d);
    d.keys("F").see("Following the audit").see("following");
    d.seconds(4);
    assert_eq!(audits(&d), before);
    d.seconds(12);
    assert_eq!(audits(&d), before + 3);
    d.rewrite(|file| {
        let mut entry = file["audit"][0].clone();
        entry["timestamp"] = "2026-11-24T04:00:00Z".into();
        file["audit"].as_array_mut().unwrap().push(entry);
    });
    d.seconds(5).see("Audit Logs (120)");
    d.keys("2").seconds(30);
    let left = audits(&d);
    d.keys("9").seconds(30);
    assert_eq!(audits(&d), left, "who comes back follows nothing");
}

#[test]
fn following_stops_with_the_reason_where_the_audit_cannot_be_read() {
    let mut d = Driver::start(client_providers());
    d.keys("9 F");
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Audit(_)) => Some(Err(Error::Forbidden("no".into()))),
        _ => None,
    }));
    d.seconds(11).see("Following the audit stopped.");
    let before = audits(&d);
    d.seconds(30);
    assert_eq!(audits(&d), before);
}

#[test]
fn an_entry_says_what_was_changed() {
    let mut d = started();
    d.keys("/").text("permissions marta").keys("Enter Enter");
    d.see("Change").see("removed: marta.silva").see_not("Result");
    let mut d = started();
    d.keys("/").text("action:move").keys("Enter Enter");
    d.see("Platform -> Platform Operations");
    // It may name anybody: hidden names stay hidden.
    d.keys("F4").see("hidden").see_not("Platform Operations");
}

#[test]
fn the_list_shows_actions_and_users_whole_at_80_columns() {
    let mut d = Driver::start(audit());
    d.size(80, 24)
        .see("Login failed")
        .see("Login - Token")
        .see("svc.monitoring")
        .see("11-24 03:47");
    d.keys("/").text("time:2026-11-24").keys("Enter").see("(1 of 119)");
}

#[test]
fn changes_are_read_in_every_form_that_is_known() {
    let changes = |entry: serde_json::Value| {
        let entry = AuditRecord::read(entry);
        let all = entry.changes();
        all.iter().map(|one| one.raw().to_owned()).collect::<Vec<_>>()
    };
    let twice = json!({"old": {"name": "A", "url": "x"}, "new": {"name": "B", "url": "x"}});
    assert_eq!(changes(json!({"payload": twice})), ["name: A -> B"]);
    let list = json!({"changes": [{"field": "issuer", "oldValue": "a", "newValue": "b"}]});
    assert_eq!(changes(json!({"properties": list.to_string()})), ["issuer: a -> b"]);
    let each = json!({"name": {"before": "A", "after": null}, "on": true, "of": ["x", "y"]});
    assert_eq!(
        changes(json!({"details": each})),
        ["name: A -> (not set)", "on: true", "of: x, y"]
    );
    assert_eq!(
        changes(json!({"payload": {"client_secret": {"old": "hush", "new": "hush2"}}})),
        [""; 0]
    );
    assert_eq!(changes(json!({"fields": ["name"]})), ["name changed"]);
    assert_eq!(changes(json!({"payload": "not JSON"})), ["not JSON"]);
}

#[test]
fn esc_shows_all_entries_again_and_keeps_the_entry_that_was_opened() {
    let mut d = started();
    d.keys("P")
        .text("jj")
        .keys("Enter")
        .see("permission changes")
        .see("filter: action:permission");
    d.keys("Esc").see_not("filter:").see("permission changes");
    d.keys("Esc").see("Audit Logs (119)").see_not("permission changes");
    d.keys(":")
        .text("period 7d")
        .keys("Enter")
        .see("since ")
        .keys("Esc")
        .see_not("since ")
        .see("Audit Logs (119)");
    d.keys("/").text("delete").keys("Enter");
    let selected = |d: &Driver| d.app.page().unwrap().pane().unwrap().list.selected;
    let found = selected(&d);
    d.keys("Enter Esc Esc").see("Audit Logs (119)");
    assert_eq!(selected(&d), found);
    assert!(found.is_some());
}
