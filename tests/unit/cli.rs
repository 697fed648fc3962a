//! What the command line takes.

mod help;

use amtui::app::{Location, Place};
use amtui::cli::Cli;
use clap::Parser as _;

#[test]
fn places_are_read_and_the_delete_dialog_is_none() {
    let place = |text: &str| Cli::try_parse_from(["amtui", "--open", text]).map(|cli| cli.open);
    assert_eq!(
        place("environments").ok(),
        Some(Some(Place::List(Location::Environments)))
    );
    let provider = Place::Provider("a/b".into());
    assert_eq!(place("client-providers/a/b").ok(), Some(Some(provider)));
    for (alias, list) in [
        ("apis", Location::ApiManager),
        ("cp", Location::ClientProviders),
        ("env", Location::Environments),
        ("ns", Location::Environments),
        ("bg", Location::BusinessGroups),
        ("audit", Location::AuditLogs),
    ] {
        assert_eq!(place(alias).ok(), Some(Some(Place::List(list))), "{alias}");
    }
    assert_eq!(place("cp/Okta").ok(), Some(Some(Place::Provider("Okta".into()))));
    for (list, at) in Place::lists() {
        let one = match at {
            Location::ClientProviders => Place::Provider("x/y".into()),
            at => Place::Object(at, "x/y".into()),
        };
        assert_eq!(place(&format!("{list}/x/y")).ok(), Some(Some(one)), "{list}");
    }
    for wrong in ["", "q", "client-providers/", "delete", "places/x"] {
        assert!(place(wrong).is_err(), "{wrong}");
    }
}
