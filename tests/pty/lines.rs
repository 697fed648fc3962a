//! Accessible mode on the platform: signing in, deleting, sessions that end, unknown outcomes.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::fake_platform::{FakePlatform, Fault};
use crate::live::{APP, start};
use crate::terminal::Terminal;
use crate::{OKTA, demo, demo_without_okta};

/// On the list of client providers, by a secret that is typed.
fn client_providers(fake: &FakePlatform) -> Terminal {
    let mut t = start(fake, APP, &["--accessible", "--write"], &[]);
    t.wait_for_bytes("2. Client Secret, required: empty")
        .wait_for("> ")
        .keys("2\n");
    t.wait_for("Client Secret: ")
        .keys("hush-app\n")
        .wait_for_bytes("filled in, not shown");
    t.keys("sign-in\n").wait_for_bytes("2. API Manager");
    t.keys("client-providers\n").wait_for_bytes("4. Okta Production");
    t
}

/// Goes on from the delete dialog: the name and the last word stand so far apart that nobody pasted them.
fn delete_okta(t: &mut Terminal, outcome: &str) {
    t.keys("delete 4\n")
        .wait_for_bytes("Checked 12 of 12 environments")
        .wait_for_bytes("Type the name, or an empty line to cancel.");
    t.keys("Okta Production\n").wait_for_bytes("The name matches.");
    while !t.comes(outcome, Duration::from_millis(900)) {
        t.keys("delete\n");
    }
}

fn holds_no_secret(t: &Terminal) {
    let text = String::from_utf8_lossy(&t.bytes()).into_owned();
    for secret in ["hush", "token-", "demo-secret"] {
        assert!(!text.contains(secret), "{secret} is shown");
    }
}

#[test]
fn a_deletion_on_the_platform_is_typed_in_lines() {
    let fake = FakePlatform::of(&demo());
    let mut t = client_providers(&fake);
    delete_okta(&mut t, "Deleted client provider");
    t.wait_for_bytes("Kept: ~/state/amtui/deleted/");
    t.keys("quit\n");
    assert_eq!(t.code(), 0);
    assert_eq!(fake.model(|model| model.file.clone()), demo_without_okta());
    assert_eq!(fake.writes().len(), 1);
    holds_no_secret(&t);
    t.is_restored();
}

#[test]
fn an_unknown_outcome_is_told_and_looked_up_in_lines() {
    let fake = FakePlatform::of(&demo());
    let mut t = client_providers(&fake);
    fake.plan(1, "DELETE", OKTA, Fault::DropAfter);
    // It is read once before it is sent, and can't be read after that.
    fake.plan_after(
        ("DELETE", OKTA),
        99,
        ("GET", "clientProviders"),
        Fault::Answer(500, "", None),
    );
    delete_okta(&mut t, "Enter check to look again");
    fake.mend();
    t.keys("check\n")
        .wait_for_bytes("Deleted client provider 'Okta Production'.");
    assert_eq!(fake.writes().len(), 1);
    t.keys("quit\n");
    assert_eq!(t.code(), 0);
    holds_no_secret(&t);
}

#[test]
fn a_session_that_ends_over_a_half_typed_secret_does_not_show_the_rest() {
    let fake = FakePlatform::of(&demo());
    let bearer = [("ANYPOINT_BEARER", "token-ana.ortiz")];
    let mut t = start(
        &fake,
        "",
        &["--accessible", "--write", "--open", "client-providers"],
        &bearer,
    );
    t.wait_for_bytes("4. Okta Production; type OIDC DCR; ID 2e50e859; environments 3");
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "GET", "/apis", Fault::Held(Arc::clone(&gate)));
    t.keys("reload\n").wait_for_bytes("environments read. Ctrl-C stops it.");
    t.keys("edit 4\n").wait_for_bytes("11. Client Secret: unchanged");
    t.keys("11\n")
        .wait_for_bytes("An empty line keeps it.\r\nClient Secret: ")
        .keys("hush-");
    fake.end("token-ana.ortiz");
    drop(held);
    t.wait_for_bytes("You are signed out. Sign in again to go on.")
        .wait_for("What you type isn't shown until you press Enter: ");
    t.keys("hush\n")
        .wait_for_bytes("What you typed wasn't used: it isn't asked for anymore.\r\n> ");
    // What is typed next is seen again.
    t.keys("frobnicate").wait_for("> frobnicate").keys("\n");
    t.wait_for_bytes("Nothing here is called 'frobnicate'.").keys("1\n");
    t.wait_for_bytes("Sign in with: ").keys("quit\n");
    assert_eq!(t.code(), 0);
    assert_eq!(fake.writes(), [""; 0]);
    holds_no_secret(&t);
    t.is_restored();
}

#[test]
fn lines_come_back_to_the_page_and_the_filter_where_they_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org.json"), demo().to_string()).unwrap();
    let arguments = ["--accessible", "--file", "org.json", "--as", "ana.ortiz"];
    let mut t = Terminal::start_in(folder, 80, 24, &arguments, &[]);
    t.wait_for_bytes("2. API Manager")
        .keys("users\n")
        .wait_for_bytes("Users: 44 rows.");
    t.keys("/mfa:exempt\n")
        .wait_for_bytes("rows match mfa:exempt.")
        .keys("quit\n");
    assert_eq!(t.code(), 0);
    let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
    let mut t = Terminal::start_in(folder, 80, 24, &arguments, &[]);
    t.wait_for_bytes("rows match mfa:exempt.").keys("quit\n");
    assert_eq!(t.code(), 0);
}
