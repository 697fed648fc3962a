//! What the state machine is told, and what it asks for: plain data in both directions.

use std::sync::Arc;
use std::time::Duration;

use super::key::Key;
use super::keymap::Keymap;
use super::live::{OpenedBackend, ProfileEntry};
use super::target::Target;
use crate::domain::change::{Change, ChangeResult};
use crate::domain::compare::Comparison;
use crate::domain::discovery::Discovery;
use crate::domain::login::Login;
use crate::domain::secret::Secret;
use crate::domain::snapshot::SnapshotProgress;
use crate::domain::{
    Account, ApiId, Application, Counted, Environment, EnvironmentId, EnvironmentUse, Error, Listing, OrgId,
    Protection, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

/// The time, as the shell's clock tells it with each message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Since the program started; never goes back.
    pub mono: Duration,
    /// Unix seconds.
    pub unix: i64,
    /// Seconds that local time is ahead of UTC; 0 until the shell has looked it up.
    pub offset: i32,
}

impl Now {
    /// The local time of day: `14:02:11`.
    #[must_use]
    pub fn clock(self) -> String {
        let day = (self.unix + i64::from(self.offset)).rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", day / 3600, day / 60 % 60, day % 60)
    }
}

/// Width and height of the terminal, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// What the screen shows of the state. Moves, orders and confirmations depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    /// Rows of the list that has the keys.
    pub rows: usize,
    /// Its columns that are not left out for want of room: a bit each.
    pub columns: u32,
    /// Whether all of the delete dialog is seen, where one is open.
    pub fits: bool,
    /// The number of the newest notice that is on screen; 0 where none is.
    pub notices: u64,
}

/// Names one request, so that its answer finds the one who asked, and a late answer finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What the state machine is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something; the shell asks `ui` what lies under it.
    Mouse(Mouse, Target),
    /// The terminal has this size.
    Resize(Size),
    /// What is seen of the state; `ui`'s layout says so whenever it changes.
    Viewport(Viewport),
    /// A person's own keys were read, or cannot be: then what is wrong with them, a sentence each.
    Keymap(Result<Keymap, Vec<String>>),
    /// An answer.
    Reply(Ticket, Result<Reply, Error>),
    /// What is told of a request before its answer.
    Meanwhile(Ticket, Meanwhile),
    /// The time that [`super::App::deadline`] named has come.
    Tick,
    /// What a recording says: that it began or ended, or why not.
    Recording(Result<Recording, String>),
    /// Something that the shell did went well, or not; the sentence is fit to be shown.
    Notice(bool, String),
    /// The local time zone became known: times of day are told anew.
    TimeZone,
    /// The profiles that lead to the platform; or why they cannot be told, a sentence.
    Profiles(Result<Vec<ProfileEntry>, String>),
    /// The backend that a profile leads to is open; or why it cannot be. The ticket is that of [`Effect::Connect`].
    Connected(Ticket, Result<Box<OpenedBackend>, String>),
    /// What was asked of the platform, in lines fit to be shown, the newest last; or why that cannot be told.
    Log(Result<Vec<String>, String>),
    /// The platform lets nobody ask before this moment, in Unix seconds.
    RateLimited(i64),
    /// SIGINT from outside, which is Ctrl-C by another way.
    Interrupt,
    /// The program was stopped and goes on.
    Resumed,
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
    /// It began.
    Began,
    /// It has been going on for so long; what is on screen was built anew meanwhile.
    GoesOn(Duration),
    /// It ended, and is in this file (fit to be shown).
    Ended(String),
    /// It ended, and that was told already.
    Over,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// The wheel turned towards the person.
    WheelDown,
    /// The wheel turned away.
    WheelUp,
}

/// What the shell is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the backend, on a worker.
    Send(Ticket, Request),
    /// Sign out of the backend, at once.
    SignOut,
    /// Open the backend that this profile leads to, in place of the one that is open.
    Connect(Ticket, String),
    /// Tell what was asked of the platform.
    ReadLog,
    /// A person waits for these answers now: they go before all others.
    Hurry(Vec<Ticket>),
    /// Nobody waits for these answers: what was not asked yet need not be, and what is being read may be cut off.
    Cancel(Vec<Ticket>),
    /// Put text on the clipboard.
    Copy(String),
    /// Give the terminal back and stop, as Ctrl-Z does in any program.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Capture the mouse, or release it.
    CaptureMouse(bool),
    /// Show the guided tour of this name, or the first one; within a tour, pause it.
    Tour(Option<String>),
    /// Record into this file, or into one that is named by the time; where that is done already, end it.
    Record(Option<String>),
    /// Save a picture of the screen in this file, or in one that is named by the time.
    Screenshot(Option<String>),
    /// End.
    Quit,
}

/// One verb of the backend, with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Sign in.
    SignIn(Login),
    /// The account signed in, with what it may do.
    Account,
    /// Remember where the account works.
    WorkIn(OrgId),
    /// The organizations.
    Tree,
    /// The environments of the whole tree.
    Environments,
    /// What one environment uses.
    EnvironmentUse(EnvironmentId),
    /// The policies and contracts of one API instance.
    Protection(EnvironmentId, ApiId),
    /// The client providers as seen from an organization.
    Providers(OrgId),
    /// One client provider as seen from an organization.
    Provider(OrgId, ProviderRef),
    /// How many client applications a provider has.
    CountApplications(ProviderRef),
    /// The client applications of a provider.
    Applications(ProviderRef),
    /// Make a change.
    Change(Box<Change>),
    /// Ask an issuer about itself.
    Discover(Untrusted),
    /// Tell the secret of an organization's own client.
    RevealSecret(OrgId),
    /// Take back the last change.
    Undo,
    /// Start the organization over.
    StartOver,
    /// Save the organization in this file, or in one that is named by the time, as the account sees it.
    Snapshot(Option<String>),
    /// Say what changed since the organization was as in this file.
    Compare(String),
}

/// The answer to each [`Request`], in the same order.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Signed in.
    SignedIn(Account),
    /// The account signed in.
    Account(Account),
    /// Remembered.
    WorksIn,
    /// The organizations.
    Tree(Tree),
    /// The environments.
    Environments(Listing<Environment>),
    /// What one environment uses.
    EnvironmentUse(Arc<EnvironmentUse>),
    /// The policies and contracts of one API instance.
    Protection(Protection),
    /// The client providers.
    Providers(Listing<ProviderRow>),
    /// One client provider.
    Provider(Box<Provider>),
    /// A count.
    Count(Counted),
    /// Client applications.
    Applications(Arc<Listing<Application>>),
    /// The change is made.
    Changed(ChangeResult),
    /// What an issuer says about itself.
    Discovered(Box<Discovery>),
    /// The secret that was asked for.
    Revealed(Secret),
    /// The last change is taken back; what it was.
    Undone(String),
    /// The organization is as it was at first.
    StartedOver,
    /// The organization is saved.
    Snapshot {
        /// The file, fit to be shown.
        file: String,
        /// How many pieces could not be read.
        not_read: usize,
    },
    /// What changed.
    Compared(Comparison),
}
