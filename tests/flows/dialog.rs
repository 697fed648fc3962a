//! The open delete dialog among other keys, answers, windows and people.

use amtui::app::delete_target::DeleteTarget;
use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::request::{Reply, Request};
use amtui::domain::change::Change;
use amtui::domain::{Error, ProviderId};
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers, provider};

const OKTA: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";

/// Up to the focused button, long enough for it to fire.
fn ready() -> Driver {
    let mut d = provider("Okta Production");
    d.confirm("Okta Production").wait(700);
    d
}

fn is_delete(request: &Request) -> bool {
    DeleteTarget::deletes(request)
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../../assets/demo.json")).unwrap()
}

fn named(name: &str) -> StartOptions {
    let mut organization = demo();
    organization["clientProviders"][2]["name"] = json!(name);
    StartOptions {
        organization: Some(organization),
        ..client_providers()
    }
}

// D2
#[test]
fn what_changes_behind_the_dialog_changes_nothing_in_it() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j").see("▌ Okta Production");
    d.hold = true;
    d.keys("r D").see("To confirm");
    d.faults = Some(Box::new(|request| match request {
        Request::Providers(_) => Some(Ok(Reply::Providers(
            vec![amtui::domain::ProviderRow::built_in()].into(),
        ))),
        _ => None,
    }));
    d.hold = false;
    d.answer();
    d.faults = None;
    d.see("Provider       Okta Production");
    d.wait(600).text("Okta Production").keys("Enter").wait(700).fire();
    let deleted = d.changes().into_iter().find_map(|change| match change {
        Change::DeleteProvider { provider, .. } => Some(provider),
        _ => None,
    });
    assert_eq!(deleted, Some(ProviderId(OKTA.parse().unwrap())));
}

// D3
#[test]
fn everything_stands_there_in_its_order() {
    let mut d = provider("Okta Production");
    let screen = d.keys("D").wait(600).screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} is missing:\n{screen}"))
    };
    let order = [
        "Organization   Acme Corp (root)  [DEMO]",
        "Provider       Okta Production",
        "OIDC DCR / 2e50e859-0042-46ff-8cf8-1ad6f0c78b67",
        "Deletes it for the whole organization.",
        "Here you can undo it until you quit, not on the platform.",
        "! Removed from 3 environments",
        "Checked 12 of 12 environments",
        "To confirm, enter the provider's name:",
        "0 of 15 characters",
        "[ Cancel ]",
        "( Delete ) (name needed)",
    ];
    assert!(order.map(at).is_sorted(), "{screen}");
}

#[test]
fn the_smallest_window_still_says_that_it_can_be_undone_here() {
    let mut d = provider("Okta Production");
    d.size(60, 16).keys("D").wait(600);
    d.see("Here you can undo it until you quit, not on the platform.");
}

#[test]
fn the_smallest_window_has_the_dialog_in_its_frame_below_the_header() {
    let mut d = provider("Okta Production");
    d.size(60, 16).keys("D").wait(600);
    d.see("╭─ Delete client provider ──")
        .see("Type / id  OIDC DCR / 2e50e859");
    let screen = d.screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert!(lines[0].contains("Okta Production"), "{screen}");
    assert!(lines[14].contains("[ Cancel ]"), "{screen}");
    assert!(lines[15].starts_with('╰') && lines[15].ends_with('╯'), "{screen}");
}

// D4
#[test]
fn a_dialog_that_was_not_seen_whole_deletes_nothing_whatever_is_pressed_around_it() {
    let name = "a".repeat(30) + " " + &"b".repeat(80);
    let mut options = named(&name);
    if let Some(organization) = &mut options.organization {
        organization["organization"]["name"] = json!("c".repeat(120));
    }
    let mut d = Driver::start(options);
    d.keys("/").text("bbb").keys("Enter D").wait(600).size(60, 16);
    d.see("The window is too small for this dialog");
    d.text(&name).keys("Enter").wait(700).fire();
    // Help is seen whole; what lies under it is not.
    d.keys("F1").see("Help").burst("Esc Enter");
    d.wait(700).keys("F1").wait(700).burst("Esc Enter").wait(700).fire();
    assert_eq!(d.deletes(), 0);
    d.size(120, 36).wait(700).fire().see("Deleted client provider");
}

// D4
#[test]
fn a_window_that_becomes_too_small_before_it_is_drawn_deletes_nothing() {
    let mut d = ready();
    let effects = d.app.update(
        Msg::Resize(amtui::app::viewport::Size { width: 60, height: 8 }),
        amtui::app::time::Now {
            mono: std::time::Duration::from_secs(60),
            ..Default::default()
        },
    );
    assert_eq!(effects, []);
    d.burst("Enter").wait(700);
    assert_eq!(d.deletes(), 0);
}

// D7
#[test]
fn a_name_is_shown_through_the_one_escaping_function() {
    let mut d = Driver::start(named("Okta\u{202e} EU\u{1161}"));
    d.keys("/").text("202e").keys("Enter D").wait(600);
    d.see("Provider       Okta<U+202E> EU<U+1161>")
        .see_not("\u{202e}")
        .see_not("\u{1161}");
}

// D9
#[test]
fn the_feedback_follows_each_edit() {
    let mut d = provider("Okta Production");
    d.keys("D").wait(600).text("Okta Prod").see("9 of 15 characters");
    d.keys("Ctrl-U")
        .text("Okta p")
        .see("Differs at character 6: the name has 'P', you have 'p'.");
    d.keys("Backspace")
        .text("Production!")
        .see("Differs at character 16: the name ends, you have '!'.");
    d.keys("Backspace").see("Name matches. Press Enter to go to Delete.");
}

// D13
#[test]
fn a_key_held_down_deletes_nothing_however_late_it_repeats() {
    for delay in [250, 310, 500, 660] {
        let mut d = provider("Okta Production");
        d.confirm("Okta Production").wait(delay);
        // At the usual pace, and as slowly as some are set.
        for pace in [13, 280] {
            for _ in 0..20 {
                d.keys("Enter").wait(pace);
            }
        }
        d.see("Wait a second, then press Enter.");
        assert_eq!(d.deletes(), 0, "the first repeat after {delay} ms");
        d.wait(700).fire().see("Deleted client provider");
    }
}

// D13
#[test]
fn any_other_key_puts_the_delete_off() {
    for keys in ["F1 Esc Enter", "Ctrl-L Enter", "x Enter", "Tab Shift-Tab Enter"] {
        let mut d = ready();
        d.burst(keys).wait(140);
        d.press(Key::ctrl('l'));
        d.wait(700);
        assert_eq!(d.deletes(), 0, "{keys}");
    }
    // Esc in the moment between the press and its deed.
    let mut d = ready();
    d.keys("Enter").wait(50).keys("Esc").wait(700).see("Not deleted.");
    assert_eq!(d.deletes(), 0);
}

#[test]
fn help_covers_the_dialog_only_while_it_asks() {
    let mut d = provider("Okta Production");
    d.keys("D")
        .wait(600)
        .text("Okta")
        .keys("F1")
        .see("Help:")
        .keys("Esc")
        .see("4 of 15 characters");
    d.text(" Production").keys("Enter").wait(700);
    d.hold = true;
    d.fire().see("Checking it again").keys("F1").see_not("Help:");
    d.answer();
    d.see("Deleting...").keys("F1").see_not("Help:");
    d.faults = Some(Box::new(|r| {
        is_delete(r).then(|| Err(Error::OutcomeUnknown("timeout".into())))
    }));
    d.answer();
    d.see("We do not know").keys("F1").see_not("Help:");
    d.keys("Enter").see("Checking whether").keys("F1").see_not("Help:");
    d.faults = Some(Box::new(|_| Some(Err(Error::Network("timeout".into())))));
    d.hold = false;
    d.answer();
    d.see("We do not know").keys("F1").see_not("Help:");
    assert_eq!(d.deletes(), 1);
}

#[test]
fn what_becomes_of_a_delete_is_told_even_where_another_answer_signs_out() {
    let mut d = ready();
    d.hold = true;
    d.fire();
    d.answer();
    d.see("Deleting...");
    d.faults = Some(Box::new(|r| (!is_delete(r)).then_some(Err(Error::SignedOut))));
    d.hold = false;
    d.answer();
    d.see("Deleted client provider 'Okta Production'.")
        .see("You are signed out.");
}

#[test]
fn a_late_sign_out_of_a_session_before_ends_nothing() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys("r :").text("sign-out").keys("Enter").see("Demo organization");
    d.faults = Some(Box::new(|_| Some(Err(Error::SignedOut))));
    d.hold = false;
    d.answer();
    d.faults = None;
    d.see_not("You are signed out")
        .keys("Enter Enter")
        .see("Anypoint Platform");
}

#[test]
fn the_dialog_tells_what_is_so_now_not_what_was_so_when_the_list_was_read() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j").wait(20_000);
    d.rewrite(|file| {
        for environment in file["environments"].as_array_mut().unwrap() {
            environment["clientManagementProviderIds"] = json!([OKTA]);
        }
    });
    d.keys("D")
        .wait(600)
        .see("! Removed from 12 environments (default in 12)");
    d.text("Okta Production").keys("Enter").wait(700).fire().see("Deleted");
    d.keys("4");
    assert_eq!(d.screen().matches("now built-in").count(), 12, "{}", d.screen());
}

#[test]
fn applications_that_cannot_be_counted_are_a_part_of_the_impact_too() {
    let mut d = provider("Okta Production");
    d.wait(20_000);
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::CountApplications(_)).then(|| Err(Error::Network("timeout".into())))
    }));
    d.keys("D")
        .wait(600)
        .size(120, 36)
        .see("Impact incomplete")
        .see("could not be counted: No answer:");
    d.text("Okta Production")
        .see("Tick the box first")
        .see("(tick needed)")
        .keys("Enter")
        .wait(700)
        .fire();
    assert_eq!(d.deletes(), 0);
}

#[test]
fn an_environment_list_that_could_not_be_read_again_makes_nothing_complete() {
    let mut d = provider("Okta Production");
    d.wait(20_000);
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::Environments).then(|| Err(Error::Network("timeout".into())))
    }));
    d.keys("D")
        .wait(600)
        .size(120, 36)
        .see("Impact incomplete")
        .see("The list of environments may be old");
}

#[test]
fn the_box_goes_when_the_rest_arrives_and_the_keys_go_to_the_field() {
    let mut d = provider("Okta Production");
    d.wait(20_000);
    d.hold = true;
    d.keys("D")
        .wait(600)
        .see("Impact incomplete")
        .see("[ ] Continue")
        .keys("Shift-Tab");
    d.hold = false;
    d.answer();
    d.see("Checked 12 of 12")
        .see_not("Go on")
        .text("Ok")
        .see("2 of 15 characters");
}

/// A long reason that everything fails with.
fn unreadable(d: &mut Driver) -> String {
    let why = format!(
        "{}/demo.json: it was deleted. :fresh makes a new one.",
        "/a/long/folder".repeat(12)
    );
    let error = Error::Network(why.clone());
    d.faults = Some(Box::new(move |_| Some(Err(error.clone()))));
    d.keys("r").wait(3_000);
    why
}

#[test]
fn the_dialog_tells_a_reason_once_and_fits_the_smallest_window() {
    let mut d = Driver::start(client_providers());
    unreadable(&mut d);
    d.keys("j j j D").wait(600);
    for (width, height) in [(60, 16), (80, 24), (120, 36)] {
        d.size(width, height)
            .see("To confirm, enter the provider's name:")
            .see("[ Cancel ]")
            .see("Impact incomplete");
        assert!(d.screen().matches("demo.json").count() < 2, "{}", d.screen());
    }
    d.keys("Esc :").text("messages").keys("Enter").see("/a/long/folder");
}

#[test]
fn every_kind_of_dialog_fits_the_smallest_window() {
    for (place, keys, asks) in [
        ("teams", "D", "team's name"),
        ("environments", "D", "environment's name"),
        ("business-groups", "j D", "business group's name"),
        ("client-providers", "j D", "provider's name"),
    ] {
        let rows = Driver::start(StartOptions {
            open: amtui::app::Place::parse(place),
            ..client_providers()
        });
        let n = rows.app.page().and_then(|page| page.pane()).unwrap().list.rows.len();
        for row in 0..n {
            let mut d = Driver::start(StartOptions {
                open: amtui::app::Place::parse(place),
                ..client_providers()
            });
            d.size(60, 16);
            for _ in 0..row {
                d.keys("j");
            }
            d.keys(keys).wait(4_000).see_not("too small for this dialog");
            if d.app.overlays().dialog().is_some() {
                d.see(asks).see("[ Cancel ]");
            }
        }
    }
}

#[test]
fn a_hint_to_wait_goes_once_the_wait_is_over() {
    let mut d = provider("Okta Production");
    d.confirm("Okta Production").keys("Enter").see("Wait a second");
    d.wait(1_100)
        .see_not("Wait a second")
        .see("It matches. Press Enter to delete.");
    d.fire().see("Deleted client provider");
}
