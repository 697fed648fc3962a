//! What new users ran into, and must not again.

use amtui::ui::popup;
use ratatui::layout::Rect;

use crate::driver::{Driver, client_providers, provider};

#[test]
fn a_notice_does_not_follow_to_another_page() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("theme pink").keys("Enter").see("The themes are");
    d.wait(1_500).keys("2").see("Users (").see_not("The themes are");
}

#[test]
fn a_form_below_its_review_does_not_look_focused() {
    let mut d = provider("Okta Production");
    d.size(120, 36).keys("e");
    let focused = *d.frames().last().unwrap();
    let bright = |d: &Driver| d.frames().iter().filter(|colour| **colour == focused).count();
    assert_eq!(bright(&d), 1);
    d.keys("Tab").text("x").keys("Ctrl-S").see("Okta -> Oktax");
    assert_eq!(bright(&d), 1, "{:?} in {}", d.frames(), d.screen());
}

#[test]
fn no_number_is_a_count() {
    let mut d = Driver::start(client_providers());
    d.keys("1 0 j").see("APIs (45)").see_not("Business Groups (10)");
    let second = d.screen();
    let mut d = Driver::start(client_providers());
    d.keys("0 j");
    let lines = |screen: &str| screen.lines().find(|line| line.contains('▌')).map(str::to_owned);
    assert_eq!(lines(&second), lines(&d.screen()));
}

#[test]
fn popups_of_lists_open_in_one_place() {
    let mut tops = Vec::new();
    for keys in ["Ctrl-P", ":", "?", "b", "a", "J"] {
        let mut d = Driver::start(client_providers());
        d.size(120, 36).keys("j").keys(keys);
        let overlay = d.app.overlays().last().unwrap();
        let place = popup::popup(d.app.model(), overlay, Rect::new(0, 0, 120, 36));
        assert_eq!(place.x + place.width / 2, 60, "{keys}: {place:?}");
        tops.push((keys, place.y, place.height));
    }
    // What fills the window has no room above it.
    let small: Vec<u16> = tops
        .iter()
        .filter(|(.., high)| *high < 31)
        .map(|(_, y, _)| *y)
        .collect();
    assert!(small.len() > 1 && small.iter().all(|y| *y == small[0]), "{tops:?}");
}

#[test]
fn a_picture_shows_which_field_has_the_focus() {
    let mut d = provider("Okta Production");
    d.size(120, 36).keys("e");
    // A picture has no cursor.
    let first = d.styles();
    d.keys("Tab");
    assert_ne!(d.styles(), first);
    d.keys("Shift-Tab");
    assert_eq!(d.styles(), first);
}
