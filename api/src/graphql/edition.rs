//! Editions of questionnaires: what is asked, in which order, and when.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::id::{EditionDraftId, EditionId, ModuleId, ProvisionId, QuestionCode, SectionCode};
use domain::questionnaire as rules;
use domain::questionnaire::{Behaviour, Opens, Operator, QuestionnaireKind};

use crate::graphql::call::Call;
use crate::graphql::instrument::Instrument;
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::Provision;
use crate::graphql::printed::{DocumentFormat, PrintedDocument};
use crate::graphql::question::{OptionList, Question};
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::world::World;

/// What a questionnaire is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "QuestionnaireKind", remote = "QuestionnaireKind")]
pub enum QuestionnaireKindCode {
    /// The national survey of implementation.
    NationalImplementation,
    /// Provisions of texts that were not adopted; answering implies no endorsement.
    FurtherProvisions,
    /// Views and assessments, or views on a programme of action.
    Views,
    /// A State's declaration on a text, at its own request.
    Declaration,
}

/// How a submission comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Opens", remote = "Opens")]
pub enum OpensCode {
    /// In a round to which States are invited.
    Round,
    /// At the State's own request: no invitation and no denominator.
    OwnRequest,
}

/// How conditions are joined (FHIR `enableBehavior`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "EnableBehaviour", remote = "Behaviour")]
pub enum BehaviourCode {
    /// Every one must hold.
    All,
    /// One is enough.
    Any,
}

/// What a condition compares (FHIR `enableWhen.operator`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ConditionOperator {
    /// Whether the question has standing *answered*.
    Exists,
    /// Equal; of options: among those chosen.
    Equal,
    /// There is an answer, and it is not equal; of options: not among those chosen.
    NotEqual,
    /// Greater.
    Greater,
    /// Less.
    Less,
    /// Greater or equal.
    AtLeast,
    /// Less or equal.
    AtMost,
}

/// One condition on an earlier question. An unanswered, hidden or silent question makes every comparison false and
/// `EXISTS false` true.
#[derive(Clone, Debug, SimpleObject)]
pub struct Condition {
    /// The code of the earlier question.
    question: String,
    /// What is compared.
    operator: ConditionOperator,
    /// The answer compared with: an option's code, `true` or `false`, or a decimal number.
    answer: String,
}

/// When a module, section or question is enabled.
#[derive(Clone, Debug, SimpleObject)]
pub struct Enablement {
    /// How the conditions are joined.
    behaviour: BehaviourCode,
    /// At least one.
    conditions: Vec<Condition>,
}

pub(crate) fn enablement(expectation: Option<&rules::Expectation>) -> Option<Enablement> {
    let condition = |condition: &rules::Condition| {
        let (operator, answer) = match &condition.operator {
            Operator::Exists(yes) => (ConditionOperator::Exists, yes.to_string()),
            Operator::Chosen(option) => (ConditionOperator::Equal, option.to_string()),
            Operator::NotChosen(option) => (ConditionOperator::NotEqual, option.to_string()),
            Operator::Is(yes) => (ConditionOperator::Equal, yes.to_string()),
            Operator::Equal(number) => (ConditionOperator::Equal, number.to_string()),
            Operator::NotEqual(number) => (ConditionOperator::NotEqual, number.to_string()),
            Operator::Greater(number) => (ConditionOperator::Greater, number.to_string()),
            Operator::Less(number) => (ConditionOperator::Less, number.to_string()),
            Operator::AtLeast(number) => (ConditionOperator::AtLeast, number.to_string()),
            Operator::AtMost(number) => (ConditionOperator::AtMost, number.to_string()),
        };
        Condition {
            question: condition.question.to_string(),
            operator,
            answer,
        }
    };
    expectation.map(|expectation| Enablement {
        behaviour: expectation.behaviour.into(),
        conditions: expectation.conditions.iter().map(condition).collect(),
    })
}

/// A published edition of a questionnaire. It never changes; translations are revisions beside it.
#[derive(Clone)]
pub struct Edition {
    pub(crate) world: Arc<World>,
    pub(crate) edition: Arc<rules::Edition>,
    /// Which text of which draft it is, where it is not published.
    draft: Option<(EditionDraftId, u32)>,
}

impl Edition {
    pub(crate) fn new(world: &Arc<World>, edition: &Arc<rules::Edition>) -> Self {
        Self {
            world: Arc::clone(world),
            edition: Arc::clone(edition),
            draft: None,
        }
    }

    /// A text of a draft, to be looked at.
    pub(crate) fn of_draft(world: &Arc<World>, edition: &Arc<rules::Edition>, draft: (EditionDraftId, u32)) -> Self {
        Self {
            draft: Some(draft),
            ..Self::new(world, edition)
        }
    }

    /// What its id is made of: a draft is told from the edition that it becomes, and each of its texts from the others.
    pub(crate) fn key(&self) -> String {
        match self.draft {
            Some((draft, revision)) => format!("{draft}/{revision}"),
            None => self.edition.id().to_string(),
        }
    }

    pub(crate) fn find(world: &Arc<World>, id: &EditionId) -> Option<Self> {
        world.editions.get(id).map(|edition| Self::new(world, edition))
    }

    pub(crate) fn question(&self, code: &QuestionCode) -> Option<Question> {
        self.edition
            .question(code)
            .map(|_| Question::new(self.clone(), code.clone()))
    }

    pub(crate) fn section(&self, code: &SectionCode) -> Option<Section> {
        self.edition.section(code).map(|_| Section {
            of: self.clone(),
            code: code.clone(),
        })
    }

    /// The questions whose answers belong to a provision, in order.
    pub(crate) fn questions_about(&self, provision: &ProvisionId) -> Vec<Question> {
        let about = self
            .edition
            .questions()
            .filter(|placed| placed.question.provisions.contains(provision));
        about
            .map(|placed| Question::new(self.clone(), placed.question.code.clone()))
            .collect()
    }
}

/// A published edition of a questionnaire. It never changes; translations are revisions beside it. The preview of a draft is shown
/// in the same form.
#[Object]
impl Edition {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        let sort = self.draft.map_or(Sort::Edition, |_| Sort::EditionDraft);
        node::id(sort, self.key())
    }

    /// Whether it is the preview of a draft: then it can change, nothing can cite it, and its `document` says so on every page.
    async fn is_draft(&self) -> bool {
        self.draft.is_some()
    }

    /// The code that people cite, `national-implementation/1`.
    async fn code(&self) -> String {
        self.edition.id().to_string()
    }

    /// The questionnaire, `national-implementation`.
    async fn questionnaire(&self) -> &str {
        self.edition.id().questionnaire.as_str()
    }

    /// The number of the edition, counted from 1.
    async fn number(&self) -> u32 {
        self.edition.id().number
    }

    /// What it is for.
    async fn kind(&self) -> QuestionnaireKindCode {
        self.edition.kind().into()
    }

    /// How submissions come about.
    async fn opens(&self) -> OpensCode {
        self.edition.opens().into()
    }

    /// The language of the wording that the hash covers; the others are translations.
    async fn source_language(&self) -> LanguageCode {
        self.edition.source_language().into()
    }

    /// The revision of the translations shown, counted from 1.
    async fn translation_revision(&self) -> u32 {
        self.edition.translation()
    }

    /// SHA-256 over structure, codes, lists, conditions and source wording, in hexadecimal.
    async fn hash(&self) -> String {
        register::Hash(*self.edition.hash()).to_hex()
    }

    /// The instruments it asks about.
    async fn instruments(&self) -> Vec<Instrument> {
        self.edition
            .instruments()
            .iter()
            .filter_map(|id| Instrument::find(&self.world, id))
            .collect()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), self.edition.title(), language)
    }

    /// Opening words.
    async fn intro(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), self.edition.intro(), language)
    }

    /// The modules whose core questions make a good first filing.
    async fn short_path(&self) -> Vec<String> {
        let modules = self.edition.short_path().map(|path| path.modules.iter());
        modules.into_iter().flatten().map(ToString::to_string).collect()
    }

    /// Where its empty form can be fetched, to be printed or filled in by hand. Of a draft it is made of the text that stands when
    /// it is fetched, by whoever reads drafts then.
    #[graphql(complexity = 5)]
    async fn document(
        &self,
        ctx: &Context<'_>,
        format: DocumentFormat,
        language: Option<LanguageCode>,
    ) -> PrintedDocument {
        let id = match self.draft {
            Some((draft, _)) => node::id(Sort::EditionDraft, draft.to_string()),
            None => node::id(Sort::Edition, self.key()),
        };
        PrintedDocument::new(Call::of(ctx), id, format, language)
    }

    /// How many questions there are.
    async fn question_count(&self) -> usize {
        self.edition.len()
    }

    /// Modules in order.
    async fn modules(&self) -> Vec<Module> {
        self.edition
            .modules()
            .iter()
            .map(|module| Module {
                of: self.clone(),
                id: module.id.clone(),
            })
            .collect()
    }

    /// The option lists in use, in the order of their ids.
    async fn option_lists(&self) -> Vec<OptionList> {
        self.edition
            .lists()
            .keys()
            .map(|id| OptionList::new(self.clone(), id.clone()))
            .collect()
    }
}

/// A part of an edition that a State may choose as a whole.
#[derive(Clone)]
pub struct Module {
    of: Edition,
    id: ModuleId,
}

impl Module {
    fn get(&self) -> &rules::Module {
        let found = self.of.edition.modules().iter().find(|module| module.id == self.id);
        found.expect("made only for a module of this edition")
    }
}

/// A part of an edition that a State may choose as a whole.
#[Object]
impl Module {
    /// Its code.
    async fn code(&self) -> &str {
        self.id.as_str()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().title, language)
    }

    /// Opening words.
    async fn intro(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().intro, language)
    }

    /// When it is enabled; always, where there is none.
    async fn enabled_when(&self) -> Option<Enablement> {
        enablement(self.get().condition.as_ref())
    }

    /// Sections in order.
    async fn sections(&self) -> Vec<Section> {
        let sections = self.get().sections.iter();
        sections
            .map(|section| Section {
                of: self.of.clone(),
                code: section.code.clone(),
            })
            .collect()
    }
}

/// A part of a module: the unit that is assigned and cleared.
#[derive(Clone)]
pub struct Section {
    of: Edition,
    code: SectionCode,
}

impl Section {
    fn get(&self) -> &rules::Section {
        self.of
            .edition
            .section(&self.code)
            .expect("made only for a section of this edition")
            .section
    }
}

/// A part of a module: the unit that is assigned and cleared.
#[Object]
impl Section {
    /// Its code, `N13A`.
    async fn code(&self) -> &str {
        self.code.as_str()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().title, language)
    }

    /// The provisions it is about.
    async fn provisions(&self) -> Vec<Provision> {
        self.get()
            .primary
            .iter()
            .filter_map(|id| Provision::find(&self.of.world, id))
            .collect()
    }

    /// Provisions shown beside it.
    async fn related_provisions(&self) -> Vec<Provision> {
        self.get()
            .related
            .iter()
            .filter_map(|id| Provision::find(&self.of.world, id))
            .collect()
    }

    /// When it is enabled; always, where there is none.
    async fn enabled_when(&self) -> Option<Enablement> {
        enablement(self.get().condition.as_ref())
    }

    /// Questions in order.
    async fn questions(&self) -> Vec<Question> {
        let questions = self.get().questions.iter();
        questions
            .map(|question| Question::new(self.of.clone(), question.code.clone()))
            .collect()
    }
}

/// What is asked.
#[derive(Default)]
pub struct EditionQuery;

#[Object]
impl EditionQuery {
    /// Every published edition, in the order of the codes.
    async fn editions(&self, ctx: &Context<'_>) -> Vec<Edition> {
        let world = Call::of(ctx).world();
        world
            .editions
            .values()
            .map(|edition| Edition::new(world, edition))
            .collect()
    }

    /// The edition with this code, `national-implementation/1`.
    async fn edition(&self, ctx: &Context<'_>, code: String) -> Option<Edition> {
        Edition::find(Call::of(ctx).world(), &code.parse().ok()?)
    }
}
