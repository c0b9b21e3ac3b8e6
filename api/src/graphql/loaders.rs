//! What several resolvers of one call need, read once. Loaders belong to the call: a shared one would leak across users.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::access::Place;
use domain::capacity::{Notice, Side};
use domain::id::{InvitationId, RoundId, StateCode};
use domain::questionnaire::{Completeness, EvidenceCommitment};
use domain::report;
use domain::submission::{EntryKind, Round};
use store::{CitedEvidence, InvitationLetter};
use tokio::sync::OnceCell;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;

/// Values by key, each read once however many ask at the same time.
struct Once<K, V>(Mutex<HashMap<K, Arc<OnceCell<Arc<V>>>>>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Once<K, V> {
    async fn get(&self, key: K, read: impl Future<Output = Result<V, Fault>>) -> Result<Arc<V>, Fault> {
        let cell = Arc::clone(
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(key)
                .or_default(),
        );
        let value = cell.get_or_try_init(|| async { read.await.map(Arc::new) }).await?;
        Ok(Arc::clone(value))
    }
}

/// The loaders of one call.
#[derive(Default)]
pub(crate) struct Loaders {
    openings: Once<RoundId, BTreeMap<StateCode, DateTime<Utc>>>,
    standing: Once<RoundId, BTreeSet<StateCode>>,
    progress: Once<RoundId, BTreeMap<StateCode, Completeness>>,
    cited: Once<Vec<EvidenceCommitment>, Vec<CitedEvidence>>,
    notices: Once<Side, Vec<Arc<Notice>>>,
    invitation_letters: Once<Place, BTreeMap<InvitationId, InvitationLetter>>,
}

impl Loaders {
    /// When each State opened its working file in a round, as far as the scope shows it.
    pub(crate) async fn openings(
        &self,
        call: &Call,
        round: RoundId,
    ) -> Result<Arc<BTreeMap<StateCode, DateTime<Utc>>>, Fault> {
        self.openings
            .get(round, async {
                let snapshot = call.snapshot().await?;
                let mut openings = snapshot.openings(round).await?;
                let own = snapshot
                    .submissions(None)
                    .await?
                    .into_iter()
                    .filter(|own| own.round == round);
                openings.extend(own.map(|own| (own.state, own.opened_at)));
                Ok(openings)
            })
            .await
    }

    /// The letters of the invitations issued for a place, as far as the scope shows them.
    pub(crate) async fn invitation_letters(
        &self,
        call: &Call,
        place: &Place,
    ) -> Result<Arc<BTreeMap<InvitationId, InvitationLetter>>, Fault> {
        self.invitation_letters
            .get(place.clone(), async {
                Ok(call.snapshot().await?.invitation_letters(place).await?)
            })
            .await
    }

    /// All needs, or all offers, that the scope shows, what was released last first.
    pub(crate) async fn notices(&self, call: &Call, side: Side) -> Result<Arc<Vec<Arc<Notice>>>, Fault> {
        self.notices
            .get(side, async {
                let notices = call.snapshot().await?.notices(side).await?;
                Ok(notices.into_iter().map(Arc::new).collect())
            })
            .await
    }

    /// What an answer cites, as far as the scope shows it. Nothing is asked where it cites nothing.
    pub(crate) async fn cited_evidence(
        &self,
        call: &Call,
        commitments: Vec<EvidenceCommitment>,
    ) -> Result<Arc<Vec<CitedEvidence>>, Fault> {
        if commitments.is_empty() {
            return Ok(Arc::default());
        }
        self.cited
            .get(commitments.clone(), async {
                Ok(call.snapshot().await?.cited_evidence(&commitments).await?)
            })
            .await
    }

    /// How far the working files of a round have come that States share the progress of, for the secretariat.
    pub(crate) async fn shared_progress(
        &self,
        call: &Call,
        round: &Round,
    ) -> Result<Arc<BTreeMap<StateCode, Completeness>>, Fault> {
        self.progress
            .get(round.id, async {
                let world = call.world();
                let Some(edition) = world.editions.get(&round.edition) else {
                    return Ok(BTreeMap::new());
                };
                let shared = call.snapshot().await?.shared_progress(round.id).await?;
                let count = |(state, said)| (state, report::shared_progress(edition, &world.states, &said));
                Ok(shared.into_iter().map(count).collect())
            })
            .await
    }

    /// The States with a standing filing in a round, as far as the scope shows it.
    pub(crate) async fn standing(&self, call: &Call, round: RoundId) -> Result<Arc<BTreeSet<StateCode>>, Fault> {
        self.standing
            .get(round, async {
                let filings = call.snapshot().await?.filings(None, Some(round), None).await?;
                let mut standing = BTreeSet::new();
                for filing in filings {
                    match filing.entry.kind {
                        EntryKind::Filing | EntryKind::Amendment => standing.insert(filing.state),
                        EntryKind::Withdrawal => standing.remove(&filing.state),
                    };
                }
                Ok(standing)
            })
            .await
    }
}
