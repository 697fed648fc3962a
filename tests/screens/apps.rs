//! Audit Logs, Connected Apps and Identity Providers, with the pages of one.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{Coverage, Error, Listing};
use serde_json::Value;

use super::{Driver, StartOptions, at, both, client_providers, hold};

fn open(place: &str) -> StartOptions {
    at(Place::parse(place).unwrap())
}

#[test]
fn audit_logs() {
    both("audit", || open("audit-logs"), "j");
    both("audit_entry", || open("audit-logs"), "Enter");
    both("audit_json", || open("audit-logs"), "Enter Tab");
    both(
        "audit_history",
        || open("client-providers/Okta Production"),
        "Tab Tab Tab Tab Tab",
    );
    let masked = || StartOptions {
        show: crate::driver::MASKED,
        ..open("audit-logs")
    };
    both("audit_masked", masked, "Enter");
    let without = || {
        let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
        demo["audit"] = Value::Array(Vec::new());
        StartOptions {
            organization: Some(demo),
            ..open("audit-logs")
        }
    };
    both("audit_empty", without, "");
}

#[test]
fn audit_logs_that_cannot_be_read() {
    let unverified = || Listing {
        coverage: Coverage::Unverified,
        ..Listing::default()
    };
    for (width, height) in [(80, 24), (120, 36)] {
        let shown = |answer: fn(Listing<_>) -> Result<Reply, Error>| {
            let mut d = Driver::start(client_providers());
            d.size(width, height);
            d.faults = Some(Box::new(move |request| match request {
                Request::Access(AccessRead::Audit(_)) => Some(answer(unverified())),
                _ => None,
            }));
            d.keys("9").wait(600);
            d.screen()
        };
        let empty = shown(|list| Ok(Reply::Access(AccessReply::Audit(list.into()))));
        hold(&format!("audit_unverified_{width}x{height}"), &empty);
        let refused = shown(|_| Err(Error::Forbidden("no".into())));
        hold(&format!("audit_refused_{width}x{height}"), &refused);
        let mut d = Driver::start(client_providers());
        d.size(width, height);
        d.hold = true;
        d.keys("9").wait(600);
        hold(&format!("audit_loading_{width}x{height}"), &d.screen());
    }
}

#[test]
fn connected_apps() {
    both("connected_apps", || open("connected-apps"), "j");
    both("connected_app_scopes", || open("connected-apps/Terraform"), "");
    both("connected_app_authorizations", || open("connected-apps/Postman"), "Tab");
    both(
        "connected_app_settings",
        || open("connected-apps/Legacy Migration Tool"),
        "Tab Tab",
    );
    let without = || {
        let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
        demo["connectedApps"] = Value::Array(Vec::new());
        StartOptions {
            organization: Some(demo),
            ..open("connected-apps")
        }
    };
    both("connected_apps_empty", without, "");
}

#[test]
fn connected_apps_that_cannot_be_read() {
    for (width, height) in [(80, 24), (120, 36)] {
        let shown = |answer: fn() -> Result<Reply, Error>| {
            let mut d = Driver::start(client_providers());
            d.size(width, height);
            d.faults = Some(Box::new(move |request| match request {
                Request::Access(AccessRead::ConnectedApps(_)) => Some(answer()),
                _ => None,
            }));
            d.keys("8").wait(600);
            d.screen()
        };
        let empty = shown(|| {
            let list = Listing {
                coverage: Coverage::Unverified,
                ..Listing::default()
            };
            Ok(Reply::Access(AccessReply::ConnectedApps(list.into())))
        });
        hold(&format!("connected_apps_unverified_{width}x{height}"), &empty);
        let refused = shown(|| Err(Error::Forbidden("no".into())));
        hold(&format!("connected_apps_refused_{width}x{height}"), &refused);
    }
}

#[test]
fn identity_providers() {
    both("identity_providers", || open("identity-providers"), "j");
    both(
        "identity_provider_saml",
        || open("identity-providers/Okta Workforce"),
        "",
    );
    both(
        "identity_provider_openid",
        || open("identity-providers/Entra ID SSO"),
        "",
    );
    both(
        "identity_provider_keys",
        || open("identity-providers/Okta Workforce"),
        "Tab",
    );
    both(
        "identity_provider_exempt",
        || open("identity-providers/Anypoint"),
        "Tab Tab Tab",
    );
}

#[test]
fn identity_providers_that_cannot_be_read() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut d = Driver::start(client_providers());
        d.size(width, height);
        d.faults = Some(Box::new(|request| match request {
            Request::Access(AccessRead::IdentityProviders) => Some(Err(Error::Forbidden("no".into()))),
            _ => None,
        }));
        d.keys("6").wait(600);
        hold(&format!("identity_providers_refused_{width}x{height}"), &d.screen());
    }
}
