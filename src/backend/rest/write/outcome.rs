//! What became of a change that was sent: its answer says so, or what there is now is read. It is never sent again.

use std::time::Duration;

use super::super::RestHome;
use super::super::call::Call;
use super::super::contract::Answered;
use super::super::http::Answer;
use crate::domain::{Error, Foreign};

/// How often it is looked, and how long apart: the platform may take a moment.
const LOOKS: usize = 3;
const PAUSE: Duration = Duration::from_secs(1);

/// For what is looked for in a list.
pub(super) const NOT_LISTED: &str = "the list does not have it";
/// What is new among rows that were not all listed before cannot be told.
pub(super) const NOT_ALL_LISTED: &str = "not everything was listed before";

/// What a look at the platform finds.
pub(super) enum Now<T> {
    /// What was asked for is there.
    AsAsked(T),
    /// Nothing changed: a sentence without its stop that says so, and what there is, as a clause.
    AsBefore(String, &'static str),
    /// Neither: the end of a sentence.
    Neither(&'static str),
}

/// A change that was made.
pub(super) enum Made<T> {
    /// The answer shows what there is now.
    Shown(Answer),
    /// It was found.
    Found(T),
    /// The platform confirmed it; this is why it was not found.
    Unseen(String),
}

impl RestHome {
    /// Sends a change, once. Where its answer does not show what there is now, `look` reads that.
    pub(super) fn send<T>(&self, call: &Call<'_>, look: impl Fn() -> Result<Now<T>, Error>) -> Result<Made<T>, Error> {
        let lost = match self.access.ask(call) {
            Ok(answer) if call.answered(&answer) == Answered::Shown => return Ok(Made::Shown(answer)),
            Ok(_) => None,
            Err(Error::Lost(why)) => Some(why),
            Err(refused) => return Err(refused),
        };
        match (self.look(look), lost) {
            (Ok(Now::AsAsked(found)), _) => Ok(Made::Found(found)),
            (Ok(Now::Neither(why)), None) => Ok(Made::Unseen(why.to_owned())),
            (Err(why), None) => Ok(Made::Unseen(reason(&why))),
            (Ok(Now::AsBefore(sentence, now)), Some(lost)) => Err(Error::NotDone(format!(
                "{sentence}: {now}. The request failed: {lost}."
            ))),
            (Ok(Now::AsBefore(_, now)), None) => Err(Error::Lost(format!(
                "the platform answered that it was done, and {now}"
            ))),
            (Ok(Now::Neither(why)), Some(lost)) => Err(Error::Lost(format!("{lost}, and {why}"))),
            (Err(why), Some(lost)) => Err(Error::Lost(format!(
                "{lost}, and it could not be read: {}",
                reason(&why)
            ))),
        }
    }

    fn look<T>(&self, look: impl Fn() -> Result<Now<T>, Error>) -> Result<Now<T>, Error> {
        for _ in 1..LOOKS {
            match look() {
                Ok(Now::AsAsked(found)) => return Ok(Now::AsAsked(found)),
                Ok(_) | Err(Error::Failed(_)) => self.clock.wait(PAUSE),
                // It was asked several times already, or asking again cannot help.
                Err(why) => return Err(why),
            }
        }
        look()
    }
}

/// What reading something says of its deletion.
pub(super) fn gone<T>(read: Result<T, Error>, name: &Foreign) -> Result<Now<()>, Error> {
    match read {
        Err(Error::NotFound(_)) => Ok(Now::AsAsked(())),
        Err(why) => Err(why),
        Ok(_) => Ok(Now::AsBefore(
            format!("'{}' was not deleted", name.shown()),
            "it is still there",
        )),
    }
}

/// What was `found`, by whether that is as it was asked for, or as it was before.
pub(super) fn compare<T>(found: T, asked: bool, before: bool, noun: &str) -> Now<T> {
    if asked {
        Now::AsAsked(found)
    } else if before {
        Now::AsBefore(format!("{noun} was not changed"), "it is as it was")
    } else {
        Now::Neither("it is neither as it was nor as it was to be")
    }
}

/// Why something failed, as the end of a sentence without its stop.
fn reason(error: &Error) -> String {
    match error {
        Error::Network(why) | Error::Failed(why) | Error::Rejected(why) => why.clone(),
        other => other.to_string().trim_end_matches('.').to_owned(),
    }
}
