//! A State's working file in a round, its answers and what may be seen of them.

mod answer;
mod log;
mod visibility;

pub use answer::{
    Answer, Content, First, IdempotencyKey, Kept, Origin, Provenance, Salt, Save, Saved, bears_text, save,
};
pub use log::{AsOf, Edge, EntryKind, Position, RegisterEntry, Root, state_at};
pub use visibility::{Audience, Reader, Sharing, Visibility, VisibilityCode};
