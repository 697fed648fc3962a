//! Runs one test on every home of an organization.

use amtui::backend::Backend;
use amtui::domain::Error;
use amtui::domain::rules::Refusal;

pub fn sign_in(home: &dyn Backend, user: &str) {
    home.sign_in(&user.into()).unwrap();
}

/// Why something was refused by the rules.
#[track_caller]
pub fn refusal<T: std::fmt::Debug>(done: Result<T, Error>) -> Refusal {
    match done {
        Err(Error::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

/// The sentence for what is not as the person saw it any more.
#[track_caller]
pub fn changed<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Changed(why)) => why,
        other => panic!("not changed meanwhile: {other:?}"),
    }
}

/// Runs each function on every home of the organization that a function of the fixture makes: reading ones on read-only
/// homes as well. A new home joins here.
macro_rules! suite {
    (on $organization:ident; $(read: $($read:ident),+;)? write: $($write:ident),+ $(,)?) => {
        mod file {
            use crate::fixture::{$organization, Place};
            $($(#[test] fn $read() { super::$read(&Place::of(&$organization()).home_signed_out()); })+)?
            $(#[test] fn $write() { super::$write(&Place::of(&$organization()).home_signed_out()); })+
        }
        mod memory {
            use crate::fixture::{$organization, Place};
            $($(#[test] fn $read() { super::$read(&Place::of(&$organization()).copy()); })+)?
            $(#[test] fn $write() { super::$write(&Place::of(&$organization()).copy()); })+
        }
        $(mod read_only_file {
            use crate::fixture::{$organization, Place};
            $(#[test] fn $read() {
                super::$read(&amtui::backend::ReadOnly(Place::of(&$organization()).home_signed_out()));
            })+
        })?
    };
}
