//! What a server says about an error, in any of its forms, as one short sentence fit to be shown. Imports `domain`.

use serde_json::Value;

use crate::domain::secret::{HIDDEN, Secret, hide_in_sentence};
use crate::domain::text::escape;

/// Characters of a server's words that are kept.
const LONGEST: usize = 200;

/// Bytes of an answer that are looked at: a page of HTML can be of any length.
const LOOKED_AT: usize = 64 * 1024;

/// The words of an error's body, or of its status where it has none: escaped, without a stop, and without any of
/// `hidden` or another secret, which a server may have quoted.
pub fn sentence(status: u16, body: &[u8], hidden: &[&Secret]) -> String {
    let text = String::from_utf8_lossy(body.get(..LOOKED_AT).unwrap_or(body));
    let text = text.trim();
    let said = match serde_json::from_str::<Value>(text) {
        Ok(json) => of_json(&json, 0),
        Err(_) if text.starts_with(['{', '[']) => None,
        Err(_) if text.starts_with('<') => title(text),
        Err(_) => Some(text.to_owned()),
    };
    let mut said = said.unwrap_or_default();
    for secret in hidden.iter().filter(|s| !s.is_empty()) {
        said = said.replace(secret.reveal(), HIDDEN);
    }
    hide_in_sentence(&mut said);
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept: String = words.trim_end_matches('.').chars().take(LONGEST).collect();
    if kept.is_empty() {
        return format!("it answered {status} {}", meaning(status))
            .trim_end()
            .to_owned();
    }
    if words.chars().count() > LONGEST {
        kept.push('…');
    }
    format!("{} ({status})", escape(&kept))
}

/// Messages are looked for where the platform's services put them; nothing else of an answer is shown.
fn of_json(json: &Value, depth: usize) -> Option<String> {
    if depth > 4 {
        return None;
    }
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Array(all) => {
            let mut said: Vec<String> = all.iter().filter_map(|one| of_json(one, depth + 1)).collect();
            said.dedup();
            said.truncate(3);
            Some(said.join("; "))
        }
        Value::Object(members) => {
            let place = members
                .get("dataPath")
                .and_then(Value::as_str)
                .filter(|p| !p.is_empty());
            let names = ["message", "error_description", "detail", "errors", "error", "title"];
            let found = names.iter().find_map(|name| of_json(members.get(*name)?, depth + 1));
            let found = found.filter(|text| !text.trim().is_empty())?;
            Some(place.map_or(found.clone(), |place| format!("{place} {found}")))
        }
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}

/// The title of a page, else its first heading.
fn title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    ["title", "h1", "h2", "p"].iter().find_map(|tag| {
        let open = lower.find(&format!("<{tag}"))?;
        let start = open + lower.get(open..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find("</")?;
        let text = html.get(start..end)?.trim();
        (!text.is_empty() && !text.contains('<')).then(|| text.to_owned())
    })
}

fn meaning(status: u16) -> &'static str {
    match status {
        400 => "bad request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        409 => "conflict",
        429 => "too many requests",
        500 => "internal server error",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => "",
    }
}
