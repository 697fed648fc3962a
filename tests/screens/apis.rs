//! The page of an API, Client Applications, and the page of one.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{Application, Coverage, Error, Listing};
use serde_json::Value;

use super::{Driver, StartOptions, at, both, client_providers, hold};

fn open(place: &str) -> StartOptions {
    at(Place::parse(place).unwrap())
}

#[test]
fn the_page_of_an_api() {
    both("api_configuration", || open("api-manager/1602"), "");
    both("api_provider", || open("api-manager/1602"), "Tab");
    both("api_policies", || open("api-manager/1602"), "Tab Tab");
    both("api_contracts", || open("api-manager/1602"), "Tab Tab Tab");
    both("api_history", || open("api-manager/1602"), "Tab Tab Tab Tab");
    both("api_contracts_empty", || open("api-manager/1601"), "Tab Tab Tab");
}

#[test]
fn the_page_of_an_api_that_is_not_read() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut d = Driver::start(open("api-manager"));
        d.size(width, height);
        d.faults = Some(Box::new(|request| match request {
            Request::EnvironmentUse(_) => Some(Err(Error::Forbidden("no".into()))),
            _ => None,
        }));
        d.keys("Enter r").wait(600);
        hold(&format!("api_refused_{width}x{height}"), &d.screen());
    }
}

#[test]
fn client_applications() {
    both("client_applications", || open("client-applications"), "j");
    both(
        "client_applications_filter",
        || open("client-applications"),
        "/ s a m e - n a m e : y e s Enter",
    );
    both("client_application", || open("client-applications/Gift Registry"), "");
    both(
        "client_application_settings",
        || open("client-applications/Invoice Robot"),
        "Tab",
    );
    both("client_application_empty", || open("client-applications/Kiosk"), "");
    let without = || {
        let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
        demo["applications"] = Value::Array(Vec::new());
        for api in demo["apis"].as_array_mut().unwrap() {
            api["contracts"] = Value::Array(Vec::new());
        }
        StartOptions {
            organization: Some(demo),
            ..open("client-applications")
        }
    };
    both("client_applications_empty", without, "");
}

#[test]
fn client_applications_that_cannot_be_read() {
    fn listed(coverage: Coverage) -> Reply {
        let list: Listing<Application> = Listing {
            coverage,
            ..Listing::default()
        };
        Reply::Access(AccessReply::Applications(list.into()))
    }
    for (width, height) in [(80, 24), (120, 36)] {
        let shown = |answer: fn() -> Result<Reply, Error>| {
            let mut d = Driver::start(client_providers());
            d.size(width, height);
            d.faults = Some(Box::new(move |request| match request {
                Request::Access(AccessRead::Applications) => Some(answer()),
                _ => None,
            }));
            d.keys("0 Tab").wait(600);
            d.screen()
        };
        let name = |what: &str| format!("client_applications_{what}_{width}x{height}");
        hold(&name("unverified"), &shown(|| Ok(listed(Coverage::Unverified))));
        hold(
            &name("partial"),
            &shown(|| Ok(listed(Coverage::Partial("A page is missing.".into())))),
        );
        hold(&name("refused"), &shown(|| Err(Error::Forbidden("no".into()))));
        let mut d = Driver::start(client_providers());
        d.size(width, height);
        d.keys("0");
        d.hold = true;
        d.keys("Tab").wait(600);
        hold(&name("loading"), &d.screen());
    }
}

#[test]
fn histories() {
    both("user_history", || open("users/zoe.baker"), "Shift-Tab");
    both("environment_history", || open("environments"), "Enter Shift-Tab");
}
