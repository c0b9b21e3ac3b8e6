//! Printed documents: the empty form of an edition, the draft of a submission, the extract of a filing, the profile of a
//! State, the compilation of a round, each as a value that says what stands on it, and that value as a Word file. The press makes a PDF of the same value.
//!
//! **Invariants.** Builders are pure: edition, norms, answers and language in, a [`Printed`] out. They decide nothing about who
//! may read what; they print what they are given and count the rest. Nothing comes from a clock, so the same content is the
//! same bytes. Texts are texts: nothing in an answer is read as markup. What is not official says so, a text that stands in
//! for another language names its own, and a provision of a text that was not adopted carries that wherever it stands.
//!
//! **To add a document**, add a file beside `form.rs` that returns a [`Printed`], and its fixed texts to each file in
//! `locales/`; a test compares them. **To add a kind of block**, add a variant to [`Block`]; the build stops at `docx.rs`, and
//! `press/src/document.typ` needs a branch.

mod answer;
mod compilation;
mod docx;
mod extract;
mod fixed;
mod form;
mod ooxml;
mod profile;
mod qr;
mod sources;
mod submission;
mod value;

pub use answer::{EvidenceName, Said};
pub use compilation::{Attendance, Compiled, Reply, Volume, compilation, reply};
pub use docx::{DOCX, DocxError, docx};
pub use extract::{Act, Extract, Status, extract};
pub use form::{DraftedEdition, drafted_form, form};
pub use profile::{FiledIn, Profile, profile};
pub use sources::{Setting, Sources};
pub use submission::{Draft, Remark, draft};
pub use value::{Asked, Block, Date, Direction, Fact, Printed, Words};

/// The media type of a PDF.
pub const PDF: &str = "application/pdf";
