//! What the catalogue holds in the forms of standards: instruments and crosswalk as OSCAL, questionnaires as FHIR.
//!
//! States, languages and areas keep the codes that they have: ISO 3166-1, BCP 47, UN M49.
//!
//! **Invariants.** Values in, JSON out, and OSCAL in again: no file, no clock, no HTTP. The same catalogue gives the same bytes;
//! UUIDs are of version 5 (RFC 9562 section 5.5) over ids that never change. What a standard has no place for stands under
//! the namespace of the register ([`NAMESPACE`]) and is lost by nobody who reads it back. A provision's wording is quoted
//! data: it goes out and comes in unchanged.
//!
//! **To add a field of a provision**, write it in `oscal/control.rs`, read it in `oscal/read.rs`; the round trip of the whole
//! catalogue fails until both are there. **To add a kind of question**, give it an item in `fhir/item.rs`.

mod fhir;
mod oscal;
mod uuid;
mod yaml;

pub use fhir::questionnaire;
pub use oscal::{Fault, Imported, catalog, import, mapping};
pub use yaml::yaml;

/// The namespace of what is the register's own.
pub const NAMESPACE: &str = "urn:normtrack:oscal";
