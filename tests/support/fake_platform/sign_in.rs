//! Signing in to the fake platform: with a password, as an app, and with the browser.

use std::collections::HashMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{PlatformState, Reply, ok, status};

/// The app that acts on behalf of users, with the secret `hush-app-2`.
pub const APP: &str = "app-2";

/// The end of its tokens.
pub const ON_BEHALF: &str = "~behalf";

/// Who is at the browser, and what they were given.
pub struct Browser {
    /// Who signs in; nobody agrees where it is empty.
    pub user: String,
    /// How often somebody was asked to sign in.
    pub asked: usize,
    /// What each code was given for.
    codes: HashMap<String, HashMap<String, String>>,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            user: "ada".into(),
            asked: 0,
            codes: HashMap::new(),
        }
    }
}

pub fn login(model: &PlatformState, body: &Value) -> Reply {
    let name = body["username"].as_str().unwrap_or_default();
    if name == "mfa" {
        return ok(&json!({"url": "https://example.com/mfa", "body": {"state": "hush-state"}}));
    }
    if model.user(name).is_none() || body["password"] != format!("hush-{name}") {
        return status(401, "Unauthorized");
    }
    ok(&json!({"access_token": format!("token-{name}"), "token_type": "bearer", "redirectUrl": "/home/"}))
}

/// A body has exactly the members that a grant takes.
pub fn token(model: &mut PlatformState, body: &Value) -> Reply {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    let refused = |why: &str| status(401, json!({"error": why}).to_string());
    let app = |id: &str, secret: &str| body["client_id"] == id && body["client_secret"] == secret;
    let on_behalf = |name: &str| {
        let token = format!("token-{name}{ON_BEHALF}");
        ok(&json!({"access_token": token, "token_type": "bearer", "expires_in": 3600}))
    };
    match (&*text("grant_type"), &names[..]) {
        ("client_credentials", ["grant_type", "client_id", "client_secret"]) if app("app-1", "hush-app") => {
            ok(&json!({"access_token": "token-app", "token_type": "bearer", "expires_in": 3600}))
        }
        ("password", ["grant_type", "client_id", "client_secret", "username", "password"]) => {
            let name = text("username");
            if !app(APP, "hush-app-2") {
                refused("invalid_client")
            } else if model.user(&name).is_none() || text("password") != format!("hush-{name}") {
                refused("invalid_grant")
            } else {
                on_behalf(&name)
            }
        }
        (
            "authorization_code",
            [
                "grant_type",
                "client_id",
                "client_secret",
                "code",
                "redirect_uri",
                "code_verifier",
            ],
        ) => {
            // A code is good for one request, whatever becomes of that.
            let given = model.browser.codes.remove(&text("code"));
            let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, text("code_verifier").as_bytes()));
            match given {
                _ if !app(APP, "hush-app-2") => refused("invalid_client"),
                Some(given)
                    if given["redirect_uri"] == text("redirect_uri") && given["code_challenge"] == challenge =>
                {
                    on_behalf(&given["user"])
                }
                _ => refused("invalid_grant"),
            }
        }
        _ => refused("invalid_client"),
    }
}

/// The page on which somebody signs in: they are done at once, and are sent back.
pub fn authorize(model: &mut PlatformState, query: &str) -> Reply {
    let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut names: Vec<&str> = asked.keys().map(String::as_str).collect();
    names.sort_unstable();
    let wanted = [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ];
    let redirect = asked.get("redirect_uri").cloned().unwrap_or_default();
    let known = redirect.starts_with("http://127.0.0.1:") && redirect.ends_with("/callback");
    let right = names == wanted
        && asked["client_id"] == APP
        && asked["response_type"] == "code"
        && asked["code_challenge_method"] == "S256"
        && asked["code_challenge"].len() == 43;
    if !known || !right {
        return status(
            400,
            "<html><head><title>This request is not right</title></head></html>",
        );
    }
    model.browser.asked += 1;
    let user = model.browser.user.clone();
    let mut back = form_urlencoded::Serializer::new(String::new());
    back.append_pair("state", &asked["state"]);
    if user.is_empty() {
        back.append_pair("error", "access_denied")
            .append_pair("error_description", "The user denied the request.");
    } else {
        let code = format!("hush-code-{}", model.browser.asked);
        back.append_pair("code", &code);
        let mut given = asked;
        given.insert("user".into(), user);
        model.browser.codes.insert(code, given);
    }
    Reply {
        location: Some(format!("{redirect}?{}", back.finish())),
        ..status(302, "")
    }
}
