//! Files that are read while frames are drawn.

use std::sync::mpsc;
use std::time::Duration;

use amtui::shell::event::{self, Event};
use amtui::shell::reads::{files, later};

const LONG: Duration = Duration::from_secs(30);

#[test]
fn a_folder_that_does_not_answer_keeps_nobody_waiting() {
    let (sender, mut events) = event::channel().unwrap();
    let (go, told) = mpsc::channel();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), "").unwrap();
    let typed = format!("{}/", folder.path().display());
    let asked = typed.clone();
    later(&sender, move || {
        told.recv_timeout(LONG).expect("nobody waits for this");
        files(asked)
    });
    go.send(()).unwrap();
    let Some(Event::Files(of, found)) = events.next(Some(LONG)) else {
        panic!("the files come");
    };
    assert_eq!((&of, found), (&typed, vec![format!("{typed}a.json")]));
}
