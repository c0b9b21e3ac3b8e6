//! Answers that everyone may share: anonymous queries by GET over what is public.
//!
//! Such an answer is the same bytes as long as the question, the language, the media type, the program and the [`Moment`] are
//! the same. So its entity tag is a hash of those, and a repeated question costs no execution: it is answered by 304, or
//! from memory.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::language::Language;
use http::HeaderValue;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::negotiation::Media;

/// What the public part of the register was when it was read. Two equal moments show the same to everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The last position of the register.
    pub position: i64,
    /// The last release of aggregates.
    pub release: i64,
    /// A count of all other public changes: rounds, editions, translations, visibility.
    pub content: i64,
    /// The next instant at which something changes without a transaction: an embargo ends, a round opens or closes.
    pub next_change: Option<DateTime<Utc>>,
}

impl Moment {
    /// How long an answer of this moment may be used without asking again; nothing once the next change is due.
    pub(super) fn lifetime(&self, now: DateTime<Utc>) -> Option<Duration> {
        match self.next_change {
            None => Some(MOST),
            Some(change) => (change - now)
                .to_std()
                .ok()
                .filter(|left| !left.is_zero())
                .map(|left| left.min(MOST)),
        }
    }
}

/// The longest time for which a shared cache may answer by itself: what a State withdraws is gone from there after it.
const MOST: Duration = Duration::from_secs(30);

/// Everything beside the moment that an answer depends on.
pub(super) struct Question<'q> {
    /// The query string as it came.
    pub(super) text: &'q str,
    pub(super) language: Language,
    pub(super) media: Media,
    /// The version of the program.
    pub(super) build: &'q str,
}

/// The identity of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Tag(pub(super) [u8; 32]);

impl Tag {
    pub(super) fn of(question: &Question<'_>, moment: &Moment) -> Self {
        let mut hash = Sha256::new();
        for part in [question.build, question.language.code(), question.text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.update([match question.media {
            Media::GraphqlResponse => 0,
            Media::Json => 1,
        }]);
        let next_change = moment.next_change.map_or(i64::MIN, |at| at.timestamp_micros());
        for number in [moment.position, moment.release, moment.content, next_change] {
            hash.update(number.to_be_bytes());
        }
        Self(hash.finalize().into())
    }

    /// The entity tag. It is weak, because the same tag goes with the compressed bytes (RFC 9110 section 8.8.1).
    pub(super) fn header(&self) -> HeaderValue {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.0);
        HeaderValue::try_from(format!("W/\"{text}\"")).expect("base64 is visible ASCII")
    }
}

/// Whether `If-None-Match` names an entity tag, by the weak comparison that it asks for (RFC 9110 section 13.1.2).
pub(super) fn names(if_none_match: Option<&HeaderValue>, tag: &HeaderValue) -> bool {
    fn opaque(tag: &[u8]) -> &[u8] {
        tag.strip_prefix(b"W/").unwrap_or(tag)
    }
    if_none_match.is_some_and(|header| {
        header
            .as_bytes()
            .split(|byte| *byte == b',')
            .any(|named| opaque(named.trim_ascii()) == opaque(tag.as_bytes()))
    })
}

/// Bytes of answers that were given before, up to a total size; those asked most stay.
pub(super) struct Answers(Cache<Tag, Bytes>);

/// Bytes kept in all.
const KEPT: u64 = 16 * 1024 * 1024;

impl Answers {
    pub(super) fn new() -> Self {
        let weigher = |_: &Tag, bytes: &Bytes| u32::try_from(bytes.len() + 64).unwrap_or(u32::MAX);
        let cache = Cache::builder()
            .weigher(weigher)
            .max_capacity(KEPT)
            .time_to_idle(Duration::from_mins(5));
        Self(cache.build())
    }

    pub(super) fn get(&self, tag: &Tag) -> Option<Bytes> {
        self.0.get(tag)
    }

    pub(super) fn keep(&self, tag: Tag, bytes: Bytes) {
        self.0.insert(tag, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    const MOMENT: Moment = Moment {
        position: 3,
        release: 1,
        content: 9,
        next_change: None,
    };

    fn question(text: &str) -> Question<'_> {
        Question {
            text,
            language: Language::English,
            media: Media::Json,
            build: "1",
        }
    }

    #[test]
    fn a_tag_changes_with_everything_that_the_answer_depends_on() {
        let plain = Tag::of(&question("query={a}"), &MOMENT).header();
        let moments = [
            Moment { position: 4, ..MOMENT },
            Moment { release: 2, ..MOMENT },
            Moment { content: 10, ..MOMENT },
            Moment {
                next_change: Some(at(5)),
                ..MOMENT
            },
        ];
        for moment in moments {
            assert_ne!(Tag::of(&question("query={a}"), &moment).header(), plain);
        }
        let questions = [
            question("query={b}"),
            Question {
                language: Language::Arabic,
                ..question("query={a}")
            },
            Question {
                media: Media::GraphqlResponse,
                ..question("query={a}")
            },
            Question {
                build: "2",
                ..question("query={a}")
            },
        ];
        for question in questions {
            assert_ne!(Tag::of(&question, &MOMENT).header(), plain);
        }
        assert_eq!(Tag::of(&question("query={a}"), &MOMENT).header(), plain);
    }

    #[test]
    fn if_none_match_is_compared_weakly_in_a_list() {
        let tag = Tag::of(&question("query={a}"), &MOMENT).header();
        let header = tag.to_str().unwrap();
        let named = |text: &str| names(Some(&HeaderValue::try_from(text).unwrap()), &tag);
        assert!(named(header));
        assert!(named(header.strip_prefix("W/").unwrap()));
        assert!(named(&format!("\"x\", {header} ,W/\"y\"")));
        assert!(!named("\"x\""));
        assert!(!names(None, &tag));
    }

    #[test]
    fn a_lifetime_ends_with_the_next_change() {
        let with = |next_change| Moment { next_change, ..MOMENT }.lifetime(at(100));
        assert_eq!(with(None), Some(Duration::from_secs(30)));
        assert_eq!(with(Some(at(500))), Some(Duration::from_secs(30)));
        assert_eq!(with(Some(at(107))), Some(Duration::from_secs(7)));
        assert_eq!(with(Some(at(100))), None);
        assert_eq!(with(Some(at(90))), None);
    }
}
