//! The program on a clock moved by hand, with answers that come when they are due.

use std::collections::VecDeque;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::msg::{Effect, Msg, ScreenSettings};
use crate::app::request::{Reply, Request, Ticket};
use crate::app::time::Now;
use crate::app::{App, Start};
use crate::domain::Error;
use crate::ui;
use crate::ui::theme::Theme;

/// Answers requests from a copy of an organization.
pub type Responder = Box<dyn FnMut(Request) -> Result<Reply, Error>>;

/// Every playback begins at this moment: 24 November 2026, 14:02:11 UTC.
pub const BEGINS: i64 = 1_795_528_931;

pub struct Simulation {
    pub app: App,
    responder: Responder,
    delay: Duration,
    waiting: VecDeque<(Duration, Ticket, Request)>,
    now: Now,
    effects: Vec<Effect>,
}

impl std::fmt::Debug for Simulation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulation")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Simulation {
    pub fn new(start: Start, size: crate::app::viewport::Size, responder: Responder, delay: Duration) -> Self {
        let now = Now {
            mono: Duration::ZERO,
            unix: BEGINS,
            offset: 0,
        };
        let mut simulation = Self {
            app: App::new(start),
            responder,
            delay,
            waiting: VecDeque::new(),
            now,
            effects: Vec::new(),
        };
        let effects = simulation.app.begin(now);
        simulation.carry_out(effects);
        // As for everybody who didn't choose.
        simulation.send(Msg::Preferences(ScreenSettings {
            preview: Some(true),
            ..ScreenSettings::default()
        }));
        simulation.send(Msg::Resize(size));
        simulation
    }

    pub fn now(&self) -> Duration {
        self.now.mono
    }

    /// Updates the program, and lays the screen out as the shell does.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.now);
        self.carry_out(effects);
        let effects = self.app.lay_out(ui::seen, self.now);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => {
                    self.waiting.push_back((self.now.mono + self.delay, ticket, request));
                }
                // On a stage all answers take the same time.
                Effect::Hurry(_) => {}
                other => self.effects.push(other),
            }
        }
    }

    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether an answer is on its way, or a confirmed delete is about to start.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty() || self.app.overlays().dialog().is_some_and(|d| d.due().is_some())
    }

    /// When something of what is awaited comes.
    pub fn awaits_until(&self) -> Option<Duration> {
        self.next().filter(|_| self.is_waiting())
    }

    pub fn next(&self) -> Option<Duration> {
        let answer = self.waiting.front().map(|(due, ..)| *due);
        answer.into_iter().chain(self.app.deadline()).min()
    }

    /// Moves the clock to `until`, or to the next answer or deadline if that comes first. Returns whether one came.
    pub fn advance_to(&mut self, until: Duration) -> bool {
        let next = self.next().filter(|next| *next <= until);
        let to = next.unwrap_or(until).max(self.now.mono);
        self.now.mono = to;
        self.now.unix = BEGINS + i64::try_from(to.as_secs()).unwrap_or(0);
        if next.is_none() {
            return false;
        }
        if self.waiting.front().is_none_or(|(due, ..)| *due > to) {
            self.send(Msg::Tick);
        } else if let Some((_, ticket, request)) = self.waiting.pop_front() {
            let answer = (self.responder)(request);
            self.send(Msg::Reply(ticket, answer));
        }
        true
    }

    /// Moves the clock on until no answer is awaited.
    pub fn finish_requests(&mut self) {
        while let Some((due, ..)) = self.waiting.front() {
            let due = *due;
            self.advance_to(due);
        }
    }

    pub fn answer_all(&mut self) {
        while let Some((_, ticket, request)) = self.waiting.pop_front() {
            let answer = (self.responder)(request);
            self.send(Msg::Reply(ticket, answer));
        }
    }

    pub fn draw(&self, theme: &Theme) -> (Buffer, Position) {
        draw(&self.app, theme)
    }
}

/// Draws a screen without a terminal. Returns it, and where the cursor stands.
pub fn draw(app: &App, theme: &Theme) -> (Buffer, Position) {
    let size = app.model().size;
    let mut buf = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    let cursor = ui::draw(app, theme, &mut buf);
    (buf, cursor.unwrap_or_default())
}

/// The rows of a screen as text, without blanks at their ends.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut row = String::new();
        let mut covered = 0;
        for cell in cells {
            // A wide character stands in its first cell; what follows it is not there.
            if covered == 0 {
                row.push_str(cell.symbol());
                covered = ui::widget::text::width(cell.symbol()).saturating_sub(1);
            } else {
                covered -= 1;
            }
        }
        row.truncate(row.trim_end().len());
        row
    };
    buffer.content.chunks(width).map(row).collect()
}
