//! What States need to build capacity, what States and organisations offer, and which of them meet.
//!
//! **Invariants.** A [`Notice`] is a State's or an organisation's own: nobody else writes it, and nothing is taken from the
//! answers to a questionnaire. Every text that was accepted is a revision for ever; others read the revision that was
//! released, never the one that is being written. A match is a list of reasons and never a number. Of a point of contact
//! nothing is kept but whether it is notified, and where: no name, no address.
//!
//! **To add a kind of capability, a form or a directory**, add it to `catalogue/content/capacity.yaml`: none of them is
//! known here.

mod contact;
mod content;
mod matching;
mod notice;

pub use contact::{ContactRefused, ContactStatement};
pub use content::{
    CAPABILITY_KINDS, CAPACITY_FORMS, CONTACT_DIRECTORIES, CONTACT_KINDS, Content, ContentRefused, OTHER, OpenTo, Side,
    Terms,
};
pub use matching::{Match, Reason, Taker, matching};
pub use notice::{Notice, NoticeAct, NoticeRefused, NoticeStage, Party, Pen, Release};
