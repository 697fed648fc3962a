//! Why a request has no answer: whether it may have arrived, and whether asking again can help. Imports `domain`.

use std::io;

use rustls::CertificateError;
use ureq::Timeout;

use crate::domain::Error;
use crate::domain::text::escape;

pub(super) struct TransportError {
    pub(super) why: String,
    /// Whether the request may have arrived.
    pub(super) sent: bool,
    pub(super) passing: bool,
}

impl TransportError {
    /// Nobody waits for the answer any more: it was not sent.
    pub(super) fn stopped() -> Self {
        Self {
            why: Error::Stopped.to_string(),
            sent: false,
            passing: false,
        }
    }
}

/// What a failed request means. Where that is not known it may have arrived.
pub(super) fn trouble(error: &ureq::Error) -> TransportError {
    use ureq::Error as E;
    let (why, sent, passing) = match error {
        E::HostNotFound => ("there is no such host".into(), false, true),
        E::Timeout(Timeout::Resolve) => ("the name of the host was not found in time".into(), false, true),
        E::Timeout(Timeout::Connect) => ("no connection in time".into(), false, true),
        E::Timeout(_) => ("it took too long".into(), true, true),
        E::Io(e) if e.kind() == io::ErrorKind::ConnectionRefused => ("the connection was refused".into(), false, true),
        E::Io(e) if certificate(e).is_some() => (certificate(e).unwrap_or_default(), false, false),
        E::Io(e) => (format!("the connection broke: {}", escape(&e.to_string())), true, true),
        E::Rustls(e) => (
            format!("no encrypted connection: {}", escape(&e.to_string())),
            false,
            false,
        ),
        E::Tls(why) => (format!("no encrypted connection: {why}"), false, false),
        E::ConnectionFailed | E::ConnectProxyFailed(_) => ("no connection".into(), false, true),
        E::InvalidProxyUrl => ("the address of the proxy is wrong".into(), false, false),
        E::RequireHttpsOnly(_) | E::BadUri(_) | E::Http(_) => ("the address is wrong".into(), false, false),
        other => (escape(&other.to_string()).into_owned(), true, true),
    };
    TransportError { why, sent, passing }
}

/// The handshake failed over the server's certificate: nothing was sent by then.
fn certificate(error: &io::Error) -> Option<String> {
    let cause = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    let rustls::Error::InvalidCertificate(why) = cause else {
        return None;
    };
    let why = match why {
        CertificateError::UnknownIssuer => "its issuer is not known; for a private authority, set ca_file".into(),
        other => escape(&other.to_string()).into_owned(),
    };
    Some(format!("the certificate of the server is not trusted: {why}"))
}
