//! How long the tours are.

use amtui::stage::tour::{Tour, TourName};

#[test]
fn the_tour_of_access_has_at_most_12_steps() {
    let tour = Tour::parse(TourName::Access.text()).unwrap();
    assert!((1..=12).contains(&tour.steps.len()), "{}", tour.steps.len());
}
