//! A table: what its rows are read from, and what its columns are.

use domain::language::Language;

use crate::cell::{Cell, Kind};
use crate::words::said;

/// What everybody may know of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name, in small letters.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Whether every row has a value. A column of codes always has: a list without codes.
    pub required: bool,
    /// What it means, in English.
    pub meaning: &'static str,
}

impl Definition {
    /// What it means, in a language.
    pub fn meaning_in(&self, language: Language) -> &'static str {
        said(self.meaning, language)
    }
}

/// A column of a table of `S`.
pub struct Column<S> {
    /// What it is.
    pub definition: Definition,
    /// What stands in it.
    pub read: for<'s> fn(&'s S) -> Cell<'s>,
}

impl<S> Column<S> {
    /// A column in which every row has a value.
    pub const fn required(
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        read: for<'s> fn(&'s S) -> Cell<'s>,
    ) -> Self {
        let definition = Definition {
            name,
            kind,
            required: true,
            meaning,
        };
        Self { definition, read }
    }

    /// A column in which a row may have no value.
    pub const fn optional(
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        read: for<'s> fn(&'s S) -> Cell<'s>,
    ) -> Self {
        let definition = Definition {
            name,
            kind,
            required: false,
            meaning,
        };
        Self { definition, read }
    }
}

/// A table, defined once.
pub struct Table<S: 'static> {
    /// Its name, which its address has too.
    pub name: &'static str,
    /// What it is called, in English.
    pub title: &'static str,
    /// What one row is, and what is not there, in English.
    pub meaning: &'static str,
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    /// Whether it can be asked for of one round alone.
    pub by_round: bool,
    /// Its columns in order.
    pub columns: &'static [Column<S>],
}

/// A table without what its rows are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: &'static str,
    /// What it is called, in English.
    pub title: &'static str,
    /// What one row is, in English.
    pub meaning: &'static str,
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    /// Whether it can be asked for of one round alone.
    pub by_round: bool,
    /// Its columns in order.
    pub columns: Vec<Definition>,
}

impl<S: 'static> Table<S> {
    /// The cells of one row, in the order of the columns.
    pub fn row<'s>(&self, of: &'s S) -> Vec<Cell<'s>> {
        self.columns.iter().map(|column| (column.read)(of)).collect()
    }

    /// The same without what they were read from.
    pub fn owned_row(&self, of: &S) -> Vec<Cell<'static>> {
        self.row(of).into_iter().map(Cell::into_owned).collect()
    }

    /// What everybody may know of it.
    pub fn head(&self) -> Head {
        Head {
            name: self.name,
            title: self.title,
            meaning: self.meaning,
            key: self.key,
            by_round: self.by_round,
            columns: self.columns.iter().map(|column| column.definition).collect(),
        }
    }
}

impl Head {
    /// What it is called, in a language.
    pub fn title_in(&self, language: Language) -> &'static str {
        said(self.title, language)
    }

    /// What one row is, and what is not there, in a language.
    pub fn meaning_in(&self, language: Language) -> &'static str {
        said(self.meaning, language)
    }
}
