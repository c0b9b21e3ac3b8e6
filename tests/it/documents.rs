//! Printed documents: asked for by a link, made when the link is followed, with what its reader may read then.

mod pressed;

use axum::body::Body;
use chrono::TimeDelta;
use domain::access::Role;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use std::io::Read as _;
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, all_stored, file, open_submission, save, share_draft, withdraw};

use crate::filing::round;

/// What would be markup somewhere on its way into a document.
const HOSTILE: &str = "#import \"/etc/passwd\" *bold* $x$ @ref \\ </w:t><w:p/> &amp; #set page(width: 1pt)";

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The team of a State whose answers are public but for one, with its working file.
async fn answered(app: &TestApp) -> (Team, String) {
    let team = Team::of(app, "QMA").await;
    let round = round(app, "views-and-assessments/1", "views-2027").await;
    let id = open_submission(app, &team.focal, "QMA", &round, "EN").await;
    let answers = [
        json!({"question": "VA.authority", "basedOn": 0, "answer": {"shortText": HOSTILE}}),
        json!({"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}}),
        json!({"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "网络安全"}, "language": "ZH"}),
        json!({"question": "VT.topic_b", "basedOn": 0, "answer": {"silence": "DECLINED"}}),
    ];
    all_stored(&save(app, &team.focal, &id, &answers).await);
    app.pass(TimeDelta::minutes(5));
    let sharing = json!({
        "default": {"visibility": "PUBLIC"},
        "answers": [{"question": "VT.topic_b", "sharing": {"visibility": "SECRETARIAT"}}],
    });
    share_draft(app, &team.authority, &id, sharing).await;
    (team, id)
}

/// What is selected of a printed document.
fn selected(format: &str, language: &str) -> String {
    format!("document(format: {format}, language: {language}) {{ url expiresAt mediaType }}")
}

/// A link to the document of a filing; null where there is none.
async fn of_filing(app: &TestApp, who: Option<&Persona>, format: &str, language: &str) -> Value {
    let query = format!("{{ filing(position: 1) {{ {} }} }}", selected(format, language));
    let answer = app.call(who, &query, json!({})).await;
    answer.data()["filing"]["document"].clone()
}

/// A link to the draft of a working file.
async fn of_draft(app: &TestApp, who: &Persona, id: &str, format: &str, language: &str) -> String {
    let query = format!(
        "query ($id: ID!) {{ submission(id: $id) {{ {} }} }}",
        selected(format, language)
    );
    let answer = app.call(who, &query, json!({"id": id})).await;
    url(&answer.data()["submission"]["document"])
}

/// A link to the empty form of an edition.
async fn of_edition(app: &TestApp, code: &str, format: &str, language: &str) -> String {
    let query = format!(
        "query ($code: String!) {{ edition(code: $code) {{ {} }} }}",
        selected(format, language)
    );
    let answer = app.call(None, &query, json!({"code": code})).await;
    url(&answer.data()["edition"]["document"])
}

/// A draft that continues an edition, changed once, with who writes it.
async fn drafted(app: &TestApp) -> (Persona, Value) {
    let editor = app.secretariat(Role::CatalogueEditor).await;
    let begin = "mutation ($input: DraftEditionInput!) { draftEdition(input: $input) { draft { id } } }";
    let input = json!({"input": {"questionnaire": "views-and-assessments"}});
    let begun = app.call(Some(&editor), begin, input).await;
    let id = begun.data()["draftEdition"]["draft"]["id"].clone();
    app.pass(TimeDelta::minutes(5));
    let change =
        "mutation ($input: ChangeEditionDraftInput!) { changeEditionDraft(input: $input) { draft { revision } } }";
    let title = json!({"setText": {"place": "PROMPT", "code": "VA.authority", "language": "EN", "content": HOSTILE}});
    let input = json!({"input": {"id": id, "revision": 1, "changes": [title]}});
    let editor = app.renewed(&editor);
    app.call(Some(&editor), change, input).await.data();
    (editor, id)
}

/// A link to the form that a draft of an edition would be; null for whoever reads no drafts.
async fn of_edition_draft(app: &TestApp, who: Option<&Persona>, id: &Value, format: &str, language: &str) -> Value {
    let query = format!(
        "query ($id: ID!) {{ editionDraft(id: $id) {{ preview {{ {} }} }} }}",
        selected(format, language)
    );
    let answer = app.call(who, &query, json!({"id": id})).await;
    answer.data()["editionDraft"]["preview"]["document"].clone()
}

fn url(document: &Value) -> String {
    document["url"].as_str().unwrap().to_owned()
}

async fn fetch(app: &TestApp, url: &str) -> Answer {
    app.send(Request::get(url).body(Body::empty()).unwrap()).await
}

/// The text of a Word file, with its tags.
fn word(answer: &Answer) -> String {
    part(answer, "word/document.xml")
}

/// A part of a Word file, with its tags.
fn part(answer: &Answer, name: &str) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{:#}", answer.json);
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes[..])).unwrap();
    let mut text = String::new();
    let mut part = package.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn an_extract_shows_each_reader_what_they_may_read() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    file(&app, &team.authority, &id).await;

    let given = of_filing(&app, None, "DOCX", "EN").await;
    assert_eq!(given["mediaType"], WORD);
    let public = fetch(&app, &url(&given)).await;
    assert_eq!(public.headers[CONTENT_TYPE], WORD);
    assert_eq!(public.headers[CACHE_CONTROL], "private, no-store");
    assert_eq!(
        public.headers[CONTENT_DISPOSITION],
        "attachment; filename=\"QMA-views-2027-1-en.docx\"; filename*=UTF-8''QMA-views-2027-1-en.docx"
    );
    let text = word(&public);
    assert!(text.contains("VT.topic_a") && text.contains("网络安全") && text.contains("in Chinese"));
    assert!(
        !text.contains("VT.topic_b"),
        "what the secretariat alone reads does not say that it is there"
    );
    assert!(text.contains("Bare commitments (not opened here)") && text.contains("filings/1</w:t>"));
    assert!(text.contains("&lt;/w:t&gt;&lt;w:p/&gt; &amp;amp;"), "a text is a text");
    let root = app
        .call(None, "{ filing(position: 1) { root citation } }", json!({}))
        .await;
    assert!(text.contains(root.data()["filing"]["root"].as_str().unwrap()));
    assert!(text.contains(root.data()["filing"]["citation"].as_str().unwrap()));

    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for reader in [&officer, &team.focal] {
        let given = of_filing(&app, Some(reader), "DOCX", "EN").await;
        let text = word(&fetch(&app, &url(&given)).await);
        assert!(text.contains("VT.topic_b") && text.contains("prefers not to say"));
    }
    assert_eq!(
        public.bytes,
        fetch(&app, &url(&given)).await.bytes,
        "the same bytes, however often"
    );
}

/// A link to the profile of QMA.
async fn of_profile(app: &TestApp, who: Option<&Persona>, format: &str, language: &str) -> String {
    let query = format!(
        "{{ stateProfile(state: \"QMA\") {{ {} }} }}",
        selected(format, language)
    );
    url(&app.call(who, &query, json!({})).await.data()["stateProfile"]["document"])
}

#[tokio::test]
async fn a_profile_shows_each_reader_what_they_may_read_as_of_its_position() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    let empty = of_profile(&app, None, "DOCX", "EN").await;
    file(&app, &team.authority, &id).await;
    let public = of_profile(&app, None, "DOCX", "EN").await;
    let text = word(&fetch(&app, &public).await);
    assert!(text.contains("State profile: ") && text.contains("What the State says, provision by provision"));
    assert!(
        text.contains("网络安全") && text.contains("From normtrack:views-2027/1#VT.topic_a"),
        "{text}"
    );
    assert!(
        !text.contains("VT.topic_b"),
        "what the secretariat alone reads does not say that it is there"
    );
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let text = word(&fetch(&app, &of_profile(&app, Some(&officer), "DOCX", "EN").await).await);
    assert!(text.contains("VT.topic_b") && text.contains("prefers not to say"));
    let text = word(&fetch(&app, &empty).await);
    assert!(
        text.contains("Nothing that the State has on record") && !text.contains("VT.topic_a"),
        "a link is as of the position of its profile"
    );
    withdraw(&app, &team.authority, &id).await;
    let text = word(&fetch(&app, &public).await);
    assert!(!text.contains("网络安全"), "withdrawn since");
}

#[tokio::test]
async fn a_link_gives_what_its_reader_may_read_when_it_is_followed() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    file(&app, &team.authority, &id).await;
    let public = url(&of_filing(&app, None, "DOCX", "EN").await);
    let own = url(&of_filing(&app, Some(&team.focal), "DOCX", "EN").await);
    let draft = of_draft(&app, &team.focal, &id, "DOCX", "EN").await;
    withdraw(&app, &team.authority, &id).await;
    assert_eq!(
        fetch(&app, &public).await.status,
        StatusCode::NOT_FOUND,
        "withdrawn since"
    );
    assert!(
        word(&fetch(&app, &own).await).contains("withdrawn"),
        "the State itself still reads it"
    );
    assert_eq!(of_filing(&app, None, "DOCX", "EN").await, Value::Null);

    let forged = draft.replace("&until=1", "&until=2");
    assert_ne!(forged, draft);
    assert_eq!(fetch(&app, &forged).await.code(), "NOT_FOUND");
    let elsewhere = draft.replace("/documents/", "/evidence/");
    assert_eq!(fetch(&app, &elsewhere).await.code(), "NOT_FOUND");
    let out = "mutation { endOtherSessions { count } }";
    app.call(&team.focal, out, json!({})).await;
    assert_eq!(
        fetch(&app, &draft).await.status,
        StatusCode::OK,
        "the session of the link goes on"
    );
    app.pass(TimeDelta::minutes(6));
    assert_eq!(fetch(&app, &draft).await.code(), "FORBIDDEN", "a link ends");
}

#[tokio::test]
async fn a_draft_is_the_states_own_and_marked() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    let link = of_draft(&app, &team.focal, &id, "DOCX", "FR").await;
    let answer = fetch(&app, &link).await;
    assert!(word(&answer).contains("projet de travail de l’État"));
    let stranger = app.of("QMB", Role::FocalPoint).await;
    let query = "query ($id: ID!) { submission(id: $id) { document(format: PDF) { url } } }";
    for who in [None, Some(&stranger)] {
        let answer = app.call(who, query, json!({"id": id})).await;
        assert_eq!(answer.data()["submission"], Value::Null);
    }
}

/// The form of a draft is for whoever reads drafts when it is fetched, and says what it is: in words, with its revision and when
/// that was made, and without the hash of an edition.
#[tokio::test]
async fn the_form_of_a_draft_is_marked_and_only_for_who_reads_drafts() {
    let app = TestApp::start().await;
    let (editor, id) = drafted(&app).await;
    let edition = of_edition(&app, "views-and-assessments/1", "DOCX", "EN").await;
    assert!(word(&fetch(&app, &edition).await).contains("Hash of the edition"));
    let link = url(&of_edition_draft(&app, Some(&editor), &id, "DOCX", "EN").await);
    let answer = fetch(&app, &link).await;
    assert!(
        answer.headers[CONTENT_DISPOSITION]
            .to_str()
            .unwrap()
            .contains("views-and-assessments-2-draft-2-en.docx")
    );
    let text = word(&answer);
    for said in [
        "This is a draft of an edition",
        "Nothing here is mandatory",
        "#import",
        "Revision",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Hash of the edition"));
    for (language, mark, revision) in [
        ("AR", "مسودة إصدار", "المراجعة 2، "),
        ("EN", "DRAFT OF AN EDITION", "revision 2, "),
        ("ES", "BORRADOR DE EDICIÓN", "revisión 2, "),
        ("FR", "PROJET D’ÉDITION", "révision 2, "),
        ("RU", "ПРОЕКТ РЕДАКЦИИ", "версия 2, "),
        ("ZH", "版本草案", "第2次修订，"),
    ] {
        let link = url(&of_edition_draft(&app, Some(&editor), &id, "DOCX", language).await);
        // Without what only keeps letters in order.
        let header = part(&fetch(&app, &link).await, "word/header1.xml").replace(['\u{2068}', '\u{2069}'], "");
        assert!(
            header.contains(mark) && header.contains(revision),
            "{language}: {header}"
        );
        assert!(header.contains("views-and-assessments/2"), "{language}: {header}");
    }

    // Nobody else has a link, and a link tells nothing once its reader reads no drafts.
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for who in [None, Some(&officer)] {
        assert_eq!(of_edition_draft(&app, who, &id, "DOCX", "EN").await, Value::Null);
    }
    let mine = app
        .call(&app.renewed(&editor), "{ viewer { memberships { id } } }", json!({}))
        .await;
    let mine = mine.data()["viewer"]["memberships"][0]["id"].clone();
    let administrator = app.secretariat(Role::Administrator).await;
    let end = "mutation ($id: ID!) { endMembership(input: { id: $id }) { membership { isValid } } }";
    app.call(&administrator, end, json!({"id": mine})).await.data();
    assert_eq!(fetch(&app, &link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_press_there_are_word_files_and_a_plain_sentence() {
    let app = TestApp::start().await;
    let link = of_edition(&app, "views-and-assessments/1", "PDF", "ES").await;
    let answer = fetch(&app, &link).await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
    );
    let said = answer.json["errors"][0]["message"].as_str().unwrap();
    assert!(said.contains("Word"), "{said}");
    let link = of_edition(&app, "views-and-assessments/1", "DOCX", "ES").await;
    let text = word(&fetch(&app, &link).await);
    assert!(text.contains("Nada es obligatorio") && text.contains("☐"));
}
