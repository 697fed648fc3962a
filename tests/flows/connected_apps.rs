//! Connected Apps, and the page of one.

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::{ConnectedApp, Coverage, Error, LastTime, Listing};

use crate::driver::{Answers, Driver, StartOptions, client_providers};

fn apps() -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::ConnectedApps)),
        ..client_providers()
    });
    d.size(140, 40);
    d
}

fn app(number: usize) -> ConnectedApp {
    ConnectedApp {
        id: format!("app-{number}").parse().unwrap(),
        name: format!("App {number}").as_str().into(),
        organization: None,
        owner: None,
        grant_types: vec!["client_credentials".into()],
        scopes: None,
        redirect_uris: None,
        enabled: None,
        audience: None,
        website: None,
        created: None,
        last_used: LastTime::Unknown,
    }
}

fn answers(make: impl Fn() -> Result<Listing<ConnectedApp>, Error> + 'static) -> Answers {
    Box::new(move |request| match request {
        Request::Access(AccessRead::ConnectedApps(_)) => {
            Some(make().map(|apps| Reply::Access(AccessReply::ConnectedApps(apps.into()))))
        }
        Request::Access(AccessRead::AppScopes(..)) => Some(Err(Error::Forbidden("no".into()))),
        _ => None,
    })
}

#[test]
fn the_filters_find_the_apps_that_are_broad_unused_or_without_an_owner() {
    let mut d = apps();
    d.see("Connected Apps (10)");
    d.keys("/")
        .text("scope:full")
        .keys("Enter")
        .see("(1 of 10)")
        .see("Legacy Migration Tool");
    d.keys("Esc /")
        .text("scope:admin")
        .keys("Enter")
        .see("(1 of 10)")
        .see("Terraform");
    d.keys("Esc /")
        .text("owner:gone")
        .keys("Enter")
        .see("(1 of 10)")
        .see("Legacy Migration Tool");
    d.keys("Esc /")
        .text("unused:>90d")
        .keys("Enter")
        .see("Audit Export 2023")
        .see_not("Terraform");
    d.keys("Esc /")
        .text("unused:unknown")
        .keys("Enter")
        .see_not("Audit Export 2023");
}

#[test]
fn what_is_unknown_of_an_app_never_matches() {
    let mut d = apps();
    d.faults = Some(answers(|| Ok(vec![app(1)].into())));
    d.keys("r").see("Connected Apps (1)");
    for filter in ["scope:full", "unused:>90d", "unused:<90d", "owner:gone"] {
        d.keys("/").text(filter).keys("Enter").see("(0 of 1)").keys("Esc");
    }
    d.keys("/").text("unused:unknown").keys("Enter").see("(1 of 1)");
}

#[test]
fn settings_that_nobody_told_are_unknown_and_not_none() {
    let mut d = apps();
    d.faults = Some(answers(|| Ok(vec![app(1)].into())));
    d.keys("r Enter Tab Tab").see("Redirect URIs  unknown");
}

#[test]
fn an_owner_is_gone_only_where_every_user_was_read() {
    let mut d = apps();
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Users(_)) => Some(Ok(Reply::Access(AccessReply::Users(
            Listing::partial(Vec::new(), "cut").into(),
        )))),
        _ => None,
    }));
    d.keys("r /").text("owner:gone").keys("Enter").see("(0 of 10)");
}

#[test]
fn an_app_leads_to_its_owner_and_back() {
    let mut d = apps();
    d.keys("/")
        .text("terraform")
        .keys("Enter Enter")
        .see("Scopes 9")
        .see("admin:orgclientproviders");
    d.keys("Tab Tab").see("Settings").see("ana.ortiz");
    d.keys("j j j j Enter").see("› Users");
    d.keys("Esc")
        .see("Settings")
        .keys("Esc")
        .see("Connected Apps (1 of 10)");
}

#[test]
fn a_scope_leads_to_where_it_holds() {
    let mut d = apps();
    d.keys("/")
        .text("terraform")
        .keys("Enter Enter Enter")
        .see("Acme Corp")
        .see("Environments");
}

#[test]
fn the_authorizations_of_an_app_are_those_of_its_users() {
    let mut d = apps();
    d.keys("/")
        .text("postman")
        .keys("Enter Enter Tab")
        .see("Authorizations 3");
    d.keys("Enter").see("› Users");
}

#[test]
fn an_app_opens_from_the_command_line_by_name_or_id() {
    for wanted in ["Postman", "283767e6c6c25cf493ab8e53265e893b"] {
        let mut d = Driver::start(StartOptions {
            open: Place::parse(&format!("connected-apps/{wanted}")),
            ..client_providers()
        });
        d.see("Scopes 3");
    }
}

#[test]
fn an_entry_of_the_audit_leads_to_the_app_that_made_it() {
    let mut d = apps();
    d.keys("9 /")
        .text("app:terraform token")
        .keys("Enter Enter")
        .click("Connected app")
        .keys("Enter");
    d.see("› Connected Apps › Terraform");
}

#[test]
fn of_thousands_of_apps_only_the_scopes_of_those_in_view_are_read() {
    let mut d = apps();
    d.faults = Some(answers(|| Ok((0..2000).map(app).collect::<Vec<_>>().into())));
    d.keys("r").see("Connected Apps (2000)");
    let read = |d: &Driver| {
        let scopes = |r: &&Request| matches!(r, Request::Access(AccessRead::AppScopes(..)));
        d.requests.iter().filter(scopes).count()
    };
    assert!(read(&d) < 100, "{}", read(&d));
    d.keys("/").text("scope:full");
    assert!(read(&d) < 100, "typing asks for nothing");
}

#[test]
fn many_keys_before_one_frame_ask_for_the_rows_in_view_after_the_last_alone() {
    let mut d = apps();
    d.faults = Some(answers(|| Ok((0..2000).map(app).collect::<Vec<_>>().into())));
    d.keys("r").see("Connected Apps (2000)");
    let before = d.requests.len();
    let now = d.app.model().now;
    let key = || Msg::Key(Key::char('j'));
    let asked = (0..1000).flat_map(|_| d.app.update(key(), now)).count();
    assert_eq!(asked, 0);
    d.keys("j").see("App 1001");
    let asked = d.requests.len() - before;
    assert!((1..=40).contains(&asked), "{asked}");
}

#[test]
fn a_refusal_names_the_scope_that_is_missing() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(answers(|| Err(Error::Forbidden("no".into()))));
    d.keys("8").see("read:orgconnapps");
}

#[test]
fn an_empty_answer_is_not_taken_for_none() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(answers(|| {
        Ok(Listing {
            coverage: Coverage::Unverified,
            ..Listing::default()
        })
    }));
    d.keys("8").see("Nothing is visible here. You may not see everything.");
}

#[test]
fn scopes_that_are_not_read_are_told_with_the_way_to_read_them() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(answers(|| Ok((0..3).map(app).collect::<Vec<_>>().into())));
    d.size(120, 36)
        .keys("1 Enter Tab Tab Tab /")
        .text("visualizer")
        .keys("Enter Enter");
    d.see("The scopes of 3 connected apps aren't read. Filter Connected Apps by scope to read them.");
}

#[test]
fn the_contexts_of_apps_that_act_for_users_are_found_by_the_words_in_their_cell() {
    let mut d = apps();
    d.keys("/").text("contexts:\"the user's\"").keys("Enter");
    d.see("Postman").see("the user's").see_not("own behalf");
    d.keys("Esc /").text("!contexts:\"the user's\"").keys("Enter");
    d.see("own behalf").see_not("Postman");
    d.keys("Esc /").text("contexts:many").keys("Enter");
    d.see("It takes a number, as 5, >5 or <=5, \"the user's\" or unknown.");
}
