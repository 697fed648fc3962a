//! A program in a pseudo-terminal of 80x24, and how long it takes to answer.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// A key is answered once nothing came for so long.
const PAUSE: Duration = Duration::from_millis(3);

pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    input: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    start: Instant,
    screen: vt100::Parser,
}

/// The command that runs amtui with its state, and its configuration, below `home`.
pub fn amtui(home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amtui"));
    command.args(arguments);
    command.env_clear();
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, home);
    }
    command
}

impl Program {
    pub fn start(command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = vec![0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let [rows, columns] = [24, 80].map(|cells| NonZero::new(cells).unwrap());
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            child,
            input,
            output,
            start,
            screen: vt100::Parser::new(rows, columns, 0),
        }
    }

    /// Waits until the screen shows `text`. Returns how long after the start that was.
    pub fn shows(&mut self, text: &str) -> Duration {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok((at, bytes)) = self.output.recv_timeout(left) else {
                panic!("{text} never came:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return at - self.start;
            }
        }
    }

    /// Waits until it wrote `text`, which later frames may have drawn over at once. Returns how long after the start that was.
    pub fn writes(&mut self, text: &str) -> Duration {
        let mut written = Vec::new();
        loop {
            let came = self.output.recv_timeout(Duration::from_secs(60));
            let (at, bytes) = came.unwrap_or_else(|_| panic!("{text} never came"));
            self.screen.process(&bytes);
            written.extend(bytes);
            if written.windows(text.len()).any(|part| part == text.as_bytes()) {
                return at - self.start;
            }
        }
    }

    /// What the screen shows now. A blank that was written and one that was erased look the same, so lines end with their text.
    pub fn screen(&self) -> String {
        let contents = self.screen.screen().contents();
        contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Waits until nothing came for so long. Returns when the last of it came, and how many bytes that were.
    pub fn settled(&mut self, pause: Duration) -> (Instant, usize) {
        let (mut last, mut length) = (self.start, 0);
        while let Ok((at, bytes)) = self.output.recv_timeout(pause) {
            self.screen.process(&bytes);
            last = at;
            length += bytes.len();
        }
        (last, length)
    }

    /// Waits until all of the first page is there. Returns how long after the start the last of it came.
    pub fn complete(&mut self) -> Duration {
        self.settled(Duration::from_millis(400))
            .0
            .saturating_duration_since(self.start)
    }

    pub fn send(&mut self, keys: &[u8]) -> Instant {
        let sent = Instant::now();
        self.input.write_all(keys).unwrap();
        sent
    }

    /// Presses a key. Returns how long it took until the first of its frame came, and how many bytes the frame has.
    pub fn key(&mut self, key: &[u8]) -> (Duration, usize) {
        let sent = self.send(key);
        let (at, bytes) = self.output.recv_timeout(Duration::from_secs(10)).unwrap();
        self.screen.process(&bytes);
        let (_, more) = self.settled(PAUSE);
        (at - sent, bytes.len() + more)
    }

    /// Sends many keys at once. Returns how long it took until the last frame came, however long the first lets wait for it.
    pub fn burst(&mut self, keys: &[u8]) -> Duration {
        let sent = self.send(keys);
        let (first, bytes) = self.output.recv_timeout(Duration::from_secs(60)).unwrap();
        self.screen.process(&bytes);
        let (last, _) = self.settled(Duration::from_millis(150));
        last.max(first) - sent
    }

    /// The most memory that it had so far, in KiB.
    pub fn peak(&self) -> f64 {
        f64::from(status(&format!("/proc/{}/status", self.id()), "VmHWM"))
    }

    /// How often its threads woke while nothing happened for so long.
    pub fn wakes(&self, time: Duration) -> f64 {
        let before = self.switches();
        assert!(self.output.recv_timeout(time).is_err(), "it drew while nothing moved");
        f64::from(self.switches() - before)
    }

    fn switches(&self) -> u32 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.id())).unwrap();
        let paths = tasks.map(|task| task.unwrap().path().join("status"));
        paths
            .map(|path| status(path.to_str().unwrap(), "voluntary_ctxt_switches"))
            .sum()
    }

    fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

fn status(path: &str, name: &str) -> u32 {
    let text = fs::read_to_string(path).unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
