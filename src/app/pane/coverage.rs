//! How many of its rows a pane has: all, those that came so far, or a part.

use super::Pane;
use crate::app::model::Model;
use crate::app::resource::Resource;
use crate::app::view::kind::{PaneKind, Scope};
use crate::domain::Coverage;
use crate::domain::impact::Unseen;

impl Pane {
    /// Whether its rows are those that came so far.
    pub(super) fn arrives(&self, model: &Model) -> bool {
        let data = &model.data;
        match self.kind {
            // These are found in what the environments use.
            PaneKind::Environments(Scope::Provider(_)) => !data.all_read,
            PaneKind::Environments(_) => data.is_arriving(Resource::Environments),
            PaneKind::Apis(Scope::Environment(id)) => data.is_arriving(Resource::Use(id)),
            PaneKind::Apis(_) => !data.all_read,
            PaneKind::Applications(id) => data.is_arriving(Resource::Applications(id)),
            _ => false,
        }
    }

    /// Whether there may be more rows than it has.
    #[must_use]
    pub fn may_have_more(&self, model: &Model) -> bool {
        self.arrives(model) || !self.coverage(model).is_complete()
    }

    /// How many of the rows there are it has, once they came.
    #[must_use]
    pub fn coverage(&self, model: &Model) -> Coverage {
        self.listed(model).and(self.protected(model))
    }

    fn listed(&self, model: &Model) -> Coverage {
        let data = &model.data;
        let listed = |short: bool| if short { data.listed.clone() } else { Coverage::Complete };
        let uses = |id| data.environment_use(id);
        match self.kind {
            PaneKind::Environments(Scope::Organization(id)) => listed(data.short.contains(&id)),
            PaneKind::Environments(Scope::Here) => listed(data.short.iter().any(|id| model.is_here(*id))),
            PaneKind::Environments(_) => data.covers(Unseen::Providers),
            PaneKind::Apis(Scope::Here | Scope::Provider(_) | Scope::Organization(_)) => data.covers(Unseen::Apis),
            PaneKind::Apis(Scope::Environment(id)) => uses(id).map(|u| u.apis.coverage.clone()).unwrap_or_default(),
            PaneKind::EnvironmentProviders(id) => uses(id).map(|u| u.providers.coverage.clone()).unwrap_or_default(),
            PaneKind::Providers => {
                let rows = model.organization.and_then(|here| data.providers.get(&here)?.get());
                rows.map(|rows| rows.coverage.clone()).unwrap_or_default()
            }
            PaneKind::Applications(id) => {
                let all = data.applications.get(&id).and_then(|all| all.get());
                all.map(|all| all.coverage.clone()).unwrap_or_default()
            }
            PaneKind::Groups => {
                let tree = data.tree.get();
                tree.map(|tree| tree.coverage().clone()).unwrap_or_default()
            }
            _ => Coverage::Complete,
        }
    }
}
