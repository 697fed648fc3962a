//! Every page and every action is reached by typed lines.

use amtui::accessible::way::{Way, way};
use amtui::app::action::Action;
use amtui::app::keymap::Keymap;
use amtui::app::location::{API_MANAGER, NAV};
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::snapshot::SnapshotScope;

use super::lines::Lines;
use super::{StartOptions, at, client_providers};
use crate::driver::Driver;

/// Every action, by the table of keys: a test of the sources holds that none is missing there.
fn actions() -> Vec<Action> {
    let mut all: Vec<Action> = Keymap::standard(None)
        .unwrap()
        .all()
        .map(|binding| binding.action)
        .collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_action_has_a_way_and_answers() {
    // One leaves, and the other writes a file into the folder of the tests.
    let harmless = |action: &Action| !matches!(action, Action::Quit | Action::Snapshot);
    for action in actions().into_iter().filter(harmless) {
        let mut lines = at(Location::ClientProviders);
        lines.enter(&["select 4", &format!(":{}", action.name())]);
        let answer = lines.answer();
        let found = !answer.contains("Nothing here is called");
        assert!(found && !answer.is_empty(), "{action:?} has no way: {answer}");
        if let Way::Words(words) | Way::Screen(words) = way(action) {
            let own = [
                "back", "close", "cancel", "?", "help", "quit", "previous", "sort", "preview",
            ]
            .contains(&action.name().as_str());
            assert!(own || answer.starts_with(words), "{action:?}: {answer}");
        }
    }
}

#[test]
fn a_snapshot_goes_into_the_file_that_is_named() {
    let mut lines = at(Location::ClientProviders);
    lines.driver.hold = true;
    lines.enter(&[":snapshot acme.json"]);
    let taken = lines.driver.requests.last();
    assert_eq!(
        taken,
        Some(&Request::Snapshot(Some("acme.json".into()), SnapshotScope::All))
    );
}

#[test]
fn every_action_about_a_row_takes_its_number() {
    for action in actions().into_iter().filter(|action| way(*action) == Way::Row) {
        let mut lines = at(Location::ClientProviders);
        lines.enter(&[&format!("{} 4", action.name())]);
        let answer = lines.answer();
        assert!(
            !answer.is_empty() && !answer.contains("Which one?"),
            "{action:?}: {answer}"
        );
    }
}

/// Opens a list, the first thing in it, and each of its tabs.
fn walk(name: &str) -> Lines {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["access", name]).says("Page: ").says("1. ");
    lines.enter(&["1"]).says("Page: ");
    let tabs = lines
        .answer()
        .lines()
        .find(|line| line.starts_with("Tabs: "))
        .unwrap_or_default();
    let tabs = tabs.split(';').count();
    for tab in 2..=tabs {
        lines.enter(&[&format!("tab {tab}")]).says(", open");
    }
    lines
}

#[test]
fn every_list_and_every_tab_of_its_first_row_is_told() {
    let nav = NAV.iter().map(|entry| entry.action);
    for action in nav.chain(API_MANAGER.map(|(action, _)| action)) {
        let mut lines = walk(&action.name());
        lines.enter(&["back"]).says("Page: ");
    }
}

#[test]
fn a_business_group_and_its_roles_lead_to_each_other() {
    let mut lines = at(Location::BusinessGroups);
    lines
        .enter(&["2", "tab Roles"])
        .says("Roles, 2")
        .says("2. Store Support");
    lines.enter(&["2", "tab Settings"]).says("1. Organization: Retail");
    lines.enter(&["1"]).says("Business Groups, Retail.");
    lines.enter(&["back", "back"]).says("Store Support");
}

#[test]
fn what_is_read_when_its_tab_opens_is_told() {
    let mut lines = at(Location::BusinessGroups);
    lines
        .enter(&["1", "tab History"])
        .says("action Create")
        .says_not("0 rows");
    let mut lines = at(Location::AuditLogs);
    lines
        .enter(&["presets", "8"])
        .says("Client Provider")
        .enter(&["/client prov"]);
    lines.says("Audit Logs: 6 rows.").says("type Client Provider");
}

#[test]
fn a_column_is_sorted_by_under_another_name_as_well() {
    let mut lines = at(Location::Teams);
    lines.enter(&["sort permissions"]).says("Sorted by own perms");
}

#[test]
fn pages_without_a_list_are_reached_as_well() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["access"]).says("Page: Your access.");
    lines.enter(&["back", "move-dependents 4"]).says("Okta Production");
    lines.enter(&["commands"]).says("client-providers, cp");
    lines.enter(&["menu"]).says("Connected Apps: connected-apps");
    lines.enter(&["messages"]).says("No messages yet.");
}

#[test]
fn a_command_names_what_it_is_about() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&[":open Okta Sandbox"])
        .says("Client Providers, Okta Sandbox.");
    lines
        .enter(&["users", "impact Okta Production"])
        .says("Impact: complete.");
    lines
        .enter(&["delete this"])
        .says("Delete client provider Okta Production.");
    lines.enter(&["", "switch Retail"]).says("Working in Retail");
}

#[test]
fn anything_is_found_by_its_name() {
    let mut lines = at(Location::Users);
    lines.enter(&["find okta sandbox"]).says("Okta Sandbox");
    lines.enter(&["1"]).says("Client Providers, Okta Sandbox.");
}

#[test]
fn keys_that_sentences_name_are_words_too() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["D 4", "Okta Production", "delete"])
        .says("undo undoes it.");
    lines.enter(&["u"]).says("Client provider 'Okta Production' is back.");
    lines.enter(&["i 4"]).says("Impact: complete.");
}

#[test]
fn a_file_of_ones_own_is_told_as_one() {
    let organization = Driver::start(client_providers()).file();
    let lines = Lines::start(StartOptions {
        organization: Some(organization),
        read_only: true,
        open: Some(Place::List(Location::Teams)),
        ..client_providers()
    });
    assert!(
        lines
            .printed
            .starts_with("A file, read-only. Organization Acme Corp, the root."),
        "{}",
        lines.printed
    );
}

#[test]
fn what_a_row_does_not_name_is_left_out_and_not_called_unknown() {
    let mut lines = at(Location::AuditLogs);
    lines.says("action Login - Token; object Terraform; connected app Terraform\n");
    lines.says_not("unknown");
    lines
        .enter(&["show 4"])
        .says("Connected app: Terraform")
        .says_not("unknown");
    let mut lines = at(Location::ConnectedApps);
    lines.enter(&["5"]).says("1. full").says_not("unknown");
}

#[test]
fn line_mode_counts_apart_what_a_deleted_client_provider_left() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j").confirm("Okta Production").wait(700).fire().wait(2000);
    Lines::of(d)
        .says("Anypoint (built-in) counts 10 APIs that reject requests and 27 applications without a registration");
}
