//! The second reading, the one delete request and its outcome (docs/guide.md, D15-D17).

use std::time::Duration;

use super::{Control, Delete, NOTHING, ONCE_MORE, SECOND, Stage};
use crate::app::component::{Command, Cx, Outcome};
use crate::app::connection::Mode;
use crate::app::delete_target::{DeleteTarget, Found};
use crate::app::line::{Line, Tone};
use crate::app::location::Place;
use crate::app::model::Model;
use crate::app::model::data::Data;
use crate::app::model::resource::Resource;
use crate::app::request::Reply;
use crate::app::time::Now;
use crate::app::touched::Touched;
use crate::domain::change::{ChangeResult, Unsent};
use crate::domain::impact::ChangeEffects;
use crate::domain::{EnvironmentId, Error};

impl Delete {
    /// When it is settled whether the key that confirmed was held down.
    pub fn due(&self) -> Option<Duration> {
        match &self.stage {
            Stage::Armed { due } => Some(*due),
            _ => None,
        }
    }

    /// From when on `[ Delete ]` may be pressed, while it is said that it may not yet.
    fn opens(&self) -> Option<Duration> {
        let waits = self.stage == Stage::Confirming && self.hint.as_deref() == Some(ONCE_MORE);
        waits.then(|| self.last_key.unwrap_or(self.focused_at) + SECOND)
    }

    /// When something of it changes by itself.
    pub(super) fn changes(&self) -> Option<Duration> {
        self.due().or_else(|| self.opens())
    }

    pub(super) fn time_passed(&mut self, cx: &Cx<'_>) -> Outcome {
        let over = |at: Option<Duration>| at.is_some_and(|at| at <= cx.model.now.mono);
        if over(self.due()) {
            return self.fire(cx);
        }
        if !over(self.opens()) {
            return Outcome::Ignored;
        }
        self.hint = None;
        Outcome::done()
    }

    /// The key that confirmed was not held down.
    fn fire(&mut self, cx: &Cx<'_>) -> Outcome {
        // What was confirmed must still be what is on screen.
        if !(self.given(self.completeness(cx)) && cx.viewport.fits) {
            self.stage = Stage::Confirming;
            return Outcome::done();
        }
        self.hint = None;
        self.stage = Stage::Verifying;
        Command::Send(self.target.read()).into()
    }

    pub(super) fn answered(&mut self, result: Result<Reply, Error>, model: &Model) -> Outcome {
        match (self.stage.clone(), result) {
            (Stage::Verifying, Ok(reply)) => self.verified(&reply, model),
            // A list that is not found says nothing of what stands in it.
            (Stage::Verifying, Err(error @ Error::NotFound(_))) if self.target.provider().is_none() => {
                self.close(Tone::Bad, format!("{NOTHING} {error}"), model)
            }
            (Stage::Verifying | Stage::Deleting(_), Err(error)) if !self.outcome_unknown(&error) => {
                self.refused(&error, model)
            }
            (Stage::Deleting(_), Ok(Reply::Changed(done))) if done.object == self.target.object() => {
                self.deleted(Some(&done), model)
            }
            (Stage::Deleting(sent), Ok(_)) => {
                let why = "It is not known whether anything changed: its answer is another one's.";
                self.unknown(sent, why.into(), model.now)
            }
            // A tree that is not found says nothing of the groups in it.
            (Stage::CheckingOutcome { .. }, Err(Error::NotFound(_))) if !self.target.is_looked_for_in_list() => {
                self.deleted(None, model)
            }
            (Stage::CheckingOutcome { sent, .. }, Ok(reply)) if self.target.found(&reply) != Some(Found::Same) => {
                let why = "It's no longer in the list, which can have other reasons.";
                self.unknown(sent, why.into(), model.now)
            }
            (Stage::CheckingOutcome { .. }, Ok(_)) => self.close(Tone::Bad, self.target.still_there(), model),
            (Stage::Deleting(sent) | Stage::CheckingOutcome { sent, .. }, Err(error)) => {
                self.unknown(sent, error.to_string(), model.now)
            }
            (_, Ok(_) | Err(_)) => self.close(Tone::Bad, format!("{NOTHING} The answer can't be read."), model),
        }
    }

    fn unknown(&mut self, sent: Now, why: String, now: Now) -> Outcome {
        self.focus(Control::Confirm, now);
        self.stage = Stage::OutcomeUnknown { sent, why };
        Outcome::done()
    }

    /// Only what was sent can have an unknown outcome.
    fn outcome_unknown(&self, error: &Error) -> bool {
        matches!(self.stage, Stage::Deleting(_)) && error.outcome_unknown()
    }

    fn verified(&mut self, reply: &Reply, model: &Model) -> Outcome {
        let name = &self.target.called;
        let (tone, text) = match self.target.found(reply) {
            Some(Found::Same) => {
                let impact = self.target.provider().and_then(|id| model.data.impact(id));
                let counted = self
                    .target
                    .provider()
                    .and_then(|id| model.data.applications_counted(id));
                self.effects = ChangeEffects {
                    applications: counted.map_or(0, |counted| counted.n),
                    ..impact.map(ChangeEffects::from).unwrap_or_default()
                };
                self.hint = None;
                self.stage = Stage::Deleting(model.now);
                return Command::Send(self.target.delete(self.seen.clone())).into();
            }
            Some(Found::Renamed(now)) => (Tone::Bad, format!("{NOTHING} '{name}' is now named '{now}'.")),
            Some(Found::OtherKind(now)) => (Tone::Bad, format!("{NOTHING} '{name}' is now of type {now}.")),
            Some(Found::NotListed) => {
                let text = format!("{NOTHING} '{name}' is no longer in the list.");
                (Tone::Warning, text)
            }
            None => (Tone::Bad, format!("{NOTHING} The answer can't be read.")),
        };
        self.close(tone, text, model)
    }

    fn refused(&self, error: &Error, model: &Model) -> Outcome {
        let text = match error {
            Error::NotFound(_) => return self.gone(model),
            Error::SignedOut => return self.signed_out(),
            Error::DryRun(unsent) => return Self::unsent(unsent),
            Error::RateLimited { until } => {
                let until = Now {
                    unix: *until,
                    ..model.now
                };
                let until = until.clock();
                format!("{NOTHING} There were too many requests: try again after {until}.")
            }
            Error::Changed(why) => return self.changed(why, model),
            // These say that nothing was deleted.
            Error::BackupFailed(_) | Error::NotDone(_) => error.to_string(),
            other => format!("{NOTHING} {other}"),
        };
        self.close(Tone::Bad, text, model)
    }

    /// Somebody changed what goes with it, wherever that is.
    fn changed(&self, why: &str, model: &Model) -> Outcome {
        let environments = model.data.environments.get().into_iter().flatten();
        let anywhere = Touched::Deleted(self.target.object(), environments.map(|e| e.id).collect());
        Outcome::Handled(vec![
            Command::CloseOverlay,
            Command::Outcome(Tone::Bad, why.to_owned()),
            Command::Reread(vec![anywhere, Touched::Environments]),
        ])
    }

    /// Goes, and says why. What the deletion would have altered is read again.
    fn close(&self, tone: Tone, text: String, model: &Model) -> Outcome {
        Outcome::Handled(vec![
            Command::CloseOverlay,
            Command::Outcome(tone, text),
            Command::Reread(vec![self.target.touched(&model.data)]),
        ])
    }

    fn deleted(&self, answer: Option<&ChangeResult>, model: &Model) -> Outcome {
        let follows = self.target.deleted(self.effects.clone(), answer, model);
        let closes = [Command::CloseOverlay, Command::SwallowPresses];
        Outcome::Handled(closes.into_iter().chain(follows).collect())
    }

    /// Somebody else deleted it before.
    fn gone(&self, model: &Model) -> Outcome {
        let text = format!("'{}' is already gone: someone else deleted it.", self.target.called);
        Outcome::Handled(vec![
            Command::CloseOverlay,
            Command::Outcome(Tone::Warning, text),
            self.target.remove(),
            Command::Reread(vec![self.target.touched(&model.data)]),
        ])
    }

    fn unsent(unsent: &Unsent) -> Outcome {
        let lines = std::iter::once(&unsent.request).chain(&unsent.body);
        Outcome::Handled(vec![
            Command::CloseOverlay,
            Command::Notify(Tone::Plain, format!("{NOTHING} This is a dry run.")),
            Command::ShowText {
                title: "Not sent".into(),
                lines: lines.map(|line| Line::text(Tone::Plain, line.as_str())).collect(),
            },
        ])
    }

    /// Signed in again, one is asked anew: with the same provider, and an empty field.
    fn signed_out(&self) -> Outcome {
        let resume = self.target.provider().map(|_| Place::Provider(self.target.id()));
        let again = if resume.is_some() {
            "Sign in to be asked again."
        } else {
            "Sign in again."
        };
        let text = format!("{NOTHING} You are signed out. {again}");
        Outcome::Handled(vec![Command::SignOut { resume }, Command::Notify(Tone::Bad, text)])
    }
}

impl DeleteTarget {
    /// What its deletion alters, or would have altered.
    pub(super) fn touched(&self, data: &Data) -> Touched {
        let all = data.environments.get().into_iter().flatten().map(|e| e.id);
        // What is on its way may tell how it was before: nobody knows yet whether it holds the provider.
        let may_hold = |id: &EnvironmentId, provider| {
            !data.is_ready(Resource::Use(*id)) || data.environment_use(*id).is_some_and(|uses| uses.holds(provider))
        };
        let lost = self
            .provider()
            .map(|provider| all.filter(|id| may_hold(id, provider)).collect());
        Touched::Deleted(self.object(), lost.unwrap_or_default())
    }

    fn remove(&self) -> Command {
        Command::Remove(self.object(), self.organization)
    }

    /// What follows once it is known to be deleted: by its `answer`, or as it was looked for and is gone.
    pub(in crate::app) fn deleted(
        &self,
        effects: ChangeEffects,
        answer: Option<&ChangeResult>,
        model: &Model,
    ) -> Vec<Command> {
        // Undo takes back what was answered alone: it would take back something else.
        let undoes = answer.map(|_| model.undo_words("it")).unwrap_or_default();
        let keeps = answer.is_some() || model.mode.is_live();
        let backup = answer.and_then(|done| done.backup.as_deref());
        // The folder as people write it, and the file in it.
        let folder = model.live.as_ref().map_or("", |live| live.copies.as_str());
        // The file is named by its provider's id, which a stand-in must hide.
        let shown = backup.filter(|_| model.mask.is_none());
        let file = shown.and_then(|file| file.rsplit('/').next());
        // Where the dialog itself found it gone the file is not told.
        let kept = model.mode == Mode::Live && self.provider().is_some();
        let kept = match file {
            Some(file) => format!(" Kept: {folder}/{file}"),
            None if kept => format!(" Kept in {folder}"),
            None => String::new(),
        };
        let text = format!("Deleted {} '{}'.{undoes}{kept}", self.noun(), self.called);
        let effects = keeps.then(|| Command::KeepEffects(Box::new(effects), self.object()));
        let follows = [
            self.remove(),
            Command::Reread(vec![self.touched(&model.data)]),
            Command::Outcome(Tone::Good, text),
        ];
        effects.into_iter().chain(follows).collect()
    }
}
