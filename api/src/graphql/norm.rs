//! Instruments, provisions, the crosswalk and the documents they name.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::id::{ProvisionId, RelationId, Theme};
use domain::language::Language;
use domain::norm;
use domain::norm::{Adoption, ProvisionKind, REFERENCE_WORDS, RelationReading};

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::instrument::{Document, Instrument};
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::question::Question;
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::world::World;

/// What became of a text. Texts that were not adopted are never summed with agreed ones, and carry this badge wherever they
/// are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Adoption", remote = "Adoption")]
pub enum AdoptionCode {
    /// Adopted by the General Assembly.
    Adopted,
    /// A draft that was not adopted in this form.
    Draft,
    /// Circulated at the request of States; not adopted.
    Circulated,
    /// The consensus report of a group of governmental experts.
    ExpertReport,
    /// The consensus report of an open-ended working group.
    WorkingGroupConsensus,
}

/// What a provision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ProvisionKind", remote = "ProvisionKind")]
pub enum ProvisionKindCode {
    /// A norm, in a text that says so.
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

/// A relation of the crosswalk as read from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "RelationReading", remote = "RelationReading")]
pub enum RelationReadingCode {
    /// Same content as the other.
    Equivalent,
    /// Covers less than the other.
    Narrower,
    /// Covers more than the other.
    Broader,
    /// Common subject.
    Related,
    /// Draws on the other.
    DerivedFrom,
    /// The other draws on it.
    SourceOf,
    /// Takes over the other largely in the same words.
    Restates,
    /// The other takes it over largely in the same words.
    RestatedBy,
}

/// A term of a controlled list, with its label.
#[derive(Clone, Debug, SimpleObject)]
pub struct Term {
    /// The term.
    pub(crate) code: String,
    /// What people read.
    pub(crate) label: Option<LocalisedText>,
}

pub(crate) fn term(call: &Call, vocabulary: &str, code: &str) -> Term {
    let label = call
        .world()
        .norms
        .vocabulary(vocabulary)
        .and_then(|entries| entries.label(code));
    Term {
        code: code.to_owned(),
        label: label.and_then(|texts| read(call, texts, None)),
    }
}

/// The smallest citable unit of an instrument.
#[derive(Clone)]
pub struct Provision {
    world: Arc<World>,
    id: ProvisionId,
}

impl Provision {
    pub(crate) fn new(world: &Arc<World>, id: ProvisionId) -> Self {
        Self {
            world: Arc::clone(world),
            id,
        }
    }

    pub(crate) fn find(world: &Arc<World>, id: &ProvisionId) -> Option<Self> {
        world.norms.provision(id).map(|found| Self {
            world: Arc::clone(world),
            id: found.id.clone(),
        })
    }

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn get(&self) -> &norm::Provision {
        self.world
            .norms
            .provision(&self.id)
            .expect("made only for a provision of this world")
    }
}

/// The smallest citable unit of an instrument.
#[Object]
impl Provision {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Provision, &self.id)
    }

    /// The code that people cite, `A-66-359/c`. Never reused or renumbered.
    async fn code(&self) -> &str {
        self.id.as_str()
    }

    /// The instrument that it is a part of.
    async fn instrument(&self) -> Option<Instrument> {
        Instrument::find(&self.world, &self.get().instrument)
    }

    /// What became of the text it stands in: shown wherever the provision is.
    async fn adoption(&self) -> Option<AdoptionCode> {
        self.world
            .norms
            .instrument(&self.get().instrument)
            .map(|instrument| instrument.adoption.into())
    }

    /// The label as printed; none where nothing is printed.
    async fn label(&self) -> Option<&str> {
        self.get().label.as_deref()
    }

    /// The label that regular numbering would give, where the printed one departs from it.
    async fn expected_label(&self) -> Option<&str> {
        self.get().expected_label.as_deref()
    }

    /// The reference for people, `26 (c)`; its words, as in `annex, purpose and scope`, in the reader's language.
    async fn paragraph(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Cow<'_, str> {
        let call = Call::of(ctx);
        let paragraph = self.get().paragraph.as_str();
        let language = language.map_or(call.language(), Language::from);
        let words = self.world.norms.vocabulary(REFERENCE_WORDS);
        words
            .filter(|_| language != Language::English)
            .map_or(Cow::Borrowed(paragraph), |words| {
                words.refer(paragraph, language).into()
            })
    }

    /// What it does.
    async fn kind(&self) -> ProvisionKindCode {
        self.get().kind.into()
    }

    /// Whom it addresses.
    async fn addressees(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        self.get()
            .addressees
            .iter()
            .map(|code| term(call, "addressees", code.as_str()))
            .collect()
    }

    /// What it is about.
    async fn themes(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        self.get()
            .themes
            .iter()
            .map(|code| term(call, "themes", code.as_str()))
            .collect()
    }

    /// The wording of the text itself; none where none is kept here. Never our statement.
    async fn text(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().text, language)
    }

    /// A heading in our own words.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().title, language)
    }

    /// What it says, in our own words. It never stands in for the text.
    async fn statement(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().statement, language)
    }

    /// What has still to be verified about it.
    async fn to_verify(&self) -> &[String] {
        &self.get().to_verify
    }

    /// The provision that it is a part of.
    async fn parent(&self) -> Option<Provision> {
        Self::find(&self.world, self.get().parent.as_ref()?)
    }

    /// Its parts in order.
    async fn children(&self) -> Vec<Provision> {
        let children = self.world.norms.children_of(&self.id);
        children
            .map(|found| Self {
                world: Arc::clone(&self.world),
                id: found.id.clone(),
            })
            .collect()
    }

    /// Documents that it or its footnotes name.
    async fn cites(&self) -> Vec<Document> {
        self.get()
            .cites
            .iter()
            .filter_map(|symbol| Document::find(&self.world, symbol))
            .collect()
    }

    /// The crosswalk as read from here.
    async fn relations(&self) -> Vec<Relation> {
        let seen = self.world.norms.relations_of(&self.id);
        seen.map(|(relation, other, reading)| Relation {
            world: Arc::clone(&self.world),
            relation: relation.clone(),
            other: other.clone(),
            reading,
        })
        .collect()
    }

    /// The questions whose answers belong to it, edition by edition.
    async fn questions(&self, edition: Option<String>) -> Vec<Question> {
        let wanted = |found: &domain::id::EditionId| edition.as_ref().is_none_or(|id| *id == found.to_string());
        let editions = self.world.editions.values().filter(|found| wanted(found.id()));
        editions
            .flat_map(|found| Edition::new(&self.world, found).questions_about(&self.id))
            .collect()
    }
}

/// A relation of the crosswalk, read from the provision it was reached by.
pub struct Relation {
    world: Arc<World>,
    relation: norm::Relation,
    other: ProvisionId,
    reading: RelationReading,
}

impl Relation {
    /// A relation as read from one of its ends.
    pub(crate) fn find(world: &Arc<World>, id: &RelationId, from: &ProvisionId) -> Option<Self> {
        let relation = world.norms.relation(id)?;
        let (other, reading) = relation.seen_from(from)?;
        Some(Self {
            world: Arc::clone(world),
            other: other.clone(),
            reading,
            relation: relation.clone(),
        })
    }
}

/// A relation of the crosswalk, read from the provision it was reached by.
#[Object]
impl Relation {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Relation, &self.relation.id)
    }

    /// Its code, `X001`.
    async fn code(&self) -> &str {
        self.relation.id.as_str()
    }

    /// How the provision it was reached by stands to the other one.
    async fn reading(&self) -> RelationReadingCode {
        self.reading.into()
    }

    /// The other provision.
    async fn provision(&self) -> Option<Provision> {
        Provision::find(&self.world, &self.other)
    }

    /// Why, in one line.
    async fn reason(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.relation.reason, language)
    }
}

/// A relation of the crosswalk, read from left to right.
pub struct CrosswalkRelation {
    world: Arc<World>,
    relation: norm::Relation,
}

impl CrosswalkRelation {
    pub(crate) fn find(world: &Arc<World>, id: &RelationId) -> Option<Self> {
        world.norms.relation(id).map(|relation| Self {
            world: Arc::clone(world),
            relation: relation.clone(),
        })
    }
}

/// A relation of the crosswalk, read from left to right. A pair of provisions appears once.
#[Object]
impl CrosswalkRelation {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Relation, &self.relation.id)
    }

    /// Its code, `X001`.
    async fn code(&self) -> &str {
        self.relation.id.as_str()
    }

    /// The left provision.
    async fn from(&self) -> Option<Provision> {
        Provision::find(&self.world, &self.relation.from)
    }

    /// How it stands to the right one.
    async fn reading(&self) -> RelationReadingCode {
        self.relation.kind.reading().into()
    }

    /// The right provision.
    async fn to(&self) -> Option<Provision> {
        Provision::find(&self.world, &self.relation.to)
    }

    /// Why, in one line.
    async fn reason(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.relation.reason, language)
    }
}

/// What of the framework is kept here.
#[derive(Default)]
pub struct NormQuery;

#[Object]
impl NormQuery {
    /// Instruments in the order of their symbols.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn instruments(
        &self,
        ctx: &Context<'_>,
        adoption: Option<AdoptionCode>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Instrument, Total>, Fault> {
        let world = Call::of(ctx).world();
        let wanted = adoption.map(Adoption::from);
        let found = world
            .norms
            .instruments()
            .iter()
            .filter(|found| wanted.is_none_or(|wanted| found.adoption == wanted));
        let items = found.map(|found| Instrument::new(world, found.id.clone())).collect();
        page(
            items,
            super::instrument::Instrument::key,
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// The instrument with this code (`A-66-359`) or symbol (`A/66/359`).
    async fn instrument(&self, ctx: &Context<'_>, code: String) -> Option<Instrument> {
        let world = Call::of(ctx).world();
        let found = world
            .norms
            .instruments()
            .iter()
            .find(|found| found.id.as_str() == code || found.symbol.as_str() == code);
        found.map(|found| Instrument::new(world, found.id.clone()))
    }

    /// Provisions in document order, instrument after instrument; the filters hold together.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    #[expect(
        clippy::too_many_arguments,
        reason = "three filters and the four arguments of every connection"
    )]
    async fn provisions(
        &self,
        ctx: &Context<'_>,
        instrument: Option<String>,
        kind: Option<ProvisionKindCode>,
        theme: Option<String>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Provision, Total>, Fault> {
        let world = Call::of(ctx).world();
        let kind = kind.map(ProvisionKind::from);
        let theme = theme
            .map(Theme::new)
            .transpose()
            .map_err(|_| Fault::invalid().at("theme"))?;
        let found = world.norms.provisions().iter().filter(|found| {
            instrument.as_ref().is_none_or(|code| found.instrument.as_str() == code)
                && kind.is_none_or(|kind| found.kind == kind)
                && theme.as_ref().is_none_or(|theme| found.themes.contains(theme))
        });
        let items = found.map(|found| Provision::new(world, found.id.clone())).collect();
        page(
            items,
            Provision::key,
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// The provision with this code, `A-66-359/c`.
    async fn provision(&self, ctx: &Context<'_>, code: String) -> Option<Provision> {
        Provision::find(Call::of(ctx).world(), &ProvisionId::new(code).ok()?)
    }

    /// The crosswalk in the order of its codes: all of it, or what has one end in an instrument.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn crosswalk(
        &self,
        ctx: &Context<'_>,
        instrument: Option<String>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, CrosswalkRelation, Total>, Fault> {
        let world = Call::of(ctx).world();
        let touches = |relation: &&norm::Relation| {
            let ends = [&relation.from, &relation.to];
            let named = |code: &String| ends.into_iter().any(|end| end.instrument().as_str() == code);
            instrument.as_ref().is_none_or(named)
        };
        let relations = world.norms.relations().iter().filter(touches);
        let items = relations.map(|relation| CrosswalkRelation {
            world: Arc::clone(world),
            relation: relation.clone(),
        });
        let key = |item: &CrosswalkRelation| item.relation.id.to_string();
        page(
            items.collect(),
            key,
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// Documents that the instruments refer to, in the order of their symbols.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Document, Total>, Fault> {
        let world = Call::of(ctx).world();
        let mut items: Vec<_> = world
            .norms
            .documents()
            .iter()
            .map(|found| Document::of(world, found))
            .collect();
        items.sort_by_key(Document::key);
        page(
            items,
            super::instrument::Document::key,
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// A controlled list, `themes`: its terms with their labels, in the order of the list.
    async fn vocabulary(&self, ctx: &Context<'_>, name: String) -> Option<Vec<Term>> {
        let call = Call::of(ctx);
        let found = call.world().norms.vocabulary(&name)?;
        Some(
            found
                .entries
                .iter()
                .map(|entry| term(call, &name, entry.term.as_str()))
                .collect(),
        )
    }
}
