//! Proposals: from the draft of one State to versions, other States' names under them and what they say.

mod found;
mod instrument;
mod taken;

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};

const DRAFT: &str = "mutation ($input: DraftProposalInput!) { draftProposal(input: $input) { proposal { id } } }";
const REVISE: &str = "mutation ($input: ReviseProposalInput!) { reviseProposal(input: $input) {
    proposal { revision isRevised version } } }";
const RELEASE: &str = "mutation ($input: ReleaseProposalInput!) { releaseProposal(input: $input) {
    proposal { stage version isRevised versions { number sharing { visibility } } } } }";
const CLOSE: &str = "mutation ($input: CloseProposalInput!) { closeProposal(input: $input) { proposal { stage } } }";
const WITHDRAW: &str =
    "mutation ($input: WithdrawProposalInput!) { withdrawProposal(input: $input) { proposal { stage endedAt } } }";
const JOIN: &str = "mutation ($input: CosponsorProposalInput!) { cosponsorProposal(input: $input) {
    proposal { cosponsors { version state { code } } } } }";
const LEAVE: &str = "mutation ($input: LeaveProposalInput!) { leaveProposal(input: $input) {
    proposal { cosponsors { version state { code } } } } }";
const COMMENT: &str = "mutation ($input: CommentProposalInput!) { commentProposal(input: $input) {
    comment { id content version paragraph } } }";

/// Everything that anybody could be shown of proposals.
const EVERYTHING: &str = "{ proposals(filter: {isOverIncluded: true}, first: 3) { totalCount nodes { id stage version revision
    content { ...said } versions { number content { ...said } changes { content } sharing { visibility } }
    cosponsors { version state { code } } comments { content state { code } } } } }
    fragment said on ProposalContent { title { content } rationale { content } paragraphs { number text { content status } } }";

fn text(language: &str, content: &str) -> Value {
    json!({"language": language, "content": content})
}

/// A further norm of one paragraph in English.
pub(crate) fn norm(title: &str, words: &str) -> Value {
    json!({"kind": "FURTHER_NORM", "themes": ["critical_infrastructure"],
        "wordings": [{"language": "EN", "status": "OFFICIAL", "title": title, "rationale": "Because."}],
        "paragraphs": [{"number": "1", "texts": [text("EN", words)]}]})
}

/// People of a State who draft and release.
pub(crate) struct Hands<'a> {
    app: &'a TestApp,
    state: &'static str,
    pub(crate) focal: Persona,
    pub(crate) authority: Persona,
}

impl<'a> Hands<'a> {
    pub(crate) async fn of(app: &'a TestApp, state: &'static str) -> Self {
        Self {
            app,
            state,
            focal: app.of(state, Role::FocalPoint).await,
            authority: app.of(state, Role::PublishingAuthority).await,
        }
    }

    pub(crate) async fn draft(&self, content: Value) -> Value {
        let input = json!({"state": self.state, "content": content});
        let drafted = self.does(&self.focal, DRAFT, input).await;
        drafted.data()["draftProposal"]["proposal"]["id"].clone()
    }

    async fn does(&self, who: &Persona, document: &str, input: Value) -> Answer {
        let who = self.app.renewed(who);
        self.app.call(&who, document, json!({"input": input})).await
    }

    pub(crate) async fn revise(&self, id: &Value, revision: u32, content: Value) -> Answer {
        let input = json!({"id": id, "revision": revision, "content": content});
        self.does(&self.focal, REVISE, input).await
    }

    pub(crate) async fn release(&self, id: &Value, revision: u32, changes: &str, to: Value) -> Answer {
        let changes = if changes.is_empty() {
            json!([])
        } else {
            json!([text("EN", changes)])
        };
        let mut input = json!({"id": id, "revision": revision, "changes": changes});
        input.as_object_mut().unwrap().extend(to.as_object().unwrap().clone());
        self.does(&self.authority, RELEASE, input).await
    }

    async fn ends(&self, document: &str, id: &Value) -> Answer {
        self.does(&self.authority, document, json!({"id": id})).await
    }

    pub(crate) async fn close(&self, id: &Value) -> Answer {
        self.ends(CLOSE, id).await
    }

    pub(crate) async fn withdraw(&self, id: &Value) -> Answer {
        self.ends(WITHDRAW, id).await
    }

    pub(crate) async fn join(&self, id: &Value, version: u32) -> Answer {
        let input = json!({"id": id, "state": self.state, "version": version});
        self.does(&self.authority, JOIN, input).await
    }

    pub(crate) async fn leave(&self, id: &Value) -> Answer {
        self.does(&self.authority, LEAVE, json!({"id": id, "state": self.state}))
            .await
    }

    pub(crate) async fn says(&self, id: &Value, said: Value) -> Answer {
        let mut input = json!({"id": id, "state": self.state, "version": 1, "language": "EN"});
        input.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        self.does(&self.focal, COMMENT, input).await
    }
}

pub(crate) fn public() -> Value {
    json!({"visibility": "PUBLIC"})
}

/// All that somebody is shown of proposals, as one text.
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
        ("QMC focal point", Some(app.of("QMC", Role::FocalPoint).await)),
        ("QNA accredited", Some(app.of("QNA", Role::AccreditedReader).await)),
        ("unit of au", Some(app.unit("au").await)),
        ("secretariat", Some(app.secretariat(Role::SecretariatOfficer).await)),
        ("editor", Some(app.secretariat(Role::CatalogueEditor).await)),
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
async fn a_version_is_read_by_those_it_is_released_to_and_never_changes() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let others = others(&app).await;
    let id = qma.draft(norm("Planted title", "Planted draft.")).await;
    assert_eq!(readers(&app, &others, "Planted").await, NOBODY);
    let contributor = app.of("QMA", Role::Contributor).await;
    assert!(shown(&app, Some(&contributor)).await.contains("Planted draft."));
    for (name, who) in &others {
        let node = "query ($id: ID!) { node(id: $id) { __typename } }";
        let node = app.call(who.as_ref(), node, json!({"id": id})).await;
        assert_eq!(node.data()["node"], Value::Null, "{name}");
    }

    let to = json!({"visibility": "AUDIENCE", "audience": {"states": ["QMC"], "organisations": ["au"]}});
    let released = qma.release(&id, 1, "", to).await;
    let told = &released.data()["releaseProposal"]["proposal"];
    assert_eq!(
        (&told["stage"], &told["version"], &told["isRevised"]),
        (&json!("RELEASED"), &json!(1), &json!(false))
    );
    // QMA and QMB are members of `au`.
    let audience = [
        "QMA accredited",
        "QMB authority",
        "QMC focal point",
        "unit of au",
        "secretariat",
    ];
    assert_eq!(readers(&app, &others, "Planted draft.").await, audience);
    assert_eq!(readers(&app, &others, "AUDIENCE").await, NOBODY);

    // What is written anew is the own team's until it is released.
    let revised = qma.revise(&id, 1, norm("Planted title", "Second thoughts.")).await;
    let told = &revised.data()["reviseProposal"]["proposal"];
    assert_eq!(
        (&told["revision"], &told["isRevised"], &told["version"]),
        (&json!(2), &json!(true), &json!(1))
    );
    assert_eq!(readers(&app, &others, "Second thoughts.").await, NOBODY);
    let stale = qma.revise(&id, 1, norm("Third", "Third.")).await;
    assert_eq!((stale.code(), &stale.extensions()["revision"]), ("CONFLICT", &json!(2)));

    // A second version says what it changes, is for everybody, and opens nothing of the first.
    let unsaid = qma.release(&id, 2, "", public()).await;
    assert_eq!(
        (unsaid.code(), &unsaid.extensions()["field"]),
        ("INVALID", &json!("input.changes"))
    );
    app.pass(TimeDelta::minutes(1));
    qma.release(&id, 2, "Shorter words.", public()).await.data();
    assert_eq!(readers(&app, &others, "Second thoughts.").await.len(), others.len());
    assert_eq!(readers(&app, &others, "Shorter words.").await.len(), others.len());
    assert_eq!(readers(&app, &others, "Planted draft.").await, audience);

    // Taken back, it stays to be read by whoever read it, and says so.
    let listed = "{ proposals { totalCount } }";
    let count = async || app.call(None, listed, json!({})).await.data()["proposals"]["totalCount"].clone();
    assert_eq!(count().await, json!(1));
    let withdrawn = qma.ends(WITHDRAW, &id).await;
    assert_eq!(withdrawn.data()["withdrawProposal"]["proposal"]["stage"], "WITHDRAWN");
    assert_eq!(count().await, json!(0));
    assert_eq!(readers(&app, &others, "WITHDRAWN").await.len(), others.len());
    assert_eq!(readers(&app, &others, "Planted draft.").await, audience);
    for again in [
        qma.revise(&id, 2, norm("No", "No.")).await,
        qma.release(&id, 2, "No.", public()).await,
        qma.ends(CLOSE, &id).await,
        qma.ends(WITHDRAW, &id).await,
    ] {
        assert_eq!(again.code(), "STATE");
    }
}

#[tokio::test]
async fn states_join_by_their_own_names_and_a_new_version_asks_again() {
    let app = TestApp::start().await;
    let (qma, qmb, qmc) = (
        Hands::of(&app, "QMA").await,
        Hands::of(&app, "QMB").await,
        Hands::of(&app, "QMC").await,
    );
    let id = qma.draft(norm("Title", "First.")).await;
    assert_eq!(
        qmb.join(&id, 1).await.code(),
        "NOT_FOUND",
        "what is drafted does not exist"
    );
    qma.release(&id, 1, "", public()).await.data();

    // Nobody puts another's name there, and the lead State's is there already.
    for (who, state) in [(&qma.authority, "QMB"), (&qmb.authority, "QMC"), (&qmb.focal, "QMB")] {
        let input = json!({"id": id, "state": state, "version": 1});
        assert_eq!(qma.does(who, JOIN, input).await.code(), "FORBIDDEN", "{state}");
    }
    assert_eq!(qma.join(&id, 1).await.code(), "INVALID");
    assert_eq!(qmb.join(&id, 2).await.code(), "NOT_FOUND");
    qmc.join(&id, 1).await.data();
    let joined = qmb.join(&id, 1).await;
    // By name, whoever came first.
    let names = |answer: &Answer, of: &str| answer.data()[of]["proposal"]["cosponsors"].clone();
    let one = |state: &str, version: u32| json!({"version": version, "state": {"code": state}});
    assert_eq!(
        names(&joined, "cosponsorProposal"),
        json!([one("QMB", 1), one("QMC", 1)])
    );
    assert_eq!(qmb.join(&id, 1).await.code(), "INVALID");

    app.pass(TimeDelta::minutes(1));
    qma.revise(&id, 1, norm("Title", "Second.")).await.data();
    qma.release(&id, 2, "Other words.", public()).await.data();
    let stale = qmb.join(&id, 1).await;
    assert_eq!((stale.code(), &stale.extensions()["version"]), ("CONFLICT", &json!(2)));
    let again = qmb.join(&id, 2).await;
    assert_eq!(
        names(&again, "cosponsorProposal"),
        json!([one("QMB", 2), one("QMC", 1)])
    );
    let left = qmb.leave(&id).await;
    assert_eq!(names(&left, "leaveProposal"), json!([one("QMC", 1)]));
    assert_eq!(qmb.leave(&id).await.code(), "STATE");
    // Who left may come again; what ended is joined by nobody, and left by whoever wants to.
    qmb.join(&id, 2).await.data();
    qma.ends(CLOSE, &id).await.data();
    assert_eq!(qmc.join(&id, 2).await.code(), "STATE");
    assert_eq!(names(&qmc.leave(&id).await, "leaveProposal"), json!([one("QMB", 2)]));

    // The trail of each State says what it did.
    let trail = "{ auditTrail(state: \"QMC\") { nodes { verb subject } } }";
    let told = app.call(&app.renewed(&qmc.focal), trail, json!({})).await;
    let entries = told.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
    let of_proposal: Vec<_> = entries.iter().filter(|entry| entry["subject"] == id).collect();
    assert_eq!(of_proposal.len(), 2);
    assert!(of_proposal.iter().all(|entry| entry["verb"] == "COSPONSOR_PROPOSAL"));
}

#[tokio::test]
async fn what_a_state_says_is_read_with_the_version_superseded_and_answered() {
    let app = TestApp::start().await;
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&app, "QMB").await);
    let others = others(&app).await;
    let id = qma.draft(norm("Title", "First.")).await;
    qma.release(&id, 1, "", json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    let said = qmb
        .says(&id, json!({"content": "  Planted  comment. ", "paragraph": "1"}))
        .await;
    let first = said.data()["commentProposal"]["comment"].clone();
    assert_eq!(first["content"], "Planted  comment.");
    let members = ["QMA accredited", "QMB authority", "QMC focal point", "secretariat"];
    assert_eq!(readers(&app, &others, "Planted  comment.").await, members);
    assert_eq!(
        qmb.says(&id, json!({"content": "x", "paragraph": "2"})).await.code(),
        "INVALID"
    );
    assert_eq!(
        qmb.says(&id, json!({"content": "x", "version": 2})).await.code(),
        "NOT_FOUND"
    );

    let answered = qma
        .says(&id, json!({"content": "Thank you.", "answers": first["id"]}))
        .await;
    let answer = answered.data()["commentProposal"]["comment"]["id"].clone();
    let not_lead = qmb
        .says(&id, json!({"content": "Me too.", "answers": first["id"]}))
        .await;
    assert_eq!(not_lead.extensions()["field"], "input.answers");
    let theirs = qma
        .says(&id, json!({"content": "No.", "supersedes": first["id"]}))
        .await;
    assert_eq!(theirs.extensions()["field"], "input.supersedes");
    let said = qmb
        .says(&id, json!({"content": "Better words.", "supersedes": first["id"]}))
        .await;
    let second = said.data()["commentProposal"]["comment"]["id"].clone();

    // Both stand on record, each with what became of it.
    let asked =
        "query ($id: ID!) { node(id: $id) { ... on Proposal { comments { id content supersedes supersededBy answers
        state { code } paragraph language } } } }";
    let told = app.call(&app.renewed(&qmb.focal), asked, json!({"id": id})).await;
    let state = |code: &str| json!({"code": code});
    assert_eq!(
        told.data()["node"]["comments"],
        json!([
            {"id": first["id"], "content": "Planted  comment.", "supersedes": null, "supersededBy": second, "answers": null,
                "state": state("QMB"), "paragraph": "1", "language": "EN"},
            {"id": answer, "content": "Thank you.", "supersedes": null, "supersededBy": null, "answers": first["id"],
                "state": state("QMA"), "paragraph": null, "language": "EN"},
            {"id": second, "content": "Better words.", "supersedes": first["id"], "supersededBy": null, "answers": null,
                "state": state("QMB"), "paragraph": null, "language": "EN"},
        ])
    );
    qma.ends(CLOSE, &id).await.data();
    assert_eq!(qmb.says(&id, json!({"content": "Late."})).await.code(), "STATE");
    let trail = "{ auditTrail(state: \"QMB\") { nodes { verb subject } } }";
    let told = app.call(&app.renewed(&qmb.focal), trail, json!({})).await;
    assert!(told.data().to_string().contains("COMMENT_PROPOSAL"));
    assert!(!told.data().to_string().contains("words"));
}

#[tokio::test]
async fn two_versions_differ_by_words() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let content = |paragraphs: &[(&str, &str)]| {
        let paragraphs: Vec<_> = (paragraphs.iter())
            .map(|(number, words)| json!({"number": number, "texts": [text("EN", words)]}))
            .collect();
        let mut content = norm("Title", "-");
        content["paragraphs"] = json!(paragraphs);
        content
    };
    let first = content(&[
        ("1", "States should protect hospitals."),
        ("2", "Gone."),
        ("3", "Kept."),
    ]);
    let second = content(&[
        ("1", "States should protect all hospitals."),
        ("1.a", "New."),
        ("3", "Kept."),
    ]);
    let id = qma.draft(first).await;
    qma.release(&id, 1, "", public()).await.data();
    qma.revise(&id, 1, second).await.data();
    let unreleased =
        "query ($id: ID!) { node(id: $id) { ... on Proposal { difference(from: 1, to: 2) { language } } } }";
    assert_eq!(app.call(None, unreleased, json!({"id": id})).await.code(), "NOT_FOUND");
    qma.release(&id, 2, "All of them.", public()).await.data();
    let asked = "query ($id: ID!) { node(id: $id) { ... on Proposal { difference(from: 1, to: 2) { language
        title { kind text } paragraphs { number kind runs { kind text } } } } } }";
    let told = app.call(None, asked, json!({"id": id})).await;
    let run = |kind: &str, text: &str| json!({"kind": kind, "text": text});
    assert_eq!(
        told.data()["node"]["difference"],
        json!({"language": "EN", "title": [run("KEPT", "Title")], "paragraphs": [
            {"number": "1", "kind": "CHANGED", "runs": [
                run("KEPT", "States should protect "), run("INSERTED", "all "), run("KEPT", "hospitals."),
            ]},
            {"number": "1.a", "kind": "ADDED", "runs": [run("INSERTED", "New.")]},
            {"number": "2", "kind": "REMOVED", "runs": [run("REMOVED", "Gone.")]},
            {"number": "3", "kind": "UNCHANGED", "runs": [run("KEPT", "Kept.")]},
        ]})
    );
}

#[tokio::test]
async fn what_cannot_be_proposed_is_refused_where_it_stands() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let with = |name: &str, value: Value| {
        let mut content = norm("Title", "Words.");
        content[name] = value;
        content
    };
    let wording = |language: &str| json!({"language": language, "status": "OFFICIAL", "title": "Title"});
    for (content, field) in [
        (norm(" ", "Words."), "input.content.wordings"),
        (
            with("wordings", json!([wording("EN"), wording("EN")])),
            "input.content.wordings",
        ),
        (with("wordings", json!([wording("FR")])), "input.content.wordings"),
        (norm("Title", " "), "input.content.paragraphs"),
        (with("paragraphs", json!([])), "input.content.paragraphs"),
        (
            with("paragraphs", json!([{"number": "A", "texts": [text("EN", "A")]}])),
            "input.content.paragraphs",
        ),
        (
            with("paragraphs", json!([{"number": "1.a", "texts": [text("EN", "A")]}])),
            "input.content.paragraphs",
        ),
        (with("themes", json!(["weather"])), "input.content.themes"),
        (with("kind", json!("ELABORATION")), "input.content.elaborates"),
        (with("elaborates", json!(["A-70-174/13.g"])), "input.content.elaborates"),
        (
            with("relations", json!([{"provision": "A-1/a", "relation": "RELATED"}])),
            "input.content.relations",
        ),
        (
            with(
                "relations",
                json!([{"provision": "A-70-174/13.g", "relation": "SOURCE_OF"}]),
            ),
            "input.content.relations",
        ),
    ] {
        let refused = qma
            .does(&qma.focal, DRAFT, json!({"state": "QMA", "content": content}))
            .await;
        assert_eq!(refused.code(), "INVALID", "{content}");
        assert_eq!(refused.extensions()["field"], field, "{content}");
    }
    let elaboration = json!({"kind": "ELABORATION", "elaborates": ["A-70-174/13.g"],
        "relations": [{"provision": "A-70-174/13.g", "relation": "DERIVED_FROM", "paragraph": "1"}]});
    let mut content = norm("Title", "Words.");
    content
        .as_object_mut()
        .unwrap()
        .extend(elaboration.as_object().unwrap().clone());
    let id = qma.draft(content).await;
    qma.release(&id, 1, "", public()).await.data();
    // Found by what it elaborates, and by its kind.
    for (filter, found) in [
        (json!({"provisions": ["A-70-174/13.g"], "kinds": ["ELABORATION"]}), 1),
        (json!({"provisions": ["A-70-174/13.h"]}), 0),
        (json!({"kinds": ["FURTHER_NORM"]}), 0),
        (json!({"states": ["QMB"]}), 0),
        (json!({"themes": ["critical_infrastructure"]}), 1),
    ] {
        let asked = "query ($filter: ProposalFilter) { proposals(filter: $filter) { totalCount nodes { content {
            elaborates { code adoption } relations { relation paragraph provision { code } } } } } }";
        let told = app.call(None, asked, json!({"filter": filter})).await;
        assert_eq!(told.data()["proposals"]["totalCount"], found, "{filter}");
        if found == 1 {
            assert_eq!(
                told.data()["proposals"]["nodes"][0]["content"],
                json!({"elaborates": [{"code": "A-70-174/13.g", "adoption": "EXPERT_REPORT"}],
                    "relations": [{"relation": "DERIVED_FROM", "paragraph": "1", "provision": {"code": "A-70-174/13.g"}}]})
            );
        }
    }
}
