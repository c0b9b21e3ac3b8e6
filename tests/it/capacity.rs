//! Needs and offers: from the draft to those who are to read it, and what meets.

mod taken;

use chrono::TimeDelta;
use clap::Parser as _;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use tests::live::Serving;

const DRAFT_NEED: &str =
    "mutation ($input: DraftNeedInput!) { draftNeed(input: $input) { need { id stage revision } } }";
const DRAFT_OFFER: &str =
    "mutation ($input: DraftOfferInput!) { draftOffer(input: $input) { offer { id stage revision } } }";
const REVISE: &str =
    "mutation ($input: ReviseNeedInput!) { reviseNeed(input: $input) { need { id revision releasedRevision } } }";
const RELEASE: &str = "mutation ($input: ReleaseNoticeInput!) { releaseNotice(input: $input) {
    need { stage sharing { visibility } } offer { stage sharing { visibility } } } }";
const CLOSE: &str =
    "mutation ($input: CloseNoticeInput!) { closeNotice(input: $input) { need { stage } offer { stage } } }";
const WITHDRAW: &str =
    "mutation ($input: WithdrawNoticeInput!) { withdrawNotice(input: $input) { need { stage } offer { stage } } }";

/// Everything that anybody could be shown of needs and offers.
const EVERYTHING: &str = "{ needs(filter: {isOverIncluded: true}) { totalCount nodes { ...need } }
    offers(filter: {isOverIncluded: true}) { totalCount nodes { ...offer } } }
    fragment need on Need { id stage title { content } description { content } wordings { title description }
        revisions { revision wordings { title description } } sharing { visibility } }
    fragment offer on Offer { id stage title { content } wordings { title description }
        revisions { revision wordings { title description } } sharing { visibility } }";

const NODE: &str = "query ($id: ID!) { node(id: $id) { __typename ... on Need { title { content } } } }";

/// What a need or an offer says in English.
fn content(kind: &str, title: &str) -> Value {
    json!({"kind": kind, "wordings": [{"language": "EN", "title": title}]})
}

fn about(kind: &str, title: &str, provisions: &[&str]) -> Value {
    json!({"kind": kind, "provisions": provisions, "languages": ["FR"],
        "wordings": [{"language": "EN", "title": title, "description": "More."}, {"language": "FR", "title": title}]})
}

/// People of a State who draft and release.
struct Hands<'a> {
    app: &'a TestApp,
    state: &'static str,
    focal: Persona,
    authority: Persona,
}

impl<'a> Hands<'a> {
    async fn of(app: &'a TestApp, state: &'static str) -> Self {
        Self {
            app,
            state,
            focal: app.of(state, Role::FocalPoint).await,
            authority: app.of(state, Role::PublishingAuthority).await,
        }
    }

    async fn need(&self, content: Value) -> Value {
        let input = json!({"state": self.state, "content": content});
        let drafted = self
            .app
            .call(&self.app.renewed(&self.focal), DRAFT_NEED, json!({"input": input}))
            .await;
        drafted.data()["draftNeed"]["need"]["id"].clone()
    }

    async fn offer(&self, content: Value, terms: Value) -> Value {
        let input = json!({"state": self.state, "content": content, "terms": terms});
        let drafted = self
            .app
            .call(&self.app.renewed(&self.focal), DRAFT_OFFER, json!({"input": input}))
            .await;
        drafted.data()["draftOffer"]["offer"]["id"].clone()
    }

    async fn revise(&self, id: &Value, revision: u32, content: Value) -> Answer {
        let input = json!({"id": id, "revision": revision, "content": content});
        let focal = self.app.renewed(&self.focal);
        self.app.call(&focal, REVISE, json!({"input": input})).await
    }

    async fn release(&self, id: &Value, revision: u32, to: Value) -> Answer {
        release(self.app, &self.app.renewed(&self.authority), id, revision, to).await
    }

    async fn does(&self, document: &str, id: &Value) -> Answer {
        let authority = self.app.renewed(&self.authority);
        self.app.call(&authority, document, json!({"input": {"id": id}})).await
    }
}

async fn release(app: &TestApp, who: &Persona, id: &Value, revision: u32, to: Value) -> Answer {
    let mut input = json!({"id": id, "revision": revision});
    input.as_object_mut().unwrap().extend(to.as_object().unwrap().clone());
    app.call(who, RELEASE, json!({"input": input})).await
}

fn public() -> Value {
    json!({"visibility": "PUBLIC"})
}

/// All that somebody is shown of needs and offers, as one text.
async fn shown(app: &TestApp, who: Option<&Persona>) -> String {
    let who = who.map(|who| app.renewed(who));
    app.call(who.as_ref(), EVERYTHING, json!({})).await.data().to_string()
}

/// Whoever is not of QMA's own team, under what they are called here.
async fn others(app: &TestApp) -> Vec<(&'static str, Option<Persona>)> {
    vec![
        ("anybody", None),
        ("QMA accredited", Some(app.of("QMA", Role::AccreditedReader).await)),
        ("QMB authority", Some(app.of("QMB", Role::PublishingAuthority).await)),
        ("QMC accredited", Some(app.of("QMC", Role::AccreditedReader).await)),
        ("QNA accredited", Some(app.of("QNA", Role::AccreditedReader).await)),
        ("unit of au", Some(app.unit("au").await)),
        ("secretariat", Some(app.secretariat(Role::SecretariatOfficer).await)),
        ("analyst", Some(app.secretariat(Role::Analyst).await)),
        ("auditor", Some(app.secretariat(Role::Auditor).await)),
        ("administrator", Some(app.secretariat(Role::Administrator).await)),
    ]
}

/// Who of them reads a text.
async fn readers(app: &TestApp, others: &[(&'static str, Option<Persona>)], text: &str) -> Vec<&'static str> {
    let mut readers = Vec::new();
    for (name, who) in others {
        if shown(app, who.as_ref()).await.contains(text) {
            readers.push(*name);
        }
    }
    readers
}

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn a_need_is_read_by_those_it_is_released_to_and_only_as_it_was_released() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let others = others(&app).await;
    let contributor = app.of("QMA", Role::Contributor).await;
    let need = qma.need(content("law", "Planted draft")).await;

    // A draft is the own team's.
    assert_eq!(readers(&app, &others, "Planted").await, NOBODY);
    assert!(shown(&app, Some(&contributor)).await.contains("Planted draft"));
    for (name, who) in &others {
        let node = app.call(who.as_ref(), NODE, json!({"id": need})).await;
        assert_eq!(node.data()["node"], Value::Null, "{name}");
    }

    let to = json!({"visibility": "AUDIENCE", "audience": {"states": ["QMC"], "organisations": ["au"]}});
    let released = qma.release(&need, 1, to).await;
    let told = &released.data()["releaseNotice"]["need"];
    assert_eq!(
        (&told["stage"], &told["sharing"]["visibility"]),
        (&json!("RELEASED"), &json!("AUDIENCE"))
    );
    // QMA and QMB are members of `au`.
    let audience = [
        "QMA accredited",
        "QMB authority",
        "QMC accredited",
        "unit of au",
        "secretariat",
    ];
    assert_eq!(readers(&app, &others, "Planted draft").await, audience);
    assert_eq!(readers(&app, &others, "AUDIENCE").await, NOBODY);

    // What is written anew is the own team's until it is released.
    let revised = qma.revise(&need, 1, content("law", "Second thoughts")).await;
    let told = &revised.data()["reviseNeed"]["need"];
    assert_eq!((&told["revision"], &told["releasedRevision"]), (&json!(2), &json!(1)));
    assert_eq!(readers(&app, &others, "Second thoughts").await, NOBODY);
    assert_eq!(readers(&app, &others, "Planted draft").await, audience);
    let stale = qma.revise(&need, 1, content("law", "Third")).await;
    assert_eq!((stale.code(), &stale.extensions()["revision"]), ("CONFLICT", &json!(2)));

    // Released to everybody, what was released to some before stays theirs.
    app.pass(TimeDelta::minutes(1));
    qma.release(&need, 2, public()).await.data();
    assert_eq!(readers(&app, &others, "Second thoughts").await.len(), others.len());
    assert_eq!(readers(&app, &others, "Planted draft").await, audience);
    // Narrowed again, what everybody read is theirs no more.
    qma.release(&need, 2, json!({"visibility": "SECRETARIAT"})).await.data();
    assert_eq!(readers(&app, &others, "Second thoughts").await, ["secretariat"]);
    assert_eq!(readers(&app, &others, "Planted draft").await, ["secretariat"]);
    qma.release(&need, 2, json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    let members = ["QMA accredited", "QMB authority", "QMC accredited", "secretariat"];
    assert_eq!(readers(&app, &others, "Second thoughts").await, members);
}

#[tokio::test]
async fn what_is_met_stays_to_be_read_and_what_is_taken_back_does_not() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let others = others(&app).await;
    let need = qma.need(content("cert", "Planted need")).await;
    assert_eq!(qma.does(CLOSE, &need).await.code(), "STATE");
    qma.release(&need, 1, public()).await.data();
    let listed = "{ needs { totalCount nodes { stage endedAt } } }";
    let count = async || app.call(None, listed, json!({})).await.data()["needs"]["totalCount"].clone();
    assert_eq!(count().await, json!(1));
    let closed = qma.does(CLOSE, &need).await;
    assert_eq!(closed.data()["closeNotice"]["need"]["stage"], "CLOSED");
    assert_eq!(count().await, json!(0));
    assert_eq!(readers(&app, &others, "Planted need").await.len(), others.len());
    assert_eq!(qma.revise(&need, 1, content("cert", "No")).await.code(), "STATE");
    assert_eq!(qma.release(&need, 1, public()).await.code(), "STATE");
    let withdrawn = qma.does(WITHDRAW, &need).await;
    assert_eq!(withdrawn.data()["withdrawNotice"]["need"]["stage"], "WITHDRAWN");
    assert_eq!(readers(&app, &others, "Planted need").await, NOBODY);
    assert!(shown(&app, Some(&qma.focal)).await.contains("Planted need"));
    assert_eq!(qma.does(WITHDRAW, &need).await.code(), "STATE");

    // The trail says what became of it, and not what it said.
    let trail = "{ auditTrail(state: \"QMA\") { nodes { verb subject } } }";
    let told = app.call(&qma.focal, trail, json!({})).await;
    let entries = told.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
    let of_need = entries.iter().filter(|entry| entry["subject"] == need);
    let verbs: Vec<_> = of_need.map(|entry| entry["verb"].as_str().unwrap()).collect();
    assert_eq!(
        verbs,
        ["WITHDRAW_NOTICE", "CLOSE_NOTICE", "RELEASE_NOTICE", "DRAFT_NOTICE"]
    );
    assert!(!told.data().to_string().contains("Planted"));
}

#[tokio::test]
async fn everybody_does_what_their_role_does_and_nothing_else() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let drafted = qma.need(content("law", "Drafted")).await;
    let released = qma.need(content("law", "Released")).await;
    qma.release(&released, 1, public()).await.data();
    let draft = json!({"state": "QMA", "content": content("law", "Another")});
    let of_unit = json!({"organisation": "au", "content": content("law", "Of a unit")});
    let mut table = String::new();
    let mut asked = vec![("QMA contributor", Some(app.of("QMA", Role::Contributor).await))];
    asked.push(("QMA reader", Some(app.of("QMA", Role::Reader).await)));
    asked.push(("QMA focal point", Some(qma.focal.clone())));
    asked.push(("QMA authority", Some(qma.authority.clone())));
    asked.extend(others(&app).await);
    for (name, who) in &asked {
        let outcome = |answer: Answer| {
            let refused = answer.json.get("errors").is_some();
            if refused {
                answer.code().to_owned()
            } else {
                "done".to_owned()
            }
        };
        let release = json!({"id": drafted, "revision": 9, "visibility": "PUBLIC"});
        let abroad = json!({"id": released, "revision": 9, "visibility": "PUBLIC"});
        let mut line = format!("{name}:");
        for (document, input) in [
            (DRAFT_NEED, &draft),
            (DRAFT_OFFER, &of_unit),
            // Of a revision that is not there, so that whoever may is told so and nothing changes.
            (RELEASE, &release),
            (RELEASE, &abroad),
        ] {
            let answer = app.call(who.as_ref(), document, json!({"input": input})).await;
            line = format!("{line} {}", outcome(answer));
        }
        table = format!("{table}{line}\n");
    }
    // Drafts a need, drafts for the unit of `au`, releases what is drafted, releases what everybody reads.
    insta::assert_snapshot!(table, @r"
    QMA contributor: done FORBIDDEN FORBIDDEN FORBIDDEN
    QMA reader: FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN
    QMA focal point: done FORBIDDEN FORBIDDEN FORBIDDEN
    QMA authority: FORBIDDEN FORBIDDEN CONFLICT CONFLICT
    anybody: UNAUTHENTICATED UNAUTHENTICATED NOT_FOUND UNAUTHENTICATED
    QMA accredited: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    QMB authority: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    QMC accredited: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    QNA accredited: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    unit of au: FORBIDDEN done NOT_FOUND FORBIDDEN
    secretariat: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    analyst: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    auditor: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    administrator: FORBIDDEN FORBIDDEN NOT_FOUND FORBIDDEN
    ");
}

#[tokio::test]
async fn an_offer_meets_a_need_and_says_why() {
    let app = TestApp::start().await;
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&app, "QMB").await);
    let need = qma.need(about("law", "A law", &["A-70-174/13.g"])).await;
    qma.release(&need, 1, public()).await.data();
    // By the crosswalk: 13 (g) and 26 (e) are related. Open to the regional group of QMA.
    let related = qmb
        .offer(
            about("training", "Courses", &["A-68-98/26.e"]),
            json!({"forms": ["training"], "openTo": {"groups": ["regional:african"]}}),
        )
        .await;
    qmb.release(&related, 1, public()).await.data();
    app.pass(TimeDelta::minutes(1));
    let unit = app.unit("oas").await;
    let input = json!({"organisation": "oas", "content": content("law", "Model laws"),
        "terms": {"until": "2027-03-02", "link": "https://example.org/laws"}});
    let drafted = app.call(&unit, DRAFT_OFFER, json!({"input": input})).await;
    let model = drafted.data()["draftOffer"]["offer"]["id"].clone();
    release(&app, &unit, &model, 1, public()).await.data();
    // Open to others, of something else, and not released.
    for (content, terms, is_released) in [
        (
            content("law", "For others"),
            json!({"openTo": {"states": ["QMC"]}}),
            true,
        ),
        (content("gender", "Something else"), json!({}), true),
        (content("law", "Planted draft"), json!({}), false),
    ] {
        let offer = qmb.offer(content, terms).await;
        if is_released {
            qmb.release(&offer, 1, public()).await.data();
        }
    }
    let asked = "{ needs(first: 1) { nodes { matchingOffers(first: 10) { totalCount nodes {
        offer { title { content } state { code } organisation { code } forms { code } until link openTo { isEverybody groups } }
        reasons { code term { code } provision { code } relation { reading provision { code } } language group } } } } } }";
    let told = app.call(None, asked, json!({})).await;
    let met = &told.data()["needs"]["nodes"][0]["matchingOffers"];
    assert_eq!(met["totalCount"], 2, "{met}");
    // Those released last first, and no order by anything else.
    let (by_unit, by_state) = (&met["nodes"][0], &met["nodes"][1]);
    let by_unit_offer = json!({"title": {"content": "Model laws"}, "state": null, "organisation": {"code": "oas"}, "forms": [],
        "until": "2027-03-02", "link": "https://example.org/laws", "openTo": {"isEverybody": true, "groups": []}});
    assert_eq!(by_unit["offer"], by_unit_offer);
    let reason = |code: &str, more: Value| {
        let mut reason =
            json!({"code": code, "term": null, "provision": null, "relation": null, "language": null, "group": null});
        reason
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        reason
    };
    let of_kind = reason("KIND", json!({"term": {"code": "law"}}));
    assert_eq!(by_unit["reasons"], json!([of_kind, reason("OPEN_TO_ALL", json!({}))]));
    assert_eq!(by_state["offer"]["state"]["code"], "QMB");
    let related = json!({"provision": {"code": "A-70-174/13.g"},
        "relation": {"reading": "RELATED", "provision": {"code": "A-68-98/26.e"}}});
    let expected = json!([
        reason("RELATED_PROVISION", related),
        reason("LANGUAGE", json!({"language": "FR"})),
        reason("OPEN_TO_GROUP", json!({"group": "regional:african"})),
    ]);
    assert_eq!(by_state["reasons"], expected);
    assert!(!told.data().to_string().contains("Planted"));

    // From the offer it is the same.
    let asked = "query ($id: ID!) { node(id: $id) { ... on Offer { matchingNeeds(first: 10) { nodes {
        need { title { content } state { code } } reasons { code } } } } } }";
    let told = app.call(None, asked, json!({"id": model})).await;
    let needs = &told.data()["node"]["matchingNeeds"]["nodes"];
    assert_eq!(needs[0]["need"]["state"]["code"], "QMA");
    assert_eq!(needs[0]["reasons"], json!([{"code": "KIND"}, {"code": "OPEN_TO_ALL"}]));
    // After its last day it meets nothing, and stands in no list that does not ask for it.
    app.pass(TimeDelta::days(2));
    let told = app.call(None, asked, json!({"id": model})).await;
    assert_eq!(told.data()["node"]["matchingNeeds"]["nodes"], json!([]));
    let listed = "{ offers(filter: {organisations: [\"oas\"]}) { totalCount }
        all: offers(filter: {organisations: [\"oas\"], isOverIncluded: true}) { totalCount } }";
    let told = app.call(None, listed, json!({})).await;
    assert_eq!(
        told.data(),
        &json!({"offers": {"totalCount": 0}, "all": {"totalCount": 1}})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_hears_of_an_offer_that_meets_its_need_and_of_no_other() {
    let app = TestApp::start().await;
    let other = app.beside(2).await;
    let (here, _there) = (Serving::start(&app).await, Serving::start(&other).await);
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&other, "QMB").await);
    let need = qma.need(content("law", "A law")).await;
    let document = "subscription ($state: String!, $since: DateTime) { capacityMatches(state: $state, since: $since) { need offer } }";
    let since = app.clock.now();
    app.pass(TimeDelta::seconds(1));
    let mut subscriber = here.connect(&qma.focal).await;
    subscriber.subscribe("a", document, json!({"state": "QMA"})).await;
    // Of another State there is nothing to be heard.
    let mut stranger = here.connect(&qmb.focal).await;
    stranger.subscribe("a", document, json!({"state": "QMA"})).await;
    assert_eq!(stranger.refusal().await, "NOT_FOUND");

    let draft = qmb.offer(content("law", "Planted draft"), json!({})).await;
    let to_others = qmb.offer(content("law", "For QMC"), json!({})).await;
    let audience = json!({"visibility": "AUDIENCE", "audience": {"states": ["QMC"]}});
    qmb.release(&to_others, 1, audience).await.data();
    let offer = qmb.offer(content("law", "For all"), json!({})).await;
    qmb.release(&offer, 1, public()).await.data();
    let event = subscriber.event().await;
    assert_eq!(
        event["capacityMatches"],
        json!({"need": need, "offer": offer}),
        "and of no other before"
    );
    qmb.release(&draft, 1, json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    let event = subscriber.event().await;
    assert_eq!(event["capacityMatches"], json!({"need": need, "offer": draft}));
    assert!(!event.to_string().contains("Planted"));

    // Whoever comes later hears what came since.
    let mut late = here.connect(&qma.authority).await;
    late.subscribe("a", document, json!({"state": "QMA", "since": since}))
        .await;
    let mut heard = Vec::new();
    for _ in 0..2 {
        heard.push(late.event().await["capacityMatches"]["offer"].to_string());
    }
    heard.sort();
    let mut expected = vec![offer.to_string(), draft.to_string()];
    expected.sort();
    assert_eq!(heard, expected);
}

#[tokio::test]
async fn of_points_of_contact_it_is_said_where_and_not_who() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let say = "mutation ($input: StateContactsInput!) { stateContacts(input: $input) { statement {
        directory { code label { content } } isNotified kinds { code } revision } } }";
    let said = async |who: &Persona, directory: &str, kinds: &[&str], visibility: &str| {
        let input = json!({"state": "QMA", "directory": directory, "kinds": kinds, "visibility": visibility});
        app.call(&app.renewed(who), say, json!({"input": input})).await
    };
    let read = "{ pointsOfContact(state: \"QMA\") { directory { code } isNotified kinds { code } revision sharing { visibility } } }";
    let told = async |who: Option<&Persona>| app.call(who, read, json!({})).await.data()["pointsOfContact"].clone();
    assert_eq!(told(None).await, json!([]));
    let first = said(&qma.authority, "global", &["technical", "diplomatic"], "PUBLIC").await;
    let statement = &first.data()["stateContacts"]["statement"];
    assert_eq!(
        (&statement["isNotified"], &statement["revision"]),
        (&json!(true), &json!(1))
    );
    said(&qma.authority, "osce", &[], "MEMBER_STATES").await.data();
    let global = json!({"directory": {"code": "global"}, "isNotified": true, "revision": 1, "sharing": null,
        "kinds": [{"code": "diplomatic"}, {"code": "technical"}]});
    assert_eq!(told(None).await, json!([global]));
    let member = app.of("QMC", Role::AccreditedReader).await;
    assert_eq!(told(Some(&member)).await.as_array().unwrap().len(), 2);
    assert_eq!(told(Some(&qma.focal)).await[0]["sharing"]["visibility"], "PUBLIC");
    // What was said before is nobody's any more once it is said to fewer.
    said(&qma.authority, "global", &[], "NATIONAL_TEAM").await.data();
    assert_eq!(told(None).await, json!([]));
    assert_eq!(told(Some(&qma.focal)).await[0]["revision"], 2);
    // No name passes, and nobody else says it.
    assert_eq!(
        said(&qma.authority, "global", &["Ms Smith"], "PUBLIC").await.code(),
        "INVALID"
    );
    assert_eq!(
        said(&qma.authority, "global", &["smith"], "PUBLIC").await.code(),
        "INVALID"
    );
    assert_eq!(said(&qma.authority, "smith", &[], "PUBLIC").await.code(), "INVALID");
    for who in [&qma.focal, &member] {
        assert_eq!(said(who, "global", &["technical"], "PUBLIC").await.code(), "FORBIDDEN");
    }
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_where_it_stands() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let draft = async |input: Value| app.call(&qma.focal, DRAFT_OFFER, json!({"input": input})).await;
    let said = || content("law", "Title");
    for (input, field) in [
        (json!({"content": said()}), "input.state"),
        (
            json!({"state": "QMA", "organisation": "au", "content": said()}),
            "input.state",
        ),
        (json!({"state": "QMZZ", "content": said()}), "input.state"),
        (
            json!({"state": "QMA", "content": content("magic", "Title")}),
            "input.content.kind",
        ),
        (
            json!({"state": "QMA", "content": content("law", " ")}),
            "input.content.wordings",
        ),
        (
            json!({"state": "QMA", "content": about("law", "Title", &["A-1/a"])}),
            "input.content.provisions",
        ),
        (
            json!({"state": "QMA", "content": said(), "terms": {"forms": ["magic"]}}),
            "input.terms.forms",
        ),
        (
            json!({"state": "QMA", "content": said(), "terms": {"link": "file:///etc/passwd"}}),
            "input.terms.link",
        ),
        (
            json!({"state": "QMA", "content": said(), "terms": {"openTo": {"groups": ["regional:none"]}}}),
            "input.terms.openTo.groups",
        ),
        (
            json!({"state": "QMA", "content": said(), "terms": {"from": "2027-02-01", "until": "2027-01-01"}}),
            "input.terms.until",
        ),
    ] {
        let refused = draft(input.clone()).await;
        assert_eq!(refused.code(), "INVALID", "{input}");
        assert_eq!(refused.extensions()["field"], field, "{input}");
    }
}
