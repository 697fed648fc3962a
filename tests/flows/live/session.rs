//! A session on the platform that comes to its end while somebody works.

use amtui::app::msg::Effect;
use amtui::app::{Location, Place};

use super::backend::{LiveDriver, Terms, ZETA, at_zeta};

const OUT: &str = "You are signed out. Sign in again to go on.";

#[test]
fn one_comes_back_to_the_page_one_was_on() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("Tab").on_tab("Envs");
    s.fake.end("token-ada");
    s.d.keys("r").see(OUT).see_not("zeta").see_not("Acme");
    s.sign_in_again("token-ada~2")
        .see("› Client Providers › zeta IdP")
        .on_tab("Envs")
        .see(" LIVE  Acme (root)");
}

#[test]
fn what_was_given_is_not_tried_again_once_it_ended() {
    let mut s = LiveDriver::of(Terms::default());
    s.fake.end("token-ada");
    s.d.keys("r").see(OUT);
    s.fake.seen();
    s.d.keys("Enter").see("Sign in with");
    assert!(s.fake.seen().is_empty());
}

#[test]
fn who_is_signed_out_over_a_form_finds_it_as_it_was() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.size(100, 40).keys("e").text(" of Acme");
    s.fake.end("token-ada");
    s.d.keys("Ctrl-S")
        .see("zeta IdP -> zeta IdP of Acme")
        .wait(800)
        .keys("Enter");
    s.d.see(OUT);
    assert_eq!(s.fake.writes(), [""; 0]);
    s.d.wait(500).keys("Enter").see(" LIVE ").see(OUT).see_not("of Acme");
    s.sign_in_again("token-ada~2")
        .see("Restored what you typed before you were signed out.")
        .see("zeta IdP of Acme");
    s.d.wait(5000).keys("Ctrl-S").wait(800).keys("Enter");
    s.d.see("Saved").see("zeta IdP of Acme");
    assert_eq!(s.fake.writes().len(), 1);
}

#[test]
fn another_person_gets_neither_the_page_nor_the_text() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("e").text(" mark seven").keys("Ctrl-S");
    s.fake.end("token-ada");
    s.d.wait(800).keys("Enter Enter").see(OUT);
    s.sign_in_again("token-ben")
        .see("ben")
        .see_not(ZETA)
        .see_not("mark seven");
    assert!(!format!("{:?}", s.d.app).contains("mark seven"));
    // Nor does the first one, who comes later.
    s.d.keys(":").text("sign-out").keys("Enter");
    assert_eq!(s.d.effects.last(), Some(&Effect::SignOut));
    s.sign_in_again("token-ada~2").see("ada").see_not("mark seven");
}

#[test]
fn ticks_wait_for_their_person_as_well() {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::Environments)),
        ..Terms::default()
    });
    s.d.keys("/").text("Env 3").keys("Enter e j d").see("[x] 1. Alpha AM");
    s.fake.end("token-ada");
    s.d.keys("Ctrl-S").wait(800).keys("Enter").see(OUT).keys("Enter");
    s.sign_in_again("token-ada~2").see("[x] 1. Alpha AM");
}

#[test]
fn credentials_that_can_be_renewed_are_and_nobody_notices() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(super::backend::app()),
        ..Terms::default()
    });
    s.fake.seen();
    s.answers(1, ("GET", "clientProviders?"), 401, "Unauthorized");
    s.answers(1, ("GET", "/me"), 401, "Unauthorized");
    s.d.keys("r").see("Client Providers (3)").see_not("signed out");
    let renewed = s
        .fake
        .seen()
        .iter()
        .filter(|seen| seen.path.ends_with("/token"))
        .count();
    assert_eq!(renewed, 1);
}
