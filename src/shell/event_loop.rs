//! One session at the terminal: events in, effects carried out, one draw for all that is queued.

mod themes;

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, anyhow};

use self::themes::Themes;
use super::canvas::RecordedTerminal;
use super::commands::exit::{HANGUP, INTERRUPTED};
use super::engine::{Engine, Incoming};
use super::event::Event;
use super::input::TerminalInput;
use super::options::{Preferences, ThemeOptions, recording};
use super::reads::{self, FileOpening};
use super::signals::{CaughtSignals, SignalAction};
use super::{input, paths, playback, signals, simulation, term};
use crate::app::Show;
use crate::app::msg::{Effect, Msg, Recording};
use crate::app::overlay::Overlay;
use crate::app::time::Now;
use crate::backend::Output;
use crate::config;
use crate::domain::text::escape;
use crate::stage::tour::TourName;
use crate::ui;
use crate::ui::theme::Theme;

/// Ctrl-Z this soon after the program came back is a key that was held.
const HELD: Duration = Duration::from_millis(300);

enum Reaction {
    Nothing,
    Draw,
    /// End the program with this code.
    End(u8),
    /// End the program, and say why.
    Fail(anyhow::Error),
}

pub struct EventLoop<'a> {
    engine: Engine<'a>,
    themes: Themes,
    canvas: RecordedTerminal,
    resumed: Option<Duration>,
    /// The folder that the command line names.
    folder: Option<String>,
}

impl<'a> EventLoop<'a> {
    pub fn new(engine: Engine<'a>, (theme, theme_choice): (Theme, ThemeOptions)) -> Result<Self> {
        let canvas = RecordedTerminal::enter(term::size(), recording(engine.cli), engine.sender.clone())?;
        Ok(Self {
            engine,
            themes: Themes::new(theme, theme_choice, config::light_background()),
            canvas,
            resumed: None,
            folder: None,
        })
    }

    /// Works until the person quits. `open` is what there is to open once the first frame is drawn.
    pub fn run(mut self, record: Option<&Path>, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        let code = self.work(record, signals, open);
        self.canvas.end_recording(self.now());
        self.canvas.term.leave();
        self.engine.end(code)
    }

    fn now(&self) -> Now {
        self.engine.clock.now()
    }

    fn work(&mut self, record: Option<&Path>, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        let now = self.now();
        let mut effects = self.engine.app.begin(now);
        effects.extend(self.engine.app.update(Msg::Resize(term::size()), now));
        if let Some(path) = record {
            let began = self.canvas.record(Some(path), now).map_err(|e| anyhow!(e))?;
            effects.extend(self.engine.app.update(Msg::Recording(Ok(began)), now));
        }
        self.draw()?;
        self.carry_out(effects);
        // The first frame waits for no file and no thread.
        for event in self.engine.begin(signals, open)? {
            self.handle(event);
        }
        self.engine.events.listen();
        if self.themes.asks() {
            self.canvas.term.ask_background();
        }
        let mut changed = true;
        loop {
            // A terminal that has not taken the last frame says when it has.
            if changed && self.canvas.term.is_ready() {
                changed = false;
                self.draw()?;
            }
            // Everything that is queued is one draw.
            let mut event = Some(self.engine.next_event());
            while let Some(one) = event {
                changed |= match self.handle(one) {
                    Reaction::End(code) => return Ok(code),
                    Reaction::Fail(why) => return Err(why),
                    Reaction::Draw => true,
                    Reaction::Nothing => false,
                };
                event = self.engine.events.queued();
            }
        }
    }

    fn handle(&mut self, event: Event) -> Reaction {
        let event = match self.engine.take(event) {
            Ok(Incoming::Msg(msg)) => return self.send(msg),
            Ok(Incoming::Nothing) => return Reaction::Nothing,
            Ok(Incoming::Other(event)) => event,
            Err(why) => return Reaction::Fail(why),
        };
        match event {
            Event::Settings(file) => {
                let own = Preferences::of(self.engine.cli, &file);
                self.themes.choose(own.colours());
                self.send(Msg::Preferences(own.of_screen(*file)))
            }
            Event::Input(TerminalInput::Background(light)) => {
                self.themes.answer(light);
                Reaction::Draw
            }
            Event::Input(input) => {
                let msg = input::message(input, &mut self.engine.app);
                self.send(msg)
            }
            // A folder that answers late may not be the one that is typed by now.
            Event::Files(folder, files) if self.folder.as_ref() == Some(&folder) => self.send(Msg::Files(files)),
            Event::Signal(signal) => self.signal(signal),
            // A terminal that went away hangs up.
            Event::TerminalGone => Reaction::End(HANGUP),
            // The terminal has room for a frame, or lines are read.
            _ => Reaction::Nothing,
        }
    }

    fn signal(&mut self, signal: i32) -> Reaction {
        match signals::action(signal) {
            SignalAction::End(code) => Reaction::End(code),
            // Nobody would see the question.
            SignalAction::Interrupt if !self.canvas.term.is_read() => Reaction::End(INTERRUPTED),
            SignalAction::Interrupt => self.send(Msg::Interrupt),
            SignalAction::Resized => {
                let size = term::size();
                self.canvas.resize(size);
                self.send(Msg::Resize(size))
            }
            SignalAction::Stop => {
                self.suspend();
                Reaction::Draw
            }
            SignalAction::Continued => {
                self.resume();
                Reaction::Draw
            }
        }
    }

    fn send(&mut self, msg: Msg) -> Reaction {
        let effects = self.engine.update(msg);
        self.carry_out(effects).map_or(Reaction::Draw, Reaction::End)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Option<u8> {
        for effect in effects {
            let Some(effect) = self.engine.carry_out(effect) else {
                continue;
            };
            match effect {
                Effect::Copy(text) => self.canvas.term.copy(&text),
                Effect::CaptureMouse(on) => self.canvas.term.capture(on),
                Effect::Redraw => self.canvas.term.redraw(),
                Effect::Suspend => self.suspend(),
                Effect::Record(path) => {
                    let (path, now) = (path.as_deref().map(paths::expand_home), self.now());
                    let what = self.canvas.record(path.as_deref(), now);
                    self.engine.tell(Msg::Recording(what));
                }
                Effect::Screenshot(path) => {
                    let (options, theme) = (self.themes.chosen(), self.themes.theme());
                    self.engine.save_screenshot(path, &options, theme);
                }
                Effect::Theme(name) => self.themes.choose_name(name),
                Effect::Tour(name) => match self.tour(name.as_deref()) {
                    Ok(None) => {}
                    Ok(Some(code)) => return Some(code),
                    Err(why) => self.engine.tell(Msg::Notice(false, why.to_string())),
                },
                Effect::Quit => return Some(0),
                // The engine carries them out.
                Effect::Send(..)
                | Effect::Connect(..)
                | Effect::ReadLog
                | Effect::SignOut
                | Effect::Hurry(_)
                | Effect::Cancel(_)
                | Effect::Save { .. } => {}
            }
        }
        None
    }

    /// Plays a tour on a copy of the demo, and comes back.
    fn tour(&mut self, name: Option<&str>) -> Result<Option<u8>> {
        let name = name.map_or(Ok(TourName::default()), |word| {
            TourName::parse(word).map_err(|tours| anyhow!("There is no tour {}: {tours}", escape(word)))
        })?;
        let show = Show {
            keys: self.engine.app.model().trail.is_some(),
            mask: self.engine.app.model().mask.is_some(),
            ..Show::default()
        };
        let mut playback = simulation::tour(name, show, self.themes.chosen().load()?)?;
        let recorded = self.canvas.recorder().is_some();
        if recorded {
            playback.simulation.send(Msg::Recording(Ok(Recording::Began)));
        }
        let mut run = playback::PlaybackContext {
            canvas: &mut self.canvas,
            events: &mut self.engine.events,
            backlog: Vec::new(),
            clock: &self.engine.clock,
            theme: self.themes.chosen(),
            speed: 1.0,
            output: &Output::default(),
        };
        let ended = playback::run(playback, "tour", &mut run);
        for event in run.backlog {
            // The channel lives as long as this program.
            let _ = self.engine.sender.send(event);
        }
        self.engine.tell(Msg::Resize(term::size()));
        let now = self.now();
        match (recorded, self.canvas.recorder().is_some()) {
            // A recording that began in the tour ends with it.
            (false, true) => {
                let ended = self.canvas.record(None, now);
                self.engine.tell(Msg::Recording(ended));
            }
            (true, false) => self.engine.tell(Msg::Recording(Ok(Recording::Over))),
            _ => {}
        }
        ended
    }

    fn suspend(&mut self) {
        // A held Ctrl-Z stops the program once.
        if self.resumed.is_some_and(|at| self.now().mono < at + HELD) {
            return;
        }
        self.canvas.term.leave();
        signals::stop();
        self.resume();
        self.resumed = Some(self.now().mono);
    }

    fn resume(&mut self) {
        let (now, size) = (self.now(), term::size());
        self.canvas.resize(size);
        self.canvas.term.resume();
        let mut effects = self.engine.app.update(Msg::Resize(size), now);
        effects.extend(self.engine.app.update(Msg::Resumed, now));
        self.carry_out(effects);
    }

    /// Reads the folder that the command line names, whenever that is another one.
    fn read_folder(&mut self) {
        let named = match self.engine.app.overlays().last() {
            Some(Overlay::Palette(palette)) => palette.folder(self.engine.app.model()).map(str::to_owned),
            _ => None,
        };
        if named != self.folder {
            self.folder.clone_from(&named);
            if let Some(folder) = named {
                reads::later(&self.engine.sender, move || reads::files(folder));
            }
        }
    }

    fn draw(&mut self) -> Result<()> {
        self.read_folder();
        let now: Now = self.now();
        let effects = self.engine.app.lay_out(ui::seen, now);
        self.carry_out(effects);
        self.themes.refresh(&self.engine.app)?;
        let (app, theme) = (&self.engine.app, self.themes.theme());
        #[cfg(debug_assertions)]
        term::panic_if_asked();
        let ended = self.canvas.draw(now, |frame| frame.draw_app(app, theme));
        if let Some(why) = ended.map_err(|e| anyhow!("The terminal can't be drawn on: {e}."))? {
            self.engine.tell(Msg::Recording(Err(why)));
        }
        Ok(())
    }
}
