//! What was not read on one side.

use std::sync::Arc;

use amtui::domain::compare::{DifferenceKind, OrganizationState, compare};
use amtui::domain::{Coverage, Error, Listing, OrgId, Protection, ProviderRef};
use uuid::Uuid;

use super::{api, environment, id, oidc, state, told};

/// Takes something out of a state, for this reason.
type Spoil = fn(&mut OrganizationState, String);

#[test]
fn what_could_not_be_read_is_not_compared_and_never_gone() {
    let whole = || {
        let apis = vec![api(7, ProviderRef::External(id(1)), &[("p", false)])];
        state(vec![oidc(1, "A")], vec![environment(1, "Test", &[1], apis)])
    };
    let why = || Error::NotRead("No.".into()).to_string();
    let cases: [(Spoil, &str); 5] = [
        (
            |state, why| state.providers[0].read = Err(why),
            "client provider not compared | A |  | - | It was not read when the snapshot was taken: No.",
        ),
        (
            |state, why| state.environments[0].uses = Err(why),
            "environment not compared | Test | Acme | - | It was not read when the snapshot was taken: No.",
        ),
        (
            |state, _| (state.environments, state.all_environments) = (vec![], false),
            "environment not compared | Test | Acme | - | It may only be hidden: not every environment is visible.",
        ),
        (
            |state, _| {
                state.environments = vec![environment(1, "Test", &[1], vec![])];
                let uses = state.environments[0].uses.as_mut().expect("it is read");
                Arc::make_mut(uses).apis.coverage = Coverage::Unverified;
            },
            "environment not compared | Test | Acme | - | No API is visible here, and a connected app without the scope gets the same answer.",
        ),
        (
            |state, _| {
                let mut api = api(7, ProviderRef::External(id(1)), &[]);
                api.protect(Protection::unread());
                state.environments = vec![environment(1, "Test", &[1], vec![api])];
            },
            "API not compared | orders 7 | Acme / Test | - | Its policies were not read.",
        ),
    ];
    for (spoil, expected) in cases {
        let mut spoiled = whole();
        spoil(&mut spoiled, why());
        assert_eq!(told(&whole(), &spoiled), [expected]);
        assert!(!compare(&whole(), &spoiled).complete());
        // The other way round it was not there before, and nothing says that it is new.
        let back = compare(&spoiled, &whole());
        assert_eq!(back.differences.len(), 1);
        assert_eq!(
            (back.differences[0].how, &back.differences[0].after),
            (DifferenceKind::NotCompared, &None)
        );
    }
    let mut blind = state(vec![], vec![]);
    (blind.all_providers, blind.all_environments) = (false, true);
    let found = compare(&state(vec![oidc(1, "A")], vec![]), &blind);
    assert_eq!(found.differences[0].how, DifferenceKind::NotCompared);
}

#[test]
fn a_name_is_told_although_nothing_else_was_read() {
    let mut renamed = state(vec![oidc(1, "B")], vec![]);
    renamed.providers[0].read = Err("No.".into());
    assert_eq!(
        told(&state(vec![oidc(1, "A")], vec![]), &renamed),
        [
            "client provider renamed | B |  | A | B",
            "client provider not compared | B |  | - | No.",
        ]
    );
}

#[test]
fn lists_that_nobody_read_are_not_compared() {
    let read = || state(vec![], vec![environment(1, "Test", &[1], vec![])]);
    let mut unread = read();
    let uses = unread.environments[0].uses.as_mut().unwrap();
    let lists = Arc::make_mut(uses);
    (lists.providers, lists.apis) = (Listing::unread(), Listing::unread());
    let found = compare(&read(), &unread);
    assert!(!found.complete());
    let how: Vec<DifferenceKind> = found.differences.iter().map(|one| one.how).collect();
    assert_eq!(how, [DifferenceKind::NotCompared; 2]);
}

#[test]
fn what_neither_side_knows_is_noted_and_no_difference() {
    let open = || {
        let mut api = api(7, ProviderRef::BuiltIn, &[]);
        api.protect(Protection::unread());
        state(vec![], vec![environment(1, "Test", &[], vec![api])])
    };
    let found = compare(&open(), &open());
    assert!(found.complete() && found.differences.is_empty());
    assert_eq!(
        found.notes(),
        [
            "The policies of 1 API were read on neither side.",
            "Not compared: business groups, client applications, contracts, sign-ins and the values of secrets.",
            "Nor are: authorizations of connected apps, signing keys, settings of all identity providers, and the list of permissions.",
        ]
    );
    let mut other = open();
    other.root = OrgId(Uuid::from_u128(8));
    assert!(compare(&open(), &other).notes()[0].contains("two different organizations"));
}
