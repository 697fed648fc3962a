//! Secrets in the platform's objects and addresses.

use amtui::domain::secret::take_secrets;
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
    ] {
        let mut object = json!({"url": format!("https://idp.example.com/a{address}")});
        take_secrets(&mut object);
        assert_eq!(object["url"], format!("https://idp.example.com/a{clean}"));
    }
}
