//! What issuers say about themselves, as a backend answers it.

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::draft::Draft;
use amtui::domain::login::Login;
use amtui::domain::{Error, ProviderKind, Untrusted};
use serde_json::{Value, json};

use crate::fixture::{Place, clock, organization};
use crate::suite::sign_in;

fn with_documents() -> Value {
    let mut file = organization();
    file["discovery"] = json!({
        "https://idp.example.com/": {"issuer": "https://idp.example.com", "token_endpoint": "https://idp.example.com/token",
            "grant_types_supported": ["implicit"], "x-more": {"client_secret": "hush"}},
        "https://moved.example.com": {"issuer": "https://new\u{200b}.example.com"},
        "https://mute.example.com": {"token_endpoint": "https://mute.example.com/token"},
    });
    file
}

fn issuer(text: &str) -> Untrusted {
    text.into()
}

// R36
#[test]
fn an_issuer_tells_its_endpoints() {
    let place = Place::of(&with_documents());
    let backends: [&dyn Backend; 2] = [&place.backend_signed_out(), &place.copy()];
    for backend in backends {
        assert_eq!(
            backend.discover(&issuer("https://idp.example.com")),
            Err(Error::SignedOut)
        );
        sign_in(backend, "cy");
        for asked in [
            "https://idp.example.com",
            "https://idp.example.com/",
            " https://idp.example.com// ",
        ] {
            let found = backend.discover(&issuer(asked)).unwrap();
            let values: Vec<_> = found.found.iter().map(|(_, value)| value.raw()).collect();
            assert_eq!(values, ["https://idp.example.com/token", "implicit"]);
        }
    }
}

#[test]
fn what_is_not_the_issuer_s_own_fills_nothing() {
    let place = Place::of(&with_documents());
    let backend = place.backend();
    for (asked, says) in [
        (
            "https://a\u{1b}.example.com",
            "There is no discovery document for https://a<U+001B>.example.com.",
        ),
        (" ", "There is no issuer to ask. Fill it in first."),
        (
            "https://moved.example.com",
            "The discovery document of https://moved.example.com is about another issuer, \
             https://new<U+200B>.example.com.",
        ),
        (
            "https://mute.example.com",
            "The discovery document of https://mute.example.com names no issuer.",
        ),
    ] {
        assert_eq!(backend.discover(&issuer(asked)).unwrap_err().to_string(), says);
    }
    let none = Place::of(&organization()).backend();
    assert!(none.discover(&issuer("https://idp.example.com")).is_err());
}

#[test]
fn the_demo_has_a_document_of_every_sort() {
    let demo = FileBackend::copy(None, clock).unwrap();
    let first = demo.accounts().unwrap().remove(0).username;
    demo.sign_in(&Login::Account(first)).unwrap();
    let fill = |of: &str| {
        let mut draft = Draft::new(ProviderKind::Oidc);
        demo.discover(&issuer(of)).map(|found| found.fill(&mut draft))
    };
    assert_eq!(fill("https://acme-new.okta.example").unwrap().filled.len(), 5);
    assert_eq!(fill("https://acme-new.okta.example").unwrap().missing.len(), 0);
    let partners = fill("https://sso.acme.example/realms/partners").unwrap();
    assert_eq!(partners.missing, ["Token Introspection URL"]);
    assert!(
        matches!(fill("https://moved.acme.example"), Err(Error::Discovery(why)) if why.contains("login.acme.example"))
    );
}

#[test]
fn documents_of_another_shape_are_told_with_their_place() {
    for (discovery, says) in [
        (json!([]), "`discovery`"),
        (Value::Null, "`discovery`"),
        (json!("hush"), "`discovery`"),
        (
            json!({"https://idp.example.com": ["hush"]}),
            "`discovery.https://idp.example.com`",
        ),
    ] {
        let mut file = organization();
        file["discovery"] = discovery;
        let place = Place::of(&file);
        let why = FileBackend::open(&place.file, clock).unwrap_err().to_string();
        assert!(
            why.contains(says) && why.contains("expected an object") && !why.contains("hush"),
            "{why}"
        );
    }
}
