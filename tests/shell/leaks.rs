//! Secrets and control characters never leave an organization by the command line.

use std::fs;

use serde_json::{Value, json};

use super::{Shell, demo};

/// Members that no document mentions, each with a secret in it.
fn hidden() -> Vec<(&'static str, Value)> {
    vec![
        ("authorizationHeader", json!("SSWS LEAK")),
        ("tokenValue", json!("LEAK")),
        ("sharedKey", json!({"at": ["LEAK"]})),
        ("psk", json!("LEAK")),
        ("key", json!("-----BEGIN PRIVATE KEY-----\nLEAK")),
        ("jwk", json!({"kty": "RSA", "d": "LEAK"})),
        ("callback", json!("https://idp.example.com/?access_token=LEAK")),
    ]
}

/// A file in which a client provider has all of them, and an address with a token.
fn leaky() -> Shell {
    let shell = Shell::new();
    let mut organization = demo();
    let provider = &mut organization["clientProviders"][0];
    for (name, secret) in hidden() {
        provider[name] = secret.clone();
        provider["oidc_dynamic_client_provider"][name] = secret;
    }
    // What sign-ins lead to may have secrets as well.
    let uris = json!([
        "https://app:LEAK@app.example.com/back?access_token=LEAK&env=prod",
        "https://b.example.com/back",
        "https://c.example.com/back#client_secret=LEAK,https://u:LEAK@d.example.com",
        "https://e.example.com/back, https://u:LEAK@f.example.com/back",
    ]);
    for (n, app) in organization["connectedApps"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        app["clientSecret"] = "LEAK".into();
        app["redirectUris"] = uris.clone();
        app["website"] = uris[n % 4].clone();
    }
    for application in organization["applications"].as_array_mut().unwrap() {
        application["clientSecret"] = "LEAK".into();
        application["redirectUris"] = uris.clone();
    }
    for identity in organization["identityProviders"].as_array_mut().unwrap() {
        identity["client_secret"] = "LEAK".into();
    }
    let provider = &mut organization["clientProviders"][0];
    provider["oidc_dynamic_client_provider"]["urls"]["token"] = "https://idp.example.com/t?access_token=LEAK".into();
    fs::write(shell.file(), organization.to_string()).unwrap();
    shell
}

#[test]
fn a_secret_under_an_undocumented_name_is_left_out_and_counted() {
    let shell = leaky();
    let name = demo()["clientProviders"][0]["name"].as_str().unwrap().to_owned();
    fs::write(shell.folder.path().join("before.json"), demo().to_string()).unwrap();
    for arguments in [
        &["providers", "show", &name][..],
        &["providers", "show", &name, "--json"],
        &["providers", "list", "--json"],
        &["report", "apps", "--json"],
        &["report", "users", "--csv"],
        &["report", "access"],
        &["info", "--file", "org.json"],
        &["info", "--file", "org.json", "--json"],
        &["diff", "before.json", "org.json"],
        &["diff", "before.json", "org.json", "--json"],
        &["snapshot", "-o", "copy.json"],
        &["diff", "before.json", "copy.json"],
    ] {
        let said = shell.run_on_file(arguments);
        assert!(
            !said.out.contains("LEAK") && !said.err.contains("LEAK"),
            "{arguments:?}: {}{}",
            said.out,
            said.err
        );
        match arguments[1] {
            "show" => assert!(
                said.err.contains("unknown values that may contain secrets"),
                "{}",
                said.err
            ),
            "before.json" => assert!(said.err.contains("Not compared: "), "{arguments:?}: {}", said.err),
            _ => {}
        }
    }
    let copy = fs::read_to_string(shell.folder.path().join("copy.json")).unwrap();
    assert!(!copy.contains("LEAK") && copy.contains("x-amtui-left-out"));
    for address in [
        "\"https://app.example.com/back?access_token=***&env=prod\"",
        "\"https://b.example.com/back\"",
        "\"https://c.example.com/back#client_secret=***,https://d.example.com\"",
        "\"https://e.example.com/back, https://f.example.com/back\"",
    ] {
        assert!(copy.contains(address), "{address}");
    }
    assert!(
        fs::read_to_string(shell.file()).unwrap().contains("LEAK"),
        "the file itself keeps them"
    );
}

/// A name that would steer a terminal, were it printed as it is.
const STEERS: &str = "Okta\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\nend";

#[test]
fn json_never_holds_a_character_that_steers_a_terminal() {
    let shell = Shell::new();
    let mut organization = demo();
    organization["clientProviders"][0]["name"] = STEERS.into();
    fs::write(shell.file(), organization.to_string()).unwrap();
    let id = organization["clientProviders"][0]["providerId"].as_str().unwrap();
    for arguments in [
        &["list", "--json"][..],
        &["show", id, "--json"],
        &["impact", id, "--json"],
    ] {
        let said = shell.run(arguments);
        let raw: Vec<char> = said
            .out
            .chars()
            .filter(|c| *c != '\n' && !(' '..='~').contains(c))
            .collect();
        assert!(raw.is_empty(), "{arguments:?}: {raw:?}");
        let found: Value = serde_json::from_str(&said.out).unwrap();
        let named = |value: &Value| value["name"] == STEERS;
        assert!(named(&found) || found.as_array().unwrap().iter().any(named), "{found}");
    }
}

#[test]
fn wrong_arguments_are_quoted_without_what_steers_a_terminal() {
    let shell = Shell::new();
    for arguments in [
        &["--\u{1b}]0;title\u{7}"][..],
        &["--theme", "\u{1b}[2J"],
        &["providers", "show", "\u{9b}2J"],
        &["play", "\u{1b}[2J.tape"],
        &["--open", "places/\u{202e}"],
        &["diff", "\u{1b}c", "\u{1b}c"],
    ] {
        let output = shell.command(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let raw = said
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(raw, None, "{arguments:?}: {said:?}");
    }
}
