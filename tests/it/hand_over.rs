//! Hand-over: everybody of a State leaves and others come. Nothing is lost, and nobody who left sees anything more.

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{answer, file, join, open_submission, save};
use tests::live::{Serving, Told};

use crate::filing::round;

/// Everything of a working file that a focal point sees.
const WHOLE: &str = "query ($id: ID!) { submission(id: $id) { stage revision language openedAt unmergedCount
    answers { questionCode revision content { standing value { ... on TextValue { text } } }
        revisions { revision basedOn content { value { ... on TextValue { text } } } }
        unmerged { basedOn content { value { ... on TextValue { text } } } } }
    section(code: \"VT\") { assignment { since ministry account } openThreadCount }
    filings { position kind root } } }";

const ACCEPT: &str =
    "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { tokens { accessToken } } }";

const WHY: &str = "The mission named a successor in its note of 1 March.";

const CHANGED: &str = "subscription ($id: ID!) { submissionChanged(id: $id) { __typename } }";

const SUBMISSIONS: &str = "{ submissions { id } }";

const INVITE: &str = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token } }";

/// A State with a whole team at work.
struct State {
    app: TestApp,
    administrator: Persona,
    focal: Persona,
    team: Vec<Persona>,
    file: String,
    filed: String,
}

impl State {
    async fn at_work() -> Self {
        let app = TestApp::start().await;
        let before = round(&app, "views-and-assessments/1", "views-2026").await;
        let now = round(&app, "views-and-assessments/1", "views-2027").await;
        let administrator = app.secretariat(Role::Administrator).await;
        let place = json!({"state": "QMA"});
        let focal = join(&app, &administrator, "focal@example.int", "FOCAL_POINT", place.clone()).await;
        let authority = join(
            &app,
            &focal,
            "authority@example.int",
            "PUBLISHING_AUTHORITY",
            place.clone(),
        )
        .await;
        let reader = join(&app, &focal, "reader@example.int", "READER", place.clone()).await;
        let contributor = join(&app, &focal, "contributor@example.int", "CONTRIBUTOR", place).await;

        let filed = open_submission(&app, &focal, "QMA", &before, "EN").await;
        answer(
            &app,
            &focal,
            &filed,
            &[("VA.authority", json!({"shortText": "filed long ago"}))],
        )
        .await;
        file(&app, &authority, &filed).await;

        let id = open_submission(&app, &focal, "QMA", &now, "EN").await;
        answer(&app, &focal, &id, &[("VT.topic_a", json!({"longText": "first"}))]).await;
        for (based_on, text) in [(1, "second"), (1, "too late")] {
            let answers = [json!({"question": "VT.topic_a", "basedOn": based_on, "answer": {"longText": text}})];
            save(&app, &focal, &id, &answers).await;
        }
        let account = "{ viewer { account { id } } }";
        let account = app.call(&contributor, account, json!({})).await.data()["viewer"]["account"]["id"].clone();
        let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { stage } } }";
        let input = json!({"submission": id, "section": "VT", "account": account});
        app.call(&focal, assign, json!({"input": input})).await.data();
        let comment = "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { id } } }";
        let input = json!({"submission": id, "question": "VT.topic_a", "content": "who answers this?"});
        app.call(&contributor, comment, json!({"input": input})).await.data();
        Self {
            team: vec![authority, reader, contributor],
            app,
            administrator,
            focal,
            file: id,
            filed,
        }
    }

    async fn whole(&self, app: &TestApp, who: &Persona, id: &str) -> Value {
        app.call(who, WHOLE, json!({"id": id})).await.data()["submission"].clone()
    }

    /// Ends every membership of the State, the focal point's own last.
    async fn end_all(&self) {
        let members = "{ members(place: {state: \"QMA\"}) { id account { email } } }";
        let members = self.app.call(&self.focal, members, json!({})).await;
        let mut members = members.data()["members"].as_array().unwrap().clone();
        members.sort_by_key(|member| member["account"]["email"] == "focal@example.int");
        let end = "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { membership { isValid } } }";
        for member in members {
            let ended = self
                .app
                .call(&self.focal, end, json!({"input": {"id": member["id"]}}))
                .await;
            assert_eq!(ended.data()["endMembership"]["membership"]["isValid"], false);
        }
    }

    async fn invite(&self, by: &Persona, role: &str, reason: Value) -> tests::app::Answer {
        let input = json!({"email": "next@example.int", "role": role, "place": {"state": "QMA"}, "reason": reason});
        self.app.call(by, INVITE, json!({"input": input})).await
    }

    /// Somebody who has left sees nothing in a process, whichever way they ask.
    async fn shows_nothing(&self, app: &TestApp, serving: &Serving, who: &Persona) {
        for id in [&self.file, &self.filed] {
            assert!(self.whole(app, who, id).await.is_null());
            let node = "query ($id: ID!) { node(id: $id) { __typename } }";
            assert!(app.call(who, node, json!({"id": id})).await.data()["node"].is_null());
        }
        let all =
            "{ submissions { id } auditTrail(state: \"QMA\") { nodes { verb } } members(place: {state: \"QMA\"}) { id }
            ministries(state: \"QMA\") { name } team(state: \"QMA\") { name } }";
        let nothing = json!({
            "submissions": [], "auditTrail": {"nodes": []}, "members": [], "ministries": [], "team": [],
        });
        assert_eq!(*app.call(who, all, json!({})).await.data(), nothing);
        let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
        let answers = json!([{"question": "VT.topic_a", "basedOn": 2, "answer": {"longText": "from outside"}}]);
        let input = json!({"submission": self.file, "answers": answers});
        assert_eq!(app.call(who, save, json!({"input": input})).await.code(), "NOT_FOUND");
        let mut subscriber = serving.connect(who).await;
        subscriber.subscribe("a", CHANGED, json!({"id": self.file})).await;
        assert_eq!(subscriber.refusal().await, "NOT_FOUND");
    }

    /// An administrator brings the State back, and says why.
    async fn recovered(&self) -> Persona {
        let app = &self.app;
        for role in ["FOCAL_POINT", "PUBLISHING_AUTHORITY"] {
            let refused = self.invite(&self.administrator, role, Value::Null).await;
            assert_eq!(
                (refused.code(), &refused.extensions()["field"]),
                ("INVALID", &json!("input.reason"))
            );
        }
        let refused = self.invite(&self.administrator, "FOCAL_POINT", json!(" ")).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["field"]),
            ("INVALID", &json!("input.reason"))
        );
        let invited = self.invite(&self.administrator, "FOCAL_POINT", json!(WHY)).await;
        let token = &invited.data()["inviteMember"]["token"];
        let input =
            json!({"token": token, "name": "Next", "password": "correct horse battery staple", "language": "EN"});
        let accepted = app.call(None, ACCEPT, json!({"input": input})).await;
        let token = accepted.data()["acceptInvitation"]["tokens"]["accessToken"]
            .as_str()
            .unwrap()
            .to_owned();
        app.holder(&token).await
    }

    /// The trail says why, to the State itself as well; and from now on the State invites by itself.
    async fn goes_on(&self, next: &Persona) {
        let app = &self.app;
        let trail = "{ auditTrail(state: \"QMA\", first: 3) { nodes { verb reason person { name } } } }";
        let trail = app.call(next, trail, json!({})).await;
        let nodes = trail.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
        let invited = nodes.iter().find(|node| node["verb"] == "INVITE_MEMBER").unwrap();
        assert_eq!(invited["reason"], WHY);
        assert_eq!(
            invited["person"]["name"],
            Value::Null,
            "an administrator is none of the State's people"
        );
        let authority = join(
            app,
            next,
            "new.authority@example.int",
            "PUBLISHING_AUTHORITY",
            json!({"state": "QMA"}),
        )
        .await;
        answer(
            app,
            next,
            &self.file,
            &[("VT.topic_b", json!({"longText": "by the successor"}))],
        )
        .await;
        file(app, &authority, &self.file).await;
        let without = json!({"email": "third@example.int", "role": "READER", "place": {"state": "QMA"}});
        app.call(&self.administrator, INVITE, json!({"input": without}))
            .await
            .data();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_team_is_replaced_and_nothing_is_lost_or_seen_by_those_who_left() {
    let state = State::at_work().await;
    let app = &state.app;
    let other = app.beside(2).await;
    let (here, there) = (Serving::start(app).await, Serving::start(&other).await);
    let (file_before, filed_before) = (
        state.whole(app, &state.focal, &state.file).await,
        state.whole(app, &state.focal, &state.filed).await,
    );
    assert_eq!(file_before["unmergedCount"], 1);
    assert_eq!(file_before["section"]["openThreadCount"], 1);
    // Everybody watches, in both processes, and both remember who they are and what they read.
    let mut watching = Vec::new();
    for who in state.team.iter().chain([&state.focal]) {
        for serving in [&here, &there] {
            let mut subscriber = serving.connect(who).await;
            subscriber.subscribe("a", CHANGED, json!({"id": state.file})).await;
            subscriber.event().await;
            watching.push(subscriber);
        }
        for app in [app, &other] {
            assert!(!state.whole(app, who, &state.file).await.is_null());
        }
    }
    // An invitation of theirs is on its way.
    let open = state.invite(&state.focal, "READER", Value::Null).await.data()["inviteMember"]["token"].clone();

    state.end_all().await;

    // Sockets hear it by themselves, in every process.
    for mut subscriber in watching {
        let ended = loop {
            match subscriber.hear().await {
                Told::Message(message) if message["payload"]["errors"][0]["extensions"]["code"] == "NOT_FOUND" => {
                    break true;
                }
                Told::Message(_) => {}
                Told::Closed(_) => break false,
            }
        };
        assert!(ended);
    }
    for (app, serving) in [(app, &here), (&other, &there)] {
        app.app().actors().poll_once(app.clock.now()).await.unwrap();
        for who in state.team.iter().chain([&state.focal]) {
            state.shows_nothing(app, serving, who).await;
        }
    }
    let input =
        json!({"token": open, "name": "Back Door", "password": "correct horse battery staple", "language": "EN"});
    assert_eq!(app.call(None, ACCEPT, json!({"input": input})).await.code(), "STATE");

    let next = state.recovered().await;
    assert_eq!(
        state.whole(app, &next, &state.file).await,
        file_before,
        "nothing of the draft is lost"
    );
    assert_eq!(
        state.whole(&other, &next, &state.filed).await,
        filed_before,
        "nothing of what was filed is lost"
    );
    state.goes_on(&next).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_membership_ends_by_itself() {
    let app = TestApp::start().await;
    let now = round(&app, "views-and-assessments/1", "views-2027").await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let file = open_submission(&app, &focal, "QMA", &now, "EN").await;
    let until = app.clock.now() + TimeDelta::minutes(5);
    let input =
        json!({"email": "guest@example.int", "role": "READER", "place": {"state": "QMA"}, "until": until.to_rfc3339()});
    let invited = app.call(&focal, INVITE, json!({"input": input})).await;
    let token = &invited.data()["inviteMember"]["token"];
    let input = json!({"token": token, "name": "Guest", "password": "correct horse battery staple", "language": "EN"});
    let accepted = app.call(None, ACCEPT, json!({"input": input})).await;
    let token = accepted.data()["acceptInvitation"]["tokens"]["accessToken"]
        .as_str()
        .unwrap()
        .to_owned();
    let guest = app.holder(&token).await;

    let here = Serving::start(&app).await;
    let mut subscriber = here.connect(&guest).await;
    subscriber
        .subscribe(
            "a",
            "subscription ($id: ID!) { submissionChanged(id: $id) { __typename } }",
            json!({"id": file}),
        )
        .await;
    subscriber.event().await;
    app.pass(TimeDelta::minutes(5) - TimeDelta::seconds(1));
    assert_eq!(
        app.call(&guest, SUBMISSIONS, json!({})).await.data()["submissions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Nobody does anything; the instant comes, and the right is over, in the call and in the socket.
    app.pass(TimeDelta::seconds(1));
    assert_eq!(
        app.call(&guest, SUBMISSIONS, json!({})).await.data()["submissions"],
        json!([])
    );
    assert_eq!(subscriber.refusal().await, "NOT_FOUND");
}
