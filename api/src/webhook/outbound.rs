//! Calling a receiver: no address inside, no redirect, no proxy, and not for long.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::TimeDelta;
use domain::webhook::{Address, AddressParts, AddressRefused, Answer, Failure, Host, leads_outside};
use http::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use ipnet::IpNet;
use thiserror::Error;
use url::Url;
use web_client::Client;
use web_client::dns::{Addrs, Name, Resolve, Resolving};

/// How long a receiver may take in all, and to be reached.
const PATIENCE: Duration = Duration::from_secs(15);
const REACHING: Duration = Duration::from_secs(5);

/// The networks inside that webhooks may lead to.
#[derive(Clone, Debug, Default)]
pub struct Networks(Arc<[IpNet]>);

impl Networks {
    /// These and no others.
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks.into())
    }

    fn has(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }

    /// Whether an address may be called.
    fn lets_through(&self, ip: IpAddr) -> bool {
        leads_outside(ip) || self.has(ip)
    }
}

/// Reads and judges an address as it was typed, or as it was kept.
pub(crate) fn read_address(text: &str, networks: &Networks) -> Result<Address, AddressRefused> {
    judged(text, networks).map(|(address, _)| address)
}

fn judged(text: &str, networks: &Networks) -> Result<(Address, Url), AddressRefused> {
    if text.len() > Address::LONGEST {
        return Err(AddressRefused::TooLong);
    }
    let url = Url::parse(text).map_err(|_| AddressRefused::Malformed)?;
    // What every client understands by the text, and so the one that is called: `127.1` is 127.0.0.1 here too.
    let host = match url.host().ok_or(AddressRefused::Malformed)? {
        url::Host::Domain(name) => Host::Name(name),
        url::Host::Ipv4(ip) => Host::Ip(ip.into()),
        url::Host::Ipv6(ip) => Host::Ip(ip.into()),
    };
    let parts = AddressParts {
        text: url.as_str(),
        scheme: url.scheme(),
        host,
        has_credentials: !url.username().is_empty() || url.password().is_some(),
        has_fragment: url.fragment().is_some(),
    };
    let address = Address::new(parts, !networks.0.is_empty(), |ip| networks.has(ip))?;
    Ok((address, url))
}

/// Asks the system what a name leads to, and lets through what may be called. The connection is made to what it answers and to
/// nothing else, so a name that leads elsewhere a moment later leads nowhere.
struct Filter(Networks);

#[derive(Debug, Error)]
#[error("the name leads inside")]
struct LeadsInside;

impl Filter {
    async fn look_up(networks: &Networks, name: &str) -> Result<Vec<SocketAddr>, io::Error> {
        let found: Vec<_> = tokio::net::lookup_host((name, 0)).await?.collect();
        let is_known = !found.is_empty();
        let found: Vec<_> = found
            .into_iter()
            .filter(|address| networks.lets_through(address.ip()))
            .collect();
        if is_known && found.is_empty() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, LeadsInside));
        }
        Ok(found)
    }
}

impl Resolve for Filter {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0.clone();
        Box::pin(async move {
            let found = Self::look_up(&networks, name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Calls receivers.
pub(super) struct Outbound {
    networks: Networks,
    client: OnceLock<Client>,
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outbound(..)")
    }
}

impl Outbound {
    pub(super) fn new(networks: Networks) -> Self {
        Self {
            networks,
            client: OnceLock::new(),
        }
    }

    pub(super) fn networks(&self) -> &Networks {
        &self.networks
    }

    /// Made when it is first needed: it reads the certificates of the system.
    fn client(&self) -> &Client {
        self.client.get_or_init(|| {
            // Of the process; whoever installed one before has installed the same.
            let _ = rustls::crypto::ring::default_provider().install_default();
            Client::builder()
                .timeout(PATIENCE)
                .connect_timeout(REACHING)
                .redirect(web_client::redirect::Policy::none())
                .no_proxy()
                .dns_resolver(Filter(self.networks.clone()))
                .build()
                .expect("a client without files of its own can be made")
        })
    }

    /// Posts a message. Of the answer the head alone is read: whatever follows it is dropped with the connection.
    pub(super) async fn post(&self, address: &Address, headers: [(&str, String); 3], body: Vec<u8>) -> Answer {
        // Judged anew: an installation may allow less than when it was kept.
        let Ok((_, url)) = judged(address.as_str(), &self.networks) else {
            return Answer::None(Failure::Inside);
        };
        let mut request = self
            .client()
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("Normtrack/", env!("CARGO_PKG_VERSION")));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        match request.body(body).send().await {
            Ok(response) => Answer::Status {
                status: response.status().as_u16(),
                rest: response
                    .headers()
                    .get(RETRY_AFTER)
                    .and_then(|value| value.to_str().ok())
                    .and_then(|text| text.trim().parse::<u32>().ok())
                    .map(|seconds| TimeDelta::seconds(seconds.into())),
            },
            Err(error) => Answer::None(failure(&error)),
        }
    }
}

fn failure(error: &web_client::Error) -> Failure {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let refused = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if refused.is_some_and(<dyn std::error::Error + Send + Sync>::is::<LeadsInside>) || inner.is::<LeadsInside>() {
            return Failure::Inside;
        }
        source = inner.source();
    }
    if error.is_timeout() {
        Failure::TooSlow
    } else {
        Failure::Unreachable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks(of: &[&str]) -> Networks {
        Networks::new(of.iter().map(|text| text.parse().unwrap()).collect())
    }

    #[test]
    fn a_text_is_judged_as_clients_understand_it() {
        let none = networks(&[]);
        let refused = |text: &str| read_address(text, &none).err();
        for inside in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://LOCALHOST/",
            "https://localhost./",
            "https://printer/",
            "https://①②⑦.0.0.1/",
        ] {
            assert_eq!(refused(inside), Some(AddressRefused::Inside), "{inside}");
        }
        assert_eq!(refused("https://user@example.org/"), Some(AddressRefused::Credentials));
        assert_eq!(refused("https://:word@example.org/"), Some(AddressRefused::Credentials));
        assert_eq!(refused("http://example.org/"), Some(AddressRefused::NotHttps));
        assert_eq!(refused("example.org"), Some(AddressRefused::Malformed));
        assert_eq!(refused("data:text/plain,x"), Some(AddressRefused::Malformed));
        let kept = read_address("https://Example.org:8443/hook?a=b", &none).unwrap();
        assert_eq!(kept.as_str(), "https://example.org:8443/hook?a=b");
    }

    #[tokio::test]
    async fn a_name_leads_to_what_may_be_called_and_to_nothing_else() {
        let refused = Filter::look_up(&networks(&[]), "localhost").await.unwrap_err();
        assert!(refused.get_ref().unwrap().is::<LeadsInside>());
        assert!(Filter::look_up(&networks(&["10.0.0.0/8"]), "localhost").await.is_err());
        let found = Filter::look_up(&networks(&["127.0.0.0/8"]), "localhost").await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|address| address.ip() == IpAddr::from([127, 0, 0, 1])));
        let mapped = Filter::look_up(&networks(&["127.0.0.0/8"]), "::ffff:127.0.0.1").await;
        assert_eq!(mapped.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn nothing_is_sent_to_a_name_that_leads_inside() {
        // Kept where networks were allowed, called where none is but another one.
        let address = read_address("https://localhost:9/hook", &networks(&["127.0.0.0/8"])).unwrap();
        let outbound = Outbound::new(networks(&["10.0.0.0/8"]));
        let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| (name, "x".to_owned()));
        let answer = outbound.post(&address, headers, Vec::new()).await;
        assert_eq!(answer, Answer::None(Failure::Inside));
    }
}
