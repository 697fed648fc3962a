//! A playback: a tape or a tour on the stage. It says what happens next; who runs it owns the real time and the screen.

mod drawing;
mod keys;
mod step;

use std::time::Duration;

use super::guide::{Guide, StepState};
use super::player::{NextAction, Player};
use super::simulation::{Simulation, rows};
use super::tape::Tape;
use super::tour::Tour;
use crate::app::msg::{Effect, Msg, Recording};
use crate::app::viewport::Size;
use crate::ui::theme::Theme;

pub use step::PlaybackStep;

/// How long a step's box stays before its keys come without a person.
const READING: Duration = Duration::from_secs(2);

/// Builds the simulation again, to go back in a tour.
pub type Build = Box<dyn Fn() -> Simulation>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlaybackState {
    Running,
    Paused,
    Over,
}

pub struct Playback {
    pub simulation: Simulation,
    theme: Theme,
    build: Build,
    player: Option<Player>,
    guide: Option<Guide>,
    caption: Option<String>,
    state: PlaybackState,
    holds: bool,
    stepwise: bool,
    changed: bool,
    queue: Vec<PlaybackStep>,
}

impl std::fmt::Debug for Playback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Playback")
            .field("simulation", &self.simulation)
            .finish_non_exhaustive()
    }
}

impl Playback {
    fn new(build: Build, theme: Theme) -> Self {
        Self {
            simulation: build(),
            theme,
            build,
            player: None,
            guide: None,
            caption: None,
            state: PlaybackState::Running,
            holds: false,
            stepwise: false,
            changed: true,
            queue: Vec::new(),
        }
    }

    /// Plays a tape. With `stepwise`, each step waits for Space.
    pub fn tape(tape: Tape, build: Build, theme: Theme, stepwise: bool) -> Self {
        let mut playback = Self::new(build, theme);
        playback.player = Some(Player::new(tape));
        playback.stepwise = stepwise;
        playback.pause_if(stepwise);
        playback
    }

    /// Plays a tour. With `alone`, the keys come without a person.
    pub fn tour(tour: Tour, build: Build, theme: Theme, alone: bool) -> Self {
        let mut playback = Self::new(build, theme);
        playback.guide = Some(Guide::new(tour, alone));
        playback.go_to_step(0);
        playback
    }

    #[must_use]
    pub fn hold_last_screen(mut self) -> Self {
        self.holds = true;
        self
    }

    fn pause_if(&mut self, stop: bool) {
        self.state = if stop {
            PlaybackState::Paused
        } else {
            PlaybackState::Running
        };
    }

    /// Builds the simulation again and plays everything before a step, in no time.
    fn go_to_step(&mut self, step: usize) {
        let Some(guide) = &mut self.guide else {
            return;
        };
        guide.restart(step);
        // What was switched on stays on: above all the mask.
        let was = self.simulation.app.model();
        let (size, masked, trailed, recorded) = (was.size, was.mask.is_some(), was.trail.is_some(), was.recorded_for());
        let before = guide.tour.steps.iter().take(step).map(|s| s.keys.clone());
        let tapes: Vec<Tape> = std::iter::once(guide.tour.begin.clone()).chain(before).collect();
        self.simulation = (self.build)();
        self.simulation.app.present(trailed, masked);
        self.simulation.send(Msg::Resize(size));
        for tape in tapes {
            self.play_through(Player::new(tape));
        }
        self.simulation.effects();
        if let Some(before) = recorded {
            self.simulation.send(Msg::Recording(Ok(Recording::GoesOn(before))));
        }
        self.player = None;
        self.changed = true;
        self.queue_marker();
    }

    /// Plays the rest of a tape at once, with all answers.
    fn play_through(&mut self, mut player: Player) {
        loop {
            match self.next_action(&mut player) {
                NextAction::Send(msg) => self.simulation.send(msg),
                NextAction::WaitUntil(due) | NextAction::WaitForScreen(due) => {
                    self.simulation.advance_to(due);
                }
                NextAction::Failed { .. } | NextAction::End => break,
                NextAction::Picture(_) | NextAction::Hide(_) | NextAction::Caption(_) | NextAction::Marker(_) => {}
            }
        }
        self.simulation.finish_requests();
    }

    /// What a tape does next, given the screen and the row of the cursor. A key waits for all answers, as a person does who
    /// reads the screen first.
    fn next_action(&self, player: &mut Player) -> NextAction {
        if let Some(due) = self.simulation.awaits_until()
            && player.presses(self.simulation.now())
        {
            return NextAction::WaitUntil(due);
        }
        let (buffer, cursor) = self.simulation.draw(&self.theme);
        let rows = rows(&buffer);
        let line = rows.get(usize::from(cursor.y)).map_or("", String::as_str);
        player.next(self.simulation.now(), &rows, line)
    }

    fn failed(&self, line: usize, pattern: String) -> PlaybackStep {
        let screen = rows(&self.simulation.draw(&self.theme).0).join("\n");
        PlaybackStep::Failed { line, pattern, screen }
    }

    fn queue_marker(&mut self) {
        if let Some(step) = self.guide.as_ref().and_then(Guide::step) {
            let title = step.title.clone();
            self.queue.push(PlaybackStep::Marker(title));
        }
    }

    fn take_effects(&mut self) {
        for effect in self.simulation.effects() {
            match effect {
                // Within a tour the key of the tour pauses it; a playback ends with the program.
                Effect::Tour(_) if self.guide.is_none() => {}
                Effect::Tour(_) => self.pause(),
                Effect::Quit => self.queue.push(PlaybackStep::End),
                other => self.queue.push(PlaybackStep::Effect(other)),
            }
        }
        self.advance_tour();
    }

    pub fn next_step(&mut self) -> PlaybackStep {
        self.take_effects();
        if std::mem::take(&mut self.changed) {
            return PlaybackStep::Draw;
        }
        if !self.queue.is_empty() {
            return self.queue.remove(0);
        }
        if self.state != PlaybackState::Running {
            return PlaybackStep::Wait(None);
        }
        let next = match self.player.take() {
            Some(player) => self.play_tape(player),
            None => self.play_tour(),
        };
        match next {
            PlaybackStep::End if self.holds => {
                (self.state, self.changed) = (PlaybackState::Over, true);
                // The closing words are not recorded.
                PlaybackStep::Hide(true)
            }
            next => next,
        }
    }

    /// Pauses the tour, or resumes it. What the person did meanwhile stays; Ctrl-N plays the step from its beginning.
    fn pause(&mut self) {
        self.changed = true;
        if let Some(guide) = &mut self.guide {
            guide.paused = !guide.paused;
            guide.state = StepState::Touched;
        }
    }

    /// Whether keys of the step or answers to them are still to come.
    fn is_showing(&self) -> bool {
        let state = self.guide.as_ref().is_some_and(|g| g.state == StepState::Shown);
        self.player.is_some() || (state && self.simulation.is_waiting())
    }

    /// Goes on to the step that the state of the program asks for.
    fn advance_tour(&mut self) {
        let Some(guide) = &mut self.guide else {
            return;
        };
        if self.player.is_some() || guide.paused {
            return;
        }
        if let Some(next) = guide.next(&self.simulation.app) {
            guide.go_to(next);
            self.changed = true;
            self.queue_marker();
        }
    }

    fn play_tape(&mut self, mut player: Player) -> PlaybackStep {
        let next = self.next_action(&mut player);
        if !matches!(next, NextAction::End) {
            self.player = Some(player);
        }
        match next {
            NextAction::Send(msg) => {
                self.pause_if(self.stepwise && matches!(msg, Msg::Key(_)));
                self.simulation.send(msg);
                self.changed = true;
                self.next_step()
            }
            NextAction::WaitUntil(due) | NextAction::WaitForScreen(due) => PlaybackStep::Wait(Some(due)),
            NextAction::Picture(file) => PlaybackStep::Picture(file),
            NextAction::Hide(hidden) => PlaybackStep::Hide(hidden),
            NextAction::Marker(words) => PlaybackStep::Marker(words),
            NextAction::Caption(words) => {
                self.caption = Some(words).filter(|w| !w.is_empty());
                PlaybackStep::Draw
            }
            // The person is elsewhere: the keys of the step do not work from here.
            NextAction::Failed { .. } if self.guide.as_ref().is_some_and(|g| !g.alone) => {
                self.player = None;
                let why = "This step can't be shown from here. Ctrl-P goes back.";
                self.simulation.send(Msg::Notice(false, why.into()));
                PlaybackStep::Draw
            }
            NextAction::Failed { line, pattern } => self.failed(line, pattern),
            NextAction::End if self.guide.is_none() => PlaybackStep::End,
            NextAction::End => self.next_step(),
        }
    }

    /// Without a tape to play, a tour waits for the person, or plays its next step.
    fn play_tour(&mut self) -> PlaybackStep {
        let now = self.simulation.now();
        let Some(guide) = &mut self.guide else {
            return PlaybackStep::End;
        };
        if !guide.alone || guide.paused {
            return PlaybackStep::Wait(None);
        }
        let over = guide.at >= guide.tour.steps.len();
        let due = *guide.due.get_or_insert(now + READING);
        if now < due {
            return PlaybackStep::Wait(Some(due));
        }
        guide.due = None;
        if over {
            return PlaybackStep::End;
        }
        if std::mem::replace(&mut guide.state, StepState::Shown) == StepState::Shown {
            let title = guide.step().map(|step| step.title.clone()).unwrap_or_default();
            let number = guide.at + 1;
            return self.failed(number, title);
        }
        self.show_step();
        self.next_step()
    }

    fn show_step(&mut self) {
        let step = self.guide.as_ref().and_then(Guide::step);
        if let (Some(step), None) = (step, &self.player) {
            self.player = Some(Player::new(step.keys.clone()));
        }
    }

    pub fn has_queued(&self) -> bool {
        !self.queue.is_empty()
    }

    pub fn advance_to(&mut self, until: Duration) {
        self.changed |= self.simulation.advance_to(until);
    }

    pub fn due(&self) -> Option<Duration> {
        // A tape that goes step by step stands still, and the program goes on.
        self.simulation
            .next()
            .filter(|_| self.state != PlaybackState::Paused || self.stepwise)
    }

    pub fn is_paused(&self) -> bool {
        self.state == PlaybackState::Paused && !self.stepwise
    }

    pub fn mark_changed(&mut self) {
        self.changed = true;
    }

    pub fn resize(&mut self, size: Size) {
        self.simulation.send(Msg::Resize(size));
        self.changed = true;
    }
}
