//! Secrets in the platform's objects and addresses.

use amtui::domain::secret::{hide_in_sentence, hide_in_texts, take_secrets};
use serde_json::json;

#[test]
fn every_secret_of_the_platform_s_objects_is_taken() {
    let mut provider = json!({
        "name": "Corp IdP",
        "admin_token": {"urls": {"create": "https://am.example.com/t"}, "username": "u", "password": "s1"},
        "oauth2_token_validation_provider": {"client_secret": "s2", "client_id": "id"},
        "oidc_dynamic_client_provider": {
            "client": {"registration": {"authorization": "Bearer s3"}},
            "primary_client": {"id": "i", "secret": "s4"},
            "urls": {"token": "https://idp.example.com/token", "authorize": "https://u:s5@idp.example.com/a?b#c"},
        },
        "token_client": {"privateKey": "s6", "keys": [{"accessToken": "s7"}]},
        "client_credentials": ["s8"],
        "client_secret": {"value": "s9", "from": "https://vault.example.com/s9"},
        "secrets": [{"value": "s9"}],
        "headers": [{"name": "Authorization", "value": "SSWS s9"}, {"name": "Accept", "value": "text/plain"}],
        "db_pwd": "s9", "signing_key": "s9", "tokens": ["s9"],
    });
    let found = take_secrets(&mut provider);
    let left = provider.to_string();
    for n in 1..=9 {
        assert!(!left.contains(&format!("s{n}")), "s{n} in {left}");
    }
    assert_eq!(
        provider["oidc_dynamic_client_provider"]["urls"]["token"],
        "https://idp.example.com/token"
    );
    assert_eq!(
        provider["oidc_dynamic_client_provider"]["urls"]["authorize"],
        "https://idp.example.com/a?b#c"
    );
    assert_eq!(provider["headers"][1]["value"], "text/plain");
    assert!(found.contains(&"/oidc_dynamic_client_provider/primary_client/secret".to_owned()));
    assert_eq!(provider["admin_token"]["username"], "u");
}

#[test]
fn an_empty_secret_is_not_set() {
    let mut provider = json!({"primary_client": {"secret": ""}});
    assert!(take_secrets(&mut provider).is_empty());
}

#[test]
fn every_parameter_of_an_address_is_looked_at() {
    for (address, clean) in [
        ("#client_id=a&access_token=LEAK", "#client_id=a&access_token=***"),
        ("?realm=x;access_token=LEAK", "?realm=x;access_token=***"),
        (
            "?realm=x;y&access_token=LE;AK&realm=x",
            "?realm=x;y&access_token=***&realm=x",
        ),
        (
            "#/callback?realm=x?access_token=LEAK",
            "#/callback?realm=x?access_token=***",
        ),
        (
            "?realm=x#realm=y#access_token=LEAK",
            "?realm=x#realm=y#access_token=***",
        ),
        ("?realm=x&scope=#part", "?realm=x&scope=#part"),
        (";token=LEAK", ";token=***"),
        (";v=2/b", ";v=2/b"),
        (";token=LEAK/b/c", ";token=***/b/c"),
        (";token=LE;AK;v=2/b;pin=1?realm=x", ";token=***;v=2/b;pin=***?realm=x"),
        ("/users/@me;realm=x", "/users/@me;realm=x"),
    ] {
        let mut object = json!({"url": format!("https://idp.example.com/a{address}")});
        take_secrets(&mut object);
        assert_eq!(object["url"], format!("https://idp.example.com/a{clean}"));
    }
}

#[test]
fn a_password_with_a_slash_goes_with_its_address() {
    for (address, clean) in [
        ("https://u:pa/ssLEAK@idp.example.com/a", "https://idp.example.com/a"),
        ("https://idp.example.com:8443/@me", "https://idp.example.com:8443/@me"),
        ("https://[::1]:8443/@me", "https://[::1]:8443/@me"),
    ] {
        let mut object = json!({ "url": address });
        take_secrets(&mut object);
        assert_eq!(object["url"], clean);
    }
}

#[test]
fn a_secret_within_a_text_is_hidden_and_the_rest_stays() {
    for (text, clean) in [
        ("Authorization: Bearer LEAK12", "Authorization: Bearer ***"),
        ("basic dXNlcjpMRUFL, then more", "basic ***, then more"),
        (
            "Bearer abc.LEAK for https://u:LEAK@idp.example.com",
            "Bearer *** for https://idp.example.com",
        ),
        ("Bearer  abc.LEAK", "Bearer  ***"),
        (
            "https://a.example,https://u:LEAK@b.example",
            "https://a.example,https://b.example",
        ),
        (
            "https://a.example?token=LEAK,https://u:LEAK@b.example",
            "https://a.example?token=***,https://b.example",
        ),
        (
            "of https://a.example?token=LEAK;com.app://b?token=LEAK",
            "of https://a.example?token=***;com.app://b?token=***",
        ),
        (
            "of https://a.example|HTTPS://u:LEAK@b.example",
            "of https://a.example|HTTPS://b.example",
        ),
        (
            "{\"url\":\"https://a.example?token=LEAK\",\"name\":\"Okta\"}",
            "{\"url\":\"https://a.example?token=***\",\"name\":\"Okta\"}",
        ),
        (
            "{\"url\":\"https://u:LE\\\"AK@a.example\",\"name\":\"Okta\"}",
            "{\"url\":\"https://a.example\",\"name\":\"Okta\"}",
        ),
        ("'https://u:LE'AK@a.example'.", "'https://a.example'."),
        ("'https://u:LEAK'.x@a.example'", "'https://a.example'"),
        ("'https://LEAK',x@a.example', then", "'https://a.example', then"),
        ("\"https://u:LEAK\",\"x@a.example\"", "\"https://a.example\""),
        (
            "{\"url\":\"https://a.example:80\",\"mail\":\"ada@b.example\"}",
            "{\"url\":\"https://a.example:80\",\"mail\":\"ada@b.example\"}",
        ),
        (
            "'https://a.example?token=LEAK',LEAK'.",
            "'https://a.example?token=***'.",
        ),
        (
            "https://a.example?token=LEAK,LEAK,https://b.example",
            "https://a.example?token=***,https://b.example",
        ),
        ("https://a.example?to=https://b.example", "https://a.example?to=***"),
        ("a=1&client_secret=LEAK&b=2", "a=1&client_secret=***&b=2"),
        ("idp.example.com/a?api_key=LEAK", "idp.example.com/a?api_key=***"),
        ("authorization=Bearer LEAKLEAK", "authorization=*** ***"),
        ("Authorization:Bearer\tLEAKLEAK", "Authorization:Bearer\t***"),
        ("password = LEAK of ana", "password = *** of ana"),
        ("client_secret: LEAK, scope: read", "client_secret: ***, scope: read"),
        ("client_secret: LEAK -> LEAK2", "client_secret: *** -> ***"),
        ("API key: LEAK", "API key: ***"),
        ("password=\"LEAK LEAK\" set", "password=\"***\" set"),
        (
            "sent {\"password\": \"LEAK LEAK\", \"pin\":\"\", \"name\": \"Okta\"}",
            "sent {\"password\": \"***\", \"pin\":\"\", \"name\": \"Okta\"}",
        ),
        ("token kqzvleakvxwjhbtr rotated", "token *** rotated"),
        ("Bearer kqzvleakvxwjhbtr", "Bearer ***"),
        ("the secret is 9f8eLEAK7d6c5b4a", "the secret is ***"),
        (
            "saw eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJMRUFLIn0.LEAKsignature here",
            "saw *** here",
        ),
        ("key: -----BEGIN RSA PRIVATE KEY-----\nLEAK", "key: ***"),
        (
            "from https://a.example.com to https://u:LEAK@b.example.com",
            "from https://a.example.com to https://b.example.com",
        ),
        (
            "token authentication of administrators",
            "token authentication of administrators",
        ),
        (
            "Revoked token CustomerNotificationServiceProduction",
            "Revoked token CustomerNotificationServiceProduction",
        ),
        ("at 12:30: name: Okta", "at 12:30: name: Okta"),
        ("Basic OAuth", "Basic OAuth"),
        ("Bearer Tokens", "Bearer Tokens"),
        ("Basic plan for bearer tokens", "Basic plan for bearer tokens"),
        ("name=Okta, reason=unused", "name=Okta, reason=unused"),
    ] {
        let mut object = json!({"text": [text]});
        take_secrets(&mut object);
        hide_in_texts(&mut object);
        assert_eq!(object["text"][0], clean);
    }
}

#[test]
fn what_an_audit_entry_calls_secret_is_taken() {
    let mut payload = json!({
        "token": {"value": "LEAK", "lifetime": 60}, "authorization": {"header": "Basic TEVBSw=="},
        "cookie": "LEAK", "jwt": "LEAK", "sessionKey": "LEAK", "pin": "LEAK",
        "mapping": "groups", "changes": [{"name": "token", "old": "LEAK", "new": "LEAK"}],
    });
    take_secrets(&mut payload);
    hide_in_texts(&mut payload);
    let left = payload.to_string();
    assert!(!left.contains("LEAK") && !left.contains("TEVBS"), "{left}");
    assert_eq!(payload["token"]["lifetime"], 60);
    assert_eq!(payload["mapping"], "groups");
}

#[test]
fn the_name_of_a_thing_is_never_taken_for_a_secret() {
    let mut provider = json!({"name": "Bearer JWT-Application", "type": {"description": "a=1&token=2"}});
    let before = provider.clone();
    assert!(take_secrets(&mut provider).is_empty());
    assert_eq!(provider, before);
}

#[test]
fn names_of_things_keep_their_words_in_an_entry() {
    let mut entry = json!({
        "objectName": "Basic OAuth2", "connectedApp": "Bearer JWT-Application", "objects": ["token: Basic B2B-Gateway"],
        "payload": {"providerName": "Secret: B2B", "changes": [{"name": "Name", "old": "Basic OAuth2", "new": "pass: 1A"}]},
    });
    let before = entry.clone();
    hide_in_texts(&mut entry);
    assert_eq!(entry, before);
    // A token stays a token, whatever it stands in, and what programs call a secret is none of a language.
    let mut odd = json!({
        "name": "Bearer 9f8eLEAK7d6c5b4a1f2e", "label": "client_secret=LEAK",
        "parent": "client_secret: abc123", "user": "apiKey:abc123", "group": "Client Secret: OAuth2",
    });
    hide_in_texts(&mut odd);
    let clean = json!({
        "name": "Bearer ***", "label": "client_secret=***",
        "parent": "client_secret: ***", "user": "apiKey:***", "group": "Client Secret: OAuth2",
    });
    assert_eq!(odd, clean);
}

/// A server's sentence may quote what it was sent, and must stay readable.
#[test]
fn a_sentence_loses_its_secrets_alone() {
    for (text, clean) in [
        ("Invalid password: too short", "Invalid password: too short"),
        ("client_secret=LEAK is wrong", "client_secret=*** is wrong"),
        ("client_secret: abc123 is wrong.", "client_secret: *** is wrong."),
        ("client_secret:abc123", "client_secret:***"),
        ("Wrong password : \"pass!word\"", "Wrong password : \"***\""),
        (
            "sent {\"client_secret\":\"abc123\"}",
            "sent {\"client_secret\":\"***\"}",
        ),
        (
            "client_secret: must have 12 characters",
            "client_secret: must have 12 characters",
        ),
        ("Invalid token: v2 of 3, expected", "Invalid token: v2 of 3, expected"),
        ("password:, abc123", "password:, abc123"),
        (
            "Basic OAuth: no OAuth2 token: Basic OAuth",
            "Basic OAuth: no OAuth2 token: Basic OAuth",
        ),
        ("token kqzvleakvxwjhbtr expired", "token *** expired"),
    ] {
        let mut said = text.to_owned();
        hide_in_sentence(&mut said);
        assert_eq!(said, clean);
    }
}
