//! The review before saving: what changes, then the result of each change.

mod work;

use std::collections::VecDeque;
use std::time::Duration;

use crate::app::action::Action;
use crate::app::change_set::ChangeSet;
use crate::app::component::{Command, Component, Cx, Leave, NotSaved, Outcome};
use crate::app::key::Code;
use crate::app::keymap::Context;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::pane::Pane;
use crate::app::request::{Reply, Request};
use crate::app::target::{Control, Target};
use crate::app::touched::Touched;
use crate::app::words::{AdministratorsAmong, administrator_resources, administrators_among};
use crate::domain::change::{Change, ChangeResult};
use crate::domain::text::count;
use crate::domain::{Error, UserId};

pub use work::Work;
use work::{in_doubt, stops};

const ONCE_MORE: &str = "Wait a second, then press Enter.";

#[derive(Debug)]
pub struct Review {
    pub title: String,
    pub verb: &'static str,
    pub pane: Pane,
    pub accept: Option<&'static str>,
    pub accepted: bool,
    pub focus: Control,
    pub works: Vec<Work>,
    /// The users that are disabled.
    disables: Vec<UserId>,
    /// The administrators among them.
    administrators: AdministratorsAmong,
    /// What is changed: it stands above what became of it, or below where there is more than one change.
    facts: Vec<Line>,
    /// The work that is under way, and since when.
    running: Option<(usize, Duration)>,
    queue: VecDeque<usize>,
}

impl Review {
    pub fn new(set: ChangeSet) -> Self {
        let work = |(name, change)| Work {
            name,
            change,
            outcome: None,
        };
        let focus = match set.accept {
            Some(_) => Control::Accept,
            None if set.changes.is_empty() => Control::Cancel,
            None => Control::Confirm,
        };
        Self {
            title: set.title,
            verb: set.verb,
            pane: Pane::text("", set.lines.clone()),
            accept: set.accept,
            accepted: false,
            focus,
            works: set.changes.into_iter().map(work).collect(),
            disables: set.disables,
            administrators: AdministratorsAmong::default(),
            facts: set.lines,
            running: None,
            queue: VecDeque::new(),
        }
    }

    /// Writes its lines anew: what failed stands first, for that is what one must read.
    fn write(&mut self) {
        let outcomes = self.outcomes();
        let facts = self.administrators.lines.iter().chain(&self.facts).cloned();
        let lines = if self.works.len() == 1 {
            facts.chain(outcomes).collect()
        } else {
            outcomes.into_iter().chain(facts).collect()
        };
        self.pane.fill(lines);
    }

    /// Takes in what is known of the administrators among the users. What must be ticked for them has the keys first.
    fn name_administrators(&mut self, model: &Model) {
        let among = administrators_among(&self.disables, model);
        if among == self.administrators {
            return;
        }
        // Who ticked it read other lines.
        self.accepted &= among.lines == self.administrators.lines && among.accept == self.accept;
        if among.accept != self.accept {
            self.accept = among.accept;
            self.focus = match (self.accept, self.focus) {
                (Some(_), Control::Confirm) => Control::Accept,
                (None, Control::Accept) => Control::Confirm,
                (_, focus) => focus,
            };
        }
        self.administrators = among;
        self.write();
        self.pane.refresh(model);
    }

    pub fn busy(&self) -> bool {
        self.running.is_some()
    }

    pub fn running(&self) -> Option<&Change> {
        Some(&self.works.get(self.running?.0)?.change)
    }

    pub fn finished(&self) -> usize {
        self.works.iter().filter(|w| w.outcome.is_some()).count()
    }

    pub fn failed(&self) -> impl Iterator<Item = (&Work, &Error)> {
        self.works.iter().filter_map(|w| match &w.outcome {
            Some(Err(error)) => Some((w, error)),
            _ => None,
        })
    }

    pub fn ready(&self) -> bool {
        !self.busy() && !self.administrators.arriving && (self.accept.is_none() || self.accepted) && self.left()
    }

    fn left(&self) -> bool {
        self.works.iter().any(Work::is_open)
    }

    /// Whether nothing is left to be done, or to be tried again.
    pub fn is_over(&self) -> bool {
        self.finished() > 0 && !self.busy() && !self.left()
    }

    pub fn label(&self) -> &'static str {
        if self.finished() > 0 { "Try again" } else { self.verb }
    }

    pub fn leave(&self) -> &'static str {
        let closes = self.finished() > 0 && !self.busy();
        if closes { "Close" } else { "Cancel" }
    }

    fn controls(&self) -> Vec<Control> {
        let accept = self.accept.map(|_| Control::Accept);
        let confirm = self.ready().then_some(Control::Confirm);
        accept.into_iter().chain([Control::Cancel]).chain(confirm).collect()
    }

    fn press(&mut self, cx: &Cx<'_>) -> Outcome {
        match self.focus {
            Control::Accept => {
                self.accepted = !self.accepted && !self.busy();
                Outcome::done()
            }
            Control::Confirm if self.ready() => self.begin(cx),
            Control::Cancel => self.cancel(cx.model),
            _ => Outcome::done(),
        }
    }

    fn cancel(&mut self, model: &Model) -> Outcome {
        if self.busy() {
            // What was sent cannot be taken back; what was not is not sent.
            self.queue.clear();
            return Outcome::done();
        }
        let all_made = self.works.iter().all(|w| matches!(w.outcome, Some(Ok(_))));
        if all_made && !self.works.is_empty() {
            Outcome::Handled(self.finish(model))
        } else {
            Outcome::Handled(self.give_up(model))
        }
    }

    /// Everything is made: the form below goes as well.
    fn finish(&self, model: &Model) -> Vec<Command> {
        let made = self.works.first().and_then(|work| work.outcome.as_ref()?.as_ref().ok());
        let told = self.summary(model).zip(made).map(|([together, summary], made)| {
            let touched = Command::Reread(self.touched());
            [together, Command::Select(made.object), touched, summary]
        });
        std::iter::once(Command::CloseAllOverlays)
            .chain(told.into_iter().flatten())
            .collect()
    }

    /// Not everything is made: the form below learns what is to be known.
    fn give_up(&self, model: &Model) -> Vec<Command> {
        let failed = |is: fn(&Error) -> bool| self.failed().any(|(_, error)| is(error));
        let mut commands = vec![Command::CloseOverlay];
        if failed(|error| matches!(error, Error::DryRun(_))) {
            let text = "Dry run: nothing was sent, and nothing changed.";
            commands.push(Command::Notify(Tone::Plain, text.into()));
        }
        if failed(|error| *error == Error::SignedOut) {
            // The form below waits for its person; what was done before is told as well.
            commands.extend(self.made().map(|(tone, text, _)| Command::Outcome(tone, text)));
            commands.push(Command::SignedOut);
            return commands;
        }
        let what = NotSaved {
            in_doubt: self.failed().find_map(|(_, error)| in_doubt(error)),
            only_secrets: self.works.iter().all(Work::only_secrets),
            outdated: failed(|error| matches!(error, Error::Changed(_) | Error::NotFound(_))),
        };
        let summary = self.summary(model);
        if what.in_doubt.is_some() || what.outdated || summary.is_some() {
            commands.push(Command::Reread(self.touched()));
        }
        commands.push(Command::NotSaved(what));
        commands.extend(summary.into_iter().flatten());
        commands
    }

    fn begin(&mut self, cx: &Cx<'_>) -> Outcome {
        let open = self.works.iter_mut().enumerate().filter(|(_, work)| work.is_open());
        self.queue = open
            .map(|(at, work)| {
                work.outcome = None;
                at
            })
            .collect();
        self.focus = Control::Cancel;
        self.write();
        Outcome::Handled(self.go_on(cx.model))
    }

    fn go_on(&mut self, model: &Model) -> Vec<Command> {
        let next = self.queue.pop_front();
        if let Some((at, work)) = next.and_then(|at| Some((at, self.works.get(at)?))) {
            self.running = Some((at, model.now.mono));
            let request = Request::Change(Box::new(work.change.clone()));
            return vec![Command::Send(request), Command::Refresh];
        }
        // One change that is made is told in the status row; what failed, and each of several, is told here.
        match self.works.as_slice() {
            [one] if matches!(one.outcome, Some(Ok(_))) => self.finish(model),
            _ => vec![Command::Refresh],
        }
    }

    /// What those changes may have altered that were sent.
    fn touched(&self) -> Vec<Touched> {
        let sent = self.works.iter().filter(|work| work.outcome.is_some());
        sent.map(|work| Touched::by(&work.change)).collect()
    }

    /// What was made, and how much of it; nothing where nothing was.
    fn made(&self) -> Option<(Tone, String, usize)> {
        let made = |work: &Work| Some(work.outcome.as_ref()?.as_ref().ok()?.summary(&work.change));
        let made: Vec<String> = self.works.iter().filter_map(made).collect();
        let (tone, text) = match (made.as_slice(), self.works.len()) {
            ([], _) => return None,
            ([one], 1) => (Tone::Good, format!("{one}.")),
            (some, all) if some.len() == all => (Tone::Good, format!("{} done.", count(all, "change", "changes"))),
            (some, all) => (Tone::Warning, format!("{} of {all} changes done.", some.len())),
        };
        Some((tone, text, made.len()))
    }

    /// The same for the status row, and how all of it is taken back at once.
    fn summary(&self, model: &Model) -> Option<[Command; 2]> {
        let (tone, text, made) = self.made()?;
        let undo = model.undo_words(if made > 1 { "them" } else { "it" });
        Some([Command::Together(made), Command::Outcome(tone, format!("{text}{undo}"))])
    }

    /// What became of each, the failed ones first; nothing before anything was done.
    fn outcomes(&self) -> Vec<Line> {
        if self.finished() == 0 {
            return Vec::new();
        }
        let (bad, rest): (Vec<&Work>, Vec<&Work>) =
            self.works.iter().partition(|work| matches!(work.outcome, Some(Err(_))));
        bad.into_iter().chain(rest).flat_map(Work::lines).collect()
    }

    /// How far it is, and for how long the change that is under way has been.
    pub fn progress(&self, now: Duration) -> Option<String> {
        let (_, since) = self.running?;
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

    fn resources(&self, model: &Model) -> Vec<Resource> {
        if self.disables.is_empty() {
            return Vec::new();
        }
        administrator_resources(&self.disables, model)
    }

    /// Keeps its lines once the first change is sent.
    fn refresh(&mut self, cx: &Cx<'_>) {
        if !self.disables.is_empty() && !self.busy() && self.finished() == 0 {
            self.name_administrators(cx.model);
        }
    }

    /// A key that is held down presses nothing: terminals do not tell it from one that is pressed again.
    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        // The arrows that go up and down scroll: what is reviewed is to be read.
        let scrolls = match cx.key.map(|key| key.code) {
            Some(Code::Down) => Action::Down,
            Some(Code::Up) => Action::Up,
            _ => action,
        };
        if self.pane.list.go(scrolls, cx.viewport.rows) {
            return Outcome::done();
        }
        if action == Action::Press {
            // To leave what is done needs no care.
            let matters = self.busy() || self.focus != Control::Cancel;
            if cx.repeats() || (cx.again && matters) {
                return Command::Notify(Tone::Plain, ONCE_MORE.into()).into();
            }
        }
        match action {
            Action::Close | Action::Cancel => return self.cancel(cx.model),
            Action::Next | Action::Previous => {
                self.focus = self.focus.turn(&self.controls(), action == Action::Next);
            }
            Action::Press => return self.press(cx),
            // It is read before it is done: the key that came here only goes to the button.
            Action::Submit if self.ready() => self.focus = Control::Confirm,
            _ => {}
        }
        Outcome::done()
    }

    fn click(&mut self, target: Target, cx: &Cx<'_>) -> Outcome {
        match target {
            Target::Control(control) if self.controls().contains(&control) => {
                self.focus = control;
                self.press(cx)
            }
            _ => Outcome::done(),
        }
    }

    fn held_hint(&self) -> Option<&'static str> {
        Some(ONCE_MORE)
    }

    fn answer(&mut self, result: Result<Reply, Error>, cx: &Cx<'_>) -> Outcome {
        let running = self.running.take();
        let Some(work) = running.and_then(|(at, _)| self.works.get_mut(at)) else {
            return Outcome::done();
        };
        let outcome = match result {
            Ok(Reply::Changed(done)) if work.change.object().is_none_or(|of| of == done.object) => Ok(ChangeResult {
                name: cx.model.data.called(Some(&work.change), &done),
                ..done
            }),
            Ok(_) => Err(Error::OutcomeUnknown("the answer can't be read".into())),
            Err(error) => Err(error),
        };
        let told = work.told(&outcome);
        // What would fail for each of the others as well is not sent for them.
        if outcome.as_ref().is_err_and(stops) {
            self.queue.clear();
        }
        work.outcome = Some(outcome);
        self.facts.retain(|line| !work.is_told_by(line));
        if !self.left() {
            self.accept = None;
            self.administrators.lines.clear();
        }
        self.write();
        Outcome::Handled(std::iter::once(told).chain(self.go_on(cx.model)).collect())
    }

    fn leave(&self) -> Leave {
        if self.busy() { Leave::InFlight } else { Leave::Unsaved }
    }
}
