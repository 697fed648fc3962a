//! The delete dialog: its fields, its button and its states (docs/guide.md, D1-D18).

mod answer;
mod asked;
mod completeness;
mod given;
pub mod lines;

use std::collections::BTreeSet;
use std::time::Duration;

use tui_input::Input;

use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Leave, Outcome};
use crate::app::delete_target::DeleteTarget;
use crate::app::delete_target::Thing;
use crate::app::field;
use crate::app::key::Key;
use crate::app::keymap::Context;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::request::Reply;
use crate::app::target::{Control, Target};
use crate::app::time::Now;
use crate::domain::Error;
use crate::domain::change::Seen;
use crate::domain::confirm::Confirmation;
use crate::domain::impact::ChangeEffects;

use asked::NameAsked;
pub use asked::{ask_for, asked};
pub use completeness::Completeness;
use completeness::Gap;
pub(in crate::app) use completeness::outdated_impact;
pub use given::Guard;

/// How long `[ Delete ]` must have had the focus.
const FOCUSED: Duration = Duration::from_millis(300);
/// How long no other key may have come.
const QUIET: Duration = Duration::from_millis(150);
/// How long `[ Delete ]` waits before it fires: a key that is held down comes back in this time, and then nothing fires.
const HELD: Duration = QUIET;
const ONCE_MORE: &str = "Wait a second, then press Enter.";
/// Why what was typed is gone.
const RENAMED: &str = "It was renamed. Enter its name as it is now.";
const BY_ID_NOW: &str = "Its name doesn't tell it apart any more. Enter its id.";
/// How long that is said after a key.
const SECOND: Duration = Duration::from_secs(1);
/// What is said when nothing happened.
pub const NOTHING: &str = "Not deleted.";

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The person decides.
    Confirming,
    /// It is confirmed, unless the key turns out to be held down.
    Armed {
        /// When that is settled.
        due: Duration,
    },
    /// It is read again.
    Verifying,
    /// The delete was sent, once, at this time.
    Deleting(Now),
    /// The outcome is unknown, and it is looked for once more.
    CheckingOutcome {
        /// When the delete was sent.
        sent: Now,
        /// Why the outcome is unknown.
        why: String,
    },
    OutcomeUnknown {
        sent: Now,
        why: String,
    },
}

/// The dialog.
#[derive(Debug)]
pub struct Delete {
    pub target: DeleteTarget,
    /// What must be typed.
    pub ask: Confirmation,
    /// What was typed.
    pub input: Input,
    /// What must be typed as well, where the organization is protected.
    pub guard: Option<Guard>,
    /// What was unknown when an incomplete impact was accepted.
    accepted: Option<BTreeSet<Gap>>,
    /// The control that has the keys.
    pub focus: Control,
    /// A hint in place of the feedback.
    pub hint: Option<String>,
    /// How far it is.
    pub stage: Stage,
    /// What the dialog said when it was confirmed.
    seen: Seen,
    /// What it does, as known when the delete was sent.
    effects: ChangeEffects,
    focused_at: Duration,
    last_key: Option<Duration>,
    /// Whether the last key came after a pause.
    quiet: bool,
}

impl Delete {
    /// Opens it.
    pub fn new(target: DeleteTarget, ask: Confirmation, now: Now) -> Self {
        Self {
            target,
            ask,
            input: Input::default(),
            guard: None,
            accepted: None,
            focus: Control::Field,
            hint: None,
            stage: Stage::Confirming,
            seen: Seen::default(),
            effects: ChangeEffects::default(),
            focused_at: now.mono,
            last_key: None,
            quiet: false,
        }
    }

    /// Whether any of a name is typed.
    pub fn has_typed(&self) -> bool {
        let guard = self.guard.as_ref().map_or("", |guard| guard.input.value());
        !self.input.value().is_empty() || !guard.is_empty()
    }

    /// The thing may have got another name since the dialog opened, or its name may tell it from others no more: then what was
    /// typed confirms nothing.
    fn follow_name(&mut self, model: &Model) {
        let decides = matches!(self.stage, Stage::Confirming | Stage::Armed { .. });
        let by_name = |ask: &Confirmation| matches!(ask, Confirmation::Name(_));
        let is_other = |now: &NameAsked| now.name != self.target.name || by_name(&self.ask) && !by_name(&now.ask);
        let Some(now) = asked(&self.target, model).filter(|now| decides && is_other(now)) else {
            return;
        };
        let why = if now.name == self.target.name {
            BY_ID_NOW
        } else {
            RENAMED
        };
        (self.target.name, self.target.called, self.ask) = (now.name, now.called, now.ask);
        self.hint = self.has_typed().then(|| why.into());
        self.input = Input::default();
        self.stage = Stage::Confirming;
        self.focus(Control::Field, model.now);
    }

    /// Whether an incomplete impact is accepted.
    pub fn accepted(&self) -> bool {
        self.accepted.is_some()
    }

    /// Whether letters type.
    pub fn in_field(&self) -> bool {
        self.stage == Stage::Confirming && matches!(self.focus, Control::Field | Control::Guard)
    }

    /// The field, where letters type.
    pub fn field_mut(&mut self) -> Option<&mut Input> {
        match (self.in_field(), self.focus, &mut self.guard) {
            (true, Control::Guard, Some(guard)) => Some(&mut guard.input),
            (true, ..) => Some(&mut self.input),
            (false, ..) => None,
        }
    }

    /// Whether a delete is on its way.
    pub fn sent(&self) -> bool {
        matches!(self.stage, Stage::Deleting(_) | Stage::CheckingOutcome { .. })
    }

    fn controls(&self, completeness: Completeness) -> Vec<Control> {
        let mut controls = Vec::new();
        if matches!(self.stage, Stage::OutcomeUnknown { .. }) {
            return vec![Control::Confirm, Control::Cancel];
        }
        if completeness == Completeness::Incomplete {
            controls.push(Control::Accept);
        }
        controls.push(Control::Field);
        controls.extend(self.guard.as_ref().map(|_| Control::Guard));
        controls.push(Control::Cancel);
        if self.ready(completeness) {
            controls.push(Control::Confirm);
        }
        controls
    }

    fn focus(&mut self, control: Control, now: Now) {
        if self.focus != control {
            self.focus = control;
            self.focused_at = now.mono;
        }
    }

    fn turn(&mut self, completeness: Completeness, forward: bool, now: Now) {
        self.focus(self.focus.turn(&self.controls(completeness), forward), now);
        self.hint = None;
    }

    fn press(&mut self, held: bool, completeness: Completeness, cx: &Cx<'_>) -> Outcome {
        let now = cx.model.now;
        match (self.focus, &self.stage) {
            (Control::Cancel, _) => return self.cancel(cx.model),
            (Control::Accept, Stage::Confirming) => {
                self.accepted = match self.accepted {
                    Some(_) => None,
                    None => Some(self.target.gaps(cx.model)),
                };
            }
            (Control::Confirm, Stage::OutcomeUnknown { sent, why }) => {
                let (sent, why) = (*sent, why.clone());
                self.stage = Stage::CheckingOutcome { sent, why };
                self.hint = None;
                return Command::Send(self.target.look()).into();
            }
            (Control::Confirm, Stage::Confirming) => {
                let settled = now.mono.saturating_sub(self.focused_at) >= FOCUSED;
                if !self.ready(completeness) {
                    self.focus(Control::Field, now);
                } else if !cx.viewport.fits {
                    self.hint = Some("Enlarge the window first: part of this dialog is hidden.".into());
                } else if held || !self.quiet || !settled {
                    self.hint = Some(ONCE_MORE.into());
                } else {
                    self.hint = None;
                    self.seen = self.target.seen(cx.model);
                    self.stage = Stage::Armed { due: now.mono + HELD };
                }
            }
            _ => {}
        }
        Outcome::done()
    }

    fn cancel(&mut self, model: &Model) -> Outcome {
        match &self.stage {
            Stage::Confirming | Stage::Armed { .. } | Stage::Verifying => Outcome::Handled(vec![
                Command::CloseOverlay,
                Command::Notify(Tone::Plain, NOTHING.into()),
            ]),
            Stage::OutcomeUnknown { .. } => {
                let name = &self.target.called;
                let text = format!("It is not known whether '{name}' was deleted. Reload the list to find out.");
                let doubt = Command::DeletionInDoubt(Box::new(self.target.clone()), self.effects.clone());
                Outcome::Handled(vec![
                    Command::CloseOverlay,
                    Command::Outcome(Tone::Bad, text),
                    doubt,
                    Command::Reread(vec![self.target.touched(&model.data)]),
                ])
            }
            Stage::Deleting(_) | Stage::CheckingOutcome { .. } => {
                self.hint = Some("The deletion is in progress. Wait for its answer.".into());
                Outcome::done()
            }
        }
    }
}

impl Component for Delete {
    fn contexts(&self) -> &'static [Context] {
        if self.in_field() {
            &[Context::Field, Context::Always]
        } else {
            &[Context::Dialog, Context::Always]
        }
    }

    fn resources(&self, model: &Model) -> Vec<Resource> {
        let mut resources = self.target.resources(model);
        if let Thing::Team(_) = self.target.thing {
            // Their names only tell two external groups of one name apart. Losses are known without them.
            resources.push(AccessRead::IdentityProviders.into());
        }
        resources
    }

    /// What every environment uses is read in the background.
    fn urgent(&self, resources: &[Resource]) -> Vec<Resource> {
        let in_background = |resource: &Resource| {
            matches!(resource, Resource::Use(_) | Resource::Protection(..)) && self.target.provider().is_some()
        };
        resources.iter().copied().filter(|r| !in_background(r)).collect()
    }

    /// The impact may have become complete: then the box is gone, and the keys go to the field. Who ticked it did so for
    /// what was unknown then: more takes the tick away.
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.follow_name(cx.model);
        let more = |known: &BTreeSet<Gap>| !self.target.gaps(cx.model).is_subset(known);
        if matches!(self.stage, Stage::Confirming | Stage::Armed { .. }) && self.accepted.as_ref().is_some_and(more) {
            self.accepted = None;
        }
        if self.focus == Control::Accept && self.completeness(cx) != Completeness::Incomplete {
            self.focus(Control::Field, cx.model.now);
        }
    }

    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        let (completeness, now) = (self.completeness(cx), cx.model.now);
        match action {
            Action::Close | Action::Cancel => return self.cancel(cx.model),
            Action::Next | Action::Down => self.turn(completeness, true, now),
            Action::Previous | Action::Up => self.turn(completeness, false, now),
            // Enter in the field never deletes: it goes to the button, or says again what is missing.
            Action::Run if self.ready(completeness) => {
                self.focus(Control::Confirm, now);
                self.hint = None;
            }
            // From one name to the other.
            Action::Run if self.focus == Control::Field && self.named() && self.guard.is_some() => {
                self.focus(Control::Guard, now);
                self.hint = None;
            }
            Action::Run => self.hint = None,
            Action::Press => return self.press(cx.repeats() || cx.again, completeness, cx),
            _ => {}
        }
        Outcome::done()
    }

    fn click(&mut self, target: Target, cx: &Cx<'_>) -> Outcome {
        let completeness = self.completeness(cx);
        let control = match target {
            Target::Control(control) if self.controls(completeness).contains(&control) => control,
            _ => return Outcome::done(),
        };
        let had = self.focus == control;
        self.focus(control, cx.model.now);
        match control {
            Control::Field | Control::Guard => Outcome::done(),
            Control::Confirm if !had && self.stage == Stage::Confirming => {
                self.hint = Some(ONCE_MORE.into());
                Outcome::done()
            }
            _ => self.press(false, completeness, cx),
        }
    }

    fn answer(&mut self, result: Result<Reply, Error>, cx: &Cx<'_>) -> Outcome {
        self.answered(result, cx.model)
    }

    fn tick(&mut self, cx: &Cx<'_>) -> Outcome {
        self.time_passed(cx)
    }

    fn edit(&mut self, key: Key, _: &Cx<'_>) -> Outcome {
        if self.field_mut().is_some_and(|input| field::edit(input, key)) {
            // Somebody in the middle of a word goes on before they have read why the field is empty.
            let named = self.named();
            let stays = |hint: &String| !named && [RENAMED, BY_ID_NOW].contains(&hint.as_str());
            self.hint = self.hint.take().filter(stays);
        }
        Outcome::done()
    }

    /// Refuses with a hint what holds control characters.
    fn paste(&mut self, text: &str, _: &Cx<'_>) -> Outcome {
        if let Some(input) = self.field_mut() {
            self.hint = field::paste(input, text).err().map(Into::into);
        }
        Outcome::done()
    }

    /// `[ Delete ]` neither fires right after it nor before.
    fn touched(&mut self, now: Now) {
        self.quiet = self.last_key.is_none_or(|at| now.mono.saturating_sub(at) >= QUIET);
        self.last_key = Some(now.mono);
        if let Stage::Armed { .. } = self.stage {
            self.stage = Stage::Confirming;
            self.hint = Some(ONCE_MORE.into());
        }
    }

    fn deadline(&self) -> Option<Duration> {
        self.changes()
    }

    fn takes_cancel(&self) -> bool {
        true
    }

    fn leave(&self) -> Leave {
        if self.sent() { Leave::InFlight } else { Leave::Kept }
    }
}
