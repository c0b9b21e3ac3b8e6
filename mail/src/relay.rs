//! The server that takes letters, over SMTP.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use domain::letter::{Answer, Failure};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use thiserror::Error;
use tokio::time::timeout;
use url::{Host, Url};

/// How long a server may take to take a letter, where the operator says nothing else.
const PATIENCE: Duration = Duration::from_mins(1);

/// The seconds that an operator can say. At most, so that a process is done with all the letters that it took before its lease
/// of them is over.
const LIMITS: std::ops::RangeInclusive<u64> = 1..=120;

/// Why an address names no server. The address is not repeated: it holds a password.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadRelay {
    /// Not `smtp://` or `smtps://` with a host.
    #[error("the address of the mail server is not smtp://HOST or smtps://HOST")]
    NotSmtp,
    /// An option that is none.
    #[error(
        "the address of the mail server has the option `{0}`, which there is not: `tls=off`, `ca=FILE`, `patience=SECONDS`"
    )]
    Option(String),
    /// The certificates of its authority cannot be read.
    #[error("the certificates at {0} cannot be read")]
    Certificates(String),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls,
}

/// The server that takes letters. TLS is required of it: `smtps://` begins with it, `smtp://` begins it with STARTTLS, unless
/// the server is on this machine or the operator says `tls=off`.
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Relay(..)")
    }
}

fn is_here(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name
            .parse::<IpAddr>()
            .map_or(*name == "localhost", |ip| ip.is_loopback()),
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

impl Relay {
    /// Reads an address: `smtps://USER:PASSWORD@HOST:465`, `smtp://HOST:587?ca=FILE`. Nothing is called yet.
    pub fn open(address: &str) -> Result<Self, BadRelay> {
        let url = Url::parse(address).map_err(|_| BadRelay::NotSmtp)?;
        let named = |host: &Host<&str>| *host != Host::Domain("");
        let host = url.host().filter(named).ok_or(BadRelay::NotSmtp)?;
        let (mut off, mut authority, mut patience) = (false, None, PATIENCE);
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("tls", "off") => off = true,
                ("ca", file) => authority = Some(file.to_owned()),
                ("patience", seconds) => {
                    let seconds = seconds.parse().ok().filter(|seconds| LIMITS.contains(seconds));
                    patience = Duration::from_secs(seconds.ok_or_else(|| BadRelay::Option("patience".to_owned()))?);
                }
                (other, _) => return Err(BadRelay::Option(other.to_owned())),
            }
        }
        let name = match &host {
            Host::Domain(name) => (*name).to_owned(),
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        };
        let parameters = || {
            let mut builder = TlsParameters::builder(name.clone());
            if let Some(file) = &authority {
                let bad = || BadRelay::Certificates(file.clone());
                let pem = std::fs::read(file).map_err(|_| bad())?;
                let chain = Certificate::from_pem(&pem).map_err(|_| bad())?;
                builder = builder.add_root_certificate(chain);
            }
            builder.build_rustls().map_err(|_| BadRelay::Tls)
        };
        let (tls, port) = match url.scheme() {
            "smtps" => (Tls::Wrapper(parameters()?), 465),
            // Whoever names an authority wants TLS, also on this machine.
            "smtp" if off || is_here(&host) && authority.is_none() => (Tls::None, 25),
            "smtp" => (Tls::Required(parameters()?), 587),
            _ => return Err(BadRelay::NotSmtp),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(name)
            .port(url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(patience))
            .hello_name(ClientId::default());
        if !url.username().is_empty() {
            let read = |text: &str| percent_decoded(text).ok_or(BadRelay::NotSmtp);
            let password = read(url.password().unwrap_or_default())?;
            builder = builder.credentials(Credentials::new(read(url.username())?, password));
        }
        Ok(Self {
            transport: builder.build(),
            patience,
        })
    }

    /// Hands a letter over; what the server said.
    pub async fn send(&self, message: Message) -> Answer {
        // The library's own limit is for connecting: a server that stops answering would hold the letter for ever.
        let Ok(said) = timeout(self.patience, self.transport.send(message)).await else {
            return Answer::None(Failure::TooSlow);
        };
        match said {
            Ok(response) => Answer::Said(response.code().into()),
            Err(error) => match error.status() {
                Some(code) => Answer::Said(code.into()),
                None if error.is_timeout() => Answer::None(Failure::TooSlow),
                // Also what a server does not offer, a way to sign in among it: that is the operator's to mend.
                None => Answer::None(Failure::Unreachable),
            },
        }
    }

    /// Whether the server answers, takes TLS where it has to, and lets us in.
    pub async fn answers(&self) -> bool {
        let asked = timeout(self.patience, self.transport.test_connection()).await;
        matches!(asked, Ok(Ok(true)))
    }
}

/// A text as it was before it was written into an address.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_server_or_is_refused_without_being_repeated() {
        for good in [
            "smtp://127.0.0.1:2525",
            "smtp://user:p%40ss@[::1]:25",
            "smtp://mail.example.int?tls=off",
            "smtp://localhost",
        ] {
            assert!(Relay::open(good).is_ok(), "{good}");
        }
        for bad in ["mail.example.int", "https://mail.example.int", "smtp://"] {
            assert_eq!(Relay::open(bad).unwrap_err(), BadRelay::NotSmtp, "{bad}");
        }
        let refused = Relay::open("smtp://user:secret@host?tls=maybe").unwrap_err();
        assert!(!refused.to_string().contains("secret"));
        assert_eq!(
            Relay::open("smtp://host?ca=/nowhere.pem").unwrap_err(),
            BadRelay::Certificates("/nowhere.pem".to_owned())
        );
        for bad in ["0", "121", "long"] {
            let refused = Relay::open(&format!("smtp://host?patience={bad}")).unwrap_err();
            assert_eq!(refused, BadRelay::Option("patience".to_owned()), "{bad}");
        }
        let opened = Relay::open("smtp://user:secret@127.0.0.1").unwrap();
        assert_eq!(format!("{opened:?}"), "Relay(..)");
    }
}
