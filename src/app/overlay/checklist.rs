//! A list of boxes to tick: providers of an environment, or environments of a provider.

mod changes;

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Leave, Outcome};
use crate::app::keymap::Context;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::pane::Pane;
use crate::domain::rules::Refusal;
use crate::domain::text::count;
use crate::domain::{EnvironmentId, ProviderId};

/// The list.
#[derive(Debug)]
pub struct Checklist {
    /// What is asked.
    pub title: String,
    /// Its rows, a line a box.
    pub pane: Pane,
    /// What it is about.
    pub subject: ChecklistSubject,
    /// Its boxes, in the order they stand.
    pub checks: Vec<Check>,
    /// What was made the default in so many words.
    pub made_default: Option<ProviderId>,
    /// Whether one was told that leaving loses what is ticked.
    leaving: bool,
}

/// What is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChecklistSubject {
    /// The client providers of an environment: those that are ticked stand first, in their order.
    EnvironmentProviders {
        environment: EnvironmentId,
        /// Its list when this was opened.
        was: Vec<ProviderId>,
    },
    /// The environments of a client provider.
    ProviderEnvironments { provider: ProviderId },
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckId {
    /// A client provider.
    Provider(ProviderId),
    Environment(EnvironmentId),
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it stands for.
    pub id: CheckId,
    /// Its name, fit to be shown.
    pub name: String,
    /// What else is to be said of it.
    pub words: String,
    /// Whether it was ticked at first.
    pub was: bool,
    /// Whether it is ticked.
    pub on: bool,
}

impl Checklist {
    /// A list of these boxes.
    pub fn new(title: String, subject: ChecklistSubject, checks: Vec<Check>) -> Self {
        let mut list = Self {
            pane: Pane::text(title.clone(), Vec::new()),
            title,
            subject,
            checks,
            made_default: None,
            leaving: false,
        };
        list.write();
        list
    }

    /// The providers that are ticked, in their order.
    pub fn providers(&self) -> Vec<ProviderId> {
        let on = self.checks.iter().filter(|c| c.on);
        on.filter_map(|c| match c.id {
            CheckId::Provider(id) => Some(id),
            CheckId::Environment(_) => None,
        })
        .collect()
    }

    /// The box that has the keys.
    pub fn current(&self) -> Option<usize> {
        match self.pane.list.current()? {
            RowId::Line(at) => Some(at),
            _ => None,
        }
    }

    fn ordered(&self) -> bool {
        matches!(self.subject, ChecklistSubject::EnvironmentProviders { .. })
    }

    /// How many boxes, or whether the order, are not as they were.
    pub fn dirty(&self) -> usize {
        let ticked = self.checks.iter().filter(|c| c.on != c.was).count();
        match &self.subject {
            ChecklistSubject::EnvironmentProviders { was, .. } if ticked == 0 => usize::from(self.providers() != *was),
            _ => ticked,
        }
    }

    /// Ticks the box that has the keys, or takes the tick away, or moves it.
    fn change(&mut self, action: Action) -> Outcome {
        let Some(at) = self.current() else {
            return Outcome::Ignored;
        };
        let ticked = self.checks.iter().filter(|c| c.on).count();
        let to = match action {
            Action::Mark => match self.tick(at, ticked) {
                Ok(to) => to,
                Err(why) => return Command::Notify(Tone::Warning, why).into(),
            },
            _ if !self.ordered() => return Outcome::Ignored,
            Action::SetDefault => {
                if let Some(check) = self.checks.get_mut(at) {
                    check.on = true;
                }
                0
            }
            Action::Earlier if at < ticked => at.saturating_sub(1),
            Action::Later if at < ticked => (at + 1).min(ticked.saturating_sub(1)),
            Action::Earlier | Action::Later => at,
            _ => return Outcome::Ignored,
        };
        self.leaving = false;
        if to != at {
            let check = self.checks.remove(at);
            self.checks.insert(to.min(self.checks.len()), check);
        }
        // Whatever came to stand first here was put there by the person.
        if self.ordered() {
            self.made_default = self.providers().first().copied();
        }
        self.write();
        self.pane.list.choose(RowId::Line(to));
        Command::Refresh.into()
    }

    /// Says that what is ticked would be lost, once.
    fn keep(&mut self) -> Outcome {
        let list = &self.pane.list;
        let filtered = list.filtering || !list.filter.value().is_empty();
        let dirty = self.dirty();
        if filtered || dirty == 0 || std::mem::replace(&mut self.leaving, true) {
            return Outcome::Ignored;
        }
        let n = count(dirty, "change", "changes");
        Command::Notify(Tone::Warning, format!("{n} not saved. Close again to discard.")).into()
    }

    /// Ticks a box, or takes the tick away; returns where it stands then. What is ticked stands before what is not.
    fn tick(&mut self, at: usize, ticked: usize) -> Result<usize, String> {
        let ordered = self.ordered();
        let Some(check) = self.checks.get_mut(at) else {
            return Ok(at);
        };
        if ordered && check.on && at == 0 && ticked > 1 {
            // The same sentence as of the rule that the backend asks (R53).
            let provider = check.name.clone();
            return Err(Refusal::DefaultStays { provider }.to_string());
        }
        check.on = !check.on;
        let on = check.on;
        Ok(match (ordered, on) {
            (false, _) => at,
            (true, true) => ticked,
            (true, false) => ticked.saturating_sub(1),
        })
    }

    /// Writes its lines anew.
    pub fn write(&mut self) {
        let ordered = self.ordered();
        let line = |(at, check): (usize, &Check)| {
            let mark = if check.on { 'x' } else { ' ' };
            let place = match (ordered, check.on) {
                (true, true) => format!("{}. ", at + 1),
                (true, false) => "   ".into(),
                (false, _) => String::new(),
            };
            let words = match (ordered, check.on, at) {
                (true, true, 0) => format!("{}  default", check.words),
                _ => check.words.clone(),
            };
            let changed = check.on != check.was;
            Line {
                tone: if changed { Tone::Warning } else { Tone::Plain },
                ..Line::pair(&format!("[{mark}] {place}{}", check.name), words)
            }
        };
        let lines = self.checks.iter().enumerate().map(line).collect();
        self.pane.fill(lines);
    }
}

impl Component for Checklist {
    fn contexts(&self) -> &'static [Context] {
        if self.pane.list.filtering {
            self.pane.contexts()
        } else {
            &[Context::Checklist, Context::Any, Context::Always]
        }
    }

    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        match action {
            Action::Submit => match changes::changes(self, cx.model) {
                Ok(set) => Command::Review(Box::new(set)).into(),
                Err(said) => said.into(),
            },
            Action::Close | Action::Back => self.keep(),
            _ => self.change(action),
        }
    }

    fn leave(&self) -> Leave {
        if self.dirty() > 0 { Leave::Unsaved } else { Leave::Free }
    }
}
