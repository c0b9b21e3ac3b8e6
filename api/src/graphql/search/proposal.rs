//! Proposals among what is found: those that everybody reads.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use async_graphql::SimpleObject;
use domain::id::{ProposalId, ProvisionId};
use domain::norm::Provision;
use domain::proposal as rules;
use domain::proposal::ProposalStage;
use domain::submission::Visibility;
use store::{FoundProposal, ProposalTextFilter, ProposedAbout};
use uuid::Uuid;

use super::{Place, Rank, SearchExcerpt, SearchHit, SearchKind, Wanted};
use crate::findable::About;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::proposal::object::{Proposal, ProposalVersion};

/// A proposal that was found. Nothing of it is adopted.
#[derive(SimpleObject)]
pub struct ProposalHit {
    /// The proposal.
    proposal: Proposal,
    /// The newest version that everybody reads, which is the one that is looked through.
    version: ProposalVersion,
    /// What was found of it: in its title, its paragraphs or in why it is proposed.
    excerpt: SearchExcerpt,
}

/// What is wanted of proposals, where not all of them are.
fn about(call: &Call, about: &About) -> Option<ProposedAbout> {
    let ids = |is_meant: &dyn Fn(&Provision) -> bool| -> Vec<ProvisionId> {
        let provisions = call.world().norms.provisions().iter();
        provisions
            .filter(|provision| is_meant(provision))
            .map(|provision| provision.id.clone())
            .collect()
    };
    (!about.is_everything()).then(|| ProposedAbout {
        provisions: ids(&|provision| about.holds(provision)),
        theme: about.theme.clone(),
        and: about
            .instrument
            .as_ref()
            .map(|instrument| ids(&|provision| provision.instrument == *instrument)),
    })
}

impl Wanted {
    /// How many proposals there are that everybody reads, and so many of them after a place.
    pub(super) async fn of_proposals(
        &self,
        call: &Call,
        after: Option<Rank>,
        limit: usize,
    ) -> Result<(usize, Vec<(Rank, FoundProposal)>), Fault> {
        if !self.kinds.contains(&SearchKind::Proposal) {
            return Ok((0, Vec::new()));
        }
        let filter = ProposalTextFilter {
            languages: self.languages.clone(),
            state: self.state.clone(),
            about: about(call, &self.about),
        };
        // They stand behind everything else that is as relevant.
        let after = after.map(|Rank { score, place }| match place {
            Place::Item(_) | Place::Answer(..) => (score.0, ProposalId(Uuid::nil())),
            Place::Proposal(id) => (score.0, id),
        });
        let snapshot = call.snapshot().await?;
        let (total, found) = snapshot
            .search_proposals(&self.query, &filter, self.preferred, after, limit)
            .await?;
        let ranked = found.into_iter().map(|found| {
            let rank = Rank {
                score: Reverse(found.score),
                place: Place::Proposal(found.id),
            };
            (rank, found)
        });
        Ok((total, ranked.collect()))
    }

    /// Reads what was found in the caller's scope, and holds it against what everybody may read once more.
    pub(super) async fn proposals(
        &self,
        call: &Call,
        found: Vec<FoundProposal>,
    ) -> Result<BTreeMap<ProposalId, SearchHit>, Fault> {
        if found.is_empty() {
            return Ok(BTreeMap::new());
        }
        let snapshot = call.snapshot().await?;
        let proposals = snapshot.proposals_of(found.iter().map(|found| found.id)).await?;
        let hits = proposals.into_iter().filter_map(|proposal| {
            let of = found.iter().find(|of| of.id == proposal.id)?;
            Some((of.id, self.proposal(call, proposal, *of)?))
        });
        Ok(hits.collect())
    }

    fn proposal(&self, call: &Call, proposal: rules::Proposal, found: FoundProposal) -> Option<SearchHit> {
        let version = proposal.version(found.version)?.clone();
        let is_over = matches!(proposal.stage, ProposalStage::Withdrawn { .. });
        if is_over || version.visibility != Visibility::Public {
            return None;
        }
        let texts = search::proposed(&version.content);
        let (_, texts) = texts.into_iter().find(|(of, _)| *of == found.language)?;
        let excerpts = texts
            .into_iter()
            .map(|text| search::excerpt(text, found.language, &self.query));
        let excerpt = excerpts.rev().max_by_key(|excerpt| excerpt.met)?;
        let status = version.content.title.get(found.language)?.status;
        Some(SearchHit::Proposal(Box::new(ProposalHit {
            excerpt: self.shown(excerpt, found.language, status),
            version: ProposalVersion::new(version, call.is_of(&proposal.lead)),
            proposal: Proposal::new(proposal),
        })))
    }
}
