//! How much one call may ask for, and the refusals that say so.
//!
//! Counted before any work, in this order: the body's bytes, the document's bytes, brackets and tokens (before it is parsed,
//! because the parser descends by recursion), then operations, fragments, fields, aliases, directives, depth, levels and
//! expanded size on the parsed document (`document.rs`). Complexity is counted by async-graphql while it validates.

use std::time::Duration;

use async_graphql::{ObjectType, SchemaBuilder, SubscriptionType};

use crate::graphql::fault::Fault;
use crate::localise::Message;

/// How much one call may ask for.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a body. A batch of answers of 64 KiB each has to fit.
    pub body: usize,
    /// Bytes of a document.
    pub query: usize,
    /// Brackets of any kind inside one another.
    pub nesting: usize,
    /// Tokens of a document.
    pub tokens: usize,
    /// Operations in a document.
    pub operations: usize,
    /// Fragments in a document.
    pub fragments: usize,
    /// Fields written in a document, each fragment counted once.
    pub fields: usize,
    /// Aliases written in a document, each fragment counted once.
    pub aliases: usize,
    /// Directives at one place.
    pub directives: usize,
    /// How often one operation may ask for the same root field.
    pub repeats: usize,
    /// Fields inside one another.
    pub depth: usize,
    /// Selection sets inside one another, those of fragments included.
    pub levels: usize,
    /// Selections of one operation or fragment, where each fragment counts as often as it is spread.
    pub size: usize,
    /// What async-graphql adds up: 1 for each field, lists multiplied by their length where the schema says so.
    pub complexity: usize,
    /// Bytes of a message over a socket.
    pub message: usize,
    /// Subscriptions of one socket at once.
    pub subscriptions: usize,
    /// Subscriptions of one account in one process at once.
    pub account_subscriptions: usize,
    /// Operations that one socket may begin in a minute.
    pub socket_operations: usize,
    /// Sockets and streams of events of one address at once, in one process.
    pub address_streams: usize,
    /// Sockets and subscriptions of one process at once.
    pub streams: usize,
    /// From the opening of a socket to `connection_init`.
    pub acknowledgement: Duration,
    /// From the head of a call to its answer.
    pub time: Duration,
    /// From the head of a call to the end of its body.
    pub body_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 1024 * 1024,
            query: 20_000,
            nesting: 60,
            tokens: 5_000,
            operations: 10,
            fragments: 30,
            fields: 200,
            aliases: 30,
            directives: 5,
            repeats: 10,
            depth: 15,
            levels: 20,
            size: 1_000,
            complexity: 10_000,
            message: 128 * 1024,
            subscriptions: 20,
            account_subscriptions: 60,
            socket_operations: 300,
            // Many delegations sit behind the one address of a conference.
            address_streams: 400,
            streams: 20_000,
            acknowledgement: Duration::from_secs(10),
            time: Duration::from_secs(30),
            body_time: Duration::from_secs(10),
        }
    }
}

/// What async-graphql says when its own limit of complexity is passed; it gives no code, so the sentence stands for it.
pub(super) const TOO_COMPLEX: &str = "Query is too complex.";

impl Limits {
    /// Sets the limits that async-graphql keeps itself: complexity, and the others a second time as a floor under our own.
    pub fn apply<Q, M, S>(&self, schema: SchemaBuilder<Q, M, S>) -> SchemaBuilder<Q, M, S>
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        schema
            .limit_complexity(self.complexity)
            .limit_depth(self.depth)
            .limit_recursive_depth(self.levels)
            .limit_directives(self.directives)
            .disable_suggestions()
    }

    /// Counts the bytes, brackets and tokens of a document that has not been parsed yet.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Fault> {
        Limit::Query.check(text.len(), self.query)?;
        let (tokens, nesting) = tokens(text);
        Limit::Nesting.check(nesting, self.nesting)?;
        Limit::Tokens.check(tokens, self.tokens)
    }
}

/// A limit that is a plain count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    Body,
    Query,
    Nesting,
    Tokens,
    Operations,
    Fragments,
    Fields,
    Aliases,
    Directives,
    Depth,
    Levels,
    Size,
    Complexity,
    Time,
    Subscriptions,
    AccountSubscriptions,
    SocketOperations,
    AddressStreams,
    Streams,
    AddressRequests,
    AccountRequests,
}

impl Limit {
    /// Refuses a count over the limit, naming both.
    pub(super) fn check(self, actual: usize, maximum: usize) -> Result<(), Fault> {
        if actual > maximum {
            Err(self.refusal(maximum as u64, Some(actual as u64)))
        } else {
            Ok(())
        }
    }

    /// The refusal itself; `actual` where it is known.
    pub(super) fn refusal(self, limit: u64, actual: Option<u64>) -> Fault {
        let (name, message) = match self {
            Self::Body => ("body", Message::LimitBody { limit }),
            Self::Query => ("query", Message::LimitQuery { limit }),
            Self::Nesting => ("nesting", Message::LimitNesting { limit }),
            Self::Tokens => ("tokens", Message::LimitTokens { limit }),
            Self::Operations => ("operations", Message::LimitOperations { limit }),
            Self::Fragments => ("fragments", Message::LimitFragments { limit }),
            Self::Fields => ("fields", Message::LimitFields { limit }),
            Self::Aliases => ("aliases", Message::LimitAliases { limit }),
            Self::Directives => ("directives", Message::LimitDirectives { limit }),
            Self::Depth => ("depth", Message::LimitDepth { limit }),
            Self::Levels => ("levels", Message::LimitLevels { limit }),
            Self::Size => ("size", Message::LimitSize { limit }),
            Self::Complexity => ("complexity", Message::LimitComplexity { limit }),
            Self::Time => ("time", Message::LimitTime { limit }),
            Self::Subscriptions => ("subscriptions", Message::LimitSubscriptions { limit }),
            Self::AccountSubscriptions => ("accountSubscriptions", Message::LimitAccountSubscriptions { limit }),
            Self::SocketOperations => ("socketOperations", Message::LimitSocketOperations { limit }),
            Self::AddressStreams => ("addressStreams", Message::LimitAddressStreams { limit }),
            Self::Streams => ("streams", Message::LimitStreams { limit }),
            Self::AddressRequests => ("addressRequests", Message::LimitAddressRequests { limit }),
            Self::AccountRequests => ("accountRequests", Message::LimitAccountRequests { limit }),
        };
        Fault::limit(name, message, limit, actual)
    }
}

/// How many tokens a GraphQL text has and how deep its brackets go, whether it is well formed or not. White space, commas
/// and comments are no tokens; a string is one.
fn tokens(text: &str) -> (usize, usize) {
    let (mut tokens, mut depth, mut deepest) = (0, 0_usize, 0);
    each_token(text, |token| {
        match token {
            b"{" | b"[" | b"(" => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b"}" | b"]" | b")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        tokens += 1;
    });
    (tokens, deepest)
}

/// The tokens themselves.
pub(super) fn words(text: &str) -> Vec<&[u8]> {
    let mut words = Vec::new();
    each_token(text, |token| words.push(token));
    words
}

fn each_token<'t>(text: &'t str, mut told: impl FnMut(&'t [u8])) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += rest.iter().take_while(|b| !matches!(b, b'\r' | b'\n')).count();
                continue;
            }
            b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
            b'"' => string(rest),
            b'{' | b'[' | b'(' | b'}' | b']' | b')' => 1,
            b'.' if rest.starts_with(b"...") => 3,
            b'-' | b'0'..=b'9' => rest.iter().take_while(|b| is_number(**b)).count(),
            _ => rest.iter().take_while(|b| is_word(**b)).count().max(1),
        };
        told(&rest[..length]);
        at += length;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-')
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            // A string does not go over its line; what follows is not hidden in it.
            b'\r' | b'\n' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn block_string(rest: &[u8]) -> usize {
    let mut at = 3;
    while at < rest.len() {
        if rest[at..].starts_with(b"\\\"\"\"") {
            at += 4;
        } else if rest[at..].starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_brackets_are_counted_outside_strings_and_comments() {
        let table = [
            ("", (0, 0)),
            ("{ a, b }", (4, 1)),
            ("{ a(b: [{c: -1.5}]) }", (14, 4)),
            ("{ a(b: \"{{{{\") } # {{{{", (8, 2)),
            ("{ a(b: \"\"\" {{ \\\"\"\" {{ \"\"\") ...F }", (10, 2)),
            ("{ a(b: \"\\\"{{\") }", (8, 2)),
            ("{{{", (3, 3)),
            ("}}}{", (4, 1)),
            ("\"never closed {{{", (1, 0)),
            ("\"\"\"never closed {{{", (1, 0)),
            ("\"ends with its line\n{", (2, 1)),
            ("é", (2, 0)),
        ];
        for (text, expected) in table {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
