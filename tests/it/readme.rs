//! The documents, held to what they say: the first five minutes run word for word, the configuration is the command
//! line's, and every link leads somewhere.

use std::fs;
use std::path::{Path, PathBuf};

use api::auth::{Cost, Passwords};
use api::config::Cli;
use api::http::{Limits, PaceSettings, Patience, Settings, serve};
use clap::CommandFactory as _;
use demonstration::{PASSWORD, introduced};
use domain::access::{Password, Role};
use serde_json::Value;
use tests::app::TestApp;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::filing::round;

pub(crate) const README: &str = include_str!("../../README.md");

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are a folder of the workspace")
}

/// The fenced blocks of a language, in order.
pub(crate) fn blocks(text: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() == open {
            let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim_start() != "```").collect();
            blocks.push(block.join("\n"));
        }
    }
    blocks
}

/// Somebody who signs in with an address and a password.
async fn somebody(app: &TestApp, role: Role, email: &str, password: &str) {
    let persona = app.of("QMF", role).await;
    let mint = app.app().mint();
    let password = Password::presented(password).unwrap();
    let hash = Passwords::new(Cost::Nominal, mint).hash(password, mint).await;
    let mut owner = app.owner().await;
    sqlx::query("update account set email = $2 where id = $1")
        .bind(persona.account.0)
        .bind(email)
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("insert into credential (account_id, password_hash) values ($1, $2)")
        .bind(persona.account.0)
        .bind(hash)
        .execute(&mut owner)
        .await
        .unwrap();
}

/// Serves an app as in production; says where, and what stops it.
pub(crate) async fn served(app: &TestApp) -> (String, tokio::sync::oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let door = Settings {
        limits: Limits::default(),
        pace: PaceSettings::default(),
        origins: vec!["https://normtrack.example".to_owned()],
        development: false,
        secure: false,
        documents: None,
        build: "test".to_owned(),
    };
    let router = app.process.router(door);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    tokio::spawn(serve(listener, router, Patience::default(), async {
        stopped.await.unwrap_or_default();
    }));
    (address, stop)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_five_minutes_can_be_followed_word_for_word() {
    let app = TestApp::start().await;
    round(&app, "national-implementation/1", "fictional-survey-2").await;
    // The people whom the demonstration introduces, in this test's own database: loading all of it takes too long. Who
    // signs for a ministry has none here.
    for (email, role) in introduced()
        .iter()
        .filter(|(email, role)| email.as_str().contains(".qmf@") && *role != Role::Clearer)
    {
        somebody(&app, *role, email.as_str(), PASSWORD).await;
    }

    let (address, stop) = served(&app).await;
    let begin = README.find("## The first five minutes").unwrap();
    let end = begin + README[begin..].find("\n## Serving").unwrap();
    let script = blocks(&README[begin..end], "sh").join("\n");
    assert!(script.contains("N=http://127.0.0.1:8080\n"));
    let script = script.replace("http://127.0.0.1:8080", &address);
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(folder.path())
        .output()
        .await
        .unwrap();
    let (said, complained) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{said}\n{complained}");
    assert!(!said.contains("\"errors\""), "{said}");
    assert_eq!(
        said.matches("\"outcome\":\"STORED\",\"revision\":1").count(),
        3,
        "{said}"
    );
    assert!(said.contains("\"invited\":6"), "{said}");
    assert!(said.contains("\"code\":\"implemented\",\"states\":1"), "{said}");

    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let preview: Value = serde_json::from_str(&read("preview.json")).unwrap();
    let preview = &preview["data"]["submission"]["preview"];
    assert_eq!(
        (&preview["answerCount"], &preview["publicCount"]),
        (&3.into(), &3.into())
    );
    let extract = register::Extract::parse(read("extract.json").as_bytes()).unwrap();
    let verified = register::verify_extract(&extract).unwrap();
    assert_eq!(verified.root.to_hex(), preview["root"].as_str().unwrap());
    assert_eq!((verified.opened, verified.hidden), (3, 0));
    stop.send(()).unwrap();
}

#[test]
fn the_configuration_is_the_command_lines() {
    let begin = README.find("## Configuration").unwrap();
    let table: Vec<&str> = README[begin..]
        .lines()
        .filter(|line| line.starts_with("| `--"))
        .collect();
    let mut known = Vec::new();
    let mut faults = Vec::new();
    let mut commands = vec![Cli::command()];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands().cloned());
        for argument in command.get_arguments().filter(|it| it.get_long().is_some()) {
            let option = format!("| `--{}` |", argument.get_long().unwrap_or_default());
            let environment = argument.get_env().map(|name| format!("`{}`", name.to_string_lossy()));
            let default = argument.get_default_values().first();
            let default = default
                .filter(|_| argument.get_action().takes_values())
                .map(|value| format!("`{}`", value.to_string_lossy()));
            let line = table
                .iter()
                .find(|line| line.starts_with(&option))
                .copied()
                .unwrap_or_default();
            let said = [Some(option.clone()), environment, default];
            faults.extend(said.into_iter().flatten().filter(|it| !line.contains(it.as_str())));
            known.push(option);
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "not in the table of README.md");
    let stale = table
        .iter()
        .filter(|line| !known.iter().any(|option| line.starts_with(option)));
    assert_eq!(stale.collect::<Vec<_>>(), Vec::<&&str>::new(), "no such option");
}

fn documents() -> Vec<PathBuf> {
    let mut found = Vec::from(["README.md", "CHANGELOG.md", "SECURITY.md"].map(|name| root().join(name)));
    for folder in ["deploy", "docs", "docs/adr"] {
        let files = fs::read_dir(root().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        found.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    found
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut faults = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let path = target.split('#').next().unwrap_or_default();
            if !document.parent().unwrap().join(path).exists() {
                faults.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    let mut numbers: Vec<String> = fs::read_dir(root().join("docs/adr"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy()[..4].to_owned())
        .collect();
    numbers.sort();
    let expected: Vec<String> = (1..=numbers.len()).map(|number| format!("{number:04}")).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn queries_in_the_documents_are_valid() {
    let app = TestApp::start().await;
    let mut checked = 0;
    for document in documents() {
        for query in blocks(&fs::read_to_string(&document).unwrap(), "graphql") {
            let answer = app.call(None, &query, Value::Null).await;
            let errors = answer.json["errors"].as_array().cloned().unwrap_or_default();
            let invalid: Vec<_> = errors.iter().filter(|error| error.get("path").is_none()).collect();
            assert!(invalid.is_empty(), "{}: {query}\n{invalid:#?}", document.display());
            checked += 1;
        }
    }
    assert!(checked > 2, "only {checked} documents of GraphQL were found");
}
