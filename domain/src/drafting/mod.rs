//! Drafting editions: what a catalogue editor writes until it is published, and what it would mean for answers that were filed.
//!
//! **Invariants.** An [`EditionDraft`] may hold any fault but one: no two modules, sections, questions, options or lists have one
//! code, so that every change names one thing. It is changed under the revision that its author has seen, all changes of one act
//! or none; what is refused leaves it as it was. What was published or discarded never changes. A [`Simulation`] names no State.
//!
//! **To add a change**, add it to [`Change`]; the build stops wherever it matters.

mod apply;
mod change;
mod draft;
mod patterns;
mod recode;
mod simulation;
mod takeover;
#[cfg(test)]
mod tests;
mod trial;
mod wording;

pub use change::{
    Change, ChangeRefused, Coded, Definition, OptionDefinition, Presence, Recoding, SectionDefinition, TextPlace,
};
pub use draft::{Beginning, DraftAct, DraftRefused, DraftStage, EditionDraft, Onto, Publishing, Shelf};
pub use patterns::patterns_in_use;
pub use simulation::{Fate, QuestionFate, Share, Simulating, Simulation, simulate};
pub use takeover::{Choices, Clash, ClashingWords, Matter, Side, Spot, Takeover, take_over};
pub use trial::{Trial, try_out};
pub use wording::{WordingGaps, wording_gaps};
