//! What was asked for before what it needs was read: it is done as soon as that has come, where it is still wanted.

use super::App;
use super::action::Action;
use super::line::Tone;
use super::list::RowId;
use super::location::Location;
use super::operation::Operation;
use super::page::Page;
use super::resource::Resource;
use crate::domain::ProviderRef;

/// What is said meanwhile.
const OPENS: &str = "This opens by itself once what it needs is read.";

/// Something that waits for what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// An action on a client provider that is being read.
    Provider(ProviderRef, Action, Wanted),
    /// The beginning of a operation, which needs more than one piece; and the row that it is about, where the operation does not say.
    Operation(Operation, Option<RowId>, Wanted),
}

/// How long what was asked for is still wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As long as it is what the selected row or the page is about.
    Selected,
    /// It was named: as long as this page is open.
    At(Option<Location>),
}

impl App {
    /// Whether everything is read that `operation` begins with. Where it is not, the operation waits for it; what could not be read is
    /// not waited for, but told.
    pub(super) fn has_read_for(&mut self, operation: Operation) -> bool {
        let needs = self.needs(operation);
        if needs.iter().all(|resource| self.model.data.has(*resource)) {
            return true;
        }
        // Marked rows may be out of view: then nobody asked for what is known of them.
        for resource in needs {
            if self.model.data.absent(resource) {
                self.ask(resource);
            }
        }
        if self.reads_for(operation) {
            let wanted = if self.is_selected(operation) {
                Wanted::Selected
            } else {
                Wanted::At(self.page().map(|p| p.at))
            };
            self.requests.after = Some(After::Operation(operation, self.row_of(operation), wanted));
            self.model.say(Tone::Plain, OPENS);
        } else {
            let text = "Not everything that this needs could be read. Press r to try again.";
            self.model.say(Tone::Warning, text);
        }
        false
    }

    /// Nothing opens by itself any more.
    pub(super) fn wait_for_nothing(&mut self) {
        self.requests.after = None;
        self.model.notices.withdraw(OPENS);
    }

    /// What must be known whole before `operation` begins: nothing is chosen from the beginning of a list.
    fn needs(&self, operation: Operation) -> Vec<Resource> {
        let providers = self.model.organization.map(Resource::Providers);
        let here = providers.into_iter().chain([Resource::Environments]);
        match operation {
            Operation::Associate(id) => here.chain([Resource::Use(id)]).collect(),
            Operation::Across(_) => self.model.usage_resources(),
            Operation::Reassign => {
                let data = &self.model.data;
                let protection = |(environment, id)| data.any_protection_of(data.api(environment, id)?);
                let meant = self.meant();
                let uses = meant.iter().map(|(environment, _)| Resource::Use(*environment));
                here.chain(uses)
                    .chain(meant.iter().copied().filter_map(protection))
                    .collect()
            }
            Operation::Rename(_) => vec![Resource::Environments],
            _ => Vec::new(),
        }
    }

    /// The pieces that what was asked for waits for, where those are few.
    pub(super) fn after_slots(&self) -> Vec<Resource> {
        match self.requests.after {
            Some(After::Provider(id, ..)) => self
                .model
                .organization
                .map(|here| Resource::Provider(here, id))
                .into_iter()
                .collect(),
            Some(After::Operation(Operation::Across(_), ..)) | None => Vec::new(),
            Some(After::Operation(operation, ..)) => self.needs(operation),
        }
    }

    /// Whether `operation` is what a key would begin here.
    fn is_selected(&self, operation: Operation) -> bool {
        let begins = |action: &Action| self.operation(*action) == Ok(operation);
        [Action::Edit, Action::Rename].iter().any(begins)
    }

    /// The row that `operation` is about, where it does not say so itself.
    fn row_of(&self, operation: Operation) -> Option<RowId> {
        let list = &self.page()?.pane()?.list;
        list.current().filter(|_| operation == Operation::Reassign)
    }

    /// Whether anything is on its way that `operation` may wait for. What is on screen has been asked for.
    fn reads_for(&self, operation: Operation) -> bool {
        let data = &self.model.data;
        match operation {
            // Hundreds of pieces: what is on its way is looked through instead.
            Operation::Across(_) => data.reads_environments(),
            _ => self
                .needs(operation)
                .iter()
                .any(|resource| data.loading_since(*resource).is_some()),
        }
    }

    /// Begins the operation that waited, where all it needs has come; says whether anything follows from that.
    pub(super) fn follow_operation(&mut self) -> bool {
        let Some(After::Operation(operation, row, wanted)) = self.requests.after else {
            return false;
        };
        if self.reads_for(operation) {
            return false;
        }
        self.settle();
        self.wait_for_nothing();
        // Meanwhile one may have gone elsewhere.
        let still = match wanted {
            Wanted::Selected => self.is_selected(operation),
            Wanted::At(at) => self.page().map(|p| p.at) == at,
        };
        if still && self.row_of(operation) == row && self.is_idle() {
            self.start(operation, None);
        }
        true
    }

    /// A client provider was read: what waited for it is done.
    pub(super) fn provider_came(&mut self, resource: Resource, provider: ProviderRef) {
        let Some(After::Provider(asked, action, wanted)) = self.requests.after else {
            return;
        };
        if asked != provider {
            return;
        }
        self.wait_for_nothing();
        let same = match wanted {
            Wanted::Selected => self.page().and_then(Page::provider) == Some(provider),
            Wanted::At(at) => self.page().map(|p| p.at) == at,
        };
        let still = match action {
            Action::CopyJson => true,
            Action::Json => self.is_idle(),
            _ => self.is_idle() && same,
        };
        let error = self.model.data.error(resource).map(|error| self.model.told(error));
        match error.filter(|_| still) {
            None if !still => {}
            Some(error) => self.model.say(Tone::Bad, error),
            None => self.with_detail(provider, action),
        }
    }

    /// Whether nothing is being typed or chosen that something that opens by itself would get in the way of.
    fn is_idle(&self) -> bool {
        let filtering = self.page().and_then(Page::pane).is_some_and(|p| p.list.filtering);
        self.router.overlays.is_empty() && self.router.nav.is_none() && self.input.chord.is_empty() && !filtering
    }
}
