//! Signing in with the browser: the address to open, and the one request that comes back. Imports `domain`.
//!
//! The authorization code, the verifier and the state live in memory alone. The listener is on the loopback address, answers
//! the redirect once, and closes (RFC 8252). The challenge is S256 (RFC 7636).

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use url::{Url, form_urlencoded};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::backend::task::Task;
use crate::domain::Error;
use crate::domain::login::Redirect;
use crate::domain::secret::Secret;
use crate::domain::text::escape;

/// How often it is looked at whether somebody still waits.
const LOOK: Duration = Duration::from_millis(100);

/// How long a browser may take to take the answer.
const ANSWER: Duration = Duration::from_secs(2);

/// How often a request is read on before it is whole, each for one look at most: 2 seconds.
const READS: usize = 20;

/// The largest head of a request that is read, in bytes.
const LARGEST: usize = 16 << 10;

/// Characters of what the platform says that are shown.
const LONGEST: usize = 200;

/// One attempt to sign in.
pub(super) struct BrowserSignIn {
    listener: TcpListener,
    redirect: Redirect,
    state: Secret,
    /// What shows that the code was asked for here.
    pub(super) verifier: Secret,
}

/// What a request to the listener is.
enum Called {
    /// The redirect: the code, or why there is none.
    Back(Result<Secret, Error>),
    /// A redirect that doesn't belong to this sign-in: any page can cause one. It is turned away.
    Foreign,
    /// Something else, as for a picture of the page. It is turned away.
    Other,
}

impl BrowserSignIn {
    /// Listens for the answer of the browser.
    pub(super) fn begin(redirect: &Redirect) -> Result<Self, Error> {
        let port = redirect.port;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(listener)
        });
        let listener = listener.map_err(|e| {
            let why = match e.kind() {
                ErrorKind::AddrInUse => "another program uses it".to_owned(),
                _ => escape(&e.to_string()).into_owned(),
            };
            Error::SignIn(format!(
                "The browser's answer can't be received on port {port}: {why}. End that program, or give another \
                 redirect_port in the profile and the same redirect address in the connected app."
            ))
        })?;
        Ok(Self {
            listener,
            redirect: redirect.clone(),
            state: random(),
            verifier: random(),
        })
    }

    /// The address to open in the browser, below `base`. It holds no secret: the verifier can't be told from the challenge.
    pub(super) fn address(&self, base: &str, client_id: &str) -> Result<String, Error> {
        let address = format!("{base}/accounts/api/v2/oauth2/authorize");
        let mut address = Url::parse(&address).map_err(|e| Error::Internal(e.to_string()))?;
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier.reveal().as_bytes()));
        address
            .query_pairs_mut()
            .append_pair("client_id", client_id)
            .append_pair("redirect_uri", &self.redirect.address())
            .append_pair("response_type", "code")
            .append_pair("scope", &self.redirect.scopes)
            .append_pair("state", self.state.reveal())
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(address.into())
    }

    /// Waits for the browser, and closes the listener: the authorization code.
    pub(super) fn wait(self, limit: Duration) -> Result<(Secret, Secret), Error> {
        let task = Task::current();
        // Only silence counts: no number of other calls brings the end nearer.
        let mut left = limit;
        let mut foreign = "";
        while !left.is_zero() {
            if task.is_stopped() {
                return Err(Error::Stopped);
            }
            if !self.is_called()? {
                left = left.saturating_sub(LOOK);
                continue;
            }
            // A connection that is gone already was not the one that is waited for.
            let Ok((mut stream, _)) = self.listener.accept() else {
                continue;
            };
            let called = head(&mut stream, &mut left, &task).map_or(Called::Other, |head| self.read(&head));
            answer(&mut stream, &called);
            match called {
                Called::Back(code) => return code.map(|code| (code, self.verifier)),
                Called::Foreign => foreign = " An answer came that doesn't belong to this sign-in, and isn't used.",
                Called::Other => {}
            }
        }
        Err(Error::SignIn(format!(
            "Nobody signed in in the browser within {} minutes.{foreign} Nothing has changed. Sign in again.",
            limit.as_secs() / 60
        )))
    }

    fn is_called(&self) -> Result<bool, Error> {
        let time = Timespec::try_from(LOOK).ok();
        match poll(&mut [PollFd::new(&self.listener, PollFlags::IN)], time.as_ref()) {
            Ok(n) => Ok(n > 0),
            Err(Errno::INTR) => Ok(false),
            Err(e) => Err(Error::SignIn(format!(
                "The browser's answer can't be waited for: {}. Nothing has changed.",
                escape(&e.to_string())
            ))),
        }
    }

    /// What the head of a request says.
    fn read(&self, head: &str) -> Called {
        let mut words = head.split(' ');
        let (method, target) = (words.next(), words.next().unwrap_or_default());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if method != Some("GET") || path != "/callback" {
            return Called::Other;
        }
        let query = RedirectQuery::read(query);
        if query.state != Some(self.state.clone()) {
            return Called::Foreign;
        }
        let code = query.code.filter(|code| !code.is_empty());
        Called::Back(match (query.error, code) {
            (None, Some(code)) => Ok(code),
            (Some(why), _) => Err(Error::SignIn(format!(
                "The platform signed nobody in: {why}. Nothing has changed."
            ))),
            (None, None) => Err(Error::SignIn(
                "The browser's answer has no authorization code. Nothing has changed. Sign in again.".into(),
            )),
        })
    }
}

/// What the redirect says.
#[derive(Default)]
struct RedirectQuery {
    code: Option<Secret>,
    state: Option<Secret>,
    error: Option<String>,
}

impl RedirectQuery {
    fn read(query: &str) -> Self {
        let mut found = Self::default();
        let mut described = false;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "code" => found.code = Some(Secret::new(value.into_owned())),
                "state" => found.state = Some(Secret::new(value.into_owned())),
                // A description says more than the word for the error.
                "error" | "error_description" if !described => {
                    described = name == "error_description";
                    let kept: String = value.trim().trim_end_matches('.').chars().take(LONGEST).collect();
                    found.error = Some(escape(&kept).into_owned());
                }
                _ => {}
            }
        }
        found
    }
}

/// 64 characters of 244 random bits.
fn random() -> Secret {
    let mut text = String::with_capacity(64);
    for _ in 0..2 {
        let mut room = Zeroizing::new([0; 32]);
        text.push_str(Uuid::new_v4().simple().encode_lower(&mut *room));
    }
    Secret::new(text)
}

/// The head of a request; nothing where it does not come in time, or is too large.
fn head(stream: &mut TcpStream, left: &mut Duration, task: &Task) -> Option<Zeroizing<String>> {
    stream.set_nonblocking(false).ok()?;
    stream.set_read_timeout(Some(LOOK)).ok()?;
    stream.set_write_timeout(Some(ANSWER)).ok()?;
    let mut room = Zeroizing::new(vec![0; LARGEST]);
    let mut len = 0;
    for _ in 0..READS {
        if task.is_stopped() || left.is_zero() {
            return None;
        }
        len += match stream.read(room.get_mut(len..)?) {
            Ok(0) => return None,
            Ok(read) => read,
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                *left = left.saturating_sub(LOOK);
                0
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => 0,
            Err(_) => return None,
        };
        let so_far = room.get(..len)?;
        if so_far.windows(4).any(|end| end == b"\r\n\r\n") {
            return Some(Zeroizing::new(std::str::from_utf8(so_far).ok()?.to_owned()));
        }
    }
    None
}

/// Tells the browser what became of it. Where that can't be told, the terminal says it all the same.
fn answer(stream: &mut TcpStream, called: &Called) {
    let (status, words) = match called {
        Called::Back(Ok(_)) => ("200 OK", "You can close this page. amtui goes on in the terminal."),
        Called::Back(Err(_)) => ("400 Bad Request", "You are not signed in. The terminal says why."),
        Called::Foreign => (
            "400 Bad Request",
            "This doesn't belong to the sign-in that amtui waits for.",
        ),
        Called::Other => ("404 Not Found", "There is nothing here."),
    };
    let page = format!("<!doctype html><meta charset=utf-8><title>amtui</title><p>{words}</p>");
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n",
        page.len()
    );
    let _ = stream.write_all(format!("{head}{page}").as_bytes());
}
