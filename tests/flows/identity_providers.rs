//! Identity Providers, and the page of one.

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::{Error, Listing};

use crate::driver::{Driver, StartOptions, client_providers};

fn providers() -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::IdentityProviders)),
        ..client_providers()
    });
    // Narrow enough for one column.
    d.size(98, 40);
    d
}

fn row<'a>(screen: &'a str, name: &str) -> &'a str {
    screen.lines().find(|line| line.contains(name)).unwrap()
}

#[test]
fn the_built_in_provider_is_a_row_and_users_are_counted() {
    let mut d = providers();
    d.see("Identity Providers (4)");
    let screen = d.screen();
    assert!(
        row(&screen, "Okta Workforce")
            .trim_end_matches(['\u{2502}', ' '])
            .ends_with("28"),
        "{screen}"
    );
    assert!(row(&screen, "Partner Federation").contains("SAML 2.0"), "{screen}");
    assert!(row(&screen, "Entra ID SSO").contains("OpenID Connect"), "{screen}");
}

#[test]
fn users_that_were_not_all_read_are_not_counted_as_all() {
    let mut d = providers();
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Users(_)) => Some(Ok(Reply::Access(AccessReply::Users(
            Listing::partial(Vec::new(), "cut").into(),
        )))),
        _ => None,
    }));
    d.keys("r");
    let screen = d.screen();
    assert!(row(&screen, "Okta Workforce").contains("0+"), "{screen}");
}

#[test]
fn a_provider_shows_its_configuration_its_keys_and_the_switches_for_all() {
    let mut d = providers();
    d.keys("/")
        .text("okta")
        .keys("Enter Enter")
        .see("Sign On URL")
        .see("https://acme.okta.example/saml/anypoint");
    d.see("New users without single sign-on");
    d.keys("Tab").see("Keys 2").see("primary").see("days");
}

#[test]
fn exempt_users_of_the_built_in_provider_lead_to_their_pages() {
    let mut d = providers();
    d.keys("Enter")
        .see("Users with a password of Anypoint Platform sign in here.");
    d.keys("Tab Tab Tab").see("MFA-exempt users (").see("svc.monitoring");
    d.keys("Enter").see("› Users").keys("Esc").see("MFA-exempt users (");
}

#[test]
fn nothing_is_changed_here_and_delete_says_why() {
    let mut d = providers();
    d.keys("j D").see("Not deleted");
    d.wait(3000).keys("e").see("Identity providers are only shown.");
    assert_eq!(d.changes(), []);
}

#[test]
fn a_provider_opens_from_the_command_line_by_name_or_id() {
    for wanted in ["Entra ID SSO", "d57e1362-f352-4a83-b13e-d8490883be49"] {
        let mut d = Driver::start(StartOptions {
            open: Place::parse(&format!("identity-providers/{wanted}")),
            ..client_providers()
        });
        d.see("Token URL");
    }
}

#[test]
fn an_entry_of_the_audit_leads_to_the_provider() {
    let mut d = providers();
    d.keys("9 /")
        .text("type:identity entra")
        .keys("Enter Enter")
        .click("Object")
        .keys("Enter");
    d.see("› Identity Providers › Entra ID SSO");
}

#[test]
fn a_refusal_names_the_scope_that_is_missing() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::IdentityProviders) => Some(Err(Error::Forbidden("no".into()))),
        _ => None,
    }));
    d.keys("6").see("view:identityproviders");
}

#[test]
fn a_provider_leads_to_its_business_group_its_users_and_its_teams_and_they_lead_back() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("identity-providers/Okta Workforce"),
        ..client_providers()
    });
    d.size(120, 36)
        .keys("/")
        .text("organization")
        .keys("Enter Enter")
        .see("› Business Groups › Acme Corp");
    d.keys("Backspace Esc Tab Tab")
        .see("aisha.khan")
        .keys("Enter")
        .see("› Users › ");
    d.keys("Tab Tab /")
        .text("signs in")
        .keys("Enter Enter")
        .see("› Identity Providers › Okta Workforce");
    d.keys("Tab Tab Tab").see("TEAM");
    d.keys("Enter")
        .see("› Teams › ")
        .keys("Tab Tab Tab Enter")
        .see("› Identity Providers › Okta Workforce");
}
