//! Proposals of further norms and of elaborations, who co-sponsors them, and what States say about them.

pub mod difference;
pub mod input;
pub mod instrument;
pub mod mutation;
pub mod object;
pub mod query;
pub mod said;
