//! Ready-made questions to the audit, as its query asks them.

use super::{AuditQuery, AuditRecord, AuditValues};
use crate::domain::text::{Untrusted, fold};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuditPreset {
    ClientProviders,
    Permissions,
    ConnectedApps,
}

impl AuditPreset {
    /// What is left of the entries.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClientProviders => "client providers",
            Self::Permissions => "permission changes",
            Self::ConnectedApps => "connected apps",
        }
    }

    /// What is in the type or the action of its entries, in small letters without blanks.
    fn word(self) -> &'static str {
        match self {
            Self::ClientProviders => "clientprovider",
            Self::Permissions => "permission",
            Self::ConnectedApps => "connectedapp",
        }
    }

    fn names(self, text: &Untrusted) -> bool {
        let letters: String = fold(text.raw()).chars().filter(|c| c.is_alphanumeric()).collect();
        letters.contains(self.word())
    }

    /// Asks for no more than this, and says whether it does. Where the audit has no such names, or not all are known,
    /// everything is asked for.
    pub fn narrow(self, query: &mut AuditQuery, values: &AuditValues) -> bool {
        let (all, asked) = match self {
            Self::Permissions => (&values.actions, &mut query.actions),
            Self::ClientProviders | Self::ConnectedApps => (&values.object_types, &mut query.object_types),
        };
        if values.whole {
            let found = all.iter().filter(|one| self.names(&one.name) || self.names(&one.label));
            *asked = found.map(|one| one.name.clone()).collect();
        }
        !asked.is_empty()
    }

    /// Whether an entry is of this kind, by what it says itself.
    pub fn keeps(self, entry: &AuditRecord) -> bool {
        let told = match self {
            Self::Permissions => &entry.action,
            Self::ClientProviders | Self::ConnectedApps => &entry.object_type,
        };
        told.as_ref().is_some_and(|text| self.names(text))
    }
}
