//! Evidence from the upload to the download: kept once, cited by many answers, filed as a commitment, and read by those whom
//! its own visibility lets.

pub(crate) mod bucket;
mod check;
mod door;

use axum::body::Body;
use chrono::TimeDelta;
use domain::access::Role;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Request, StatusCode};
use register::OpenedEvidence;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{
    Team, all_stored, answer, file, open_submission, revision, save, share_draft, verified, withdraw,
};

use crate::filing::round;

/// A document that nobody takes for another one.
pub(crate) fn pdf(text: &str) -> Vec<u8> {
    [b"%PDF-1.7\n".as_slice(), text.as_bytes()].concat()
}

/// Percent escapes for whatever a query would not take as it is.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let byte = |byte: u8| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

/// Sends a document.
async fn upload(app: &TestApp, who: Option<&Persona>, (state, name): (&str, &str), bytes: Vec<u8>) -> Answer {
    let length = bytes.len();
    send(app, who, (state, name), Some(length), Body::from(bytes)).await
}

async fn send(
    app: &TestApp,
    who: Option<&Persona>,
    (state, name): (&str, &str),
    length: Option<usize>,
    body: Body,
) -> Answer {
    let path = format!("/evidence?state={state}&name={}", escaped(name));
    let mut request = Request::post(path).header(CONTENT_TYPE, "application/octet-stream");
    if let Some(length) = length {
        request = request.header(CONTENT_LENGTH, length);
    }
    if let Some(who) = who {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    app.send(request.body(body).unwrap()).await
}

/// Sends a document that has to be kept, and returns its id.
pub(crate) async fn keep(app: &TestApp, who: &Persona, (state, name): (&str, &str), bytes: Vec<u8>) -> String {
    let kept = upload(app, Some(who), (state, name), bytes).await;
    assert_eq!(kept.status, StatusCode::CREATED, "{:#}", kept.json);
    kept.json["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn fetch(app: &TestApp, url: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Runs a mutation on a piece of evidence as it stands.
async fn change(app: &TestApp, who: &Persona, (field, kind): (&str, &str), id: &str, input: Value) -> Answer {
    let now = "query ($id: ID!) { node(id: $id) { ... on Evidence { revision } } }";
    let now = app.call(who, now, json!({"id": id})).await;
    let mut whole = json!({"evidence": id, "revision": now.data()["node"]["revision"]});
    whole
        .as_object_mut()
        .unwrap()
        .extend(input.as_object().unwrap().clone());
    let document = format!(
        "mutation ($input: {kind}!) {{ {field}(input: $input) {{ evidence {{
            id title citation language revision isRemoved sha256 fileName sharing {{ visibility embargoUntil }} }} }} }}"
    );
    app.call(who, &document, json!({"input": whole})).await
}

async fn share(app: &TestApp, who: &Persona, id: &str, sharing: Value) -> Answer {
    let kind = ("setEvidenceVisibility", "SetEvidenceVisibilityInput");
    change(app, who, kind, id, json!({"sharing": sharing})).await
}

async fn describe(app: &TestApp, who: &Persona, id: &str, title: &str) -> Answer {
    let input = json!({"title": title, "citation": "Gazette 12, article 5", "language": "FR"});
    change(app, who, ("describeEvidence", "DescribeEvidenceInput"), id, input).await
}

const ITEMS: &str = "items { commitment isWithheld isDescribedAnew url title citation language sha256 opening
    evidence { id title mediaType size fileName isRemoved sharing { visibility } download { url expiresAt } } }";

/// What a reader sees of the evidence of a filed answer; null where the answer is not theirs to read.
async fn seen(app: &TestApp, who: Option<&Persona>, position: i64) -> Value {
    let document = format!(
        "query ($position: Int!) {{ filing(position: $position) {{ root extract answer(question: \"VX.attachments\") {{
            value {{ ... on EvidenceValue {{ links {{ url }} {ITEMS} }} }} }} }} }}"
    );
    let answer = app.call(who, &document, json!({"position": position})).await;
    answer.data()["filing"].clone()
}

fn items(filing: &Value) -> &Value {
    &filing["answer"]["value"]["items"]
}

/// A State that has cited a document and a link in the attachments of its views.
struct Cited {
    app: TestApp,
    team: Team,
    submission: String,
    evidence: String,
    bytes: Vec<u8>,
}

impl Cited {
    async fn on(app: TestApp) -> Self {
        let round = round(&app, "views-and-assessments/1", "views-2027").await;
        let team = Team::of(&app, "QMA").await;
        let submission = open_submission(&app, &team.focal, "QMA", &round, "EN").await;
        let bytes = pdf("the law of QMA");
        let evidence = keep(&app, &team.focal, ("QMA", "القانون 5.pdf"), bytes.clone()).await;
        describe(&app, &team.focal, &evidence, "Loi").await.data();
        let cited = json!({"evidenceItems": [{"link": {"url": "https://example.org/a"}}, {"kept": evidence}]});
        answer(&app, &team.focal, &submission, &[("VX.attachments", cited)]).await;
        Self {
            app,
            team,
            submission,
            evidence,
            bytes,
        }
    }

    async fn filed(self, visibility: &str) -> (Self, i64) {
        let sharing = json!({"default": {"visibility": visibility}});
        share_draft(&self.app, &self.team.authority, &self.submission, sharing).await;
        let filed = file(&self.app, &self.team.authority, &self.submission).await;
        (self, filed["position"].as_i64().unwrap())
    }
}

#[tokio::test]
async fn evidence_is_read_by_whom_its_own_visibility_and_that_of_the_answer_let() {
    let (cited, position) = Cited::on(TestApp::start().await).await.filed("MEMBER_STATES").await;
    let Cited {
        app, team, evidence, ..
    } = &cited;
    let other = app.of("QMB", Role::FocalPoint).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let contributor = app.of("QMA", Role::Contributor).await;
    let readers = [
        None,
        Some(&other),
        Some(&officer),
        Some(&contributor),
        Some(&team.focal),
    ];
    // Nobody, another State, the secretariat, and two of the State itself: what each sees of the answer and of the evidence.
    let by_sharing = [
        (
            json!({"visibility": "NATIONAL_TEAM"}),
            [false, false, false, true, true],
        ),
        (json!({"visibility": "SECRETARIAT"}), [false, false, true, true, true]),
        (
            json!({"visibility": "AUDIENCE", "audience": {"states": ["QMB"]}}),
            [false, true, true, true, true],
        ),
        (
            json!({"visibility": "AUDIENCE", "audience": {"states": ["QMC"]}}),
            [false, false, true, true, true],
        ),
        (json!({"visibility": "MEMBER_STATES"}), [false, true, true, true, true]),
        // More open than the answer that cites it: it is not found without the answer.
        (json!({"visibility": "PUBLIC"}), [false, true, true, true, true]),
        (
            json!({"visibility": "PUBLIC", "embargoUntil": "2027-03-01T12:30:00Z"}),
            [false, false, false, true, true],
        ),
    ];
    for (sharing, expected) in by_sharing {
        share(app, &team.authority, evidence, sharing.clone()).await.data();
        for (who, sees) in readers.into_iter().zip(expected) {
            let node = "query ($id: ID!) { node(id: $id) { ... on Evidence { title } } }";
            let node = app.call(who, node, json!({"id": evidence})).await;
            let found = !node.data()["node"].is_null();
            assert_eq!(found, sees, "{sharing} {who:?}");
            let filing = seen(app, who, position).await;
            let item = &items(&filing)[1];
            if item.is_null() {
                assert!(who.is_none_or(|who| who.account == contributor.account), "{filing:#}");
                continue;
            }
            assert_eq!(
                (item["isWithheld"] == false, !item["evidence"].is_null()),
                (sees, sees),
                "{sharing}"
            );
            assert_eq!(!item["title"].is_null(), sees);
            assert!(
                item["commitment"].is_string(),
                "that there is evidence is seen with the answer"
            );
            assert_eq!(verified(&filing).opened, 1);
        }
    }
    // An embargo ends by itself.
    app.pass(TimeDelta::minutes(31));
    let other = app.of("QMB", Role::FocalPoint).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let filing = seen(app, Some(&other), position).await;
    assert_eq!(items(&filing)[1]["title"], "Loi");
    // Nor is it in the list of anybody but the State.
    let list = "{ evidence(state: \"QMA\") { totalCount } }";
    for (who, count) in [(None, 0), (Some(&other), 0), (Some(&focal), 1)] {
        assert_eq!(
            app.call(who, list, json!({})).await.data()["evidence"]["totalCount"],
            count
        );
    }
}

#[tokio::test]
async fn a_filing_fixes_what_it_cites_and_shows_it_to_who_may_read_it() {
    let (cited, position) = Cited::on(TestApp::start().await).await.filed("PUBLIC").await;
    let Cited {
        app,
        team,
        evidence,
        bytes,
        ..
    } = &cited;
    share(app, &team.authority, evidence, json!({"visibility": "PUBLIC"}))
        .await
        .data();
    let filing = seen(app, None, position).await;
    assert_eq!(
        filing["answer"]["value"]["links"],
        json!([{"url": "https://example.org/a"}])
    );
    let item = &items(&filing)[1];
    assert_eq!(
        (&item["title"], &item["citation"]),
        (&json!("Loi"), &json!("Gazette 12, article 5"))
    );
    assert_eq!(
        (&item["language"], &item["isDescribedAnew"]),
        (&json!("FR"), &json!(false))
    );
    assert_eq!(item["sha256"], vault::hex(&Sha256::digest(bytes)));
    assert_eq!(
        item["evidence"]["sharing"],
        Value::Null,
        "who reads it is the State's to know"
    );
    // What the document holds is the commitment, and no id of a row.
    let extract = register::Extract::parse(filing["extract"].as_str().unwrap().as_bytes()).unwrap();
    let filed = extract.leaves[0]
        .opening
        .as_ref()
        .unwrap()
        .answer
        .value
        .clone()
        .unwrap();
    assert_eq!(
        filed,
        json!([{"url": "https://example.org/a"}, {"commitment": item["commitment"]}])
    );
    let opening = OpenedEvidence::parse(item["opening"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(opening.commitment().to_hex(), item["commitment"].as_str().unwrap());
    // So three files show that this filing stands on this document.
    let given = [
        ("extract.json", filing["extract"].as_str().unwrap().as_bytes()),
        ("evidence.json", item["opening"].as_str().unwrap().as_bytes()),
        ("loi.pdf", bytes),
    ];
    let report = register::Report::of(given, None);
    assert!(report.holds() && report.pieces.len() == 3, "{report}");
    // A changed title is another commitment.
    let mut forged = opening.clone();
    forged.evidence.title = Some("Décret".to_owned());
    assert_ne!(forged.commitment(), opening.commitment());

    // Called otherwise since, by the publishing authority alone: the filing says what it said.
    assert_eq!(describe(app, &team.focal, evidence, "Décret").await.code(), "FORBIDDEN");
    describe(app, &team.authority, evidence, "Décret").await.data();
    let filing = seen(app, None, position).await;
    let item = &items(&filing)[1];
    assert_eq!(
        (&item["title"], &item["isDescribedAnew"]),
        (&json!("Loi"), &json!(true))
    );
    assert_eq!(item["evidence"]["title"], "Décret");
    let id = "query ($id: ID!) { node(id: $id) { ... on Evidence { title isFiled } } }";
    let node = app.call(None, id, json!({"id": evidence})).await;
    assert_eq!(node.data()["node"], json!({"title": "Décret", "isFiled": null}));
}

#[tokio::test]
async fn what_is_removed_leaves_its_hash_and_its_commitment() {
    let (cited, position) = Cited::on(TestApp::start().await).await.filed("PUBLIC").await;
    let Cited {
        app,
        team,
        evidence,
        bytes,
        ..
    } = &cited;
    share(app, &team.authority, evidence, json!({"visibility": "PUBLIC"}))
        .await
        .data();
    let filing = seen(app, None, position).await;
    let item = &items(&filing)[1];
    let remove = ("removeEvidence", "RemoveEvidenceInput");
    assert_eq!(
        change(app, &team.focal, remove, evidence, json!({})).await.code(),
        "FORBIDDEN"
    );
    let link = item["evidence"]["download"]["url"].as_str().unwrap();
    assert_eq!(fetch(app, link, &[]).await.status, StatusCode::OK);
    let removed = change(app, &team.authority, remove, evidence, json!({})).await;
    let removed = &removed.data()["removeEvidence"]["evidence"];
    assert_eq!(removed["sha256"], vault::hex(&Sha256::digest(bytes)));
    assert_eq!((&removed["title"], &removed["fileName"]), (&Value::Null, &Value::Null));
    assert_eq!(app.shelf().files(), 0);
    assert_eq!(fetch(app, link, &[]).await.status, StatusCode::NOT_FOUND);
    let after = seen(app, None, position).await;
    assert_eq!(after["extract"], filing["extract"]);
    assert_eq!(items(&after)[1]["isWithheld"], true);
    assert_eq!(items(&after)[1]["commitment"], item["commitment"]);
    assert_eq!(verified(&after).opened, 1);
    let again = change(app, &team.authority, remove, evidence, json!({})).await;
    assert_eq!(again.data()["removeEvidence"]["evidence"]["isRemoved"], true);
    assert_eq!(describe(app, &team.authority, evidence, "Loi").await.code(), "STATE");
    let events: Vec<(String, String)> =
        sqlx::query_as("select act, detail::text from event where act like '%evidence%' order by id")
            .fetch_all(&mut app.owner().await)
            .await
            .unwrap();
    let acts: Vec<_> = events.iter().map(|(act, _)| act.as_str()).collect();
    assert_eq!(
        acts,
        [
            "keep_evidence",
            "keep_evidence",
            "change_filed_evidence",
            "change_filed_evidence"
        ]
    );
    assert!(
        events
            .iter()
            .all(|(_, detail)| !detail.contains("Loi") && !detail.contains("pdf"))
    );
}

#[tokio::test]
async fn the_same_bytes_are_one_document_of_a_state_and_never_one_of_two() {
    let app = TestApp::start().await;
    let contributor = app.of("QMA", Role::Contributor).await;
    let bytes = pdf("shared by chance");
    let first = keep(&app, &contributor, ("QMA", "law.pdf"), bytes.clone()).await;
    let again = upload(&app, Some(&contributor), ("QMA", "copy of law.pdf"), bytes.clone()).await;
    assert_eq!((again.status, &again.json["id"]), (StatusCode::OK, &json!(first)));
    assert_eq!(
        (&again.json["isNew"], &again.json["name"]),
        (&json!(false), &json!("law.pdf"))
    );
    assert_eq!(app.shelf().files(), 1);
    let other = app.of("QMB", Role::FocalPoint).await;
    let theirs = upload(&app, Some(&other), ("QMB", "law.pdf"), bytes.clone()).await;
    assert_eq!(
        theirs.status,
        StatusCode::CREATED,
        "nothing tells that QMA holds the same"
    );
    assert_ne!(theirs.json["id"], json!(first));
    assert_eq!(app.shelf().files(), 2);
    // Two at the same moment, in two processes.
    let beside = app.beside(2).await;
    let bytes = pdf("sent twice at once");
    let (one, two) = tokio::join!(
        upload(&app, Some(&contributor), ("QMA", "a.pdf"), bytes.clone()),
        upload(&beside, Some(&contributor), ("QMA", "a.pdf"), bytes.clone())
    );
    assert_eq!(one.json["id"], two.json["id"]);
    assert_eq!(app.shelf().files(), 3);
    // Removed and sent again, it is another one.
    let remove = ("removeEvidence", "RemoveEvidenceInput");
    change(&app, &contributor, remove, &first, json!({})).await.data();
    assert_eq!(app.shelf().files(), 2);
    let new = keep(&app, &contributor, ("QMA", "law.pdf"), pdf("shared by chance")).await;
    assert_ne!(new, first);
}

#[tokio::test]
async fn evidence_is_cited_again_in_the_next_round_and_in_other_answers() {
    let (cited, _) = Cited::on(TestApp::start().await).await.filed("PUBLIC").await;
    let Cited {
        app, team, evidence, ..
    } = &cited;
    let next = round(app, "views-and-assessments/1", "views-2028").await;
    let carried = open_submission(app, &team.focal, "QMA", &next, "EN").await;
    let read = format!(
        "query ($id: ID!) {{ submission(id: $id) {{ answer(question: \"VX.attachments\") {{ isConfirmed content {{
            value {{ ... on EvidenceValue {{ links {{ url }} {ITEMS} }} }} }} }} }} }}"
    );
    let answer = app.call(&team.focal, &read, json!({"id": carried})).await;
    let answer = &answer.data()["submission"]["answer"];
    assert_eq!(answer["isConfirmed"], false);
    assert_eq!(
        answer["content"]["value"]["items"][1]["evidence"]["id"],
        json!(evidence)
    );
    // A draft that cites what stands in no filing keeps it from being removed; what is filed is the authority's.
    let link = "mutation ($input: AddEvidenceLinkInput!) { addEvidenceLink(input: $input) { evidence {
        id kind url archive { id } } } }";
    let input = json!({"state": "QMA", "url": "https://example.org/strategy", "archive": evidence});
    let added = app.call(&team.focal, link, json!({"input": input})).await;
    let added = &added.data()["addEvidenceLink"]["evidence"];
    assert_eq!(
        (&added["kind"], &added["archive"]["id"]),
        (&json!("LINK"), &json!(evidence))
    );
    let linked = added["id"].as_str().unwrap();
    let cites = json!([{"question": "VX.attachments", "basedOn": 1,
        "answer": {"evidenceItems": [{"kept": evidence}, {"kept": linked}]}}]);
    all_stored(&save(app, &team.focal, &carried, &cites.as_array().unwrap().clone()).await);
    let remove = ("removeEvidence", "RemoveEvidenceInput");
    let refused = change(app, &team.focal, remove, linked, json!({})).await;
    assert_eq!(refused.code(), "STATE");
    assert_eq!(
        (&refused.extensions()["reason"], &refused.extensions()["count"]),
        (&json!("cited"), &json!(1))
    );
    // The difference between two rounds shows what is cited there and here.
    share_draft(
        app,
        &team.authority,
        &carried,
        json!({"default": {"visibility": "PUBLIC"}}),
    )
    .await;
    file(app, &team.authority, &carried).await;
    let cites = "value { ... on EvidenceValue { items { evidence { id } } } }";
    let difference = format!(
        "{{ roundDifference(state: \"QMA\", before: \"views-2027\", after: \"views-2028\") {{ changes {{ kind aspects
            before {{ {cites} }} after {{ {cites} }} }} }} }}"
    );
    let difference = app.call(&team.focal, &difference, json!({})).await;
    let change = &difference.data()["roundDifference"]["changes"][0];
    assert_eq!(change["kind"], "CHANGED");
    let ids = |side: &str| -> Vec<Value> {
        let items = change[side]["value"]["items"].as_array().unwrap();
        items.iter().map(|item| item["evidence"]["id"].clone()).collect()
    };
    assert_eq!(ids("before"), [Value::Null, json!(evidence)]);
    assert_eq!(ids("after"), [json!(evidence), json!(linked)]);
    // Withdrawn, it is found by nobody else any more.
    share(app, &team.authority, evidence, json!({"visibility": "PUBLIC"}))
        .await
        .data();
    let node = "query ($id: ID!) { node(id: $id) { __typename } }";
    assert!(!app.call(None, node, json!({"id": evidence})).await.data()["node"].is_null());
    withdraw(app, &team.authority, &carried).await;
    withdraw(app, &team.authority, &cited.submission).await;
    assert!(app.call(None, node, json!({"id": evidence})).await.data()["node"].is_null());
    assert!(revision(app, &team.focal, &carried).await > 1);
}

#[tokio::test]
async fn a_link_gives_the_bytes_in_whole_and_in_parts_until_it_ends() {
    let cited = Cited::on(TestApp::start().await).await;
    let Cited {
        app,
        team,
        evidence,
        bytes,
        ..
    } = &cited;
    let ask = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url expiresAt } } } }";
    let asked = app.call(&team.focal, ask, json!({"id": evidence})).await;
    let download = &asked.data()["node"]["download"];
    assert_eq!(download["expiresAt"], "2027-03-01T12:05:00+00:00");
    let url = download["url"].as_str().unwrap();
    // Another process gives it as well, to whoever has the link.
    let beside = app.beside(7).await;
    for app in [app, &beside] {
        let whole = fetch(app, url, &[("accept-encoding", "gzip")]).await;
        assert_eq!((whole.status, whole.bytes.as_ref()), (StatusCode::OK, bytes.as_slice()));
        let header = |name: &str| whole.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(
            header("content-disposition"),
            "attachment; filename=\"_______ 5.pdf\"; filename*=UTF-8''%D8%A7%D9%84%D9%82%D8%A7%D9%86%D9%88%D9%86%205.pdf"
        );
        assert_eq!(header("content-length"), bytes.len().to_string());
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "private, no-store");
        assert!(header("content-security-policy").ends_with("sandbox"));
        assert!(
            !whole.headers.contains_key("content-encoding"),
            "its bytes are those of its tag"
        );
        let tag = header("etag");
        assert_eq!(tag, format!("\"{}\"", vault::hex(&Sha256::digest(bytes))));
        assert_eq!(
            fetch(app, url, &[("if-none-match", &tag)]).await.status,
            StatusCode::NOT_MODIFIED
        );
        let size = bytes.len();
        for (range, status, expected, span) in [
            ("bytes=0-3", 206, &bytes[..4], format!("bytes 0-3/{size}")),
            (
                "bytes=-3",
                206,
                &bytes[size - 3..],
                format!("bytes {}-{}/{size}", size - 3, size - 1),
            ),
            ("bytes=4-", 206, &bytes[4..], format!("bytes 4-{}/{size}", size - 1)),
            ("bytes=a-b", 200, &bytes[..], String::new()),
            ("bytes=9-2", 200, &bytes[..], String::new()),
            ("lines=1-2", 200, &bytes[..], String::new()),
            ("bytes=900-", 416, &[][..], format!("bytes */{size}")),
        ] {
            let part = fetch(app, url, &[("range", range)]).await;
            assert_eq!(
                (part.status.as_u16(), part.bytes.as_ref()),
                (status, expected),
                "{range}"
            );
            let found = part.headers.get("content-range").map(|span| span.to_str().unwrap());
            assert_eq!(found.unwrap_or_default(), span, "{range}");
        }
        let stale = fetch(app, url, &[("range", "bytes=0-3"), ("if-range", "\"another\"")]).await;
        assert_eq!(stale.status, StatusCode::OK);
        let part = fetch(app, url, &[("range", "bytes=0-3"), ("if-range", &tag)]).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    }
}
