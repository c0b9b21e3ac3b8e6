//! What was filed, while its round is extended, closed and archived: it stands as it was, lateness is judged once, and figures are
//! released while a round is closed and at no other time.

use tests::delegation::{Team, amend, filing, revision, save, share_filed, withdraw};

use super::*;

/// What anybody reads of the filing at a position.
async fn read(app: &TestApp, position: i64) -> Value {
    filing(app, None, position).await
}

async fn is_late(app: &TestApp, position: i64) -> Value {
    let document = "query ($position: Int!) { filing(position: $position) { isLate } }";
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    let told = app.call(&authority, document, json!({"position": position})).await;
    told.data()["filing"]["isLate"].clone()
}

/// The last release of figures of the round.
async fn release(app: &TestApp) -> Value {
    let document = "{ coverage(round: \"views-2027\") { release { number atPosition } } }";
    app.call(None, document, json!({})).await.data()["coverage"]["release"].clone()
}

/// Opens the working file of a State, says one thing and files it.
async fn files(desk: &Desk, state: &str) -> (String, Value) {
    let team = Team::of(&desk.app, state).await;
    let submission = submission(&desk.app, &team.focal, state, &desk.round).await;
    let said = [("VA.authority", json!({"shortText": "Ministry"}))];
    answer(&desk.app, &team.focal, &submission, &said).await;
    let filed = file(&desk.app, &team.authority, &submission).await;
    (submission, filed)
}

/// Amends what `QMA` filed, by a further answer or another text.
async fn amends(desk: &Desk, submission: &str, answer: Value) -> Value {
    let team = Team::of(&desk.app, "QMA").await;
    amend(&desk.app, &team.authority, submission).await;
    save(&desk.app, &team.focal, submission, &[answer]).await;
    file(&desk.app, &team.authority, submission).await
}

#[tokio::test]
async fn what_is_filed_stands_while_its_round_is_extended_closed_and_archived() {
    let mut desk = Desk::new().await;
    desk.at("2027-04-02T00:00:00Z").await;
    let (submission, filed) = files(&desk, "QMA").await;
    assert_eq!(filed["isLate"], false);
    let authority = desk.app.of("QMA", Role::PublishingAuthority).await;
    let public = json!({"visibility": "PUBLIC"});
    share_filed(&desk.app, &authority, &submission, &[("VA.authority", public)]).await;
    let first = read(&desk.app, 1).await;
    assert_eq!(first["answers"].as_array().unwrap().len(), 1);

    desk.done("extendRound", 1, json!({"closesOn": "2028-12-31"})).await;
    assert_eq!(read(&desk.app, 1).await, first, "extended");
    // QMB goes on drafting, and files when the round is over.
    let drafting = Team::of(&desk.app, "QMB").await;
    let draft = super::submission(&desk.app, &drafting.focal, "QMB", &desk.round).await;
    let said = [("VA.authority", json!({"shortText": "Office"}))];
    answer(&desk.app, &drafting.focal, &draft, &said).await;
    desk.done("closeRound", 2, json!({})).await;
    desk.at("2027-04-02T04:00:00Z").await;
    assert_eq!(desk.stage(&desk.app).await["stage"], "CLOSED");
    assert_eq!(read(&desk.app, 1).await, first, "closed");
    let late = desk.app.of("QMB", Role::PublishingAuthority).await;
    let late = file(&desk.app, &late, &draft).await;
    assert_eq!((&late["position"], &late["isLate"]), (&json!(2), &json!(true)));

    // An amendment after the close is late; what it supersedes is not, and stays readable with every byte that it had.
    let further = json!({"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}});
    let amended = amends(&desk, &submission, further).await;
    assert_eq!((&amended["position"], &amended["isLate"]), (&json!(3), &json!(true)));
    let superseded = read(&desk.app, 1).await;
    assert_eq!(superseded["status"], "SUPERSEDED");
    for same in ["root", "number", "answers", "extract"] {
        assert_eq!(superseded[same], first[same], "{same}");
    }
    // Open again, what is filed is in time, and what was late stays late.
    desk.done("extendRound", 3, json!({"closesOn": "2027-12-31"})).await;
    let other = json!({"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Ministry of the Interior"}});
    let amended = amends(&desk, &submission, other).await;
    assert_eq!((&amended["position"], &amended["isLate"]), (&json!(4), &json!(false)));
    let lateness = [is_late(&desk.app, 1).await, is_late(&desk.app, 3).await];
    assert_eq!(lateness, [json!(false), json!(true)]);

    desk.done("closeRound", 4, json!({})).await;
    desk.at("2027-04-03T12:00:00Z").await;
    desk.done("archiveRound", 5, json!({})).await;
    let team = Team::of(&desk.app, "QMA").await;
    let begin = "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { stage } } }";
    let revision = revision(&desk.app, &team.authority, &submission).await;
    let input = json!({"input": {"submission": submission, "revision": revision}});
    let refused = desk.app.call(&team.authority, begin, input).await;
    assert_eq!(*refused.extensions(), json!({"code": "STATE", "round": "archived"}));
    assert_eq!(read(&desk.app, 1).await, superseded, "archived");
    assert_eq!(read(&desk.app, 4).await["status"], "STANDING");
    // Taking back what was filed remains possible.
    withdraw(&desk.app, &team.authority, &submission).await;
    let entries = tests::delegation::register_entries(&desk.app, None).await;
    assert_eq!(entries.len(), 5);
}

#[tokio::test]
async fn figures_are_released_at_close_and_wait_while_an_extended_round_is_open_again() {
    let mut desk = Desk::new().await;
    desk.done("inviteStates", 1, json!({"invited": ["QMC", "QMD"]})).await;
    desk.at("2027-04-02T00:00:00Z").await;
    files(&desk, "QMA").await;
    desk.done("extendRound", 2, json!({"closesOn": "2028-12-31"})).await;
    assert_eq!(release(&desk.app).await, Value::Null, "open");
    desk.done("closeRound", 3, json!({})).await;
    desk.at("2027-04-02T04:00:00Z").await;
    let first = json!({"number": 1, "atPosition": 1});
    assert_eq!(release(&desk.app).await, first);
    files(&desk, "QMB").await;
    assert_eq!(release(&desk.app).await, first, "one more is too few");

    // It is open again: three more have filed since, and nothing is released before it closes.
    desk.done("extendRound", 4, json!({"closesOn": "2027-12-31"})).await;
    assert_eq!(release(&desk.app).await, first, "what was released stays");
    for state in ["QMC", "QMD"] {
        files(&desk, state).await;
    }
    assert_eq!(release(&desk.app).await, first);
    desk.done("closeRound", 5, json!({})).await;
    desk.at("2027-04-03T04:00:00Z").await;
    assert_eq!(release(&desk.app).await, json!({"number": 2, "atPosition": 4}));
}
