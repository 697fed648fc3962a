//! What the state machine is told, and what it asks for: plain data in both directions.

use std::time::Duration;

use super::connection::{OpenedBackend, ProfileEntry};
use super::key::Key;
use super::keymap::Keymap;
use super::list::column::ChosenColumns;
use super::location::PlaceLeft;
use super::model::theme_name::ThemeName;
use super::request::{Reply, Request, Ticket};
use super::target::Target;
use super::viewport::{Size, Viewport};
use crate::domain::snapshot::SnapshotProgress;
use crate::domain::{Error, Untrusted};

/// What the state machine is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Key(Key),
    Paste(String),
    /// The mouse did something; the shell asks `ui` what lies under it.
    Mouse(Mouse, Target),
    Resize(Size),
    /// What is seen of the state; `ui`'s layout says so whenever it changes.
    Viewport(Viewport),
    /// A person's own keys were read.
    Keymap(Keymap),
    /// What a person's own files say of the screen.
    Preferences(ScreenSettings),
    /// What is wrong with a person's own files, a sentence each, fit to be shown.
    Mistakes(Vec<String>),
    Reply(Ticket, Result<Reply, Error>),
    /// What is told of a request before its answer.
    Meanwhile(Ticket, Meanwhile),
    /// The time that [`super::App::deadline`] named has come.
    Tick,
    /// What a recording says: that it began or ended, or why not.
    Recording(Result<Recording, String>),
    /// Something that the shell did went well, or not; the sentence is fit to be shown.
    Notice(bool, String),
    /// From here on a notice stays so long at most.
    CutNotices(Duration),
    /// The local time zone became known: times of day are told anew.
    TimeZone,
    /// Where you left this organization the last time.
    LeftAt(PlaceLeft),
    /// Files and folders that the command line may go on with, as they are typed.
    Files(Vec<String>),
    /// Command lines of earlier sessions, the last one at the end.
    EarlierLines(Vec<String>),
    /// The profiles that lead to the platform.
    Profiles(Vec<ProfileEntry>),
    /// The backend that a profile leads to is open; or why it cannot be. The ticket is that of [`Effect::Connect`].
    Connected(Ticket, Result<Box<OpenedBackend>, String>),
    /// What was asked of the platform, in lines fit to be shown, the newest last; or why that cannot be told.
    Log(Result<Vec<String>, String>),
    /// Somebody is waited for who signs in at this address in the browser; whether one was opened. The ticket is that of
    /// the request that signs in.
    SignInAt(Ticket, String, bool),
    /// The platform lets nobody ask before this moment, in Unix seconds.
    RateLimited(i64),
    /// SIGINT from outside, which is Ctrl-C by another way.
    Interrupt,
    /// The program was stopped and goes on.
    Resumed,
}

/// What a person's own files and variables say of the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScreenSettings {
    pub mouse: Option<bool>,
    pub preview: Option<bool>,
    /// Themes of their own.
    pub themes: Vec<ThemeName>,
    /// The columns of lists.
    pub columns: Vec<ChosenColumns>,
    /// Changes are refused.
    pub read_only: bool,
    /// Sign in as this account, where nobody does yet, and the line of config.toml that names it.
    pub sign_in_as: Option<(Untrusted, usize)>,
}

/// What is told of a request that takes long, before its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Meanwhile {
    /// How far it is.
    Progress(SnapshotProgress),
    /// What came so far of the list that it asks for.
    Partial(Box<Reply>),
}

/// What became of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recording {
    Began,
    /// It has been going on for so long; what is on screen was built anew meanwhile.
    GoesOn(Duration),
    Ended(String),
    /// It ended, and that was told already.
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// The wheel turned towards the person.
    WheelDown,
    /// The wheel turned away.
    WheelUp,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the backend, on a worker.
    Send(Ticket, Request),
    SignOut,
    /// Open the backend that this profile leads to, in place of the one that is open.
    Connect(Ticket, String),
    /// Tell what was asked of the platform.
    ReadLog,
    /// A person waits for these answers now: they go before all others.
    Hurry(Vec<Ticket>),
    /// Nobody waits for these answers: what was not asked yet need not be, and what is being read may be cut off.
    Cancel(Vec<Ticket>),
    Copy(String),
    /// Give the terminal back and stop, as Ctrl-Z does in any program.
    Suspend,
    Redraw,
    /// Capture the mouse, or release it.
    CaptureMouse(bool),
    /// Show the guided tour of this name, or the first one; within a tour, pause it.
    Tour(Option<String>),
    /// Record into this file, or into one that is named by the time; where that is done already, end it.
    Record(Option<String>),
    /// Save a picture of the screen in this file, or in one that is named by the time.
    Screenshot(Option<String>),
    /// Draw in these colours.
    Theme(ThemeName),
    /// Save text in this file. `saved` is the sentence that says so; `{}` in it is the file.
    Save {
        file: String,
        text: String,
        saved: String,
    },
    Quit,
}
