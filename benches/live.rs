//! The platform at 40 ms an answer: the first list, and the impact over 500 environments.
//!
//! Ends with 1 beyond the bound.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    missing_docs
)]
#![allow(clippy::print_stdout)]

#[path = "../tests/support/fake_platform.rs"]
mod fake_platform;
#[path = "../tests/support/generate.rs"]
mod generate;

use std::fs;
use std::io::Read;
use std::time::{Duration, Instant};

use amtui::backend::Backend;
use amtui::backend::inventory::Inventory;
use amtui::config::Connection;
use amtui::domain::login::{Credentials, Login, SignInPrompt};
use amtui::domain::secret::Secret;
use amtui::shell::live::{RequestLogger, RestOptions, backend};
use amtui::shell::parallel::parallel;
use fake_platform::{FakePlatform, Fault};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;

const WAY: Duration = Duration::from_millis(40);
const ROUNDS: usize = 11;
/// What must be asked one after the other before there is a list: a token, whose it is, and the list.
const IN_A_ROW: u32 = 3;
const ENVIRONMENTS: usize = 500;
const AT_ONCE: usize = 8;
const BOUND: f64 = 1.3;

fn main() {
    let demo: Value = serde_json::from_str(include_str!("../assets/demo.json")).unwrap();
    let mut first: Vec<Duration> = (0..ROUNDS).map(|_| list(&far(&demo))).collect();
    first.sort();
    let organization = generate::organization(20, ENVIRONMENTS, 6, 600, 100);
    let (requests, read) = inventory(&far(&organization));
    let alone = WAY * u32::try_from(requests).unwrap() / u32::try_from(AT_ONCE).unwrap();
    println!(
        "{:34} {:>9} {:>9} {:>6} {:>6}",
        "", "way ms", "amtui ms", "ratio", "bound"
    );
    let mut bad = false;
    for (name, way, own) in [
        (
            "start to client providers".to_owned(),
            WAY * IN_A_ROW,
            first[ROUNDS / 2],
        ),
        (format!("impact, {requests} requests, {AT_ONCE} at once"), alone, read),
    ] {
        let ratio = own.as_secs_f64() / way.as_secs_f64();
        bad |= ratio > BOUND;
        let [way, own] = [way, own].map(|time| time.as_secs_f64() * 1e3);
        println!("{name:34} {way:9.1} {own:9.1} {ratio:6.2} {BOUND:6.2}");
    }
    if bad {
        println!("beyond the bounds");
        std::process::exit(1);
    }
}

/// A platform that is far away.
fn far(organization: &Value) -> FakePlatform {
    let fake = FakePlatform::of(organization);
    for method in ["GET", "POST"] {
        fake.plan(usize::MAX, method, "", Fault::Delay(WAY));
    }
    fake
}

/// From the start of the program until the last row of the list is on the screen.
fn list(fake: &FakePlatform) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("amtui")).unwrap();
    let profile = format!(
        "[profiles.acme]\nbase_url = \"{}\"\nclient_id = \"app-1\"\n",
        fake.url()
    );
    fs::write(folder.path().join("amtui/config.toml"), profile).unwrap();
    let size = PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amtui"));
    command.args(["--profile", "acme", "--open", "client-providers"]);
    command.env_clear();
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("AMTUI_CLIENT_SECRET", "hush-app");
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.path());
    }
    let mut output = pair.master.try_clone_reader().unwrap();
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    let (mut seen, mut bytes) = (Vec::new(), vec![0; 65536]);
    while !seen.windows(10).any(|w| w == b"Salesforce") {
        let n = output.read(&mut bytes).unwrap();
        seen.extend_from_slice(&bytes[..n]);
    }
    let taken = start.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    taken
}

/// Reads all that a deletion may break, as `amtui providers impact` does; how many requests that took, and how long.
fn inventory(fake: &FakePlatform) -> (usize, Duration) {
    let connection = Connection {
        name: "bench".into(),
        base_url: fake.url(),
        host: String::new(),
        credentials: Some(Credentials::ConnectedApp {
            client_id: "app-1".into(),
            client_secret: Secret::new("hush-app".to_owned()),
        }),
        asks: SignInPrompt::Nothing,
        write: false,
        protected: false,
        organization: None,
        ca: None,
        concurrency: AT_ONCE,
        warnings: Vec::new(),
    };
    let watch = RequestLogger {
        log: None,
        limited: Box::new(|_| ()),
    };
    let backend = backend(&connection, watch, RestOptions::default()).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    fake.seen();
    let start = Instant::now();
    let mut inventory = Inventory::read(&backend, AT_ONCE, parallel).unwrap();
    let provider = inventory.providers[1].id;
    inventory
        .read_protection_of_users(provider, &backend, AT_ONCE, parallel)
        .unwrap();
    let taken = start.elapsed();
    let impact = inventory.impact(provider);
    assert!(impact.environments_read == ENVIRONMENTS && !impact.apis.is_empty());
    assert!(fake.busiest() <= AT_ONCE);
    (fake.seen().len(), taken)
}
