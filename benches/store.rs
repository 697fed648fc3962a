//! How long it takes to read an organization file, and to delete a client provider and undo that.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fs;
use std::path::PathBuf;

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::ProviderRef;
use amtui::domain::change::Change;
use amtui::domain::login::Login;
use divan::Bencher;
use tempfile::TempDir;

#[path = "../tests/support/generate.rs"]
mod generate;

fn main() {
    divan::main();
}

fn place(text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("the system has a folder for temporary files");
    let file = folder.path().join("organization.json");
    fs::write(&file, text).expect("it can be written");
    (folder, file)
}

fn demo() -> String {
    include_str!("../assets/demo.json").to_owned()
}

fn large() -> String {
    generate::organization(100, 500, 25, 10_000, 50_000).to_string()
}

#[divan::bench(args = [("demo", demo as fn() -> String), ("large", large)].map(|a| Case(a.0, a.1)))]
fn load(bencher: Bencher, case: &Case) {
    let (_folder, file) = place(&(case.1)());
    bencher.bench(|| FileBackend::open(&file, || 0).expect("it is an organization file"));
}

#[divan::bench(args = [("demo", demo as fn() -> String), ("large", large)].map(|a| Case(a.0, a.1)))]
fn delete_and_undo(bencher: Bencher, case: &Case) {
    let (_folder, file) = place(&(case.1)());
    let backend = FileBackend::open(&file, || 0).expect("it is an organization file");
    // Accounts come with the administrators of the root first.
    let accounts = backend.accounts().expect("it was just read");
    let account = accounts.first().expect("there is always one");
    backend
        .sign_in(&Login::Account(account.username.clone()))
        .expect("it is an account of this file");
    let tree = backend.tree().expect("signed in");
    let organization = tree.root().expect("every file has a root").id;
    let rows = backend
        .providers(organization)
        .expect("the account administers the root");
    let external = rows.into_iter().find_map(|row| match row.id {
        ProviderRef::External(provider) => Some(Change::DeleteProvider {
            organization,
            provider,
            was: row.name,
            kind: row.kind,
        }),
        ProviderRef::BuiltIn => None,
    });
    let Some(deletion) = external else { return };
    bencher.bench_local(|| {
        backend.change(&deletion).expect("it is there");
        backend.undo().expect("nobody else writes this file");
    });
}

/// An organization by name; made only when its turn comes.
struct Case(&'static str, fn() -> String);

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
