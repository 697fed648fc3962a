//! Whom a connection trusts: the system, and a private authority where there is one. Imports nothing.

use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// The roots of the system; with `ca`, certificates in PEM form, those beside them.
///
/// The error is a sentence.
pub(super) fn roots(ca: Option<&[u8]>) -> Result<RootCerts, String> {
    let Some(pem) = ca else {
        return Ok(RootCerts::PlatformVerifier);
    };
    let mut own = Vec::new();
    for item in parse_pem(pem) {
        let item = item.map_err(|_| "the certificates of the private authority are not in PEM form".to_owned())?;
        // A key beside them is nobody's business here.
        if let PemItem::Certificate(certificate) = item {
            // The connection would leave a damaged one out without a word.
            RootCertStore::empty()
                .add(CertificateDer::from(certificate.der().to_vec()))
                .map_err(|_| "a certificate of the private authority is damaged".to_owned())?;
            own.push(certificate);
        }
    }
    if own.is_empty() {
        return Err("there is no certificate of the private authority in PEM form".into());
    }
    // The issuers of client providers are asked too, and those need not be private. Where the system has none, or one of
    // them cannot be read, the private ones still hold.
    let system = rustls_native_certs::load_native_certs().certs;
    own.extend(system.iter().map(|der| Certificate::from_der(der).to_owned()));
    Ok(own.into())
}

pub(super) fn settings(roots: RootCerts) -> TlsConfig {
    TlsConfig::builder()
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}
