//! The identity providers of the root organization, and how many users sign in through each.

use std::borrow::Cow;

use super::connected_apps::owners;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::IdentityProviderRef;

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 36, 3),
    number(Col::Members, "USERS", 6, 2),
];

#[derive(Debug)]
pub struct IdentityProvidersView;

impl View for IdentityProvidersView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Identity Providers".into()
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::IdentityProviders)
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let own = [AccessRead::IdentityProviders];
        own.into_iter().chain(owners(model)).map(Resource::from).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = model.data.access.identity_providers().into_iter().flatten();
        all.map(|provider| RowId::IdentityProvider(provider.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::IdentityProvider(id) = row else {
            return None;
        };
        let access = &model.data.access;
        let provider = access.identity_provider(id)?;
        Some(match (col, id) {
            (Col::Name, _) => Cell::plain(provider.name.shown()),
            (Col::Type, _) => Cell::plain(provider.kind.label()),
            (Col::Id, IdentityProviderRef::External(id)) => Cell::dim(id.to_string()),
            (Col::Id, IdentityProviderRef::BuiltIn) => Cell::dim(""),
            _ => {
                let users = access.users_through(owners(model)?, id)?;
                Cell::plain(users.words()?)
            }
        })
    }

    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        changes(action)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No identity providers."
    }
}

/// Why nothing is changed here.
pub fn changes(action: Action) -> Option<Result<Operation, String>> {
    let why = match action {
        Action::Delete => {
            "Not deleted: nobody could sign in through it, team mappings that name it go, and its dialog isn't documented."
        }
        Action::Add | Action::Edit | Action::Rename => {
            "Identity providers are only shown. Change them on the platform."
        }
        _ => return None,
    };
    Some(Err(why.into()))
}
