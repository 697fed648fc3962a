//! Ways through the program that once led astray: stopping, breadcrumb, commands, keys.

use amtui::app::msg::Effect;
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers, provider};

fn slow(d: &mut Driver) {
    d.hold = true;
    d.keys("r").wait(2_000).see("Esc stops it");
}

#[test]
fn stopping_stops() {
    for key in ["Esc", "Ctrl-C"] {
        let mut d = Driver::start(client_providers());
        slow(&mut d);
        let asked = d.requests.len();
        d.keys(key)
            .wait(5_000)
            .see("Stopped loading. Press r to go on.")
            .see("Okta Production");
        assert_eq!(d.requests.len(), asked, "nothing is asked for again by itself");
        // And then Esc goes back.
        d.keys("Esc").see("▌ Access Management");
    }
}

#[test]
fn reloading_again_and_again_asks_once() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys("r");
    let asked = d.requests.len();
    d.keys("r r r r r");
    assert_eq!(d.requests.len(), asked);
}

#[test]
fn the_nav_has_the_keys_only_where_it_is_seen() {
    let mut d = Driver::start(client_providers());
    d.keys("h q")
        .see("▌ Access Management")
        .keys("Enter")
        .see("Business Groups (10)");
    let mut d = Driver::start(client_providers());
    d.size(70, 24).keys("h j j").see("▌ Legacy OpenAM");
    let mut d = Driver::start(client_providers());
    d.keys("h").size(70, 24).keys("j").see("▌ Entra ID Workforce");
}

#[test]
fn the_breadcrumb_leads_where_it_says() {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::BusinessGroups)),
        ..client_providers()
    });
    d.keys("j Enter Tab Enter").see("› Environments › Retail Production");
    d.click("Environments ›").see("Environments (12)");
    let mut d = provider("Okta Production");
    d.click("Client Providers ›")
        .see("▌ Okta Production")
        .see("Client Providers (7)");
    d.click("… ›").see("▌ Access Management");
}

#[test]
fn a_list_is_found_again_as_it_was_left() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j Enter 7")
        .see("▌ Okta Production")
        .see("Client Providers (7)");
}

#[test]
fn a_place_that_cannot_be_read_is_not_waited_for_for_ever() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        open: Some(Place::Provider("Okta Production".into())),
        ..StartOptions::default()
    });
    d.see("carol.wu does not have it.")
        .keys("1")
        .see("Business Groups (")
        .keys("r")
        .see("Business Groups (");
}

#[test]
fn json_is_of_what_was_asked_for_and_a_failure_is_told() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j");
    d.hold = true;
    d.keys("y j j j");
    d.hold = false;
    d.answer();
    let copied = d.effects.iter().find_map(|e| match e {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.is_some_and(|text| text.contains("\"name\": \"Okta Production\"")));
    let mut d = Driver::start(client_providers());
    let lost = |r: &Request| matches!(r, Request::Provider(..)).then(|| Err(Error::Network("timeout".into())));
    d.faults = Some(Box::new(lost));
    d.keys("j J").see("No answer: timeout");
    d.faults = None;
    d.keys("J").see("JSON of Entra ID Workforce");
}

#[test]
fn q_asks_anew_after_anything_else() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        ..StartOptions::default()
    });
    d.keys("q")
        .see("Press q again to quit")
        .keys("Enter q")
        .see("▌ Access Management");
    assert!(!d.quits());
}

#[test]
fn commands_are_about_the_page_and_the_nearest_name_comes_first() {
    let mut d = Driver::start(client_providers());
    d.keys("b :")
        .text("environments")
        .keys("Enter")
        .see("Environments (12)")
        .see_not("select an organization");
    d.keys(":")
        .text("s")
        .see("▌ switch")
        .keys("Esc :")
        .text("d")
        .see("▌ delete");
    d.keys("Esc :")
        .text("zzz")
        .keys("Enter")
        .see("No command has \"zzz\"")
        .text("x")
        .see("zzzx");
    Driver::start(StartOptions::default())
        .keys(":")
        .text("undo")
        .keys("Enter")
        .see("Sign in first.");
}

#[test]
fn own_keys_open_select_and_press() {
    let mut d = Driver::start(StartOptions {
        keys: Some("[[key]]\ncontext = \"any\"\nkeys = [\"w\"]\naction = \"open\"\n"),
        ..client_providers()
    });
    d.keys("b j w")
        .see("Working in Retail, a business group.")
        .keys("j Enter")
        .see_not("Configuration");
    let own = "[[key]]\ncontext = \"command\"\nkeys = [\"x\"]\naction = \"messages\"\n";
    assert!(amtui::app::keymap::Keymap::standard(Some(own)).is_err());
    let problems = amtui::app::keymap::Keymap::standard(Some("\n[[key]]\nkeys = 1")).unwrap_err();
    assert!(problems.iter().any(|problem| problem.0 == 3), "{problems:?}");
}

#[test]
fn only_columns_that_are_seen_are_sorted_by_and_a_click_on_a_title_sorts() {
    let mut d = Driver::start(client_providers());
    let mut seen = Vec::new();
    for _ in 0..6 {
        d.keys("s");
        let screen = d.screen();
        let title = screen.split_whitespace().find(|word| word.contains('▲'));
        seen.push(title.unwrap_or_default().to_owned());
    }
    assert_eq!(seen, ["NAME▲", "TYPE▲", "▲ENVS", "▲APIS", "▲APPS", ""]);
    d.click("APPS").see("▲APPS").click("APPS").see("▼APPS").see_not("sort:");
}

#[test]
fn what_is_not_seen_is_not_counted_as_nothing() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        open: Some(Place::List(Location::BusinessGroups)),
        ..StartOptions::default()
    });
    d.see("root     -")
        .keys("4")
        .see("You see the environments of the organizations");
    d.see_not("Environments (0)");
}

#[test]
fn an_error_is_not_hidden_behind_what_went_well_before() {
    let mut d = Driver::start(client_providers());
    d.keys("j D Esc").see("Not deleted.").wait(1000);
    d.faults = Some(Box::new(|_| Some(Err(Error::Network("the cable is out".into())))));
    d.keys("r")
        .see("Not up to date: No answer: the cable is out.")
        .see("Okta Production");
}

#[test]
fn a_long_message_is_read_whole() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        ..client_providers()
    });
    d.keys("b j Enter").see("Working in Retail").wait(1000).keys("j D");
    let said = "You are in the business group \"Retail\": press b and select Acme Corp (root).";
    let screen = d.screen().replace('\n', "");
    assert!(screen.contains(said), "{screen}");
    d.keys(":").text("messages").keys("Enter");
    assert!(d.screen().contains("select Acme Corp (root)."), "{}", d.screen());
}

#[test]
fn providers_of_the_same_name_are_told_apart() {
    let mut organization: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    organization["clientProviders"][3]["name"] = "Okta Production".into();
    organization["clientProviders"][5]["name"] = "".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(organization),
        ..client_providers()
    });
    d.see("OIDC DCR        2e50e859")
        .see("OIDC DCR        91c2d0aa")
        .see("(no name)");
    d.keys("4").see("Okta Production 91c…");
}

#[test]
fn where_one_works_that_cannot_be_kept_is_told() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::WorkIn(_)).then(|| {
            Err(Error::File {
                file: "demo.json".into(),
                why: "the disk is full.".into(),
            })
        })
    }));
    d.keys("b j Enter").see("Your choice isn't saved for next time.");
}

#[test]
fn a_rate_limit_says_until_when() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|_| Some(Err(Error::RateLimited { until: 36_000 }))));
    d.keys("r")
        .see("Not up to date: Too many requests. The platform answers again at 10:00:00")
        .see("UTC.")
        .see("Press r to try again.");
}

#[test]
fn partly_read_environments_are_counted_over_those_there_are() {
    let mut d = Driver::start(client_providers());
    let mut n = 0;
    d.faults = Some(Box::new(move |r| {
        n += usize::from(matches!(r, Request::EnvironmentUse(_)));
        (matches!(r, Request::EnvironmentUse(_)) && n < 3).then(|| Err(Error::Network("timeout".into())))
    }));
    d.keys("r")
        .see("10 of 12 environments read. Press r to try the others again.");
}

#[test]
fn twenty_five_providers_are_the_limit() {
    let mut organization: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let providers = organization["clientProviders"].as_array_mut().unwrap();
    for n in providers.len()..25 {
        let mut more = providers[5].clone();
        more["providerId"] = format!("0c000000-0000-4000-8000-{n:012x}").into();
        more["name"] = format!("Provider {n}").into();
        providers.push(more);
    }
    let mut d = Driver::start(StartOptions {
        organization: Some(organization),
        ..client_providers()
    });
    d.see("25 of 25 external providers. Delete one first.");
}

#[test]
fn an_answer_that_makes_no_sense_is_a_sentence() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|r| {
        matches!(r, Request::Providers(_)).then_some(Ok(Reply::StartedOver("Demo reset".into())))
    }));
    d.keys("r").see("amtui made a mistake: an answer to another question.");
}

#[test]
fn a_tree_sorts_its_siblings_and_keeps_them_below_their_parent() {
    let order = |d: &Driver| -> Vec<String> {
        let row = |line: &str| {
            let cells = line.split('│').nth(2)?.trim_start_matches(['▌', ' ']);
            let name = cells.trim_start_matches(['-', '+', ' ']).split("  ").next()?;
            let known = ["root", "business group"].iter().any(|kind| cells.contains(kind));
            known.then(|| name.to_owned())
        };
        d.screen().lines().filter_map(row).collect()
    };
    let parents = [
        ("Retail EU", "Retail"),
        ("Retail US", "Retail"),
        ("Retail", "Acme Corp"),
        ("Logistics", "Acme Corp"),
    ];
    let mut d = crate::manage::at(Place::List(Location::BusinessGroups));
    let natural = order(&d);
    assert_eq!(natural.len(), 10, "{natural:?}");
    for keys in ["s", "S", "s", "S", "s", "s", "S", "s", "S"] {
        d.keys(keys);
        let rows = order(&d);
        let at = |name: &str| rows.iter().position(|row| row == name).unwrap();
        assert_eq!(rows[0], "Acme Corp", "{rows:?}");
        for (child, parent) in parents {
            assert!(at(parent) < at(child), "{keys}: {rows:?}");
        }
        // No stranger stands among the children of a group.
        assert!(at("Retail EU").abs_diff(at("Retail")) <= 3, "{keys}: {rows:?}");
    }
    let mut d = crate::manage::at(Place::List(Location::BusinessGroups));
    let names = order(d.keys("s"));
    let top: Vec<&String> = names
        .iter()
        .filter(|n| ["Retail", "Logistics"].contains(&n.as_str()))
        .collect();
    assert_eq!(top, ["Logistics", "Retail"]);
    let names = order(d.keys("S"));
    let top: Vec<&String> = names
        .iter()
        .filter(|n| ["Retail", "Logistics"].contains(&n.as_str()))
        .collect();
    assert_eq!(top, ["Retail", "Logistics"]);
}
