//! The fictional States that every test's database holds: `QMA` to `QMZ` are Member States spread over the regional
//! groups, `QNA` is an observer State.

use serde_json::{Map, Value, json};
use store::{OrganisationMemberRow, Publication, StateRow};

const GROUPS: [&str; 5] = ["african", "asia_pacific", "eastern_european", "grulac", "weog"];

/// What is published beside the catalogue.
pub(crate) fn publication() -> Publication {
    let codes = ('A'..='Z').map(|letter| format!("QM{letter}"));
    let states = codes
        .enumerate()
        .map(|(number, code)| state(&code, "member_state", GROUPS[number % GROUPS.len()]));
    Publication {
        states: states.chain([state("QNA", "observer_state", "observer")]).collect(),
        members: ["QMA", "QMB", "QMC", "QMD", "QME", "QMF"]
            .into_iter()
            .map(member)
            .collect(),
        ..Publication::default()
    }
}

fn member(state: &str) -> OrganisationMemberRow {
    OrganisationMemberRow {
        organisation_id: "au".to_owned(),
        state_id: state.to_owned(),
        valid_from: "2020-01-01".parse().expect("a day"),
        valid_until: None,
    }
}

fn state(code: &str, status: &str, group: &str) -> StateRow {
    let names: Map<String, Value> = ["ar", "zh", "en", "fr", "ru", "es"]
        .into_iter()
        .map(|language| (language.to_owned(), json!(code)))
        .collect();
    StateRow {
        id: code.to_owned(),
        alpha2: None,
        m49: None,
        status: status.to_owned(),
        names: Value::Object(names),
        m49_areas: Vec::new(),
        regional_group: group.to_owned(),
        ldc: Some(code == "QMA"),
        lldc: Some(false),
        sids: Some(false),
    }
}
