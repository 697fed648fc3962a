//! Deleting: the dialog for what is meant, how much is known of what it takes along, and what becomes of it.

use super::App;
use super::connection::Mode;
use super::doubts::Doubted;
use super::line::{Line, Tone};
use super::location::{Location, Place};
use super::overlay::Overlay;
use super::overlay::delete::{Delete, DeleteTarget, Known, NOTHING, Step, Thing};
use super::overlay::viewer::Viewer;
use super::resource::Resource;
use super::session::StartAt;
use super::touched::Touched;
use crate::domain::impact::ChangeEffects;
use crate::domain::{EnvironmentId, ProviderRef};

impl App {
    /// How much of what the open dialog's thing takes along is known.
    #[must_use]
    pub fn known(&self) -> Known {
        let dialog = self.dialog();
        dialog.map_or(Known::Part, |dialog| {
            dialog.target.known(&self.model, self.loading_since())
        })
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
                self.refresh();
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
                self.model.notify(Tone::Plain, text);
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
                self.model.notify(Tone::Plain, format!("{NOTHING} This is a dry run."));
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
                self.model.notify(Tone::Bad, text);
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
        self.model.data.add_effects(trace);
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
