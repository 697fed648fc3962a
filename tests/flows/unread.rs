//! What was not read whole is never told as none, or as all.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::msg::Effect;
use amtui::app::request::{Reply, Request};
use amtui::domain::connected_app::AppScope;
use amtui::domain::grant::GrantContext;
use amtui::domain::{Error, Listing};
use serde_json::{Value, json};

use crate::delete::deletes_once_it_is_ticked;
use crate::driver::{Answers, Driver, StartOptions, client_providers};
use crate::manage::named;

fn demo(change: impl FnOnce(&mut Value)) -> Value {
    let mut demo = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    change(&mut demo);
    demo
}

fn open(place: &str, organization: Value) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        organization: Some(organization),
        ..client_providers()
    });
    d.size(140, 40);
    d
}

/// As an app reads it that lacks the scopes for policies and contracts.
fn scoped() -> Value {
    demo(|demo| {
        demo["users"][0]["x-amtui-scoped"] = true.into();
        for api in demo["apis"].as_array_mut().unwrap() {
            (api["policies"], api["contracts"]) = (json!([]), json!([]));
        }
    })
}

fn refuses(what: impl Fn(&Request) -> bool + 'static) -> Answers {
    Box::new(move |request| {
        let why = || Err(Error::Failed("not now (500)".into()));
        what(request).then(why)
    })
}

fn exported(d: &mut Driver) -> &str {
    d.keys(":").text("export rows.csv").keys("Enter");
    let saved = d.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save { saved, .. } => Some(saved.as_str()),
        _ => None,
    });
    saved.unwrap()
}

// R27
#[test]
fn policies_and_contracts_that_scopes_may_hide_are_not_told_as_none() {
    let mut d = open("api-manager", scoped());
    d.see("APIs (45)").see_not("no provider policy");
    d.keys("/").text("contracts:0").keys("Enter").see("(0 of 45+)");
    d.see("Policies or contracts of 45 APIs may be hidden.");
    d.keys("Esc Enter")
        .see("Provider policy  unknown")
        .see("Contracts        unknown");
    d.keys("Tab").see("not known: no contract is visible").see_not("yes");
}

// R27
#[test]
fn one_contract_of_an_environment_shows_the_scope_there() {
    let mut organization = scoped();
    let contract = demo(|_| ())["apis"][1]["contracts"][0].clone();
    organization["apis"][0]["contracts"] = json!([contract]);
    let mut d = open("api-manager", organization);
    d.keys("/").text("contracts:0 production").keys("Enter");
    d.see("billing-api 2.1.1").see_not("carts-api");
}

// R27
#[test]
fn a_deletion_says_which_contracts_may_be_hidden_and_asks_for_a_tick() {
    let mut d = open("environments", scoped());
    d.keys("/").text("retail qa").keys("Enter D").wait(800);
    d.see("! 2 APIs with 0+ active contracts")
        .see("! No contract of 2 APIs is visible. Not verified")
        .see("Impact incomplete")
        .see("[ ]");
}

// R60
#[test]
fn who_moves_an_api_reads_first_what_may_be_hidden() {
    let mut d = open("api-manager", scoped());
    d.keys("e Enter")
        .see("Move to Anypoint (built-in)")
        .see("no contract is visible. Not")
        .see("[ ] Move although contracts or policies may be hidden");
    d.wait(800).keys("Tab Enter");
    assert!(d.changes().is_empty());
    let mut d = open("client-providers/Okta Production", scoped());
    d.keys("i")
        .keys("m")
        .see("ready: Enter moves it (not verified: no contract");
}

#[test]
fn roles_that_were_refused_are_missing_from_the_list() {
    let file = demo(|_| ());
    let root = file["organization"]["id"].as_str().unwrap().to_owned();
    let mut d = open("client-providers", file);
    d.faults = Some(refuses(
        move |request| matches!(request, Request::Access(AccessRead::Roles(id)) if id.to_string() != root),
    ));
    d.keys("5").see("Roles (4+)").see("not now (500)");
    assert_eq!(exported(&mut d), "Saved 4 rows in {}. The list isn't whole.");
}

#[test]
fn a_list_that_was_not_read_has_no_number() {
    let organization = demo(|demo| {
        let there = named(demo, "environments", "Labor")["id"].clone();
        demo["x-amtui-not-read"] = json!([{"what": "environment", "id": there, "why": "not now (500)"}]);
        let apis = demo["apis"].as_array_mut().unwrap();
        apis.retain(|api| api["environmentId"] != there);
    });
    let mut d = open("environments", organization);
    d.keys("/").text("labor").keys("Enter Enter Tab");
    d.see("not now (500)").see_not("APIs (0");
    assert_eq!(exported(&mut d), "Saved 0 rows in {}. The list isn't whole.");
}

#[test]
fn an_empty_list_is_empty_although_the_names_in_it_were_refused() {
    let mut d = open("client-providers", demo(|_| ()));
    d.faults = Some(refuses(|request| {
        matches!(
            request,
            Request::Access(AccessRead::Users(_) | AccessRead::IdentityProviders)
        )
    }));
    d.keys("3 Enter").see("Everyone at Acme Corp");
    d.see("Everyone in the organization is a member.")
        .see_not("not now (500)");
}

#[test]
fn of_two_teams_above_all_others_neither_is_told_to_hold_everyone() {
    let organization = demo(|demo| {
        let mut teams = demo["teams"].as_array_mut().unwrap().iter_mut();
        let below = teams.find(|team| team["parentId"].is_string()).unwrap();
        below.as_object_mut().unwrap().shift_remove("parentId");
    });
    let mut d = open("client-providers", organization);
    d.keys("3 /").text("everyone at").keys("Enter Enter");
    d.see("Everyone at Acme Corp")
        .see("No members.")
        .see_not("Everyone in the organization is a member.");
}

#[test]
fn who_signs_in_through_an_unknown_provider_may_be_anybodys_user() {
    let organization = demo(|demo| {
        for user in demo["users"].as_array_mut().unwrap() {
            user.as_object_mut().unwrap().remove("identityProviderId");
        }
        for team in demo["teams"].as_array_mut().unwrap() {
            for group in team["mappings"].as_array_mut().unwrap() {
                group.as_object_mut().unwrap().remove("providerId");
            }
        }
    });
    let mut d = open("identity-providers", organization);
    d.see("0+").keys("Enter Tab");
    d.see("Users (0+)").see_not("No user signs in through it.");
    d.keys("Tab")
        .see("Nothing is visible here.")
        .see_not("No team has external groups");
}

#[test]
fn a_part_of_an_apps_scopes_is_counted_as_a_part() {
    let mut d = open("client-providers", demo(|_| ()));
    let scope = || AppScope {
        scope: "admin:everything".into(),
        context: GrantContext::default(),
    };
    d.faults = Some(Box::new(move |request| match request {
        Request::Access(AccessRead::AppScopes(..)) => Some(Ok(Reply::Access(AccessReply::AppScopes(
            Listing::partial(vec![scope()], "cut"),
        )))),
        _ => None,
    }));
    d.keys("8").see("1+ (admin)");
    d.keys("J").see("clientId").see_not("scopes");
}

#[test]
fn the_main_page_counts_no_business_groups_and_statuses_that_are_not_seen() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..StartOptions::default()
    });
    d.size(120, 36).see("Business groups     5 that you can see");
    let organization = demo(|demo| {
        demo["users"][5].as_object_mut().unwrap().remove("enabled");
    });
    let mut d = open("", organization);
    d.keys("Tab").see("Users               44 (2+ disabled)");
}

#[test]
fn connected_apps_that_could_not_be_read_may_have_a_permission() {
    let mut d = open("users/victor.lang", demo(|_| ()));
    d.faults = Some(refuses(|request| {
        matches!(request, Request::Access(AccessRead::ConnectedApps(_)))
    }));
    d.keys("/")
        .text("organization administrator")
        .keys("Enter Enter j Enter")
        .see("Who has Organization Administrator in")
        .see("Not all connected apps are read. No usable answer: not now (500).")
        .see("+ rows)");
}

#[test]
fn an_environment_list_whose_parts_are_all_refused_is_not_told_as_none() {
    let mut d = open("environments", demo(|_| ()));
    d.faults = Some(refuses(|request| matches!(request, Request::EnvironmentUse(_))));
    d.keys("r 7 /").text("salesforce").keys("Enter Enter Tab");
    d.see("not now (500)").see_not("No environments here.");
}

#[test]
fn holders_that_could_not_be_read_are_not_told_as_nobody() {
    let mut d = open("business-groups/Retail", demo(|_| ()));
    d.faults = Some(refuses(|request| {
        matches!(request, Request::Access(AccessRead::Holders(..)))
    }));
    d.keys("Tab Tab Tab /")
        .text("organization administrator")
        .keys("Enter Enter");
    d.see("Who has Organization Administrator in Retail")
        .see("not now (500)")
        .see_not("No user, team or connected app has it here.");
}

/// Whether a list is one of these.
type WhichList = fn(&AccessRead) -> bool;

/// Answers one such list with its first row alone.
fn cuts(d: &mut Driver, list: WhichList) {
    fn first<T: Clone>(rows: &[T]) -> Option<Listing<T>> {
        let first = rows.first()?.clone();
        Some(Listing::partial(vec![first], "The list was cut."))
    }
    let access = &d.app.model().data.access;
    let reads = d.requests.iter().filter_map(|request| match request {
        Request::Access(read) if list(read) => Some(*read),
        _ => None,
    });
    let cut = reads.into_iter().find_map(|read| {
        let part = match read {
            AccessRead::Roles(at) => AccessReply::Roles(first(access.roles(at)?)?),
            AccessRead::Holders(kind, permission, at) => {
                AccessReply::Holders(first(access.holders(kind, permission, at)?)?)
            }
            _ => AccessReply::IdentityProviders(first(access.identity_providers()?)?),
        };
        Some((read, part))
    });
    let (read, part) = cut.unwrap();
    d.faults = Some(Box::new(move |request| {
        (*request == Request::Access(read)).then(|| Ok(Reply::Access(part.clone())))
    }));
    d.keys("r");
}

#[test]
fn a_list_of_which_a_part_came_is_told_as_a_part() {
    let roles = |read: &AccessRead| matches!(read, AccessRead::Roles(_));
    let identity = |read: &AccessRead| *read == AccessRead::IdentityProviders;
    let holders = |read: &AccessRead| matches!(read, AccessRead::Holders(..));
    for (place, filter, list, title) in [
        ("roles", "", roles as WhichList, "+)"),
        ("identity-providers", "", identity, "Identity Providers (1+)"),
        ("business-groups/Retail", "organization adm", holders, "+ rows)"),
    ] {
        let mut d = open(place, demo(|_| ()));
        if !filter.is_empty() {
            d.keys("Tab Tab Tab /").text(filter).keys("Enter Enter");
        }
        d.see_not(title).see_not("was cut");
        cuts(&mut d, list);
        d.see(title).see("The list was cut.");
        assert!(exported(&mut d).ends_with("The list isn't whole."), "{place}");
    }
}

fn without(list: &str) -> Value {
    demo(|demo| drop(demo.as_object_mut().unwrap().shift_remove(list)))
}

fn without_in(list: &str, member: &str) -> Value {
    demo(|demo| {
        for one in demo[list].as_array_mut().unwrap() {
            one.as_object_mut().unwrap().shift_remove(member);
        }
    })
}

#[test]
fn what_a_file_does_not_list_is_unknown_to_the_dialog_and_needs_a_tick() {
    let cases = [
        (without("apis"), "The organization file has no `apis`."),
        (
            without_in("apis", "policies"),
            "The organization file has no `policies` of some APIs.",
        ),
        (
            without_in("environments", "clientManagementProviderIds"),
            "The organization file has no `clientManagementProviderIds` of some",
        ),
    ];
    for (file, why) in cases {
        let mut d = open("client-providers/Okta Production", file);
        d.wait(800).keys("D").wait(800);
        d.see("Impact incomplete").see(why).see("[ ]");
        deletes_once_it_is_ticked(&mut d);
    }
    let mut d = open("client-providers/Okta Production", without("applications"));
    d.wait(800).see("applications could not be counted").keys("D").wait(800);
    d.see("Its client applications could not be counted: The organization")
        .see("file has no `applications`.");
    deletes_once_it_is_ticked(&mut d);
}

#[test]
fn what_a_file_does_not_list_is_not_told_as_none_on_its_page() {
    let cases: [(&str, &str, &[&str]); 4] = [
        ("api-manager", "apis", &[]),
        ("environments", "environments", &["apis", "grants"]),
        ("client-applications", "applications", &["apis"]),
        (
            "client-providers",
            "clientProviders",
            &["apis", "applications", "environments", "grants"],
        ),
    ];
    for (place, list, emptied) in cases {
        let mut file = without(list);
        for linked in emptied {
            file[*linked] = json!([]);
        }
        let mut d = open(place, file);
        d.wait(800).see(&format!("The organization file has no `{list}`."));
    }
}

#[test]
fn the_dialog_counts_the_permissions_and_scopes_that_go_with_an_environment() {
    let production = |organization: Value| {
        let mut d = open("environments", organization);
        d.keys("/").text("name:Production").keys("Enter D").wait(800);
        d.see("Not looked at: deployed applications and other products.");
        d
    };
    production(demo(|_| ()))
        .see("! 22 permissions, 6 scopes")
        .see_not("Impact incomplete");
    let mut d = production(without("grants"));
    d.see("! Not all permissions and scopes in it are known. The organization")
        .see("file has no grants.")
        .see("Impact incomplete")
        .see("[ ]");
    let mut d = open("environments", demo(|_| ()));
    d.faults = Some(refuses(|request| {
        matches!(request, Request::Access(AccessRead::PlaceAccess(_)))
    }));
    d.keys("/").text("name:Production").keys("Enter D").wait(800);
    d.see("! Not read: permissions and scopes in it. No usable answer: not")
        .see("Impact incomplete");
    let mut d = open("business-groups", demo(|_| ()));
    d.keys("/").text("Payments").keys("Enter D").wait(800);
    d.see("! 4 permissions")
        .see_not("its roles, permissions and connected apps");
}
