//! Controlled lists with labels in six languages.

use crate::id::Term;
use crate::language::Texts;

/// A controlled list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name.
    pub name: Term,
    /// Its terms in order.
    pub entries: Vec<Entry>,
}

/// One term of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub term: Term,
    /// What people read.
    pub label: Texts,
}

impl Vocabulary {
    /// The label of a term.
    pub fn label(&self, term: &str) -> Option<&Texts> {
        self.entries
            .iter()
            .find(|entry| entry.term.as_str() == term)
            .map(|entry| &entry.label)
    }
}
