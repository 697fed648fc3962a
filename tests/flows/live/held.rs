//! API instances of which it is not known what holds them: they are not said to be free to be moved.

use amtui::app::{Location, Place};

use super::backend::{LiveDriver, Terms, at_zeta, organization};
use crate::fake_platform::{FakePlatform, Fault};

#[test]
fn an_api_whose_contracts_could_not_be_read_is_not_ready_to_be_moved() {
    let fake = FakePlatform::of(&organization());
    fake.plan(99, "GET", "/contracts", Fault::Answer(403, "", None));
    let mut s = LiveDriver::on(fake, at_zeta());
    s.d.size(160, 40)
        .keys("m")
        .see("blocked: its policies and contracts were not read")
        .see_not("ready: Enter moves it");
    s.d.see("impact incomplete: Not allowed: it answered 403");
}

#[test]
fn what_holds_an_api_of_the_built_in_provider_is_read_before_it_is_moved() {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::ApiManager)),
        ..Terms::default()
    });
    s.d.keys("/")
        .text("api-4")
        .keys("Enter e")
        .see("Client provider of api-4")
        .keys("j Enter")
        .see("it has 1 contract");
    assert!(s.fake.seen().iter().any(|seen| seen.path.contains("/apis/4/contracts")));
}
