//! What a page or a popup is to the app: it takes inputs and answers with commands.

use std::time::Duration;

use super::action::Action;
use super::change_set::ChangeSet;
use super::delete_target::DeleteTarget;
use super::field;
use super::key::Key;
use super::keymap::Context;
use super::line::Line;
use super::line::Tone;
use super::list::marks::Marking;
use super::location::{Location, Place};
use super::model::Model;
use super::model::audit_watch::AuditChange;
use super::model::resource::Resource;
use super::msg::Effect;
use super::operation::Operation;
use super::pane::Pane;
use super::request::{Reply, Request};
use super::target::Target;
use super::time::Now;
use super::touched::Touched;
use super::viewport::Viewport;
use crate::domain::change::{Change, Object};
use crate::domain::impact::ChangeEffects;
use crate::domain::login::Login;
use crate::domain::snapshot::SnapshotScope;
use crate::domain::{ApiId, EnvironmentId, Error, OrgId, ProviderKind, ProviderRef};

/// What surrounds a component while it takes an input. It is lent per call and never stored.
#[derive(Clone, Copy, Debug)]
pub struct Cx<'a> {
    pub model: &'a Model,
    pub viewport: Viewport,
    /// The key behind an action; `None` where a click or a command chose it.
    pub key: Option<Key>,
    /// Whether a press may only be the one before, held down: it came so soon after that.
    pub again: bool,
    /// Whether the popup awaits an answer.
    pub awaits: bool,
    /// Since when what is on screen is being read.
    pub loading_since: Option<Duration>,
}

impl Cx<'_> {
    /// Whether the terminal said that the key is held down.
    pub fn repeats(&self) -> bool {
        self.key.is_some_and(|key| key.repeat)
    }
}

/// The whole answer to an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The input means nothing here: the app looks further.
    Ignored,
    Handled(Vec<Command>),
}

impl Outcome {
    /// Handled, and nothing else is to be done.
    pub fn done() -> Self {
        Self::Handled(Vec::new())
    }
}

impl From<Command> for Outcome {
    fn from(command: Command) -> Self {
        Self::Handled(vec![command])
    }
}

/// What the app is to do. Plain data: it names no type of a page or a popup.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens a page on top of the way here.
    Open(Location),
    /// Goes back to an open page, or opens it.
    GoTo(Location),
    /// Sends a request. Its answer goes to the popup that says so.
    Send(Request),
    /// Reads again what changes may have altered.
    Reread(Vec<Touched>),
    /// The change that was sent last is made: this is what it made or altered.
    Made(Box<Change>, Object),
    /// It is not made. Nothing of it is kept.
    NotMade,
    /// Nobody knows whether it is made, or it is made in part.
    InDoubt {
        partly: bool,
    },
    /// Nobody knows whether this is deleted.
    DeletionInDoubt(Box<DeleteTarget>, ChangeEffects),
    /// Keeps what a change did, to show it.
    KeepEffects(Box<ChangeEffects>, Object),
    /// So many of the last changes are taken back together.
    Together(usize),
    /// Takes what is deleted off the screen. Where it is the current organization, the other one is from here on.
    Remove(Object, OrgId),
    /// Drops the presses of a button that are left over from a delete.
    SwallowPresses,
    /// Ends the session. After signing in again, the same user returns here and confirms the deletion again.
    SignOut {
        resume: Option<Place>,
    },
    /// The session ended. The typed text waits until the same user signs in again.
    SignedOut,
    /// Shows changes before they are made.
    Review(Box<ChangeSet>),
    SignIn(Login),
    NotSaved(NotSaved),
    /// Selects what was made in the list.
    Select(Object),
    CloseAllOverlays,
    /// Closes the popup that says so, and what stands over it.
    CloseOverlay,
    /// Moves the keys to a pane of the page.
    Focus(usize),
    /// Marks the selected row, or takes its mark away, and goes on to the next.
    Mark(Marking),
    /// Shows text to read.
    ShowText {
        title: String,
        lines: Vec<Line>,
    },
    /// Starts an operation, as far as it is allowed.
    Start(Operation),
    /// Asks for the client secret of an organization, to show it.
    RevealSecret(OrgId),
    /// Reads resources again, unless they are being read.
    Read(Vec<Resource>),
    /// Reads what depends on a client provider again, unless that was just read.
    CheckImpact(ProviderRef),
    /// Signs in to the platform, and asks for what that takes.
    Connect,
    /// Opens the backend that a profile leads to, by its place in the list.
    OpenProfile(usize),
    /// Opens the form of a new client provider.
    AddProvider(ProviderKind),
    /// Reviews the move of API instances to another client provider.
    Reassign(Vec<(EnvironmentId, ApiId)>, ProviderRef),
    /// Undoes the last change or redoes it, unless either is being done.
    Undo(Request),
    /// Brings the demo organization back to how it was at first.
    StartOver,
    /// Asks once more before something that loses what was done.
    AskFirst(Question),
    /// Saves the organization as a file: this one, or one whose name is made.
    TakeSnapshot(Option<String>, SnapshotScope),
    /// Compares the organization with a file.
    Compare(String),
    /// Shows the keys that are pressed, or stops.
    ToggleKeys,
    /// Shows stand-ins for users, ids and hosts, or stops.
    ToggleMask,
    /// Says something that may go unread.
    Notify(Tone, String),
    /// Says what became of a change: it stays until it is read.
    Outcome(Tone, String),
    /// Asks the shell for something.
    Effect(Effect),
    /// Acts as if a key of this action was pressed.
    Act(Action),
    /// Runs an action with what was typed behind it.
    Run(Action, Option<String>),
    /// Works in another organization from here on.
    WorkIn(OrgId),
    /// Asks for what the rows in view are made of and was not read.
    LoadInView,
    /// Derives rows again, after a filter or a tick changed.
    Refresh,
    /// Sorts the list of the page by this column.
    SortBy(usize),
    /// Keeps a command line for the next time.
    KeepLine(String),
    /// Filters the list of the page.
    Filter(String),
    Audit(AuditChange),
}

/// What is asked before something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether the demo is started over.
    StartOver,
    /// Whether the program ends, and undo with it.
    Quit,
}

impl Command {
    /// Starts an operation, or says why there is none.
    pub fn start(meant: Result<Operation, String>) -> Self {
        match meant {
            Ok(operation) => Self::Start(operation),
            Err(why) => Self::Notify(Tone::Warning, why),
        }
    }
}

/// What leaving a popup would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Nothing: a click beside it closes it.
    Free,
    /// Nothing is lost, but only its own keys close it.
    Kept,
    /// Something that was typed, ticked or prepared.
    Unsaved,
    /// The answer to a change that it sent.
    InFlight,
}

/// What a review tells its form when it closes before everything is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// It may be saved, or a part of it is: what is said of that.
    pub in_doubt: Option<&'static str>,
    /// No reading can tell it.
    pub only_secrets: bool,
    /// Somebody else changed what it is about.
    pub outdated: bool,
}

/// A page or a popup: it owns its state, its keys, its rows and its deadline.
pub trait Component {
    /// The contexts of the bindings that apply.
    fn contexts(&self) -> &'static [Context] {
        self.pane().map_or(&[Context::Any, Context::Always], Pane::contexts)
    }

    /// Its list, where it has one. The state machine keeps its rows up to date.
    fn pane(&self) -> Option<&Pane> {
        None
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        None
    }

    /// What must be read for it.
    fn resources(&self, model: &Model) -> Vec<Resource> {
        self.pane().map(|pane| pane.resources(model)).unwrap_or_default()
    }

    /// Those of its resources that a person waits for.
    fn urgent(&self, resources: &[Resource]) -> Vec<Resource> {
        resources.first().copied().into_iter().collect()
    }

    /// Follows what was read, once its list and its resources do.
    fn refresh(&mut self, _: &Cx<'_>) {}

    fn on(&mut self, _: Action, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// A key that types.
    fn edit(&mut self, key: Key, _: &Cx<'_>) -> Outcome {
        self.pane_mut().map_or(Outcome::Ignored, |pane| edit_filter(pane, key))
    }

    /// Ignored where no text field has the keys.
    fn paste(&mut self, text: &str, _: &Cx<'_>) -> Outcome {
        self.pane_mut()
            .map_or(Outcome::Ignored, |pane| paste_into_filter(pane, text))
    }

    /// A click on a control of a dialog or on a row of a form.
    fn click(&mut self, _: Target, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    fn types_secret(&self) -> bool {
        false
    }

    /// What is said where Enter may only be the key that opened it, held down.
    fn held_hint(&self) -> Option<&'static str> {
        None
    }

    /// Whether Ctrl-C is for it, whatever stands over it.
    fn takes_cancel(&self) -> bool {
        false
    }

    /// A key, a click or a paste comes, whatever it does next.
    fn touched(&mut self, _: Now) {}

    /// The answer to what it asked for itself.
    fn answer(&mut self, _: Result<Reply, Error>, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// A resource was read, or could not be.
    fn arrived(&mut self, _: Resource, _: &Model) {}

    /// The review over it closes before all of it is saved.
    fn not_saved(&mut self, _: NotSaved, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    fn tick(&mut self, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// When it needs a tick or a new frame, but for the frames while it awaits an answer.
    fn deadline(&self) -> Option<Duration> {
        None
    }

    /// Whether it goes by itself now.
    fn expired(&self, _: &Model) -> bool {
        false
    }

    fn leave(&self) -> Leave {
        Leave::Free
    }
}

/// A popup of rows or lines to look at.
impl Component for Pane {
    fn pane(&self) -> Option<&Pane> {
        Some(self)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(self)
    }
}

/// A key that types, for the filter of a list while that has the keys.
pub(super) fn edit_filter(pane: &mut Pane, key: Key) -> Outcome {
    if !pane.list.filtering {
        Outcome::Ignored
    } else if field::edit(&mut pane.list.filter, key) {
        Command::Refresh.into()
    } else {
        Outcome::done()
    }
}

pub(super) fn paste_into_filter(pane: &mut Pane, text: &str) -> Outcome {
    if !pane.list.filtering {
        return Outcome::Ignored;
    }
    let refused = field::paste(&mut pane.list.filter, text).err();
    let notice = refused.map(|why| Command::Notify(Tone::Warning, why.into()));
    Outcome::Handled(std::iter::once(Command::Refresh).chain(notice).collect())
}
