//! The address of a database, read once for both drivers: who is asked, and whether by TLS.
//!
//! `sslmode` is `disable`, which is the default, or `verify-full`: then `sslrootcert` names the file with the certificate of
//! the authority that vouches for the server. What lies between (`prefer`, `require`, `verify-ca`) encrypts for whoever
//! answers, so it is refused.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr as _;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use sea_orm::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};

use crate::StoreError;

/// How to reach a database.
pub(crate) struct Address {
    url: String,
    authority: Option<PathBuf>,
    /// For the driver of hot writes and of the connection that listens.
    pub(crate) direct: tokio_postgres::Config,
    /// What that driver is given with it.
    pub(crate) tls: Tls,
}

fn refused(what: impl std::fmt::Display) -> StoreError {
    StoreError::Schema(format!("the address of the database: {what}"))
}

impl Address {
    /// Reads a `postgres://` URL. What is wrong with it is said without a word of it: it may hold a password.
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        let (before, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (mut rest, mut mode, mut authority) = (Vec::new(), None, None);
        for pair in parameters.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => {
                    let path = decoded(value).ok_or_else(|| refused("sslrootcert is not UTF-8"))?;
                    authority = Some(PathBuf::from(path));
                }
                _ => rest.push(pair),
            }
        }
        let mut direct = tokio_postgres::Config::from_str(&format!("{before}?{}", rest.join("&")))
            .map_err(|_| refused("it is no `postgres://` URL"))?;
        let (authority, tls) = match (mode, authority) {
            (None | Some("disable"), _) => (None, Tls(None)),
            (Some("verify-full"), Some(path)) => {
                let tls = Tls::trusting(&path)?;
                (Some(path), tls)
            }
            (Some("verify-full"), None) => {
                return Err(refused(
                    "sslmode=verify-full needs sslrootcert, the file with the authority's certificate",
                ));
            }
            (Some(_), _) => {
                return Err(refused(
                    "sslmode is `verify-full`, or `disable`: the others encrypt for whoever answers",
                ));
            }
        };
        direct.ssl_mode(if authority.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        Ok(Self {
            url: url.to_owned(),
            authority,
            direct,
            tls,
        })
    }

    /// For everything else.
    pub(crate) fn pooled(&self) -> ConnectOptions {
        let mut options = ConnectOptions::new(&self.url);
        let authority = self.authority.clone();
        options
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(move |options| secured(options, authority.as_ref()));
        options
    }

    /// For one connection.
    pub(crate) fn single(&self) -> Result<PgConnectOptions, StoreError> {
        let options = PgConnectOptions::from_str(&self.url).map_err(|_| refused("it is no `postgres://` URL"))?;
        Ok(secured(options, self.authority.as_ref()))
    }
}

fn secured(options: PgConnectOptions, authority: Option<&PathBuf>) -> PgConnectOptions {
    match authority {
        Some(path) => options.ssl_mode(PgSslMode::VerifyFull).ssl_root_cert(path),
        None => options.ssl_mode(PgSslMode::Disable),
    }
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// TLS towards a server whose authority is known, or none.
#[derive(Clone)]
pub(crate) struct Tls(Option<Arc<ClientConfig>>);

impl Tls {
    fn trusting(path: &PathBuf) -> Result<Self, StoreError> {
        let shown = path.display();
        let mut roots = RootCertStore::empty();
        let read = CertificateDer::pem_file_iter(path)
            .map_err(|_| refused(format!("the file {shown} that sslrootcert names cannot be read")))?;
        for certificate in read {
            let added = certificate.map(|certificate| roots.add(certificate));
            if !matches!(added, Ok(Ok(()))) {
                return Err(refused(format!(
                    "the file {shown} holds a certificate that cannot be read"
                )));
            }
        }
        if roots.is_empty() {
            return Err(refused(format!("the file {shown} holds no certificate in PEM")));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows the versions of TLS that it was built with")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Some(Arc::new(config))))
    }
}

/// TLS towards one host.
pub(crate) struct Towards {
    config: Option<Arc<ClientConfig>>,
    host: String,
}

/// A connection by TLS.
pub(crate) struct Session(Box<tokio_rustls::client::TlsStream<Socket>>);

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Session;
    type TlsConnect = Towards;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Towards> {
        Ok(Towards {
            config: self.0.clone(),
            host: host.to_owned(),
        })
    }
}

impl TlsConnect<Socket> for Towards {
    type Stream = Session;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Session>> + Send>>;

    fn connect(self, stream: Socket) -> Self::Future {
        Box::pin(async move {
            let config = self
                .config
                .ok_or_else(|| io::Error::other("this address is not for TLS"))?;
            let host = ServerName::try_from(self.host).map_err(io::Error::other)?;
            let session = tokio_rustls::TlsConnector::from(config).connect(host, stream).await?;
            Ok(Session(Box::new(session)))
        })
    }
}

impl TlsStream for Session {
    /// Who vouches for the server is known, so a password need not be bound to the channel.
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Session {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Session {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(url: &str) -> String {
        match Address::parse(url) {
            Ok(address) => format!("{:?}", address.direct.get_ssl_mode()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn only_a_server_that_somebody_vouches_for_is_spoken_to_by_tls() {
        let plain = "postgres://a:kept-to-ourselves@host/normtrack";
        for (parameters, expected) in [
            ("", "Disable"),
            ("?sslmode=disable", "Disable"),
            ("?application_name=x&sslmode=disable&connect_timeout=3", "Disable"),
            ("?sslmode=verify-full", "needs sslrootcert"),
            ("?sslmode=require", "encrypt for whoever answers"),
            ("?sslmode=prefer&sslrootcert=/a", "encrypt for whoever answers"),
            ("?sslmode=verify-ca&sslrootcert=/a", "encrypt for whoever answers"),
            (
                "?sslmode=verify-full&sslrootcert=%2Fnowhere%2Fca.pem",
                "the file /nowhere/ca.pem that sslrootcert names",
            ),
            ("?sslmode=verify-full&sslrootcert=%2Fetc%2Fhostname", "no certificate"),
            ("?sslmode=verify-full&sslrootcert=%ff", "not UTF-8"),
            ("?surprise=1", "no `postgres://` URL"),
        ] {
            let said = says(&format!("{plain}{parameters}"));
            assert!(said.contains(expected), "{parameters}: {said}");
            assert!(!said.contains("kept-to-ourselves"), "{said}");
        }
    }
}
