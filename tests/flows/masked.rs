//! The mask beside names of things, and beside what is typed.

use amtui::app::model::mask::person;

use crate::driver::{Driver, MASKED, StartOptions, client_providers};

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
