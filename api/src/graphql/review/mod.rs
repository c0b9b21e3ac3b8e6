//! Invited review with right of reply: who is invited, what the two sides write, and what both have published.

pub mod mutation;
pub mod object;
pub mod query;
pub mod said;
