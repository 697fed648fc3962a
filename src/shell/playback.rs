//! Runs a playback: on the terminal in real time, or without one as fast as it goes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::RecordedTerminal;
use super::clock::SystemClock;
use super::commands::exit::{Exit, HANGUP, INTERRUPTED, WAIT_TIMED_OUT};
use super::event::{self, Event, Events};
use super::options::{ThemeOptions, output, recording};
use super::recorder::{Recorder, RecordingOptions, default_name};
use super::screen::Screen;
use super::screenshot::{paper, save, saved_notice};
use super::{input, signals, term};
use crate::app::msg::{Effect, Msg};
use crate::app::viewport::Size;
use crate::backend::Output;
use crate::cli::Cli;
use crate::domain::text::escape;
use crate::stage::playback::{Playback, PlaybackStep};
use crate::stage::simulation::BEGINS;
use crate::stage::tape::below;
use crate::ui::layout;
use crate::ui::theme::Theme;

fn wait_timed_out(name: &str, line: usize, pattern: &str, screen: &str) -> anyhow::Error {
    let pattern = escape(pattern);
    let message = format!("{name}:{line}: the screen never showed /{pattern}/:\n{screen}");
    Exit::new(WAIT_TIMED_OUT, message).into()
}

/// Plays it at once, for nobody to watch.
///
/// # Errors
/// A file cannot be written, or a wait timed out: with `name:line`, the pattern and the screen.
pub fn without_terminal(
    mut play: Playback,
    name: &str,
    theme: &ThemeOptions,
    (record, options): (Option<&Path>, &RecordingOptions),
) -> Result<()> {
    let drawn = theme.load()?;
    let size = play.simulation.app.model().size;
    let mut screen = Screen::unseen(size);
    let mut recorder = None;
    if let Some(path) = record {
        screen.copy(true);
        recorder = Some(Recorder::begin(path, options, size, BEGINS, play.simulation.now()).map_err(|e| anyhow!(e))?);
    }
    loop {
        match play.next_step() {
            PlaybackStep::Draw => {
                screen.draw(|frame| frame.draw(|buf| play.draw(buf)))?;
                let bytes = screen.copied();
                if let Some(recorder) = &mut recorder {
                    let shown = play.simulation.app.model().size;
                    recorder
                        .frame(play.simulation.now(), shown, &bytes)
                        .map_err(|e| anyhow!(e))?;
                }
            }
            PlaybackStep::Wait(until) => match until.or_else(|| play.due()) {
                Some(until) => play.advance_to(until),
                None => return Ok(()),
            },
            PlaybackStep::Picture(path) => {
                save(&play.simulation.app, &drawn, paper(&theme.name), &path, &options.output)?;
            }
            PlaybackStep::Marker(label) => {
                if let Some(recorder) = &mut recorder {
                    recorder.marker(play.simulation.now(), &label);
                }
            }
            PlaybackStep::Hide(hidden) => {
                if let Some(recorder) = &mut recorder {
                    recorder.hide(hidden);
                }
                // What is recorded from here on begins with all of the screen.
                screen.clear();
                play.mark_changed();
            }
            PlaybackStep::Effect(Effect::Screenshot(Some(path))) => {
                let path = below(Path::new(&path)).map_err(|why| anyhow!(why))?;
                save(&play.simulation.app, &drawn, paper(&theme.name), path, &options.output)?;
            }
            PlaybackStep::Effect(_) => {}
            PlaybackStep::Failed { line, pattern, screen } => {
                return Err(wait_timed_out(name, line, &pattern, &screen));
            }
            PlaybackStep::End => {
                if let Some(recorder) = &mut recorder {
                    recorder.end(play.simulation.now());
                }
                return Ok(());
            }
        }
    }
}

/// What a playback on the terminal runs with.
pub(super) struct PlaybackContext<'a> {
    pub canvas: &'a mut RecordedTerminal,
    pub events: &'a mut Events,
    /// Events for the program that the playback interrupts.
    pub backlog: Vec<Event>,
    /// The real time.
    pub clock: &'a SystemClock,
    pub theme: ThemeOptions,
    /// So many times as fast as real time.
    pub speed: f64,
    /// How a tape's pictures are saved.
    pub output: &'a Output,
}

/// Takes the terminal over, and runs a playback on it. Returns the exit code.
pub(super) fn on_terminal(cli: &Cli, mut playback: Playback, name: &str, speed: f64) -> Result<u8> {
    let (sender, mut events) = event::channel()?;
    signals::catch()?.send_to(sender.clone())?;
    let clock = SystemClock::start();
    let mut canvas = RecordedTerminal::enter(term::size(), recording(cli), sender)?;
    let run = || {
        if let Some(path) = &cli.recording.record {
            let began = canvas.record(Some(path), clock.now());
            let began = began.map_err(|e| anyhow!(e))?;
            playback.simulation.send(Msg::Recording(Ok(began)));
        }
        events.listen();
        let mut context = PlaybackContext {
            canvas: &mut canvas,
            events: &mut events,
            backlog: Vec::new(),
            clock: &clock,
            theme: ThemeOptions::of(cli),
            speed,
            output: &output(cli),
        };
        run(playback, name, &mut context)
    };
    let ended = run();
    canvas.end_recording(clock.now());
    canvas.term.leave();
    Ok(ended?.unwrap_or(0))
}

/// Draws a playback in the middle of a terminal that is larger than what it needs. Returns where the cursor is seen.
fn draw_centered(play: &Playback, buf: &mut Buffer) -> Option<Position> {
    let Size { width, height } = play.simulation.app.model().size;
    if (width, height) == (buf.area.width, buf.area.height) {
        return play.draw(buf);
    }
    let mut drawn = Buffer::empty(Rect::new(0, 0, width, height));
    let cursor = play.draw(&mut drawn);
    let middle = layout::centered(buf.area, width, height);
    let place = |at: Position| Position::new(middle.x + at.x, middle.y + at.y);
    for at in drawn.area.positions() {
        if let (Some(from), Some(to)) = (drawn.cell(at), buf.cell_mut(place(at))) {
            to.clone_from(from);
        }
    }
    cursor.map(place)
}

/// Runs a playback on a terminal that is taken. Returns the exit code where a signal or the terminal ends the program.
pub(super) fn run(mut play: Playback, name: &str, context: &mut PlaybackContext<'_>) -> Result<Option<u8>> {
    let (speed, clock) = (context.speed, context.clock);
    let theme = context.theme.load()?;
    let mut last = clock.now().mono;
    loop {
        let until = match play.next_step() {
            PlaybackStep::Draw => {
                // Draw once for all queued events, after the terminal has taken the last frame.
                let queued = if play.has_queued() {
                    None
                } else {
                    context.events.queued()
                };
                if queued.is_some() || !context.canvas.term.is_ready() {
                    play.mark_changed();
                    let Some(event) = queued.or_else(|| context.events.next(None)) else {
                        continue;
                    };
                    if let ControlFlow::Break(ended) = take(event, &mut play, context) {
                        return Ok(ended);
                    }
                    continue;
                }
                let ended = context
                    .canvas
                    .draw(clock.now(), |frame| frame.draw(|buf| draw_centered(&play, buf)));
                if let Some(why) = ended.map_err(|e| anyhow!("The terminal can't be drawn on: {e}."))? {
                    play.simulation.send(Msg::Recording(Err(why)));
                    play.mark_changed();
                }
                continue;
            }
            PlaybackStep::Wait(until) => until.into_iter().chain(play.due()).min(),
            PlaybackStep::Picture(path) => {
                save(
                    &play.simulation.app,
                    &theme,
                    paper(&context.theme.name),
                    &path,
                    context.output,
                )?;
                continue;
            }
            PlaybackStep::Marker(label) => {
                if let Some(recorder) = context.canvas.recorder() {
                    recorder.marker(clock.now().mono, &label);
                }
                continue;
            }
            PlaybackStep::Hide(hidden) => {
                if let Some(recorder) = context.canvas.recorder() {
                    recorder.hide(hidden);
                }
                // What is recorded from here on begins with all of the screen.
                context.canvas.term.redraw();
                play.mark_changed();
                continue;
            }
            PlaybackStep::Effect(effect) => {
                carry_out(effect, &mut play, &theme, context);
                play.mark_changed();
                continue;
            }
            PlaybackStep::Failed { line, pattern, screen } => {
                return Err(wait_timed_out(name, line, &pattern, &screen));
            }
            PlaybackStep::End => return Ok(None),
        };
        let event = context.events.next(until.map(|until| {
            let drawn = clock.now().mono.saturating_sub(last).as_secs_f64();
            let left = (until.saturating_sub(play.simulation.now()).as_secs_f64() / speed - drawn).max(0.0);
            Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX)
        }));
        // The clock of the simulation follows the real one, at most up to `until`.
        let now = clock.now().mono;
        let passed = Duration::from_secs_f64(now.saturating_sub(last).as_secs_f64() * speed);
        last = now;
        let reached = match &event {
            None => until.unwrap_or_default(),
            Some(_) => (play.simulation.now() + passed).min(until.unwrap_or(Duration::MAX)),
        };
        // Nothing passes while it is paused.
        if !play.is_paused() {
            play.advance_to(reached);
        }
        if let Some(event) = event
            && let ControlFlow::Break(ended) = take(event, &mut play, context)
        {
            return Ok(ended);
        }
    }
}

fn carry_out(effect: Effect, play: &mut Playback, theme: &Theme, context: &mut PlaybackContext<'_>) {
    let now = context.clock.now();
    let canvas = &mut *context.canvas;
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
            // The next frame reports a terminal that is gone.
            canvas.term.redraw();
            return;
        }
        Effect::Record(path) => {
            let path = path.as_ref().map(Path::new).map(below).transpose();
            Msg::Recording(path.and_then(|path| canvas.record(path, now)))
        }
        Effect::Screenshot(path) => {
            let path = path.map_or_else(|| default_name(Path::new(""), now.unix, "svg"), PathBuf::from);
            let saved = below(&path).map_err(|why| anyhow!(why)).and_then(|path| {
                save(
                    &play.simulation.app,
                    theme,
                    paper(&context.theme.name),
                    path,
                    &Output::default(),
                )
            });
            saved_notice(&saved, &path)
        }
        Effect::Suspend => return suspend(play, canvas),
        Effect::Tour(_)
        | Effect::Theme(_)
        | Effect::Save { .. }
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

fn suspend(play: &mut Playback, canvas: &mut RecordedTerminal) {
    canvas.term.leave();
    signals::stop();
    resume(play, canvas);
}

/// Takes the terminal over again, at the size that it has now.
fn resume(play: &mut Playback, canvas: &mut RecordedTerminal) {
    let size = term::size();
    canvas.resize(size);
    canvas.term.resume();
    play.resize(size);
}

/// Takes an event of the terminal. Breaks where that ends the playback, with the exit code where it ends the program.
fn take(event: Event, play: &mut Playback, context: &mut PlaybackContext<'_>) -> ControlFlow<Option<u8>> {
    let msg = match event {
        Event::Input(input) => input::message(input, &mut play.simulation.app),
        Event::Signal(signal) => match signals::action(signal) {
            signals::SignalAction::End(code) => return ControlFlow::Break(Some(code)),
            // Nobody would see the question.
            signals::SignalAction::Interrupt if !context.canvas.term.is_read() => {
                return ControlFlow::Break(Some(INTERRUPTED));
            }
            signals::SignalAction::Interrupt => Msg::Interrupt,
            signals::SignalAction::Resized => Msg::Resize(term::size()),
            signals::SignalAction::Stop => {
                suspend(play, context.canvas);
                return ControlFlow::Continue(());
            }
            signals::SignalAction::Continued => {
                resume(play, context.canvas);
                return ControlFlow::Continue(());
            }
        },
        Event::TerminalGone => return ControlFlow::Break(Some(HANGUP)),
        Event::TerminalReady | Event::Deadline | Event::Line(_) | Event::EndOfInput => return ControlFlow::Continue(()),
        other => {
            context.backlog.push(other);
            return ControlFlow::Continue(());
        }
    };
    if let Msg::Resize(size) = msg {
        context.canvas.resize(size);
        play.resize(size);
        return ControlFlow::Continue(());
    }
    if play.handle(msg) {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(None)
    }
}
