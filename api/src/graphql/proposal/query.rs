//! Proposals in lists.

use async_graphql::connection::Connection;
use async_graphql::{Context, InputObject, Object};
use domain::proposal as rules;
use domain::proposal::ProposalKind;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned, wants};
use crate::graphql::proposal::object::{Proposal, ProposalKindCode};

/// Which proposals are wanted. What names several wants one of them.
#[derive(Clone, Debug, Default, InputObject)]
pub struct ProposalFilter {
    /// Led by these States, by alpha-3 code.
    states: Option<Vec<String>>,
    /// Of these kinds.
    kinds: Option<Vec<ProposalKindCode>>,
    /// Which elaborate one of these provisions, or stand in a relation to it.
    provisions: Option<Vec<String>>,
    /// On one of these themes.
    themes: Option<Vec<String>>,
    /// Also those that were closed or taken back.
    #[graphql(default)]
    is_over_included: bool,
}

impl ProposalFilter {
    fn takes(&self, proposal: &rules::Proposal) -> bool {
        let Some(content) = proposal.content() else {
            return false;
        };
        let related = content.relations.iter().map(|relation| &relation.provision);
        let is_kind = |kind: &ProposalKindCode| ProposalKind::from(*kind) == content.kind;
        (self.is_over_included || proposal.stage.ended_at().is_none())
            && wants(self.states.as_ref(), [&proposal.lead])
            && self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(is_kind))
            && wants(self.provisions.as_ref(), content.elaborates.iter().chain(related))
            && wants(self.themes.as_ref(), &content.themes)
    }
}

/// Proposals.
#[derive(Default)]
pub struct ProposalQuery;

#[Object]
impl ProposalQuery {
    /// What States propose, as far as the reader may read it: what was released last first, and before it what is the own and not
    /// released yet.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        filter: Option<ProposalFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Proposal, Total>, Fault> {
        let call = Call::of(ctx);
        // No cache is told when proposals move.
        call.keep_to_oneself();
        let filter = filter.unwrap_or_default();
        let proposals = call.snapshot().await?.proposals().await?.into_iter();
        let found = proposals.filter(|proposal| filter.takes(proposal));
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(found.map(Proposal::new).collect(), Proposal::key, asked)
    }
}
