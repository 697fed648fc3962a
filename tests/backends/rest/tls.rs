//! Certificates that a backend trusts, on a platform over TLS on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use amtui::backend::Backend;
use amtui::backend::rest::{Config, RestBackend};
use amtui::domain::Error;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

use super::users::{FrozenClock, bearer, config};

pub type Authority = CertifiedIssuer<'static, KeyPair>;

pub fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new([]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server whose certificate is for this name. It tells what it is asked, if anything, for each connection.
pub fn server(authority: &Authority, name: &str) -> (SocketAddr, Receiver<Option<String>>) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (told, asked) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            if told.send(answer(Stream::new(&mut connection, &mut stream))).is_err() {
                return;
            }
        }
    });
    (address, asked)
}

/// Reads one request and refuses it; `None` where none comes.
fn answer(mut stream: impl Read + Write) -> Option<String> {
    let mut first = String::new();
    let mut reader = BufReader::new(&mut stream);
    reader.read_line(&mut first).ok().filter(|n| *n > 0)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 || line == "\r\n" {
            break;
        }
    }
    let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).ok()?;
    Some(first.trim_end().to_owned())
}

fn backend(address: SocketAddr, ca: Option<&Authority>) -> RestBackend {
    RestBackend::new(Config {
        ca: ca.map(|ca| ca.pem().into_bytes()),
        ..config(format!("https://{address}"), bearer("ada"), Arc::default())
    })
    .unwrap()
}

#[test]
fn a_private_authority_is_trusted_where_it_is_named() {
    let authority = authority("ours");
    let (address, asked) = server(&authority, "127.0.0.1");
    assert!(matches!(
        backend(address, Some(&authority)).accounts(),
        Err(Error::Failed(_) | Error::NotFound(_))
    ));
    assert_eq!(asked.recv().unwrap().as_deref(), Some("GET /accounts/api/me HTTP/1.1"));
}

#[test]
fn who_is_not_trusted_is_sent_nothing() {
    let (ours, other) = (authority("ours"), authority("other"));
    for (signed_by, name, trusted, why) in [
        (&ours, "127.0.0.1", None, "its issuer is not known"),
        (&other, "127.0.0.1", Some(&ours), "its issuer is not known"),
        (
            &ours,
            "anypoint.mulesoft.com",
            Some(&ours),
            "only valid for DnsName(\"anypoint.mulesoft.com\")",
        ),
    ] {
        let (address, asked) = server(signed_by, name);
        let error = backend(address, trusted).accounts().unwrap_err();
        let Error::Network(said) = &error else {
            panic!("{error:?}");
        };
        assert!(
            said.starts_with("the certificate of the server is not trusted: "),
            "{said}"
        );
        assert!(said.contains(why), "{said}");
        assert_eq!(asked.recv().unwrap(), None, "it was asked nothing");
    }
}

#[test]
fn an_authority_that_is_none_is_refused_before_anything_is_asked() {
    let broken = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    for (pem, says) in [
        ("", "there is no certificate of the private authority in PEM form"),
        (
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
            "are not in PEM form",
        ),
        (broken, "a certificate of the private authority is damaged"),
    ] {
        let backend = RestBackend::new(Config {
            ca: Some(pem.into()),
            ..config(
                "https://127.0.0.1:1".into(),
                bearer("ada"),
                Arc::new(FrozenClock::default()),
            )
        });
        assert!(backend.unwrap_err().contains(says), "{pem}");
    }
}
