//! Everything that a user may do, where, and why.

use super::who::{holders_row, origin_words, permission_name, place_rows, place_words, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, whole, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::access::{EffectivePermission, Origin};
use crate::domain::{Coverage, RoleGroupId, UserId};

const COLUMNS: &[Column] = &[
    whole(Col::Permission, "PERMISSION", 15, 0),
    whole(Col::Group, "WHERE", 10, 1),
    wide(Col::Origin, "FROM", 13, 2),
];

#[derive(Debug)]
pub struct UserAccessView(pub UserId);

impl UserAccessView {
    fn found<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a EffectivePermission> {
        model.data.access.user_access(self.0)?.rows.get(row.entry()?)
    }

    fn role_name(&self, model: &Model, id: RoleGroupId) -> Option<String> {
        let mut roles = model.data.access.user_roles(self.0)?.iter();
        Some(roles.find(|role| role.id == id)?.name.shown().into_owned())
    }

    fn role_row(&self, model: &Model, id: RoleGroupId) -> Option<RowId> {
        let mut roles = model.data.access.user_roles(self.0)?.iter();
        Some(RowId::Role(roles.find(|role| role.id == id)?.organization?, id))
    }
}

impl View for UserAccessView {
    fn tab(&self) -> &'static str {
        "Access"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = model.data.access.user_reads(self.0).into_iter().map(Resource::from);
        reads
            .chain([AccessRead::User(self.0).into(), Resource::Environments])
            .collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let access = model.data.access.user_access(self.0);
        (0..access.map_or(0, |access| access.rows.len()))
            .map(RowId::Entry)
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let found = self.found(model, row)?;
        Some(match col {
            Col::Permission => Cell::plain(permission_name(model, &found.grant)),
            Col::Group => Cell::dim(place_words(model, &found.grant.context)),
            // Nothing is called unknown while what may explain it is on its way.
            _ if found.origins.is_empty() && !model.data.access.is_explained(self.0) => Cell::dim("..."),
            _ if found.origins.is_empty() => Cell::of("origin unknown", Tone::Warning),
            _ => {
                let words = |origin: &Origin| origin_words(model, *origin, |id| self.role_name(model, id));
                let origins: Vec<String> = found.origins.iter().map(words).collect();
                Cell::plain(origins.join(", "))
            }
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let found = self.found(model, row)?;
        let mut rows: Vec<RowId> = Vec::new();
        for origin in &found.origins {
            match *origin {
                Origin::Direct => {}
                Origin::Team { team, through } => rows.extend([RowId::Team(through), RowId::Team(team)]),
                Origin::RoleGroup(id) => rows.extend(self.role_row(model, id)),
            }
        }
        rows.extend(holders_row(model, found.grant.permission, &found.grant.context));
        rows.extend(place_rows(&found.grant.context));
        Some(rows)
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Origin)
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let access = model.data.access.user_access(self.0);
        access.filter(|_| model.data.access.is_explained(self.0)).map_or_else(
            || model.data.access.coverage(AccessRead::EffectiveGrants(self.0)),
            |access| access.coverage.clone(),
        )
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::EffectiveGrants(self.0))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No permissions."
    }
}
