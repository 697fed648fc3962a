//! What stays of a provider that the platform sent.

use amtui::domain::config::keep_known;
use serde_json::{Value, json};

#[test]
fn a_secret_under_a_name_that_no_document_mentions_does_not_stay() {
    let mut object = json!({
        "providerId": "2e50e859-0042-46ff-8cf8-1ad6f0c78b67", "name": "Okta",
        "type": {"name": "openid-dynamic-client", "description": "Staff"},
        "authorizationHeader": "LEAK", "tokenValue": "LEAK", "sharedKey": "LEAK", "psk": "LEAK", "pin": 4711,
        "key": "-----BEGIN PRIVATE KEY-----LEAK", "jwk": {"kty": "RSA", "d": "LEAK"}, "list": ["LEAK"],
        "oidc_dynamic_client_provider": {
            "issuer": "https://idp.example.com",
            "newSwitch": true,
            "primary_client": {"id": "-----BEGIN EC PRIVATE KEY-----LEAK", "secret": "LEAK"},
            "urls": {"token": "https://idp.example.com/token?access_token=LEAK&realm=/staff", "other": "LEAK"},
            "supported_grant_types": [{"LEAK": "LEAK"}],
        },
    });
    let taken = keep_known(&mut object);
    assert!(!object.to_string().contains("LEAK"), "{object}");
    assert_eq!(
        taken.secrets,
        ["/pin", "/oidc_dynamic_client_provider/primary_client/secret"]
    );
    assert_eq!(taken.unknown, 11);
    let provider = &object["oidc_dynamic_client_provider"];
    assert_eq!(provider["issuer"], "https://idp.example.com");
    assert_eq!(
        provider["urls"]["token"],
        "https://idp.example.com/token?access_token=***&realm=/staff"
    );
    assert_eq!(provider["newSwitch"], true);
}

#[test]
fn all_of_the_demo_is_known() {
    let demo: Value = serde_json::from_str(include_str!("../../../../assets/demo.json")).expect("it is JSON");
    for mut provider in demo["clientProviders"].as_array().expect("it is a list").clone() {
        assert_eq!(keep_known(&mut provider).unknown, 0, "{}", provider["name"]);
    }
}
