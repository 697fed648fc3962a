//! What actions do on a page, as commands.

use super::Page;
use crate::app::action::Action;
use crate::app::component::{Command, Outcome};
use crate::app::copy::copy;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::operation::Operation;
use crate::app::view::kind::PaneKind;
use crate::domain::login::Login;
use crate::domain::{ApiId, EnvironmentId, ProviderRef};

fn note(text: impl Into<String>) -> Command {
    Command::Notify(Tone::Plain, text.into())
}

impl Page {
    /// What `action` does here, where it is about what is selected or leads elsewhere.
    #[must_use]
    pub fn on(&self, action: Action, model: &Model) -> Outcome {
        use Action as A;
        match action {
            A::BusinessGroups => Command::GoTo(Location::BusinessGroups).into(),
            A::Environments => Command::GoTo(Location::Environments).into(),
            A::ClientProviders => Command::GoTo(Location::ClientProviders).into(),
            A::Add | A::Edit | A::Rename | A::Retire | A::Mark | A::Delete => self.start(action, model).into(),
            A::Impact => match self.impact_of() {
                Some(provider) => Outcome::Handled(self.impact(provider, model)),
                None => note("Select a client provider first.").into(),
            },
            A::CopyName | A::CopyId | A::CopyAddress => Outcome::Handled(copy(action, self.subject(), model)),
            A::Json | A::CopyJson if self.provider().is_some() => self.start(action, model).into(),
            A::Json | A::CopyJson => {
                let key = model.key_of(action);
                note(format!("{key} is about a client provider. Select one first.")).into()
            }
            _ => Outcome::Ignored,
        }
    }

    /// Starts what `action` means here, or says why it means nothing.
    fn start(&self, action: Action, model: &Model) -> Command {
        match Operation::meant(action, self, model) {
            Ok(operation) => Command::Start(operation),
            Err(why) => Command::Notify(Tone::Warning, why),
        }
    }

    /// What opening the selected row does.
    #[must_use]
    pub fn open(&self, model: &Model) -> Option<Command> {
        let pane = self.pane()?;
        if matches!(pane.kind, PaneKind::DeleteButton(_)) {
            return Some(self.start(Action::Delete, model));
        }
        Some(match pane.list.current()? {
            RowId::Profile(at) => Command::OpenProfile(at),
            RowId::Home if model.live.is_some() => Command::Connect,
            RowId::Home => Command::Open(Location::Accounts),
            RowId::Account(at) => Command::SignIn(Login::Account(model.accounts.get(at)?.username.clone())),
            RowId::AccessManagement => Command::GoTo(Location::BusinessGroups),
            RowId::ApiManager => Command::GoTo(Location::ApiManager),
            RowId::DeleteStep => self.start(Action::Delete, model),
            _ if matches!(pane.kind, PaneKind::Retirement(_)) => self.start(Action::Edit, model),
            RowId::Api(..) => {
                let edit = model.key_of(Action::Edit);
                note(format!(
                    "An API has no page here. {edit} gives it another client provider."
                ))
            }
            RowId::Application(_) => note("A client application has no page here."),
            row => Command::Open(Location::of(row)?),
        })
    }

    /// The client provider whose impact is asked for: that is a tab of its page, whatever row is selected there.
    #[must_use]
    pub fn impact_of(&self) -> Option<ProviderRef> {
        self.provider().or_else(|| match self.object() {
            Some(RowId::Provider(id)) => Some(id),
            _ => None,
        })
    }

    /// Shows the impact of a client provider, on its page.
    #[must_use]
    pub fn impact(&self, provider: ProviderRef, model: &Model) -> Vec<Command> {
        let at = Location::ClientProvider(provider);
        let position = |page: &Self| page.panes.iter().position(|p| matches!(p.kind, PaneKind::Impact(_)));
        let (open, pane) = if self.at == at {
            (None, position(self))
        } else {
            (Some(Command::Open(at)), position(&Self::new(at, model)))
        };
        let built_in = || {
            let text = "The built-in client provider can't be deleted, so it has no impact.";
            (provider == ProviderRef::BuiltIn).then(|| note(text))
        };
        let shown = pane.map(Command::Focus).or_else(built_in);
        open.into_iter().chain(shown).collect()
    }

    /// The API instances that are marked in the list that has the keys, else the selected one.
    #[must_use]
    pub fn meant_apis(&self) -> Vec<(EnvironmentId, ApiId)> {
        let Some(list) = self.pane().map(|pane| &pane.list) else {
            return Vec::new();
        };
        let api = |row: &RowId| match row {
            RowId::Api(environment, id) => Some((*environment, *id)),
            _ => None,
        };
        // What a filter hides is not meant: nobody sees that it is marked.
        let rows = list.rows.iter().filter(|row| list.marks.contains(row));
        let marked: Vec<_> = rows.filter_map(api).collect();
        if marked.is_empty() {
            list.current().iter().filter_map(api).collect()
        } else {
            marked
        }
    }
}
