//! What holds whatever happens at the same time, whatever the service does, and whatever is asked.

use super::*;

#[tokio::test]
async fn of_what_happens_at_the_same_time_one_comes_first_and_nothing_unread_is_published() {
    let play = Play::start().await;
    let (qma, qmb) = (&play.qma.authority, &play.qmb.authority);
    for turn in 0..6 {
        let id = play.replied().await;
        play.agree(qmb, "REVIEWER", &id, (1, 1)).await.data();
        play.draft(qmb, DRAFT, &id, (1, "Unread words.")).await.data();
        let deliver = play.does(qmb, DELIVER, json!({"id": id, "revision": 2}));
        let agree = play.agree(qma, "STATE", &id, (1, 1));
        let (delivered, agreed) = if turn % 2 == 0 {
            tokio::join!(deliver, agree)
        } else {
            let (agreed, delivered) = tokio::join!(agree, deliver);
            (delivered, agreed)
        };
        let is_delivered = delivered.json.get("errors").is_none();
        let is_agreed = agreed.json.get("errors").is_none();
        assert!(is_delivered != is_agreed, "{:#} {:#}", delivered.json, agreed.json);
        let refused = if is_delivered { &agreed } else { &delivered };
        assert_eq!(refused.code(), "STATE");
        assert!(!play.shown(None).await.contains("Unread words."));
    }
    // Both agree at the same time: published once, and both are told so or that it is.
    let id = play.replied().await;
    let (one, other) = tokio::join!(
        play.agree(qma, "STATE", &id, (1, 1)),
        play.agree(qmb, "REVIEWER", &id, (1, 1))
    );
    let stages = [one, other].map(|answer| answer.data()["agreeToPublishReview"]["review"]["stage"].clone());
    assert!(
        stages.contains(&json!("REPLIED")) && stages.contains(&json!("PUBLISHED")),
        "{stages:?}"
    );
}

#[tokio::test]
async fn the_database_publishes_only_what_both_sides_agreed_to() {
    let play = Play::start().await;
    let id = play.replied().await;
    play.agree(&play.qma.authority, "STATE", &id, (1, 1)).await.data();
    let mut owner = play.app.owner().await;
    let publish = |pair: (i32, i32)| {
        sqlx::query(
            "update review set stage = 'published', agreed = null, published_review = $1, published_reply = $2,
             published_at = '2027-03-02'",
        )
        .bind(pair.0)
        .bind(pair.1)
    };
    let refused = publish((1, 1)).execute(&mut owner).await.unwrap_err();
    assert!(refused.to_string().contains("both sides agree"), "{refused}");
    for half in [
        "update review set stage = 'published', agreed = null, published_review = 1, published_at = '2027-03-02'",
        "update review set published_review = 1",
        "update review set agreed = 'state', stage = 'delivered'",
    ] {
        let refused = sqlx::query(half).execute(&mut owner).await.unwrap_err();
        let told = refused.to_string();
        assert!(told.contains("review_") || told.contains("both sides agree"), "{told}");
    }
    play.agree(&play.qmb.authority, "REVIEWER", &id, (1, 1)).await.data();
    for after in [
        "update review set stage = 'ended', published_review = null, published_reply = null, published_at = null,
             ended_at = '2027-03-03'",
        "update review_text set content = 'Other words.'",
        "delete from review_reply",
        "delete from review_agreement",
    ] {
        sqlx::query(after).execute(&mut owner).await.unwrap_err();
    }
    assert!(play.shown(None).await.contains("Planted review."));
}

#[tokio::test]
async fn a_withdrawn_filing_ends_what_goes_on() {
    let play = Play::start().await;
    let id = play.replied().await;
    assert!(play.reads(&play.qmb.authority, "Chosen topic").await);
    withdraw(&play.app, &play.qma.authority, &play.submission).await;
    assert!(!play.reads(&play.qmb.authority, "Chosen topic").await);
    for refused in [
        play.agree(&play.qmb.authority, "REVIEWER", &id, (1, 1)).await,
        play.agree(&play.qma.authority, "STATE", &id, (1, 1)).await,
        play.draft(&play.qmb.focal, DRAFT, &id, (1, "More.")).await,
    ] {
        assert_eq!(reason(&refused), ("STATE", &json!("filing_withdrawn")));
    }
    play.does(&play.qma.authority, END, json!({"id": id})).await.data();
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused_where_it_stands() {
    let play = Play::start().await;
    let state = || json!({"state": "QMB"});
    for (reviewer, questions, field) in [
        (state(), vec![], "input.questions"),
        (state(), vec!["VA.capacity"], "input.questions"),
        (state(), vec!["VA.authority", "VA.authority"], "input.questions"),
        (json!({"state": "QMA"}), vec!["VA.authority"], "input.reviewer"),
        (json!({"state": "XXX"}), vec!["VA.authority"], "input.reviewer.state"),
        (
            json!({"organisation": "none"}),
            vec!["VA.authority"],
            "input.reviewer.organisation",
        ),
        (
            json!({"expert": {"email": "nowhere", "name": "A"}}),
            vec!["VA.authority"],
            "input.reviewer.expert.email",
        ),
    ] {
        let refused = play.asks(reviewer.clone(), &questions).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["field"]),
            ("INVALID", &json!(field)),
            "{reviewer}"
        );
    }
    let early = json!({"filing": play.filing, "questions": ["VA.authority"], "reviewer": state(),
        "until": play.app.clock.now()});
    let early = play.does(&play.qma.authority, INVITE, early).await;
    assert_eq!(early.extensions()["field"], "input.until");
    // Only the publishing authority of the State that filed invites; for others the filing is not there.
    let input = json!({"filing": play.filing, "questions": ["VA.authority"], "reviewer": {"state": "QMC"},
        "until": "2027-12-31T00:00:00Z"});
    assert_eq!(
        play.does(&play.qma.focal, INVITE, input.clone()).await.code(),
        "FORBIDDEN"
    );
    assert_eq!(play.does(&play.qmb.authority, INVITE, input).await.code(), "NOT_FOUND");
    let id = play.invite(state()).await;
    play.accept(&play.qmb.authority, &id).await.data();
    let long = play.draft(&play.qmb.focal, DRAFT, &id, (0, &"a".repeat(20_001))).await;
    assert_eq!(reason(&long), ("INVALID", &json!("too_long")));
    let empty = play.draft(&play.qmb.focal, DRAFT, &id, (0, " ")).await;
    empty.data();
    let empty = play
        .does(&play.qmb.authority, DELIVER, json!({"id": id, "revision": 1}))
        .await;
    assert_eq!(reason(&empty), ("INVALID", &json!("empty")));
}
