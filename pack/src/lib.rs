//! The offline pack: a working file as a document that is filled in on a machine without a network, and read back.
//!
//! A [`Pack`] is one edition in one language with what stands in a State's working file. [`Pack::to_xlsx`] and
//! [`Pack::to_json`] write it; [`open`] reads what came back, whichever of the two it is, and holds it against the seal. What
//! was entered becomes an answer in the words of the domain ([`Opened::entered`]), and [`became`] says what came of each since
//! the pack was made. Nothing is applied here.
//!
//! **Invariants.** Nothing is computed: a formula, a macro, a link to another workbook or an embedded object ends the reading
//! with its place. Sizes are bounded before anything is expanded. What cannot be filled in (codes, texts, identification)
//! comes back as it was, or the pack is refused: its rows are part of the identification, and that is sealed. What no cell can
//! hold stays out of a pack and is never taken back by it. No SQL, HTTP, clock or randomness: instants and keys are arguments.
//!
//! **To add a kind of question**, give it its lines in `entry.rs` (`lay_out`, `value`) and its words in `words.rs`; the build
//! stops where they are missing, and the round trip over `KindCode::ALL` runs by itself.

mod archive;
mod compare;
mod entry;
mod form;
mod identity;
mod json;
mod opened;
mod refused;
mod row;
mod sheet;
mod words;
mod write;

pub use archive::{LARGEST_EXPANDED, LARGEST_FILE};
pub use compare::{Became, Side, became};
pub use entry::{Cell, Entry, KEPT_EVIDENCE, Line};
pub use form::{Based, Names, Pack, shown};
pub use identity::{FORMAT, Identification, SealKey, Source};
pub use opened::{Entered, Opened, open};
pub use refused::Refused;
pub use write::Unwritten;

/// The media type of a pack as a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
