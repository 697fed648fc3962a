//! The state machine: told what happened, it changes its state and says what it wants. Imports `domain` only.

pub mod access_read;
pub mod action;
pub mod audit_key;
pub mod change_set;
pub mod component;
pub mod connection;
pub mod field;
pub mod heading;
pub mod key;
pub mod keymap;
pub mod line;
pub mod list;
pub mod location;
pub mod model;
pub mod msg;
pub mod offers;
pub mod operation;
pub mod overlay;
pub mod page;
pub mod pane;
pub mod request;
pub mod secret_field;
pub mod show;
pub mod start;
pub mod status;
pub mod target;
pub mod time;
pub mod view;
pub mod viewport;
pub mod words;
pub mod work;

mod ahead;
mod apply;
mod command_line;
mod copy;
pub mod delete_target;
mod derived;
mod doubts;
mod input;
mod moves;
mod navigation;
mod reply;
mod requests;
mod router;
mod session;
mod start_at;
pub mod touched;

use std::time::Duration;

use crate::domain::login::Login;
use line::Tone;
use time::Now;
use viewport::Viewport;

use action::Action;
use component::{Component, Cx, Leave};

use derived::Derived;
use input::InputState;
use key::Key;
use model::Model;
use model::mask::Mask;
use msg::{Effect, Meanwhile, Msg};
use navigation::Router;
use overlay::delete::Delete;
use overlay::{Overlay, Overlays};
use page::{Page, audit::followed};
use requests::{Awaited, Requests};
use session::SessionState;
use start_at::StartAt;

use model::key_trail::KeyTrail;

pub use connection::Mode;
pub use location::{Location, Place, PlaceLeft};
pub use start::{Show, Start};

/// How long nothing is said about loading, and how often the throbber turns after that.
pub const PATIENCE: Duration = Duration::from_millis(150);
pub const TURN: Duration = Duration::from_millis(250);
/// Within this time a second `q` or Ctrl-C quits.
const TWICE: Duration = Duration::from_secs(2);

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    model: Model,
    router: Router,
    input: InputState,
    requests: Requests,
    session: SessionState,
    derived: Derived,
    viewport: Viewport,
    effects: Vec<Effect>,
    revision: u64,
    /// The revision that the screen was measured at.
    measured: Option<u64>,
}

impl App {
    /// The program before its first frame.
    pub fn new(start: Start) -> Self {
        let model = Model::new(&start);
        let page = Page::new(Location::SignIn, &model);
        let mut app = Self {
            model,
            router: Router {
                pages: vec![page],
                ..Router::default()
            },
            input: InputState {
                mouse: start.mouse,
                ..InputState::default()
            },
            requests: Requests::default(),
            session: SessionState {
                sign_in_as: start.sign_in_as,
                start_at: start.open.map(StartAt::from),
                ..SessionState::default()
            },
            derived: Derived::default(),
            viewport: Viewport {
                rows: 16,
                ..Viewport::default()
            },
            effects: Vec::new(),
            revision: 0,
            measured: None,
        };
        app.model.warn(start.says);
        app.mark_dirty();
        app.refresh();
        app.watch();
        app
    }

    pub fn begin(&mut self, now: Now) -> Vec<Effect> {
        self.model.now = now;
        self.ask_accounts();
        if let Some(username) = self.session.sign_in_as.take() {
            self.sign_in(Login::Account(username));
        } else if self.model.live.is_some() {
            self.connect(None);
        }
        std::mem::take(&mut self.effects)
    }

    /// Takes one message and says what is wanted. The only way the state changes; it cannot fail.
    pub fn update(&mut self, msg: Msg, now: Now) -> Vec<Effect> {
        self.model.now = now;
        self.input.only_moved = false;
        self.model.notices.expire(now);
        self.model.trail.iter_mut().for_each(|trail| trail.expire(now.mono));
        self.input.quit_until = self.input.quit_until.filter(|(_, until)| *until > now.mono);
        self.watch_opening();
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse, target) => self.mouse(mouse, target),
            Msg::Resize(size) => {
                self.model.size = size;
                // Nothing is seen of the dialog until it is laid out again.
                self.viewport.fits = false;
                self.router.nav = self.router.nav.filter(|_| self.model.has_nav());
                self.mark_dirty();
            }
            Msg::Viewport(seen) => {
                self.viewport = seen;
                if self.model.sees(seen) {
                    self.mark_dirty();
                }
            }
            Msg::Keymap(keymap) => self.model.keymap = keymap,
            Msg::Preferences(settings) => self.prefer(settings),
            Msg::Mistakes(all) => {
                let told = show::mistakes(all, !self.router.overlays.is_empty(), &mut self.model);
                self.run(told, None, None);
            }
            Msg::Reply(ticket, result) => self.reply(ticket, result),
            Msg::Meanwhile(ticket, Meanwhile::Progress(progress)) => self.requests.progress(ticket, progress),
            Msg::Meanwhile(ticket, Meanwhile::Partial(part)) => self.model.data.take_part(ticket, *part),
            Msg::Tick => {
                if self.router.is_preparing() {
                    self.mark_dirty();
                }
                for at in 0..self.router.overlays.len() {
                    self.in_popup(at, None, |popup, cx| popup.tick(cx));
                }
                let read = followed(&mut self.model, self.router.page());
                self.run_all(read, None);
            }
            Msg::TimeZone => self.mark_dirty(),
            Msg::LeftAt(left) => StartAt::come_back(&mut self.session.start_at, left, self.model.organization),
            Msg::Files(files) => {
                self.model.lines.files = files;
                self.mark_dirty();
            }
            Msg::EarlierLines(lines) => self.model.lines.follow(lines),
            Msg::SignInAt(ticket, address, opened) => self.sign_in_at(ticket, address, opened),
            Msg::RateLimited(until) => self.model.limited = self.model.limited.max(Some(until)),
            Msg::Profiles(profiles) => {
                self.model.profiles = profiles;
                self.mark_dirty();
            }
            Msg::Connected(ticket, backend) => self.connected(ticket, backend),
            Msg::Log(read) => self.run(show::log(read), None, None),
            Msg::Recording(what) => {
                self.model.recording(what);
                self.watch();
            }
            Msg::Notice(well, text) => self.model.notify(if well { Tone::Good } else { Tone::Bad }, text),
            Msg::Interrupt => self.act(Action::Cancel, None),
            Msg::CutNotices(most) => self.model.notices.most = Some(most),
            Msg::Resumed => self.effects.push(Effect::Redraw),
        }
        let stays = |overlay: &Overlay| !overlay.component().expired(&self.model);
        if self.router.overlays.retain(stays) {
            self.mark_dirty();
        }
        self.load_missing();
        if self.resume_operation() | self.press_kept() {
            self.load_missing();
            self.input.only_moved = false;
        }
        self.model.notices.select(self.router.selected());
        self.revision += u64::from(!self.input.only_moved);
        std::mem::take(&mut self.effects)
    }

    /// Measures the screen before each frame. The state learns how many rows there are and whether a dialog fits before
    /// you can act on them. Returns what it then asks for.
    pub fn lay_out(&mut self, seen: fn(&Self) -> Viewport, now: Now) -> Vec<Effect> {
        let mut effects = self.refresh_and_load();
        // Whether the status takes two rows decides how many are left for the list.
        for _ in 0..2 {
            if self.measured == Some(self.revision) && !status::may_turn(self) {
                break;
            }
            self.measured = Some(self.revision);
            let seen = seen(self);
            if seen == self.viewport {
                break;
            }
            effects.extend(self.update(Msg::Viewport(seen), now));
            effects.extend(self.refresh_and_load());
        }
        effects
    }

    /// Only rows that are up to date say what else they are made of, as policies of the APIs in view.
    fn refresh_and_load(&mut self) -> Vec<Effect> {
        self.refresh();
        self.load_missing();
        self.load_in_view();
        self.refresh();
        std::mem::take(&mut self.effects)
    }

    /// Brings derived rows up to date: before they are read here, and before they are drawn.
    pub fn refresh(&mut self) {
        self.follow_pages();
        if !self.derived.refresh(&mut self.model, &mut self.router) {
            return;
        }
        self.revision += 1;
        let cx = Cx {
            loading_since: self.loading_since(),
            model: &self.model,
            viewport: self.viewport,
            key: None,
            again: false,
            awaits: false,
        };
        self.router.popups_mut().for_each(|popup| popup.refresh(&cx));
    }

    /// Whether the file is not open yet.
    pub fn opens_file(&self) -> bool {
        self.requests.awaits(|a| *a == Awaited::Accounts)
    }

    /// Since when what is on screen, or what was asked for once, is being read.
    pub fn loading_since(&self) -> Option<Duration> {
        let on_screen = self.derived.loading_since(&self.model.data);
        let resuming = self.requests.resume.as_ref();
        let waits = resuming.and_then(|resume| resume.loading_since(&self.model));
        let asked = self.requests.since(Awaited::is_loading);
        asked.into_iter().chain(on_screen).chain(waits).min()
    }

    /// Other pages may be open than before.
    pub(super) fn follow_pages(&mut self) {
        self.router.take_down(&mut self.model.notices, self.model.now);
        if std::mem::take(&mut self.router.changed) {
            self.mark_dirty();
        }
    }

    pub(super) fn mark_dirty(&mut self) {
        self.derived.mark_dirty();
    }

    /// When the program wants to be told the time; `None` while nothing moves.
    pub fn deadline(&self) -> Option<Duration> {
        let now = self.model.now.mono;
        let popup = self.router.popups().filter_map(Component::deadline).min();
        let answer = self.popup_awaits(|_| true).then_some(now + TURN);
        let loading = self.loading_since().map(|since| {
            let patience = since + PATIENCE;
            if patience > now { patience } else { now + TURN }
        });
        [
            popup,
            answer,
            self.input.deadline(self.model.now),
            self.router.is_preparing().then_some(now),
            loading,
            self.model.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// It changes with all that a frame is drawn from, but not with time, and not as the selection moves in a table.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether a begun chord has waited long enough to show how it can go on.
    pub fn shows_chord(&self) -> bool {
        self.input.shows_chord(self.model.now)
    }

    /// Shows keys and stand-ins as another program state showed them.
    pub fn present(&mut self, keys: bool, masked: bool) {
        self.revision += 1;
        (self.model.mask, self.model.trail) = (masked.then(Mask::default), keys.then(KeyTrail::default));
        self.model.learn_mask();
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    pub fn page(&self) -> Option<&Page> {
        self.router.page()
    }

    /// The popups over it: the last one is on top.
    pub fn overlays(&self) -> &Overlays {
        &self.router.overlays
    }

    /// Whether anything that was typed or ticked, or is being done, would be lost with the popups.
    pub fn holds_work(&self) -> bool {
        self.router.holds_work()
    }

    /// The same, or a name that was typed to confirm a deletion.
    pub fn holds_typed(&self) -> bool {
        self.holds_work() || self.overlays().dialog().is_some_and(Delete::has_typed)
    }

    pub fn takes_snapshot(&self) -> bool {
        self.requests.snapshot().is_some()
    }

    pub fn awaits_change(&self) -> bool {
        let undo = self.requests.awaits(|a| *a == Awaited::Undo);
        undo || self.router.popups().any(|popup| popup.leave() == Leave::InFlight)
    }

    /// Whether an open popup, told by its height, awaits an answer.
    fn popup_awaits(&self, is: impl Fn(usize) -> bool) -> bool {
        let open = |id| self.router.overlays.position(id).is_some_and(&is);
        self.requests.awaits(|a| matches!(a, Awaited::Popup(id) if open(*id)))
    }

    pub fn form_asks(&self) -> bool {
        let form = self.router.overlays.iter().position(|open| open.form().is_some());
        self.popup_awaits(|at| Some(at) == form)
    }

    pub fn nav(&self) -> Option<usize> {
        self.router.nav
    }

    pub fn chord(&self) -> &[Key] {
        &self.input.chord
    }

    pub fn contexts(&self) -> &'static [keymap::Context] {
        self.router.contexts()
    }
}
