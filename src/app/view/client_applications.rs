//! The client applications of all client providers: whose they are, and what they call.

use super::sort::sorted_by;
use super::who::{day, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::query::{Fit, Query};
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::domain::access::is_user_gone;
use crate::domain::text::{count, fold};
use crate::domain::{Application, ApplicationId, ApplicationOwner, Counted, Listing, ProviderRef};

use super::connected_apps::owners as users;

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    fixed(Col::Provider, "CLIENT PROVIDER", 18, 3),
    fixed(Col::Owner, "OWNER", 16, 2).takes(Values::TextOr("gone")),
    number(Col::Contracts, "CONTRACTS", 9, 1),
    fixed(Col::GrantTypes, "GRANT TYPES", 20, 5),
    fixed(Col::Created, "CREATED", 10, 4),
];

/// What a cell says of contracts whose number isn't read.
const SOME: &str = "1+";

#[derive(Debug)]
pub struct ClientApplicationsView;

fn application(model: &Model, row: RowId) -> Option<&Application> {
    match row {
        RowId::Application(id) => model.data.access.application(id),
        _ => None,
    }
}

fn contracts_of(row: RowId) -> Option<Resource> {
    match row {
        RowId::Application(id) => Some(AccessRead::ApplicationContracts(id).into()),
        _ => None,
    }
}

impl ClientApplicationsView {
    /// What tells the contracts of all applications. One list says which have some. Their number takes a request an
    /// application, and so does each application that the list doesn't tell of.
    fn contract_reads(&self, model: &Model, list: &List, counted: bool) -> Vec<Resource> {
        let which = Resource::from(AccessRead::ContractedApplications);
        let mut reads = vec![which];
        let access = &model.data.access;
        let told = model.data.is_ready(which) || model.data.error(which).is_some();
        // Who is refused some is refused all.
        if told && !access.contract_reads().refused {
            let rows = self.rows(model, list).into_iter();
            let needed = rows.filter(|row| match row {
                RowId::Application(id) => access.has_contracts(*id).is_none_or(|some| some && counted),
                _ => false,
            });
            reads.extend(needed.filter_map(contracts_of));
        }
        reads
    }
}

impl View for ClientApplicationsView {
    fn tab(&self) -> &'static str {
        "Client Applications"
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let mut all = self.in_view(model, list);
        let typed = fold(list.filter.value());
        let query = Query::of(&typed, COLUMNS);
        let asked = !list.filtering && query.names(Col::Contracts);
        let counted = sorted_by(self, model, list) == Some(Col::Contracts);
        if asked || counted {
            all.extend(self.contract_reads(model, list, counted || !query.is_told_by(Col::Contracts, SOME)));
        }
        all
    }

    /// It stands beside another list.
    fn waits_for_focus(&self, _: &Model) -> bool {
        true
    }

    fn in_view(&self, model: &Model, list: &List) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let lists = [Resource::from(AccessRead::Applications), Resource::Providers(here)];
        let users = users(model).map(Resource::from);
        let in_view = list.rows.iter().skip(list.top).take(model.size.height.into());
        let contracts = in_view.copied().filter_map(contracts_of);
        lists.into_iter().chain(users).chain(contracts).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = model.data.access.applications().into_iter().flat_map(|all| all.iter());
        all.map(|one| RowId::Application(one.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let application = application(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(application.name.shown()),
            Col::Provider => provider_cell(model, application),
            Col::Owner => owner_cell(model, application),
            Col::Contracts => contracts_cell(model, application.id)?,
            Col::GrantTypes => {
                let types: Vec<_> = application.grant_types.as_ref()?.iter().map(|t| t.shown()).collect();
                Cell::dim(types.join(", "))
            }
            _ => match application.created {
                Some(time) => Cell::plain(day(time)),
                None => Cell::dim("unknown"),
            },
        })
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        let created = application(model, row)?.created.filter(|_| col == Col::Created);
        Some(created?.to_string())
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let application = application(model, row)?;
        match col {
            Col::SameName => {
                let shared = model.data.access.shares_name(application);
                // One that isn't read yet may have the name as well.
                let known = shared || model.data.access.coverage(AccessRead::Applications).is_complete();
                let says = if shared { "yes" } else { "no" };
                Some(Fit::from(known.then(|| says.starts_with(wanted))))
            }
            Col::Owner if wanted == "gone" => {
                let Some(owners) = application.owners.as_ref() else {
                    return Some(Fit::Unknown);
                };
                let gone: Vec<_> = owners.iter().map(|owner| is_gone(model, owner)).collect();
                let all_known = gone.iter().all(Option::is_some);
                let stays = gone.contains(&Some(false)) || gone.is_empty();
                Some(Fit::from((stays || all_known).then_some(!stays)))
            }
            _ => None,
        }
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        contracts_note(model).into_iter().collect()
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::GrantTypes)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Applications)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No client applications."
    }
}

/// Its own list says how many; else that of all that have some says whether.
fn contracts_cell(model: &Model, id: ApplicationId) -> Option<Cell<'static>> {
    let access = &model.data.access;
    let own = access.application_contracts(id);
    if let Some(words) = own.and_then(|own| Counted::from(own).words()) {
        let none = own.is_some_and(|own| own.is_complete() && own.is_empty());
        return Some(Cell::of(words, if none { Tone::Warning } else { Tone::Plain }));
    }
    let (words, tone) = if access.has_contracts(id)? {
        (SOME, Tone::Plain)
    } else {
        ("0", Tone::Warning)
    };
    Some(Cell::of(words, tone))
}

/// How far the contracts of all are read, once somebody asked for all of them, and of how many they stay unknown.
fn contracts_note(model: &Model) -> Option<Line> {
    let access = &model.data.access;
    let listed = access.contracted_applications();
    let reads = access.contract_reads();
    // Those in view are read as well, whether the list has them or not.
    let all = listed.map_or(access.applications()?.len(), |listed| listed.max(reads.asked));
    if all == 0 || (reads.asked < all && !reads.refused) {
        return None;
    }
    if reads.loading > 0 {
        let read = reads.asked - reads.loading;
        let text = format!("Reading contracts: {read} of {all} applications. Esc clears the filter, then stops.");
        // Neither the demo nor a file takes long, and no row moves for it.
        return model.mode.is_live().then(|| Line::text(Tone::Dim, text));
    }
    if listed.is_some() {
        return None;
    }
    let unknown = reads.unknown + all.saturating_sub(reads.asked);
    let text = format!(
        "The contracts of {} aren't known. Filter by contracts:unknown to see them.",
        count(unknown, "application", "applications")
    );
    (unknown > 0).then(|| Line::text(Tone::Warning, text))
}

/// Whether the list of all client providers has none with the id that an application names.
pub fn is_unlisted(model: &Model, provider: ProviderRef) -> bool {
    model.organization.is_some_and(|here| {
        let read = model.data.providers.get(&here);
        let rows = read
            .filter(|read| read.is_ready() && model.sees_all())
            .and_then(Remote::get);
        rows.is_some_and(Listing::is_complete) && !model.data.lists_provider(here, provider)
    })
}

/// Where an application is registered. `removed` tells that it must be registered again (R71).
pub fn provider_cell(model: &Model, application: &Application) -> Cell<'static> {
    match application.provider {
        _ if application.former_provider.is_some() => Cell::of("removed", Tone::Warning),
        // It may also be newer than the list.
        ProviderRef::External(id) if is_unlisted(model, application.provider) => {
            Cell::of(format!("removed? {}", id.short()), Tone::Warning)
        }
        provider => Cell::plain(model.provider_name(provider)),
    }
}

/// Whether an owner is no user any more; `None` where that isn't known.
pub fn is_gone(model: &Model, owner: &ApplicationOwner) -> Option<bool> {
    let access = &model.data.access;
    let users = users(model)?;
    let all = model.data.is_ready(users.into()) && access.coverage(users).is_complete();
    is_user_gone(access.user(owner.id), all)
}

pub fn owner_name(model: &Model, owner: &ApplicationOwner) -> String {
    let user = model.data.access.user(owner.id).map(|user| &user.username);
    let name = user.or(owner.name.as_ref());
    name.map_or_else(
        || owner.id.as_str().chars().take(8).collect(),
        |name| name.shown().into_owned(),
    )
}

fn owner_cell<'a>(model: &Model, application: &Application) -> Cell<'a> {
    let Some(owners) = application.owners.as_deref() else {
        return Cell::dim("unknown");
    };
    match owners {
        [] => Cell::of("none", Tone::Warning),
        [one] if is_gone(model, one) == Some(true) => {
            Cell::of(format!("{} (gone)", owner_name(model, one)), Tone::Warning)
        }
        [one] => Cell::plain(owner_name(model, one)),
        [one, more @ ..] => Cell::plain(format!("{} +{}", owner_name(model, one), more.len())),
    }
}
