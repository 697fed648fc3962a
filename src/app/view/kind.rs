//! What a list or a text shows, and of which things.

use crate::app::keymap::Context;
use crate::app::location::Location;
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneKind {
    Backends,
    Accounts,
    Products,
    Groups,
    /// What is known of one organization.
    GroupFacts(OrgId),
    Environments(Scope),
    Providers,
    /// The providers of one environment, in order.
    EnvironmentProviders(EnvironmentId),
    Apis(Scope),
    Applications(ProviderRef),
    Config(ProviderRef),
    Impact(ProviderRef),
    /// The steps that take a provider out of use.
    Retirement(ProviderId),
    /// The button that opens the delete dialog.
    DeleteButton(ProviderRef),
    Commands,
    Help(&'static [Context], Location),
    /// Lines that were put in when it was opened.
    Text,
}

/// Which environments, or which APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the organization one works in, and below it.
    Here,
    /// Those of one organization alone.
    Organization(OrgId),
    /// Those of one environment.
    Environment(EnvironmentId),
    /// Those that use one provider.
    Provider(ProviderRef),
}
