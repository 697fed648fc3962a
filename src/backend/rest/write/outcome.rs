//! What became of a change that was sent: its answer says so, or what there is now is read. It is never sent again.

use std::time::Duration;

use super::super::RestBackend;
use super::super::call::{Answer, Call};
use super::super::contract::SuccessMeaning;
use crate::domain::{Error, Listing, Untrusted};

/// How often it is looked, and how long apart: the platform may take a moment.
const LOOKS: usize = 3;
const PAUSE: Duration = Duration::from_secs(1);

pub(super) enum LookResult<T> {
    AsAsked(T),
    /// Nothing changed: a sentence without its stop that says so, and what there is, as a clause.
    AsBefore(String, &'static str),
    /// Something else is there: what that is where the platform confirmed the change.
    Other(Result<T, Error>),
    /// That can't be told: the end of a sentence.
    Unclear(&'static str),
}

pub(super) enum AppliedChange<T> {
    /// The answer shows what there is now.
    Shown(Answer),
    Found(T),
    /// The platform confirmed it; this is why it was not found.
    Unseen(String),
}

impl RestBackend {
    /// Sends a change, once. Where its answer does not show what there is now, `look` reads that.
    pub(super) fn send<T>(
        &self,
        call: &Call<'_>,
        look: impl Fn() -> Result<LookResult<T>, Error>,
    ) -> Result<AppliedChange<T>, Error> {
        let mut accepted = false;
        let lost = match self.access.ask(call) {
            Ok(answer) => match call.answered(&answer) {
                SuccessMeaning::Shown => return Ok(AppliedChange::Shown(answer)),
                SuccessMeaning::Accepted => {
                    accepted = true;
                    None
                }
                SuccessMeaning::Done | SuccessMeaning::Nothing => None,
            },
            Err(Error::OutcomeUnknown(why)) => Some(why),
            // It was found just before: who can't find it now may be somebody between here and the platform.
            Err(Error::NotFound(what)) if call.deletes() => {
                return Err(match look() {
                    Ok(LookResult::AsBefore(sentence, now)) => {
                        Error::NotDone(format!("{sentence}: {now}, although the platform answered 404."))
                    }
                    Ok(LookResult::Unclear(why)) => {
                        Error::OutcomeUnknown(format!("the platform answered 404, and {why}"))
                    }
                    Err(why) => Error::OutcomeUnknown(format!(
                        "the platform answered 404, and it could not be read: {}",
                        reason(&why)
                    )),
                    Ok(_) => Error::NotFound(what),
                });
            }
            Err(refused) => return Err(refused),
        };
        match (self.look(look), lost) {
            (Ok(LookResult::AsAsked(found)), _) => Ok(AppliedChange::Found(found)),
            (Ok(LookResult::Other(found)), None) => found.map(AppliedChange::Found),
            (Ok(LookResult::Unclear(why)), None) => Ok(AppliedChange::Unseen(why.to_owned())),
            (Ok(LookResult::AsBefore(_, now)), None) if accepted => Err(Error::OutcomeUnknown(format!(
                "the platform accepted it, and may do it later, and {now}"
            ))),
            (Err(why), None) if accepted => Err(Error::OutcomeUnknown(format!(
                "the platform accepted it, and it could not be read: {}",
                reason(&why)
            ))),
            (Err(why), None) => Ok(AppliedChange::Unseen(reason(&why))),
            (Ok(LookResult::AsBefore(sentence, now)), Some(lost)) => Err(Error::NotDone(format!(
                "{sentence}: {now}. The request failed: {lost}."
            ))),
            (Ok(LookResult::AsBefore(_, now)), None) => Err(Error::OutcomeUnknown(format!(
                "the platform answered that it was done, and {now}"
            ))),
            (Ok(LookResult::Other(_)), Some(lost)) => Err(Error::OutcomeUnknown(format!(
                "{lost}, and what is there now is neither the old nor the new state"
            ))),
            (Ok(LookResult::Unclear(why)), Some(lost)) => Err(Error::OutcomeUnknown(format!("{lost}, and {why}"))),
            (Err(why), Some(lost)) => Err(Error::OutcomeUnknown(format!(
                "{lost}, and it could not be read: {}",
                reason(&why)
            ))),
        }
    }

    fn look<T>(&self, look: impl Fn() -> Result<LookResult<T>, Error>) -> Result<LookResult<T>, Error> {
        for _ in 1..LOOKS {
            match look() {
                Ok(LookResult::AsAsked(found)) => return Ok(LookResult::AsAsked(found)),
                Ok(_) | Err(Error::Failed(_)) => self.clock.wait(PAUSE),
                // It was asked several times already, or asking again cannot help.
                Err(why) => return Err(why),
            }
        }
        look()
    }
}

/// What reading something says of its deletion.
pub(super) fn gone<T>(read: Result<T, Error>, name: &Untrusted) -> Result<LookResult<()>, Error> {
    match read {
        Err(Error::NotFound(_)) => Ok(LookResult::AsAsked(())),
        Err(why) => Err(why),
        Ok(_) => Ok(LookResult::AsBefore(
            format!("'{}' was not deleted", name.shown()),
            "it is still there",
        )),
    }
}

/// The only row that is new and as it was asked for. Somebody else may add one in the same moment.
pub(super) fn only_new<T: Clone, I: PartialEq>(
    before: &Listing<T>,
    now: &Listing<T>,
    id: impl Fn(&T) -> I,
    asked: impl Fn(&T) -> bool,
) -> LookResult<T> {
    if [before, now]
        .iter()
        .any(|list| list.coverage.partial_reason().is_some())
    {
        return LookResult::Unclear("not everything was listed");
    }
    let is_new = |row: &&T| asked(row) && before.iter().all(|old| id(old) != id(row));
    let mut new = now.iter().filter(is_new);
    match (new.next(), new.next()) {
        (Some(row), None) => LookResult::AsAsked(row.clone()),
        (None, _) => LookResult::Unclear("the list does not have it"),
        _ => LookResult::Unclear("several new ones have this name"),
    }
}

/// What was `found`, by whether that is as it was asked for, or as it was before.
pub(super) fn compare<T>(found: T, asked: bool, before: bool, noun: &str) -> LookResult<T> {
    if asked {
        LookResult::AsAsked(found)
    } else if before {
        LookResult::AsBefore(format!("{noun} was not changed"), "it is as it was")
    } else {
        LookResult::Other(Err(Error::PartlyApplied(format!(
            "{noun} has other values than were sent, although the platform confirmed the change."
        ))))
    }
}

/// Why something failed, as the end of a sentence without its stop.
fn reason(error: &Error) -> String {
    match error {
        Error::Network(why) | Error::Failed(why) | Error::Rejected(why) => why.clone(),
        other => other.to_string().trim_end_matches('.').to_owned(),
    }
}
