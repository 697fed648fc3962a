//! The built program in a pseudo-terminal, and an emulator that reads its screen. Everything waits for a state.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::termios::{QueueSelector, tcflush};
use vt100::{MouseProtocolMode, Parser, Screen};

const DEADLINE: Duration = Duration::from_secs(30);
/// The program takes a press that comes sooner after an earlier one for a held key.
const APART: Duration = Duration::from_millis(700);

struct Seen {
    parser: Mutex<(Parser, Vec<u8>)>,
    changed: Condvar,
    /// Whether the terminal is to read nothing, and whether it does so by now.
    blocked: Mutex<(bool, bool)>,
    turned: Condvar,
}

pub struct Terminal {
    seen: Arc<Seen>,
    child: Box<dyn Child + Send + Sync>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    /// Keeps the terminal open after the program ends, as a shell would.
    _slave: Box<dyn SlavePty + Send>,
    modes: String,
    pub folder: tempfile::TempDir,
}

/// The screen as it is, and how it came to be so.
fn contents_and_bytes((parser, bytes): &(Parser, Vec<u8>)) -> String {
    let last = bytes.len().saturating_sub(6000);
    format!(
        "{}\nThe last bytes: {}",
        parser.screen().contents(),
        bytes[last..].escape_ascii()
    )
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

impl Terminal {
    pub fn start(width: u16, height: u16, arguments: &[&str]) -> Self {
        Self::start_with(width, height, arguments, &[])
    }

    pub fn start_with(width: u16, height: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), width, height, arguments, variables)
    }

    /// With a folder in which it ran before.
    pub fn start_in(
        folder: tempfile::TempDir,
        width: u16,
        height: u16,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amtui"));
        command.args(arguments);
        Self::run(folder, width, height, command, variables)
    }

    /// A shell that runs this script, in which `$AMTUI` is the program.
    pub fn start_shell(script: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        let program = [("AMTUI", env!("CARGO_BIN_EXE_amtui"))];
        Self::run(tempfile::tempdir().unwrap(), 80, 24, command, &program)
    }

    fn run(
        folder: tempfile::TempDir,
        width: u16,
        height: u16,
        mut command: CommandBuilder,
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let modes = stty(&*pair.master);
        command.env_clear();
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder.path());
        command.env("XDG_STATE_HOME", folder.path().join("state"));
        command.cwd(folder.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let seen = Arc::new(Seen {
            parser: Mutex::new((Parser::new(cells(height), cells(width), 0), Vec::new())),
            changed: Condvar::new(),
            blocked: Mutex::default(),
            turned: Condvar::new(),
        });
        let reads = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(n) = output.read(&mut bytes) {
                if n == 0 {
                    return;
                }
                let mut parser = reads.parser.lock().unwrap();
                parser.0.process(&bytes[..n]);
                parser.1.extend_from_slice(&bytes[..n]);
                drop(parser);
                reads.changed.notify_all();
                let mut blocked = reads.blocked.lock().unwrap();
                blocked.1 = blocked.0;
                reads.turned.notify_all();
                drop(reads.turned.wait_while(blocked, |(wanted, _)| *wanted).unwrap());
            }
        });
        Self {
            seen,
            child,
            input,
            master: pair.master,
            _slave: pair.slave,
            modes,
            folder,
        }
    }

    /// Waits until the screen is as `wanted` says; fails with the screen after half a minute.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut parser = self.seen.parser.lock().unwrap();
        while !wanted(parser.0.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never saw {what}:\n{}", contents_and_bytes(&parser));
            parser = self.seen.changed.wait_timeout(parser, left).unwrap().0;
        }
    }

    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contents().contains(text));
        self
    }

    /// Waits until the program has written these bytes, whatever they do to the screen.
    pub fn wait_for_bytes(&mut self, bytes: &str) -> &mut Self {
        let end = Instant::now() + DEADLINE;
        let mut parser = self.seen.parser.lock().unwrap();
        while !parser.1.windows(bytes.len()).any(|there| there == bytes.as_bytes()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "never wrote {bytes:?}:\n{}",
                contents_and_bytes(&parser)
            );
            parser = self.seen.changed.wait_timeout(parser, left).unwrap().0;
        }
        drop(parser);
        self
    }

    /// Waits at most so long for `text`; says whether it came.
    pub fn comes(&self, text: &str, within: Duration) -> bool {
        let end = Instant::now() + within;
        let mut parser = self.seen.parser.lock().unwrap();
        while !parser.0.screen().contents().contains(text) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            parser = self.seen.changed.wait_timeout(parser, left).unwrap().0;
        }
        true
    }

    /// Presses Enter once, as somebody does who reads the screen first. The program drops a press so near to an earlier
    /// one, which may be a held key, and no screen tells when that is over: this time is part of the press.
    pub fn press_after_reading(&mut self) -> &mut Self {
        thread::sleep(APART);
        self.keys("\r")
    }

    pub fn keys(&mut self, bytes: &str) -> &mut Self {
        self.input.write_all(bytes.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    pub fn contents(&self) -> String {
        self.seen.parser.lock().unwrap().0.screen().contents()
    }

    /// Every byte the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.parser.lock().unwrap().1.clone()
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.seen
            .parser
            .lock()
            .unwrap()
            .0
            .screen_mut()
            .set_size(cells(height), cells(width));
        self.master.resize(size(width, height)).unwrap();
        self
    }

    /// Says that the terminal is so large. The emulator here keeps its size: it could not hold the cells.
    pub fn claim(&mut self, width: u16, height: u16) -> &mut Self {
        self.master.resize(size(width, height)).unwrap();
        self
    }

    /// The terminal reads nothing more, and has no room left.
    pub fn block(&mut self) -> &mut Self {
        *self.seen.blocked.lock().unwrap() = (true, false);
        let mut tty = tty(&*self.master);
        while tty.write(b"x").is_ok() {}
        let blocked = self.seen.blocked.lock().unwrap();
        drop(self.seen.turned.wait_while(blocked, |(_, by_now)| !*by_now).unwrap());
        // The system still moves what it has about.
        loop {
            while tty.write(b"x").is_ok() {}
            let mut room = [PollFd::new(&tty, PollFlags::OUT)];
            if poll(
                &mut room,
                Some(&Timespec::try_from(Duration::from_millis(100)).unwrap()),
            )
            .unwrap()
                == 0
            {
                return self;
            }
        }
    }

    /// The terminal reads again.
    pub fn unblock(&mut self) -> &mut Self {
        *self.seen.blocked.lock().unwrap() = (false, false);
        self.seen.turned.notify_all();
        self
    }

    /// Presses a key as fast as it goes until the program has ended, and a while longer.
    pub fn hammer(&mut self, key: &str) -> &mut Self {
        let tty = tty(&*self.master);
        let Self { input, child, .. } = self;
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            let presses = scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    input.write_all(key.as_bytes()).unwrap();
                }
                input.write_all(key.repeat(100).as_bytes()).unwrap();
            });
            let end = Instant::now() + DEADLINE;
            while child.try_wait().unwrap().is_none() && Instant::now() < end {
                thread::sleep(Duration::from_millis(2));
            }
            over.store(true, Ordering::SeqCst);
            // A write that waits for room is woken when somebody takes keys, as a shell would. Here nobody does any more.
            while !presses.is_finished() {
                tcflush(&tty, QueueSelector::IFlush).unwrap();
                thread::yield_now();
            }
        });
        self
    }

    pub fn signal(&mut self, name: &str) -> &mut Self {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
        self
    }

    /// The letter of the process's state: T while it is stopped.
    pub fn state(&self) -> String {
        let id = self.child.process_id().unwrap().to_string();
        let out = Command::new("ps").args(["-o", "stat=", "-p", &id]).output().unwrap();
        String::from_utf8(out.stdout).unwrap().trim().chars().take(1).collect()
    }

    /// Waits until the program has no thread of this name any more.
    pub fn wait_for_end_of_thread(&self, name: &str) {
        let folder = format!("/proc/{}/task", self.child.process_id().unwrap());
        let runs = || {
            let tasks = fs::read_dir(&folder).unwrap().flatten();
            let mut names = tasks.filter_map(|t| fs::read_to_string(t.path().join("comm")).ok());
            names.any(|n| n.trim() == name)
        };
        self.poll(&format!("without the thread {name}"), || !runs());
    }

    pub fn wait_for_state(&self, letter: &str) {
        self.poll(letter, || self.state() == letter);
    }

    /// Looks again and again until something outside the terminal is so.
    pub fn poll(&self, what: &str, is_so: impl Fn() -> bool) {
        let end = Instant::now() + DEADLINE;
        while !is_so() {
            assert!(Instant::now() < end, "never {what}:\n{}", self.contents());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Whether the program still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for the end and says its code.
    pub fn code(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.contents());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// The terminal is as it was before the program started.
    pub fn is_restored(&self) {
        self.wait_until("a restored terminal", |screen| {
            !screen.alternate_screen()
                && !screen.bracketed_paste()
                && !screen.hide_cursor()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        // They come after the bytes.
        self.poll("in the modes of before", || stty(&*self.master) == self.modes);
    }

    pub fn demo(&self) -> serde_json::Value {
        let path: PathBuf = self.folder.path().join("state/amtui/demo.json");
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program's side of it. Nothing that is done there waits.
fn tty(master: &dyn MasterPty) -> fs::File {
    let mut tty = fs::OpenOptions::new();
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    tty.read(true).write(true).custom_flags(flags.bits().cast_signed());
    tty.open(master.tty_name().unwrap()).unwrap()
}

fn stty(master: &dyn MasterPty) -> String {
    let out = Command::new("stty").arg("-g").stdin(tty(master)).output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}
