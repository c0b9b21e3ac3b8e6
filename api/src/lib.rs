//! The server: GraphQL over HTTP, sign-in, and the command line.
//!
//! **Invariants.** No SQL and no database crate: what is read and written goes through `store`. No business decision in a
//! resolver: the domain decides, the resolver carries. Time, ids and randomness come from [`mint`] alone.
//!
//! **To add a noun**, write `graphql/<noun>.rs` with its objects, queries and mutations, merge it in `graphql/schema.rs`,
//! and give each of its root fields a row in the access test.

// The fields of a call are one future inside another.
#![recursion_limit = "256"]

pub mod app;
pub mod asking;
pub mod auth;
pub mod board;
pub mod check;
pub mod compilation;
pub mod compile;
pub mod config;
pub mod demonstrate;
pub mod doctor;
pub mod evidence;
pub mod figures;
pub mod findable;
pub mod graphql;
pub mod home;
pub mod http;
pub mod live;
pub mod localise;
pub mod log;
pub mod mint;
mod oauth;
pub mod offline;
pub mod open_data;
mod packages;
mod packs;
pub mod post;
pub mod press;
mod printing;
pub mod process;
pub mod proposed;
pub mod report;
pub mod search;
pub mod session;
pub mod sign_in;
pub mod standards;
pub mod telemetry;
pub mod traces;
pub mod webhook;
pub mod world;
pub mod zone;

/// The name of the database in a private server.
pub const DATABASE: &str = "normtrack";
