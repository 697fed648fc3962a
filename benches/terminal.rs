//! The built program beside a bare ratatui list, in a pseudo-terminal of 80x24.
//!
//! Ends with 1 beyond the bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    dead_code
)]

#[path = "support/floor.rs"]
mod floor;
#[path = "support/plain.rs"]
mod plain;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/sizes.rs"]
mod sizes;
#[path = "support/table.rs"]
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pty::{Program, amtui};
use sizes::Size;
use table::{Table, median, ms, percentile, rounds, time, unless_for_tests};

const PAGES: [&str; 4] = ["business-groups", "environments", "client-providers", "api-manager"];
const BURST: usize = 2000;
/// What the first frame shows.
const FIRST: &str = "Loading";

fn main() {
    floor::run_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let homes: Vec<Home> = Size::measured()
        .iter()
        .map(|size| Home::new(*size, folder.path()))
        .collect();
    let mut table = Table::new("floor");
    for home in &homes {
        start(home, &mut table);
    }
    let mut demo = Vec::new();
    for home in &homes {
        let keys: Vec<f64> = PAGES.iter().map(|page| keys(home, page, &mut table)).collect();
        for ((page, demo), own) in PAGES.iter().zip(&demo).zip(&keys) {
            table.ratio(
                &format!("{page}, {} beside demo: key ms", home.size.name()),
                *demo,
                *own,
                Some(1.1),
            );
        }
        if demo.is_empty() {
            demo = keys;
        }
    }
    for home in &homes {
        keys_while_loading(home, &mut table);
        burst(home, &mut table);
        filter(home, &mut table);
    }
    let mut idle = homes[0].open("client-providers");
    idle.complete();
    table.zero("idle: wake-ups in 2 s", idle.wakes(Duration::from_secs(2)));
    let binary = fs::metadata(env!("CARGO_BIN_EXE_amtui")).unwrap();
    table.ratio("binary MB", 7.0, binary.len() as f64 / 1e6, unless_for_tests(1.0));
    table.finish();
}

/// An organization, and the folder in which a program that works on it keeps its state.
struct Home {
    size: Size,
    folder: PathBuf,
    file: PathBuf,
}

impl Home {
    fn new(size: Size, folder: &Path) -> Self {
        let folder = folder.join(size.name());
        fs::create_dir(&folder).unwrap();
        let home = Self {
            size,
            file: size.save(&folder),
            folder,
        };
        // The demo is made on the first run; that is not what is measured.
        home.open("client-providers").complete();
        home
    }

    fn open(&self, page: &str) -> Program {
        let mut arguments = vec!["--as", self.size.user(), "--open", page];
        if self.size != Size::Demo {
            arguments.extend(["--file", self.file.to_str().unwrap()]);
        }
        Program::start(amtui(&self.folder, &arguments))
    }
}

/// The first frame, the first complete one, and the most memory until then.
fn start(home: &Home, table: &mut Table) {
    let (mut first, mut complete, mut memory) = ([vec![], vec![]], vec![], [vec![], vec![]]);
    for _ in 0..rounds(25, 5) {
        let mut floor = Program::start(floor::command());
        first[0].push(ms(floor.shows(floor::WORD)));
        floor.settled(Duration::from_millis(20));
        memory[0].push(floor.peak());
        let mut own = home.open("client-providers");
        first[1].push(ms(own.writes(FIRST)));
        complete.push(ms(own.complete()));
        memory[1].push(own.peak());
    }
    let name = home.size.name();
    let floor = median(&first[0]);
    table.ratio(&format!("{name}: first frame ms"), floor, median(&first[1]), Some(1.6));
    let complete = median(&complete);
    let peak = median(&memory[1]);
    if home.size == Size::Demo {
        table.ratio("demo: first complete frame ms", floor, complete, Some(2.0));
        table.ratio("demo: peak memory kB", median(&memory[0]), peak, unless_for_tests(2.5));
        return;
    }
    let bytes = fs::read(&home.file).unwrap();
    let parse = time(rounds(9, 3), || (), |()| plain::parse(&bytes));
    let name = home.size.name();
    table.ratio(
        &format!("{name}: complete ms, beside floor and parsing"),
        floor + parse,
        complete,
        Some(1.5),
    );
    table.ratio(
        &format!("{name}: peak memory kB, beside the file"),
        bytes.len() as f64 / 1024.0,
        peak,
        Some(3.0),
    );
}

/// Keys up and down on a page, each beside one of the floor. Returns the median.
fn keys(home: &Home, page: &str, table: &mut Table) -> f64 {
    let mut programs = [Program::start(floor::command()), home.open(page)];
    programs[0].shows(floor::WORD);
    programs[1].complete();
    let (mut times, mut lengths) = ([vec![], vec![]], [vec![], vec![]]);
    for n in 0..rounds(800, 200) {
        // Four rows down and four up: a move to a row that offers other actions is one of several.
        let key = if n % 8 < 4 { b"j" } else { b"k" };
        for (i, program) in programs.iter_mut().enumerate() {
            let (taken, length) = program.key(key);
            times[i].push(ms(taken));
            lengths[i].push(length as f64);
        }
    }
    let name = format!("{page}, {}", home.size.name());
    let [floor, own] = &times;
    table.ratio(&format!("{name}: key ms, p50"), median(floor), median(own), Some(0.9));
    let p99 = [floor, own].map(|times| slowest(times));
    table.ratio(&format!("{name}: key ms, p99"), p99[0], p99[1], Some(1.2));
    let [floor, bytes] = lengths.map(|lengths| median(&lengths));
    table.ratio(&format!("{name}: bytes a key"), floor, bytes, Some(1.0));
    // By itself: a second program of the same code would keep that of the floor in the processor's caches.
    let mut unlit = Program::start(floor::without_highlight());
    unlit.shows(floor::WORD);
    let unlit = [b"j", b"k"].map(|key| unlit.key(key).1 as f64);
    table.ratio(
        &format!("{name}: bytes a key, no highlight"),
        median(&unlit),
        bytes,
        None,
    );
    median(own)
}

/// The slowest key in a hundred. A shortened run has few: what the machine did meanwhile is in one quarter of them, and what
/// is slow itself is in all.
fn slowest(times: &[f64]) -> f64 {
    let parts = if table::quick() { 4 } else { 1 };
    let parts = times.chunks(times.len().div_ceil(parts));
    parts.map(|part| percentile(part, 99)).fold(f64::INFINITY, f64::min)
}

/// Keys up and down in the palette, from the first frame on: until the file is open no other list has rows to move in.
fn keys_while_loading(home: &Home, table: &mut Table) {
    let mut times = [vec![], vec![]];
    for _ in 0..rounds(9, 3) {
        let mut programs = [Program::start(floor::command()), home.open("environments")];
        programs[0].shows(floor::WORD);
        programs[1].writes(FIRST);
        programs[1].key(b":");
        for n in 0..12 {
            let [own, other] = if n % 2 == 0 { ["\x1b[B", "j"] } else { ["\x1b[A", "k"] };
            times[0].push(ms(programs[0].key(other.as_bytes()).0));
            times[1].push(ms(programs[1].key(own.as_bytes()).0));
        }
    }
    let [floor, own] = times.map(|times| median(&times));
    table.ratio(
        &format!("{}: key in the palette ms while it is read", home.size.name()),
        floor,
        own,
        Some(1.2),
    );
}

/// Many keys at once: how long until the last frame, and whether that shows the right place.
fn burst(home: &Home, table: &mut Table) {
    if home.size == Size::Demo {
        return;
    }
    let mut times = [vec![], vec![]];
    let mut programs = [Program::start(floor::command()), home.open("api-manager")];
    programs[0].shows(floor::WORD);
    programs[1].complete();
    let before = programs[1].screen();
    for n in 0..rounds(8, 2) {
        let key = if n % 2 == 0 { b"j" } else { b"k" };
        for (i, program) in programs.iter_mut().enumerate() {
            times[i].push(ms(program.burst(&key.repeat(BURST))));
        }
        // As many keys back lead to where it was.
        let after = programs[1].screen();
        assert_eq!(
            after == before,
            n % 2 == 1,
            "the wrong place is selected:\n{after}\n\nbefore:\n{before}"
        );
    }
    let [floor, own] = times.map(|times| median(&times));
    table.ratio(
        &format!("{}: {BURST} keys at once, ms", home.size.name()),
        floor,
        own,
        Some(2.0),
    );
}

/// A letter in the filter of the longest lists, until its frame.
fn filter(home: &Home, table: &mut Table) {
    if home.size == Size::Demo {
        return;
    }
    let provider = format!("client-providers/{}", sizes::generate::id("0c", 3));
    for (page, keys, what) in [
        ("api-manager", "/", "APIs"),
        (provider.as_str(), "\t\t\t/", "applications"),
    ] {
        let mut program = home.open(page);
        program.complete();
        for key in keys.bytes() {
            program.key(&[key]);
        }
        let mut times = Vec::new();
        for _ in 0..rounds(20, 5) {
            times.push(ms(program.key(b"7").0));
            program.key(b"\x7f");
        }
        table.limit(
            &format!("{}: filter key over {what}, ms", home.size.name()),
            16.0,
            median(&times),
        );
    }
}
