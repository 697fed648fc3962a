//! Types lines to the program and keeps what it prints, on the driver's clock.

use amtui::accessible::{self, Conversation, Step};
use amtui::app::msg::{Effect, Msg};

use super::driver::{Driver, StartOptions};

/// Between two lines that a person types.
const TYPING: u64 = 1_500;

/// What a sentence says about keys of the full screen.
const KEYS: [&str; 11] = [
    "press ",
    "Press ",
    "Esc",
    "Tab ",
    "Space ",
    "Enter opens",
    "Enter moves",
    "Enter asks",
    "Enter tries",
    "Enter for",
    " F4 ",
];

pub struct Lines {
    pub driver: Driver,
    reader: Conversation,
    /// Everything so far: what was typed stands behind its prompt.
    pub printed: String,
    /// Where the answer to the last line begins.
    last: usize,
    pub left: bool,
}

impl Lines {
    pub fn start(options: StartOptions) -> Self {
        Self::of(Driver::start(options))
    }

    pub fn of(mut driver: Driver) -> Self {
        driver.seen = accessible::seen;
        driver.send(Msg::Resize(accessible::SIZE));
        let mut lines = Self {
            driver,
            reader: Conversation::default(),
            printed: String::new(),
            last: 0,
            left: false,
        };
        lines.tell();
        lines
    }

    /// Types lines, one after the other, as slowly as a person does.
    pub fn enter(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.at_once(line);
            self.wait(TYPING);
        }
        self
    }

    /// Types a line right behind the one before.
    pub fn at_once(&mut self, line: &str) -> &mut Self {
        let prompt = self.reader.prompt(&self.driver.app);
        let typed = if prompt.secret { "" } else { line };
        self.printed.extend([&*prompt.words, typed, "\n"]);
        self.last = self.printed.len();
        self.driver.send(Msg::Tick);
        let steps = self.reader.hear(&self.driver.app, line);
        self.take(steps)
    }

    pub fn interrupt(&mut self) -> &mut Self {
        self.last = self.printed.len();
        let steps = self.reader.interrupt(&self.driver.app);
        self.take(steps)
    }

    pub fn end_of_input(&mut self) -> &mut Self {
        self.last = self.printed.len();
        let steps = self.reader.end_of_input(&self.driver.app);
        self.take(steps)
    }

    /// Lets time pass.
    pub fn wait(&mut self, ms: u64) -> &mut Self {
        for _ in 0..ms / 250 {
            self.driver.wait(250);
            self.tell();
        }
        self
    }

    fn take(&mut self, steps: Vec<Step>) -> &mut Self {
        for step in steps {
            match step {
                Step::Send(msg) => self.driver.send(msg),
                Step::Say(words) => self.print(&words),
                Step::Leave => self.left = true,
            }
        }
        self.left |= self.driver.effects.contains(&Effect::Quit);
        self.tell();
        self
    }

    fn tell(&mut self) {
        for line in self.reader.tell(&self.driver.app) {
            self.print(&line);
        }
    }

    fn print(&mut self, line: &str) {
        let steers = |c: char| c.is_control();
        assert!(!line.contains(steers), "{line:?} can steer a terminal");
        let words = line.replace("press Ctrl-", "").replace("Press Ctrl-", "");
        let key = KEYS.iter().find(|key| words.contains(**key));
        assert!(key.is_none(), "{line:?} names a key that lines don't have");
        self.printed.push_str(line);
        self.printed.push('\n');
    }

    /// The answer to the last line.
    pub fn answer(&self) -> &str {
        self.printed.split_at(self.last).1
    }

    /// Fails unless the answer to the last line says so.
    pub fn says(&mut self, words: &str) -> &mut Self {
        assert!(
            self.answer().contains(words),
            "\"{words}\" is not said:\n{}",
            self.answer()
        );
        self
    }

    pub fn says_not(&mut self, words: &str) -> &mut Self {
        assert!(
            !self.answer().contains(words),
            "\"{words}\" is said:\n{}",
            self.answer()
        );
        self
    }
}
