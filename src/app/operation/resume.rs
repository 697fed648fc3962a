//! An operation that waits until what it needs is read, and how long it is wanted.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Operation;
use crate::app::action::Action;
use crate::app::list::RowId;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::page::Page;

/// An operation that starts by itself once what it needs is read.
#[derive(Debug)]
pub(in crate::app) struct Resume {
    pub(in crate::app) operation: Operation,
    /// It is wanted as long as this page is open. `None`: as long as a key means it there.
    named_on: Option<Location>,
    /// The row that was selected then: who has moved on since is doing something else.
    row: Option<RowId>,
}

fn selected(page: &Page) -> Option<RowId> {
    page.pane()?.list.current()
}

impl Resume {
    pub(in crate::app) fn new(operation: Operation, page: &Page, model: &Model) -> Self {
        let named_on = Some(page.at).filter(|_| !operation.is_selected(page, model));
        let row = selected(page);
        Self {
            operation,
            named_on,
            row,
        }
    }

    /// The rows came on which you were when you asked: who moves on from there does something else.
    pub(in crate::app) fn follow(&mut self, page: &Page) {
        self.row = self.row.or_else(|| selected(page));
    }

    /// Whether it is still wanted. `idle`: nothing is typed or chosen that a popup would get in the way of.
    pub(in crate::app) fn is_wanted(&self, page: &Page, model: &Model, idle: bool) -> bool {
        match self.operation {
            Operation::CopyJson(_) => true,
            Operation::ShowJson(_) => idle,
            Operation::OpenNamed(_) => {
                idle && self.named_on == Some(page.at) && self.row.is_none_or(|row| selected(page) == Some(row))
            }
            _ => {
                let selected = || self.operation.is_selected(page, model);
                idle && self.named_on.map_or_else(selected, |at| page.at == at)
            }
        }
    }

    /// Why the one thing that it reads by itself could not be read.
    pub(in crate::app) fn error(&self, model: &Model) -> Option<String> {
        self.operation.reads_provider()?;
        let needs = self.operation.needs(model);
        let error = needs.into_iter().find_map(|resource| model.data.error(resource));
        error.map(|error| model.message(error))
    }

    /// Since when it waits, where the lists that it waits for aren't on screen.
    pub(in crate::app) fn loading_since(&self, model: &Model) -> Option<Duration> {
        let lists = matches!(self.operation, Operation::OpenNamed(_)).then(|| self.operation.needs(model));
        let since = lists.into_iter().flatten().map(|list| model.data.loading_since(list));
        since.flatten().min()
    }

    /// The resources to read first, where those are few.
    pub(in crate::app) fn urgent(&self, model: &Model) -> Vec<Resource> {
        match self.operation {
            Operation::ProviderEnvironments(_) => Vec::new(),
            _ => self.operation.needs(model),
        }
    }
}

impl Operation {
    /// Whether both do the same to the same: the rows of marked APIs may stand in another order by now.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reassign(apis), Self::Reassign(others)) => {
                apis.iter().collect::<BTreeSet<_>>() == others.iter().collect()
            }
            _ => self == other,
        }
    }

    /// Whether it is what a key would start on this page.
    fn is_selected(&self, page: &Page, model: &Model) -> bool {
        if let Some(id) = self.reads_provider() {
            return page.provider() == Some(id);
        }
        [Action::Edit, Action::Rename]
            .into_iter()
            .filter_map(|action| Self::meant(action, page, model).ok())
            .any(|meant| meant.is_same(self) && meant.allowed(model).is_ok())
    }
}
