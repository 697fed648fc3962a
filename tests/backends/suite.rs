//! Runs one test on every backend of an organization.

use amtui::backend::Backend;
use amtui::domain::Error;
use amtui::domain::rules::Refusal;

pub fn sign_in(backend: &dyn Backend, user: &str) {
    backend.sign_in(&user.into()).unwrap();
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

/// Nothing was changed that could be taken back; a backend that takes nothing back cannot tell.
#[track_caller]
pub fn nothing_to_undo(backend: &dyn Backend) {
    let undone = backend.undo();
    assert!(
        matches!(undone, Err(Error::NothingToUndo | Error::Unsupported(_))),
        "{undone:?}"
    );
}

/// What undo says of a change: what was deleted is back.
pub fn undo_says(said: &str) -> String {
    let objects = ["Client provider", "Environment", "Business group", "Team"];
    let back = objects.iter().find_map(|object| {
        let name = said.strip_prefix(&format!("Deleted {} ", object.to_lowercase()))?;
        Some(format!("{object} {name} is back"))
    });
    back.unwrap_or_else(|| format!("Undone: {said}"))
}

/// Takes the last change back, where the backend can do that at all, and says whether it did.
#[track_caller]
pub fn undone(backend: &dyn Backend, said: &str) -> bool {
    let undone = backend.undo();
    if matches!(undone, Err(Error::Unsupported(_))) {
        return false;
    }
    assert_eq!(undone, Ok(undo_says(said)));
    true
}

/// Runs each function on every backend of the organization that a function of the fixture makes: reading ones on read-only
/// backends as well. What stands under `rest` runs on the platform's API too. Left out there is what the platform decides
/// itself, by answers of its own (who may do what), and what it has no call for (undo, secrets).
macro_rules! suite {
    (
        on $organization:ident; $(read: $($read:ident),+;)? $(write: $($write:ident),+ $(,)?)?
        $(; rest: $($rest:ident),+ $(,)?)?
    ) => {
        mod file {
            use crate::fixture::{$organization, Place};
            $($(#[test] fn $read() { super::$read(&Place::of(&$organization()).backend_signed_out()); })+)?
            $($(#[test] fn $write() { super::$write(&Place::of(&$organization()).backend_signed_out()); })+)?
        }
        mod memory {
            use crate::fixture::{$organization, Place};
            $($(#[test] fn $read() { super::$read(&Place::of(&$organization()).copy()); })+)?
            $($(#[test] fn $write() { super::$write(&Place::of(&$organization()).copy()); })+)?
        }
        $(mod read_only_file {
            use crate::fixture::{$organization, Place};
            $(#[test] fn $read() {
                super::$read(&amtui::backend::ReadOnly(Place::of(&$organization()).backend_signed_out()));
            })+
        })?
        $(mod rest {
            use crate::fixture::$organization;
            $(#[test] fn $rest() { super::$rest(&crate::rest::users::Users::of(&$organization())); })+
        })?
    };
}
