//! Forms of client providers: adding, editing, filling from an issuer.

use amtui::app::key::{Code, Key};
use amtui::app::msg::Msg;
use amtui::app::overlay::Overlay;
use amtui::app::request::Request;
use amtui::app::viewport::Size;
use amtui::domain::Error;
use amtui::domain::change::Change;
use proptest::prelude::*;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};

const ISSUER: &str = "https://acme-new.okta.example";

/// The empty form of an OpenID Connect provider.
fn adding() -> Driver {
    let mut d = Driver::start(client_providers());
    d.keys("a").see("Add client provider: choose its type").keys("Enter");
    d.see("Add OIDC client provider");
    d
}

/// The same, filled in: what the issuer says, and what only a person knows.
pub fn filled() -> Driver {
    let mut d = adding();
    d.text("Okta Staging").keys("Tab Tab").text(ISSUER).keys("Tab Enter");
    d.keys("Tab Tab Tab Tab")
        .text("introspector")
        .keys("Tab")
        .text("hush-hush");
    d
}

fn provider_named(d: &Driver, name: &str) -> Value {
    let file = d.file();
    let all = file["clientProviders"].as_array().unwrap();
    all.iter().find(|p| p["name"] == name).cloned().unwrap_or(Value::Null)
}

#[test]
fn a_provider_is_added_from_its_issuer() {
    let mut d = filled();
    d.see("https://acme-new.okta.example/oauth2/v1/…");
    d.keys("Ctrl-S")
        .see("Issuer")
        .see("Client Secret")
        .see("set")
        .see("[>Create<]")
        .see_not("hush-hush");
    d.wait(800).keys("Enter");
    d.see("Added client provider 'Okta Staging'. u undoes it.")
        .see("▌ Okta Staging")
        .see("Client Providers (8)");
}

#[test]
fn what_was_added_stands_in_the_file_and_undo_takes_it_out() {
    let mut d = filled();
    d.size(120, 40);
    let before = d.file();
    d.keys("Ctrl-S").wait(800).keys("Enter");
    let added = provider_named(&d, "Okta Staging");
    assert_eq!(added["type"]["name"], "openid-dynamic-client");
    let oidc = &added["oidc_dynamic_client_provider"];
    assert_eq!(oidc["issuer"], ISSUER);
    assert_eq!(oidc["primary_client"]["secret"], "hush-hush");
    assert_eq!(oidc["urls"]["token"], format!("{ISSUER}/oauth2/v1/token"));
    assert!(oidc["supported_grant_types"].as_array().unwrap().len() > 1);
    let audit = d.file()["audit"].as_array().unwrap().last().unwrap().to_string();
    assert!(
        audit.contains("\"Create\"") && audit.contains("Client Secret") && !audit.contains("hush"),
        "{audit}"
    );
    d.undo().see("Undone: Added client provider 'Okta Staging'.");
    assert_eq!(d.file()["clientProviders"], before["clientProviders"]);
}

#[test]
fn a_form_that_is_not_right_is_not_sent_and_says_where() {
    let mut d = adding();
    d.text("X").keys("Tab Tab").text("http://idp.example.com").keys("Tab");
    d.see("! is not encrypted: should begin with");
    d.keys("Ctrl-S").see("6 problems: Client Registration URL, Client ID");
    assert!(d.changes().is_empty());
    // The first field that is wrong has the keys: one types on at once.
    d.text("https://r.example")
        .see("https://r.example")
        .see("! is required");
}

#[test]
fn plain_http_is_saved_only_after_a_tick() {
    let mut d = filled();
    d.keys("Tab Tab Ctrl-U")
        .text("http://idp.example.com/token")
        .keys("Ctrl-S");
    d.see("! Token URL is not encrypted").see("( Create )");
    d.wait(800).keys("Ctrl-S");
    assert!(d.changes().is_empty());
    d.keys("Space Tab Tab").see("[>Create<]").wait(800).keys("Enter");
    d.see("Added client provider 'Okta Staging'.");
}

#[test]
fn conflicts_with_the_issuer_are_shown_and_what_was_typed_stays() {
    let mut d = adding();
    d.size(120, 40);
    d.keys("Tab Tab")
        .text(ISSUER)
        .keys("Tab Tab")
        .text("https://own.example/register");
    d.keys("Shift-Tab Enter");
    d.see("Left as typed: Client Registration URL.")
        .see("https://own.example/register")
        .see("the issuer says")
        .see("https://acme-new.okta.example/oauth2/v1/clients");
}

#[test]
fn an_issuer_that_is_not_there_or_another_one_fills_nothing() {
    for (issuer, says) in [
        ("https://nowhere.example", "Not filled in."),
        ("https://moved.acme.example", "Not filled in"),
    ] {
        let mut d = adding();
        d.size(120, 40);
        d.keys("Tab Tab").text(issuer).keys("Tab Enter").see(says).see(issuer);
        d.see_not("https://login.acme.example/");
    }
    let mut d = adding();
    d.keys("Tab Tab Tab Enter").see("Type the issuer first.");
}

#[test]
fn what_an_issuer_says_reaches_only_the_form_that_asked() {
    let mut d = adding();
    d.hold = true;
    d.keys("Tab Tab")
        .text(ISSUER)
        .keys("Tab Enter")
        .see("Asking the issuer...");
    d.keys("Esc Tab Enter").see_not("Issuer");
    d.keys("a Enter").see("Add OIDC client provider");
    d.keys("Tab Tab")
        .text(ISSUER)
        .keys("Tab")
        .see_not("Asking the issuer...");
    d.answer();
    assert!(!d.waits());
    d.see_not("Filled:").see_not("oauth2");
    d.keys("Enter").see("Asking the issuer...");
    d.answer();
    d.see("Filled:").see_not("Asking the issuer...");
}

#[test]
fn what_the_issuer_does_not_say_is_said() {
    let mut d = adding();
    d.size(120, 40);
    d.keys("Tab Tab")
        .text("https://sso.acme.example/realms/partners")
        .keys("Tab Enter");
    d.see("The issuer does not say: Token Introspection URL.");
}

#[test]
fn nothing_typed_is_lost_by_help_a_resize_an_error_or_a_lost_answer() {
    let mut d = filled();
    d.keys("F1").see("Help").keys("Esc").see("introspector");
    d.size(40, 10).see("Window too small").size(80, 24).see("introspector");
    for error in [Error::Forbidden("no".into()), Error::Network("timeout".into())] {
        let says: String = error.to_string().chars().take(15).collect();
        d.faults = Some(Box::new(move |request| {
            matches!(request, Request::Change(_)).then(|| Err(error.clone()))
        }));
        d.keys("Ctrl-S")
            .wait(800)
            .keys("Enter")
            .see(&says)
            .see("[>Close<]")
            .see("[ Try again ]");
        d.keys("Esc").see("introspector");
    }
    // What may have happened is not done again at a press of Enter.
    d.faults = Some(Box::new(|request| {
        matches!(request, Request::Change(_)).then(|| Err(Error::OutcomeUnknown("the connection closed".into())))
    }));
    d.keys("Ctrl-S").wait(800).keys("Enter").see("It is not known whether");
    d.see_not("Try again")
        .see("[>Close<]")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter");
    d.see("introspector").see("It is not known whether this was saved");
    d.faults = None;
    d.keys("Ctrl-S")
        .see("[ ] Save although it may already be saved")
        .see("( Create )");
    d.wait(800)
        .keys("Space")
        .wait(800)
        .keys("Tab Tab Enter")
        .see("Added client provider");
    let sent = d.changes();
    assert_eq!(sent.len(), 4, "nothing is repeated by itself");
    assert!(sent.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn esc_asks_before_it_throws_away_what_was_typed() {
    let mut d = adding();
    d.text("Okta")
        .keys("Esc")
        .see("Discard 1 change?")
        .see("[>Keep editing<]");
    d.keys("Enter").see("Okta").see_not("Discard");
    for key in ["Esc", "Ctrl-C"] {
        d.keys(key).see("Discard 1 change?").keys("Esc").see("Okta");
    }
    assert!(!d.quits());
    d.keys("Esc Tab Enter").see("Client Providers (7)").see_not("Add OIDC");
    // Nothing was typed: nothing is asked.
    d.keys("a Enter Esc").see("Client Providers (7)").see_not("Add OIDC");
}

#[test]
fn ctrl_c_twice_quits_from_a_form_too() {
    let mut d = adding();
    d.text("Okta")
        .keys("Ctrl-C")
        .see("Press Ctrl-C again to quit. You lose what you typed.");
    d.keys("Ctrl-C");
    assert!(d.quits());
}

#[test]
fn an_edit_is_reviewed_old_and_new_and_changes_nothing_else() {
    let mut d = provider("Okta Production");
    d.size(120, 40);
    let before = provider_named(&d, "Okta Production");
    d.keys("e").see("Edit client provider Okta Production");
    d.see("unchanged");
    d.keys("Tab Tab Tab Tab Tab").text("SSWS new-token");
    d.keys("Tab Ctrl-U").text("12");
    d.keys("Ctrl-S")
        .see("-> 12")
        .see("(set) -> changed")
        .see_not("new-token");
    d.wait(800)
        .keys("Enter")
        .see("Saved client provider 'Okta Production'.");
    let mut after = provider_named(&d, "Okta Production");
    let oidc = &mut after["oidc_dynamic_client_provider"];
    assert_eq!(oidc["client_request_timeout"], 12_000);
    assert_eq!(oidc["client"]["registration"]["authorization"], "SSWS new-token");
    let was = &before["oidc_dynamic_client_provider"];
    oidc["client_request_timeout"] = was["client_request_timeout"].clone();
    oidc["client"]["registration"]["authorization"] = was["client"]["registration"]["authorization"].clone();
    assert_eq!(after, before);
}

#[test]
fn saving_without_a_change_sends_nothing() {
    for name in [
        "Okta Production",
        "Legacy OpenAM",
        "PingFederate EU",
        "Entra ID Workforce",
    ] {
        let mut d = provider(name);
        d.keys("e").see(&format!("Edit client provider {name}")).keys("Ctrl-S");
        d.see("No changes to save.");
        assert!(d.changes().is_empty(), "{name}");
    }
}

#[test]
fn somebody_else_s_change_of_the_same_field_is_not_overwritten() {
    let mut d = provider("Okta Production");
    d.keys("e Ctrl-U").text("Okta Main").keys("Ctrl-S");
    d.rewrite(|file| {
        let all = file["clientProviders"].as_array_mut().unwrap();
        all.iter_mut().find(|p| p["name"] == "Okta Production").unwrap()["name"] = "Okta Renamed".into();
    });
    d.wait(800).keys("Enter").see("Not saved").see("Renamed'.");
    d.keys("Esc").see("Okta Main");
}

#[test]
fn a_secret_is_neither_drawn_nor_shown_among_the_keys() {
    let mut d = Driver::start(StartOptions {
        show: crate::driver::WITH_KEYS,
        ..client_providers()
    });
    d.keys("a Enter Tab Tab Tab Tab Tab")
        .text("hush")
        .see("keys:")
        .see("*")
        .see_not("h  u  s  h")
        .see_not("hush");
    // Not by what the program says of itself either.
    assert!(!format!("{:?}", d.app.overlays().last().unwrap().contexts()).contains("hush"));
}

/// What a person does at random in a form.
fn deed() -> impl Strategy<Value = Key> {
    let names = [
        "Tab",
        "Tab",
        "Shift-Tab",
        "Enter",
        "Space",
        "Down",
        "Up",
        "Left",
        "Right",
        "Ctrl-U",
        "Ctrl-S",
        "Esc",
        "F1",
        "PgDn",
    ];
    prop_oneof![
        6 => proptest::sample::select(names.to_vec()).prop_map(|n| Key::parse(n).unwrap()),
        4 => any::<char>().prop_map(|c| Key::plain(Code::Char(c))),
        1 => Just(Key::char('*')),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_typing_never_sends_an_invalid_draft(
        place in 0usize..6, deeds in proptest::collection::vec(deed(), 150), width in 55u16..130,
    ) {
        let mut d = Driver::start(client_providers());
        let opens = ["a Enter", "a j Enter", "a j j Enter", "j e", "j j e", "j j j j j e"];
        d.keys(opens[place]);
        d.send(Msg::Resize(Size { width, height: 24 }));
        for key in deeds {
            let sent = d.changes().len();
            let form = d.app.overlays().iter().next().and_then(Overlay::form);
            let valid = form.map(|form| form.problems().iter().all(|p| p.confirmable));
            d.press(key);
            d.wait(50);
            // Random keys may leave the form, and change something else without one.
            let of_a_form = |change: &Change| matches!(change,
                Change::AddProvider { .. } | Change::EditProvider { .. } | Change::CreateGroup { .. }
                | Change::EditGroup { .. } | Change::CreateEnvironment { .. } | Change::RenameEnvironment { .. }
            );
            for change in d.changes().iter().skip(sent).filter(|change| of_a_form(change)) {
                prop_assert_eq!(valid, Some(true), "{:?}", change);
            }
            for line in d.screen().lines() {
                prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= usize::from(width));
            }
        }
    }
}
