//! What wakes the program: the terminal, workers, signals and the clock, all in one queue.

use std::collections::VecDeque;
use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use zeroize::Zeroizing;

use super::input::{Keyboard, TerminalInput};
use super::open::Opened;
use crate::app::msg::{Meanwhile, Msg};
use crate::app::request::{Reply, Ticket};
use crate::config::settings::FileSettings;
use crate::domain::Error;

/// A line without its end. A secret may be typed in it.
pub type TypedLine = Zeroizing<String>;

pub enum Event {
    Input(TerminalInput),
    /// A whole line, where lines are read.
    Line(TypedLine),
    /// Ctrl-D, where lines are read.
    EndOfInput,
    /// The terminal has taken everything that was drawn: there is room for a frame.
    TerminalReady,
    /// A message from another thread.
    Message(Box<Msg>),
    /// The file or the demo is open, or cannot be.
    FileOpened(anyhow::Result<Box<Opened>>),
    /// The backend of a profile is open.
    ProfileOpened(Ticket, Box<Opened>),
    Reply(Ticket, Result<Reply, Error>),
    /// Progress of a worker, or part of an answer.
    Meanwhile(Ticket, Meanwhile),
    Signal(i32),
    TerminalGone,
    /// A rate limit holds until then, in Unix seconds.
    RateLimited(i64),
    TimeZone(TimeZone),
    /// What config.toml says.
    Settings(Box<FileSettings>),
    /// What is in a folder, as it was typed.
    Files(String, Vec<String>),
    /// The deadline of the app passed.
    Deadline,
}

/// Makes the queue of events and what sends into it.
pub fn channel() -> io::Result<(EventSender, Events)> {
    let (sender, channel) = mpsc::channel();
    let (woken, wakes) = io::pipe()?;
    let called = Arc::default();
    let sender = EventSender {
        channel: sender,
        waker: Arc::new(Waker {
            called: Arc::clone(&called),
            wakes,
        }),
    };
    let events = Events {
        channel,
        called,
        woken,
        keyboard: None,
        silent_at: None,
        signals: VecDeque::new(),
        others: VecDeque::new(),
    };
    Ok((sender, events))
}

/// Sends events from any thread.
#[derive(Clone, Debug)]
pub struct EventSender {
    channel: mpsc::Sender<Event>,
    waker: Arc<Waker>,
}

/// Wakes who waits for the terminal and for events at once.
#[derive(Debug)]
struct Waker {
    /// Whether a byte is in the pipe, or will be: one is enough for many events.
    called: Arc<AtomicBool>,
    wakes: PipeWriter,
}

impl EventSender {
    /// Fails once nobody takes events any more.
    pub fn send(&self, event: Event) -> Result<(), mpsc::SendError<Event>> {
        self.channel.send(event)?;
        if !self.waker.called.swap(true, Ordering::SeqCst) {
            // The pipe is empty: there is room. Where its other end is gone, so is the program.
            let _ = (&self.waker.wakes).write(&[0]);
        }
        Ok(())
    }
}

/// The queue of events. Signals go first: they cannot wait behind thousands of keys. Keys are read here and not on a thread
/// of their own: no other thread has to wake before a key is answered.
pub struct Events {
    channel: Receiver<Event>,
    called: Arc<AtomicBool>,
    woken: PipeReader,
    keyboard: Option<Keyboard>,
    /// When the terminal has been silent for so long that the sequence it began is over.
    silent_at: Option<Instant>,
    signals: VecDeque<Event>,
    others: VecDeque<Event>,
}

impl Events {
    /// Reads the terminal from now on.
    pub fn listen(&mut self) {
        self.keyboard = Some(Keyboard::default());
    }

    /// Puts events before those that wait, in their order.
    pub fn put_first(&mut self, events: Vec<Event>) {
        for event in events.into_iter().rev() {
            self.others.push_front(event);
        }
    }

    fn keep(&mut self, event: Event) {
        match event {
            Event::Signal(_) => self.signals.push_back(event),
            other => self.others.push_back(other),
        }
    }

    fn receive(&mut self) {
        while let Ok(event) = self.channel.try_recv() {
            self.keep(event);
        }
    }

    /// The next event without waiting.
    pub fn queued(&mut self) -> Option<Event> {
        self.receive();
        // Many keys of one reading need no other reading between them.
        if self.signals.is_empty() && !matches!(self.others.front(), Some(Event::Input(_))) {
            self.wait(Some(Duration::ZERO));
        }
        self.signals.pop_front().or_else(|| self.others.pop_front())
    }

    /// Waits for the next event, for ever with `None`. Returns `None` once the time is over.
    pub fn next(&mut self, time: Option<Duration>) -> Option<Event> {
        let end = time.and_then(|time| Instant::now().checked_add(time));
        loop {
            let event = self.queued();
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if event.is_some() || left == Some(Duration::ZERO) {
                return event;
            }
            self.wait(left);
        }
    }

    /// Waits until the terminal or a sender has something, or a sequence is over, and keeps what the terminal has.
    fn wait(&mut self, time: Option<Duration>) {
        let silence = self.silent_at.map(|at| at.saturating_duration_since(Instant::now()));
        let time = time.into_iter().chain(silence).min();
        let [typed, called] = ready(self.keyboard.is_some(), &self.woken, time);
        if called {
            let _ = (&self.woken).read(&mut [0]);
            self.called.store(false, Ordering::SeqCst);
            // Who sent before that wrote no byte of its own.
            self.receive();
        }
        let Some(keyboard) = &mut self.keyboard else {
            return;
        };
        if typed {
            let read = keyboard.read_ready();
            self.silent_at = keyboard.timeout().and_then(|time| Instant::now().checked_add(time));
            self.others.extend(keyboard.inputs().map(Event::Input));
            if read.is_err() {
                self.keyboard = None;
                self.others.push_back(Event::TerminalGone);
            }
        } else if self.silent_at.is_some_and(|at| at <= Instant::now()) {
            keyboard.time_out();
            self.silent_at = keyboard.timeout().and_then(|time| Instant::now().checked_add(time));
            self.others.extend(keyboard.inputs().map(Event::Input));
        }
    }
}

/// Waits until the terminal has bytes, where it is `listened` to, or a sender calls. Says which of both.
fn ready(listened: bool, woken: &PipeReader, time: Option<Duration>) -> [bool; 2] {
    let time = time.and_then(|time| Timespec::try_from(time).ok());
    let mut sources = [
        PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(stdin(), PollFlags::IN),
    ];
    let sources = sources.get_mut(..1 + usize::from(listened)).unwrap_or_default();
    match poll(sources, time.as_ref()) {
        Ok(_) => {}
        // The caller looks again.
        Err(Errno::INTR) => return [false; 2],
        // Reading says what is wrong.
        Err(_) => return [listened, false],
    }
    [1, 0].map(|at| sources.get(at).is_some_and(|source| !source.revents().is_empty()))
}
