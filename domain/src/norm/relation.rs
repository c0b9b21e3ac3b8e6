//! The crosswalk: typed relations between provisions, read from left to right.

use crate::id::{ProvisionId, RelationId};
use crate::language::Texts;

/// How the left provision stands to the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// Same content.
    Equivalent,
    /// The left covers less.
    Narrower,
    /// The left covers more.
    Broader,
    /// Common subject, neither contains the other.
    Related,
    /// The left draws on the right, with other wording or scope.
    DerivedFrom,
    /// The left takes over the content of the right largely in the same words.
    Restates,
}

impl RelationKind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [Self; 6] = [
        Self::Equivalent,
        Self::Narrower,
        Self::Broader,
        Self::Related,
        Self::DerivedFrom,
        Self::Restates,
    ];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        self.reading().code()
    }

    /// Reads [`RelationKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the two provisions mean the same: of equal content, or taken over largely in the same words.
    pub const fn is_equivalence(self) -> bool {
        match self {
            Self::Equivalent | Self::Restates => true,
            Self::Narrower | Self::Broader | Self::Related | Self::DerivedFrom => false,
        }
    }

    /// The relation as read from the left provision.
    pub const fn reading(self) -> RelationReading {
        match self {
            Self::Equivalent => RelationReading::Equivalent,
            Self::Narrower => RelationReading::Narrower,
            Self::Broader => RelationReading::Broader,
            Self::Related => RelationReading::Related,
            Self::DerivedFrom => RelationReading::DerivedFrom,
            Self::Restates => RelationReading::Restates,
        }
    }

    /// The relation as read from the right provision.
    pub const fn inverse(self) -> RelationReading {
        match self {
            Self::Equivalent => RelationReading::Equivalent,
            Self::Narrower => RelationReading::Broader,
            Self::Broader => RelationReading::Narrower,
            Self::Related => RelationReading::Related,
            Self::DerivedFrom => RelationReading::SourceOf,
            Self::Restates => RelationReading::RestatedBy,
        }
    }
}

/// A relation as read from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationReading {
    /// Same content as the other.
    Equivalent,
    /// Covers less than the other.
    Narrower,
    /// Covers more than the other.
    Broader,
    /// Common subject.
    Related,
    /// Draws on the other.
    DerivedFrom,
    /// The other draws on it.
    SourceOf,
    /// Takes over the other largely in the same words.
    Restates,
    /// The other takes it over largely in the same words.
    RestatedBy,
}

impl RelationReading {
    /// Every reading; the two that only occur as inverses stand beside their counterparts.
    pub const ALL: [Self; 8] = [
        Self::Equivalent,
        Self::Narrower,
        Self::Broader,
        Self::Related,
        Self::DerivedFrom,
        Self::SourceOf,
        Self::Restates,
        Self::RestatedBy,
    ];

    /// The code used in files and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Equivalent => "equivalent",
            Self::Narrower => "narrower",
            Self::Broader => "broader",
            Self::Related => "related",
            Self::DerivedFrom => "derived_from",
            Self::SourceOf => "source_of",
            Self::Restates => "restates",
            Self::RestatedBy => "restated_by",
        }
    }

    /// Reads [`RelationReading::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.code() == code)
    }
}

/// A relation between two provisions. A pair appears once only, in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// The left provision.
    pub from: ProvisionId,
    /// How it stands to the right one.
    pub kind: RelationKind,
    /// The right provision.
    pub to: ProvisionId,
    /// Why, in one line.
    pub reason: Texts,
}

impl Relation {
    /// The other end as seen from `provision`, and how `provision` stands to it; empty if it is neither end.
    pub fn seen_from(&self, provision: &ProvisionId) -> Option<(&ProvisionId, RelationReading)> {
        if *provision == self.from {
            Some((&self.to, self.kind.reading()))
        } else if *provision == self.to {
            Some((&self.from, self.kind.inverse()))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_reads_from_both_ends() {
        let id = |text: &str| ProvisionId::new(text).unwrap();
        let relation = Relation {
            id: RelationId::new("X003").unwrap(),
            from: id("A-C1-73-L27/1.1"),
            kind: RelationKind::Restates,
            to: id("A-66-359/a"),
            reason: Texts::default(),
        };
        assert_eq!(
            relation.seen_from(&id("A-C1-73-L27/1.1")),
            Some((&relation.to, RelationReading::Restates))
        );
        assert_eq!(
            relation.seen_from(&id("A-66-359/a")),
            Some((&relation.from, RelationReading::RestatedBy))
        );
        assert_eq!(relation.seen_from(&id("A-66-359/b")), None);
    }

    #[test]
    fn readings_turn_round_and_back() {
        for kind in RelationKind::ALL {
            assert_eq!(RelationKind::from_code(kind.code()), Some(kind));
            if let Some(back) = RelationKind::from_code(kind.inverse().code()) {
                assert_eq!(back.inverse(), kind.reading());
            }
        }
        for reading in RelationReading::ALL {
            assert_eq!(RelationReading::from_code(reading.code()), Some(reading));
        }
    }
}
