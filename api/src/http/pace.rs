//! How many calls in a minute: of one account, and of one address for those who have not signed in.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use http::header::RETRY_AFTER;
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use ipnet::IpNet;
use uuid::Uuid;

use super::address::{address_of, holder};
use super::limits::Limit;
use super::reply::Refusal;

/// What may be called how often.
#[derive(Clone, Debug)]
pub struct PaceSettings {
    /// Calls of one address in a minute, without signing in. Those from this machine are not counted: it is ours.
    pub address: NonZeroU32,
    /// Calls of one account in a minute.
    pub account: NonZeroU32,
    /// The fronts whose word for the address of a client is believed.
    pub trusted: Vec<IpNet>,
}

/// Many delegations sit behind the one address of a conference, so an address may do as much as twenty people who read.
const OF_AN_ADDRESS: NonZeroU32 = NonZeroU32::new(1_200).unwrap();

/// A person's program that saves and reads without a pause.
const OF_AN_ACCOUNT: NonZeroU32 = NonZeroU32::new(1_200).unwrap();

impl Default for PaceSettings {
    fn default() -> Self {
        Self {
            address: OF_AN_ADDRESS,
            account: OF_AN_ACCOUNT,
            trusted: Vec::new(),
        }
    }
}

type Counted<K, C> = RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Counts calls. A minute's worth can be spent at once, and comes back evenly.
pub struct Pace<C: Clock = DefaultClock> {
    settings: PaceSettings,
    addresses: Counted<IpAddr, C>,
    accounts: Counted<Uuid, C>,
    clock: C,
}

impl Pace {
    /// By the clock of the machine.
    pub fn new(settings: PaceSettings) -> Self {
        Self::by(settings, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Pace<C> {
    fn by(settings: PaceSettings, clock: C) -> Self {
        Self {
            addresses: RateLimiter::dashmap_with_clock(Quota::per_minute(settings.address), clock.clone()),
            accounts: RateLimiter::dashmap_with_clock(Quota::per_minute(settings.account), clock.clone()),
            settings,
            clock,
        }
    }

    /// Whom the address stands for that something comes from; nobody where it is this machine, which is ours.
    pub(super) fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let address = address_of(extensions, headers, &self.settings.trusted)?;
        (!address.is_loopback()).then(|| holder(address))
    }

    /// Counts a call for the address that it comes from.
    pub(super) fn address(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<(), Refusal> {
        self.counted(self.client(extensions, headers))
    }

    /// Counts a call for whom an address stands for.
    pub(super) fn counted(&self, client: Option<IpAddr>) -> Result<(), Refusal> {
        let Some(client) = client else {
            return Ok(());
        };
        self.addresses.check_key(&client).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            too_many(Limit::AddressRequests, self.settings.address, wait)
        })
    }

    /// Counts a call of an account.
    pub(super) fn account(&self, account: Uuid) -> Result<(), Refusal> {
        let counted = self.accounts.check_key(&account);
        counted.map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            too_many(Limit::AccountRequests, self.settings.account, wait)
        })
    }

    /// Forgets those who have all of their minute again.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.accounts.retain_recent();
        self.addresses.shrink_to_fit();
        self.accounts.shrink_to_fit();
    }
}

fn too_many(limit: Limit, maximum: NonZeroU32, wait: Duration) -> Refusal {
    let fault = limit.refusal(u64::from(maximum.get()), None);
    // Whole seconds, rounded up: sooner would be refused again.
    let seconds = wait.as_secs() + 1;
    Refusal {
        header: Some((RETRY_AFTER, HeaderValue::from(seconds))),
        ..Refusal::new(StatusCode::TOO_MANY_REQUESTS, fault)
    }
}

/// Counts the calls of addresses beside `/graphql`, whoever makes them.
pub(super) async fn paced<A: Send + 'static>(
    State(door): State<Arc<super::Door<A>>>,
    request: http::Request<Body>,
    next: Next,
) -> Response {
    match door.wiring.pace.address(request.extensions(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => door.refuse_path(refusal, request.headers()),
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use governor::clock::FakeRelativeClock;

    use super::*;
    use crate::http::Peer;

    fn three_a_minute() -> (Pace<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let three = NonZeroU32::new(3).unwrap();
        let settings = PaceSettings {
            address: three,
            account: three,
            trusted: Vec::new(),
        };
        (Pace::by(settings, clock.clone()), clock)
    }

    fn call<C: Clock + Clone>(pace: &Pace<C>, from: &str) -> Option<u64> {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(SocketAddr::new(from.parse().unwrap(), 4000)));
        let refusal = pace.address(&extensions, &HeaderMap::new()).err()?;
        refusal.header.unwrap().1.to_str().unwrap().parse().ok()
    }

    #[test]
    fn a_minute_can_be_spent_at_once_and_comes_back_evenly() {
        let (pace, clock) = three_a_minute();
        for _ in 0..3 {
            assert_eq!(call(&pace, "192.0.2.7"), None);
        }
        assert_eq!(call(&pace, "192.0.2.7"), Some(21), "seconds until the next one");
        assert_eq!(call(&pace, "192.0.2.8"), None, "another address");
        clock.advance(Duration::from_secs(20));
        assert_eq!(call(&pace, "192.0.2.7"), None);
        assert!(call(&pace, "192.0.2.7").is_some());
        for _ in 0..100 {
            assert_eq!(call(&pace, "127.0.0.1"), None, "this machine");
        }
    }

    #[test]
    fn who_has_all_of_the_minute_again_is_forgotten() {
        let (pace, clock) = three_a_minute();
        assert_eq!(call(&pace, "192.0.2.7"), None);
        pace.forget();
        assert_eq!(pace.addresses.len(), 1);
        clock.advance(Duration::from_mins(1));
        pace.forget();
        assert_eq!(pace.addresses.len(), 0);
    }

    #[test]
    fn an_account_is_counted_wherever_it_calls_from() {
        let (pace, _) = three_a_minute();
        let account = Uuid::from_u128(7);
        for _ in 0..3 {
            assert!(pace.account(account).is_ok());
        }
        assert!(pace.account(account).is_err());
        assert!(pace.account(Uuid::from_u128(8)).is_ok());
    }
}
