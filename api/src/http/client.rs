//! What kind of program asks, as it calls itself.

use domain::access::Client;
use http::HeaderMap;
use http::header::USER_AGENT;

/// The family of the program that sent these headers. Nothing else of `User-Agent` is kept or logged. Browsers name those
/// that they descend from as well, so the youngest names are looked for first.
pub fn client(headers: &HeaderMap) -> Client {
    let Some(name) = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()) else {
        return Client::Unknown;
    };
    let families = [
        (["OPR/", "Vivaldi/"], Client::OtherBrowser),
        (["Edg/", "EdgA/"], Client::Edge),
        (["Firefox/", "FxiOS/"], Client::Firefox),
        (["Chrome/", "CriOS/"], Client::Chrome),
        (["Version/", "Safari/"], Client::Safari),
    ];
    if !name.starts_with("Mozilla/") {
        return Client::Program;
    }
    let family = families
        .iter()
        .find(|(marks, _)| marks.iter().any(|mark| name.contains(mark)));
    family.map_or(Client::OtherBrowser, |(_, client)| *client)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn browsers_are_told_apart_and_versions_are_not() {
        let of = |name: &'static str| {
            let headers = [(USER_AGENT, HeaderValue::from_static(name))];
            client(&headers.into_iter().collect())
        };
        let webkit = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0";
        let opera = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 OPR/110.0";
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0";
        assert_eq!(of(webkit), Client::Safari);
        assert_eq!(of(chrome), Client::Chrome);
        assert_eq!(of(edge), Client::Edge);
        assert_eq!(of(opera), Client::OtherBrowser);
        assert_eq!(of(firefox), Client::Firefox);
        assert_eq!(of("Mozilla/5.0 (Something)"), Client::OtherBrowser);
        assert_eq!(of("python-requests/2.31"), Client::Program);
        assert_eq!(client(&HeaderMap::new()), Client::Unknown);
    }
}
