//! What Access Management is made of: entities, rules, impact and the words for them. Imports nothing of the program.

pub mod access;
pub mod api;
pub mod association;
pub mod audit;
pub mod change;
pub mod client;
pub mod compare;
pub mod config;
pub mod confirm;
pub mod connected_app;
pub mod csv;
pub mod discovery;
pub mod draft;
pub mod environment;
pub mod error;
pub mod grant;
pub mod id;
pub mod identity_provider;
pub mod impact;
pub mod listing;
pub mod login;
mod names;
pub mod near;
pub mod organization;
pub mod permission;
pub mod provider;
pub mod record;
pub mod role_group;
pub mod rules;
pub mod secret;
pub mod snapshot;
pub mod team;
pub mod text;
pub mod time;
pub mod user;

pub use api::{Api, Contract, Policy, PolicyState, Protection};
pub use client::{Application, ApplicationContract, ApplicationOwner};
pub use connected_app::ConnectedApp;
pub use environment::{Environment, EnvironmentKind, EnvironmentNames, EnvironmentUse};
pub use error::Error;
pub use grant::{Grant, GrantContext, Permission};
pub use id::{
    ApiId, ApplicationId, ConnectedAppId, EnvironmentId, IdentityProviderId, IdentityProviderRef, OrgId, PermissionId,
    ProviderId, ProviderRef, RoleGroupId, TeamId, UserId,
};
pub use identity_provider::IdentityProvider;
pub use listing::{Counted, Coverage, Listing};
pub use organization::{Organization, Tree};
pub use permission::{Account, Role};
pub use provider::{Provider, ProviderKind, ProviderRow};
pub use role_group::RoleGroup;
pub use team::Team;
pub use text::Untrusted;
pub use time::{LastTime, UnixTime};
pub use user::User;
