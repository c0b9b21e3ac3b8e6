//! Which addresses messages are sent to: none that leads inside.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use thiserror::Error;

/// An address that was judged when it was given. It is judged again each time before it is called: what a name leads to may
/// have changed, and what an installation allows too.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

/// An address leads to whoever keeps it: it does not print.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(..)")
    }
}

/// Who is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// A name, in lower case.
    Name(&'a str),
    /// An address, as whoever read the text understood it.
    Ip(IpAddr),
}

/// An address as the edge read it (WHATWG URL).
#[derive(Clone, Copy, Debug)]
pub struct AddressParts<'a> {
    /// The whole, normalised.
    pub text: &'a str,
    /// What stands before the colon.
    pub scheme: &'a str,
    /// Who is called.
    pub host: Host<'a>,
    /// Whether a user or a password stands in it.
    pub has_credentials: bool,
    /// Whether a fragment stands in it.
    pub has_fragment: bool,
}

/// Why an address is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressRefused {
    /// It is none, or has parts that nothing is done with.
    #[error("not an address of a receiver")]
    Malformed,
    /// More bytes than an address has.
    #[error("an address has at most {} bytes", Address::LONGEST)]
    TooLong,
    /// It is not https, and not allowed to be something else.
    #[error("a receiver is called by https")]
    NotHttps,
    /// It has a user or a password in it.
    #[error("an address holds no credentials")]
    Credentials,
    /// It leads inside.
    #[error("the address leads inside")]
    Inside,
}

/// Names that no public resolver knows (RFC 6761, RFC 6762, RFC 8375, and the one that ICANN has set aside).
const INSIDE_NAMES: [&str; 8] = [
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "test",
    "invalid",
    "onion",
    "localdomain",
];

impl Address {
    /// The most bytes of an address.
    pub const LONGEST: usize = 2000;

    /// Judges an address. `is_allowed` says which networks inside the installation names as allowed: those may be called by
    /// their numbers in plain http. Where it names any (`has_allowed`), names of the inside are left to the resolver, which lets
    /// through the same addresses and no others.
    pub fn new(
        parts: AddressParts<'_>,
        has_allowed: bool,
        is_allowed: impl Fn(IpAddr) -> bool,
    ) -> Result<Self, AddressRefused> {
        if parts.text.len() > Self::LONGEST {
            return Err(AddressRefused::TooLong);
        }
        if parts.has_credentials {
            return Err(AddressRefused::Credentials);
        }
        if parts.has_fragment {
            return Err(AddressRefused::Malformed);
        }
        let is_plain = match parts.scheme {
            "https" => false,
            "http" => true,
            _ => return Err(AddressRefused::NotHttps),
        };
        let is_allowed_inside = match parts.host {
            Host::Ip(ip) => {
                let is_allowed = is_allowed(ip.to_canonical());
                if !is_allowed && !leads_outside(ip) {
                    return Err(AddressRefused::Inside);
                }
                is_allowed
            }
            Host::Name(name) => {
                if !has_allowed && is_inside_name(name) {
                    return Err(AddressRefused::Inside);
                }
                false
            }
        };
        if is_plain && !is_allowed_inside {
            return Err(AddressRefused::NotHttps);
        }
        Ok(Self(parts.text.to_owned()))
    }

    /// One that was judged when it was kept.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text. For whoever keeps it, and for calling it; never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a name is one of the inside, without asking anybody: a single label, or below a name that is set aside.
fn is_inside_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_below = |inside: &str| {
        name.strip_suffix(inside)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !name.contains('.') || INSIDE_NAMES.into_iter().any(is_below)
}

/// Whether an address is one of the public Internet (the special-purpose registries of IANA, RFC 6890 and its updates). One of
/// IPv6 that stands for one of IPv4, mapped or behind NAT64 (RFC 6052), is judged as that.
pub fn leads_outside(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_global_v4(ip),
        IpAddr::V6(ip) => is_global_v6(ip),
    }
}

#[expect(clippy::match_same_arms, reason = "one arm for each sort of network")]
fn is_global_v4(ip: Ipv4Addr) -> bool {
    let is_special = match ip.octets() {
        // This network, private use, loopback, and multicast with everything after it.
        [0 | 10 | 127 | 224..=255, ..] => true,
        // Shared with the provider (RFC 6598).
        [100, second, ..] => (64..128).contains(&second),
        // Link local.
        [169, 254, ..] => true,
        [172, second, ..] => (16..32).contains(&second),
        // Protocol assignments, documentation, and relays of 6to4 that are no more.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [192, 168, ..] => true,
        // Benchmarks and documentation.
        [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        _ => false,
    };
    !is_special
}

fn is_global_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    if let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = segments {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        return is_global_v4(Ipv4Addr::new(a, b, c, d));
    }
    let is_special = match segments {
        // Protocol assignments with Teredo and ORCHID, documentation, and 6to4, which hides an address of IPv4.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => true,
        // Only this block is given out (RFC 4291): loopback, unique local, link local, multicast lie outside.
        [first, ..] => first & 0xe000 != 0x2000,
    };
    !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_the_public_internet_lead_outside() {
        for outside in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:200::1",
            "2400::1",
            "3fff:1000::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ] {
            assert!(leads_outside(ip(outside)), "{outside}");
        }
    }

    #[test]
    fn addresses_of_the_inside_do_not_in_whatever_clothes() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!leads_outside(ip(inside)), "{inside}");
        }
    }

    fn parts(scheme: &'static str, host: Host<'static>) -> AddressParts<'static> {
        AddressParts {
            text: "https://example.org/hook",
            scheme,
            host,
            has_credentials: false,
            has_fragment: false,
        }
    }

    #[test]
    fn a_receiver_is_outside_and_called_by_https() {
        let judge = |parts| Address::new(parts, false, |_| false).map(drop);
        assert_eq!(judge(parts("https", Host::Name("hooks.example.org"))), Ok(()));
        assert_eq!(judge(parts("https", Host::Ip(ip("1.1.1.1")))), Ok(()));
        for scheme in ["http", "ftp", "file", "gopher"] {
            let refused = judge(parts(scheme, Host::Name("hooks.example.org")));
            assert_eq!(refused, Err(AddressRefused::NotHttps), "{scheme}");
        }
        for name in [
            "localhost",
            "localhost.",
            "a.localhost",
            "printer",
            "db.internal",
            "nas.local",
            "router.home.arpa",
        ] {
            let refused = judge(parts("https", Host::Name(name)));
            assert_eq!(refused, Err(AddressRefused::Inside), "{name}");
        }
        assert_eq!(judge(parts("https", Host::Name("notlocalhost.example"))), Ok(()));
        assert_eq!(
            judge(parts("https", Host::Ip(ip("::ffff:10.0.0.1")))),
            Err(AddressRefused::Inside)
        );
        let plain = parts("https", Host::Name("hooks.example.org"));
        let credentials = AddressParts {
            has_credentials: true,
            ..plain
        };
        assert_eq!(judge(credentials), Err(AddressRefused::Credentials));
        let fragment = AddressParts {
            has_fragment: true,
            ..plain
        };
        assert_eq!(judge(fragment), Err(AddressRefused::Malformed));
        let text = "x".repeat(Address::LONGEST + 1);
        let long = AddressParts { text: &text, ..plain };
        assert_eq!(judge(long), Err(AddressRefused::TooLong));
    }

    #[test]
    fn what_an_installation_allows_is_called_by_number_in_plain_http_and_nothing_else_is() {
        let allowed = |of: IpAddr| of == ip("127.0.0.1");
        let judge = |parts| Address::new(parts, true, allowed).map(drop);
        assert_eq!(judge(parts("http", Host::Ip(ip("127.0.0.1")))), Ok(()));
        assert_eq!(judge(parts("http", Host::Ip(ip("::ffff:127.0.0.1")))), Ok(()));
        assert_eq!(
            judge(parts("http", Host::Ip(ip("127.0.0.2")))),
            Err(AddressRefused::Inside)
        );
        assert_eq!(
            judge(parts("http", Host::Ip(ip("1.1.1.1")))),
            Err(AddressRefused::NotHttps)
        );
        assert_eq!(
            judge(parts("http", Host::Name("localhost"))),
            Err(AddressRefused::NotHttps)
        );
        assert_eq!(judge(parts("https", Host::Name("localhost"))), Ok(()));
    }
}
