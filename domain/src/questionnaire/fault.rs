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
