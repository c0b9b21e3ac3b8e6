//! The register proves what it took: receipts, heads, proofs and entries, by HTTP and by GraphQL.

use axum::body::Body;
use chrono::TimeDelta;
use domain::access::Role;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{Request, StatusCode};
use register::{Consistency, Entries, Inclusion, KeyRing, verify_head, verify_receipt};
use serde_json::{Value, json};
use store::KeyPurpose;
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, answer, open_submission, revision};

use crate::filing::round;

/// Files what a working file of the annual views holds, everything public; returns the payload.
pub(crate) async fn file(app: &TestApp, who: &Persona, submission: &str) -> Value {
    let preview = "query ($id: ID!) { submission(id: $id) { preview { root seen } } }";
    let seen = app.call(who, preview, json!({"id": submission})).await;
    let seen = &seen.data()["submission"]["preview"];
    let document = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) {
        receipt filing { position root receipt } submission { revision } } }";
    let input = json!({"submission": submission, "root": seen["root"], "seen": seen["seen"]});
    app.call(who, document, json!({"input": input})).await.data()["fileSubmission"].clone()
}

/// Makes everything public in a working file.
pub(crate) async fn publish(app: &TestApp, who: &Persona, submission: &str, visibility: &str) {
    let document = "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) {
        submission { revision } } }";
    let input = json!({
        "submission": submission,
        "revision": revision(app, who, submission).await,
        "default": {"visibility": visibility},
    });
    app.call(who, document, json!({"input": input})).await.data();
}

/// A State that has said one thing in a round, and filed it.
pub(crate) async fn filed(app: &TestApp, state: &str, round: &str, visibility: &str) -> (Team, String, Value) {
    let team = Team::of(app, state).await;
    let submission = open_submission(app, &team.focal, state, round, "EN").await;
    answer(
        app,
        &team.focal,
        &submission,
        &[("VA.authority", json!({"shortText": format!("An office of {state}")}))],
    )
    .await;
    publish(app, &team.focal, &submission, visibility).await;
    app.pass(TimeDelta::minutes(1));
    let payload = file(app, &team.authority, &submission).await;
    (team, submission, payload)
}

async fn get(app: &TestApp, address: &str, who: Option<&Persona>) -> Answer {
    let mut request = Request::get(address);
    if let Some(who) = who {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// The keys as a verifier gets them.
pub(crate) async fn keys(app: &TestApp) -> KeyRing {
    let jwks = get(app, "/.well-known/jwks.json", None).await;
    KeyRing::parse(jwks.json.to_string().as_bytes()).unwrap()
}

#[tokio::test]
async fn whoever_files_holds_a_receipt_of_the_same_bytes_for_ever() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    filed(&app, "QMB", &round, "SECRETARIAT").await;
    let (team, submission, payload) = filed(&app, "QMA", &round, "PUBLIC").await;
    let receipt = payload["receipt"].as_str().expect("a receipt");
    assert_eq!(payload["filing"]["receipt"], receipt);

    let claims = verify_receipt(receipt, |kid| app.app().keys().set().register_keys().register_key(kid)).unwrap();
    assert_eq!((claims.position, claims.log_size, claims.state.as_str()), (2, 2, "QMA"));
    assert_eq!(claims.round, "views-2027");
    assert_eq!(claims.root.to_hex(), payload["filing"]["root"].as_str().unwrap());

    let auditor = app.secretariat(Role::Auditor).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let other = app.of("QMB", Role::FocalPoint).await;
    let read = "{ filing(position: 2) { receipt } }";
    for (who, expected) in [
        (Some(&team.focal), json!(receipt)),
        (Some(&auditor), json!(receipt)),
        (Some(&officer), Value::Null),
        (Some(&other), Value::Null),
        (None, Value::Null),
    ] {
        assert_eq!(
            app.call(who, read, json!({})).await.data()["filing"]["receipt"],
            expected
        );
        let plain = get(&app, "/filings/2/receipt", who).await;
        let status = if expected.is_null() {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        assert_eq!(plain.status, status);
    }
    // Who meant to be known is not taken for nobody.
    let request = Request::get("/filings/2/receipt").header(AUTHORIZATION, "Basic YTpi");
    let basic = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (basic.status, basic.code()),
        (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
    );

    // Another key, a withdrawal and another process change no byte of it.
    app.rotate(KeyPurpose::Receipt).await;
    let withdraw = "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { receipt } }";
    let input = json!({"submission": submission, "revision": revision(&app, &team.focal, &submission).await});
    let tombstone = app.call(&team.authority, withdraw, json!({"input": input})).await;
    let beside = app.beside(2).await;
    let again = beside.call(&team.focal, read, json!({})).await;
    assert_eq!(again.data()["filing"]["receipt"], receipt);

    let keys = keys(&app).await;
    let old = verify_receipt(receipt, |kid| keys.register_key(kid)).unwrap();
    let tombstone = tombstone.data()["withdrawSubmission"]["receipt"]
        .as_str()
        .unwrap()
        .to_owned();
    let new = verify_receipt(&tombstone, |kid| keys.register_key(kid)).unwrap();
    assert_eq!(
        (new.position, new.kind, new.root),
        (3, register::EntryKind::Withdrawal, old.root)
    );
    let kid = |jws: &str| register::statement_type(jws).unwrap().1;
    assert_ne!(kid(receipt), kid(&tombstone), "the key was rotated between them");
    let jwks = get(&app, "/.well-known/jwks.json", None).await.json;
    let listed: Vec<_> = jwks["keys"].as_array().unwrap().iter().collect();
    let retired = listed.iter().find(|key| key["kid"] == kid(receipt)).unwrap();
    assert_eq!(retired["normtrack_purpose"], "receipt");
    assert!(retired["normtrack_retired_at"].is_string(), "{retired:#}");
}

#[tokio::test]
async fn heads_proofs_and_entries_show_that_the_log_only_grew() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let empty = get(&app, "/register/head", None).await;
    assert_eq!(empty.headers[CONTENT_TYPE], "application/jose");
    let mut heads = vec![body(&app, "/register/head").await];
    for (state, visibility) in [
        ("QMA", "PUBLIC"),
        ("QMB", "SECRETARIAT"),
        ("QMC", "MEMBER_STATES"),
        ("QMD", "PUBLIC"),
        ("QME", "PUBLIC"),
    ] {
        filed(&app, state, &round, visibility).await;
        heads.push(body(&app, "/register/head").await);
    }
    let keys = keys(&app).await;
    let heads: Vec<_> = heads
        .iter()
        .map(|head| verify_head(head, |kid| keys.register_key(kid)).unwrap())
        .collect();
    assert_eq!(
        heads.iter().map(|head| head.log_size).collect::<Vec<_>>(),
        [0, 1, 2, 3, 4, 5]
    );
    assert!(heads[0].filed_at.is_none() && heads[1].filed_at.is_some());

    let entries = Entries::parse(body(&app, "/register/entries").await.as_bytes()).unwrap();
    assert_eq!(entries.head().unwrap(), heads[5].head());
    let page = Entries::parse(body(&app, "/register/entries?from=3&count=2").await.as_bytes()).unwrap();
    assert_eq!(page.entries(), &entries.entries()[2..4]);

    for (size, head) in (0_u64..).zip(&heads) {
        let earlier = body(&app, &format!("/register/head?size={size}")).await;
        let earlier = verify_head(&earlier, |kid| keys.register_key(kid)).unwrap();
        assert_eq!(
            &earlier, head,
            "the head of a size is the same whenever it is asked for"
        );
        for position in 1..=size {
            let address = format!("/register/proof/inclusion?position={position}&size={size}");
            let proof = Inclusion::parse(body(&app, &address).await.as_bytes()).unwrap();
            assert_eq!(proof.log, head.head());
            assert_eq!(&proof.entry, &entries.entries()[usize::try_from(position).unwrap() - 1]);
        }
        for from in 1..=size {
            let address = format!("/register/proof/consistency?from={from}&to={size}");
            let proof = Consistency::parse(body(&app, &address).await.as_bytes()).unwrap();
            let from = &heads[usize::try_from(from).unwrap()];
            assert_eq!(
                (proof.from, proof.to, proof.check()),
                (from.head(), head.head(), Ok(()))
            );
        }
    }

    let document = "{ treeHead { size root filedAt signed } earlier: treeHead(asOf: 2) { size signed }
        inclusionProof(position: 2) { position size document } consistencyProof(from: 2, to: 4) { fromSize toSize document } }";
    let graph = app.call(None, document, json!({})).await;
    let graph = graph.data();
    assert_eq!(graph["treeHead"]["size"], 5);
    assert_eq!(graph["treeHead"]["signed"], body(&app, "/register/head").await);
    assert_eq!(graph["earlier"]["signed"], body(&app, "/register/head?size=2").await);
    let same = [
        ("inclusionProof", "/register/proof/inclusion?position=2"),
        ("consistencyProof", "/register/proof/consistency?from=2&to=4"),
    ];
    for (field, address) in same {
        assert_eq!(graph[field]["document"], body(&app, address).await);
    }
}

#[tokio::test]
async fn what_the_log_does_not_hold_is_refused_and_what_lasts_may_be_kept() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    for state in ["QMA", "QMB"] {
        filed(&app, state, &round, "PUBLIC").await;
    }
    for (address, field) in [
        ("/register/head?size=3", "size"),
        ("/register/proof/inclusion?position=3", "position"),
        ("/register/proof/inclusion?position=0", "position"),
        ("/register/proof/inclusion?position=2&size=1", "position"),
        ("/register/proof/inclusion?position=1&size=3", "size"),
        ("/register/proof/consistency?from=0", "from"),
        ("/register/proof/consistency?from=2&to=1", "from"),
        ("/register/proof/consistency?from=1&to=3", "to"),
        ("/register/entries?count=1001", "count"),
        ("/register/entries?count=0", "count"),
    ] {
        let refused = get(&app, address, None).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::BAD_REQUEST, "INVALID"),
            "{address}"
        );
        assert_eq!(refused.extensions()["field"], field, "{address}");
    }
    for address in [
        "/register/proof/inclusion",
        "/register/head?size=-1",
        "/register/head?since=1",
    ] {
        let refused = get(&app, address, None).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::BAD_REQUEST, "INVALID"),
            "{address}"
        );
    }
    assert_eq!(
        get(&app, "/filings/x/receipt", None).await.status,
        StatusCode::NOT_FOUND
    );
    for (address, control) in [
        ("/register/head", "public, max-age=5"),
        ("/register/head?size=1", "public, max-age=86400"),
        ("/register/entries", "public, max-age=5"),
        ("/register/entries?count=2", "public, max-age=31536000, immutable"),
        (
            "/register/proof/consistency?from=1&to=2",
            "public, max-age=31536000, immutable",
        ),
    ] {
        let first = get(&app, address, None).await;
        assert_eq!(first.headers[CACHE_CONTROL], control, "{address}");
        let request = Request::get(address).header(IF_NONE_MATCH, &first.headers[ETAG]);
        let again = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
    }
}

#[tokio::test]
async fn an_entry_names_its_state_only_if_it_may_and_says_what_became_of_it() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let (team, submission, _) = filed(&app, "QMA", &round, "SECRETARIAT").await;
    filed(&app, "QMB", &round, "PUBLIC").await;
    let read = "query ($asOf: Int) { register(asOf: $asOf) { nodes { position kind status state { code } stateSalt
        withdrawnAtPosition } } }";
    let of = async |as_of: Value| {
        let read = app.call(None, read, json!({"asOf": as_of})).await;
        read.data()["register"]["nodes"].as_array().unwrap().clone()
    };
    let said = |entries: &[Value]| {
        let said = entries.iter().map(|entry| {
            let state = entry["state"]["code"].as_str().unwrap_or("a State");
            format!(
                "{} {} {state}",
                entry["position"],
                entry["status"].as_str().unwrap_or("-")
            )
        });
        said.collect::<Vec<_>>()
    };
    assert_eq!(said(&of(Value::Null).await), ["1 - a State", "2 STANDING QMB"]);
    assert_eq!(said(&of(json!(1)).await), ["1 - a State"]);

    // The amendment is open to everybody, and what it supersedes is not told to be the same State's.
    let amend =
        "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { revision } } }";
    let input = json!({"submission": submission, "revision": revision(&app, &team.focal, &submission).await});
    app.call(&team.authority, amend, json!({"input": input})).await.data();
    answer(
        &app,
        &team.focal,
        &submission,
        &[("VA.capacity", json!({"singleChoice": {"option": "national"}}))],
    )
    .await;
    publish(&app, &team.focal, &submission, "PUBLIC").await;
    app.pass(TimeDelta::minutes(1));
    file(&app, &team.authority, &submission).await;
    let now = of(Value::Null).await;
    assert_eq!(said(&now), ["1 - a State", "2 STANDING QMB", "3 STANDING QMA"]);
    assert!(now[0]["stateSalt"].is_null() && now[2]["stateSalt"].is_string());

    let withdraw = "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { receipt } }";
    let input = json!({"submission": submission, "revision": revision(&app, &team.focal, &submission).await});
    app.call(&team.authority, withdraw, json!({"input": input}))
        .await
        .data();
    let now = of(Value::Null).await;
    assert_eq!(
        said(&now),
        [
            "1 - a State",
            "2 STANDING QMB",
            "3 WITHDRAWN a State",
            "4 TOMBSTONE a State"
        ]
    );
    assert_eq!(now[2]["withdrawnAtPosition"], 4);
    assert_eq!(
        said(&of(json!(3)).await),
        said(&now[..3]),
        "as of a position, with what was withdrawn since"
    );
}

/// The body of a public answer that is a text and no JSON, or JSON in canonical form.
async fn body(app: &TestApp, address: &str) -> String {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let (status, text) = app.text(request).await;
    assert_eq!(status, StatusCode::OK, "{address}: {text}");
    text
}
