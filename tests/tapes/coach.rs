//! The box of a tour: its size, its place, and what it leaves free.

use amtui::app::viewport::Size;
use amtui::stage::coach;
use amtui::stage::tour::{Tour, TourName, TourTarget};
use ratatui::layout::Rect;

use super::tour::{guide, press, settle, shown, staged, tours};

#[test]
fn no_tour_is_longer_than_twelve_steps() {
    for (name, tour) in tours() {
        assert!(tour.steps.len() <= 12, "{name}: {}", tour.steps.len());
    }
}

#[test]
fn the_box_of_a_tour_never_covers_what_it_speaks_of() {
    for (name, tour) in tours() {
        for (width, height) in [(60, 16), (60, 60), (80, 24), (100, 20), (120, 36), (200, 60), (200, 16)] {
            guide(tour.clone(), Size { width, height }, |play| {
                let words = play.coach_box().unwrap();
                let app = &play.simulation.app;
                let area = Rect::new(0, 0, width, height);
                let target = coach::target(app, words.look);
                let dialog = coach::dialog_place(app);
                let at = coach::place(area, target, dialog, &words);
                let here = format!("{name} {width}x{height} {words:?} {at:?} {target:?} {dialog:?}");
                assert!(!at.is_empty() && at.intersection(area) == at, "{here}");
                assert!(at.intersection(target).is_empty(), "{here}");
                assert!(height < 24 || at.height > 1, "only its title is seen: {here}");
                // Nor the header, what is going on and the hints.
                assert!(at.y > 0 && at.y + at.height <= height - 2, "{here}");
                // Where the window is larger than the smallest by a few rows, it covers nothing of a form or a popup either.
                assert!(height < 24 || at.intersection(dialog).is_empty(), "{here}");
                assert!(
                    app.overlays().dialog().is_none() || shown(play).contains("To confirm"),
                    "{here}"
                );
            });
        }
    }
}

/// What a step is about stands where one comes to it, or can be: its `field`, its `buttons`.
#[test]
fn what_a_step_speaks_of_is_there() {
    for (name, tour) in tours() {
        guide(tour, Size { width: 80, height: 24 }, |play| {
            let words = play.coach_box().unwrap();
            let over = !play.simulation.app.overlays().is_empty() && !words.keys.starts_with("Showing");
            let target = coach::target(&play.simulation.app, words.look);
            if over && matches!(words.look, TourTarget::Field | TourTarget::Buttons) {
                assert!(!target.is_empty(), "{name} {words:?}");
            }
        });
    }
}

#[test]
fn an_address_that_is_to_be_typed_is_shown_although_others_have_stand_ins() {
    let tour = Tour::parse(TourName::Provider.text()).unwrap();
    let mut play = staged(tour, false, Size { width: 80, height: 24 });
    settle(&mut play);
    press(&mut play, "F4");
    press(&mut play, "Ctrl-N");
    let asked = press(&mut play, "Down");
    assert!(
        asked.contains("[MASKED]") && asked.contains("https://acme-new.okta.example"),
        "{asked}"
    );
    let typed = press(&mut play, "Ctrl-N");
    assert!(typed.contains("Tour 3 of 12") && !typed.contains("acme-new"), "{typed}");
}
