//! A draft of an edition, as editors read it.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use document::DraftedEdition;
use domain::access::ReadEditionDrafts;
use domain::drafting as rules;
use domain::drafting::{DraftStage, Spot};
use domain::id::EditionDraftId;
use domain::language::Language;
use domain::questionnaire as questions;
use domain::questionnaire::{Fault as DraftFault, Place};
use tokio::sync::OnceCell;

use crate::graphql::call::Call;
use crate::graphql::difference::EditionDifference;
use crate::graphql::edition::{Edition, OpensCode, QuestionnaireKindCode};
use crate::graphql::editor::simulation::{EditionSimulation, simulation};
use crate::graphql::editor::takeover::{EditionTakeover, newer, takeover};
use crate::graphql::editor::trial::{EditionTrial, SampleAnswerInput, trial};
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::localise;
use crate::world::World;

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum EditionDraftStage {
    /// It is being written.
    Drafted,
    /// It became an edition, and never changes.
    Published,
    /// It was given up; what was written stays to be read.
    Discarded,
}

impl From<DraftStage> for EditionDraftStage {
    fn from(stage: DraftStage) -> Self {
        match stage {
            DraftStage::Drafted => Self::Drafted,
            DraftStage::Published { .. } => Self::Published,
            DraftStage::Discarded { .. } => Self::Discarded,
        }
    }
}

/// What a place of a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum EditionPlaceKind {
    /// The head of the edition.
    Edition,
    /// The short path.
    ShortPath,
    /// A list of options.
    List,
    /// An option of a list.
    Option,
    /// A module.
    Module,
    /// A section.
    Section,
    /// A question.
    Question,
}

/// A place of a draft, as a person would look for it.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionPlace {
    /// What it is.
    kind: EditionPlaceKind,
    /// The code of the module.
    module: Option<String>,
    /// The code of the section.
    section: Option<String>,
    /// The code of the question.
    question: Option<String>,
    /// The code of the list.
    list: Option<String>,
    /// The code of the option.
    option: Option<String>,
}

impl From<&Place> for EditionPlace {
    fn from(place: &Place) -> Self {
        let (kind, codes) = match place {
            Place::Edition => (EditionPlaceKind::Edition, [None; 5]),
            Place::ShortPath => (EditionPlaceKind::ShortPath, [None; 5]),
            Place::List(list) => (EditionPlaceKind::List, [None, None, None, Some(list.as_str()), None]),
            Place::Option(list, option) => {
                let codes = [None, None, None, Some(list.as_str()), Some(option.as_str())];
                (EditionPlaceKind::Option, codes)
            }
            Place::Module(module) => (
                EditionPlaceKind::Module,
                [Some(module.as_str()), None, None, None, None],
            ),
            Place::Section(module, section) => {
                let codes = [Some(module.as_str()), Some(section.as_str()), None, None, None];
                (EditionPlaceKind::Section, codes)
            }
            Place::Question(module, section, question) => {
                let codes = [
                    Some(module.as_str()),
                    Some(section.as_str()),
                    Some(question.as_str()),
                    None,
                    None,
                ];
                (EditionPlaceKind::Question, codes)
            }
        };
        let [module, section, question, list, option] = codes.map(|code| code.map(str::to_owned));
        Self {
            kind,
            module,
            section,
            question,
            list,
            option,
        }
    }
}

impl From<&Spot> for EditionPlace {
    fn from(spot: &Spot) -> Self {
        let mut place = Self::from(&Place::Edition);
        match spot {
            Spot::Head => {}
            Spot::ShortPath => place.kind = EditionPlaceKind::ShortPath,
            Spot::Module(code) => {
                (place.kind, place.module) = (EditionPlaceKind::Module, Some(code.to_string()));
            }
            Spot::Section(code) => {
                (place.kind, place.section) = (EditionPlaceKind::Section, Some(code.to_string()));
            }
            Spot::Question(code) => {
                (place.section, place.question) = (Some(code.section().to_string()), Some(code.to_string()));
                place.kind = EditionPlaceKind::Question;
            }
            Spot::List(code) => (place.kind, place.list) = (EditionPlaceKind::List, Some(code.to_string())),
        }
        place
    }
}

/// A value in a message.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionFaultParameter {
    /// Its name.
    name: String,
    /// The value, as text.
    value: String,
}

/// What keeps a draft from being published.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionFault {
    /// Where it is.
    place: EditionPlace,
    /// What it is: a code that never changes, `condition_not_earlier`. Further rules of publishing bring further codes.
    code: String,
    /// The same in the reader's language.
    message: String,
    /// The values in the message.
    parameters: Vec<EditionFaultParameter>,
}

impl EditionFault {
    pub(super) fn new(fault: &DraftFault, language: Language) -> Self {
        let parameters = fault.flaw.parameters().into_iter();
        let parameters = parameters.map(|(name, value)| EditionFaultParameter {
            name: name.to_owned(),
            value,
        });
        Self {
            place: (&fault.place).into(),
            code: fault.flaw.code().to_owned(),
            message: localise::flaw(&fault.flaw, language),
            parameters: parameters.collect(),
        }
    }
}

/// How far a draft is said in a language beside its own.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionWordingGaps {
    /// The language.
    language: LanguageCode,
    /// Places that have words in the source language and none in this one: readers get another language there.
    missing: usize,
    /// Places whose words nobody has read beside those of the source language: a machine's, or of a wording that changed since.
    unread: usize,
}

/// The modules whose core questions make a good first filing, and the most that they may hold.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionShortPath {
    /// The codes of the modules.
    modules: Vec<String>,
    /// The most core questions.
    max_questions: u32,
}

/// What is asked of every provision alike.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionPattern {
    /// Its name, which never changes: `measures`.
    name: String,
    /// Whether the question that has it makes the row of its provision in statistics.
    is_lead: bool,
    /// How many questions have it, of published editions and of the draft.
    question_count: usize,
}

/// What was found of a draft, once for all fields that ask.
struct Examined {
    faults: Vec<DraftFault>,
    preview: Option<Arc<questions::Edition>>,
}

/// A draft of an edition.
#[derive(Clone)]
pub struct EditionDraft {
    world: Arc<World>,
    draft: Arc<rules::EditionDraft>,
    examined: Arc<OnceCell<Examined>>,
}

impl EditionDraft {
    pub(super) fn new(world: &Arc<World>, draft: rules::EditionDraft) -> Self {
        Self {
            world: Arc::clone(world),
            draft: Arc::new(draft),
            examined: Arc::default(),
        }
    }

    /// A draft, if the caller reads drafts.
    pub(crate) async fn find(call: &Call, id: EditionDraftId) -> Result<Option<Self>, Fault> {
        if call.actor().may(&ReadEditionDrafts {}).is_err() {
            return Ok(None);
        }
        let record = call.snapshot().await?.edition_draft(id).await?;
        let draft = record.map(super::read).transpose()?;
        Ok(draft.map(|draft| Self::new(call.world(), draft)))
    }

    async fn examined(&self) -> &Examined {
        let examine = || async {
            let known = self.world.known_before(&self.draft.draft.id);
            let (faults, preview) = self.draft.draft.examine(&known);
            Examined {
                faults,
                preview: preview.map(Arc::new),
            }
        };
        self.examined.get_or_init(examine).await
    }

    /// The preview of this revision; none where another one stands now.
    pub(crate) async fn preview_of(&self, revision: u32) -> Option<Edition> {
        let is_now = self.draft.revision == revision;
        if is_now { self.looked_at().await } else { None }
    }

    /// The edition that is printed of it, and which text of the draft that is.
    pub(crate) async fn printed(&self) -> Option<(&questions::Edition, DraftedEdition)> {
        let preview = self.examined().await.preview.as_deref()?;
        let drafted = DraftedEdition {
            revision: self.draft.revision,
            changed_at: self.draft.changed_at,
        };
        Some((preview, drafted))
    }

    async fn looked_at(&self) -> Option<Edition> {
        let preview = self.examined().await.preview.as_ref()?;
        let text = (self.draft.id, self.draft.revision);
        Some(Edition::of_draft(&self.world, preview, text))
    }

    fn base_edition(&self) -> Option<Edition> {
        Edition::find(&self.world, self.draft.base.as_ref()?)
    }
}

/// A draft of an edition, which catalogue editors write and nobody else reads.
#[Object]
impl EditionDraft {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::EditionDraft, self.draft.id.to_string())
    }

    /// The code of the edition that it is to become, `national-implementation/2`.
    async fn code(&self) -> String {
        self.draft.draft.id.to_string()
    }

    /// The questionnaire.
    async fn questionnaire(&self) -> &str {
        self.draft.draft.id.questionnaire.as_str()
    }

    /// The number that the edition is to have.
    async fn number(&self) -> u32 {
        self.draft.draft.id.number
    }

    /// Where it stands.
    async fn stage(&self) -> EditionDraftStage {
        self.draft.stage.into()
    }

    /// Which text it is, from 1. A change names the one that it is based on.
    async fn revision(&self) -> u32 {
        self.draft.revision
    }

    /// The edition that it was begun from; none for the first of a questionnaire.
    async fn base(&self) -> Option<Edition> {
        self.base_edition()
    }

    /// The edition of its questionnaire that was published since it was begun, and that it does not continue: while there is one,
    /// the draft is not published. `takeOverEditionDraft` takes it over.
    async fn newer(&self) -> Option<Edition> {
        let newest = newer(&self.world, &self.draft)?;
        Some(Edition::new(&self.world, newest))
    }

    /// What taking it over onto the newer edition means.
    #[graphql(complexity = "20 + child_complexity")]
    async fn takeover(&self) -> Option<EditionTakeover> {
        takeover(&self.world, &self.draft)
    }

    /// The edition that it became.
    async fn edition(&self) -> Option<Edition> {
        match self.draft.stage {
            DraftStage::Published { .. } => Edition::find(&self.world, &self.draft.draft.id),
            DraftStage::Drafted | DraftStage::Discarded { .. } => None,
        }
    }

    /// Whether the caller began it.
    async fn is_own(&self, ctx: &Context<'_>) -> bool {
        Call::of(ctx).actor().account() == Some(self.draft.begun_by)
    }

    /// When it was begun.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.draft.begun_at
    }

    /// When it was changed last.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.draft.changed_at
    }

    /// When it was published or discarded.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.draft.stage.ended_at()
    }

    /// What it is for.
    async fn kind(&self) -> QuestionnaireKindCode {
        self.draft.draft.kind.into()
    }

    /// How submissions come about.
    async fn opens(&self) -> OpensCode {
        self.draft.draft.opens.into()
    }

    /// The language of the wording that the hash is to cover; the others are translations.
    async fn source_language(&self) -> LanguageCode {
        self.draft.draft.source_language.into()
    }

    /// The codes of the instruments that it asks about, as they are written: one of them may not exist.
    async fn instruments(&self) -> Vec<String> {
        self.draft.draft.instruments.iter().map(ToString::to_string).collect()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.draft.draft.title, language)
    }

    /// The short path, where one is set.
    async fn short_path(&self) -> Option<EditionShortPath> {
        let path = self.draft.draft.short_path.as_ref()?;
        Some(EditionShortPath {
            modules: path.modules.iter().map(ToString::to_string).collect(),
            max_questions: path.max_questions,
        })
    }

    /// The patterns that its questions can have: those of published editions and its own, and those that make the row of a
    /// provision, by name. Another one can be given, too: it is then asked by this draft alone.
    async fn patterns(&self) -> Vec<EditionPattern> {
        let editions = self.world.editions.values().map(AsRef::as_ref);
        let patterns = rules::patterns_in_use(editions, &self.draft.draft).into_iter();
        patterns
            .map(|(pattern, question_count)| EditionPattern {
                name: pattern.code().to_owned(),
                is_lead: pattern.is_lead(),
                question_count,
            })
            .collect()
    }

    /// How far it is said in each language beside its own.
    async fn wording_gaps(&self) -> Vec<EditionWordingGaps> {
        let gaps = rules::wording_gaps(&self.draft.draft).into_iter();
        gaps.map(|gaps| EditionWordingGaps {
            language: gaps.language.into(),
            missing: gaps.missing,
            unread: gaps.unread,
        })
        .collect()
    }

    /// Everything that keeps it from being published, in the order of the document.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn faults(&self, ctx: &Context<'_>) -> Vec<EditionFault> {
        let language = Call::of(ctx).language();
        let faults = self.examined().await.faults.iter();
        faults.map(|fault| EditionFault::new(fault, language)).collect()
    }

    /// The draft as delegates would read it, faults and all: a condition that refers to nothing earlier is shown as it is written
    /// and hides nothing. It has an id of its own for each revision.
    #[graphql(complexity = "20 + child_complexity")]
    async fn preview(&self) -> Option<Edition> {
        self.looked_at().await
    }

    /// How it differs from the edition that it was begun from.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn difference(&self) -> Option<EditionDifference> {
        let after = self.looked_at().await?;
        Some(EditionDifference::between(&self.world, self.base_edition()?, after))
    }

    /// What sample answers would come to, were they given to it as it stands: what is shown, what is wrong and how far it has come,
    /// by the rules of a working file. Each question once, at most 1,000; nothing of it is kept.
    #[graphql(complexity = "50 + child_complexity")]
    async fn trial(&self, ctx: &Context<'_>, answers: Vec<SampleAnswerInput>) -> Result<Option<EditionTrial>, Fault> {
        let Some(preview) = &self.examined().await.preview else {
            return Ok(None);
        };
        trial(Call::of(ctx), preview, answers).map(Some)
    }

    /// What would become of answers that stand filed in earlier editions of the questionnaire, were their States to open a
    /// working file in this one: of each State, of what it filed last, what the caller may read by the policy, and nothing else.
    /// Numbers only: no State is named.
    #[graphql(complexity = "200 + child_complexity")]
    async fn simulation(&self, ctx: &Context<'_>) -> Result<Option<EditionSimulation>, Fault> {
        let examined = self.examined().await;
        let Some(preview) = &examined.preview else {
            return Ok(None);
        };
        Ok(Some(simulation(Call::of(ctx), &self.world, preview).await?))
    }
}
