//! One GraphQL call, from its head to its answer.

use std::any::Any;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::access::Client;
use domain::language::Language;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_LENGTH, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use thiserror::Error;
use tokio::time::timeout;
use tracing::field::Empty;
use tracing::{Instrument as _, Span};
use uuid::Uuid;

use super::accept::asked_language;
use super::cache::{Answers, Moment, Question, Tag, names};
use super::client::client;
use super::document::{Document, Documents, Operation};
use super::known::KnownDocuments;
use super::limits::{Limit, Limits, TOO_COMPLEX};
use super::negotiation::{Media, accepts_events, check_body_type};
use super::pace::{Pace, PaceSettings};
use super::parameters::Parameters;
use super::refused::bearer;
use super::reply::{self, Refusal};
use super::socket::is_upgrade;
use super::streams::Streams;
use crate::graphql::fault::{Code, Fault, present};
use crate::localise::Message;
use crate::telemetry::{CallFigures, Metrics};

/// Finds out who shows a token, or no token.
pub type Authenticate<A> = dyn Fn(Option<String>) -> BoxFuture<'static, Result<A, Fault>> + Send + Sync;

/// Executes a request for a caller.
pub type Execute<A> = dyn Fn(Caller<A>, Request) -> BoxFuture<'static, Executed> + Send + Sync;

/// The account of a caller.
pub type AccountOf<A> = dyn Fn(&A) -> Option<Uuid> + Send + Sync;

/// Opens a subscription for a caller, who shows this token.
pub type Subscribe<A> = dyn Fn(Caller<A>, Option<String>, Request) -> BoxStream<'static, GraphqlResponse> + Send + Sync;

/// What the door is given of the rest of the service. `A` is who calls, known or anonymous.
pub struct Wiring<A> {
    /// Who shows this bearer token, or nobody's. A token that is not valid is [`Fault::bad_token`].
    pub authenticate: Box<Authenticate<A>>,
    /// Executes a request that is within the limits; the one place where what belongs to a call is put into its data.
    pub execute: Box<Execute<A>>,
    /// Opens a subscription that is within the limits. Whoever subscribed is asked for again before each event.
    pub subscribe: Box<Subscribe<A>>,
    /// The account of a caller, whose subscriptions are counted together.
    pub account: Box<AccountOf<A>>,
    /// What stays open.
    pub streams: Arc<Streams>,
    /// How often somebody may call.
    pub pace: Arc<Pace>,
    /// What the public part of the register is now, as cheaply as a look at a variable; nothing while that is unknown.
    pub moment: Box<dyn Fn() -> Option<Moment> + Send + Sync>,
    /// Whether the service can work: the database answers and has our schema.
    pub ready: Box<dyn Fn() -> BoxFuture<'static, Result<(), Fault>> + Send + Sync>,
    /// Looks at the figures of others that [`Metrics`] shows, before it does.
    pub look: Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>,
    /// The time.
    pub now: Box<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// An id for what is written to the log.
    pub new_id: Box<dyn Fn() -> Uuid + Send + Sync>,
}

/// Who calls and how they want to be spoken to.
#[derive(Clone, Debug)]
pub struct Caller<A> {
    /// Who it is.
    pub actor: A,
    /// The language of texts and messages.
    pub language: Language,
    /// What kind of program they call with.
    pub client: Client,
}

/// What came of executing a request.
pub struct Executed {
    /// The answer. Errors whose source is a [`Fault`] are worded by the door.
    pub response: GraphqlResponse,
    /// Set if everyone may see this answer: the moment at which it was read.
    pub public: Option<Moment>,
}

/// How the door behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What a call may ask for.
    pub limits: Limits,
    /// How often somebody may call.
    pub pace: PaceSettings,
    /// The addresses whose pages may open a socket; the service's own is the first.
    pub origins: Vec<String>,
    /// Shows the schema to everyone. In production it is shown to those who have signed in.
    pub development: bool,
    /// People come by TLS, ours or a front's: browsers are told never to come otherwise.
    pub secure: bool,
    /// What may be asked without signing in; anything, where there is no list.
    pub documents: Option<Arc<KnownDocuments>>,
    /// The version of the program: answers of another one are not taken for ours.
    pub build: String,
}

/// The door. One for the life of the process.
pub struct Door<A> {
    pub(super) wiring: Wiring<A>,
    pub(super) settings: Settings,
    pub(super) metrics: Metrics,
    documents: Documents,
    answers: Answers,
}

/// The methods of `/graphql`.
pub(super) const ALLOWED: &str = "GET, HEAD, POST";

/// What every step of a call needs to know of its head.
struct Head {
    /// Nothing where only a stream of events is accepted.
    media: Option<Media>,
    /// Whether a stream of events is accepted.
    events: bool,
    language: Language,
    client: Client,
    token: Option<String>,
    /// Whom the address stands for that it comes from.
    from: Option<IpAddr>,
}

impl Head {
    fn media(&self) -> Result<Media, Refusal> {
        self.media
            .ok_or_else(|| bad(StatusCode::NOT_ACCEPTABLE, Message::NotAcceptable))
    }
}

/// What a call has come to, with the word for it in the figures.
struct Reply {
    response: Response,
    outcome: &'static str,
}

#[derive(Debug, Error)]
#[error("a resolver panicked: {0}")]
pub(super) struct Panicked(String);

impl Panicked {
    pub(super) fn of(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Self(text.unwrap_or_default())
    }
}

impl<A: Send + 'static> Door<A> {
    /// A door onto the given functions.
    pub fn new(wiring: Wiring<A>, settings: Settings, mut metrics: Metrics) -> Self {
        metrics.registry().register(
            "graphql_streams",
            "Sockets and subscriptions that are open",
            wiring.streams.gauge(),
        );
        Self {
            wiring,
            settings,
            metrics,
            documents: Documents::new(),
            answers: Answers::new(),
        }
    }

    /// Answers one request for `/graphql`.
    pub(super) async fn call(self: &Arc<Self>, request: http::Request<Body>) -> Response {
        if is_upgrade(request.method(), request.headers()) {
            return self.upgrade(request).await;
        }
        let mut figures = self.metrics.begin();
        let (media, language) = (Media::negotiate(request.headers()), language(request.headers()));
        // A 304 costs less than a span, a time limit and the rest of the way would.
        if let Some(Reply { response, outcome }) = media.and_then(|media| self.known_answer(media, language, &request))
        {
            figures.operation(OperationType::Query);
            figures.end(outcome);
            return response;
        }
        let span = tracing::info_span!(
            "call",
            operation.name = Empty,
            operation.type = Empty,
            actor = Empty,
            state = Empty,
            status = Empty,
            outcome = Empty,
        );
        let told = media.unwrap_or(Media::Json);
        let limits = &self.settings.limits;
        let reply = async {
            let answered = timeout(limits.time, self.answer(media, language, request, &mut figures));
            let result = answered.await.unwrap_or_else(|_| {
                let refusal = Limit::Time.refusal(limits.time.as_secs(), None);
                Err(Refusal::unavailable(vec![refusal.into_server_error()]))
            });
            result.unwrap_or_else(|refusal| self.refuse(refusal, told, language))
        };
        let Reply { response, outcome } = reply.instrument(span.clone()).await;
        // Signed: a collector is told other numbers as texts.
        span.record("status", i64::from(response.status().as_u16()));
        span.record("outcome", outcome);
        span.in_scope(|| tracing::debug!(elapsed = ?figures.elapsed(), "call answered"));
        figures.end(outcome);
        response
    }

    async fn answer(
        self: &Arc<Self>,
        media: Option<Media>,
        language: Language,
        request: http::Request<Body>,
        figures: &mut CallFigures<'_>,
    ) -> Result<Reply, Refusal> {
        let (parts, body) = request.into_parts();
        let events = accepts_events(&parts.headers);
        if media.is_none() && !events {
            return Err(bad(StatusCode::NOT_ACCEPTABLE, Message::NotAcceptable));
        }
        let reads = match parts.method {
            Method::GET | Method::HEAD => true,
            Method::POST => false,
            _ => return Err(wrong_method(&parts.method, ALLOWED)),
        };
        let token = bearer(&parts.headers).map_err(Refusal::authentication)?;
        if token.is_none() {
            self.wiring.pace.address(&parts.extensions, &parts.headers)?;
        }
        let head = Head {
            media,
            events,
            language,
            client: client(&parts.headers),
            token,
            from: self.wiring.pace.client(&parts.extensions, &parts.headers),
        };
        // A token that is not valid makes nobody known, and is counted like none.
        let authenticate = (self.wiring.authenticate)(head.token.clone());
        let actor = match authenticate.await {
            Ok(actor) => actor,
            Err(fault) => {
                if fault.code() == Code::Unauthenticated {
                    self.wiring.pace.address(&parts.extensions, &parts.headers)?;
                }
                return Err(Refusal::authentication(fault));
            }
        };
        if let Some(account) = (self.wiring.account)(&actor) {
            self.wiring.pace.account(account)?;
        }
        if reads {
            let text = parts.uri.query().unwrap_or_default();
            let parameters =
                Parameters::from_query_string(text).map_err(|fault| Refusal::new(StatusCode::BAD_REQUEST, fault))?;
            self.run(&head, actor, parameters, Some(text), figures).await
        } else {
            check_body_type(&parts.headers).map_err(|fault| Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, fault))?;
            let body = self.body(&parts.headers, body).await?;
            let parameters =
                Parameters::from_body(&body).map_err(|fault| Refusal::new(StatusCode::BAD_REQUEST, fault))?;
            drop(body);
            self.run(&head, actor, parameters, None, figures).await
        }
    }

    /// Reads the body within its limits of size and time.
    async fn body(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Refusal> {
        let limits = &self.settings.limits;
        let too_large = |actual| {
            let fault = Limit::Body.refusal(limits.body as u64, actual);
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, fault)
        };
        let declared = headers
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        if let Some(length) = declared.filter(|length: &u64| *length > limits.body as u64) {
            return Err(too_large(Some(length)));
        }
        match timeout(limits.body_time, Limited::new(body, limits.body).collect()).await {
            Ok(Ok(collected)) => Ok(collected.to_bytes()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(None)),
            Ok(Err(_)) => Err(bad(StatusCode::BAD_REQUEST, Message::CutOff)),
            Err(_) => {
                let limit = limits.body_time.as_secs();
                Err(bad(StatusCode::REQUEST_TIMEOUT, Message::TooSlow { limit }))
            }
        }
    }

    /// Reads, checks and executes what is asked. `shared` is the query string of a call by GET.
    async fn run(
        self: &Arc<Self>,
        head: &Head,
        actor: A,
        mut parameters: Parameters,
        shared: Option<&str>,
        figures: &mut CallFigures<'_>,
    ) -> Result<Reply, Refusal> {
        let is_anonymous = (self.wiring.account)(&actor).is_none();
        let asked = self.asked(&mut parameters, is_anonymous);
        let document = match asked.and_then(|()| self.document(&parameters.query)) {
            Ok(document) => document,
            Err(refusal) if head.media.is_none() => {
                let response = self.no_events(refusal.errors, head.language);
                return Ok(Reply {
                    response,
                    outcome: "events",
                });
            }
            Err(refusal) => return Err(refusal),
        };
        let name = parameters.operation_name.as_deref();
        let operation = document.operation(name);
        if head.events
            && operation
                .as_ref()
                .map_or(head.media.is_none(), |found| found.kind == OperationType::Subscription)
        {
            figures.operation(OperationType::Subscription);
            let response = self
                .events(head.token.clone(), head.language, parameters, head.from)
                .await;
            return Ok(Reply {
                response,
                outcome: "events",
            });
        }
        let operation = operation.map_err(|fault| not_executable(vec![fault]))?;
        head.media()?;
        figures.operation(operation.kind);
        note(operation);
        self.check(head, operation, shared.is_some())?;
        operation
            .check_variables(&parameters.variables)
            .map_err(not_executable)?;

        let mut request = Request::new(parameters.query).variables(parameters.variables);
        request.operation_name = parameters.operation_name;
        request.set_parsed_query(document.parsed.clone());
        let caller = Caller {
            actor,
            language: head.language,
            client: head.client,
        };
        let executing = AssertUnwindSafe((self.wiring.execute)(caller, request)).catch_unwind();
        let Executed { response, public } = executing.await.map_err(|panic| {
            let fault = Fault::internal(Panicked::of(panic.as_ref()));
            Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, fault)
        })?;
        let public = shared.filter(|_| head.token.is_none()).zip(public);
        self.executed(head, response, public)
    }

    /// The document that is asked, which an id may stand for; without signing in only what is listed, if there is a list.
    pub(super) fn asked(&self, parameters: &mut Parameters, is_anonymous: bool) -> Result<(), Refusal> {
        let list = self.settings.documents.as_deref();
        if let Some(id) = parameters.document_id.take() {
            let text = list.and_then(|list| list.text(&id));
            let unknown = || Fault::invalid().at("documentId").saying(Message::UnknownDocument);
            text.ok_or_else(|| not_executable(vec![unknown()]))?
                .clone_into(&mut parameters.query);
        }
        if is_anonymous && list.is_some_and(|list| !list.lists(&parameters.query)) {
            return Err(not_executable(vec![
                Fault::forbidden().saying(Message::DocumentNotListed),
            ]));
        }
        Ok(())
    }

    pub(super) fn document(&self, text: &str) -> Result<Arc<Document>, Refusal> {
        let document = self.documents.get(text, &self.settings.limits);
        document.map_err(|error| Refusal::well_formed(vec![error]))
    }

    /// Refuses what this way in does not serve: all but queries by GET, subscriptions, the schema for strangers.
    fn check(&self, head: &Head, operation: &Operation, by_get: bool) -> Result<(), Refusal> {
        match operation.kind {
            OperationType::Mutation | OperationType::Subscription if by_get => {
                let fault = Fault::invalid().saying(Message::OnlyQueries);
                return Err(Refusal::method(fault, "POST"));
            }
            OperationType::Query | OperationType::Mutation => {}
            OperationType::Subscription => {
                return Err(not_executable(vec![Fault::invalid().saying(Message::Subscription)]));
            }
        }
        if operation.introspects && !self.settings.development && head.token.is_none() {
            return Err(not_executable(vec![Fault::forbidden().saying(Message::Introspection)]));
        }
        Ok(())
    }

    /// The answer to a request that was executed, or that the library refused while validating it.
    fn executed(
        &self,
        head: &Head,
        mut response: GraphqlResponse,
        public: Option<(&str, Moment)>,
    ) -> Result<Reply, Refusal> {
        let media = head.media()?;
        let nothing = response.data == Value::Null;
        if nothing && !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty()) {
            let mut errors = response.errors;
            self.name_limits(&mut errors);
            return Err(Refusal::well_formed(errors));
        }
        let cookies = std::mem::take(&mut response.http_headers);
        let codes = self.present(&mut response.errors, head.language);
        let outcome = codes.first().map_or("ok", |code| code.code());
        if nothing && !codes.is_empty() && codes.iter().all(|code| *code == Code::Unavailable) {
            let bytes = reply::executed(&response);
            let mut response = reply::private(StatusCode::SERVICE_UNAVAILABLE, bytes, media, head.language);
            let headers = response.headers_mut();
            headers.insert(http::header::RETRY_AFTER, HeaderValue::from_static("1"));
            return Ok(Reply { response, outcome });
        }
        let bytes = reply::executed(&response);
        let lifetime = public.and_then(|(_, moment)| moment.lifetime((self.wiring.now)()));
        let mut response = match public.zip(lifetime).filter(|_| codes.is_empty()) {
            None => reply::private(StatusCode::OK, bytes, media, head.language),
            Some(((text, moment), lifetime)) => {
                let tag = Tag::of(&self.question(media, head.language, text), &moment);
                self.answers.keep(tag, bytes.clone());
                shared(StatusCode::OK, bytes, media, head.language, tag.header(), lifetime)
            }
        };
        response.headers_mut().extend(cookies);
        Ok(Reply { response, outcome })
    }

    /// The answer to a shared question that needs no execution: the client has it already, or we do.
    fn known_answer(&self, media: Media, language: Language, request: &http::Request<Body>) -> Option<Reply> {
        let headers = request.headers();
        if !matches!(*request.method(), Method::GET | Method::HEAD) || headers.contains_key(AUTHORIZATION) {
            return None;
        }
        let moment = (self.wiring.moment)()?;
        let lifetime = moment.lifetime((self.wiring.now)())?;
        let text = request.uri().query().unwrap_or_default();
        let tag = Tag::of(&self.question(media, language, text), &moment);
        let header = tag.header();
        let (status, bytes, outcome) = if names(headers.get(IF_NONE_MATCH), &header) {
            (StatusCode::NOT_MODIFIED, Bytes::new(), "not_modified")
        } else {
            (StatusCode::OK, self.answers.get(&tag)?, "cached")
        };
        let response = shared(status, bytes, media, language, header, lifetime);
        Some(Reply { response, outcome })
    }

    fn question<'q>(&'q self, media: Media, language: Language, text: &'q str) -> Question<'q> {
        Question {
            text,
            language,
            media,
            build: &self.settings.build,
        }
    }

    /// Turns a refusal into an answer.
    fn refuse(&self, mut refusal: Refusal, media: Media, language: Language) -> Reply {
        let codes = self.present(&mut refusal.errors, language);
        Reply {
            response: refusal.into_response(media, language),
            outcome: codes.first().map_or(Code::Internal.code(), |code| code.code()),
        }
    }

    /// Turns a fault outside of `/graphql` into an answer.
    pub(super) fn refuse_path(&self, refusal: Refusal, headers: &HeaderMap) -> Response {
        self.refuse(refusal, Media::Json, language(headers)).response
    }

    /// Where async-graphql found a limit passed, says which.
    pub(super) fn name_limits(&self, errors: &mut [ServerError]) {
        for error in errors.iter_mut().filter(|error| error.message == TOO_COMPLEX) {
            *error = Limit::Complexity
                .refusal(self.settings.limits.complexity as u64, None)
                .into_server_error();
        }
    }

    pub(super) fn present(&self, errors: &mut [ServerError], language: Language) -> Vec<Code> {
        let present = |error: &mut ServerError| {
            let code = present(error, language, || (self.wiring.new_id)());
            if code == Code::Limit
                && let Some(Value::String(limit)) = error.extensions.as_ref().and_then(|values| values.get("limit"))
            {
                self.metrics.refused(limit.clone());
            }
            code
        };
        errors.iter_mut().map(present).collect()
    }
}

fn shared(
    status: StatusCode,
    bytes: Bytes,
    media: Media,
    language: Language,
    tag: HeaderValue,
    lifetime: std::time::Duration,
) -> Response {
    let control = format!("public, max-age={}", lifetime.as_secs());
    let control = HeaderValue::try_from(control).expect("digits and letters are visible ASCII");
    let mut response = reply::respond(status, bytes, media, language, control);
    response.headers_mut().insert(ETAG, tag);
    response
}

/// Names the operation in the call's span; nothing else of what a client sends goes there.
fn note(operation: &Operation) {
    let span = Span::current();
    span.record("operation.type", tracing::field::display(operation.kind));
    if let Some(name) = &operation.name {
        span.record("operation.name", name.as_str());
    }
}

/// The language that somebody asks for.
pub fn language(headers: &HeaderMap) -> Language {
    let values: Vec<&str> = headers
        .get_all(ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    asked_language(Some(&values.join(",")))
}

pub(super) fn wrong_method(method: &Method, allowed: &'static str) -> Refusal {
    let message = Message::Method {
        method: method.to_string(),
        allowed: allowed.to_owned(),
    };
    Refusal::method(Fault::invalid().saying(message), allowed)
}

fn bad(status: StatusCode, message: Message) -> Refusal {
    Refusal::new(status, Fault::invalid().saying(message))
}

fn not_executable(faults: Vec<Fault>) -> Refusal {
    Refusal::well_formed(faults.into_iter().map(Fault::into_server_error).collect())
}
