//! Drafts of editions in lists, and one by one.

use async_graphql::{Context, ID, Object};
use domain::access::ReadEditionDrafts;
use domain::id::EditionDraftId;

use crate::graphql::call::Call;
use crate::graphql::editor::object::EditionDraft;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};

/// Drafts of editions.
#[derive(Default)]
pub struct EditorQuery;

#[Object]
impl EditorQuery {
    /// Drafts of editions, for catalogue editors: what is being written first, then what ended last. For others there are none.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn edition_drafts(&self, ctx: &Context<'_>) -> Result<Vec<EditionDraft>, Fault> {
        let call = Call::of(ctx);
        if call.actor().may(&ReadEditionDrafts {}).is_err() {
            return Ok(Vec::new());
        }
        let records = call.snapshot().await?.edition_drafts().await?.into_iter();
        records
            .map(|record| Ok(EditionDraft::new(call.world(), super::read(record)?)))
            .collect()
    }

    /// The draft of an edition, for catalogue editors.
    async fn edition_draft(&self, ctx: &Context<'_>, id: ID) -> Result<Option<EditionDraft>, Fault> {
        let Ok(id) = node::key(Sort::EditionDraft, &id) else {
            return Ok(None);
        };
        EditionDraft::find(Call::of(ctx), EditionDraftId(id)).await
    }
}
