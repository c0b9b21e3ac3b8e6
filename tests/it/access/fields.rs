//! The access rows: for each query and mutation field an example call, and what of it is looked at.

mod mutations;
mod queries;
mod reviews;

use serde_json::{Value, json};

use super::stage::Stage;

pub(super) use mutations::MUTATIONS;
pub(super) use queries::QUERIES;
pub(super) use reviews::REVIEWS;

/// An example of a root field.
pub(super) struct Row {
    /// The root field.
    pub(super) field: &'static str,
    /// The call.
    pub(super) document: &'static str,
    /// Its variables on this stage.
    pub(super) variables: fn(&Stage) -> Value,
}

const fn row(field: &'static str, document: &'static str, variables: fn(&Stage) -> Value) -> Row {
    Row {
        field,
        document,
        variables,
    }
}

fn none(_: &Stage) -> Value {
    json!({})
}

fn input(input: Value) -> Value {
    Value::Object([("input".to_owned(), input)].into_iter().collect())
}

/// Of each, what is told first.
pub(super) const SUBSCRIPTIONS: &[Row] = &[
    row(
        "submissionChanged",
        "subscription ($id: ID!) { submissionChanged(id: $id) { __typename } }",
        |stage| json!({"id": stage.draft}),
    ),
    row(
        "submissionChanged",
        "subscription ($id: ID!) { submissionChanged(id: $id, section: \"VT\") { __typename } }",
        |stage| json!({"id": stage.draft}),
    ),
    row(
        "filingsOfRound",
        "subscription { filingsOfRound(round: \"views-2027\", after: 0) { round position kind } }",
        none,
    ),
    row(
        "capacityMatches",
        "subscription { capacityMatches(state: \"QMA\", since: \"2027-01-01T00:00:00Z\") { __typename } }",
        none,
    ),
    row(
        "coverageReleased",
        "subscription { coverageReleased(round: \"views-2027\", after: 0) { number atPosition } }",
        none,
    ),
];
