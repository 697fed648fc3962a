//! Recording what is on screen: a copy of every frame goes into a cast.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::paths;
use crate::app::viewport::Size;
use crate::backend::Output;
use crate::domain::text::escape;
use crate::stage::cast::{Cast, Version};

/// What every recording begins with: a cleared screen of its own.
const CLEARED: &[u8] = b"\x1b[?1049h\x1b[H\x1b[2J";

/// What every recording ends with.
const RESTORED: &[u8] = b"\x1b[m\x1b[?25h\x1b[?1049l";

#[derive(Debug)]
pub struct Recorder {
    cast: Cast<File>,
    path: PathBuf,
    hidden: bool,
}

#[derive(Clone, Debug, Default)]
pub struct RecordingOptions {
    pub version: Version,
    pub output: Output,
}

impl Recorder {
    /// Begins a recording. The next frame must draw all of the screen.
    ///
    /// # Errors
    /// A sentence that says why it does not begin.
    pub fn begin(
        path: &Path,
        options: &RecordingOptions,
        size: Size,
        unix: i64,
        now: Duration,
    ) -> Result<Self, String> {
        let file = options.output.create(path);
        let file = file.map_err(|e| format!("Nothing is recorded: {e}"))?;
        let begin = || -> io::Result<Cast<File>> {
            let mut cast = Cast::begin(file, options.version, size, unix, now)?;
            cast.frame(now, CLEARED)?;
            Ok(cast)
        };
        let cast = begin().map_err(|e| format!("Nothing is recorded: {}: {}.", shown(path), escape(&e.to_string())))?;
        Ok(Self {
            cast,
            path: path.to_owned(),
            hidden: false,
        })
    }

    /// The file name, escaped.
    pub fn file(&self) -> String {
        shown(&self.path)
    }

    /// Pauses the recording, or resumes it.
    pub fn hide(&mut self, hidden: bool) {
        self.hidden = hidden;
    }

    /// # Errors
    /// A sentence that says why the recording ends.
    pub fn frame(&mut self, now: Duration, size: Size, bytes: &[u8]) -> Result<(), String> {
        if self.hidden {
            return Ok(());
        }
        let done = self.cast.resize(now, size).and_then(|()| self.cast.frame(now, bytes));
        done.map_err(|e| format!("The recording ends here: {}: {}.", self.file(), escape(&e.to_string())))
    }

    /// Ends the recording: who watches it gets the own screen and cursor back.
    pub fn end(&mut self, now: Duration) {
        // A recording without its end plays all the same.
        let _ = self.cast.frame(now, RESTORED);
    }

    pub fn marker(&mut self, now: Duration, label: &str) {
        // A missing mark is harmless; the next frame reports a full disk.
        let _ = self.cast.marker(now, label);
    }
}

fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}

/// A name for a file in this folder that nobody named: `amtui-20261124-140211.cast`, with a number where there is one already.
pub fn default_name(folder: &Path, unix: i64, ending: &str) -> PathBuf {
    let time = Timestamp::from_second(unix).unwrap_or_default();
    let time = time.strftime("%Y%m%d-%H%M%S");
    paths::free(&folder.join(format!("amtui-{time}.{ending}")))
}
