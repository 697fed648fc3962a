//! What the program says of things is true of them, wherever it says it.

use amtui::app::Location;
use amtui::app::msg::Msg;
use amtui::app::request::Request;
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn at(user: &'static str, location: Location) -> Driver {
    Driver::start(StartOptions {
        user: Some(user),
        open: Some(amtui::app::Place::List(location)),
        ..StartOptions::default()
    })
}

/// The delete dialog of Okta Production, after nothing could be read again.
fn dialog_of_old_numbers() -> Driver {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| match request {
        Request::EnvironmentUse(_) => Some(Err(Error::Network("timeout".into()))),
        _ => None,
    }));
    d.keys("r").wait(1000).keys("j j j D").wait(1000);
    d
}

#[test]
fn the_tick_box_says_which_keys_lead_to_delete() {
    let mut d = dialog_of_old_numbers();
    d.text("Okta Production")
        .keys("Shift-Tab")
        .see("Enter tick the box")
        .keys("Space")
        .see("[x] Continue")
        .see("Enter untick the box")
        .see("Name matches. Press Tab, then Enter to go to Delete.")
        .keys("Tab Enter")
        .see("[>Delete<]");
    d.keys("Shift-Tab").see("Name matches. Press Tab to go to Delete.");
    d.keys("Tab").see("[>Delete<]");
}

#[test]
fn numbers_of_an_earlier_reading_are_called_so() {
    dialog_of_old_numbers()
        .see("10 reject requests")
        .see("Checked 0 of 12 environments. 12 count as read before, 0");
}

#[test]
fn a_dialog_leaves_no_end_of_a_sentence_below_it() {
    let mut d = dialog_of_old_numbers();
    d.keys("Esc").wait(5000);
    d.faults = Some(Box::new(|request| match request {
        Request::EnvironmentUse(_) | Request::Environments | Request::Providers(_) => {
            let why =
                "it can't be read: there is no such file or folder, and so many words do not fit into one row of it";
            Some(Err(Error::Network(why.into())))
        }
        _ => None,
    }));
    d.keys("r").wait(5000).keys("D").wait(1000);
    let last = d.screen();
    let rows: Vec<&str> = last.lines().collect();
    assert_eq!(rows[22].trim(), "", "{last}");
    assert!(rows[21].starts_with('╰'), "{last}");
}

#[test]
fn what_a_deleted_client_provider_left_to_the_built_in_one_is_counted_apart() {
    const LEFT: &str = "Anypoint (built-in) counts 10 APIs that reject requests and 27 applications without a registration: \
                        their client provider was deleted.";
    let mut d = Driver::start(client_providers());
    d.size(160, 40).see_not("was deleted");
    d.keys("j j j").confirm("Okta Production").wait(700).fire().wait(1000);
    let words = |d: &Driver| d.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |d: &Driver, text: &str| {
        let shown: String = words(d).replace(['│', '┃'], "");
        text.split_whitespace().all(|word| shown.contains(word))
    };
    d.see("Anypoint (built-in) counts 10 APIs");
    assert!(has(&d, LEFT), "{}", d.screen());
    d.keys("g g Enter").wait(500);
    d.see("counts 10 APIs that");
    d.keys("q").wait(500).undo().wait(1500).see_not("counts 10 APIs");
}

#[test]
fn undo_twice_with_nothing_to_undo_promises_no_other_change() {
    let mut d = Driver::start(client_providers());
    d.keys("u")
        .wait(100)
        .keys("u")
        .see("There is nothing to undo.")
        .see_not("Press it again");
    d.keys("Ctrl-R")
        .wait(100)
        .keys("Ctrl-R")
        .see("There is nothing to redo.")
        .see_not("Press it again");
}

#[test]
fn the_team_above_all_others_has_everyone() {
    let mut d = at("ana.ortiz", Location::Teams);
    d.wait(500);
    let screen = d.screen();
    let row = screen
        .lines()
        .find(|line| line.contains("Everyone at Acme Corp"))
        .unwrap();
    assert!(row.contains(" all "), "{screen}");
    d.keys("Enter")
        .see("Everyone in the organization is a member.")
        .see_not("No members.");
}

#[test]
fn child_teams_stand_below_their_parents() {
    let mut d = at("ana.ortiz", Location::Teams);
    d.size(120, 36).wait(500).keys("Enter Tab Tab").wait(500);
    let screen = d.screen();
    let column = |name: &str| {
        let row = screen.lines().find(|line| line.contains(name)).unwrap();
        row.split(name).next().unwrap().chars().count()
    };
    assert!(column("API Developers") > column("Integration"), "{screen}");
    assert!(column("API Reviewers") > column("API Developers"), "{screen}");
}

#[test]
fn dependents_are_moved_from_every_tab_of_a_client_provider() {
    for tabs in ["", "Tab", "Tab Tab", "Tab Tab Tab"] {
        let mut d = provider("Okta Production");
        d.wait(500);
        if !tabs.is_empty() {
            d.keys(tabs).wait(500);
        }
        d.keys("m").wait(500).see("Move dependents");
    }
    let mut d = provider("Okta Production");
    d.keys(":").text("history").keys("Enter").wait(500);
    d.keys("m").see_not("works only");
}

#[test]
fn on_its_history_a_client_provider_is_deleted_and_not_an_entry() {
    let mut d = provider("Okta Production");
    d.wait(500).keys("Tab Tab Tab Tab").wait(500);
    if !d.shows("AUDIT") {
        d.keys("Tab").wait(500);
    }
    d.keys("D")
        .wait(500)
        .see_not("audit entry")
        .see("Provider       Okta Production");
}

#[test]
fn an_api_is_blocked_by_contracts_that_its_list_does_not_count() {
    let mut d = provider("Okta Production");
    d.size(140, 40).wait(500).keys("m").wait(1000);
    d.see("it has 1 contract, not active (revoke")
        .see("it has 3 contracts, 2 of them active (");
}

#[test]
fn keys_say_why_nothing_of_the_client_providers_is_seen() {
    for key in ["i", "D", "e"] {
        let mut d = at("carol.wu", Location::ClientProviders);
        d.wait(500).see_not("of Acme Corp. carol.wu does not have it.");
        d.keys(key).see("of Acme Corp. carol.wu does not have it.");
    }
}

#[test]
fn those_who_watch_are_not_told_that_changes_are_kept() {
    let mut d = Driver::start(StartOptions {
        watched: true,
        ..StartOptions::default()
    });
    d.see("Your changes here are not kept.").see_not("kept for next time");
    Driver::start(StartOptions::default()).see("Your changes are kept for next time.");
}

#[test]
fn a_list_without_columns_names_none() {
    let mut d = Driver::start(client_providers());
    d.keys(":")
        .text("foo:bar")
        .see_not("The columns are .")
        .see("This list has no columns, so none is named foo.");
}

#[test]
fn messages_keep_what_is_wrong_with_the_configuration() {
    let mut d = Driver::start(client_providers());
    d.send(Msg::Mistakes(vec!["config.toml:1: theme".into()]));
    d.keys("Esc").see_not("config.toml:1");
    d.keys(":").text("messages").keys("Enter").see("config.toml:1: theme");
}

#[test]
fn a_filter_by_age_says_of_how_many_it_can_not_tell() {
    let mut d = at("ana.ortiz", Location::Users);
    d.wait(500).see_not("Left out");
    d.keys("/").text("idle:>90d").keys("Enter").wait(500);
    d.see_not("CI Deploy")
        .see("Left out: 2 users whose last sign-in isn't known.");
    d.keys("/ Ctrl-U").text("idle:unknown").keys("Enter").wait(500);
    d.see("CI Deploy").see_not("Left out");
}

#[test]
fn a_user_is_exempt_from_a_second_factor_once() {
    let mut d = at("ana.ortiz", Location::Users);
    d.wait(500).keys("/").text("break.glass").keys("Enter Enter").wait(500);
    d.keys("Tab Tab")
        .wait(500)
        .see("Second factor")
        .see_not("MFA exemption");
}

#[test]
fn who_has_a_permission_shows_where_it_comes_from() {
    let mut d = at("ana.ortiz", Location::BusinessGroups);
    d.wait(500)
        .keys("Enter Tab Tab Tab /")
        .text("organization admin")
        .keys("Enter Enter")
        .wait(1000);
    d.see("team Platform Admi")
        .see("scope admin:orgclie")
        .see("scope admin:access_");
}

#[test]
fn the_apps_that_could_delete_a_client_provider_are_found() {
    let mut d = at("ana.ortiz", Location::BusinessGroups);
    d.wait(500)
        .keys("Enter Tab Tab Tab /")
        .text("organization admin")
        .keys("Enter Enter")
        .wait(1000);
    d.keys("/").text("type:app").keys("Enter");
    d.see("Legacy Migration").see("Terraform").see_not("tomas.novak");
}

#[test]
fn what_passes_is_said_for_a_second_and_no_longer_where_another_page_opens() {
    let mut d = at("ana.ortiz", Location::Users);
    d.keys("w").see("w does nothing here.").wait(200).keys("4");
    // It stays for the rest of its second, and no longer.
    d.see("Environments").see("does nothing here");
    d.wait(1000).see_not("does nothing here");
    // What a move itself says stays.
    d.wait(2000)
        .keys(":")
        .text("switch Payments")
        .keys("Enter")
        .see("Working in Payments");
}
