//! The process behind its door: who calls is found out, a call is made of every request, and the pulse is taken.

use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::access::{Actor, Membership, Role, Scope};
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use store::{Pulse, StoreError};
use tokio::time::MissedTickBehavior;

use crate::app::{App, StartError};
use crate::compilation;
use crate::evidence;
use crate::figures::DatabaseMetrics;
use crate::graphql::call::Call;
use crate::graphql::fault::{self, Fault};
use crate::graphql::live::Subscriber;
use crate::graphql::schema::{self, Schema};
use crate::http::{Caller, Door, Executed, Moment, Pace, Settings, Streams, Wiring, console, method_refused, router};
use crate::log;
use crate::oauth;
use crate::open_data;
use crate::packages;
use crate::packs;
use crate::printing;
use crate::session;
use crate::sign_in;
use crate::standards;
use crate::telemetry::Metrics;

/// How often a process looks whether something has moved.
const PERIOD: Duration = Duration::from_millis(250);

/// How often those who call no more are forgotten by the count of calls.
const FORGETTING: Duration = Duration::from_mins(1);

/// The process: the app, its schema, and the last pulse.
pub struct Process {
    app: Arc<App>,
    schema: Schema,
    streams: Arc<Streams>,
    pace: Arc<Pace>,
    pulse: RwLock<Option<Pulse>>,
    figures: Arc<DatabaseMetrics>,
}

impl Process {
    /// Puts the schema over an app.
    pub fn new(app: Arc<App>, settings: &Settings) -> Arc<Self> {
        let figures = DatabaseMetrics::new(app.store().clone());
        Arc::new(Self {
            app,
            schema: schema::schema(&settings.limits),
            streams: Arc::default(),
            pace: Arc::new(Pace::new(settings.pace.clone())),
            pulse: RwLock::default(),
            figures,
        })
    }

    /// What every call shares.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The addresses of the process.
    pub fn router(self: &Arc<Self>, settings: Settings) -> Router {
        let others = Router::new()
            .route("/.well-known/jwks.json", get(jwks))
            .route("/schema.graphql", get(sdl))
            .with_state(Arc::clone(self))
            .merge(oauth::open(Arc::clone(self)))
            .merge(console(self.app.world().demonstration));
        // What costs more than a file is counted.
        let counted = log::routes(Arc::clone(self))
            .merge(evidence::routes(Arc::clone(self)))
            .merge(packs::routes(Arc::clone(self)))
            .merge(packages::routes(Arc::clone(self)))
            .merge(printing::routes(Arc::clone(self)))
            .merge(session::routes(Arc::clone(self)))
            .merge(oauth::counted(Arc::clone(self)))
            .merge(open_data::routes(Arc::clone(self)))
            .merge(standards::routes(Arc::clone(self)))
            .merge(sign_in::routes(Arc::clone(self)));
        let mut metrics = Metrics::default();
        self.figures.register(metrics.registry());
        self.app.courier().register(metrics.registry());
        self.app.post().register(metrics.registry());
        router(Arc::new(Door::new(self.wiring(), settings, metrics)), others, counted)
    }

    fn wiring(self: &Arc<Self>) -> Wiring<Actor> {
        let process = || Arc::clone(self);
        let (authenticating, executing, looking) = (process(), process(), process());
        let (pinging, timing, naming, subscribing) = (process(), process(), process(), process());
        Wiring {
            authenticate: Box::new(move |token| {
                let process = Arc::clone(&authenticating);
                Box::pin(async move { process.actor(token).await })
            }),
            execute: Box::new(move |caller, request| {
                let process = Arc::clone(&executing);
                Box::pin(async move { process.execute(caller, request).await })
            }),
            subscribe: Box::new(move |caller, token, request| subscribing.subscribe(caller, token, request)),
            account: Box::new(|actor| actor.account().map(|account| account.0)),
            streams: Arc::clone(&self.streams),
            pace: Arc::clone(&self.pace),
            moment: Box::new(move || looking.moment()),
            ready: Box::new(move || {
                let process = Arc::clone(&pinging);
                Box::pin(async move { Ok(process.app.store().ping().await?) })
            }),
            look: {
                let figures = Arc::clone(&self.figures);
                Box::new(move || {
                    let figures = Arc::clone(&figures);
                    Box::pin(async move { figures.look().await })
                })
            },
            now: Box::new(move || timing.app.mint().now()),
            new_id: Box::new(move || naming.app.mint().id()),
        }
    }

    /// What the database is told about who shows a token.
    pub(crate) async fn scope_of(&self, token: Option<String>) -> Result<Scope, Fault> {
        let actor = self.actor(token).await?;
        let today = self.app.mint().now().date_naive();
        Ok(actor.scope(&self.app.world().belonging(today)))
    }

    /// Who shows a token; without one, nobody in particular.
    pub(crate) async fn actor(&self, token: Option<String>) -> Result<Actor, Fault> {
        let Some(token) = token else {
            return Ok(Actor::Anonymous);
        };
        let now = self.app.mint().now();
        let claims = self.app.tokens().verify(&token, now).await?;
        Ok(self.app.actors().actor(&claims, now).await?)
    }

    async fn execute(&self, caller: Caller<Actor>, request: async_graphql::Request) -> Executed {
        // Taken before anything is read: what is read may be newer than it says, never older.
        let moment = self.moment().filter(|_| caller.actor == Actor::Anonymous);
        note(&caller.actor);
        let withheld = caller.actor.withheld().first().map(Membership::role);
        let call = Call::new(Arc::clone(&self.app), caller.actor, caller.language).with(caller.client);
        let shareable = call.shareable();
        let mut response = self.schema.execute(request.data(call)).await;
        say_what_is_missing(&mut response, withheld);
        Executed {
            response,
            public: moment.filter(|_| shareable.load(Ordering::Relaxed)),
        }
    }

    fn subscribe(
        self: &Arc<Self>,
        caller: Caller<Actor>,
        token: Option<String>,
        request: async_graphql::Request,
    ) -> BoxStream<'static, async_graphql::Response> {
        let asking = Arc::clone(self);
        let subscriber = Subscriber {
            actor: Box::new(move || {
                let (process, token) = (Arc::clone(&asking), token.clone());
                Box::pin(async move { process.actor(token).await })
            }),
            app: Arc::clone(&self.app),
            language: caller.language,
        };
        let withheld = caller.actor.withheld().first().map(Membership::role);
        let call = Call::new(Arc::clone(&self.app), caller.actor, caller.language);
        let told = self
            .schema
            .execute_stream(request.data(call).data(Arc::new(subscriber)));
        told.map(move |mut response| {
            say_what_is_missing(&mut response, withheld);
            response
        })
        .boxed()
    }

    /// Ends sockets and streams of events, so that the process can stop.
    pub async fn end_streams(&self) {
        self.streams.stop().await;
    }

    fn moment(&self) -> Option<Moment> {
        let pulse = (*self.pulse.read().unwrap_or_else(PoisonError::into_inner))?;
        Some(Moment {
            position: pulse.position,
            release: pulse.releases,
            content: pulse.publication + pulse.sharing + pulse.rounds + pulse.proposals,
            next_change: pulse.next_change,
        })
    }

    /// Looks once what has moved, and reads again what is published if it has. Until the first look nothing is shared.
    pub async fn take_pulse(&self) -> Result<(), StartError> {
        let now = self.app.mint().now();
        let before = *self.pulse.read().unwrap_or_else(PoisonError::into_inner);
        let pulse = async {
            let snapshot = self.app.store().snapshot(&Scope::aggregate(), now).await?;
            let pulse = snapshot.pulse().await?;
            if before.is_none_or(|before| before.rounds != pulse.rounds) {
                self.app.refresh_rounds(&snapshot).await?;
            }
            Ok::<_, StoreError>(pulse)
        };
        let pulse = pulse.await.inspect_err(|_| self.forget_pulse())?;
        self.app
            .refresh_world(pulse.publication)
            .await
            .inspect_err(|_| self.forget_pulse())?;
        *self.pulse.write().unwrap_or_else(PoisonError::into_inner) = Some(pulse);
        self.app.live().tell_pulse(pulse);
        Ok(())
    }

    /// While the database does not answer, nothing is known to be current, so nothing is answered from memory.
    fn forget_pulse(&self) {
        *self.pulse.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Takes the pulse, follows changes of access, sends webhooks and letters and goes on with compilations for as long as it is polled.
    pub async fn follow(&self) {
        let pulse = async {
            let mut ticks = tokio::time::interval(PERIOD);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut failing = false;
            loop {
                ticks.tick().await;
                match self.take_pulse().await {
                    Ok(()) if failing => {
                        failing = false;
                        tracing::info!("changes of public content are heard of again");
                    }
                    Err(error) if !failing => {
                        failing = true;
                        tracing::warn!(%error, "changes of public content are not heard of; nothing is answered from memory");
                    }
                    Ok(()) | Err(_) => {}
                }
            }
        };
        let forgetting = async {
            let mut ticks = tokio::time::interval(FORGETTING);
            loop {
                ticks.tick().await;
                self.pace.forget();
            }
        };
        let live = self.app.live().follow(self.app.store(), self.app.mint().id());
        let courier = self.app.courier().follow();
        let post = self.app.post().follow(|| self.app.world(), self.app.tokens().address());
        tokio::join!(
            pulse,
            forgetting,
            self.app.actors().follow(self.app.mint()),
            live,
            courier,
            post,
            compilation::follow(&self.app)
        );
    }
}

/// Tells a caller whose role gives nothing for want of a second factor so, wherever something does not exist for them.
fn say_what_is_missing(response: &mut async_graphql::Response, withheld: Option<Role>) {
    if let Some(role) = withheld {
        let errors = response.errors.iter_mut();
        errors.for_each(|error| fault::say_what_is_missing(error, role));
    }
}

/// Writes into the call's span who calls and for which State, by id and code.
fn note(actor: &Actor) {
    let span = tracing::Span::current();
    if let Some(account) = actor.account() {
        span.record("actor", tracing::field::display(account));
    }
    if let Some(state) = actor.memberships().iter().find_map(Membership::state) {
        span.record("state", tracing::field::display(state));
    }
}

/// The contract, for those who write clients.
async fn sdl() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(schema::sdl);
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, TEXT.as_str()).into_response()
}

/// The public keys (RFC 7517), so that others verify tokens and receipts.
async fn jwks(State(process): State<Arc<Process>>) -> Response {
    let keys = process.app.keys().set().jwks(process.app.mint().now());
    let headers = [
        (CONTENT_TYPE, "application/jwk-set+json"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, keys.to_string()).into_response()
}

/// For an address to which things are sent, and which are read elsewhere.
pub(crate) async fn only_sent(State(process): State<Arc<Process>>, request: Request) -> Response {
    method_refused(&request, "POST", || process.app().mint().id())
}
