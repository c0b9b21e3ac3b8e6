//! Traces for operators: each call as a span, sent to a collector by OTLP over HTTP (protobuf).
//!
//! What leaves is a closed list of attributes ([`TOLD`]) and nothing else of a span: no event, for an event is a line of the
//! log with what went wrong in it, and no link. Whoever comes names no trace of their own, so no stranger decides what is
//! kept. A collector that is away costs spans and nothing else: they wait in a bounded queue, and are dropped when it is full.

use std::borrow::Cow;
use std::time::Duration;

use opentelemetry::trace::{SpanKind, Status, TracerProvider as _};
use opentelemetry::{Key, KeyValue, Value};
use opentelemetry_otlp::{Protocol, SpanExporter as Otlp, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanEvents, SpanExporter, SpanLinks};
use thiserror::Error;
use tracing::Subscriber;
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;
use url::Url;

/// What is told of a call: the field of its span, and the name under which a collector hears it. Those with a name of
/// OpenTelemetry's semantic conventions have that one.
const TOLD: [(&str, &str); 6] = [
    ("operation.name", "graphql.operation.name"),
    ("operation.type", TYPE),
    ("actor", "normtrack.actor"),
    ("state", "normtrack.state"),
    ("status", STATUS),
    ("outcome", "normtrack.outcome"),
];

const TYPE: &str = "graphql.operation.type";
const STATUS: &str = "http.response.status_code";

/// How long a collector may take over one delivery.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a process that stops waits for the last one.
const LAST_PATIENCE: Duration = Duration::from_secs(3);

/// Why there are no traces.
#[derive(Debug, Error)]
pub enum TracesError {
    /// The client did not begin.
    #[error("the client that sends traces does not begin")]
    Client(#[source] web_client::Error),
    /// The exporter refused its settings, which are also those of OpenTelemetry's own variables.
    #[error("traces do not begin: {0}")]
    Exporter(String),
}

/// Sends the spans of this process. Call [`Traces::end`] when it stops: what waits is sent then.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Prepares to send to a collector at this address, below which `/v1/traces` takes them. Its client has a thread of its
    /// own, so this has to be called outside a runtime.
    pub fn new(collector: &Url) -> Result<Self, TracesError> {
        // Of the process; whoever installed one before has installed the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = web_client::blocking::Client::builder()
            .timeout(PATIENCE)
            .redirect(web_client::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(TracesError::Client)?;
        let exporter = Otlp::builder()
            .with_http()
            .with_http_client(client)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", collector.as_str().trim_end_matches('/')))
            .with_timeout(PATIENCE)
            .build()
            .map_err(|error| TracesError::Exporter(error.to_string()))?;
        let resource = Resource::builder()
            .with_service_name("normtrack")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_resource(resource)
            .with_batch_exporter(Closed(exporter))
            .build();
        Ok(Self(provider))
    }

    /// What hands the spans of `is_ours` over.
    pub(crate) fn layer<S>(&self, is_ours: fn(&tracing::Metadata<'_>) -> bool) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        OpenTelemetryLayer::new(self.0.tracer("normtrack"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_target(false)
            .with_filter(filter_fn(move |metadata| metadata.is_span() && is_ours(metadata)))
    }

    /// Sends what waits, unless the collector is away.
    pub fn end(self) {
        if let Err(error) = self.0.shutdown_with_timeout(LAST_PATIENCE) {
            tracing::warn!(error.source = %error, "the last traces were not delivered");
        }
    }
}

/// An exporter that tells nothing but what stands in [`TOLD`].
#[derive(Debug)]
struct Closed<E>(E);

impl<E: SpanExporter> SpanExporter for Closed<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.export(batch.into_iter().map(told).collect()).await
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

/// The span as it leaves: named by the type of its operation, because names that clients choose are without number.
fn told(mut span: SpanData) -> SpanData {
    let attributes: Vec<_> = span.attributes.drain(..).filter_map(told_attribute).collect();
    let of = |name: &str| {
        let found = attributes.iter().find(|attribute| attribute.key.as_str() == name);
        found.map(|attribute| attribute.value.clone())
    };
    span.name = match of(TYPE) {
        Some(kind) => Cow::Owned(kind.to_string()),
        None => span.name,
    };
    span.status = match of(STATUS) {
        Some(Value::I64(500..)) => Status::error(""),
        Some(_) | None => Status::Unset,
    };
    span.span_kind = SpanKind::Server;
    span.events = SpanEvents::default();
    span.links = SpanLinks::default();
    span.attributes = attributes;
    span
}

fn told_attribute(attribute: KeyValue) -> Option<KeyValue> {
    let (_, name) = TOLD.iter().find(|(field, _)| attribute.key.as_str() == *field)?;
    Some(KeyValue::new(Key::from_static_str(name), attribute.value))
}
