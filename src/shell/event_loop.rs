//! One session at the terminal: events in, effects carried out, one draw for all that is queued.

pub mod reads;
mod themes;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};

use self::reads::{FileOpening, own_files};
use self::themes::Themes;
use super::canvas::RecordedTerminal;
use super::clock::SystemClock;
use super::commands::exit::{HANGUP, INTERRUPTED, OUTCOME_UNKNOWN};
use super::console::warn;
use super::event::{Event, EventSender, Events};
use super::input::TerminalInput;
use super::open::{Listener, Tell};
use super::options::{Preferences, ThemeOptions, recording};
use super::signals::CaughtSignals;
use super::worker::Workers;
use super::{browser, clock, input, memory, paths, playback, recorder, screenshot, signals, simulation, term};
use crate::app::msg::{Effect, Msg, Recording};
use crate::app::overlay::Overlay;
use crate::app::time::Now;
use crate::app::{App, Show};
use crate::backend::Output;
use crate::cli::Cli;
use crate::domain::text::escape;
use crate::stage::tour::TourName;
use crate::ui;
use crate::ui::theme::Theme;

/// Ctrl-Z this soon after the program came back is a key that was held.
const HELD: Duration = Duration::from_millis(300);

/// Passes on to the program what the platform says unasked.
pub fn listener(events: &EventSender) -> Listener {
    let (for_limits, for_address) = (events.clone(), events.clone());
    Listener {
        limited: Box::new(move |until| {
            // The channel lives as long as the program.
            let _ = for_limits.send(Event::RateLimited(until));
        }),
        show_address: Arc::new(move |address| {
            let (address, opened) = (address.to_owned(), browser::open(address));
            let _ = for_address.send(message(Msg::SignInAt { address, opened }));
        }),
    }
}

pub fn send_notices(events: &EventSender) -> Tell {
    let events = events.clone();
    Arc::new(move |text| {
        // The channel lives as long as the program.
        let _ = events.send(message(Msg::Notice(false, text.to_owned())));
    })
}

fn message(msg: Msg) -> Event {
    Event::Message(Box::new(msg))
}

enum Reaction {
    Nothing,
    Draw,
    /// End the program with this code.
    End(u8),
    /// End the program, and say why.
    Fail(anyhow::Error),
}

pub struct EventLoop<'a> {
    app: App,
    themes: Themes,
    canvas: RecordedTerminal,
    clock: SystemClock,
    workers: Workers,
    events: Events,
    sender: EventSender,
    cli: &'a Cli,
    resumed: Option<Duration>,
    /// The folder that the command line names.
    folder: Option<String>,
    /// Whether the page and the filter are remembered at the end.
    remembers: bool,
}

impl<'a> EventLoop<'a> {
    pub fn new(
        app: App,
        workers: Workers,
        (sender, events): (EventSender, Events),
        (theme, theme_choice): (Theme, ThemeOptions),
        cli: &'a Cli,
    ) -> Result<Self> {
        let canvas = RecordedTerminal::enter(term::size(), recording(cli), sender.clone())?;
        Ok(Self {
            app,
            themes: Themes::new(theme, theme_choice),
            canvas,
            clock: SystemClock::start(),
            workers,
            events,
            sender,
            cli,
            resumed: None,
            folder: None,
            remembers: true,
        })
    }

    /// Works until the person quits. `open` is what there is to open once the first frame is drawn.
    pub fn run(mut self, record: Option<&Path>, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        let code = self.work(record, signals, open);
        self.canvas.end_recording(self.clock.now());
        self.canvas.term.leave();
        if matches!(code, Ok(0)) {
            memory::keep(&self.app, self.cli.file.as_deref(), self.remembers);
            memory::keep_lines(&self.app, self.remembers);
        }
        if !self.app.awaits_change() {
            return code;
        }
        warn("amtui ended before the answer to a change came. It may have been made: check before you repeat it.");
        code.map(|code| if code == 0 { OUTCOME_UNKNOWN } else { code })
    }

    fn work(&mut self, record: Option<&Path>, signals: CaughtSignals, open: Option<FileOpening>) -> Result<u8> {
        let now = self.clock.now();
        let mut effects = self.app.begin(now);
        effects.extend(self.app.update(Msg::Resize(term::size()), now));
        if let Some(path) = record {
            let began = self.canvas.record(Some(path), now).map_err(|e| anyhow!(e))?;
            effects.extend(self.app.update(Msg::Recording(Ok(began)), now));
        }
        self.draw()?;
        self.carry_out(effects);
        // The first frame waits for no file and no thread.
        signals.send_to(self.sender.clone())?;
        if let Some(open) = open {
            reads::open_file(&self.sender, open)?;
        }
        // Where one profile leads to the platform already, nobody chooses another.
        let offline = self.app.model().live.is_none();
        let left = reads::left_key(&self.app, self.cli);
        let opens = self.cli.open.is_some();
        self.read_on_thread(move || own_files(offline, opens, left.as_deref()));
        self.events.listen();
        if self.themes.asks(self.clock.now().mono) {
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
            let mut event = Some(self.next());
            while let Some(one) = event {
                changed |= match self.handle(one) {
                    Reaction::End(code) => return Ok(code),
                    Reaction::Fail(why) => return Err(why),
                    Reaction::Draw => true,
                    Reaction::Nothing => false,
                };
                event = self.events.queued();
            }
        }
    }

    fn next(&mut self) -> Event {
        let time = self.app.deadline().map(|at| at.saturating_sub(self.clock.now().mono));
        self.events.next(time).unwrap_or(Event::Deadline)
    }

    fn handle(&mut self, event: Event) -> Reaction {
        let msg = match event {
            Event::Deadline => Msg::Tick,
            Event::TimeZone(zone) => {
                self.clock.set_zone(zone);
                Msg::TimeZone
            }
            Event::Settings(file) => {
                let own = Preferences::of(self.cli, &file);
                self.themes.choose(own.colours());
                self.remembers = own.remember.value;
                Msg::Preferences(own.of_screen(*file))
            }
            Event::RateLimited(until) => Msg::RateLimited(until),
            Event::Meanwhile(ticket, told) => Msg::Meanwhile(ticket, told),
            Event::Reply(ticket, result) => Msg::Reply(ticket, result),
            Event::Input(TerminalInput::Background(light)) => {
                self.themes.answer(light, &self.app, self.clock.now().mono);
                return Reaction::Draw;
            }
            Event::Input(input) => input::message(input, &mut self.app),
            Event::Message(msg) => *msg,
            Event::FileOpened(opened) => {
                // The person may have opened a profile meanwhile.
                if !self.workers.has_backend() {
                    match opened {
                        Ok(opened) => self.workers.open(opened.backend, opened.threads),
                        Err(why) => return Reaction::Fail(why),
                    }
                }
                return Reaction::Nothing;
            }
            Event::ProfileOpened(ticket, opened) => {
                if !self.app.awaits_profile(ticket) {
                    return Reaction::Nothing;
                }
                Msg::Connected(ticket, self.workers.switch(*opened))
            }
            // Keys are read, and no lines.
            Event::TerminalReady | Event::Line(_) | Event::EndOfInput => return Reaction::Nothing,
            Event::Signal(signal) => match signals::action(signal) {
                signals::SignalAction::End(code) => return Reaction::End(code),
                // Nobody would see the question.
                signals::SignalAction::Interrupt if !self.canvas.term.is_read() => return Reaction::End(INTERRUPTED),
                signals::SignalAction::Interrupt => Msg::Interrupt,
                signals::SignalAction::Resized => Msg::Resize(term::size()),
                signals::SignalAction::Stop => {
                    self.suspend();
                    return Reaction::Draw;
                }
                signals::SignalAction::Continued => {
                    self.resume();
                    return Reaction::Draw;
                }
            },
            // A terminal that went away hangs up.
            Event::TerminalGone => return Reaction::End(HANGUP),
        };
        if let Msg::Resize(size) = msg {
            self.canvas.resize(size);
        }
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects).map_or(Reaction::Draw, Reaction::End)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Option<u8> {
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
                Effect::Copy(text) => self.canvas.term.copy(&text),
                Effect::CaptureMouse(on) => self.canvas.term.capture(on),
                Effect::Redraw => self.canvas.term.redraw(),
                Effect::Suspend => self.suspend(),
                Effect::Record(path) => {
                    let now = self.clock.now();
                    let what = self
                        .canvas
                        .record(path.as_deref().map(paths::expand_home).as_deref(), now);
                    self.update(Msg::Recording(what));
                }
                Effect::Screenshot(path) => self.save_screenshot(path),
                Effect::Theme(name) => self.themes.choose_name(name),
                Effect::Save { file, text, saved } => self.update(screenshot::save_text(&file, &text, &saved)),
                Effect::Tour(name) => match self.tour(name.as_deref()) {
                    Ok(None) => {}
                    Ok(Some(code)) => return Some(code),
                    Err(why) => self.update(Msg::Notice(false, why.to_string())),
                },
                Effect::Quit => return Some(0),
            }
        }
        None
    }

    /// Mostly the files answer at once, and then keys wait for them.
    fn read_on_thread(&mut self, read: impl FnOnce() -> Vec<Event> + Send + 'static) {
        for event in reads::on_thread(&self.sender, read) {
            self.handle(event);
        }
    }

    fn update(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects);
    }

    fn save_screenshot(&mut self, path: Option<String>) {
        let path = path.map_or_else(
            || recorder::default_name(Path::new(""), clock::unix(), "svg"),
            |text| paths::expand_home(&text),
        );
        let paper = screenshot::paper(&self.themes.chosen().name);
        let saved = screenshot::save(&self.app, self.themes.theme(), paper, &path, &Output::default());
        self.update(screenshot::saved_notice(&saved, &path));
    }

    /// Plays a tour on a copy of the demo, and comes back.
    fn tour(&mut self, name: Option<&str>) -> Result<Option<u8>> {
        let name = name.map_or(Ok(TourName::default()), |word| {
            TourName::parse(word).map_err(|tours| anyhow!("There is no tour {}: {tours}.", escape(word)))
        })?;
        let show = Show {
            keys: self.app.model().trail.is_some(),
            mask: self.app.model().mask.is_some(),
            ..Show::default()
        };
        let mut playback = simulation::tour(name, show, self.themes.chosen().load()?)?;
        let recorded = self.canvas.recorder().is_some();
        if recorded {
            playback.simulation.send(Msg::Recording(Ok(Recording::Began)));
        }
        let mut run = playback::PlaybackContext {
            canvas: &mut self.canvas,
            events: &mut self.events,
            backlog: Vec::new(),
            clock: &self.clock,
            theme: self.themes.chosen(),
            speed: 1.0,
            output: &Output::default(),
        };
        let ended = playback::run(playback, "tour", &mut run);
        for event in run.backlog {
            // The channel lives as long as this program.
            let _ = self.sender.send(event);
        }
        self.update(Msg::Resize(term::size()));
        let now = self.clock.now();
        match (recorded, self.canvas.recorder().is_some()) {
            // A recording that began in the tour ends with it.
            (false, true) => {
                let ended = self.canvas.record(None, now);
                self.update(Msg::Recording(ended));
            }
            (true, false) => self.update(Msg::Recording(Ok(Recording::Over))),
            _ => {}
        }
        ended
    }

    fn suspend(&mut self) {
        // A held Ctrl-Z stops the program once.
        if self.resumed.is_some_and(|at| self.clock.now().mono < at + HELD) {
            return;
        }
        self.canvas.term.leave();
        signals::stop();
        self.resume();
        self.resumed = Some(self.clock.now().mono);
    }

    fn resume(&mut self) {
        let (now, size) = (self.clock.now(), term::size());
        self.canvas.resize(size);
        self.canvas.term.resume();
        let mut effects = self.app.update(Msg::Resize(size), now);
        effects.extend(self.app.update(Msg::Resumed, now));
        self.carry_out(effects);
    }

    /// Reads the folder that the command line names, whenever that is another one.
    fn read_folder(&mut self) {
        let named = match self.app.overlays().last() {
            Some(Overlay::Palette(palette)) => palette.folder(self.app.model()).map(str::to_owned),
            _ => None,
        };
        if named != self.folder {
            self.folder.clone_from(&named);
            self.read_on_thread(move || named.map(|folder| reads::files(&folder)).into_iter().collect());
        }
    }

    fn draw(&mut self) -> Result<()> {
        self.read_folder();
        let now: Now = self.clock.now();
        let effects = self.app.lay_out(ui::seen, now);
        self.carry_out(effects);
        self.themes.refresh(&self.app)?;
        let (app, theme) = (&self.app, self.themes.theme());
        #[cfg(debug_assertions)]
        term::panic_if_asked();
        let ended = self.canvas.draw(now, |buf| ui::draw(app, theme, buf));
        if let Some(why) = ended.map_err(|e| anyhow!("The terminal can't be drawn on: {e}."))? {
            self.update(Msg::Recording(Err(why)));
        }
        Ok(())
    }
}
