//! Which media type an answer has, and whether a body has one that we read (GraphQL over HTTP, sections 4 and 6).

use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::accept::weight;
use crate::graphql::fault::Fault;
use crate::localise::Message;

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status says whether the request could be executed.
    GraphqlResponse,
    /// `application/json`: a well-formed request gets 200.
    Json,
}

impl Media {
    /// The header's value.
    pub(super) const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }

    /// How closely a range names this media type, 0 for not at all.
    fn closeness(self, range: &str) -> u8 {
        match (range, self) {
            ("application/graphql-response+json", Self::GraphqlResponse) | ("application/json", Self::Json) => 3,
            ("application/*", _) => 2,
            ("*/*", _) => 1,
            _ => 0,
        }
    }

    /// The weight that the header gives this media type, by the range that names it most closely, and that closeness.
    fn weight(self, ranges: &[(String, u16)]) -> (u16, u8) {
        let close = ranges.iter().map(|(range, weight)| (self.closeness(range), *weight));
        let (closeness, weight) = close.max().unwrap_or_default();
        if closeness == 0 { (0, 0) } else { (weight, closeness) }
    }

    /// The one that `Accept` prefers. Of equals the one that is named wins over one that a wildcard covers, and then the
    /// more expressive one; a wildcard alone means `application/json`, as does no header. Nothing if neither is accepted.
    pub(super) fn negotiate(headers: &HeaderMap) -> Option<Self> {
        let ranges = ranges(headers);
        if !headers.contains_key(ACCEPT) {
            return Some(Self::Json);
        }
        let json = Self::Json.weight(&ranges);
        let graphql = Self::GraphqlResponse.weight(&ranges);
        match (graphql.0, json.0) {
            (0, 0) => None,
            _ if graphql > json || (graphql == json && graphql.1 == 3) => Some(Self::GraphqlResponse),
            _ => Some(Self::Json),
        }
    }
}

/// Whether `Accept` names a stream of events.
pub(super) fn accepts_events(headers: &HeaderMap) -> bool {
    let named = |(range, weight): &(String, u16)| range == "text/event-stream" && *weight > 0;
    ranges(headers).iter().any(named)
}

fn ranges(headers: &HeaderMap) -> Vec<(String, u16)> {
    let values = headers.get_all(ACCEPT).iter();
    let parts = values.flat_map(|value| value.to_str().unwrap_or_default().split(','));
    parts.filter_map(range).collect()
}

/// A media range in lower case with its weight in thousandths. A range in another character set than UTF-8, or whose weight
/// cannot be read, is none.
fn range(part: &str) -> Option<(String, u16)> {
    let mut pieces = part.split(';').map(str::trim);
    let range = pieces.next()?.to_ascii_lowercase();
    let parameters: Vec<&str> = pieces.collect();
    if range.is_empty() || !parameters.iter().all(|p| is_utf8_or_other(p)) {
        return None;
    }
    weight(parameters.into_iter()).map(|weight| (range, weight))
}

/// Whether a parameter is `charset=utf-8` or says nothing about the character set.
fn is_utf8_or_other(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    }
}

/// Refuses a body that is not declared as plain JSON in UTF-8. That a browser's form cannot be read is the protection
/// against requests forged across sites.
pub(super) fn check_body_type(headers: &HeaderMap) -> Result<(), Fault> {
    let refused = || Fault::invalid().saying(Message::MediaType);
    let mut declared = headers.get_all(CONTENT_TYPE).iter();
    let (Some(one), None) = (declared.next(), declared.next()) else {
        return Err(refused());
    };
    let mut pieces = one.to_str().map_err(|_| refused())?.split(';').map(str::trim);
    let json = pieces
        .next()
        .is_some_and(|t| t.eq_ignore_ascii_case("application/json"));
    let plain = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .all(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if json && plain && pieces.all(is_utf8_or_other) {
        Ok(())
    } else {
        Err(refused())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(values: &[&'static str]) -> Option<Media> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(ACCEPT, HeaderValue::from_static(value));
        }
        Media::negotiate(&headers)
    }

    #[test]
    fn accept_chooses_by_weight_then_by_name() {
        use Media::{GraphqlResponse, Json};
        let table: &[(&[&str], Option<Media>)] = &[
            (&[], Some(Json)),
            (&["*/*"], Some(Json)),
            (&["application/*"], Some(Json)),
            (&["application/json"], Some(Json)),
            (&["application/json; charset=utf-8"], Some(Json)),
            (&["application/json; charset=\"UTF-8\""], Some(Json)),
            (&["application/json; charset=utf-16"], None),
            (&["application/graphql-response+json"], Some(GraphqlResponse)),
            (&["Application/GraphQL-Response+JSON;Q=1.0"], Some(GraphqlResponse)),
            (
                &["application/graphql-response+json, application/json"],
                Some(GraphqlResponse),
            ),
            (
                &["application/json", "application/graphql-response+json"],
                Some(GraphqlResponse),
            ),
            (
                &["application/graphql-response+json;q=0.8, application/json;q=0.9"],
                Some(Json),
            ),
            (
                &["application/graphql-response+json;q=0.9, application/json;q=0.8"],
                Some(GraphqlResponse),
            ),
            (&["application/graphql-response+json;q=0.5, */*"], Some(Json)),
            (&["application/graphql-response+json, */*;q=0.1"], Some(GraphqlResponse)),
            (&["application/graphql-response+json, */*"], Some(GraphqlResponse)),
            (&["application/json;q=0, */*"], Some(GraphqlResponse)),
            (&["application/json;q=0"], None),
            (
                &["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
                Some(Json),
            ),
            (&["text/html"], None),
            (&[""], None),
            (&["application/json;q=2"], None),
            (&["application/xml, application/json;q=0.001"], Some(Json)),
        ];
        for (values, expected) in table {
            assert_eq!(accepted(values), *expected, "{values:?}");
        }
    }
}
