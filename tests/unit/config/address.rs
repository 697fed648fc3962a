//! Addresses of the platform.

use amtui::config::address::{checked, host, of_host, of_region};

#[test]
fn regions_and_hosts_become_addresses() {
    assert_eq!(of_region("eu1"), Ok("https://eu1.anypoint.mulesoft.com".into()));
    assert!(of_region("mars").is_err_and(|why| why.contains("us, eu1, gov, ca1, jp1, au1")));
    assert_eq!(
        of_host("Anypoint.Example.com"),
        Ok("https://anypoint.example.com".into())
    );
    assert_eq!(
        of_host("anypoint.example.com:8443"),
        Ok("https://anypoint.example.com:8443".into())
    );
    for wrong in [
        "",
        "https://a.example",
        "a.example/x",
        "u:p@a.example",
        "a.example?x",
        "a b",
        "\u{1b}",
    ] {
        assert!(of_host(wrong).is_err(), "{wrong:?}");
    }
    for region in ["us", "eu1", "gov", "ca1", "jp1", "au1"] {
        let address = of_region(region).expect("it is one");
        assert_eq!(checked(&address), Ok(address));
    }
}

#[test]
fn plain_http_is_for_this_machine_alone_and_no_password_is_repeated() {
    assert_eq!(checked("http://127.0.0.1:8080/"), Ok("http://127.0.0.1:8080".into()));
    assert_eq!(host("http://127.0.0.1:8080"), "127.0.0.1:8080");
    assert_eq!(host("https://b\u{fc}cher.example"), "xn--bcher-kva.example");
    for wrong in [
        "http://anypoint.example.com",
        "ftp://127.0.0.1",
        "anypoint",
        "https://u:hush@a b/",
    ] {
        assert!(checked(wrong).is_err_and(|why| !why.contains("hush")), "{wrong}");
    }
}
