//! The tables: what is asked (framework, forms), what was filed (record), how many States say what (figures),
//! what is needed and offered (capacity), and what is proposed (proposals).

pub mod capacity;
pub mod figures;
pub mod forms;
pub mod framework;
pub mod proposals;
pub mod record;

use crate::table::Head;

/// Every table, in the order of the catalogue.
pub fn all() -> Vec<Head> {
    vec![
        framework::INSTRUMENTS.head(),
        framework::PROVISIONS.head(),
        framework::RELATIONS.head(),
        framework::STATES.head(),
        framework::ORGANISATIONS.head(),
        framework::MEMBERSHIPS.head(),
        forms::EDITIONS.head(),
        forms::QUESTIONS.head(),
        forms::OPTIONS.head(),
        framework::TEXTS.head(),
        record::ROUNDS.head(),
        record::INVITATIONS.head(),
        record::FILINGS.head(),
        record::ANSWERS.head(),
        record::TRANSLATIONS.head(),
        figures::COVERAGE.head(),
        capacity::NEEDS.head(),
        capacity::OFFERS.head(),
        capacity::NOTICE_TEXTS.head(),
        proposals::PROPOSALS.head(),
        proposals::PROPOSAL_TEXTS.head(),
    ]
}

/// The table with a name.
pub fn find(name: &str) -> Option<Head> {
    all().into_iter().find(|head| head.name == name)
}
