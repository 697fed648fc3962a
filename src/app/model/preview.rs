//! The preview beside lists, the reads that say who administers, and the errors that messages keep.

use super::Model;
use super::resource::Resource;
use crate::app::line::Tone;
use crate::app::viewport::{PREVIEW_WIDTH, Viewport};
use crate::domain::Error;

impl Model {
    /// Takes in what the screen shows; says whether other things are read for it.
    pub(in crate::app) fn sees(&mut self, seen: Viewport) -> bool {
        self.notices.shown(seen.notices, self.now);
        std::mem::replace(&mut self.seen, seen).preview != seen.preview
    }

    pub(in crate::app) fn toggle_preview(&mut self) {
        self.preview = !self.seen.preview;
        if !self.seen.preview && self.size.width < PREVIEW_WIDTH {
            let text = format!("The preview is on. It shows in a window of {PREVIEW_WIDTH} columns or more.");
            self.notify(Tone::Plain, text);
        }
    }

    /// Keeps why something couldn't be read.
    pub(in crate::app) fn keep_error(&mut self, resource: Resource) {
        let error = self.data.error(resource).filter(|error| **error != Error::Stopped);
        if let Some(text) = error.map(|error| format!("Not read: {error}")) {
            self.notices.keep(text, self.now);
        }
    }

    /// The resources that say who administers the current organization.
    pub fn administrator_resources(&self) -> Vec<Resource> {
        let of = self.organization.map(|here| self.data.with_those_above(here));
        let reads = of.map(|of| self.data.access.administrator_reads(&of));
        reads.into_iter().flatten().map(Resource::from).collect()
    }
}
