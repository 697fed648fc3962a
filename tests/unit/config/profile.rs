//! Profiles: what they say, and what is wrong with them.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use amtui::config::profile::{Principal, Profile, named, read};
use amtui::domain::login::Redirect;

/// Reads a file of this text in the folder.
fn profiles(text: &str, folder: &Path) -> Result<BTreeMap<String, Profile>, String> {
    let path = folder.join("config.toml");
    fs::write(&path, text).expect("written");
    // Whatever others may do with new files here.
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("set");
    read(&path).map_err(|why| why.to_string())
}

/// What is wrong with it, by its line.
fn problems(text: &str) -> Vec<(usize, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let told = profiles(text, folder.path()).expect_err("it is wrong");
    let file = format!("{}:", folder.path().join("config.toml").display());
    let told = told
        .lines()
        .map(|line| line.strip_prefix(&file).expect("the file is named"));
    let told = told.map(|line| line.split_once(": ").expect("the line is named"));
    told.map(|(line, why)| (line.parse().expect("a number"), why.to_owned()))
        .collect()
}

#[test]
fn profiles_are_read_with_what_they_leave_out() {
    let text = "[profiles.acme-eu]\nregion = \"eu1\"\nclient_id = \"app-1\"\nwrite = true\nprotected = true\n\
                ca_file = \"ca.pem\"\nconcurrency = 0x10\n\n[profiles.private-cloud]\nhost = \"anypoint.example.com\"\n\
                username = \"ada\"\n\n[profiles.plain]\n";
    let folder = tempfile::tempdir().expect("a folder");
    let profiles = profiles(text, folder.path()).expect("it is right");
    let acme = Profile {
        base_url: Some("https://eu1.anypoint.mulesoft.com".into()),
        principal: Some(Principal::App("app-1".into())),
        write: true,
        protected: true,
        ca_file: Some(folder.path().join("ca.pem")),
        concurrency: 16,
    };
    assert_eq!(profiles["acme-eu"], acme);
    assert_eq!(
        profiles["private-cloud"].base_url.as_deref(),
        Some("https://anypoint.example.com")
    );
    assert_eq!(profiles["private-cloud"].principal, Some(Principal::User("ada".into())));
    assert_eq!(profiles["plain"], Profile::default());
    assert_eq!(profiles["plain"].base_url(), "https://anypoint.mulesoft.com");
}

#[test]
fn a_grant_says_how_an_app_signs_a_user_in() {
    let text = "[profiles.a]\nclient_id = \"app-2\"\nusername = \"ada\"\ngrant = \"password\"\n\n[profiles.b]\n\
                client_id = \"app-2\"\ngrant = \"authorization_code\"\n\n[profiles.c]\nclient_id = \"app-2\"\n\
                grant = \"authorization_code\"\nredirect_port = 9000\nscopes = \"read:full\"\n\n[profiles.d]\n\
                client_id = \"app-1\"\ngrant = \"client_credentials\"\n";
    let folder = tempfile::tempdir().expect("a folder");
    let profiles = profiles(text, folder.path()).expect("it is right");
    let who = |name: &str| profiles[name].principal.clone().expect("somebody");
    assert_eq!(who("a"), Principal::UserThroughApp("app-2".into(), "ada".into()));
    assert_eq!(who("b"), Principal::Browser("app-2".into(), Redirect::default()));
    let own = Redirect {
        port: 9000,
        scopes: "read:full".into(),
    };
    assert_eq!(who("c"), Principal::Browser("app-2".into(), own));
    assert_eq!(who("d"), Principal::App("app-1".into()));
}

#[test]
fn a_grant_that_does_not_fit_is_told_with_what_it_needs() {
    for (members, says) in [
        (
            "client_id = \"a\"\nusername = \"u\"",
            "grant = \"password\"; or give one of both.",
        ),
        (
            "grant = \"password\"\nusername = \"u\"",
            "needs client_id and username.",
        ),
        (
            "grant = \"authorization_code\"\nclient_id = \"a\"\nusername = \"u\"",
            "the browser asks for it.",
        ),
        ("grant = \"client_credentials\"", "needs client_id, and no username."),
        (
            "grant = \"implicit\"\nclient_id = \"a\"",
            "client_credentials, password or authorization_code.",
        ),
        (
            "client_id = \"a\"\nscopes = \"full\"",
            "are for grant = \"authorization_code\".",
        ),
        (
            "client_id = \"a\"\ngrant = \"authorization_code\"\nredirect_port = 80",
            "a number from 1024 to 65535 is expected.",
        ),
    ] {
        let told = problems(&format!("[profiles.a]\n{members}\n"));
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].1.ends_with(says), "{told:#?}");
    }
}

#[test]
fn everything_wrong_is_told_at_once_with_its_line() {
    let text = "colour = 1\n[profiles.a]\nregion = \"mars\"\nhost = \"https://x\"\nclient_id = 7\nusername = \"u\"\n\
                write = \"yes\"\nconcurrency = 17\nhots = \"x\"\n[profiles.b]\nbase_url = \"http://example.com\"\n";
    let told = problems(text);
    let lines: Vec<usize> = told.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 7, 8, 9, 11], "{told:#?}");
    assert_eq!(
        told[2].1,
        "region: the regions are us, eu1, gov, ca1, jp1, au1; for any other place, give host."
    );
    assert_eq!(told[6].1, "concurrency: a number from 1 to 16 is expected.");
    assert!(told[7].1.starts_with("amtui doesn't know 'hots': "), "{told:#?}");
}

#[test]
fn a_secret_is_refused_wherever_it_stands_and_never_shown() {
    for (text, line, name) in [
        (
            "[profiles.a]\nregion = \"eu1\"\nclient_secret = \"hush\"\n",
            3,
            "client_secret",
        ),
        ("password = \"hush\"\n", 1, "password"),
        ("[profiles]\ntoken = \"hush\"\n", 2, "token"),
        (
            "[profiles.a]\n\nmore = [{ deep = { apiKey = \"hush\" } }]\n",
            3,
            "apiKey",
        ),
        ("[profiles.a]\nbearer = \"hush\"\nbroken = hush\n", 2, "bearer"),
        ("[profiles.a.client_secret]\nvalue = \"hush\"\n", 1, "client_secret"),
    ] {
        let told = problems(text);
        let says = format!(
            "a secret doesn't belong in this file. Remove {name}, and use AMTUI_CLIENT_SECRET, the keyring or the prompt."
        );
        assert!(told.contains(&(line, says)), "{text}: {told:#?}");
        assert!(told.iter().all(|(_, why)| !why.contains("hush")), "{told:#?}");
    }
    for text in [
        "[profiles.a]\nbase_url = \"https://u:hush@example.com\"\n",
        "[profiles.a]\nbase_url = \"https://u:hush@exa mple.com\"\n",
        "[profiles.a]\nhost = \"u:hush@example.com\"\n",
        "[profiles.a]\nregion = \"hush\"\n",
        "[profiles.a]\nclient_id = hush\n",
        "hush",
    ] {
        let told = problems(text);
        assert!(told.iter().all(|(_, why)| !why.contains("hush")), "{told:#?}");
    }
}

#[test]
fn a_profile_that_is_not_there_is_told_with_those_that_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    assert_eq!(read(&path).expect("no file is no profile"), BTreeMap::new());
    let why = named("x", &path, BTreeMap::new())
        .expect_err("there is none")
        .to_string();
    assert!(
        why.starts_with("There is no profile x: ") && why.ends_with("config.toml has none."),
        "{why}"
    );
    fs::write(&path, "[profiles.a]\n[profiles.\"b\\u001b\"]\n").expect("written");
    // Whatever others may do with new files here.
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("set");
    let profiles = read(&path).expect("it is right");
    let why = named("x\u{7}", &path, profiles.clone())
        .expect_err("there is none")
        .to_string();
    assert!(why.starts_with("There is no profile x<U+0007> in "), "{why}");
    assert!(why.ends_with("There are: a, b<U+001B>."), "{why}");
    assert!(named("a", &path, profiles).is_ok());
    fs::write(&path, "[profiles.a]\nwrite = 1\nwrote = 1\n").expect("written");
    let why = read(&path).expect_err("it is wrong").to_string();
    let lines: Vec<&str> = why.lines().collect();
    assert_eq!(lines.len(), 2, "{why}");
    assert!(
        lines[0].ends_with("config.toml:2: write: true or false is expected."),
        "{why}"
    );
}
