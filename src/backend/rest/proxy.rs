//! The proxy that the environment names. The client takes the first variable that it can read and is silent about the others:
//! what cannot be read would be gone past.

use std::env;

use ureq::Proxy;

/// The variables in the client's order.
const VARIABLES: [&str; 6] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

/// Whether the first of the variables that is set can be used.
///
/// # Errors
/// It cannot, as the end of a sentence. What it holds may be a password, and is not repeated.
pub(super) fn check() -> Result<(), String> {
    let set = VARIABLES.into_iter().find_map(|name| {
        let value = env::var_os(name)?;
        (!value.is_empty()).then_some((name, value))
    });
    match set {
        Some((name, value)) if !value.to_str().is_some_and(usable) => Err(format!(
            "{name} is not the address of a proxy, as in http://proxy.example.com:8080; amtui does not connect without it"
        )),
        _ => Ok(()),
    }
}

/// Whether the client can read it. It takes a port that is none for the usual one, which is an error here.
pub fn usable(address: &str) -> bool {
    let Ok(proxy) = Proxy::new(address) else {
        return false;
    };
    let Some(authority) = proxy.uri().authority() else {
        return false;
    };
    let place = authority.as_str().rsplit('@').next().unwrap_or_default();
    let whole = place == authority.host() || authority.port_u16().is_some();
    !authority.host().is_empty() && whole
}
