//! One request, what it is sent with, and its answer. Imports `domain`.

use ureq::http::Method;
use zeroize::Zeroizing;

use super::contract::{SuccessMeaning, WriteKind};
use super::semaphore::RequestKind;
use crate::domain::Error;
use crate::domain::change::Unsent;
use crate::domain::secret::{Secret, WipedJson, mask_secrets};
use crate::domain::text::{escape, to_json};

pub(super) struct Call<'a> {
    pub(super) method: Method,
    /// With its query, below the base address.
    pub(super) path: String,
    pub(super) body: Option<Zeroizing<Vec<u8>>>,
    pub(super) headers: Vec<(&'static str, String)>,
    /// What it is about, as the subject of a sentence: `Client provider 'X'`.
    pub(super) noun: String,
    /// What the body holds that must not be quoted.
    pub(super) hidden: Vec<&'a Secret>,
    kind: RequestKind,
    write: Option<WriteKind>,
}

/// An access token, and the secret it was granted for. A server's error that quotes either is not shown.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) value: Secret,
    /// The client secret or the password.
    pub(super) granted_for: Option<Secret>,
    /// What it is good for, where that is known: scopes, separated by blanks.
    pub(super) scopes: Option<String>,
}

/// A whole answer. Its body may hold secrets, and is wiped.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) reset: Option<i64>,
    pub(super) id: Option<String>,
}

impl Answer {
    pub(super) fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Call<'_> {
    pub(super) fn get(path: String, noun: &str) -> Self {
        Self::new(Method::GET, path, noun.to_owned(), RequestKind::Read)
    }

    /// A POST that changes nothing: it is sent where nothing may be changed, and again where that can help.
    pub(super) fn search(path: String, noun: &str) -> Self {
        Self::new(Method::POST, path, noun.to_owned(), RequestKind::Read)
    }

    /// A request that changes something: what its answer must be follows from that.
    pub(super) fn write(write: WriteKind, path: String, noun: String) -> Self {
        let call = Self::new(write.method(), path, noun, RequestKind::Write);
        Self {
            write: Some(write),
            ..call
        }
    }

    pub(super) fn sign_in(path: String) -> Self {
        Self::new(Method::POST, path, "The way to sign in".into(), RequestKind::SignIn)
    }

    fn new(method: Method, path: String, noun: String, kind: RequestKind) -> Self {
        Self {
            method,
            path,
            body: None,
            headers: Vec::new(),
            noun,
            hidden: Vec::new(),
            kind,
            write: None,
        }
    }

    /// What an answer says of the change; of what changes nothing any answer that is no error is the one asked for.
    pub(super) fn answered(&self, answer: &Answer) -> SuccessMeaning {
        match &self.write {
            Some(write) => write.answered(answer.status, &answer.body),
            None => SuccessMeaning::Shown,
        }
    }

    /// `why`, and what the platform demands with such a status: before a user is changed, to sign in again.
    pub(super) fn told_by(&self, status: u16, why: String) -> String {
        match self.write {
            Some(WriteKind::SetUserEnabled(..)) if (300..400).contains(&status) => {
                format!("{why}, which asks you to sign out and in again")
            }
            _ => why,
        }
    }

    /// With a body of JSON, which is wiped afterwards.
    pub(super) fn json(mut self, body: &serde_json::Value) -> Result<Self, Error> {
        let bytes = serde_json::to_vec(body).map_err(|e| Error::Internal(e.to_string()))?;
        self.body = Some(Zeroizing::new(bytes));
        Ok(self)
    }

    pub(super) fn unsent(&self) -> Unsent {
        let body = self.body.as_ref().and_then(|body| serde_json::from_slice(body).ok());
        let text = body.map(|body| {
            let mut body = WipedJson(body);
            mask_secrets(&mut body.0);
            to_json(&body.0)
        });
        Unsent {
            request: escape(&format!("{} {}", self.method, self.path)).into_owned(),
            body: text
                .iter()
                .flat_map(|t| t.lines())
                .map(|line| {
                    // The indentation is ours.
                    let body = line.trim_start_matches(' ');
                    format!("{:1$}{2}", "", line.len() - body.len(), escape(body))
                })
                .collect(),
        }
    }

    pub(super) fn kind(&self) -> RequestKind {
        self.kind
    }

    pub(super) fn deletes(&self) -> bool {
        self.method == Method::DELETE
    }

    pub(super) fn reads(&self) -> bool {
        self.kind == RequestKind::Read
    }

    /// Whether the audit log answers it, which has a limit of its own.
    pub(super) fn asks_the_audit(&self) -> bool {
        self.path.starts_with("/audit/")
    }
}

/// What an error's sentence must not quote.
pub(super) fn hidden<'s>(call: &'s Call<'_>, token: Option<&'s Token>) -> Vec<&'s Secret> {
    let own = token.map(|token| token.granted_for.iter().chain([&token.value]));
    call.hidden.iter().copied().chain(own.into_iter().flatten()).collect()
}
