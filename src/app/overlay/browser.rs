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
    opened: bool,
    watched: bool,
}

/// What is said; the address only where nobody looks on, as it names the app and the organization's host.
fn pane(address: &str, opened: bool, watched: bool) -> Pane {
    let begin = match (opened, watched) {
        (true, false) => "Your browser opens. Sign in there. If it doesn't open, open this address:",
        (true, true) => "Your browser opens. Sign in there. The address isn't shown while you record or hide names.",
        (false, false) => "amtui found no browser here. Open this address on this computer, and sign in:",
        (false, true) => "amtui found no browser here. Stop recording and show names to see the address.",
    };
    let mut lines = vec![Line::text(Tone::Plain, begin)];
    if !watched {
        lines.extend([Line::blank(), Line::text(Tone::Plain, address.to_owned())]);
    }
    let end = "amtui waits for 5 minutes, and goes on when you are signed in.";
    lines.extend([Line::blank(), Line::text(Tone::Dim, end)]);
    Pane::text("Sign in with the browser", lines)
}

impl BrowserWait {
    /// `opened` says whether a browser was started.
    pub(in crate::app) fn new(address: String, opened: bool, model: &Model) -> Self {
        let watched = model.is_watched();
        Self {
            pane: pane(&address, opened, watched),
            address,
            opened,
            watched,
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

    fn refresh(&mut self, cx: &Cx<'_>) {
        let watched = cx.model.is_watched();
        if self.watched != watched {
            self.watched = watched;
            self.pane = pane(&self.address, self.opened, watched);
            self.pane.refresh(cx.model);
        }
    }
}
