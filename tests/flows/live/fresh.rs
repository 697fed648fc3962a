//! What is shown is read, and what may have changed is read again before anything is concluded from it.

use amtui::app::Place;

use super::home::{Stage, Terms};

fn at(open: Place) -> Stage {
    Stage::of(Terms {
        open: Some(open),
        ..Terms::default()
    })
}

#[test]
fn policies_are_read_as_soon_as_the_apis_of_an_environment_are_shown() {
    let mut s = at(Place::Environments);
    s.d.size(120, 36).keys("/").text("Env 0").keys("Enter Enter Tab");
    s.d.see("policy ok");
}
