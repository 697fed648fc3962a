//! The place to open after signing in, and how it is found by name or id.

use super::access_read::AccessRead;
use super::list::{List, RowId};
use super::location::{Location, Place, PlaceLeft};
use super::model::Model;
use super::model::resource::Resource;
use super::pane::Pane;
use crate::domain::near::suggestion;
use crate::domain::text::{escape, identifies};
use crate::domain::{OrgId, Tree, Untrusted};

/// Where to go as soon as that can be found.
#[derive(Debug)]
pub(super) struct StartAt {
    pub(super) place: Place,
    /// Who is asked there once more whether to delete: who was signed out while the dialog was open.
    pub(super) delete: Option<Untrusted>,
    /// The tab that is opened there, and the filter of its list.
    pub(super) tab: String,
    pub(super) filter: String,
}

impl From<Place> for StartAt {
    fn from(place: Place) -> Self {
        Self {
            place,
            delete: None,
            tab: String::new(),
            filter: String::new(),
        }
    }
}

impl StartAt {
    /// Where somebody was who was signed out: `delete` of them is asked again.
    pub(super) fn again(place: Place, delete: Option<Untrusted>) -> Self {
        Self {
            delete,
            ..Self::from(place)
        }
    }

    /// Goes back to where somebody was the last time, unless they are somewhere or go elsewhere already.
    pub(super) fn come_back(next: &mut Option<Self>, left: PlaceLeft, here: Option<OrgId>) {
        let place = Place::parse(&left.open).filter(|_| next.is_none() && here.is_none());
        if let Some(place) = place {
            *next = Some(Self {
                tab: left.tab,
                filter: left.filter,
                ..Self::from(place)
            });
        }
    }

    /// The list that it is, or is in.
    pub(super) fn list(&self) -> Location {
        match self.place {
            Place::List(at) | Place::Object(at, _) => at,
            Place::Provider(_) => Location::ClientProviders,
        }
    }
}

/// The organization that `ANYPOINT_ORG` names, or a sentence that says why there is none.
pub(super) fn organization(wanted: &str, tree: &Tree) -> Result<OrgId, String> {
    let named = tree.iter().filter(|o| identifies(wanted, &o.id.to_string(), &o.name));
    let found: Vec<OrgId> = named.map(|o| o.id).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("There is no organization '{}' here.", escape(wanted))),
        _ => Err("Several organizations have the name in ANYPOINT_ORG. Use the id.".into()),
    }
}

/// The lists in which a pane's rows stand.
pub(super) fn lists(pane: &Pane, model: &Model) -> Vec<Resource> {
    let all = pane.resources(model);
    let apis = matches!(all.first(), Some(Resource::Environments));
    let part = |resource: &Resource| match resource {
        Resource::Access(AccessRead::Roles(_)) => true,
        Resource::Use(_) => apis,
        _ => false,
    };
    let more = all.iter().skip(1).copied().filter(part);
    all.first().copied().into_iter().chain(more).collect()
}

/// The row of a pane whose thing has this name or id, or a sentence that says why there is none.
pub(super) fn object(wanted: &str, pane: &Pane, model: &Model) -> Result<RowId, String> {
    let rows = pane.view().rows(model, &List::default());
    let named = |row: &&RowId| {
        model
            .identity(**row)
            .is_some_and(|(name, id)| identifies(wanted, &id, name))
    };
    let found: Vec<&RowId> = rows.iter().filter(named).collect();
    let title = pane.view().title(model).to_lowercase();
    let name = escape(wanted);
    match found.as_slice() {
        [one] => Ok(**one),
        [] => {
            let all = rows.iter().filter_map(|row| Some(model.identity(*row)?.0.shown()));
            let all: Vec<_> = all.collect();
            let near = suggestion(wanted, all.iter().map(|name| &**name));
            Err(format!(
                "There is no {} '{name}' here.{near}",
                title.trim_end_matches('s')
            ))
        }
        several => Err(format!("{} {title} are named '{name}'. Use the id.", several.len())),
    }
}
