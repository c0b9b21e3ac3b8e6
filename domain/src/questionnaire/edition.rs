//! An edition: the published, immutable version of a questionnaire.

use std::collections::BTreeMap;

use crate::id::{EditionId, InstrumentId, ListId, ModuleId, OptionCode, ProvisionId, QuestionCode, SectionCode};
use crate::language::{Language, Texts};
use crate::questionnaire::{Decimal, Kind};

/// What a questionnaire is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionnaireKind {
    /// The national survey of implementation.
    NationalImplementation,
    /// Provisions of texts that were not adopted; never summed with agreed ones.
    FurtherProvisions,
    /// Views and assessments (A/RES/69/28, paragraph 3) and views on a programme of action (A/RES/77/37, paragraph 3).
    Views,
    /// A State's declaration on a text, at its own request.
    Declaration,
}

/// How a submission comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opens {
    /// In a round to which States are invited.
    Round,
    /// At the State's own request: no invitation and no denominator.
    OwnRequest,
}

/// A published edition. Built by [`Edition::publish`] only, which refuses a faulty one with every fault listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Which edition of which questionnaire.
    pub id: EditionId,
    /// What it is for.
    pub kind: QuestionnaireKind,
    /// How submissions come about.
    pub opens: Opens,
    /// The language of the wording that the hash covers; the others are translations.
    pub source_language: Language,
    /// The revision of the translations that the texts here come from, counted from 1.
    pub translation: u32,
    /// SHA-256 over structure, codes, lists, conditions and source wording, given by the catalogue.
    pub hash: [u8; 32],
    /// The instruments it asks about.
    pub instruments: Vec<InstrumentId>,
    /// Title.
    pub title: Texts,
    /// Opening words.
    pub intro: Texts,
    /// The short path, where one is set.
    pub short_path: Option<ShortPath>,
    /// Modules in order.
    pub modules: Vec<Module>,
    /// The option lists in use, by id.
    pub lists: BTreeMap<ListId, OptionList>,
}

/// The modules whose core questions make a good first filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortPath {
    /// The modules.
    pub modules: Vec<ModuleId>,
    /// The most core questions that they may hold.
    pub max_questions: u32,
}

/// A part of an edition that a State may choose as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its id.
    pub id: ModuleId,
    /// Title.
    pub title: Texts,
    /// Opening words, possibly none.
    pub intro: Texts,
    /// When it is enabled.
    pub condition: Option<Expectation>,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// The unit that is assigned and cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its code.
    pub code: SectionCode,
    /// Title.
    pub title: Texts,
    /// The provisions it is about.
    pub primary: Vec<ProvisionId>,
    /// Provisions shown beside it.
    pub related: Vec<ProvisionId>,
    /// When it is enabled.
    pub condition: Option<Expectation>,
    /// Questions in order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its code, unique within the edition.
    pub code: QuestionCode,
    /// What it asks for.
    pub kind: Kind,
    /// The question itself.
    pub prompt: Texts,
    /// Help, possibly none.
    pub help: Texts,
    /// Whether completeness counts it; it never blocks filing.
    pub expected: bool,
    /// Whether the short path shows it.
    pub level: Level,
    /// The same question asked for every provision, for comparison over provisions.
    pub pattern: Option<Pattern>,
    /// The field of the submission that it is a view of; then there is no answer.
    pub bind: Option<Bind>,
    /// The widest visibility that any default or act can give its answer.
    pub ceiling: Option<Ceiling>,
    /// The provisions its answer belongs to.
    pub provisions: Vec<ProvisionId>,
    /// When it is enabled.
    pub condition: Option<Expectation>,
    /// The questions of earlier editions that it continues.
    pub continues: Vec<Lineage>,
}

/// Whether the short path shows a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Part of the short path.
    Core,
    /// Beyond it.
    Extended,
}

/// The same question asked of every provision. Only the first two make a provision's row in statistics.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// The state of measures: a lead question with one answer.
    Status,
    /// How restraint is reflected in positions and rules: a lead question whose options overlap.
    Approach,
    /// Any other pattern, by its name in the content (`measures`, `change`).
    Other(String),
}

impl Pattern {
    /// Whether the question is the row of its provisions in statistics.
    pub const fn is_lead(&self) -> bool {
        match self {
            Self::Status | Self::Approach => true,
            Self::Other(_) => false,
        }
    }
}

/// A field of the submission that a question is a view of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bind {
    /// The visibility that answers get unless they say otherwise.
    DefaultVisibility,
    /// The language of the texts.
    Language,
    /// The State confirms the whole.
    Confirmation,
    /// Whether the State filed before.
    EarlierSubmission,
}

/// The widest visibility that an answer can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ceiling {
    /// The State itself.
    NationalTeam,
    /// The secretariat.
    Secretariat,
    /// Member States.
    MemberStates,
}

/// Options shared by questions; their order is the list's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionList {
    /// Options in order.
    pub options: Vec<OptionItem>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionItem {
    /// Its code, unique within the list.
    pub code: OptionCode,
    /// What people read.
    pub label: Texts,
    /// It cannot be combined with others.
    pub exclusive: bool,
    /// It asks for a short text.
    pub with_text: bool,
}

/// When something is enabled (FHIR `enableWhen` and `enableBehavior`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// How the conditions are joined.
    pub behaviour: Behaviour,
    /// At least one.
    pub conditions: Vec<Condition>,
}

/// How conditions are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Behaviour {
    /// Every one must hold.
    All,
    /// One is enough.
    Any,
}

/// One condition on an earlier question. An unanswered, hidden or silent question makes every comparison false and
/// `exists: false` true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The earlier question.
    pub question: QuestionCode,
    /// What is compared.
    pub operator: Operator,
}

/// FHIR's `enableWhen.operator` with its answer; the shape of the answer follows the kind of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Whether the question has standing *answered*.
    Exists(bool),
    /// The option is chosen, or among those chosen.
    Chosen(OptionCode),
    /// There is an answer and the option is not among those chosen.
    NotChosen(OptionCode),
    /// The yes-or-no answer is this.
    Is(bool),
    /// The number or step is equal.
    Equal(Decimal),
    /// The number or step differs.
    NotEqual(Decimal),
    /// Greater.
    Greater(Decimal),
    /// Less.
    Less(Decimal),
    /// Greater or equal.
    AtLeast(Decimal),
    /// Less or equal.
    AtMost(Decimal),
}

/// An earlier question that a question continues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The earlier edition.
    pub edition: EditionId,
    /// The question there.
    pub code: QuestionCode,
    /// Whether figures may be joined into one series.
    pub comparable: bool,
}
