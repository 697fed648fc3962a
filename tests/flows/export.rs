//! `:export`: the rows in view, as CSV or JSON.

use amtui::app::Place;
use amtui::app::msg::Effect;
use amtui::app::request::Request;
use amtui::domain::Error;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers};

fn open(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(140, 40);
    d
}

fn saved(d: &Driver) -> Option<(&str, &str, &str)> {
    d.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save { file, text, saved } => Some((file.as_str(), text.as_str(), saved.as_str())),
        _ => None,
    })
}

#[test]
fn the_rows_that_the_filter_leaves_are_saved_in_their_order() {
    let mut d = open("client-applications");
    d.keys("/")
        .text("mobile app")
        .keys("Enter :")
        .text("export apps.csv")
        .keys("Enter");
    let (file, text, said) = saved(&d).unwrap();
    assert_eq!((file, said), ("apps.csv", "Saved 6 rows in {}."));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "NAME,CLIENT PROVIDER,OWNER,CONTRACTS,GRANT TYPES,CREATED");
    assert_eq!(lines.len(), 7);
    assert!(lines[1].starts_with("Mobile App,Okta Production,"), "{text}");
}

#[test]
fn json_has_an_object_a_row() {
    let mut d = open("users");
    d.keys(":").text("export users.json").keys("Enter");
    let (_, text, said) = saved(&d).unwrap();
    let rows: Value = serde_json::from_str(text).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 44);
    assert_eq!(rows[0]["USERNAME"], "aisha.khan");
    assert_eq!(said, "Saved 44 rows in {}.");
}

#[test]
fn the_file_has_whole_ids_and_times_and_counts_that_are_numbers() {
    let rows = |place: &str| -> Value {
        let mut d = open(place);
        d.keys(":").text("export all.json").keys("Enter");
        serde_json::from_str(saved(&d).unwrap().1).unwrap()
    };
    let providers = rows("client-providers");
    let okta = providers.as_array().unwrap();
    let okta = okta.iter().find(|row| row["NAME"] == "Okta Production").unwrap();
    assert_eq!(okta["ID"].as_str().unwrap().len(), 36, "{okta}");
    assert_eq!(
        [&okta["ENVS"], &okta["APIS"], &okta["APPS"]],
        [&Value::from(3), &Value::from(14), &Value::from(27)]
    );
    for (place, column) in [
        ("audit-logs", "TIME (UTC)"),
        ("users", "LAST SIGN-IN"),
        ("connected-apps", "LAST USED"),
        ("client-applications", "CREATED"),
    ] {
        let rows = rows(place);
        let time = rows[0][column].as_str().unwrap();
        assert!(time.len() == 20 && time.ends_with('Z'), "{place}: {time}");
    }
    let mut d = open("audit-logs");
    d.keys(":").text("export audit.csv").keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    assert!(text.lines().skip(1).all(|line| line.as_bytes()[19] == b'Z'), "{text}");
}

#[test]
fn a_whole_id_is_masked_in_the_file_as_on_screen() {
    let demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        ..client_providers()
    });
    d.size(140, 40);
    d.keys(":").text("export all.csv").keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    for provider in demo["clientProviders"].as_array().unwrap() {
        let id = provider["providerId"].as_str().unwrap();
        assert!(!text.contains(id), "{id}: {text}");
    }
}

#[test]
fn what_is_masked_stays_masked_in_the_file() {
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(140, 40);
    d.keys(":").text("export users.csv").keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    assert!(!text.contains("aisha.khan"), "{text}");
}

#[test]
fn a_cell_that_begins_like_a_formula_runs_in_no_spreadsheet() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["applications"][0]["name"] = "=HYPERLINK(\"https://example.com\")".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Place::parse("client-applications"),
        ..client_providers()
    });
    d.keys("/")
        .text("hyperlink")
        .keys("Enter :")
        .text("export a.csv")
        .keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"https://example.com\"\")\""), "{text}");
}

#[test]
fn what_follows_a_semicolon_runs_in_no_spreadsheet_that_parts_cells_there() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["applications"][0]["name"] = "Kiosk 2;=1+1;＠SUM(1)".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Place::parse("client-applications"),
        ..client_providers()
    });
    d.keys("/")
        .text("kiosk 2")
        .keys("Enter :")
        .text("export a.csv")
        .keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    assert!(text.contains("\"Kiosk 2;'=1+1;'＠SUM(1)\""), "{text}");
}

#[test]
fn a_column_without_a_title_is_in_the_json_too() {
    let mut d = Driver::start(StartOptions::default());
    d.keys("Enter Enter").see("API Manager");
    d.keys(":").text("export all.json").keys("Enter");
    let (_, text, _) = saved(&d).unwrap();
    let rows: Value = serde_json::from_str(text).unwrap();
    assert!(rows[0]["NAME"].is_string() && rows[0]["LABEL"].is_string(), "{text}");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let mut d = open("users");
    d.keys(":")
        .text("export users.xlsx")
        .keys("Enter")
        .see("the name ends with .csv or .json");
    d.keys(":").text("export").keys("Enter").see("Give the file");
    assert_eq!(saved(&d), None);
}

#[test]
fn each_kind_of_thing_is_told_as_json_and_copied() {
    for (place, keys, shown) in [
        ("users/zoe.baker", "Tab Tab J", "\"username\": \"zoe.baker\""),
        ("teams/On-Call", "Tab Tab Tab Tab J", "\"parentId\""),
        ("roles", "J", "\"organizationId\""),
        ("identity-providers", "j J", "\"providerId\""),
        ("connected-apps", "J", "\"clientId\""),
        ("audit-logs", "J", "\"timestamp\""),
        ("environments", "J", "\"type\""),
        ("business-groups", "J", "\"domain\""),
        ("api-manager/1602", "J", "\"assetId\": \"billing-api\""),
        ("client-applications/Kiosk", "J", "\"name\": \"Kiosk\""),
    ] {
        let mut d = open(place);
        d.keys(keys).see("secrets removed").see(shown);
        d.keys("Esc y j");
        let copied = d
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Copy(text) if text.contains(shown)));
        assert!(copied, "{place}");
    }
}

#[test]
fn the_preview_tells_what_is_known_of_the_selected_row() {
    for (place, shown) in [
        ("users", "Last sign-in"),
        ("teams", "Above it"),
        ("connected-apps", "Redirect URIs"),
        ("audit-logs", "Result"),
        ("api-manager", "Provider policy"),
        ("client-applications", "Client id"),
        ("environments", "Organization"),
    ] {
        let mut d = open(place);
        d.keys("p").see("Preview: ").see(shown).keys("p").see_not("Preview: ");
    }
}

#[test]
fn the_preview_counts_no_more_of_a_provider_than_was_read() {
    let open = |readable: usize| {
        let mut d = Driver::start(StartOptions {
            hold: true,
            open: Place::parse("client-providers"),
            ..client_providers()
        });
        let mut asked = 0;
        d.faults = Some(Box::new(move |request| {
            asked += usize::from(matches!(request, Request::EnvironmentUse(_)));
            let refused = matches!(request, Request::EnvironmentUse(_)) && asked > readable;
            refused.then(|| Err(Error::Network("timeout".into())))
        }));
        d.hold = false;
        d.size(180, 40).keys("/").text("okta prod").keys("Enter p");
        d.see("Preview: Okta Production");
        d
    };
    let told = |d: &Driver, label: &str| {
        let screen = d.screen();
        let told = screen
            .lines()
            .find_map(|line| line.split_once(&format!("{label}  ")))
            .unwrap();
        told.1.trim_end_matches(['\u{2502}', ' ']).trim().to_owned()
    };
    let labels = ["Environments", "Default in", "APIs"];
    assert_eq!(labels.map(|label| told(&open(99), label)), ["3", "2", "14"]);
    assert_eq!(labels.map(|label| told(&open(0), label)), ["unknown"; 3]);
    let part = open(11);
    assert!(
        labels.iter().all(|label| told(&part, label).ends_with(" so far")),
        "{}",
        part.screen()
    );
    let mut d = open(99);
    d.keys("Esc k k k k k k")
        .see("Preview: Anypoint")
        .see("Issuer")
        .see("none");
}
