//! What can be wrong with a draft, and where.

use std::fmt;

use thiserror::Error;

use crate::id::{EditionId, InstrumentId, ListId, ModuleId, OptionCode, ProvisionId, QuestionCode, SectionCode};
use crate::language::Language;
use crate::questionnaire::{Bind, Decimal, KindCode, Pattern};

/// One fault of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: {flaw}")]
pub struct Fault {
    /// Where it is.
    pub place: Place,
    /// What it is, with the values that a message needs.
    pub flaw: Flaw,
}

/// A place in a draft, as a person would look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The head of the edition.
    Edition,
    /// The short path.
    ShortPath,
    /// An option list.
    List(ListId),
    /// An option of a list.
    Option(ListId, OptionCode),
    /// A module.
    Module(ModuleId),
    /// A section in its module.
    Section(ModuleId, SectionCode),
    /// A question in its module and section.
    Question(ModuleId, SectionCode, QuestionCode),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edition => f.write_str("edition"),
            Self::ShortPath => f.write_str("short path"),
            Self::List(list) => write!(f, "list {list}"),
            Self::Option(list, option) => write!(f, "list {list}, option {option}"),
            Self::Module(module) => write!(f, "module {module}"),
            Self::Section(module, section) => write!(f, "module {module}, section {section}"),
            Self::Question(module, section, question) => {
                write!(f, "module {module}, section {section}, question {question}")
            }
        }
    }
}

/// What is wrong there. The sentences are for people who write questionnaires.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// Another module before it has the same id.
    #[error("the module id is used twice")]
    DuplicateModule,
    /// Another section before it has the same code.
    #[error("the section code is used twice")]
    DuplicateSection,
    /// Another question before it has the same code.
    #[error("the question code is used twice")]
    DuplicateQuestion,
    /// The code does not begin with the code of the section that holds the question.
    #[error("the code does not begin with `{expected}.`")]
    ForeignCode {
        /// The section that holds the question.
        expected: SectionCode,
    },
    /// There is no module.
    #[error("there is no module")]
    NoModule,
    /// A module without sections.
    #[error("there is no section")]
    NoSection,
    /// A section without questions.
    #[error("there is no question")]
    NoQuestion,
    /// More questions than positions.
    #[error("{questions} questions, at most {}", u16::MAX)]
    TooManyQuestions {
        /// How many there are.
        questions: usize,
    },
    /// The translations are counted from 1.
    #[error("revisions of the translations are counted from 1")]
    TranslationZero,
    /// A title, prompt or label without words in the source language.
    #[error("no {what} in the source language `{language}`")]
    WordingMissing {
        /// Which wording: title, prompt, label.
        what: &'static str,
        /// The source language of the edition.
        language: Language,
    },

    /// The list does not exist.
    #[error("the option list `{list}` does not exist")]
    UnknownList {
        /// The list named.
        list: ListId,
    },
    /// The list is used by no question; the hash would cover what nobody is asked.
    #[error("no question uses the list")]
    UnusedList,
    /// A list without options.
    #[error("the list has no option")]
    EmptyList,
    /// Another option of the list has the same code.
    #[error("the option code is used twice in its list")]
    DuplicateOption,

    /// A bound question of another kind than the field.
    #[error("`{}` is bound by a question of kind {}, not {}", bind.code(), expected.code(), found.code())]
    BoundKind {
        /// The field.
        bind: Bind,
        /// The kind that shows it.
        expected: KindCode,
        /// The kind of the question.
        found: KindCode,
    },
    /// The field is bound by an earlier question too.
    #[error("`{}` is already bound by {first}", bind.code())]
    BoundTwice {
        /// The field.
        bind: Bind,
        /// The first question that binds it.
        first: QuestionCode,
    },
    /// A bound question is always shown.
    #[error("a bound question carries no condition")]
    BoundWithCondition,

    /// A condition without a test.
    #[error("the condition tests nothing")]
    EmptyCondition,
    /// The condition names a question that is not in the edition.
    #[error("condition on {question}, which does not exist")]
    ConditionUnknown {
        /// The question named.
        question: QuestionCode,
    },
    /// The condition names a question that does not stand before. Thus no circle of conditions can be written.
    #[error("condition on {question}, which does not stand earlier")]
    ConditionNotEarlier {
        /// The question named.
        question: QuestionCode,
    },
    /// A bound question has no answer to test.
    #[error("condition on {question}, which is bound to a field of the system")]
    ConditionOnBound {
        /// The question named.
        question: QuestionCode,
    },
    /// The operator or its answer does not fit the kind of the question tested.
    #[error("the operator does not fit {question}, which is of kind {}", kind.code())]
    OperatorMisfit {
        /// The question named.
        question: QuestionCode,
        /// Its kind.
        kind: KindCode,
    },
    /// The option is not in the list of the question tested.
    #[error("condition on the option `{option}`, which {question} does not offer")]
    ConditionOption {
        /// The question named.
        question: QuestionCode,
        /// The option named.
        option: OptionCode,
    },

    /// The section has a lead question already.
    #[error("{first} is the lead question of this section already")]
    SecondLead {
        /// The first lead question.
        first: QuestionCode,
    },
    /// A lead question is core and expected, so that every provision gets its row.
    #[error("a lead question is core and expected")]
    LeadNotCoreExpected,
    /// `status` is a single choice, `approach` a multi choice.
    #[error("pattern `{}` needs kind {}, not {}", pattern.code(), expected.code(), found.code())]
    LeadKind {
        /// The pattern.
        pattern: Pattern,
        /// The kind that it needs.
        expected: KindCode,
        /// The kind of the question.
        found: KindCode,
    },
    /// When the lead question is silent, its section shows nothing else but what changed.
    #[error("shown although the lead question {lead} is silent")]
    ShownBesideSilentLead {
        /// The lead question of the section.
        lead: QuestionCode,
    },
    /// A text that was not adopted sits in a questionnaire of its own and is never summed with agreed ones.
    #[error("a lead question about {provision}, whose text was not adopted, in the national survey")]
    NotAdoptedAmongAgreed {
        /// The provision.
        provision: ProvisionId,
    },
    /// The questionnaire of texts that were not adopted has a row for an agreed provision.
    #[error("a lead question about the agreed provision {provision} among texts that were not adopted")]
    AgreedAmongNotAdopted {
        /// The provision.
        provision: ProvisionId,
    },

    /// Contact details go to the secretariat and no further.
    #[error("a contact needs the visibility ceiling `secretariat`")]
    ContactCeiling,

    /// The short path names a module that does not exist.
    #[error("there is no module `{module}`")]
    ShortPathModule {
        /// The module named.
        module: ModuleId,
    },
    /// The short path holds more core questions than it may.
    #[error("{questions} core questions, at most {limit}")]
    ShortPathTooLong {
        /// How many there are.
        questions: usize,
        /// The most that it may hold.
        limit: u32,
    },
    /// A long text on the short path.
    #[error("a long text on the short path")]
    ShortPathLongText,

    /// No such instrument.
    #[error("the instrument {instrument} does not exist")]
    UnknownInstrument {
        /// The instrument named.
        instrument: InstrumentId,
    },
    /// No such provision.
    #[error("the provision {provision} does not exist")]
    UnknownProvision {
        /// The provision named.
        provision: ProvisionId,
    },
    /// The provision is named twice.
    #[error("the provision {provision} is named twice")]
    DuplicateProvision {
        /// The provision named.
        provision: ProvisionId,
    },
    /// An answer belongs to at least one provision.
    #[error("the question names no provision")]
    NoProvision,

    /// A scale whose lowest step is not below its highest.
    #[error("a scale from {min} to {max}")]
    ScaleBounds {
        /// The lowest step.
        min: i32,
        /// The highest step.
        max: i32,
    },
    /// A least value above the greatest.
    #[error("a number from {min} to {max}")]
    NumberBounds {
        /// The least value.
        min: Decimal,
        /// The greatest value.
        max: Decimal,
    },
    /// A limit of zero words, characters or items.
    #[error("a limit of zero")]
    ZeroLimit,

    /// The question continued does not exist in an earlier edition.
    #[error("continues {code} of {edition}, which does not exist")]
    LineageNowhere {
        /// The edition named.
        edition: EditionId,
        /// The question named there.
        code: QuestionCode,
    },
    /// The same question is continued twice.
    #[error("continues {code} of {edition} twice")]
    DuplicateLineage {
        /// The edition named.
        edition: EditionId,
        /// The question named there.
        code: QuestionCode,
    },
    /// Comparable figures need the same kind, unit and steps, and every earlier option.
    #[error("not comparable with {code} of {edition}: {difference}")]
    NotComparable {
        /// The edition named.
        edition: EditionId,
        /// The question named there.
        code: QuestionCode,
        /// What differs.
        difference: Difference,
    },
}

impl Flaw {
    /// The code of every flaw with the names of its values, in the order of the declaration.
    pub const SIGNATURES: &[(&str, &[&str])] = &[
        ("duplicate_module", &[]),
        ("duplicate_section", &[]),
        ("duplicate_question", &[]),
        ("foreign_code", &["expected"]),
        ("no_module", &[]),
        ("no_section", &[]),
        ("no_question", &[]),
        ("too_many_questions", &["questions"]),
        ("translation_zero", &[]),
        ("wording_missing", &["what", "language"]),
        ("unknown_list", &["list"]),
        ("unused_list", &[]),
        ("empty_list", &[]),
        ("duplicate_option", &[]),
        ("bound_kind", &["bind", "expected", "found"]),
        ("bound_twice", &["bind", "first"]),
        ("bound_with_condition", &[]),
        ("empty_condition", &[]),
        ("condition_unknown", &["question"]),
        ("condition_not_earlier", &["question"]),
        ("condition_on_bound", &["question"]),
        ("operator_misfit", &["question", "kind"]),
        ("condition_option", &["question", "option"]),
        ("second_lead", &["first"]),
        ("lead_not_core_expected", &[]),
        ("lead_kind", &["pattern", "expected", "found"]),
        ("shown_beside_silent_lead", &["lead"]),
        ("not_adopted_among_agreed", &["provision"]),
        ("agreed_among_not_adopted", &["provision"]),
        ("contact_ceiling", &[]),
        ("short_path_module", &["module"]),
        ("short_path_too_long", &["questions", "limit"]),
        ("short_path_long_text", &[]),
        ("unknown_instrument", &["instrument"]),
        ("unknown_provision", &["provision"]),
        ("duplicate_provision", &["provision"]),
        ("no_provision", &[]),
        ("scale_bounds", &["min", "max"]),
        ("number_bounds", &["min", "max"]),
        ("zero_limit", &[]),
        ("lineage_nowhere", &["edition", "code"]),
        ("duplicate_lineage", &["edition", "code"]),
        ("not_comparable", &["edition", "code", "difference"]),
    ];

    /// The code that messages in six languages are found by.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateModule => "duplicate_module",
            Self::DuplicateSection => "duplicate_section",
            Self::DuplicateQuestion => "duplicate_question",
            Self::ForeignCode { .. } => "foreign_code",
            Self::NoModule => "no_module",
            Self::NoSection => "no_section",
            Self::NoQuestion => "no_question",
            Self::TooManyQuestions { .. } => "too_many_questions",
            Self::TranslationZero => "translation_zero",
            Self::WordingMissing { .. } => "wording_missing",
            Self::UnknownList { .. } => "unknown_list",
            Self::UnusedList => "unused_list",
            Self::EmptyList => "empty_list",
            Self::DuplicateOption => "duplicate_option",
            Self::BoundKind { .. } => "bound_kind",
            Self::BoundTwice { .. } => "bound_twice",
            Self::BoundWithCondition => "bound_with_condition",
            Self::EmptyCondition => "empty_condition",
            Self::ConditionUnknown { .. } => "condition_unknown",
            Self::ConditionNotEarlier { .. } => "condition_not_earlier",
            Self::ConditionOnBound { .. } => "condition_on_bound",
            Self::OperatorMisfit { .. } => "operator_misfit",
            Self::ConditionOption { .. } => "condition_option",
            Self::SecondLead { .. } => "second_lead",
            Self::LeadNotCoreExpected => "lead_not_core_expected",
            Self::LeadKind { .. } => "lead_kind",
            Self::ShownBesideSilentLead { .. } => "shown_beside_silent_lead",
            Self::NotAdoptedAmongAgreed { .. } => "not_adopted_among_agreed",
            Self::AgreedAmongNotAdopted { .. } => "agreed_among_not_adopted",
            Self::ContactCeiling => "contact_ceiling",
            Self::ShortPathModule { .. } => "short_path_module",
            Self::ShortPathTooLong { .. } => "short_path_too_long",
            Self::ShortPathLongText => "short_path_long_text",
            Self::UnknownInstrument { .. } => "unknown_instrument",
            Self::UnknownProvision { .. } => "unknown_provision",
            Self::DuplicateProvision { .. } => "duplicate_provision",
            Self::NoProvision => "no_provision",
            Self::ScaleBounds { .. } => "scale_bounds",
            Self::NumberBounds { .. } => "number_bounds",
            Self::ZeroLimit => "zero_limit",
            Self::LineageNowhere { .. } => "lineage_nowhere",
            Self::DuplicateLineage { .. } => "duplicate_lineage",
            Self::NotComparable { .. } => "not_comparable",
        }
    }

    /// The values of the message by name, codes among them as they are.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::DuplicateModule
            | Self::DuplicateSection
            | Self::DuplicateQuestion
            | Self::NoModule
            | Self::NoSection
            | Self::NoQuestion
            | Self::TranslationZero
            | Self::UnusedList
            | Self::EmptyList
            | Self::DuplicateOption
            | Self::BoundWithCondition
            | Self::EmptyCondition
            | Self::LeadNotCoreExpected
            | Self::ContactCeiling
            | Self::ShortPathLongText
            | Self::NoProvision
            | Self::ZeroLimit => Vec::new(),
            Self::ForeignCode { expected } => vec![("expected", expected.to_string())],
            Self::TooManyQuestions { questions } => vec![("questions", questions.to_string())],
            Self::WordingMissing { what, language } => {
                vec![("what", what.to_string()), ("language", language.to_string())]
            }
            Self::UnknownList { list } => vec![("list", list.to_string())],
            Self::BoundKind { bind, expected, found } => vec![
                ("bind", bind.code().to_owned()),
                ("expected", expected.code().to_owned()),
                ("found", found.code().to_owned()),
            ],
            Self::BoundTwice { bind, first } => vec![("bind", bind.code().to_owned()), ("first", first.to_string())],
            Self::ConditionUnknown { question }
            | Self::ConditionNotEarlier { question }
            | Self::ConditionOnBound { question } => vec![("question", question.to_string())],
            Self::OperatorMisfit { question, kind } => {
                vec![("question", question.to_string()), ("kind", kind.code().to_owned())]
            }
            Self::ConditionOption { question, option } => {
                vec![("question", question.to_string()), ("option", option.to_string())]
            }
            Self::SecondLead { first } => vec![("first", first.to_string())],
            Self::LeadKind {
                pattern,
                expected,
                found,
            } => vec![
                ("pattern", pattern.code().to_owned()),
                ("expected", expected.code().to_owned()),
                ("found", found.code().to_owned()),
            ],
            Self::ShownBesideSilentLead { lead } => vec![("lead", lead.to_string())],
            Self::NotAdoptedAmongAgreed { provision }
            | Self::AgreedAmongNotAdopted { provision }
            | Self::UnknownProvision { provision }
            | Self::DuplicateProvision { provision } => vec![("provision", provision.to_string())],
            Self::ShortPathModule { module } => vec![("module", module.to_string())],
            Self::ShortPathTooLong { questions, limit } => {
                vec![("questions", questions.to_string()), ("limit", limit.to_string())]
            }
            Self::UnknownInstrument { instrument } => vec![("instrument", instrument.to_string())],
            Self::ScaleBounds { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            Self::NumberBounds { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            Self::LineageNowhere { edition, code } | Self::DuplicateLineage { edition, code } => {
                vec![("edition", edition.to_string()), ("code", code.to_string())]
            }
            Self::NotComparable {
                edition,
                code,
                difference,
            } => vec![
                ("edition", edition.to_string()),
                ("code", code.to_string()),
                ("difference", difference.code().to_owned()),
            ],
        }
    }

    /// Whether codes do not name one thing, or there are more questions than positions.
    pub(super) const fn keeps_from_being_laid_out(&self) -> bool {
        matches!(
            self,
            Self::DuplicateModule | Self::DuplicateSection | Self::DuplicateQuestion | Self::TooManyQuestions { .. }
        )
    }
}

/// Why the figures of two questions cannot be joined into one series.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Difference {
    /// Another kind.
    #[error("kind {} then, {} now", then.code(), now.code())]
    Kind {
        /// The kind in the earlier edition.
        then: KindCode,
        /// The kind in this one.
        now: KindCode,
    },
    /// An option of the earlier edition is gone.
    #[error("option `{option}` is gone")]
    Option {
        /// The option.
        option: OptionCode,
    },
    /// The scale has other ends.
    #[error("another scale")]
    Scale,
    /// The number is in another unit.
    #[error("another unit")]
    Unit,
}

impl Difference {
    /// The code that messages tell it by.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "kind",
            Self::Option { .. } => "option",
            Self::Scale => "scale",
            Self::Unit => "unit",
        }
    }
}
