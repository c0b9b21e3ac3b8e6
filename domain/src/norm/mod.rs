//! What the register is about: instruments, their provisions, the relations between them, the documents they name,
//! and the States and organisations that take part.

mod instrument;
mod norms;
mod provision;
mod relation;
mod state;
mod vocabulary;

pub use instrument::{
    Adoption, AgendaItem, Chair, Citer, CommitteeReport, Dates, Document, DocumentRelation, Footnote, Instrument,
    LaterSponsors, Meeting, Signatory,
};
pub use norms::{Norms, Parts};
pub use provision::{Provision, ProvisionKind, Repair};
pub use relation::{Relation, RelationKind, RelationReading};
pub use state::{Membership, Organisation, RegionalGroup, State, StateStatus};
pub use vocabulary::{Entry, REFERENCE_WORDS, Vocabulary};
