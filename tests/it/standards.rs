//! The catalogue in the forms of standards, by the addresses that everybody finds.

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use tests::app::{Answer, TestApp};

async fn get(app: &TestApp, address: &str) -> Answer {
    app.send(Request::get(address).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn instruments_crosswalk_and_questionnaires_are_found_as_oscal_and_fhir() {
    let app = TestApp::start().await;
    let world = app.app().world();
    let all = get(&app, "/catalogue/catalog.oscal.json").await;
    let groups = all.json["catalog"]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), world.norms.instruments().len());
    // Where the crosswalk leads, there is a catalog with the group that it names.
    let crosswalk = get(&app, "/catalogue/crosswalk.oscal.json").await;
    for mapping in crosswalk.json["mapping-collection"]["mappings"].as_array().unwrap() {
        let address = mapping["source-resource"]["href"].as_str().unwrap();
        let found = get(&app, address.trim_start_matches("https://normtrack.example")).await;
        assert_eq!(found.status, StatusCode::OK, "{address}");
        let control = mapping["maps"][0]["sources"][0]["id-ref"].as_str().unwrap();
        assert!(
            found.json.to_string().contains(&format!("\"id\":\"{control}\"")),
            "{control}"
        );
    }
    for edition in world.editions.values() {
        let name = edition.id().to_string().replace('/', "-");
        let form = get(&app, &format!("/catalogue/{name}.fhir.json")).await;
        assert_eq!(form.headers[CONTENT_TYPE], "application/fhir+json");
        assert_eq!(form.json["identifier"][0]["value"], edition.id().to_string());
    }
    for address in [
        "/catalogue/A-1-1.oscal.json",
        "/catalogue/nothing-1.fhir.json",
        "/catalogue/catalog.xml",
    ] {
        let answer = get(&app, address).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::NOT_FOUND, "NOT_FOUND"),
            "{address}"
        );
    }
}
