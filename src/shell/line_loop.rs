//! A session in lines: what is typed is read a line at a time, and what is new is printed below it.

use std::collections::VecDeque;
use std::io::{self, Write as _};

use anyhow::{Result, anyhow};

use super::commands::exit::HANGUP;
use super::engine::{Engine, Incoming};
use super::event::{Event, TypedLine};
use super::line_input::{self, HiddenEcho};
use super::options::{Preferences, ThemeOptions};
use super::reads::FileOpening;
use super::signals::{self, CaughtSignals, SignalAction};
use crate::accessible::{self, Conversation, Step};
use crate::app::model::shown::Shown;
use crate::app::msg::{Effect, Msg, ScreenSettings};

pub struct LineLoop<'a> {
    engine: Engine<'a>,
    conversation: Conversation,
    /// Lines that came before what they answer was told.
    held: VecDeque<(TypedLine, bool)>,
    /// Whether the cursor stands behind a prompt.
    prompted: bool,
    hidden: Option<HiddenEcho>,
    ended: Option<u8>,
}

impl<'a> LineLoop<'a> {
    pub fn new(engine: Engine<'a>) -> Self {
        Self {
            engine,
            conversation: Conversation::default(),
            held: VecDeque::new(),
            prompted: false,
            hidden: None,
            ended: None,
        }
    }

    /// Works until the person leaves. `open` is what there is to open.
    pub fn run(mut self, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        let code = self.work(signals, open);
        self.hidden = None;
        if self.prompted {
            self.print(&[])?;
        }
        self.engine.end(code)
    }

    fn work(&mut self, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        self.print(&["amtui, accessible mode. Enter ? for help at any time.".into()])?;
        let now = self.engine.clock.now();
        let effects = self.engine.app.begin(now);
        self.carry_out(effects);
        self.send(Msg::Resize(accessible::SIZE));
        for event in self.engine.begin(signals, open)? {
            self.handle(event)?;
        }
        line_input::listen(self.engine.sender.clone())?;
        loop {
            self.settle()?;
            if let Some(code) = self.ended {
                return Ok(code);
            }
            let line = if self.conversation.waits() {
                None
            } else {
                self.held.pop_front()
            };
            if let Some((line, hidden)) = line {
                self.hear(&line, hidden)?;
                continue;
            }
            let mut event = Some(self.engine.next_event());
            // All answers that are there are told at once. A line answers what was told before it.
            while let Some(one) = event {
                let typed = matches!(one, Event::Line(_) | Event::EndOfInput);
                self.handle(one)?;
                event = if typed { None } else { self.engine.events.queued() };
            }
        }
    }

    /// Asks for what is shown, and tells what is new.
    fn settle(&mut self) -> Result<()> {
        let now = self.engine.clock.now();
        let effects = self.engine.app.lay_out(accessible::seen, now);
        self.carry_out(effects);
        self.engine.app.refresh();
        let lines = self.conversation.tell(&self.engine.app);
        if !lines.is_empty() {
            self.print(&lines)?;
        }
        if !self.prompted && !self.conversation.waits() && self.ended.is_none() {
            self.prompt()?;
        }
        Ok(())
    }

    fn prompt(&mut self) -> Result<()> {
        let prompt = self.conversation.prompt(&self.engine.app);
        let words = match (&self.hidden, prompt.secret) {
            // A secret may be half typed. The rest of it must not be seen because what asked for it is gone.
            (Some(_), false) => Shown::from("What you type isn't shown until you press Enter: "),
            (None, true) => {
                // Before the question: what is typed at once must not be seen.
                self.hidden = Some(HiddenEcho::begin()?);
                prompt.words
            }
            _ => prompt.words,
        };
        self.prompted = true;
        let mut out = io::stdout().lock();
        write!(out, "{}", &*words)
            .and_then(|()| out.flush())
            .map_err(|e| gone(&e))
    }

    fn print(&mut self, lines: &[Shown<'static>]) -> Result<()> {
        let mut text = String::from(if std::mem::take(&mut self.prompted) { "\n" } else { "" });
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|e| gone(&e))
    }

    /// `hidden` says whether the line was typed where nobody sees it.
    fn hear(&mut self, line: &TypedLine, hidden: bool) -> Result<()> {
        // The person's own Enter ended the prompt.
        (self.prompted, self.hidden) = (false, None);
        if hidden && !self.conversation.prompt(&self.engine.app).secret {
            // It is a secret, and what asked for it is gone.
            return self.print(&["What you typed wasn't used: it isn't asked for anymore.".into()]);
        }
        // What is heard depends on how long ago the last lines were told.
        self.send(Msg::Tick);
        let steps = self.conversation.hear(&self.engine.app, line);
        self.take(steps)
    }

    fn take(&mut self, steps: Vec<Step>) -> Result<()> {
        let mut said = Vec::new();
        for step in steps {
            match step {
                Step::Send(msg) => self.send(msg),
                Step::Say(words) => said.push(words),
                Step::Leave => self.ended = Some(0),
            }
        }
        if said.is_empty() { Ok(()) } else { self.print(&said) }
    }

    fn handle(&mut self, event: Event) -> Result<()> {
        match self.engine.take(event)? {
            Incoming::Msg(msg) => self.send(msg),
            Incoming::Other(Event::Line(line)) => self.held.push_back((line, self.hidden.is_some())),
            Incoming::Other(Event::EndOfInput) => {
                let steps = self.conversation.end_of_input(&self.engine.app);
                return self.take(steps);
            }
            Incoming::Other(Event::Signal(signal)) => return self.signal(signal),
            Incoming::Other(Event::Settings(file)) => {
                let own = Preferences::of(self.engine.cli, &file).of_screen(*file);
                let (mouse, preview) = (None, None);
                self.send(Msg::Preferences(ScreenSettings { mouse, preview, ..own }));
            }
            Incoming::Other(Event::TerminalGone) => self.ended = Some(HANGUP),
            // It is about a screen.
            Incoming::Other(_) | Incoming::Nothing => {}
        }
        Ok(())
    }

    fn signal(&mut self, signal: i32) -> Result<()> {
        match signals::action(signal) {
            SignalAction::End(code) => self.ended = Some(code),
            SignalAction::Interrupt => {
                // The terminal has dropped what was typed.
                self.held.clear();
                self.hidden = None;
                if self.prompted {
                    self.print(&[])?;
                }
                let steps = self.conversation.interrupt(&self.engine.app);
                return self.take(steps);
            }
            SignalAction::Stop => {
                self.hidden = None;
                signals::stop();
                self.prompted = false;
            }
            // Who stopped it may have changed the terminal.
            SignalAction::Continued => (self.prompted, self.hidden) = (false, None),
            SignalAction::Resized => {}
        }
        Ok(())
    }

    fn send(&mut self, msg: Msg) {
        let effects = self.engine.update(msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match self.engine.carry_out(effect) {
                Some(Effect::Copy(text)) => {
                    let model = self.engine.app.model();
                    let lines: Vec<_> = text
                        .lines()
                        .map(|line| model.show(line.to_owned()).into_owned())
                        .collect();
                    // The next line fails as well, and says so.
                    let _ = self.print(&lines);
                }
                Some(Effect::Screenshot(path)) => {
                    let options = ThemeOptions::of_picture(self.engine.cli);
                    match options.load() {
                        Ok(theme) => self.engine.save_screenshot(path, &options, &theme),
                        Err(why) => self.send(Msg::Notice(false, why.to_string())),
                    }
                }
                Some(Effect::Quit) => self.ended = Some(0),
                // They are about a screen, or done.
                _ => {}
            }
        }
    }
}

fn gone(why: &io::Error) -> anyhow::Error {
    anyhow!("Nothing can be printed: {why}.")
}
