//! What is known of one client application. Its secret is never read.

use super::client_applications::{is_gone, is_unlisted, owner_name};
use super::connected_apps::owners as users;
use super::facts::{Fact, Facts};
use super::who::{list_words, refusal, time_words};
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{Application, ApplicationId, ApplicationOwner};

#[derive(Debug)]
pub struct ApplicationSettings(pub ApplicationId);

impl Facts for ApplicationSettings {
    fn resources(&self, model: &Model) -> Vec<Resource> {
        let own = Resource::from(AccessRead::Applications);
        let providers = model.organization.map(Resource::Providers);
        let users = users(model).map(Resource::from);
        [own].into_iter().chain(providers).chain(users).collect()
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let application = model.data.access.application(self.0);
        application.map_or_else(Vec::new, |application| facts(model, application))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Applications)
    }

    fn none(&self) -> &'static str {
        "This application is not among those that were read."
    }
}

pub fn facts(model: &Model, application: &Application) -> Vec<Fact> {
    let removed = application.former_provider.is_some();
    let unlisted = is_unlisted(model, application.provider);
    let provider = match (application.former_provider, application.provider) {
        (Some(id), _) => format!("removed ({id}). Register it again."),
        (None, provider) if unlisted => {
            format!("{}: not in the list of client providers", provider.id_text())
        }
        (None, provider) => model.provider_name(provider),
    };
    // Where the provider is gone, no page of it can be opened.
    let page = (!removed && !unlisted).then_some(RowId::Provider(application.provider));
    let mut facts = vec![
        Fact::new("Name", application.name.shown()),
        Fact::new("Id", application.id.to_string()),
        Fact::new("Client id", application.client_id.shown()),
        Fact::new("Client provider", provider).names(page),
    ];
    match application.owners.as_deref() {
        None => facts.push(Fact::unknown("Owner")),
        Some([]) => facts.push(Fact::new("Owner", "none").warning()),
        Some(owners) => facts.extend(owners.iter().map(|owner| owner_fact(model, owner))),
    }
    if model.data.access.shares_name(application) {
        facts.push(Fact::new("Same name", "another application is named alike").warning());
    }
    facts.extend([
        Fact::new("Grant types", list_words(application.grant_types.as_deref())),
        Fact::new("Redirect URIs", list_words(application.redirect_uris.as_deref())),
        Fact::new("Created", time_words(application.created)),
    ]);
    facts
}

fn owner_fact(model: &Model, owner: &ApplicationOwner) -> Fact {
    let name = owner_name(model, owner);
    match is_gone(model, owner) {
        Some(true) => Fact::new("Owner", format!("{name} (gone: no user of this organization)")).warning(),
        _ => Fact::new("Owner", name).names([RowId::User(owner.id)]),
    }
}
