//! GraphQL: the schema's nouns and what they share.

pub mod account;
pub mod answer;
pub mod call;
pub mod coverage;
pub mod draft;
pub mod edition;
pub mod fault;
pub mod filing;
pub mod instrument;
pub mod listing;
mod loaders;
pub mod log;
mod node;
pub mod norm;
pub mod plain;
pub mod problem;
pub mod question;
pub mod record;
pub mod round;
pub mod save;
pub mod schema;
pub mod sharing;
pub mod state;
pub mod submission;
pub mod text;
pub mod value;
pub mod viewer;
