//! Subscriptions over a WebSocket: the protocol `graphql-transport-ws`
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>), and nothing else over it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use bytes::Bytes;
use domain::language::Language;
use futures_util::StreamExt as _;
use futures_util::stream::{AbortHandle, BoxStream, SelectAll, abortable, once};
use http::header::{CONNECTION, HOST, ORIGIN, SEC_WEBSOCKET_PROTOCOL, UPGRADE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::accept::asked_language;
use super::graphql::{Door, language};
use super::limits::Limit;
use super::parameters::Parameters;
use super::reply::{self, Refusal};
use super::streams::{Ticket, stopped};
use super::subscription::{CHECK, Told, Way};
use crate::graphql::fault::{Code, Fault};
use crate::localise::Message;

/// The one subprotocol. `graphql-ws` is the name of a retired one.
const PROTOCOL: &str = "graphql-transport-ws";

/// How often the client is asked whether it is there, and how long it may say nothing.
const BEAT: Duration = Duration::from_secs(20);
const SILENCE: Duration = Duration::from_mins(1);

/// In which operations are counted.
const MINUTE: Duration = Duration::from_mins(1);

/// How long one message may take to be sent.
const SENDING: Duration = Duration::from_secs(10);

/// What a close frame holds for its reason (RFC 6455, 5.5: 125 bytes with the code).
const REASON: usize = 122;

/// Whether a request wants to become a socket.
pub(super) fn is_upgrade(method: &Method, headers: &HeaderMap) -> bool {
    let says = |name: HeaderName, word: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .any(|said| said.trim().eq_ignore_ascii_case(word))
    };
    *method == Method::GET && says(CONNECTION, "upgrade") && says(UPGRADE, "websocket")
}

/// Whether a page of this origin may open a socket. What is no browser names none. A service that is reached on this machine
/// alone lets in whatever else runs there, as a program for development does.
pub(super) fn admits(origins: &[String], headers: &HeaderMap) -> bool {
    let mut named = headers.get_all(ORIGIN).iter();
    let origin = match (named.next(), named.next()) {
        (None, _) => return true,
        (Some(one), None) => one.to_str().unwrap_or_default(),
        (Some(_), Some(_)) => return false,
    };
    let same = |allowed: &String| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin);
    let here = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(is_loopback);
    let local = || here && origins.iter().any(|own| is_loopback(authority(own)));
    origins.iter().any(same) || local() && is_loopback(authority(origin))
}

fn authority(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        Some(_) | None => authority,
    };
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// A message of the client.
#[derive(Deserialize)]
struct Incoming<'m> {
    #[serde(rename = "type")]
    sort: String,
    id: Option<String>,
    #[serde(borrow)]
    payload: Option<&'m RawValue>,
}

/// Why a socket ends: a code of the protocol and what is said of it.
struct End {
    code: u16,
    reason: String,
}

impl End {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        let mut length = REASON.min(reason.len());
        while !reason.is_char_boundary(length) {
            length -= 1;
        }
        reason.truncate(length);
        Self { code, reason }
    }

    fn bad(reason: impl Into<String>) -> Self {
        Self::new(4400, reason)
    }

    fn forbidden() -> Self {
        Self::new(4403, "Forbidden")
    }
}

/// What came of one operation: its number in the socket, and what is told; nothing at its end.
type Heard = (u64, Option<Told>);

impl<A: Send + 'static> Door<A> {
    /// Turns a request into a socket, or says why not.
    pub(super) async fn upgrade(self: &Arc<Self>, request: http::Request<Body>) -> Response {
        let (mut parts, _) = request.into_parts();
        match self.upgraded(&mut parts).await {
            Ok(response) => response,
            Err(refusal) => self.refuse_path(refusal, &parts.headers),
        }
    }

    async fn upgraded(self: &Arc<Self>, parts: &mut Parts) -> Result<Response, Refusal> {
        let refused = |status, message| Refusal::new(status, Fault::invalid().saying(message));
        if !admits(&self.settings.origins, &parts.headers) {
            let fault = Fault::forbidden().saying(Message::Origin);
            return Err(Refusal::new(StatusCode::FORBIDDEN, fault));
        }
        let offered = parts.headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
        let mut offered = offered
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        if !offered.any(|protocol| protocol.trim() == PROTOCOL) {
            return Err(refused(StatusCode::BAD_REQUEST, Message::Subprotocol));
        }
        let from = self.wiring.pace.client(&parts.extensions, &parts.headers);
        self.wiring.pace.counted(from)?;
        let language = language(&parts.headers);
        let place = self.wiring.streams.admit(None, from, &self.settings.limits);
        let place = place.map_err(|fault| Refusal::new(StatusCode::TOO_MANY_REQUESTS, fault))?;
        let upgrade = WebSocketUpgrade::from_request_parts(parts, &()).await;
        let upgrade = upgrade.map_err(|_| refused(StatusCode::BAD_REQUEST, Message::Upgrade))?;
        let (door, longest) = (Arc::clone(self), self.settings.limits.message);
        let upgrade = upgrade
            .protocols([PROTOCOL])
            .max_message_size(longest)
            .max_frame_size(longest);
        Ok(upgrade.on_upgrade(move |socket| Conversation::new(door, socket, language, from, place).hold()))
    }
}

/// One socket, from the upgrade to its close.
struct Conversation<A> {
    door: Arc<Door<A>>,
    socket: WebSocket,
    language: Language,
    token: Option<String>,
    is_acknowledged: bool,
    /// The operations that go on, by the client's id.
    open: HashMap<String, (u64, AbortHandle)>,
    /// The client's id of each operation.
    ids: HashMap<u64, String>,
    count: u64,
    operations: SelectAll<BoxStream<'static, Heard>>,
    heard_at: Instant,
    /// Whom the address stands for that it comes from.
    from: Option<IpAddr>,
    /// When the present minute began, and how many operations in it.
    minute: (Instant, usize),
    _place: Ticket,
}

impl<A: Send + 'static> Conversation<A> {
    fn new(door: Arc<Door<A>>, socket: WebSocket, language: Language, from: Option<IpAddr>, place: Ticket) -> Self {
        Self {
            door,
            socket,
            language,
            token: None,
            is_acknowledged: false,
            open: HashMap::new(),
            ids: HashMap::new(),
            count: 0,
            operations: SelectAll::new(),
            heard_at: Instant::now(),
            from,
            minute: (Instant::now(), 0),
            _place: place,
        }
    }

    /// Goes on until one side ends it, and says why if it was this one.
    async fn hold(mut self) {
        if let Err(Some(End { code, reason })) = self.converse().await {
            tracing::debug!(code, reason, "a socket is closed");
            let frame = CloseFrame {
                code,
                reason: reason.into(),
            };
            // Whoever has left needs no farewell.
            let _ = self.send(Frame::Close(Some(frame))).await;
        }
    }

    /// An error is the end; with nothing in it where nobody is there to hear of it.
    async fn converse(&mut self) -> Result<(), Option<End>> {
        let deadline = Instant::now() + self.door.settings.limits.acknowledgement;
        let mut stopping = self.door.wiring.streams.stopping();
        let mut check = interval(CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = stopped(&mut stopping) => return Err(Some(End::new(1001, "Going away"))),
                () = tokio::time::sleep_until(deadline), if !self.is_acknowledged => {
                    return Err(Some(End::new(4408, "Connection initialisation timeout")));
                }
                _ = check.tick() => {
                    if let Some(token) = &self.token
                        && self.door.ended(token).await.is_some()
                    {
                        return Err(Some(End::forbidden()));
                    }
                }
                frame = self.socket.recv() => {
                    self.heard_at = Instant::now();
                    match frame {
                        Some(Ok(Frame::Text(text))) => self.take(&text).await?,
                        Some(Ok(Frame::Binary(_))) => return Err(Some(End::bad("Messages are text"))),
                        // The library answers both by itself.
                        Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                        Some(Ok(Frame::Close(_))) | None => return Err(None),
                        Some(Err(error)) => {
                            tracing::debug!(error.source = %error, "a socket ended early");
                            return Err(Some(End::new(1009, "Message too big or malformed")));
                        }
                    }
                }
                Some((number, told)) = self.operations.next(), if !self.operations.is_empty() => {
                    self.tell(number, told).await?;
                }
                _ = beat.tick() => {
                    if self.heard_at.elapsed() > SILENCE {
                        return Err(None);
                    }
                    self.send(Frame::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    async fn take(&mut self, text: &str) -> Result<(), Option<End>> {
        let message: Incoming<'_> =
            serde_json::from_str(text).map_err(|error| Some(End::bad(format!("Invalid message: {error}"))))?;
        let payload = message.payload.filter(|payload| payload.get() != "null");
        if payload.is_some_and(|payload| !payload.get().starts_with('{')) {
            return Err(Some(End::bad("A payload is an object")));
        }
        let id = message.id.filter(|id| !id.is_empty());
        match (message.sort.as_str(), id, payload) {
            ("connection_init", None, payload) => self.acknowledge(payload).await,
            ("ping", None, payload) => {
                let payload = payload
                    .map(|payload| format!(",\"payload\":{payload}"))
                    .unwrap_or_default();
                self.say(format!("{{\"type\":\"pong\"{payload}}}")).await
            }
            ("pong", None, _) => Ok(()),
            ("subscribe" | "complete", _, _) if !self.is_acknowledged => Err(Some(End::new(4401, "Unauthorized"))),
            ("subscribe", Some(id), Some(payload)) => self.subscribe(id, payload).await,
            ("complete", Some(id), None) => {
                if let Some((number, abort)) = self.open.remove(&id) {
                    self.ids.remove(&number);
                    abort.abort();
                }
                Ok(())
            }
            (sort, _, _) => Err(Some(End::bad(format!("Invalid message of type {sort:?}")))),
        }
    }

    /// Finds out who it is.
    async fn acknowledge(&mut self, payload: Option<&RawValue>) -> Result<(), Option<End>> {
        #[derive(Default, Deserialize)]
        struct Parameters {
            #[serde(alias = "Authorization")]
            authorization: Option<String>,
            #[serde(alias = "acceptLanguage", alias = "Accept-Language")]
            language: Option<String>,
        }
        if self.is_acknowledged {
            return Err(Some(End::new(4429, "Too many initialisation requests")));
        }
        let parameters: Parameters = match payload {
            Some(payload) => serde_json::from_str(payload.get())
                .map_err(|error| Some(End::bad(format!("Invalid parameters: {error}"))))?,
            None => Parameters::default(),
        };
        if let Some(language) = &parameters.language {
            self.language = asked_language(Some(language));
        }
        let token = parameters.authorization.map(|text| {
            let (scheme, token) = text.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.to_owned())
        });
        self.token = match token {
            None => None,
            Some(None) => return Err(Some(End::forbidden())),
            Some(Some(token)) => match (self.door.wiring.authenticate)(Some(token.clone())).await {
                Ok(_) => Some(token),
                Err(fault) if fault.code() == Code::Unavailable => {
                    return Err(Some(End::new(1013, "Try again later")));
                }
                Err(_) => return Err(Some(End::forbidden())),
            },
        };
        self.is_acknowledged = true;
        self.say("{\"type\":\"connection_ack\"}".to_owned()).await
    }

    async fn subscribe(&mut self, id: String, payload: &RawValue) -> Result<(), Option<End>> {
        if self.open.contains_key(&id) {
            return Err(Some(End::new(4409, format!("Subscriber for {id} already exists"))));
        }
        if self.minute.0.elapsed() >= MINUTE {
            self.minute = (Instant::now(), 0);
        }
        self.minute.1 += 1;
        let limits = &self.door.settings.limits;
        let parameters = Limit::SocketOperations
            .check(self.minute.1, limits.socket_operations)
            .and_then(|()| Limit::Subscriptions.check(self.open.len() + 1, limits.subscriptions))
            .and_then(|()| Parameters::from_body(payload.get().as_bytes()));
        let parameters = match parameters {
            Ok(parameters) => parameters,
            Err(fault) => {
                let mut errors = [fault.into_server_error()];
                self.door.present(&mut errors, self.language);
                let errors = reply::errors(&errors);
                return self.say(said("error", &id, Some(&errors))).await;
            }
        };
        self.count += 1;
        let number = self.count;
        let way = Way::Socket(self.from);
        let opening = Arc::clone(&self.door).subscription(self.token.clone(), self.language, parameters, way);
        let told = once(opening).flatten().map(move |told| (number, Some(told)));
        let whole = told.chain(once(std::future::ready((number, None))));
        let (whole, abort) = abortable(whole);
        self.operations.push(whole.boxed());
        self.ids.insert(number, id.clone());
        self.open.insert(id, (number, abort));
        Ok(())
    }

    /// Passes on what an operation tells, unless the client has ended it.
    async fn tell(&mut self, number: u64, told: Option<Told>) -> Result<(), Option<End>> {
        let Some(id) = self.ids.get(&number) else {
            return Ok(());
        };
        let (text, goes_on) = match told {
            Some(Told::Next(payload)) => (said("next", id, Some(&payload)), true),
            Some(Told::Refused(errors)) => (said("error", id, Some(&errors)), false),
            None => (said("complete", id, None), false),
        };
        if !goes_on
            && let Some(id) = self.ids.remove(&number)
            && let Some((_, abort)) = self.open.remove(&id)
        {
            abort.abort();
        }
        self.say(text).await
    }

    async fn say(&mut self, text: String) -> Result<(), Option<End>> {
        self.send(Frame::Text(Utf8Bytes::from(text))).await
    }

    /// A client that takes nothing is left.
    async fn send(&mut self, frame: Frame) -> Result<(), Option<End>> {
        match timeout(SENDING, self.socket.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(None),
        }
    }
}

/// A message about an operation; its payload is JSON already.
fn said(sort: &str, id: &str, payload: Option<&Bytes>) -> String {
    let id = serde_json::Value::from(id);
    let payload = payload.map(|payload| String::from_utf8_lossy(payload));
    let payload = payload
        .map(|payload| format!(",\"payload\":{payload}"))
        .unwrap_or_default();
    format!("{{\"type\":\"{sort}\",\"id\":{id}{payload}}}")
}
