//! Forms, lists of boxes, reviews and dialogs, a line at a time.

use amtui::app::Location;
use insta::assert_snapshot;

use super::at;

#[test]
fn a_client_provider_is_added_a_field_a_line() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["add", "4"]).says("PingFederate");
    lines.enter(&["1", "save"]).says("Name: is required");
    for (field, text) in [
        ("1", "Keycloak Partners"),
        ("6", "https://id.acme.example/register"),
        ("10", "amtui"),
        ("11", "s3cret-of-keycloak"),
        ("13", "https://id.acme.example/authorize"),
        ("14", "https://id.acme.example/token"),
        ("15", "https://id.acme.example/introspect"),
    ] {
        lines.enter(&[field, text]);
    }
    lines.enter(&["16", "list", "save", "save"]).says("Keycloak Partners");
    assert_eq!(lines.driver.changes().len(), 1);
    assert!(!lines.printed.contains("s3cret-of-keycloak"), "{}", lines.printed);
    // The id is made by chance.
    let (told, _) = lines.printed.rsplit_once("Added client provider").unwrap();
    assert_snapshot!("accessible_add_provider", told);
}

#[test]
fn a_field_is_emptied_with_a_minus_and_kept_with_an_empty_line() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["edit 4", "2", "-"]).says("2. Description: empty");
    lines.enter(&["2", ""]).says("It stays as it is.").says_not("Okta");
    lines.enter(&["2", "Okta", "save"]).says("No changes to save.");
}

#[test]
fn client_providers_of_an_environment_are_put_in_order() {
    let mut lines = at(Location::Environments);
    lines.enter(&["edit 1"]);
    let first = lines.answer().to_owned();
    lines.enter(&["default 3", "earlier 9", "4", "99", "save"]);
    lines.enter(&["save"]);
    assert!(!lines.driver.changes().is_empty(), "{first}{}", lines.printed);
    assert_snapshot!("accessible_environment_providers", lines.printed);
}

#[test]
fn marked_users_are_disabled_in_one_review() {
    let mut lines = at(Location::Users);
    lines.enter(&["/klaus", "/", "mark 5", "mark 6"]).says("marked");
    lines
        .enter(&["disable"])
        .says("Review:")
        .says("1 of these 2 users is an administrator:")
        .says("Disable administrators as well? Enter accept, or cancel.");
    lines.enter(&["disable"]);
    assert!(lines.driver.changes().is_empty());
    lines.enter(&["accept"]).says("Enter disable, or cancel.");
    lines.enter(&["disable"]);
    assert_eq!(lines.driver.changes().len(), 2, "{}", lines.printed);
}

#[test]
fn an_environment_with_everything_in_it_asks_for_its_name() {
    let mut lines = at(Location::Environments);
    lines.enter(&["12", "delete"]).says("Delete environment Labor.");
    lines.enter(&["Labor"]).says("The name matches.");
    lines.enter(&["delete"]).says("Deleted environment 'Labor'");
    assert_eq!(lines.driver.deletes(), 1);
}

#[test]
fn a_secret_is_printed_only_once_it_is_asked_for_twice() {
    let mut lines = at(Location::BusinessGroups);
    lines
        .enter(&["1", "reveal"])
        .says("Enter show to print it, or an empty line to leave it.");
    let before = lines.printed.clone();
    lines.enter(&[""]).says("The secret was not printed.");
    lines.enter(&["reveal", "show"]);
    let secret = lines.answer().lines().next().unwrap().to_owned();
    assert!(secret.len() > 8 && !before.contains(&secret), "{secret}");
    lines.enter(&["reveal"]).wait(21_000).enter(&["show"]).says_not(&secret);
}

#[test]
fn what_is_copied_is_printed() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["copy-id 4"]).says("The id is in the line above.");
}

#[test]
fn who_quits_is_asked_first_where_undo_would_be_lost() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["delete 4", "Okta Production", "delete", "quit"]);
    lines.says("Before you leave: your change is saved, but you can't undo it then.");
    lines.enter(&[""]).says_not("Before you leave");
    lines.enter(&["undo"]).says("Okta Production' is back");
    lines.enter(&["redo", "quit"]).says("Before you leave");
    assert!(!lines.left);
    lines.enter(&["quit"]);
    assert!(lines.left);
    // Where nothing can be lost nobody is asked.
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["delete 4", "Okta Production", "delete", "undo", "quit"]);
    assert!(lines.left);
}
