//! Who has a permission in an organization: users and teams, directly and through others.

use std::borrow::Cow;

use super::connected_apps::owners;
use super::users::status_words;
use super::who::{origin_words, place_rows, place_words, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::access::{AppHolder, HolderAccess, Origin, ScopeEffect, scopes_like};
use crate::domain::grant::{HolderId, HolderKind, Holding};
use crate::domain::listing::not_verified;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{Coverage, OrgId, PermissionId, RoleGroupId};

const COLUMNS: &[Column] = &[
    fixed(Col::Type, "TYPE", 5, 3),
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Group, "WHERE", 12, 2),
    wide(Col::Origin, "FROM", 20, 1),
];

#[derive(Debug)]
pub struct HoldersView(pub OrgId, pub PermissionId);

/// What a row is about.
enum FoundHolder<'a> {
    Access(&'a HolderAccess),
    App(&'a AppHolder),
}

impl HoldersView {
    fn all<'a>(&self, model: &'a Model) -> &'a [HolderAccess] {
        model
            .data
            .access
            .overview(self.0, self.1)
            .map_or(&[], |found| &found.rows)
    }

    /// A role that gives it, whosever it is.
    fn role<'a>(&self, model: &'a Model, id: RoleGroupId) -> Option<&'a Holding> {
        let roles = model.data.access.holders(HolderKind::RoleGroup, self.1, self.0);
        roles?.iter().find(|held| held.holder == HolderId::RoleGroup(id))
    }

    /// Users and teams stand first, then apps.
    fn found<'a>(&self, model: &'a Model, row: RowId) -> Option<FoundHolder<'a>> {
        let (at, all) = (row.entry()?, self.all(model));
        all.get(at).map(FoundHolder::Access).or_else(|| {
            let apps = model.data.access.app_holders(self.0, self.1);
            apps.get(at.checked_sub(all.len())?).map(FoundHolder::App)
        })
    }
}

impl View for HoldersView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        let name = model.thing_name(RowId::Permission(self.0, self.1));
        let place = model.thing_name(RowId::Org(self.0));
        format!("Who has {name} in {place}").into()
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = model.data.access.overview_reads(self.0, self.1);
        reads.into_iter().map(Resource::from).collect()
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let access = &model.data.access;
        let reads = self.row_resources(model, list).into_iter();
        let root = owners(model);
        let apps = access.app_holder_reads(&model.data.with_those_above(self.0));
        let names = [AccessRead::Permissions].into_iter();
        let others = names.chain(root).chain(apps).map(Resource::from);
        reads.chain(others).chain([Resource::Environments]).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let apps = model.data.access.app_holders(self.0, self.1);
        (0..self.all(model).len() + apps.len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let found = match self.found(model, row)? {
            FoundHolder::Access(found) => found,
            FoundHolder::App(app) => return Some(app_cell(model, app, col)),
        };
        Some(match col {
            Col::Type => Cell::dim(found.holder.kind().to_string()),
            Col::Name => match out_of_use(model, found.holder) {
                Some(why) => Cell::of(format!("{} ({why})", found.name.shown()), Tone::Warning),
                None => Cell::plain(found.name.shown()),
            },
            Col::Group => Cell::dim(place_words(model, &found.context)),
            _ => {
                let role = |id| Some(self.role(model, id)?.name.shown().into_owned());
                let words = |origin: &Origin| origin_words(model, *origin, role);
                let origins: Vec<String> = found.origins.iter().map(words).collect();
                Cell::plain(origins.join(", "))
            }
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let found = match self.found(model, row)? {
            FoundHolder::Access(found) => found,
            FoundHolder::App(app) => {
                let own = RowId::ConnectedApp(app.listed_in, app.app);
                return Some([own].into_iter().chain(place_rows(&app.scope.context)).collect());
            }
        };
        let role = |id| Some(RowId::Role(self.role(model, id)?.organization?, id));
        let holder = match found.holder {
            HolderId::User(id) => Some(RowId::User(id)),
            HolderId::Team(id) => Some(RowId::Team(id)),
            HolderId::RoleGroup(id) => role(id),
        };
        let origins = found.origins.iter().flat_map(|origin| match *origin {
            Origin::Direct => vec![],
            Origin::Team { team, through } => vec![RowId::Team(through), RowId::Team(team)],
            Origin::RoleGroup(id) => role(id).into_iter().collect(),
        });
        Some(
            holder
                .into_iter()
                .chain(origins)
                .chain(place_rows(&found.context))
                .collect(),
        )
    }

    /// Somebody has a row for each place, and so has an app for each scope.
    fn counted(&self) -> Option<(&'static str, &'static str)> {
        Some(("row", "rows"))
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Origin)
    }

    fn is_arriving(&self, model: &Model) -> bool {
        model.data.access.is_overview_arriving(self.0, self.1)
    }

    fn coverage(&self, model: &Model, list: &List) -> Coverage {
        if self.is_arriving(model) {
            return Coverage::Complete;
        }
        if let Some(found) = model.data.access.overview(self.0, self.1) {
            return found.coverage.clone();
        }
        let reads = self.row_resources(model, list).into_iter();
        let coverages = reads.map(|read| model.data.coverage(read));
        coverages.fold(Coverage::Complete, Coverage::and)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Permissions)
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let note = |tone, text: String| Line::text(tone, text);
        let users = owners(model).and_then(|users| model.data.error(users.into()));
        let users = users.map(|why| {
            note(
                Tone::Warning,
                format!("Whether these users are disabled isn't known. {}", model.message(why)),
            )
        });
        let permission = model.data.access.permission(self.1);
        let apps = permission.map(|permission| {
            let like: Vec<&str> = scopes_like(&permission.name).collect();
            match like[..] {
                _ if permission.name.raw() == ADMINISTRATOR => {
                    "Apps with the scope full are listed. What read:full and admin: scopes allow is assumed.".into()
                }
                [] => "Apps are here with the scope full. Whether another scope gives the same isn't known.".into(),
                [scope] => format!("Apps are here with the scope full. That {scope} gives the same is assumed."),
                _ => format!(
                    "Apps with full are here. That {} gives the same is assumed.",
                    like.join(" or ")
                ),
            }
        });
        let apps = apps.map(|text| note(Tone::Dim, text));
        let found = model.data.access.overview(self.0, self.1);
        let unverified = found.filter(|found| found.coverage == Coverage::Unverified);
        let unverified = unverified.map(|_| note(Tone::Warning, not_verified("No user or team")));
        let above = permission.filter(|permission| permission.name.raw() == ADMINISTRATOR);
        let above = above.and_then(|_| model.data.organization(self.0)?.parents.first());
        let above = above.map(|_| {
            let text = "Who administers an organization above it administers it as well, and isn't listed.";
            note(Tone::Dim, text.into())
        });
        unverified.into_iter().chain(users).chain(apps).chain(above).collect()
    }

    fn none(&self, _: &Model) -> &'static str {
        "No user, team or connected app has it here."
    }
}

/// What stands in a row about a connected app.
fn app_cell<'a>(model: &Model, app: &'a AppHolder, col: Col) -> Cell<'a> {
    match col {
        Col::Type => Cell::dim("app"),
        Col::Name if app.enabled == Some(false) => Cell::of(format!("{} (disabled)", app.name.shown()), Tone::Warning),
        Col::Name => Cell::plain(app.name.shown()),
        Col::Group if app.for_user => Cell::dim("where its user may"),
        Col::Group => Cell::dim(place_words(model, &app.scope.context)),
        _ => {
            let how = match app.gives {
                ScopeEffect::All => "",
                ScopeEffect::AssumedAll => ", assumed",
                ScopeEffect::AssumedPart => ", assumed in part",
            };
            Cell::plain(format!("scope {}{how}", app.scope.scope.shown()))
        }
    }
}

/// Why a user can't use what they have, where that is known.
fn out_of_use(model: &Model, holder: HolderId) -> Option<&'static str> {
    let HolderId::User(id) = holder else {
        return None;
    };
    let user = model.data.access.user(id)?;
    let status = status_words(user);
    matches!(status, "disabled" | "deleted").then_some(status)
}
