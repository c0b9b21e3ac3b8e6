//! Session cookies: written, read, and believed from our own pages alone.
//!
//! **Invariants.** A cookie opens one door, `/session`, and that door asks where the page comes from. Everything else knows
//! bearer tokens only, so that a page of somebody else's has nothing to forge a request with.

use chrono::TimeDelta;
use http::header::{COOKIE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::graphql::fault::Fault;
use crate::localise::Message;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What no form can send, and no page of another origin without being asked (Fetch, 4.8: it is not safelisted).
const BY_SCRIPT: HeaderName = HeaderName::from_static("normtrack-session");

/// The cookie that a session is kept in: no script reads it, no page of another site has it sent, and where the service is
/// reached by TLS, none of another host or without TLS can set it (RFC 6265bis, 4.1.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    is_secure: bool,
}

impl SessionCookie {
    /// That of a service which is reached at an address. Without TLS, for trying it out, it has a plain name.
    pub fn of(address: &str) -> Self {
        Self {
            is_secure: address.starts_with("https://"),
        }
    }

    const fn name(self) -> &'static str {
        if self.is_secure {
            "__Host-normtrack-session"
        } else {
            "normtrack-session"
        }
    }

    /// Keeps a secret for a time.
    pub fn keep(self, secret: &str, lifetime: TimeDelta) -> HeaderValue {
        self.header(secret, lifetime.num_seconds().max(0))
    }

    /// Removes it.
    pub fn clear(self) -> HeaderValue {
        self.header("", 0)
    }

    fn header(self, value: &str, seconds: i64) -> HeaderValue {
        header((self.name(), self.is_secure), value, seconds, "Strict")
    }

    /// The secret, where there is exactly one.
    pub fn read(self, headers: &HeaderMap) -> Option<&str> {
        named(headers, self.name())
    }
}

/// What a browser holds while somebody is at an identity provider. It comes along when they are sent back from another site,
/// which the one of a session does not (RFC 6265bis, 5.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransactionCookie {
    is_secure: bool,
}

impl TransactionCookie {
    /// How long it is held, in seconds.
    const LASTS: i64 = 600;

    /// That of a service which is reached at an address.
    pub fn of(address: &str) -> Self {
        Self {
            is_secure: address.starts_with("https://"),
        }
    }

    const fn name(self) -> &'static str {
        if self.is_secure {
            "__Host-normtrack-sign-in"
        } else {
            "normtrack-sign-in"
        }
    }

    /// Keeps a sealed transaction for ten minutes.
    pub fn keep(self, sealed: &str) -> HeaderValue {
        header((self.name(), self.is_secure), sealed, Self::LASTS, "Lax")
    }

    /// Removes it.
    pub fn clear(self) -> HeaderValue {
        header((self.name(), self.is_secure), "", 0, "Lax")
    }

    /// What is held, where there is exactly one.
    pub fn read(self, headers: &HeaderMap) -> Option<&str> {
        named(headers, self.name())
    }
}

fn header((name, is_secure): (&str, bool), value: &str, seconds: i64, same_site: &str) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}");
    HeaderValue::try_from(text).expect("our own secrets are letters and digits")
}

/// The value of the one cookie of a name; nothing where there are several, since nobody can tell which is ours.
fn named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found = values
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(known, _)| *known == name);
    match (found.next(), found.next()) {
        (Some((_, value)), None) if !value.is_empty() => Some(value),
        _ => None,
    }
}

/// Lets a script of our own pages in and nobody else: the browser says that the page is of this origin, or, where it does
/// not say so, names the origin; and a header is there that no form can send. `address` is where the service is reached.
pub fn of_own_page(headers: &HeaderMap, address: &str) -> Result<(), Fault> {
    let is_own = match one(headers, &FETCH_SITE) {
        Ok(Some(site)) => site == "same-origin",
        Ok(None) => {
            one(headers, &ORIGIN).is_ok_and(|origin| origin.is_some_and(|origin| is_own(origin, address, headers)))
        }
        Err(Several) => false,
    };
    if is_own && headers.contains_key(&BY_SCRIPT) {
        Ok(())
    } else {
        Err(Fault::forbidden().saying(Message::Origin))
    }
}

/// A header is there more than once, or is no text.
struct Several;

fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h str>, Several> {
    let mut given = headers.get_all(name).iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Several),
        (Some(_), Some(_)) => Err(Several),
    }
}

/// Whether an origin is that of the public address. Without TLS, where the service is tried out, also the one that the
/// request itself was sent to.
fn is_own(origin: &str, address: &str, headers: &HeaderMap) -> bool {
    let same = |own: &str| own.trim_end_matches('/').eq_ignore_ascii_case(origin);
    let here = || one(headers, &HOST).ok().flatten().map(|host| format!("http://{host}"));
    same(address) || address.starts_with("http://") && here().is_some_and(|here| same(&here))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(given: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_cookie_is_as_narrow_as_it_can_be() {
        let (secure, plain) = (
            SessionCookie::of("https://normtrack.example"),
            SessionCookie::of("http://127.0.0.1:8080"),
        );
        assert_eq!(
            secure.keep("abc", TimeDelta::hours(12)),
            "__Host-normtrack-session=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            plain.clear(),
            "normtrack-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
        );
        for (given, expected) in [
            ("__Host-normtrack-session=abc", Some("abc")),
            ("theme=dark; __Host-normtrack-session=abc ;x=y", Some("abc")),
            ("normtrack-session=abc", None),
            ("__Host-normtrack-session=", None),
            ("__Host-normtrack-session=abc; __Host-normtrack-session=def", None),
            ("", None),
        ] {
            assert_eq!(secure.read(&headers(&[("cookie", given)])), expected, "{given}");
        }
    }

    #[test]
    fn what_is_held_on_the_way_comes_back_from_another_site_and_is_short_lived() {
        let held = TransactionCookie::of("https://normtrack.example").keep("abc");
        assert_eq!(
            held,
            "__Host-normtrack-sign-in=abc; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"
        );
    }

    #[test]
    fn scripts_of_our_own_pages_come_in_and_nobody_else() {
        const SCRIPT: (&str, &str) = ("normtrack-session", "1");
        let address = "https://normtrack.example";
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[("sec-fetch-site", "same-origin"), SCRIPT], true),
            (&[("origin", "https://normtrack.example"), SCRIPT], true),
            (&[("sec-fetch-site", "same-origin")], false),
            (&[SCRIPT], false),
            (&[("sec-fetch-site", "same-site"), SCRIPT], false),
            (&[("sec-fetch-site", "cross-site"), SCRIPT], false),
            (&[("sec-fetch-site", "none"), SCRIPT], false),
            (
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("sec-fetch-site", "same-origin"),
                    SCRIPT,
                ],
                false,
            ),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://normtrack.example"),
                    SCRIPT,
                ],
                false,
            ),
            (&[("origin", "https://elsewhere.example"), SCRIPT], false),
            (&[("origin", "http://normtrack.example"), SCRIPT], false),
            (&[("origin", "null"), SCRIPT], false),
            (
                &[
                    ("origin", "http://elsewhere.example"),
                    ("host", "elsewhere.example"),
                    SCRIPT,
                ],
                false,
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(of_own_page(&headers(given), address).is_ok(), *expected, "{given:?}");
        }
        let here = headers(&[("origin", "http://localhost:8080"), ("host", "localhost:8080"), SCRIPT]);
        assert!(
            of_own_page(&here, "http://127.0.0.1:8080").is_ok(),
            "tried out on this machine"
        );
    }
}
