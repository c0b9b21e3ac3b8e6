//! What is told of embargoes: they end at an instant, without an act.

use tests::delegation::share_draft;

use super::*;

#[tokio::test]
async fn an_embargo_that_ends_is_told_once_by_any_number_of_processes() {
    let app = TestApp::start().await;
    let beside = app.beside(2).await;
    let receiver = Receiver::start().await;
    let _hook = Hook::of(&app, &receiver.url(), &["FILING_VISIBILITY_CHANGED"]).await;
    let changed = |instant: &str| {
        let (kind, at) = ("filing.visibility_changed".to_owned(), format!("{instant}.000000Z"));
        (kind, at, json!({"position": 1, "round": "views-2027"}))
    };
    // Both look at the same time.
    let then = async |instant: &str| {
        app.clock.set(instant.parse().unwrap());
        tokio::join!(send(&app), send(&beside));
        told(&receiver)
    };
    let (_team, submission) = filed(&app).await;
    let share = async |visibility: &str, until: Option<&str>| {
        let sharing = json!({"visibility": visibility, "embargoUntil": until});
        let authority = app.of("QMA", Role::PublishingAuthority).await;
        share_filed(&app, &authority, &submission, &[("VA.authority", sharing)]).await;
    };

    share("PUBLIC", Some("2027-03-10T00:00:00Z")).await;
    assert!(then("2027-03-09T23:59:59Z").await.is_empty(), "not before");
    // As of the instant, however late it is noticed.
    assert_eq!(then("2027-03-10T00:10:00Z").await, [changed("2027-03-10T00:00:00")]);
    assert!(then("2027-03-10T00:20:00Z").await.is_empty(), "once");

    // Whom an embargo keeps it from without its end opening it to everybody: between the State and them.
    share("MEMBER_STATES", Some("2027-03-12T00:00:00Z")).await;
    assert_eq!(then("2027-03-11T00:00:00Z").await, [changed("2027-03-10T00:20:00")]);
    assert!(then("2027-03-13T00:00:00Z").await.is_empty());

    // What is opened after its embargo has ended is opened by the act, and is told once.
    share("PUBLIC", Some("2027-03-12T00:00:00Z")).await;
    assert_eq!(then("2027-03-14T00:00:00Z").await, [changed("2027-03-13T00:00:00")]);

    // What is told is removed after thirty days, and not told again.
    app.clock.set("2027-04-20T00:00:00Z".parse().unwrap());
    app.app().courier().sweep().await.unwrap();
    assert!(then("2027-04-20T00:00:01Z").await.is_empty());
}

#[tokio::test]
async fn an_embargo_that_ended_before_the_filing_is_told_by_the_filing_alone() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let _hook = Hook::of(&app, &receiver.url(), &["FILING_RECORDED", "FILING_VISIBILITY_CHANGED"]).await;
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let team = Team::of(&app, "QMA").await;
    let submission = open_submission(&app, &team.focal, "QMA", &views, "EN").await;
    let said = json!({"shortText": "Ministry of the Interior"});
    answer(&app, &team.focal, &submission, &[("VA.authority", said)]).await;
    let embargoed = json!({"visibility": "PUBLIC", "embargoUntil": "2027-03-01T13:00:00Z"});
    let shared = json!({"answers": [{"question": "VA.authority", "sharing": embargoed}]});
    share_draft(&app, &team.authority, &submission, shared).await;
    app.clock.set("2027-03-01T14:00:00Z".parse().unwrap());
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    file(&app, &authority, &submission).await;
    send(&app).await;
    let kinds: Vec<_> = told(&receiver).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["filing.recorded"]);
}
