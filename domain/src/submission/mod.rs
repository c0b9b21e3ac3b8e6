//! A State's working file in a round, its answers, what is filed of them and what may be seen of it.
//!
//! **Invariants.** A transition consumes the value and a permit for exactly this subject, and returns an [`Outcome`] or one
//! typed refusal; nothing here looks at a role. Events hold ids and codes, never what an answer says. The document that is
//! filed holds nothing that a server assigns.
//!
//! **To add an act**, add its transition here, its [`Happening`], and its row in [`crate::access`].

mod answer;
mod carry;
mod citation;
mod clearance;
mod comment;
mod confirm;
mod difference;
mod event;
mod evidence;
mod filing;
mod home;
mod log;
mod merge;
mod package;
mod preview;
mod remark;
mod reply;
mod round;
mod share;
#[expect(
    clippy::module_inception,
    reason = "a submission is what this module is chiefly about"
)]
mod submission;
#[cfg(test)]
mod tests;
mod visibility;

pub use answer::{
    Answer, Content, First, IdempotencyKey, Kept, Origin, Provenance, Salt, Save, Saved, bears_text, save,
};
pub use carry::{Carried, Offer, Past, Told, carry, retired};
pub use citation::{BadCitation, Citation};
pub use clearance::{
    Back, BadPath, Clearance, ClearanceAct, ClearanceEntry, ClearanceRefused, ClearanceStatus, Lying, Path,
    SectionClearance, SectionText, Signature, Turn, reads_section,
};
pub use comment::{Comment, CommentRefused, Commented, Commenting, ResolveRefused, Thread};
pub use difference::{AnswerChange, Aspect, ChangeKind, Side, Statement, apply, differences};
pub use event::{Event, Happening, Of, Outcome};
pub use evidence::{
    Citing, Evidence, EvidenceDescription, EvidencePermit, EvidenceRefused, EvidenceSource, SealedEvidence,
    StoredDocument,
};
pub use filing::{Document, FileRefused, Filing, Proposal, Recorded};
pub use home::{HandedIn, HomeKey, HomeKeyRefused};
pub use log::{AsOf, Edge, EntryKind, Position, RegisterEntry, Root, state_at};
pub use merge::{KeptLoser, Merge, MergeRefused, Merged, MergedAnswer, Revision, RevisionId, Take};
pub use package::{Evened, PackageFlaw, PackageRefused, PackagedAnswer, TakenPackage, flaws};
pub use preview::{Differences, Entry, Header, Preview, Seen, names_state};
pub use remark::{BadRemark, Remark};
pub use reply::{DraftedReply, Heading, LeftOut, draft_reply, says_now};
pub use round::{
    Cancelled, Closing, Endorsement, Invited, Lateness, Mandate, MandateRefused, Opening, OpeningRefused,
    Revision as RoundRevision, Round, RoundRefused, RoundStage, Shut,
};
pub use share::{DraftSharing, ShareRefused, SharedDraft, SharedFiling};
pub use submission::{
    AssignRefused, Assigned, Assigning, Assignment, Barred, Fields, Mark, OpenRefused, Stage, StageCode, StateSetting,
    Submission,
};
pub use visibility::{Audience, Reader, Sharing, Visibility, VisibilityCode};
