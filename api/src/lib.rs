//! The server.

pub mod localise;
