//! Commands of the palette with what follows them: it is obeyed, or refused.

use super::App;
use super::action::{Action, Argument};
use super::line::Tone;
use super::list::RowId;
use super::page::Page;
use crate::domain::text::{escape, identifies};
use crate::domain::{Tree, Untrusted};

/// What the name behind a command can be of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Provider,
    Environment,
    Group,
}

fn kind(action: Action) -> Kind {
    match action {
        Action::Rename => Kind::Environment,
        Action::Switch => Kind::Group,
        Action::Retire | Action::Impact | Action::Json | Action::CopyJson => Kind::Provider,
        _ => Kind::Any,
    }
}

impl App {
    /// Runs a command with what follows it.
    pub(super) fn command(&mut self, action: Action, argument: Option<String>) {
        let Some(argument) = argument else {
            return self.act(action, None);
        };
        match action.argument() {
            Argument::Nothing => {
                let text = format!("{} takes no argument here.", action.name());
                self.model.say(Tone::Warning, text);
            }
            Argument::Name => self.on_named(action, &argument),
            Argument::File | Argument::NeededFile | Argument::Tour => {
                self.show(action, Some(argument));
            }
        }
    }

    /// Does what `action` asks for to the thing that has this name or id.
    fn on_named(&mut self, action: Action, wanted: &str) {
        self.settle();
        self.router.nav = None;
        if self.model.account.is_none() {
            return self.model.say(Tone::Plain, "Sign in first.");
        }
        let row = match self.named(action, wanted) {
            Ok(row) => row,
            Err(why) => return self.model.say(Tone::Warning, why),
        };
        match (action, row) {
            (Action::Open, row) => self.go_into(row),
            (Action::Switch, RowId::Org(id)) => self.work_in(id),
            (Action::CopyName | Action::CopyId, row) => self.copy(action, Some(row)),
            (Action::Impact, RowId::Provider(id)) => self.impact(Some(id)),
            (Action::Json | Action::CopyJson, RowId::Provider(id)) => self.json(id, action),
            _ => {
                let operation = self.about(action, row).and_then(|operation| self.allowed(operation));
                self.start_or_say(operation, None);
            }
        }
    }

    /// The one thing that has this name or id. Of several that have it, the page's object is meant, where it is one of them.
    fn named(&self, action: Action, wanted: &str) -> Result<RowId, String> {
        let (model, kind) = (&self.model, kind(action));
        let data = &model.data;
        let providers = model.client_providers().unwrap_or_default().iter();
        let providers = providers.map(|p| (RowId::Provider(p.id), &p.name, p.id.id_text()));
        let environments = data.seen_environments().iter();
        let environments = environments.map(|e| (RowId::Environment(e.id), &e.name, e.id.to_string()));
        let groups = data.tree.get().into_iter().flat_map(Tree::iter);
        let groups = groups.map(|o| (RowId::Org(o.id), &o.name, o.id.to_string()));
        let takes = |row: RowId| match row {
            RowId::Provider(_) => matches!(kind, Kind::Any | Kind::Provider),
            RowId::Environment(_) => matches!(kind, Kind::Any | Kind::Environment),
            _ => matches!(kind, Kind::Any | Kind::Group),
        };
        let is = |name: &Untrusted, id: &str| {
            // What stands on screen may be a stand-in.
            let shown = [model.masked(id), model.masked(name.shown())];
            identifies(wanted, id, name) || shown.iter().any(|shown| shown == wanted)
        };
        let all = providers.chain(environments).chain(groups);
        let found = all.filter(|(row, name, id)| takes(*row) && is(name, id));
        let found: Vec<RowId> = found.map(|(row, ..)| row).collect();
        let object = self.page().and_then(Page::object);
        match (found.as_slice(), object.filter(|object| found.contains(object))) {
            ([one], _) => Ok(*one),
            (_, Some(object)) => Ok(object),
            ([], None) => {
                let no = match kind {
                    Kind::Any => "Nothing",
                    Kind::Provider => "No client provider",
                    Kind::Environment => "No environment",
                    Kind::Group => "No business group",
                };
                Err(format!("{no} here is named '{}'.", escape(wanted)))
            }
            _ => Err(format!(
                "Several things here are named '{}'. Use the id: :{} ID",
                escape(wanted),
                action.name()
            )),
        }
    }
}
