//! A proposal, as its readers read it.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::ProposalId;
use domain::proposal as rules;
use domain::proposal::{Content, ProposalKind, ProposalStage};
use domain::submission as sharing;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{Provision, RelationReadingCode, Term, term};
use crate::graphql::proposal::difference::{ProposalDifference, common, difference};
use crate::graphql::proposal::instrument::{ProposedInstrument, instrument};
use crate::graphql::proposal::said::{Cosponsor, ProposalComment, cosponsors};
use crate::graphql::sharing::Sharing;
use crate::graphql::state::State;
use crate::graphql::text::{LanguageCode, LocalisedText, TextStatusCode, read};

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ProposalKind", remote = "ProposalKind")]
pub enum ProposalKindCode {
    /// A norm beside those that there are.
    FurtherNorm,
    /// More about named provisions of the catalogue.
    Elaboration,
}

/// Where a proposal stands. Nothing is adopted here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ProposalStage")]
pub enum ProposalStageCode {
    /// Nobody else reads it yet.
    Drafted,
    /// A version was released; States join and comment.
    Released,
    /// It is no longer put forward; what was released stays.
    Closed,
    /// It was taken back; what was released stays, and says so.
    Withdrawn,
}

impl From<ProposalStage> for ProposalStageCode {
    fn from(stage: ProposalStage) -> Self {
        match stage {
            ProposalStage::Drafted => Self::Drafted,
            ProposalStage::Released => Self::Released,
            ProposalStage::Closed { .. } => Self::Closed,
            ProposalStage::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}

/// A paragraph of the proposed text.
pub struct ProposalParagraph(rules::Paragraph);

/// A paragraph of the proposed text.
#[Object]
impl ProposalParagraph {
    /// Its number.
    async fn number(&self) -> &str {
        self.0.number.as_str()
    }

    /// The number of the paragraph that it is a part of.
    async fn part_of(&self) -> Option<String> {
        self.0.number.parent().map(|number| number.to_string())
    }

    /// Its wording.
    async fn text(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.text, language)
    }
}

/// How a proposal stands to a provision of the catalogue, as the State that leads it says.
#[derive(Clone, SimpleObject)]
pub struct ProposalRelation {
    /// The provision. Its adoption stands beside it.
    provision: Provision,
    /// How the proposal stands to it.
    relation: RelationReadingCode,
    /// The number of the paragraph that does; empty where the whole does.
    paragraph: Option<String>,
}

/// A language that a proposal is in.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProposalLanguage {
    /// The language.
    language: LanguageCode,
    /// How far what is said in it may be relied on; official is what the State that leads it calls so.
    status: TextStatusCode,
    /// Whether every paragraph is there in it.
    is_whole: bool,
}

/// What a proposal says.
pub struct ProposalContent(Content);

/// What a proposal says.
#[Object]
impl ProposalContent {
    /// What is proposed.
    async fn kind(&self) -> ProposalKindCode {
        self.0.kind.into()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.title, language)
    }

    /// The languages that it is in.
    async fn languages(&self) -> Vec<ProposalLanguage> {
        let paragraphs = &self.0.paragraphs;
        let titles = self.0.title.iter().map(|(language, title)| ProposalLanguage {
            language: language.into(),
            status: title.status.into(),
            is_whole: paragraphs
                .iter()
                .all(|paragraph| paragraph.text.get(language).is_some()),
        });
        titles.collect()
    }

    /// The proposed text, a paragraph before its parts.
    async fn paragraphs(&self) -> Vec<ProposalParagraph> {
        self.0.paragraphs.iter().cloned().map(ProposalParagraph).collect()
    }

    /// Why it is proposed.
    async fn rationale(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.rationale, language)
    }

    /// With kind `ELABORATION`: the provisions that it is about. Their adoption stands beside them.
    async fn elaborates(&self, ctx: &Context<'_>) -> Vec<Provision> {
        let world = Call::of(ctx).world();
        let elaborates = self.0.elaborates.iter();
        elaborates.filter_map(|id| Provision::find(world, id)).collect()
    }

    /// Its themes.
    async fn themes(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        let themes = self.0.themes.iter();
        themes.map(|theme| term(call, "themes", theme.as_str())).collect()
    }

    /// How it stands to provisions of the catalogue.
    async fn relations(&self, ctx: &Context<'_>) -> Vec<ProposalRelation> {
        let world = Call::of(ctx).world();
        let relations = self.0.relations.iter().filter_map(|relation| {
            Some(ProposalRelation {
                provision: Provision::find(world, &relation.provision)?,
                relation: relation.kind.reading().into(),
                paragraph: relation.paragraph.as_ref().map(ToString::to_string),
            })
        });
        relations.collect()
    }
}

/// A version of a proposal. It never changes, nor who reads it.
pub struct ProposalVersion {
    version: rules::Version,
    is_own: bool,
}

impl ProposalVersion {
    pub(crate) const fn new(version: rules::Version, is_own: bool) -> Self {
        Self { version, is_own }
    }
}

/// A version of a proposal. It never changes, nor who reads it.
#[Object]
impl ProposalVersion {
    /// Which, from 1.
    async fn number(&self) -> u32 {
        self.version.number
    }

    /// What it says.
    async fn content(&self) -> ProposalContent {
        ProposalContent(self.version.content.clone())
    }

    /// What it changes; empty in the first.
    async fn changes(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.version.changes, language)
    }

    /// When it was released.
    async fn released_at(&self) -> DateTime<Utc> {
        self.version.released_at
    }

    /// Who reads it, for the people of the State that leads it.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let shared = || sharing::Sharing::new(self.version.visibility.clone());
        self.is_own.then(|| Sharing::new(Call::of(ctx), &shared()))
    }
}

/// What a State proposes: a further norm, or an elaboration of provisions that there are.
pub struct Proposal(rules::Proposal);

impl Proposal {
    pub(crate) async fn find(call: &Call, id: ProposalId) -> Result<Option<Self>, Fault> {
        // No cache is told when proposals move.
        call.keep_to_oneself();
        Ok(call.snapshot().await?.proposal(id).await?.map(Self))
    }

    pub(crate) const fn new(proposal: rules::Proposal) -> Self {
        Self(proposal)
    }

    pub(super) fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn is_own(&self, call: &Call) -> bool {
        call.is_of(&self.0.lead)
    }

    fn version_of(&self, number: u32) -> Result<&rules::Version, Fault> {
        self.0.version(number).ok_or_else(Fault::not_found)
    }
}

/// What a State proposes: a further norm, or an elaboration of provisions that there are. Nothing is adopted here.
#[Object]
impl Proposal {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Proposal, self.key())
    }

    /// The State that leads it.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.0.lead)
    }

    /// Where it stands.
    async fn stage(&self) -> ProposalStageCode {
        self.0.stage.into()
    }

    /// What it says: for the people of the State that leads it what is being written, for others the newest version that they read.
    async fn content(&self) -> Option<ProposalContent> {
        self.0.content().cloned().map(ProposalContent)
    }

    /// The number of the newest version that is read here; empty before the first.
    async fn version(&self) -> Option<u32> {
        self.0.newest().map(|version| version.number)
    }

    /// The versions that are read here, the oldest first.
    async fn versions(&self, ctx: &Context<'_>) -> Vec<ProposalVersion> {
        let is_own = self.is_own(Call::of(ctx));
        let versions = self.0.versions.iter().cloned();
        versions.map(|version| ProposalVersion::new(version, is_own)).collect()
    }

    /// The revision that is being written, for the people of the State that leads it.
    async fn revision(&self) -> Option<u32> {
        self.0.draft.as_ref().map(|draft| draft.revision)
    }

    /// When that revision was written, for the people of the State that leads it.
    async fn revised_at(&self) -> Option<DateTime<Utc>> {
        self.0.draft.as_ref().map(|draft| draft.written_at)
    }

    /// Whether what is being written is another text than the newest version, for the people of the State that leads it.
    async fn is_revised(&self) -> Option<bool> {
        let draft = self.0.draft.as_ref()?;
        Some(self.0.newest().is_none_or(|version| version.content != draft.content))
    }

    /// Since when it is closed or taken back; empty while it goes on.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.stage.ended_at()
    }

    /// How two versions differ by words, in one language: the one asked for, else the reader's, else the first that both are in.
    #[graphql(complexity = "50 + child_complexity")]
    async fn difference(
        &self,
        ctx: &Context<'_>,
        from: u32,
        to: u32,
        language: Option<LanguageCode>,
    ) -> Result<ProposalDifference, Fault> {
        let before = &self.version_of(from)?.content;
        let after = &self.version_of(to)?.content;
        let language = language.map(domain::language::Language::from);
        let reader = Call::of(ctx).language();
        let language = language.or_else(|| common(before, after, reader)).unwrap_or(reader);
        Ok(difference(before, after, language))
    }

    /// The States that co-sponsor it, by name in the reader's language, each at the newest version that it joined. They are names,
    /// and no measure of anything.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn cosponsors(&self, ctx: &Context<'_>) -> Result<Vec<Cosponsor>, Fault> {
        let call = Call::of(ctx);
        let names = call.snapshot().await?.cosponsors(self.0.id).await?;
        Ok(cosponsors(call, &names))
    }

    /// What States say about the versions that are read here, the oldest first, with what was superseded.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn comments(&self, ctx: &Context<'_>) -> Result<Vec<ProposalComment>, Fault> {
        let call = Call::of(ctx);
        // No cache is told when something is said.
        call.keep_to_oneself();
        let comments = call.snapshot().await?.proposal_comments(self.0.id).await?;
        Ok(ProposalComment::all(comments))
    }

    /// A version that everybody reads as the file of an instrument, for whoever keeps the catalogue: the newest, where none is named.
    /// Its symbol is made of the proposal unless one is given. It is a draft where a later version is there, else circulated.
    #[graphql(complexity = "50 + child_complexity")]
    async fn instrument_file(
        &self,
        ctx: &Context<'_>,
        version: Option<u32>,
        symbol: Option<String>,
    ) -> Result<ProposedInstrument, Fault> {
        instrument(ctx, &self.0, version, symbol).await
    }
}
