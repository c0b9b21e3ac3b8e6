//! The forms of the register against published vectors, against properties, and against `docs/formats.md`.

#![expect(clippy::unwrap_used, reason = "all of this is tests; a failure is a panic")]

mod canonical;
mod document;
mod evidence;
mod fixtures;
mod formats;
mod log;
mod making;
mod receipt;
mod verify;
