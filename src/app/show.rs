//! For those who watch: keys and stand-ins on screen, tours, recordings and pictures (`stage.md`).

use std::time::Duration;

use super::App;
use super::action::Action;
use super::awaited::Awaited;
use super::mask::Mask;
use super::msg::{Effect, Recording, Reply, Request};
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::pick::{Choice, Pick};
use super::trail::Trail;
use super::world::Badge;
use crate::domain::Error;
use crate::domain::rules::Refusal;
use crate::domain::text::count;

/// Why an organization of one's own is not recorded as it is.
pub const UNMASKED: &str = "Nothing is recorded: it would show your users, ids and hosts. F4 or --mask shows stand-ins; --record-unmasked allows it.";

/// Whether an organization may be recorded: the demo as it is, one's own only with stand-ins, or where that was asked for.
/// `stage.md` P7 asks it of LIVE alone; a file holds the same people.
#[must_use]
pub fn may_record(badge: Badge, masked: bool, unmasked: bool) -> bool {
    badge == Badge::Demo || masked || unmasked
}

impl App {
    /// Does what `action` asks for, where it is one for those who watch. `argument` is what follows a command.
    pub(super) fn show(&mut self, action: Action, argument: Option<String>) -> bool {
        match action {
            // A secret that is on screen goes into no file.
            Action::Record | Action::Shot if self.secret_until().is_some() => {
                self.world.say(
                    Tone::Warning,
                    "Close the secret first: it goes into no recording and no picture.",
                );
            }
            Action::Shot if self.world.badge.is_live() && !self.world.may_record() => {
                self.world.say(Tone::Warning, UNMASKED);
            }
            Action::Tour if self.world.badge.is_live() => {
                let text = "The tour is about the demo organization: amtui tour shows it. Here is the platform itself.";
                self.world.say(Tone::Plain, text);
            }
            Action::Tour => self.effects.push(Effect::Tour(argument)),
            Action::Record if self.world.recorded.is_none() && !self.world.may_record() => {
                self.world.say(Tone::Warning, UNMASKED);
            }
            Action::Record => self.effects.push(Effect::Record(argument)),
            Action::Shot => self.effects.push(Effect::Shot(argument)),
            Action::ShowKeys => {
                let shown = self.world.trail.take().is_none();
                self.world.trail = shown.then(Trail::default);
            }
            Action::Mask if self.dialog().is_some() => {
                // What must be typed would not be what is seen any more.
                self.world
                    .say(Tone::Plain, "Close the dialog first: it asks for what is seen.");
            }
            Action::Mask => self.toggle_mask(),
            Action::Fresh => self.ask_to_start_over(),
            Action::Snapshot => self.take_snapshot(argument),
            Action::Log if self.watched => self
                .world
                .say(Tone::Plain, "There is no log here: a tape and a tour ask no platform."),
            Action::Log => self.effects.push(Effect::ReadLog),
            Action::Diff => self.diff(argument),
            _ => return false,
        }
        self.watch();
        true
    }

    fn toggle_mask(&mut self) {
        let before = self.world.mask.take();
        if before.is_some() && self.world.recorded.is_some() && !self.world.may_record() {
            self.world.mask = before;
            return self
                .world
                .say(Tone::Warning, "The recording needs the stand-ins: end it first (F6).");
        }
        self.world.mask = before.is_none().then(Mask::default);
        self.stale();
        if self.world.recorded.is_some() {
            let text = match self.world.mask {
                Some(_) => "Stand-ins from here on. What was recorded before this still shows users, ids and hosts.",
                None => "No stand-ins from here on: users, ids and hosts are recorded as they are.",
            };
            self.world.say(Tone::Warning, text);
        }
    }

    /// Notices last longer while others watch.
    pub(super) fn watch(&mut self) {
        if self.would_record_people() {
            self.stop_opening_profile();
        }
        let world = &mut self.world;
        let shown = world.trail.is_some() || world.mask.is_some() || world.recorded.is_some();
        world.notices.watched = self.watched || shown;
    }

    pub(super) fn recording(&mut self, what: Result<Recording, String>) {
        match what {
            Ok(Recording::Began) => {
                self.world.notices.hide();
                self.world.recorded = Some((self.world.now.mono, Duration::ZERO));
            }
            Ok(Recording::GoesOn(before)) => self.world.recorded = Some((self.world.now.mono, before)),
            Ok(Recording::Ended(file)) => {
                self.world.recorded = None;
                self.world.say(Tone::Good, format!("Recorded in {file}."));
            }
            Ok(Recording::Over) => self.world.recorded = None,
            Err(why) => {
                self.world.recorded = None;
                self.world.say(Tone::Bad, why);
            }
        }
        self.watch();
    }

    /// Asks whether to start the demo over, and says what is lost then.
    fn ask_to_start_over(&mut self) {
        if self.world.badge != Badge::Demo {
            return self.world.say(Tone::Plain, "Only the demo can be started over.");
        }
        if self.world.read_only {
            return self.world.say(Tone::Warning, Refusal::ReadOnly.to_string());
        }
        if self.world.account.is_none() {
            return self.world.say(Tone::Plain, "Sign in first.");
        }
        if !self.overlays.is_empty() {
            return self.world.say(Tone::Plain, "Close what is open first.");
        }
        // Those of earlier sessions are counted nowhere.
        let lost = match self.world.data.traces.len() {
            0 => "loses every change made to it".into(),
            n => format!("loses {}, and all before", count(n, "change", "changes")),
        };
        let choices = vec![
            ("Keep it".into(), "nothing changes".into(), Choice::Keep),
            ("Start over".into(), lost, Choice::StartOver),
        ];
        self.overlay(Overlay::Pick(Box::new(Pick::new("Start the demo over?", choices))));
    }

    pub(super) fn start_over(&mut self) {
        if !self.awaiting.any(|a| *a == Awaited::StartOver) {
            self.send_awaited(Request::StartOver, Awaited::StartOver);
        }
    }

    pub(super) fn started_over(&mut self, result: &Result<Reply, Error>) {
        if result.is_ok() {
            self.world.data.forget_traces();
            self.doubts.clear();
            self.overlays
                .retain(|o| !matches!(o, Overlay::Delete(dialog) if !dialog.sent()));
            self.reread();
        }
    }
}
