//! What is shown is read, and what may have changed is read again before anything is concluded from it.

use std::sync::Arc;

use amtui::app::line::Tone;
use amtui::app::request::{Reply, Request};
use amtui::app::words::checked_line;
use amtui::app::{Location, Place};
use amtui::domain::{EnvironmentUse, Error};
use serde_json::json;

use super::backend::{LiveDriver, Terms, ZETA, at_zeta, organization};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{environment, external, provider};
use crate::generate::{self, id};

fn at(open: Place) -> LiveDriver {
    LiveDriver::of(Terms {
        open: Some(open),
        ..Terms::default()
    })
}

/// One environment with 40 API instances, all of one client provider.
fn many_apis() -> LiveDriver {
    let mut organization = generate::organization(0, 1, 2, 40, 0);
    for api in organization["apis"].as_array_mut().unwrap() {
        api["providerId"] = json!(id("0c", 0));
    }
    LiveDriver::of(Terms {
        organization,
        open: Some(Place::List(Location::ApiManager)),
        ..Terms::default()
    })
}

/// How many environments were read since the requests were looked at last.
fn environments_read(s: &LiveDriver) -> usize {
    let seen = s.fake.seen();
    seen.iter()
        .filter(|seen| seen.path.contains("/api/v1/") && seen.path.contains("/apis?"))
        .count()
}

#[test]
fn policies_are_read_as_soon_as_the_apis_of_an_environment_are_shown() {
    let mut s = at(Place::List(Location::Environments));
    s.d.size(120, 36).keys("/").text("Env 0").keys("Enter Enter Tab");
    s.d.see("policy ok");
}

#[test]
fn an_api_that_was_just_shown_can_be_moved_at_once() {
    let mut s = at(Place::List(Location::Environments));
    s.d.keys("/").text("Env 0").keys("Enter Enter Tab e");
    s.d.see("Client provider of api-1");
    let mut s = at(Place::List(Location::Environments));
    s.d.keys("/").text("Env 0").keys("Enter").burst("Enter Tab e");
    s.d.see("Client provider of api-1");
}

#[test]
fn marked_apis_that_scrolled_out_of_view_can_be_moved_after_a_reload() {
    let mut s = many_apis();
    s.d.keys("Space G Space r e").see("Client provider of 2 APIs");
}

#[test]
fn marking_row_after_row_reads_the_policies_that_come_into_view() {
    let mut s = many_apis();
    s.d.size(120, 24).keys(&["Space"; 36].join(" "));
    let screen = s.d.screen();
    let row = screen.lines().find(|line| line.contains("api-36")).unwrap();
    assert!(row.contains("policy ok"), "{row}");
}

#[test]
fn an_answer_from_before_a_delete_does_not_bring_the_client_provider_back() {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::BusinessGroups)),
        ..Terms::default()
    });
    // The first answer about Env 1 fails, the second is on its way while the delete is done.
    s.answers(4, ("GET", "000000000001/apis?"), 500, "");
    s.d.size(120, 40)
        .keys("7 /")
        .text("zeta")
        .keys("Enter Enter D")
        .wait(600);
    s.d.see("Checked 3 of 4 environments").keys("Esc");
    s.fake.mend();
    s.d.hold = true;
    s.d.keys("r").wait(600);
    let late = Request::EnvironmentUse(environment(1));
    let asked = s.d.requests.iter().filter(|request| **request == late).count();
    assert!(asked > 1);
    let mut uses = EnvironmentUse::default();
    uses.providers.rows.push(provider(0));
    let mut before = Some(Ok(Reply::EnvironmentUse(Arc::new(uses))));
    let tickets = s.d.awaited();
    s.d.faults = Some(Box::new(
        move |request| if *request == late { before.take() } else { None },
    ));
    s.d.keys("D")
        .wait(600)
        .text(ZETA)
        .keys("Shift-Tab Space Tab Enter")
        .wait(700)
        .fire();
    // It is read once more, deleted, and nothing else is answered until then.
    s.d.answer_newest();
    s.d.answer_newest();
    s.d.see("Deleted client provider 'zeta IdP'.");
    assert!(s.d.awaited().iter().any(|ticket| tickets.contains(ticket)));
    s.d.hold = false;
    s.d.answer();
    let uses = s.d.app.model().data.environment_use(environment(1)).unwrap();
    assert!(!uses.holds(external(0)));
}

#[test]
fn the_contents_of_an_environment_with_an_api_of_the_built_in_client_provider_are_known_whole() {
    let mut s = at(Place::List(Location::Environments));
    s.d.keys("/").text("design").keys("Enter").confirm("Env 2").wait(700);
    s.d.see("[>Delete<]");
}

#[test]
fn a_dialog_that_is_opened_again_and_again_reads_again_every_few_seconds() {
    let mut s = LiveDriver::of(at_zeta());
    let mut read = Vec::new();
    for _ in 0..4 {
        s.fake.seen();
        s.d.keys("D").wait(600).keys("Esc").wait(3400);
        read.push(environments_read(&s));
    }
    assert_eq!(read, [4, 0, 4, 0]);
}

#[test]
fn a_reading_that_was_stopped_is_not_taken_for_a_fresh_one() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.size(120, 40);
    s.d.hold = true;
    s.d.keys("D").wait(600).keys("Esc").wait(5_000).see("Esc stops it");
    s.d.keys("Esc").see("Stopped loading.");
    s.d.hold = false;
    s.d.keys("D").wait(600).see("Checked 4 of 4 environments");
}

#[test]
fn after_a_change_a_dialog_reads_again_what_it_just_read() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("D")
        .wait(600)
        .keys("Esc Tab e j j Space Ctrl-S")
        .wait(800)
        .keys("Enter");
    s.d.see("Set the client providers of environment");
    s.fake.seen();
    s.d.keys("Shift-Tab D").wait(600);
    assert_eq!(environments_read(&s), 4);
}

#[test]
fn a_dialog_does_not_say_when_environments_were_read_before_one_signed_in() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.size(120, 40).seconds(3600).keys(":").text("sign-out").keys("Enter");
    s.answers(99, ("GET", "000000000001/apis?"), 500, "");
    s.d.keys("Enter").wait(800);
    s.d.keys("7 /").text("zeta").keys("Enter D").wait(600);
    s.d.see("Checked 3 of 4 environments, 07:02");
}

#[test]
fn closing_a_review_reads_once_what_its_changes_touched() {
    let mut s = at(Place::Provider("Alpha AM".into()));
    s.d.keys("Tab e j Space j Space Ctrl-S").wait(800);
    let mut changes = 0;
    s.d.faults = Some(Box::new(move |request| {
        changes += usize::from(matches!(request, Request::Change(_)));
        let lost = matches!(request, Request::Change(_)) && changes == 2;
        lost.then(|| Err(Error::OutcomeUnknown("timeout".into())))
    }));
    s.d.keys("Enter").wait(2000);
    let before = s.d.requests.len();
    s.d.keys("Esc").see("1 of 2 changes done.");
    for n in [1, 2] {
        let read = Request::EnvironmentUse(environment(n));
        let read = s.d.requests[before..].iter().filter(|request| **request == read);
        assert_eq!(read.count(), 1, "Env {n}");
    }
}

#[test]
fn a_dialog_says_how_old_a_reading_is_that_it_relies_on() {
    let mut s = at(Place::Provider("Alpha AM".into()));
    // Env 1 and Env 2 do not use it and are not read again.
    s.d.size(120, 40).seconds(3600).keys("D").wait(600);
    s.d.see("Checked 4 of 4 environments, 06:02:11, 1 hour ago.");
    let model = &s.d.app.model();
    let line = checked_line(model, model.data.impact(external(1)).unwrap());
    assert_eq!(line.tone, Tone::Warning);
    let mut s = at(Place::Provider("Alpha AM".into()));
    s.d.size(120, 40).seconds(240).keys("D").wait(600);
    s.d.see("Checked 4 of 4 environments, 06:02:11.");
}

#[test]
fn a_deleted_client_provider_goes_from_an_environment_of_which_a_part_came() {
    let fake = FakePlatform::of(&organization());
    fake.model(|model| model.page = Some(1));
    fake.plan(
        99,
        "GET",
        "000000000000/apis?sort=name&ascending=true&limit=100&offset=1",
        Fault::Answer(500, "", None),
    );
    let mut s = LiveDriver::on(fake, at_zeta());
    s.d.keys("D")
        .wait(600)
        .text(ZETA)
        .keys("Shift-Tab Space Tab Enter")
        .wait(700)
        .fire();
    s.d.see("Deleted client provider 'zeta IdP'.");
    s.d.keys("4 /")
        .text("production")
        .keys("Enter Enter")
        .see("› Env 0")
        .see("Client Providers 1");
}
