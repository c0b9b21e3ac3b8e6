//! What can be changed in the draft of an edition, and why not.

use thiserror::Error;

use crate::id::{InstrumentId, ListId, ModuleId, OptionCode, ProvisionId, QuestionCode, SectionCode};
use crate::language::{Language, TextStatus};
use crate::questionnaire::{
    Bind, Ceiling, Draft, Expectation, Kind, Level, Lineage, Opens, Pattern, QuestionnaireKind, ShortPath,
};

/// A place that has words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextPlace {
    /// The title of the edition.
    Title,
    /// Its opening words.
    Intro,
    /// The title of a module.
    ModuleTitle(ModuleId),
    /// The opening words of a module.
    ModuleIntro(ModuleId),
    /// The title of a section.
    SectionTitle(SectionCode),
    /// What a question asks.
    Prompt(QuestionCode),
    /// The help beside a question.
    Help(QuestionCode),
    /// What people read of an option.
    Label(ListId, OptionCode),
}

/// A section without its words and its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDefinition {
    /// Its code.
    pub code: SectionCode,
    /// The provisions that it is about.
    pub primary: Vec<ProvisionId>,
    /// Provisions shown beside it.
    pub related: Vec<ProvisionId>,
    /// When it is enabled.
    pub condition: Option<Expectation>,
}

/// A question without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its code; what stands before the dot is the section that it belongs to.
    pub code: QuestionCode,
    /// What it asks for.
    pub kind: Kind,
    /// Whether completeness counts it.
    pub expected: bool,
    /// Whether the short path shows it.
    pub level: Level,
    /// The pattern that is asked of every provision alike.
    pub pattern: Option<Pattern>,
    /// The field of the submission that it is a view of.
    pub bind: Option<Bind>,
    /// The widest visibility of its answers.
    pub ceiling: Option<Ceiling>,
    /// The provisions that its answers belong to.
    pub provisions: Vec<ProvisionId>,
    /// When it is enabled.
    pub condition: Option<Expectation>,
    /// The questions of earlier editions that it continues; none leaves what is there.
    pub continues: Option<Vec<Lineage>>,
}

/// An option without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDefinition {
    /// Its code.
    pub code: OptionCode,
    /// It cannot be combined with others.
    pub exclusive: bool,
    /// It asks for a short text.
    pub with_text: bool,
}

/// What a put may find under its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// Something or nothing: what is there is defined anew.
    #[default]
    Either,
    /// Nothing: what is there is something else, and stays as it is.
    Absent,
    /// Something: what is not there is not made.
    Present,
}

/// Something in a draft that has a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coded {
    /// A module.
    Module(ModuleId),
    /// A section.
    Section(SectionCode),
    /// A question.
    Question(QuestionCode),
    /// A list of options.
    List(ListId),
    /// An option of a list.
    Option(ListId, OptionCode),
}

impl Coded {
    /// Its code.
    pub fn code(&self) -> &str {
        match self {
            Self::Module(code) => code.as_str(),
            Self::Section(code) => code.as_str(),
            Self::Question(code) => code.as_str(),
            Self::List(code) => code.as_str(),
            Self::Option(_, code) => code.as_str(),
        }
    }

    fn is_in(&self, draft: &Draft) -> bool {
        let mut modules = draft.modules.iter();
        let mut sections = draft.modules.iter().flat_map(|module| &module.sections);
        match self {
            Self::Module(id) => modules.any(|module| module.id == *id),
            Self::Section(code) => sections.any(|section| section.code == *code),
            Self::Question(code) => sections
                .flat_map(|section| &section.questions)
                .any(|question| question.code == *code),
            Self::List(id) => draft.lists.contains_key(id),
            Self::Option(list, option) => draft.lists.get(list).is_some_and(|list| list.find(option).is_some()),
        }
    }

    /// Refuses where nothing has this code.
    pub(super) fn must_be_in(&self, draft: &Draft) -> Result<(), ChangeRefused> {
        if self.is_in(draft) {
            return Ok(());
        }
        Err(match self.clone() {
            Self::Module(id) => ChangeRefused::NoModule(id),
            Self::Section(code) => ChangeRefused::NoSection(code),
            Self::Question(code) => ChangeRefused::NoQuestion(code),
            Self::List(id) => ChangeRefused::NoList(id),
            Self::Option(_, option) => ChangeRefused::NoOption(option),
        })
    }

    /// Refuses where something has this code.
    pub(super) fn must_be_free_in(&self, draft: &Draft) -> Result<(), ChangeRefused> {
        if self.is_in(draft) {
            return Err(ChangeRefused::Taken(self.clone()));
        }
        Ok(())
    }
}

impl Presence {
    /// Refuses a put that finds something else than its author expects.
    pub(super) fn hold(self, what: &Coded, draft: &Draft) -> Result<(), ChangeRefused> {
        match self {
            Self::Either => Ok(()),
            Self::Absent => what.must_be_free_in(draft),
            Self::Present => what.must_be_in(draft),
        }
    }
}

/// Another code for something, which stays what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recoding {
    /// A module; the short path follows.
    Module {
        /// Its code.
        from: ModuleId,
        /// Its code from now on.
        to: ModuleId,
    },
    /// A section; the codes of its questions begin with it, and so they follow, and what is asked of them.
    Section {
        /// Its code.
        from: SectionCode,
        /// Its code from now on.
        to: SectionCode,
    },
    /// A question; conditions follow. Where the code names another section it goes to the end of that one.
    Question {
        /// Its code.
        from: QuestionCode,
        /// Its code from now on.
        to: QuestionCode,
    },
    /// A list of options; the questions that are asked with it follow.
    List {
        /// Its code.
        from: ListId,
        /// Its code from now on.
        to: ListId,
    },
    /// An option; conditions on questions of its list follow.
    Option {
        /// Its list.
        list: ListId,
        /// Its code.
        from: OptionCode,
        /// Its code from now on.
        to: OptionCode,
    },
}

impl Recoding {
    pub(super) fn from(&self) -> Coded {
        match self.clone() {
            Self::Module { from, .. } => Coded::Module(from),
            Self::Section { from, .. } => Coded::Section(from),
            Self::Question { from, .. } => Coded::Question(from),
            Self::List { from, .. } => Coded::List(from),
            Self::Option { list, from, .. } => Coded::Option(list, from),
        }
    }

    pub(super) fn to(&self) -> Coded {
        match self.clone() {
            Self::Module { to, .. } => Coded::Module(to),
            Self::Section { to, .. } => Coded::Section(to),
            Self::Question { to, .. } => Coded::Question(to),
            Self::List { to, .. } => Coded::List(to),
            Self::Option { list, to, .. } => Coded::Option(list, to),
        }
    }
}

/// One change of a draft. What is put replaces what has its code, and keeps the words that stand there; what is new comes after
/// the one named, or to the end. What is moved comes after the one named, or to the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The words at a place in one language; none takes them away. Where they are the source wording, the other languages are
    /// translations of something else from now on, and count as read by nobody.
    Text {
        /// Where.
        place: TextPlace,
        /// In which language.
        language: Language,
        /// The words.
        content: Option<String>,
        /// How far they may be relied on; never *official*, which is quoted and not typed.
        status: TextStatus,
    },
    /// What the edition is for, how submissions come about, and the instruments that it asks about.
    Head {
        /// What it is for.
        kind: QuestionnaireKind,
        /// How submissions come about.
        opens: Opens,
        /// The instruments.
        instruments: Vec<InstrumentId>,
    },
    /// The short path; none takes it away.
    ShortPath(Option<ShortPath>),
    /// The number of the edition, where another one took it meanwhile.
    Number(u32),
    /// Puts a module.
    PutModule {
        /// Its id.
        id: ModuleId,
        /// When it is enabled.
        condition: Option<Expectation>,
        /// The module before it.
        after: Option<ModuleId>,
        /// What it may find under its code.
        presence: Presence,
    },
    /// Moves a module.
    MoveModule {
        /// Which.
        id: ModuleId,
        /// The module before it.
        after: Option<ModuleId>,
    },
    /// Removes a module with everything in it.
    RemoveModule(ModuleId),
    /// Puts a section; one that is there moves to the module named.
    PutSection {
        /// The section.
        definition: SectionDefinition,
        /// Its module.
        module: ModuleId,
        /// The section before it.
        after: Option<SectionCode>,
        /// What it may find under its code.
        presence: Presence,
    },
    /// Moves a section, into another module where one is named.
    MoveSection {
        /// Which.
        code: SectionCode,
        /// The module.
        module: ModuleId,
        /// The section before it.
        after: Option<SectionCode>,
    },
    /// Removes a section with everything in it.
    RemoveSection(SectionCode),
    /// Puts a question into the section that its code names.
    PutQuestion {
        /// The question.
        definition: Box<Definition>,
        /// The question before it.
        after: Option<QuestionCode>,
        /// What it may find under its code.
        presence: Presence,
    },
    /// Moves a question within its section.
    MoveQuestion {
        /// Which.
        code: QuestionCode,
        /// The question before it.
        after: Option<QuestionCode>,
    },
    /// Removes a question.
    RemoveQuestion(QuestionCode),
    /// Puts a list of options in this order; an option that is there keeps its words.
    PutList {
        /// Its id.
        id: ListId,
        /// Its options.
        options: Vec<OptionDefinition>,
        /// What it may find under its code.
        presence: Presence,
    },
    /// Removes a list of options.
    RemoveList(ListId),
    /// Gives something another code; whatever in the draft refers to it follows.
    Recode(Recoding),
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChangeRefused {
    /// There is no such place.
    #[error("there is no such place")]
    NoPlace,
    /// There is no such module.
    #[error("there is no module {0}")]
    NoModule(ModuleId),
    /// There is no such section.
    #[error("there is no section {0}")]
    NoSection(SectionCode),
    /// There is no such question.
    #[error("there is no question {0}")]
    NoQuestion(QuestionCode),
    /// There is no such list.
    #[error("there is no list {0}")]
    NoList(ListId),
    /// There is no such option in the list.
    #[error("there is no option {0}")]
    NoOption(OptionCode),
    /// Something else has this code.
    #[error("{} is there already", .0.code())]
    Taken(Coded),
    /// What it is to come after stands elsewhere, or is itself.
    #[error("what it is to come after does not stand beside it")]
    NotBeside,
    /// The option is named twice.
    #[error("the option {0} is named twice")]
    OptionTwice(OptionCode),
    /// An official wording is quoted in the files of the catalogue and never typed.
    #[error("an official wording is not typed")]
    Official,
    /// The words hold U+0000, which cannot be stored.
    #[error("the text holds U+0000")]
    NulCharacter,
    /// More characters than a place takes.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// More of something than a draft takes.
    #[error("more than {0}")]
    TooMany(usize),
    /// An edition of this number is there; the next that is free.
    #[error("the next number is {0}")]
    NumberTaken(u32),
}

impl Change {
    /// The most characters of the words at one place.
    pub const LONGEST_TEXT: usize = 10_000;
    /// The most options of a list, questions of a section, sections of a module and modules.
    pub const MOST_OF_A_KIND: usize = 500;
    /// The most changes of one act.
    pub const MOST_AT_ONCE: usize = 200;
}
