//! The platform at 40 ms an answer: the first list, keys meanwhile, impact over 500 environments.
//!
//! Ends with 1 beyond the bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code
)]

#[path = "../tests/support/fake_platform.rs"]
mod fake_platform;
#[path = "support/floor.rs"]
mod floor;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/sizes.rs"]
mod sizes;
#[path = "support/table.rs"]
mod table;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use amtui::backend::Backend;
use amtui::backend::inventory::Inventory;
use amtui::config::Connection;
use amtui::domain::login::{Credentials, Login, SignInPrompt};
use amtui::domain::secret::Secret;
use amtui::shell::live::{RequestLogger, RestOptions, backend};
use amtui::shell::parallel::parallel;
use fake_platform::{FakePlatform, Fault};
use pty::{Program, amtui};
use serde_json::Value;
use sizes::{Size, generate};
use table::{Table, median, ms, percentile, rounds, unless_for_tests};

const WAY: Duration = Duration::from_millis(40);
/// What must be asked one after the other before there is a list: a token, whose it is, and the list.
const IN_A_ROW: u32 = 3;
const ENVIRONMENTS: usize = 500;
const AT_ONCE: usize = 8;
const BOUND: f64 = 1.3;

fn main() {
    floor::run_if_asked();
    let mut table = Table::new("reference");
    let demo: Value = serde_json::from_str(&Size::Demo.text()).unwrap();
    let first: Vec<f64> = (0..rounds(11, 3)).map(|_| list(&far(&demo))).collect();
    table.ratio(
        "start to client providers, ms",
        ms(WAY * IN_A_ROW),
        median(&first),
        Some(BOUND),
    );
    let organization = generate::organization(20, ENVIRONMENTS, 6, 600, 100);
    keys_while_loading(&far(&organization), &mut table);
    let (requests, read) = inventory(&far(&organization));
    let alone = WAY * u32::try_from(requests).unwrap() / u32::try_from(AT_ONCE).unwrap();
    let name = format!("impact, {requests} requests, {AT_ONCE} at once, ms");
    table.ratio(&name, ms(alone), ms(read), Some(BOUND));
    table.finish();
}

/// A platform that is far away.
fn far(organization: &Value) -> FakePlatform {
    let fake = FakePlatform::of(organization);
    for method in ["GET", "POST"] {
        fake.plan(usize::MAX, method, "", Fault::Delay(WAY));
    }
    fake
}

fn open(fake: &FakePlatform, home: &Path, page: &str) -> Program {
    fs::create_dir_all(home.join("amtui")).unwrap();
    let profile = format!(
        "[profiles.acme]\nbase_url = \"{}\"\nclient_id = \"app-1\"\n",
        fake.url()
    );
    fs::write(home.join("amtui/config.toml"), profile).unwrap();
    let mut command = amtui(home, &["--profile", "acme", "--open", page]);
    command.env("AMTUI_CLIENT_SECRET", "hush-app");
    Program::start(command)
}

/// From the start of the program until the last row of the list is on the screen, in milliseconds.
fn list(fake: &FakePlatform) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    ms(open(fake, folder.path(), "client-providers").shows("Salesforce"))
}

/// Keys on the list of environments while what they use is on its way.
fn keys_while_loading(fake: &FakePlatform, table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let mut programs = [
        Program::start(floor::command()),
        open(fake, folder.path(), "environments"),
    ];
    programs[0].shows(floor::WORD);
    programs[1].shows("Environment 1");
    let mut times = [vec![], vec![]];
    for n in 0..rounds(200, 40) {
        for (times, program) in times.iter_mut().zip(&mut programs) {
            times.push(ms(program.key(if n % 2 == 0 { b"j" } else { b"k" }).0));
        }
    }
    let [floor, own] = &times;
    table.ratio(
        "keys while 500 environments are read, p50 ms",
        median(floor),
        median(own),
        unless_for_tests(1.2),
    );
    let p99 = [floor, own].map(|times| percentile(times, 99));
    table.ratio("keys while 500 environments are read, p99 ms", p99[0], p99[1], None);
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
