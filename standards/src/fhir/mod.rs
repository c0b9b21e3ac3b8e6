//! A questionnaire as FHIR R5 has it (HL7 FHIR 5.0.0, `Questionnaire`).

mod item;

use domain::language::Texts;
use domain::norm::Norms;
use domain::questionnaire::{Edition, Expectation};
use serde_json::{Value as Json, json};

use crate::fhir::item::{enable_when, question};

/// What names ours: editions, lists and what FHIR has no place for.
const URN: &str = "urn:normtrack";

/// The code system of ISO 3166-1.
const STATES: &str = "urn:iso:std:iso:3166";

/// An edition. Modules and sections are groups; nothing is required, for nothing is mandatory to answer.
pub fn questionnaire(edition: &Edition, norms: &Norms) -> Json {
    let id = edition.id();
    let mut said = json!({
        "resourceType": "Questionnaire",
        "id": id.to_string().replace(['/', '_'], "-"),
        "language": edition.source_language().code(),
        "url": format!("{URN}:questionnaire:{}", id.questionnaire),
        "identifier": [{"system": format!("{URN}:edition"), "value": id.to_string()}],
        "version": id.number.to_string(),
        "name": name(id.questionnaire.as_ref()),
        "status": "active",
        "subjectType": ["Organization"],
        "contained": [states(norms)],
    });
    put(&mut said, "title", edition.title(), edition);
    put(&mut said, "description", edition.intro(), edition);
    let modules = edition.modules().iter().map(|module| {
        let sections = module.sections.iter().map(|section| {
            let questions = section.questions.iter().map(|asked| question(edition, asked));
            let code = section.code.as_str();
            let mut group = group(edition, code, (&section.title, section.condition.as_ref()));
            group["item"] = questions.collect();
            group
        });
        let code = format!("module.{}", module.id);
        let mut items: Vec<Json> = Vec::new();
        if !module.intro.is_empty() {
            let mut intro = json!({"linkId": format!("{code}.intro"), "type": "display"});
            put(&mut intro, "text", &module.intro, edition);
            items.push(intro);
        }
        items.extend(sections);
        let mut group = group(edition, &code, (&module.title, module.condition.as_ref()));
        group["item"] = items.into();
        group
    });
    said["item"] = modules.collect();
    said
}

/// A name that programs can use: FHIR wants a capital first, then letters, digits and `_`.
fn name(code: &str) -> String {
    let words = code.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter_map(|word| word.split_at_checked(1))
        .map(|(first, rest)| first.to_ascii_uppercase() + rest)
        .collect()
}

fn group(edition: &Edition, link: &str, (title, condition): (&Texts, Option<&Expectation>)) -> Json {
    let mut group = json!({"linkId": link, "type": "group"});
    put(&mut group, "text", title, edition);
    enable_when(edition, condition, &mut group);
    group
}

/// Writes a text in the language of the source, and the others as translations of it (extension `translation`).
fn put(json: &mut Json, field: &str, texts: &Texts, edition: &Edition) {
    let Some(read) = texts.read(edition.source_language()) else {
        return;
    };
    json[field] = json!(read.content);
    let others = texts.iter().filter(|(language, _)| *language != read.language);
    let translations: Vec<Json> = others
        .map(|(language, text)| {
            json!({
                "url": "http://hl7.org/fhir/StructureDefinition/translation",
                "extension": [
                    {"url": "lang", "valueCode": language.code()},
                    {"url": "content", "valueMarkdown": text.content},
                ],
            })
        })
        .collect();
    if !translations.is_empty() {
        json[format!("_{field}")] = json!({"extension": translations});
    }
}

/// The States that an answer may name, by ISO 3166-1 alpha-3, in the order of their codes, which ranks nobody.
fn states(norms: &Norms) -> Json {
    let concepts = norms.states().iter().map(|state| {
        let name = state.name.read(domain::language::Language::English);
        json!({"code": state.code.to_string(), "display": name.map(|name| name.content)})
    });
    json!({
        "resourceType": "ValueSet",
        "id": "states",
        "status": "active",
        "compose": {"include": [{"system": STATES, "concept": concepts.collect::<Json>()}]},
    })
}
