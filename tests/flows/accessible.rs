//! Lines in, lines out: the program for screen readers.

#[path = "accessible/changes.rs"]
mod changes;
#[path = "../support/lines.rs"]
mod lines;
#[path = "accessible/reach.rs"]
mod reach;
#[path = "accessible/session.rs"]
mod session;

use std::fs;
use std::path::Path;

use amtui::app::msg::Effect;
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::Error;
use insta::assert_snapshot;

use super::driver::{self, MASKED, StartOptions, client_providers};
use super::generate;
use lines::Lines;

fn at(place: Location) -> Lines {
    Lines::start(StartOptions {
        open: Some(Place::List(place)),
        ..client_providers()
    })
}

#[test]
fn the_eight_steps_are_typed_and_told() {
    let mut lines = Lines::start(StartOptions::default());
    lines.enter(&["1", "1", "1", "switch", "1", "client-providers", "/okta", "1", "impact"]);
    lines.enter(&["delete", "Okta Prod", "Okta production", "Okta Production", "delete"]);
    lines.enter(&["environments", "1", "undo", "quit"]);
    assert_eq!(lines.driver.deletes(), 1);
    assert!(lines.left);
    assert_snapshot!("accessible_eight_steps", lines.printed);
}

#[test]
fn the_words_that_readme_gives_for_lines_delete_a_client_provider_and_undo_it() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, rest) = readme.split_once("`amtui --accessible` reads words").unwrap();
    let (words, _) = rest.split_once("\n\n").unwrap();
    let words: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    let mut lines = Lines::start(StartOptions::default());
    lines.enter(&words).says("Client provider 'Okta Production' is back.");
    assert_eq!(lines.driver.deletes(), 1);
}

#[test]
fn the_dialog_deletes_nothing_without_the_name_and_the_word() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["delete"])
        .says("Which one? Enter delete and the number of a row.");
    lines.enter(&["delete 4", "delete"]).says("Differs at character 1");
    lines.enter(&["yes"]).says("Differs at character 1");
    lines.enter(&[""]).says("Not deleted.");
    lines
        .enter(&["delete 4", "Okta Production", "yes"])
        .says("Enter delete, or an empty line");
    lines.interrupt().says("Not deleted.");
    lines
        .enter(&["delete 1"])
        .says("Anypoint is the built-in client provider. It can't be deleted.");
    assert_eq!(lines.driver.deletes(), 0);
}

#[test]
fn lines_that_are_pasted_at_once_delete_nothing_and_save_nothing() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["delete 4"]).at_once("Okta Production").at_once("delete");
    lines.wait(2_000).says("That came too soon");
    assert_eq!(lines.driver.deletes(), 0);
    lines
        .enter(&["delete"])
        .says("Deleted client provider 'Okta Production'.");
    assert_eq!(lines.driver.deletes(), 1);
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["edit 4", "2", "Sign-in of staff"])
        .at_once("save")
        .at_once("save");
    lines.says("Not done: the line came before this was shown.");
    assert_eq!(lines.driver.changes().len(), 0);
    lines
        .wait(1_000)
        .enter(&["save"])
        .says("Saved client provider 'Okta Production'.");
}

#[test]
fn a_change_that_failed_is_not_sent_again_before_that_is_heard() {
    let mut lines = at(Location::ClientProviders);
    lines.driver.faults = Some(Box::new(|request| {
        matches!(request, Request::Change(_)).then(|| Err(Error::Forbidden("the file is in use".into())))
    }));
    lines.enter(&["edit 4", "2", "Sign-in of staff", "save"]).wait(1_000);
    lines.at_once("save").says("the file is in use");
    let sent = lines.driver.changes().len();
    lines
        .at_once("try again")
        .says("Not done: the line came before this was shown.");
    lines.wait(1_000).enter(&["save"]);
    assert_eq!(lines.driver.changes().len(), sent);
    lines.enter(&["try again"]).wait(1_000);
    assert_eq!(lines.driver.changes().len(), sent + 1);
}

#[test]
fn a_demo_is_not_reset_by_lines_that_are_pasted_at_once() {
    let mut lines = at(Location::ClientProviders);
    lines.at_once("fresh").at_once("2").says("Not done");
    assert!(!lines.driver.requests.contains(&Request::StartOver));
    lines.wait(1_000).enter(&["2"]).says("Demo reset.");
}

#[test]
fn a_form_that_is_opened_while_something_loads_is_told_at_once() {
    let mut lines = at(Location::ClientProviders);
    lines.driver.hold = true;
    lines.enter(&["reload"]).wait(1_500).enter(&["add", "1"]);
    lines.says("Add OIDC client provider");
}

#[test]
fn a_text_that_a_field_cannot_take_leaves_it_as_it_is() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["edit 4", "2", "Sign-in of staff", "2", "Okta\tProd"]);
    lines.says("It stays as it is.");
    lines.enter(&["list"]).says("2. Description: Sign-in of staff");
}

#[test]
fn what_is_typed_is_not_lost_without_a_question() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["edit 4", "2", "Other words", "quit"])
        .says("You would lose what you typed.");
    lines.enter(&[""]).says("You stay here.");
    lines
        .enter(&["back"])
        .says("Discard 1 change? Enter discard, or an empty line to keep editing.");
    lines.enter(&[""]).says("Edit client provider Okta Production.");
    lines.end_of_input().says("You would lose what you typed.");
    assert!(!lines.left);
    lines
        .enter(&["", "back", "discard"])
        .says("Page: Access Management, Client Providers.");
    lines.end_of_input();
    assert!(lines.left);
}

#[test]
fn ctrl_c_closes_what_is_open_and_leaves_where_nothing_is() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["switch"])
        .interrupt()
        .says("Page: Access Management, Client Providers.");
    assert!(!lines.left);
    lines.enter(&["list"]).interrupt();
    assert!(lines.left);
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["edit 4", "2", "Other words"]).interrupt();
    assert!(!lines.left);
    lines.interrupt();
    assert!(lines.left);
}

#[test]
fn a_second_ctrl_c_leaves_only_soon_after_the_first_one() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["edit 4", "2", "Other words"]).interrupt();
    lines.says("Discard 1 change?").wait(2_500).interrupt();
    assert!(!lines.left, "{}", lines.printed);
    lines.wait(2_500).interrupt().at_once("").interrupt();
    assert!(!lines.left, "{}", lines.printed);
    lines.interrupt();
    assert!(lines.left);
}

#[test]
fn what_a_row_beyond_the_first_ones_is_made_of_is_read() {
    let mut organization = driver::Driver::start(client_providers()).file();
    let roles = organization["roleGroups"].as_array_mut().unwrap();
    let like = roles[0].clone();
    roles.extend((0..100).map(|n| {
        let mut role = like.clone();
        role["id"] = generate::id("0f", n).into();
        role["name"] = format!("Role {n:03}").into();
        role
    }));
    let start = || {
        Lines::start(StartOptions {
            organization: Some(organization.clone()),
            open: Some(Place::List(Location::Roles)),
            ..client_providers()
        })
    };
    let mut lines = start();
    lines.enter(&["more", "more", "more"]).says("61. Role ");
    lines.says("members 1").says_not("unknown");
    start().enter(&["show 90"]).says("Members: 1").says_not("unknown");
}

#[test]
fn reading_on_changes_no_choice() {
    let mut lines = at(Location::Users);
    lines.enter(&["select 2", "more", "copy-name"]);
    assert!(lines.driver.effects.contains(&Effect::Copy("ana.ortiz".into())));
}

#[test]
fn a_number_that_comes_right_behind_another_line_opens_once() {
    let mut lines = at(Location::Users);
    lines.at_once("more").at_once("21").says("Users, kwame.mensah.");
}

#[test]
fn sentences_about_keys_say_what_a_line_can_do() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["4", "tab environments", "add"])
        .says("edit chooses the environments of Okta Production.");
    lines
        .enter(&["client-providers", "impact 4"])
        .says("Enter move-dependents to move what depends on it first");
    lines.enter(&["move-dependents"]).says("ready: its number");
}

#[test]
fn what_means_nothing_is_answered_with_what_is_possible() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["99"]).says("There is no row 99. The rows are 1 to 7.");
    lines.enter(&["show"]).says("Give the number of a row, from 1 to 7.");
    lines.enter(&["dele"]).says("Near it: delete.");
    lines
        .enter(&["frobnicate"])
        .says("Enter ? for everything you can enter.");
    lines.enter(&["tab 2"]).says("This page has no tabs.");
    lines.enter(&["sort colour"]).says("Enter sort and one of: name, type");
    lines
        .enter(&["/colour:red"])
        .says("No column is named colour. The columns are name");
    lines
        .enter(&["/", "4", "tab logs"])
        .says("Enter tab and one of: Configuration, Environments, APIs, Client Applications, Impact, History.");
    lines.enter(&["users x"]).says("users takes nothing, not 'x'.");
    lines.enter(&[""]);
    assert_eq!(lines.answer(), "");
}

#[test]
fn a_long_list_is_told_in_parts_with_lasting_numbers() {
    let mut lines = at(Location::Users);
    lines
        .says("20. Jonas Weber")
        .says("24 more. Enter more to hear them.")
        .says_not("21. ");
    lines
        .enter(&["more"])
        .says("21. Kwame Mensah")
        .says("4 more. Enter more")
        .says_not("20. ");
    lines.enter(&["previous"]).says("1. Aisha Khan");
    lines.enter(&["previous"]).says("This is the beginning.");
    lines.enter(&["more", "more", "more"]).says("There is no more.");
    lines
        .enter(&["21"])
        .says("Page: Access Management, Users, kwame.mensah.");
}

#[test]
fn the_whole_filter_and_order_are_said() {
    let mut lines = at(Location::Users);
    lines.enter(&["/idle:>90d"]).says("rows match idle:>90d.");
    lines.enter(&["sort username"]).says("Sorted by username.");
    lines
        .enter(&["sort username"])
        .says("Sorted by username, from the end.");
    lines.enter(&["back"]).says("Users: 44 rows.");
}

#[test]
fn what_takes_long_says_so_and_how_far_it_is() {
    let mut lines = Lines::start(StartOptions {
        hold: true,
        ..client_providers()
    });
    assert_eq!(lines.answer(), "Loading 0 s.\n".replace("Loading 0 s.\n", ""));
    lines.wait(1_500);
    assert!(lines.printed.contains("Ctrl-C stops it."), "{}", lines.printed);
    lines.driver.hold = false;
    while lines.driver.waits() {
        lines.driver.answer();
    }
    lines.wait(500);
    assert!(lines.printed.contains("4. Okta Production"), "{}", lines.printed);
}

#[test]
fn stand_ins_hide_people_and_ids() {
    let mut lines = Lines::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    lines.enter(&["users", "1", "client-providers", "show 4"]);
    for hidden in ["aisha.khan", "ana.ortiz", "2e50e859"] {
        assert!(!lines.printed.contains(hidden), "{hidden}:\n{}", lines.printed);
    }
}

#[test]
fn names_that_steer_a_terminal_are_told_escaped() {
    let mut organization = driver::Driver::start(client_providers()).file();
    let text = organization
        .to_string()
        .replace("Okta Production", "Okta \\u001b[2JProduction");
    organization = serde_json::from_str(&text).unwrap();
    let mut lines = Lines::start(StartOptions {
        organization: Some(organization),
        ..client_providers()
    });
    lines.says("Okta <U+001B>[2JProduction");
    lines.enter(&["delete 4"]).says("To confirm, enter 2e50e859 of its id");
}

#[test]
fn numbers_go_on_without_a_gap_and_open_what_needs_attention() {
    let mut lines = Lines::start(StartOptions {
        user: Some("ana.ortiz"),
        ..StartOptions::default()
    });
    lines.says("3. Policy disabled: reviews-api 3.2.1 in Staging");
    lines.enter(&["3"]).says("reviews-api 3.2.1");
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["4", "impact"])
        .says("5. Production; effect default becomes")
        .says("8. orders-api 1.0.0 (blue); environment Production");
    lines.enter(&["8"]).says("Page: API Manager, orders-api");
    lines
        .enter(&["back", "99"])
        .says("There is no row 99. The rows are 1 to 21.");
}

#[test]
fn help_says_what_each_action_does() {
    let mut lines = at(Location::ClientProviders);
    lines.enter(&["/okta", "?"]);
    let (_, actions) = lines.printed.split_once("Actions of this page:").unwrap();
    let listed: Vec<&str> = actions.lines().skip(1).take_while(|line| line.ends_with('.')).collect();
    assert!(listed.len() > 10, "{actions}");
    for line in listed {
        let (name, means) = line
            .split_once(": ")
            .unwrap_or_else(|| panic!("{line} says only its name"));
        let name = name.split([',', ' ']).next().unwrap().replace('-', " ");
        assert_ne!(format!("{name}."), means, "{line}");
    }
}

#[test]
fn a_name_that_reads_like_a_hint_is_told_as_it_is() {
    let mut lines = at(Location::ClientProviders);
    lines
        .driver
        .rewrite(|file| file["clientProviders"][0]["name"] = "Copied the id.".into());
    lines.enter(&["reload", "/Copied the", "1"]).says("Copied the id.");
    lines
        .enter(&["delete", "Copied the id.", "delete"])
        .says("Deleted client provider 'Copied the id.'");
    assert!(!lines.printed.contains("in the line above"), "{}", lines.printed);
}

#[test]
fn where_nothing_can_be_changed_that_is_not_called_unknown() {
    let mut lines = at(Location::ClientProviders);
    lines
        .enter(&["access"])
        .says("Audit Logs; may read yes; may change shown only");
}
