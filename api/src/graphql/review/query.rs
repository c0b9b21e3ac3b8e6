//! Reviews in lists.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object};
use domain::id::ReviewId;
use domain::review::Side;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned, wants};
use crate::graphql::node::{self, Sort};
use crate::graphql::review::object::{Review, ReviewStageCode};
use crate::graphql::review::said::ReviewSideCode;

/// Which reviews are wanted. What names several wants one of them.
#[derive(Clone, Debug, Default, InputObject)]
pub struct ReviewFilter {
    /// Of answers of these States, by alpha-3 code.
    states: Option<Vec<String>>,
    /// By these States, by alpha-3 code.
    reviewing_states: Option<Vec<String>>,
    /// Of an answer to one of these questions, as far as the reader reads which they are.
    questions: Option<Vec<String>>,
    /// At these stages.
    stages: Option<Vec<ReviewStageCode>>,
    /// Those in which the caller reads for this side.
    side: Option<ReviewSideCode>,
}

impl ReviewFilter {
    fn takes(&self, found: &Review) -> bool {
        let review = found.of();
        let stage = ReviewStageCode::from(review.stage);
        let is_side = |side: ReviewSideCode| found.reads_for().contains(&Side::from(side));
        // Whoever reads only what was published is not told by a filter which answers there are.
        let questions = review.questions.iter().filter(|_| !found.reads_for().is_empty());
        wants(self.states.as_ref(), [&review.state])
            && wants(self.reviewing_states.as_ref(), review.reviewer.state())
            && wants(self.questions.as_ref(), questions)
            && self.stages.as_ref().is_none_or(|stages| stages.contains(&stage))
            && self.side.is_none_or(is_side)
    }
}

/// Reviews.
#[derive(Default)]
pub struct ReviewQuery;

#[Object]
impl ReviewQuery {
    /// Reviews, as far as the reader may know of them: what was published, and those in which they read for a side. The newest
    /// invitation first.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn reviews(
        &self,
        ctx: &Context<'_>,
        filter: Option<ReviewFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Review, Total>, Fault> {
        let call = Call::of(ctx);
        let filter = filter.unwrap_or_default();
        let mut found = Review::all(call).await?;
        found.retain(|review| filter.takes(review));
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(found, Review::key, asked)
    }

    /// A review, if the reader may know of it.
    async fn review(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Review>, Fault> {
        let Ok(id) = node::key(Sort::Review, &id) else {
            return Ok(None);
        };
        Review::find(Call::of(ctx), ReviewId(id)).await
    }
}
