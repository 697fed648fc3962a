//! Commands of the palette and what may follow them: it is obeyed, or refused.

use amtui::app::msg::Effect;
use amtui::app::{Location, Place};
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::at;

const SANDBOX: &str = "91c2d0aa-3614-4917-8839-81c8bf7e6c59";

fn command(d: &mut Driver, line: &str) {
    d.keys(":").text(line).keys("Enter").wait(800);
}

/// The demo with the third client provider and the second environment named anew.
fn renamed(provider: &str, environment: &str) -> Value {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["clientProviders"][2]["name"] = json!(provider);
    demo["environments"][1]["name"] = json!(environment);
    demo
}

#[test]
fn a_command_that_takes_no_argument_refuses_one_and_does_nothing() {
    let names = [
        "back",
        "business-groups",
        "environments",
        "client-providers",
        "add",
        "reverse",
        "help",
        "reload",
        "copy-address",
        "preview",
        "undo",
        "mouse",
        "show-keys",
        "mask",
        "fresh",
        "log",
        "redraw",
        "suspend",
        "messages",
        "sign-out",
        "quit",
        "reveal",
    ];
    for name in names {
        let mut d = provider("Okta Production");
        let asked = d.requests.len();
        command(&mut d, &format!("{name} Okta Sandbox"));
        d.see(&format!("{name} takes no argument here")).on_tab("Config");
        assert_eq!((d.requests.len(), &d.effects[..]), (asked, &[][..]), "{name}");
    }
}

#[test]
fn delete_opens_the_dialog_of_what_is_named_and_of_nothing_else() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j").see("▌ Okta Production");
    command(&mut d, "delete Okta Sandbox");
    d.see("Provider       Okta Sandbox").see("› Delete Okta Sandbox");
    let mut d = provider("Okta Production");
    command(&mut d, &format!("delete {SANDBOX}"));
    d.see("Provider       Okta Sandbox");
    d.text("Okta Sandbox").keys("Enter").wait(700).fire();
    d.see("Deleted client provider 'Okta Sandbox'.").on_tab("Config");
    let mut d = provider("Okta Production");
    command(&mut d, "delete Okta");
    d.see(": delete Okta Production").see_not("To confirm").keys("Esc");
    command(&mut d, "delete okta production");
    d.see("To confirm, enter the provider's name:")
        .text("okta production")
        .see("Differs at character 1");
}

#[test]
fn delete_opens_nothing_where_several_things_have_the_name() {
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed("Twin", "Twin")),
        ..client_providers()
    });
    command(&mut d, "delete Twin");
    d.see("Several things here are named 'Twin'.")
        .see("Use the id")
        .see_not("To confirm");
    command(&mut d, "delete 94e08f55-d7be-43a9-8746-f88ff5506015");
    d.see("Delete environment").see("Twin");
    // What the page is about is meant where it is one of them.
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed("Twin", "Twin")),
        open: Some(Place::Provider("Twin".into())),
        ..client_providers()
    });
    d.see("› Twin");
    command(&mut d, "delete Twin");
    d.see("Delete client provider");
}

#[test]
fn a_name_is_taken_by_every_command_that_is_about_one_thing() {
    let mut d = at(Place::List(Location::Environments));
    command(&mut d, "delete Design");
    d.see("Delete environment").keys("Esc");
    command(&mut d, "delete Retail US");
    d.see("Delete business group").keys("Esc");
    command(&mut d, "edit Staging");
    d.see("Client providers of Staging").keys("Esc");
    command(&mut d, "edit Okta Sandbox");
    d.see("Edit client provider Okta Sandbox").keys("Esc");
    command(&mut d, "rename Design");
    d.see("Rename environment").see("Design").keys("Esc");
    command(&mut d, "rename Okta Sandbox");
    d.see("No environment here is named 'Okta Sandbox'.");
    command(&mut d, "copy-id Okta Sandbox");
    assert_eq!(d.effects.last(), Some(&Effect::Copy(SANDBOX.into())));
    command(&mut d, "json Okta Sandbox");
    d.see("JSON of Okta Sandbox").keys("Esc");
    command(&mut d, "impact Okta Sandbox");
    d.see("› Okta Sandbox").on_tab("Impact").keys("Esc");
    command(&mut d, "open Partner Prod");
    d.see("› Environments › Partner Prod").keys("Esc");
    command(&mut d, "move-dependents Okta Sandbox");
    d.see("› Okta Sandbox").see("Move dependents").keys("Esc");
    command(&mut d, "switch Retail");
    d.see("Working in Retail, a business group.");
}

#[test]
fn a_command_with_a_name_obeys_the_same_rules_as_its_key() {
    let mut d = at(Place::List(Location::Environments));
    command(&mut d, "delete Anypoint (built-in)");
    d.see("Anypoint is the built-in client provider. It can't be deleted.");
    command(&mut d, "delete Acme Corp");
    d.see("The root organization can't be deleted.");
    let mut d = Driver::start(StartOptions::default());
    command(&mut d, "delete Okta Sandbox");
    d.see("Sign in first.");
}

#[test]
fn the_palette_says_what_may_follow_a_command() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("delete").see("▌ delete [NAME]");
    d.keys("Esc :").text("diff").see("▌ diff FILE");
    d.keys("Esc :").text("messages").see_not("messages [");
}

#[test]
fn a_name_is_found_whatever_its_case_where_one_thing_alone_has_it() {
    let mut d = Driver::start(client_providers());
    d.keys(":")
        .text("open okta production")
        .keys("Enter")
        .see("› Okta Production");
    d.keys(":")
        .text("delete LEGACY OPENAM")
        .keys("Enter")
        .wait(600)
        .see("Provider       Legacy OpenAM");
}
