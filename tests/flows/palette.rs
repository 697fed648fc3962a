//! The command line completes what is typed, remembers what was run, and names what is near.

use amtui::app::msg::{Effect, Msg, Recording};
use amtui::app::overlay::Overlay;
use amtui::domain::near::near;
use amtui::ui::theme::ThemeName;

use crate::driver::{Driver, StartOptions, client_providers};

fn typed(line: &str) -> Driver {
    let mut d = Driver::start(client_providers());
    d.keys(":").text(line);
    d
}

#[test]
fn a_few_letters_of_a_command_find_it() {
    typed("clprov").see("▌ client-providers, cp");
    typed("movdep").see("▌ move-dependents [NAME]");
    typed("copyid").see("▌ copy-id [NAME]");
    typed("zzz").see("No command has \"zzz\" in its name.");
}

#[test]
fn enter_runs_the_highlighted_row() {
    typed("clprov").keys("Enter").see("Client Providers (7)");
    typed("pods").keys("Enter").see("› Identity Providers");
    typed("sort aps").see("▌ apis").keys("Enter").see("▲APIS");
    typed("open Okta")
        .see("▌ Okta Production")
        .keys("Enter")
        .see("› Okta Production");
    typed("open Okta").keys("Down Enter").see("› Okta Sandbox");
    let mut d = typed("tour prov");
    d.keys("Enter");
    assert_eq!(d.effects, [Effect::Tour(Some("provider".into()))]);
    // An id finds its thing too, and no name with the same digits in it.
    typed("open 91c2d0aa-3614-4917-8839-81c8bf7e6")
        .see("▌ Okta Sandbox")
        .keys("Enter")
        .see("› Okta Sandbox");
    // Nobody moved to what another letter finds.
    typed("c")
        .keys("Down")
        .text("lprov")
        .keys("Enter")
        .see("Client Providers (7)");
}

#[test]
fn what_loses_something_runs_only_once_it_stands_in_the_line() {
    let mut d = typed("delete Okta");
    d.keys("Enter").see(": delete Okta Production").see_not("To confirm");
    d.keys("Enter").see("To confirm");
    let mut d = typed("delete sand");
    d.keys("Down Enter").see("To confirm");
    let mut d = typed("dis");
    // A beginning that no other command shares is no guess.
    d.keys("Enter").see("X works only on a user.");
}

#[test]
fn without_a_highlighted_row_enter_runs_what_is_typed() {
    // Of several things the selected one is meant, until a name is typed.
    typed("delete ").see_not("▌ Okta").keys("Enter").see("can't be deleted");
    typed("filter okta").keys("Enter").see("(2 of 7)");
    let mut d = typed("export x.csv");
    d.keys("Enter");
    assert!(
        matches!(d.effects.last(), Some(Effect::Save { file, .. }) if file == "x.csv"),
        "{:?}",
        d.effects
    );
}

#[test]
fn a_line_that_names_nothing_says_so() {
    let mut d = typed("zzz");
    d.keys("Enter").see("No command is called 'zzz'.").see(": zzz");
    typed("taems")
        .keys("Enter")
        .see("No command is called 'taems'. Did you mean teams?");
}

#[test]
fn find_takes_words() {
    typed("find victor")
        .keys("Enter")
        .see("find: victor")
        .see("▌ victor.lang");
}

#[test]
fn habits_of_other_programs_lead_where_they_mean() {
    typed("providers").keys("Enter").see("Client Providers (7)");
    typed("ns").keys("Enter").see("Environments (12)");
    typed("ctx").keys("Enter").see("select an organization");
    // Names may be typed with blanks.
    typed("client providers").keys("Enter").see("Client Providers (7)");
    typed("Client App")
        .see("▌ client-applications")
        .keys("Enter")
        .see("Client Applications (");
    typed("api manager").keys("Enter").see("APIs (45)");
    typed("move dependents Okta Sandbox")
        .keys("Enter")
        .see("Move dependents");
    typed("sort apis").keys("Enter").see("▲APIS");
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
    d.see("▌ apis").keys("Tab Enter").see("▲APIS");
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
    let mut d = typed("delete Zzz");
    d.keys("Enter").see("Nothing here is named 'Zzz'.");
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

#[test]
fn tab_goes_through_what_fits_and_shift_tab_goes_back() {
    let mut d = typed("theme ");
    d.keys("Tab").see(": theme auto").see("▌ auto").see("high-contrast");
    d.keys("Tab").see(": theme dark").see("▌ dark").see("auto");
    d.keys("Tab Tab").see(": theme high-contrast");
    d.keys("Shift-Tab").see(": theme light");
    // Round and round.
    d.keys("Shift-Tab Shift-Tab Shift-Tab")
        .see(": theme mono")
        .keys("Tab")
        .see(": theme auto");
    // What is typed now is sought anew.
    d.keys("Backspace Backspace Backspace Backspace")
        .text("li")
        .see("▌ light")
        .see_not("▌ auto");
    let mut d = typed("delete ok");
    d.keys("Tab").see(": delete Okta Production").see("Okta Sandbox");
    d.keys("Tab")
        .see(": delete Okta Sandbox")
        .keys("Shift-Tab")
        .see(": delete Okta Production");
    assert!(d.changes().is_empty());
}

#[test]
fn a_key_lists_the_columns_with_the_one_that_sorts_and_again_it_reverses() {
    let mut d = Driver::start(client_providers());
    d.keys("o")
        .see(": sort")
        .see("▌ name")
        .see("default-in")
        .see_not("Enter reverses");
    d.text("ap").keys("Down").see("▌ apps").keys("Enter").see("▲APPS");
    d.keys("o")
        .see("▌ apps")
        .see("sorted: Enter reverses")
        .keys("Enter")
        .see("▼APPS");
    d.keys("o").see("reversed: Enter sorts").keys("Esc").see("▼APPS");
    // Lines of text have no columns.
    let mut d = crate::driver::provider("Okta Production");
    d.keys("o")
        .see("There are no columns to sort by here.")
        .see_not(": sort");
}

#[test]
fn a_tree_that_is_sorted_from_the_list_of_columns_stays_a_tree() {
    let mut d = Driver::start(client_providers());
    d.keys("1 o").text("env").keys("Enter").see("▲ENVS");
    let top = d
        .screen()
        .lines()
        .position(|line| line.contains("Acme"))
        .expect("the root is there");
    let below = d
        .screen()
        .lines()
        .position(|line| line.contains("Retail"))
        .expect("a group is there");
    assert!(top < below, "{}", d.screen());
}

#[test]
fn lines_of_earlier_sessions_come_before_those_of_this_one() {
    let mut d = typed("messages");
    d.keys("Enter Esc");
    d.send(Msg::EarlierLines(vec!["sort apis".into(), "filter okta".into()]));
    d.keys(": Up")
        .see(": messages")
        .keys("Up")
        .see(": filter okta")
        .keys("Up")
        .see(": sort apis");
}

#[test]
fn where_others_may_look_on_only_lines_that_they_saw_come_back() {
    let recording = |what| Msg::Recording(Ok(what));
    let mut d = typed("messages");
    d.keys("Enter Esc").send(Msg::EarlierLines(vec!["filter hush".into()]));
    d.send(recording(Recording::Began));
    d.keys(":").text("sort apis").keys("Enter : Up").see(": sort apis");
    d.keys("Up Up").see(": sort apis").keys("Esc");
    d.send(recording(Recording::Over));
    d.keys("F4 : Up")
        .see(": sort apis")
        .keys("Up")
        .see(": sort apis")
        .keys("Esc F4");
    // Nobody looks on anymore.
    d.keys(": Up Up").see(": messages").keys("Up").see(": filter hush");
    let kept: Vec<&str> = d.app.model().lines.lasting().collect();
    assert_eq!(kept, ["messages"]);
}

#[test]
fn what_is_run_under_a_mask_or_typed_elsewhere_is_not_kept_for_the_next_session() {
    let mut d = typed("sort apis");
    d.keys("Enter");
    let kept = |d: &Driver| -> Vec<String> { d.app.model().lines.lasting().map(str::to_owned).collect() };
    assert_eq!(kept(&d), ["sort apis"]);
    d.keys("F4 :").text("filter okta").keys("Enter F4");
    assert_eq!(kept(&d), ["sort apis"]);
    // The name that confirms a deletion is no command, and neither is a filter or what is sought.
    d.keys("Esc D")
        .wait(600)
        .text("Okta")
        .keys("Esc Esc Ctrl-P")
        .text("okta")
        .keys("Esc /")
        .text("okta")
        .keys("Enter");
    assert_eq!(kept(&d), ["sort apis"]);
    d.keys(":").text(&format!("filter {}", "x".repeat(600))).keys("Enter");
    assert_eq!(kept(&d), ["sort apis"]);
}

#[test]
fn find_and_the_palette_move_choose_and_close_by_the_same_keys() {
    for opens in [":", "Ctrl-P"] {
        let mut d = Driver::start(client_providers());
        d.keys(opens).text("pro");
        let selected = |d: &Driver| {
            d.app
                .overlays()
                .last()
                .and_then(Overlay::pane)
                .map(|pane| pane.list.index())
        };
        assert_eq!(selected(&d), Some(0));
        d.keys("Down Down");
        assert_eq!(selected(&d), Some(2), "{opens}");
        d.keys("Up");
        assert_eq!(selected(&d), Some(1), "{opens}");
        d.keys("Esc");
        assert_eq!(selected(&d), None, "{opens}");
    }
}

#[test]
fn files_and_folders_complete_a_command_that_takes_one() {
    let mut d = typed("snapshot ");
    let folder = |d: &Driver| match d.app.overlays().last() {
        Some(Overlay::Palette(palette)) => palette.folder(d.app.model()).map(str::to_owned),
        _ => None,
    };
    assert_eq!(folder(&d).as_deref(), Some(""));
    d.send(Msg::Files(vec![
        "acme.json".into(),
        "backups/".into(),
        "notes.txt".into(),
    ]));
    d.see("acme.json")
        .see("backups/")
        .text("ba")
        .see("backups/")
        .see_not("│▌")
        .see_not("notes.txt");
    d.keys("Tab").see(": snapshot backups/");
    assert_eq!(folder(&d).as_deref(), Some("backups/"));
    d.text("~/x/y");
    assert_eq!(folder(&d).as_deref(), Some("backups/~/x/"));
    // Other commands take no file.
    for line in ["theme a/b", "delete a/b", "snap"] {
        assert_eq!(folder(&typed(line)), None, "{line}");
    }
}

#[test]
fn letters_in_the_middle_of_a_word_never_find_what_loses_something() {
    typed("dependents")
        .keys("Enter")
        .see("m works only on a client provider.");
    for line in ["sa", "w", "uit", "isable", "able"] {
        let mut d = typed(line);
        d.see_not("▌ disable")
            .see_not("▌ quit")
            .keys("Enter Enter")
            .wait(2_000)
            .keys("Enter");
        assert!(!d.quits() && d.changes().is_empty(), "{line}");
    }
}

#[test]
fn a_guess_takes_no_mask_off_and_reveals_records_and_saves_nothing() {
    for (letters, command) in [
        ("msk", "mask"),
        ("rvl", "reveal"),
        ("cord", "record"),
        ("snpsh", "snapshot"),
        ("movdep", "move-dependents"),
    ] {
        let mut d = typed(letters);
        d.see(&format!("▌ {command}"))
            .keys("Enter")
            .see(&format!(": {command}"));
        assert!(!d.app.overlays().is_empty(), "{letters}");
    }
    // A beginning that no other command shares is no guess, and neither is a row that somebody moved to.
    typed("mas").keys("Enter").see_not(": mas");
}

#[test]
fn a_row_of_a_page_to_sign_in_on_is_opened_by_its_name() {
    let mut d = Driver::start(StartOptions::default());
    d.keys(":").text("open Demo").keys("Enter").see("ben.okafor");
    // Nothing is opened by a name that nobody has, or several.
    d.keys(":")
        .text("open zoe")
        .keys("Enter")
        .see("Sign in first.")
        .see("ben.okafor");
    d.keys(":").text("open ana.ortiz").keys("Enter").see("Needs attention");
}
