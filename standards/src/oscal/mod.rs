//! OSCAL 1.2 (NIST): instruments as a catalog, the crosswalk as a mapping collection, and a catalog in.

mod control;
mod mapping;
mod read;

use domain::id::InstrumentId;
use domain::language::Language;
use domain::norm::{DocumentRelation, Instrument, Norms};
use serde_json::{Value as Json, json};

pub use mapping::mapping;
pub use read::{Fault, Imported, import};

use crate::NAMESPACE;
use crate::oscal::control::{control, texts_of};
use crate::uuid::uuid;

/// The version of OSCAL that is written.
const VERSION: &str = "1.2.1";

/// OSCAL wants an instant of the last change. What is written follows from the program alone, so the instant is that of its
/// version and never of the clock.
const MODIFIED: &str = "2026-01-01T00:00:00Z";

fn metadata(title: &str, version: &str) -> Json {
    json!({
        "title": title,
        "last-modified": MODIFIED,
        "version": version,
        "oscal-version": VERSION,
    })
}

/// The id of a control: tokens have no `/`, and ids of ours no `_` before it.
fn token(provision: &str) -> String {
    provision.replacen('/', "_", 1)
}

/// A property of ours. OSCAL has one line there, without white space at its ends.
fn property(name: &str, value: &impl ToString) -> Json {
    json!({"name": name, "ns": NAMESPACE, "value": value.to_string()})
}

/// The catalog of all instruments, or of one: an instrument is a group, a provision a control, its parts controls in it. Nothing
/// where there is no such instrument. `version` is that of the program.
pub fn catalog(norms: &Norms, only: Option<&InstrumentId>, version: &str) -> Option<Json> {
    let instruments = norms.instruments().iter();
    let of: Vec<&Instrument> = instruments
        .filter(|instrument| only.is_none_or(|only| instrument.id == *only))
        .collect();
    if of.is_empty() {
        return None;
    }
    let (name, title) = match only {
        Some(id) => (format!("catalog/{id}"), title_of(of[0])),
        None => (
            "catalog".to_owned(),
            "Norms of responsible State behaviour in the use of ICTs".to_owned(),
        ),
    };
    let groups: Json = of.into_iter().map(|instrument| group(norms, instrument)).collect();
    Some(json!({
        "catalog": {
            "uuid": uuid(&name),
            "metadata": metadata(&title, version),
            "groups": groups,
        }
    }))
}

fn title_of(instrument: &Instrument) -> String {
    let read = instrument.short_title.read(Language::English);
    read.map_or_else(|| instrument.symbol.to_string(), |read| read.content.replace('\n', " "))
}

/// What an instrument says about another document.
fn relation(of: &DocumentRelation) -> Json {
    let mut props = vec![property("type", &of.kind), property("target", &of.target)];
    props.extend(of.date.as_ref().map(|date| property("date", date)));
    props.extend(of.provision.as_ref().map(|provision| property("provision", provision)));
    props.extend(of.footnote.as_ref().map(|mark| property("footnote", mark)));
    if of.general_knowledge {
        props.push(property("general-knowledge", &"yes"));
    }
    let mut part = json!({"name": "document-relation", "ns": NAMESPACE, "props": props});
    if let Some(note) = &of.note {
        part["prose"] = json!(note);
    }
    part
}

fn group(norms: &Norms, instrument: &Instrument) -> Json {
    let id = &instrument.id;
    let mut props = vec![
        property("instrument-id", id),
        property("symbol", &instrument.symbol),
        property("symbol-source", &instrument.symbol_source),
        property("kind", &instrument.kind),
        property("adoption", &instrument.adoption.code()),
        property("session", &instrument.session),
    ];
    let dates = &instrument.dates;
    for (name, day) in [
        ("date-letter", dates.letter),
        ("date-transmitted", dates.transmitted),
        ("date-issued", dates.issued),
        ("date-reissued", dates.reissued),
        ("date-adopted", dates.adopted),
    ] {
        props.extend(day.map(|day| property(name, &day)));
    }
    props.extend(dates.source.as_ref().map(|source| property("dates-source", source)));
    props.extend(
        instrument
            .printed_symbol
            .as_ref()
            .map(|symbol| property("printed-symbol", symbol)),
    );
    props.extend(
        instrument
            .certainty
            .as_ref()
            .map(|certainty| property("certainty", certainty)),
    );
    let languages = instrument.original_languages.iter();
    props.extend(languages.map(|language| property("original-language", language)));
    if let (Some(key), Some(language)) = (&instrument.source_key, instrument.wording) {
        props.push(property("source-key", key));
        props.push(property("source-language", &language));
    }
    let mut parts = Vec::new();
    for (name, texts) in [
        ("title", &instrument.title),
        ("short-title", &instrument.short_title),
        ("annex-title", &instrument.annex_title),
        ("subtitle", &instrument.subtitle),
    ] {
        parts.extend(texts_of(id.as_ref(), name, texts));
    }
    for footnote in &instrument.footnotes {
        let targets = footnote.targets.iter().map(|target| property("cites", target));
        let props = [property("mark", &footnote.mark)].into_iter().chain(targets);
        let prose = footnote
            .text
            .iter()
            .next()
            .map_or("", |(_, text)| text.content.as_str());
        parts.push(json!({"name": "footnote", "ns": NAMESPACE, "props": props.collect::<Json>(), "prose": prose}));
    }
    parts.extend(instrument.relations.iter().map(relation));
    let roots = norms.provisions_of(id).filter(|provision| provision.parent.is_none());
    let controls: Vec<Json> = roots.map(|provision| control(norms, provision)).collect();
    let mut group = json!({
        "id": id.to_string(),
        "class": "instrument",
        "title": title_of(instrument),
        "props": props,
        "parts": parts,
    });
    if !controls.is_empty() {
        group["controls"] = controls.into();
    }
    group
}
