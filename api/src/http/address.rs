//! Where a call comes from: the address of the client, also behind a front that we trust.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;

/// The other end of a connection, as [`super::serve`] tells it to every request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// What fronts tell of those in front of them, the nearest last.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the client; nothing where the connection is not known. What a front says is believed as far as the chain
/// of fronts in `trusted` goes: a client can write the header too, but only before what the first of ours adds.
pub(super) fn address_of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address));
    let Peer(peer) = extensions.get()?;
    let mut client = peer.ip().to_canonical();
    let told: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let hops = told
        .iter()
        .rev()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.rsplit(','));
    for hop in hops {
        if !is_trusted(client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    Some(client)
}

/// Whom an address stands for: itself, and of IPv6 the network of 64 bits, in which one client has all others.
pub(super) fn holder(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, told: &[&str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(SocketAddr::new(peer.parse().unwrap(), 4000)));
        let mut headers = HeaderMap::new();
        for value in told {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8", "::1/128"].map(|net| net.parse().unwrap());
        address_of(&extensions, &headers, &trusted).unwrap().to_string()
    }

    #[test]
    fn a_front_is_believed_as_far_as_it_is_trusted() {
        let table: [(&str, &[&str], &str); 10] = [
            ("192.0.2.7", &[], "192.0.2.7"),
            // Who is no front of ours says what they like.
            ("192.0.2.7", &["198.51.100.1"], "192.0.2.7"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // Two fronts, and a client who wrote the header before them.
            ("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["unknown, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            ("::1", &["2001:db8::9"], "2001:db8::9"),
            ("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
        ];
        for (peer, told, expected) in table {
            assert_eq!(seen(peer, told), expected, "{peer} {told:?}");
        }
        assert_eq!(address_of(&Extensions::new(), &HeaderMap::new(), &[]), None);
    }

    #[test]
    fn one_client_does_not_become_many_by_addresses_of_its_own_network() {
        for (address, expected) in [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("192.0.2.7", "192.0.2.7")] {
            let address = address.parse().unwrap();
            assert_eq!(holder(address).to_string(), expected);
        }
    }
}
