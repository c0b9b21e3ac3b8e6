//! The content of Normtrack and its reader: instruments, questionnaires, crosswalk, States, organisations, vocabularies.
//!
//! `content/` holds the files and is their master copy; `content/README.md` says where they come from. Reading proves
//! everything that can be proved of them and names every fault with file, path and message, or yields a
//! [`Catalogue`] that is held in memory.
//!
//! **Invariants.** No SQL, no HTTP, nobody who asks. Official wording is quoted data: its SHA-256 is pinned beside it,
//! and nothing here alters it. A published edition is never edited; [`to_form`] gives the stored form by whose hash a
//! changed file is found out.
//!
//! **To add an instrument**, write a file under `content/instruments/`, name its provisions in the crosswalk and in a
//! questionnaire (or, with the reason, in `not-yet-asked.yaml`), and run the check. **To correct an edition**, copy its
//! file under the next number and edit that.

mod catalogue;
mod content;
mod count;
mod fault;
mod form;
mod lower;
mod propose;
mod read;
mod stored;
mod yaml;

pub use catalogue::{Asked, Catalogue, NotYetAsked};
pub use content::{Content, Unreadable};
pub use fault::{Count, Fault, Report};
pub use propose::{Missing, Proposed, ProposedInstrument, proposed_instrument};
pub use stored::{NotAnEdition, StoredEdition, draft_form, from_form, to_form};

/// Proves the content: everything counted, every fault named.
pub fn check(content: &Content) -> Report {
    read::read(content).1
}
