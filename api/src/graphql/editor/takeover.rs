//! A draft beside an edition that was published meanwhile.

use std::sync::Arc;

use async_graphql::{ComplexObject, Enum, InputObject, SimpleObject};
use domain::drafting as rules;
use domain::drafting::{Choices, Clash, ClashingWords, Matter, Side, Spot, Takeover, take_over};

use crate::graphql::difference::EditionDifference;
use crate::graphql::edition::Edition;
use crate::graphql::editor::input::code;
use crate::graphql::editor::object::{EditionPlace, EditionPlaceKind};
use crate::graphql::fault::Fault;
use crate::graphql::text::LanguageCode;
use crate::world::World;

/// In what a draft and a newer edition clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Matter")]
pub enum EditionMatter {
    /// What it is, apart from its words.
    Definition,
    /// Its words.
    Wording,
    /// The order of what is in it.
    Order,
    /// Whether it is there at all: one side removed what the other one changed.
    Presence,
}

/// Which of the two is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Side")]
pub enum EditionSide {
    /// What the draft says.
    Draft,
    /// What the newer edition says.
    Newer,
}

/// Words that both changed.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionClashingWords {
    /// In which language.
    language: LanguageCode,
    /// Of an option: its code.
    option: Option<String>,
    /// What the draft says; none where it says nothing there.
    draft: Option<String>,
    /// What the newer edition says.
    newer: Option<String>,
}

impl From<&ClashingWords> for EditionClashingWords {
    fn from(words: &ClashingWords) -> Self {
        Self {
            language: words.language.into(),
            option: words.option.as_ref().map(ToString::to_string),
            draft: words.draft.as_ref().map(|text| text.content.clone()),
            newer: words.newer.as_ref().map(|text| text.content.clone()),
        }
    }
}

/// Something that a draft and a newer edition both changed, each to something else.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionClash {
    /// Where.
    place: EditionPlace,
    /// In what. `ORDER` is that of what is in the place: of the head, that of the modules.
    matter: EditionMatter,
    /// The words, where words clash.
    words: Vec<EditionClashingWords>,
}

impl From<&Clash> for EditionClash {
    fn from(clash: &Clash) -> Self {
        Self {
            place: (&clash.spot).into(),
            matter: clash.matter.into(),
            words: clash.words.iter().map(EditionClashingWords::from).collect(),
        }
    }
}

/// What taking a draft over onto an edition that was published meanwhile means.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct EditionTakeover {
    /// The newest edition of the questionnaire.
    edition: Edition,
    /// What both changed, in the order of the newer edition: each wants a choice. Everything else is taken from whoever changed it.
    clashes: Vec<EditionClash>,
    #[graphql(skip)]
    base: Option<Edition>,
    #[graphql(skip)]
    world: Arc<World>,
}

#[ComplexObject]
impl EditionTakeover {
    /// How the newer edition differs from the one that the draft was begun from; none for a first edition.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn difference(&self) -> Option<EditionDifference> {
        let base = self.base.clone()?;
        Some(EditionDifference::between(&self.world, base, self.edition.clone()))
    }
}

/// The edition that a draft does not continue, though it was published since it was begun.
pub(super) fn newer<'a>(
    world: &'a World,
    draft: &rules::EditionDraft,
) -> Option<&'a Arc<domain::questionnaire::Edition>> {
    let newest = world.newest(&draft.draft.id.questionnaire)?;
    draft.behind(Some(newest.id()))?;
    Some(newest)
}

/// What taking it over means, with nothing chosen.
pub(super) fn takeover(world: &Arc<World>, draft: &rules::EditionDraft) -> Option<EditionTakeover> {
    let newest = newer(world, draft)?;
    let base = draft.base.as_ref().and_then(|base| world.editions.get(base));
    let base = base.map(AsRef::as_ref);
    let Takeover { clashes, .. } = take_over(base, &draft.draft, newest, &Choices::default());
    Some(EditionTakeover {
        edition: Edition::new(world, newest),
        clashes: clashes.iter().map(EditionClash::from).collect(),
        base: draft.base.as_ref().and_then(|base| Edition::find(world, base)),
        world: Arc::clone(world),
    })
}

/// What to take where both changed the same.
#[derive(Clone, Debug, InputObject)]
pub struct EditionClashChoiceInput {
    /// Where: as a clash names it.
    place: EditionPlaceKind,
    /// The code of the module, the section, the question or the list. The head and the short path have none.
    code: Option<String>,
    /// In what.
    matter: EditionMatter,
    /// Which of the two is taken.
    take: EditionSide,
}

/// Reads choices; a later one replaces an earlier one of the same place and matter.
pub(super) fn choices(several: &[EditionClashChoiceInput]) -> Result<Choices, Fault> {
    let read = |(place, choice): (usize, &EditionClashChoiceInput)| {
        let at = format!("input.choices.{place}.code");
        let of = || {
            let missing = || Fault::invalid().at(at.clone()).with("reason", "missing");
            choice.code.as_deref().ok_or_else(missing)
        };
        let spot = match choice.place {
            EditionPlaceKind::Edition => Spot::Head,
            EditionPlaceKind::ShortPath => Spot::ShortPath,
            EditionPlaceKind::Module => Spot::Module(code(&at, of()?)?),
            EditionPlaceKind::Section => Spot::Section(code(&at, of()?)?),
            EditionPlaceKind::Question => Spot::Question(code(&at, of()?)?),
            EditionPlaceKind::List => Spot::List(code(&at, of()?)?),
            // What clashes of an option clashes at its list.
            EditionPlaceKind::Option => {
                return Err(Fault::invalid().at(format!("input.choices.{place}.place")));
            }
        };
        Ok(((spot, choice.matter.into()), choice.take.into()))
    };
    several.iter().enumerate().map(read).collect()
}
