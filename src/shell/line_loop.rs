//! A session in lines: what is typed is read a line at a time, and what is new is printed below it.

use std::collections::VecDeque;
use std::io::{self, Write as _};

use anyhow::{Result, anyhow};

use super::clock::SystemClock;
use super::commands::exit::{HANGUP, OUTCOME_UNKNOWN};
use super::console::warn;
use super::event::{Event, EventSender, Events, TypedLine};
use super::event_loop::reads::{self, FileOpening};
use super::line_input::{self, HiddenEcho};
use super::options::{Preferences, ThemeOptions};
use super::signals::{self, CaughtSignals, SignalAction};
use super::worker::Workers;
use super::{clock, paths, recorder, screenshot};
use crate::accessible::{self, Conversation, Step};
use crate::app::App;
use crate::app::model::shown::Shown;
use crate::app::msg::{Effect, Msg, ScreenSettings};
use crate::backend::Output;
use crate::cli::Cli;

pub struct LineLoop<'a> {
    app: App,
    conversation: Conversation,
    clock: SystemClock,
    workers: Workers,
    events: Events,
    sender: EventSender,
    cli: &'a Cli,
    /// Lines that came before what they answer was told.
    held: VecDeque<(TypedLine, bool)>,
    /// Whether the cursor stands behind a prompt.
    prompted: bool,
    hidden: Option<HiddenEcho>,
    ended: Option<u8>,
}

impl<'a> LineLoop<'a> {
    pub fn new(app: App, workers: Workers, (sender, events): (EventSender, Events), cli: &'a Cli) -> Self {
        Self {
            app,
            conversation: Conversation::default(),
            clock: SystemClock::start(),
            workers,
            events,
            sender,
            cli,
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
        if !self.app.awaits_change() {
            return code;
        }
        warn("amtui ended before the answer to a change came. It may have been made: check before you repeat it.");
        code.map(|code| if code == 0 { OUTCOME_UNKNOWN } else { code })
    }

    fn work(&mut self, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        self.print(&["amtui, accessible mode. Enter ? for help at any time.".into()])?;
        let now = self.clock.now();
        let effects = self.app.begin(now);
        self.carry_out(effects);
        self.send(Msg::Resize(accessible::SIZE));
        signals.send_to(self.sender.clone())?;
        if let Some(open) = open {
            reads::open_file(&self.sender, open)?;
        }
        let offline = self.app.model().live.is_none();
        let opens = self.cli.open.is_some();
        self.read_on_thread(move || reads::own_files(offline, opens, None));
        line_input::listen(self.sender.clone())?;
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
            let event = self.next();
            self.handle(event)?;
        }
    }

    fn next(&mut self) -> Event {
        let time = self.app.deadline().map(|at| at.saturating_sub(self.clock.now().mono));
        self.events.next(time).unwrap_or(Event::Deadline)
    }

    /// Asks for what is shown, and tells what is new.
    fn settle(&mut self) -> Result<()> {
        let effects = self.app.lay_out(accessible::seen, self.clock.now());
        self.carry_out(effects);
        self.app.refresh();
        let lines = self.conversation.tell(&self.app);
        if !lines.is_empty() {
            self.print(&lines)?;
        }
        if !self.prompted && !self.conversation.waits() && self.ended.is_none() {
            self.prompt()?;
        }
        Ok(())
    }

    fn prompt(&mut self) -> Result<()> {
        let prompt = self.conversation.prompt(&self.app);
        // The terminal shows again what is typed before it is asked how it does: two that hide would end in the wrong order.
        self.hidden = None;
        // Before the question: what is typed at once must not be seen.
        self.hidden = if prompt.secret {
            Some(HiddenEcho::begin()?)
        } else {
            None
        };
        self.prompted = true;
        let mut out = io::stdout().lock();
        write!(out, "{}", &*prompt.words)
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
        if hidden && !self.conversation.prompt(&self.app).secret {
            // It is a secret, and what asked for it is gone.
            return self.print(&["What you typed wasn't used: it isn't asked for anymore.".into()]);
        }
        // What is heard depends on how long ago the last lines were told.
        self.send(Msg::Tick);
        let steps = self.conversation.hear(&self.app, line);
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
        let msg = match event {
            Event::Line(line) => {
                self.held.push_back((line, self.hidden.is_some()));
                return Ok(());
            }
            Event::EndOfInput => {
                let steps = self.conversation.end_of_input(&self.app);
                return self.take(steps);
            }
            Event::Deadline => Msg::Tick,
            Event::TimeZone(zone) => {
                self.clock.set_zone(zone);
                Msg::TimeZone
            }
            Event::RateLimited(until) => Msg::RateLimited(until),
            Event::Meanwhile(ticket, told) => Msg::Meanwhile(ticket, told),
            Event::Reply(ticket, result) => Msg::Reply(ticket, result),
            Event::Message(msg) => *msg,
            Event::FileOpened(opened) => {
                if !self.workers.has_backend() {
                    let opened = opened?;
                    self.workers.open(opened.backend, opened.threads);
                }
                return Ok(());
            }
            Event::ProfileOpened(ticket, opened) => {
                if !self.app.awaits_profile(ticket) {
                    return Ok(());
                }
                Msg::Connected(ticket, self.workers.switch(*opened))
            }
            Event::Signal(signal) => return self.signal(signal),
            Event::TerminalGone => {
                self.ended = Some(HANGUP);
                return Ok(());
            }
            Event::Settings(file) => Msg::Preferences(ScreenSettings {
                mouse: None,
                preview: None,
                ..Preferences::of(self.cli, &file).of_screen(*file)
            }),
            // They are about a screen.
            Event::Input(_) | Event::TerminalReady => return Ok(()),
        };
        self.send(msg);
        Ok(())
    }

    fn signal(&mut self, signal: i32) -> Result<()> {
        match signals::action(signal) {
            SignalAction::End(code) => self.ended = Some(code),
            SignalAction::Interrupt => {
                self.held.clear();
                let steps = self.conversation.interrupt(&self.app);
                return self.take(steps);
            }
            SignalAction::Stop => {
                self.hidden = None;
                signals::stop();
                self.prompted = false;
            }
            SignalAction::Continued => self.prompted = false,
            SignalAction::Resized => {}
        }
        Ok(())
    }

    fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects);
    }

    fn read_on_thread(&mut self, read: impl FnOnce() -> Vec<Event> + Send + 'static) {
        for event in reads::on_thread(&self.sender, read) {
            // What a file says never ends the session.
            let _ = self.handle(event);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => self.workers.send(ticket, request),
                Effect::Connect(ticket, profile) => {
                    let open = reads::opening_profile(&self.sender, self.cli, ticket, profile);
                    self.read_on_thread(open);
                }
                Effect::ReadLog => self.read_on_thread(reads::log_lines),
                Effect::SignOut => self.workers.sign_out(),
                Effect::Hurry(tickets) => self.workers.hurry(&tickets),
                Effect::Cancel(tickets) => self.workers.cancel(&tickets),
                Effect::Copy(text) => {
                    let model = self.app.model();
                    let lines: Vec<_> = text
                        .lines()
                        .map(|line| model.show(line.to_owned()).into_owned())
                        .collect();
                    // The next line fails as well, and says so.
                    let _ = self.print(&lines);
                }
                Effect::Screenshot(path) => self.save_screenshot(path),
                Effect::Save { file, text, saved } => self.send(screenshot::save_text(&file, &text, &saved)),
                Effect::Quit => self.ended = Some(0),
                // They are about a screen.
                Effect::CaptureMouse(_)
                | Effect::Redraw
                | Effect::Suspend
                | Effect::Record(_)
                | Effect::Theme(_)
                | Effect::Tour(_) => {}
            }
        }
    }

    fn save_screenshot(&mut self, path: Option<String>) {
        let path = path.map_or_else(
            || recorder::default_name(std::path::Path::new(""), clock::unix(), "svg"),
            |text| paths::expand_home(&text),
        );
        let options = ThemeOptions::of_picture(self.cli);
        let saved = options.load().and_then(|theme| {
            let paper = screenshot::paper(&options.name);
            screenshot::save(&self.app, &theme, paper, &path, &Output::default())
        });
        self.send(screenshot::saved_notice(&saved, &path));
    }
}

fn gone(why: &io::Error) -> anyhow::Error {
    anyhow!("Nothing can be printed: {why}.")
}
