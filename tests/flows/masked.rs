//! The mask beside names of things, and beside what is typed.

use std::collections::HashMap;

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::model::mask::person;
use amtui::app::request::{Reply, Request};
use amtui::domain::Listing;
use amtui::domain::audit::AuditRecord;
use serde_json::json;

use crate::driver::{Driver, MASKED, StartOptions, client_providers};

#[test]
fn a_snapshot_under_the_mask_says_that_it_is_not_masked() {
    let folder = tempfile::tempdir().unwrap();
    let command = format!("snapshot {}", folder.path().join("a.json").display());
    let mut d = Driver::start(client_providers());
    d.size(160, 36).keys(":").text(&command).keys("Enter");
    d.see("Snapshot saved in").see_not("mask");
    let command = format!("snapshot {}", folder.path().join("b.json").display());
    let mut d = Driver::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    d.size(160, 36).keys(":").text(&command).keys("Enter");
    d.see("Snapshot saved in").see("It isn't masked.");
}

#[test]
fn a_mask_hides_people_and_never_the_name_of_a_permission() {
    let mut d = Driver::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    // An entry of the audit names the permission that a team got.
    d.size(120, 36).keys("9 3").text("/platform adm").keys("Enter Enter");
    d.keys("Tab").see("Organization Administrator");
    d.keys(":")
        .text("access")
        .keys("Enter")
        .see("Organization Administrator of Acme Corp");
}

#[test]
fn with_the_mask_on_a_filter_finds_what_is_typed_and_what_is_shown() {
    let mut d = Driver::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    let shown = person::stand_in("ana.ortiz", 0);
    d.size(120, 36).keys("2");
    for typed in ["ana.ortiz", "ana.ort", &shown] {
        d.keys("/")
            .text(typed)
            .keys("Enter")
            .see("(1 of 44)")
            .see(&shown)
            .keys("Esc");
    }
    d.keys("9").see("(119)");
    for typed in ["ana.ortiz", &shown, "user:ana.ortiz"] {
        d.keys("/")
            .text(typed)
            .keys("Enter")
            .see_not("Nothing matches")
            .see_not("(0 of")
            .keys("Esc");
    }
}

/// Audit Logs under the mask, with an entry about each of these, who are on no list of users.
fn about(names: Vec<String>) -> Driver {
    let mut d = Driver::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    d.faults = Some(Box::new(move |request| match request {
        Request::Access(AccessRead::Audit(_)) => {
            let entry = |name: &String| {
                AuditRecord::read(json!({
                    "timestamp": "2026-11-27T00:00:00Z", "action": "Delete", "objectType": "User", "objectName": name,
                    "environmentName": name, "product": format!("Sandbox of {name}"),
                }))
            };
            let entries: Vec<AuditRecord> = names.iter().map(entry).collect();
            Some(Ok(Reply::Access(AccessReply::Audit(Listing::from(entries).into()))))
        }
        _ => None,
    }));
    d.size(160, 40).keys("9");
    d
}

#[test]
fn whom_the_mask_takes_for_a_person_is_masked_in_json_too() {
    for name in [
        "Ada Quince",
        "Ada \"AQ\" Quince",
        "ACME\\ada.quince",
        "Ada \\\"\u{9b} Quince",
    ] {
        let mut d = about(vec![name.to_owned()]);
        d.see("Delete").see_not("uince").keys("Enter").see_not("uince");
        d.keys("Tab").see("environmentName").see("Sandbox of").see_not("uince");
    }
}

#[test]
fn two_who_are_taken_for_people_never_have_the_same_made_up_name() {
    // Two whose first made-up name is the same.
    let mut taken = HashMap::new();
    let names = (0..100_000).map(|n| format!("user{n}"));
    let pair = names.into_iter().find_map(|name| {
        let other = taken.insert(person::stand_in(&name, 0), name.clone());
        other.map(|other| [other, name])
    });
    let pair = pair.unwrap();
    let made_up = person::stand_in(&pair[0], 0);
    let mut d = about(pair.to_vec());
    d.see(&made_up);
    // The three columns of one row.
    assert_eq!(d.screen().matches(&made_up).count(), 3, "{}", d.screen());
}

#[test]
fn the_keys_that_are_shown_leave_the_badges_of_a_mask_and_a_recording() {
    let mut d = Driver::start(StartOptions {
        show: amtui::app::Show { keys: true, ..MASKED },
        ..client_providers()
    });
    d.keys("j j j D").text("Okta production");
    d.size(80, 24).see("keys:");
    for height in 16..40 {
        d.size(80, height).see("[MASKED]");
    }
}
