//! Recording what is on screen: a copy of every frame goes into a cast (`stage.md` P7).

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use crate::app::msg::Size;
use crate::domain::text::escape;
use crate::stage::cast::{Cast, Version};

/// What every recording begins with: a cleared screen of its own.
const CLEARED: &[u8] = b"\x1b[?1049h\x1b[H\x1b[2J";

/// What every recording ends with.
const RESTORED: &[u8] = b"\x1b[?25h\x1b[?1049l";

/// A recording that is being made.
#[derive(Debug)]
pub struct Recorder {
    cast: Cast<File>,
    path: PathBuf,
    hidden: bool,
}

/// How recordings are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// The version of the format.
    pub version: Version,
    /// Whether a file that is there gives way.
    pub force: bool,
}

impl Recorder {
    /// Begins a recording. The next frame must draw all of the screen.
    ///
    /// # Errors
    /// A sentence that says why it does not begin.
    pub fn begin(path: &Path, how: How, size: Size, unix: i64, now: Duration) -> Result<Self, String> {
        let begun = create(path, how.force).and_then(|file| {
            let mut cast = Cast::begin(file, how.version, size, unix, now)?;
            cast.frame(now, CLEARED)?;
            Ok(cast)
        });
        let cast = begun.map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => format!(
                "Nothing is recorded: {} is there already. Name another file, or start with --force.",
                shown(path)
            ),
            _ => format!("Nothing is recorded: {}: {}.", shown(path), escape(&e.to_string())),
        })?;
        Ok(Self {
            cast,
            path: path.to_owned(),
            hidden: false,
        })
    }

    /// The file, fit to be shown.
    #[must_use]
    pub fn file(&self) -> String {
        shown(&self.path)
    }

    /// Records nothing from here on, or again.
    pub fn hide(&mut self, hidden: bool) {
        self.hidden = hidden;
    }

    /// A frame of a screen of this size.
    ///
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

    /// A mark.
    pub fn marker(&mut self, now: Duration, label: &str) {
        // A mark that is missing spoils nothing; a full disk is told by the next frame.
        let _ = self.cast.marker(now, label);
    }
}

/// Makes a new file that its owner alone can read; an old one gives way only to `force`.
///
/// # Errors
/// It is there already, or cannot be made.
pub fn create(path: &Path, force: bool) -> io::Result<File> {
    if force && path.exists() {
        fs::remove_file(path)?;
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}

/// A name for a file that nobody named: `amtui-20261124-140211.cast`.
#[must_use]
pub fn named(unix: i64, ending: &str) -> PathBuf {
    let time = Timestamp::from_second(unix).unwrap_or_default();
    PathBuf::from(format!("amtui-{}.{ending}", time.strftime("%Y%m%d-%H%M%S")))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_its_owner_s_and_never_overwritten_unasked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.cast");
        let size = Size { width: 80, height: 24 };
        let make = |force| {
            let how = How {
                force,
                ..How::default()
            };
            Recorder::begin(&path, how, size, 0, Duration::ZERO)
        };
        make(false).expect("it is new");
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let why = make(false).expect_err("it is there");
        assert!(why.contains("is there already"), "{why}");
        make(true).expect("it may");
    }

    #[test]
    fn names_follow_from_the_time() {
        assert_eq!(named(1_795_528_931, "svg"), PathBuf::from("amtui-20261124-140211.svg"));
    }
}
