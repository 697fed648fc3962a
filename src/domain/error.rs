//! What can go wrong, by cause. The `Display` of each is a sentence for a person, fit to be shown as it is: on a screen and in a
//! shell, so it names no key.

use std::fmt;

use super::change::Unsent;
use super::rules::Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The rules do not allow it. Nothing changed.
    Refused(Refusal),
    /// What was asked for is not there (any more). Nothing changed.
    NotFound(String),
    /// It is not what it was when the person looked at it. Nothing changed.
    Changed(String),
    /// Nobody is signed in, or the session ended. Nothing changed.
    SignedOut,
    /// Signing in in the browser came to nothing: whole sentences. Nobody is signed in, and nothing changed.
    SignIn(String),
    /// The other side does not allow it. Nothing changed.
    Forbidden(String),
    /// Too many requests. Nothing changed.
    RateLimited {
        /// When it ends, in Unix seconds.
        until: i64,
    },
    /// The person stopped waiting for it. Nothing was asked to change.
    Stopped,
    /// The other side could not be reached. Nothing changed.
    Network(String),
    /// A change was sent, and neither its answer nor a reading says whether it was made.
    OutcomeUnknown(String),
    /// A change was sent, its answer does not say what became of it, and a look shows that it was not made: whole sentences.
    /// Nothing changed.
    NotDone(String),
    /// A change was made in part, and the rest of it was not: a whole sentence.
    PartlyApplied(String),
    /// The other side does not take what it was sent. Nothing changed.
    Rejected(String),
    /// The other side answered, but with an error of its own or with nothing that can be read. Nothing changed.
    Failed(String),
    /// A file cannot be read, is not an organization file, or cannot be written. It is as it was.
    File {
        /// The file, escaped.
        file: String,
        /// What is wrong, and where in it.
        why: String,
    },
    /// Another program holds the lock of an organization file: a whole sentence. Nothing changed.
    Locked(String),
    /// What must be kept before a change could not be: a whole sentence. Nothing changed.
    BackupFailed(String),
    /// An issuer says nothing about itself that may fill a form: a whole sentence. Nothing changed.
    Discovery(String),
    /// A dry run: it was not sent. Nothing changed.
    DryRun(Unsent),
    /// An organization file is a snapshot, and this could not be read when it was taken: a sentence that says why.
    NotRead(String),
    NothingToUndo,
    NothingToRedo,
    Unsupported(&'static str),
    Internal(String),
}

impl Error {
    /// Whether a change that ended this way may have happened all the same.
    pub fn outcome_unknown(&self) -> bool {
        matches!(
            self,
            Self::OutcomeUnknown(_) | Self::PartlyApplied(_) | Self::Internal(_)
        )
    }

    /// What helps where a key reads again: `Press r to try again`. Which key that is, the screen says.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NotFound(_) | Self::Changed(_) => Some("reload"),
            Self::RateLimited { .. } | Self::Network(_) | Self::Failed(_) => Some("try again"),
            Self::Stopped => Some("go on"),
            _ => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => why.fmt(f),
            Self::NotFound(what) => write!(f, "{what} is not there any more."),
            Self::SignedOut => f.write_str("You are signed out. Sign in again to go on."),
            Self::Forbidden(why) => write!(f, "Not allowed: {why}"),
            Self::RateLimited { until } => {
                let day = until.rem_euclid(86_400);
                let (hour, minute, second) = (day / 3600, day / 60 % 60, day % 60);
                write!(
                    f,
                    "Too many requests. The platform answers again at {hour:02}:{minute:02}:{second:02} UTC."
                )
            }
            Self::Stopped => f.write_str("Stopped loading."),
            Self::Network(why) => write!(f, "No answer: {why}."),
            Self::OutcomeUnknown(why) => write!(f, "It is not known whether anything changed: {why}."),
            Self::PartlyApplied(what) | Self::Changed(what) => f.write_str(what),
            Self::Rejected(why) => write!(f, "The platform refused this: {why}."),
            Self::Failed(why) => write!(f, "No usable answer: {why}."),
            Self::File { file, why } => write!(f, "{file}: {why}"),
            Self::Discovery(why)
            | Self::BackupFailed(why)
            | Self::Locked(why)
            | Self::NotDone(why)
            | Self::SignIn(why) => f.write_str(why),
            Self::DryRun(unsent) => write!(f, "Dry run, nothing was sent: {}", unsent.request),
            Self::NotRead(why) => write!(f, "It was not read when the snapshot was taken: {why}"),
            Self::NothingToUndo => f.write_str("There is nothing to undo."),
            Self::NothingToRedo => f.write_str("There is nothing to redo."),
            Self::Unsupported(what) => write!(f, "{what} is not possible here."),
            Self::Internal(why) => write!(f, "amtui made a mistake: {why}. Please report it."),
        }
    }
}

impl std::error::Error for Error {}
