//! Lists of which a part came: titles and counts say so, and nothing is concluded from them.

use amtui::app::{Location, Place};
use serde_json::{Value, json};

use super::backend::{LiveDriver, Terms, ZETA, at_zeta, organization};
use crate::fake_platform::{FakePlatform, Fault};
use crate::generate::id;
use crate::rest_config::bearer;

/// Opens `place` on a platform whose answers to requests with `part` in their path are changed like this.
fn at(open: Place, part: &'static str, edit: fn(&str, &mut Value)) -> LiveDriver {
    let fake = FakePlatform::of(&organization());
    fake.edit(part, edit);
    // Nothing else tells what the list lacks.
    fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
    let open = Some(open);
    LiveDriver::on(
        fake,
        Terms {
            open,
            ..Terms::default()
        },
    )
}

/// The list of all environments leaves those of Bank out, and says nothing of that.
fn without_bank(_: &str, body: &mut Value) {
    let rows = body["data"].as_array_mut().unwrap();
    rows.retain(|row| row["organizationId"] != id("0a", 3));
    body["total"] = rows.len().into();
}

/// The words of the row about `name`.
fn row(s: &mut LiveDriver, name: &str) -> Vec<String> {
    let screen = s.d.screen();
    let row = screen.lines().find(|line| line.contains(name));
    let row = row.unwrap_or_else(|| panic!("no row about {name}:\n{screen}"));
    row.split_whitespace().map(str::to_owned).collect()
}

fn has(s: &mut LiveDriver, name: &str, word: &str) {
    let row = row(s, name);
    assert!(row.iter().any(|w| w == word), "{word} is not in {row:?}");
}

#[test]
fn environments_that_are_not_listed_are_not_counted_as_none() {
    let mut s = at(Place::List(Location::Environments), "expandAll", without_bank);
    s.d.see("Environments (3+)")
        .see("Not every environment of 1 organization is listed.");
    let mut s = at(Place::List(Location::BusinessGroups), "expandAll", without_bank);
    has(&mut s, "Bank", "0+");
    has(&mut s, "Shops", "1");
}

#[test]
fn a_provider_whose_environments_are_not_all_listed_needs_a_tick() {
    let mut s = at(Place::Provider(ZETA.into()), "expandAll", without_bank);
    s.d.size(120, 40).see_not("Impact: complete");
    s.d.keys("D")
        .wait(600)
        .see("Impact incomplete")
        .see("Not every environment of 1 organization is listed.");
    s.d.text(ZETA).see("Tick the box first").keys("Enter").wait(700).fire();
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn a_part_of_the_apis_is_counted_as_a_part() {
    let part = |_: &str, body: &mut Value| body["assets"][0] = Value::Null;
    let mut s = at(
        Place::List(Location::Environments),
        "0b000000-0000-4000-8000-000000000000/apis?",
        part,
    );
    s.d.size(120, 36);
    has(&mut s, "Env 0", "1+");
    s.d.keys("/").text("production").keys("Enter Enter Tab");
    s.d.see("APIs (1+)").see("1 of the API assets could not be understood.");
    let mut s = at(
        Place::List(Location::ClientProviders),
        "0b000000-0000-4000-8000-000000000000/apis?",
        part,
    );
    has(&mut s, ZETA, "3+");
    let mut s = at(
        Place::List(Location::ApiManager),
        "0b000000-0000-4000-8000-000000000000/apis?",
        part,
    );
    s.d.see("APIs (4+)")
        .see("Env 0: 1 of the API assets could not be understood.");
}

#[test]
fn where_not_every_client_provider_is_listed_the_id_is_asked_for() {
    let part = |_: &str, body: &mut Value| body["total"] = 9.into();
    let mut s = at(Place::List(Location::ClientProviders), "clientProviders?", part);
    s.d.see("Client Providers (3+)")
        .see("Only 2 of 9 client providers were loaded.");
    s.d.size(120, 40).keys("/").text("zeta").keys("Enter D").wait(600);
    s.d.see("not all others are listed, and one may have the same name");
}

#[test]
fn a_part_of_the_client_applications_is_counted_as_a_part() {
    let part = |_: &str, body: &mut Value| drop(body.get_mut(0).map(Value::take));
    let mut s = at(Place::Provider(ZETA.into()), "/applications?", part);
    s.d.keys("Tab Tab Tab")
        .see("Apps 1+")
        .see("1 of the client applications could not be understood.");
}

#[test]
fn a_page_stays_while_its_environment_may_only_be_missing_in_the_list() {
    let mut s = at(Place::List(Location::Environments), "none", |_, _| ());
    s.d.keys("/")
        .text("design")
        .keys("Enter Enter")
        .see("› Environments › Env 2");
    s.fake.edit("expandAll", |path, body| {
        without_bank(path, body);
        body["total"] = 9.into();
    });
    s.d.keys("r").see("Client Providers (1)").see_not("Environments (");
}

#[test]
fn an_app_that_is_told_no_client_application_does_not_count_none() {
    let fake = FakePlatform::of(&organization());
    fake.edit("/clients?", |_, body| *body = json!({"data": [], "total": 0}));
    let mut s = LiveDriver::on(
        fake,
        Terms {
            credentials: Some(bearer("app")),
            ..Terms::default()
        },
    );
    has(&mut s, ZETA, "-");
}

#[test]
fn an_environment_that_was_not_listed_before_is_not_taken_for_the_new_one() {
    let mut s = at(Place::List(Location::Environments), "/environments?", |_, body| {
        let rows = body["data"].as_array_mut().unwrap();
        rows.retain(|row| row["name"] != "Env 3");
        body["total"] = rows.len().into();
    });
    s.fake.plan(1, "POST", "/environments", Fault::DropBefore);
    s.d.keys("a").text("Env 3").keys("Ctrl-S").wait(800).keys("Enter");
    s.d.see("It is not known whether anything changed")
        .keys("Esc")
        .wait(1500);
    s.d.keys("Esc Tab Enter").see_not("Env 3");
    s.fake.mend();
    s.d.keys("r").see("Env 3").see_not("Created environment");
}

#[test]
fn business_groups_of_which_a_part_came_are_counted_as_a_part() {
    let part = |_: &str, root: &mut Value| root["subOrganizations"][1]["id"] = Value::Null;
    at(Place::List(Location::BusinessGroups), "/hierarchy", part)
        .d
        .see("1 of the business groups could not be understood.");
}

/// A connected app that is told no client provider of any environment.
fn without_its_providers(open: Place) -> LiveDriver {
    let fake = FakePlatform::of(&organization());
    fake.edit("/clientManagementProviders", |_, body| {
        body["suggestedClientManagementProviderIds"] = json!([]);
    });
    let mut s = LiveDriver::on(
        fake,
        Terms {
            credentials: Some(bearer("app")),
            open: Some(open),
            ..Terms::default()
        },
    );
    s.d.size(140, 36);
    s
}

#[test]
fn an_app_that_is_told_no_provider_of_any_environment_does_not_count_none() {
    let mut s = without_its_providers(Place::List(Location::ClientProviders));
    let zeta = row(&mut s, ZETA);
    assert_eq!(zeta.iter().filter(|word| *word == "0+").count(), 2, "{zeta:?}");
    let built_in = row(&mut s, "(built-in)");
    assert_eq!(built_in.iter().filter(|word| *word == "-").count(), 2, "{built_in:?}");
}

#[test]
fn a_default_that_follows_from_a_list_that_may_not_be_seen_is_not_known() {
    let mut s = without_its_providers(Place::List(Location::Environments));
    assert!(row(&mut s, "Env 0").iter().any(|word| word == "-"));
    s.d.see_not("built-in");
}

#[test]
fn contracts_that_could_not_be_read_are_not_counted_as_none() {
    let fake = FakePlatform::of(&organization());
    fake.plan(99, "GET", "/contracts", Fault::Answer(403, "", None));
    let mut s = LiveDriver::on(fake, at_zeta());
    s.d.size(140, 60)
        .keys("Tab Tab Tab Tab")
        .see("Active contracts of these APIs: not known. They stay.")
        .see("Not allowed");
}

#[test]
fn an_app_is_sure_where_an_api_of_another_provider_shows_its_scope() {
    let fake = FakePlatform::of(&organization());
    fake.edit("/contracts", |path, body| {
        if !path.contains("/apis/1/") {
            *body = json!({"contracts": [], "total": 0});
        }
    });
    let mut s = LiveDriver::on(
        fake,
        Terms {
            credentials: Some(bearer("app")),
            ..at_zeta()
        },
    );
    s.d.size(140, 60)
        .keys("Tab Tab Tab Tab")
        .see("no API is visible in Env 3")
        .see_not("no contract is visible")
        .see("Assumed: no contract in Env 1, Env 2. Only other")
        .see("environments show that the app has the scope.");
    s.d.keys("D").wait(600);
    s.d.see("Assumed: no client provider in 1 environment, no contract in 2 ")
        .see("environments. Only other environments show that the app has ");
}

#[test]
fn saving_a_list_of_providers_that_may_not_be_seen_whole_says_what_it_may_remove() {
    let mut s = without_its_providers(Place::List(Location::Environments));
    s.d.keys("e Space Ctrl-S")
        .see("Default for new APIs")
        .see("not known -> ")
        .see("! Saving may remove client providers that you can't see.");
}

#[test]
fn mcp_servers_and_agents_that_the_platform_does_not_list_are_named_as_not_looked_at() {
    let fake = FakePlatform::of(&organization());
    fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
    let open = Some(Place::Provider(ZETA.into()));
    let terms = Terms {
        open,
        ..Terms::default()
    };
    let mut s = LiveDriver::on(fake, terms);
    s.d.size(120, 60).see("Impact: complete");
    s.d.keys("i G")
        .see("Not looked at: MCP servers and agents in 4")
        .see("403");
}

#[test]
fn a_deletion_says_where_mcp_servers_and_agents_were_not_looked_at() {
    let mut organization = organization();
    for list in ["apis", "applications"] {
        organization[list] = json!([]);
    }
    for environment in organization["environments"].as_array_mut().unwrap() {
        environment["clientManagementProviderIds"] = json!([]);
    }
    let opened = |open: Place, keys: &str, answered: bool| {
        let fake = FakePlatform::of(&organization);
        if !answered {
            fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
        }
        let open = Some(open);
        let terms = Terms {
            open,
            ..Terms::default()
        };
        let mut s = LiveDriver::on(fake, terms);
        s.d.size(120, 60).keys(keys).wait(600);
        s
    };
    let not_looked_at = "Not looked at: MCP servers and agents in";
    let places = [
        (Place::Provider(ZETA.into()), "D", "No dependents in any environment."),
        (Place::List(Location::Environments), "D", "No APIs."),
        (Place::List(Location::BusinessGroups), "G D", "No APIs."),
    ];
    for (place, keys, none) in places {
        opened(place.clone(), keys, true).d.see(none).see_not(not_looked_at);
        opened(place, keys, false).d.see_not(none).see(not_looked_at);
    }
}
