//! What a deletion wants typed: the name of the thing as it is now, or its id.

use crate::app::delete_target::{DeleteTarget, Thing};
use crate::app::model::Model;
use crate::domain::confirm::Confirmation;
use crate::domain::{ProviderRef, Untrusted};

/// How the thing is called now, and what must be typed for that.
pub struct NameAsked {
    pub name: Untrusted,
    /// How it is called in sentences, fit to be shown.
    pub called: String,
    pub ask: Confirmation,
}

/// The same for what a dialog is about; `None` where it isn't listed.
pub fn asked(target: &DeleteTarget, model: &Model) -> Option<NameAsked> {
    let data = &model.data;
    let id = target.id();
    let (name, others, listed): (&Untrusted, Vec<(&Untrusted, String)>, bool) = match target.thing {
        Thing::Provider(own, _) => {
            let own = ProviderRef::External(own);
            let rows = model.client_providers().unwrap_or_default().iter();
            let others = rows.filter(|other| other.id != own);
            let listed = data.providers.get(&target.organization).and_then(|rows| rows.get());
            let listed = listed.is_some_and(|rows| rows.coverage.partial_reason().is_none());
            let others = others.map(|other| (&other.name, other.id.id_text()));
            (&data.provider(own)?.name, others.collect(), listed)
        }
        Thing::Environment(own, _) => {
            // The dialog names the organization. That tells it from another one of the same name elsewhere.
            let all = data.environments.get()?.iter();
            let others = all.filter(|other| other.organization == target.organization && other.id != own);
            let listed = !data.partly_listed.contains(&target.organization);
            let others = others.map(|other| (&other.name, other.id.to_string()));
            (&data.environment(own)?.name, others.collect(), listed)
        }
        Thing::Group(own) => {
            let tree = data.tree.get()?;
            let others = tree.iter().filter(|other| other.id != own);
            let others = others.map(|other| (&other.name, other.id.to_string()));
            (&tree.get(own)?.name, others.collect(), tree.coverage().is_complete())
        }
        Thing::Team(own) => {
            let all = data.access.teams()?;
            let others = all.iter().filter(|other| other.id != own);
            let others = others.map(|other| (&other.name, other.id.to_string()));
            (&data.access.team(own)?.name, others.collect(), all.is_complete())
        }
    };
    let ask = ask_for(name, &id, others, model);
    // The list may be incomplete. Then another thing may have the same name.
    let ask = if listed { ask } else { ask.of_part(&model.show(&*id)) };
    Some(NameAsked {
        name: name.clone(),
        called: match target.thing {
            Thing::Environment(own, _) => data.environment_name(own),
            _ => name.shown().into_owned(),
        },
        ask,
    })
}

/// What must be typed is what is seen: where a name or an id is masked, the stand-in of the id.
pub fn ask_for(name: &Untrusted, id: &str, others: Vec<(&Untrusted, String)>, model: &Model) -> Confirmation {
    let shown = |id: &str| model.show(id).to_string();
    let ask = Confirmation::new(
        name,
        &shown(id),
        others.into_iter().map(|(name, id)| (name, shown(&id))),
    );
    if model.hides(&name.shown()) {
        ask.hidden_name(&shown(id))
    } else {
        ask
    }
}
