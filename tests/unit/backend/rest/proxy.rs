//! Addresses of proxies.

use amtui::backend::rest::proxy::usable;

#[test]
fn addresses_of_proxies_have_a_known_scheme_a_host_and_a_port_or_none() {
    for right in [
        "proxy",
        "proxy.example.com:8080",
        "me:hush@proxy.example.com",
        "http://proxy.example.com:8080/",
        "https://me:hush@[::1]:8080",
        "socks5h://127.0.0.1",
        "SOCKS4://127.0.0.1:1",
    ] {
        assert!(usable(right), "{right}");
    }
    for wrong in [
        "http//me:hush@proxy.example.com",
        "ftp://me:hush@proxy.example.com",
        "http://me:hush@proxy.example.com:port",
        "http://me:hush@proxy.example.com:70000",
        "http://proxy.example.com:",
        "http://me:hush@:8080",
        "http://",
        "http:/proxy",
        "http://proxy .example.com",
        "/proxy",
        " ",
    ] {
        assert!(!usable(wrong), "{wrong}");
    }
}
