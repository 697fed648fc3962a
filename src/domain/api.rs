//! API instances, the policies that check tokens for them, and their contracts.

use super::id::{ApiId, ApplicationId, EnvironmentId, ProviderRef};
use super::listing::{Counted, Coverage, Listing};
use super::provider::ProviderKind;
use super::text::Untrusted;
use serde::{Deserialize, Serialize};

/// What an API instance is: API Manager keeps MCP servers and agents as instances too (R68).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApiKind {
    #[default]
    Api,
    McpServer,
    Agent,
    /// One that the list of APIs lacks, and that doesn't say what it is.
    Unknown,
}

impl ApiKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Api => "API",
            Self::McpServer => "MCP server",
            Self::Agent => "agent",
            Self::Unknown => "kind unknown",
        }
    }
}

/// A managed API in one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    pub id: ApiId,
    pub environment: EnvironmentId,
    pub kind: ApiKind,
    /// The Exchange asset it is based on.
    pub asset: Untrusted,
    pub version: Untrusted,
    /// A label that tells instances of one asset apart.
    pub label: Option<Untrusted>,
    pub provider: ProviderRef,
    /// A backend may read policies and contracts apart from the rest.
    pub policies: Listing<Policy>,
    pub contracts: Listing<Contract>,
    /// The API group it belongs to, where it does: then its provider is locked (R60).
    pub group: Option<Untrusted>,
}

/// A policy on an API instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub asset: Untrusted,
    pub disabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The platform's word for where it stands: APPROVED, PENDING, REVOKED, REJECTED (R67).
    pub status: Untrusted,
    pub application: ApplicationId,
}

/// The policies and contracts of one API instance: the platform tells them instance by instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    pub policies: Listing<Policy>,
    pub contracts: Listing<Contract>,
}

impl Protection {
    pub fn unread() -> Self {
        Self {
            policies: Listing::unread(),
            contracts: Listing::unread(),
        }
    }
}

/// What happens to an API instance when its client provider is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiEffect {
    /// An enabled policy checks tokens with the provider, whose configuration is gone (R63, R65).
    RejectsRequests,
    /// No enabled policy is tied to the provider: the instance shows the built-in one afterwards (R71).
    FallsBack,
    Unread,
}

impl ApiEffect {
    pub fn on(api: &Api) -> Self {
        match (api.tied_policy(), &api.policies.coverage) {
            (Some(policy), _) if !policy.disabled => Self::RejectsRequests,
            (_, Coverage::Unread | Coverage::Partial(_)) => Self::Unread,
            // Where that proves nothing, the impact says that it isn't verified.
            (_, Coverage::Complete | Coverage::Unverified) => Self::FallsBack,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::RejectsRequests => "rejects requests",
            Self::FallsBack => "falls back",
            Self::Unread => "policies not read",
        }
    }
}

/// The state of a policy that works with one type of provider only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyState {
    NoPolicy,
    Ok,
    Disabled,
    /// The instance stands on the built-in provider. A tied policy can only be applied over a provider of its type
    /// (R29), and that provider cannot be changed while the policy is there (R60): so it was deleted.
    ProviderDeleted,
    OtherType,
}

impl PolicyState {
    pub const ALL: [Self; 5] = [
        Self::NoPolicy,
        Self::Ok,
        Self::Disabled,
        Self::ProviderDeleted,
        Self::OtherType,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::NoPolicy => "no provider policy",
            Self::Ok => "policy ok",
            Self::Disabled => "policy disabled",
            Self::ProviderDeleted => "policy fails: its client provider was deleted",
            Self::OtherType => "policy fails: its type does not match the client provider's",
        }
    }
}

/// Asset ids of policies that are tied to a provider type, without hyphens (R65). `-flex` variants start alike.
const TIED: [(&str, PolicyFamily); 3] = [
    ("openidconnectaccesstokenenforcement", PolicyFamily::OpenIdConnect),
    ("openamaccesstokenenforcement", PolicyFamily::OpenAm),
    ("pingfederateaccesstokenenforcement", PolicyFamily::PingFederate),
];

/// The family of providers that a policy works with (R29).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyFamily {
    /// Any provider of type `openid-dynamic-client`.
    OpenIdConnect,
    OpenAm,
    PingFederate,
}

impl PolicyFamily {
    pub fn fits(self, kind: &ProviderKind) -> bool {
        matches!(
            (self, kind),
            (Self::OpenIdConnect, ProviderKind::Oidc | ProviderKind::EntraId)
                | (Self::OpenAm, ProviderKind::OpenAm { .. })
                | (Self::PingFederate, ProviderKind::PingFederate { .. })
        )
    }
}

impl Policy {
    /// The provider family this policy is tied to, if any. All spellings of an asset id count (R65).
    pub fn tied(&self) -> Option<PolicyFamily> {
        // Every row of APIs asks: nothing is copied.
        let begins = |prefix: &str| {
            let mut letters = self.asset.raw().bytes().filter(|b| *b != b'-');
            prefix.bytes().all(|b| letters.next() == Some(b))
        };
        TIED.iter().find(|(prefix, _)| begins(prefix)).map(|(_, tied)| *tied)
    }
}

impl Api {
    /// Whether an external provider checks its tokens: only then are its policies and contracts read.
    pub fn is_external(&self) -> bool {
        self.provider != ProviderRef::BuiltIn
    }

    /// Whether its policies and contracts were read.
    pub fn protection_known(&self) -> bool {
        self.contracts.coverage != Coverage::Unread
    }

    /// Whether some of its policies or contracts may be missing.
    pub fn may_hide_protection(&self) -> bool {
        !self.policies.is_complete() || !self.contracts.is_complete()
    }

    /// Its policies and contracts; `None` where they were not read.
    pub fn protection(&self) -> Option<Protection> {
        self.protection_known().then(|| Protection {
            policies: self.policies.clone(),
            contracts: self.contracts.clone(),
        })
    }

    pub fn protect(&mut self, read: Protection) {
        self.policies = read.policies;
        self.contracts = read.contracts;
    }

    /// Asset, version, label and kind, which tell it from other instances: `orders-api 1.0.0 (blue)`, `orders 1.0.0 (agent)`.
    pub fn name(&self) -> Untrusted {
        self.named((self.kind != ApiKind::Api).then(|| self.kind.label()))
    }

    /// The same without its kind, which one reading may tell and another not.
    pub fn name_without_kind(&self) -> Untrusted {
        self.named(None)
    }

    fn named(&self, kind: Option<&str>) -> Untrusted {
        let mut name = self.asset.raw().to_owned();
        if !self.version.raw().is_empty() {
            name = format!("{name} {}", self.version.raw());
        }
        let label = self.label.as_ref().map(Untrusted::raw);
        let more: Vec<&str> = label.into_iter().chain(kind).collect();
        if !more.is_empty() {
            name = format!("{name} ({})", more.join(", "));
        }
        Untrusted::new(&name)
    }

    /// The same, fit to be shown.
    pub fn shown_name(&self) -> String {
        self.name().shown().into_owned()
    }

    /// Its provider-tied policy: an enabled one before a disabled one.
    pub fn tied_policy(&self) -> Option<&Policy> {
        let tied = || self.policies.iter().filter(|p| p.tied().is_some());
        tied().find(|p| !p.disabled).or_else(|| tied().next())
    }

    /// How its provider-tied policy fares, given the kind of its provider; `None` where that is not known.
    pub fn policy_state(&self, kind: Option<&ProviderKind>) -> Option<PolicyState> {
        let tied = self.tied_policy().and_then(|policy| Some((policy, policy.tied()?)));
        let state = match tied {
            Some((policy, _)) if !policy.disabled && !self.is_external() => PolicyState::ProviderDeleted,
            Some((policy, tied)) if !policy.disabled => match kind {
                Some(kind) if tied.fits(kind) => PolicyState::Ok,
                Some(_) => PolicyState::OtherType,
                None => return None,
            },
            // One that is not seen may be enabled.
            _ if !self.policies.is_complete() => return None,
            Some(_) => PolicyState::Disabled,
            None => PolicyState::NoPolicy,
        };
        Some(state)
    }

    /// Contracts that let an application call it now.
    pub fn active_contracts(&self) -> Counted {
        Counted::of(&self.contracts, |contract| contract.status.raw() == "APPROVED")
    }
}
