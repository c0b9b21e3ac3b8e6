//! What other States do with a proposal: their names, and their comments.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::proposal as rules;

use crate::graphql::call::Call;
use crate::graphql::node::{self, Sort};
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;

/// The name of a State under a version of another one's proposal.
#[derive(Clone, SimpleObject)]
pub struct Cosponsor {
    /// The State.
    state: State,
    /// The newest version that it joined. Where a later one is there, the name does not stand under that.
    version: u32,
    /// Since when it stands there.
    joined_at: DateTime<Utc>,
}

/// Each State once, at the newest version that it joined, by name in the reader's language: no other order is ever shown.
pub(super) fn cosponsors(call: &Call, names: &[rules::Cosponsorship]) -> Vec<Cosponsor> {
    let newest = |name: &&rules::Cosponsorship| {
        let later = |other: &rules::Cosponsorship| other.state == name.state && other.version > name.version;
        !names.iter().any(later)
    };
    let newest: Vec<_> = names.iter().filter(newest).collect();
    let states = State::sorted(call, newest.iter().map(|name| &name.state)).into_iter();
    let named = states.filter_map(|state| {
        let name = newest.iter().find(|name| name.state == *state.code_of())?;
        Some(Cosponsor {
            state,
            version: name.version,
            joined_at: name.joined_at,
        })
    });
    named.collect()
}

/// What a State says about a version of a proposal, as it said it.
pub struct ProposalComment {
    comment: rules::Comment,
    /// All that the reader reads about the proposal.
    all: Arc<Vec<rules::Comment>>,
}

impl ProposalComment {
    pub(super) const fn new(comment: rules::Comment, all: Arc<Vec<rules::Comment>>) -> Self {
        Self { comment, all }
    }

    /// All of some comments.
    pub(super) fn all(comments: Vec<rules::Comment>) -> Vec<Self> {
        let all = Arc::new(comments);
        let each = all.iter().map(|comment| Self::new(comment.clone(), Arc::clone(&all)));
        each.collect()
    }

    fn node(id: domain::id::ProposalCommentId) -> ID {
        node::id(Sort::ProposalComment, id.to_string())
    }
}

/// What a State says about a version of a proposal, as it said it.
#[Object]
impl ProposalComment {
    /// An id that never changes.
    async fn id(&self) -> ID {
        Self::node(self.comment.id)
    }

    /// The State that says it.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.comment.state)
    }

    /// The version that it is about.
    async fn version(&self) -> u32 {
        self.comment.version
    }

    /// The number of the paragraph that it is about; empty where it is about the whole.
    async fn paragraph(&self) -> Option<&str> {
        self.comment.paragraph.as_ref().map(rules::ParagraphNumber::as_str)
    }

    /// The language that it is in.
    async fn language(&self) -> LanguageCode {
        self.comment.language.into()
    }

    /// The words, as they were received.
    async fn content(&self) -> &str {
        &self.comment.content
    }

    /// When it was made.
    async fn said_at(&self) -> DateTime<Utc> {
        self.comment.at
    }

    /// The comment of the same State that it took the place of.
    async fn supersedes(&self) -> Option<ID> {
        self.comment.supersedes.map(Self::node)
    }

    /// The comment of the same State that took its place; empty while it stands.
    async fn superseded_by(&self) -> Option<ID> {
        let later = self
            .all
            .iter()
            .find(|other| other.supersedes == Some(self.comment.id))?;
        Some(Self::node(later.id))
    }

    /// The comment that the lead State answers with it; empty where it is no answer.
    async fn answers(&self) -> Option<ID> {
        self.comment.answers.map(Self::node)
    }
}
