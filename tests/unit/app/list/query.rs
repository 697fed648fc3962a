//! What is typed to filter a list.

use amtui::app::list::column::{Col, grows};
use amtui::app::list::query::{Query, text_of};

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
        Query::of(typed, &columns).fits(&text)
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
