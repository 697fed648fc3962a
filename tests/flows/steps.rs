//! The platform's eight steps, and what stands between a person and each of them.

use serde_json::json;

use crate::driver::{Driver, StartOptions, client_providers, provider};

#[test]
fn the_eight_steps_and_back() {
    let mut d = Driver::start(StartOptions::default());
    let before = d.file();
    d.see("Sign in").see("Demo organization").see("▌ Demo");
    d.keys("Enter")
        .see("▌ ana.ortiz")
        .see("Organization Administrator of Acme Corp (root)")
        .see("no password");
    d.keys("Enter")
        .see("Anypoint Platform")
        .see("▌ Access Management")
        .see("Acme Corp (root)");
    d.keys("Enter").see("Business Groups (10)");
    d.keys("b")
        .see("select an organization")
        .keys("Enter")
        .see("Working in Acme Corp");
    d.keys("7").see("Client Providers (7)").see("Anypoint (built-in)");
    d.keys("j j j Enter").see("› Okta Production").see("Configuration");
    d.keys("D").wait(600).see("Removed from 3 environments (default in 2)");
    d.see("14 APIs: 10 reject requests, 4 fall back to built-in")
        .see("27 client applications lose their registration");
    d.see("Checked 12 of 12 environments").see("(name needed)");
    d.text("Okta p")
        .see("Differs at character 6: the name has 'P', you have 'p'.");
    d.keys("Backspace")
        .text("Production")
        .see("Name matches. Press Enter to go to Delete.");
    d.keys("Enter")
        .see("[>Delete<]")
        .see("It matches. Press Enter to delete.")
        .wait(700)
        .fire();
    d.see("Deleted client provider 'Okta Production'.")
        .see("Client Providers (6)")
        .see("▌ Okta Sandbox");
    assert_eq!(d.deletes(), 1);
    let entries = |file: &serde_json::Value| file["audit"].as_array().unwrap().clone();
    let (earlier, now) = (entries(&before), entries(&d.file()));
    // Three environments lost it: each has an entry of its own, before that of the deletion.
    assert_eq!(now.len(), earlier.len() + 4);
    assert_eq!(now[earlier.len() + 3]["objectName"], "Okta Production");
    // What it did: R54, R51, R71.
    d.keys("4").see("now built-in").see("new default").see("lost provider");
    d.wait(1000)
        .size(120, 36)
        .keys("Enter Tab")
        .wait(5000)
        .see("policy fails: its client provider was deleted");
    d.undo()
        .see("Client provider 'Okta Production' is back.")
        .see("policy ok")
        .see_not("policy fails");
    let mut after = d.file();
    assert_eq!(entries(&after).len(), earlier.len() + 8);
    after["audit"] = json!(earlier);
    assert_eq!(after, before);
    d.keys("7")
        .see("Client Providers (7)")
        .keys("4")
        .see_not("now built-in");
    d.undo().see("There is nothing to undo.");
}

#[test]
fn the_status_row_counts_the_external_providers() {
    Driver::start(client_providers())
        .wait(5000)
        .see("6 of 25 external providers used");
}

#[test]
fn the_built_in_provider_is_not_deleted() {
    let mut d = Driver::start(client_providers());
    d.keys("D")
        .see("Anypoint is the built-in client provider. It can't be deleted.")
        .see_not("To confirm");
    d.keys("Enter")
        .see_not("[ Delete ]")
        .keys("D")
        .see("It can't be deleted.")
        .see_not("To confirm");
}

#[test]
fn in_a_business_group_only_names_are_seen_and_nothing_is_deleted() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..client_providers()
    });
    d.keys("b j Enter")
        .see("Working in Retail, a business group.")
        .see("Client Providers (7)");
    d.see_not("APPS")
        .see("Client providers are managed in the root")
        .see("business group");
    d.wait(1000)
        .keys("j D")
        .see_not("To confirm")
        .see("Client providers are managed in the root organization.");
    d.keys("Enter")
        .see("Configuration")
        .see_not("[ Delete ]")
        .see_not("Issuer")
        .keys("D")
        .see_not("To confirm");
    assert_eq!(d.deletes(), 0);
}

#[test]
fn without_the_permission_nothing_is_deleted() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..client_providers()
    });
    d.see("not admin here")
        .keys("j D")
        .see("ben.okafor does not have it.")
        .see_not("To confirm");
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        ..client_providers()
    });
    d.see("This needs Organization Administrator")
        .see("carol.wu does not have it.")
        .see_not("Okta");
}

#[test]
fn read_only_deletes_nothing_and_offers_nothing() {
    let mut d = Driver::start(StartOptions {
        read_only: true,
        ..client_providers()
    });
    let before = d.file();
    d.see(" DEMO RO ")
        .see_not("D delete")
        .keys("j D")
        .see("read-only")
        .see_not("To confirm");
    d.undo().see("read-only");
    assert_eq!(d.file(), before);
}

#[test]
fn unknown_members_of_the_file_survive_a_delete_and_its_undo() {
    let mut organization: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    organization["x-own"] = json!({"deep": [{"n": 1}]});
    organization["apis"][0]["x-owner"] = json!("Jo");
    let mut d = Driver::start(StartOptions {
        organization: Some(organization.clone()),
        ..client_providers()
    });
    d.see(" FILE ")
        .keys("j j j")
        .confirm("Okta Production")
        .wait(700)
        .fire()
        .see("Deleted");
    assert_eq!(d.file()["x-own"], organization["x-own"]);
    d.undo();
    let mut after = d.file();
    after["audit"] = organization["audit"].clone();
    assert_eq!(after, organization);
}

#[test]
fn secrets_are_nowhere() {
    let mut d = provider("Okta Production");
    d.see("******** (set)").keys("J").see("secrets removed");
    let mut seen = d.screen();
    for _ in 0..6 {
        seen.push_str(&d.keys("PgDn").screen());
    }
    d.keys("q y").wait(500).see("copy as JSON").keys("j");
    let said = format!("{seen}{:?}{:?}", d.app, d.effects);
    assert!(said.contains("primary_client") && !said.contains("demo-secret"));
}
