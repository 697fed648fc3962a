//! The audit of the platform, narrowed to values of its own lists.

use amtui::app::Place;
use serde_json::{Value, json};

use super::backend::{LiveDriver, Terms};
use crate::fixture::people;

/// More entries than are read at once, and two older ones of which each differs from them.
fn busy() -> LiveDriver {
    let mut organization = people();
    let entry = |n: usize| {
        json!({"id": format!("e{n}"), "timestamp": format!("2026-11-{:02}T10:{:02}:00Z", 1 + n / 60, n % 60),
            "platform": "CoreServices", "objectType": "User", "action": "Edit", "userName": "ada", "objectName": "cy"})
    };
    let old = |n: usize, action: &str, name: &str| {
        json!({"id": format!("old{n}"), "timestamp": format!("2026-10-01T10:{n:02}:00Z"),
            "platform": "api-platform-api", "objectType": "API", "action": action, "userName": "ben", "objectName": name})
    };
    let all: Vec<Value> = (0..1_100).map(entry).collect();
    organization["audit"] = [all, vec![old(1, "Delete", "orders"), old(2, "Create", "payments")]]
        .concat()
        .into();
    let mut s = LiveDriver::of(Terms {
        organization,
        open: Place::parse("audit-logs"),
        ..Terms::default()
    });
    s.d.size(140, 40);
    s
}

/// The body of the last query.
fn asked(s: &LiveDriver) -> Value {
    let seen = s.fake.seen();
    let query = seen.iter().rfind(|request| request.path.contains("/query"));
    query.map(|request| request.body.clone()).unwrap()
}

#[test]
fn entries_beyond_those_that_are_read_are_found_by_values_of_the_platform_s_lists() {
    let mut s = busy();
    s.d.see("Audit Logs (1000+)").see_not("orders");
    s.d.keys("P").text("jjjjjj").see("▌ Product").keys("Enter");
    s.d.see("─ Product ─")
        .see("CoreServices (label)")
        .keys("/")
        .text("api-pl")
        .keys("Enter");
    s.d.see("Audit Logs (2)")
        .see("product api-platform-api (label)")
        .see("orders")
        .see("payments");
    let body = asked(&s);
    assert_eq!(body["platforms"], json!(["api-platform-api"]));
    assert!(
        body.get("actions").is_none() && body.get("objectTypes").is_none(),
        "{body}"
    );
    // Another value narrows what is left.
    s.d.keys("P G Enter")
        .see("─ Action ─")
        .keys("j j")
        .see("▌ Delete (label)")
        .keys("Enter");
    s.d.see("Audit Logs (1)")
        .see("action Delete (label)")
        .see("orders")
        .see_not("payments");
    let body = asked(&s);
    assert_eq!(body["platforms"], json!(["api-platform-api"]));
    assert_eq!(body["actions"], json!(["Delete"]));
    s.d.keys("P G k Enter")
        .see("─ Type ─")
        .keys("j")
        .see("▌ API (label)")
        .keys("Enter");
    assert_eq!(asked(&s)["objectTypes"], json!(["API"]));
    // One is taken back, then all.
    s.d.keys("P G Enter")
        .see("chosen")
        .keys("g g")
        .see("▌ Any")
        .keys("Enter")
        .see("payments");
    assert!(asked(&s).get("actions").is_none());
    s.d.keys("P")
        .text("jjjjj")
        .see("▌ Everything")
        .keys("Enter")
        .see("Audit Logs (1000+)")
        .see_not("product ");
}

#[test]
fn who_may_not_read_the_lists_is_told_what_that_needs() {
    let mut s = busy();
    s.answers(9, ("GET", "/platforms"), 403, "Forbidden");
    s.d.keys("P")
        .text("jjjjjj")
        .keys("Enter")
        .wait(600)
        .see("read:audit_logs");
    s.d.keys("Esc").see("Audit Logs (1000+)");
}
