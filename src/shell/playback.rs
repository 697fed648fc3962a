//! Runs a playback: on the terminal in real time, or without one as fast as it goes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use anyhow::{Result, anyhow};
use ratatui::Terminal;
use ratatui::layout;

use super::canvas::Canvas;
use super::clock::Clock;
use super::event::Events;
use super::recorder::{How, Recorder, named};
use super::screen::Screen;
use super::shots::{paper, save};
use super::{Event, input, signals};
use crate::app::msg::{Effect, Msg, Size};
use crate::backend::Output;
use crate::domain::text::escape;
use crate::stage::playback::{Playback, Step};
use crate::stage::simulation::BEGINS;
use crate::stage::tape::below;
use crate::ui::theme::{Name, Theme};

/// A tape that waited in vain: the program ends with 1.
#[derive(Debug)]
pub struct WaitTimedOut(String);

impl std::fmt::Display for WaitTimedOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WaitTimedOut {}

fn in_vain(name: &str, line: usize, pattern: &str, screen: &str) -> anyhow::Error {
    let pattern = escape(pattern);
    WaitTimedOut(format!("{name}:{line}: the screen never showed /{pattern}/:\n{screen}")).into()
}

/// Plays a playback that nobody watches, in no time.
///
/// # Errors
/// The screen never showed what the tape waits for (with `name:line`, the pattern and the screen), a file cannot be
/// written.
pub fn alone(
    mut play: Playback,
    name: &str,
    theme: Name,
    ascii: bool,
    (record, how): (Option<&Path>, &How),
) -> Result<()> {
    let look = Theme::load(theme, ascii).map_err(|e| anyhow!(e))?;
    let size = play.simulation.app.size();
    let cells = |size: Size| layout::Size::new(size.width, size.height);
    let mut terminal = Terminal::new(Screen::unseen(cells(size)))?;
    let mut recorder = None;
    if let Some(path) = record {
        terminal.backend_mut().copy(true);
        recorder = Some(Recorder::begin(path, how, size, BEGINS, play.simulation.now()).map_err(|e| anyhow!(e))?);
    }
    loop {
        match play.go_on() {
            Step::Draw => {
                terminal.draw(|frame| play.draw(frame))?;
                let bytes = terminal.backend_mut().copied();
                if let Some(recorder) = &mut recorder {
                    let shown = play.simulation.app.size();
                    recorder
                        .frame(play.simulation.now(), shown, &bytes)
                        .map_err(|e| anyhow!(e))?;
                }
            }
            Step::Wait(until) => match until.or_else(|| play.due()) {
                Some(until) => play.pass(until),
                None => return Ok(()),
            },
            Step::Picture(path) => save(&play.simulation.app, &look, paper(theme), &path, &how.output)?,
            Step::Marker(label) => {
                if let Some(recorder) = &mut recorder {
                    recorder.marker(play.simulation.now(), &label);
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
            Step::Effect(Effect::Screenshot(Some(path))) => {
                let path = below(Path::new(&path)).map_err(|why| anyhow!(why))?;
                save(&play.simulation.app, &look, paper(theme), path, &how.output)?;
            }
            Step::Effect(_) => {}
            Step::Failed { line, pattern, screen } => {
                return Err(in_vain(name, line, &pattern, &screen));
            }
            Step::End => {
                if let Some(recorder) = &mut recorder {
                    recorder.end(play.simulation.now());
                }
                return Ok(());
            }
        }
    }
}

/// How a playback on the terminal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, or because somebody left it.
    Over,
    /// A signal or the end of the terminal ends the program with this code.
    Code(u8),
}

/// What a playback on the terminal is run with.
pub struct Run<'a> {
    /// What is drawn on.
    pub canvas: &'a mut Canvas,
    /// What comes from the terminal.
    pub events: &'a mut Events,
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
    /// How a tape's pictures are made.
    pub output: &'a Output,
}

/// Runs a playback on the terminal.
///
/// # Errors
/// The terminal is gone, a file cannot be written, or the screen never showed what the tape waits for.
pub fn watched(mut play: Playback, name: &str, run: &mut Run<'_>) -> Result<Ended> {
    let (theme, speed, clock) = (run.theme, run.speed, run.clock);
    let look = Theme::load(theme, run.ascii).map_err(|e| anyhow!(e))?;
    let mut last = clock.now().mono;
    loop {
        let until = match play.go_on() {
            Step::Draw => {
                // Everything that is queued is one draw, once the terminal has taken the one before.
                let queued = if play.has_steps() { None } else { run.events.queued() };
                if queued.is_some() || !run.canvas.term.is_ready() {
                    play.touch();
                    let event = queued.map_or_else(|| run.events.next(None), Ok);
                    let Ok(event) = event else {
                        return Ok(Ended::Over);
                    };
                    if let Some(ended) = take(event, &mut play, run) {
                        return Ok(ended);
                    }
                    continue;
                }
                let ended = run.canvas.draw(clock.now(), |frame| play.draw(frame));
                if let Some(why) = ended.map_err(|e| anyhow!("The terminal cannot be drawn on: {e}."))? {
                    play.simulation.send(Msg::Recording(Err(why)));
                    play.touch();
                }
                continue;
            }
            Step::Wait(until) => until.into_iter().chain(play.due()).min(),
            Step::Picture(path) => {
                save(&play.simulation.app, &look, paper(theme), &path, run.output)?;
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
        let event = run.events.next(until.map(|until| {
            let drawn = clock.now().mono.saturating_sub(last).as_secs_f64();
            let left = (until.saturating_sub(play.simulation.now()).as_secs_f64() / speed - drawn).max(0.0);
            Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX)
        }));
        // The stage's clock follows the real one, but never beyond what was waited for.
        let now = clock.now().mono;
        let passed = Duration::from_secs_f64(now.saturating_sub(last).as_secs_f64() * speed);
        last = now;
        let reached = match &event {
            Err(RecvTimeoutError::Timeout) => until.unwrap_or_default(),
            _ => (play.simulation.now() + passed).min(until.unwrap_or(Duration::MAX)),
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

fn carry_out(effect: Effect, play: &mut Playback, look: &Theme, run: &mut Run<'_>) {
    let (now, theme) = (run.clock.now(), run.theme);
    let canvas = &mut *run.canvas;
    let said = match effect {
        Effect::Copy(text) => {
            canvas.term.copy(&text);
            return;
        }
        Effect::CaptureMouse(on) => {
            canvas.term.capture(on);
            return;
        }
        Effect::Redraw => {
            // A terminal that cannot be drawn on is told of by the next frame.
            drop(canvas.term.redraw());
            return;
        }
        Effect::Record(path) => {
            let path = path.as_ref().map(Path::new).map(below).transpose();
            Msg::Recording(path.and_then(|path| canvas.record(path, now)))
        }
        Effect::Screenshot(path) => {
            let path = path.map_or_else(|| named(now.unix, "svg"), PathBuf::from);
            let saved = below(&path)
                .map_err(|why| anyhow!(why))
                .and_then(|path| save(&play.simulation.app, look, paper(theme), path, &Output::default()));
            let file = escape(&path.to_string_lossy()).into_owned();
            match saved {
                Ok(()) => Msg::Notice(true, format!("Picture saved in {file}.")),
                Err(why) => Msg::Notice(false, why.to_string()),
            }
        }
        Effect::Suspend => return suspend(play, canvas),
        Effect::Tour(_)
        | Effect::Quit
        | Effect::Send(..)
        | Effect::Hurry(_)
        | Effect::Cancel(_)
        | Effect::SignOut
        | Effect::ReadLog
        | Effect::Connect(..) => return,
    };
    play.simulation.send(said);
}

fn suspend(play: &mut Playback, canvas: &mut Canvas) {
    canvas.term.leave();
    signals::stop();
    resume(play, canvas);
}

/// Takes the terminal over again, at the size that it has now.
fn resume(play: &mut Playback, canvas: &mut Canvas) {
    let size = super::size();
    canvas.resize(size);
    canvas.term.resume();
    play.resize(size);
}

/// Takes an event of the terminal; says how the playback ends, where it does.
fn take(event: Event, play: &mut Playback, run: &mut Run<'_>) -> Option<Ended> {
    let msg = match event {
        Event::Input(input) => input::message(input, &mut play.simulation.app),
        Event::Signal(signal) => match signals::meaning(signal) {
            signals::Meaning::End(code) => return Some(Ended::Code(code)),
            // Nobody sees what it would ask.
            signals::Meaning::Interrupt if !run.canvas.term.is_read() => {
                return Some(Ended::Code(signals::INTERRUPTED));
            }
            signals::Meaning::Interrupt => Msg::Interrupt,
            signals::Meaning::Resized => Msg::Resize(super::size()),
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
        Event::Room | Event::Due => return None,
        other => {
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
