//! What is told of rounds: by acts on them, and by instants that pass.

use super::*;
use crate::rounds::planned_round;

#[tokio::test]
async fn a_round_that_opens_changes_and_closes_is_told_once_by_any_number_of_processes() {
    let app = TestApp::start().await;
    let beside = app.beside(2).await;
    let receiver = Receiver::start().await;
    let kinds = ["ROUND_ANNOUNCED", "ROUND_OPENED", "ROUND_CHANGED", "ROUND_CLOSED"];
    let hook = Hook::of(&app, &receiver.url(), &kinds).await;
    let views = planned_round(&app, "views-2027", "2027-04-01T00:00:00Z").await;
    let acts = async |act: &str, round: &str, revision: u32, with: Value| {
        let kind = format!("{}{}", act[..1].to_uppercase(), &act[1..]);
        let payload = if act == "cancelRound" { "key" } else { "round { stage }" };
        let document = format!("mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ {payload} }} }}");
        let mut input = json!({"round": round, "revision": revision});
        input.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        let done = app
            .call(&hook.officer().await, &document, json!({"input": input}))
            .await;
        done.data();
    };
    let at = |kind: &str, instant: &str, round: &str| {
        let (kind, instant) = (kind.to_owned(), format!("{instant}.000000Z"));
        (kind, instant, json!({"round": round}))
    };
    // Both look at the same time.
    let both = async || {
        tokio::join!(send(&app), send(&beside));
        told(&receiver)
    };
    acts("inviteStates", &views, 1, json!({"invited": ["QMC"]})).await;
    let other = planned_round(&app, "views-2028", "2027-04-01T00:00:00Z").await;
    acts("cancelRound", &other, 1, json!({})).await;
    let noon = "2027-03-01T12:00:00";
    let mut first = both().await;
    first.sort_by_key(|(kind, _, data)| (data["round"].to_string(), kind.clone()));
    assert_eq!(
        first,
        [
            at("round.announced", noon, "views-2027"),
            at("round.changed", noon, "views-2027"),
            at("round.announced", noon, "views-2028"),
            at("round.changed", noon, "views-2028"),
        ]
    );

    let then = async |instant: &str| {
        app.clock.set(instant.parse().unwrap());
        both().await
    };
    assert!(then("2027-03-31T23:59:59Z").await.is_empty(), "not before");
    // As of the instant, however late it is noticed; and nothing of the round that was called off.
    let opened = then("2027-04-01T00:10:00Z").await;
    assert_eq!(opened, [at("round.opened", "2027-04-01T00:00:00", "views-2027")]);
    assert!(both().await.is_empty(), "once");
    let late = Receiver::start().await;
    let late_hook = Hook::of(&app, &late.url(), &kinds).await;

    assert!(then("2027-04-02T00:00:00Z").await.is_empty());
    acts("extendRound", &views, 2, json!({"closesOn": "2028-09-30"})).await;
    acts("closeRound", &views, 3, json!({})).await;
    let changed = at("round.changed", "2027-04-02T00:00:00", "views-2027");
    assert_eq!(both().await, [changed.clone(), changed]);
    let closed = at("round.closed", "2027-04-02T04:00:00", "views-2027");
    assert_eq!(then("2027-04-02T04:00:00Z").await, [closed]);
    // It is extended after it has closed, and closes again.
    acts("extendRound", &views, 4, json!({"closesOn": "2027-04-10"})).await;
    let extended = at("round.changed", "2027-04-02T04:00:00", "views-2027");
    assert_eq!(both().await, [extended]);
    let again = at("round.closed", "2027-04-11T04:00:00", "views-2027");
    assert_eq!(then("2027-04-20T00:00:00Z").await, [again]);
    // What is told is removed after thirty days, and not told again.
    app.clock.set("2027-05-05T00:00:00Z".parse().unwrap());
    app.app().courier().sweep().await.unwrap();
    assert!(both().await.is_empty());
    let kinds: Vec<_> = late.take().iter().map(Received::kind).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    assert!(!kinds.contains(&"round.opened".to_owned()), "it asked after that");
    drop(late_hook);
}
