//! Provisions: the smallest citable units of an instrument.

use std::collections::BTreeMap;

use crate::id::{InstrumentId, ProvisionId, Symbol, Term, Theme};
use crate::language::{Language, Reading, Texts};

/// What a provision does. *Norm* is said of the eleven of A/70/174 and of texts that call themselves so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// A norm.
    Norm,
    /// A rule, where a text tells rules from norms.
    Rule,
    /// A principle.
    Principle,
    /// A pledge of States that follow the text.
    Pledge,
    /// A confidence-building measure.
    Cbm,
    /// A measure of capacity-building.
    CapacityBuilding,
    /// A statement on how international law applies.
    InternationalLaw,
    /// A request, as a rule to the Secretary-General.
    Request,
    /// An invitation, as a rule to Member States.
    Invitation,
    /// A decision, finding or position of the adopting body.
    Decision,
    /// A definition or purpose.
    Definition,
    /// A preambular paragraph, or a context paragraph of a report.
    Preamble,
}

impl ProvisionKind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [Self; 12] = [
        Self::Norm,
        Self::Rule,
        Self::Principle,
        Self::Pledge,
        Self::Cbm,
        Self::CapacityBuilding,
        Self::InternationalLaw,
        Self::Request,
        Self::Invitation,
        Self::Decision,
        Self::Definition,
        Self::Preamble,
    ];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Norm => "norm",
            Self::Rule => "rule",
            Self::Principle => "principle",
            Self::Pledge => "pledge",
            Self::Cbm => "cbm",
            Self::CapacityBuilding => "capacity_building",
            Self::InternationalLaw => "international_law",
            Self::Request => "request",
            Self::Invitation => "invitation",
            Self::Decision => "decision",
            Self::Definition => "definition",
            Self::Preamble => "preamble",
        }
    }

    /// Reads [`ProvisionKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the crosswalk must hold a counterpart of every such provision.
    pub const fn needs_counterpart(self) -> bool {
        match self {
            Self::Norm | Self::Rule | Self::Principle | Self::Pledge => true,
            Self::Cbm
            | Self::CapacityBuilding
            | Self::InternationalLaw
            | Self::Request
            | Self::Invitation
            | Self::Decision
            | Self::Definition
            | Self::Preamble => false,
        }
    }

    /// Whether a question must ask about every such provision, or the list of those not yet asked about name it.
    pub const fn needs_question(self) -> bool {
        match self {
            Self::Norm
            | Self::Rule
            | Self::Principle
            | Self::Pledge
            | Self::Cbm
            | Self::CapacityBuilding
            | Self::InternationalLaw => true,
            Self::Request | Self::Invitation | Self::Decision | Self::Definition | Self::Preamble => false,
        }
    }
}

/// The smallest citable unit of an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its id, which never changes.
    pub id: ProvisionId,
    /// The instrument.
    pub instrument: InstrumentId,
    /// The provision that it is a part of.
    pub parent: Option<ProvisionId>,
    /// Its position among its siblings, counted from 1.
    pub ordinal: u32,
    /// The label as printed (`(c)`); none where nothing is printed.
    pub label: Option<String>,
    /// The label that regular numbering would give, where the printed one departs from it.
    pub expected_label: Option<String>,
    /// The reference for people (`26 (c)`).
    pub paragraph: String,
    /// What it does.
    pub kind: ProvisionKind,
    /// Whom it addresses: terms of the vocabulary `addressees`.
    pub addressees: Vec<Term>,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// The wording; empty where none may be quoted here.
    pub text: Texts,
    /// SHA-256 of the UTF-8 bytes of each official wording.
    pub pins: BTreeMap<Language, [u8; 32]>,
    /// Slips of the source that the wording mends.
    pub repairs: Vec<Repair>,
    /// Slips of the source that the wording keeps, by language.
    pub sic: Vec<(Language, String)>,
    /// A heading in our own words.
    pub title: Texts,
    /// What it says in our own words. Never stands in for the wording.
    pub statement: Texts,
    /// Marks of the instrument's footnotes that it carries.
    pub footnotes: Vec<String>,
    /// Documents that it or its footnotes name.
    pub cites: Vec<Symbol>,
    /// What has still to be verified, in the words of the content (`paragraph`).
    pub to_verify: Vec<String>,
    /// Whether it is given from general knowledge and not from a source document.
    pub general_knowledge: bool,
}

impl Provision {
    /// The wording as a reader of `asked` gets it. A statement is never returned here: where there is no wording there
    /// is nothing.
    pub fn wording(&self, asked: Language) -> Option<Reading<'_>> {
        self.text.read(asked)
    }
}

/// A slip of the source that the wording mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The language of the wording.
    pub language: Language,
    /// As in the source.
    pub found: String,
    /// As given here.
    pub repaired: String,
}
