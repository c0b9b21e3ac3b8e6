//! A version of a proposal becomes the file of an instrument.

use api::config::{CatalogueCommand, Cli, Command};
use api::proposed::{FromProposalArguments, from_proposal};
use catalogue::{Catalogue, Content};
use clap::Parser as _;

use super::*;

const FILE: &str = "query ($id: ID!, $version: Int, $symbol: String) { node(id: $id) { ... on Proposal {
    instrumentFile(version: $version, symbol: $symbol) { path file crosswalk notYetAsked
        gaps { lack paragraph language } } } } }";

#[tokio::test]
async fn what_is_missing_is_named_and_what_is_not_public_is_not_taken() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let editor = app.secretariat(Role::CatalogueEditor).await;
    let ask = async |who: &Persona, variables: Value| app.call(&app.renewed(who), FILE, variables).await;
    let mut content = norm("Title", "Words.");
    let machine = json!({"language": "FR", "status": "MACHINE", "title": "Titre"});
    content["wordings"].as_array_mut().unwrap().push(machine);
    let id = qma.draft(content).await;
    assert_eq!(ask(&editor, json!({"id": id})).await.data()["node"], Value::Null);
    qma.release(&id, 1, "", public()).await.data();
    let told = ask(&editor, json!({"id": id})).await;
    let made = &told.data()["node"]["instrumentFile"];
    let gap = |lack: &str, paragraph: Option<&str>, language: &str| {
        let language = (!language.is_empty()).then_some(language);
        json!({"lack": lack, "paragraph": paragraph, "language": language})
    };
    let others = ["AR", "ZH", "FR", "RU", "ES"];
    let mut expected: Vec<_> = others.map(|language| gap("TITLE", None, language)).into();
    expected.extend(others.map(|language| gap("PARAGRAPH", Some("1"), language)));
    expected.push(gap("RELATION", Some("1"), ""));
    assert_eq!(made["gaps"], json!(expected));
    let file = made["file"].as_str().unwrap();
    assert!(file.contains("Title") && !file.contains("Titre"), "{file}");
    let path = made["path"].as_str().unwrap();
    assert!(
        path.starts_with("instruments/proposal-qma-") && path.ends_with("-1.yaml"),
        "{path}"
    );

    // Only whoever keeps the catalogue takes it, and under a symbol that is one.
    for who in [&qma.focal, &app.secretariat(Role::SecretariatOfficer).await] {
        assert_eq!(ask(who, json!({"id": id})).await.code(), "FORBIDDEN");
    }
    assert_eq!(
        ask(&editor, json!({"id": id, "symbol": "no symbol"})).await.code(),
        "INVALID"
    );
    assert_eq!(ask(&editor, json!({"id": id, "version": 2})).await.code(), "NOT_FOUND");
    // What was revised later is a draft; what was taken back is not taken.
    qma.revise(&id, 1, norm("Title", "Other words.")).await.data();
    qma.release(&id, 2, "Other words.", public()).await.data();
    let told = ask(&editor, json!({"id": id, "version": 1, "symbol": "A/C.1/82/L.9"})).await;
    let made = &told.data()["node"]["instrumentFile"];
    assert_eq!(made["path"], "instruments/a-c1-82-l9.yaml");
    assert!(made["file"].as_str().unwrap().contains("adoption: \"draft\""));
    qma.ends(WITHDRAW, &id).await.data();
    assert_eq!(ask(&editor, json!({"id": id})).await.code(), "STATE");
}

/// A further norm in six languages, with what the catalogue wants of it.
fn whole() -> Value {
    let titles = [
        ("AR", "المستشفيات"),
        ("ZH", "医院"),
        ("EN", "Hospitals"),
        ("FR", "Les hôpitaux"),
        ("RU", "Больницы"),
        ("ES", "Los hospitales"),
    ];
    let wordings = titles.map(|(language, title)| {
        let status = if language == "FR" { "OFFICIAL" } else { "UNOFFICIAL" };
        json!({"language": language, "status": status, "title": title})
    });
    let texts = titles.map(|(language, title)| text(language, &format!("{title}.")));
    json!({"kind": "FURTHER_NORM", "themes": ["critical_infrastructure"], "wordings": wordings,
        "paragraphs": [{"number": "1", "texts": texts}],
        "relations": [{"provision": "A-70-174/13.f", "relation": "RELATED", "paragraph": "1"}]})
}

/// What the command line makes of its words.
fn arguments(app: &TestApp, words: &[&str]) -> FromProposalArguments {
    let url = app.database.service_url();
    let head = ["normtrack", "catalogue", "from-proposal", "--database-url", &url];
    let words = head.iter().chain(words);
    let Command::Catalogue(CatalogueCommand::FromProposal(arguments)) = Cli::try_parse_from(words).unwrap().command
    else {
        panic!("another command");
    };
    arguments
}

/// What the operator is told, and what came of it.
async fn written(app: &TestApp, words: &[&str]) -> Result<api::proposed::Written, String> {
    let norms = Catalogue::load().unwrap().norms;
    let arguments = arguments(app, words);
    let made = from_proposal(app.app().store(), &norms, app.clock.now(), &arguments).await;
    made.map_err(|error| error.to_string())
}

/// The content of the program in a folder.
fn content_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in Content::embedded().files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[tokio::test]
async fn the_command_line_writes_the_file_and_the_check_of_the_catalogue_accepts_it() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let id = qma.draft(whole()).await;
    let id_text = id.as_str().unwrap();
    qma.release(&id, 1, "", public()).await.data();
    let folder = content_folder();
    let out = folder.path().to_str().unwrap();
    let words = [id_text, "--number", "1", "--symbol", "A/C.1/82/L.9", "--out", out];
    let made = written(&app, &words).await.unwrap();
    assert_eq!(made.lacking.len(), 0);
    let path = made.path.unwrap();
    assert_eq!(path, folder.path().join("instruments/a-c1-82-l9.yaml"));
    let check = || {
        let found = catalogue::check(&Content::from_folder(folder.path()).unwrap());
        found.faults.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(check(), Vec::<String>::new());
    // It is what the API gives whoever keeps the catalogue.
    let editor = app.secretariat(Role::CatalogueEditor).await;
    let told = app
        .call(
            Some(&editor),
            FILE,
            json!({"id": id, "version": 1, "symbol": "A/C.1/82/L.9"}),
        )
        .await;
    let given = &told.data()["node"]["instrumentFile"];
    assert_eq!(std::fs::read_to_string(&path).unwrap(), given["file"]);
    let list = std::fs::read_to_string(folder.path().join("crosswalk.yaml")).unwrap();
    assert!(list.ends_with(given["crosswalk"].as_str().unwrap()));
    // A word of it altered is found, and nothing that is there is written over.
    let altered = std::fs::read_to_string(&path).unwrap().replace("hôpitaux", "écoles");
    std::fs::write(&path, &altered).unwrap();
    assert!(check().iter().any(|fault| fault.contains("never altered")));
    let refused = written(&app, &words).await.err().unwrap();
    assert!(
        refused.ends_with("instruments/a-c1-82-l9.yaml is there already"),
        "{refused}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), altered);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("crosswalk.yaml")).unwrap(),
        list
    );
    // Without a folder it is printed; the id may be bare.
    let made = written(&app, &[id_text]).await.unwrap();
    assert_eq!(made.path, None);
    assert!(made.file.contains("Les hôpitaux"));
}

#[tokio::test]
async fn the_command_line_says_why_it_writes_nothing() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let id = qma.draft(norm("Planted title", "Planted words.")).await;
    let id_text = id.as_str().unwrap();
    let refused = async |words: &[&str]| written(&app, words).await.err().unwrap();
    assert_eq!(refused(&["nothing"]).await, "nothing is no id of a proposal");
    let unread = format!("there is no proposal {id_text} of which everybody reads a version");
    assert_eq!(refused(&[id_text]).await, unread);
    let members = json!({"visibility": "MEMBER_STATES"});
    qma.release(&id, 1, "", members).await.data();
    assert_eq!(refused(&[id_text, "--number", "1"]).await, unread);
    qma.revise(&id, 1, norm("Title", "Other words.")).await.data();
    qma.release(&id, 2, "Other words.", public()).await.data();
    assert_eq!(
        refused(&[id_text, "--number", "1"]).await,
        format!("version 1 of the proposal {id_text} is none that everybody reads; those are: 2")
    );
    assert_eq!(
        refused(&[id_text, "--symbol", "no symbol"]).await,
        "no symbol is no symbol of a document"
    );
    let empty = tempfile::tempdir().unwrap();
    let out = empty.path().to_str().unwrap();
    assert_eq!(
        refused(&[id_text, "--out", out]).await,
        format!("{out} is no content folder: it has no crosswalk.yaml")
    );
    let made = written(&app, &[id_text]).await.unwrap();
    let lacking: Vec<_> = made.lacking.iter().map(ToString::to_string).collect();
    assert!(lacking.contains(&"a title in ru".to_owned()), "{lacking:?}");
    assert!(lacking.contains(&"paragraph 1 in zh".to_owned()), "{lacking:?}");
    qma.ends(WITHDRAW, &id).await.data();
    assert_eq!(
        refused(&[id_text]).await,
        format!("the proposal {id_text} was taken back by the State that led it")
    );
}
