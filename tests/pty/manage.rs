//! Client management of the built program on real keys: from a new provider to the end of an old one.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::demo;
use crate::terminal::Terminal;

const ISSUER: &str = "https://acme-new.okta.example";
const SECRET: &str = "hush-hush-4711";

/// What the audit tells of it: action, kind and name of the object.
const DONE: [[&str; 3]; 11] = [
    ["Create", "Client Provider", "Okta Next"],
    ["Edit", "Environment", "Staging"],
    ["Edit", "Environment", "US Sandbox"],
    ["Edit", "Environment", "Staging"],
    ["Edit", "API", "billing-api 1.2.0"],
    ["Edit", "API", "search-api 2.1.0"],
    ["Edit", "API", "reviews-api 3.2.1"],
    ["Edit", "API", "carts-api 3.0.0"],
    ["Edit", "Environment", "Staging"],
    ["Edit", "Environment", "US Sandbox"],
    ["Delete", "Client Provider", "Okta Sandbox"],
];

fn id(file: &Value, list: &str, name: &str) -> Value {
    let found = named(file, list, name);
    let id = found.get("providerId").or_else(|| found.get("id"));
    id.cloned().unwrap()
}

fn named<'a>(file: &'a Value, list: &str, name: &str) -> &'a Value {
    let mut all = file[list].as_array().unwrap().iter();
    all.find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn environment<'a>(file: &'a mut Value, name: &str) -> &'a mut Value {
    let mut all = file["environments"].as_array_mut().unwrap().iter_mut();
    all.find(|one| one["name"] == name).unwrap()
}

fn api<'a>(file: &'a mut Value, environment: &Value, asset: &str) -> &'a mut Value {
    let mut all = file["apis"].as_array_mut().unwrap().iter_mut();
    all.find(|one| one["environmentId"] == *environment && one["assetId"] == asset)
        .unwrap()
}

/// The demo, where no API has a contract and Okta Sandbox is used by Staging and US Sandbox alone.
fn prepared() -> Value {
    let mut file = demo();
    let sandbox = id(&file, "clientProviders", "Okta Sandbox");
    let kept = ["Staging", "US Sandbox"].map(|name| id(&file, "environments", name));
    for api in file["apis"].as_array_mut().unwrap() {
        api["contracts"] = json!([]);
        if api["providerId"] == sandbox && !kept.contains(&api["environmentId"]) {
            api["providerId"] = Value::Null;
            api["policies"] = json!([]);
        }
    }
    for environment in file["environments"].as_array_mut().unwrap() {
        if !kept.contains(&environment["id"]) {
            let list = environment["clientManagementProviderIds"].as_array_mut().unwrap();
            list.retain(|one| *one != sandbox);
        }
    }
    file
}

/// What the file is to be in the end: `before`, and by hand what was done. `new` is the id the new provider was given.
fn wanted(mut file: Value, new: &Value) -> Value {
    let old = id(&file, "clientProviders", "Okta Sandbox");
    let production = id(&file, "clientProviders", "Okta Production");
    let staging = id(&file, "environments", "Staging");
    let us = id(&file, "environments", "US Sandbox");
    let organization = file["organization"]["id"].clone();
    let all = file["clientProviders"].as_array_mut().unwrap();
    all.retain(|one| one["providerId"] != old);
    all.push(json!({
        "providerId": new,
        "organizationId": organization,
        "name": "Okta Next",
        "type": { "name": "openid-dynamic-client" },
        "oidc_dynamic_client_provider": {
            "issuer": ISSUER,
            "client": { "urls": { "register": format!("{ISSUER}/oauth2/v1/clients") } },
            "primary_client": { "id": "introspector", "secret": SECRET },
            "urls": {
                "authorize": format!("{ISSUER}/oauth2/v1/authorize"),
                "token": format!("{ISSUER}/oauth2/v1/token"),
                "introspect": format!("{ISSUER}/oauth2/v1/introspect"),
            },
            "supported_grant_types": ["authorization_code", "implicit", "refresh_token", "password", "client_credentials"],
        },
    }));
    environment(&mut file, "Staging")["clientManagementProviderIds"] = json!([new, production]);
    environment(&mut file, "US Sandbox")["clientManagementProviderIds"] = json!([new]);
    for asset in ["billing-api", "search-api", "reviews-api"] {
        api(&mut file, &staging, asset)["providerId"] = new.clone();
    }
    api(&mut file, &us, "carts-api")["providerId"] = new.clone();
    for application in file["applications"].as_array_mut().unwrap() {
        if application["providerId"] == old {
            application["providerId"] = Value::Null;
            application["formerProviderId"] = old.clone();
        }
    }
    file
}

/// From the list of client providers to a new one, filled in from its issuer.
fn add(t: &mut Terminal) {
    t.keys("a").wait_for("Add client provider: choose its type").keys("\r");
    t.wait_for("Add OIDC client provider")
        .keys("Okta Next\t\t")
        .wait_for("Okta Next")
        .keys(ISSUER)
        .wait_for(ISSUER)
        .keys("\t")
        .wait_for("[>From issuer<]")
        .keys("\r")
        .wait_for("Filled: Client Registration URL");
    t.keys("\t\t\t\t")
        .keys("introspector\t")
        .wait_for("introspector")
        .keys(SECRET)
        .wait_for("**************");
    t.keys("\x13").wait_for("[>Create<]").keys("\r");
    t.wait_for("Added client provider 'Okta Next'.")
        .wait_for("▌ Okta Next")
        .wait_for("Client Providers (8)");
}

/// Two environments at once, from the provider's page.
fn associate(t: &mut Terminal) {
    t.keys("\r")
        .wait_for("› Okta Next")
        .keys("\t")
        .wait_for("Environments (")
        .wait_for("Environments (0)");
    t.keys("e")
        .wait_for("Environments of Okta Next")
        .keys("j ")
        .wait_for("▌ [x] Staging")
        .keys("jjjjjj ")
        .wait_for("▌ [x] US Sandbox");
    t.keys("\x13")
        .wait_for("US Sandbox (sandbox)")
        .wait_for("[>Save<]")
        .keys("\r")
        .wait_for("2 of 2")
        .wait_for("[>Close<]")
        .keys("\r");
    t.wait_for("2 changes done.").wait_for("Environments (2)");
}

/// It becomes the default of Staging.
fn make_default(t: &mut Terminal) {
    t.keys("4")
        .wait_for("▌ Production")
        .keys("j")
        .wait_for("▌ Staging")
        .keys("e")
        .wait_for("Client providers of Staging");
    t.keys("jj")
        .wait_for("▌ [x] 3. Okta Next")
        .keys("d")
        .wait_for("▌ [x] 1. Okta Next")
        .keys("\x13");
    t.wait_for("Okta Sandbox -> Okta Next")
        .keys("\r")
        .wait_for("Set the client providers of environment 'Staging'.");
}

/// Chooses Okta Next in the menu that stands open, and saves.
fn move_to_it(t: &mut Terminal, name: &str) {
    t.wait_for(&format!("Client provider of {name}"))
        .keys("jjj")
        .wait_for("▌ Okta Next")
        .keys("\r");
    t.wait_for("Move to Okta Next").wait_for("[>Move<]");
    t.press_after_reading()
        .wait_for(&format!("Set the client provider of API '{name}'"));
}

fn move_an_api(t: &mut Terminal) {
    t.keys("q")
        .wait_for("▌ Access Management")
        .keys("j")
        .wait_for("▌ API Manager")
        .keys("\r")
        .wait_for("APIs (45)");
    t.keys("/billing-api 1.2.0\r").wait_for("(1 of 45)").keys("e");
    move_to_it(t, "billing-api 1.2.0");
}

/// The guide takes Okta Sandbox out of use: three APIs, two environments, itself.
fn move_dependents(t: &mut Terminal) {
    t.keys("q")
        .wait_for("▌ API Manager")
        .keys("k")
        .wait_for("▌ Access Management")
        .keys("\r")
        .wait_for("Business Groups (10)")
        .keys("7")
        .wait_for("Client Providers (8)");
    t.keys("gg")
        .wait_for("▌ Anypoint")
        .keys("jjjjj")
        .wait_for("▌ Okta Sandbox");
    t.keys("m")
        .wait_for("Move dependents")
        .wait_for("waits for 3 APIs and 2 environments");
    for (name, left) in [
        ("search-api 2.1.0", "waits for 2 APIs and 2"),
        ("reviews-api 3.2.1", "waits for 1 API and 2"),
        ("carts-api 3.0.0", "waits for 2 environments"),
    ] {
        t.wait_for(&format!("▌ 1 move API  {name}")).keys("\r");
        move_to_it(t, name);
        t.wait_for(left).keys("j");
    }
    t.wait_for("▌ 2 take out  Staging").keys("\r");
    t.wait_for("Client providers of Staging")
        .keys("j ")
        .wait_for("▌ [ ]    Okta Sandbox")
        .keys("\x13")
        .wait_for("Remove")
        .keys("\r");
    t.wait_for("waits for 1 environment ")
        .keys("j")
        .wait_for("▌ 2 take out  US Sandbox")
        .keys("\r");
    t.wait_for("Client providers of US Sandbox")
        .keys("j")
        .wait_for("▌ [x] 2. Okta Next")
        .keys("d")
        .wait_for("▌ [x] 1. Okta Next")
        .keys("j ")
        .wait_for("▌ [ ]    Okta Sandbox")
        .keys("\x13")
        .wait_for("Remove")
        .wait_for("Okta Sandbox -> Okta Next")
        .keys("\r");
    t.wait_for("ready: Enter asks for its name")
        .keys("j")
        .wait_for("▌ 3 delete    Okta Sandbox")
        .keys("\r");
    t.wait_for("To confirm, enter the provider's name:")
        .wait_for("6 client applications lose their registration")
        .wait_for("Checked 12 of 12")
        .keys("Okta Sandbox")
        .wait_for("Name matches.")
        .keys("\r");
    super::press_delete(t, "Okta Sandbox");
    t.wait_for("Client Providers (7)");
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_new_provider_takes_the_place_of_an_old_one_and_the_file_holds_exactly_that() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    let before = prepared();
    fs::write(&path, before.to_string()).unwrap();
    let arguments = ["--file", "org.json", "--as", "ana.ortiz", "--open", "client-providers"];
    let mut t = Terminal::start_in(folder, 120, 40, &arguments, &[]);
    t.wait_for(" FILE ")
        .wait_for("Client Providers (7)")
        .wait_for("Salesforce Partners");
    add(&mut t);
    associate(&mut t);
    make_default(&mut t);
    move_an_api(&mut t);
    move_dependents(&mut t);
    assert!(
        !String::from_utf8_lossy(&t.bytes()).contains(SECRET),
        "it is never drawn"
    );

    let mut after = read(&path);
    let new = id(&after, "clientProviders", "Okta Next");
    let audit = after["audit"].as_array_mut().unwrap();
    let added = audit.split_off(before["audit"].as_array().unwrap().len());
    assert_eq!(after, wanted(before, &new));
    let done: Vec<[&str; 3]> = added
        .iter()
        .map(|entry| {
            assert_eq!(entry["userName"], "ana.ortiz");
            assert!(!entry.to_string().contains("hush"), "{entry}");
            ["action", "objectType", "objectName"].map(|member| entry[member].as_str().unwrap())
        })
        .collect();
    assert_eq!(done, DONE);
    t.keys("qqq");
    assert_eq!(t.code(), 0);
    t.is_restored();
}
