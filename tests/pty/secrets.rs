//! No secret leaves the program: neither to the screen, nor into a file, however the platform answers.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::browser::{free_port, sign_in};
use crate::fake_platform::{FakePlatform, Fault};
use crate::live::{APP, client_providers, start};
use crate::terminal::Terminal;
use crate::{demo, quit};

/// What the fake platform hands out, and what it is asked with.
const SECRETS: [&str; 3] = ["hush", "token-app", "demo-secret"];

/// An answer that repeats what it was asked with.
const ECHO: &str = r#"{"message":"Bearer token-app of hush-app went wrong"}"#;

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut found): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    found.extend(folders.iter().flat_map(|folder| files(folder)));
    found
}

/// Fails with what stands before a secret, and not with the secret.
fn has_none(what: &str, text: &[u8]) {
    holds_none_of(&SECRETS, what, text);
}

fn holds_none_of(secrets: &[&str], what: &str, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    for secret in secrets {
        if let Some((before, _)) = text.split_once(secret) {
            let tail: Vec<char> = before.chars().rev().take(200).collect();
            panic!("{secret} in {what}, after {}", tail.iter().rev().collect::<String>());
        }
    }
}

/// Opens something that stands over the page, and closes it.
fn look(t: &mut Terminal, keys: &str, title: &str) {
    t.keys(keys).wait_for(title).keys("\x1b");
    t.wait_until("the page again", |screen| !screen.contents().contains(title));
}

#[test]
fn nothing_that_is_seen_or_kept_holds_a_secret() {
    let fake = FakePlatform::of(&demo());
    let mut t = start(&fake, APP, &["--write"], &[]);
    // Refused at first, with an answer that repeats what was typed.
    let refused = Fault::Answer(401, r#"{"error":"hush-app is no secret"}"#, None);
    fake.plan(1, "POST", "oauth2/token", refused);
    t.wait_for("Sign in to 127.0.0.1")
        .keys("hush-app")
        .wait_for("********")
        .keys("\r")
        .wait_for("[>Sign in<]")
        .keys("\r")
        .wait_for("*** is no secret")
        .keys("\x1b")
        .wait_for("▌ acme")
        .keys("\r");
    client_providers(&mut t);
    // Its page, what is registered in it, its JSON and its form.
    t.keys("\r").wait_for("******** (set)");
    t.keys("\t\t")
        .wait_for("APIs (14)")
        .keys("\t")
        .wait_for("Café Bestellung")
        .keys("\t")
        .wait_for("Impact: complete");
    look(&mut t, "J", "secrets removed");
    look(&mut t, "e", "Edit client provider");
    // Failures that repeat what was asked with: of what reads, and of what writes.
    fake.plan(1, "GET", "clientProviders?", Fault::Answer(500, ECHO, None));
    t.keys("q")
        .wait_for("▌ Okta Production")
        .keys("r")
        .wait_for("Bearer *** of *** went wrong");
    fake.plan(1, "DELETE", "clientProviders", Fault::Answer(400, ECHO, None));
    t.keys("D")
        .wait_for("Checked 12 of 12")
        .keys("Okta Production")
        .wait_for("Name matches.")
        .keys("\r")
        .wait_for("[>Delete<]");
    t.press_after_reading().wait_for("The platform refused this");
    t.keys(":snapshot copy.json\r").wait_for("Snapshot saved in copy.json");
    look(&mut t, ":log\r", "Request log, newest first");
    look(&mut t, ":messages\r", "─ Messages ─");
    quit(&mut t);
    has_none("what was drawn", &t.bytes());

    let kept = files(t.folder.path());
    for name in ["log", "deleted/", "copy.json"] {
        assert!(
            kept.iter().any(|path| path.to_string_lossy().contains(name)),
            "{name}: {kept:?}"
        );
    }
    for path in kept {
        has_none(&path.to_string_lossy(), &fs::read(&path).unwrap());
    }
    // There was something to be found.
    let told = fake.model(|model| model.told.clone());
    for secret in [
        "token-app",
        "hush-app",
        "hush-application",
        "hush-client",
        "hush-policy",
        "demo-secret",
    ] {
        assert!(told.contains(secret), "{secret} was told to nobody");
    }
}

/// In place of the browser: writes the address down, for the test to open.
fn opener(folder: &Path) -> String {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let opened = folder.join("opened");
    let script = format!(
        "#!/bin/sh\nprintf %s \"$1\" > {0}.new && mv {0}.new {0}\n",
        opened.display()
    );
    for name in ["xdg-open", "open"] {
        fs::write(bin.join(name), &script).unwrap();
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    format!("{}:/usr/bin:/bin", bin.display())
}

#[test]
fn nothing_of_a_sign_in_through_an_app_is_seen_or_kept() {
    let fake = FakePlatform::of(&demo());
    let bin = tempfile::tempdir().unwrap();
    let path = opener(bin.path());
    let variables = [("DISPLAY", ":0"), ("PATH", &*path)];
    let app = "client_id = \"app-2\"\n";
    let browser = format!("{app}grant = \"authorization_code\"\nredirect_port = {}\n", free_port());
    let password = format!("{app}grant = \"password\"\nusername = \"ana.ortiz\"\n");
    // Refused at first, with an answer that repeats what it was sent.
    fake.model(|model| model.browser.user = "ana.ortiz".into());
    let by_browser = r#"{"error":"hush-app-2 for hush-code-1 is wrong"}"#;
    let by_password = r#"{"error":"hush-app-2 of hush-ana.ortiz is wrong"}"#;
    for (profile, is_browser, refused) in [(browser, true, by_browser), (password, false, by_password)] {
        fake.seen();
        fake.plan(1, "POST", "oauth2/token", Fault::Answer(401, refused, None));
        let mut t = start(&fake, &profile, &[], &variables);
        t.wait_for("Sign in to 127.0.0.1")
            .keys("hush-app-2")
            .wait_for("**********");
        if !is_browser {
            t.keys("\r").keys("hush-ana.ortiz").wait_for("**************");
        }
        t.keys("\u{13}");
        let signs_in = |t: &mut Terminal| {
            if is_browser {
                t.wait_for("Your browser opens.");
                let opened = bin.path().join("opened");
                while !opened.exists() {
                    std::thread::yield_now();
                }
                let address = fs::read_to_string(&opened).unwrap();
                fs::remove_file(&opened).unwrap();
                sign_in(&address);
            }
        };
        signs_in(&mut t);
        t.wait_for("these credentials are not known").keys("\u{13}");
        signs_in(&mut t);
        t.wait_for("▌ Access Management")
            .keys("7")
            .wait_for("Client Providers (");
        look(&mut t, ":log\r", "Request log, newest first");
        t.keys(":messages\r").wait_for("No messages yet.");
        quit(&mut t);
        let seen = fake.seen();
        let sent = seen.iter().filter(|seen| seen.path.ends_with("/token"));
        let verifiers: Vec<String> = sent
            .filter_map(|seen| seen.body["code_verifier"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(verifiers.len(), if is_browser { 2 } else { 0 });
        let mut secrets = vec!["hush", "token-ana"];
        secrets.extend(verifiers.iter().map(String::as_str));
        holds_none_of(&secrets, "what was drawn", &t.bytes());
        for path in files(t.folder.path()) {
            holds_none_of(&secrets, &path.to_string_lossy(), &fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_signal_while_a_secret_is_asked_for_gives_the_terminal_back() {
    let fake = FakePlatform::of(&demo());
    for signal in ["TERM", "HUP", "INT"] {
        let mut t = start(&fake, APP, &["providers", "list"], &[]);
        t.wait_for("Client secret of app-1 (not shown):").signal(signal);
        assert_ne!(t.code(), 0);
        t.is_restored();
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_defect_is_reported_without_a_secret() {
    let fake = FakePlatform::of(&demo());
    let variables = [
        ("AMTUI_PANIC", "1"),
        ("RUST_BACKTRACE", "full"),
        ("AMTUI_CLIENT_SECRET", "hush-app"),
    ];
    let mut t = start(&fake, APP, &["--write"], &variables);
    assert_eq!(t.code(), 70);
    t.is_restored();
    t.wait_for("amtui made a mistake and stopped.");
    assert!(String::from_utf8_lossy(&t.bytes()).contains("panicked at"));
    has_none("the report", &t.bytes());
}
