//! Keys in, screen out. After a change: `INSTA_UPDATE=always cargo test --test screens`, then read the diff.
#![cfg(test)]

#[path = "screens/apis.rs"]
mod apis;
#[path = "screens/apps.rs"]
mod apps;
#[expect(dead_code, reason = "screens need a part of what flows need")]
#[path = "support/driver.rs"]
mod driver;
#[path = "screens/main_page.rs"]
mod main_page;
#[path = "support/palettes.rs"]
mod palettes;
#[path = "screens/people.rs"]
mod people;
#[path = "screens/themes.rs"]
mod themes;

use std::fmt::Write as _;

use amtui::app::{Location, Place};
use driver::{Driver, StartOptions, client_providers, provider};
use insta::assert_snapshot;

/// Holds a screen of a part of these tests to its snapshot.
fn hold(name: &str, screen: &str) {
    assert_snapshot!(name, screen);
}

/// The same keys at the two sizes that matter.
fn both(name: &str, options: impl Fn() -> StartOptions, keys: &str) {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut d = Driver::start(options());
        d.size(width, height);
        if !keys.is_empty() {
            d.keys(keys);
        }
        d.wait(600);
        assert_snapshot!(format!("{name}_{width}x{height}"), d.screen());
    }
}

fn at(place: Place) -> StartOptions {
    StartOptions {
        open: Some(place),
        ..client_providers()
    }
}

#[test]
fn sign_in() {
    both("sign_in", StartOptions::default, "");
    both("accounts", StartOptions::default, "Enter");
}

#[test]
fn business_groups() {
    both("business_groups", || at(Place::List(Location::BusinessGroups)), "j");
    both(
        "business_group",
        || at(Place::List(Location::BusinessGroups)),
        "j Enter",
    );
    both("menu", || at(Place::List(Location::BusinessGroups)), "b j");
}

#[test]
fn environments() {
    both("environments", || at(Place::List(Location::Environments)), "j");
    both("environment", || at(Place::List(Location::Environments)), "j Enter");
}

#[test]
fn client_providers_list() {
    both("client_providers", client_providers, "j j j");
    both(
        "client_providers_names",
        || StartOptions {
            user: Some("ben.okafor"),
            ..client_providers()
        },
        "j b j Enter",
    );
    both(
        "client_providers_nothing",
        || StartOptions {
            user: Some("carol.wu"),
            ..client_providers()
        },
        "",
    );
    both("client_providers_filter", client_providers, "/ o k t a");
    both("client_providers_preview", client_providers, "j j j p");
}

#[test]
fn provider_pages() {
    both("provider_config", || at(Place::Provider("Okta Production".into())), "j");
    both(
        "provider_environments",
        || at(Place::Provider("Okta Production".into())),
        "Tab",
    );
    both(
        "provider_apis",
        || at(Place::Provider("Okta Production".into())),
        "Tab Tab",
    );
    both(
        "provider_applications",
        || at(Place::Provider("Okta Production".into())),
        "Tab Tab Tab",
    );
    both("provider_impact", || at(Place::Provider("Okta Production".into())), "i");
    both(
        "provider_unused",
        || at(Place::Provider("Salesforce Partners".into())),
        "i",
    );
    both("provider_json", || at(Place::Provider("Okta Production".into())), "J");
}

#[test]
fn delete_dialog() {
    both("delete_open", || at(Place::Provider("Okta Production".into())), "D");
    both(
        "delete_unused",
        || at(Place::Provider("Salesforce Partners".into())),
        "D",
    );
    let mut d = provider("Okta Production");
    d.confirm("Okta Production").wait(700);
    assert_snapshot!("delete_ready", d.screen());
    d.fire();
    assert_snapshot!("deleted", d.screen());
    d.keys("4");
    assert_snapshot!("environments_after_delete", d.screen());
}

/// Keys, with text to type between `"`.
fn typed(d: &mut Driver, keys: &str) {
    for (n, part) in keys.split('"').enumerate() {
        if n % 2 == 1 {
            d.text(part);
        } else if !part.trim().is_empty() {
            d.keys(part.trim());
        }
    }
}

/// The same keys and words at the two sizes that matter.
fn both_typed(name: &str, options: fn() -> StartOptions, keys: &str) {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut d = Driver::start(options());
        d.size(width, height);
        typed(&mut d, keys);
        d.wait(600);
        assert_snapshot!(format!("{name}_{width}x{height}"), d.screen());
    }
}

/// Fills the form of an OpenID Connect provider from its issuer.
const FILLED: &str = r#"a Enter "Okta Staging" Tab Tab "https://acme-new.okta.example" Tab Enter Tab Tab Tab Tab "introspector" Tab "hush""#;

#[test]
fn forms_of_providers() {
    both_typed("add_types", client_providers, "a");
    both_typed("add_oidc_empty", client_providers, "a Enter");
    both_typed(
        "add_oidc_errors",
        client_providers,
        r#"a Enter "X" Tab Tab "http://a" Ctrl-S"#,
    );
    both_typed("add_oidc_filled", client_providers, FILLED);
    both_typed("add_oidc_review", client_providers, &format!("{FILLED} Ctrl-S"));
    both_typed("add_oidc_discard", client_providers, &format!("{FILLED} Esc"));
    both_typed("add_entra_empty", client_providers, "a j Enter");
    both_typed(
        "add_entra_errors",
        client_providers,
        r#"a j Enter Tab Tab "x" Tab "a/b" Ctrl-S"#,
    );
    both_typed("add_openam_empty", client_providers, "a j j Enter");
    both_typed(
        "add_openam_errors",
        client_providers,
        r#"a j j Enter "AM" Tab Tab Tab "https://am.example/c" Ctrl-S"#,
    );
    both_typed(
        "add_entra_filled",
        client_providers,
        r#"a j Enter "Entra" Tab Tab "https://login.example/t/v2.0" Tab "t" Tab "id" Tab "hush""#,
    );
    both_typed(
        "add_openam_filled",
        client_providers,
        r#"a j j Enter "AM" Tab Tab Tab "https://am.example/a" Tab "amadmin" Tab "hush" Tab "https://am.example/b""#,
    );
    both_typed("edit_oidc", client_providers, "j j j e");
    both_typed(
        "edit_oidc_review",
        client_providers,
        r#"j j j e Tab "!" Tab Tab Tab Tab "x" Ctrl-S"#,
    );
    both_typed("edit_entra", client_providers, "j e");
    both_typed("edit_openam", client_providers, "j j e");
    both_typed("edit_ping", client_providers, "j j j j j e");
    both_typed(
        "edit_ping_errors",
        client_providers,
        "j j j j j e Tab Tab Ctrl-U Ctrl-S",
    );
}

#[test]
fn forms_of_environments_and_business_groups() {
    both_typed("environment_create", || at(Place::List(Location::Environments)), "a");
    both_typed(
        "environment_create_errors",
        || at(Place::List(Location::Environments)),
        r#"a "!" Ctrl-S"#,
    );
    both_typed(
        "environment_create_review",
        || at(Place::List(Location::Environments)),
        r#"a "QA" Ctrl-S"#,
    );
    both_typed(
        "environment_create_filled",
        || at(Place::List(Location::Environments)),
        r#"a "QA" Tab Space Tab Space"#,
    );
    both_typed("environment_rename", || at(Place::List(Location::Environments)), "R");
    both_typed(
        "environment_rename_errors",
        || at(Place::List(Location::Environments)),
        r#"R "!" Tab"#,
    );
    both_typed(
        "group_create_filled",
        || at(Place::List(Location::BusinessGroups)),
        r#"j a "Outlets" Tab Tab Space"#,
    );
    both_typed(
        "group_edit_errors",
        || at(Place::List(Location::BusinessGroups)),
        "j e Ctrl-U Ctrl-S",
    );
    both_typed(
        "group_edit_review",
        || at(Place::List(Location::BusinessGroups)),
        r#"j e " Group" Ctrl-S"#,
    );
    both_typed("group_create", || at(Place::List(Location::BusinessGroups)), "j a");
    both_typed(
        "group_create_errors",
        || at(Place::List(Location::BusinessGroups)),
        "j a Ctrl-S",
    );
    both_typed("group_edit", || at(Place::List(Location::BusinessGroups)), "j e");
}

#[test]
fn lists_to_tick_and_what_follows() {
    both_typed("associate", || at(Place::List(Location::Environments)), "j e");
    both_typed(
        "associate_refused",
        || at(Place::List(Location::Environments)),
        "j e Space",
    );
    both_typed(
        "associate_review",
        || at(Place::List(Location::Environments)),
        "j e G Space Ctrl-S",
    );
    both_typed(
        "across",
        || at(Place::Provider("Salesforce Partners".into())),
        "Tab e j Space",
    );
    both_typed(
        "across_review",
        || at(Place::Provider("Salesforce Partners".into())),
        "Tab e j Space j j Space Ctrl-S",
    );
}

#[test]
fn apis_and_what_protects_them() {
    both_typed("api_manager", || at(Place::List(Location::ApiManager)), "j Space Space");
    both_typed(
        "api_manager_filter",
        || at(Place::List(Location::ApiManager)),
        r#"/ "provider:openam""#,
    );
    both_typed("reassign", || at(Place::List(Location::ApiManager)), "e");
    both_typed(
        "reassign_refused",
        || at(Place::List(Location::ApiManager)),
        r#"/ "3.1.3 staging" Enter e j j Enter"#,
    );
    both_typed("move_dependents", || at(Place::Provider("Okta Sandbox".into())), "m");
}

#[test]
fn dialogs_of_environments_and_business_groups() {
    both_typed("delete_environment", || at(Place::List(Location::Environments)), "D");
    both_typed("delete_group", || at(Place::List(Location::BusinessGroups)), "G D");
}

/// A name, how to start, and the keys.
type Case = (&'static str, fn() -> StartOptions, &'static str);

/// What is refused, each in the status row of the place where it was asked for.
#[test]
fn refusals() {
    let root = || at(Place::List(Location::BusinessGroups));
    let ben = || StartOptions {
        user: Some("ben.okafor"),
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    };
    let read_only = || StartOptions {
        read_only: true,
        ..client_providers()
    };
    let cases: [Case; 9] = [
        ("built-in edit", client_providers, "e"),
        ("built-in delete", client_providers, "D"),
        ("pingfederate", client_providers, "a G Enter"),
        ("read-only add", read_only, "a"),
        ("read-only edit", read_only, "j e"),
        ("root delete", root, "D"),
        ("root edit", root, "e"),
        ("groups below", root, "j D"),
        ("not administrator", ben, "a"),
    ];
    let mut said = String::new();
    for (name, options, keys) in cases {
        let mut d = Driver::start(options());
        d.keys(keys);
        let screen = d.screen();
        let rows: Vec<&str> = screen.lines().collect();
        writeln!(said, "== {name}\n{}\n{}", rows[22], rows[23]).unwrap();
    }
    assert_snapshot!("refusals", said);
}

#[test]
fn popups() {
    both("help", client_providers, "?");
    both("palette", client_providers, ": c l");
    both("chord", client_providers, "j y");
}

#[test]
fn styles_are_roles_and_signs() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j");
    assert_snapshot!("client_providers_styles", d.styles());
    d.keys("D").wait(600).text("x");
    assert_snapshot!("delete_styles", d.styles());
}

#[test]
fn degenerate_sizes_draw_what_they_can() {
    for keys in ["", "D", "?", ":", "b", "Enter", "Enter J"] {
        let mut d = Driver::start(client_providers());
        d.keys("j");
        if !keys.is_empty() {
            d.keys(keys);
        }
        for (width, height) in [
            (0, 0),
            (1, 1),
            (20, 5),
            (60, 16),
            (61, 17),
            (72, 16),
            (300, 100),
            (65, 300),
        ] {
            d.size(width, height);
            let screen = d.screen();
            assert!(
                screen
                    .lines()
                    .all(|l| unicode_width::UnicodeWidthStr::width(l) <= usize::from(width))
            );
            assert_eq!(
                width < 60 || height < 16,
                !screen.contains('╭') && !screen.contains("[ Cancel ]"),
                "{width}x{height}\n{screen}"
            );
        }
    }
    let mut d = Driver::start(client_providers());
    assert_snapshot!("too_small", d.size(40, 8).screen());
}
