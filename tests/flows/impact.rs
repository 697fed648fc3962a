//! What deleting a client provider affects: every page, dialog and command tells the same.

use std::process::Command;

use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::Error;
use proptest::prelude::*;
use ratatui::style::Modifier;
use serde_json::{Value, json};

use crate::driver::look::CellStyle;
use crate::driver::{Driver, StartOptions, client_providers};
use crate::generate::{id, organization};

/// The numbers that a person can read of one provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Numbers {
    environments: usize,
    default_in: usize,
    production: usize,
    reject: usize,
    fall_back: usize,
    unaffected: usize,
}

impl Numbers {
    fn apis(self) -> usize {
        self.reject + self.fall_back
    }

    /// As the organization file says.
    fn counted(file: &Value, provider: &str) -> Self {
        let mut found = Self::default();
        for environment in file["environments"].as_array().unwrap() {
            let list = environment["clientManagementProviderIds"].as_array().unwrap();
            found.environments += usize::from(list.iter().any(|p| p == provider));
            let default = list.first().is_some_and(|p| p == provider);
            found.default_in += usize::from(default);
            found.production += usize::from(default && environment["type"] == "production");
        }
        for api in file["apis"].as_array().unwrap() {
            let rejects = api["policies"].as_array().unwrap().iter().any(|policy| {
                policy["disabled"] == false && policy["assetId"].as_str().unwrap().starts_with("openidconnect")
            });
            match (api["providerId"] == provider, rejects) {
                (true, true) => found.reject += 1,
                (true, false) => found.fall_back += 1,
                (false, _) => found.unaffected += 1,
            }
        }
        found
    }

    /// What the Impact tab begins with.
    fn figures(self) -> [String; 2] {
        let environments = match (self.environments, self.default_in) {
            (0, _) => "0 environments have it".to_owned(),
            (1, 0) => "1 environment affected (default in none)".to_owned(),
            (1, m) => format!("1 environment affected (default in {m})"),
            (n, 0) => format!("{n} environments affected (default in none)"),
            (n, m) => format!("{n} environments affected (default in {m})"),
        };
        let story = [
            (self.reject, "rejects requests", "reject requests"),
            (self.fall_back, "falls back", "fall back"),
        ];
        let story = story.into_iter().filter(|(n, ..)| *n > 0);
        let story: Vec<String> = story.map(|(n, one, many)| plural(n, one, many)).collect();
        let apis = match self.apis() {
            0 => "0 APIs use it".to_owned(),
            n => format!("{}: {}", plural(n, "API", "APIs"), story.join(", ")),
        };
        [environments, apis]
    }

    fn sentences(self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.environments > 0 {
            let n = plural(self.environments, "environment", "environments");
            let default = match self.default_in {
                0 => "none".to_owned(),
                m => m.to_string(),
            };
            sentences.push(format!("Removed from {n} (default in {default})"));
        }
        if self.apis() > 0 {
            let mut parts = Vec::new();
            if self.reject > 0 {
                parts.push(plural(self.reject, "rejects requests", "reject requests"));
            }
            if self.fall_back > 0 {
                parts.push(plural(
                    self.fall_back,
                    "falls back to built-in",
                    "fall back to built-in",
                ));
            }
            let all = plural(self.apis(), "API", "APIs");
            sentences.push(format!("{all}: {}", parts.join(", ")));
        }
        sentences
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Policies of an API: none, one that is tied to the provider, the same switched off, one that is not tied.
fn policies(choice: u8) -> Value {
    let policy = |asset: &str, disabled: bool| json!({"id": 1, "assetId": asset, "disabled": disabled});
    match choice {
        0 => json!([]),
        1 => json!([policy("openidconnect-access-token-enforcement", false)]),
        2 => json!([policy("openidconnect-access-token-enforcement", true)]),
        3 => json!([policy("client-id-enforcement", false)]),
        _ => json!([
            policy("openidconnect-access-token-enforcement", true),
            policy("openidconnect-access-token-enforcement-flex", false),
        ]),
    }
}

fn open(file: &Value, place: Place) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some("ada"),
        organization: Some(file.clone()),
        open: Some(place),
        ..StartOptions::default()
    });
    d.size(200, 120);
    d
}

/// What `amtui providers impact` writes: to standard output, and to standard error.
fn run_command(file: &Value, arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .args(["--file", path.to_str().unwrap(), "--as", "ada", "providers"])
        .args(arguments)
        .env_clear()
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// How many rows hold a text. The status row below the frames repeats what is selected.
fn count(screen: &str, text: &str) -> usize {
    let rows = screen.lines().filter(|line| line.contains('│'));
    rows.filter(|row| row.contains(text)).count()
}

/// The cells behind the id in the row of the first provider: environments, APIs, applications, default in.
fn row(screen: &str) -> Vec<String> {
    let line = screen.lines().find(|l| l.contains("Provider 0 ")).unwrap();
    let (_, cells) = line.split_once("0c000000").unwrap();
    cells
        .split("  ")
        .map(|cell| cell.trim_matches(['│', ' ']).to_owned())
        .filter(|cell| !cell.is_empty())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_dialog_and_command_tells_the_same_numbers(
        environments in 1usize..9,
        providers in 1usize..4,
        choices in proptest::collection::vec(0u8..5, 1..30),
    ) {
        let mut file = organization(2, environments, providers, choices.len(), 3);
        for (n, choice) in choices.iter().enumerate() {
            file["apis"][n]["policies"] = policies(*choice);
        }
        let wanted = Numbers::counted(&file, &id("0c", 0));
        let sentences = wanted.sentences();

        let mut d = open(&file, Place::List(Location::ClientProviders));
        let cells = row(&d.screen());
        let default = match wanted.production {
            0 => wanted.default_in.to_string(),
            n => format!("{} ({n} production)", wanted.default_in),
        };
        prop_assert_eq!(
            [&cells[0], &cells[1], &cells[3]],
            [&wanted.environments.to_string(), &wanted.apis().to_string(), &default]
        );

        d = open(&file, Place::Provider("Provider 0".into()));
        let tab = d.keys("i").screen();
        let words = tab.split_whitespace().collect::<Vec<_>>().join(" ");
        for figure in wanted.figures() {
            prop_assert!(words.contains(&format!(" {figure} ")), "{figure}\n{tab}");
        }
        prop_assert_eq!(count(&tab, "✗ rejects "), wanted.reject, "{}", tab);
        prop_assert_eq!(count(&tab, "▲ falls back"), wanted.fall_back, "{}", tab);
        let others = match wanted.unaffected {
            1 => "1 other API uses another client provider".to_owned(),
            n => format!("{n} others use another client provider"),
        };
        let explained = [
            (wanted.reject, "Rejects requests: an enabled policy"),
            (wanted.fall_back, "Falls back to built-in: no enabled policy"),
            (wanted.unaffected, &others),
        ];
        for (n, why) in explained {
            let shown = n > 0 && wanted.apis() > 0;
            prop_assert_eq!(tab.contains(why), shown, "{} {}\n{}", n, why, tab);
        }
        let dialog = d.keys("D").wait(600).screen();
        for sentence in &sentences {
            prop_assert!(dialog.contains(&format!("! {sentence}")), "{sentence}\n{dialog}");
        }
        let apis = open(&file, Place::Provider("Provider 0".into())).keys("Tab Tab").screen();
        prop_assert!(apis.contains(&format!("APIs ({})", wanted.apis())), "{apis}");
        prop_assert_eq!(count(&apis, "policy ok"), wanted.reject, "{}", apis);

        let (_, err) = run_command(&file, &["impact", "Provider 0"]);
        for sentence in &sentences {
            prop_assert!(err.contains(&format!("{sentence}.\n")), "{sentence}\n{err}");
        }
        let (out, _) = run_command(&file, &["impact", "Provider 0", "--json"]);
        let object: Value = serde_json::from_str(&out).unwrap();
        let outcome = |word| object["apis"].as_array().unwrap().iter().filter(|api| api["outcome"] == word).count();
        prop_assert_eq!(outcome("rejects requests"), wanted.reject);
        prop_assert_eq!(outcome("falls back"), wanted.fall_back);
        let effects = json!({"rejectRequests": wanted.reject, "fallBack": wanted.fall_back, "unread": 0,
            "unaffected": wanted.unaffected});
        prop_assert_eq!(&object["effects"], &effects);
        prop_assert_eq!(object["environments"].as_array().unwrap().len(), wanted.environments);

        // What was told before it comes true.
        let fails = "policy fails: its client provider was deleted";
        let before = count(&open(&file, Place::List(Location::ApiManager)).screen(), fails);
        let mut d = open(&file, Place::Provider("Provider 0".into()));
        d.confirm("Provider 0").wait(800).fire().see("Deleted client provider");
        d.wait(700).keys("Esc Esc").see("▌ Access Management").wait(400).keys("j Enter").see("APIs (");
        prop_assert_eq!(count(&d.screen(), fails) - before, wanted.reject, "{}", d.screen());
        prop_assert_eq!(count(&d.screen(), "now built-in"), wanted.fall_back, "{}", d.screen());
    }
}

#[test]
fn the_impact_begins_with_its_figures_and_aligns_its_tables() {
    let mut d = crate::driver::provider("Okta Production");
    d.size(120, 60)
        .keys("i")
        .see("▌  3 environments affected (default in 2)")
        .see("│  14 APIs: 10 reject requests, 4 fall back")
        .see("│  27 applications lose their registration");
    let screen = d.screen();
    let column = |text: &str, from: &str| {
        let line = screen.lines().find(|line| line.contains(from) && line.contains(text));
        let line = line.unwrap_or_else(|| panic!("no {from} with {text}:\n{screen}"));
        line.split_once(text).map(|(before, _)| before.chars().count())
    };
    let effect = column("✗ rejects", "orders-api");
    assert_eq!(column("EFFECT", "API "), effect, "{screen}");
    assert_eq!(column("▲ falls back", "pricing-"), effect, "{screen}");
    assert_eq!(
        column("EFFECT", "  ENVIRONMENT  "),
        column("default -> Anypoint", "Production")
    );
    assert_eq!(
        column("removed", "Staging"),
        column("default -> PingFederate EU", "Partner Prod")
    );
}

#[test]
fn the_number_of_a_figure_is_bold_and_red_only_where_something_is_lost() {
    let applications = |name: &str| {
        let mut d = crate::driver::provider(name);
        let (x, y) = d.keys("i").cursor().unwrap();
        d.row_styles((x + 2, y + 2))
    };
    let (lost, none) = (applications("Okta Production"), applications("Salesforce Partners"));
    let bold = |row: &[CellStyle]| {
        row.iter()
            .take_while(|(_, _, how)| how.contains(Modifier::BOLD))
            .count()
    };
    assert_eq!((bold(&lost), bold(&none)), (2, 1));
    let (number, words) = (lost[0].0, lost[3].0);
    assert!(number != words && number != none[0].0, "{lost:?} {none:?}");
}

#[test]
fn the_status_row_has_the_whole_words_of_a_row_that_is_cut() {
    let mut d = crate::driver::provider("Okta Production");
    d.size(120, 36)
        .keys("i /")
        .text("blue")
        .keys("Enter")
        .see("▌ orders-api 1.0.0 (…");
    d.see(" orders-api 1.0.0 (blue)  Production  rejects");
    d.keys("Enter").see("› orders-api 1.0.0 (blue)");
}

#[test]
fn a_figure_that_may_be_higher_says_so_and_none_is_no_figure_for_what_is_unknown() {
    let mut d = crate::driver::provider("Okta Production");
    d.wait(20_000).size(120, 60);
    d.faults = Some(Box::new(|r| match r {
        Request::CountApplications(_) | Request::Environments => Some(Err(Error::Network("timeout".into()))),
        _ => None,
    }));
    d.keys("i r")
        .see("? applications could not be counted: No")
        .see("3+ environments affected (default in 2)")
        .see("14+ APIs: 10 reject requests, 4 fall");
    d.see("Impact incomplete").see("The list of environments may be old");
}

#[test]
fn the_impact_names_what_it_does_not_look_at() {
    let mut d = crate::driver::provider("Okta Production");
    d.size(200, 60).keys("i G").see("Not looked at: managed service APIs,");
    d.see("partner-catalog-mcp 1.4.1 (MCP server)")
        .see("partner-invoices-agent 2.0.2 (agent)")
        .see("2 of them are MCP servers or agents.");
}

#[test]
fn default_in_counts_every_environment_and_sorts_by_their_number() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).see("DEFAULT IN");
    // It is the default of sandboxes alone.
    let line = |d: &Driver, name: &str| {
        let screen = d.screen();
        screen.lines().find(|l| l.contains(name)).unwrap_or_default().to_owned()
    };
    assert!(
        line(&d, "Okta Sandbox").trim_end_matches([' ', '│']).ends_with("  4"),
        "{}",
        d.screen()
    );
    assert!(
        line(&d, "Okta Production").contains("2 (2 production)"),
        "{}",
        d.screen()
    );
    d.keys("s s s s s s s").see("DEFAULT IN▲");
    let screen = d.screen();
    let places: Vec<_> = ["Salesforce Partners", "Okta Production", "Okta Sandbox"]
        .map(|name| screen.find(name).unwrap())
        .into();
    assert!(places.is_sorted(), "{screen}");
}

#[test]
fn no_api_is_not_the_whole_answer_where_mcp_servers_and_agents_were_not_looked_at() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["environments"][0]["x-amtui-agents-not-read"] = "Not allowed.".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Place::parse("client-providers/Salesforce Partners"),
        ..client_providers()
    });
    d.size(120, 36).keys("i");
    d.see("0+ APIs").see("found so far; MCP servers and");
}

#[test]
fn each_row_of_the_impact_opens_what_it_names() {
    let opened = |downs: usize| {
        let mut d = Driver::start(StartOptions {
            open: Place::parse("client-providers/Okta Production"),
            ..client_providers()
        });
        d.size(100, 40).keys("i");
        for _ in 0..downs {
            d.keys("j");
        }
        d.see("Enter open");
        d.keys("Enter");
        d
    };
    opened(0).see("▌ Production");
    opened(1).see("APIs (14)");
    opened(2).see("Client applications (27)");
    let mut d = Driver::start(StartOptions {
        open: Place::parse("client-providers/Okta Production"),
        ..client_providers()
    });
    d.size(100, 40).keys("i /").text("move dependents").keys("Enter Enter");
    d.see("Move dependents ─");
}
