//! Several writers, killed writers and full disks leave one whole state.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs, thread};

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::ProviderKind;
use amtui::shell::parallel::parallel;

use crate::fixture::{Place, clock, external, org, organization, target, without_audit, zeta};
use crate::generate;

/// Names the file that the child processes below write.
const FILE: &str = "AMTUI_TEST_FILE";

#[test]
fn writers_side_by_side_lose_nothing() {
    let place = Place::of(&generate::organization(2, 8, 8, 20, 20));
    let before = place.json();
    let backends: Vec<FileBackend> = (0..8).map(|_| place.backend()).collect();
    thread::scope(|scope| {
        for (n, backend) in backends.iter().enumerate() {
            scope.spawn(move || {
                let mine = target(n, &format!("Provider {n}"), ProviderKind::Oidc);
                backend.change(&mine).unwrap();
                backend.work_in(org(n % 3)).unwrap();
                assert!(backend.provider(org(0), external(n)).is_err());
            });
        }
    });
    let after = place.json();
    assert_eq!(after["clientProviders"].as_array().unwrap().len(), 0);
    let deleted = after["audit"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["action"] == "Delete");
    assert_eq!(deleted.count(), 8);
    assert_eq!(place.names(), ["acme.json"]);
    for n in 0..before["apis"].as_array().unwrap().len() {
        assert!(after["apis"][n]["providerId"].is_null());
    }
}

#[test]
fn readers_never_see_half_a_file() {
    let place = Place::of(&generate::organization(3, 10, 5, 100, 100));
    let backend = place.backend();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(Ordering::Acquire) {
                let left = place.json()["clientProviders"].as_array().unwrap().len();
                assert!(left == 4 || left == 5, "{left}");
                reads += 1;
            }
            reads
        });
        let provider = target(0, "Provider 0", ProviderKind::Oidc);
        let wrote = (0..40).try_for_each(|_| backend.change(&provider).and_then(|_| backend.undo().map(drop)));
        // Told to stop before anything can fail here: the scope waits for the reader.
        done.store(true, Ordering::Release);
        wrote.unwrap();
        assert!(reader.join().unwrap() > 0);
    });
}

fn signed_in_child() -> Option<FileBackend> {
    let file = env::var_os(FILE)?;
    let backend = FileBackend::open(Path::new(&file), clock).unwrap().parallel(parallel);
    backend.sign_in(&"ada".into()).unwrap();
    Some(backend)
}

/// What the child process of `a_killed_writer_leaves_a_whole_file` does: that test, started anew with a file to write.
fn write_until_killed(backend: &FileBackend) -> ! {
    use std::io::Write as _;
    let provider = target(0, "Provider 0", ProviderKind::Oidc);
    loop {
        backend.change(&provider).unwrap();
        backend.undo().unwrap();
        let mut out = std::io::stdout().lock();
        out.write_all(b"written\n").unwrap();
        out.flush().unwrap();
    }
}

/// What the child process of `a_full_disk_leaves_the_old_file` does: that test, started anew where it may not write more.
fn may_not_write_more(backend: &FileBackend) {
    let refused = backend.change(&zeta()).unwrap_err().to_string();
    assert!(
        refused.contains("acme.json") && refused.contains("larger than the system allows"),
        "{refused}"
    );
    assert!(backend.undo().unwrap_err().to_string().contains("nothing to undo"));
}

#[test]
fn a_killed_writer_leaves_a_whole_file() {
    if let Some(backend) = signed_in_child() {
        write_until_killed(&backend);
    }
    let whole = generate::organization(3, 10, 5, 100, 100);
    let place = Place::of(&whole);
    let mut deleted = 0;
    for round in 1..=8 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "writers::a_killed_writer_leaves_a_whole_file", "--nocapture"])
            .env(FILE, &place.file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let written = lines
            .map_while(Result::ok)
            .filter(|l| l.contains("written"))
            .take(round)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(written, round, "the child writes until it is killed");
        let backend = place.backend();
        let left = backend.providers(org(0)).unwrap().len();
        assert!(left == 6 || left == 5, "{left}");
        if left == 5 {
            // Killed between its two writes: the state after the delete is whole as well.
            deleted += 1;
            fs::write(&place.file, whole.to_string()).unwrap();
        } else {
            assert_eq!(without_audit(place.json()), whole);
        }
    }
    assert!(deleted < 8);
    place.backend().work_in(org(1)).unwrap();
    assert_eq!(place.names(), ["acme.json"], "the next writer tidies up");
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    if let Some(backend) = signed_in_child() {
        return may_not_write_more(&backend);
    }
    // The system ends a process that writes beyond its limit unless the signal is ignored: then the write fails as on a
    // full disk. Unlike permissions, this holds for root too.
    let mut large = organization();
    large["x-padding"] = "p".repeat(64 << 10).into();
    let place = Place::of(&large);
    let before = place.bytes();
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "writers::a_full_disk_leaves_the_old_file"])
        .env(FILE, &place.file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&status.stdout);
    assert!(
        status.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&status.stderr)
    );
    assert_eq!(place.bytes(), before);
    assert_eq!(place.names(), ["acme.json"]);
}
