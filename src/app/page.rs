//! A page: a place, the panes it is made of, and which of them has the keys.

mod actions;

use super::keymap::Context;
use super::list::RowId;
use super::location::Location;
use super::model::Model;
use super::pane::Pane;
use super::resource::Resource;
use super::view::kind::{PaneKind, Scope};
use super::viewport::PREVIEW_WIDTH;
use crate::domain::ProviderRef;

#[derive(Debug)]
pub struct Page {
    pub at: Location,
    pub panes: Vec<Pane>,
    pub focus: usize,
}

impl Page {
    /// The page of a place. What is not allowed to be seen has no pane.
    #[must_use]
    pub fn new(at: Location, model: &Model) -> Self {
        let kinds = match at {
            Location::SignIn => vec![PaneKind::Backends],
            Location::Accounts => vec![PaneKind::Accounts],
            Location::Products => vec![PaneKind::Products],
            Location::BusinessGroups => vec![PaneKind::Groups],
            Location::BusinessGroup(id) => {
                vec![
                    PaneKind::GroupFacts(id),
                    PaneKind::Environments(Scope::Organization(id)),
                ]
            }
            Location::Environments => vec![PaneKind::Environments(Scope::Here)],
            Location::Environment(id) => {
                vec![
                    PaneKind::EnvironmentProviders(id),
                    PaneKind::Apis(Scope::Environment(id)),
                ]
            }
            Location::ClientProviders => vec![PaneKind::Providers],
            Location::Retirement(id) => vec![PaneKind::Retirement(id)],
            Location::ApiManager => vec![PaneKind::Apis(Scope::Here)],
            Location::ClientProvider(id) => {
                let mut kinds = vec![PaneKind::Config(id)];
                if model.sees_all() {
                    kinds.extend([
                        PaneKind::Environments(Scope::Provider(id)),
                        PaneKind::Apis(Scope::Provider(id)),
                        PaneKind::Applications(id),
                    ]);
                    if id != ProviderRef::BuiltIn {
                        kinds.extend([PaneKind::Impact(id), PaneKind::DeleteButton(id)]);
                    }
                }
                kinds
            }
        };
        Self {
            at,
            panes: kinds.into_iter().map(Pane::new).collect(),
            focus: 0,
        }
    }

    #[must_use]
    pub fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    pub fn pane_mut(&mut self) -> Option<&mut Pane> {
        self.panes.get_mut(self.focus)
    }

    /// What the whole page is about, where it is about one thing.
    #[must_use]
    pub fn object(&self) -> Option<RowId> {
        match self.at {
            Location::BusinessGroup(id) => Some(RowId::Org(id)),
            Location::Environment(id) => Some(RowId::Environment(id)),
            Location::ClientProvider(id) => Some(RowId::Provider(id)),
            Location::Retirement(id) => Some(RowId::Provider(ProviderRef::External(id))),
            _ => None,
        }
    }

    /// What an action here is about: the selected row; in a text, on a button and in an empty list the page's object.
    #[must_use]
    pub fn subject(&self) -> Option<RowId> {
        match self.pane()?.list.current() {
            Some(RowId::Line(_) | RowId::DeleteStep) | None => self.object(),
            row => row,
        }
    }

    /// The client provider that an action here is about.
    #[must_use]
    pub fn provider(&self) -> Option<ProviderRef> {
        match self.subject() {
            Some(RowId::Provider(id)) => Some(id),
            _ => None,
        }
    }

    /// The contexts of its bindings, the nearest first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self.at {
            Location::SignIn | Location::Accounts => &[Context::Any, Context::Always],
            Location::ClientProviders | Location::ClientProvider(_) | Location::Retirement(_) => {
                &[Context::Provider, Context::Area, Context::Any, Context::Always]
            }
            _ => &[Context::Area, Context::Any, Context::Always],
        }
    }

    /// The resources that it is made of, and those that it cannot do without.
    #[must_use]
    pub fn resources(&self, model: &Model) -> (Vec<Resource>, Vec<Resource>) {
        let preview = self.previewed(model);
        let (mut all, mut urgent): (Vec<_>, Vec<_>) = (preview.into_iter().collect(), preview.into_iter().collect());
        for pane in &self.panes {
            let resources = pane.resources(model);
            urgent.extend(resources.first());
            all.extend(resources);
        }
        (all, urgent)
    }

    /// What the preview beside the list shows.
    fn previewed(&self, model: &Model) -> Option<Resource> {
        let wide = model.preview && model.size.width >= PREVIEW_WIDTH && model.sees_all();
        let provider = self
            .provider()
            .filter(|_| wide && self.at == Location::ClientProviders)?;
        Some(Resource::Provider(model.organization?, provider))
    }
}
