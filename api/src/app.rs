//! The service as one value: what every call shares.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::id::{EditionId, RoundId, RoundKey, SubmissionId};
use domain::submission::{Round, Submission};
use moka::sync::Cache;
use store::{Snapshot, Store, StoreError};
use thiserror::Error;
use vault::Vault;

use crate::auth::{Actors, Issuer, Keys, Passwords, Providers, TokenSettings, Tokens};
use crate::board::Board;
use crate::live::Live;
use crate::mint::Mint;
use crate::post::{Desk, Post};
use crate::press::Press;
use crate::webhook::{Courier, Networks};
use crate::world::{Unreadable, World};

/// Why the service does not start, or does not see what was published.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database does not answer, or is not ours.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is published cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What never changes of a submission, so that a save need not read it.
#[derive(Clone, Debug)]
pub struct Head {
    /// The submission as it was when it was first seen; only its id, State, round and edition are relied upon.
    pub submission: Arc<Submission>,
    /// Its round, as it was then; [`App::head`] gives it as it is.
    pub round: Arc<Round>,
}

/// Where evidence is kept, and how much of it.
pub struct Keeping {
    /// The folder or the bucket.
    pub vault: Vault,
    /// The most bytes of documents that one State keeps.
    pub per_state: u64,
}

/// The service.
pub struct App {
    keeping: Keeping,
    press: Press,
    store: Store,
    mint: Arc<Mint>,
    catalogue: Catalogue,
    world: RwLock<Arc<World>>,
    keys: Arc<Keys>,
    tokens: Arc<Tokens>,
    actors: Arc<Actors>,
    issuer: Issuer,
    board: Arc<Board>,
    live: Arc<Live>,
    courier: Courier,
    post: Post,
    rounds: Cache<RoundId, Arc<Round>>,
    rounds_by_key: Cache<RoundKey, Arc<Round>>,
    heads: Cache<SubmissionId, Head>,
}

impl App {
    /// Puts the service together over a database that holds our schema.
    pub async fn start(
        store: Store,
        catalogue: Catalogue,
        keys: Arc<Keys>,
        passwords: Passwords,
        settings: TokenSettings,
        keeping: Keeping,
        mint: Arc<Mint>,
    ) -> Result<Self, StartError> {
        let world = read_world(&store, &catalogue, &mint).await?;
        let tokens = Arc::new(Tokens::new(settings, Arc::clone(&keys)));
        let actors = Arc::new(Actors::new(store.clone(), Arc::clone(&keys)));
        let issuer = Issuer::new(
            store.clone(),
            (Arc::clone(&tokens), &keys),
            Arc::clone(&actors),
            passwords,
            Arc::clone(&mint),
        );
        Ok(Self {
            keeping,
            press: Press::default(),
            board: Arc::new(Board::new(store.clone())),
            live: Arc::default(),
            post: Post::new(store.clone(), (keys.invitations(), keys.reviewers()), Arc::clone(&mint)),
            courier: Courier::new(store.clone(), keys.webhooks(), Arc::clone(&mint), Networks::default()),
            store,
            mint,
            catalogue,
            world: RwLock::new(Arc::new(world)),
            keys,
            tokens,
            actors,
            issuer,
            rounds: Cache::new(200),
            rounds_by_key: Cache::new(200),
            heads: Cache::new(20_000),
        })
    }

    /// The same, with identity providers that people may sign in with.
    #[must_use]
    pub fn with_providers(mut self, providers: Providers) -> Self {
        self.issuer = self.issuer.with_providers(providers);
        self
    }

    /// The same, with networks inside that webhooks may lead to.
    #[must_use]
    pub fn with_webhook_networks(mut self, networks: Networks) -> Self {
        self.courier = self.courier.with_networks(networks);
        self
    }

    /// The same, with a mail server that takes letters.
    #[must_use]
    pub fn with_mail(mut self, desk: Desk) -> Self {
        self.post = self.post.with_desk(desk);
        self
    }

    /// Sends letters.
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// Sends webhooks.
    pub fn courier(&self) -> &Courier {
        &self.courier
    }

    /// The same, with what makes PDF documents.
    #[must_use]
    pub fn with_press(mut self, press: Press) -> Self {
        self.press = press;
        self
    }

    /// What makes PDF documents.
    pub fn press(&self) -> &Press {
        &self.press
    }

    /// What everybody may know.
    pub fn world(&self) -> Arc<World> {
        Arc::clone(&self.world.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The editions that are published, and those that come with this program, published or not.
    pub fn taken_editions(&self) -> BTreeSet<EditionId> {
        let brought = self.catalogue.editions().iter().map(|edition| edition.id().clone());
        self.world().editions.keys().cloned().chain(brought).collect()
    }

    /// Reads again what is published, if this process has published something just now. Where it cannot, the next pulse does.
    pub(crate) async fn look_for_publications(&self, now: DateTime<Utc>) {
        let look = async {
            let snapshot = self.store.snapshot(&Scope::anonymous(), now).await?;
            let count = snapshot.publication_count().await?;
            drop(snapshot);
            self.refresh_world(count).await
        };
        if let Err(error) = look.await {
            tracing::warn!(%error, "what was published just now is taken up with the next pulse");
        }
    }

    /// Reads again what is published, if there has been a publication since.
    pub async fn refresh_world(&self, publication: i64) -> Result<(), StartError> {
        if self.world().publication != publication {
            let world = read_world(&self.store, &self.catalogue, &self.mint).await?;
            *self.world.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(world);
        }
        Ok(())
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where evidence is kept.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// Time, ids and randomness.
    pub fn mint(&self) -> &Mint {
        &self.mint
    }

    /// The signing keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Verifies access tokens.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Knows what accounts may do now.
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// Signs people in.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Figures.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }

    /// What happens while somebody watches.
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// A round as it is now; a change by another process is heard of with the pulse.
    pub(crate) async fn round(&self, snapshot: &Snapshot, id: RoundId) -> Result<Option<Arc<Round>>, StoreError> {
        if let Some(known) = self.rounds.get(&id) {
            return Ok(Some(known));
        }
        let Some(round) = snapshot.round(id).await? else {
            return Ok(None);
        };
        Ok(Some(self.keep_round(round)))
    }

    /// A round that was read before, by the key that people cite: everybody may know it.
    pub(crate) fn known_round(&self, key: &RoundKey) -> Option<Arc<Round>> {
        self.rounds_by_key.get(key)
    }

    /// Keeps a round that was read, unless a later revision of it is known: a reading may have begun before the change.
    pub(crate) fn keep_round(&self, round: Round) -> Arc<Round> {
        let read = Arc::new(round);
        let newest = self.rounds.entry(read.id).and_upsert_with(|known| {
            let known = known.map(moka::Entry::into_value);
            let later = known.filter(|known| known.revision > read.revision);
            later.unwrap_or_else(|| Arc::clone(&read))
        });
        let newest = newest.into_value();
        self.rounds_by_key.insert(newest.key.clone(), Arc::clone(&newest));
        newest
    }

    /// Reads again the rounds that are remembered, after some round was laid down, changed or called off.
    pub(crate) async fn refresh_rounds(&self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let rounds = snapshot.rounds().await?;
        let there: BTreeSet<RoundId> = rounds.iter().map(|round| round.id).collect();
        for (id, known) in &self.rounds {
            if !there.contains(&id) {
                self.forget_round(&known);
            }
        }
        for round in rounds {
            if self.rounds.contains_key(&round.id) {
                self.keep_round(round);
            }
        }
        Ok(())
    }

    /// Forgets a round that was called off.
    pub(crate) fn forget_round(&self, round: &Round) {
        self.rounds.invalidate(&round.id);
        self.rounds_by_key.invalidate(&round.key);
    }

    /// What never changes of a submission, if it was seen before, and its round as it is now. Who may see it must be asked of
    /// the actor.
    pub(crate) fn head(&self, id: SubmissionId) -> Option<Head> {
        let head = self.heads.get(&id)?;
        let round = self.rounds.get(&head.submission.round)?;
        Some(Head { round, ..head })
    }

    /// Keeps what never changes of a submission.
    pub(crate) fn keep_head(&self, head: &Head) {
        self.heads.insert(head.submission.id, head.clone());
    }
}

/// Reads what is published.
pub(crate) async fn read_world(store: &Store, catalogue: &Catalogue, mint: &Mint) -> Result<World, StartError> {
    let reference = store
        .snapshot(&Scope::anonymous(), mint.now())
        .await?
        .reference()
        .await?;
    Ok(World::new(catalogue, reference)?)
}
