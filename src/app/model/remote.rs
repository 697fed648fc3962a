//! A piece of the organization that is kept elsewhere: absent, on its way, here, or not to be had. Imports `domain`.

use std::time::Duration;

use crate::app::request::Ticket;
use crate::domain::{Coverage, Error};

/// Something that is read from the backend.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote<T> {
    #[default]
    Absent,
    /// Asked; what was known before stays to be shown.
    Loading {
        /// The answer that is awaited; any other is late.
        ticket: Ticket,
        since: Duration,
        old: Option<T>,
    },
    Ready(T),
    /// Could not be read; what was known before stays to be shown.
    Failed {
        error: Error,
        old: Option<T>,
    },
}

impl<T> Remote<T> {
    /// The newest value there is.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading { old, .. } | Self::Failed { old, .. } => old.as_ref(),
            Self::Absent => None,
        }
    }

    /// How much of it was read, where `of` says how much the newest value is.
    pub fn coverage(&self, of: impl Fn(&T) -> &Coverage) -> Coverage {
        match (self.get(), self) {
            (Some(value), _) => of(value).clone(),
            (None, Self::Failed { error, .. }) => Coverage::Partial(error.to_string()),
            (None, _) => Coverage::Unread,
        }
    }

    pub(in crate::app) fn get_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading { old, .. } | Self::Failed { old, .. } => old.as_mut(),
            Self::Absent => None,
        }
    }

    pub(in crate::app) fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Ready(value) => Some(value),
            Self::Loading { old, .. } | Self::Failed { old, .. } => old,
            Self::Absent => None,
        }
    }

    pub(in crate::app) fn ask(&mut self, ticket: Ticket, since: Duration) {
        let old = self.take();
        *self = Self::Loading { ticket, since, old };
    }

    pub(in crate::app) fn answer(&mut self, ticket: Ticket, result: Result<T, Error>) -> bool {
        if !matches!(self, Self::Loading { ticket: awaited, .. } if *awaited == ticket) {
            return false;
        }
        *self = match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed {
                error,
                old: self.take(),
            },
        };
        true
    }

    /// Stops waiting; says whether anybody was.
    pub(in crate::app) fn stop(&mut self) -> bool {
        let loading = matches!(self, Self::Loading { .. });
        if loading {
            let (error, old) = (Error::Stopped, self.take());
            *self = Self::Failed { error, old };
        }
        loading
    }
}

/// What can be said of a piece whatever it holds.
pub trait RemoteState {
    /// Whether nobody asked for it yet.
    fn is_absent(&self) -> bool;
    /// The answer that is awaited, and since when.
    fn awaited(&self) -> Option<(Ticket, Duration)>;
    /// Why it could not be read.
    fn error(&self) -> Option<&Error>;
    /// Whether there is something to show, however old.
    fn has_value(&self) -> bool;
    /// Whether it is as it is now.
    fn is_ready(&self) -> bool;
}

impl<T> RemoteState for Remote<T> {
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn awaited(&self) -> Option<(Ticket, Duration)> {
        match self {
            Self::Loading { ticket, since, .. } => Some((*ticket, *since)),
            _ => None,
        }
    }

    fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed { error, .. } => Some(error),
            _ => None,
        }
    }

    fn has_value(&self) -> bool {
        self.get().is_some()
    }

    fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
    }
}
