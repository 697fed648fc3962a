//! The review before something is saved: what changes, in full, then one change after the other with what became of each.

mod work;

use std::collections::VecDeque;
use std::iter::once;
use std::time::Duration;

use crate::app::TURN;
use crate::app::action::Action;
use crate::app::component::{Component, Leave};
use crate::app::input::repeat::PressTimer;
use crate::app::keymap::Context;
use crate::app::line::{Line, Tone};
use crate::app::pane::Pane;
use crate::app::request::Ticket;
use crate::app::target::Control;
use crate::app::time::Now;
use crate::app::touched::Touched;
use crate::domain::Error;
use crate::domain::change::{Change, ChangeResult};
use crate::domain::text::count;

pub use work::Work;
use work::told;

const ONCE_MORE: &str = "Press Enter once more.";

#[derive(Debug)]
pub struct Review {
    pub title: String,
    pub verb: &'static str,
    pub pane: Pane,
    pub accept: Option<&'static str>,
    pub accepted: bool,
    pub focus: Control,
    pub works: Vec<Work>,
    /// What is changed: it stands above what became of it, or below where there is more than one change.
    facts: Vec<Line>,
    presses: PressTimer,
    /// The work that is under way: which, since when.
    running: Option<(usize, Ticket, Duration)>,
    queue: VecDeque<usize>,
}

#[derive(Debug, PartialEq)]
pub enum Step {
    Stay,
    /// To be pressed once more: it may have been held down.
    Again,
    Send(Change),
    /// To go; what went well before is said.
    Close,
    /// To go, and the form below with it: everything is done.
    Done,
}

/// What was done, when a review goes.
#[derive(Debug)]
pub struct Said {
    pub tone: Tone,
    pub text: String,
    pub made: usize,
}

impl Review {
    #[must_use]
    pub fn one(title: String, verb: &'static str, facts: Vec<(&'static str, String)>, change: Change) -> Self {
        let lines = facts
            .into_iter()
            .map(|(label, value)| Line::pair(label, if value.is_empty() { "(not set)".into() } else { value }));
        let work = Work {
            name: String::new(),
            change,
            outcome: None,
        };
        Self::many(title, verb, lines.collect(), vec![work])
    }

    /// A review of several changes, each of which may fail by itself.
    #[must_use]
    pub fn many(title: String, verb: &'static str, lines: Vec<Line>, works: Vec<Work>) -> Self {
        let focus = if works.is_empty() {
            Control::Cancel
        } else {
            Control::Confirm
        };
        Self {
            title,
            verb,
            pane: Pane::text(lines.clone()),
            accept: None,
            accepted: false,
            focus,
            works,
            facts: lines,
            presses: PressTimer::default(),
            running: None,
            queue: VecDeque::new(),
        }
    }

    pub fn add(&mut self, line: Line) {
        self.facts.push(line);
        self.write();
    }

    /// Writes its lines anew: what failed stands first, for that is what one must read.
    fn write(&mut self) {
        let outcomes = self.outcomes();
        self.pane.lines = if self.works.len() == 1 {
            self.facts.iter().cloned().chain(outcomes).collect()
        } else {
            outcomes.into_iter().chain(self.facts.iter().cloned()).collect()
        };
    }

    pub fn ask_to_accept(&mut self, what: &'static str) {
        self.accept = Some(what);
        self.focus = Control::Accept;
    }

    #[must_use]
    pub fn busy(&self) -> bool {
        self.running.is_some()
    }

    #[must_use]
    pub fn running(&self) -> Option<&Change> {
        let (at, ..) = self.running?;
        self.works.get(at).map(|w| &w.change)
    }

    #[must_use]
    pub fn finished(&self) -> usize {
        self.works.iter().filter(|w| w.outcome.is_some()).count()
    }

    pub fn failed(&self) -> impl Iterator<Item = (&Work, &Error)> {
        self.works.iter().filter_map(|w| match &w.outcome {
            Some(Err(error)) => Some((w, error)),
            _ => None,
        })
    }

    #[must_use]
    pub fn ready(&self) -> bool {
        !self.busy() && (self.accept.is_none() || self.accepted) && self.left()
    }

    fn left(&self) -> bool {
        self.works.iter().any(Work::is_open)
    }

    #[must_use]
    pub fn label(&self) -> &'static str {
        if self.finished() > 0 { "Try again" } else { self.verb }
    }

    #[must_use]
    pub fn leave(&self) -> &'static str {
        if self.finished() > 0 && !self.busy() {
            "Close"
        } else {
            "Cancel"
        }
    }

    fn controls(&self) -> Vec<Control> {
        let accept = self.accept.map(|_| Control::Accept);
        let confirm = self.ready().then_some(Control::Confirm);
        accept.into_iter().chain([Control::Cancel]).chain(confirm).collect()
    }

    /// An action of a key. A key that is held down presses nothing: terminals do not tell it from one that is pressed again.
    pub fn act(&mut self, action: Action, repeat: bool, now: Now) -> Step {
        if action == Action::Press {
            let near = self.presses.again(now);
            // To leave what is done needs no care.
            let matters = self.busy() || self.focus != Control::Cancel;
            if repeat || (near && matters) {
                return Step::Again;
            }
        }
        match action {
            Action::Close | Action::Cancel => self.cancel(),
            Action::Next | Action::Previous => {
                self.focus = self.focus.turn(&self.controls(), action == Action::Next);
                Step::Stay
            }
            Action::Press => self.press(),
            // It is read before it is done: the key that came here only goes to the button.
            Action::Submit => {
                if self.ready() {
                    self.focus = Control::Confirm;
                }
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    pub fn click(&mut self, control: Control) -> Step {
        if !self.controls().contains(&control) {
            return Step::Stay;
        }
        self.focus = control;
        self.press()
    }

    fn press(&mut self) -> Step {
        match self.focus {
            Control::Accept => {
                self.accepted = !self.accepted && !self.busy();
                Step::Stay
            }
            Control::Confirm if self.ready() => self.begin(),
            Control::Cancel => self.cancel(),
            _ => Step::Stay,
        }
    }

    fn cancel(&mut self) -> Step {
        if self.busy() {
            // What was sent cannot be taken back; what was not is not sent.
            self.queue.clear();
            return Step::Stay;
        }
        let all_made = self.works.iter().all(|w| matches!(w.outcome, Some(Ok(_))));
        if all_made && !self.works.is_empty() {
            Step::Done
        } else {
            Step::Close
        }
    }

    fn begin(&mut self) -> Step {
        let open = self.works.iter().enumerate();
        let open = open.filter(|(_, w)| w.is_open());
        self.queue = open.map(|(i, _)| i).collect();
        for i in self.queue.clone() {
            if let Some(work) = self.works.get_mut(i) {
                work.outcome = None;
            }
        }
        self.focus = Control::Cancel;
        self.write();
        self.go_on()
    }

    fn go_on(&mut self) -> Step {
        if let Some(work) = self.queue.front().and_then(|i| self.works.get(*i)) {
            return Step::Send(work.change.clone());
        }
        // One change that is made is told in the status row; what failed, and each of several, is told here.
        match self.works.as_slice() {
            [one] if matches!(one.outcome, Some(Ok(_))) => Step::Done,
            _ => Step::Stay,
        }
    }

    /// The change that [`Step::Send`] named went out.
    pub fn went(&mut self, ticket: Ticket, now: Now) {
        self.running = self.queue.pop_front().map(|work| (work, ticket, now.mono));
    }

    #[must_use]
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.running.is_some_and(|(_, awaited, _)| awaited == ticket)
    }

    pub fn answer(&mut self, outcome: Result<ChangeResult, Error>) -> Step {
        let Some((at, ..)) = self.running.take() else {
            return Step::Stay;
        };
        // What would fail for each of the others as well is not sent for them.
        if let Err(Error::RateLimited { .. } | Error::SignedOut | Error::Network(_) | Error::OutcomeUnknown(_)) =
            &outcome
        {
            self.queue.clear();
        }
        if let Some(work) = self.works.get_mut(at) {
            work.outcome = Some(outcome);
        }
        self.write();
        self.go_on()
    }

    #[must_use]
    pub fn in_doubt(&self) -> bool {
        self.failed().any(|(_, error)| error.outcome_unknown())
    }

    #[must_use]
    pub fn outdated(&self) -> bool {
        self.failed()
            .any(|(_, error)| matches!(error, Error::Changed(_) | Error::NotFound(_)))
    }

    /// What those changes may have altered that were sent.
    #[must_use]
    pub fn touched(&self) -> Vec<Touched> {
        let sent = self.works.iter().filter(|work| work.outcome.is_some());
        sent.map(|work| Touched::by(&work.change)).collect()
    }

    /// What was done, for the status row; nothing where nothing was.
    #[must_use]
    pub fn said(&self) -> Option<Said> {
        let done = |work: &Work| {
            work.outcome
                .as_ref()?
                .as_ref()
                .ok()
                .map(|done| done.summary(&work.change))
        };
        let done: Vec<String> = self.works.iter().filter_map(done).collect();
        let (tone, text) = match (done.as_slice(), self.works.len()) {
            ([], _) => return None,
            ([one], 1) => (Tone::Good, format!("{one}.")),
            (some, all) if some.len() == all => (Tone::Good, format!("{} done.", count(all, "change", "changes"))),
            (some, all) => (Tone::Warning, format!("{} of {all} changes done.", some.len())),
        };
        Some(Said {
            tone,
            text,
            made: done.len(),
        })
    }

    /// What became of each, in lines, the failed ones first; nothing before anything was done.
    fn outcomes(&self) -> Vec<Line> {
        if self.finished() == 0 {
            return Vec::new();
        }
        let line = |work: &Work| {
            let subject = if work.name.is_empty() {
                String::new()
            } else {
                format!("{}: ", work.name)
            };
            match &work.outcome {
                Some(Ok(_)) => Line::text(Tone::Good, format!("{subject}done")),
                Some(Err(Error::DryRun(unsent))) => {
                    Line::text(Tone::Warning, format!("{subject}not sent: {}", unsent.request))
                }
                Some(Err(error)) => Line::text(Tone::Bad, format!("{subject}{}", told(error))),
                None => Line::text(Tone::Dim, format!("{subject}not done")),
            }
        };
        // What a dry run would have sent.
        let body = |work: &Work| match &work.outcome {
            Some(Err(Error::DryRun(unsent))) => unsent.body.clone(),
            _ => Vec::new(),
        };
        let body = |work: &Work| body(work).into_iter().map(|text| Line::text(Tone::Dim, text));
        let failed = |work: &&Work| matches!(work.outcome, Some(Err(_)));
        let bad = self.works.iter().filter(failed);
        let rest = self.works.iter().filter(|work| !failed(work));
        bad.chain(rest)
            .flat_map(|work| once(line(work)).chain(body(work)))
            .collect()
    }

    /// How far it is, and for how long the change that is under way has been.
    #[must_use]
    pub fn progress(&self, now: Duration) -> Option<String> {
        let (_, _, since) = self.running?;
        let taken = now.saturating_sub(since).as_secs();
        Some(format!("saving... {taken} s"))
    }
}

impl Component for Review {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Form, Context::Dialog, Context::Always]
    }

    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn held_hint(&self) -> Option<&'static str> {
        Some(ONCE_MORE)
    }

    fn deadline(&self, now: Now) -> Option<Duration> {
        self.running.map(|_| now.mono + TURN)
    }

    fn leave(&self) -> Leave {
        if self.busy() { Leave::InFlight } else { Leave::Unsaved }
    }
}
