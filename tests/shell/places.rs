//! `amtui info`, profiles, and the keyring that is not there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{CommandOutput, close};

/// A home with this `config.toml`.
fn run(config: Option<&str>, variables: &[(&str, &str)], arguments: &[&str]) -> CommandOutput {
    let home = tempfile::tempdir().unwrap();
    if let Some(config) = config {
        fs::create_dir_all(home.path().join("config/amtui")).unwrap();
        fs::write(home.path().join("config/amtui/config.toml"), config).unwrap();
        close(&home.path().join("config/amtui"));
    }
    run_in(home.path(), variables, arguments)
}

fn run_in(home: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> CommandOutput {
    let output = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_STATE_HOME", home.join("state"))
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!home.join("state").exists(), "asking makes nothing");
    CommandOutput {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const PROFILES: &str =
    "[profiles.acme-eu]\nregion = \"eu1\"\nclient_id = \"app-1\"\nwrite = true\n\n[profiles.\"b\\u001b\"]\n";

#[test]
fn info_tells_places_profiles_and_the_names_of_variables() {
    let variables = [
        ("ANYPOINT_CLIENT_SECRET", "hush"),
        ("AMTUI_CLIENT_SECRET", "hush"),
        ("ANYPOINT_ORG", ""),
    ];
    let said = run(Some(PROFILES), &variables, &["info"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    for line in [
        "profile\tacme-eu at eu1.anypoint.mulesoft.com\twrite",
        "profile\tb<U+001B> at anypoint.mulesoft.com\tread-only",
        "variable\tAMTUI_CLIENT_SECRET\tset",
        "variable\tANYPOINT_CLIENT_SECRET\tset",
    ] {
        assert!(lines.contains(&line), "{}", said.out);
    }
    assert!(
        !said.out.contains("hush") && !said.out.contains("ANYPOINT_ORG"),
        "{}",
        said.out
    );
    let found = |end: &str| lines.iter().any(|line| line.ends_with(end));
    assert!(
        found("config/amtui/config.toml\t") && found("state/amtui/deleted\tnot there"),
        "{}",
        said.out
    );

    let said = run(Some(PROFILES), &variables, &["info", "--json"]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["profiles"][0]["host"], "eu1.anypoint.mulesoft.com");
    assert_eq!(
        json["variables"],
        serde_json::json!(["AMTUI_CLIENT_SECRET", "ANYPOINT_CLIENT_SECRET"])
    );
    assert_eq!(
        (&json["places"]["config"]["exists"], &json["places"]["keys"]["exists"]),
        (&true.into(), &false.into())
    );
    assert!(!said.out.contains("hush"), "{}", said.out);
}

#[test]
fn info_says_what_is_wrong_with_the_keys() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("config/amtui")).unwrap();
    fs::write(home.path().join("config/amtui/keys.toml"), "[[bind]]\nhots = 1\n").unwrap();
    for arguments in [&["info"][..], &["info", "--json"]] {
        let said = run_in(home.path(), &[], arguments);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains("config/amtui/keys.toml:1: "), "{}", said.err);
        assert!(said.out.contains("keys.toml"), "{}", said.out);
    }
}

#[test]
fn a_secret_in_the_file_is_refused_with_its_line_and_not_shown() {
    let config = format!("{PROFILES}client_secret = \"hush\"\nhots = 1\n");
    for arguments in [["info", "--json"], ["sign-in", "--profile=acme-eu"]] {
        let said = run(Some(&config), &[], &arguments);
        assert_eq!(said.code, 2);
        let says = "config.toml:7: a secret doesn't belong in this file. Remove client_secret, and use \
                    AMTUI_CLIENT_SECRET, the keyring or the prompt.\n";
        assert!(said.err.contains(says), "{}", said.err);
        assert!(
            said.err.contains("config.toml:8: amtui doesn't know 'hots': "),
            "{}",
            said.err
        );
        assert!(!format!("{}{}", said.out, said.err).contains("hush"), "{}", said.err);
    }
}

#[test]
fn who_signs_in_must_be_named_and_there_must_be_a_place_to_keep_it() {
    for (arguments, says) in [
        (vec!["sign-in"], "Give the profile: --profile NAME."),
        (vec!["sign-out", "--profile", "x"], "There are: acme-eu, b<U+001B>."),
        (vec!["sign-in", "--profile", "b\u{1b}"], "does not say who signs in"),
        (vec!["--live", "--profile", "x"], "cannot be used with"),
        (vec!["--read-only", "--profile", "x", "--write"], "cannot be used with"),
    ] {
        let said = run(Some(PROFILES), &[], &arguments);
        assert!(said.code == 2 && said.err.contains(says), "{arguments:?}: {}", said.err);
    }
    assert!(
        run(None, &[], &["sign-in", "--profile", "x"])
            .err
            .contains("config.toml has none.")
    );
    if cfg!(not(feature = "keyring")) {
        for deed in ["sign-in", "sign-out"] {
            let said = run(Some(PROFILES), &[], &[deed, "--profile", "acme-eu"]);
            assert!(
                said.code == 2 && said.err.contains("This build of amtui has no keyring"),
                "{}",
                said.err
            );
        }
    }
}
