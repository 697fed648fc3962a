//! What a list or a count says about how complete it is.

use amtui::backend::access_inventory::reason;
use amtui::domain::change::{Object, Seen};
use amtui::domain::snapshot::NOTHING_VISIBLE;
use amtui::domain::{Counted, Coverage, Environment, EnvironmentId, EnvironmentUse, Listing, Tree};

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

#[test]
fn a_list_that_nobody_read_is_doubted_and_no_scope_is_blamed() {
    let why = reason(&Coverage::Unread).unwrap();
    assert_ne!(why, NOTHING_VISIBLE);
    let environments: Listing<Environment> = Listing::unread();
    let coverage = environments.of_all(Some(&Tree::default()), None);
    assert_eq!(coverage.partial_reason(), Some("The environments are not read."));
    let uses = |providers, apis| EnvironmentUse {
        providers,
        apis,
        agents_not_read: None,
    };
    let read = || uses(vec![].into(), vec![].into());
    assert_eq!(read().partial_reason(), None);
    for (uses, why) in [
        (
            uses(Listing::unread(), vec![].into()),
            "The client providers are not read.",
        ),
        (uses(vec![].into(), Listing::unread()), "The APIs are not read."),
    ] {
        assert_eq!(uses.partial_reason().as_deref(), Some(why));
        // Nothing was shown that a later look could be compared with.
        let at = EnvironmentId(uuid::Uuid::nil());
        let seen = Seen::new(Object::Environment(at), [(at, Some(&uses))].into_iter(), true, None);
        assert_eq!(seen.of(at), None);
    }
}
