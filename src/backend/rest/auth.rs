//! Signing in: what turns credentials into a token, and asks with it. Tokens live in memory alone. Imports `domain`.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::browser::BrowserSignIn;
use super::call::{Answer, Call, Token, hidden};
use super::contract::SuccessMeaning;
use super::error_body::sentence;
use super::http::Http;
use super::semaphore::{RequestKind, Semaphore};
use super::{ShowAddress, guard, scopes};
use crate::domain::Error;
use crate::domain::login::{Credentials, Redirect};
use crate::domain::secret::{Secret, WipedJson};
use crate::domain::text::escape;

pub(super) const ME: &str = "/accounts/api/me";
const TOKEN: &str = "/accounts/api/v2/oauth2/token";

/// Scopes that leave out nothing that the user may read.
const ALL_READS: [&str; 2] = ["full", "read:full"];

/// A host, asked in somebody's name.
pub(super) struct Access {
    http: Http,
    show_address: ShowAddress,
    /// `None` where none were given: then they are typed.
    credentials: Mutex<Option<Arc<Credentials>>>,
    /// Whether those were typed: they go when their person goes.
    typed: AtomicBool,
    /// Whether the token turned out to be a connected app's.
    app: AtomicBool,
    /// How often somebody signed out or other credentials came. A token that is on its way then belongs to nobody.
    sessions: AtomicUsize,
    dry_run: bool,
    /// Whether the session ended, and only a person can begin another one: nobody opens a browser in the middle of something
    /// else.
    over: AtomicBool,
    token: Mutex<Option<Arc<Token>>>,
    /// Lets one sign in at a time: the others wait and take the same token.
    signing_in: Arc<Semaphore>,
}

#[derive(Deserialize)]
struct Granted {
    access_token: Option<String>,
    url: Option<Value>,
    /// Separated by blanks.
    scope: Option<String>,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}

/// How a token is asked for: the path, the body, and what of it must not be quoted.
struct TokenRequest {
    path: &'static str,
    body: WipedJson,
    /// The first of them is what the token is granted for.
    hidden: Vec<Secret>,
    /// What the token is good for, where that is known without its answer.
    scopes: Option<String>,
}

impl Access {
    pub(super) fn new(http: Http, credentials: Option<Credentials>, dry_run: bool, show_address: ShowAddress) -> Self {
        Self {
            signing_in: http.one_at_a_time(),
            http,
            show_address,
            credentials: Mutex::new(credentials.map(Arc::new)),
            typed: AtomicBool::new(false),
            app: AtomicBool::new(false),
            sessions: AtomicUsize::new(0),
            dry_run,
            over: AtomicBool::new(false),
            token: Mutex::default(),
        }
    }

    /// A client for other hosts, which gets no token.
    pub(super) fn issuers(&self) -> &Http {
        &self.http
    }

    fn credentials(&self) -> Result<Arc<Credentials>, Error> {
        guard(&self.credentials).clone().ok_or(Error::SignedOut)
    }

    /// A person signs in, with what is there already.
    pub(super) fn begin(&self) {
        let mut token = guard(&self.token);
        if self.over.swap(false, Ordering::SeqCst) {
            *token = None;
        }
    }

    /// The session ends with its own token: a late answer may be about one before it.
    fn end(&self, token: &Arc<Token>) {
        let current = guard(&self.token);
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
            self.over.store(true, Ordering::SeqCst);
        }
    }

    pub(super) fn replace(&self, credentials: Credentials) {
        *guard(&self.credentials) = Some(Arc::new(credentials));
        self.typed.store(true, Ordering::SeqCst);
        self.app.store(false, Ordering::SeqCst);
        self.sessions.fetch_add(1, Ordering::SeqCst);
        *guard(&self.token) = None;
    }

    /// The token is wiped, and what was typed. Who is just signing in finds out, and is not waited for.
    pub(super) fn sign_out(&self) {
        self.sessions.fetch_add(1, Ordering::SeqCst);
        if self.typed.swap(false, Ordering::SeqCst) {
            *guard(&self.credentials) = None;
        }
        *guard(&self.token) = None;
    }

    /// Whether a connected app is signed in: its secret was given, or its token.
    pub(super) fn is_app(&self) -> bool {
        let by_secret = |credentials: Arc<Credentials>| matches!(*credentials, Credentials::ConnectedApp { .. });
        self.app.load(Ordering::SeqCst) || self.credentials().is_ok_and(by_secret)
    }

    pub(super) fn note_app(&self) {
        self.app.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    /// Whether an app acts on behalf of a user: what they may read is that of the user, as far as its scopes go.
    pub(super) fn on_behalf(&self) -> bool {
        let grants = |credentials: Arc<Credentials>| {
            use Credentials::{AuthorizationCode, PasswordGrant};
            matches!(*credentials, PasswordGrant { .. } | AuthorizationCode { .. })
        };
        self.credentials().is_ok_and(grants)
    }

    /// Whether its scopes may hide something that the user of a token could read. Those of a token from elsewhere aren't known.
    pub(super) fn is_narrowed(&self) -> bool {
        let token = guard(&self.token).clone();
        let scopes = token
            .as_ref()
            .and_then(|token| token.scopes.as_deref())
            .unwrap_or_default();
        !scopes.split_whitespace().any(|scope| ALL_READS.contains(&scope))
    }

    /// Whether only a person can bring another token.
    fn needs_person(&self) -> bool {
        let by_hand = |credentials: Arc<Credentials>| {
            let bearer = matches!(*credentials, Credentials::Bearer(_));
            bearer || matches!(*credentials, Credentials::AuthorizationCode { .. })
        };
        self.credentials().is_ok_and(by_hand)
    }

    pub(super) fn get<T: DeserializeOwned>(&self, path: String, noun: &str) -> Result<T, Error> {
        self.ask_json(&Call::get(path, noun))
    }

    pub(super) fn ask_json<T: DeserializeOwned>(&self, call: &Call<'_>) -> Result<T, Error> {
        let answer = self.ask(call)?;
        parse(&answer.body)
    }

    /// Sends a request; what reads once more with a new token where the old one came to its end. A change whose answer is not
    /// one of the contract's is [`Error::OutcomeUnknown`].
    /// A token that is good for asking who one is, and not for this, is not renewed: the new one could do no more.
    pub(super) fn ask(&self, call: &Call<'_>) -> Result<Answer, Error> {
        if self.dry_run && !call.reads() {
            return Err(Error::DryRun(call.unsent()));
        }
        let mut token = self.token(None, call.kind())?;
        let mut answer = self.http.send(call, Some(&token))?;
        if answer.status == 401 && self.is_token_expired(call, &token)? {
            if self.needs_person() {
                self.end(&token);
                return Err(Error::SignedOut);
            }
            token = self.token(Some(&token), call.kind())?;
            // It is renewed for whatever comes next. A change is not sent twice, not even where that would be right.
            if !call.reads() {
                let why = "your sign-in had just expired, and is renewed now. Try again";
                return Err(Error::Rejected(why.into()));
            }
            answer = self.http.send(call, Some(&token))?;
        }
        if answer.ok() {
            return match call.answered(&answer) {
                SuccessMeaning::Shown | SuccessMeaning::Done | SuccessMeaning::Accepted => Ok(answer),
                SuccessMeaning::Nothing => Err(Error::OutcomeUnknown(format!(
                    "the answer ({}) does not say that it was done",
                    answer.status
                ))),
            };
        }
        let why = sentence(answer.status, &answer.body, &hidden(call, Some(&token)));
        Err(self.refusal(call, answer.status, why))
    }

    /// Whether a token is at its end, or only not enough: both are answered alike.
    fn is_token_expired(&self, call: &Call<'_>, token: &Token) -> Result<bool, Error> {
        if call.path == ME {
            return Ok(true);
        }
        let me = self.http.send(&Call::get(ME.into(), "Your account"), Some(token))?;
        Ok(me.status == 401)
    }

    fn refusal(&self, call: &Call<'_>, status: u16, why: String) -> Error {
        match status {
            404 => Error::NotFound(call.noun.clone()),
            405 => Error::Forbidden(format!("this is done in the root organization only: {why}.")),
            401 | 403 if self.is_app() || (self.on_behalf() && self.is_narrowed()) => {
                let scope = scopes::scope(&call.path, call.reads());
                let scope = scope.map_or("a scope".into(), |scope| format!("the scope {scope}"));
                let or = if self.is_app() {
                    "no connected app may do this: sign in as an administrator"
                } else {
                    "you may not do this"
                };
                Error::Forbidden(format!("{why}. The connected app may lack {scope}, or {or}."))
            }
            401 | 403 => Error::Forbidden(format!("{why}.")),
            300..=399 => Error::Failed(format!("it answered {status} and redirected to another address")),
            _ => Error::Rejected(why),
        }
    }

    /// The current token, or a new one where there is none or only `old`.
    fn token(&self, old: Option<&Arc<Token>>, kind: RequestKind) -> Result<Arc<Token>, Error> {
        if self.over.load(Ordering::SeqCst) {
            return Err(Error::SignedOut);
        }
        let session = self.sessions.load(Ordering::SeqCst);
        if let Some(token) = self.current_token(old) {
            return Ok(token);
        }
        let _alone = self.signing_in.enter(kind).ok_or(Error::Stopped)?;
        // The one before may have brought one.
        if let Some(token) = self.current_token(old) {
            return Ok(token);
        }
        let signed_in = self.sign_in();
        let mut current_token = guard(&self.token);
        let is_same = self.sessions.load(Ordering::SeqCst) == session;
        match signed_in {
            // What could sign in before cannot any more: to try it again for every request would lock the account.
            Err(Error::Forbidden(_)) if old.is_some() && is_same => {
                *guard(&self.credentials) = None;
                *current_token = None;
                Err(Error::SignedOut)
            }
            Ok(_) if !is_same => Err(Error::SignedOut),
            other => Ok(Arc::clone(current_token.insert(Arc::new(other?)))),
        }
    }

    fn current_token(&self, old: Option<&Arc<Token>>) -> Option<Arc<Token>> {
        let current_token = guard(&self.token).clone();
        current_token.filter(|token| old.is_none_or(|old| !Arc::ptr_eq(token, old)))
    }

    fn sign_in(&self) -> Result<Token, Error> {
        let request = match &*self.credentials()? {
            Credentials::Bearer(token) => {
                return Ok(Token {
                    value: token.clone(),
                    granted_for: None,
                    scopes: None,
                });
            }
            Credentials::ConnectedApp {
                client_id,
                client_secret,
            } => TokenRequest {
                path: TOKEN,
                body: WipedJson(json!({"grant_type": "client_credentials", "client_id": client_id,
                    "client_secret": client_secret.reveal()})),
                hidden: vec![client_secret.clone()],
                scopes: None,
            },
            Credentials::User { username, password } => TokenRequest {
                path: "/accounts/login",
                body: WipedJson(json!({"username": username, "password": password.reveal()})),
                hidden: vec![password.clone()],
                scopes: None,
            },
            Credentials::PasswordGrant {
                client_id,
                client_secret,
                username,
                password,
            } => TokenRequest {
                path: TOKEN,
                body: WipedJson(
                    json!({"grant_type": "password", "client_id": client_id, "client_secret": client_secret.reveal(),
                    "username": username, "password": password.reveal()}),
                ),
                hidden: vec![password.clone(), client_secret.clone()],
                scopes: None,
            },
            Credentials::AuthorizationCode {
                client_id,
                client_secret,
                redirect,
            } => self.by_browser(client_id, client_secret, redirect)?,
        };
        self.fetch_token(request)
    }

    /// Lets a person sign in in the browser: the request that turns their authorization code into a token.
    fn by_browser(&self, client_id: &str, client_secret: &Secret, redirect: &Redirect) -> Result<TokenRequest, Error> {
        let browser = BrowserSignIn::begin(redirect)?;
        (self.show_address)(&browser.address(self.http.base(), client_id)?);
        let (code, verifier) = browser.wait(self.http.limits().browser)?;
        Ok(TokenRequest {
            path: TOKEN,
            body: WipedJson(
                json!({"grant_type": "authorization_code", "client_id": client_id, "client_secret": client_secret.reveal(),
                "code": code.reveal(), "redirect_uri": redirect.address(), "code_verifier": verifier.reveal()}),
            ),
            hidden: vec![client_secret.clone(), code, verifier],
            scopes: Some(redirect.scopes.clone()),
        })
    }

    fn fetch_token(&self, request: TokenRequest) -> Result<Token, Error> {
        let mut call = Call::sign_in(request.path.into()).json(&request.body.0)?;
        drop(request.body);
        call.hidden = request.hidden.iter().collect();
        // Signing in changes nothing: without an answer there is only no token.
        let answer = self.http.send(&call, None).map_err(|e| match e {
            Error::OutcomeUnknown(why) => Error::Network(why),
            other => other,
        })?;
        if !answer.ok() {
            let why = sentence(answer.status, &answer.body, &hidden(&call, None));
            return Err(match answer.status {
                401 => Error::Forbidden(format!("these credentials are not known: {why}.")),
                403 => Error::Forbidden(format!("this account may not sign in: {why}.")),
                418 => Error::Forbidden("this account belongs to another product of the platform.".into()),
                status => self.refusal(&call, status, why),
            });
        }
        let granted: Granted = parse(&answer.body)?;
        match granted {
            Granted {
                access_token: Some(token),
                scope,
                ..
            } if !token.is_empty() => Ok(Token {
                value: Secret::new(token),
                granted_for: request.hidden.first().cloned(),
                // What the answer says goes before what was asked for.
                scopes: scope.or(request.scopes),
            }),
            Granted { url: Some(_), .. } => Err(Error::Forbidden(
                "this account needs a second factor, which amtui can't ask for. Sign in with the browser, a \
                 connected app or a token instead."
                    .into(),
            )),
            _ => Err(Error::Failed("it signed in but gave no token".into())),
        }
    }
}

/// Reads an answer. What does not fit is never quoted: it may be a secret.
pub(super) fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|e| {
        let why = if e.is_data() {
            "has another shape than expected"
        } else {
            "is no whole JSON"
        };
        Error::Failed(escape(&format!("the answer {why}, line {}, column {}", e.line(), e.column())).into_owned())
    })
}
