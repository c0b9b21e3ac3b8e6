//! What the door refuses, each with its status, code and message, and with nothing left of it.

use std::io::{Cursor, Write as _};

use axum::body::{Body, Bytes};
use chrono::TimeDelta;
use domain::access::Role;
use futures_util::stream;
use http::StatusCode;
use serde_json::{Value, json};
use tests::app::{Answer, Shelf, TestApp};
use tests::delegation::{Team, open_submission, save};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Cited, change, fetch, keep, pdf, send, share, upload};
use crate::filing::round;

fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "word/document.xml"] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&vec![0; 40 * 1024 * 1024]).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Status, code and message of a refusal.
type Told<'a> = (u16, &'a str, &'a str);

fn told(answer: &Answer) -> Told<'_> {
    let message = answer.json["errors"][0]["message"].as_str();
    (answer.status.as_u16(), answer.code(), message.unwrap())
}

async fn nothing_is_left(app: &TestApp) {
    let rows: (i64, i64) = sqlx::query_as(
        "select (select count(*) from evidence), (select count(*) from event where act = 'keep_evidence')",
    )
    .fetch_one(&mut app.owner().await)
    .await
    .unwrap();
    assert_eq!((rows, app.shelf().files()), ((0, 0), 0));
}

#[tokio::test]
async fn a_document_that_cannot_be_kept_is_refused_in_words_and_leaves_nothing() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let (largest, _) = Shelf::LIMITS;
    let huge = vec![b'x'; usize::try_from(largest).unwrap() + 1];
    let kept = "Documents of this type are not kept. Welcome are PDF, Office and OpenDocument files without macros, plain \
                text and CSV in UTF-8, PNG, JPEG and WebP.";
    let name = "A document needs a name of at most 200 characters that ends in an extension and holds neither a path nor \
                control characters.";
    let table: [(&str, Vec<u8>, Told); 11] = [
        ("a.pdf", Vec::new(), (400, "INVALID", "The document is empty.")),
        (
            "a.txt",
            huge,
            (413, "LIMIT", "The document is larger than 1048576 bytes."),
        ),
        ("a.txt", b"\x7fELF\x02\x01\x01\0".to_vec(), (415, "INVALID", kept)),
        (
            "a.html",
            b"<!DOCTYPE html><script>alert(1)</script>".to_vec(),
            (415, "INVALID", kept),
        ),
        (
            "a.docx",
            pdf("no Word"),
            (
                415,
                "INVALID",
                "The name ends in “docx”, but the document is of another type. Name it with: pdf.",
            ),
        ),
        (
            "a.docx",
            bomb(),
            (
                422,
                "INVALID",
                "The document expands to far more than its size. Save it again as an ordinary document.",
            ),
        ),
        ("nul\0.pdf", pdf(""), (400, "INVALID", name)),
        ("../a.pdf", pdf(""), (400, "INVALID", name)),
        ("line\nbreak.pdf", pdf(""), (400, "INVALID", name)),
        ("no extension", pdf(""), (400, "INVALID", name)),
        ("", pdf(""), (400, "INVALID", name)),
    ];
    for (name, bytes, expected) in table {
        let refused = upload(&app, Some(&focal), ("QMA", name), bytes).await;
        let (status, code, message) = told(&refused);
        let message = message.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!((status, code, message.as_str()), expected, "{name:?}");
    }
    nothing_is_left(&app).await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_no_object_and_no_row() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let part = || Bytes::from(pdf("the first half"));
    let reset = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let broken = Body::from_stream(stream::iter([Ok(part()), Err(reset())]));
    let short = Body::from_stream(stream::iter([Ok::<_, std::io::Error>(part())]));
    for (body, length) in [(broken, Some(4_000)), (short, Some(4_000))] {
        let refused = send(&app, Some(&focal), ("QMA", "law.pdf"), length, body).await;
        assert_eq!(
            told(&refused),
            (400, "INVALID", "The body ended before it was complete.")
        );
    }
    nothing_is_left(&app).await;
}

#[tokio::test]
async fn only_a_states_own_people_who_draft_keep_evidence_and_only_so_much() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let team = Team::of(&app, "QMA").await;
    let other = app.of("QMB", Role::FocalPoint).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for (who, expected) in [
        (None, (401, "UNAUTHENTICATED")),
        (Some(&team.authority), (403, "FORBIDDEN")),
        (Some(&other), (403, "FORBIDDEN")),
        (Some(&officer), (403, "FORBIDDEN")),
    ] {
        let refused = upload(&app, who, ("QMA", "law.pdf"), pdf("x")).await;
        let (status, code, _) = told(&refused);
        assert_eq!((status, code), expected);
    }
    nothing_is_left(&app).await;
    // Of what another State keeps, nobody learns by naming it: it is as if it did not exist.
    let theirs = keep(&app, &other, ("QMB", "law.pdf"), pdf("theirs")).await;
    let submission = open_submission(&app, &team.focal, "QMA", &round, "EN").await;
    let own = keep(&app, &team.focal, ("QMA", "law.pdf"), pdf("ours")).await;
    for id in [theirs.as_str(), "a1234", "nonsense"] {
        let cites = json!({"evidenceItems": [{"kept": own}, {"kept": id}]});
        let cites = json!({"question": "VX.attachments", "basedOn": 0, "answer": cites});
        let saved = save(&app, &team.focal, &submission, &[cites]).await;
        let result = &saved[0];
        assert_eq!(result["outcome"], "REFUSED");
        assert_eq!(
            result["problems"],
            json!([{"code": "UNKNOWN_EVIDENCE", "question": "VX.attachments"}]),
            "{id}"
        );
        let node = "query ($id: ID!) { node(id: $id) { __typename } }";
        assert!(app.call(&team.focal, node, json!({"id": id})).await.data()["node"].is_null());
    }
    let describe = "mutation ($input: DescribeEvidenceInput!) { describeEvidence(input: $input) { evidence { id } } }";
    for id in [theirs.as_str(), "nonsense"] {
        let input = json!({"evidence": id, "revision": 1, "title": "Mine"});
        assert_eq!(
            app.call(&team.focal, describe, json!({"input": input})).await.code(),
            "NOT_FOUND"
        );
    }
    let link = "mutation ($input: AddEvidenceLinkInput!) { addEvidenceLink(input: $input) { evidence { id } } }";
    let bad = |field: &str, value: Value| {
        let mut input = json!({"state": "QMA", "url": "https://example.org"});
        input[field] = value;
        json!({"input": input})
    };
    for (input, code, field, reason) in [
        (
            bad("url", json!("javascript:alert(1)")),
            "INVALID",
            json!("input.url"),
            json!("not_a_link"),
        ),
        (
            bad("title", json!("nul\0")),
            "INVALID",
            json!("input.title"),
            json!("nul_character"),
        ),
        (
            bad("citation", json!("x".repeat(2_001))),
            "INVALID",
            json!("input.citation"),
            json!("too_long"),
        ),
        (bad("archive", json!(theirs)), "NOT_FOUND", Value::Null, Value::Null),
        (bad("state", json!("QMB")), "FORBIDDEN", Value::Null, Value::Null),
    ] {
        let refused = app.call(&team.focal, link, input).await;
        assert_eq!(refused.code(), code);
        assert_eq!(
            (&refused.extensions()["field"], &refused.extensions()["reason"]),
            (&field, &reason)
        );
    }
    let nobody = share(&app, &team.focal, &own, json!({"visibility": "AUDIENCE"})).await;
    assert_eq!(
        (nobody.code(), &nobody.extensions()["reason"]),
        ("INVALID", &json!("empty_audience"))
    );
    let counted = share(
        &app,
        &team.focal,
        &own,
        json!({"visibility": "PUBLIC", "isCounted": true}),
    )
    .await;
    assert_eq!(
        (counted.code(), &counted.extensions()["field"]),
        ("INVALID", &json!("input.sharing.isCounted"))
    );
}

#[tokio::test]
async fn a_state_that_keeps_as_much_as_it_may_is_told_so() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    let big = |mark: &str| [mark.as_bytes(), &vec![b'x'; 1_000_000]].concat();
    for mark in ["1", "2", "3"] {
        keep(&app, &team.focal, ("QMA", "big.txt"), big(mark)).await;
    }
    let files = app.shelf().files();
    let full = upload(&app, Some(&team.focal), ("QMA", "big.txt"), big("4")).await;
    let (status, code, _) = told(&full);
    assert_eq!(
        (status, code, &full.extensions()["limit"]),
        (413, "LIMIT", &json!("evidence_of_state"))
    );
    assert_eq!(app.shelf().files(), files);
}

#[tokio::test]
async fn a_link_that_was_forged_or_has_ended_gives_nothing() {
    let cited = Cited::on(TestApp::start().await).await;
    let Cited {
        app, team, evidence, ..
    } = &cited;
    let second = keep(app, &team.focal, ("QMA", "secret.pdf"), pdf("another")).await;
    let ask = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url } } } }";
    let asked = app.call(&team.focal, ask, json!({"id": evidence})).await;
    let url = asked.data()["node"]["download"]["url"].as_str().unwrap().to_owned();
    let other_id = url.replacen(evidence.as_str(), &second, 1);
    let longer = url.replace("until=1", "until=2");
    let unsigned = url.split("&signature").next().unwrap().to_owned();
    let bare = format!("/evidence/{evidence}");
    for forged in [
        other_id,
        longer,
        unsigned,
        bare,
        format!("{url}x"),
        url.replace("grant=", "grant=A"),
    ] {
        let refused = fetch(app, &forged, &[]).await;
        let (status, code, _) = told(&refused);
        assert_eq!((status, code), (404, "NOT_FOUND"), "{forged}");
    }
    assert_eq!(fetch(app, &url, &[]).await.status, StatusCode::OK);
    app.pass(TimeDelta::minutes(5));
    assert_eq!(
        told(&fetch(app, &url, &[]).await),
        (403, "FORBIDDEN", "This link has ended. Ask for a new one.")
    );
    // A change that is based on another revision is a conflict.
    let stale = json!({"revision": 7, "title": "x"});
    let kind = ("describeEvidence", "DescribeEvidenceInput");
    let conflict = change(app, &app.renewed(&team.focal), kind, evidence, stale).await;
    assert_eq!(
        (conflict.code(), &conflict.extensions()["revision"]),
        ("CONFLICT", &json!(2))
    );
}

#[tokio::test]
async fn an_answer_with_a_link_that_ends_is_not_kept_for_others() {
    let (cited, position) = Cited::on(TestApp::start().await).await.filed("PUBLIC").await;
    let Cited {
        app, team, evidence, ..
    } = &cited;
    share(app, &team.authority, evidence, json!({"visibility": "PUBLIC"}))
        .await
        .data();
    app.process.take_pulse().await.unwrap();
    let query = |fields: &str| {
        let text = format!(
            "{{ filing(position: {position}) {{ answer(question: \"VX.attachments\") {{ value {{ ... on EvidenceValue {{
                items {{ evidence {{ {fields} }} }} }} }} }} }} }}"
        );
        format!("/graphql?query={}", super::escaped(&text))
    };
    let accept = [("accept", "application/json")];
    let plain = fetch(app, &query("title"), &accept).await;
    assert!(
        plain.headers["cache-control"].to_str().unwrap().starts_with("public"),
        "{:?}",
        plain.headers
    );
    let link = fetch(app, &query("download { url }"), &accept).await;
    assert_eq!(link.headers["cache-control"], "private, no-store", "{:#}", link.json);
    // What public answers hold moves when the evidence does.
    share(app, &team.authority, evidence, json!({"visibility": "SECRETARIAT"}))
        .await
        .data();
    app.process.take_pulse().await.unwrap();
    let tag = plain.headers["etag"].to_str().unwrap();
    let now = fetch(
        app,
        &query("title"),
        &[("accept", "application/json"), ("if-none-match", tag)],
    )
    .await;
    assert_eq!(now.status, StatusCode::OK);
    assert_eq!(
        now.data()["filing"]["answer"]["value"]["items"][1]["evidence"],
        Value::Null
    );
}
