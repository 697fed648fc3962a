//! The address at which somebody signs in in the browser, as long as that is waited for.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::msg::Effect;
use crate::app::pane::Pane;

#[derive(Debug)]
pub struct BrowserWait {
    pane: Pane,
    address: String,
    shows_address: bool,
}

impl BrowserWait {
    /// `opened` says whether a browser was started.
    pub(in crate::app) fn new(address: String, opened: bool, model: &Model) -> Self {
        // It names the app, and the organization's host.
        let shows_address = !model.is_watched();
        let begin = match (opened, shows_address) {
            (true, true) => "Your browser opens. Sign in there. If it doesn't open, open this address:",
            (true, false) => {
                "Your browser opens. Sign in there. The address isn't shown while you record or hide names."
            }
            (false, true) => "amtui found no browser here. Open this address on this computer, and sign in:",
            (false, false) => {
                "amtui found no browser here. Stop, show names again, and sign in anew to see the address."
            }
        };
        let below = shows_address.then(|| [Line::blank(), Line::text(Tone::Plain, address.clone())]);
        let end = "amtui waits for 5 minutes, and goes on when you are signed in.";
        let lines = std::iter::once(Line::text(Tone::Plain, begin))
            .chain(below.into_iter().flatten())
            .chain([Line::blank(), Line::text(Tone::Dim, end)]);
        Self {
            pane: Pane::text("Sign in with the browser", lines.collect()),
            address,
            shows_address,
        }
    }
}

impl Component for BrowserWait {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, _: &Cx<'_>) -> Outcome {
        match action {
            Action::Open | Action::Run | Action::Press => Outcome::Handled(vec![
                Command::Effect(Effect::Copy(self.address.clone())),
                Command::Notify(Tone::Plain, "Copied the address.".into()),
            ]),
            _ => Outcome::Ignored,
        }
    }

    fn expired(&self, model: &Model) -> bool {
        self.shows_address && model.is_watched()
    }
}
