//! A State's working file in a round, its answers and what may be seen of them.

mod visibility;

pub use visibility::{Audience, Reader, Sharing, Visibility, VisibilityCode};
