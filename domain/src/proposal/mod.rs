//! Proposals: a further norm, or an elaboration of provisions that there are, put forward by one State and joined and commented
//! on by others.
//!
//! Draft resolution A/C.1/73/L.27, paragraph 5, has norms developed further, changed or added to where necessary; resolution
//! 77/37, paragraph 1, has the framework discussed and developed further, if appropriate.
//!
//! **Invariants.** A [`Proposal`] is the lead State's own: nobody else writes it, and nobody puts another's name under it. A
//! [`Version`] never changes. Nothing is adopted here, and supporters are names and never a number that is compared. What a State
//! says stays as it said it: a comment is superseded and not edited.
//!
//! **To add a kind of proposal**, add it to [`ProposalKind`]; the build stops wherever it matters.

mod comment;
mod content;
mod cosponsor;
#[expect(clippy::module_inception, reason = "a proposal is what this module is chiefly about")]
mod proposal;

pub use comment::{Comment, CommentRefused, Commenting};
pub use content::{Content, ContentRefused, Paragraph, ParagraphNumber, ProposalKind, Related};
pub use cosponsor::{CosponsorRefused, Cosponsorship, Leaving};
pub use proposal::{Draft, Proposal, ProposalAct, ProposalRefused, ProposalStage, Version};
