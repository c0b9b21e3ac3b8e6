//! Lists as connections: one order, one cursor, one cap.

use std::collections::BTreeSet;

use async_graphql::connection::{Connection, CursorType, Edge};
use async_graphql::{OutputType, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::graphql::fault::Fault;

/// The most that one page holds.
pub(crate) const CAP: usize = 100;
/// What a page holds where nothing is asked for.
pub(crate) const PAGE: usize = 50;

/// How much of a list is asked for, in Relay's words. `first` with `after`, or `last` with `before`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

/// The key of an item in the order of its list, hidden from clients so that it stays ours to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) String);

impl CursorType for Cursor {
    type Error = base64::DecodeError;

    fn decode_cursor(text: &str) -> Result<Self, Self::Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text)?;
        String::from_utf8(bytes)
            .map(Self)
            .map_err(|_| base64::DecodeError::InvalidPadding)
    }

    fn encode_cursor(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }
}

/// What a connection says beside its page.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Total {
    /// How many there are in all, under the same filter.
    total_count: i32,
}

impl Total {
    /// So many.
    pub(crate) fn of(count: usize) -> Self {
        Self {
            total_count: i32::try_from(count).unwrap_or(i32::MAX),
        }
    }
}

/// A page as it was asked for, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    /// At most this many.
    pub(crate) limit: usize,
    /// Only what comes after this key.
    pub(crate) after: Option<String>,
    /// Only what comes before this key.
    pub(crate) before: Option<String>,
    /// From the end of the list.
    pub(crate) backward: bool,
}

impl Page {
    /// Checks the arguments: one direction, a size from 1 to [`CAP`], cursors of ours.
    pub(crate) fn check(self) -> Result<Slice, Fault> {
        let (size, backward, name) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(Fault::invalid()
                    .at("last")
                    .with("reason", "first and last exclude each other"));
            }
            (first, None) => (first, false, "first"),
            (None, last) => (last, true, "last"),
        };
        let limit = match size {
            None => PAGE,
            Some(size) => usize::try_from(size)
                .ok()
                .filter(|size| (1..=CAP).contains(size))
                .ok_or_else(|| Fault::invalid().at(name).with("minimum", 1).with("maximum", 100))?,
        };
        let cursor = |text: Option<String>, name: &str| {
            text.map(|text| {
                Cursor::decode_cursor(&text)
                    .map(|cursor| cursor.0)
                    .map_err(|_| Fault::invalid().at(name))
            })
            .transpose()
        };
        Ok(Slice {
            limit,
            after: cursor(self.after, "after")?,
            before: cursor(self.before, "before")?,
            backward,
        })
    }
}

/// The size that complexity reckons with before the page is checked.
pub(crate) fn reckoned(first: Option<i32>, last: Option<i32>) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok());
    asked.map_or(PAGE, |size| size.clamp(1, CAP))
}

/// A page of a list in memory. `items` stand in their order already; `key` is unique in the list.
pub(crate) fn page<T: OutputType>(
    items: Vec<T>,
    key: impl Fn(&T) -> String,
    page: Page,
) -> Result<Connection<Cursor, T, Total>, Fault> {
    let slice = page.check()?;
    let total = Total::of(items.len());
    let keys: Vec<String> = items.iter().map(&key).collect();
    let place = |wanted: &Option<String>, name: &str| match wanted {
        None => Ok(None),
        Some(wanted) => keys
            .iter()
            .position(|key| key == wanted)
            .map(Some)
            .ok_or_else(|| Fault::invalid().at(name)),
    };
    let start = place(&slice.after, "after")?.map_or(0, |place| place + 1);
    let end = place(&slice.before, "before")?.unwrap_or(items.len()).max(start);
    let (from, to) = if slice.backward {
        (end.saturating_sub(slice.limit).max(start), end)
    } else {
        (start, end.min(start + slice.limit))
    };
    let mut connection = Connection::with_additional_fields(from > 0, to < items.len(), total);
    connection.edges = items
        .into_iter()
        .zip(keys)
        .skip(from)
        .take(to - from)
        .map(|(item, key)| Edge::new(Cursor(key), item))
        .collect();
    Ok(connection)
}

/// Whether one of the codes is wanted; where nothing is asked for, all are.
pub(crate) fn wants<T: AsRef<str>>(wanted: Option<&Vec<String>>, codes: impl IntoIterator<Item = T>) -> bool {
    wanted.is_none_or(|wanted| {
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        codes.into_iter().any(|code| wanted.contains(code.as_ref()))
    })
}
