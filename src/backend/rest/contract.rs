//! The requests that change something, and what the contract answers once they are done.

use serde::Serialize;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::domain::secret::WipedJson;
use crate::domain::{ApiId, EnvironmentId, ProviderId, ProviderRef};

/// A request that changes something. Ids name what the answer must be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WriteKind {
    AddProvider,
    EditProvider(ProviderId),
    DeleteProvider,
    CreateEnvironment,
    RenameEnvironment(EnvironmentId),
    DeleteEnvironment,
    SetProviders(Vec<ProviderId>),
    Reassign(ApiId, ProviderRef),
}

/// What a successful status and its body say of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SuccessMeaning {
    /// It is done, and the body shows what there is now.
    Shown,
    Done,
    /// Nothing: the contract has no such answer.
    Nothing,
}

impl WriteKind {
    pub(super) fn method(&self) -> Method {
        match self {
            Self::AddProvider | Self::CreateEnvironment => Method::POST,
            Self::EditProvider(_) | Self::Reassign(..) => Method::PATCH,
            Self::RenameEnvironment(_) | Self::SetProviders(_) => Method::PUT,
            Self::DeleteProvider | Self::DeleteEnvironment => Method::DELETE,
        }
    }

    /// Whoever stands between here and the platform answers 200 as well, and a page: a body counts only where it is about what
    /// was asked for, and no body only where the contract promises none.
    pub(super) fn answered(&self, status: u16, body: &[u8]) -> SuccessMeaning {
        let empty = body.trim_ascii().is_empty();
        let body = WipedJson(serde_json::from_slice(body).unwrap_or_default());
        let told = |name: &str| body.0.get(name);
        let text = |name: &str| told(name).is_some_and(Value::is_string);
        match (self, status) {
            (Self::DeleteProvider | Self::DeleteEnvironment | Self::RenameEnvironment(_), 204) => SuccessMeaning::Done,
            (Self::AddProvider | Self::CreateEnvironment, 201) | (Self::EditProvider(_), 200) if empty => {
                SuccessMeaning::Done
            }
            (Self::AddProvider, 201) if text("providerId") => SuccessMeaning::Shown,
            (Self::EditProvider(id), 200) if is(told("providerId"), id) => SuccessMeaning::Done,
            (Self::CreateEnvironment, 201) if text("id") => SuccessMeaning::Shown,
            (Self::RenameEnvironment(id), 200) if is(told("id"), id) && text("name") => SuccessMeaning::Shown,
            (Self::SetProviders(ids), 200) if is(told("suggestedClientManagementProviderIds"), ids) => {
                SuccessMeaning::Shown
            }
            (Self::Reassign(id, to), 200) if is(told("id").or(told("apiId")), id) && is(told("providerId"), to) => {
                SuccessMeaning::Shown
            }
            _ => SuccessMeaning::Nothing,
        }
    }
}

fn is(told: Option<&Value>, asked: &impl Serialize) -> bool {
    told.is_some_and(|told| *told == json!(asked))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_change_has_its_own_answers_and_no_other_says_that_it_is_done() {
        let id = Uuid::from_u128(1);
        let (provider, environment) = (ProviderId(id), EnvironmentId(id));
        let other = Uuid::from_u128(2);
        let writes = [
            WriteKind::AddProvider,
            WriteKind::EditProvider(provider),
            WriteKind::DeleteProvider,
            WriteKind::CreateEnvironment,
            WriteKind::RenameEnvironment(environment),
            WriteKind::DeleteEnvironment,
            WriteKind::SetProviders(vec![provider]),
            WriteKind::Reassign(ApiId(7), ProviderRef::BuiltIn),
        ];
        let bodies = [
            String::new(),
            "{}".into(),
            "[]".into(),
            "<html></html>".into(),
            json!({"status": 500}).to_string(),
            json!({"providerId": id}).to_string(),
            json!({"providerId": other}).to_string(),
            json!({"id": id, "name": "QA"}).to_string(),
            json!({"id": other, "name": "QA"}).to_string(),
            json!({"suggestedClientManagementProviderIds": [id]}).to_string(),
            json!({"suggestedClientManagementProviderIds": [id, other]}).to_string(),
            json!({"apiId": 7, "providerId": null}).to_string(),
            json!({"id": 7, "providerId": null}).to_string(),
            json!({"id": 7, "providerId": id}).to_string(),
        ];
        let mut taken = String::new();
        for write in &writes {
            for status in [200, 201, 202, 203, 204, 206] {
                for body in &bodies {
                    let answered = write.answered(status, body.as_bytes());
                    // A 204 has no body.
                    if answered != SuccessMeaning::Nothing && (status != 204 || body.is_empty()) {
                        let body = body.replace(&other.to_string(), "other").replace(&id.to_string(), "id");
                        let name = format!("{write:?}");
                        let name = name.split('(').next().unwrap_or_default();
                        let _ = writeln!(taken, "{name} {status} {body} {answered:?}");
                    }
                }
            }
        }
        assert_eq!(
            taken,
            "AddProvider 201  Done\n\
             AddProvider 201 {\"providerId\":\"id\"} Shown\n\
             AddProvider 201 {\"providerId\":\"other\"} Shown\n\
             AddProvider 201 {\"id\":7,\"providerId\":\"id\"} Shown\n\
             EditProvider 200  Done\n\
             EditProvider 200 {\"providerId\":\"id\"} Done\n\
             EditProvider 200 {\"id\":7,\"providerId\":\"id\"} Done\n\
             DeleteProvider 204  Done\n\
             CreateEnvironment 201  Done\n\
             CreateEnvironment 201 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
             CreateEnvironment 201 {\"id\":\"other\",\"name\":\"QA\"} Shown\n\
             RenameEnvironment 200 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
             RenameEnvironment 204  Done\n\
             DeleteEnvironment 204  Done\n\
             SetProviders 200 {\"suggestedClientManagementProviderIds\":[\"id\"]} Shown\n\
             Reassign 200 {\"apiId\":7,\"providerId\":null} Shown\n\
             Reassign 200 {\"id\":7,\"providerId\":null} Shown\n"
        );
    }
}
