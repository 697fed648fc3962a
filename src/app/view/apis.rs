//! API instances, and what protects each of them.
//!
//! Policies and contracts are read for the instances in view, and for all where a filter or an order needs them.

use super::environments::is_in_scope;
use super::scope::Scope;
use super::sort::sorted_by;
use super::{Cell, View};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows, number, wide};
use crate::app::list::query::Query;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::api::PolicyState;
use crate::domain::impact::Unseen;
use crate::domain::text::{count, fold};
use crate::domain::{Api, Coverage};

const OF_PROVIDER: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    wide(Col::Environment, "ENVIRONMENT", 14, 2),
    number(Col::Contracts, "ACTIVE CONTRACTS", 16, 3),
    grows(Col::Policy, "POLICY", 14),
];
const OF_ENVIRONMENT: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    fixed(Col::Provider, "CLIENT PROVIDER", 19, 2),
    number(Col::Contracts, "ACTIVE CONTRACTS", 16, 3),
    grows(Col::Policy, "POLICY", 10),
];
pub(super) const ALL: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    wide(Col::Environment, "ENVIRONMENT", 12, 1),
    fixed(Col::Provider, "CLIENT PROVIDER", 19, 2),
    number(Col::Contracts, "ACTIVE CONTRACTS", 16, 4),
    grows(Col::Policy, "POLICY", 16),
];

/// What the policy column says of an API whose client provider was deleted.
const FELL_BACK: &str = "now built-in";

#[derive(Debug)]
pub struct ApisView(pub Scope);

/// Which of policies and contracts decide about the rows and their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protections {
    Irrelevant,
    /// Words of the filter may stand there.
    Searched,
    /// A filter about that column, or the order, needs all of them.
    Needed,
}

impl View for ApisView {
    fn tab(&self) -> &'static str {
        "APIs"
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let mut resources = self.row_resources(model, list);
        resources.extend([Resource::Environments, Resource::Providers(here)]);
        resources.extend(self.protections(model, list));
        resources
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        match self.0 {
            Scope::Environment(id) => vec![Resource::Use(id)],
            Scope::Provider(id) => model.impact_resources(id),
            Scope::Here | Scope::Organization(_) => model.usage_resources(),
        }
    }

    /// In API Manager it stands beside another list.
    fn waits_for_focus(&self, _: &Model) -> bool {
        matches!(self.0, Scope::Here)
    }

    fn in_view(&self, model: &Model, list: &List) -> Vec<Resource> {
        let in_view = list.rows.iter().skip(list.top).take(model.size.height.into());
        let apis = in_view.filter_map(|row| api(model, *row));
        apis.filter_map(|api| model.data.protection_of(api)).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self.0 {
            Scope::Environment(_) => OF_ENVIRONMENT,
            Scope::Here => ALL,
            Scope::Provider(_) | Scope::Organization(_) => OF_PROVIDER,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        self.apis(model)
            .map(|api| RowId::Api(api.environment, api.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let api = api(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(api.shown_name()),
            Col::Environment => Cell::plain(model.data.environment_name(api.environment)),
            Col::Provider => Cell::plain(model.provider_name(api.provider)),
            Col::Contracts => Cell::plain(api.active_contracts().words()?),
            Col::Policy => match api.policy_state(model.data.kind(api.provider))? {
                PolicyState::NoPolicy | PolicyState::Disabled if model.data.fell_back(api) => {
                    Cell::of(FELL_BACK, Tone::Warning)
                }
                state @ PolicyState::NoPolicy => Cell::dim(state.label()),
                state @ PolicyState::Ok => Cell::of(state.label(), Tone::Good),
                state @ PolicyState::Disabled => Cell::of(state.label(), Tone::Warning),
                fails => Cell::of(fails.label(), Tone::Bad),
            },
            _ => return None,
        })
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Policy)
    }

    fn is_arriving(&self, model: &Model) -> bool {
        !matches!(self.0, Scope::Environment(_)) && !model.data.all_read
    }

    /// Partial also where rows are searched or sorted by policies or contracts that are not all read.
    fn coverage(&self, model: &Model, list: &List) -> Coverage {
        let listed = match self.0 {
            Scope::Environment(id) => model.data.use_coverage(id, |uses| &uses.apis.coverage),
            _ => model.data.coverage_of(Unseen::Apis),
        };
        if self.protections_matter(model, list) == Protections::Irrelevant {
            return listed;
        }
        let apis = |is: fn(&&Api) -> bool| self.apis(model).filter(is).count();
        let unread = apis(|api| !api.protection_known());
        if unread > 0 {
            let why = format!("Policies of {} are not read.", count(unread, "API", "APIs"));
            return listed.and(Coverage::Partial(why));
        }
        match apis(|api| api.may_hide_protection()) {
            0 => listed,
            n => {
                let why = format!("Policies or contracts of {} may be hidden.", count(n, "API", "APIs"));
                listed.and(Coverage::Partial(why))
            }
        }
    }

    fn none(&self, model: &Model) -> &'static str {
        if model.data.all_read {
            "No APIs."
        } else {
            "Not every environment is read. Press r to load."
        }
    }
}

impl ApisView {
    fn apis<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Api> {
        let provider = match self.0 {
            Scope::Provider(id) => Some(id),
            _ => None,
        };
        let environments = model.data.environments_so_far().iter();
        environments
            .filter(move |e| provider.is_some() || is_in_scope(model, self.0, e))
            .filter_map(|e| model.data.use_so_far(e.id))
            .flat_map(|uses| uses.apis.iter())
            .filter(move |api| provider.is_none_or(|id| api.provider == id))
    }

    fn protections(&self, model: &Model, list: &List) -> Vec<Resource> {
        let data = &model.data;
        match self.protections_matter(model, list) {
            Protections::Irrelevant => {}
            // What is typed so far is seldom the whole word, and each API takes two requests.
            Protections::Searched if list.filtering => {}
            Protections::Searched | Protections::Needed => {
                return self.apis(model).filter_map(|api| data.any_protection_of(api)).collect();
            }
        }
        self.in_view(model, list)
    }

    fn protections_matter(&self, model: &Model, list: &List) -> Protections {
        let typed = fold(list.filter.value());
        let query = Query::of(&typed, self.columns(model));
        let sorted = matches!(sorted_by(self, model, list), Some(Col::Policy | Col::Contracts));
        if sorted || query.names(Col::Policy) || query.names(Col::Contracts) {
            Protections::Needed
        } else if query.words().any(may_protect) {
            Protections::Searched
        } else {
            Protections::Irrelevant
        }
    }
}

/// Whether `word` may stand in the policy or the contracts of an API instance.
fn may_protect(word: &str) -> bool {
    let states = PolicyState::ALL.into_iter().map(PolicyState::label);
    let number = word.bytes().all(|b| b.is_ascii_digit());
    number || states.chain([FELL_BACK]).any(|cell| cell.contains(word))
}

fn api(model: &Model, row: RowId) -> Option<&Api> {
    match row {
        RowId::Api(environment, id) => model.data.api(environment, id),
        _ => None,
    }
}
