//! Invited review with right of reply: chosen answers open to one reviewer until a date, and both texts published or neither.

mod guarded;

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, amend, answer, file, open_submission, share_draft, withdraw};

use crate::filing::round;

const INVITE: &str = "mutation ($input: InviteReviewInput!) { inviteReview(input: $input) { review {
    id stage until sides questions { code } answers { questionCode } } } }";
const ACCEPT: &str = "mutation ($input: AcceptReviewInput!) { acceptReview(input: $input) { review { stage
    answers { questionCode } } } }";
pub(crate) const DECLINE: &str =
    "mutation ($input: DeclineReviewInput!) { declineReview(input: $input) { review { stage } } }";
const DRAFT: &str = "mutation ($input: SaveReviewDraftInput!) { saveReviewDraft(input: $input) { draft {
    revision language content } } }";
const DELIVER: &str = "mutation ($input: DeliverReviewInput!) { deliverReview(input: $input) { review { stage
    texts { version content } } } }";
const REPLY: &str = "mutation ($input: SaveReviewReplyInput!) { saveReviewReply(input: $input) { draft {
    revision language content } } }";
const SEND: &str = "mutation ($input: SendReviewReplyInput!) { sendReviewReply(input: $input) { review { stage
    pair { review reply } replies { version reviewVersion content } } } }";
const AGREE: &str =
    "mutation ($input: AgreeToPublishReviewInput!) { agreeToPublishReview(input: $input) { review { stage
    agreedBy published { review { content } reply { content } } } } }";
const DISAGREE: &str = "mutation ($input: WithdrawReviewAgreementInput!) { withdrawReviewAgreement(input: $input) {
    review { stage agreedBy } } }";
const EXTEND: &str = "mutation ($input: ExtendReviewInput!) { extendReview(input: $input) { review { until } } }";
pub(crate) const END: &str = "mutation ($input: EndReviewInput!) { endReview(input: $input) { review { stage } } }";

/// Everything that anybody could be shown of reviews.
const EVERYTHING: &str =
    "{ reviews(first: 3) { totalCount nodes { id stage until position agreedBy sides isFilingWithdrawn
        reviewer { kind name email state { code } organisation { code } }
        questions { code } answers { questionCode standing value { ... on TextValue { text } } }
        texts { version content } replies { version content } draft { content } replyDraft { content }
        published { publishedAt review { content } reply { content } } } }
    state(code: \"QMA\") { publishedReviews { id published { review { content } reply { content } } } } }";

/// What QMA filed, and whoever does something with it.
pub(crate) struct Play {
    pub(crate) app: TestApp,
    pub(crate) qma: Team,
    pub(crate) qmb: Team,
    submission: String,
    filing: Value,
}

impl Play {
    /// `QMA` has filed three answers for its own people alone.
    pub(crate) async fn start() -> Self {
        Self::over(TestApp::start().await).await
    }

    pub(crate) async fn over(app: TestApp) -> Self {
        let (qma, qmb) = (Team::of(&app, "QMA").await, Team::of(&app, "QMB").await);
        let round = round(&app, "views-and-assessments/1", "views-2027").await;
        let submission = open_submission(&app, &qma.focal, "QMA", &round, "EN").await;
        let answers = [
            ("VA.authority", json!({"shortText": "Chosen authority"})),
            ("VT.topic_a", json!({"longText": "Chosen topic"})),
            ("VT.topic_b", json!({"longText": "Hidden topic"})),
        ];
        answer(&app, &qma.focal, &submission, &answers).await;
        let sharing = json!({"default": {"visibility": "NATIONAL_TEAM"}});
        share_draft(&app, &qma.authority, &submission, sharing).await;
        let filing = file(&app, &qma.authority, &submission).await["id"].clone();
        Self {
            app,
            qma,
            qmb,
            submission,
            filing,
        }
    }

    pub(crate) async fn does(&self, who: &Persona, document: &str, input: Value) -> Answer {
        let who = self.app.renewed(who);
        self.app.call(&who, document, json!({"input": input})).await
    }

    async fn asks(&self, reviewer: Value, questions: &[&str]) -> Answer {
        let until = self.app.clock.now() + TimeDelta::minutes(5);
        let input = json!({"filing": self.filing, "questions": questions, "reviewer": reviewer, "until": until});
        self.does(&self.qma.authority, INVITE, input).await
    }

    pub(crate) async fn invite(&self, reviewer: Value) -> Value {
        let invited = self.asks(reviewer, &["VA.authority", "VT.topic_a"]).await;
        invited.data()["inviteReview"]["review"]["id"].clone()
    }

    pub(crate) async fn accept(&self, who: &Persona, id: &Value) -> Answer {
        self.does(who, ACCEPT, json!({"id": id})).await
    }

    async fn draft(&self, who: &Persona, document: &str, id: &Value, (seen, content): (u32, &str)) -> Answer {
        let input = json!({"id": id, "revision": seen, "language": "EN", "content": content});
        self.does(who, document, input).await
    }

    pub(crate) async fn deliver(&self, who: &Persona, id: &Value, revision: u32, content: &str) -> Answer {
        self.draft(who, DRAFT, id, (revision - 1, content)).await.data();
        self.does(who, DELIVER, json!({"id": id, "revision": revision})).await
    }

    pub(crate) async fn reply(&self, id: &Value, revision: u32, to: u32, content: &str) -> Answer {
        let who = &self.qma.authority;
        self.draft(who, REPLY, id, (revision - 1, content)).await.data();
        let input = json!({"id": id, "revision": revision, "reviewVersion": to});
        self.does(who, SEND, input).await
    }

    pub(crate) async fn agree(&self, who: &Persona, side: &str, id: &Value, pair: (u32, u32)) -> Answer {
        let input = json!({"id": id, "side": side, "reviewVersion": pair.0, "replyVersion": pair.1});
        self.does(who, AGREE, input).await
    }

    /// A review by QMB with a reply to it, which nobody has agreed to publish.
    pub(crate) async fn replied(&self) -> Value {
        let id = self.invite(json!({"state": "QMB"})).await;
        self.accept(&self.qmb.authority, &id).await.data();
        self.deliver(&self.qmb.authority, &id, 1, "Planted review.")
            .await
            .data();
        self.reply(&id, 1, 1, "Planted reply.").await.data();
        id
    }

    /// All that somebody is shown of reviews, as one text.
    pub(crate) async fn shown(&self, who: Option<&Persona>) -> String {
        let who = who.map(|who| self.app.renewed(who));
        let told = self.app.call(who.as_ref(), EVERYTHING, json!({})).await;
        told.data().to_string()
    }

    /// Whether somebody is shown a text, or that the review is there at all.
    pub(crate) async fn reads(&self, who: &Persona, text: &str) -> bool {
        self.shown(Some(who)).await.contains(text)
    }

    /// Everybody who is of neither side, and those of both whose roles do not reach.
    async fn others(&self) -> Vec<(&'static str, Option<Persona>)> {
        let app = &self.app;
        vec![
            ("anybody", None),
            ("QMA contributor", Some(app.of("QMA", Role::Contributor).await)),
            ("QMA accredited", Some(app.of("QMA", Role::AccreditedReader).await)),
            ("QMB contributor", Some(app.of("QMB", Role::Contributor).await)),
            ("QMB accredited", Some(app.of("QMB", Role::AccreditedReader).await)),
            ("QMC authority", Some(app.of("QMC", Role::PublishingAuthority).await)),
            ("unit of au", Some(app.unit("au").await)),
            ("officer", Some(app.secretariat(Role::SecretariatOfficer).await)),
            ("analyst", Some(app.secretariat(Role::Analyst).await)),
            ("auditor", Some(app.secretariat(Role::Auditor).await)),
            ("administrator", Some(app.secretariat(Role::Administrator).await)),
        ]
    }

    /// Who of the others reads a text.
    async fn readers(&self, others: &[(&'static str, Option<Persona>)], text: &str) -> Vec<&'static str> {
        let mut readers = Vec::new();
        for (name, who) in others {
            if self.shown(who.as_ref()).await.contains(text) {
                readers.push(*name);
            }
        }
        readers
    }
}

fn reason(answer: &Answer) -> (&str, &Value) {
    (answer.code(), &answer.extensions()["reason"])
}

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn both_texts_are_open_to_everybody_in_one_instant_and_neither_before() {
    let play = Play::start().await;
    let others = play.others().await;
    let (qma, qmb) = (&play.qma, &play.qmb);
    let id = play.invite(json!({"state": "QMB"})).await;
    let key = id.as_str().unwrap();
    play.accept(&qmb.authority, &id).await.data();
    play.deliver(&qmb.authority, &id, 1, "Planted review.").await.data();
    play.reply(&id, 1, 1, "Planted reply.").await.data();
    for (who, reads) in [
        (&qma.focal, true),
        (&qma.authority, true),
        (&qmb.focal, true),
        (&qmb.authority, true),
    ] {
        assert_eq!(play.reads(who, "Planted review.").await, reads);
        assert_eq!(play.reads(who, "Planted reply.").await, reads);
    }
    assert_eq!(play.readers(&others, key).await, NOBODY, "not even that it is there");

    // One side alone publishes nothing, and may take it back.
    let once = play.agree(&qmb.authority, "REVIEWER", &id, (1, 1)).await;
    let told = &once.data()["agreeToPublishReview"]["review"];
    assert_eq!(
        (&told["stage"], &told["agreedBy"]),
        (&json!("REPLIED"), &json!("REVIEWER"))
    );
    assert_eq!(told["published"], Value::Null);
    let back = play
        .does(&qmb.authority, DISAGREE, json!({"id": id, "side": "REVIEWER"}))
        .await;
    assert_eq!(
        back.data()["withdrawReviewAgreement"]["review"]["agreedBy"],
        Value::Null
    );
    let again = play
        .does(&qmb.authority, DISAGREE, json!({"id": id, "side": "REVIEWER"}))
        .await;
    assert_eq!(reason(&again), ("STATE", &json!("not_agreed")));
    play.agree(&qmb.authority, "REVIEWER", &id, (1, 1)).await.data();
    // Nobody agrees for the other side, nor who only drafts.
    for (who, side) in [
        (&qmb.authority, "STATE"),
        (&qma.authority, "REVIEWER"),
        (&qma.focal, "STATE"),
    ] {
        assert_eq!(play.agree(who, side, &id, (1, 1)).await.code(), "FORBIDDEN");
    }
    assert_eq!(play.readers(&others, key).await, NOBODY);

    let both = play.agree(&qma.authority, "STATE", &id, (1, 1)).await;
    let told = &both.data()["agreeToPublishReview"]["review"];
    assert_eq!(told["stage"], "PUBLISHED");
    assert_eq!(
        told["published"],
        json!({"review": {"content": "Planted review."}, "reply": {"content": "Planted reply."}})
    );
    for text in ["Planted review.", "Planted reply."] {
        assert_eq!(play.readers(&others, text).await.len(), others.len(), "{text}");
    }
    // What was reviewed stays as it was shared, and nobody is told which answers there are.
    for text in ["Chosen authority", "VA.authority", "VT.topic_a"] {
        assert_eq!(play.readers(&others, text).await, NOBODY, "{text}");
    }
    let over = play.agree(&qma.authority, "STATE", &id, (1, 1)).await;
    assert_eq!(reason(&over), ("STATE", &json!("ended")));
    // It outlasts the date and the filing, which is said beside it.
    play.app.pass(TimeDelta::minutes(6));
    withdraw(&play.app, &play.app.renewed(&qma.authority), &play.submission).await;
    let told = play.shown(None).await;
    assert!(
        told.contains("Planted reply.") && told.contains("\"isFilingWithdrawn\":true"),
        "{told}"
    );
    assert!(play.reads(&qmb.authority, "Planted review.").await);
}

#[tokio::test]
async fn a_reviewer_reads_the_chosen_answers_from_accepting_until_the_date_and_nothing_else() {
    let play = Play::start().await;
    let (qma, qmb) = (&play.qma, &play.qmb);
    let reader = play.app.of("QMB", Role::Reader).await;
    let id = play.invite(json!({"state": "QMB"})).await;
    // Invited: which questions, and no answer.
    let told = play.shown(Some(&qmb.authority)).await;
    assert!(told.contains("VT.topic_a") && !told.contains("Chosen"), "{told}");
    let early = play.draft(&qmb.focal, DRAFT, &id, (0, "Early.")).await;
    assert_eq!(reason(&early), ("STATE", &json!("not_accepted")));
    for who in [&qmb.focal, &reader] {
        assert_eq!(play.accept(who, &id).await.code(), "FORBIDDEN");
    }
    let accepted = play.accept(&qmb.authority, &id).await;
    assert_eq!(
        accepted.data()["acceptReview"]["review"]["answers"],
        json!([{"questionCode": "VA.authority"}, {"questionCode": "VT.topic_a"}])
    );
    for who in [&qmb.focal, &qmb.authority, &reader] {
        let told = play.shown(Some(who)).await;
        assert!(
            told.contains("Chosen authority") && told.contains("Chosen topic"),
            "{told}"
        );
        assert!(!told.contains("Hidden") && !told.contains("VT.topic_b"), "{told}");
        // No other door opens: the filing is not there for them.
        let other = "{ filing(position: 1) { id answers { questionCode } } state(code: \"QMA\") { code } }";
        let other = play.app.call(who, other, json!({})).await;
        assert_eq!(other.data()["filing"], Value::Null);
    }
    // A later filing moves nothing under the review.
    amend(&play.app, &qma.authority, &play.submission).await;
    let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let answers = json!([{"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "Amended topic"}}]);
    let input = json!({"submission": play.submission, "answers": answers});
    play.does(&qma.focal, save, input).await.data();
    file(&play.app, &qma.authority, &play.submission).await;
    let told = play.shown(Some(&qmb.authority)).await;
    assert!(told.contains("Chosen topic") && !told.contains("Amended"), "{told}");
    let stale = play.asks(json!({"state": "QMC"}), &["VT.topic_a"]).await;
    assert_eq!(reason(&stale), ("STATE", &json!("not_standing")));

    play.draft(&qmb.authority, DRAFT, &id, (0, "Kept draft.")).await.data();
    play.app.pass(TimeDelta::minutes(5));
    for who in [&qmb.focal, &qmb.authority, &reader] {
        let told = play.shown(Some(who)).await;
        assert!(
            !told.contains(id.as_str().unwrap()) && !told.contains("Chosen"),
            "{told}"
        );
    }
    let late = play.draft(&qmb.authority, DRAFT, &id, (1, "Late.")).await;
    assert_eq!(late.code(), "NOT_FOUND");
    // The State opens it again, and what was typed is there.
    let until = play.app.clock.now() + TimeDelta::minutes(5);
    let theirs = play
        .does(&qmb.authority, EXTEND, json!({"id": id, "until": until}))
        .await;
    assert_eq!(theirs.code(), "NOT_FOUND");
    play.does(&qma.authority, EXTEND, json!({"id": id, "until": until}))
        .await
        .data();
    let told = play.shown(Some(&qmb.authority)).await;
    assert!(told.contains("Chosen topic") && told.contains("Kept draft."), "{told}");
    play.does(&qma.authority, END, json!({"id": id})).await.data();
    let told = play.shown(Some(&qmb.authority)).await;
    assert!(told.contains("ENDED") && !told.contains("Chosen topic"), "{told}");
}

#[tokio::test]
async fn a_body_and_a_person_review_as_themselves() {
    let play = Play::start().await;
    let unit = play.app.unit("au").await;
    // QMB is a member of `au`: that is not being of its unit.
    let id = play.invite(json!({"organisation": "au"})).await;
    assert!(!play.reads(&play.qmb.authority, id.as_str().unwrap()).await);
    play.accept(&unit, &id).await.data();
    assert!(play.reads(&unit, "Chosen topic").await);
    play.deliver(&unit, &id, 1, "Words of the unit.").await.data();
    play.reply(&id, 1, 1, "Reply to the unit.").await.data();
    play.agree(&play.qma.authority, "STATE", &id, (1, 1)).await.data();
    assert!(!play.shown(None).await.contains("Words of the unit."));
    play.agree(&unit, "REVIEWER", &id, (1, 1)).await.data();
    assert!(play.shown(None).await.contains("Words of the unit."));

    // A person is known by the address of their account, which the public never reads.
    let person = play.app.secretariat(Role::Analyst).await;
    let email = format!("{}@example.int", person.account);
    let other = play.app.secretariat(Role::Analyst).await;
    let id = play
        .invite(json!({"expert": {"email": email, "name": "A. Reader"}}))
        .await;
    let key = id.as_str().unwrap();
    assert!(play.reads(&person, key).await && !play.reads(&other, key).await);
    assert!(play.reads(&play.qma.focal, &email).await);
    assert_eq!(play.accept(&other, &id).await.code(), "NOT_FOUND");
    play.accept(&person, &id).await.data();
    assert!(play.reads(&person, "Chosen topic").await);
    play.deliver(&person, &id, 1, "Words of a person.").await.data();
    play.reply(&id, 1, 1, "Reply to a person.").await.data();
    play.agree(&person, "REVIEWER", &id, (1, 1)).await.data();
    play.agree(&play.qma.authority, "STATE", &id, (1, 1)).await.data();
    let told = play.shown(None).await;
    assert!(
        told.contains("Words of a person.") && told.contains("A. Reader"),
        "{told}"
    );
    assert!(!told.contains(&email), "{told}");
    // Turned down, it opens nothing.
    let declined = play
        .invite(json!({"expert": {"email": email, "name": "A. Reader"}}))
        .await;
    play.does(&person, DECLINE, json!({"id": declined})).await.data();
    assert_eq!(
        reason(&play.accept(&person, &declined).await),
        ("STATE", &json!("ended"))
    );
}

#[tokio::test]
async fn what_a_side_writes_is_its_own_until_sent_and_is_never_lost() {
    let play = Play::start().await;
    let (qma, qmb) = (&play.qma, &play.qmb);
    let id = play.invite(json!({"state": "QMB"})).await;
    play.accept(&qmb.authority, &id).await.data();
    let keyed = |seen: u32, content: &str, key: &str| json!({"id": id, "revision": seen, "language": "FR", "content": content, "key": key});
    let first = play.does(&qmb.focal, DRAFT, keyed(0, "  Brouillon ", "a")).await;
    let expected = json!({"revision": 1, "language": "FR", "content": "  Brouillon "});
    assert_eq!(first.data()["saveReviewDraft"]["draft"], expected);
    let repeated = play.does(&qmb.focal, DRAFT, keyed(0, "  Brouillon ", "a")).await;
    assert_eq!(repeated.data()["saveReviewDraft"]["draft"], expected);
    let reused = play.does(&qmb.focal, DRAFT, keyed(1, "Autre", "a")).await;
    assert_eq!(
        (reused.code(), &reused.extensions()["field"]),
        ("CONFLICT", &json!("input.key"))
    );
    let stale = play.does(&qmb.authority, DRAFT, keyed(0, "Autre", "b")).await;
    assert_eq!((stale.code(), &stale.extensions()["revision"]), ("CONFLICT", &json!(1)));
    assert!(!play.reads(&qma.authority, "Brouillon").await);
    let moved = play
        .does(&qmb.authority, DELIVER, json!({"id": id, "revision": 2}))
        .await;
    assert_eq!((moved.code(), &moved.extensions()["revision"]), ("CONFLICT", &json!(1)));
    let early = play.draft(&qma.focal, REPLY, &id, (0, "Early.")).await;
    assert_eq!(reason(&early), ("STATE", &json!("not_delivered")));
    assert_eq!(
        play.does(&qmb.focal, DELIVER, json!({"id": id, "revision": 1}))
            .await
            .code(),
        "FORBIDDEN"
    );
    play.does(&qmb.authority, DELIVER, json!({"id": id, "revision": 1}))
        .await
        .data();
    assert!(play.reads(&qma.authority, "Brouillon").await);

    play.draft(&qma.focal, REPLY, &id, (0, "Secret reply.")).await.data();
    assert!(!play.reads(&qmb.authority, "Secret reply.").await);
    let sent = play
        .does(
            &qma.authority,
            SEND,
            json!({"id": id, "revision": 1, "reviewVersion": 1}),
        )
        .await;
    assert_eq!(
        sent.data()["sendReviewReply"]["review"]["pair"],
        json!({"review": 1, "reply": 1})
    );
    assert!(play.reads(&qmb.authority, "Secret reply.").await);
    // A newer text asks for a reply again, and the old pair is none any more.
    play.agree(&qma.authority, "STATE", &id, (1, 1)).await.data();
    play.deliver(&qmb.authority, &id, 2, "Second.").await.data();
    let gone = play.agree(&qmb.authority, "REVIEWER", &id, (1, 1)).await;
    assert_eq!(reason(&gone), ("STATE", &json!("not_replied")));
    let old = play.draft(&qma.focal, REPLY, &id, (1, "To the first.")).await;
    old.data();
    let old = play
        .does(
            &qma.authority,
            SEND,
            json!({"id": id, "revision": 2, "reviewVersion": 1}),
        )
        .await;
    assert_eq!(
        (old.code(), &old.extensions()["reviewVersion"]),
        ("CONFLICT", &json!(2))
    );
    play.does(
        &qma.authority,
        SEND,
        json!({"id": id, "revision": 2, "reviewVersion": 2}),
    )
    .await
    .data();
    let gone = play.agree(&qmb.authority, "REVIEWER", &id, (1, 1)).await;
    assert_eq!(
        (
            gone.code(),
            &gone.extensions()["reviewVersion"],
            &gone.extensions()["replyVersion"]
        ),
        ("CONFLICT", &json!(2), &json!(2))
    );
    trails_say_so(&play, &id).await;
}

/// The trail of each State says what it did, and never a word of it.
async fn trails_say_so(play: &Play, id: &Value) {
    let trail = "query ($state: String!) { auditTrail(state: $state, first: 100) { nodes { verb subject } } }";
    for (who, state, expected) in [
        (
            &play.qma.focal,
            "QMA",
            vec![
                "AGREE_TO_REVIEW",
                "DRAFT_REVIEW_REPLY",
                "INVITE_REVIEW",
                "SEND_REVIEW_REPLY",
            ],
        ),
        (
            &play.qmb.focal,
            "QMB",
            vec!["ACCEPT_REVIEW", "DELIVER_REVIEW", "DRAFT_REVIEW"],
        ),
    ] {
        let told = play
            .app
            .call(&play.app.renewed(who), trail, json!({"state": state}))
            .await;
        let entries = told.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
        let of_review = entries.iter().filter(|entry| entry["subject"] == *id);
        let verbs: std::collections::BTreeSet<_> = of_review.map(|entry| entry["verb"].as_str().unwrap()).collect();
        assert_eq!(verbs.into_iter().collect::<Vec<_>>(), expected);
    }
}
