//! What a message says: the same bytes however often it is sent.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::webhook::Event;
use serde::Serialize;

use crate::graphql::node::{self, Sort};

#[derive(Serialize)]
struct Message<'a> {
    r#type: &'a str,
    timestamp: String,
    data: Data,
}

/// Ids and positions, and nothing else.
#[derive(Default, Serialize)]
struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<String>,
}

/// The body of a message about something that happened at an instant.
pub(super) fn body(event: &Event, at: DateTime<Utc>) -> Vec<u8> {
    let data = match event {
        Event::Filing { position, round, .. } => Data {
            position: Some(position.0),
            round: Some(round.to_string()),
            ..Data::default()
        },
        Event::Release { round, number } => Data {
            round: Some(round.to_string()),
            number: Some(*number),
            ..Data::default()
        },
        Event::Round { round, .. } => Data {
            round: Some(round.to_string()),
            ..Data::default()
        },
        Event::Edition { edition } => Data {
            edition: Some(edition.to_string()),
            ..Data::default()
        },
        // As the API knows them, so that a receiver reads them by `node`.
        Event::Proposal { proposal, version, .. } => Data {
            proposal: Some(node::id(Sort::Proposal, proposal.to_string()).0),
            version: Some(*version),
            ..Data::default()
        },
        Event::Review { review } => Data {
            review: Some(node::id(Sort::Review, review.to_string()).0),
            ..Data::default()
        },
        Event::Ping => Data::default(),
    };
    let message = Message {
        r#type: event.code(),
        timestamp: at.to_rfc3339_opts(SecondsFormat::Micros, true),
        data,
    };
    serde_json::to_vec(&message).expect("texts and numbers are JSON")
}

#[cfg(test)]
mod tests {
    use domain::id::RoundKey;
    use domain::submission::Position;
    use domain::webhook::EventKind;

    use super::*;

    #[test]
    fn a_message_holds_ids_and_positions_alone() {
        let at = DateTime::from_timestamp(1_800_000_000, 5_000).unwrap();
        let round = || RoundKey::new("views-2027").unwrap();
        let text = |event: &Event| String::from_utf8(body(event, at)).unwrap();
        let filing = Event::Filing {
            kind: EventKind::FilingAmended,
            position: Position(7),
            round: round(),
        };
        assert_eq!(
            text(&filing),
            r#"{"type":"filing.amended","timestamp":"2027-01-15T08:00:00.000005Z","data":{"position":7,"round":"views-2027"}}"#
        );
        let release = Event::Release {
            round: round(),
            number: 2,
        };
        assert!(text(&release).ends_with(r#""data":{"round":"views-2027","number":2}}"#));
        assert!(text(&Event::Ping).ends_with(r#""data":{}}"#));
    }
}
