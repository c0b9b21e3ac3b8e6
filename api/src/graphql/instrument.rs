//! Instruments and the documents that they name.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use domain::id::InstrumentId;
use domain::norm;

use crate::graphql::call::Call;
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{AdoptionCode, Provision, Term, term};
use crate::graphql::state::State;
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::world::World;

/// A text with a symbol and a date: resolution, report, letter or draft.
#[derive(Clone)]
pub struct Instrument {
    world: Arc<World>,
    id: InstrumentId,
}

impl Instrument {
    pub(crate) fn new(world: &Arc<World>, id: InstrumentId) -> Self {
        Self {
            world: Arc::clone(world),
            id,
        }
    }

    /// Its place in lists.
    pub(crate) fn key(&self) -> String {
        self.id.to_string()
    }

    pub(crate) fn find(world: &Arc<World>, id: &InstrumentId) -> Option<Self> {
        world.norms.instrument(id).map(|found| Self {
            world: Arc::clone(world),
            id: found.id.clone(),
        })
    }

    fn get(&self) -> &norm::Instrument {
        self.world
            .norms
            .instrument(&self.id)
            .expect("made only for an instrument of this world")
    }
}

/// A text with a symbol and a date: resolution, report, letter or draft.
#[Object]
impl Instrument {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Instrument, &self.id)
    }

    /// The symbol with dashes, `A-66-359`: the first part of the ids of its provisions.
    async fn code(&self) -> &str {
        self.id.as_str()
    }

    /// The symbol of the document, `A/66/359`.
    async fn symbol(&self) -> &str {
        self.get().symbol.as_str()
    }

    /// What kind of document it is.
    async fn kind(&self, ctx: &Context<'_>) -> Term {
        term(Call::of(ctx), "instrument_kinds", self.get().kind.as_str())
    }

    /// What became of it.
    async fn adoption(&self) -> AdoptionCode {
        self.get().adoption.into()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().title, language)
    }

    /// A short title in our own words.
    async fn short_title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().short_title, language)
    }

    /// The title of the annex, where the annex is what counts.
    async fn annex_title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().annex_title, language)
    }

    /// The language whose official wording is quoted here; none where there are only statements in our own words.
    async fn official_language(&self) -> Option<LanguageCode> {
        self.get().wording.map(LanguageCode::from)
    }

    /// The day of adoption, else of the letter, else of issue.
    async fn date(&self) -> Option<NaiveDate> {
        let dates = &self.get().dates;
        dates.adopted.or(dates.letter).or(dates.issued).or(dates.transmitted)
    }

    /// The session of the General Assembly.
    async fn session(&self) -> u32 {
        self.get().session
    }

    /// The title of the agenda item it belongs to.
    async fn agenda_item(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().agenda_item.as_ref()?.title, language)
    }

    /// States that brought it in, by name in the reader's language.
    async fn sponsors(&self, ctx: &Context<'_>) -> Vec<State> {
        let call = Call::of(ctx);
        let later = self.get().later_sponsors.iter().flat_map(|group| group.states.iter());
        State::sorted(call, self.get().sponsors.iter().chain(later))
    }

    /// What it says about other documents.
    async fn document_relations(&self, ctx: &Context<'_>) -> Vec<DocumentRelation> {
        let call = Call::of(ctx);
        let relation = |relation: &norm::DocumentRelation| DocumentRelation {
            kind: term(call, "document_relations", relation.kind.as_str()),
            document: Document::find(&self.world, &relation.target),
            note: relation.note.clone(),
            is_general_knowledge: relation.general_knowledge,
        };
        self.get().relations.iter().map(relation).collect()
    }

    /// How far our own words may be relied on, in English.
    async fn certainty(&self) -> Option<&str> {
        self.get().certainty.as_deref()
    }

    /// Notes on the source and on choices made, in English.
    async fn notes(&self) -> &[String] {
        &self.get().notes
    }

    /// Its provisions in document order, a parent before its children.
    async fn provisions(&self) -> Vec<Provision> {
        let of = self.world.norms.provisions_of(&self.id);
        of.map(|found| Provision::new(&self.world, found.id.clone())).collect()
    }
}

/// What an instrument says about another document.
#[derive(SimpleObject)]
pub struct DocumentRelation {
    /// How it stands to the document.
    kind: Term,
    /// The document.
    document: Option<Document>,
    /// A note, in English.
    note: Option<String>,
    /// Whether this is general knowledge and not in the source.
    is_general_knowledge: bool,
}

/// A document that an instrument refers to.
#[derive(Clone, SimpleObject)]
#[graphql(complex)]
pub struct Document {
    /// Its symbol.
    symbol: String,
    /// Day of adoption of resolutions, day of the document otherwise.
    date: Option<NaiveDate>,
    /// What it is, in English.
    description: String,
    #[graphql(skip)]
    world: Arc<World>,
    #[graphql(skip)]
    is: Option<InstrumentId>,
}

impl Document {
    /// Its place in lists.
    pub(crate) fn key(&self) -> String {
        self.symbol.clone()
    }

    pub(crate) fn find(world: &Arc<World>, symbol: &domain::id::Symbol) -> Option<Self> {
        world.norms.document(symbol).map(|found| Self::of(world, found))
    }

    pub(crate) fn of(world: &Arc<World>, document: &norm::Document) -> Self {
        Self {
            symbol: document.symbol.to_string(),
            date: document.date,
            description: document.description.clone(),
            world: Arc::clone(world),
            is: document.instrument.clone(),
        }
    }
}

#[ComplexObject]
impl Document {
    /// The instrument kept here that it is.
    async fn instrument(&self) -> Option<Instrument> {
        Instrument::find(&self.world, self.is.as_ref()?)
    }
}
