//! Exit codes.

use amtui::domain::Error;
use amtui::shell::commands::exit::{Exit, REFUSED};

#[test]
fn a_file_that_stays_locked_is_a_refusal() {
    let exit = Exit::from(Error::Locked("org.json: another program has kept it locked.".into()));
    assert_eq!(exit.code, REFUSED);
}
