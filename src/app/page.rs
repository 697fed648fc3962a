//! A page: a place, the panes it is made of, and which of them has the keys.

mod actions;
pub(super) mod audit;
pub(super) mod export;
pub(super) mod json;

use super::action::Action;
use super::keymap::Context;
use super::list::RowId;
use super::location::{Location, Place, PlaceLeft};
use super::model::Model;
use super::model::resource::Resource;
use super::pane::Pane;
use super::view::ViewShape;
use super::view::accounts::AccountsView;
use super::view::api_configuration::{ApiConfiguration, ApiProvider};
use super::view::api_contracts::ApiContractsView;
use super::view::api_policies::ApiPoliciesView;
use super::view::apis::ApisView;
use super::view::app_authorizations::AppAuthorizationsView;
use super::view::app_scopes::AppScopesView;
use super::view::app_settings::AppSettings;
use super::view::application_contracts::ApplicationContractsView;
use super::view::application_settings::ApplicationSettings;
use super::view::applications::ApplicationsView;
use super::view::audit::AuditView;
use super::view::audit_entry::EntryFacts;
use super::view::audit_json::AuditJsonView;
use super::view::backends::BackendsView;
use super::view::client_applications::ClientApplicationsView;
use super::view::configuration::ConfigurationView;
use super::view::connected_apps::ConnectedAppsView;
use super::view::delete_button::DeleteButtonView;
use super::view::environment_providers::EnvironmentProvidersView;
use super::view::environments::EnvironmentsView;
use super::view::external_groups::ExternalGroupsView;
use super::view::facts::FactsView;
use super::view::grants::GrantsView;
use super::view::groups::GroupsView;
use super::view::holders::HoldersView;
use super::view::identity_configuration::IdentityConfigurationView;
use super::view::identity_keys::IdentityKeysView;
use super::view::identity_providers::IdentityProvidersView;
use super::view::identity_teams::IdentityTeamsView;
use super::view::identity_users::IdentityUsersView;
use super::view::impact::ImpactView;
use super::view::move_dependents::MoveDependentsView;
use super::view::overview::OverviewView;
use super::view::permissions::PermissionsView;
use super::view::products::ProductsView;
use super::view::providers::ProvidersView;
use super::view::role_members::RoleMembersView;
use super::view::role_settings::RoleSettings;
use super::view::roles::RolesView;
use super::view::scope::Scope;
use super::view::screen_access::ScreenAccessView;
use super::view::settings::SettingsView;
use super::view::team_members::TeamMembersView;
use super::view::team_settings::TeamSettings;
use super::view::teams::TeamsView;
use super::view::user_access::UserAccessView;
use super::view::user_settings::UserSettings;
use super::view::user_teams::UserTeamsView;
use super::view::users::UsersView;
use super::view::{attention, contents};
use crate::domain::change::Object;
use crate::domain::{IdentityProviderRef, ProviderRef};

#[derive(Debug)]
pub struct Page {
    pub at: Location,
    pub panes: Vec<Pane>,
    pub focus: usize,
}

impl Page {
    /// The page of a place.
    pub fn new(at: Location, model: &Model) -> Self {
        let panes = match at {
            Location::SignIn => vec![Pane::new(BackendsView)],
            Location::Accounts => vec![Pane::new(AccountsView)],
            Location::Products => vec![
                Pane::new(ProductsView),
                Pane::new(OverviewView {
                    title: attention::title,
                    lines: attention::findings,
                }),
                Pane::new(OverviewView {
                    title: contents::title,
                    lines: contents::facts,
                }),
            ],
            Location::BusinessGroups => vec![Pane::new(GroupsView)],
            Location::BusinessGroup(id) => vec![
                Pane::new(SettingsView(id)),
                Pane::new(EnvironmentsView(Scope::Organization(id))),
                Pane::new(RolesView(Scope::Organization(id))),
                Pane::new(PermissionsView(id)),
                Pane::new(AuditView::History(Object::Group(id))),
            ],
            Location::Environments => vec![Pane::new(EnvironmentsView(Scope::Here))],
            Location::Environment(id) => vec![
                Pane::new(EnvironmentProvidersView(id)),
                Pane::new(ApisView(Scope::Environment(id))),
                Pane::new(AuditView::History(Object::Environment(id))),
            ],
            Location::Users => vec![Pane::sorted(UsersView)],
            Location::User(id) => vec![
                Pane::new(UserAccessView(id)),
                Pane::new(UserTeamsView(id)),
                Pane::new(FactsView(UserSettings(id))),
                Pane::new(AuditView::History(Object::User(id))),
            ],
            Location::Teams => vec![Pane::new(TeamsView(None))],
            Location::Team(id) => vec![
                Pane::new(TeamMembersView(id)),
                Pane::new(GrantsView::Team(id)),
                Pane::new(TeamsView(Some(id))),
                Pane::new(ExternalGroupsView::Team(id)),
                Pane::new(FactsView(TeamSettings(id))),
                Pane::new(AuditView::History(Object::Team(id))),
            ],
            Location::Roles => vec![Pane::new(RolesView(Scope::Here))],
            Location::Role(organization, id) => vec![
                Pane::new(GrantsView::Role(organization, id)),
                Pane::new(RoleMembersView(organization, id)),
                Pane::new(ExternalGroupsView::Role(organization, id)),
                Pane::new(FactsView(RoleSettings(organization, id))),
            ],
            Location::Permission(organization, id) => vec![Pane::new(HoldersView(organization, id))],
            Location::IdentityProviders => vec![Pane::new(IdentityProvidersView)],
            Location::IdentityProvider(id) => identity_panes(id),
            Location::ConnectedApps => vec![Pane::new(ConnectedAppsView)],
            Location::ConnectedApp(organization, id) => vec![
                Pane::new(AppScopesView(organization, id)),
                Pane::new(AppAuthorizationsView(organization, id)),
                Pane::new(FactsView(AppSettings(organization, id))),
            ],
            Location::AuditLogs => vec![Pane::new(AuditView::All)],
            Location::AuditEntry(key) => vec![Pane::new(FactsView(EntryFacts(key))), Pane::new(AuditJsonView(key))],
            Location::ClientProviders => vec![Pane::new(ProvidersView)],
            Location::ClientProvider(id) => provider_panes(id, model),
            Location::MoveDependents(id) => vec![Pane::new(MoveDependentsView(id))],
            Location::ApiManager | Location::ClientApplications => {
                vec![Pane::new(ApisView(Scope::Here)), Pane::new(ClientApplicationsView)]
            }
            Location::Api(environment, id) => vec![
                Pane::new(FactsView(ApiConfiguration(environment, id))),
                Pane::new(FactsView(ApiProvider(environment, id))),
                Pane::new(ApiPoliciesView(environment, id)),
                Pane::new(ApiContractsView(environment, id)),
                Pane::new(AuditView::History(Object::Api(environment, id))),
            ],
            Location::Access => vec![Pane::new(ScreenAccessView)],
            Location::Application(id) => vec![
                Pane::new(ApplicationContractsView(id)),
                Pane::new(FactsView(ApplicationSettings(id))),
            ],
        };
        let focus = usize::from(at == Location::ClientApplications);
        Self { at, panes, focus }
    }

    /// What `--open` calls it, with its tab and filter: for the next time. Where names and ids are hidden, that is the list alone.
    pub fn place(&self, model: &Model) -> Option<PlaceLeft> {
        let list = self.at.list()?;
        let (name, _) = Place::lists().find(|(_, at)| *at == list)?;
        let of_list = |open| PlaceLeft {
            open,
            ..PlaceLeft::default()
        };
        if model.mask.is_some() {
            return Some(of_list(name));
        }
        let object = self.at.object().filter(|row| !matches!(row, RowId::AuditEntry(_)));
        let id = object.and_then(|row| model.identity(row)).map(|(_, id)| id);
        let id = id.filter(|id| !id.is_empty());
        if id.is_none() && self.at != list {
            return Some(of_list(name));
        }
        let pane = self.pane();
        let filter = pane
            .filter(|pane| !pane.list.filtering)
            .map(|pane| pane.list.filter.value());
        let tab = pane
            .filter(|_| id.is_some() && self.focus > 0)
            .map(|pane| pane.view().tab());
        Some(PlaceLeft {
            open: id.map_or(name.clone(), |id| format!("{name}/{id}")),
            tab: tab.unwrap_or_default().to_owned(),
            filter: filter.unwrap_or_default().to_owned(),
        })
    }

    /// The pane with this name in the strip of tabs, by its number.
    pub fn tab(&self, name: &str) -> Option<usize> {
        self.panes.iter().position(|pane| pane.view().tab() == name)
    }

    /// The pane that shows what `action` leads to, by its number.
    pub fn pane_of(&self, action: Action) -> Option<usize> {
        self.panes.iter().position(|pane| pane.view().action() == Some(action))
    }

    /// Whether a strip of tabs stands above its panes: where it has several, each with a name.
    pub fn has_tabs(&self) -> bool {
        self.panes.len() > 1 && self.panes.iter().all(|pane| !pane.view().tab().is_empty())
    }

    /// Whether the button among its panes has the keys.
    pub fn is_on_button(&self) -> bool {
        self.pane().is_some_and(|pane| pane.view().shape() == ViewShape::Button)
    }

    pub fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    pub fn pane_mut(&mut self) -> Option<&mut Pane> {
        self.panes.get_mut(self.focus)
    }

    /// What an action here is about: the selected row; in a text, on a button and in an empty list the page's object.
    pub fn subject(&self) -> Option<RowId> {
        match self.pane()?.list.current() {
            Some(RowId::Line(_) | RowId::DeleteStep | RowId::Entry(_)) | None => self.at.object(),
            row => row,
        }
    }

    /// The client provider that an action here is about.
    pub fn provider(&self) -> Option<ProviderRef> {
        match self.subject() {
            Some(RowId::Provider(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether a preview of the selected row can stand below its list.
    pub fn has_preview(&self) -> bool {
        let list = self.at.list_of_apis().or_else(|| Some(self.at.entry()?.at));
        list == Some(self.at)
    }

    /// The contexts of its bindings, the nearest first.
    pub fn contexts(&self) -> &'static [Context] {
        match self.at {
            Location::SignIn | Location::Accounts => &[Context::Any, Context::Always],
            Location::ClientProviders | Location::ClientProvider(_) | Location::MoveDependents(_) => {
                &[Context::Provider, Context::Area, Context::Any, Context::Always]
            }
            Location::Users
            | Location::User(_)
            | Location::Teams
            | Location::Team(_)
            | Location::Roles
            | Location::Role(..) => &[Context::Directory, Context::Area, Context::Any, Context::Always],
            _ => &[Context::Area, Context::Any, Context::Always],
        }
    }

    /// The resources that it is made of, and those that it cannot do without.
    pub fn resources(&self, model: &Model) -> (Vec<Resource>, Vec<Resource>) {
        let preview = self.previewed(model);
        let (mut all, mut urgent): (Vec<_>, Vec<_>) = (preview.into_iter().collect(), preview.into_iter().collect());
        for (at, pane) in self.panes.iter().enumerate() {
            let resources = pane.resources(model);
            let unread = |resource: &Resource| model.data.is_absent(*resource);
            if at != self.focus && pane.view().waits_for_focus(model) && resources.iter().any(unread) {
                continue;
            }
            urgent.extend(resources.first());
            all.extend(resources);
        }
        (all, urgent)
    }

    /// What the preview beside the list reads of the selected row.
    pub(super) fn previewed(&self, model: &Model) -> Option<Resource> {
        let shown = model.seen.preview && model.sees_all();
        let provider = self
            .provider()
            .filter(|_| shown && self.at == Location::ClientProviders)?;
        Some(Resource::Provider(model.organization?, provider))
    }
}

/// The built-in one signs nothing.
fn identity_panes(id: IdentityProviderRef) -> Vec<Pane> {
    let keys = match id {
        IdentityProviderRef::External(id) => Some(Pane::new(IdentityKeysView(id))),
        IdentityProviderRef::BuiltIn => None,
    };
    let configuration = [Pane::new(IdentityConfigurationView(id))];
    let more = [
        Pane::new(IdentityUsersView::All(id)),
        Pane::new(IdentityTeamsView(id)),
        Pane::new(IdentityUsersView::Exempt(id)),
    ];
    configuration.into_iter().chain(keys).chain(more).collect()
}

/// What is not allowed to be seen of a client provider has no pane.
fn provider_panes(id: ProviderRef, model: &Model) -> Vec<Pane> {
    let mut panes = vec![Pane::new(ConfigurationView(id))];
    if model.sees_all() {
        panes.push(Pane::new(EnvironmentsView(Scope::Provider(id))));
        panes.push(Pane::new(ApisView(Scope::Provider(id))));
        panes.push(Pane::new(ApplicationsView(id)));
        if let ProviderRef::External(external) = id {
            panes.push(Pane::new(ImpactView(id)));
            panes.push(Pane::new(AuditView::History(Object::Provider(external))));
            panes.push(Pane::new(DeleteButtonView));
        }
    }
    panes
}
