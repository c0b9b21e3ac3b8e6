//! The HTTP door: GraphQL over HTTP to the letter of its specification, read by ourselves over async-graphql's core.
//!
//! **Invariants.** Nothing is executed before the whole request has been read, measured and found well formed. No
//! extension of async-graphql is used (any of them slows every field); what one would do stands around the call. The door
//! knows nothing of the schema, of tokens or of the database: it is given functions ([`Wiring`]).
//!
//! Cross-origin requests are not served: no answer carries a CORS header, and no body is read that a form can send.

mod accept;
mod address;
mod cache;
mod certificate;
mod client;
mod console;
mod cookie;
mod document;
pub mod download_name;
mod events;
mod graphiql;
mod graphql;
mod health;
mod known;
mod limits;
mod negotiation;
mod pace;
mod parameters;
pub mod range;
mod received;
mod refused;
mod reply;
mod router;
mod serve;
mod socket;
mod streams;
mod subscription;
#[cfg(test)]
mod tests;

pub use accept::asked_language;
pub use address::Peer;
pub use cache::Moment;
pub use certificate::{Certificate, CertificateFiles, CertificateRefused};
pub use client::client;
pub use console::console;
pub use cookie::{SessionCookie, TransactionCookie, of_own_page};
pub use graphiql::graphiql;
pub use graphql::{AccountOf, Authenticate, Caller, Door, Execute, Executed, Settings, Subscribe, Wiring, language};
pub use known::{KnownDocuments, ListRefused};
pub use limits::Limits;
pub use pace::{Pace, PaceSettings};
pub use received::{Unreceived, receive};
pub use refused::{bearer, method_refused, refused, refused_as};
pub use router::router;
pub use serve::{Entrance, Patience, serve};
pub use streams::Streams;
