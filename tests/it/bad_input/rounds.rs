//! Rounds that are not open: planned, closed, archived.

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};

use super::Desk;
use crate::filing::submission;

/// Opens a round with these instants beside the usual.
async fn open(app: &TestApp, extra: Value) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let mut input = json!({
        "key": "round-2027", "title": [], "edition": "views-and-assessments/1", "invited": ["QMA", "QMB"],
        "mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2027-06-30",
    });
    input
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    let open = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }";
    let opened = app.call(&officer, open, json!({"input": input})).await;
    opened.data()["openRound"]["round"]["id"].as_str().unwrap().to_owned()
}

async fn open_submission(app: &TestApp, who: &Persona, state: &str, round: &str) -> Answer {
    let open = "mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { stage } } }";
    app.call(who, open, json!({"input": {"round": round, "state": state}}))
        .await
}

#[tokio::test]
async fn nobody_begins_before_a_round_opens() {
    let app = TestApp::start().await;
    let round = open(&app, json!({"opensAt": "2027-04-01T00:00:00Z"})).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let early = open_submission(&app, &focal, "QMA", &round).await;
    assert_eq!(*early.extensions(), json!({"code": "STATE", "round": "planned"}));
    app.clock.set("2027-04-01T00:00:00Z".parse().unwrap());
    let focal = app.of("QMA", Role::FocalPoint).await;
    open_submission(&app, &focal, "QMA", &round).await.data();
    let twice = open_submission(&app, &focal, "QMA", &round).await;
    assert_eq!(
        *twice.extensions(),
        json!({"code": "CONFLICT", "conflict": "submission"})
    );

    let uninvited = app.of("QMZ", Role::FocalPoint).await;
    let refused = open_submission(&app, &uninvited, "QMZ", &round).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "STATE", "reason": "not_invited", "state": "QMZ"})
    );
    for (round, state, extensions) in [
        ("cjA", "QMA", json!({"code": "NOT_FOUND"})),
        (
            round.as_str(),
            "QZZ",
            json!({"code": "INVALID", "field": "input.state"}),
        ),
        (
            round.as_str(),
            "qma",
            json!({"code": "INVALID", "field": "input.state"}),
        ),
    ] {
        let refused = open_submission(&app, &focal, state, round).await;
        assert_eq!(*refused.extensions(), extensions, "{state}");
    }
}

/// The first session of a story ends long before these rounds do.
async fn again(desk: &mut Desk, instant: &str) {
    desk.app.clock.set(instant.parse().unwrap());
    desk.focal = desk.app.of("QMA", Role::FocalPoint).await;
    desk.authority = desk.app.of("QMA", Role::PublishingAuthority).await;
}

#[tokio::test]
async fn a_closed_round_takes_everything_late_and_an_archived_one_a_withdrawal_only() {
    let app = TestApp::start().await;
    let round = open(&app, json!({"archivesAt": "2027-08-01T00:00:00Z"})).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    let submission = submission(&app, &focal, "QMA", &round).await;
    let mut desk = Desk {
        app,
        focal,
        authority,
        submission,
    };
    // The day ends in New York.
    again(&mut desk, "2027-07-01T03:59:59Z").await;
    assert_eq!(desk.read("round { stage }").await["round"]["stage"], "OPEN");
    again(&mut desk, "2027-07-01T04:00:00Z").await;
    assert_eq!(desk.read("round { stage }").await["round"]["stage"], "CLOSED");
    assert_eq!(
        desk.say("VA.authority", json!({"shortText": "Ministry"})).await["outcome"],
        "STORED"
    );
    let preview = desk.read("preview { root seen }").await["preview"].clone();
    let late = desk.file(&desk.authority, &preview).await;
    assert_eq!(late.data()["fileSubmission"]["filing"]["isLate"], true);

    let amend =
        "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { revision } } }";
    let share = "mutation ($input: SetVisibilityInput!) { setVisibility(input: $input) { submission { revision } } }";
    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { revision } } }";
    let withdraw =
        "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { submission { stage } } }";
    again(&mut desk, "2027-08-01T00:00:00Z").await;
    let archived = json!({"code": "STATE", "round": "archived"});
    let answers = json!([{"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Another"}}]);
    let saved = desk.save_by(&desk.app, &desk.focal, answers).await;
    assert_eq!(*saved.extensions(), archived);
    let base = json!({"submission": desk.submission, "revision": 2});
    let with = |name: &str, value: Value| {
        let mut input = base.clone();
        input[name] = value;
        input
    };
    let sharing = json!([{"question": "VA.authority", "sharing": {"visibility": "SECRETARIAT"}}]);
    for (who, document, input) in [
        (&desk.authority, amend, base.clone()),
        (&desk.authority, share, with("answers", sharing)),
        (
            &desk.focal,
            assign,
            json!({"submission": desk.submission, "section": "VA"}),
        ),
    ] {
        let refused = desk.app.call(who, document, json!({"input": input})).await;
        assert_eq!(*refused.extensions(), archived, "{document}");
    }
    let focal = desk.app.of("QMB", Role::FocalPoint).await;
    let refused = open_submission(&desk.app, &focal, "QMB", &round).await;
    assert_eq!(*refused.extensions(), archived);
    let withdrawn = desk.app.call(&desk.authority, withdraw, json!({"input": base})).await;
    assert_eq!(
        withdrawn.data()["withdrawSubmission"]["submission"]["stage"],
        "WITHDRAWN"
    );
}
