//! The forms of the register against published vectors and against properties.

#![expect(clippy::unwrap_used, reason = "all of this is tests; a failure is a panic")]

mod canonical;
mod document;
mod log;
mod making;
