//! The harness: what a story needs before its first line. Stories are in `it/`, one file each.
//!
//! Invariants: every test has a database of its own and shares nothing; there are no mocks of our own code, no sleeps
//! and no retries. What a story does goes through a public door; SQL stands only in builders.

pub mod app;
pub mod authenticator;
pub mod authority;
pub mod database;
pub mod delegation;
pub mod editions;
pub mod live;
pub mod people;
pub mod private;
pub mod program;
pub mod provider;
pub mod receiver;
mod states;
pub mod survey;
mod template;
pub mod trail;
pub mod wire;
