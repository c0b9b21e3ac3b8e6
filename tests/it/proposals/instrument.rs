//! A version of a proposal becomes the file of an instrument.

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
