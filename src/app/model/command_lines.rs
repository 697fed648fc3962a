//! The history of command lines, and the files that complete one.

/// A line that is longer isn't kept for the next session.
const LONGEST: usize = 500;

/// Command lines, the last one at the end.
#[derive(Debug, Default)]
pub struct CommandLines {
    lines: Vec<CommandLine>,
    /// What is in the folder that is being typed.
    pub files: Vec<String>,
}

#[derive(Debug)]
struct CommandLine {
    text: String,
    /// Whether it was run in this session, and may be kept for the next one.
    lasts: bool,
    /// Whether it was run where others may look on.
    watched: bool,
}

impl CommandLines {
    /// Takes the lines of earlier sessions in, before those of this one.
    pub fn follow(&mut self, earlier: Vec<String>) {
        let earlier = earlier.into_iter().map(|text| CommandLine {
            text,
            lasts: false,
            watched: false,
        });
        self.lines.splice(0..0, earlier);
    }

    /// Keeps a line. One that is run again stands at the end alone.
    pub fn keep(&mut self, text: String, watched: bool) {
        self.lines.retain(|kept| kept.text != text);
        let lasts = !watched && text.len() <= LONGEST;
        self.lines.push(CommandLine { text, lasts, watched });
    }

    /// The line that was run so many lines ago. Where others may look on, it is one of those that they saw.
    pub fn back(&self, back: usize, watched: bool) -> Option<&str> {
        let mut seen = self.lines.iter().rev().filter(|line| line.watched || !watched);
        seen.nth(back.checked_sub(1)?).map(|line| line.text.as_str())
    }

    /// The lines of this session that may be kept for the next one.
    pub fn lasting(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter(|line| line.lasts)
            .map(|line| line.text.as_str())
    }
}
