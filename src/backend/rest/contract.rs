//! The requests that change something, and what the contract answers once they are done.

use serde::Serialize;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::domain::secret::WipedJson;
use crate::domain::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef, UserId};

/// A request that changes something. Ids name what the answer must be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteKind {
    AddProvider,
    EditProvider(ProviderId),
    DeleteProvider,
    CreateEnvironment,
    RenameEnvironment(EnvironmentId),
    DeleteEnvironment,
    SetProviders(Vec<ProviderId>),
    Reassign(ApiId, ProviderRef),
    SetUserEnabled(UserId, bool),
    DeleteTeam,
    CreateGroup,
    EditGroup(OrgId),
    DeleteGroup,
}

/// What a successful status and its body say of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuccessMeaning {
    /// It is done, and the body shows what there is now.
    Shown,
    Done,
    /// It may be done later: only what is found then says that it was.
    Accepted,
    /// Nothing: the contract has no such answer.
    Nothing,
}

impl WriteKind {
    pub(super) fn method(&self) -> Method {
        match self {
            Self::AddProvider | Self::CreateEnvironment | Self::CreateGroup => Method::POST,
            Self::EditProvider(_) | Self::Reassign(..) => Method::PATCH,
            Self::RenameEnvironment(_) | Self::SetProviders(_) | Self::SetUserEnabled(..) | Self::EditGroup(_) => {
                Method::PUT
            }
            Self::DeleteProvider | Self::DeleteEnvironment | Self::DeleteTeam | Self::DeleteGroup => Method::DELETE,
        }
    }

    /// A proxy before the platform answers 200 as well, and a page: a body counts only where it is about what
    /// was asked for, and no body only where the contract promises none.
    pub fn answered(&self, status: u16, body: &[u8]) -> SuccessMeaning {
        let empty = body.trim_ascii().is_empty();
        let body = WipedJson(serde_json::from_slice(body).unwrap_or_default());
        let told = |name: &str| body.0.get(name);
        let text = |name: &str| told(name).is_some_and(Value::is_string);
        match (self, status) {
            (
                Self::DeleteProvider
                | Self::DeleteEnvironment
                | Self::RenameEnvironment(_)
                | Self::DeleteTeam
                | Self::DeleteGroup
                | Self::EditGroup(_),
                204,
            ) => SuccessMeaning::Done,
            (Self::AddProvider | Self::CreateEnvironment, 201) | (Self::EditProvider(_), 200) if empty => {
                SuccessMeaning::Done
            }
            (Self::AddProvider, 201) if text("providerId") => SuccessMeaning::Shown,
            (Self::EditProvider(id), 200) if is(told("providerId"), id) => SuccessMeaning::Done,
            (Self::CreateEnvironment, 201) | (Self::CreateGroup, 200 | 201) if text("id") => SuccessMeaning::Shown,
            (Self::RenameEnvironment(id), 200) if is(told("id"), id) && text("name") => SuccessMeaning::Shown,
            (Self::SetProviders(ids), 200) if is(told("suggestedClientManagementProviderIds"), ids) => {
                SuccessMeaning::Shown
            }
            (Self::Reassign(id, to), 200) if is(told("id").or(told("apiId")), id) && is(told("providerId"), to) => {
                SuccessMeaning::Shown
            }
            (Self::SetUserEnabled(id, enabled), 200) if is(told("id"), id) && is(told("enabled"), enabled) => {
                SuccessMeaning::Shown
            }
            (Self::EditGroup(id), 200) if is(told("id"), id) => SuccessMeaning::Done,
            // Other tools take 200 for the end of a deletion as well. Anybody between here and the platform may answer that.
            (Self::CreateGroup | Self::EditGroup(_) | Self::DeleteGroup, 202) | (Self::DeleteGroup, 200) => {
                SuccessMeaning::Accepted
            }
            _ => SuccessMeaning::Nothing,
        }
    }
}

fn is(told: Option<&Value>, asked: &impl Serialize) -> bool {
    told.is_some_and(|told| *told == json!(asked))
}
