//! What the rules keep from being added and edited, what they warn of, and how the screens say so.

use amtui::app::page::Page;
use amtui::domain::ProviderRef;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::forms::filled;

// R32
#[test]
fn pingfederate_says_why_it_is_not_offered() {
    let mut d = Driver::start(client_providers());
    d.keys("a G Enter").see("PingFederate can't be added any more");
    d.see("Add client provider: choose its type");
}

// R42
#[test]
fn an_equal_name_is_allowed_and_warned_of() {
    let mut d = filled();
    d.size(120, 40);
    d.keys("Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Ctrl-U");
    d.text("okta production").keys("Ctrl-S");
    d.see_not("has this name");
    d.keys("Esc Ctrl-U").text("Okta Production").keys("Ctrl-S");
    d.see("Another client provider has this name:")
        .see("2e50e859-0042-46ff-8cf8-1ad6f0c78b67")
        .see("one gets an id of its own.");
    d.wait(800)
        .keys("Enter")
        .see("Added client provider 'Okta Production'.");
}

// R42
#[test]
fn an_edit_to_a_name_of_another_one_tells_both_ids() {
    let mut d = provider("Legacy OpenAM");
    d.size(120, 40);
    d.keys("e Ctrl-U").text("Okta Production").keys("Ctrl-S");
    d.see("Another client provider has this name:")
        .see("2e50e859-0042-46ff-8cf8-1ad6f0c78b67");
    let own = d.app.page().and_then(Page::provider);
    let Some(ProviderRef::External(own)) = own else {
        panic!("{own:?}")
    };
    d.see(&format!("one is {own}."));
}

#[test]
fn who_may_not_is_told_why() {
    let mut d = Driver::start(StartOptions {
        user: Some("ben.okafor"),
        ..client_providers()
    });
    d.keys("a")
        .see("This needs Organization Administrator of Acme Corp. ben.okafor does not have");
    d.keys("j e")
        .see("This needs Organization Administrator of Acme Corp. ben.okafor does not have");
    let mut d = Driver::start(StartOptions {
        read_only: true,
        ..client_providers()
    });
    d.keys("a").see("amtui was started read-only. Nothing can be changed.");
    d.keys("j e")
        .see("amtui was started read-only. Nothing can be changed.");
    let mut d = Driver::start(client_providers());
    d.keys("e")
        .see("Anypoint is the built-in client provider. It has nothing to edit.");
}

// R1
#[test]
fn at_25_add_is_off_and_says_so() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let all = demo["clientProviders"].as_array_mut().unwrap();
    let one = all[0].clone();
    for n in all.len()..25 {
        let mut more = one.clone();
        more["providerId"] = format!("00000000-0000-4000-8000-0000000000{n:02}").into();
        more["name"] = format!("More {n}").into();
        all.push(more);
    }
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        ..client_providers()
    });
    d.keys("a")
        .see("25 of 25 external providers. Delete one first.")
        .see_not("its type");
}
