//! What operators see: logs and figures.
//!
//! Log lines are sentences; the values stand in fields. The fields of a call's span are `operation.name`,
//! `operation.type`, `actor`, `state`, `status` and `outcome`; errors add `error.id` and `error.source`. Never a field:
//! answers, variables, tokens, addresses.

use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::traces::Traces;

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogForm {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// Starts logging to standard error; `filter` is in the form of `RUST_LOG`. Fails if the filter cannot be read or logging
/// has been started before.
pub fn start(form: LogForm, filter: &str, traces: Option<&Traces>) -> anyhow::Result<()> {
    start_into(form, filter, std::io::stderr, traces)
}

/// The same, into another place. Calls are traced whatever the filter of the log says.
pub fn start_into<W: std::io::Write + 'static>(
    form: LogForm,
    filter: &str,
    place: fn() -> W,
    traces: Option<&Traces>,
) -> anyhow::Result<()> {
    let lines = tracing_subscriber::fmt::layer().with_writer(place);
    let lines = match form {
        LogForm::Text => lines.boxed(),
        LogForm::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry()
        .with(lines.with_filter(EnvFilter::try_new(filter)?.and(filter_fn(is_told))))
        .with(traces.map(|traces| traces.layer(is_ours)))
        .try_init()
        .map_err(|error| anyhow::anyhow!("logging does not start: {error}"))
}

/// The rooms whose words are written here. What others say in detail holds statements with their values, headers and frames,
/// so nobody can ask for it.
const OURS: [&str; 9] = [
    "api",
    "catalogue",
    "demonstration",
    "domain",
    "normtrack",
    "private_postgres",
    "register",
    "store",
    "vault",
];

fn is_ours(metadata: &Metadata<'_>) -> bool {
    let room = metadata.target().split("::").next().unwrap_or_default();
    OURS.contains(&room)
}

fn is_told(metadata: &Metadata<'_>) -> bool {
    is_ours(metadata) || *metadata.level() <= Level::INFO
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Called {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    limit: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Timed {
    operation: &'static str,
}

/// The figures of one process, in the text form of Prometheus.
pub struct Metrics {
    registry: Registry,
    calls: Family<Called, Counter>,
    seconds: Family<Timed, Histogram, fn() -> Histogram>,
    refusals: Family<Refused, Counter>,
    in_flight: Gauge,
}

/// From a millisecond to the longest that a call may take.
fn seconds() -> Histogram {
    Histogram::new([
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
    ])
}

impl Default for Metrics {
    fn default() -> Self {
        let calls = Family::default();
        let seconds = Family::new_with_constructor(seconds as fn() -> Histogram);
        let refusals = Family::default();
        let in_flight = Gauge::default();
        let mut registry = Registry::with_prefix("normtrack");
        registry.register(
            "graphql_calls",
            "GraphQL calls by type of operation and outcome",
            Family::clone(&calls),
        );
        registry.register(
            "graphql_call_seconds",
            "Time from the head of a call to its answer",
            Family::clone(&seconds),
        );
        registry.register(
            "graphql_refusals",
            "GraphQL calls refused, by limit",
            Family::clone(&refusals),
        );
        registry.register(
            "graphql_calls_in_flight",
            "GraphQL calls that are not answered yet",
            Gauge::<i64>::clone(&in_flight),
        );
        Self {
            registry,
            calls,
            seconds,
            refusals,
            in_flight,
        }
    }
}

impl Metrics {
    /// Where other parts of the service register figures of their own, before the figures are shared.
    pub fn registry(&mut self) -> &mut Registry {
        &mut self.registry
    }

    /// Everything, as `GET /metrics` shows it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry)
            .expect("writing into a string does not fail");
        text
    }

    /// A call begins. What comes back counts it when it is dropped, so that calls count whose client has left.
    pub(crate) fn begin(&self) -> CallFigures<'_> {
        self.in_flight.inc();
        CallFigures {
            metrics: self,
            begun: Instant::now(),
            operation: "none",
            outcome: "abandoned",
        }
    }

    /// A call was refused by this limit.
    pub(crate) fn refused(&self, limit: String) {
        self.refusals.get_or_create(&Refused { limit }).inc();
    }
}

/// The figures of one call.
pub(crate) struct CallFigures<'m> {
    metrics: &'m Metrics,
    begun: Instant,
    operation: &'static str,
    outcome: &'static str,
}

impl CallFigures<'_> {
    /// The document is read: this is a query, a mutation or a subscription.
    pub(crate) fn operation(&mut self, operation: OperationType) {
        self.operation = match operation {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
    }

    /// The call has ended: `ok`, `cached`, `not_modified` or the code of its first error.
    pub(crate) fn end(mut self, outcome: &'static str) {
        self.outcome = outcome;
    }

    /// How long the call has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

impl Drop for CallFigures<'_> {
    fn drop(&mut self) {
        let metrics = self.metrics;
        metrics.in_flight.dec();
        let (operation, outcome) = (self.operation, self.outcome);
        metrics.calls.get_or_create(&Called { operation, outcome }).inc();
        metrics
            .seconds
            .get_or_create(&Timed { operation })
            .observe(self.elapsed().as_secs_f64());
    }
}
