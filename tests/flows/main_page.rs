//! The main page: the products, what needs attention, and what there is.

use amtui::app::access_read::AccessRead;
use amtui::app::request::Request;
use amtui::app::work;
use amtui::domain::Error;
use serde_json::Value;

use crate::driver::{Answers, Driver, StartOptions, client_providers};
use crate::generate;
use crate::work::demo_with_groups;

fn main_page(organization: Option<Value>) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some(if organization.is_some() { "ada" } else { "ana.ortiz" }),
        organization,
        ..StartOptions::default()
    });
    d.size(120, 36);
    d
}

#[test]
fn it_says_what_needs_attention_and_what_there_is() {
    let mut d = main_page(None);
    d.see("Policy disabled    reviews-api 3.2.1 in Staging")
        .see("Provider unused    Salesforce Partners")
        .see("Admin inactive     break.glass")
        .see("App without owner  Legacy Migration Tool");
    d.see("What is in Acme Corp")
        .see("Users               44 (2 disabled)")
        .see("Client providers    6 of 25 external");
}

/// The main page of a business group.
fn main_page_of(user: &'static str, group: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some(user),
        ..StartOptions::default()
    });
    d.size(120, 36)
        .keys(":")
        .text(&format!("switch {group}"))
        .keys("Enter")
        .wait(1000);
    d.keys("q").wait(1000).see("Needs attention");
    d
}

#[test]
fn in_a_business_group_it_speaks_of_that_group() {
    main_page_of("ana.ortiz", "Payments")
        .see("What is in Payments")
        .see("Business groups     1 of 10")
        .see("Environments        1 (1 production)")
        .see("APIs                4")
        .see("Teams               20 of Acme Corp (root)")
        .see("Client providers    managed in Acme Corp (root)")
        .see_not("reviews-api")
        .see_not("nknown");
    main_page_of("ana.ortiz", "Retail")
        .see("Business groups     4 of 10")
        .see("Environments        4 (1 production)")
        .see("APIs                11");
}

#[test]
fn who_administers_a_business_group_alone_sees_its_numbers() {
    main_page_of("ben.okafor", "Retail")
        .see("Business groups     4 that you can see")
        .see("Environments        4 (1 production)")
        .see("APIs                11")
        .see("Client providers    managed in Acme Corp (root)");
}

#[test]
fn what_an_account_may_not_see_is_no_matter_of_loading() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..StartOptions::default()
    });
    d.size(120, 36)
        .see("Unknown: ")
        .see("Ask the administrators")
        .see("The administrators of Acme Corp see what is")
        .see_not("to load it");
}

#[test]
fn what_could_not_be_read_is_loaded_again_by_who_may_see_little_too() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        hold: true,
        ..StartOptions::default()
    });
    d.size(120, 36);
    d.faults = Some(Box::new(|request| {
        let slow = matches!(request, Request::Environments);
        slow.then(|| Err(Error::Network("it took too long".into())))
    }));
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.see("Press r to load it")
        .see_not("Ask the administrators")
        .see_not("see what is unknown");
}

#[test]
fn what_is_still_loading_is_not_called_unknown() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        hold: true,
        ..StartOptions::default()
    });
    d.size(120, 36);
    let mut said = 0;
    while d.waits() {
        d.answer();
        d.see_not("Unknown: ").see_not("to load it");
        said += usize::from(d.shows("Loading: "));
    }
    assert!(said > 0);
    d.see("Admin inactive").see_not("Loading: ");
}

#[test]
fn what_could_not_be_loaded_again_is_said_to_be_older() {
    // Ben sees nothing of it that could be older.
    for (user, said) in [
        ("ana.ortiz", "Couldn't be loaded again: policies of APIs"),
        ("ben.okafor", "Unknown: policies of APIs"),
    ] {
        let mut d = Driver::start(StartOptions {
            user: Some(user),
            ..StartOptions::default()
        });
        d.size(120, 36).wait(1000);
        d.faults = Some(Box::new(|request| {
            let environments = matches!(request, Request::Environments | Request::EnvironmentUse(_));
            environments.then(|| Err(Error::Forbidden("no".into())))
        }));
        d.keys("Tab r").wait(1000);
        d.see(said);
        for (text, of) in [("What is shown is older.", "ana.ortiz"), ("Ask the", "ben.okafor")] {
            assert_eq!(d.shows(text), user == of, "{}", d.screen());
        }
        d.faults = None;
        d.keys("r").wait(1000).see_not("older");
    }
}

#[test]
fn each_line_opens_what_it_names() {
    for (line, page) in [
        ("reviews-api", "API Manager › reviews-api 3.2.1"),
        ("Salesforce", "Client Providers › Salesforce Partners"),
        ("break.glass", "Users › break.glass"),
        ("Legacy Migration", "Connected Apps › Legacy Migration Tool"),
        ("Teams     ", "Access Management › Teams"),
        ("Identity providers", "Access Management › Identity Providers"),
        ("Changed last", "Access Management › Audit Logs ›"),
        ("APIs     ", "API Manager"),
    ] {
        let mut d = main_page(None);
        d.click(line).wait(600).keys("Enter").see(page);
        d.keys("q").see("Needs attention");
    }
}

#[test]
fn a_sign_in_is_not_the_last_change() {
    main_page(None).see("Changed last").see_not("Login");
}

#[test]
fn enter_still_opens_access_management() {
    main_page(None).keys("Enter").see("Business Groups (10)");
    main_page(None).keys("j Enter").see("APIs (45)");
}

/// What needs attention in a file. The move asks for what follows from the first answers.
fn attention_in(file: Value) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        organization: Some(file),
        ..StartOptions::default()
    });
    d.size(120, 36).keys("Tab j").wait(500);
    d
}

#[test]
fn a_provider_may_only_be_unused_where_mcp_servers_and_agents_were_not_looked_at() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["environments"][0]["x-amtui-agents-not-read"] = "Not allowed.".into();
    let mut d = attention_in(demo);
    d.see("Policy disabled    reviews-api 3.2.1 in Staging")
        .see("May be unused      Salesforce Partners (MCP servers and")
        .see_not("Provider unused")
        .see_not("unused client providers")
        .see("APIs                45 (MCP servers and agents not");
}

#[test]
fn no_provider_with_client_applications_is_called_unused() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let providers = demo["clientProviders"].as_array().unwrap();
    let partners = providers.iter().find(|one| one["name"] == "Salesforce Partners");
    demo["applications"][0]["providerId"] = partners.unwrap()["providerId"].clone();
    let mut d = attention_in(demo);
    d.see("Policy disabled    reviews-api 3.2.1 in Staging")
        .see_not("Provider unused")
        .see_not("unused client providers");
}

#[test]
fn tab_goes_round_its_panes() {
    let mut d = main_page(None);
    d.keys("Tab Enter").see("API Manager › reviews-api 3.2.1");
    d.keys("q Tab Enter").see("Business Groups (10)");
    d.keys("q Tab Enter").see("Business Groups (10)");
}

#[test]
fn a_file_is_read_for_it_only_once_a_person_goes_there() {
    let mut d = main_page(Some(generate::organization(30, 60, 25, 300, 300)));
    let reads = |d: &Driver| d.requests.iter().any(|r| matches!(r, Request::EnvironmentUse(_)));
    assert!(!reads(&d), "{:?}", d.requests);
    d.see("Unknown: policies of APIs, unused client providers,")
        .see("Press Tab to load it")
        .see("Users               unknown");
    d.keys("Tab").wait(500);
    assert!(reads(&d));
    d.see_not("Unknown: policies of APIs")
        .see("Near the limit   25 client providers of 25");
}

#[test]
fn nothing_is_read_for_it_where_one_starts_elsewhere() {
    let d = Driver::start(client_providers());
    let asked = |r: &&Request| matches!(r, Request::Access(_));
    assert_eq!(d.requests.iter().filter(asked).count(), 0, "{:?}", d.requests);
}

#[test]
fn who_may_see_little_is_told_that_the_rest_is_unknown() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        ..StartOptions::default()
    });
    d.size(120, 36).see("Unknown: ").see_not("Nothing.");
}

#[test]
fn what_was_never_found_is_unknown_even_where_a_part_of_it_is_older() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        hold: true,
        ..StartOptions::default()
    });
    let refuse = |users: bool| -> Option<Answers> {
        Some(Box::new(move |request| {
            let Request::Access(read) = request else { return None };
            let refused = matches!(read, AccessRead::ConnectedApps(_)) || users && matches!(read, AccessRead::Users(_));
            refused.then(|| Err(Error::Forbidden("no".into())))
        }))
    };
    d.size(120, 36).faults = refuse(false);
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.keys("Tab").wait(1000).see("Unknown: owners of apps");
    d.faults = refuse(true);
    d.keys("r").wait(1000).see("Couldn't be loaded again: administrators.");
    d.see("Unknown: owners of apps");
}

#[test]
fn a_key_costs_the_same_however_large_the_organization_is() {
    let cost = |times: usize| {
        let mut d = main_page(Some(generate::organization(
            30 * times,
            60 * times,
            25,
            300 * times,
            300 * times,
        )));
        d.keys("Tab").wait(500).keys("j").screen();
        work::take();
        d.keys("k").screen();
        work::take()
    };
    assert_eq!(cost(1), cost(4));
}

#[test]
fn a_list_of_which_a_part_is_seen_says_so_beside_its_limit() {
    // Who administers Retail sees what is below it.
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        organization: Some(demo_with_groups(82, "/organization/subOrganizations/0")),
        ..StartOptions::default()
    });
    d.size(120, 36).keys("Tab");
    d.see("Near the limit").see("+ business groups of 100");
}
