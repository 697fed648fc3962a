//! `amtui config`: which setting holds, and where it comes from.

use std::fs;

use serde_json::{Value, json};

use super::{CommandOutput, Shell, close};

fn config(shell: &Shell, variables: &[(&str, &str)], arguments: &[&str]) -> CommandOutput {
    let output = shell
        .command(&[&["config"], arguments].concat())
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    CommandOutput {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn write(shell: &Shell, text: &str) {
    let folder = shell.folder.path().join(".config/amtui");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
    close(&folder);
}

#[test]
fn an_option_goes_before_a_variable_and_both_go_before_the_file() {
    let shell = Shell::new();
    let said = |variables: &[(&str, &str)], arguments: &[&str]| -> Value {
        let said = config(&shell, variables, &[&["--json"], arguments].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    };
    assert_eq!(said(&[], &[])["mouse"], json!({"value": "on", "from": "default"}));
    write(&shell, "# mine\ntheme = \"light\"\nmouse = false\n");
    let file = shell
        .folder
        .path()
        .join(".config/amtui/config.toml")
        .display()
        .to_string();
    let own = said(&[], &[]);
    assert_eq!(own["theme"], json!({"value": "light", "from": format!("{file}:2")}));
    assert_eq!(own["mouse"], json!({"value": "off", "from": format!("{file}:3")}));
    let variable = [("AMTUI_THEME", "mono"), ("AMTUI_MOUSE", "1")];
    assert_eq!(
        said(&variable, &[])["theme"],
        json!({"value": "mono", "from": "AMTUI_THEME"})
    );
    assert_eq!(
        said(&variable, &[])["mouse"],
        json!({"value": "on", "from": "AMTUI_MOUSE"})
    );
    let option = said(&variable, &["--theme", "high-contrast"]);
    assert_eq!(option["theme"], json!({"value": "high-contrast", "from": "--theme"}));
}

#[test]
fn every_mistake_is_told_with_its_line_and_what_is_right_holds() {
    let shell = Shell::new();
    write(
        &shell,
        "theme = \"pink\"\nmouse = false\npreview = 1\ncolour = \"x\"\n[profiles.a]\nwrite = 7\n",
    );
    let said = config(&shell, &[("AMTUI_ASCII", "maybe")], &[]);
    assert_eq!(said.code, 2);
    assert!(
        said.out.lines().any(|line| line.starts_with("mouse\toff\t")),
        "{}",
        said.out
    );
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 5, "{}", said.err);
    for part in [
        "AMTUI_ASCII: ",
        "config.toml:1: theme: ",
        "toml:3: preview: ",
        "toml:4: amtui doesn't know 'colour'",
        "toml:6: write: ",
    ] {
        assert!(lines.iter().any(|line| line.contains(part)), "{part}: {}", said.err);
    }
}

#[test]
fn an_own_theme_is_a_theme_for_option_variable_and_file() {
    let shell = Shell::new();
    let themes = "[themes.mine]\nbase = \"light\"\nmuted = \"#eeeeee\"\n[themes.other]\n";
    write(&shell, &format!("theme = \"mine\"\n{themes}"));
    let theme = |variables: &[(&str, &str)], arguments: &[&str]| {
        let said = config(&shell, variables, &[&["--json"], arguments].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        // What is hard to read is warned of, and holds.
        assert!(
            said.err.contains("config.toml:2: mine: too little contrast: muted "),
            "{}",
            said.err
        );
        let object: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(object["themes"]["value"], "mine, other");
        object["theme"]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(theme(&[], &[]), "mine");
    assert_eq!(theme(&[("AMTUI_THEME", "other")], &[]), "other");
    assert_eq!(theme(&[("AMTUI_THEME", "dark")], &["--theme", "other"]), "other");
    let refused = config(&shell, &[], &["--theme", "othr"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("Did you mean other?"), "{}", refused.err);
    let wrong = config(&shell, &[("AMTUI_THEME", "pink")], &[]);
    assert!(
        wrong
            .err
            .contains("AMTUI_THEME: the themes are auto, dark, light, high-contrast, mono, mine, other."),
        "{}",
        wrong.err
    );
}

#[test]
fn defaults_and_columns_of_the_file_are_told_and_options_go_before_them() {
    let shell = Shell::new();
    write(
        &shell,
        "[columns]\nusers = [\"name\", \"status\"]\n[defaults]\nopen = \"users\"\nas = \"ana.ortiz\"\nread_only = true\n",
    );
    let all = |variables: &[(&str, &str)], arguments: &[&str]| -> Value {
        let said = config(&shell, variables, &[&["--json"], arguments].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    };
    let file = shell.folder.path().join(".config/amtui/config.toml");
    let at = |line: usize| format!("{}:{line}", file.display());
    let said = all(&[], &[]);
    for (setting, value, line) in [
        ("columns.users", "name, status", 2),
        ("open", "users", 4),
        ("as", "ana.ortiz", 5),
        ("read-only", "on", 6),
    ] {
        assert_eq!(said[setting], json!({"value": value, "from": at(line)}));
    }
    assert_eq!(said["mask"], json!({"value": "off", "from": "default"}));
    let said = all(
        &[("AMTUI_READ_ONLY", "0"), ("AMTUI_MASK", "1")],
        &["--as", "ben.okafor"],
    );
    assert_eq!(said["read-only"], json!({"value": "off", "from": "AMTUI_READ_ONLY"}));
    assert_eq!(said["mask"], json!({"value": "on", "from": "AMTUI_MASK"}));
    assert_eq!(said["as"], json!({"value": "ben.okafor", "from": "--as"}));
}

#[test]
fn a_file_that_turns_changes_off_keeps_scripts_from_deleting() {
    let shell = Shell::new();
    write(&shell, "[defaults]\nread_only = true\n");
    let before = fs::read(shell.file()).unwrap();
    let delete = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];
    let refused = shell.run_on_file(&delete);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(fs::read(shell.file()).unwrap(), before);
    write(&shell, "[defaults]\nread_only = false\n");
    assert_eq!(shell.run_on_file(&delete).code, 0);
}

#[test]
fn a_file_or_a_variable_that_nobody_can_read_keeps_scripts_from_deleting_and_says_why() {
    let shell = Shell::new();
    let before = fs::read(shell.file()).unwrap();
    let delete = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];
    let refused = |text: &str, variables: &[(&str, &str)], why: &str| {
        write(&shell, text);
        let file = shell.file();
        let arguments = [&["--file", file.to_str().unwrap()], &delete[..]].concat();
        let run = shell
            .command(&arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(3), "{text}: {err}");
        assert!(err.contains(why), "{text}: {err}");
        assert_eq!(fs::read(shell.file()).unwrap(), before);
    };
    let off = "Changes are off until you correct this";
    refused("theme = \n[defaults]\nread_only = true\n", &[], off);
    refused("defaults = \"x\"\n", &[], off);
    refused("[default]\nread_only = true\n", &[], off);
    refused("[defaults]\nreadonly = true\n", &[], off);
    refused("read_only = true\n", &[], off);
    refused(&"#".repeat(5 << 20), &[], off);
    refused(
        "",
        &[("AMTUI_READ_ONLY", "yes")],
        "AMTUI_READ_ONLY: 1 or 0 is expected.",
    );
    write(&shell, "theme = \n");
    let said = config(&shell, &[("AMTUI_MASK", "yes")], &["--json"]);
    let said: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&said["mask"]["value"], &said["read-only"]["value"]),
        (&json!("on"), &json!("on"))
    );
    // Whoever allows changes may make them.
    let file = shell.file();
    let arguments = [&["--file", file.to_str().unwrap()], &delete[..]].concat();
    let mut allowed = shell.command(&arguments);
    assert!(allowed.env("AMTUI_READ_ONLY", "0").status().unwrap().success());
}

#[test]
fn the_file_of_your_own_keys_is_named_whether_it_is_there_or_not() {
    let shell = Shell::new();
    let keys = || -> Value {
        let said = config(&shell, &[], &["--json"]);
        serde_json::from_str::<Value>(&said.out).unwrap()["keys"].clone()
    };
    let folder = shell.folder.path().join(".config/amtui");
    let file = folder.join("keys.toml").display().to_string();
    assert_eq!(keys(), json!({"value": file, "from": "not there"}));
    write(&shell, "");
    fs::write(folder.join("keys.toml"), "").unwrap();
    assert_eq!(keys(), json!({"value": file, "from": "file"}));
}

#[test]
fn a_tour_and_a_provider_of_nearly_that_name_are_suggested() {
    let shell = Shell::new();
    for (arguments, meant) in [
        (&["play", "delte"][..], "Did you mean delete?"),
        (&["providers", "show", "oktaa"], "Did you mean Okta "),
    ] {
        let output = shell.command(arguments).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains(meant), "{err}");
    }
}

#[test]
fn a_theme_with_mistakes_is_not_listed_as_if_it_were_whole() {
    let shell = Shell::new();
    write(
        &shell,
        "[themes.mine]\nbase = \"light\"\naccnet = \"#a03010\"\n[themes.other]\n",
    );
    let said = config(&shell, &[], &["--json"]);
    assert_ne!(said.code, 0);
    assert!(
        said.err.contains("mine: no part of the screen is named accnet."),
        "{}",
        said.err
    );
    let object: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(object["themes"]["value"], "mine (in part: see the mistakes), other");
}

#[test]
fn a_locale_without_utf_8_is_said_to_decide_about_ascii() {
    let shell = Shell::new();
    let said = |variables: &[(&str, &str)]| -> Value {
        let said = config(&shell, variables, &["--json"]);
        serde_json::from_str::<Value>(&said.out).unwrap()["ascii"].clone()
    };
    let locale = |value| [("LC_ALL", value)];
    assert_eq!(
        said(&locale("C")),
        json!({"value": "on", "from": "locale without UTF-8"})
    );
    assert_eq!(said(&locale("C.UTF-8")), json!({"value": "off", "from": "default"}));
}
