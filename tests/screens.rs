//! Keys in, screen out. After a change: `INSTA_UPDATE=always cargo test --test screens`, then read the diff.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    dead_code
)]

#[path = "support/driver.rs"]
mod driver;

use amtui::app::Place;
use driver::{Driver, How, client_providers, provider};
use insta::assert_snapshot;

/// The same keys at the two sizes that matter.
fn both(name: &str, how: fn() -> How, keys: &str) {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut d = Driver::start(how());
        d.size(width, height);
        if !keys.is_empty() {
            d.keys(keys);
        }
        d.wait(600);
        assert_snapshot!(format!("{name}_{width}x{height}"), d.screen());
    }
}

fn at(place: Place) -> How {
    How {
        open: Some(place),
        ..client_providers()
    }
}

#[test]
fn sign_in() {
    both("sign_in", How::default, "");
    both("accounts", How::default, "Enter");
}

#[test]
fn products() {
    both("products", How::default, "Enter Enter");
}

#[test]
fn business_groups() {
    both("business_groups", || at(Place::BusinessGroups), "j");
    both("business_group", || at(Place::BusinessGroups), "j Enter");
    both("menu", || at(Place::BusinessGroups), "b j");
}

#[test]
fn environments() {
    both("environments", || at(Place::Environments), "j");
    both("environment", || at(Place::Environments), "j Enter");
}

#[test]
fn client_providers_list() {
    both("client_providers", client_providers, "j j j");
    both(
        "client_providers_names",
        || How {
            user: Some("ben.okafor"),
            ..client_providers()
        },
        "j b j Enter",
    );
    both(
        "client_providers_nothing",
        || How {
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

#[test]
fn readme_shows_the_screen_as_it_is() {
    let mut d = provider("Okta Production");
    d.keys("D").wait(600).text("Okta Prod");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once("<!-- screen -->\n").unwrap();
    let (shown, after) = rest.split_once("<!-- /screen -->").unwrap();
    let screen = format!("```text\n{}\n```\n", d.screen());
    if std::env::var_os("AMTUI_UPDATE_README").is_some() {
        std::fs::write(
            path,
            format!("{before}<!-- screen -->\n{screen}<!-- /screen -->{after}"),
        )
        .unwrap();
        return;
    }
    assert_eq!(shown, screen, "run AMTUI_UPDATE_README=1 cargo test --test screens");
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
                !screen.contains('┌') && !screen.starts_with(" Delete client provider"),
                "{width}x{height}\n{screen}"
            );
        }
    }
    let mut d = Driver::start(client_providers());
    assert_snapshot!("too_small", d.size(40, 8).screen());
}
