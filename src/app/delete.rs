//! Deleting: the dialog for what is meant, how much is known of what it takes along, and what becomes of it.

use super::connection::Mode;
use super::doubts::Doubted;
use super::key::Key;
use super::line::{Line, Tone};
use super::location::{Location, Place};
use super::overlay::Overlay;
use super::overlay::delete::{Delete, DeleteTarget, Known, NOTHING, Step, Thing};
use super::overlay::viewer::Viewer;
use super::resource::Resource;
use super::session::StartAt;
use super::touched::Touched;
use super::{App, PATIENCE};
use crate::domain::confirm::Confirmation;
use crate::domain::impact::{ChangeEffects, Impact};
use crate::domain::{EnvironmentId, EnvironmentUse, OrgId, Organization, ProviderRef, Untrusted};

impl App {
    pub(super) fn delete_provider(&mut self, provider: ProviderRef, key: Option<Key>) {
        let row = self.model.data.provider(provider);
        let (Some(here), Some(row), ProviderRef::External(id)) = (self.model.here(), row, provider) else {
            return self.model.say(
                Tone::Plain,
                "This client provider is not loaded yet. Wait, then try again.",
            );
        };
        let rows = self.model.client_providers();
        let others = rows.into_iter().flatten().filter(|other| other.id != provider);
        let others = others.map(|other| (&other.name, other.id.id_text())).collect();
        let listed = self.model.data.providers.get(&here.id).and_then(|rows| rows.get());
        let listed = listed.is_some_and(|rows| rows.coverage.partial_reason().is_none());
        let ask = self.ask_for(&row.name, &id.to_string(), others);
        let ask = self.unless_listed(listed, ask, &id.to_string());
        let target = target(here, Thing::Provider(id, row.kind.clone()), &row.name);
        self.open_dialog(target, ask, key);
        self.check_again(provider);
    }

    pub(super) fn delete_environment(&mut self, id: EnvironmentId, key: Option<Key>) {
        let environment = self.model.data.environment(id);
        let Some((environment, owner)) =
            environment.and_then(|e| Some((e, self.model.data.organization(e.organization)?)))
        else {
            return;
        };
        let Some(all) = self.model.data.environments.get() else {
            // One of the same name may still come.
            let text = "Not every environment is listed yet. Wait, then try again.";
            return self.model.say(Tone::Plain, text);
        };
        // The organization stands in the dialog: what has the same name elsewhere is told apart by that.
        let others = all
            .iter()
            .filter(|other| other.organization == owner.id && other.id != id);
        let others = others.map(|other| (&other.name, other.id.to_string())).collect();
        let listed = !self.model.data.short.contains(&owner.id);
        let ask = self.ask_for(&environment.name, &id.to_string(), others);
        let ask = self.unless_listed(listed, ask, &id.to_string());
        let target = DeleteTarget {
            called: self.model.data.environment_name(id),
            ..target(owner, Thing::Environment(id, environment.kind), &environment.name)
        };
        self.open_dialog(target, ask, key);
        for resource in self.held([id].into_iter()) {
            self.ask_unless_asked(resource);
        }
    }

    pub(super) fn delete_group(&mut self, id: OrgId, key: Option<Key>) {
        let Some(tree) = self.model.data.tree.get() else {
            return;
        };
        let Some((group, above)) = tree.get(id).and_then(|g| Some((g, tree.get(*g.parents.last()?)?))) else {
            return;
        };
        let others = tree.iter().filter(|other| other.id != id);
        let others = others.map(|other| (&other.name, other.id.to_string())).collect();
        let ask = self.ask_for(&group.name, &id.to_string(), others);
        let target = target(above, Thing::Group(id), &group.name);
        self.open_dialog(target, ask, key);
        for resource in self.held_by_group(id) {
            self.ask_unless_asked(resource);
        }
    }

    /// What must be typed is what is seen: where a name or an id is masked, the stand-in of the id.
    fn ask_for(&self, name: &Untrusted, id: &str, others: Vec<(&Untrusted, String)>) -> Confirmation {
        let shown = |id: &str| self.model.masked(id).into_owned();
        let ask = Confirmation::new(
            name,
            &shown(id),
            others.into_iter().map(|(name, id)| (name, shown(&id))),
        );
        let seen = name.shown();
        if self.model.masked(&*seen) == seen {
            ask
        } else {
            ask.hidden_name(&shown(id))
        }
    }

    /// Where not all others are listed, another one may have the same name.
    fn unless_listed(&self, listed: bool, ask: Confirmation, id: &str) -> Confirmation {
        if listed {
            ask
        } else {
            ask.of_part(&self.model.masked(id))
        }
    }

    fn open_dialog(&mut self, target: DeleteTarget, ask: Confirmation, key: Option<Key>) {
        let protected = self.model.live.as_ref().is_some_and(|live| live.protected);
        let root = self
            .model
            .data
            .tree
            .get()
            .and_then(|tree| tree.root())
            .filter(|_| protected);
        if protected && root.is_none() {
            let text = "The organization is protected, and its root is not seen: nothing can be deleted from here.";
            return self.model.say(Tone::Warning, text);
        }
        let guard = root.map(|root| self.ask_for(&root.name, &root.id.to_string(), Vec::new()));
        let mut dialog = Delete::new(target, ask, self.model.now);
        if let Some(guard) = guard {
            dialog = dialog.guarded(guard);
        }
        self.overlay_by(Overlay::Delete(Box::new(dialog)), key);
    }

    /// How much of what the open dialog's thing takes along is known.
    #[must_use]
    pub fn known(&self) -> Known {
        let Some(dialog) = self.dialog() else {
            return Known::Part;
        };
        let data = &self.model.data;
        let (all, failed) = if let Some(id) = dialog.target.provider() {
            let impact = data.impact(id);
            let counted = data.counted(id) && impact.is_some_and(Impact::complete);
            let lost = impact.is_none_or(|i| !i.failed.is_empty());
            let failed = [Resource::Environments, Resource::Count(id)]
                .into_iter()
                .any(|s| data.error(s).is_some());
            (counted, lost || failed)
        } else {
            let resources = self.dialog_slots(dialog);
            (
                resources.iter().all(|s| data.is_ready(*s)) && self.verified(dialog, &resources),
                resources.iter().any(|s| data.error(*s).is_some()),
            )
        };
        if all {
            return Known::All;
        }
        let taken = self
            .loading_since()
            .map(|since| self.model.now.mono.saturating_sub(since));
        match taken {
            Some(taken) if !failed && taken < PATIENCE => Known::Soon,
            _ => Known::Part,
        }
    }

    /// Whether what the environments of the open dialog's thing hold is told in full: an app that sees no API may only not be
    /// allowed to, and of some APIs the contracts are not read.
    fn verified(&self, dialog: &Delete, resources: &[Resource]) -> bool {
        let data = &self.model.data;
        let mut uses = resources.iter().filter_map(|resource| match resource {
            Resource::Use(id) => data.environment_use(*id),
            _ => None,
        });
        let told = |uses: &EnvironmentUse| {
            uses.partial_reason().is_none() && uses.apis.is_complete() && uses.apis.iter().all(|api| api.known)
        };
        let listed = match dialog.target.thing {
            Thing::Group(id) => !data.short.contains(&id),
            _ => true,
        };
        listed && uses.all(|uses| told(uses))
    }

    /// Closes the delete dialog and whatever stands over it.
    fn close_dialog(&mut self) -> Option<Box<Delete>> {
        let at = self
            .router
            .overlays
            .iter()
            .position(|o| matches!(o, Overlay::Delete(_)))?;
        let closed = self.router.overlays.drain(at..).next();
        self.viewport.fits = false;
        self.mark_dirty();
        match closed {
            Some(Overlay::Delete(dialog)) => Some(dialog),
            _ => None,
        }
    }

    /// Does what the delete dialog wants.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Send(request) => {
                let deletes = DeleteTarget::deletes(&request);
                let ticket = self.send(request);
                let now = self.model.now;
                self.settle();
                let impact = self.dialog().and_then(|d| d.target.provider());
                let impact = impact.and_then(|id| self.model.data.impact(id));
                let trace = impact.filter(|_| deletes).map(ChangeEffects::from);
                if let Some(dialog) = self.dialog_mut() {
                    dialog.went(ticket, now);
                    dialog.trace = trace.unwrap_or_default();
                }
            }
            Step::Close(Tone::Plain, text) => {
                self.close_dialog();
                self.model.say(Tone::Plain, text);
            }
            Step::Close(tone, text) => {
                let dialog = self.close_dialog();
                self.model.outcome(tone, text);
                if let Some(dialog) = dialog {
                    self.reread_around(&dialog.target, false);
                }
            }
            Step::Gone => {
                if let Some(dialog) = self.close_dialog() {
                    let name = &dialog.target.called;
                    let text = format!("'{name}' is gone already: somebody else deleted it.");
                    self.model.outcome(Tone::Warning, text);
                    self.reread_around(&dialog.target, true);
                }
            }
            Step::Unknown => {
                if let Some(dialog) = self.close_dialog() {
                    let name = &dialog.target.called;
                    let text = format!("It is not known whether '{name}' was deleted. The next reading may tell.");
                    self.model.outcome(Tone::Bad, text);
                    let target = dialog.target.clone();
                    self.doubt(Doubted::Delete(Box::new(dialog.target), dialog.trace));
                    self.reread_around(&target, false);
                }
            }
            Step::Unsent(unsent) => {
                self.close_dialog();
                self.model.say(Tone::Plain, format!("{NOTHING} This is a dry run."));
                let lines = std::iter::once(unsent.request).chain(unsent.body);
                let lines = lines.map(|line| Line::text(Tone::Plain, line)).collect();
                self.overlay(Overlay::Viewer(Viewer::new("Not sent", lines)));
            }
            Step::Deleted(copy) => {
                if let Some(dialog) = self.close_dialog() {
                    self.input.swallow_presses(self.model.now);
                    self.deleted(&dialog.target, dialog.trace, copy.as_deref());
                }
            }
            Step::SignedOut => {
                // Signed in again, one is asked anew: with the same provider, and an empty field.
                let provider = self.dialog().filter(|d| d.target.provider().is_some());
                let provider = provider.map(|d| d.target.id());
                let user = self.model.account.as_ref().map(|a| a.username.clone());
                self.sign_out();
                self.ask_anew();
                let again = provider.is_some();
                self.session.open = provider.map(|id| StartAt {
                    place: Place::Provider(id),
                    delete: user,
                });
                let again = if again {
                    "Sign in to be asked again."
                } else {
                    "Sign in again."
                };
                let text = format!("{NOTHING} You are signed out. {again}");
                self.model.say(Tone::Bad, text);
            }
        }
    }

    /// Takes what is deleted off the screen: its row, its pages, and what went with it.
    fn remove(&mut self, target: &DeleteTarget) {
        let gone = target.page();
        let retired = |at: Location| matches!(at, Location::Retirement(id) if target.provider() == Some(ProviderRef::External(id)));
        self.router.pages.retain(|p| p.at != gone && !retired(p.at));
        if matches!(target.thing, Thing::Group(id) if self.model.organization == Some(id)) {
            self.model.organization = Some(target.organization);
        }
        self.model.data.remove(target.object());
        self.mark_dirty();
    }

    /// Reads again what the deletion alters, or would have altered; where it is `gone`, it goes off the screen at once.
    fn reread_around(&mut self, target: &DeleteTarget, gone: bool) {
        let data = &self.model.data;
        let all = data.environments.get().into_iter().flatten().map(|e| e.id);
        // What is on its way may tell how it was before: nobody knows yet whether it holds the provider.
        let may_hold = |id: &EnvironmentId, provider| {
            !data.is_ready(Resource::Use(*id)) || data.environment_use(*id).is_some_and(|uses| uses.holds(provider))
        };
        let lost = target
            .provider()
            .map(|provider| all.filter(|id| may_hold(id, provider)).collect());
        if gone {
            self.remove(target);
        }
        let touched = Touched::Deleted(target.object(), lost.unwrap_or_default());
        self.reread_touched(|resource| touched.holds(resource));
    }

    /// It is known to be deleted.
    pub(super) fn deleted(&mut self, target: &DeleteTarget, trace: ChangeEffects, copy: Option<&str>) {
        self.model.data.trace(trace);
        self.reread_around(target, true);
        let undo = self.model.undo_words("it");
        let name = &target.called;
        let noun = target.noun();
        // The folder as people write it, and the file in it.
        let folder = self.model.live.as_ref().map_or("", |live| live.copies.as_str());
        // The file is named by its provider's id, which a stand-in must hide.
        let shown = copy.filter(|_| self.model.mask.is_none());
        let file = shown.and_then(|file| file.rsplit('/').next());
        // Where the dialog itself found it gone the file is not told.
        let kept = self.model.mode == Mode::Live && target.provider().is_some();
        let copy = match file {
            Some(file) => format!(" Kept: {folder}/{file}"),
            None if kept => format!(" Kept in {folder}"),
            None => String::new(),
        };
        let text = format!("Deleted {noun} '{name}'.{undo}{copy}");
        self.model.outcome(Tone::Good, text);
    }

    /// The delete dialog, also where help stands over it.
    #[must_use]
    pub fn dialog(&self) -> Option<&Delete> {
        self.router.overlays.iter().find_map(Overlay::dialog)
    }

    pub(super) fn dialog_mut(&mut self) -> Option<&mut Delete> {
        self.router.overlays.iter_mut().find_map(Overlay::dialog_mut)
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
