//! The delete dialogs: what each is about, what must be typed, and what is read again for it.

use super::beginning::Beginning;
use crate::app::component::Command;
use crate::app::delete_target::{DeleteTarget, Thing};
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::overlay::Overlay;
use crate::app::overlay::delete::Delete;
use crate::domain::confirm::Confirmation;
use crate::domain::{EnvironmentId, OrgId, Organization, ProviderRef, TeamId, Tree, Untrusted};

pub(super) fn provider(provider: ProviderRef, model: &Model) -> Beginning {
    let row = model.data.provider(provider);
    let (Some(here), Some(row), ProviderRef::External(id)) = (model.current_organization(), row, provider) else {
        let text = "This client provider is still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    };
    let rows = model.client_providers().unwrap_or_default().iter();
    let others = rows.filter(|other| other.id != provider);
    let others = others.map(|other| (&other.name, other.id.id_text())).collect();
    let listed = model.data.providers.get(&here.id).and_then(|rows| rows.get());
    let listed = listed.is_some_and(|rows| rows.coverage.partial_reason().is_none());
    let ask = ask_for(&row.name, &id.to_string(), others, model);
    let ask = unless_listed(listed, ask, &id.to_string(), model);
    let target = target(here, Thing::Provider(id, row.kind.clone()), &row.name);
    dialog(target, ask, Command::CheckImpact(provider), model)
}

pub(super) fn environment(id: EnvironmentId, model: &Model) -> Beginning {
    let data = &model.data;
    let environment = data.environment(id);
    let Some((environment, owner)) = environment.and_then(|e| Some((e, data.organization(e.organization)?))) else {
        return Beginning::default();
    };
    let Some(all) = data.environments.get() else {
        // One of the same name may still come.
        let text = "Environments are still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    };
    // The organization stands in the dialog: what has the same name elsewhere is told apart by that.
    let others = all
        .iter()
        .filter(|other| other.organization == owner.id && other.id != id);
    let others = others.map(|other| (&other.name, other.id.to_string())).collect();
    let listed = !data.partly_listed.contains(&owner.id);
    let ask = ask_for(&environment.name, &id.to_string(), others, model);
    let ask = unless_listed(listed, ask, &id.to_string(), model);
    let target = DeleteTarget {
        called: data.environment_name(id),
        ..target(owner, Thing::Environment(id, environment.kind), &environment.name)
    };
    let read = Command::Read(target.resources(model));
    dialog(target, ask, read, model)
}

pub(super) fn group(id: OrgId, model: &Model) -> Beginning {
    let Some(tree) = model.data.tree.get() else {
        return Beginning::default();
    };
    let Some(group) = tree.get(id) else {
        return Beginning::default();
    };
    let Some(above) = group.parents.last().and_then(|above| tree.get(*above)) else {
        let text = "You can't see the organization above this business group: it can't be deleted from here.";
        return Command::Notify(Tone::Warning, text.into()).into();
    };
    let others = tree.iter().filter(|other| other.id != id);
    let others = others.map(|other| (&other.name, other.id.to_string())).collect();
    let ask = ask_for(&group.name, &id.to_string(), others, model);
    let ask = unless_listed(tree.coverage().is_complete(), ask, &id.to_string(), model);
    let target = target(above, Thing::Group(id), &group.name);
    let read = Command::Read(target.resources(model));
    dialog(target, ask, read, model)
}

pub(super) fn team(id: TeamId, model: &Model) -> Beginning {
    let access = &model.data.access;
    let root = model.data.tree.get().and_then(Tree::root);
    let (Some(root), Some(team), Some(all)) = (root, access.team(id), access.teams()) else {
        let text = "Teams are still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    };
    let others = all.iter().filter(|other| other.id != id);
    let others = others.map(|other| (&other.name, other.id.to_string())).collect();
    let ask = ask_for(&team.name, &id.to_string(), others, model);
    let ask = unless_listed(all.is_complete(), ask, &id.to_string(), model);
    let target = target(root, Thing::Team(id), &team.name);
    let reads = access.team_loss_reads(id).into_iter().map(Resource::from);
    dialog(target, ask, Command::Read(reads.collect()), model)
}

/// What must be typed is what is seen: where a name or an id is masked, the stand-in of the id.
fn ask_for(name: &Untrusted, id: &str, others: Vec<(&Untrusted, String)>, model: &Model) -> Confirmation {
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

/// Where not all others are listed, another one may have the same name.
fn unless_listed(listed: bool, ask: Confirmation, id: &str, model: &Model) -> Confirmation {
    if listed { ask } else { ask.of_part(&model.show(id)) }
}

/// The dialog. What it says may have changed since it was read, so that `read` follows.
fn dialog(target: DeleteTarget, ask: Confirmation, read: Command, model: &Model) -> Beginning {
    let protected = model.live.as_ref().is_some_and(|live| live.protected);
    let root = model.data.tree.get().and_then(|tree| tree.root());
    let root = root.filter(|_| protected);
    if protected && root.is_none() {
        let text = "The organization is protected, and you can't see its root: nothing can be deleted from here.";
        return Beginning {
            popup: None,
            commands: vec![Command::Notify(Tone::Warning, text.into()), read],
        };
    }
    let guard = root.map(|root| ask_for(&root.name, &root.id.to_string(), Vec::new(), model));
    let mut dialog = Delete::new(target, ask, model.now);
    if let Some(guard) = guard {
        dialog = dialog.guarded(guard);
    }
    Beginning {
        popup: Some(Overlay::Delete(Box::new(dialog))),
        commands: vec![read],
    }
}

fn target(owner: &Organization, thing: Thing, name: &Untrusted) -> DeleteTarget {
    DeleteTarget {
        organization: owner.id,
        organization_name: (owner.name.clone(), owner.is_root()),
        thing,
        name: name.clone(),
        called: name.shown().into_owned(),
    }
}
