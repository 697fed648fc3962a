//! What was asked for before what it needs was read: it is done as soon as that has come, where it is still wanted.

use super::App;
use super::action::Action;
use super::deeds::Deed;
use super::notice::Tone;
use super::page::Page;
use super::slot::Slot;
use crate::domain::ProviderRef;

/// Something that waits for what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// An action on a client provider that is being read.
    Provider(ProviderRef, Action),
    /// The beginning of a deed, which needs more than one piece.
    Deed(Deed),
}

impl App {
    /// Begins `deed` once what it needs is read. What could not be read is not waited for: that is said.
    pub(super) fn once_read(&mut self, deed: Deed) {
        if !self.reads_for(deed) {
            let text = "Not every environment could be read. Press r to try again.";
            return self.world.say(Tone::Warning, text);
        }
        self.after = Some(After::Deed(deed));
        self.world
            .say(Tone::Plain, "Opens as soon as the environments are read.");
    }

    /// Whether a piece that `deed` needs is on its way, or will be asked for with what is on screen.
    fn reads_for(&self, deed: Deed) -> bool {
        let data = &self.world.data;
        let needed = match deed {
            Deed::Associate(id) => vec![Slot::Environments, Slot::Use(id)],
            _ => self.world.impact_slots(),
        };
        let comes = |slot: &Slot| data.loading_since(*slot).is_some() || data.absent(*slot);
        needed.iter().any(comes)
    }

    /// Something was read, `slot` where it was a piece that somebody waited for: what waited for it is done.
    pub(super) fn follow_up(&mut self, slot: Option<Slot>) {
        match (self.after, slot) {
            (Some(After::Provider(wanted, action)), Some(Slot::Provider(_, provider))) if provider == wanted => {
                self.after = None;
                self.provider_came(provider, action, slot);
            }
            (Some(After::Deed(deed)), Some(_)) => {
                self.settle();
                // Meanwhile one went elsewhere, or opened something: then it is not wanted any more.
                let wanted = self.overlays.is_empty() && self.deed(Action::Edit) == Some(Ok(deed));
                if !wanted {
                    self.after = None;
                } else if self.has_read_for(deed) || !self.reads_for(deed) {
                    self.after = None;
                    self.world.notices.hide();
                    self.begin_deed(deed, None);
                }
            }
            _ => {}
        }
    }

    /// Whether everything that `deed` needs is there.
    pub(super) fn has_read_for(&self, deed: Deed) -> bool {
        let data = &self.world.data;
        match deed {
            Deed::Associate(id) => data.environment(id).is_some() && data.environment_use(id).is_some(),
            _ => data.all_read,
        }
    }

    fn provider_came(&mut self, provider: ProviderRef, action: Action, slot: Option<Slot>) {
        let same = self.page().and_then(Page::provider) == Some(provider);
        let still = match action {
            Action::CopyJson => true,
            Action::Json => self.overlays.is_empty(),
            _ => self.overlays.is_empty() && same,
        };
        let error = slot.and_then(|slot| self.world.data.error(slot));
        match error.map(ToString::to_string).filter(|_| still) {
            None if !still => {}
            Some(error) => self.world.say(Tone::Bad, error),
            None => self.with_detail(provider, action),
        }
    }
}
