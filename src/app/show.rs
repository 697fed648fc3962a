//! For those who watch: keys and stand-ins on screen, tours, recordings and pictures.

use std::time::Duration;

use super::App;
use super::action::Action;
use super::awaited::Awaited;
use super::component::Command;
use super::connection::Mode;
use super::line::Tone;
use super::mask::Mask;
use super::msg::{Effect, Recording};
use super::overlay::Overlay;
use super::overlay::pick::{Choice, Pick};
use super::request::{Reply, Request};
use super::trail::Trail;
use crate::domain::Error;
use crate::domain::rules::Refusal;
use crate::domain::text::count;

/// Why an organization of one's own is not recorded as it is.
pub const UNMASKED: &str = "Nothing is recorded: it would show your users, ids and hosts. F4 or --mask shows stand-ins; --record-unmasked allows it.";

impl App {
    /// Does what `action` asks for, where it is one for those who watch. `argument` is what follows a command.
    pub(super) fn show(&mut self, action: Action, argument: Option<String>) -> bool {
        match action {
            // A secret that is on screen goes into no file.
            Action::Record | Action::Shot if self.router.shows_secret() => {
                self.model.say(
                    Tone::Warning,
                    "Close the secret first: it goes into no recording and no picture.",
                );
            }
            Action::Shot if self.model.mode.is_live() && !self.model.may_record() => {
                self.model.say(Tone::Warning, UNMASKED);
            }
            Action::Tour if self.model.mode.is_live() => {
                let text = "The tour is about the demo organization: amtui tour shows it. Here is the platform itself.";
                self.model.say(Tone::Plain, text);
            }
            Action::Tour => self.effects.push(Effect::Tour(argument)),
            Action::Record if self.model.recorded.is_none() && !self.model.may_record() => {
                self.model.say(Tone::Warning, UNMASKED);
            }
            Action::Record => self.effects.push(Effect::Record(argument)),
            Action::Shot => self.effects.push(Effect::Screenshot(argument)),
            Action::ShowKeys => {
                let shown = self.model.trail.take().is_none();
                self.model.trail = shown.then(Trail::default);
            }
            Action::Mask if self.dialog().is_some() => {
                // What must be typed would not be what is seen any more.
                self.model
                    .say(Tone::Plain, "Close the dialog first: it asks for what is seen.");
            }
            Action::Mask => self.toggle_mask(),
            Action::Fresh => self.ask_to_start_over(),
            Action::Snapshot => self.take_snapshot(argument),
            Action::Log if self.session.watched => self
                .model
                .say(Tone::Plain, "There is no log here: a tape and a tour ask no platform."),
            Action::Log => self.effects.push(Effect::ReadLog),
            Action::Diff => self.diff(argument),
            _ => return false,
        }
        self.watch();
        true
    }

    fn toggle_mask(&mut self) {
        let before = self.model.mask.take();
        if before.is_some() && self.model.recorded.is_some() && !self.model.may_record() {
            self.model.mask = before;
            return self
                .model
                .say(Tone::Warning, "The recording needs the stand-ins: end it first (F6).");
        }
        self.model.mask = before.is_none().then(Mask::default);
        self.mark_dirty();
        if self.model.recorded.is_some() {
            let text = match self.model.mask {
                Some(_) => "Stand-ins from here on. What was recorded before this still shows users, ids and hosts.",
                None => "No stand-ins from here on: users, ids and hosts are recorded as they are.",
            };
            self.model.say(Tone::Warning, text);
        }
    }

    /// Notices last longer while others watch.
    pub(super) fn watch(&mut self) {
        if self.would_record_people() {
            self.stop_opening_profile();
        }
        let model = &mut self.model;
        let shown = model.trail.is_some() || model.mask.is_some() || model.recorded.is_some();
        model.notices.watched = self.session.watched || shown;
    }

    pub(super) fn recording(&mut self, what: Result<Recording, String>) {
        match what {
            Ok(Recording::Began) => {
                self.model.notices.hide();
                self.model.recorded = Some((self.model.now.mono, Duration::ZERO));
            }
            Ok(Recording::GoesOn(before)) => self.model.recorded = Some((self.model.now.mono, before)),
            Ok(Recording::Ended(file)) => {
                self.model.recorded = None;
                self.model.say(Tone::Good, format!("Recorded in {file}."));
            }
            Ok(Recording::Over) => self.model.recorded = None,
            Err(why) => {
                self.model.recorded = None;
                self.model.say(Tone::Bad, why);
            }
        }
        self.watch();
    }

    /// Asks whether to start the demo over, and says what is lost then.
    fn ask_to_start_over(&mut self) {
        if self.model.mode != Mode::Demo {
            return self.model.say(Tone::Plain, "Only the demo can be started over.");
        }
        if self.model.read_only {
            return self.model.say(Tone::Warning, Refusal::ReadOnly.to_string());
        }
        if self.model.account.is_none() {
            return self.model.say(Tone::Plain, "Sign in first.");
        }
        if !self.router.overlays.is_empty() {
            return self.model.say(Tone::Plain, "Close what is open first.");
        }
        // Those of earlier sessions are counted nowhere.
        let lost = match self.model.data.traces.len() {
            0 => "loses every change made to it".into(),
            n => format!("loses {}, and all before", count(n, "change", "changes")),
        };
        let choices = vec![
            Choice {
                name: "Keep it".into(),
                note: "nothing changes".into(),
                does: Ok(Command::CloseOverlay),
            },
            Choice {
                name: "Start over".into(),
                note: lost,
                does: Ok(Command::StartOver),
            },
        ];
        self.overlay(Overlay::Pick(Box::new(Pick::new("Start the demo over?", choices))));
    }

    pub(super) fn start_over(&mut self) {
        if !self.requests.awaiting.any(|a| *a == Awaited::StartOver) {
            self.send_awaited(Request::StartOver, Awaited::StartOver);
        }
    }

    pub(super) fn started_over(&mut self, result: &Result<Reply, Error>) {
        if result.is_ok() {
            self.model.data.forget_traces();
            self.requests.doubts.clear();
            self.router
                .overlays
                .retain(|o| !matches!(o, Overlay::Delete(dialog) if !dialog.sent()));
            self.reload_all();
        }
    }
}
