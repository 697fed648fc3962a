//! The state machine: told what happened, it changes its state and says what it wants. Imports `domain` only.

pub mod action;
pub mod cells;
pub mod columns;
pub mod data;
pub mod field;
pub mod key;
pub mod keymap;
pub mod list;
pub mod msg;
pub mod nav;
pub mod notice;
pub mod overlay;
pub mod page;
pub mod pane;
pub mod target;
pub mod words;
pub mod world;

mod act;
mod keys;
mod leave;
mod mouse;
mod take;
mod travel;

use std::time::Duration;

use crate::domain::{Account, Error, Foreign};

use action::Action;
use data::{Data, Slot};
use key::Key;
use keymap::Keymap;
use msg::{Effect, Msg, Now, Reply, Request, Size, Ticket};
use nav::At;
use notice::Tone;
use overlay::Overlay;
use page::Page;
use world::World;

pub use nav::Place;
pub use world::Badge;

/// The smallest window that shows anything.
pub const SMALLEST: Size = Size { width: 60, height: 16 };
/// How long nothing is said about loading, and how often the throbber turns after that.
pub const PATIENCE: Duration = Duration::from_millis(150);
const TURN: Duration = Duration::from_millis(250);
/// After this long a begun chord shows how it can go on.
pub const CHORD: Duration = Duration::from_millis(400);
/// Within this time a second `q` or Ctrl-C quits.
const TWICE: Duration = Duration::from_secs(2);
/// After a delete, Enter and Space are dropped until so long without them.
const SWALLOW: Duration = Duration::from_millis(300);

/// How the program was started.
#[derive(Debug)]
pub struct Start {
    /// The kind of home.
    pub badge: Badge,
    /// Whether changes are off.
    pub read_only: bool,
    /// Who can sign in.
    pub accounts: Vec<Account>,
    /// Sign in as this user at once.
    pub sign_in_as: Option<Foreign>,
    /// Go there after signing in.
    pub open: Option<Place>,
    /// The bindings.
    pub keymap: Keymap,
    /// Whether the mouse is captured.
    pub mouse: bool,
}

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    /// What every page and popup can see.
    pub world: World,
    /// The way here: the last page is shown.
    pub pages: Vec<Page>,
    /// Popups: the last one is on top and has the keys.
    pub overlays: Vec<Overlay>,
    /// The keys of a chord so far.
    pub chord: Vec<Key>,
    /// The nav entry that has the keys, while the nav has them.
    pub nav: Option<usize>,
    chord_at: Duration,
    port: usize,
    tickets: u64,
    mouse: bool,
    open: Option<Place>,
    sign_in_as: Option<Foreign>,
    signing_in: Option<Ticket>,
    undoing: Option<Ticket>,
    /// What to do once a piece has come.
    after: Option<(Slot, Action)>,
    quit_until: Option<(Action, Duration)>,
    swallow_until: Option<Duration>,
    last_click: Option<(target::Target, Duration)>,
    settled: Option<u64>,
    effects: Vec<Effect>,
}

impl App {
    /// The program before its first frame.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let world = World {
            data: Data::default(),
            account: None,
            organization: None,
            badge: start.badge,
            read_only: start.read_only,
            accounts: start.accounts,
            keymap: start.keymap,
            notices: notice::Notices::default(),
            preview: false,
            size: Size { width: 80, height: 24 },
            now: Now::default(),
        };
        let page = Page::new(At::SignIn, &world);
        let mut app = Self {
            world,
            pages: vec![page],
            overlays: Vec::new(),
            chord: Vec::new(),
            nav: None,
            chord_at: Duration::ZERO,
            port: 16,
            tickets: 0,
            mouse: start.mouse,
            open: start.open,
            sign_in_as: start.sign_in_as,
            signing_in: None,
            undoing: None,
            after: None,
            quit_until: None,
            swallow_until: None,
            last_click: None,
            settled: None,
            effects: Vec::new(),
        };
        app.settle();
        app
    }

    /// Says what is wanted before the first frame.
    pub fn begin(&mut self, now: Now) -> Vec<Effect> {
        self.world.now = now;
        if let Some(username) = self.sign_in_as.take() {
            self.sign_in(username);
        }
        std::mem::take(&mut self.effects)
    }

    /// Takes one message and says what is wanted. The only way the state changes; it cannot fail.
    pub fn update(&mut self, msg: Msg, now: Now) -> Vec<Effect> {
        self.world.now = now;
        self.world.notices.expire(now);
        if self.quit_until.is_some_and(|(_, until)| until <= now.mono) {
            self.quit_until = None;
        }
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse, target) => self.mouse(mouse, target),
            Msg::Resize(size) => {
                self.world.size = size;
                self.stale();
            }
            Msg::Port(rows) => self.port = rows,
            Msg::Reply(ticket, result) => self.reply(ticket, result),
            Msg::Tick => {
                if let Some(Overlay::Delete(dialog)) = self.overlays.last_mut() {
                    let step = dialog.tick(now);
                    self.step(step);
                }
            }
            Msg::Interrupt => self.act(Action::Cancel, None),
            Msg::Resumed => self.effects.push(Effect::Redraw),
        }
        self.want();
        std::mem::take(&mut self.effects)
    }

    /// When the program wants to be told the time; `None` while nothing moves.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        let now = self.world.now.mono;
        let dialog = match self.overlays.last() {
            Some(Overlay::Delete(dialog)) if dialog.sent() => Some(dialog.deadline().unwrap_or(now + TURN)),
            _ => None,
        };
        let loading = self
            .loading_since()
            .map(|since| (since + PATIENCE).max(now + TURN.min(PATIENCE)));
        let chord = (!self.chord.is_empty())
            .then_some(self.chord_at + CHORD)
            .filter(|at| *at > now);
        let quit = self.quit_until.map(|(_, until)| until);
        [dialog, loading, chord, quit, self.world.notices.expires()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Since when what is on screen is being read.
    #[must_use]
    pub fn loading_since(&self) -> Option<Duration> {
        let data = &self.world.data;
        let slots = self.page().map(|p| p.slots(&self.world)).unwrap_or_default();
        let since = slots.into_iter().filter_map(|slot| data.state(slot).0);
        since.chain(self.signing_in.map(|_| self.world.now.mono)).min()
    }

    /// Whether a begun chord has waited long enough to show how it can go on.
    #[must_use]
    pub fn shows_chord(&self) -> bool {
        !self.chord.is_empty() && self.world.now.mono >= self.chord_at + CHORD
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        self.pages.last()
    }

    /// The rows that the focused list shows, as the layout last said.
    #[must_use]
    pub fn port(&self) -> usize {
        self.port
    }

    /// The terminal's size.
    #[must_use]
    pub fn size(&self) -> Size {
        self.world.size
    }

    /// Whether the window is too small to show anything.
    #[must_use]
    pub fn too_small(&self) -> bool {
        self.world.size.width < SMALLEST.width || self.world.size.height < SMALLEST.height
    }

    /// The contexts of the bindings that hold now.
    #[must_use]
    pub fn contexts(&self) -> &'static [keymap::Context] {
        match (self.overlays.last(), self.page()) {
            (Some(overlay), _) => overlay.contexts(),
            (None, Some(page)) if page.pane().is_some_and(|p| p.list.filtering) => &[keymap::Context::Field],
            (None, Some(page)) => page.contexts(),
            (None, None) => &[keymap::Context::Any],
        }
    }

    /// Brings derived rows up to date: before they are read here, and before they are drawn.
    pub fn settle(&mut self) {
        if self.settled == Some(self.world.data.revision) {
            return;
        }
        self.world.data.settle();
        if let Some(page) = self.pages.last_mut() {
            for pane in &mut page.panes {
                pane.settle(&self.world);
            }
        }
        for overlay in &mut self.overlays {
            if let Some(pane) = overlay.pane_mut() {
                pane.settle(&self.world);
            }
        }
        self.settled = Some(self.world.data.revision);
    }

    /// Marks derived rows as stale: filter, order, pages or popups changed.
    fn stale(&mut self) {
        self.settled = None;
    }

    fn send(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.effects.push(Effect::Send(ticket, request));
        ticket
    }

    fn ask(&mut self, slot: Slot) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        let request = self.world.data.ask(slot, ticket, self.world.now);
        self.effects.push(Effect::Send(ticket, request));
    }

    /// Asks for what the page shows and nobody asked for yet.
    fn want(&mut self) {
        if self.world.account.is_none() || self.settled == Some(self.world.data.revision) {
            return;
        }
        let slots = self.page().map(|p| p.slots(&self.world)).unwrap_or_default();
        for slot in slots {
            if self.world.data.absent(slot) {
                self.ask(slot);
            }
        }
    }

    fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let now = self.world.now;
        if self.signing_in == Some(ticket) {
            self.signing_in = None;
            return self.signed_in(result);
        }
        if self.undoing == Some(ticket) {
            self.undoing = None;
            return self.undone(result);
        }
        let dialog = self.overlays.iter_mut().find_map(|o| match o {
            Overlay::Delete(dialog) if dialog.awaits(ticket) => Some(dialog),
            _ => None,
        });
        if let Some(dialog) = dialog {
            let step = dialog.answer(result, now);
            return self.step(step);
        }
        if result == Err(Error::SignedOut) && self.world.account.is_some() {
            return self.signed_out();
        }
        self.world.data.answer(ticket, result, now);
        self.arrived();
        if let Some((slot, action)) = self.after.filter(|(slot, _)| self.world.data.state(*slot).0.is_none()) {
            self.after = None;
            match self.world.data.state(slot).1.map(ToString::to_string) {
                Some(error) => self.world.say(Tone::Bad, error),
                None => self.act(action, None),
            }
        }
    }

    fn undone(&mut self, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::Undone(what)) => {
                self.world.data.aftermath.pop();
                self.reread();
                self.world.say(Tone::Good, format!("Undone: {what}."));
            }
            Ok(_) => self.world.say(
                Tone::Bad,
                "The answer to undo made no sense. Press r to see what is there.",
            ),
            Err(error) => self.world.say(Tone::Bad, error.to_string()),
        }
    }

    /// Reads what is on screen again and forgets the rest: something changed.
    fn reread(&mut self) {
        let slots = self.page().map(|p| p.slots(&self.world)).unwrap_or_default();
        self.world.data.forget_but(&slots);
        let mut asked = std::collections::BTreeSet::new();
        for slot in slots {
            if asked.insert(slot) {
                self.ask(slot);
            }
        }
    }
}
