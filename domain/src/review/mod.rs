//! Invited review with right of reply: a State opens chosen answers of a filing to a peer, a body or an expert until a date.
//!
//! The reviewer delivers a text, the State replies, and both texts are published together or neither is.
//!
//! **Invariants.** What is opened is what was filed, so nothing moves under a review. Drafts belong to the side that writes
//! them; what was delivered or sent never changes. The stage [`ReviewStage::Replied`] has no room for two agreements: the second
//! one publishes the [`Pair`] that both named, and nothing else does. After the date neither side writes, and the reviewer reads
//! nothing that is not published. Nothing is scored here.
//!
//! **To add a kind of reviewer**, add it to [`Reviewer`]; the build stops wherever it matters.

mod draft;
#[expect(clippy::module_inception, reason = "a review is what this module is chiefly about")]
mod review;
mod reviewer;
mod stage;
#[cfg(test)]
mod tests;

pub use draft::{BadReviewText, Drafting, DraftingRefused, ReviewDraft, ReviewText, Typed};
pub use review::{InviteRefused, Inviting, Review, ReviewRefused};
pub use reviewer::{Consent, Deed, Expert, Reviewer, ReviewerPermit, Side};
pub use stage::{Agreed, Delivered, Pair, Replied, ReviewAct, ReviewStage};
