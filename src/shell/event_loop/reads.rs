//! Files that are read on a thread: a disk or a network may never answer.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::{EventLoop, listener, message};
use crate::app::msg::Msg;
use crate::app::request::Ticket;
use crate::config::profile::config_file;
use crate::config::{self, settings};
use crate::shell::event::Event;
use crate::shell::open::Opened;
use crate::shell::{clock, open};

/// How long keys wait for a file that is being read.
const MOMENT: Duration = Duration::from_millis(200);

/// Opens the file or the demo.
pub type FileOpening = Box<dyn FnOnce() -> Result<Opened> + Send>;

/// What a person's own files and the system's say: keys, settings, profiles where these are `wanted`, and the time zone.
pub(super) fn own_files(wanted: bool) -> Vec<Event> {
    let (keymap, mut mistakes) = config::keymap();
    let file = config_file();
    mistakes.extend(settings::problems());
    mistakes.extend(file.problems);
    let keymap = keymap.map(|keymap| message(Msg::Keymap(keymap)));
    let profiles = wanted.then(|| message(Msg::Profiles(open::listed(file.profiles))));
    let zone = Event::TimeZone(clock::local_zone());
    let mistakes = (!mistakes.is_empty()).then(|| message(Msg::Mistakes(mistakes)));
    let first = [Event::Settings(file.settings), zone];
    keymap
        .into_iter()
        .chain(profiles)
        .chain(first)
        .chain(mistakes)
        .collect()
}

impl EventLoop<'_> {
    /// Opens the file or the demo, on a thread: a large one takes a while.
    pub(super) fn open_file(&mut self, open: FileOpening) -> Result<()> {
        let sender = self.sender.clone();
        let work = move || {
            let broke_off = |_| {
                Err(anyhow!(
                    "Opening it broke off. Nothing was changed. Please report what you did."
                ))
            };
            let opened = panic::catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(broke_off);
            // The channel lives as long as the program.
            let _ = sender.send(Event::FileOpened(opened.map(Box::new)));
        };
        thread::Builder::new().name("open".into()).spawn(work)?;
        Ok(())
    }

    /// Opens the backend of a profile, on a thread.
    pub(super) fn connect(&mut self, ticket: Ticket, profile: String) {
        let (cli, sender) = (self.cli.clone(), self.sender.clone());
        self.read_on_thread(move || {
            let opened = open::open_profile(&cli, &profile, listener(&sender));
            vec![match opened {
                Ok(opened) => Event::ProfileOpened(ticket, Box::new(opened)),
                Err(why) => message(Msg::Connected(ticket, Err(why.to_string()))),
            }]
        });
    }

    /// Reads files on a thread: a disk or a network may never answer. It mostly answers at once, and then keys wait
    /// for it.
    pub(super) fn read_on_thread(&mut self, read: impl FnOnce() -> Vec<Event> + Send + 'static) {
        let (at_once, answer) = mpsc::sync_channel(0);
        let sender = self.sender.clone();
        let work = move || {
            if let Err(late) = at_once.send(read()) {
                // The channel lives as long as the program.
                let _ = late.0.into_iter().try_for_each(|event| sender.send(event));
            }
        };
        let events = match thread::Builder::new().name("files".into()).spawn(work) {
            Ok(_) => answer.recv_timeout(MOMENT).unwrap_or_default(),
            Err(why) => vec![message(Msg::Notice(false, format!("No file was read: {why}.")))],
        };
        for event in events {
            self.handle(event);
        }
    }
}
