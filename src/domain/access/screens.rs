//! What an account may read and change, screen by screen: yes, no, or can't tell.

use crate::domain::connected_app::AppScope;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{Account, Listing, OrgId, Organization, Tree};

/// Who is signed in, as far as it is known what they may do.
#[derive(Clone, Copy, Debug)]
pub enum AccessEvidence<'a> {
    /// A user, by the roles that were read.
    User(&'a Account),
    /// A connected app, by its own scopes; `None` where those could not be read.
    App(Option<&'a Listing<AppScope>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MayDo {
    Yes,
    /// A part of it: names alone, or single environments.
    Part,
    No,
    Unknown,
}

impl MayDo {
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Part => "in part",
            Self::No => "no",
            Self::Unknown => "can't tell",
        }
    }
}

/// What may be done on one screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenAccess {
    pub screen: &'static str,
    pub read: MayDo,
    /// `None` where amtui changes nothing there.
    pub change: Option<MayDo>,
    /// What the verdict about reading follows from, fit to be shown.
    pub why: String,
}

/// What a change needs of an app; an administrator may make each.
#[derive(Clone, Copy)]
enum ChangeNeeds {
    Scope(&'static str),
    /// No scope allows it: the platform wants somebody who signed in as a user (R25).
    User,
}

/// What a directory shows to those who don't administer its organization (R13, R20, R23).
#[derive(Clone, Copy)]
enum OpenPart {
    /// Everyone sees their own.
    Own,
    /// Who administers any organization sees them, of client providers names and types alone.
    Directory(&'static str),
}

impl OpenPart {
    fn of(self, account: &Account) -> Option<&'static str> {
        match self {
            Self::Own => Some("those that you belong to"),
            Self::Directory(what) => account.administers_any().then_some(what),
        }
    }
}

struct ScreenNeeds {
    name: &'static str,
    /// The scopes that each lead there.
    read: &'static [&'static str],
    change: Option<ChangeNeeds>,
    /// Roles that lead there beside the administrator's.
    roles: &'static [&'static str],
    /// What of it leads to others than administrators.
    part: Option<OpenPart>,
    /// Whether it belongs to the root, wherever one works.
    of_root: bool,
}

const fn screen(name: &'static str, read: &'static [&'static str], change: Option<ChangeNeeds>) -> ScreenNeeds {
    ScreenNeeds {
        name,
        read,
        change,
        roles: &[],
        part: None,
        of_root: false,
    }
}

const SCREENS: [ScreenNeeds; 14] = [
    ScreenNeeds {
        part: Some(OpenPart::Own),
        ..screen("Business Groups", &["read:organization"], Some(ChangeNeeds::User))
    },
    screen("Users", &["read:orgusers"], Some(ChangeNeeds::Scope("edit:orgusers"))),
    ScreenNeeds {
        part: Some(OpenPart::Directory("teams")),
        of_root: true,
        ..screen(
            "Teams",
            &["view:access_controls"],
            Some(ChangeNeeds::Scope("admin:access_controls")),
        )
    },
    screen(
        "Environments",
        &["read:orgenvironments", "view:environment"],
        Some(ChangeNeeds::Scope("edit:environment")),
    ),
    screen(
        "Providers of environments",
        &["view:envclientproviders"],
        Some(ChangeNeeds::Scope("manage:envclientproviders")),
    ),
    screen("Roles and permissions", &["view:access_controls"], None),
    ScreenNeeds {
        of_root: true,
        ..screen("Identity Providers", &["view:identityproviders"], None)
    },
    ScreenNeeds {
        part: Some(OpenPart::Directory("names and types")),
        of_root: true,
        ..screen(
            "Client Providers",
            &["read:orgclientproviders"],
            Some(ChangeNeeds::Scope("admin:orgclientproviders")),
        )
    },
    screen("Connected Apps", &["read:orgconnapps"], None),
    ScreenNeeds {
        roles: &["Audit Log Viewer", "Audit Log Viewers"],
        ..screen("Audit Logs", &["read:audit_logs"], None)
    },
    ScreenNeeds {
        roles: &["View APIs Configuration", "Manage APIs Configuration"],
        ..screen(
            "APIs",
            &["read:api_configuration"],
            Some(ChangeNeeds::Scope("manage:api_configuration")),
        )
    },
    ScreenNeeds {
        roles: &["View Policies", "Manage Policies"],
        ..screen("Policies of APIs", &["read:api_policies"], None)
    },
    ScreenNeeds {
        roles: &["View Contracts", "Manage Contracts"],
        ..screen("Contracts of APIs", &["read:api_contracts"], None)
    },
    ScreenNeeds {
        roles: &["View Client Applications", "Manage Client Applications"],
        of_root: true,
        ..screen("Client Applications", &["read:client_applications"], None)
    },
];

impl ScreenNeeds {
    /// Whether an app has the scope to change it. Nothing says whether that lets it read, too.
    fn may_read_by_changing(&self, scopes: Option<&Listing<AppScope>>, place: OrgId) -> bool {
        matches!(self.change, Some(ChangeNeeds::Scope(scope)) if by_scopes(scopes, place, &[scope]).0 == MayDo::Yes)
    }
}

/// What may be done in an organization.
pub fn screen_access(who: AccessEvidence<'_>, here: &Organization, tree: &Tree) -> Vec<ScreenAccess> {
    let of = |screen: &ScreenNeeds| {
        let place = tree.root().filter(|_| screen.of_root).unwrap_or(here);
        let (read, why) = match who {
            AccessEvidence::User(account) => by_roles(account, place, (screen.roles, screen.part)),
            AccessEvidence::App(scopes) => match by_scopes(scopes, place.id, screen.read) {
                (MayDo::No | MayDo::Part, why) if screen.may_read_by_changing(scopes, place.id) => {
                    (MayDo::Unknown, why)
                }
                other => other,
            },
        };
        let change = screen.change.map(|needs| match (who, needs) {
            (AccessEvidence::User(account), _) => by_roles(account, place, (&[], None)).0,
            (AccessEvidence::App(scopes), ChangeNeeds::Scope(scope)) => by_scopes(scopes, place.id, &[scope]).0,
            (AccessEvidence::App(_), ChangeNeeds::User) => MayDo::No,
        });
        ScreenAccess {
            screen: screen.name,
            read,
            change,
            why,
        }
    };
    SCREENS.iter().map(of).collect()
}

fn by_roles(account: &Account, place: &Organization, (others, part): (&[&str], Option<OpenPart>)) -> (MayDo, String) {
    let name = place.name.shown();
    if account.surely_administers(place) {
        return (MayDo::Yes, format!("{ADMINISTRATOR} of {name}"));
    }
    if account.assumed {
        return (MayDo::Unknown, "your permissions could not be read".into());
    }
    let held = account.roles.iter().filter(|role| role.organization == place.id);
    let found = held.map(|role| role.name.raw()).find(|role| others.contains(role));
    let also = others.first().map_or(String::new(), |role| format!(" or {role}"));
    match found {
        Some(role) => (MayDo::Yes, format!("{role} of {name}")),
        None => match part.and_then(|part| part.of(account)) {
            Some(part) => (MayDo::Part, format!("{part}; more needs {ADMINISTRATOR} of {name}")),
            None => (MayDo::No, format!("needs {ADMINISTRATOR}{also} of {name}")),
        },
    }
}

fn by_scopes(scopes: Option<&Listing<AppScope>>, place: OrgId, wanted: &[&str]) -> (MayDo, String) {
    let named = wanted.join(" or ");
    let Some(scopes) = scopes else {
        return (
            MayDo::Unknown,
            format!("needs {named}; the app's own scopes can't be read"),
        );
    };
    let fits = |one: &&AppScope| one.scope.raw() == "full" || wanted.contains(&one.scope.raw());
    let mut held = scopes.iter().filter(fits);
    let here = |one: &&AppScope| one.context.organization.is_none_or(|of| of == place);
    let mut found = scopes.iter().filter(fits).filter(here);
    let everywhere = |one: &&AppScope| one.context.environment.is_none();
    if let Some(one) = found.clone().find(everywhere) {
        return (MayDo::Yes, format!("has {}", one.scope.shown()));
    }
    if let Some(one) = found.next() {
        return (
            MayDo::Part,
            format!("has {} for single environments only", one.scope.shown()),
        );
    }
    // Only what was read whole tells that something is missing.
    match (scopes.is_complete(), held.next()) {
        (false, _) => (
            MayDo::Unknown,
            format!("needs {named}; not all of the app's scopes were read"),
        ),
        (true, Some(one)) => (
            MayDo::No,
            format!("has {} for other organizations only", one.scope.shown()),
        ),
        (true, None) => (MayDo::No, format!("needs the scope {named}")),
    }
}
