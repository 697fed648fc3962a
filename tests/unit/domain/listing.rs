//! What a list or a count says about how complete it is.

use amtui::domain::{Counted, Coverage, Listing};

#[test]
fn an_empty_answer_to_a_connected_app_proves_nothing() {
    let none = || Listing::<u8>::default();
    assert_eq!(none().unverified_if_empty(true).coverage, Coverage::Unverified);
    assert_eq!(none().unverified_if_empty(false).coverage, Coverage::Complete);
    assert_eq!(
        Listing::from(vec![1]).unverified_if_empty(true).coverage,
        Coverage::Complete
    );
    assert_eq!(Counted::unverified_if_empty(0, true).coverage, Coverage::Unverified);
}

#[test]
fn a_list_made_of_two_is_no_more_complete_than_either() {
    let part = || Coverage::Partial("Why.".into());
    for (one, other, both) in [
        (Coverage::Complete, part(), part()),
        (part(), Coverage::Complete, part()),
        (Coverage::Unverified, Coverage::Complete, Coverage::Unverified),
        (Coverage::Unverified, part(), part()),
        (Coverage::Complete, Coverage::Complete, Coverage::Complete),
    ] {
        assert_eq!(one.and(other), both);
    }
}
