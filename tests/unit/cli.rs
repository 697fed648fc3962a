//! What the command line takes.

mod help;

use amtui::app::{Location, Place};
use amtui::cli::Cli;
use amtui::cli::help::command;
use clap::Parser as _;
use proptest::prelude::*;

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

/// The words that a command line may have, and any others.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<String> = command()
        .get_subcommands()
        .flat_map(|one| std::iter::once(one.get_name().to_owned()).chain(longs(one)))
        .chain(longs(&command()))
        .collect();
    let known = prop::sample::select(words);
    prop_oneof![
        3 => known.clone(),
        1 => (known, any::<String>()).prop_map(|(word, value)| format!("{word}={value}")),
        1 => "(users|client-providers/.{0,6}|80x24|dark|2|--|-|-[a-zA-Z])",
        1 => any::<String>(),
    ]
}

fn longs(command: &clap::Command) -> impl Iterator<Item = String> {
    let longs = command.get_arguments().filter_map(|arg| arg.get_long());
    longs.map(|long| format!("--{long}")).collect::<Vec<_>>().into_iter()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_command_line_is_understood_or_refused_with_a_sentence(words in prop::collection::vec(word(), 0..6)) {
        let line = std::iter::once("amtui".to_owned()).chain(words);
        if let Err(why) = Cli::try_parse_from(line) {
            prop_assert!(!why.to_string().trim().is_empty());
        }
    }
}
