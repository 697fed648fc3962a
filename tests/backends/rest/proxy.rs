//! The proxy that the environment names is gone through, and not where the environment says so. It is read when a backend
//! is made, so each case is a process of its own: this test, started once more.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use amtui::backend::Backend;
use amtui::backend::rest::{Config, RestBackend};
use amtui::domain::Error;

use super::tls::{authority, server};
use super::users::{FrozenClock, bearer, config};

/// Tells the first process what the second one is for.
const URL: &str = "AMTUI_TEST_URL";
const CA: &str = "AMTUI_TEST_CA";

/// A proxy that leads nowhere, and what it is asked.
fn proxy() -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (told, asked) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            if told.send(head.join("\n")).is_err() {
                return;
            }
            let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        }
    });
    (address, asked)
}

fn ask(url: String) {
    let backend = RestBackend::new(Config {
        ca: std::env::var(CA).ok().map(String::into_bytes),
        ..config(url, bearer("ada"), Arc::new(FrozenClock::default()))
    });
    let error = backend.unwrap().accounts().unwrap_err();
    let through = std::env::var_os("NO_PROXY").is_none();
    assert_eq!(matches!(error, Error::Network(_)), through, "{error:?}");
}

#[test]
fn the_proxy_of_the_environment_is_used_but_for_the_hosts_that_it_leaves_out() {
    if let Ok(url) = std::env::var(URL) {
        return ask(url);
    }
    let authority = authority("ours");
    for (variable, left_out) in [
        ("HTTPS_PROXY", None),
        ("https_proxy", None),
        ("HTTPS_PROXY", Some("localhost")),
        ("HTTPS_PROXY", Some("example.com,*")),
    ] {
        let (platform, asked) = server(&authority, "localhost");
        let (proxy, through) = proxy();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args([
                "--exact",
                "rest::proxy::the_proxy_of_the_environment_is_used_but_for_the_hosts_that_it_leaves_out",
            ])
            .env_clear()
            .env(URL, format!("https://localhost:{}", platform.port()))
            .env(CA, authority.pem())
            .env(variable, format!("http://{proxy}"))
            .envs(left_out.map(|hosts| ("NO_PROXY", hosts)));
        let ended = child.output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout).into_owned();
        assert!(
            ended.status.success() && said.contains("1 passed"),
            "{variable} {left_out:?}: {said}"
        );
        let through = through.try_recv().ok();
        if left_out.is_some() {
            let asked = asked.recv().unwrap();
            assert_eq!(asked.as_deref(), Some("GET /accounts/api/me HTTP/1.1"));
            assert_eq!(through, None);
        } else {
            let head = through.unwrap();
            assert!(
                head.starts_with(&format!("CONNECT localhost:{} HTTP/1.1\n", platform.port())),
                "{head}"
            );
            assert!(!head.contains("token-ada"), "the proxy sees no token: {head}");
            assert!(asked.try_recv().is_err(), "the platform was asked past the proxy");
        }
    }
}
