//! What stands on every screen of the platform, and what an account sees of it.

use amtui::app::request::Request;
use amtui::domain::Error;

use super::backend::{LiveDriver, Terms, ZETA, at_zeta, unknown};
use crate::rest_config::bearer;

#[test]
fn a_badge_stands_on_the_page_and_in_the_dialog() {
    for (dry_run, mode) in [(false, "LIVE"), (true, "LIVE DRY RUN")] {
        let mut s = LiveDriver::of(Terms { dry_run, ..at_zeta() });
        let first = s.d.screen().lines().next().unwrap().to_owned();
        assert!(first.starts_with(&format!(" {mode}  Acme")), "{first}");
        s.d.keys("D").wait(600);
        s.d.see(&format!("Organization   Acme (root)  [{mode}]"));
    }
}

#[test]
fn read_only_says_so_and_refuses_to_delete() {
    let mut s = LiveDriver::of(Terms {
        read_only: true,
        ..at_zeta()
    });
    s.fake.seen();
    s.d.see(" LIVE RO  Acme (root)").keys("D").wait(600);
    s.d.see_not("To confirm")
        .see("LIVE is read-only: nothing can be changed");
    assert_eq!((s.d.deletes(), s.fake.writes()), (0, vec![]));
}

#[test]
fn the_dialog_names_where_the_configuration_is_kept() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("D").wait(600);
    s.d.see("Its configuration is kept first: ~/.local/state/amtui/deleted");
    insta::assert_snapshot!("live_delete", s.d.screen());
}

#[test]
fn what_an_account_may_do_is_told_once_it_came() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(bearer("ben")),
        open: None,
        ..Terms::default()
    });
    let account = |s: &LiveDriver| s.d.requests.iter().filter(|r| **r == Request::Account).count();
    assert_eq!(account(&s), 1, "it is read after signing in, and once");
    s.d.keys("Enter").see("ben  Org Admin");
    s.d.keys("b g g Enter").see("ben  not admin here");
}

#[test]
fn an_account_that_cannot_be_read_is_taken_at_its_word() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(bearer("ben")),
        ..Terms::default()
    });
    s.answers(9, ("GET", "/roles"), 500, "");
    s.d.faults = Some(Box::new(|r| {
        (*r == Request::Account).then(|| Err(Error::Failed("it answered 500".into())))
    }));
    s.d.keys("r")
        .see("ben")
        .see("Not up to date: No usable answer: it answered 500.");
}

#[test]
fn who_administers_nothing_sees_names_at_most() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(bearer("cy")),
        ..Terms::default()
    });
    s.d.see("cy  no administration").see_not(ZETA);
    s.d.see("This needs Organization Administrator of Acme.")
        .see_not("Forbidden");
    s.fake.seen();
    s.d.keys("a").keys("D").wait(600).see_not("To confirm");
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn who_administers_a_business_group_sees_names_and_types() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(bearer("ben")),
        ..Terms::default()
    });
    s.d.see("Retail").see(ZETA).see("Alpha AM");
    s.d.keys("G D").wait(600);
    s.d.see_not("To confirm");
    s.d.see("ask an Organization Administrator of Acme (root).");
    assert_eq!(s.d.deletes(), 0);
}

#[test]
fn a_page_that_was_opened_before_it_was_known_what_may_be_seen_gets_its_panes() {
    let mut s = LiveDriver::of(Terms {
        open: at_zeta().open,
        ..unknown()
    });
    s.d.faults = Some(Box::new(|request| {
        matches!(request, Request::Tree).then(|| Err(Error::Network("it is slow".into())))
    }));
    s.d.keys("Space Enter").text("token-ada").keys("Ctrl-S");
    s.d.see("zeta IdP").see_not("[ Delete ]");
    s.d.faults = None;
    s.d.keys("r").see("Impact").see("[ Delete ]");
}
