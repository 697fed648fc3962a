//! Protected organizations, dry runs, and answers that prove nothing.

use amtui::app::{Location, Place};
use serde_json::json;

use super::backend::{LiveDriver, Terms, ZETA, app, at_zeta, organization};

fn protected() -> LiveDriver {
    let mut s = LiveDriver::of(Terms {
        protected: true,
        ..at_zeta()
    });
    s.d.keys("D").wait(600);
    s.d.see("It is protected: enter the root organization's name as well:");
    s
}

#[test]
fn a_protected_organization_wants_its_name_as_well() {
    let mut s = protected();
    s.d.see("(name needed)").text(ZETA);
    s.d.see("Next, the organization's name: press Tab.")
        .see("(root needed)");
    insta::assert_snapshot!("live_protected", s.d.screen());
    // Enter goes from the one to the other, and no further before it is right.
    s.d.keys("Enter").text("acme");
    s.d.see("Differs at character 1: the name has 'A', you have 'a'.")
        .see("(root needed)");
    s.d.keys("Enter").wait(700).fire().see("To confirm");
    s.d.keys("Ctrl-U").text("Acm").see("3 of 4 characters").text("e");
    s.d.see("Name matches. Press Enter to go to Delete.").see_not("needed)");
    s.fake.seen();
    s.d.keys("Enter").see("[>Delete<]").wait(700).fire();
    s.d.see("Deleted client provider 'zeta IdP'.");
    assert_eq!(s.fake.writes().len(), 1);
}

#[test]
fn neither_name_alone_is_enough_in_whatever_order() {
    let mut s = protected();
    // The other field first, by Tab, and from there to Cancel and back to the first.
    s.d.keys("Tab").text("Acme").see("(name needed)");
    s.d.keys("Tab")
        .see("[>Cancel<]")
        .keys("Tab")
        .text("zeta")
        .see("4 of 8 characters");
    s.d.keys("Enter").wait(700).fire().see("(name needed)");
    assert_eq!(s.d.deletes(), 0);
    s.d.text(" IdP").keys("Tab Tab Tab").see("[>Delete<]");
    // What matched and does not any more is asked for again.
    s.d.keys("Shift-Tab Shift-Tab Backspace").see("(root needed)");
    s.d.keys("Enter").wait(700).fire();
    assert_eq!(s.d.deletes(), 0);
}

#[test]
fn an_environment_of_a_protected_organization_wants_both_names_too() {
    let mut s = LiveDriver::of(Terms {
        protected: true,
        open: Some(Place::List(Location::Environments)),
        ..Terms::default()
    });
    s.d.keys("/").text("Env 1").keys("Enter D").wait(600);
    s.d.see("Shops  [LIVE]").text("Env 1").see("(root needed)");
}

fn dry(open: Place) -> LiveDriver {
    LiveDriver::of(Terms {
        dry_run: true,
        open: Some(open),
        ..Terms::default()
    })
}

#[test]
fn a_dry_run_tells_the_edit_it_would_send_without_its_secret() {
    let mut s = dry(Place::Provider(ZETA.into()));
    s.d.size(100, 40)
        .keys("e")
        .text(" of Acme")
        .click("Client Secret")
        .text("hush-new");
    s.d.keys("Ctrl-S")
        .see("zeta IdP -> zeta IdP of Acme")
        .wait(800)
        .keys("Enter");
    s.d.see("not sent: PATCH")
        .see("/accounts/api/organizations/0a000000-0000-4000-8000-000000000000/clientProviders/")
        .see("0c000000-0000-4000-8000-000000000000")
        .see("\"name\": \"zeta IdP of Acme\"")
        .see("\"secret\": \"***\"")
        .see_not("hush-new");
    s.d.size(80, 24);
    insta::assert_snapshot!("live_dry_run", s.d.screen());
    s.d.keys("Esc").see("Dry run: nothing was sent, and nothing changed.");
    assert_eq!(s.fake.writes(), [""; 0]);
    assert!(!format!("{:?}", s.d.app).contains("hush-new"));
}

#[test]
fn a_dry_run_tells_which_client_providers_it_would_set() {
    let mut s = dry(Place::List(Location::Environments));
    s.d.size(120, 36)
        .keys("/")
        .text("Env 3")
        .keys("Enter e j d Ctrl-S")
        .wait(800)
        .keys("Enter");
    s.d.see("not sent: PUT")
        .see("clientManagementProviders")
        .see("\"suggestedClientManagementProviderIds\": [")
        .see("\"0c000000-0000-4000-8000-000000000001\",");
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn a_dry_run_tells_the_delete_and_deletes_nothing() {
    let mut s = dry(Place::Provider(ZETA.into()));
    s.d.keys("D")
        .wait(600)
        .see("Dry run: amtui shows what would be sent, and deletes nothing.");
    s.d.text(ZETA).keys("Enter").wait(700).fire();
    s.d.see("Not deleted. This is a dry run.")
        .see("Not sent")
        .see("DELETE")
        .see("/accounts/api/organizations/0a000000-0000-4000-8000-000000000000/ ")
        .see("clientProviders/0c000000-0000-4000-8000-000000000000");
    assert_eq!(s.fake.writes(), [""; 0]);
    assert!(
        !s.copies.path().join("deleted").exists(),
        "nothing is kept of what stays"
    );
    s.d.keys("Esc 7").see("Client Providers (3)");
}

/// An organization in which nothing is said to use the client provider.
fn with_an_unused_provider() -> Terms {
    let mut organization = organization();
    organization["apis"] = json!([]);
    organization["applications"] = json!([]);
    Terms {
        organization,
        ..at_zeta()
    }
}

// R27
#[test]
fn what_a_connected_app_is_not_told_is_not_verified() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(app()),
        ..with_an_unused_provider()
    });
    s.d.keys("D").wait(600);
    s.d.see("Impact incomplete")
        .see("Not verified: no API is visible in Env 0, Env 1, Env 2, Env 3")
        .see("No client application of it is visible. Not verified")
        .see_not("No dependents")
        .see("[ ] Continue although the impact is incomplete");
    s.d.text(ZETA)
        .see("Tick the box first: the impact is incomplete.")
        .see("(tick needed)");
    s.d.keys("Enter").wait(700).fire();
    assert_eq!(s.d.deletes(), 0);
    s.d.keys("Shift-Tab Space")
        .see("[x] Continue")
        .keys("Tab Enter")
        .see("[>Delete<]");
    s.d.wait(700).fire().see("Deleted client provider 'zeta IdP'.");
}

#[test]
fn an_administrator_who_is_told_of_nothing_knows_that_there_is_nothing() {
    let mut s = LiveDriver::of(with_an_unused_provider());
    s.d.keys("D").wait(600);
    s.d.see_not("Not verified")
        .see_not("Impact incomplete")
        .see("Checked 4 of 4 environments");
}

// R27
#[test]
fn a_connected_app_that_is_told_of_no_client_provider_says_so() {
    let mut organization = organization();
    organization["clientProviders"] = json!([]);
    let mut s = LiveDriver::of(Terms {
        organization,
        credentials: Some(app()),
        ..Terms::default()
    });
    s.d.see("No external client provider is visible. Not verified:");
}
