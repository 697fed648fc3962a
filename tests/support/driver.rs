//! Drives the program without a terminal: keys in, screens and effects out.

#[path = "driver/held.rs"]
mod held;
#[path = "driver/look.rs"]
pub mod look;
#[path = "driver/start_options.rs"]
mod start_options;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use amtui::app::delete_target::DeleteTarget;
use amtui::app::key::Key;
use amtui::app::keymap::Keymap;
use amtui::app::msg::{Effect, Mouse, Msg};
use amtui::app::request::{Reply, Request, Ticket};
use amtui::app::time::Now;
use amtui::app::viewport::{Size, Viewport};
use amtui::app::{App, Location, Mode, Place, Show, Start};
use amtui::backend::store::FileBackend;
use amtui::backend::{Backend, ReadOnly};
use amtui::domain::Error;
use amtui::domain::change::Change;
use amtui::ui;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use serde_json::Value;

use held::Held;
use look::Drawn;

pub use start_options::StartOptions;

/// What answers a request.
pub type Answers = Box<dyn FnMut(&Request) -> Option<Result<Reply, Error>>>;

/// The program, its backend and its clock.
pub struct Driver {
    pub app: App,
    /// Every effect so far but the answered requests.
    pub effects: Vec<Effect>,
    /// Every request so far.
    pub requests: Vec<Request>,
    /// Those that somebody was said to wait for while they were held back.
    pub hurried: Vec<Request>,
    /// Answers in place of the backend, where it gives one; tests of faults set it.
    pub faults: Option<Answers>,
    /// Requests that are not answered until [`Driver::answer`].
    pub hold: bool,
    held: VecDeque<(Ticket, Held)>,
    backend: Arc<dyn Backend>,
    folder: tempfile::TempDir,
    now: Now,
    theme: Theme,
    drawn: RefCell<Drawn>,
    /// What measures the screen.
    pub seen: fn(&App) -> Viewport,
}

/// Keys are shown.
pub const WITH_KEYS: Show = Show {
    keys: true,
    mask: false,
    unmasked: false,
};
/// Stand-ins are shown.
pub const MASKED: Show = Show {
    keys: false,
    mask: true,
    unmasked: false,
};

/// The time of day, in Unix seconds.
pub fn unix() -> i64 {
    1_795_500_131
}

pub fn client_providers() -> StartOptions {
    StartOptions {
        user: Some("ana.ortiz"),
        open: Some(Place::List(Location::ClientProviders)),
        ..StartOptions::default()
    }
}

/// On the page of one provider, as the administrator of the root.
pub fn provider(name: &str) -> Driver {
    Driver::start(StartOptions {
        open: Some(Place::Provider(name.into())),
        ..client_providers()
    })
}

impl Driver {
    pub fn start(options: StartOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = match &options.organization {
            Some(organization) => {
                let file = folder.path().join("org.json");
                fs::write(&file, organization.to_string()).unwrap();
                FileBackend::open(&file, unix).unwrap()
            }
            None => FileBackend::demo(folder.path(), None, unix).unwrap(),
        };
        let accounts = file.accounts().unwrap();
        let backend: Arc<dyn Backend> = if options.read_only {
            Arc::new(ReadOnly(file))
        } else {
            Arc::new(file)
        };
        let (backend, mode, live) = match (options.live, &options.organization) {
            (Some((backend, mode, live)), _) => (backend, mode, Some(live)),
            (None, Some(_)) => (backend, Mode::File, None),
            (None, None) => (backend, Mode::Demo, None),
        };
        let app = App::new(Start {
            mode,
            live,
            says: Vec::new(),
            file: "org.json".into(),
            read_only: options.read_only,
            accounts,
            sign_in_as: options.user.map(Into::into),
            open: options.open,
            keymap: Keymap::standard(options.keys).unwrap(),
            mouse: true,
            show: options.show,
            watched: options.watched,
        });
        let now = Now {
            mono: Duration::ZERO,
            unix: unix(),
            offset: 0,
        };
        let theme = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
        let mut driver = Self {
            app,
            effects: Vec::new(),
            requests: Vec::new(),
            hurried: Vec::new(),
            faults: None,
            hold: options.hold,
            held: VecDeque::new(),
            backend,
            folder,
            now,
            theme,
            drawn: RefCell::new(Drawn::new(Size::default())),
            seen: ui::seen,
        };
        let effects = driver.app.begin(now);
        driver.carry_out(effects);
        driver.size(80, 24);
        driver
    }

    /// Sends one message, answers what it asks for, and lays the screen out, as the shell does.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.now);
        self.carry_out(effects);
        self.lay_out();
    }

    fn lay_out(&mut self) {
        let effects = self.app.lay_out(self.seen, self.now);
        self.carry_out(effects);
        // What was asked for may have been answered already.
        self.app.refresh();
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        self.queue(effects);
        self.answer_queued();
    }

    fn queue(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => {
                    self.requests.push(request.clone());
                    self.held.push_back((ticket, Held::Asked(request)));
                }
                Effect::Hurry(tickets) => self.hurry(&tickets),
                other => {
                    if other == Effect::SignOut {
                        self.backend.sign_out();
                    }
                    self.effects.push(other);
                }
            }
        }
    }

    fn answer_queued(&mut self) {
        while !self.hold && !self.held.is_empty() {
            self.answer_one();
        }
    }

    /// Presses keys, named as in the table and separated by blanks, 20 ms apart.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ') {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            self.press(key);
        }
        self
    }

    pub fn press(&mut self, key: Key) {
        self.wait(20);
        self.send(Msg::Key(key));
    }

    /// Types text, a character every 20 ms.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(Key::char(c));
        }
        self
    }

    /// Lets time pass, with the ticks that the program asks for.
    pub fn wait(&mut self, ms: u64) -> &mut Self {
        let end = self.now.mono + Duration::from_millis(ms);
        while let Some(due) = self.app.deadline().filter(|due| *due <= end) {
            self.now.mono = due.max(self.now.mono + Duration::from_millis(1));
            self.send(Msg::Tick);
        }
        self.now.mono = end.max(self.now.mono);
        self
    }

    /// Lets so many seconds pass for the wall clock as well, which stands still otherwise.
    pub fn seconds(&mut self, n: u32) -> &mut Self {
        self.now.unix += i64::from(n);
        self.wait(u64::from(n) * 1000)
    }

    pub fn size(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Msg::Resize(Size { width, height }));
        self
    }

    /// Clicks where `text` stands on the screen.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let (x, y) = self.find(text);
        self.wait(20);
        let target = ui::target(&self.app, x, y);
        self.send(Msg::Mouse(Mouse::Click, target));
        self
    }

    fn find(&self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        for (y, line) in screen.lines().enumerate() {
            if let Some((before, _)) = line.split_once(text) {
                return (
                    u16::try_from(before.chars().count()).unwrap(),
                    u16::try_from(y).unwrap(),
                );
            }
        }
        panic!("{text} is not on the screen:\n{screen}");
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let (buffer, _) = self.draw();
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.draw().1.map(|at| (at.x, at.y))
    }

    pub fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// Fails with the screen unless it shows `text`.
    pub fn see(&mut self, text: &str) -> &mut Self {
        assert!(self.shows(text), "\"{text}\" is not on the screen:\n{}", self.screen());
        self
    }

    pub fn see_not(&mut self, text: &str) -> &mut Self {
        assert!(!self.shows(text), "\"{text}\" is on the screen:\n{}", self.screen());
        self
    }

    /// How many deletes were sent.
    pub fn deletes(&self) -> usize {
        self.requests.iter().filter(|r| DeleteTarget::deletes(r)).count()
    }

    /// The changes that were sent.
    pub fn changes(&self) -> Vec<Change> {
        let change = |r: &Request| match r {
            Request::Change(change) => Some((**change).clone()),
            _ => None,
        };
        self.requests.iter().filter_map(change).collect()
    }

    pub fn quits(&self) -> bool {
        self.effects.contains(&Effect::Quit)
    }

    fn path(&self) -> PathBuf {
        let mut entries = fs::read_dir(self.folder.path()).unwrap();
        entries.next().unwrap().unwrap().path()
    }

    /// The organization file.
    pub fn file(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path()).unwrap()).unwrap()
    }

    /// Changes the organization file as another program would.
    pub fn rewrite(&self, change: impl FnOnce(&mut Value)) {
        let mut file = self.file();
        change(&mut file);
        fs::write(self.path(), file.to_string()).unwrap();
    }

    /// Keys that come in one read: nothing is drawn between them.
    pub fn burst(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ') {
            let effects = self.app.update(Msg::Key(Key::parse(name).unwrap()), self.now);
            self.carry_out(effects);
        }
        self.lay_out();
        self
    }

    /// Takes back the last change: presses that stand too near do not count.
    pub fn undo(&mut self) -> &mut Self {
        self.wait(800).keys("u")
    }

    /// Makes the change again that was undone last.
    pub fn redo(&mut self) -> &mut Self {
        self.wait(800).keys("Ctrl-R")
    }

    /// Presses Enter on `[ Delete ]` and lets it see that the key is not held down.
    pub fn fire(&mut self) -> &mut Self {
        self.keys("Enter").wait(200)
    }

    /// Opens the dialog and types the name, up to the focused button.
    pub fn confirm(&mut self, name: &str) -> &mut Self {
        self.keys("D").wait(600).text(name).keys("Enter")
    }
}
