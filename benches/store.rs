//! How long it takes to read an organization file, to delete a client provider, and to undo that.
//!
//! Ends with 1 beyond the bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    dead_code
)]

#[path = "support/plain.rs"]
mod plain;
#[path = "support/sizes.rs"]
mod sizes;
#[path = "support/table.rs"]
mod table;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::ProviderRef;
use amtui::domain::change::{Change, Seen};
use amtui::domain::login::Login;
use amtui::shell::parallel::parallel;
use sizes::{Size, generate};
use table::{Table, median, ms, rounds, time};

const TICK: Duration = Duration::from_millis(200);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = Table::new("reference");
    let twice = generate::organization(200, 1000, 25, 20_000, 100_000).to_string();
    let mut once = None;
    for (name, user, text) in [
        ("demo", "ana.ortiz", Size::Demo.text()),
        ("large", "ada", Size::Large.text()),
        ("twice", "ada", twice),
    ] {
        let path = folder.path().join(format!("{name}.json"));
        fs::write(&path, text).unwrap();
        thread::sleep(TICK);
        let load = load(name, &path, &mut table);
        let change = change(name, &path, user, &mut table);
        match once {
            None if name == "large" => once = Some((load, change)),
            Some((once_load, once_change)) => {
                table.ratio("twice beside large: load ms", once_load, load, Some(2.2));
                table.ratio("twice beside large: change ms", once_change, change, Some(2.2));
            }
            None => {}
        }
    }
    table.finish();
}

fn load(name: &str, path: &Path, table: &mut Table) -> f64 {
    let bytes = fs::read(path).unwrap();
    let plain = time(rounds(21, 5), || (), |()| plain::parse(&bytes));
    let own = time(rounds(21, 5), || (), |()| FileBackend::open(path, || 0).unwrap());
    // The demo is too small to be bound: what is checked once outweighs it.
    table.ratio(
        &format!("{name}: load ms, beside plain structs"),
        plain,
        own,
        (name != "demo").then_some(1.5),
    );
    own
}

/// Deletes the client provider that most depend on, and undoes that.
fn change(name: &str, path: &Path, user: &str, table: &mut Table) -> f64 {
    let backend = FileBackend::open(path, || 0).unwrap().parallel(parallel);
    backend.sign_in(&Login::Account(user.into())).unwrap();
    let organization = backend.tree().unwrap().root().unwrap().id;
    let rows = backend.providers(organization).unwrap();
    let deletion = rows.into_iter().find_map(|row| match row.id {
        ProviderRef::External(provider) => Some(Change::DeleteProvider {
            organization,
            provider,
            was: row.name,
            kind: row.kind,
            seen: Seen::default(),
        }),
        ProviderRef::BuiltIn => None,
    });
    let deletion = deletion.unwrap();
    let (mut copied, mut deleted, mut undone, mut reread) = (vec![], vec![], vec![], vec![]);
    for _ in 0..rounds(15, 3) {
        copied.push(ms(copy(path)));
        deleted.push(ms(timed(|| drop(backend.change(&deletion).unwrap()))));
        // Within a tick of the clock of the file system a file is read each time.
        thread::sleep(TICK);
        reread.push(ms(timed(|| drop(backend.accounts().unwrap()))));
        undone.push(ms(timed(|| drop(backend.undo().unwrap()))));
        thread::sleep(TICK);
        drop(backend.accounts().unwrap());
    }
    let bytes = fs::read(path).unwrap();
    let parse = time(rounds(9, 3), || (), |()| plain::parse(&bytes));
    let reference = median(&copied) + parse;
    let bound = (name != "demo").then_some(2.0);
    for (what, times) in [("delete", &deleted), ("undo", &undone)] {
        let own = median(times);
        table.ratio(
            &format!("{name}: {what} ms, beside reading and writing"),
            reference,
            own,
            bound,
        );
        table.ratio(
            &format!("{name}: {what} ms, beside copying the bytes"),
            median(&copied),
            own,
            None,
        );
    }
    table.ratio(
        &format!("{name}: first answer after a change, ms"),
        parse,
        median(&reread),
        None,
    );
    median(&deleted)
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Reads the file, and writes its bytes so that they outlive a power loss.
fn copy(path: &Path) -> Duration {
    timed(|| {
        let bytes = fs::read(path).unwrap();
        let beside = path.with_extension("copy");
        let mut file = File::create(&beside).unwrap();
        file.write_all(&bytes).unwrap();
        file.sync_all().unwrap();
        fs::rename(&beside, path.with_extension("moved")).unwrap();
        File::open(path.parent().unwrap()).unwrap().sync_all().unwrap();
    })
}
