//! A need and an offer, as their readers read them.

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, MergedObject, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::KeepOrganisationOffers;
use domain::capacity::{CAPABILITY_KINDS, CAPACITY_FORMS, Content, Notice, NoticeStage, OpenTo, Party, Terms};
use domain::report::Group;
use domain::submission as rules;

use crate::graphql::call::Call;
use crate::graphql::capacity::matched::{NeedMatch, OfferMatch, needs_met, offers_meeting};
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{Provision, Term, term};
use crate::graphql::sharing::Sharing;
use crate::graphql::state::{Organisation, State};
use crate::graphql::text::{LanguageCode, LocalisedText, read};

/// Where a need or an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum NoticeStageCode {
    /// Nobody else reads it yet.
    Drafted,
    /// Others read it. A newer revision may be in the making beside it.
    Released,
    /// The need is met, or the offer closed.
    Closed,
    /// It was taken back: nobody else reads it any more.
    Withdrawn,
}

impl From<&NoticeStage> for NoticeStageCode {
    fn from(stage: &NoticeStage) -> Self {
        match stage {
            NoticeStage::Drafted => Self::Drafted,
            NoticeStage::Released(_) => Self::Released,
            NoticeStage::Closed { .. } => Self::Closed,
            NoticeStage::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}

/// What a need or an offer says in one language.
#[derive(Clone, Debug, SimpleObject)]
pub struct NoticeWording {
    /// The language.
    language: LanguageCode,
    /// Its title.
    title: String,
    /// What is to be said about it.
    description: Option<String>,
}

fn wordings(content: &Content) -> Vec<NoticeWording> {
    let wordings = content.title.iter().map(|(language, title)| NoticeWording {
        language: language.into(),
        title: title.content.clone(),
        description: content.description.get(language).map(|text| text.content.clone()),
    });
    wordings.collect()
}

/// A text of a need or an offer that was accepted. None is ever lost.
#[derive(Clone, Debug, SimpleObject)]
pub struct NoticeRevision {
    /// Which, from 1.
    revision: u32,
    /// When it was written.
    written_at: DateTime<Utc>,
    /// The kind of capability that it named.
    kind: Term,
    /// What it said, language by language.
    wordings: Vec<NoticeWording>,
}

/// Whether the caller is of those whose it is.
pub(super) fn is_own(call: &Call, by: &Party) -> bool {
    match by {
        Party::State(state) => call.is_of(state),
        Party::Organisation(organisation) => {
            let organisation = organisation.clone();
            call.actor().may(&KeepOrganisationOffers { organisation }).is_ok()
        }
    }
}

/// What needs and offers have in common.
pub struct NoticeFields(Arc<Notice>);

#[Object]
impl NoticeFields {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Notice, self.0.id.to_string())
    }

    /// The kind of capability.
    async fn kind(&self, ctx: &Context<'_>) -> Term {
        term(Call::of(ctx), CAPABILITY_KINDS, self.0.content.kind.as_str())
    }

    /// The provisions that it serves. Their adoption stands beside them.
    async fn provisions(&self, ctx: &Context<'_>) -> Vec<Provision> {
        let world = Call::of(ctx).world();
        let provisions = self.0.content.provisions.iter();
        provisions.filter_map(|id| Provision::find(world, id)).collect()
    }

    /// Its themes.
    async fn themes(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        let themes = self.0.content.themes.iter();
        themes.map(|theme| term(call, "themes", theme.as_str())).collect()
    }

    /// The languages in which help can be taken, or is given; empty where nothing is said.
    async fn languages(&self) -> Vec<LanguageCode> {
        self.0
            .content
            .languages
            .iter()
            .copied()
            .map(LanguageCode::from)
            .collect()
    }

    /// Its title.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.content.title, language)
    }

    /// What is to be said about it.
    async fn description(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.content.description, language)
    }

    /// Title and description in each language that there is.
    async fn wordings(&self) -> Vec<NoticeWording> {
        wordings(&self.0.content)
    }

    /// Where it stands.
    async fn stage(&self) -> NoticeStageCode {
        (&self.0.stage).into()
    }

    /// The revision that is read here: for its own people the newest, for others the released one.
    async fn revision(&self) -> u32 {
        self.0.revision
    }

    /// When this revision was written.
    async fn revised_at(&self) -> DateTime<Utc> {
        self.0.revised_at
    }

    /// Since when others read what they read of it; empty where they read nothing.
    async fn released_at(&self) -> Option<DateTime<Utc>> {
        self.0.stage.release().map(|release| release.at)
    }

    /// Since when it is met, closed or taken back; empty while it goes on.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.stage.ended_at()
    }

    /// Who reads it, for its own people; empty where nobody else does.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let call = Call::of(ctx);
        let release = self.0.stage.release().filter(|_| is_own(call, &self.0.by))?;
        Some(Sharing::new(call, &rules::Sharing::new(release.visibility.clone())))
    }

    /// The revision that others read, for its own people: an older one than `revision` where a newer one is in the making.
    async fn released_revision(&self, ctx: &Context<'_>) -> Option<u32> {
        let own = is_own(Call::of(ctx), &self.0.by);
        self.0.stage.release().filter(|_| own).map(|release| release.revision)
    }

    /// What it said so far, the newest first: everything for its own people, for others what was released to them.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<NoticeRevision>, Fault> {
        let call = Call::of(ctx);
        let revisions = call.snapshot().await?.notice_revisions(self.0.id).await?;
        let revisions = revisions.into_iter().map(|found| NoticeRevision {
            revision: found.revision,
            written_at: found.written_at,
            kind: term(call, CAPABILITY_KINDS, found.content.kind.as_str()),
            wordings: wordings(&found.content),
        });
        Ok(revisions.collect())
    }
}

/// What a need has beside.
pub struct NeedFields(Arc<Notice>);

#[Object]
impl NeedFields {
    /// The State that needs it.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.0.by.state()?)
    }

    /// The offers that meet it, each with every reason and without a score: those released last first. An offer meets a need where
    /// it is another's, is not over, is open to the State, and both are of one kind of capability, serve one provision or two that
    /// the crosswalk relates, or are on one theme.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn matching_offers(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, OfferMatch, Total>, Fault> {
        let matches = offers_meeting(Call::of(ctx), &self.0).await?;
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(matches, OfferMatch::key, asked)
    }
}

/// What a State needs to build capacity, as it says itself.
#[derive(MergedObject)]
pub struct Need(NoticeFields, NeedFields);

impl Need {
    /// As whatever has an id is asked for it.
    #[expect(clippy::unused_async, reason = "the interface waits for it")]
    pub(crate) async fn id(&self, _: &Context<'_>) -> async_graphql::Result<ID> {
        Ok(node::id(Sort::Notice, self.key()))
    }

    pub(crate) fn new(notice: Arc<Notice>) -> Self {
        Self(NoticeFields(Arc::clone(&notice)), NeedFields(notice))
    }

    pub(super) fn key(&self) -> String {
        self.1.0.id.to_string()
    }
}

/// Whom an offer is open to: the States of the groups and those named; every State where neither is named.
#[derive(Clone, SimpleObject)]
pub struct OfferOpenTo {
    /// Whether it is open to every State.
    is_everybody: bool,
    /// The groups, as States belong to them today: `regional:african`, `m49:002`, `ldc`, `lldc`, `sids`, `organisation:au`.
    groups: Vec<String>,
    /// The States named, by name in the reader's language.
    states: Vec<State>,
}

/// What an offer has beside.
pub struct OfferFields(Arc<Notice>);

impl OfferFields {
    fn terms(&self) -> &Terms {
        static NONE: Terms = Terms {
            forms: std::collections::BTreeSet::new(),
            open_to: OpenTo {
                groups: std::collections::BTreeSet::new(),
                states: std::collections::BTreeSet::new(),
            },
            from: None,
            until: None,
            link: None,
        };
        self.0.content.terms.as_ref().unwrap_or(&NONE)
    }
}

#[Object]
impl OfferFields {
    /// The State that offers it; empty where an organisation does.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.0.by.state()?)
    }

    /// The organisation whose named unit offers it; empty where a State does.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        Organisation::find(Call::of(ctx).world(), self.0.by.organisation()?)
    }

    /// In which forms it comes.
    async fn forms(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        let forms = self.terms().forms.iter();
        forms.map(|form| term(call, CAPACITY_FORMS, form.as_str())).collect()
    }

    /// Whom it is open to.
    async fn open_to(&self, ctx: &Context<'_>) -> OfferOpenTo {
        let open_to = &self.terms().open_to;
        OfferOpenTo {
            is_everybody: open_to.is_everybody(),
            groups: open_to.groups.iter().map(Group::code).collect(),
            states: State::sorted(Call::of(ctx), open_to.states.iter()),
        }
    }

    /// Its first day; empty where it holds since it was released.
    async fn from(&self) -> Option<NaiveDate> {
        self.terms().from
    }

    /// Its last day; empty while it has none.
    async fn until(&self) -> Option<NaiveDate> {
        self.terms().until
    }

    /// Where more is said about it.
    async fn link(&self) -> Option<&str> {
        self.terms().link.as_deref()
    }

    /// The needs that it meets, as far as the reader reads them, each with every reason and without a score: those released last
    /// first.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn matching_needs(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, NeedMatch, Total>, Fault> {
        let matches = needs_met(Call::of(ctx), &self.0).await?;
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(matches, NeedMatch::key, asked)
    }
}

/// What a State or an organisation offers to help build capacity, as it says itself.
#[derive(MergedObject)]
pub struct Offer(NoticeFields, OfferFields);

impl Offer {
    /// As whatever has an id is asked for it.
    #[expect(clippy::unused_async, reason = "the interface waits for it")]
    pub(crate) async fn id(&self, _: &Context<'_>) -> async_graphql::Result<ID> {
        Ok(node::id(Sort::Notice, self.key()))
    }

    pub(crate) fn new(notice: Arc<Notice>) -> Self {
        Self(NoticeFields(Arc::clone(&notice)), OfferFields(notice))
    }

    pub(super) fn key(&self) -> String {
        self.1.0.id.to_string()
    }
}
