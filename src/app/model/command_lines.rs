//! Command lines that were run, to be brought back, and files that one may go on with.

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
}

impl CommandLines {
    /// Takes the lines of earlier sessions in, before those of this one.
    pub fn follow(&mut self, earlier: Vec<String>) {
        let earlier = earlier.into_iter().map(|text| CommandLine { text, lasts: false });
        self.lines.splice(0..0, earlier);
    }

    /// Keeps a line. One that is run again stands at the end alone.
    pub fn keep(&mut self, text: String, lasts: bool) {
        self.lines.retain(|kept| kept.text != text);
        let lasts = lasts && text.len() <= LONGEST;
        self.lines.push(CommandLine { text, lasts });
    }

    /// The line that was run so many lines ago.
    pub fn back(&self, back: usize) -> Option<&str> {
        let at = self.lines.len().checked_sub(back)?;
        self.lines.get(at).map(|line| line.text.as_str())
    }

    /// The lines of this session that may be kept for the next one.
    pub fn lasting(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter(|line| line.lasts)
            .map(|line| line.text.as_str())
    }
}
