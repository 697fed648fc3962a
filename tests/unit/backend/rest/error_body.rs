//! The words of a server's errors.

use amtui::backend::rest::error_body::sentence;
use amtui::domain::secret::Secret;

#[test]
fn every_form_becomes_one_sentence() {
    for (body, says) in [
        ("Unauthorized", "Unauthorized (400)"),
        ("", "it answered 400 bad request"),
        (" \r\n", "it answered 400 bad request"),
        (
            "<html><head><TITLE>Bad  Gateway</TITLE></head><body>x</body></html>",
            "Bad Gateway (400)",
        ),
        ("<html><h1>Oh</h1></html>", "Oh (400)"),
        ("<a><b></b></a>", "it answered 400 bad request"),
        (r#"{"status":400,"message":"No such name."}"#, "No such name (400)"),
        (r#"{"name":"NotFound","message":"Gone"}"#, "Gone (400)"),
        (
            r#"{"errors":[{"type":"x","dataPath":".name","keyword":"k","message":"is short"},{"message":"and odd"}]}"#,
            ".name is short; and odd (400)",
        ),
        (r#"{"error":"invalid_client","error_description":"Who?"}"#, "Who? (400)"),
        (r#"{"error":{"message":"deep"}}"#, "deep (400)"),
        (r#""only text""#, "only text (400)"),
        ("{\"message\":", "it answered 400 bad request"),
        ("{\"secret\":\"x\"}", "it answered 400 bad request"),
        ("a\u{1b}[31mb\nc", "a<U+001B>[31mb c (400)"),
    ] {
        assert_eq!(sentence(400, body.as_bytes(), &[]), says, "{body}");
    }
    assert_eq!(sentence(400, &[0xff, 0xfe], &[]).chars().last(), Some(')'));
    assert!(sentence(400, "x".repeat(9000).as_bytes(), &[]).chars().count() < 210);
    let secret = Secret::new("hush".into());
    assert_eq!(sentence(400, b"'hush' is short", &[&secret]), "'***' is short (400)");
}
