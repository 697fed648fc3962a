//! Update and draw without a terminal, on the demo and on a large organization.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]
#![allow(clippy::string_slice)]

#[path = "../tests/support/driver.rs"]
mod driver;
#[path = "../tests/support/generate.rs"]
mod generate;

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::{Location, Place};
use amtui::ui;
use amtui::ui::theme::{Theme, ThemeName};
use divan::{Bencher, black_box};
use driver::{Driver, StartOptions, client_providers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
}

fn large() -> Driver {
    let organization = generate::organization(100, 500, 25, 10_000, 50_000);
    Driver::start(StartOptions {
        user: Some("ada"),
        open: Some(Place::List(Location::Environments)),
        organization: Some(organization),
        ..StartOptions::default()
    })
}

#[divan::bench]
fn update_demo(bencher: Bencher) {
    let mut d = Driver::start(client_providers());
    bencher.bench_local(|| {
        d.send(Msg::Key(black_box(Key::char('j'))));
        d.send(Msg::Key(black_box(Key::char('k'))));
    });
}

#[divan::bench]
fn update_large(bencher: Bencher) {
    let mut d = large();
    bencher.bench_local(|| {
        d.send(Msg::Key(black_box(Key::char('j'))));
        d.send(Msg::Key(black_box(Key::char('k'))));
    });
}

#[divan::bench]
fn filter_large(bencher: Bencher) {
    let mut d = large();
    d.keys("/");
    bencher.bench_local(|| {
        d.send(Msg::Key(black_box(Key::char('7'))));
        d.keys("Backspace");
    });
}

/// The page of a provider that thousands of APIs and applications use: its panes in turn, and a letter in a filter.
#[divan::bench]
fn provider_page_large(bencher: Bencher) {
    let mut d = provider_large();
    bencher.bench_local(|| d.send(Msg::Key(black_box(Key::parse("Tab").unwrap()))));
}

#[divan::bench]
fn filter_applications_large(bencher: Bencher) {
    let mut d = provider_large();
    d.keys("Tab Tab Tab /");
    bencher.bench_local(|| {
        d.send(Msg::Key(black_box(Key::char('7'))));
        d.keys("Backspace");
    });
}

/// A letter in the field of the delete dialog, and its frame.
#[divan::bench]
fn type_in_dialog_large(bencher: Bencher) {
    let mut d = provider_large();
    d.keys("D").wait(600);
    let theme = Theme::load(ThemeName::Dark, false).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut keys = ["x", "Backspace"].into_iter().cycle();
    bencher.bench_local(|| {
        d.send(Msg::Key(Key::parse(keys.next().unwrap()).unwrap()));
        terminal.draw(|frame| ui::draw(&d.app, &theme, frame)).unwrap();
    });
}

fn provider_large() -> Driver {
    let organization = generate::organization(100, 500, 25, 10_000, 50_000);
    Driver::start(StartOptions {
        user: Some("ada"),
        open: Some(Place::Provider(generate::id("0c", 3))),
        organization: Some(organization),
        ..StartOptions::default()
    })
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn draw_demo(bencher: Bencher, size: (u16, u16)) {
    draw(bencher, Driver::start(client_providers()), size);
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn draw_large(bencher: Bencher, size: (u16, u16)) {
    draw(bencher, large(), size);
}

/// A key and its frame, on a terminal that stays: ratatui compares each frame with the one before.
fn draw(bencher: Bencher, mut d: Driver, (width, height): (u16, u16)) {
    d.size(width, height);
    let theme = Theme::load(ThemeName::Dark, false).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut keys = [Key::char('j'), Key::char('k')].into_iter().cycle();
    bencher.bench_local(|| {
        d.send(Msg::Key(keys.next().unwrap()));
        terminal.draw(|frame| ui::draw(&d.app, &theme, frame)).unwrap();
    });
}
