//! What Access Management is made of: entities, rules, impact and the words for them. Imports nothing of the program.

pub mod api;
pub mod association;
pub mod audit;
pub mod change;
pub mod client;
pub mod compare;
pub mod config;
pub mod confirm;
pub mod discovery;
pub mod draft;
pub mod environment;
pub mod error;
pub mod id;
pub mod impact;
pub mod listing;
pub mod login;
pub mod organization;
pub mod permission;
pub mod provider;
pub mod rules;
pub mod secret;
pub mod snapshot;
pub mod text;

pub use api::{Api, Contract, Policy, PolicyState, Protection};
pub use client::Application;
pub use environment::{Environment, EnvironmentKind, EnvironmentNames, EnvironmentUse};
pub use error::Error;
pub use id::{ApiId, ApplicationId, EnvironmentId, OrgId, ProviderId, ProviderRef};
pub use listing::{Counted, Coverage, Listing};
pub use organization::{Organization, Tree};
pub use permission::{Account, Role};
pub use provider::{Provider, ProviderKind, ProviderRow};
pub use text::Untrusted;
