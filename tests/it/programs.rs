//! Programs of integrators: made, given tokens, kept within role and scope, renewed, ended; and what they change, they change
//! in the hand of whoever keeps them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use domain::access::Role;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection as _;
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{all_stored, file, preview, save};

use crate::filing::{round, submission};

const MAKE: &str = "mutation ($input: MakeProgramInput!) { makeProgram(input: $input) {
    program { id clientId name scopes account { isProgram } membership { role state { code } } secrets { id isValid } }
    clientSecret } }";
const RENEW: &str = "mutation ($input: RenewProgramInput!) { renewProgram(input: $input) {
    program { secrets { id isValid usedAt } } clientSecret } }";
const END_SECRET: &str =
    "mutation ($input: EndProgramSecretInput!) { endProgramSecret(input: $input) { program { secrets { isValid } } } }";
const END: &str = "mutation ($input: EndProgramInput!) { endProgram(input: $input) { program { endedAt } } }";
const VIEWER: &str = "{ viewer { account { name isProgram } program { clientId scopes } memberships { role } } }";
const FILE: &str = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { filing { position } } }";

/// A program with its secret.
struct Ledger {
    id: Value,
    client: String,
    secret: String,
    made: Value,
}

fn program(role: &str, scopes: &[&str]) -> Value {
    json!({"name": "Ledger of Justice", "role": role, "place": {"state": "QMA"}, "scopes": scopes,
        "expiresAt": "2027-06-01T00:00:00Z"})
}

impl Ledger {
    async fn make(app: &TestApp, by: &Persona, role: &str, scopes: &[&str]) -> Self {
        let made = app.call(by, MAKE, json!({"input": program(role, scopes)})).await;
        let made = made.data()["makeProgram"].clone();
        Self {
            id: made["program"]["id"].clone(),
            client: made["program"]["clientId"].as_str().unwrap().to_owned(),
            secret: made["clientSecret"].as_str().unwrap().to_owned(),
            made,
        }
    }

    fn form(&self, scope: Option<&str>) -> String {
        let scope = scope.map_or_else(String::new, |scope| format!("&scope={}", scope.replace(' ', "+")));
        format!(
            "grant_type=client_credentials&client_id={}&client_secret={}{scope}",
            self.client, self.secret
        )
    }

    /// A token, as its holder.
    async fn token(&self, app: &TestApp, scope: Option<&str>) -> Persona {
        let answer = post(app, &self.form(scope), None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        app.holder(answer.json["access_token"].as_str().unwrap()).await
    }
}

async fn post(app: &TestApp, form: &str, basic: Option<&str>) -> Answer {
    let mut request = Request::post("/oauth/token").header("content-type", "application/x-www-form-urlencoded");
    if let Some(basic) = basic {
        request = request.header("authorization", format!("Basic {}", STANDARD.encode(basic)));
    }
    app.send(request.body(form.to_owned().into()).unwrap()).await
}

#[track_caller]
fn is_refused(answer: &Answer, status: StatusCode, error: &str) {
    assert_eq!((answer.status, &answer.json), (status, &json!({"error": error})));
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[track_caller]
fn out_of_scope(answer: &Answer) {
    assert_eq!(
        (answer.code(), &answer.extensions()["reason"]),
        ("FORBIDDEN", &json!("scope")),
        "{answer:?}"
    );
}

fn said(text: &str, based_on: u32) -> Value {
    json!({"question": "VA.authority", "basedOn": based_on, "answer": {"shortText": text}})
}

/// Gives the section to whoever has this account.
async fn assign(app: &TestApp, focal: &Persona, submission: &str, account: &Value) {
    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { stage } } }";
    let input = json!({"submission": submission, "section": "VA", "account": account});
    app.call(focal, assign, json!({"input": input})).await.data();
}

#[tokio::test]
async fn a_program_gets_a_token_and_acts_by_its_role_and_name() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    let made = &ledger.made["program"];
    assert_eq!(made["account"], json!({"isProgram": true}));
    assert_eq!(
        (&made["scopes"], &made["membership"]),
        (
            &json!(["READ", "DRAFT"]),
            &json!({"role": "CONTRIBUTOR", "state": {"code": "QMA"}})
        )
    );
    let answer = post(&app, &ledger.form(None), None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        (&answer.headers["cache-control"], &answer.headers["content-type"]),
        (&"no-store".parse().unwrap(), &"application/json".parse().unwrap())
    );
    let mut body = answer.json.clone();
    let token = body["access_token"].take();
    assert_eq!(
        body,
        json!({"access_token": null, "token_type": "Bearer", "expires_in": 600, "scope": "read draft"})
    );
    let by_header = format!("{}:{}", ledger.client, ledger.secret);
    let answer = post(&app, "grant_type=client_credentials", Some(&by_header)).await;
    assert_eq!(answer.status, StatusCode::OK);

    let who = app.holder(token.as_str().unwrap()).await;
    let seen = app.call(&who, VIEWER, json!({})).await;
    assert_eq!(
        seen.data()["viewer"],
        json!({"account": {"name": "Ledger of Justice", "isProgram": true},
            "program": {"clientId": ledger.client, "scopes": ["READ", "DRAFT"]},
            "memberships": [{"role": "CONTRIBUTOR"}]})
    );
    let person = app.call(&focal, "{ viewer { program { clientId } } }", json!({})).await;
    assert_eq!(person.data()["viewer"]["program"], Value::Null);

    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &views).await;
    assign(&app, &focal, &id, &ledger.id).await;
    all_stored(&save(&app, &who, &id, &[said("Of the ledger", 0)]).await);
    let read = "query ($id: ID!) { submission(id: $id) { answers { author { name } revisions { author { name } } } } }";
    let read = app.call(&focal, read, json!({"id": id})).await;
    let by = json!({"name": "Ledger of Justice"});
    assert_eq!(
        read.data()["submission"]["answers"],
        json!([{"author": by, "revisions": [{"author": by}]}])
    );
    let trail = "{ auditTrail(state: \"QMA\", first: 50) { nodes { verb person { name } } } }";
    let trail = app.call(&focal, trail, json!({})).await;
    let nodes = trail.data()["auditTrail"]["nodes"].as_array().unwrap();
    assert!(
        nodes.contains(&json!({"verb": "SAVE_ANSWERS", "person": by})),
        "{nodes:?}"
    );
    assert!(nodes.iter().any(|node| node["verb"] == "MAKE_PROGRAM"), "{nodes:?}");
}

#[tokio::test]
async fn an_act_needs_the_role_and_the_scope() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &views).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT", "EVIDENCE"]).await;
    assign(&app, &focal, &id, &ledger.id).await;
    let save_it = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let input = json!({"input": {"submission": id, "answers": [said("text", 0)]}});
    let link = "mutation ($input: AddEvidenceLinkInput!) { addEvidenceLink(input: $input) { evidence { id } } }";
    let evidence = json!({"input": {"state": "QMA", "url": "https://example.int/", "title": "A page"}});

    let reading = ledger.token(&app, Some("read")).await;
    let refused = app.call(&reading, save_it, input.clone()).await;
    out_of_scope(&refused);
    assert_eq!(refused.extensions()["scope"], "draft");
    let read = "query ($id: ID!) { submission(id: $id) { stage } }";
    let read = app.call(&reading, read, json!({"id": id})).await;
    assert_eq!(read.data()["submission"]["stage"], "DRAFTING");
    let keeping = ledger.token(&app, Some("evidence")).await;
    out_of_scope(&app.call(&keeping, save_it, input.clone()).await);
    app.call(&keeping, link, evidence.clone()).await.data();
    let drafting = ledger.token(&app, Some("draft")).await;
    out_of_scope(&app.call(&drafting, link, evidence.clone()).await);
    app.call(&drafting, save_it, input.clone()).await.data();

    // The scope gives nothing that the role does not.
    let reader = Ledger::make(&app, &focal, "READER", &["DRAFT", "EVIDENCE"]).await;
    let reader = reader.token(&app, None).await;
    assert_eq!(app.call(&reader, save_it, input).await.code(), "FORBIDDEN");
    assert_eq!(app.call(&reader, link, evidence).await.code(), "FORBIDDEN");
    // What is for people is for people: the own account, the team, the clearance.
    let renew = "mutation { endOtherSessions { count } }";
    assert_eq!(app.call(&drafting, renew, json!({})).await.code(), "FORBIDDEN");
    out_of_scope(
        &app.call(&drafting, MAKE, json!({"input": program("READER", &[])}))
            .await,
    );
    let send = "mutation ($input: SendToClearanceInput!) { sendToClearance(input: $input) { submission { stage } } }";
    let sent = app
        .call(
            &drafting,
            send,
            json!({"input": {"submission": id, "sections": ["VA"]}}),
        )
        .await;
    out_of_scope(&sent);
    let members = app
        .call(&reader, "{ members(place: {state: \"QMA\"}) { role } }", json!({}))
        .await;
    assert_eq!(members.data()["members"], json!([]));
}

#[tokio::test]
async fn a_request_for_a_token_is_refused_in_the_words_of_the_rfc() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    let good = ledger.form(None);
    let bad = StatusCode::BAD_REQUEST;
    let grant = "client_credentials";
    for (form, error) in [
        (good.replace(grant, "password"), "unsupported_grant_type"),
        (good.replace("grant_type", "grant"), "invalid_request"),
        (format!("{good}&scope=read&scope=draft"), "invalid_request"),
        (format!("{good}&scope=evidence"), "invalid_scope"),
        (format!("{good}&scope=file"), "invalid_scope"),
        (format!("{good}&scope=read++draft"), "invalid_scope"),
    ] {
        is_refused(&post(&app, &form, None).await, bad, error);
    }
    is_refused(&post(&app, &good, Some("a:b")).await, bad, "invalid_request");
    let json = Request::post("/oauth/token").header("content-type", "application/json");
    let answer = app.send(json.body("{}".into()).unwrap()).await;
    is_refused(&answer, bad, "invalid_request");
    let get = Request::get("/oauth/token").body("".into()).unwrap();
    assert_eq!(app.send(get).await.status, StatusCode::METHOD_NOT_ALLOWED);

    // Whatever is wrong with a client, it is one answer.
    let other = Ledger::make(&app, &focal, "READER", &[]).await;
    for (client, secret) in [
        (ledger.client.as_str(), "wrong"),
        (ledger.client.as_str(), other.secret.as_str()),
        ("00000000-0000-0000-0000-000000000000", ledger.secret.as_str()),
        ("nobody", "nothing"),
    ] {
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret={secret}");
        let answer = post(&app, &form, None).await;
        is_refused(&answer, StatusCode::UNAUTHORIZED, "invalid_client");
        assert_eq!(answer.headers["www-authenticate"], "Basic realm=\"normtrack\"");
    }
    // Neither does anybody sign in with its account.
    let sign_in = "mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } } }";
    let input = json!({"email": format!("{}@program.invalid", ledger.client), "password": ledger.secret});
    let answer = app.call(None, sign_in, json!({"input": input})).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn secrets_overlap_lapse_and_end_with_their_tokens_in_every_process() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    let expires = json!("2027-03-01T12:05:00Z");
    let renew = json!({"input": {"id": ledger.id, "expiresAt": expires}});
    let renewed = app.call(&focal, RENEW, renew.clone()).await;
    let renewed = renewed.data()["renewProgram"].clone();
    let new = Ledger {
        secret: renewed["clientSecret"].as_str().unwrap().to_owned(),
        id: ledger.id.clone(),
        client: ledger.client.clone(),
        made: Value::Null,
    };
    let third = app.call(&focal, RENEW, renew).await;
    assert_eq!(
        (third.code(), &third.extensions()["reason"]),
        ("STATE", &json!("two_secrets"))
    );
    let (old_token, new_token) = (ledger.token(&app, None).await, new.token(&app, None).await);
    // A token lasts no longer than its secret.
    let answer = post(&app, &new.form(None), None).await;
    assert_eq!(answer.json["expires_in"], 300);
    for process in [&app, &there] {
        process.app().actors().poll_once(app.clock.now()).await.unwrap();
        process.call(&old_token, VIEWER, json!({})).await.data();
        process.call(&new_token, VIEWER, json!({})).await.data();
    }
    let first = &renewed["program"]["secrets"][0]["id"];
    let input = json!({"input": {"id": ledger.id, "secret": first}});
    let ended = app.call(&focal, END_SECRET, input).await;
    assert_eq!(
        ended.data()["endProgramSecret"]["program"]["secrets"],
        json!([{"isValid": false}, {"isValid": true}])
    );
    there.app().actors().poll_once(app.clock.now()).await.unwrap();
    for process in [&app, &there] {
        assert_eq!(
            process.call(&old_token, VIEWER, json!({})).await.code(),
            "UNAUTHENTICATED"
        );
        process.call(&new_token, VIEWER, json!({})).await.data();
    }
    let refused = post(&app, &ledger.form(None), None).await;
    is_refused(&refused, StatusCode::UNAUTHORIZED, "invalid_client");
    app.pass(TimeDelta::minutes(5));
    let lapsed = post(&app, &new.form(None), None).await;
    is_refused(&lapsed, StatusCode::UNAUTHORIZED, "invalid_client");
    assert_eq!(app.call(&new_token, VIEWER, json!({})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_program_that_is_ended_or_suspended_does_nothing_more() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    let who = ledger.token(&app, None).await;
    for process in [&app, &there] {
        process.app().actors().poll_once(app.clock.now()).await.unwrap();
        process.call(&who, VIEWER, json!({})).await.data();
    }
    let suspend = |field: &str| {
        format!("mutation ($input: SuspendAccountInput!) {{ {field}(input: $input) {{ account {{ id }} }} }}")
    };
    let input = json!({"input": {"id": ledger.id}});
    app.call(&administrator, &suspend("suspendAccount"), input.clone())
        .await
        .data();
    assert_eq!(app.call(&who, VIEWER, json!({})).await.code(), "UNAUTHENTICATED");
    let refused = post(&app, &ledger.form(None), None).await;
    is_refused(&refused, StatusCode::UNAUTHORIZED, "invalid_client");
    app.call(&administrator, &suspend("reinstateAccount"), input.clone())
        .await
        .data();
    app.call(&who, VIEWER, json!({})).await.data();

    // Only those who may invite there make, renew and end it.
    let stranger = app.of("QMB", Role::FocalPoint).await;
    let reader = app.of("QMA", Role::Reader).await;
    for other in [&stranger, &reader] {
        assert_eq!(app.call(other, END, input.clone()).await.code(), "NOT_FOUND");
        let made = app.call(other, MAKE, json!({"input": program("READER", &[])})).await;
        assert_eq!(made.code(), "FORBIDDEN");
    }
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    assert_eq!(app.call(&authority, END, input.clone()).await.code(), "FORBIDDEN");
    let ended = app.call(&focal, END, input.clone()).await;
    assert_eq!(
        ended.data()["endProgram"]["program"]["endedAt"],
        "2027-03-01T12:00:00+00:00"
    );
    there.app().actors().poll_once(app.clock.now()).await.unwrap();
    for process in [&app, &there] {
        assert_eq!(process.call(&who, VIEWER, json!({})).await.code(), "UNAUTHENTICATED");
    }
    let refused = post(&app, &ledger.form(None), None).await;
    is_refused(&refused, StatusCode::UNAUTHORIZED, "invalid_client");
    assert_eq!(app.call(&focal, END, input).await.code(), "STATE");
}

#[tokio::test]
async fn a_program_neither_signs_nor_administers_nor_lasts_for_ever() {
    let app = TestApp::start().await;
    let administrator = app.secretariat(Role::Administrator).await;
    let input = |role: &str, place: Value, expires: &str| json!({"input": {"name": "P", "role": role, "place": place, "scopes": [], "expiresAt": expires}});
    let (state, none, soon) = (json!({"state": "QMA"}), json!({}), "2027-06-01T00:00:00Z");
    for (role, place) in [
        ("FOCAL_POINT", &state),
        ("PUBLISHING_AUTHORITY", &state),
        ("CLEARER", &state),
        ("SECRETARIAT_OFFICER", &none),
        ("CATALOGUE_EDITOR", &none),
        ("AUDITOR", &none),
        ("ADMINISTRATOR", &none),
    ] {
        let made = app.call(&administrator, MAKE, input(role, place.clone(), soon)).await;
        assert_eq!(
            (made.code(), &made.extensions()["reason"]),
            ("INVALID", &json!("not_for_programs")),
            "{role}"
        );
    }
    for expires in ["2027-03-01T12:00:00Z", "2028-03-02T12:00:00Z"] {
        let made = app
            .call(&administrator, MAKE, input("ANALYST", none.clone(), expires))
            .await;
        assert_eq!(made.extensions()["field"], "input.expiresAt");
    }
    app.call(&administrator, MAKE, input("ANALYST", none, soon))
        .await
        .data();
    // The database says the same.
    let mut owner = app.owner().await;
    let widened = sqlx::query("update membership set role = 'administrator' where role = 'analyst'")
        .execute(&mut owner)
        .await;
    assert!(widened.is_err());
}

#[tokio::test]
async fn who_keeps_a_program_does_not_file_what_it_changed_last() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    // One person is both.
    sqlx::query(
        "insert into membership (id, account_id, role, state_id, valid_from) values ($1, $2, 'focal_point', 'QMA', $3)",
    )
    .bind(uuid::Uuid::from_u128(77))
    .bind(authority.account.0)
    .bind(app.clock.now())
    .execute(&mut app.owner().await)
    .await
    .unwrap();
    app.app().actors().poll_once(app.clock.now()).await.unwrap();
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &views).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    assign(&app, &focal, &id, &ledger.id).await;
    // The focal point's program changes something: the authority files it, because the hand is another one's.
    let who = ledger.token(&app, None).await;
    all_stored(&save(&app, &who, &id, &[said("first", 0)]).await);
    let proposal =
        |preview: &Value| json!({"input": {"submission": id, "root": preview["root"], "seen": preview["seen"]}});
    // Once the authority has been shown a secret of it, what it changes is theirs, whether or not the secret goes on.
    let renew = json!({"input": {"id": ledger.id, "expiresAt": "2027-06-01T00:00:00Z"}});
    let renewed = app.call(&authority, RENEW, renew).await;
    let secret = &renewed.data()["renewProgram"]["program"]["secrets"][1]["id"];
    let seen = preview(&app, &authority, &id).await;
    let own = app.call(&authority, FILE, proposal(&seen)).await;
    assert_eq!(
        (own.code(), &own.extensions()["reason"]),
        ("STATE", &json!("four_eyes"))
    );
    let input = json!({"input": {"id": ledger.id, "secret": secret}});
    app.call(&authority, END_SECRET, input).await.data();
    let own = app.call(&authority, FILE, proposal(&seen)).await;
    assert_eq!(own.extensions()["reason"], "four_eyes");
    let other = app.of("QMA", Role::PublishingAuthority).await;
    file(&app, &other, &id).await;
}

#[tokio::test]
async fn hashes_are_kept_and_nobody_but_the_issuer_reads_them() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let ledger = Ledger::make(&app, &focal, "CONTRIBUTOR", &["DRAFT"]).await;
    let mut owner = app.owner().await;
    let kept: bool = sqlx::query_scalar("select hash = sha256($1) from program_secret_hash")
        .bind(ledger.secret.as_bytes())
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(kept);
    let mut service = sqlx::PgConnection::connect(&app.database.service_url()).await.unwrap();
    for (reader, state, expected) in [
        ("issuer", "{}", [1, 1, 1]),
        ("state", "{QMA}", [1, 1, 0]),
        ("state", "{QMB}", [0, 0, 0]),
        ("secretariat", "{}", [0, 0, 0]),
        ("anonymous", "{}", [0, 0, 0]),
    ] {
        let mut tx = service.begin().await.unwrap();
        for (setting, value) in [("app.reader", reader), ("app.read_state", state)] {
            let set = sqlx::query("select set_config($1, $2, true)").bind(setting).bind(value);
            set.execute(&mut *tx).await.unwrap();
        }
        let mut seen = Vec::new();
        for table in ["program", "program_secret", "program_secret_hash"] {
            let text = format!("select count(*) from {table}");
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            seen.push(count);
        }
        assert_eq!(seen, expected, "{reader} {state}");
        let ended = sqlx::query("update program set ended_at = now()")
            .execute(&mut *tx)
            .await;
        assert_eq!(ended.unwrap().rows_affected(), 0, "{reader} {state}");
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn the_metadata_says_what_there_is() {
    let app = TestApp::start().await;
    let metadata = Request::get("/.well-known/oauth-authorization-server")
        .body("".into())
        .unwrap();
    let answer = app.send(metadata).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.json,
        json!({
            "issuer": "https://normtrack.example",
            "token_endpoint": "https://normtrack.example/oauth/token",
            "jwks_uri": "https://normtrack.example/.well-known/jwks.json",
            "scopes_supported": ["read", "draft", "evidence"],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        })
    );
    for path in ["token_endpoint", "jwks_uri"] {
        let path = answer.json[path]
            .as_str()
            .unwrap()
            .strip_prefix("https://normtrack.example");
        let found = app.send(Request::get(path.unwrap()).body("".into()).unwrap()).await;
        assert_ne!(found.status, StatusCode::NOT_FOUND, "{path:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_for_programs_runs_word_for_word() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let ledger = Ledger::make(&app, &focal, "READER", &[]).await;
    let (address, stop) = crate::readme::served(&app).await;
    let begin = crate::readme::README.find("## For programs").unwrap();
    let end = begin + crate::readme::README[begin..].find("\n## Configuration").unwrap();
    let script = crate::readme::blocks(&crate::readme::README[begin..end], "sh").join("\n");
    assert!(script.contains("N=http://127.0.0.1:8080\n"));
    let run = tokio::process::Command::new("bash")
        .args([
            "-euo",
            "pipefail",
            "-c",
            &script.replace("http://127.0.0.1:8080", &address),
        ])
        .env("CLIENT_ID", &ledger.client)
        .env("CLIENT_SECRET", &ledger.secret)
        .output()
        .await
        .unwrap();
    let (said, complained) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{said}\n{complained}");
    let said: Value = serde_json::from_str(said.trim()).unwrap();
    assert_eq!(
        said["data"]["viewer"],
        json!({"account": {"name": "Ledger of Justice"}, "program": {"clientId": ledger.client, "scopes": ["READ"]}})
    );
    stop.send(()).unwrap();
}
