//! What is done for those who watch: keys on screen, stand-ins, longer notices, starting over.

use std::collections::BTreeSet;

use amtui::app::key::Key;
use amtui::app::model::mask::person;
use amtui::app::msg::{Effect, Msg, Recording};
use amtui::app::viewport::Size;
use proptest::prelude::*;
use serde_json::Value;

use crate::driver::{Driver, StartOptions, client_providers, provider};

/// Everything in the demo that a mask must hide: names of people, e-mails, ids, hosts, addresses, client ids, and what
/// payloads of the audit alone say.
fn secrets() -> Words {
    fn walk(value: &Value, name: &str, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(_) if name == "token_mapping" => {}
            Value::Object(members) => members.iter().for_each(|(name, member)| walk(member, name, found)),
            Value::Array(items) => items.iter().for_each(|item| walk(item, name, found)),
            Value::String(text) => {
                if text.len() == 36 && text.matches('-').count() == 4 {
                    found.insert(text.clone());
                    found.insert(text.split_at(8).0.to_owned());
                }
                if let Some((_, rest)) = text.split_once("://") {
                    found.insert(rest.split(['/', ':']).next().unwrap().to_owned());
                }
                if text.contains('@')
                    || ["username", "userName", "clientIp", "clientId", "client_id", "domain"].contains(&name)
                {
                    found.insert(text.clone());
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    let demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    // Where the demo's own texts go, not its secrets: those are never on a screen at all.
    walk(&demo, "", &mut found);
    for provider in demo["clientProviders"].as_array().unwrap() {
        let id = &provider["oidc_dynamic_client_provider"]["primary_client"]["id"];
        found.extend(id.as_str().map(str::to_owned));
    }
    for provider in demo["identityProviders"].as_array().unwrap() {
        let told = [
            "/oidc_provider/client/credentials/id",
            "/saml/audience",
            "/saml/public_key/0",
        ];
        found.extend(
            told.iter()
                .filter_map(|at| Some(provider.pointer(at)?.as_str()?.to_owned())),
        );
    }
    let mut others = demo.clone();
    let users = others["users"].take();
    let audit = others["audit"].as_array_mut().unwrap().iter_mut();
    let payloads: Vec<Value> = audit.map(|entry| entry["payload"].take()).collect();
    let others = others.to_string();
    let name = |user: &Value| {
        let [first, last] = ["firstName", "lastName"].map(|name| user[name].as_str());
        Some(format!("{} {}", first?, last?))
    };
    let mut told: Vec<String> = users.as_array().unwrap().iter().filter_map(name).collect();
    for payload in &payloads {
        texts(payload, &mut told);
    }
    // What something else is called as well is no secret.
    told.retain(|text| !others.contains(text.as_str()));
    assert!(told.len() > 40, "{told:?}");
    found.extend(told);
    assert!(found.len() > 250, "{}", found.len());
    Words::of(found)
}

/// Every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| texts(member, found)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::String(text) => found.push(text.clone()),
        _ => {}
    }
}

/// Words that are sought all at once: each by its first two bytes.
struct Words(Vec<Vec<String>>);

impl Words {
    fn of(all: BTreeSet<String>) -> Self {
        let mut words = vec![Vec::new(); 1 << 16];
        for word in all {
            words[Self::place(word.as_bytes())].push(word);
        }
        Self(words)
    }

    fn place(text: &[u8]) -> usize {
        usize::from(text[0]) << 8 | usize::from(text[1])
    }

    fn found_in(&self, text: &str) -> Option<&String> {
        let bytes = text.as_bytes();
        (1..bytes.len()).find_map(|end| {
            let rest = &bytes[end - 1..];
            let mut words = self.0[Self::place(rest)].iter();
            words.find(|word| rest.starts_with(word.as_bytes()))
        })
    }
}

fn hides(d: &Driver, secrets: &Words) -> Result<(), String> {
    let screen = d.screen();
    // Also where a word goes on in the next row of a wrapped text.
    let rows: String = screen.lines().map(|l| l.trim_matches([' ', '\u{2502}'])).collect();
    match secrets.found_in(&screen).or_else(|| secrets.found_in(&rows)) {
        Some(secret) => Err(format!("{secret} is on the screen:\n{screen}")),
        None => Ok(()),
    }
}

#[test]
fn a_secret_is_found_wherever_it_stands() {
    let words = Words::of(["ana.ortiz".into(), "2e50e859".into()].into());
    for (text, found) in [
        ("by ana.ortiz", Some("ana.ortiz")),
        ("ana.ortiz", Some("ana.ortiz")),
        ("2e502e50e859 ", Some("2e50e859")),
        ("ana.orti", None),
        ("", None),
    ] {
        assert_eq!(words.found_in(text).map(String::as_str), found, "{text}");
    }
}

/// The demo as if it were somebody's own organization file.
fn own_file() -> StartOptions {
    StartOptions {
        organization: Some(serde_json::from_str(include_str!("../../assets/demo.json")).unwrap()),
        ..client_providers()
    }
}

fn recordings(d: &Driver) -> usize {
    let asked = d.effects.iter().filter(|e| matches!(e, Effect::Record(_)));
    asked.count()
}

#[test]
fn one_s_own_organization_is_recorded_with_stand_ins_only() {
    let mut d = Driver::start(own_file());
    d.keys("F6");
    assert_eq!(recordings(&d), 0);
    d.see("Not recorded: it would show accounts, ids and hosts.");
    d.keys("F4 F6");
    assert_eq!(recordings(&d), 1);
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.wait(1000).keys("F4");
    d.see("[MASKED]");
    d.see("End the recording first (F6): accounts stay hidden in it.");
}

#[test]
fn stand_ins_that_come_in_the_middle_of_a_recording_say_what_it_holds() {
    let mut d = Driver::start(client_providers());
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.keys("F4");
    d.see("The recording so far");
    d.see("ids and hosts.");
    d.wait(1000).keys("F4");
    d.see("Accounts, ids and hosts are no longer hidden");
}

fn masked() -> StartOptions {
    StartOptions {
        show: crate::driver::MASKED,
        ..client_providers()
    }
}

#[test]
fn no_page_shows_what_the_mask_hides() {
    let secrets = secrets();
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        ..StartOptions::default()
    });
    // Also in the moment before anything has arrived.
    let mut early = Driver::start(masked());
    early.hold = true;
    early.keys(":").text("sign-out").keys("Enter Enter Enter");
    early.answer();
    hides(&early, &secrets).unwrap();
    let mut keys = vec![
        "Enter", "Enter", "Enter", "j", "Enter", "Tab", "Enter", "Tab", "4", "j", "Enter", "Tab", "7",
    ];
    for _ in 0..6 {
        keys.extend([
            "j", "Enter", "Tab", "Tab", "Tab", "Tab", "G", "J", "G", "q", "D", "Esc", "q",
        ]);
    }
    for page in ["0", "2", "3", "5", "6", "8", "9"] {
        keys.push(page);
        for _ in 0..6 {
            keys.extend(["j", "Enter", "G", "Tab", "G", "Tab", "q"]);
        }
    }
    keys.extend(["b", "j", "Enter", "j", "D", "j", "Enter", ":", "Esc"]);
    for size in [(80, 24), (120, 36), (200, 60)] {
        d.size(size.0, size.1);
        for key in &keys {
            d.keys(key);
            hides(&d, &secrets).unwrap();
        }
    }
    d.keys(":").text("messages").keys("Enter");
    hides(&d, &secrets).unwrap();
    // An account without rights is told so by name.
    for user in ["ben.okafor", "carol.wu"] {
        let mut d = Driver::start(StartOptions {
            user: Some(user),
            ..masked()
        });
        d.keys("j D");
        hides(&d, &secrets).unwrap();
        d.see("[MASKED]");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_random_walk_shows_what_the_mask_hides(walk in proptest::collection::vec(0usize..38, 200), width in 60u16..140, height in 16u16..50) {
        const KEYS: [&str; 38] = [
            "j", "k", "G", "Enter", "Enter", "l", "h", "Esc", "Tab", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "b", "D", "i", "s", "S", "r", "J", "p", "?", "PgDn", "q",
            "a", "e", "e", "R", "m", "Ctrl-S", "Space", "Backspace",
        ];
        let secrets = secrets();
        let mut d = Driver::start(masked());
        d.send(Msg::Resize(Size { width, height }));
        for at in walk {
            d.press(Key::parse(KEYS[at]).unwrap());
            let hidden = hides(&d, &secrets);
            prop_assert!(hidden.is_ok(), "{}", hidden.unwrap_err());
        }
    }
}

#[test]
fn the_same_thing_has_the_same_stand_in_everywhere() {
    let mut d = Driver::start(masked());
    let ana = person::stand_in("ana.ortiz", 0);
    d.see(&ana).keys("1 Enter").see(&ana);
    Driver::start(masked()).see(&ana);
    d.keys("F4").see("ana.ortiz").see_not("[MASKED]").keys("F4").see(&ana);
}

#[test]
fn an_id_that_is_asked_for_is_the_one_that_is_seen() {
    let mut organization: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    organization["clientProviders"][2]["name"] = "Okta\u{200b} Production".into();
    let mut d = Driver::start(StartOptions {
        organization: Some(organization),
        show: crate::driver::MASKED,
        ..client_providers()
    });
    d.keys("/").text("200b").keys("Enter D").wait(600).see_not("2e50e859");
    let screen = d.screen();
    let asked = screen
        .split("enter ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    d.text(&asked).see("Id matches.");
    let mut d = provider("Okta Production");
    d.keys("F4 y i");
    assert_eq!(
        d.effects.last(),
        Some(&Effect::Copy("2e50e859-0042-46ff-8cf8-1ad6f0c78b67".into())),
        "what is taken along is real"
    );
}

#[test]
fn keys_are_shown_for_a_moment_and_counted() {
    let mut d = Driver::start(StartOptions {
        show: crate::driver::WITH_KEYS,
        ..client_providers()
    });
    d.keys("j j j j Enter").see("keys:  j x4  Enter");
    d.wait(2_600)
        .see_not("keys:")
        .keys("F3 j")
        .see_not("keys:")
        .keys("F3 k")
        .see("keys:  k");
}

#[test]
fn notices_last_longer_while_others_watch() {
    let mut d = provider("Okta Production");
    d.keys("D Esc").see("Not deleted.").wait(4_100).see_not("Not deleted.");
    d.keys("F3 D Esc")
        .wait(7_000)
        .see("Not deleted.")
        .wait(1_100)
        .see_not("Not deleted.");
}

#[test]
fn a_recording_shows_its_time_and_says_where_it_is() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("record talk.cast").keys("Enter");
    assert_eq!(d.effects.last(), Some(&Effect::Record(Some("talk.cast".into()))));
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.see("[REC 00:00]").wait(61_500).see("[REC 01:01]");
    d.send(Msg::Recording(Ok(Recording::Ended("talk.cast".into()))));
    d.see("Recorded in talk.cast.").see_not("[REC");
    d.keys("F6 F7 F2");
    let asked = [Effect::Record(None), Effect::Screenshot(None), Effect::Tour(None)];
    assert!(d.effects.ends_with(&asked), "{:?}", d.effects);
}

#[test]
fn fresh_asks_and_says_what_is_lost_before_the_demo_starts_over() {
    let mut d = Driver::start(client_providers());
    let before = d.file();
    d.keys("j j j")
        .confirm("Okta Production")
        .wait(700)
        .fire()
        .see("Deleted")
        .wait(700);
    let changed = d.file();
    let fresh = |d: &mut Driver| {
        d.wait(1_500).keys(":").text("fresh").keys("Enter");
        d.see("Reset the demo?")
            .see("▌ Keep it")
            .see("loses 1 change, and all before; a damaged file is kept");
    };
    // Nothing happens unless it is chosen.
    for key in ["Enter", "Esc", "q"] {
        fresh(&mut d);
        d.keys(key).see_not("Reset the demo?");
        assert_eq!(d.file(), changed, "{key}");
    }
    fresh(&mut d);
    d.keys("j Enter").see("Demo reset.").see("Client Providers (7)");
    assert_eq!(d.file(), before);
    d.undo().see("There is nothing to undo.");
}

#[test]
fn fresh_works_where_nobody_is_signed_in() {
    let mut d = Driver::start(client_providers());
    d.keys(":").text("sign-out").keys("Enter").see("Sign in");
    d.wait(1_500)
        .keys(":")
        .text("fresh")
        .keys("Enter")
        .see("Reset the demo?");
    d.keys("j Enter").see("Demo reset.").wait(1_500).keys("Enter");
    d.see("ana.ortiz");
}

#[test]
fn fresh_leaves_a_file_of_one_s_own_alone() {
    let mut d = Driver::start(own_file());
    let before = d.file();
    d.keys(":")
        .text("fresh")
        .keys("Enter")
        .see("Only the demo can be reset.")
        .see_not("Reset the demo?");
    assert_eq!(d.file(), before);
}
