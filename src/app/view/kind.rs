//! What a list or a text shows, and of which things.

use crate::app::keymap::Context;
use crate::app::location::Location;
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef};

/// What a pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneKind {
    /// Backends to sign in to.
    Backends,
    /// Accounts to sign in as.
    Accounts,
    /// Products.
    Products,
    /// The organization tree.
    Groups,
    /// What is known of one organization.
    GroupFacts(OrgId),
    /// Environments.
    Environments(Scope),
    /// Client providers.
    Providers,
    /// The providers of one environment, in order.
    EnvironmentProviders(EnvironmentId),
    /// API instances.
    Apis(Scope),
    /// Client applications of a provider.
    Applications(ProviderRef),
    /// The configuration of a provider.
    Config(ProviderRef),
    /// What depends on a provider.
    Impact(ProviderRef),
    /// The steps that take a provider out of use.
    Retirement(ProviderId),
    /// The button that opens the delete dialog.
    DeleteButton(ProviderRef),
    /// Commands of the palette.
    Commands,
    /// The bindings of a screen.
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
