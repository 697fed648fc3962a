//! Asks an issuer about itself, at the addresses that the standards name (R36). Imports `domain`.

use serde_json::Value;
use url::Url;

use super::address::address;
use super::call::Call;
use super::http::Http;
use super::{Limits, auth};
use crate::domain::discovery::{Discovery, unanswered};
use crate::domain::{Error, Untrusted};

const LARGEST: u64 = 1 << 20;

/// Both documents, the first one's members before those of the second. No token goes to an issuer.
pub(super) fn discover(issuer: &Untrusted, platform: &Http) -> Result<Discovery, Error> {
    if issuer.raw().trim().is_empty() {
        return Err(unanswered(issuer));
    }
    let base = address(issuer.raw()).map_err(|why| Error::Discovery(format!("The issuer can't be asked: {why}.")))?;
    let path = base.path().trim_end_matches('/').to_owned();
    let limits = Limits {
        largest: LARGEST,
        ..platform.limits().clone()
    };
    let http = platform.elsewhere(&host(&base), &limits);
    let ask = |path: String| -> Result<Option<Value>, Error> {
        match http.send(&Call::get(path, "The document"), None) {
            // An issuer without one of them may answer anything; whether it is the document its issuer says.
            Ok(answer) if answer.ok() => Ok(auth::parse::<Value>(&answer.body).ok().filter(Value::is_object)),
            Ok(_) | Err(Error::Failed(_)) => Ok(None),
            Err(why) => Err(why),
        }
    };
    // RFC 8414 puts the well-known part between host and path, OpenID Connect Discovery behind the path.
    let first = ask(format!("/.well-known/oauth-authorization-server{path}"))?;
    let second = ask(format!("{path}/.well-known/openid-configuration"))?;
    // What one of them says of another issuer must not be taken for this one's.
    let about = |document: Value| Discovery::from_document(&document).for_issuer(issuer).map(|_| document);
    let merged = match (first.map(about), second.map(about)) {
        (None, None) => return Err(unanswered(issuer)),
        (Some(Ok(mut first)), Some(Ok(second))) => {
            if let (Some(first), Value::Object(second)) = (first.as_object_mut(), second) {
                for (name, value) in second {
                    first.entry(name).or_insert(value);
                }
            }
            first
        }
        (Some(Ok(one)), _) | (_, Some(Ok(one))) => one,
        (Some(Err(why)), _) | (_, Some(Err(why))) => return Err(why),
    };
    Discovery::from_document(&merged).for_issuer(issuer)
}

fn host(base: &Url) -> Url {
    let mut host = base.clone();
    host.set_path("");
    host
}
