//! Files that are read on a thread: a disk or a network may never answer.

use std::fs::{self, DirEntry};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::event::{Event, EventSender};
use super::listener::{listener, message};
use super::open::{self, Opened};
use super::{clock, log, memory, paths};
use crate::app::msg::Msg;
use crate::app::request::Ticket;
use crate::app::{App, PlaceLeft};
use crate::cli::Cli;
use crate::config::profile::config_file;
use crate::config::{self, settings};
use crate::domain::text::escape;

const LOG_LINES: usize = 500;

/// So many files of a folder are offered.
const FILES: usize = 1_000;

/// How long keys wait for a file that is being read.
const MOMENT: Duration = Duration::from_millis(200);

/// Opens the file or the demo.
pub type FileOpening = Box<dyn FnOnce() -> Result<Opened> + Send>;

/// What a person's own files and the system's say: keys, settings, profiles where these are `wanted`, and the time zone. The
/// command line `opens` a place, or a default does.
pub fn own_files(wanted: bool, opens: bool, left: Option<&str>) -> Vec<Event> {
    let (keymap, mut mistakes) = config::keymap();
    let file = config_file();
    mistakes.extend(file.mistakes());
    let keymap = keymap.map(|keymap| message(Msg::Keymap(keymap)));
    let profiles = wanted.then(|| message(Msg::Profiles(open::listed(file.profiles.unwrap_or_default()))));
    let zone = Event::TimeZone(clock::local_zone());
    let warnings = file.warnings.into_iter().map(|text| message(Msg::Notice(false, text)));
    let mistakes = (!mistakes.is_empty()).then(|| message(Msg::Mistakes(mistakes)));
    let remembers = settings::remember(&file.settings).value;
    let left = left.filter(|_| remembers);
    let lines = if remembers { memory::lines() } else { Vec::new() };
    let lines = (!lines.is_empty()).then(|| message(Msg::EarlierLines(lines)));
    let opens = file.settings.defaults.open.clone().filter(|_| !opens);
    let left = opens
        .map(|(place, _)| PlaceLeft::at(&place))
        .or_else(|| left.and_then(memory::read))
        .map(|left| message(Msg::LeftAt(left)));
    let first = [Event::Settings(Box::new(file.settings)), zone];
    keymap
        .into_iter()
        .chain(profiles)
        .chain(left)
        .chain(first)
        .chain(lines)
        .chain(warnings)
        .chain(mistakes)
        .collect()
}

/// Opens the file or the demo, on a thread: a large one takes a while.
pub fn open_file(sender: &EventSender, open: FileOpening) -> Result<()> {
    let sender = sender.clone();
    let work = move || {
        let broke_off = |_| {
            Err(anyhow!(
                "Opening it broke off. Not changed. Please report what you did."
            ))
        };
        let opened = panic::catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(broke_off);
        // The channel lives as long as the program.
        let _ = sender.send(Event::FileOpened(opened.map(Box::new)));
    };
    thread::Builder::new().name("open".into()).spawn(work)?;
    Ok(())
}

/// What the organization is remembered by that the command line names. `--open` goes before what is remembered.
pub fn left_key(app: &App, cli: &Cli) -> Option<String> {
    let live = app.model().live.as_ref();
    let profile = || live.and_then(|live| memory::key_of_profile(&live.profile));
    let opened = cli.file.as_deref();
    let key = opened.map_or_else(profile, memory::key_of_file);
    key.filter(|_| cli.open.is_none())
}

/// What opens the backend of a profile, on a thread.
pub fn opening_profile(
    sender: &EventSender,
    cli: &Cli,
    ticket: Ticket,
    profile: String,
) -> impl FnOnce() -> Vec<Event> + Send + 'static {
    let (cli, sender) = (cli.clone(), sender.clone());
    move || {
        let opened = open::open_profile(&cli, &profile, listener(&sender));
        vec![match opened {
            Ok(opened) => Event::ProfileOpened(ticket, Box::new(opened)),
            Err(why) => message(Msg::Connected(ticket, Err(why.to_string()))),
        }]
    }
}

/// What is in a folder, as one would type it: folders end with a slash. Hidden files are left out, and names that could
/// steer the terminal.
pub fn files(folder: String) -> Event {
    let path = paths::expand_home(if folder.is_empty() { "." } else { &folder });
    let named = |entry: DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let fit = !name.starts_with('.') && escape(&name) == name;
        let slash = if entry.path().is_dir() { "/" } else { "" };
        fit.then(|| format!("{folder}{name}{slash}"))
    };
    let all = fs::read_dir(path).into_iter().flatten().take(FILES).flatten();
    let mut files: Vec<String> = all.filter_map(named).collect();
    files.sort();
    Event::Files(folder, files)
}

/// The last lines of the log.
pub fn log_lines() -> Vec<Event> {
    let lines = log::tail(LOG_LINES).map_err(|why| why.to_string());
    vec![message(Msg::Log(lines))]
}

/// Reads files on a thread: a disk or a network may never answer. It mostly answers at once: that is returned, and what
/// comes later is sent.
pub fn on_thread(sender: &EventSender, read: impl FnOnce() -> Vec<Event> + Send + 'static) -> Vec<Event> {
    let (at_once, answer) = mpsc::sync_channel(0);
    let sender = sender.clone();
    let work = move || {
        if let Err(late) = at_once.send(read()) {
            // The channel lives as long as the program.
            let _ = late.0.into_iter().try_for_each(|event| sender.send(event));
        }
    };
    match spawn(work) {
        None => answer.recv_timeout(MOMENT).unwrap_or_default(),
        Some(refused) => vec![refused],
    }
}

/// Reads on a thread, and sends what comes of it: a frame waits for no file.
pub fn later(sender: &EventSender, read: impl FnOnce() -> Event + Send + 'static) {
    let (to, on_thread) = (sender.clone(), sender.clone());
    // The channel lives as long as the program.
    let refused = spawn(move || drop(on_thread.send(read())));
    let _ = refused.map(|refused| to.send(refused));
}

/// Returns why nothing is read, where no thread begins.
fn spawn(work: impl FnOnce() + Send + 'static) -> Option<Event> {
    let spawned = thread::Builder::new().name("files".into()).spawn(work);
    let why = spawned.err()?;
    Some(message(Msg::Notice(false, format!("No file was read: {why}."))))
}
