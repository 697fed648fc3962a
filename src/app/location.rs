//! Places one can be at, and the way back from each.

use std::fmt;

use super::action::Action;
use super::audit_key::AuditKey;
use super::keymap::Keymap;
use super::list::RowId;
use crate::domain::near::suggestion;
use crate::domain::{
    ApiId, ApplicationId, ConnectedAppId, EnvironmentId, IdentityProviderRef, OrgId, PermissionId, ProviderId,
    ProviderRef, RoleGroupId, TeamId, UserId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Where to work: the backends.
    SignIn,
    /// As whom: the accounts of a backend.
    Accounts,
    Products,
    BusinessGroups,
    BusinessGroup(OrgId),
    Environments,
    Environment(EnvironmentId),
    Users,
    User(UserId),
    Teams,
    Team(TeamId),
    Roles,
    Role(OrgId, RoleGroupId),
    /// Who has a permission in an organization.
    Permission(OrgId, PermissionId),
    IdentityProviders,
    IdentityProvider(IdentityProviderRef),
    ConnectedApps,
    ConnectedApp(OrgId, ConnectedAppId),
    AuditLogs,
    AuditEntry(AuditKey),
    ClientProviders,
    ClientProvider(ProviderRef),
    /// The steps that take a client provider out of use, one after the other.
    MoveDependents(ProviderId),
    /// The product next to Access Management: API instances and what protects them.
    ApiManager,
    Api(EnvironmentId, ApiId),
    /// The other list of API Manager.
    ClientApplications,
    Application(ApplicationId),
    /// What the signed-in account may read and change.
    Access,
}

/// An entry of the nav of Access Management.
#[derive(Debug)]
pub struct NavEntry {
    /// The platform's number.
    pub number: u8,
    pub title: &'static str,
    /// What opens it. `--open` calls it by the name of this.
    pub action: Action,
    pub at: Location,
}

pub const NAV: [NavEntry; 9] = [
    NavEntry {
        number: 1,
        title: "Business Groups",
        action: Action::BusinessGroups,
        at: Location::BusinessGroups,
    },
    NavEntry {
        number: 2,
        title: "Users",
        action: Action::Users,
        at: Location::Users,
    },
    NavEntry {
        number: 3,
        title: "Teams",
        action: Action::Teams,
        at: Location::Teams,
    },
    NavEntry {
        number: 4,
        title: "Environments",
        action: Action::Environments,
        at: Location::Environments,
    },
    NavEntry {
        number: 5,
        title: "Roles",
        action: Action::Roles,
        at: Location::Roles,
    },
    NavEntry {
        number: 6,
        title: "Identity Providers",
        action: Action::IdentityProviders,
        at: Location::IdentityProviders,
    },
    NavEntry {
        number: 7,
        title: "Client Providers",
        action: Action::ClientProviders,
        at: Location::ClientProviders,
    },
    NavEntry {
        number: 8,
        title: "Connected Apps",
        action: Action::ConnectedApps,
        at: Location::ConnectedApps,
    },
    NavEntry {
        number: 9,
        title: "Audit Logs",
        action: Action::AuditLogs,
        at: Location::AuditLogs,
    },
];

impl Location {
    /// The page of what a row stands for.
    pub fn of(row: RowId) -> Option<Self> {
        match row {
            RowId::Org(id) => Some(Self::BusinessGroup(id)),
            RowId::Environment(id) => Some(Self::Environment(id)),
            RowId::Provider(id) => Some(Self::ClientProvider(id)),
            RowId::User(id) => Some(Self::User(id)),
            RowId::Team(id) => Some(Self::Team(id)),
            RowId::Role(organization, id) => Some(Self::Role(organization, id)),
            RowId::Permission(organization, id) => Some(Self::Permission(organization, id)),
            RowId::IdentityProvider(id) => Some(Self::IdentityProvider(id)),
            RowId::ConnectedApp(organization, id) => Some(Self::ConnectedApp(organization, id)),
            RowId::AuditEntry(key) => Some(Self::AuditEntry(key)),
            RowId::Api(environment, id) => Some(Self::Api(environment, id)),
            RowId::Application(id) => Some(Self::Application(id)),
            RowId::ApiManager => Some(Self::ApiManager),
            RowId::Nav(number) => NAV.iter().find(|entry| entry.number == number).map(|entry| entry.at),
            _ => None,
        }
    }

    /// What the whole page is about, where it is about one thing.
    pub fn object(self) -> Option<RowId> {
        match self {
            Self::BusinessGroup(id) => Some(RowId::Org(id)),
            Self::Environment(id) => Some(RowId::Environment(id)),
            Self::ClientProvider(id) => Some(RowId::Provider(id)),
            Self::User(id) => Some(RowId::User(id)),
            Self::Team(id) => Some(RowId::Team(id)),
            Self::Role(organization, id) => Some(RowId::Role(organization, id)),
            Self::Permission(organization, id) => Some(RowId::Permission(organization, id)),
            Self::IdentityProvider(id) => Some(RowId::IdentityProvider(id)),
            Self::ConnectedApp(organization, id) => Some(RowId::ConnectedApp(organization, id)),
            Self::Api(environment, id) => Some(RowId::Api(environment, id)),
            Self::Application(id) => Some(RowId::Application(id)),
            Self::AuditEntry(key) => Some(RowId::AuditEntry(key)),
            Self::MoveDependents(id) => Some(RowId::Provider(ProviderRef::External(id))),
            _ => None,
        }
    }

    /// The client provider that the whole page is about.
    pub fn provider(self) -> Option<ProviderRef> {
        match self.object() {
            Some(RowId::Provider(id)) => Some(id),
            _ => None,
        }
    }

    /// The entry of the nav that it belongs to: that of its list, for the page of one thing.
    pub fn entry(self) -> Option<&'static NavEntry> {
        let list = match self.object() {
            Some(RowId::Org(_) | RowId::Permission(..)) => Self::BusinessGroups,
            Some(RowId::User(_)) => Self::Users,
            Some(RowId::Team(_)) => Self::Teams,
            Some(RowId::Role(..)) => Self::Roles,
            Some(RowId::Environment(_)) => Self::Environments,
            Some(RowId::IdentityProvider(_)) => Self::IdentityProviders,
            Some(RowId::ConnectedApp(..)) => Self::ConnectedApps,
            Some(RowId::AuditEntry(_)) => Self::AuditLogs,
            Some(RowId::Provider(_)) => Self::ClientProviders,
            _ => self,
        };
        NAV.iter().find(|entry| entry.at == list)
    }

    /// The list that it is or belongs to.
    pub fn list(self) -> Option<Self> {
        self.list_of_apis().or_else(|| Some(self.entry()?.at))
    }

    /// The list of API Manager that it belongs to, where that is its product.
    pub fn list_of_apis(self) -> Option<Self> {
        match self {
            Self::ApiManager | Self::Api(..) => Some(Self::ApiManager),
            Self::ClientApplications | Self::Application(_) => Some(Self::ClientApplications),
            _ => None,
        }
    }

    /// The list that an action opens.
    pub fn opened_by(action: Action) -> Option<Self> {
        let nav = NAV.iter().map(|entry| (entry.action, entry.at));
        Some(nav.chain(API_MANAGER).find(|(opens, _)| *opens == action)?.1)
    }

    /// Its title, where that does not depend on what is shown.
    pub fn title(self) -> &'static str {
        match self {
            Self::SignIn | Self::Accounts => "Sign in",
            Self::Products => "Anypoint Platform",
            Self::Access => "Your access",
            _ if self.list_of_apis().is_some() => "API Manager",
            _ => self.entry().map_or("", |entry| entry.title),
        }
    }
}

/// Where the program starts, as `--open` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    List(Location),
    /// One client provider, by name or id.
    Provider(String),
    /// One thing of another list, by name or id.
    Object(Location, String),
}

/// Where somebody left: what `--open` calls the page, the tab that was open, and the filter of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceLeft {
    pub open: String,
    /// Empty where the page has none.
    pub tab: String,
    pub filter: String,
}

impl PlaceLeft {
    /// A place that has no tab and no filter.
    pub fn at(place: &Place) -> Self {
        let name = |wanted: Location| Place::lists().find(|(_, at)| *at == wanted).map(|(name, _)| name);
        let open = match place {
            Place::List(at) => name(*at),
            Place::Provider(id) => Some(format!("client-providers/{id}")),
            Place::Object(at, id) => name(*at).map(|name| format!("{name}/{id}")),
        };
        Self {
            open: open.unwrap_or_default(),
            ..Self::default()
        }
    }
}

impl Place {
    /// Every list with its name, as `users`.
    pub fn lists() -> impl Iterator<Item = (String, Location)> {
        let nav = NAV.iter().map(|entry| (entry.action, entry.at));
        nav.chain(API_MANAGER).map(|(action, at)| (action.name(), at))
    }

    /// Reads a place: the name of a list, or one thing of it: `users/NAME-OR-ID`.
    pub fn parse(text: &str) -> Option<Self> {
        let (list, thing) = text
            .split_once('/')
            .map_or((text, None), |(list, name)| (list, Some(name)));
        match (Self::list_called(list)?, thing) {
            (at, None) => Some(Self::List(at)),
            (_, Some("")) => None,
            (Location::ClientProviders, Some(name)) => Some(Self::Provider(name.to_owned())),
            (at, Some(name)) => Some(Self::Object(at, name.to_owned())),
        }
    }

    /// ` Did you mean users?`, for a text that is no place.
    pub fn near(text: &str) -> String {
        let lists: Vec<String> = Self::lists().map(|(name, _)| name).collect();
        let list = text.split_once('/').map_or(text, |(list, _)| list);
        suggestion(list, lists.iter().map(String::as_str))
    }

    /// The list of this name, or of one that the palette knows as well.
    fn list_called(name: &str) -> Option<Location> {
        let list = |name: &str| Self::lists().find(|(list, _)| list == name).map(|(_, at)| at);
        list(name).or_else(|| {
            let keymap = Keymap::standard(None).ok()?;
            let binding = keymap.all().find(|binding| binding.is_called(name))?;
            list(&binding.action.name())
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, thing) = match self {
            Self::List(at) => (*at, None),
            Self::Provider(name) => (Location::ClientProviders, Some(name)),
            Self::Object(at, name) => (*at, Some(name)),
        };
        let list = Self::lists().find(|(_, list)| *list == at);
        f.write_str(&list.map(|(name, _)| name).unwrap_or_default())?;
        thing.map_or(Ok(()), |name| write!(f, "/{name}"))
    }
}

/// The lists of API Manager, and what opens them.
pub const API_MANAGER: [(Action, Location); 2] = [
    (Action::ApiManager, Location::ApiManager),
    (Action::ClientApplications, Location::ClientApplications),
];
