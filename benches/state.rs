//! Update and draw without a terminal: each page, at each size.
//!
//! Ends with 1 beyond the bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    dead_code
)]

#[path = "../tests/support/driver.rs"]
mod driver;
#[path = "support/sizes.rs"]
mod sizes;
#[path = "support/table.rs"]
mod table;

use std::thread;
use std::time::Instant;

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::viewport::Size as Cells;
use amtui::app::{Location, Place};
use amtui::shell::screen::Screen as Drawn;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use driver::{Driver, StartOptions};
use sizes::{Size, generate};
use table::{Table, median, ms, rounds};

fn main() {
    // The driver answers what an answer asks for within it: thousands of environments are as deep.
    let run = thread::Builder::new().stack_size(1 << 30).spawn(run).unwrap();
    run.join().unwrap();
}

fn run() {
    let mut table = Table::new("reference");
    let mut demo = Vec::new();
    for &size in Size::measured() {
        let mut screens = pages(size).map(|(name, place)| (name, Screen::open(size, place)));
        let keys: Vec<f64> = screens.iter_mut().map(|(_, screen)| screen.keys(&["j", "k"])).collect();
        if size == Size::Demo {
            demo = keys;
            continue;
        }
        for (((name, _), own), demo) in screens.iter().zip(&keys).zip(&demo) {
            let name = format!("{name}, {} beside demo: key us", size.name());
            table.ratio(&name, demo * 1e3, own * 1e3, Some(1.1));
        }
        for (name, screen) in &mut screens {
            screen.driver.keys("/");
            let own = screen.keys(&["7", "Backspace"]);
            screen.driver.keys("Esc");
            table.limit(&format!("{name}, {}: filter key ms", size.name()), 16.0, own);
        }
        let provider = &mut screens[4].1;
        for (name, keys) in [
            ("delete dialog", ["D", "Esc"]),
            ("palette", [":", "Esc"]),
            ("help", ["?", "Esc"]),
        ] {
            let own = provider.keys(&keys);
            table.limit(&format!("{name}, {}: open or close ms", size.name()), 16.0, own);
        }
        // Everything is read for it once, and its text is prepared between the first keys.
        screens[0].1.keys(&["Ctrl-P", "Esc"]);
        screens[0].1.driver.keys("Ctrl-P").wait(1_000);
        let own = screens[0].1.keys(&["7", "Backspace"]);
        screens[0].1.driver.keys("Esc");
        table.limit(&format!("find, {}: key ms", size.name()), 16.0, own);
        let (open, impact) = open(&mut screens[2].1);
        for (name, own) in ["business groups", "environments", "client providers"].iter().zip(open) {
            table.limit(&format!("{name}, {}: open ms", size.name()), 16.0, own);
        }
        table.limit(&format!("most used provider, {}: open ms", size.name()), 50.0, impact);
    }
    table.finish();
}

fn pages(size: Size) -> [(&'static str, Place); 5] {
    let provider = match size {
        Size::Demo => "Okta Production".to_owned(),
        _ => generate::id("0c", 3),
    };
    [
        ("business groups", Place::List(Location::BusinessGroups)),
        ("environments", Place::List(Location::Environments)),
        ("client providers", Place::List(Location::ClientProviders)),
        ("api manager", Place::List(Location::ApiManager)),
        ("provider", Place::Provider(provider)),
    ]
}

/// Pages and a provider that were read before, opened again.
fn open(screen: &mut Screen) -> ([f64; 3], f64) {
    let (mut pages, mut impact) = ([vec![], vec![], vec![]], vec![]);
    for round in 0..=rounds(20, 4) {
        for (times, key) in pages.iter_mut().zip(["1", "4", "7"]) {
            times.push(screen.key(key));
        }
        screen.driver.keys("g g");
        screen.key("j");
        impact.push(screen.key("Enter"));
        screen.key("Esc");
        if round == 0 {
            // What is opened for the first time is read.
            pages.iter_mut().for_each(Vec::clear);
            impact.clear();
        }
    }
    (pages.map(|times| median(&times)), median(&impact))
}

struct Screen {
    driver: Driver,
    theme: Theme,
    drawn: Drawn,
}

impl Screen {
    fn open(size: Size, place: Place) -> Self {
        Self {
            driver: Driver::start(StartOptions {
                user: Some(size.user()),
                open: Some(place),
                organization: size.organization(),
                ..StartOptions::default()
            }),
            theme: Theme::load(&ThemeName::Dark, Depth::True, false).unwrap(),
            drawn: Drawn::unseen(Cells { width: 80, height: 24 }),
        }
    }

    /// The median of these keys in turn, each with its frame, in milliseconds.
    fn keys(&mut self, keys: &[&str]) -> f64 {
        let keys = keys.iter().cycle().take(rounds(200, 20) * keys.len());
        median(&keys.map(|key| self.key(key)).collect::<Vec<_>>())
    }

    /// A key and the bytes of its frame.
    fn key(&mut self, key: &str) -> f64 {
        self.driver.wait(700);
        let key = Key::parse(key).unwrap();
        let start = Instant::now();
        self.driver.send(Msg::Key(key));
        let (app, theme) = (&self.driver.app, &self.theme);
        self.drawn.draw(|frame| frame.draw_app(app, theme)).unwrap();
        ms(start.elapsed())
    }
}
