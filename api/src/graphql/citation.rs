//! Citations: what a filing or an answer is cited by, and what stands in its place once it is withdrawn.

use async_graphql::{Context, ID, Object, Union};
use chrono::{DateTime, Utc};
use domain::id::QuestionCode;
use domain::submission::{Citation, EntryKind, Position};
use store::PublicEntry;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::record::{FiledAnswer, Filing, client_position};
use crate::graphql::state::State;

/// What stands where something withdrawn stood: the place, the time and the root, and no content.
pub struct Tombstone {
    id: ID,
    citation: Citation,
    entry: PublicEntry,
    withdrawal: PublicEntry,
}

/// What stands where something withdrawn stood: the place, the time and the root, and no content. Copies that others made
/// meanwhile remain.
#[Object]
impl Tombstone {
    /// The id of what was withdrawn.
    pub(crate) async fn id(&self) -> ID {
        self.id.clone()
    }

    /// How it is cited, as before.
    async fn citation(&self) -> String {
        self.citation.to_string()
    }

    /// The place of what was withdrawn.
    async fn position(&self) -> i32 {
        client_position(self.entry.entry.position)
    }

    /// The root of what was withdrawn, in hexadecimal.
    async fn root(&self) -> String {
        self.entry.entry.root.to_string()
    }

    /// The key of the round.
    async fn round(&self) -> &str {
        self.entry.entry.round.as_str()
    }

    /// When the register took it.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.entry.entry.filed_at
    }

    /// The place of the withdrawal.
    async fn withdrawn_at_position(&self) -> i32 {
        client_position(self.withdrawal.entry.position)
    }

    /// When the register took the withdrawal.
    async fn withdrawn_at(&self) -> DateTime<Utc> {
        self.withdrawal.entry.filed_at
    }

    /// The State, if it agrees to be named.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.withdrawal.entry.state.as_ref()?)
    }
}

impl Tombstone {
    /// The place of the withdrawal.
    pub(crate) const fn withdrawal(&self) -> Position {
        self.withdrawal.entry.position
    }

    /// What stands in the place of a filing, or of an answer of it, that was withdrawn; everybody may know it.
    pub(crate) async fn find(
        call: &Call,
        position: Position,
        question: Option<QuestionCode>,
    ) -> Result<Option<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let at = async |position: Position| {
            let before = Position(position.0.saturating_sub(1));
            let mut found = snapshot.register_entries(before, Some(position), (1, false)).await?;
            Ok::<_, Fault>(found.pop())
        };
        let Some(entry) = at(position).await? else {
            return Ok(None);
        };
        let Some(withdrawn_at) = entry.withdrawn_at.filter(|_| entry.entry.kind != EntryKind::Withdrawal) else {
            return Ok(None);
        };
        let Some(withdrawal) = at(withdrawn_at).await? else {
            return Ok(None);
        };
        let id = match &question {
            Some(question) => answer_id(position, question),
            None => node::id(Sort::Filing, position.to_string()),
        };
        Ok(Some(Self {
            id,
            citation: Citation {
                round: entry.entry.round.clone(),
                position,
                question,
            },
            entry,
            withdrawal,
        }))
    }
}

/// The id of a filed answer.
pub(crate) fn answer_id(position: Position, question: &QuestionCode) -> ID {
    node::id(Sort::FiledAnswer, format!("{position}#{question}"))
}

/// The place that the id of a filed answer names.
pub(crate) fn read_answer_id(key: &str) -> Option<(Position, QuestionCode)> {
    let (position, question) = key.split_once('#')?;
    Some((Position(position.parse().ok()?), QuestionCode::new(question).ok()?))
}

/// What a citation names.
#[derive(Union)]
pub enum Cited {
    /// A filing.
    Filing(Filing),
    /// An answer of one.
    FiledAnswer(FiledAnswer),
    /// What stands in the place of something withdrawn.
    Tombstone(Tombstone),
}

impl Cited {
    /// What is at a place, if the reader may see it, or that it was withdrawn.
    pub(crate) async fn find(
        call: &Call,
        position: Position,
        question: Option<QuestionCode>,
    ) -> Result<Option<Self>, Fault> {
        if let Some(filing) = Filing::find(call, position, None).await?
            && filing.is_open_to(call)
        {
            return Ok(match &question {
                None => Some(Self::Filing(filing)),
                Some(question) => filing
                    .find_answer(call, question.as_str())
                    .await?
                    .map(Self::FiledAnswer),
            });
        }
        Ok(Tombstone::find(call, position, question).await?.map(Self::Tombstone))
    }
}

/// What can be cited.
#[derive(Default)]
pub struct CitationQuery;

#[Object]
impl CitationQuery {
    /// What a citation names: `normtrack:views-2027/12` a filing, `normtrack:views-2027/12#VA.capacity` an answer of it. What
    /// was superseded is there as superseded; in the place of what was withdrawn stands a tombstone. None where nothing is
    /// there that the reader may know of.
    #[graphql(complexity = "20 + child_complexity")]
    async fn cited(&self, ctx: &Context<'_>, citation: String) -> Result<Option<Cited>, Fault> {
        let citation: Citation = citation
            .parse()
            .map_err(|error: domain::submission::BadCitation| Fault::invalid().at("citation").because(error))?;
        let call = Call::of(ctx);
        let before = Position(citation.position.0 - 1);
        let snapshot = call.snapshot().await?;
        let entries = snapshot
            .register_entries(before, Some(citation.position), (1, false))
            .await?;
        if entries.first().is_none_or(|entry| entry.entry.round != citation.round) {
            return Ok(None);
        }
        Cited::find(call, citation.position, citation.question).await
    }
}
