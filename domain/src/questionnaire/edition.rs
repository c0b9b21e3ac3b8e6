//! An edition: the published, immutable version of a questionnaire, and the draft that it is published from.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::id::{EditionId, InstrumentId, ListId, ModuleId, ProvisionId, QuestionCode, SectionCode};
use crate::language::{Language, Texts};
use crate::questionnaire::condition::Gate;
use crate::questionnaire::{Expectation, Level, Lineage, OptionItem, OptionList, Question};

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

codes! { QuestionnaireKind {
    NationalImplementation = "national_implementation",
    FurtherProvisions = "further_provisions",
    Views = "views",
    Declaration = "declaration",
} }

codes! { Opens { Round = "round", OwnRequest = "own_request" } }

/// A questionnaire as it is read from its file; it may hold any fault. [`Draft::publish`] turns it into an
/// [`Edition`] or names every fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
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
    /// The option lists in use, and only those, by id.
    pub lists: BTreeMap<ListId, OptionList>,
}

impl Draft {
    /// A draft that asks nothing yet.
    pub fn empty(id: EditionId, kind: QuestionnaireKind, opens: Opens, source_language: Language) -> Self {
        Self {
            id,
            kind,
            opens,
            source_language,
            translation: 1,
            hash: [0; 32],
            instruments: Vec::new(),
            title: Texts::default(),
            intro: Texts::default(),
            short_path: None,
            modules: Vec::new(),
            lists: BTreeMap::new(),
        }
    }
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

/// The position of a question in its edition, counted from 0 through all modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionIndex(pub u16);

impl QuestionIndex {
    /// The position as an index into slices with one place per question.
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

/// The position of a section in its edition, counted from 0 through all modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIndex(pub u16);

impl SectionIndex {
    /// The position as an index into slices with one place per section.
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

/// A question where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// Its position in the edition.
    pub index: QuestionIndex,
    /// The question.
    pub question: &'a Question,
    /// The position of its section.
    pub section_index: SectionIndex,
    /// Its section.
    pub section: &'a Section,
    /// Its module.
    pub module: &'a Module,
}

/// A section where it stands.
#[derive(Clone, Copy, Debug)]
pub struct PlacedSection<'a> {
    /// Its position in the edition.
    pub index: SectionIndex,
    /// The section.
    pub section: &'a Section,
    /// Its module.
    pub module: &'a Module,
    /// The position of its first question.
    pub first: QuestionIndex,
}

impl<'a> PlacedSection<'a> {
    /// Its questions in order, with their positions.
    pub fn questions(self) -> impl Iterator<Item = Placed<'a>> {
        (self.first.0..)
            .zip(&self.section.questions)
            .map(move |(index, question)| Placed {
                index: QuestionIndex(index),
                question,
                section_index: self.index,
                section: self.section,
                module: self.module,
            })
    }
}

/// A published edition. [`Draft::publish`] alone makes one; it never changes. What [`Draft::examine`] lays out is an edition to
/// be looked at and is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    draft: Draft,
    modules: Box<[ModulePlace]>,
    sections: Box<[SectionPlace]>,
    questions: Box<[QuestionPlace]>,
    by_code: HashMap<QuestionCode, QuestionIndex>,
    by_section: HashMap<SectionCode, SectionIndex>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ModulePlace {
    pub(super) gate: Option<Gate>,
    pub(super) sections: Range<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SectionPlace {
    pub(super) gate: Option<Gate>,
    pub(super) questions: Range<u16>,
    module: u16,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuestionPlace {
    pub(super) gate: Option<Gate>,
    section: u16,
}

impl Edition {
    /// Lays out a draft in which publishing found no fault: codes are unique, positions fit and conditions refer to
    /// earlier questions.
    pub(super) fn lay_out(draft: Draft) -> Self {
        let fits = |n: usize| u16::try_from(n).expect("publishing refuses a draft with more questions than positions");
        let (mut modules, mut sections, mut questions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut by_code, mut by_section) = (HashMap::new(), HashMap::new());
        for module in &draft.modules {
            let gate = Gate::resolve(module.condition.as_ref(), &by_code);
            let first_section = fits(sections.len());
            for section in &module.sections {
                let index = fits(sections.len());
                let gate = Gate::resolve(section.condition.as_ref(), &by_code);
                let first_question = fits(questions.len());
                for question in &section.questions {
                    let gate = Gate::resolve(question.condition.as_ref(), &by_code);
                    by_code.insert(question.code.clone(), QuestionIndex(fits(questions.len())));
                    questions.push(QuestionPlace { gate, section: index });
                }
                by_section.insert(section.code.clone(), SectionIndex(index));
                sections.push(SectionPlace {
                    gate,
                    questions: first_question..fits(questions.len()),
                    module: fits(modules.len()),
                });
            }
            modules.push(ModulePlace {
                gate,
                sections: first_section..fits(sections.len()),
            });
        }
        Self {
            modules: modules.into(),
            sections: sections.into(),
            questions: questions.into(),
            by_code,
            by_section,
            draft,
        }
    }

    /// The draft of a later edition that asks the same: each question continues its counterpart here, comparably, and every
    /// translation is kept.
    pub fn continued(&self, number: u32) -> Draft {
        let mut draft = self.draft.clone();
        let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
        for question in sections.flat_map(|section| &mut section.questions) {
            question.continues = vec![Lineage {
                edition: self.draft.id.clone(),
                code: question.code.clone(),
                comparable: true,
            }];
        }
        draft.id.number = number;
        (draft.translation, draft.hash) = (1, [0; 32]);
        draft
    }

    /// Which edition of which questionnaire.
    pub const fn id(&self) -> &EditionId {
        &self.draft.id
    }

    /// What it is for.
    pub const fn kind(&self) -> QuestionnaireKind {
        self.draft.kind
    }

    /// How submissions come about.
    pub const fn opens(&self) -> Opens {
        self.draft.opens
    }

    /// The language of the wording that the hash covers.
    pub const fn source_language(&self) -> Language {
        self.draft.source_language
    }

    /// The revision of the translations that the texts here come from, counted from 1.
    pub const fn translation(&self) -> u32 {
        self.draft.translation
    }

    /// SHA-256 over structure, codes, lists, conditions and source wording.
    pub const fn hash(&self) -> &[u8; 32] {
        &self.draft.hash
    }

    /// The instruments it asks about.
    pub fn instruments(&self) -> &[InstrumentId] {
        &self.draft.instruments
    }

    /// Title.
    pub const fn title(&self) -> &Texts {
        &self.draft.title
    }

    /// Opening words.
    pub const fn intro(&self) -> &Texts {
        &self.draft.intro
    }

    /// The short path, where one is set.
    pub const fn short_path(&self) -> Option<&ShortPath> {
        self.draft.short_path.as_ref()
    }

    /// Modules in order.
    pub fn modules(&self) -> &[Module] {
        &self.draft.modules
    }

    /// The option lists in use, by id.
    pub const fn lists(&self) -> &BTreeMap<ListId, OptionList> {
        &self.draft.lists
    }

    /// One option list in use.
    pub fn list(&self, id: &ListId) -> Option<&OptionList> {
        self.draft.lists.get(id)
    }

    /// The options of a question in the order of its list; none for a kind without options.
    pub fn options(&self, question: &Question) -> &[OptionItem] {
        question
            .kind
            .list()
            .and_then(|id| self.list(id))
            .map_or(&[], |list| &list.options)
    }

    /// How many questions there are.
    pub const fn len(&self) -> usize {
        self.questions.len()
    }

    /// Whether there is no question at all; publishing refuses that.
    pub const fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    /// Finds a question by its code, typed or as text.
    pub fn question(&self, code: &(impl AsRef<str> + ?Sized)) -> Option<Placed<'_>> {
        self.by_code.get(code.as_ref()).map(|index| self.at(*index))
    }

    /// The question at a position of this edition.
    pub fn at(&self, index: QuestionIndex) -> Placed<'_> {
        let section = self.section_at(SectionIndex(self.questions[index.get()].section));
        Placed {
            index,
            question: &section.section.questions[index.get() - section.first.get()],
            section_index: section.index,
            section: section.section,
            module: section.module,
        }
    }

    /// Every question in order.
    pub fn questions(&self) -> impl Iterator<Item = Placed<'_>> {
        self.sections().flat_map(PlacedSection::questions)
    }

    /// Finds a section by its code, typed or as text.
    pub fn section(&self, code: &(impl AsRef<str> + ?Sized)) -> Option<PlacedSection<'_>> {
        self.by_section.get(code.as_ref()).map(|index| self.section_at(*index))
    }

    /// The section at a position of this edition.
    pub fn section_at(&self, index: SectionIndex) -> PlacedSection<'_> {
        let place = &self.sections[index.get()];
        let module = usize::from(place.module);
        let first = usize::from(self.modules[module].sections.start);
        let module = &self.draft.modules[module];
        PlacedSection {
            index,
            section: &module.sections[index.get() - first],
            module,
            first: QuestionIndex(place.questions.start),
        }
    }

    /// Every section in order.
    pub fn sections(&self) -> impl Iterator<Item = PlacedSection<'_>> {
        (0_u16..)
            .zip(&self.sections)
            .map(|(index, _)| self.section_at(SectionIndex(index)))
    }

    /// The lead questions in order: each is the row of its provisions in statistics.
    pub fn leads(&self) -> impl Iterator<Item = Placed<'_>> {
        self.questions().filter(|placed| placed.question.is_lead())
    }

    /// The questions of the short path in order: the core questions of its modules. Empty where no short path is set.
    pub fn short_path_questions(&self) -> impl Iterator<Item = Placed<'_>> {
        self.questions().filter(|placed| self.on_short_path(*placed))
    }

    pub(super) fn on_short_path(&self, placed: Placed<'_>) -> bool {
        placed.question.level == Level::Core
            && self
                .short_path()
                .is_some_and(|path| path.modules.contains(&placed.module.id))
    }

    pub(super) const fn places(&self) -> (&[ModulePlace], &[SectionPlace], &[QuestionPlace]) {
        (&self.modules, &self.sections, &self.questions)
    }
}
