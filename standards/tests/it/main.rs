//! What is written, the published tools read; what is read again is what was there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use catalogue::{Catalogue, Content};
use domain::questionnaire::Edition;
use serde_json::{Value as Json, json};
use standards::{Fault, catalog, import, mapping, questionnaire, yaml};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Has the published tools (`script/standards`) read files; each is `(kind, JSON)`.
fn accepted(files: &[(&str, Json)]) {
    let python = root().join(".data/standards/bin/python");
    assert!(python.exists(), "`script/standards` installs what reads this");
    let folder = tempfile::tempdir().unwrap();
    let mut reading = Command::new(python);
    reading.arg(root().join("standards/tests/it/read.py"));
    for (place, (kind, json)) in files.iter().enumerate() {
        let path = folder.path().join(format!("{place}.json"));
        fs::write(&path, format!("{json:#}")).unwrap();
        reading.arg(kind).arg(path);
    }
    let read = reading.output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
}

#[test]
fn the_published_tool_accepts_the_catalog_of_everything_and_of_each_instrument() {
    let catalogue = Catalogue::load().unwrap();
    let norms = &catalogue.norms;
    let mut files = vec![("oscal-catalog", catalog(norms, None, "0").unwrap())];
    for instrument in norms.instruments() {
        files.push(("oscal-catalog", catalog(norms, Some(&instrument.id), "0").unwrap()));
    }
    accepted(&files);
    assert_eq!(catalog(norms, None, "0"), catalog(norms, None, "0"));
}

#[test]
fn the_published_tool_accepts_the_crosswalk_and_every_end_of_it_is_a_control() {
    let catalogue = Catalogue::load().unwrap();
    let collection = mapping(&catalogue.norms, "https://normtrack.example/catalogue", "0");
    accepted(&[("oscal-mapping", collection.clone())]);
    let mut controls = BTreeSet::new();
    each(&catalog(&catalogue.norms, None, "0").unwrap(), &mut |json| {
        if json.get("class").is_some() && json.get("title").is_some() {
            controls.insert(json["id"].as_str().unwrap().to_owned());
        }
    });
    let mut ends = 0;
    each(&collection, &mut |json| {
        if let Some(id) = json.get("id-ref") {
            ends += 1;
            assert!(controls.contains(id.as_str().unwrap()), "{id}");
        }
    });
    assert_eq!(ends, 2 * catalogue.norms.relations().len());
    let mut uuids = BTreeSet::new();
    each(&collection, &mut |json| {
        if let Some(uuid) = json.get("uuid") {
            assert!(uuids.insert(uuid.as_str().unwrap().to_owned()), "{uuid}");
        }
    });
}

fn each(json: &Json, look: &mut impl FnMut(&Json)) {
    look(json);
    match json {
        Json::Object(fields) => fields.values().for_each(|value| each(value, look)),
        Json::Array(items) => items.iter().for_each(|item| each(item, look)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn every_instrument_comes_in_again_with_the_same_provisions() {
    let content = Content::embedded();
    let catalogue = Catalogue::read(&content).unwrap();
    for instrument in catalogue.norms.instruments() {
        let written = catalog(&catalogue.norms, Some(&instrument.id), "0").unwrap();
        let imported = import(&written).unwrap_or_else(|faults| panic!("{}: {faults:?}", instrument.id));
        assert_eq!(imported.id, instrument.id.as_ref());
        let path = format!("instruments/{}.yaml", imported.id.to_lowercase());
        let mut again = content.clone();
        assert!(
            again.files.insert(path.clone(), yaml(&imported.file)).is_some(),
            "{path}"
        );
        let faults = |report: catalogue::Report| report.faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        let again = Catalogue::read(&again).unwrap_or_else(|report| panic!("{}: {:#?}", instrument.id, faults(report)));
        let (before, after) = (&catalogue.norms, &again.norms);
        assert_eq!(after.provisions(), before.provisions(), "{}", instrument.id);
        let now = after.instrument(&instrument.id).unwrap();
        assert_eq!(
            (&now.title, &now.short_title, &now.annex_title),
            (&instrument.title, &instrument.short_title, &instrument.annex_title)
        );
        assert_eq!(
            (&now.dates, &now.relations, &now.footnotes),
            (&instrument.dates, &instrument.relations, &instrument.footnotes)
        );
        assert_eq!(
            (now.adoption, &now.kind, now.session),
            (instrument.adoption, &instrument.kind, instrument.session)
        );
    }
}

#[test]
fn what_is_wrong_with_a_catalog_is_named_with_its_place() {
    let catalogue = Catalogue::load().unwrap();
    let id = &catalogue.norms.instruments()[0].id;
    let sound = catalog(&catalogue.norms, Some(id), "0").unwrap();
    let faults = |change: &dyn Fn(&mut Json)| {
        let mut changed = sound.clone();
        change(&mut changed);
        import(&changed).unwrap_err()
    };
    let fault = |at: &str, what: &str| Fault {
        at: at.to_owned(),
        what: what.to_owned(),
    };
    assert_eq!(
        import(&json!({})).unwrap_err(),
        [fault("", "this is no OSCAL catalog: there is no `catalog`")]
    );
    assert_eq!(
        faults(&|json| json["catalog"]["groups"] = json!([])),
        [fault(
            "/catalog/groups",
            "one group is one instrument; there are 0 groups"
        )]
    );
    let several = faults(&|json| {
        let control = &mut json["catalog"]["groups"][0]["controls"][0];
        control["props"] = json!([]);
        json["catalog"]["metadata"]["oscal-version"] = json!("2.0");
    });
    assert_eq!(several.len(), 5, "{several:#?}");
    let at = "/catalog/groups/0/controls/0";
    assert!(several.contains(&fault(at, "there is no prop `provision-id` of urn:normtrack:oscal")));
    let language = faults(&|json| json["catalog"]["groups"][0]["parts"][0]["props"][0]["value"] = json!("de"));
    assert_eq!(
        language,
        [fault(
            "/catalog/groups/0/parts/0",
            "`de` is no official language (BCP 47)"
        )]
    );
}

#[test]
fn the_published_models_accept_every_questionnaire() {
    let catalogue = Catalogue::load().unwrap();
    let forms: Vec<_> = catalogue
        .editions()
        .iter()
        .map(|edition| ("fhir-questionnaire", questionnaire(edition, &catalogue.norms)))
        .collect();
    accepted(&forms);
    for (edition, (_, form)) in catalogue.editions().iter().zip(&forms) {
        same_questions(edition, form);
    }
}

/// Every question is an item with its kind, its options in order, its condition and all its languages.
fn same_questions(edition: &Edition, form: &Json) {
    let mut links = BTreeSet::new();
    let mut items = Vec::new();
    each(form, &mut |json| {
        if let Some(link) = json.get("linkId") {
            assert!(links.insert(link.as_str().unwrap().to_owned()), "{link} stands twice");
            items.push(json.clone());
        }
    });
    for placed in edition.questions() {
        let code = placed.question.code.as_str();
        let item = items
            .iter()
            .find(|item| item["linkId"] == code)
            .unwrap_or_else(|| panic!("{code}"));
        let options: Vec<_> = edition
            .options(placed.question)
            .iter()
            .map(|option| json!(option.code.as_str()))
            .collect();
        let listed = item["answerOption"].as_array().cloned().unwrap_or_default();
        let listed: Vec<_> = listed
            .iter()
            .map(|option| option["valueCoding"]["code"].clone())
            .collect();
        assert_eq!(listed, options, "{code}");
        let conditions = placed
            .question
            .condition
            .as_ref()
            .map_or(0, |condition| condition.conditions.len());
        let when = item["enableWhen"].as_array().map_or(0, Vec::len);
        assert_eq!(when, conditions, "{code}");
        let translations = item["_text"]["extension"].as_array().map_or(0, Vec::len);
        assert_eq!(translations + 1, placed.question.prompt.iter().count(), "{code}");
        for condition in item["enableWhen"].as_array().into_iter().flatten() {
            assert!(links.contains(condition["question"].as_str().unwrap()));
        }
    }
}
