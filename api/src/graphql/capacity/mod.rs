//! Needs and offers, which of them meet, and where States have points of contact notified.

pub mod contact;
pub mod input;
pub mod live;
pub mod matched;
pub mod mutation;
pub mod notice;
pub mod query;
pub mod report;
