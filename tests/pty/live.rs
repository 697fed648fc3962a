//! The platform on real keys: signing in, deleting, and a platform that goes away.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

use crate::fake_platform::{FakePlatform, Fault};
use crate::terminal::Terminal;
use crate::{OKTA, demo, demo_without_okta, press_delete, quit, quit_at_the_top};

/// The program at the sign-in of a profile that leads to the fake platform.
pub fn start(fake: &FakePlatform, profile: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    begin(fake, profile, &[&["--profile", "acme"], arguments].concat(), variables)
}

/// The program with a profile that leads to the fake platform.
fn begin(fake: &FakePlatform, profile: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    fs::create_dir_all(config.join("amtui")).unwrap();
    let profile = format!("[profiles.acme]\nbase_url = \"{}\"\n{profile}", fake.url());
    fs::write(config.join("amtui/config.toml"), profile).unwrap();
    // Nobody else can change it, whatever the umask says.
    for (path, mode) in [("amtui", 0o700), ("amtui/config.toml", 0o600)] {
        fs::set_permissions(config.join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let variables = [&[("XDG_CONFIG_HOME", config.to_str().unwrap())], variables].concat();
    Terminal::start_in(folder, 80, 24, arguments, &variables)
}

pub const APP: &str = "client_id = \"app-1\"\n";

/// Signs in with a secret that is typed, and goes on to the list of client providers of the root.
pub fn client_providers(t: &mut Terminal) {
    t.wait_for("Sign in to 127.0.0.1")
        .keys("hush-app")
        .wait_for("********")
        .keys("\r")
        .wait_for("[>Sign in<]")
        .keys("\r");
    t.wait_for("▌ Access Management")
        .keys("\r")
        .wait_for("Business Groups (10)")
        .keys("b")
        .wait_for("select an organization")
        .keys("\r");
    t.wait_for("Working in Acme Corp")
        .keys("7")
        .wait_for("  27 ")
        .keys("jjj")
        .wait_for("▌ Okta Production");
}

/// The only file in a folder of the program's state.
fn only(t: &Terminal, folder: &str) -> PathBuf {
    let found = fs::read_dir(t.folder.path().join("state/amtui").join(folder)).unwrap();
    let mut found: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn the_eight_steps_delete_exactly_that_on_the_platform() {
    let fake = FakePlatform::of(&demo());
    let mut t = start(&fake, APP, &["--write"], &[]);
    client_providers(&mut t);
    t.keys("\r")
        .wait_for("Client Registration URL")
        .keys("D")
        .wait_for("To confirm, enter the provider's name:")
        .wait_for("state/amtui/deleted")
        .wait_for("Checked 12 of 12")
        .keys("Okta Production")
        .wait_for("Name matches.")
        .keys("\r")
        .wait_for("[>Delete<]");
    assert_eq!(fake.writes(), [""; 0]);
    press_delete(&mut t, "Okta Production");
    t.wait_for("Client Providers (6)").wait_for("▌ Okta Sandbox");
    t.wait_for("Kept:").wait_for("~/state/amtui/deleted/");
    // All of the path, wrapped.
    t.keys(":messages").wait_for("messages");
    // Right after a delete Enter is left over from it for a moment.
    t.press_after_reading()
        .wait_for("─ Messages ─")
        .wait_for(".json")
        .keys("\x1b");
    t.wait_until("the page again", |screen| !screen.contents().contains("─ Messages ─"));
    assert_eq!(fake.model(|model| model.file.clone()), demo_without_okta());
    let root = demo()["organization"]["id"].as_str().unwrap().to_owned();
    let delete = format!("DELETE /accounts/api/organizations/{root}/clientProviders/{OKTA}");
    assert_eq!(fake.writes(), [delete]);

    let copy = only(&t, "deleted");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&copy).unwrap();
    let kept: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(kept["clientProvider"]["name"], "Okta Production");
    let secret = "/oidc_dynamic_client_provider/primary_client/secret";
    assert!(
        kept["secretsToEnterAgain"].as_array().unwrap().contains(&secret.into()),
        "{text}"
    );
    assert!(
        demo().to_string().contains("demo-secret") && !text.contains("demo-secret"),
        "{text}"
    );
    quit(&mut t);
}

#[test]
fn without_write_the_platform_is_only_read() {
    let fake = FakePlatform::of(&demo());
    let mut t = start(&fake, APP, &[], &[]);
    client_providers(&mut t);
    t.wait_for(" LIVE RO  Acme Corp")
        .keys("D")
        .wait_for("LIVE is read-only");
    t.keys("\r")
        .wait_for("Client Registration URL")
        .keys("D")
        .wait_for("LIVE is read-only");
    t.keys("q").wait_for("Client Providers (7)");
    quit(&mut t);
    assert_eq!(fake.writes(), [""; 0]);
    assert_eq!(fake.model(|model| model.file.clone()), demo());
}

#[test]
fn a_platform_that_goes_away_is_told_of_and_left() {
    let fake = FakePlatform::of(&demo());
    let mut t = start(&fake, APP, &["--write"], &[]);
    client_providers(&mut t);
    // Every environment is read.
    t.wait_for(" 3   14   27 ");
    drop(fake);
    t.keys("r").wait_for("No answer:").wait_for("Press r to try again");
    // What was read before is still there.
    t.wait_for("▌ Okta Production")
        .keys("D")
        .wait_for("Impact incomplete")
        .keys("\x1b")
        .wait_for("Not deleted.");
    t.keys("r").wait_for("No answer:");
    quit(&mut t);
}

#[test]
fn from_an_account_of_the_demo_one_goes_to_the_platform() {
    let fake = FakePlatform::of(&demo());
    let secret = [("AMTUI_CLIENT_ID", "app-1"), ("AMTUI_CLIENT_SECRET", "hush-app")];
    let mut t = begin(&fake, APP, &["--as", "ana.ortiz"], &secret);
    t.wait_for("▌ Access Management")
        .keys(":sign-out")
        .wait_for("▌ sign-out")
        .keys("\r")
        .wait_for("▌ Demo organization")
        .keys("j")
        .wait_for("▌ acme  127.0.0.1")
        .keys("\r")
        .wait_for(" LIVE RO  Acme Corp (root)");
    assert_eq!(fake.writes(), [""; 0]);
    quit_at_the_top(&mut t);
}

/// Who sets the secret alone means the profile of the command line.
#[test]
fn a_secret_that_names_no_client_goes_to_no_profile_that_is_chosen_in_amtui() {
    let fake = FakePlatform::of(&demo());
    let secret = [("AMTUI_CLIENT_SECRET", "hush-app")];
    let mut t = begin(&fake, APP, &["--as", "ana.ortiz"], &secret);
    t.wait_for("▌ Access Management")
        .keys(":sign-out")
        .wait_for("▌ sign-out")
        .keys("\r")
        .wait_for("▌ Demo organization")
        .keys("j")
        .wait_for("▌ acme  127.0.0.1")
        .keys("\r")
        .wait_for("Sign in to 127.0.0.1");
    assert!(fake.seen().is_empty());
    t.keys("\x1b").wait_for("▌ acme");
    quit_at_the_top(&mut t);
}

#[test]
fn a_profile_that_opens_after_it_was_stopped_is_not_worked_on() {
    let fake = FakePlatform::of(&demo());
    let folder = tempfile::tempdir().unwrap();
    // The system's certificates are a pipe, which is read once somebody writes into it.
    let pipe = folder.path().join("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let authority = folder.path().join("ca.pem");
    let certificate = rcgen::generate_simple_self_signed(["example.com".into()]).unwrap();
    fs::write(&authority, certificate.cert.pem()).unwrap();
    let profile = format!("{APP}ca_file = {:?}\n", authority.to_str().unwrap());
    let variables = [
        ("AMTUI_CLIENT_SECRET", "hush-app"),
        ("SSL_CERT_FILE", pipe.to_str().unwrap()),
    ];
    let mut t = begin(&fake, &profile, &[], &variables);
    t.wait_for("▌ Demo organization")
        .keys("j")
        .wait_for("▌ acme")
        .keys("\r");
    t.wait_for("Opening profile acme").keys("\x1b");
    t.wait_until("the profile let go", |screen| {
        !screen.contents().contains("Opening profile")
    });
    // It opens now.
    drop(fs::OpenOptions::new().write(true).open(&pipe).unwrap());
    t.wait_for_end_of_thread("files");
    t.keys("k")
        .wait_for("▌ Demo organization")
        .keys("\r")
        .wait_for("▌ ana.ortiz")
        .keys("\r")
        .wait_for("▌ Access Management");
    assert_eq!(fake.seen().len(), 0, "the platform was asked");
    quit_at_the_top(&mut t);
}

#[test]
fn a_long_list_is_seen_while_the_rest_of_it_comes() {
    let mut organization = demo();
    let environments = organization["environments"].as_array_mut().unwrap();
    let like = environments[0].clone();
    let more = (environments.len()..600).map(|n| {
        let mut one = like.clone();
        one["id"] = format!("0b000000-0000-4000-8000-{n:012x}").into();
        one["name"] = format!("Stage {n}").into();
        one
    });
    environments.extend(more.collect::<Vec<_>>());
    let fake = FakePlatform::of(&organization);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "GET", "offset=500", Fault::Held(Arc::clone(&gate)));
    let mut t = start(
        &fake,
        APP,
        &["--open", "environments"],
        &[("AMTUI_CLIENT_SECRET", "hush-app")],
    );
    t.wait_for("Environments (500+)").wait_for("Stage 100");
    drop(held);
    t.wait_for("Environments (600)");
    t.keys("\x03\x03");
    assert_eq!(t.code(), 0);
}

#[test]
fn a_deletion_of_which_not_all_is_known_says_so_before_it_asks() {
    let fake = FakePlatform::of(&demo());
    fake.plan(99, "GET", "/apis?", Fault::Answer(403, "", None));
    let secret = [("AMTUI_CLIENT_SECRET", "hush-app")];
    let arguments = [
        "--write",
        "providers",
        "delete",
        "Okta Production",
        "--accept-incomplete",
    ];
    let mut t = start(&fake, APP, &arguments, &secret);
    t.wait_for("Impact incomplete: 0 of 12 environments could be read: Not allowed")
        .wait_for("0+ environments, 0+ APIs and 27 client applications use it")
        .wait_for("To confirm, enter its name:")
        .keys("no\r");
    assert_eq!(t.code(), 3);
    assert_eq!(fake.writes(), [""; 0]);
}
