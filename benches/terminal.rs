//! The built program beside a bare ratatui list, in a pseudo-terminal of 80x24.
//!
//! Ends with 1 beyond the bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
#![allow(clippy::print_stdout)]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const ROUNDS: usize = 31;
const KEYS: usize = 200;

fn main() {
    if std::env::args().any(|a| a == "bare") {
        return bare();
    }
    let folder = tempfile::tempdir().unwrap();
    let start = |what: &What| Run::start(what.command(folder.path()), what.word);
    // The demo is made on the first run; that is not what is measured.
    drop(start(&LIST));
    let mut first = [vec![], vec![], vec![]];
    let (mut key, mut memory) = ([vec![], vec![]], [vec![], vec![]]);
    for _ in 0..ROUNDS {
        first[1].push(start(&SIGN_IN).first.as_secs_f64() * 1e3);
        for (i, what) in [(0, &BARE), (1, &LIST)] {
            let mut run = start(what);
            first[i * 2].push(run.first.as_secs_f64() * 1e3);
            run.quiet();
            for n in 0..KEYS / ROUNDS {
                key[i].push(run.key(if n % 2 == 0 { b"j" } else { b"k" }).as_secs_f64() * 1e3);
            }
            memory[i].push(run.peak());
        }
    }
    let mut run = start(&LIST);
    run.quiet();
    let before = run.switches();
    run.still(Duration::from_secs(2));
    let wakes = run.switches() - before;
    let mut bad = wakes > 0;
    println!("{:16} {:>10} {:>10} {:>7} {:>7}", "", "bare", "amtui", "ratio", "bound");
    let [bare, sign_in, list] = first;
    for (name, values, bound) in [
        ("first frame ms", [bare.clone(), sign_in], 2.0),
        // Signed in and read, over several answers: what that takes is told, and has no bound.
        ("provider rows ms", [bare, list], f64::INFINITY),
        ("key ms", key, 1.4),
        ("peak memory kB", memory, 2.5),
    ] {
        let [bare, own] = values.map(median);
        bad |= own / bare > bound;
        println!("{name:16} {bare:10.2} {own:10.2} {:7.2} {bound:7.2}", own / bare);
    }
    println!("wakes in 2 s of idleness: {wakes}");
    if bad {
        println!("beyond the bounds");
        std::process::exit(1);
    }
}

/// A program to start, and a word of the rows it shows, without the blanks that ratatui does not send.
struct What {
    bare: bool,
    arguments: &'static [&'static str],
    word: &'static str,
}

const BARE: What = What {
    bare: true,
    arguments: &["bare"],
    word: "provider",
};
const SIGN_IN: What = What {
    bare: false,
    arguments: &[],
    word: "Demo",
};
const LIST: What = What {
    bare: false,
    arguments: &["--as", "ana.ortiz", "--open", "client-providers"],
    word: "Okta",
};

impl What {
    fn command(&self, home: &Path) -> CommandBuilder {
        let mut command = if self.bare {
            CommandBuilder::new(std::env::current_exe().unwrap())
        } else {
            CommandBuilder::new(env!("CARGO_BIN_EXE_amtui"))
        };
        command.args(self.arguments);
        command.env_clear();
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("XDG_STATE_HOME", home);
        command
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// One run of a program.
struct Run {
    child: Box<dyn Child + Send + Sync>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    first: Duration,
}

impl Run {
    fn start(command: CommandBuilder, row: &str) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (told, output) = mpsc::channel();
        thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = vec![0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if told.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut seen = Vec::new();
        while !seen.windows(row.len()).any(|w| w == row.as_bytes()) {
            seen.extend(output.recv().unwrap());
        }
        Self {
            child,
            input,
            output,
            first: start.elapsed(),
        }
    }

    /// Waits until nothing more is drawn.
    fn quiet(&mut self) {
        while self.output.recv_timeout(Duration::from_millis(60)).is_ok() {}
    }

    /// Lets time pass in which nothing may be drawn.
    fn still(&mut self, time: Duration) {
        assert!(
            self.output.recv_timeout(time).is_err(),
            "something was drawn while nothing moved"
        );
    }

    fn key(&mut self, key: &[u8]) -> Duration {
        let start = Instant::now();
        self.input.write_all(key).unwrap();
        self.output.recv().unwrap();
        let taken = start.elapsed();
        while self.output.recv_timeout(Duration::from_millis(3)).is_ok() {}
        taken
    }

    fn status(path: &str, name: &str) -> u32 {
        let text = fs::read_to_string(path).unwrap();
        let line = text.lines().find(|l| l.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    fn peak(&self) -> f64 {
        f64::from(Self::status(
            &format!("/proc/{}/status", self.child.process_id().unwrap()),
            "VmHWM",
        ))
    }

    fn switches(&self) -> u32 {
        let folder = format!("/proc/{}/task", self.child.process_id().unwrap());
        let tasks = fs::read_dir(folder).unwrap().map(|t| t.unwrap().path().join("status"));
        tasks
            .map(|t| Self::status(t.to_str().unwrap(), "voluntary_ctxt_switches"))
            .sum()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The bare program: a list of 3,000 rows, of which the visible ones are drawn, read and drawn on one thread.
fn bare() {
    use crossterm::event::{Event, KeyCode, read};
    use ratatui::widgets::{Block, List, ListState};
    let mut terminal = ratatui::init();
    let rows: Vec<String> = (0..3000).map(|n| format!("provider {n}")).collect();
    let mut at = 0;
    loop {
        let draw = |frame: &mut ratatui::Frame| {
            let height = usize::from(frame.area().height.saturating_sub(2));
            let seen = rows.iter().take(height).map(String::as_str);
            let list = List::new(seen).block(Block::bordered()).highlight_symbol("> ");
            let mut state = ListState::default().with_selected(Some(at));
            frame.render_stateful_widget(list, frame.area(), &mut state);
        };
        terminal.draw(draw).unwrap();
        match read().unwrap() {
            Event::Key(key) if key.code == KeyCode::Char('j') => at += 1,
            Event::Key(key) if key.code == KeyCode::Char('k') => at = usize::max(at, 1) - 1,
            _ => {}
        }
    }
}
