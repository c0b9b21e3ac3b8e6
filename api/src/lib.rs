//! The server.

pub mod auth;
pub mod graphql;
pub mod http;
pub mod localise;
pub mod mint;
pub mod telemetry;
