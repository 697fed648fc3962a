//! The lock of an organization file.

use std::fs::{self, File};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use amtui::backend::store::lock::{LockWaiting, lock};

#[test]
fn a_lock_is_waited_for_half_a_minute_and_that_is_said_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.json");
    fs::write(&path, "{}").expect("written");
    let reader = File::open(&path).expect("opened");
    reader.lock_shared().expect("locked");
    let told = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&told);
    let waiting = LockWaiting {
        // No time passes here.
        pause: |_| (),
        tell: Box::new(move |text| {
            assert!(text.contains("acme.json is locked by another program"), "{text}");
            count.fetch_add(1, Ordering::SeqCst);
        }),
    };
    let why = lock(&path, &waiting).expect_err("it is locked").to_string();
    assert!(why.contains("30 seconds. Not changed"), "{why}");
    assert_eq!(told.load(Ordering::SeqCst), 1);
    reader.unlock().expect("unlocked");
    assert!(lock(&path, &waiting).is_ok());
    assert_eq!(told.load(Ordering::SeqCst), 1);
}

#[test]
fn a_file_that_cannot_be_handed_over_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.json");
    fs::write(&path, "before").expect("written");
    let locked = lock(&path, &LockWaiting::default()).expect("nobody else has it");
    let refused = locked.put(b"after", |_, _| Err(io::Error::other("its owner would lose access")));
    let why = refused.expect_err("it is refused").to_string();
    assert!(why.contains("can't be written: its owner would lose access."), "{why}");
    assert_eq!(fs::read(&path).expect("read"), b"before");
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
}

/// An editor knows no lock.
#[test]
fn what_another_program_saves_while_a_change_is_written_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    let replaced = folder.path().join("saved");
    for saves in [&(|| fs::write(&path, "theirs")) as &dyn Fn() -> io::Result<()>, &|| {
        fs::write(&replaced, "theirs").and_then(|()| fs::rename(&replaced, &path))
    }] {
        fs::write(&path, "old").unwrap();
        let locked = lock(&path, &LockWaiting::default()).unwrap();
        let said = locked.put(b"ours", |_, _| saves()).unwrap_err().to_string();
        assert!(said.contains("another program saved it meanwhile"), "{said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    }
}
