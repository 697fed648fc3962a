//! What is said over the screen of a playback.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Playback, PlaybackState};
use crate::stage::coach::{self, CoachBox};

impl Playback {
    pub fn coach_box(&self) -> Option<CoachBox> {
        let guide = self.guide.as_ref().filter(|g| !g.paused)?;
        let under_way = self.is_showing() || self.simulation.is_waiting();
        let mut words = CoachBox::of(&guide.tour, guide.at, &self.simulation.app, under_way);
        if self.is_showing() {
            words.keys = "Showing it ...   F2 pause".into();
        }
        Some(words)
    }

    /// How to go on where the playback is paused, else the caption of the tape.
    fn caption_text(&self) -> Option<Cow<'_, str>> {
        let paused_tour = self.guide.as_ref().filter(|g| g.paused);
        if self.state == PlaybackState::Over {
            let what = if self.guide.is_some() { "tour" } else { "tape" };
            Some(format!("That was the {what}. Any key ends").into())
        } else if let Some(guide) = paused_tour {
            let (step, of) = (guide.at + 1, guide.tour.steps.len());
            let at = if step > of {
                String::new()
            } else {
                format!(" at step {step} of {of}")
            };
            Some(format!("Tour paused{at}. F2 continues, Ctrl-C twice leaves").into())
        } else if self.is_paused() {
            Some("Paused. Space continues, Esc ends".into())
        } else {
            let caption = self.caption.as_deref().map(Cow::from);
            caption.or(self.stepwise.then_some("Space continues, Esc ends".into()))
        }
    }

    /// Draws the screen with all that is said over it. Returns where the cursor is seen.
    pub fn draw(&self, buf: &mut Buffer) -> Option<Position> {
        let words = self.coach_box();
        coach::screen(
            &self.simulation.app,
            &self.theme,
            words.as_ref(),
            self.caption_text().as_deref(),
            buf,
        )
    }
}
