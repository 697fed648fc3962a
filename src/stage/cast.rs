//! Recordings in the asciicast format, version 2 or 3: a header and then one event a line.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::viewport::Size;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// Times since the beginning; every player reads it.
    #[default]
    Two,
    /// Times since the event before.
    Three,
}

/// A recording that is being made. Every event is a whole line, written at once: cut off anywhere, what is there plays.
#[derive(Debug)]
pub struct Cast<W> {
    to: W,
    version: Version,
    begun: Duration,
    last: Duration,
    size: Size,
}

impl<W: Write> Cast<W> {
    pub fn begin(to: W, version: Version, size: Size, unix: i64, now: Duration) -> io::Result<Self> {
        let mut cast = Self {
            to,
            version,
            begun: now,
            last: now,
            size,
        };
        let Size { width, height } = size;
        let header = match version {
            Version::Two => json!({"version": 2, "width": width, "height": height, "timestamp": unix, "title": "amtui",
                "env": {"TERM": "xterm-256color"}}),
            Version::Three => json!({"version": 3, "term": {"cols": width, "rows": height, "type": "xterm-256color"},
                "timestamp": unix, "title": "amtui"}),
        };
        cast.line(&header)?;
        Ok(cast)
    }

    fn line(&mut self, value: &Value) -> io::Result<()> {
        let mut line = value.to_string();
        line.push('\n');
        self.to.write_all(line.as_bytes())?;
        self.to.flush()
    }

    fn event(&mut self, now: Duration, code: &str, data: &str) -> io::Result<()> {
        let since = match self.version {
            Version::Two => self.begun,
            Version::Three => self.last,
        };
        let time = now.max(self.last).saturating_sub(since);
        // Milliseconds, and rounded from the beginning on, so that small steps do not add up to an error.
        let time = (time.as_secs_f64() * 1e3).round() / 1e3;
        self.last = match self.version {
            Version::Two => now.max(self.last),
            Version::Three => self.last + Duration::from_secs_f64(time),
        };
        self.line(&json!([time, code, data]))
    }

    pub fn frame(&mut self, now: Duration, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.event(now, "o", &String::from_utf8_lossy(bytes))
    }

    /// The screen has another size from here on; a frame that draws all of it follows.
    pub fn resize(&mut self, now: Duration, size: Size) -> io::Result<()> {
        if self.size == size {
            return Ok(());
        }
        self.size = size;
        self.event(now, "r", &format!("{}x{}", size.width, size.height))
    }

    /// A mark that players can jump to.
    pub fn marker(&mut self, now: Duration, label: &str) -> io::Result<()> {
        self.event(now, "m", label)
    }
}
