//! What a log may hold of a request.

use amtui::backend::rest::redact::{request_id, template};

#[test]
fn a_path_is_told_without_ids_names_and_query() {
    for (path, told) in [
        (
            "/accounts/api/organizations/0a0a/clientProviders/6d/clients?limit=0&search=x",
            "/accounts/api/organizations/{id}/clientProviders/{id}/clients",
        ),
        (
            "/acme/secret-path/.well-known/openid-configuration",
            "/{id}/{id}/.well-known/openid-configuration",
        ),
    ] {
        assert_eq!(template(path), told);
    }
}

#[test]
fn what_cannot_be_an_id_is_not_told() {
    assert_eq!(request_id("ab-1.2:c_D"), Some("ab-1.2:c_D".into()));
    for wrong in ["", "a b", "\u{1b}[31m", "x".repeat(65).as_str()] {
        assert_eq!(request_id(wrong), None, "{wrong:?}");
    }
}
