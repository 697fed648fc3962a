//! The delete dialogs: what each is about, what must be typed, and what is read again for it.

use super::beginning::Beginning;
use crate::app::component::Command;
use crate::app::delete_target::{DeleteTarget, Thing};
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::overlay::Overlay;
use crate::app::overlay::delete::{Delete, ask_for, asked};
use crate::domain::{EnvironmentId, OrgId, Organization, ProviderRef, TeamId, Tree, Untrusted};

pub(super) fn provider(provider: ProviderRef, model: &Model) -> Beginning {
    let row = model.data.provider(provider);
    let (Some(here), Some(row), ProviderRef::External(id)) = (model.current_organization(), row, provider) else {
        let text = "This client provider is still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    };
    let target = target(here, Thing::Provider(id, row.kind.clone()), &row.name);
    dialog(target, Command::CheckImpact(provider), model)
}

pub(super) fn environment(id: EnvironmentId, model: &Model) -> Beginning {
    let data = &model.data;
    let environment = data.environment(id);
    let Some((environment, owner)) = environment.and_then(|e| Some((e, data.organization(e.organization)?))) else {
        return Beginning::default();
    };
    if data.environments.get().is_none() {
        // One of the same name may still come.
        let text = "Environments are still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    }
    let target = target(owner, Thing::Environment(id, environment.kind), &environment.name);
    let read = Command::Read(target.resources(model));
    dialog(target, read, model)
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
    let target = target(above, Thing::Group(id), &group.name);
    let read = Command::Read(target.resources(model));
    dialog(target, read, model)
}

pub(super) fn team(id: TeamId, model: &Model) -> Beginning {
    let access = &model.data.access;
    let root = model.data.tree.get().and_then(Tree::root);
    let (Some(root), Some(team)) = (root, access.team(id)) else {
        let text = "Teams are still loading. Try again in a moment.";
        return Command::Notify(Tone::Plain, text.into()).into();
    };
    let target = target(root, Thing::Team(id), &team.name);
    let reads = access.team_loss_reads(id).into_iter().map(Resource::from);
    dialog(target, Command::Read(reads.collect()), model)
}

/// The dialog. What it says may have changed since it was read, so that `read` follows.
fn dialog(mut target: DeleteTarget, read: Command, model: &Model) -> Beginning {
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
    let Some(now) = asked(&target, model) else {
        return Beginning::default();
    };
    target.called = now.called;
    let mut dialog = Delete::new(target, now.ask, model.now);
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
