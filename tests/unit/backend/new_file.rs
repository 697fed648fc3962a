//! The end of the program while files are written.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use amtui::backend::OpenWrites;

#[test]
fn the_end_does_not_wait_for_ever_for_a_write_that_hangs() {
    let writes = Arc::new(OpenWrites::new());
    let hanging = writes.begin();
    assert!(!writes.finish(Duration::from_millis(1)));
    let (sender, begun) = mpsc::channel();
    let other = Arc::clone(&writes);
    // It waits for the end of the program.
    thread::spawn(move || {
        let _open = other.begin();
        sender.send(())
    });
    let wait = Duration::from_millis(20);
    assert!(begun.recv_timeout(wait).is_err(), "none begins any more");
    drop(hanging);
    assert!(writes.finish(Duration::ZERO));
}
