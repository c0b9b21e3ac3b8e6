//! Figures in memory: for each round its filed answers in columns, rebuilt when the register or who reads it has moved on,
//! and the releases that are due.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::id::{QuestionCode, RoundId, StateCode};
use domain::questionnaire::{Edition, QuestionIndex};
use domain::report::{Columns, Elsewhere, Facts, Filed, Frame, Item, Release, ReleaseRule, next_release};
use domain::submission::{Invited, Position, Round, RoundStage};
use store::{Constraint, Snapshot, Store, StoreError};
use tokio::sync::Mutex as AsyncMutex;

use crate::world::World;

/// What figures of one round are computed from, as of one version of the register.
pub struct Figures {
    /// The last position of the register, and how often sharing had changed.
    version: (Position, u64),
    /// What was filed.
    pub facts: Arc<Facts>,
    /// The same in columns, as of the last position.
    pub columns: Arc<Columns>,
    /// The releases, the oldest first.
    pub releases: Arc<Vec<Release>>,
}

impl Figures {
    /// The last position of the register that the figures know of: what they are as of.
    pub fn position(&self) -> Position {
        self.version.0
    }

    /// The columns as of a position; those in memory for the newest.
    pub fn columns_at(&self, as_of: Option<Position>) -> Arc<Columns> {
        match as_of.filter(|position| *position < self.facts.last_position()) {
            None => Arc::clone(&self.columns),
            Some(position) => Arc::new(Columns::new(&self.facts, position)),
        }
    }
}

/// The figures of one round; who rebuilds them holds the lock.
type Place = AsyncMutex<Option<Arc<Figures>>>;

/// The figures of every round that somebody asked for.
pub struct Board {
    store: Store,
    rounds: Mutex<HashMap<RoundId, Arc<Place>>>,
}

impl Board {
    /// Knows no figure yet.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            rounds: Mutex::default(),
        }
    }

    /// The figures of a round as they are now. One caller rebuilds them, the others wait for it.
    pub async fn figures(
        &self,
        world: &World,
        round: &Round,
        edition: &Edition,
        now: DateTime<Utc>,
    ) -> Result<Arc<Figures>, StoreError> {
        let cell = Arc::clone(
            self.rounds
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(round.id)
                .or_default(),
        );
        // A look that fails tells nothing; the snapshot then says what is wrong.
        let seen = self.store.register_version().await.ok();
        let mut held = cell.lock().await;
        let known = held.as_ref().filter(|known| Some(known.version) == seen).cloned();
        let figures = match known {
            Some(known) => known,
            None => self.renewed(world, round, edition, now, held.as_ref()).await?,
        };
        let figures = self.release(world, round, edition, figures, now).await?;
        *held = Some(Arc::clone(&figures));
        Ok(figures)
    }

    /// The figures as of a moment that begins now, which `before` may be of already: another caller may have waited less.
    async fn renewed(
        &self,
        world: &World,
        round: &Round,
        edition: &Edition,
        now: DateTime<Utc>,
        before: Option<&Arc<Figures>>,
    ) -> Result<Arc<Figures>, StoreError> {
        let snapshot = self.store.snapshot(&Scope::aggregate(), now).await?;
        let version = snapshot.register_version().await?;
        if let Some(known) = before.filter(|before| before.version == version) {
            Ok(Arc::clone(known))
        } else {
            let before = before.map(AsRef::as_ref);
            let figures = self.read(&snapshot, world, round, edition, version, before).await?;
            Ok(Arc::new(figures))
        }
    }

    /// Reads what is new since `before`; everything where sharing has changed, because that changes what was read.
    async fn read(
        &self,
        snapshot: &Snapshot,
        world: &World,
        round: &Round,
        edition: &Edition,
        version: (Position, u64),
        before: Option<&Figures>,
    ) -> Result<Figures, StoreError> {
        let before = before.filter(|before| before.version.1 == version.1);
        let mut filings = before.map_or_else(Vec::new, |before| before.facts.filings().to_vec());
        let after = filings.last().map_or(Position(0), |filed: &Filed| filed.position);
        filings.extend(snapshot.coded_filings(round.id, edition, after).await?);
        let frame = Arc::new(frame(world, round, edition, &filings)?);
        let facts = Facts::new(frame, filings).map_err(|error| StoreError::Internal(error.into()))?;
        let columns = Columns::new(&facts, facts.last_position());
        let releases = snapshot.releases(round.id).await?;
        Ok(Figures {
            version,
            facts: Arc::new(facts),
            columns: Arc::new(columns),
            releases: Arc::new(releases),
        })
    }

    /// Makes the release that is due, if one is. Where another process has made it first, theirs is read.
    async fn release(
        &self,
        world: &World,
        round: &Round,
        edition: &Edition,
        figures: Arc<Figures>,
        now: DateTime<Utc>,
    ) -> Result<Arc<Figures>, StoreError> {
        let closed = match round.stage(now) {
            RoundStage::Planned | RoundStage::Open => false,
            RoundStage::Closed | RoundStage::Archived => true,
        };
        let due = |elsewhere: &[Elsewhere]| {
            let previous = figures.releases.last();
            next_release(ReleaseRule::PUBLISHED, previous, &figures.facts, now, closed, elsewhere)
        };
        if due(&[]).is_none() {
            return Ok(figures);
        }
        let elsewhere = self.elsewhere(world, round, edition, now).await?;
        let Some(release) = due(&elsewhere) else {
            return Ok(figures);
        };
        let work = self.store.work(&Scope::aggregate(), now).await?;
        match work.save_release(round.id, &release).await {
            Ok(()) => work.commit().await?,
            Err(StoreError::Conflict(Constraint::Revision)) => drop(work),
            Err(other) => return Err(other),
        }
        let releases = self
            .store
            .snapshot(&Scope::aggregate(), now)
            .await?
            .releases(round.id)
            .await?;
        Ok(Arc::new(Figures {
            version: figures.version,
            facts: Arc::clone(&figures.facts),
            columns: Arc::clone(&figures.columns),
            releases: Arc::new(releases),
        }))
    }

    /// What other rounds have told of questions that compare with this edition's.
    async fn elsewhere(
        &self,
        world: &World,
        round: &Round,
        edition: &Edition,
        now: DateTime<Utc>,
    ) -> Result<Vec<Elsewhere>, StoreError> {
        let snapshot = self.store.snapshot(&Scope::aggregate(), now).await?;
        let mut all = Vec::new();
        for other in snapshot
            .rounds()
            .await?
            .into_iter()
            .filter(|other| other.id != round.id)
        {
            let Some(there) = world.editions.get(&other.edition) else {
                continue;
            };
            let releases = snapshot.releases(other.id).await?;
            all.extend(Elsewhere::all(&releases, |index| comparable(edition, there, index)));
        }
        Ok(all)
    }
}

/// The question of `edition` whose figures can be joined with those of a question of `other`, in either direction.
fn comparable(edition: &Edition, other: &Edition, index: QuestionIndex) -> Option<QuestionIndex> {
    let there = other.at(index).question;
    if edition.id() == other.id() {
        return edition.question(&there.code).map(|placed| placed.index);
    }
    let continues = |later: &domain::questionnaire::Question, from: &Edition, code: &QuestionCode| {
        later
            .continues
            .iter()
            .any(|line| line.comparable && line.edition == *from.id() && line.code == *code)
    };
    let joined = |placed: &domain::questionnaire::Placed<'_>| {
        continues(placed.question, other, &there.code) || continues(there, edition, &placed.question.code)
    };
    edition.questions().find(joined).map(|placed| placed.index)
}

/// Who was invited, and what is asked. In a round at the State's own request the denominator is who filed.
fn frame(world: &World, round: &Round, edition: &Edition, filings: &[Filed]) -> Result<Frame, StoreError> {
    let mut invited = round.invited.clone();
    if invited.is_empty() {
        let filed: std::collections::BTreeSet<&StateCode> = filings.iter().map(|filed| &filed.state).collect();
        let day = round.opens_at.date_naive();
        invited = filed
            .into_iter()
            .filter_map(|state| world.invited(state, day))
            .collect::<Vec<Invited>>();
    }
    Frame::new(invited, Item::all(edition)).map_err(|error| StoreError::Internal(error.into()))
}
