//! One call: who asks, when, in which language, and the one moment that it reads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Context;
use chrono::{DateTime, Utc};
use domain::access::{Actor, Client, Scope};
use domain::id::StateCode;
use domain::language::Language;
use domain::submission::Reader;
use store::{Snapshot, Store, Work};
use tokio::sync::OnceCell;

use crate::app::App;
use crate::graphql::fault::Fault;
use crate::graphql::loaders::Loaders;
use crate::mint::Mint;
use crate::world::World;

/// What every resolver of one call shares. Nothing of it outlives the call, so nothing leaks across users.
pub struct Call {
    app: Arc<App>,
    actor: Actor,
    language: Language,
    client: Client,
    now: DateTime<Utc>,
    world: Arc<World>,
    scope: Scope,
    reader: Reader,
    /// Opened on first use; replaced after a commit, so that what follows a mutation sees it.
    moment: Mutex<Arc<OnceCell<Snapshot>>>,
    loaders: Mutex<Arc<Loaders>>,
    /// Whether the answer may be given to others who ask the same.
    shareable: Arc<AtomicBool>,
}

impl Call {
    /// The call of `actor` at the instant of its arrival.
    pub fn new(app: Arc<App>, actor: Actor, language: Language) -> Self {
        let now = app.mint().now();
        let world = app.world();
        let belonging = world.belonging(now.date_naive());
        let scope = actor.scope(&belonging);
        let reader = actor.reader(&belonging);
        Self {
            app,
            actor,
            language,
            client: Client::Unknown,
            now,
            world,
            scope,
            reader,
            moment: Mutex::default(),
            loaders: Mutex::default(),
            shareable: Arc::new(AtomicBool::new(true)),
        }
    }

    /// A reading of the service's own under a scope and as a reader, at an instant that has been; nobody in particular acts in it.
    pub(crate) fn reading(
        app: Arc<App>,
        (scope, reader): (Scope, Reader),
        language: Language,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            scope,
            reader,
            now: at,
            ..Self::new(app, Actor::Anonymous, language)
        }
    }

    /// The same call, made with this kind of program.
    #[must_use]
    pub fn with(mut self, client: Client) -> Self {
        self.client = client;
        self
    }

    /// The call that a resolver belongs to.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data::<Self>()
            .expect("the door puts the call into every request before it is executed")
    }

    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn client(&self) -> Client {
        self.client
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Whether the caller is one of a State's own people.
    pub(crate) fn is_of(&self, state: &StateCode) -> bool {
        self.scope.read_states.contains(state)
    }

    pub(crate) fn store(&self) -> &Store {
        self.app.store()
    }

    pub(crate) fn mint(&self) -> &Mint {
        self.app.mint()
    }

    /// What says, once the call has ended, whether its answer may be given to others who ask the same.
    pub(crate) fn shareable(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.shareable)
    }

    /// Keeps the answer from being given to others: it holds something that ends sooner than what they may remember.
    pub(crate) fn keep_to_oneself(&self) {
        self.shareable.store(false, Ordering::Relaxed);
    }

    /// The moment that this call reads.
    pub(crate) async fn snapshot(&self) -> Result<Moment, Fault> {
        let cell = Arc::clone(&self.moment.lock().unwrap_or_else(PoisonError::into_inner));
        cell.get_or_try_init(|| self.store().snapshot(&self.scope, self.now))
            .await?;
        Ok(Moment(cell))
    }

    /// Begins the unit of one mutation field.
    pub(crate) async fn begin(&self) -> Result<Work, Fault> {
        Ok(self.store().work(&self.scope, self.now).await?)
    }

    /// Keeps a unit, and ends the moment that was read before it.
    pub(crate) async fn commit(&self, work: Work) -> Result<(), Fault> {
        work.commit().await?;
        self.app.live().changed();
        self.end_moment();
        Ok(())
    }

    /// Ends the moment, so that the next read sees what a hot write has kept.
    pub(crate) fn end_moment(&self) {
        *self.moment.lock().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        *self.loaders.lock().unwrap_or_else(PoisonError::into_inner) = Arc::default();
    }

    /// What was read once for all resolvers of this moment.
    pub(crate) fn loaders(&self) -> Arc<Loaders> {
        Arc::clone(&self.loaders.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A share in the moment of a call.
pub(crate) struct Moment(Arc<OnceCell<Snapshot>>);

impl std::ops::Deref for Moment {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        self.0
            .get()
            .expect("`Call::snapshot` opened it before it handed out a share")
    }
}
