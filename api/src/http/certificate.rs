//! TLS of our own: a certificate and its key from files, read again when they change, so that whoever connects next sees
//! the new one and nobody who is connected is cut off.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::client::verify_server_name;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{Error as PemError, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::{ClientHello, ParsedCertificate, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, Error as TlsError, RootCertStore, ServerConfig};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{MissedTickBehavior, interval};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::mint::Mint;

/// How often it is looked whether the files have changed.
const PERIOD: Duration = Duration::from_secs(10);

/// Why a certificate cannot be shown, each as a sentence that names the file.
#[derive(Debug, Error)]
pub enum CertificateRefused {
    /// There is no such file.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// It cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// No certificate in it, in PEM.
    #[error("{} holds no certificate in PEM", .0.display())]
    NoCertificate(PathBuf),
    /// No private key in it, in PEM.
    #[error("{} holds no private key in PEM (PKCS#8, PKCS#1 or SEC 1, not encrypted)", .0.display())]
    NoKey(PathBuf),
    /// A certificate that is none.
    #[error("the certificate in {} cannot be read", .0.display())]
    Malformed(PathBuf),
    /// A key of a kind that is not known.
    #[error("the key in {} cannot be used: RSA, ECDSA and Ed25519 keys can", .0.display())]
    UnusableKey(PathBuf),
    /// The key of another certificate.
    #[error("the key in {} is not that of the certificate in {}", key.display(), certificate.display())]
    AnotherKey {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// Its time is over.
    #[error("the certificate in {} has expired", .0.display())]
    Expired(PathBuf),
    /// Its time has not come.
    #[error("the certificate in {} is not valid yet", .0.display())]
    NotYet(PathBuf),
}

/// The files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate, and after it those that lead to an authority that browsers know.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// What is shown to whoever connects. It does not print: it holds a key.
pub struct Certificate {
    files: CertificateFiles,
    shown: Arc<Shown>,
    seen: Mutex<Stamp>,
    config: Arc<ServerConfig>,
}

/// When the files were written, and how long they are.
type Stamp = [Option<(SystemTime, u64)>; 2];

struct Shown(RwLock<Arc<CertifiedKey>>);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(..)")
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Certificate {
    /// Reads the files; refuses what browsers would.
    pub fn read(files: CertificateFiles, now: DateTime<Utc>) -> Result<Self, CertificateRefused> {
        let seen = stamp(&files);
        let shown = Arc::new(Shown(RwLock::new(Arc::new(load(&files, now)?))));
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("the provider knows the versions of TLS that it was built with")
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            files,
            shown,
            seen: Mutex::new(seen),
            config: Arc::new(config),
        })
    }

    /// Reads the files again if they have changed; says whether another certificate is shown now. Where the new files are
    /// refused, the certificate that was there is shown on.
    pub fn read_again(&self, now: DateTime<Utc>) -> Result<bool, CertificateRefused> {
        let stamp = stamp(&self.files);
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if *seen == stamp {
                return Ok(false);
            }
            *seen = stamp;
        }
        let loaded = Arc::new(load(&self.files, now)?);
        *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(true)
    }

    /// Reads the files again whenever they change, and at once on SIGHUP, for as long as it is polled.
    pub async fn follow(&self, mint: &Mint) {
        let mut ticks = interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut hangups = signal(SignalKind::hangup())
            .inspect_err(|error| tracing::error!(%error, "the signal to read the certificate again cannot be heard"))
            .ok();
        loop {
            let asked = async {
                match &mut hangups {
                    Some(hangups) => hangups.recv().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = ticks.tick() => {}
                _ = asked => {}
            }
            match self.read_again(mint.now()) {
                Ok(false) => {}
                Ok(true) => tracing::info!("another certificate is shown from now on"),
                Err(error) => {
                    tracing::error!(%error, "the certificate has changed and cannot be used; the one before is shown on");
                }
            }
        }
    }

    /// Begins TLS on a connection.
    pub(super) async fn accept<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> io::Result<TlsStream<S>> {
        TlsAcceptor::from(Arc::clone(&self.config)).accept(stream).await
    }

    /// Whether it is good for a host.
    pub fn is_for(&self, host: &str) -> bool {
        let shown = Arc::clone(&self.shown.0.read().unwrap_or_else(PoisonError::into_inner));
        let parsed = shown.cert.first().and_then(|der| ParsedCertificate::try_from(der).ok());
        let name = ServerName::try_from(host);
        matches!((parsed, name), (Some(parsed), Ok(name)) if verify_server_name(&parsed, &name).is_ok())
    }

    /// Whether it is still good then.
    pub fn is_good_at(&self, then: DateTime<Utc>) -> bool {
        let shown = Arc::clone(&self.shown.0.read().unwrap_or_else(PoisonError::into_inner));
        shown
            .cert
            .first()
            .is_some_and(|der| check_time(der, &self.files.certificate, then).is_ok())
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn stamp(files: &CertificateFiles) -> Stamp {
    [&files.certificate, &files.key].map(|file| {
        let found = fs::metadata(file).ok()?;
        Some((found.modified().ok()?, found.len()))
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, CertificateRefused> {
    fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => CertificateRefused::Missing(path.to_owned()),
        _ => CertificateRefused::Unreadable {
            path: path.to_owned(),
            source,
        },
    })
}

fn load(files: &CertificateFiles, now: DateTime<Utc>) -> Result<CertifiedKey, CertificateRefused> {
    let CertificateFiles { certificate, key } = files;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes(certificate)?).collect();
    let chain = chain.map_err(|_| CertificateRefused::Malformed(certificate.clone()))?;
    let Some(first) = chain.first() else {
        return Err(CertificateRefused::NoCertificate(certificate.clone()));
    };
    check_time(first, certificate, now)?;
    let private = PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|error| match error {
        PemError::NoItemsFound => CertificateRefused::NoKey(key.clone()),
        _ => CertificateRefused::UnusableKey(key.clone()),
    })?;
    CertifiedKey::from_der(chain, private, &provider()).map_err(|error| match error {
        TlsError::InconsistentKeys(_) => CertificateRefused::AnotherKey {
            certificate: certificate.clone(),
            key: key.clone(),
        },
        TlsError::InvalidCertificate(_) => CertificateRefused::Malformed(certificate.clone()),
        _ => CertificateRefused::UnusableKey(key.clone()),
    })
}

/// Refuses a certificate outside its time. No authority is known here, so every certificate is refused in the end; its own
/// time is looked at before whoever signed it.
fn check_time(der: &CertificateDer<'_>, path: &Path, now: DateTime<Utc>) -> Result<(), CertificateRefused> {
    let malformed = || CertificateRefused::Malformed(path.to_owned());
    let parsed = ParsedCertificate::try_from(der).map_err(|_| malformed())?;
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let judged = verify_server_cert_signed_by_trust_anchor(
        &parsed,
        &RootCertStore::empty(),
        &[],
        UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
        provider().signature_verification_algorithms.all,
    );
    match judged {
        Err(TlsError::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. })) => {
            Err(CertificateRefused::Expired(path.to_owned()))
        }
        Err(TlsError::InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        )) => Err(CertificateRefused::NotYet(path.to_owned())),
        Err(TlsError::InvalidCertificate(CertificateError::BadEncoding)) => Err(malformed()),
        Ok(()) | Err(_) => Ok(()),
    }
}
