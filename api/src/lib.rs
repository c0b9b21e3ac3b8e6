//! The server.

pub mod graphql;
pub mod http;
pub mod localise;
pub mod telemetry;
