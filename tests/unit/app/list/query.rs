//! What is typed to filter a list.

use amtui::app::list::column::{Col, grows};
use amtui::app::list::query::{Fit, Query, text_of};

#[test]
fn a_name_of_a_column_searches_that_column_alone() {
    let columns = [Col::Name, Col::Environment, Col::Provider, Col::Policy].map(|col| grows(col, "", 1));
    let fits = |typed: &str| {
        let text = text_of(&columns, |col| match col {
            Col::Name => "okta-api 1.0.0".into(),
            Col::Provider => "Legacy OpenAM".into(),
            Col::Policy => "policy fails: its client provider was deleted".into(),
            _ => "Staging".into(),
        });
        Query::of(typed, &columns).fits(&text, &columns, |_, _| None)
    };
    for yes in [
        "okta",
        "provider:openam",
        "provider:\"legacy openam\"",
        "policy:fails okta",
        "a:b:c",
    ] {
        assert_eq!(fits(yes), yes != "a:b:c", "{yes}");
    }
    for no in [
        "provider:okta",
        "policy:ok",
        "environment:prod",
        "provider:openam production",
    ] {
        assert!(!fits(no), "{no}");
    }
}

#[test]
fn a_list_may_know_better_than_the_words_in_a_column_what_fits() {
    let columns = [Col::Name, Col::LastSignIn].map(|col| grows(col, "", 1));
    let fits = |typed: &str| {
        let matches = |col, wanted: &str| (col == Col::LastSignIn).then(|| Fit::from(wanted == ">90d"));
        let text = text_of(&columns, |_| "ana 2026-01-01".into());
        Query::of(typed, &columns).fits(&text, &columns, matches)
    };
    assert!(fits("idle:>90d ana"));
    assert!(!fits("idle:>90d ben"));
    assert!(!fits("idle:2026"));
}

#[test]
fn a_host_with_its_port_is_a_word_with_and_without_a_not_in_front() {
    let columns = [grows(Col::Name, "NAME", 1), grows(Col::Owner, "OWNER", 1)];
    let fits = |typed: &str, row: &'static str| {
        let text = text_of(&columns, |_| row.into());
        Query::of(typed, &columns).fits(&text, &columns, |_, _| None)
    };
    assert!(fits("localhost:8080", "http://localhost:8080/") && !fits("localhost:8080", "ana"));
    assert!(!fits("!localhost:8080", "http://localhost:8080/") && fits("!localhost:8080", "ana"));
    // Every row would fit the opposite of a misspelled column.
    for typed in ["!ownr:ana", "!ownr:8080", "!colour:red"] {
        assert!(!fits(typed, "ben"), "{typed}");
        assert!(Query::of(typed, &columns).wrong().is_some(), "{typed}");
    }
}
