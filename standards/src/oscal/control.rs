//! A provision as a control.

use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Norms, Provision};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::NAMESPACE;
use crate::oscal::{property, token};

/// A provision with its parts.
pub(super) fn control(norms: &Norms, provision: &Provision) -> Json {
    let id = token(provision.id.as_ref());
    let mut props = vec![
        property("provision-id", &provision.id),
        property("ordinal", &provision.ordinal),
        property("paragraph", &provision.paragraph),
        property("kind", &provision.kind.code()),
    ];
    if provision.label.as_deref() == Some("") {
        // A property of OSCAL has a value.
        props.push(property("label-is-empty", &"yes"));
    } else if let Some(label) = &provision.label {
        // The label of OSCAL itself, which tools show.
        props.push(json!({"name": "label", "value": label}));
    }
    props.extend(
        provision
            .expected_label
            .as_ref()
            .map(|label| property("label-expected", label)),
    );
    props.extend(provision.addressees.iter().map(|term| property("addressee", term)));
    props.extend(provision.themes.iter().map(|theme| property("theme", theme)));
    props.extend(provision.footnotes.iter().map(|mark| property("footnote", mark)));
    props.extend(provision.cites.iter().map(|symbol| property("cites", symbol)));
    props.extend(provision.to_verify.iter().map(|what| property("to-verify", what)));
    if provision.general_knowledge {
        props.push(property("general-knowledge", &"yes"));
    }
    let mut parts = Vec::new();
    for (language, text) in provision.text.iter() {
        let mut part = wording(&id, language, text);
        if let Some(pin) = provision.pins.get(&language) {
            push(&mut part["props"], property("sha256", &hexadecimal(pin)));
        }
        let slips: Vec<Json> = slips(provision, language).collect();
        if !slips.is_empty() {
            part["parts"] = slips.into();
        }
        parts.push(part);
    }
    parts.extend(texts_of(&id, "heading", &provision.title));
    parts.extend(texts_of(&id, "summary", &provision.statement));
    let read = provision.title.read(Language::English);
    let title = read.map_or_else(|| provision.paragraph.clone(), |read| read.content.replace('\n', " "));
    let mut control = json!({
        "id": id,
        "class": provision.kind.code(),
        "title": title,
        "props": props,
    });
    if !parts.is_empty() {
        control["parts"] = parts.into();
    }
    let children: Vec<Json> = norms
        .children_of(&provision.id)
        .map(|child| self::control(norms, child))
        .collect();
    if !children.is_empty() {
        control["controls"] = children.into();
    }
    control
}

fn push(list: &mut Json, item: Json) {
    if let Json::Array(items) = list {
        items.push(item);
    }
}

/// The wording in one language: OSCAL's own part `statement`.
fn wording(id: &str, language: Language, text: &Text) -> Json {
    json!({
        "id": format!("{id}_statement.{language}"),
        "name": "statement",
        "class": "wording",
        "props": said(language, text.status),
        "prose": text.content,
    })
}

fn said(language: Language, status: TextStatus) -> Json {
    json!([property("language", &language), property("status", &status.code())])
}

/// Slips of the source in one language: those that the wording mends, and those that it keeps.
fn slips(provision: &Provision, language: Language) -> impl Iterator<Item = Json> {
    let repairs = provision
        .repairs
        .iter()
        .filter(move |repair| repair.language == language);
    let repairs = repairs.map(|repair| {
        json!({"name": "repair", "ns": NAMESPACE, "parts": [
            {"name": "found", "ns": NAMESPACE, "prose": repair.found},
            {"name": "repaired", "ns": NAMESPACE, "prose": repair.repaired},
        ]})
    });
    let kept = provision.sic.iter().filter(move |(of, _)| *of == language);
    repairs.chain(kept.map(|(_, sic)| json!({"name": "sic", "ns": NAMESPACE, "prose": sic})))
}

/// A text of ours in each of its languages.
pub(super) fn texts_of(id: &str, name: &str, texts: &Texts) -> Vec<Json> {
    let part = |(language, text): (Language, &Text)| {
        let mut props = said(language, text.status);
        if text.status == TextStatus::Official {
            push(
                &mut props,
                property("sha256", &hexadecimal(&Sha256::digest(&text.content))),
            );
        }
        json!({
            "id": format!("{id}_{name}.{language}"),
            "name": name,
            "ns": NAMESPACE,
            "props": props,
            "prose": text.content,
        })
    };
    texts.iter().map(part).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text can be written to");
        text
    })
}
