//! What is drawn on, and who keeps a copy: the terminal and the recording of it.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use ratatui::layout::Position;

use super::event::EventSender;
use super::recorder::{Recorder, RecordingOptions, default_name};
use super::term::Term;
use crate::app::msg::Recording;
use crate::app::time::Now;
use crate::app::viewport::Size;
use crate::ui::kept_frame::KeptFrame;

#[derive(Debug)]
pub struct RecordedTerminal {
    pub term: Term,
    options: RecordingOptions,
    size: Size,
    recorder: Option<Recorder>,
}

impl RecordedTerminal {
    pub fn enter(size: Size, options: RecordingOptions, events: EventSender) -> anyhow::Result<Self> {
        let term = Term::enter(size, events);
        Ok(Self {
            term: term.map_err(|e| anyhow!("The terminal could not be set up: {e}."))?,
            options,
            size,
            recorder: None,
        })
    }

    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.term.resize(size);
    }

    /// Begins to record into `path`, or a file named by the time. Ends a recording that runs. Errors are sentences.
    pub fn record(&mut self, path: Option<&Path>, now: Now) -> Result<Recording, String> {
        if let Some(mut recorder) = self.recorder.take() {
            recorder.end(now.mono);
            self.term.tee(false);
            return Ok(Recording::Ended(recorder.file()));
        }
        let path = path.map_or_else(|| default_name(Path::new(""), now.unix, "cast"), PathBuf::from);
        self.recorder = Some(Recorder::begin(&path, &self.options, self.size, now.unix, now.mono)?);
        self.term.tee(true);
        // The first frame of a recording draws all of the screen.
        self.term.redraw();
        Ok(Recording::Began)
    }

    pub fn end_recording(&mut self, now: Now) {
        if let Some(recorder) = &mut self.recorder {
            recorder.end(now.mono);
        }
    }

    pub fn recorder(&mut self) -> Option<&mut Recorder> {
        self.recorder.as_mut()
    }

    /// Draws and records a frame. Returns why the recording ended, if it did.
    pub fn draw(
        &mut self,
        now: Now,
        draw: impl FnOnce(&mut KeptFrame) -> Option<Position>,
    ) -> io::Result<Option<String>> {
        self.term.draw(draw)?;
        let Some(recorder) = &mut self.recorder else {
            return Ok(None);
        };
        let bytes = self.term.teed();
        Ok(match recorder.frame(now.mono, self.size, &bytes) {
            Ok(()) => None,
            Err(why) => {
                self.recorder = None;
                self.term.tee(false);
                Some(why)
            }
        })
    }
}
