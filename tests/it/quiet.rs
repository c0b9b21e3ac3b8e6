//! What must not be said aloud: no secret is printed, and the log of a whole story, at its most talkative, holds no token, no
//! answer, no address and no secret.

use std::fmt::{Debug, Display};
use std::io::Write;
use std::marker::PhantomData;
use std::sync::Mutex;

use api::config::Cli;
use api::telemetry::{LogForm, start_into};
use clap::Parser as _;
use domain::access::Role;
use http::header::AUTHORIZATION;
use serde_json::{Value, json};
use tests::app::{SECRET, TestApp};
use tests::delegation::{PASSWORD, answer, file, join, open_submission, share_draft};
use tests::live::Serving;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::evidence::{keep, pdf};
use crate::filing::round;

/// Whether a type can be printed at all: of two constants of one name the inherent one is taken, where its bound holds.
struct Prints<T>(PhantomData<T>);

trait Cannot {
    const DEBUG: bool = false;
    const DISPLAY: bool = false;
}

impl<T> Cannot for Prints<T> {}

impl<T: Debug> Prints<T> {
    const DEBUG: bool = true;
}

struct Shows<T>(PhantomData<T>);

impl<T> Cannot for Shows<T> {}

impl<T: Display> Shows<T> {
    const DISPLAY: bool = true;
}

macro_rules! cannot_be_printed {
    ($($secret:ty),+ $(,)?) => {
        [$((stringify!($secret), Prints::<$secret>::DEBUG || Shows::<$secret>::DISPLAY)),+]
    };
}

#[test]
fn what_holds_a_secret_cannot_be_printed() {
    let printed: Vec<_> = cannot_be_printed![
        api::auth::Secret,
        api::auth::Keys,
        api::auth::KeySet,
        api::auth::OpenedKey,
        api::auth::AccessToken,
        api::auth::SignedIn,
        api::auth::InvitationLink,
        api::auth::Enrolment,
        api::auth::RecoveryCodes,
        api::auth::DownloadLinks,
        api::http::Certificate,
        register::Signer,
        store::Store,
    ]
    .into_iter()
    .filter(|(_, prints)| *prints)
    .map(|(name, _)| name)
    .collect();
    assert_eq!(printed, Vec::<&str>::new());
    // The question is one.
    const { assert!(Prints::<String>::DEBUG && Shows::<String>::DISPLAY) };
}

#[test]
fn settings_print_without_what_is_secret_in_them() {
    let secret = "kept-to-ourselves";
    let url = format!("postgres://normtrack_service:{secret}@host/normtrack");
    let served: &[&str] = &[
        "--database-url",
        &url,
        "--s3-bucket",
        "b",
        "--s3-access-key",
        secret,
        "--s3-secret-key",
        secret,
    ];
    let owned: &[&str] = &["--owner-database-url", &url];
    for (command, options) in [
        (&["serve"][..], served),
        (&["doctor"], served),
        (&["migrate"], owned),
        (&["catalogue", "publish"], owned),
        (&["register", "check"], owned),
        (&["evidence", "check"], owned),
        (
            &["account", "invite", "--administrator", "--email", "a@example.int"],
            &["--database-url", &url],
        ),
        (
            &["key", "rotate", "tokens", "--by", "a@example.int", "--secret-file", "f"],
            &["--database-url", &url],
        ),
    ] {
        let line = ["normtrack"].iter().chain(command).chain(options);
        let cli = Cli::try_parse_from(line).unwrap_or_else(|error| panic!("{command:?}: {error}"));
        for printed in [format!("{cli:?}"), format!("{cli:#?}")] {
            assert!(printed.contains("Hidden(..)"), "{printed}");
            assert!(!printed.contains(secret), "{printed}");
        }
    }
    let proof = api::auth::Proof::Code(secret.to_owned());
    let s3 = vault::S3 {
        bucket: "b".to_owned(),
        endpoint: None,
        region: String::new(),
        access_key: secret.to_owned(),
        secret_key: secret.to_owned(),
    };
    let password = domain::access::Password::presented(secret).unwrap();
    assert!(!format!("{proof:?} {s3:?} {password:?}").contains(secret));
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const SIGN_IN: &str = "mutation Entry($input: SignInInput!) { signIn(input: $input) {
    tokens { accessToken refreshToken } device } }";
const REFRESH: &str = "mutation Renewal($input: RefreshInput!) { refresh(input: $input) {
    tokens { accessToken refreshToken } } }";

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::too_many_lines, reason = "one log, of everything that somebody does")]
async fn the_log_of_a_whole_story_at_its_most_talkative_tells_nothing_of_anybody() {
    const EMAIL: &str = "somebody-to-keep-quiet@example.int";
    const ANSWER: &str = "words-of-an-answer";
    const COMMENT: &str = "words-of-a-comment";
    const REFUSED: &str = "words-that-are-refused";
    start_into(LogForm::Json, "trace", || Kept, None).unwrap();
    let app = TestApp::start().await;
    let serving = Serving::start(&app).await;
    let mut secrets: Vec<String> = Vec::new();

    let administrator = app.secretariat(Role::Administrator).await;
    let focal = join(&app, &administrator, EMAIL, "FOCAL_POINT", json!({"state": "QMA"})).await;
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    let entry = app
        .call(None, SIGN_IN, json!({"input": {"email": EMAIL, "password": PASSWORD}}))
        .await;
    let entry = &entry.data()["signIn"];
    let refresh = &entry["tokens"]["refreshToken"];
    let renewed = app
        .call(None, REFRESH, json!({"input": {"refreshToken": refresh}}))
        .await;
    // The second time somebody else may have it.
    app.call(None, REFRESH, json!({"input": {"refreshToken": refresh}}))
        .await;
    app.call(
        None,
        SIGN_IN,
        json!({"input": {"email": EMAIL, "password": "words-nobody-knows"}}),
    )
    .await;
    let tokens = [
        &entry["tokens"]["accessToken"],
        refresh,
        &entry["device"],
        &renewed.data()["refresh"]["tokens"]["accessToken"],
    ];
    secrets.extend(tokens.into_iter().map(|token| token.as_str().unwrap().to_owned()));
    secrets.extend([&administrator, &focal, &authority].map(|who| who.token.clone()));

    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let submission = open_submission(&app, &focal, "QMA", &round, "EN").await;
    let changed = "subscription ($id: ID!) { submissionChanged(id: $id) { __typename } }";
    let mut subscriber = serving.connect(&focal).await;
    subscriber.subscribe("a", changed, json!({"id": submission})).await;
    subscriber.event().await;
    answer(
        &app,
        &focal,
        &submission,
        &[("VT.topic_a", json!({"longText": ANSWER}))],
    )
    .await;
    subscriber.event().await;
    let comment = "mutation Said($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { id } } }";
    let input = json!({"submission": submission, "question": "VT.topic_a", "content": COMMENT});
    app.call(&focal, comment, json!({"input": input})).await.data();
    keep(
        &app,
        &focal,
        ("QMA", "name-of-a-document.pdf"),
        pdf("words-of-a-document"),
    )
    .await;
    share_draft(
        &app,
        &authority,
        &submission,
        json!({"default": {"visibility": "PUBLIC"}}),
    )
    .await;
    file(&app, &authority, &submission).await;

    // What the database refuses, it quotes: in the hot save, and in a unit of work.
    let mut owner = app.owner().await;
    for table in ["answer_revision", "comment"] {
        let broken =
            format!("alter table {table} add constraint broken check (to_jsonb({table})::text not like '%{REFUSED}%')");
        sqlx::raw_sql(sqlx::AssertSqlSafe(broken))
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let second = open_submission(&app, &app.of("QMB", Role::FocalPoint).await, "QMB", &round, "EN").await;
    let other = app.of("QMB", Role::FocalPoint).await;
    let save = "mutation Saving($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let answers = json!([{"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": REFUSED}}]);
    let input = json!({"input": {"submission": second, "answers": answers}});
    assert_eq!(app.call(&other, save, input).await.code(), "INTERNAL");
    let input = json!({"submission": second, "question": "VT.topic_a", "content": REFUSED});
    assert_eq!(
        app.call(&other, comment, json!({"input": input})).await.code(),
        "INTERNAL"
    );
    app.call(&focal, "{ viewer { account { email } } }", Value::Null).await;

    // Over a socket, with headers, a body that is broken off, and a head that is none.
    let query = json!({"query": "query Whole { viewer { account { email } } }"}).to_string();
    let header = format!(
        "{AUTHORIZATION}: Bearer {}\r\nx-forwarded-for: 203.0.113.77",
        focal.token
    );
    let whole = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n{header}\r\n\
         content-length: {}\r\n\r\n{query}",
        query.len()
    );
    for text in [
        whole.clone(),
        whole[..whole.len() - 5].to_owned(),
        format!("GET {ANSWER}\r\n{header}\r\n\r\n"),
    ] {
        let mut stream = TcpStream::connect(serving.address()).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        // What is wrong with it may end the connection at once.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    serving.listening.end().await;

    let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    assert!(log.matches("call answered").count() > 12, "the log is talkative: {log}");
    assert_eq!(
        log.matches("call failed with internal error").count(),
        2,
        "both refusals are there: {log}"
    );
    secrets.extend([EMAIL, ANSWER, COMMENT, REFUSED, PASSWORD].map(str::to_owned));
    let others = [
        "words-nobody-knows",
        "words-of-a-document",
        "name-of-a-document",
        "203.0.113.77",
        "Bearer",
        "127.0.0.1",
    ];
    secrets.extend(others.map(str::to_owned));
    secrets.extend([
        vault::hex(&SECRET),
        String::from_utf8_lossy(&SECRET).into_owned(),
        format!("{SECRET:?}"),
    ]);
    for line in log.lines() {
        for secret in &secrets {
            assert!(!line.contains(secret.as_str()), "{secret}: {line}");
        }
    }
}
