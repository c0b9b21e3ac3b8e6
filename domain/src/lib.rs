//! The rules of Normtrack as pure functions on values.
//!
//! **Invariants.** Nothing here is asynchronous, serialises, reads a clock, draws a random number, or knows SQL, HTTP,
//! GraphQL or the environment: time, ids and salts are arguments. Values that exist are valid; the constructors refuse
//! the rest with a typed error. Matches on our enums have no `_` arm, so that a new variant stops the build where it
//! matters.
//!
//! **To add a question kind**, widen [`questionnaire::Kind`] and [`questionnaire::Value`]; the compiler names the rest.

#![warn(missing_docs)]

pub mod access;
pub mod capacity;
pub mod drafting;
pub mod id;
pub mod language;
pub mod letter;
pub mod norm;
mod pauses;
pub mod proposal;
pub mod questionnaire;
pub mod report;
pub mod review;
pub mod submission;
pub mod webhook;
