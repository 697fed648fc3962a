//! What a person's settings change on the screen.

use amtui::app::Location;
use amtui::app::msg::{Msg, ScreenSettings};
use amtui::app::view::lists;

use crate::driver::{Driver, StartOptions, client_providers};

fn with_columns(list: &str, columns: &[&str]) -> Driver {
    let mut d = Driver::start(client_providers());
    let wanted: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    d.send(Msg::Preferences(ScreenSettings {
        columns: lists::chosen(list, &wanted),
        ..ScreenSettings::default()
    }));
    d
}

#[test]
fn a_list_shows_the_chosen_columns_in_their_order_and_still_filters_and_sorts_by_the_others() {
    let mut d = with_columns("users", &["status", "name"]);
    d.keys("2").see("STATUS      NAME").see_not("USERNAME").see_not("MFA");
    d.keys("/").text("username:ana.ortiz").keys("Enter").see("(1 of ");
    d.keys("Esc :").text("sort mfa").keys("Enter").see("sort: mfa");
    // A title sorts by what stands under it, and its arrow says so alone.
    d.click("NAME").see("NAME▲").see_not("sort:");
    // Other lists are as they were.
    d.keys("7").see("ENVS");
}

#[test]
fn a_list_names_its_rows_whatever_columns_are_chosen() {
    let mut d = with_columns("users", &["status"]);
    d.keys("2").see("NAME▲               STATUS").see("Ana Ortiz");
    let mut d = with_columns("audit-logs", &["user"]);
    d.keys("9").see("TIME (UTC)   USER");
}

#[test]
fn a_narrow_list_drops_chosen_columns_by_their_rank() {
    let mut d = with_columns("users", &["mfa", "status", "last-sign-in", "username", "name"]);
    d.size(60, 16)
        .keys("2")
        .see("MFA      STATUS      LAST SIGN-IN  NAME")
        .see_not("USERNAME");
}

#[test]
fn a_default_account_signs_in_where_nobody_is_signed_in() {
    let mut d = Driver::start(StartOptions::default());
    let as_ana = || {
        Msg::Preferences(ScreenSettings {
            sign_in_as: Some(("ana.ortiz".into(), 2)),
            ..ScreenSettings::default()
        })
    };
    d.send(as_ana());
    assert_eq!(
        d.app.page().map(|page| page.at),
        Some(Location::Products),
        "{}",
        d.screen()
    );
    d.see("ana.ortiz");
    // An account that isn't there is said to be a mistake of the file.
    let mut d = Driver::start(StartOptions::default());
    d.send(Msg::Preferences(ScreenSettings {
        sign_in_as: Some(("nobody".into(), 7)),
        ..ScreenSettings::default()
    }));
    d.size(120, 36)
        .see("The account 'nobody' isn't here. Choose another one, or change `as` in line 7 of config.toml.");
    // Whoever is signed in stays.
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..StartOptions::default()
    });
    d.send(as_ana());
    d.see("ben.okafor").see_not("ana.ortiz");
}

#[test]
fn changes_that_are_off_by_default_are_refused() {
    let mut d = Driver::start(client_providers());
    d.send(Msg::Preferences(ScreenSettings {
        read_only: true,
        ..ScreenSettings::default()
    }));
    d.keys("j D")
        .see("amtui was started read-only. Nothing can be changed.");
    assert!(d.changes().is_empty());
}
