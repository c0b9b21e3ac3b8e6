//! Subscriptions as server-sent events, in the distinct connections mode of GraphQL over SSE: one request, one subscription.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::ServerError;
use axum::body::Body;
use axum::response::Response;
use bytes::{BufMut as _, Bytes, BytesMut};
use domain::language::Language;
use futures_util::StreamExt as _;
use futures_util::stream::{BoxStream, unfold};
use http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use http::{HeaderName, HeaderValue};
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::graphql::Door;
use super::parameters::Parameters;
use super::reply;
use super::streams::stopped;
use super::subscription::{CHECK, Told, Way};

/// How often a comment is sent, so that nothing on the way takes the connection for dead.
const BEAT: Duration = Duration::from_secs(15);

/// The last event. Its line of data is needed: without one a browser drops it.
const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

/// An open stream of events.
struct Events<A> {
    door: Arc<Door<A>>,
    told: BoxStream<'static, Told>,
    token: Option<String>,
    language: Language,
    stopping: watch::Receiver<bool>,
    check: Interval,
    beat: Interval,
    ended: bool,
}

impl<A: Send + 'static> Door<A> {
    /// Answers with a stream of events. What is wrong with the document is told in it: a browser does not show the body of
    /// another answer.
    pub(super) async fn events(
        self: &Arc<Self>,
        token: Option<String>,
        language: Language,
        parameters: Parameters,
        from: Option<IpAddr>,
    ) -> Response {
        let told = Arc::clone(self).subscription(token.clone(), language, parameters, Way::Events(from));
        let told = told.await;
        let events = Events {
            door: Arc::clone(self),
            told,
            token,
            language,
            stopping: self.wiring.streams.stopping(),
            check: every(CHECK),
            beat: every(BEAT),
            ended: false,
        };
        let body = unfold(events, |mut events| async move {
            let bytes = events.next().await?;
            Some((Ok::<_, std::convert::Infallible>(bytes), events))
        });
        respond(Body::from_stream(body), language)
    }

    /// The stream of a request that nothing can come of.
    pub(super) fn no_events(&self, mut errors: Vec<ServerError>, language: Language) -> Response {
        self.present(&mut errors, language);
        respond(Body::from(last(&reply::errors(&errors))), language)
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

fn respond(body: Body, language: Language) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Authorization"));
    // A proxy that collects answers would hold events back.
    let buffering = HeaderName::from_static("x-accel-buffering");
    headers.insert(buffering, HeaderValue::from_static("no"));
    response
}

/// JSON holds no line break, so it is one line of data.
fn next(payload: &[u8]) -> BytesMut {
    let mut event = BytesMut::with_capacity(payload.len() + COMPLETE.len() + 32);
    event.put_slice(b"event: next\ndata: ");
    event.put_slice(payload);
    event.put_slice(b"\n\n");
    event
}

/// Errors, and the end.
fn last(errors: &[u8]) -> Bytes {
    let mut payload = BytesMut::from(&b"{\"errors\":"[..]);
    payload.put_slice(errors);
    payload.put_u8(b'}');
    let mut event = next(&payload);
    event.put_slice(COMPLETE);
    event.freeze()
}

impl<A: Send + 'static> Events<A> {
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        loop {
            tokio::select! {
                biased;
                () = stopped(&mut self.stopping) => {
                    self.ended = true;
                    return Some(Bytes::from_static(COMPLETE));
                }
                _ = self.check.tick() => {
                    let Some(token) = &self.token else { continue };
                    if let Some(fault) = self.door.ended(token).await {
                        self.ended = true;
                        let mut errors = [fault.into_server_error()];
                        self.door.present(&mut errors, self.language);
                        return Some(last(&reply::errors(&errors)));
                    }
                }
                told = self.told.next() => return Some(match told {
                    Some(Told::Next(payload)) => next(&payload).freeze(),
                    Some(Told::Refused(errors)) => {
                        self.ended = true;
                        last(&errors)
                    }
                    None => {
                        self.ended = true;
                        Bytes::from_static(COMPLETE)
                    }
                }),
                _ = self.beat.tick() => return Some(Bytes::from_static(b":\n\n")),
            }
        }
    }
}
