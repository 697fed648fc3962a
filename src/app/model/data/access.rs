//! What was read of who may do what, of client applications and of the audit.

mod administrators;
mod app_holders;
mod applications;
mod apps;
mod derived;
mod logs;
mod people;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use crate::app::access_read::{AccessRead, AccessReply, AuditRead};
use crate::app::list::RowId;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::request::Ticket;
use crate::domain::grant::{HolderKind, Holding};
use crate::domain::team::{ExternalGroup, TeamMember, everyones_team};
use crate::domain::user::UserTeam;
use crate::domain::{
    Coverage, Error, Grant, IdentityProvider, IdentityProviderRef, Listing, OrgId, Permission, PermissionId, RoleGroup,
    RoleGroupId, Team, TeamId, User, UserId,
};

use super::coverage::coverage;
use applications::count_names;
use apps::count_users;
use derived::DerivedAccess;

pub(super) use administrators::Surroundings;
pub use derived::{MAX_MEMBERS, TeamLoss};
pub use people::{Named, NamedKind};

#[derive(Debug, Default)]
pub struct AccessData {
    pieces: BTreeMap<AccessRead, Remote<AccessReply>>,
    /// The beginnings of lists that are on their way and were not known before.
    arriving: BTreeMap<AccessRead, AccessReply>,
    /// The revision at which each piece or beginning came.
    came: BTreeMap<AccessRead, u64>,
    /// The index of each row in its list.
    places: BTreeMap<AccessRead, HashMap<RowId, usize>>,
    /// The rows of each list of audit entries, the newest first.
    entries: BTreeMap<AuditRead, Vec<RowId>>,
    /// How many users of each list sign in through each identity provider.
    user_counts: BTreeMap<AccessRead, HashMap<Option<IdentityProviderRef>, u64>>,
    permissions: HashMap<PermissionId, usize>,
    /// How many client applications have each name.
    application_names: HashMap<String, usize>,
    /// How many teams stand right below each.
    children: HashMap<TeamId, usize>,
    derived: DerivedAccess,
    /// What was asked for or came since it was derived; `None` where anything may have changed.
    changed: Option<Vec<AccessRead>>,
    /// Grows with every answer.
    revision: u64,
}

/// The answer in a piece, where it is of the kind that `$read` has.
macro_rules! answer {
    ($data:expr, $read:expr, $kind:ident) => {
        match $data.so_far($read)? {
            AccessReply::$kind(answer) => Some(answer),
            _ => None,
        }
    };
}

/// What any piece holds.
impl AccessData {
    pub(super) fn ask(&mut self, read: AccessRead, ticket: Ticket, since: Duration) {
        self.pieces.entry(read).or_default().ask(ticket, since);
        self.changed.iter_mut().for_each(|all| all.push(read));
        self.revision += 1;
    }

    pub(super) fn remote(&self, read: AccessRead) -> Option<&dyn RemoteState> {
        self.pieces.get(&read).map(|piece| piece as &dyn RemoteState)
    }

    pub(super) fn answer(&mut self, read: AccessRead, ticket: Ticket, result: Result<AccessReply, Error>) -> bool {
        let result = result.and_then(|reply| {
            let fits = reply.answers(read);
            fits.then_some(reply)
                .ok_or_else(|| Error::Internal("an answer to another question".into()))
        });
        let taken = self.pieces.entry(read).or_default().answer(ticket, result);
        if taken && self.pieces.get(&read).is_some_and(Remote::is_ready) {
            self.arriving.remove(&read);
            self.index(read);
        }
        self.changed.iter_mut().for_each(|all| all.push(read));
        self.revision += u64::from(taken);
        self.came.insert(read, self.revision);
        taken
    }

    /// What came so far of a list; says whether that is more than before.
    pub(super) fn take_part(&mut self, read: AccessRead, part: AccessReply) -> bool {
        let more = part.answers(read)
            && self
                .arriving
                .get(&read)
                .is_none_or(|before| before.row_count() <= part.row_count());
        if more {
            self.arriving.insert(read, part);
            self.index(read);
            self.changed.iter_mut().for_each(|all| all.push(read));
            self.revision += 1;
            self.came.insert(read, self.revision);
        }
        more
    }

    pub(super) fn stop(&mut self) -> bool {
        self.changed = None;
        self.revision += 1;
        self.pieces.values_mut().fold(false, |any, piece| piece.stop() | any)
    }

    pub(super) fn keep_only(&mut self, kept: impl Fn(AccessRead) -> bool) {
        self.pieces.retain(|read, _| kept(*read));
        self.arriving.retain(|read, _| kept(*read));
        self.places.retain(|read, _| kept(*read));
        self.user_counts.retain(|read, _| kept(*read));
        self.came.retain(|read, _| kept(*read));
        self.entries.retain(|read, _| kept(AccessRead::Audit(*read)));
        self.changed = None;
        self.revision += 1;
    }

    /// Takes out a team and the teams below it.
    pub(super) fn remove_team(&mut self, id: TeamId) {
        if let Some(AccessReply::Teams(teams)) = self.pieces.get_mut(&AccessRead::Teams).and_then(Remote::get_mut) {
            Arc::make_mut(teams).rows.retain(|team| !team.is_within(id));
        }
        self.index(AccessRead::Teams);
        self.changed = None;
        self.revision += 1;
    }

    fn index(&mut self, read: AccessRead) {
        let Some(reply) = self.so_far(read) else {
            return;
        };
        let rows = reply.rows(read);
        let places: HashMap<RowId, usize> = rows.iter().copied().zip(0..).collect();
        match reply {
            AccessReply::Permissions(all) => self.permissions = all.iter().map(|one| one.id).zip(0..).collect(),
            AccessReply::Teams(all) => {
                self.children = all
                    .iter()
                    .filter_map(Team::parent)
                    .fold(HashMap::new(), |mut children, parent| {
                        *children.entry(parent).or_default() += 1;
                        children
                    });
            }
            AccessReply::Applications(all) => self.application_names = count_names(all),
            AccessReply::Users(all) => {
                let counts = count_users(all);
                self.user_counts.insert(read, counts);
            }
            _ => {}
        }
        if let AccessRead::Audit(of) = read {
            self.entries.insert(of, rows);
        }
        if places.is_empty() {
            self.places.remove(&read);
        } else {
            self.places.insert(read, places);
        }
    }

    /// All of a piece, or what came of it so far.
    fn so_far(&self, read: AccessRead) -> Option<&AccessReply> {
        let whole = self.pieces.get(&read).and_then(Remote::get);
        whole.or_else(|| self.arriving.get(&read))
    }

    /// All users, teams, roles and so on that were read as lists, each once.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        let lists = |read: &AccessRead| {
            matches!(
                read,
                AccessRead::Users(_)
                    | AccessRead::Teams
                    | AccessRead::Roles(_)
                    | AccessRead::ConnectedApps(_)
                    | AccessRead::Applications
                    | AccessRead::IdentityProviders
            )
        };
        let reads = self.places.keys().filter(move |read| lists(read));
        reads.flat_map(|read| {
            let rows = self.so_far(*read).map(|reply| reply.rows(*read)).unwrap_or_default();
            // A user of several organizations stands in the list of each.
            let elsewhere = |row: RowId| matches!(row, RowId::User(_)) && self.listed_before(*read, row);
            rows.into_iter().filter(move |row| !elsewhere(*row))
        })
    }

    /// Whether a list of users before this one has this row.
    fn listed_before(&self, read: AccessRead, row: RowId) -> bool {
        self.place(row).is_some_and(|(first, _)| first != read)
    }

    /// Whether a part of a list came that wasn't known before.
    pub fn has_part(&self, read: AccessRead) -> bool {
        self.arriving.contains_key(&read)
    }

    /// How much of a list was read.
    pub fn coverage(&self, read: AccessRead) -> Coverage {
        coverage(self.pieces.get(&read), |whole| {
            whole.coverage().unwrap_or(&Coverage::Complete)
        })
    }
}

/// Users, and what they have.
impl AccessData {
    pub fn users(&self, organization: OrgId) -> Option<&Arc<Listing<User>>> {
        answer!(self, AccessRead::Users(organization), Users)
    }

    /// A user as their own answer tells of them, else as a list does.
    pub fn user(&self, id: UserId) -> Option<&User> {
        let own = || match self.so_far(AccessRead::User(id))? {
            AccessReply::User(user) => Some(&**user),
            _ => None,
        };
        own().or_else(|| self.listed_user(id))
    }

    /// A user as a list tells of them.
    pub fn listed_user(&self, id: UserId) -> Option<&User> {
        let (read, at) = self.place(RowId::User(id))?;
        match self.so_far(read)? {
            AccessReply::Users(users) => users.get(at),
            _ => None,
        }
    }

    pub fn user_teams(&self, user: UserId) -> Option<&Listing<UserTeam>> {
        answer!(self, AccessRead::UserTeams(user), UserTeams)
    }

    pub fn user_roles(&self, user: UserId) -> Option<&Listing<RoleGroup>> {
        answer!(self, AccessRead::UserRoles(user), Roles)
    }

    /// The list of users that has this row, and its index there.
    fn place(&self, row: RowId) -> Option<(AccessRead, usize)> {
        let lists = |read: &AccessRead| matches!(read, AccessRead::Users(_));
        let mut places = self.places.iter().filter(|(read, _)| lists(read));
        places.find_map(|(read, places)| Some((*read, *places.get(&row)?)))
    }
}

/// Teams and roles, and what they give.
impl AccessData {
    pub fn teams(&self) -> Option<&Arc<Listing<Team>>> {
        answer!(self, AccessRead::Teams, Teams)
    }

    /// Whether everyone in the organization is a member of it: it alone stands above all others.
    pub fn holds_everyone(&self, team: &Team) -> bool {
        self.everyones_team() == Some(team.id)
    }

    /// The team that every user is a member of, where it is known.
    pub fn everyones_team(&self) -> Option<TeamId> {
        everyones_team(self.teams()?)
    }

    pub fn team(&self, id: TeamId) -> Option<&Team> {
        let at = *self.places.get(&AccessRead::Teams)?.get(&RowId::Team(id))?;
        self.teams()?.get(at)
    }

    /// How many teams stand right below one.
    pub fn child_teams(&self, id: TeamId) -> usize {
        self.children.get(&id).copied().unwrap_or_default()
    }

    pub fn team_members(&self, team: TeamId) -> Option<&Listing<TeamMember>> {
        answer!(self, AccessRead::TeamMembers(team), Members)
    }

    /// A user as a member of a team.
    pub fn team_member(&self, team: TeamId, user: UserId) -> Option<&TeamMember> {
        let at = *self
            .places
            .get(&AccessRead::TeamMembers(team))?
            .get(&RowId::User(user))?;
        self.team_members(team)?.get(at)
    }

    pub fn team_mappings(&self, team: TeamId) -> Option<&Listing<ExternalGroup>> {
        answer!(self, AccessRead::TeamMappings(team), Mappings)
    }

    pub fn roles(&self, organization: OrgId) -> Option<&Listing<RoleGroup>> {
        answer!(self, AccessRead::Roles(organization), Roles)
    }

    pub fn role(&self, organization: OrgId, role: RoleGroupId) -> Option<&RoleGroup> {
        let read = AccessRead::Roles(organization);
        let at = *self.places.get(&read)?.get(&RowId::Role(organization, role))?;
        self.roles(organization)?.get(at)
    }

    pub fn role_members(&self, organization: OrgId, role: RoleGroupId) -> Option<&Arc<Listing<User>>> {
        answer!(self, AccessRead::RoleMembers(organization, role), Users)
    }

    /// A user as the list of a role tells of them.
    pub fn role_member(&self, organization: OrgId, role: RoleGroupId, user: UserId) -> Option<&User> {
        let read = AccessRead::RoleMembers(organization, role);
        let at = *self.places.get(&read)?.get(&RowId::User(user))?;
        self.role_members(organization, role)?.get(at)
    }

    /// What a list of grants holds.
    pub fn grants(&self, read: AccessRead) -> Option<&Listing<Grant>> {
        answer!(self, read, Grants)
    }
}

/// Permissions, who holds them, and where people sign in.
impl AccessData {
    pub fn catalogue(&self) -> Option<&Arc<Listing<Permission>>> {
        answer!(self, AccessRead::Permissions, Permissions)
    }

    pub fn permission(&self, id: PermissionId) -> Option<&Permission> {
        self.catalogue()?.get(*self.permissions.get(&id)?)
    }

    pub fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Option<&Listing<Holding>> {
        answer!(self, AccessRead::Holders(kind, permission, organization), Holders)
    }

    pub fn identity_providers(&self) -> Option<&Listing<IdentityProvider>> {
        answer!(self, AccessRead::IdentityProviders, IdentityProviders)
    }

    /// One of at most 26.
    pub fn identity_provider(&self, id: IdentityProviderRef) -> Option<&IdentityProvider> {
        self.identity_providers()?.iter().find(|provider| provider.id == id)
    }
}
