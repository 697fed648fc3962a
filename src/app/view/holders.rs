//! Who has a permission in an organization: users and teams, directly and through others.

use std::borrow::Cow;

use super::who::{origin_words, place_rows, place_words, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::access::{HolderAccess, Origin};
use crate::domain::grant::HolderId;
use crate::domain::{Coverage, OrgId, PermissionId};

const COLUMNS: &[Column] = &[
    fixed(Col::Type, "TYPE", 5, 2),
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Group, "WHERE", 16, 3),
    wide(Col::Origin, "FROM", 18, 1),
];

/// What this doesn't tell: scopes aren't permissions.
pub fn without_apps() -> Vec<Line> {
    ["", "Connected apps aren't in it: 8, then /scope:full or /scope:admin."]
        .map(|line| Line::text(Tone::Dim, line))
        .into()
}

#[derive(Debug)]
pub struct HoldersView(pub OrgId, pub PermissionId);

impl HoldersView {
    fn all<'a>(&self, model: &'a Model) -> &'a [HolderAccess] {
        model
            .data
            .access
            .overview(self.0, self.1)
            .map_or(&[], |found| &found.rows)
    }

    fn found<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a HolderAccess> {
        self.all(model).get(row.entry()?)
    }
}

impl View for HoldersView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        let name = model.thing_name(RowId::Permission(self.0, self.1));
        let place = model.thing_name(RowId::Org(self.0));
        format!("Who has {name} in {place}").into()
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let access = &model.data.access;
        let reads = access.overview_reads(self.0, self.1).into_iter();
        let names = [AccessRead::Permissions, AccessRead::Roles(self.0)];
        reads
            .chain(names)
            .map(Resource::from)
            .chain([Resource::Environments])
            .collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.all(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let found = self.found(model, row)?;
        Some(match col {
            Col::Type => Cell::dim(found.holder.kind().to_string()),
            Col::Name => Cell::plain(found.name.shown()),
            Col::Group => Cell::dim(place_words(model, &found.context)),
            _ => {
                let role = |id| Some(model.data.access.role(self.0, id)?.name.shown().into_owned());
                let words = |origin: &Origin| origin_words(model, *origin, role);
                let origins: Vec<String> = found.origins.iter().map(words).collect();
                Cell::plain(origins.join(", "))
            }
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let found = self.found(model, row)?;
        let holder = match found.holder {
            HolderId::User(id) => RowId::User(id),
            HolderId::Team(id) => RowId::Team(id),
            HolderId::RoleGroup(id) => RowId::Role(self.0, id),
        };
        let origins = found.origins.iter().flat_map(|origin| match *origin {
            Origin::Direct => vec![],
            Origin::Team { team, through } => vec![RowId::Team(through), RowId::Team(team)],
            Origin::RoleGroup(id) => vec![RowId::Role(self.0, id)],
        });
        Some(
            [holder]
                .into_iter()
                .chain(origins)
                .chain(place_rows(&found.context))
                .collect(),
        )
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Origin)
    }

    fn is_arriving(&self, model: &Model) -> bool {
        model.data.access.is_overview_arriving(self.0, self.1)
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let found = model
            .data
            .access
            .overview(self.0, self.1)
            .filter(|_| !self.is_arriving(model));
        found.map(|found| found.coverage.clone()).unwrap_or_default()
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Permissions)
    }

    fn notes(&self, _: &Model) -> Vec<Line> {
        without_apps()
    }

    fn none(&self, _: &Model) -> &'static str {
        "No user or team has it here."
    }
}
