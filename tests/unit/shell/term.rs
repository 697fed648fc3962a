//! The order in which a terminal is given back.

use std::cell::RefCell;

use amtui::shell::term::give_back;

#[test]
fn the_terminal_has_time_to_fetch_the_last_bytes_before_its_modes_change() {
    let done = RefCell::new(Vec::new());
    let note = |what: String| done.borrow_mut().push(what);
    give_back(
        || note("sent".into()),
        |time| note(format!("waited {} ms", time.as_millis())),
        || note("set".into()),
    );
    assert_eq!(done.into_inner(), ["sent", "waited 20 ms", "set"]);
}
