//! Keys, filter, sort, help, notices, mouse, and ways in and out.

use amtui::app::key::Key;
use amtui::app::msg::{Effect, Mouse, Msg};
use amtui::app::request::Request;
use amtui::app::target::Target;
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers, provider};

#[test]
fn the_selection_stays_with_its_row_when_order_and_filter_change() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j")
        .see("▌ Okta Production")
        .keys("S")
        .see("▌ Okta Production")
        .keys("s s s");
    d.see("▼ENVS").see("▌ Okta Production");
    d.keys("/")
        .text("okta")
        .see("filter: okta")
        .see("(2 of 7)")
        .see("▌ Okta Production");
    d.keys("Enter Esc").see("(7)").see("▌ Okta Production");
}

#[test]
fn a_filter_that_matches_nothing_says_so() {
    let mut d = Driver::start(client_providers());
    d.keys("/")
        .text("zzz")
        .see("Nothing matches \"zzz\". Esc clears the filter.");
    d.keys("Esc").see("Okta Production");
}

#[test]
fn a_filter_takes_letters_that_are_keys_elsewhere() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("qD:?b7").see("filter: qD:?b7");
    assert!(!d.quits());
}

#[test]
fn escape_never_quits() {
    let mut d = provider("Okta Production");
    for _ in 0..20 {
        d.keys("Esc");
    }
    d.see("Anypoint Platform");
    assert!(!d.quits());
}

#[test]
fn q_closes_and_at_the_top_quits_on_the_second_press() {
    let mut d = provider("Okta Production");
    d.keys("q")
        .see("Client Providers (7)")
        .keys("q")
        .see("▌ Access Management");
    d.keys("q").see("Press q again to quit");
    assert!(!d.quits());
    d.wait(2500).keys("q");
    assert!(!d.quits(), "too late: it asks again");
    d.keys("q");
    assert!(d.quits());
}

#[test]
fn ctrl_c_twice_quits_from_anywhere() {
    let mut d = provider("Okta Production");
    d.keys("? Ctrl-C")
        .see_not("Help")
        .see("Press Ctrl-C again to quit")
        .keys("Ctrl-C");
    assert!(d.quits());
}

#[test]
fn help_shows_the_table_s_words_for_this_screen() {
    let mut d = Driver::start(client_providers());
    d.size(80, 80)
        .keys("?")
        .see("Help: Client Providers")
        .see("half page down")
        .see("reverse order");
    // By topic: what this screen is about comes first.
    let topics = ["This screen", "Other pages", "Every screen", "Moving about"];
    let screen = d.screen();
    let first = topics.map(|topic| {
        screen
            .lines()
            .position(|line| line.contains(topic))
            .expect("it is there")
    });
    assert!(first.is_sorted(), "{screen}");
    d.keys("/").text("impact").see("impact").see_not("half page down");
    d.keys("Esc Esc").see_not("Help:");
    Driver::start(StartOptions::default())
        .keys("?")
        .see("Help: Sign in")
        .see_not("impact");
}

#[test]
fn the_palette_runs_what_it_names_and_a_delete_still_asks() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("environments").keys("Enter").see("Environments (12)");
    d.keys("7 j :")
        .text("delete")
        .keys("Enter")
        .see("To confirm, enter the provider's name:");
    assert_eq!(d.deletes(), 0);
    d.keys("Esc :")
        .text("messages")
        .keys("Enter")
        .see("Messages")
        .see("Not deleted.");
}

#[test]
fn a_chord_shows_its_choices_after_a_moment() {
    let mut d = provider("Okta Production");
    d.keys("y")
        .see_not("copy id")
        .wait(700)
        .see("copy id")
        .keys("i")
        .see("Copied the id.");
    let id = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67".to_owned();
    assert_eq!(d.effects, [Effect::Copy(id)]);
    d.keys("y n");
    assert_eq!(d.effects.last(), Some(&Effect::Copy("Okta Production".into())));
}

#[test]
fn the_tree_folds_and_unfolds() {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.see("Retail EU")
        .keys("j h")
        .see("+ Retail")
        .see_not("Retail EU")
        .keys("l")
        .see("Retail EU");
    d.keys("h h")
        .see("▌ - Acme Corp")
        .keys("j Enter")
        .see("Settings")
        .see("business group")
        .see("ben.okafor");
}

#[test]
fn going_left_from_a_list_reaches_the_nav() {
    let mut d = Driver::start(client_providers());
    d.keys("h")
        .see("▌7 Client Providers")
        .keys("k k k")
        .see("▌4 Environments")
        .keys("Enter")
        .see("Environments (12)");
}

#[test]
fn the_place_on_the_command_line_is_opened_by_name_or_id() {
    provider("Legacy OpenAM").see("Admin Token Provider").see("amadmin");
    provider("2e50e859-0042-46ff-8cf8-1ad6f0c78b67").see("› Okta Production");
    provider("Nobody\u{1b}")
        .see("There is no client provider 'Nobody<U+001B>' here.")
        .see("Client Providers (7)");
    provider("Okta Prodction").see("here. Did you mean Okta");
}

#[test]
fn every_kind_of_provider_has_its_form() {
    for (name, words) in [
        (
            "Entra ID Workforce",
            ["Tenant ID for Microsoft Entra ID", "Filled by the platform"],
        ),
        (
            "Legacy OpenAM",
            ["OAuth2 Token Validation Provider", "Username Token Mapping"],
        ),
        ("PingFederate EU", ["OAuth 2 Client Provider", "Bypass approval page"]),
        (
            "Okta Production",
            ["Dynamic Client Registration", "OpenID Connect Authorization URLs"],
        ),
        ("Anypoint (built-in)", ["Anypoint itself", "It has no configuration"]),
    ] {
        provider(name).size(120, 50).see(words[0]).see(words[1]);
    }
}

#[test]
fn an_error_says_what_to_do_and_reload_tries_again() {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::Providers(_)).then(|| Err(Error::Network("connection refused".into())))
    }));
    d.keys("7").see("No answer: connection refused. Press r to try again.");
    d.faults = None;
    d.keys("r").see("Client Providers (7)").see("Okta Production");
}

#[test]
fn a_failed_reload_keeps_the_rows_and_says_so() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|_| Some(Err(Error::Network("connection refused".into())))));
    d.keys("r")
        .see("Okta Production")
        .see("Not up to date: No answer: connection refused. Press r to try again.");
}

#[test]
fn loading_says_nothing_then_turns_and_escape_stops_it() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        ..StartOptions::default()
    });
    d.hold = true;
    d.keys("Enter 7")
        .wait(100)
        .see_not("Loading")
        .wait(200)
        .see("Loading 0 s")
        .wait(2000)
        .see("Loading 2 s");
    d.keys("Esc").see("Stopped loading.").see_not("No client");
}

#[test]
fn an_expired_session_leads_to_signing_in() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::Providers(_)).then_some(Err(Error::SignedOut))
    }));
    d.keys("r").see("Sign in").see("You are signed out.");
}

#[test]
fn nothing_is_awaited_when_nothing_moves() {
    let mut d = Driver::start(client_providers());
    d.wait(10_000);
    assert_eq!(d.app.deadline(), None);
    d.keys("j k");
    assert_eq!(d.app.deadline(), None);
}

#[test]
fn the_mouse_selects_opens_and_turns() {
    let mut d = Driver::start(client_providers());
    d.click("Okta Production")
        .see("▌ Okta Production")
        .see_not("Configuration");
    d.click("Okta Production").see("Configuration");
    d.click("Client Providers")
        .click("4 Environments")
        .see("Environments (12)");
    d.send(Msg::Mouse(Mouse::WheelDown, Target::Nothing));
    d.see("▌ Design").click("? help").see("Help: Environments");
    d.send(Msg::Mouse(Mouse::Click, Target::Outside));
    d.see_not("Help:").keys("%");
    assert_eq!(d.effects.last(), Some(&Effect::CaptureMouse(false)));
}

#[test]
fn a_paste_outside_a_field_is_dropped_with_a_note() {
    let mut d = Driver::start(client_providers());
    d.send(Msg::Paste("qqDD\n".into()));
    d.see("Paste ignored").see("Client Providers (7)");
}

#[test]
fn notices_go_by_themselves_and_errors_stay_until_a_key() {
    let mut d = provider("Okta Production");
    d.keys("y i").see("Copied the id.").wait(4100).see_not("Copied the id.");
    d.faults = Some(Box::new(|r| {
        (*r == Request::Undo(1)).then(|| Err(Error::Internal("test".into())))
    }));
    d.undo()
        .see("amtui made a mistake")
        .wait(20_000)
        .see("amtui made a mistake")
        .keys("j")
        .see_not("mistake");
}

#[test]
fn a_person_s_own_keys_replace_the_standard_ones() {
    let keys = "[[key]]\ncontext = \"any\"\nkeys = [\"t\"]\naction = \"down\"\n";
    let mut d = Driver::start(StartOptions {
        keys: Some(keys),
        ..client_providers()
    });
    d.keys("t t t")
        .see("▌ Okta Production")
        .keys("j")
        .see("▌ Okta Production");
}

#[test]
fn the_next_time_one_works_where_one_was_last() {
    let mut d = Driver::start(client_providers());
    d.keys("b j Enter").see("Working in Retail");
    assert!(d.requests.iter().any(|r| matches!(r, Request::WorkIn(_))));
    let ana = &d.file()["users"][0];
    assert!(ana["activeOrganizationId"].is_string());
}

#[test]
fn the_real_cursor_follows_the_selected_row() {
    let mut d = Driver::start(client_providers());
    let first = d.cursor().unwrap();
    d.press(Key::char('j'));
    assert_eq!(d.cursor(), Some((first.0, first.1 + 1)));
}

#[test]
fn the_real_cursor_is_on_what_has_the_keys_on_every_page_and_in_every_popup() {
    let mut d = Driver::start(client_providers());
    d.size(100, 30);
    // Where a row is selected, the cursor is at its bar; in a field or on a button, anywhere in that.
    let seen = |d: &Driver, keys: &str| {
        let popup = !d.app.overlays().is_empty();
        let pane = d.app.page().and_then(|page| page.pane());
        let none = pane.is_some_and(|pane| pane.list.current().is_none() && !pane.is_text());
        if none && !popup {
            return assert_eq!(d.cursor(), None, "{}", d.screen());
        }
        let (x, y) = d
            .cursor()
            .unwrap_or_else(|| panic!("no cursor after {keys}:\n{}", d.screen()));
        let line: Vec<char> = d.screen().lines().nth(y.into()).unwrap().chars().collect();
        let bar = line.get(usize::from(x)) == Some(&'▌');
        assert!(bar || popup, "the cursor is at {x}, {y} after {keys}:\n{}", d.screen());
    };
    for page in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] {
        d.keys(page);
        seen(&d, page);
        d.keys("Enter");
        for _ in 0..6 {
            seen(&d, &format!("{page} Enter"));
            d.keys("Tab");
        }
    }
    d.keys("7 j");
    for popup in ["?", ":", "b", "a", "Ctrl-P", "D", "e"] {
        d.keys(popup);
        seen(&d, popup);
        d.keys("Esc");
    }
    d.keys("9 P");
    seen(&d, "P");
}

#[test]
fn an_action_goes_to_what_stands_nearest() {
    // Before anybody signed in a page can be moved about in, and nothing else.
    let mut d = Driver::start(StartOptions::default());
    d.keys(":").text("environments").keys("Enter").see("Sign in first.");
    // While the nav has the keys they move there; what it does not know is about the page.
    let mut d = Driver::start(client_providers());
    d.keys("j j h j").see("▌ Legacy OpenAM");
    d.keys("D").see("Delete client provider").keys("Esc");
    // What shows keys and stand-ins comes before the dialog, help as well, and the rest is the dialog's.
    d.keys("j j D")
        .see("Delete client provider")
        .keys("F4")
        .see("Close the dialog first: it asks for the name on screen.");
    d.keys("F1")
        .see("Help: ")
        .keys("Esc")
        .see("Delete client provider")
        .keys("Esc");
    // Over a text the page hears nothing but what reads again; the palette takes its place.
    d.keys(":").text("messages").keys("Enter").see("Messages");
    d.keys("4 D u").see("Messages").keys("r").see("Messages");
    assert_eq!((d.deletes(), d.changes().len()), (0, 0));
    d.keys(":").see_not("Messages").keys("Esc").see("Client Providers (7)");
    // A form keeps what would leave it for the page.
    d.keys("a Enter").see("[ Create ]").keys("F1 Esc").see("[ Create ]");
}
