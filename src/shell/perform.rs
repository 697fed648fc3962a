//! Runs a performance: on the terminal in real time, or without one as fast as it goes. Nothing here touches the kept
//! organization: the stage has a copy of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Result, anyhow};
use ratatui::Terminal;
use ratatui::layout;

use super::canvas::Canvas;
use super::clock::Clock;
use super::recorder::{How, Recorder};
use super::screen::Screen;
use super::shots::{paper, save};
use super::{Event, input, signals, worker};
use crate::app::keymap::Keymap;
use crate::app::msg::{Effect, Msg, Size};
use crate::app::{Badge, Place, Show, Start};
use crate::backend::store::FileHome;
use crate::backend::{Backend, ReadOnly};
use crate::domain::text::escape;
use crate::domain::{Error, Foreign};
use crate::stage::performance::{Performance, Step};
use crate::stage::theatre::{Answers, BEGINS, Theatre};
use crate::ui::theme::{Name, Theme};

/// How long an answer takes on a stage that somebody watches.
const DELAY: Duration = Duration::from_millis(250);

/// A tape that waited in vain: the program ends with 1.
#[derive(Debug)]
pub struct InVain(String);

impl std::fmt::Display for InVain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InVain {}

fn in_vain(name: &str, line: usize, pattern: &str, screen: &str) -> anyhow::Error {
    let pattern = escape(pattern);
    InVain(format!("{name}:{line}: the screen never showed /{pattern}/:\n{screen}")).into()
}

/// How a stage is set up.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// The organization file to copy; the demo where there is none.
    pub file: Option<PathBuf>,
    /// Sign in as this user.
    pub user: Option<String>,
    /// Begin there.
    pub open: Option<Place>,
    /// Whether changes are off.
    pub read_only: bool,
    /// What is done for those who watch.
    pub show: Show,
    /// Whether nobody watches: then answers come at once.
    pub alone: bool,
}

fn begins() -> i64 {
    BEGINS
}

impl Stage {
    /// Checks that the stage can be set up, and returns what sets it up.
    ///
    /// # Errors
    /// The organization file is not right, or there is no such account.
    pub fn builder(self, size: Size) -> Result<Box<dyn Fn() -> Theatre>> {
        let copy = FileHome::copy(self.file.as_deref(), begins).map_err(|e| anyhow!("{e}"))?;
        let accounts = copy.accounts().map_err(|e| anyhow!("{e}"))?;
        if let Some(user) = &self.user {
            super::start::account(user, &accounts)?;
        }
        Ok(Box::new(move || self.build(size)))
    }

    /// The first account of the file: administrators of the root come first.
    #[must_use]
    pub fn first_administrator(&self) -> Option<String> {
        let copy = FileHome::copy(self.file.as_deref(), begins).ok()?;
        copy.accounts().ok()?.first().map(|a| a.username.raw().to_owned())
    }

    fn build(&self, size: Size) -> Theatre {
        let home: Result<Arc<dyn Backend>, Error> = FileHome::copy(self.file.as_deref(), begins).map(|copy| {
            let home: Arc<dyn Backend> = if self.read_only {
                Arc::new(ReadOnly(copy))
            } else {
                Arc::new(copy)
            };
            home
        });
        let accounts = home
            .as_ref()
            .map(|h| h.accounts().unwrap_or_default())
            .unwrap_or_default();
        let answers: Answers = Box::new(move |request| match &home {
            Ok(home) => worker::answer(home.as_ref(), request),
            Err(error) => Err(error.clone()),
        });
        let file = self.file.as_ref().and_then(|f| f.file_name());
        let start = Start {
            badge: if self.file.is_some() { Badge::File } else { Badge::Demo },
            live: None,
            says: Vec::new(),
            file: file
                .map(|f| escape(&f.to_string_lossy()).into_owned())
                .unwrap_or_default(),
            read_only: self.read_only,
            accounts,
            sign_in_as: self.user.as_deref().map(Foreign::new),
            open: self.open.clone(),
            keymap: Keymap::standard(None).unwrap_or_default(),
            mouse: true,
            show: self.show,
            watched: true,
        };
        let delay = if self.alone { Duration::ZERO } else { DELAY };
        Theatre::new(start, size, answers, delay)
    }
}

/// Plays a performance that nobody watches, in no time.
///
/// # Errors
/// The screen never showed what the tape waits for (with `name:line`, the pattern and the screen), a file cannot be
/// written.
pub fn alone(mut play: Performance, name: &str, theme: Name, ascii: bool, record: Option<(&Path, How)>) -> Result<()> {
    let look = Theme::load(theme, ascii).map_err(|e| anyhow!(e))?;
    let size = play.theatre.app.size();
    let cells = |size: Size| layout::Size::new(size.width, size.height);
    let mut terminal = Terminal::new(Screen::unseen(cells(size)))?;
    let mut recorder = None;
    if let Some((path, how)) = record {
        terminal.backend_mut().copy(true);
        recorder = Some(Recorder::begin(path, how, size, BEGINS, play.theatre.now()).map_err(|e| anyhow!(e))?);
    }
    loop {
        match play.go_on() {
            Step::Draw => {
                terminal.draw(|frame| play.draw(frame))?;
                let bytes = terminal.backend_mut().copied();
                if let Some(recorder) = &mut recorder {
                    let shown = play.theatre.app.size();
                    recorder
                        .frame(play.theatre.now(), shown, &bytes)
                        .map_err(|e| anyhow!(e))?;
                }
            }
            Step::Wait(until) => match until.or_else(|| play.due()) {
                Some(until) => play.pass(until),
                None => return Ok(()),
            },
            Step::Picture(path) => save(&play.theatre.app, &look, paper(theme), &path, true)?,
            Step::Marker(label) => {
                if let Some(recorder) = &mut recorder {
                    recorder.marker(play.theatre.now(), &label);
                }
            }
            Step::Hide(hidden) => {
                if let Some(recorder) = &mut recorder {
                    recorder.hide(hidden);
                }
                // What is recorded from here on begins with all of the screen.
                terminal.clear()?;
                play.touch();
            }
            Step::Effect(Effect::Shot(Some(path))) => {
                save(&play.theatre.app, &look, paper(theme), Path::new(&path), true)?;
            }
            Step::Effect(_) => {}
            Step::Failed { line, pattern, screen } => {
                return Err(in_vain(name, line, &pattern, &screen));
            }
            Step::End => {
                if let Some(recorder) = &mut recorder {
                    recorder.end(play.theatre.now());
                }
                return Ok(());
            }
        }
    }
}

/// How a performance on the terminal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, or because somebody left it.
    Over,
    /// A signal or the end of the terminal ends the program with this code.
    Code(u8),
}

/// What a performance on the terminal is run with.
pub struct Run<'a> {
    /// What is drawn on.
    pub canvas: &'a mut Canvas,
    /// What comes from the terminal.
    pub events: &'a Receiver<Event>,
    /// What came in the meantime for the program behind the stage.
    pub backlog: Vec<Event>,
    /// The real time.
    pub clock: &'a Clock,
    /// How it looks.
    pub theme: Name,
    /// Whether frames are drawn with ASCII characters.
    pub ascii: bool,
    /// So many times as fast as real time.
    pub speed: f64,
}

/// Runs a performance on the terminal.
///
/// # Errors
/// The terminal is gone, a file cannot be written, or the screen never showed what the tape waits for.
pub fn watched(mut play: Performance, name: &str, run: &mut Run<'_>) -> Result<Ended> {
    let (theme, speed, clock, events) = (run.theme, run.speed, run.clock, run.events);
    let look = Theme::load(theme, run.ascii).map_err(|e| anyhow!(e))?;
    let mut last = clock.now().mono;
    loop {
        let until = match play.go_on() {
            Step::Draw => {
                let ended = run.canvas.draw(clock.now(), |frame| play.draw(frame));
                if let Some(why) = ended.map_err(|e| anyhow!("The terminal cannot be drawn on: {e}."))? {
                    play.theatre.send(Msg::Recording(Err(why)));
                    play.touch();
                }
                continue;
            }
            Step::Wait(until) => until.into_iter().chain(play.due()).min(),
            Step::Picture(path) => {
                save(&play.theatre.app, &look, paper(theme), &path, true)?;
                continue;
            }
            Step::Marker(label) => {
                if let Some(recorder) = run.canvas.recorder() {
                    recorder.marker(clock.now().mono, &label);
                }
                continue;
            }
            Step::Hide(hidden) => {
                if let Some(recorder) = run.canvas.recorder() {
                    recorder.hide(hidden);
                }
                // What is recorded from here on begins with all of the screen.
                drop(run.canvas.term.redraw());
                play.touch();
                continue;
            }
            Step::Effect(effect) => {
                carry_out(effect, &mut play, &look, run);
                play.touch();
                continue;
            }
            Step::Failed { line, pattern, screen } => {
                return Err(in_vain(name, line, &pattern, &screen));
            }
            Step::End => return Ok(Ended::Over),
        };
        let event = match until {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => {
                let drawn = clock.now().mono.saturating_sub(last).as_secs_f64();
                let left = (until.saturating_sub(play.theatre.now()).as_secs_f64() / speed - drawn).max(0.0);
                events.recv_timeout(Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX))
            }
        };
        // The stage's clock follows the real one, but never beyond what was waited for.
        let now = clock.now().mono;
        let passed = Duration::from_secs_f64(now.saturating_sub(last).as_secs_f64() * speed);
        last = now;
        let reached = match &event {
            Err(RecvTimeoutError::Timeout) => until.unwrap_or_default(),
            _ => (play.theatre.now() + passed).min(until.unwrap_or(Duration::MAX)),
        };
        // Nothing passes while it is paused.
        if !play.is_paused() {
            play.pass(reached);
        }
        match event {
            Ok(event) => {
                if let Some(ended) = take(event, &mut play, run) {
                    return Ok(ended);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(Ended::Over),
        }
    }
}

fn carry_out(effect: Effect, play: &mut Performance, look: &Theme, run: &mut Run<'_>) {
    let (now, theme) = (run.clock.now(), run.theme);
    let canvas = &mut *run.canvas;
    let said = match effect {
        Effect::Copy(text) => {
            canvas.term.copy(&text);
            return;
        }
        Effect::Capture(on) => {
            canvas.term.capture(on);
            return;
        }
        Effect::Redraw => {
            // A terminal that cannot be drawn on is told of by the next frame.
            drop(canvas.term.redraw());
            return;
        }
        Effect::Record(path) => Msg::Recording(canvas.record(path.as_deref().map(super::paths::typed).as_deref(), now)),
        Effect::Shot(path) => {
            let path = path.map_or_else(
                || super::recorder::named(now.unix, "svg"),
                |text| super::paths::typed(&text),
            );
            let saved = save(&play.theatre.app, look, paper(theme), &path, false);
            let file = escape(&path.to_string_lossy()).into_owned();
            match saved {
                Ok(()) => Msg::Told(true, format!("Picture saved in {file}.")),
                Err(why) => Msg::Told(false, why.to_string()),
            }
        }
        Effect::Suspend => return suspend(play, canvas),
        Effect::Tour(_)
        | Effect::Quit
        | Effect::Send(..)
        | Effect::Hurry(_)
        | Effect::Forget(_)
        | Effect::SignOut
        | Effect::ReadLog
        | Effect::Connect(_) => return,
    };
    play.theatre.send(said);
}

fn suspend(play: &mut Performance, canvas: &mut Canvas) {
    canvas.term.leave();
    signals::stop();
    resume(play, canvas);
}

/// Takes the terminal over again, at the size that it has now.
fn resume(play: &mut Performance, canvas: &mut Canvas) {
    let size = super::size();
    canvas.resize(size);
    canvas.term.resume();
    play.resize(size);
}

/// Takes an event of the terminal; says how the performance ends, where it does.
fn take(event: Event, play: &mut Performance, run: &mut Run<'_>) -> Option<Ended> {
    let msg = match event {
        Event::Terminal(event) => input::message(event, &mut play.theatre.app)?,
        Event::Signal(signal) => match signals::meaning(signal) {
            signals::Meaning::End(code) => return Some(Ended::Code(code)),
            signals::Meaning::Interrupt => Msg::Interrupt,
            signals::Meaning::Stop => {
                suspend(play, run.canvas);
                return None;
            }
            signals::Meaning::Continued => {
                resume(play, run.canvas);
                return None;
            }
        },
        Event::Gone => return Some(Ended::Code(128 + 1)),
        other @ (Event::Reply(..) | Event::Meanwhile(..) | Event::Limited(_) | Event::Zone(_) | Event::Due) => {
            run.backlog.push(other);
            return None;
        }
    };
    if let Msg::Resize(size) = msg {
        run.canvas.resize(size);
        play.resize(size);
        return None;
    }
    (!play.real(msg)).then_some(Ended::Over)
}
