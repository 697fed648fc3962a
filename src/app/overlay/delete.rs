//! The delete dialog (docs/guide.md, D1-D18): what is asked, what was typed, and when `[ Delete ]` really deletes.

mod answer;
mod completeness;
mod given;
mod target;

use std::time::Duration;

use tui_input::Input;

use crate::app::TURN;
use crate::app::action::Action;
use crate::app::component::{Component, Cx, Leave, Outcome};
use crate::app::field;
use crate::app::input::repeat::PressTimer;
use crate::app::key::Key;
use crate::app::keymap::Context;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::request::{Request, Ticket};
use crate::app::resource::Resource;
use crate::app::target::Control;
use crate::app::time::Now;
use crate::domain::change::Unsent;
use crate::domain::confirm::Confirmation;
use crate::domain::impact::ChangeEffects;

pub(in crate::app) use completeness::outdated_impact;
pub use given::Guard;
pub use target::{DeleteTarget, Found, Thing};

/// How long `[ Delete ]` must have had the focus.
const FOCUSED: Duration = Duration::from_millis(300);
/// How long no other key may have come.
const QUIET: Duration = Duration::from_millis(150);
/// How long `[ Delete ]` waits before it fires: a key that is held down comes back in this time, and then nothing fires.
const HELD: Duration = QUIET;
const ONCE_MORE: &str = "Press Enter once more.";
/// What is said when nothing happened.
pub const NOTHING: &str = "Nothing was deleted.";

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The person decides.
    Asking,
    /// It is confirmed, unless the key turns out to be held down.
    Armed {
        /// When that is settled.
        due: Duration,
    },
    /// The provider is read again.
    Rereading(Ticket),
    /// The delete was sent, once.
    Sending(Ticket, Now),
    /// The outcome is unknown, and it is looked for once more.
    Checking {
        /// The read that is awaited.
        ticket: Option<Ticket>,
        /// When the delete was sent.
        sent: Now,
        /// Why the outcome is unknown.
        why: String,
    },
    /// Nobody knows.
    Unknown {
        /// When the delete was sent.
        sent: Now,
        /// Why.
        why: String,
    },
}

/// What the dialog wants after a key or an answer.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Nothing.
    Stay,
    /// To ask the backend.
    Send(Request),
    /// To go, and why.
    Close(Tone, String),
    /// To go: the provider is deleted; its configuration as it was is in this file, where the backend kept it.
    Deleted(Option<String>),
    /// To go: somebody else deleted it before.
    Gone,
    /// To go, although nobody knows what became of it.
    Unknown,
    /// To go: a dry run did not send this.
    Unsent(Unsent),
    /// To go: nobody is signed in any more.
    SignedOut,
}

/// How much of what depends on the provider is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Every environment was read, and the client applications are counted.
    All,
    /// The rest is on its way, and has not taken long.
    Soon,
    /// Something could not be read, or takes its time: to go on without it is the person's decision.
    Part,
}

/// What the dialog must know of its surroundings to decide.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// How much of the impact is known.
    pub known: Known,
    /// All of the dialog is on screen.
    pub fits: bool,
    /// What time it is.
    pub now: Now,
}

/// The dialog.
#[derive(Debug)]
pub struct Delete {
    /// What is to be deleted.
    pub target: DeleteTarget,
    /// What must be typed.
    pub ask: Confirmation,
    /// What was typed.
    pub input: Input,
    /// What must be typed as well, where the organization is protected.
    pub guard: Option<Guard>,
    /// Whether an incomplete impact is accepted.
    pub accepted: bool,
    /// The control that has the keys.
    pub focus: Control,
    /// A hint in place of the feedback.
    pub hint: Option<String>,
    /// How far it is.
    pub stage: Stage,
    /// What it does, as known when the delete was sent.
    pub trace: ChangeEffects,
    focused_at: Duration,
    last_key: Option<Duration>,
    /// Whether the last key came after a pause.
    quiet: bool,
    /// Presses of a button, and of Enter in the field.
    presses: PressTimer,
}

impl Delete {
    /// Opens it.
    #[must_use]
    pub fn new(target: DeleteTarget, ask: Confirmation, now: Now) -> Self {
        Self {
            target,
            ask,
            input: Input::default(),
            guard: None,
            accepted: false,
            focus: Control::Field,
            hint: None,
            stage: Stage::Asking,
            trace: ChangeEffects::default(),
            focused_at: now.mono,
            last_key: None,
            quiet: false,
            presses: PressTimer::default(),
        }
    }

    /// Whether letters type.
    #[must_use]
    pub fn in_field(&self) -> bool {
        self.stage == Stage::Asking && matches!(self.focus, Control::Field | Control::Guard)
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
    #[must_use]
    pub fn sent(&self) -> bool {
        matches!(self.stage, Stage::Sending(..) | Stage::Checking { .. })
    }

    /// Whether the provider is being read once more.
    #[must_use]
    pub fn rereads(&self) -> bool {
        matches!(self.stage, Stage::Rereading(_))
    }

    fn controls(&self, known: Known) -> Vec<Control> {
        let mut controls = Vec::new();
        if matches!(self.stage, Stage::Unknown { .. }) {
            return vec![Control::Confirm, Control::Cancel];
        }
        if known == Known::Part {
            controls.push(Control::Accept);
        }
        controls.push(Control::Field);
        controls.extend(self.guard.as_ref().map(|_| Control::Guard));
        controls.push(Control::Cancel);
        if self.ready(known) {
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

    fn turn(&mut self, known: Known, forward: bool, now: Now) {
        self.focus(self.focus.turn(&self.controls(known), forward), now);
        self.hint = None;
    }

    /// An action of a key; `repeat` where the terminal says that the key is held down.
    pub fn act(&mut self, action: Action, repeat: bool, around: Around) -> Step {
        let Around { known, now, .. } = around;
        let mut held = repeat;
        if matches!(action, Action::Press | Action::Run) {
            held |= self.presses.again(now);
        }
        match action {
            Action::Close | Action::Cancel => return self.cancel(),
            Action::Next | Action::Down => self.turn(known, true, now),
            Action::Previous | Action::Up => self.turn(known, false, now),
            // Enter in the field never deletes: it goes to the button, or says again what is missing.
            Action::Run if self.ready(known) => {
                self.focus(Control::Confirm, now);
                self.hint = None;
            }
            // From one name to the other.
            Action::Run if self.focus == Control::Field && self.named() && self.guard.is_some() => {
                self.focus(Control::Guard, now);
                self.hint = None;
            }
            Action::Run => self.hint = None,
            Action::Press => return self.press(held, around),
            _ => {}
        }
        Step::Stay
    }

    /// A click on a control.
    pub fn click(&mut self, control: Control, around: Around) -> Step {
        let Around { known, now, .. } = around;
        if !self.controls(known).contains(&control) {
            return Step::Stay;
        }
        let had = self.focus == control;
        self.focus(control, now);
        match control {
            Control::Field | Control::Guard => Step::Stay,
            Control::Confirm if !had && self.stage == Stage::Asking => {
                self.hint = Some(ONCE_MORE.into());
                Step::Stay
            }
            _ => self.press(false, around),
        }
    }

    fn press(&mut self, held: bool, around: Around) -> Step {
        let Around { known, fits, now } = around;
        match (self.focus, &self.stage) {
            (Control::Cancel, _) => self.cancel(),
            (Control::Accept, Stage::Asking) => {
                self.accepted = !self.accepted;
                Step::Stay
            }
            (Control::Confirm, Stage::Unknown { sent, why }) => {
                let (sent, why) = (*sent, why.clone());
                self.stage = Stage::Checking {
                    ticket: None,
                    sent,
                    why,
                };
                Step::Send(self.target.look())
            }
            (Control::Confirm, Stage::Asking) => {
                let settled = now.mono.saturating_sub(self.focused_at) >= FOCUSED;
                if !self.ready(known) {
                    self.focus(Control::Field, now);
                } else if !fits {
                    self.hint = Some("Enlarge the window first: not all of this dialog is seen.".into());
                } else if held || !self.quiet || !settled {
                    self.hint = Some(ONCE_MORE.into());
                } else {
                    self.hint = None;
                    self.stage = Stage::Armed { due: now.mono + HELD };
                }
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    fn cancel(&mut self) -> Step {
        match &self.stage {
            Stage::Asking | Stage::Armed { .. } | Stage::Rereading(_) => Step::Close(Tone::Plain, NOTHING.into()),
            Stage::Unknown { .. } => Step::Unknown,
            Stage::Sending(..) | Stage::Checking { .. } => {
                self.hint = Some("The deletion is under way. Its answer is awaited.".into());
                Step::Stay
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
        self.target.resources(model)
    }

    /// What every environment uses is read in the background.
    fn urgent(&self, resources: &[Resource]) -> Vec<Resource> {
        let in_background = |resource: &Resource| {
            matches!(resource, Resource::Use(_) | Resource::Protection(..)) && self.target.provider().is_some()
        };
        resources.iter().copied().filter(|r| !in_background(r)).collect()
    }

    /// The impact may have become complete: then the box is gone, and the keys go to the field.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let known = self.target.known(cx.model, cx.loading_since);
        if self.focus == Control::Accept && known != Known::Part {
            self.focus(Control::Field, cx.model.now);
        }
    }

    fn edit(&mut self, key: Key, _: &Cx<'_>) -> Outcome {
        if self.field_mut().is_some_and(|input| field::edit(input, key)) {
            self.hint = None;
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
            self.stage = Stage::Asking;
            self.hint = Some(ONCE_MORE.into());
        }
    }

    fn deadline(&self, now: Now) -> Option<Duration> {
        self.due()
            .or_else(|| (self.sent() || self.rereads()).then_some(now.mono + TURN))
    }

    fn takes_cancel(&self) -> bool {
        true
    }

    fn leave(&self) -> Leave {
        if self.sent() { Leave::InFlight } else { Leave::Kept }
    }
}
