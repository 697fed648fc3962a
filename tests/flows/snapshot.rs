//! Saving the organization as a file from within the program.

use std::fs;

use amtui::app::msg::{Meanwhile, Msg};
use amtui::app::request::{Reply, Request, Ticket};
use amtui::backend::store::FileBackend;
use amtui::domain::Error;
use amtui::domain::snapshot::{SnapshotPhase, SnapshotProgress, SnapshotScope};
use amtui::stage::simulation::BEGINS;
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers};

/// The snapshot that was asked for, and its ticket: requests are counted from 1.
fn asked(d: &Driver) -> (Ticket, Option<String>) {
    let mut requests = (1..).map(Ticket).zip(&d.requests);
    let asked = requests.find_map(|(ticket, request)| match request {
        Request::Snapshot(path, _) => Some((ticket, path.clone())),
        _ => None,
    });
    asked.unwrap()
}

fn read(read: usize) -> SnapshotProgress {
    let part = SnapshotPhase::Environments;
    SnapshotProgress {
        phase: part,
        read,
        of: 12,
    }
}

#[test]
fn a_snapshot_is_saved_and_opens() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    let command = format!("snapshot {}", file.display());
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys(":").text(&command).keys("Enter");
    d.see(&format!("Snapshot saved in {}.", file.display()));
    let saved = fs::read(&file).unwrap();
    FileBackend::open(&file, || BEGINS).unwrap();
    // A file that is there stays as it is.
    d.keys(":").text(&command).keys("Enter");
    d.see("No snapshot was saved.").see("it exists already.");
    assert_eq!(fs::read(&file).unwrap(), saved);
}

#[test]
fn how_far_it_is_stands_below_and_one_can_go_on_working() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys(":").text("snapshot").keys("Enter");
    let (ticket, path) = asked(&d);
    assert_eq!(path, None, "the shell names it by the time");
    d.see("Taking a snapshot. You can go on working.");
    d.send(Msg::Meanwhile(ticket, Meanwhile::Progress(read(5))));
    d.see("Taking a snapshot: 5 of 12 environments read. You can go on working.");
    d.send(Msg::Meanwhile(Ticket(ticket.0 + 1), Meanwhile::Progress(read(9))));
    d.see("5 of 12").see_not("9 of 12");

    d.keys("j Esc").see("5 of 12");
    d.keys(":").text("snapshot").keys("Enter");
    d.see("A snapshot is being taken already.");
    d.keys(":").text("sign-out").keys("Enter");
    d.see("Wait for the snapshot to finish: it uses your session.");
    d.wait(1000)
        .keys("Ctrl-C")
        .see("Press Ctrl-C again to quit without the snapshot");

    let reply = |not_read| Reply::Snapshot {
        file: "a.json".into(),
        not_read,
    };
    d.send(Msg::Reply(ticket, Ok(reply(2))));
    d.see("Snapshot saved in a.json. 2 parts could not be read. The file lists them.");
    d.wait(9000).see("Snapshot saved").keys("j").see_not("napshot");
    // Late words about it find nobody.
    d.send(Msg::Meanwhile(ticket, Meanwhile::Progress(read(6))));
    d.send(Msg::Reply(ticket, Ok(reply(0))));
    d.see_not("napshot");
}

#[test]
fn a_snapshot_that_fails_says_why() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| {
        let fails = matches!(request, Request::Snapshot(..));
        fails.then(|| Err(Error::Network("the line is dead".into())))
    }));
    d.keys(":").text("snapshot x.json").keys("Enter");
    assert_eq!(asked(&d).1, Some("x.json".into()));
    d.see("No snapshot was saved. No answer: the line is dead.");
}

#[test]
fn an_environment_that_a_snapshot_has_not_read_is_not_counted_as_read() {
    let mut file: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let id = file["environments"][0]["id"].clone();
    let object = &mut file["environments"][0];
    object
        .as_object_mut()
        .unwrap()
        .shift_remove("clientManagementProviderIds");
    file["apis"]
        .as_array_mut()
        .unwrap()
        .retain(|api| api["environmentId"] != id);
    file["x-amtui-not-read"] = json!([{"what": "environment", "id": id, "name": "Production", "why": "Not allowed."}]);
    let mut d = Driver::start(StartOptions {
        organization: Some(file),
        ..client_providers()
    });
    d.see("11 of 12 environments read.");
    d.keys("j j j D").see("Impact incomplete");
    d.see("Not read: Production: It was not read when the snapshot was");
    d.see("[ ] Continue although the impact is incomplete");
}

#[test]
fn a_snapshot_can_leave_out_who_may_do_what() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys(":").text("snapshot a.json --without users").keys("Enter");
    d.see("A snapshot can leave out users, teams, roles and apps");
    d.keys(":").text("snapshot a.json --without access").keys("Enter");
    let asked = d.requests.last();
    assert_eq!(
        asked,
        Some(&Request::Snapshot(Some("a.json".into()), SnapshotScope::WithoutAccess))
    );
}
