//! The command line completes what is typed, remembers what was run, and names what is near.

use amtui::app::msg::Effect;
use amtui::domain::near::near;
use amtui::ui::theme::ThemeName;

use crate::driver::{Driver, client_providers};

fn typed(line: &str) -> Driver {
    let mut d = Driver::start(client_providers());
    d.keys(":").text(line);
    d
}

#[test]
fn a_few_letters_of_a_command_find_it() {
    typed("clprov").see("▌ client-providers, cp");
    typed("movdep").see("▌ move-dependents [NAME]");
    typed("copid").see("▌ copy-id [NAME]");
    typed("zzz").see("No command has \"zzz\" in its name.");
}

#[test]
fn tab_takes_the_selected_command_and_then_what_may_follow_it() {
    let mut d = typed("the");
    d.keys("Tab").see(": theme ").see("▌ auto").see("high-contrast");
    d.text("hi").see("▌ high-contrast").see_not("▌ auto");
    d.keys("Tab").see(": theme high-contrast").keys("Enter");
    assert_eq!(d.effects.last(), Some(&Effect::Theme(ThemeName::HighContrast)));
}

#[test]
fn names_are_completed_for_commands_about_one_thing() {
    let mut d = typed("delete ok");
    d.see("▌ Okta Production")
        .see("client provider")
        .see_not("Legacy OpenAM");
    d.keys("Down Tab").see(": delete Okta Sandbox").keys("Enter");
    d.see("Provider       Okta Sandbox").see("To confirm");
    typed("rename des")
        .see("▌ Design")
        .see("environment")
        .see_not("client provider");
    typed("switch ret").see("▌ Retail").see("business group");
    typed("period ").see("24h").see("90d");
}

#[test]
fn a_list_is_sorted_and_filtered_by_a_command() {
    let mut d = typed("sort ap");
    d.see("▌ apis").keys("Tab Enter").see("sort: apis");
    d.keys(":").text("sort colour").keys("Enter");
    d.see("No column is named colour.");
    d.keys(":").text("filter okta").keys("Enter").see("(2 of 7)");
}

#[test]
fn up_brings_back_what_was_run_and_down_leads_to_an_empty_line() {
    let mut d = typed("messages");
    d.keys("Enter Esc :").text("sort apis").keys("Enter :");
    d.keys("Up").see(": sort apis").keys("Up").see(": messages");
    d.keys("Up").see(": messages").keys("Down").see(": sort apis");
    d.keys("Down").see_not(": sort apis").see_not(": messages");
    d.keys("Up Up Enter").see("Messages");
}

#[test]
fn what_is_not_there_is_answered_with_what_is_near() {
    let mut d = typed("delete Okta");
    d.keys("Enter")
        .see("Nothing here is named 'Okta'. Did you mean Okta Production");
    let mut d = typed("open Desing");
    d.keys("Enter").see("Did you mean Design?");
    let mut d = typed("theme drak");
    d.keys("Enter").see("Did you mean dark?");
}

#[test]
fn near_names_are_those_with_a_slip_of_the_keys_or_more_letters() {
    let names = ["client-providers", "environments", "teams", "users"];
    assert_eq!(near("enviroments", names), ["environments"]);
    assert_eq!(near("taems", names), ["teams"]);
    assert_eq!(near("client", names), ["client-providers"]);
    assert_eq!(near("xyz", names), [""; 0]);
    assert_eq!(near("", names), [""; 0]);
}
