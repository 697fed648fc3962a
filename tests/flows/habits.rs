//! What people of other terminal programs try first.

use amtui::app::msg::{Effect, Msg, ScreenSettings};

use amtui::app::list::column::{Col, Column, number};
use amtui::app::list::query::Query;

use crate::driver::{Driver, client_providers, provider};

const COUNTED: &[Column] = &[number(Col::Members, "MEMBERS", 7, 0)];

fn filtered(text: &str) -> Driver {
    let mut d = Driver::start(client_providers());
    d.keys("/").text(text).keys("Enter");
    d
}

#[test]
fn a_filter_may_be_about_any_column_by_its_title() {
    filtered("name:okta")
        .see("(2 of 7)")
        .see("Okta Sandbox")
        .see_not("Legacy");
    filtered("type:oidc").see("(4 of 7)");
    filtered("default-in:production").see("(4 of 7)");
}

#[test]
fn a_filter_compares_numbers() {
    filtered("apps:0").see("(1 of 7)").see("Salesforce Partners");
    filtered("apis:>5")
        .see("(3 of 7)")
        .see("Okta Production")
        .see_not("Legacy");
    filtered("envs:<=1 apis:>=2")
        .see("(2 of 7)")
        .see("Legacy OpenAM")
        .see("PingFederate EU");
}

#[test]
fn a_filter_leaves_out_with_an_exclamation_mark_and_finds_nearly_with_a_tilde() {
    filtered("okta !sandbox").see("(1 of 7)").see("Okta Production");
    filtered("!type:oidc").see("(3 of 7)").see_not("Okta");
    filtered("~oktprd").see("(1 of 7)").see("Okta Production");
}

#[test]
fn what_is_not_known_fits_neither_a_filter_nor_its_opposite() {
    let sign_in = |filter: &str| {
        let mut d = Driver::start(client_providers());
        d.size(120, 60).keys("2 /").text(filter).keys("Enter");
        d
    };
    sign_in("idle:unknown").see("CI Deploy");
    sign_in("idle:>1d").see_not("CI Deploy");
    sign_in("!idle:>1d").see_not("CI Deploy");
    let fits = |typed: &str| Query::of(typed, COUNTED).fits("3+\n", COUNTED, |_, _| None);
    for (typed, expected) in [
        ("members:>2", true),
        ("members:>5", false),
        ("!members:>5", false),
        ("!members:<5", false),
        ("!members:3", false),
        ("!members:<=2", true),
    ] {
        assert_eq!(fits(typed), expected, "{typed}");
    }
}

#[test]
fn a_column_that_is_not_there_is_answered_with_those_that_are() {
    let mut d = filtered("colour:red");
    d.size(120, 36)
        .see("No column is named colour. The columns are name, type, id,");
}

#[test]
fn a_value_is_that_which_begins_so_before_one_that_has_it_within() {
    let mut d = Driver::start(client_providers());
    d.size(160, 36)
        .keys("2 /")
        .text("mfa:set")
        .keys("Enter")
        .see("set up")
        .see_not("not set");
}

#[test]
fn a_value_that_a_column_does_not_take_is_answered_with_those_that_it_takes() {
    for (list, filter, answer) in [
        ("7", "apis:>x", "It takes a number, as 5, >5 or <=5, or unknown."),
        (
            "2",
            "idle:soon",
            "idle can't be \"soon\". It takes an age, as >90d, <2w or >3m, or never or unknown.",
        ),
        (
            "2",
            "admin:true",
            "admin can't be \"true\". It takes yes, below, no or unknown.",
        ),
        (
            "2",
            "!admin:true",
            "admin can't be \"true\". It takes yes, below, no or unknown.",
        ),
        ("2", "!colour:red", "No column is named colour."),
        ("2", "status:off", "It takes enabled, disabled, deleted or unknown."),
        ("2", "mfa:yes", "It takes exempt, set up, not set, by SSO or unknown."),
        ("8", "kind:robot", "It takes own behalf, user or unknown."),
        (
            "8",
            "unused:long",
            "It takes an age, as >90d, <2w or >3m, or never or unknown.",
        ),
        (
            "9",
            "time:yesterday",
            "It takes today, a date, as 2026-11, or an age, as <7d or >12h.",
        ),
        (
            "9",
            "time:>5x",
            "It takes today, a date, as 2026-11, or an age, as <7d or >12h.",
        ),
    ] {
        let mut d = Driver::start(client_providers());
        d.size(120, 60).keys(list).keys("/").text(filter).keys("Enter");
        d.see(answer).see_not("Nothing matches");
    }
    let idle = |filter: &str| {
        let mut d = Driver::start(client_providers());
        d.size(120, 60).keys("2 /").text(filter).keys("Enter");
        let title = d
            .screen()
            .lines()
            .find(|line| line.contains("Users ("))
            .unwrap()
            .to_owned();
        title.split_once('(').unwrap().1.split(')').next().unwrap().to_owned()
    };
    assert_eq!(idle("idle:90d"), idle("idle:>90d"));
    assert_eq!(idle("idle:>3m"), idle("idle:>90d"));
    assert_eq!(idle("idle:>2w"), idle("idle:>14d"));
}

#[test]
fn help_and_what_is_read_say_how_to_close_them() {
    let mut d = Driver::start(client_providers());
    d.keys("?").see("Esc close").see_not("Enter open").keys("Esc");
    d.keys(":").text("messages").keys("Enter").see("No messages yet.");
    d.keys(":")
        .text("messages")
        .keys("Enter")
        .see("╭─ Messages")
        .see("Esc close");
}

#[test]
fn no_hint_names_a_key_that_does_nothing_where_one_is() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("okta prod").keys("Enter Enter").see("/ filter");
    d.keys("Shift-Tab").see_not("/ filter");
}

#[test]
fn leaving_a_filter_brings_back_the_one_before_and_the_selected_row() {
    let mut d = filtered("okta");
    d.keys("j").see("▌ Okta Sandbox");
    d.keys("/").see("(7)").text("zzz").see("Nothing matches");
    d.keys("Esc").see("filter: okta").see("(2 of 7)").see("▌ Okta Sandbox");
    d.keys("Esc").see("(7)").see("▌ Okta Sandbox");
}

#[test]
fn help_closes_with_the_keys_that_close_things() {
    for key in ["?", "q", "Esc", "Backspace"] {
        let mut d = Driver::start(client_providers());
        d.keys("?")
            .see("Help: Client Providers")
            .keys(key)
            .see_not("Help: ")
            .see("Okta Production");
    }
    let mut d = Driver::start(client_providers());
    d.keys("? /").text("undo").see("undo").see_not("reload");
    d.keys("Esc").see("reload").keys("Esc").see_not("Help: ");
}

#[test]
fn left_into_the_nav_and_right_again_leads_back_to_the_same_tab() {
    let mut d = provider("Okta Production");
    d.keys("h l").on_tab("Config");
}

#[test]
fn commands_have_short_names_and_what_is_named_exactly_comes_first() {
    for (typed, shown) in [
        ("cp", "Client Providers ("),
        ("env", "Environments ("),
        ("apis", "APIs (45)"),
        ("bg", "Business Groups ("),
    ] {
        let mut d = Driver::start(client_providers());
        d.keys("9 :").text(typed).keys("Enter").see(shown);
    }
}

#[test]
fn the_command_quit_ends_the_program() {
    let mut d = provider("Okta Production");
    d.keys(":").text("q").keys("Enter");
    assert!(d.quits());
}

#[test]
fn quitting_says_that_undo_ends_with_it() {
    let changed = || {
        let mut d = provider("Okta Sandbox");
        d.confirm("Okta Sandbox").wait(800).fire().wait(2_000);
        d
    };
    let mut d = changed();
    d.keys(":").text("quit").keys("Enter");
    d.see("Quit?")
        .see("your change is saved, but you can't undo it then")
        .keys("Enter")
        .see_not("Quit?");
    assert!(!d.quits(), "Stay comes first");
    d.keys(":").text("quit").keys("Enter Down Enter");
    assert!(d.quits());
    let mut d = changed();
    d.keys("q q q q")
        .see("Press q again to quit: your change is saved, but you can't undo it then.");
    let mut d = changed();
    d.undo().wait(2_000).keys(":").text("quit").keys("Enter");
    assert!(d.quits(), "nothing is left to undo");
}

#[test]
fn a_key_that_does_nothing_says_so_but_not_while_one_types() {
    let mut d = Driver::start(client_providers());
    for (key, said) in [
        (
            "d",
            "d does nothing here. Enter opens the row, p previews it. Press ? for keys.",
        ),
        ("x", "x does nothing here. Press ? for keys."),
        (
            "+",
            "+ does nothing here. Enter opens the row as a page. Press ? for keys.",
        ),
        ("_", "_ does nothing here. Backspace goes back. Press ? for keys."),
        (
            "@",
            "@ does nothing here. :log shows the requests sent to the platform.",
        ),
        ("Ctrl-K", "Ctrl-K does nothing here. Press ? for keys."),
        ("g x", "g x does nothing here. Press ? for keys."),
    ] {
        d.wait(5_000).keys(key).see(said);
    }
    d.wait(5_000).keys("2 x").see("Did you mean X (disable the user)?");
    let mut d = Driver::start(client_providers());
    d.keys("/ d x @ Esc").see_not("does nothing");
    d.keys("j D x @ Esc").see_not("does nothing");
}

#[test]
fn brackets_go_to_the_next_tab_and_the_one_before() {
    let mut d = provider("Okta Production");
    d.size(120, 36).keys("]").see("Environments (");
    let there = d.screen();
    d.keys("[ Tab");
    assert_eq!(d.screen(), there);
}

#[test]
fn page_keys_move_in_find_and_in_the_palette() {
    for open in ["Ctrl-P", ":"] {
        let mut d = Driver::start(client_providers());
        d.keys(open);
        let first = d.screen();
        d.keys("PgDn");
        assert_ne!(d.screen(), first, "{open}");
        d.keys("PgUp");
        assert_eq!(d.screen(), first, "{open}");
    }
}

#[test]
fn what_can_not_be_marked_says_what_to_do_instead() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys("4 Space");
    d.see("Only APIs and users can be marked. To set a client provider in several, press e");
    d.keys("7 v").see("Only APIs and users can be marked.");
}

#[test]
fn the_digit_zero_opens_api_manager() {
    Driver::start(client_providers()).keys("0").see("APIs (45)");
}

#[test]
fn capital_letters_move_to_the_top_middle_and_bottom_of_the_screen() {
    let mut d = Driver::start(client_providers());
    d.keys("2 L")
        .see("▌ Hugo Martin")
        .keys("H")
        .see("▌ Aisha Khan")
        .keys("M")
        .see("▌ Diego Fuentes");
}

#[test]
fn the_breadcrumb_says_rename_where_a_form_renames() {
    let mut d = Driver::start(client_providers());
    d.keys("4 R").see("Environments › Rename");
}

#[test]
fn every_mistake_in_a_persons_files_is_on_the_screen_one_line_each() {
    let mut d = Driver::start(client_providers());
    let long = "a sentence that goes on for so long that a window of eighty columns has no room for it";
    d.send(Msg::Mistakes(vec![
        format!("/home/ana/.config/amtui/config.toml:1: {long}"),
        "/home/ana/.config/amtui/keys.toml:7: x".into(),
    ]));
    // The second line of a mistake is indented, so that you see where the next one begins.
    d.see("Mistakes in your configuration")
        .see("  config.toml:1  a sentence that")
        .see("                 columns has no room for it")
        .see("  keys.toml:7    x")
        .see_not("/home/ana");
    d.see("hides all profiles.").see("changes are off.");
    d.keys("Esc").see_not("Mistakes").see("Okta Production");
    // A form that is being filled in keeps the keys.
    d.keys("a Enter")
        .text("Okta")
        .send(Msg::Mistakes(vec!["config.toml:1: theme".into()]));
    d.see("config.toml:1: theme").see_not("Mistakes").text("Z").see("OktaZ");
}

#[test]
fn preferences_turn_the_preview_on_and_the_mouse_off() {
    let mut d = Driver::start(client_providers());
    d.size(160, 36).send(Msg::Preferences(ScreenSettings {
        mouse: Some(false),
        preview: Some(true),
        ..ScreenSettings::default()
    }));
    d.see("Issuer");
    assert!(d.effects.contains(&Effect::CaptureMouse(false)));
}

#[test]
fn tab_on_a_list_that_stands_alone_leads_into_the_nav_and_back() {
    let mut d = Driver::start(client_providers());
    d.keys("Tab j Enter").see("Connected Apps (");
    d.keys("Tab Tab j").see("▌");
    d.size(60, 16).keys("Tab").see("There is nothing beside this list.");
}

#[test]
fn users_are_sorted_by_the_column_that_stands_first() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys("2").see("NAME▲").see_not("sort:");
    let names: Vec<String> = d
        .screen()
        .lines()
        .skip(3)
        .filter_map(|line| line.split('│').nth(2))
        .map(|row| row.trim_start_matches(['▌', ' ']).to_lowercase())
        .take_while(|row| !row.is_empty())
        .collect();
    assert!(names.len() > 10 && names.is_sorted(), "{names:?}");
}

#[test]
fn what_a_filter_found_is_drawn_apart() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("sand");
    let found = d.styles_of("Sandbox");
    assert_eq!(found[..4], [found[0]; 4]);
    assert_ne!(found[3], found[4]);
    assert_eq!(found[4], found[5]);
    d.keys("Esc");
    let plain = d.styles_of("Sandbox");
    assert_eq!(plain[..], [plain[0]; 7][..]);
}
