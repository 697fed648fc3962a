//! What actions do on a page, as commands.

use std::collections::BTreeSet;

use super::{Page, audit, json};
use crate::app::action::Action;
use crate::app::component::{Command, Outcome};
use crate::app::copy::copy;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::model::audit_watch::AuditChange;
use crate::app::operation::{Operation, with_article};
use crate::app::view::ViewShape;
use crate::domain::ProviderRef;
use crate::domain::login::Login;

fn note(text: impl Into<String>) -> Command {
    Command::Notify(Tone::Plain, text.into())
}

impl Page {
    /// The thing that `action` is about where `row` is selected: what the page is about, where no such row is ever meant.
    pub(in crate::app) fn meant(&self, action: Action, row: RowId) -> RowId {
        let whole = match action {
            Action::MoveDependents => !matches!(row, RowId::Provider(_)),
            Action::Edit | Action::Rename | Action::Delete => matches!(row, RowId::AuditEntry(_)),
            _ => false,
        };
        self.at.object().filter(|_| whole).unwrap_or(row)
    }

    /// What `action` does here, where it is about what is selected or leads elsewhere.
    pub fn on(&self, action: Action, model: &Model) -> Outcome {
        use Action as A;
        match action {
            A::Add | A::Edit | A::Rename | A::MoveDependents | A::Delete | A::Enable | A::Disable => {
                self.start(action, model).into()
            }
            A::Mark | A::MarkRange | A::UnmarkRange | A::InvertMarks => self.start(action, model).into(),
            A::Impact => {
                let Some(provider) = self.impact_of() else {
                    let refusal = self.pane().and_then(|pane| pane.view().refusal(model));
                    return note(refusal.unwrap_or_else(|| "Select a client provider first.".into())).into();
                };
                Outcome::Handled(self.impact(provider, model))
            }
            A::CopyName | A::CopyId | A::CopyAddress => Outcome::Handled(copy(action, self.subject(), model)),
            A::Json | A::CopyJson if self.provider().is_some() => self.start(action, model).into(),
            A::Json | A::CopyJson => Outcome::Handled(json::commands(action, self.subject(), model)),
            A::Access if self.at == Location::Access => Outcome::done(),
            A::Access => Command::Open(Location::Access).into(),
            A::Export => note("Give the file: :export FILE.csv or :export FILE.json").into(),
            A::Period => audit::period("", self, model).into(),
            A::Presets | A::Follow if self.at != Location::AuditLogs => {
                note(format!("{} works only in Audit Logs.", model.key_of(action))).into()
            }
            A::Presets => Command::start(Ok(Operation::AuditFilters(None))).into(),
            A::Follow => Command::Audit(AuditChange::Follow).into(),
            _ => {
                let list = Location::opened_by(action);
                list.map_or(Outcome::Ignored, |at| Command::GoTo(at).into())
            }
        }
    }

    /// Starts what `action` means here, or says why it means nothing.
    fn start(&self, action: Action, model: &Model) -> Command {
        Command::start(Operation::meant(action, self, model))
    }

    /// Presses the button that a pane is. It is about the page, whatever row is selected there.
    pub fn press(&self, pane: usize, model: &Model) -> Option<Command> {
        let view = self.panes.get(pane)?.view();
        let action = view.action().filter(|_| view.shape() == ViewShape::Button)?;
        Some(Command::start(Operation::about(action, self.at.object()?, model)))
    }

    /// What opening the selected row does.
    pub fn open(&self, model: &Model) -> Option<Command> {
        let pane = self.pane()?;
        if let Some(action) = pane.view().enter(&pane.list) {
            return Some(self.start(action, model));
        }
        let row = pane.list.current()?;
        let line = match row {
            RowId::Line(at) => pane.lines.get(at).and_then(|line| line.names),
            _ => None,
        };
        match line {
            Some(RowId::Tab(name)) => return self.tab(name).map(Command::Focus),
            Some(RowId::Action(action)) => return Some(self.start(action, model)),
            Some(named) => return Some(Command::Open(Location::of(named)?)),
            None => {}
        }
        if let Some(mut rows) = pane.view().leads_to(model, row) {
            let mut seen = BTreeSet::new();
            rows.retain(|row| Location::of(*row).is_some_and(|at| at != self.at) && seen.insert(*row));
            return Some(match rows.as_slice() {
                [] => note("This row has no page here."),
                [one] => Command::Open(Location::of(*one)?),
                _ => Command::start(Ok(Operation::OpenOneOf(rows))),
            });
        }
        self.opens(row, model)
    }

    /// What opening a row does that is one thing.
    pub fn opens(&self, row: RowId, model: &Model) -> Option<Command> {
        Some(match row {
            RowId::Profile(at) => Command::OpenProfile(at),
            RowId::Home if model.live.is_some() => Command::Connect,
            RowId::Home => Command::Open(Location::Accounts),
            RowId::Account(at) => Command::SignIn(Login::Account(model.accounts.get(at)?.username.clone())),
            RowId::AccessManagement => Command::GoTo(Location::BusinessGroups),
            RowId::ApiManager => Command::GoTo(Location::ApiManager),
            row => match Location::of(row) {
                Some(at) => Command::Open(at),
                None => note(format!("{} has no page here.", with_article(row.noun()?))),
            },
        })
    }

    /// The client provider whose impact is asked for: that is a tab of its page, whatever row is selected there.
    pub fn impact_of(&self) -> Option<ProviderRef> {
        self.provider().or_else(|| self.at.provider())
    }

    /// Shows the impact of a client provider, on its page.
    pub fn impact(&self, provider: ProviderRef, model: &Model) -> Vec<Command> {
        let at = Location::ClientProvider(provider);
        let (open, pane) = if self.at == at {
            (None, self.pane_of(Action::Impact))
        } else {
            (Some(Command::Open(at)), Self::new(at, model).pane_of(Action::Impact))
        };
        let built_in = || {
            let text = "The built-in client provider can't be deleted, so it has no impact.";
            (provider == ProviderRef::BuiltIn).then(|| note(text))
        };
        let shown = pane.map(Command::Focus).or_else(built_in);
        open.into_iter().chain(shown).collect()
    }
}
