//! Where the platform is: its regions by name, and a host or an address of one's own.

use url::Url;

use crate::backend::rest;

const REGIONS: [(&str, &str); 6] = [
    ("us", "https://anypoint.mulesoft.com"),
    ("eu1", "https://eu1.anypoint.mulesoft.com"),
    ("gov", "https://gov.anypoint.mulesoft.com"),
    ("ca1", "https://ca1.platform.mulesoft.com"),
    ("jp1", "https://jp1.platform.mulesoft.com"),
    ("au1", "https://au1.platform.mulesoft.com"),
];

/// The region `us`.
pub const DEFAULT: &str = REGIONS[0].1;

/// # Errors
/// There is no such region, as the end of a sentence that says which there are.
pub fn of_region(name: &str) -> Result<String, String> {
    let found = REGIONS.iter().find(|(region, _)| *region == name);
    found.map(|(_, address)| (*address).to_owned()).ok_or_else(|| {
        let names: Vec<&str> = REGIONS.iter().map(|(region, _)| *region).collect();
        format!("the regions are {}; for any other place, give host", names.join(", "))
    })
}

/// The address of a host: always `https`. A port may follow its name.
///
/// # Errors
/// It is not the name of a host alone, as the end of a sentence. What was given is not repeated.
pub fn of_host(name: &str) -> Result<String, String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let url = Url::parse(&format!("https://{name}")).ok();
    let whole = url.filter(|_| !name.is_empty() && name.chars().all(fits));
    let whole = whole.ok_or("a host is only a name, such as eu1.anypoint.mulesoft.com")?;
    Ok(whole.as_str().trim_end_matches('/').to_owned())
}

/// # Errors
/// Nothing may be asked there, as the end of a sentence.
pub fn checked(text: &str) -> Result<String, String> {
    let url = rest::address(text)?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// The host and a port that is not the usual one, in ASCII and escaped.
pub fn host(base_url: &str) -> String {
    let url = Url::parse(base_url).ok();
    let host = url.as_ref().and_then(|url| {
        let name = url.host_str()?;
        Some(
            url.port()
                .map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")),
        )
    });
    host.unwrap_or_default()
}
