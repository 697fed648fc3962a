//! Ready-made questions to the audit, as its query asks them.

use super::{AuditQuery, AuditValue, AuditValues};
use crate::domain::text::{Untrusted, fold};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuditPreset {
    ClientProviders,
    Permissions,
    Failed,
    ConnectedApps,
}

impl AuditPreset {
    /// What is left of the entries.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClientProviders => "client providers",
            Self::Permissions => "permission changes",
            Self::Failed => "failed",
            Self::ConnectedApps => "connected apps",
        }
    }

    /// Whether it takes names that only the audit's own lists tell. Most entries tell no result: to ask for those that
    /// failed would leave out entries that may have.
    pub fn needs_values(self) -> bool {
        self != Self::Failed
    }

    /// Asks for no more than this. Where the audit has no such names, or not all are known, everything is asked for.
    pub fn narrow(self, query: &mut AuditQuery, values: &AuditValues) {
        if !values.whole {
            return;
        }
        let named = |all: &[AuditValue], word: &str| -> Vec<Untrusted> {
            let has = |text: &Untrusted| fold(text.raw()).contains(word);
            let found = all.iter().filter(|one| has(&one.name) || has(&one.label));
            found.map(|one| one.name.clone()).collect()
        };
        match self {
            Self::ClientProviders => query.object_types = named(&values.object_types, "client provider"),
            Self::ConnectedApps => query.object_types = named(&values.object_types, "connected app"),
            Self::Permissions => query.actions = named(&values.actions, "permission"),
            Self::Failed => {}
        }
    }
}
