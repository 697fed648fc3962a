//! Which addresses requests may go to. Imports `domain`.

use url::{Host, Url};

use crate::domain::text::escape;

/// Checks an address that requests may go to: `https`, or `http` to this machine itself by number.
///
/// # Errors
/// Why not, as the end of a sentence. What stands in it where a password could stand is not repeated.
pub fn address(text: &str) -> Result<Url, String> {
    let shown = || {
        let hidden = text.contains('@');
        if hidden {
            "this".into()
        } else {
            escape(text.trim()).into_owned()
        }
    };
    let url = Url::parse(text.trim()).map_err(|e| format!("{} is not an address: {e}", shown()))?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(format!(
            "the address of {} must have no user name, no ? and no #",
            escape(url.host_str().unwrap_or_default())
        ));
    }
    match url.scheme() {
        "https" if url.host().is_some() => Ok(url),
        "http" if loopback(&url) => Ok(url),
        _ => Err(format!("{} must start with https://", shown())),
    }
}

/// Whether this machine itself is meant, by number.
pub(super) fn loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        _ => false,
    }
}
