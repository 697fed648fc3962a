//! The connected apps of an organization: what each may do, and who minds it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::sort::sorted_by;
use super::who::{day, last_fits, last_words, unknown_ages};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::query::{Fit, Query};
use crate::app::list::values::{Values, is_unknown};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::access::{broadest_scope, is_owner_gone};
use crate::domain::connected_app::AppKind;
use crate::domain::text::{count, fold};
use crate::domain::{ConnectedApp, Counted, LastTime, Listing, OrgId, Untrusted};

/// Where an app may act that acts on behalf of a user.
const OF_THE_USER: &str = "the user's";

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 17),
    fixed(Col::Type, "KIND", 10, 3).takes(Values::OneOf(&["own behalf", "user"])),
    fixed(Col::Scopes, "SCOPES", 10, 1),
    number(Col::Contexts, "CONTEXTS", 8, 5).takes(Values::NumberOr(OF_THE_USER)),
    fixed(Col::LastUsed, "LAST USED", 10, 2).takes(Values::Age),
    fixed(Col::Owner, "OWNER", 16, 0).takes(Values::TextOr("gone")),
    fixed(Col::Status, "STATUS", 8, 4).takes(Values::OneOf(&["enabled", "disabled"])),
];

#[derive(Debug)]
pub struct ConnectedAppsView;

/// Owners may be users of the root, wherever the app is.
pub fn owners(model: &Model) -> Option<AccessRead> {
    Some(AccessRead::Users(model.data.tree.get()?.root()?.id))
}

/// The list of this organization and the users who may own one; nothing where nobody works anywhere.
fn lists(model: &Model) -> impl Iterator<Item = Resource> {
    let apps = model.organization.map(AccessRead::ConnectedApps);
    apps.into_iter().chain(owners(model)).map(Resource::from)
}

fn scopes_of(row: RowId) -> Option<Resource> {
    match row {
        RowId::ConnectedApp(organization, id) => Some(AccessRead::AppScopes(organization, id).into()),
        _ => None,
    }
}

fn app_of(model: &Model, row: RowId) -> Option<(OrgId, &ConnectedApp)> {
    match row {
        RowId::ConnectedApp(organization, id) => {
            Some((organization, model.data.access.connected_app(organization, id)?))
        }
        _ => None,
    }
}

impl View for ConnectedAppsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Connected Apps".into()
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        model.organization.map(AccessRead::ConnectedApps)
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        // One request an app: what asks about scopes needs all, else those in view are enough.
        let typed = fold(list.filter.value());
        let asked = !list.filtering && Query::of(&typed, COLUMNS).names(Col::Scopes);
        let ordered = matches!(sorted_by(self, model, list), Some(Col::Scopes | Col::Contexts));
        let scopes = if asked || ordered {
            self.rows(model, list).into_iter().filter_map(scopes_of).collect()
        } else {
            self.in_view(model, list)
        };
        lists(model).chain(scopes).collect()
    }

    fn in_view(&self, model: &Model, list: &List) -> Vec<Resource> {
        let in_view = list.rows.iter().skip(list.top).take(model.size.height.into());
        in_view.copied().filter_map(scopes_of).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let apps = model.data.access.connected_apps(here).into_iter();
        apps.flat_map(|apps| apps.iter())
            .map(|app| RowId::ConnectedApp(here, app.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let (organization, app) = app_of(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(app.name.shown()),
            Col::Type => Cell::plain(app.kind().label()),
            Col::Scopes => {
                let scopes = scopes(model, organization, app)?;
                let n = Counted::from(&scopes).words()?;
                match broadest_scope(scopes.iter().copied()) {
                    Some(scope) if scope.raw() == "full" => Cell::of(format!("{n} (full)"), Tone::Warning),
                    Some(scope) if scope.raw().starts_with("admin:") => Cell::of(format!("{n} (admin)"), Tone::Warning),
                    _ => Cell::plain(n),
                }
            }
            Col::Contexts if app.kind() == AppKind::User => Cell::dim(OF_THE_USER),
            Col::Contexts => {
                let scopes = model.data.access.app_scopes(organization, app.id)?;
                let contexts = each_once(scopes, scopes.iter().map(|scope| &scope.context));
                Cell::plain(Counted::from(&contexts).words()?)
            }
            Col::LastUsed => last_used_cell(app.last_used),
            Col::Owner => owner_cell(model, app),
            Col::Status => match app.enabled {
                Some(true) => Cell::of("enabled", Tone::Good),
                Some(false) => Cell::of("disabled", Tone::Warning),
                None => Cell::dim("unknown"),
            },
            _ => return None,
        })
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        let (_, app) = app_of(model, row)?;
        (col == Col::LastUsed).then(|| last_words(app.last_used))
    }

    fn left_out(&self, model: &Model, list: &List, fits: &dyn Fn(RowId, Col) -> bool) -> Option<Line> {
        let filter = list.filter.value();
        let column = (Col::LastUsed, "unused");
        let nouns = ("app whose last use", "apps whose last use");
        unknown_ages(filter, column, COLUMNS, nouns, || {
            let apps = model
                .organization
                .and_then(|here| model.data.access.connected_apps(here));
            let unknown = |app: &&ConnectedApp| {
                let row = model.organization.map(|here| RowId::ConnectedApp(here, app.id));
                app.last_used == LastTime::Unknown && row.is_some_and(|row| fits(row, Col::LastUsed))
            };
            apps.map_or(0, |apps| apps.iter().filter(unknown).count())
        })
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let (organization, app) = app_of(model, row)?;
        match col {
            Col::Scopes => {
                let Some(scopes) = scopes(model, organization, app) else {
                    return Some(if is_unknown(wanted) { Fit::Yes } else { Fit::Unknown });
                };
                let found = scopes.iter().any(|scope| fold(scope.raw()).contains(wanted));
                Some(Fit::from((found || scopes.is_complete()).then_some(found)))
            }
            Col::LastUsed => Some(last_fits(wanted, app.last_used, app.created, model)),
            Col::Owner if wanted == "gone" => Some(has_no_owner(model, app).into()),
            _ => None,
        }
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let below = groups_below(model).map(|n| {
            let text = format!(
                "Apps of the {} below aren't listed here. Work in one to see them.",
                count(n, "business group", "business groups")
            );
            Line::text(Tone::Dim, text)
        });
        below.into_iter().collect()
    }

    fn none(&self, _: &Model) -> &'static str {
        "No connected apps."
    }
}

/// How many business groups stand below the organization, which have apps of their own; `None` where there are none.
pub(super) fn groups_below(model: &Model) -> Option<usize> {
    let here = model.organization?;
    let all = model.data.tree.get()?.iter();
    Some(all.filter(|one| one.parents.contains(&here)).count()).filter(|n| *n > 0)
}

/// The scopes of an app, each once: as its own list has them, else as the list of apps does; `None` while they aren't known.
fn scopes<'a>(model: &'a Model, organization: OrgId, app: &'a ConnectedApp) -> Option<Listing<&'a Untrusted>> {
    let own = model.data.access.app_scopes(organization, app.id);
    let own = own.filter(|scopes| scopes.is_complete() || !scopes.is_empty());
    let own = own.map(|scopes| each_once(scopes, scopes.iter().map(|one| &one.scope)));
    own.or_else(|| Some(app.scopes.as_ref()?.iter().collect::<Vec<_>>().into()))
}

/// What the rows of a list name, each once: as whole as the list is.
fn each_once<T, U: Ord>(list: &Listing<T>, named: impl Iterator<Item = U>) -> Listing<U> {
    let all: BTreeSet<U> = named.collect();
    Listing {
        rows: all.into_iter().collect(),
        coverage: list.coverage.clone(),
    }
}

/// Whether the owner is no user any more; `None` where that isn't known.
pub fn has_no_owner(model: &Model, app: &ConnectedApp) -> Option<bool> {
    let access = &model.data.access;
    let users = owners(model)?;
    let all = model.data.is_ready(users.into()) && access.coverage(users).is_complete();
    is_owner_gone(app, |id| access.user(id), all)
}

fn owner_cell<'a>(model: &'a Model, app: &ConnectedApp) -> Cell<'a> {
    let name = app.owner.map(|id| match model.data.access.user(id) {
        Some(user) => user.username.shown(),
        None => id.as_str().chars().take(8).collect::<String>().into(),
    });
    match (name, has_no_owner(model, app)) {
        (Some(name), Some(true)) => Cell::of(format!("{name} (gone)"), Tone::Warning),
        (Some(name), _) => Cell::plain(name),
        (None, _) => Cell::dim("unknown"),
    }
}

pub fn last_used_cell(last: LastTime) -> Cell<'static> {
    match last {
        LastTime::At(time) => Cell::plain(day(time)),
        LastTime::Never => Cell::of("never", Tone::Warning),
        LastTime::Unknown => Cell::dim("unknown"),
    }
}
