//! GraphQL: the schema's nouns and what they share.

pub mod fault;
