//! A catalog in: the file of an instrument, or everything that is wrong with it.

use domain::language::Language;
use serde_json::{Map, Value as Json, json};
use thiserror::Error;

use crate::NAMESPACE;

/// What keeps a catalog from being an instrument, and where, as a JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{at}: {what}")]
pub struct Fault {
    /// Where.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

/// An instrument in the form of its file (`catalogue/content/README.md`), to be written as YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: Json,
}

/// Reads the one instrument of a catalog: the group in it. Every fault is named.
pub fn import(catalog: &Json) -> Result<Imported, Vec<Fault>> {
    let mut reader = Reader::default();
    let imported = reader.catalog(catalog);
    match imported {
        Some(imported) if reader.faults.is_empty() => Ok(imported),
        _ => Err(reader.faults),
    }
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

/// A place in the catalog.
#[derive(Clone, Copy)]
struct Place<'j, 'a> {
    json: &'j Json,
    at: &'a str,
}

impl Reader {
    fn fault(&mut self, at: &str, what: impl Into<String>) {
        let (at, what) = (at.to_owned(), what.into());
        self.faults.push(Fault { at, what });
    }

    fn catalog(&mut self, json: &Json) -> Option<Imported> {
        let Some(catalog) = json.get("catalog") else {
            self.fault("", "this is no OSCAL catalog: there is no `catalog`");
            return None;
        };
        let version = catalog.pointer("/metadata/oscal-version").and_then(Json::as_str);
        if !version.is_some_and(|version| version.starts_with("1.")) {
            self.fault(
                "/catalog/metadata/oscal-version",
                "an OSCAL version 1 is read, and no other",
            );
        }
        let groups = list(catalog, "groups");
        let [group] = groups else {
            let what = format!("one group is one instrument; there are {} groups", groups.len());
            self.fault("/catalog/groups", what);
            return None;
        };
        self.group(Place {
            json: group,
            at: "/catalog/groups/0",
        })
    }

    fn group(&mut self, of: Place<'_, '_>) -> Option<Imported> {
        let mut file = Map::new();
        file.insert("format".to_owned(), json!("catalogue/instrument@1"));
        for (field, name) in [
            ("id", "instrument-id"),
            ("symbol", "symbol"),
            ("kind", "kind"),
            ("adoption", "adoption"),
            ("symbol_source", "symbol-source"),
        ] {
            if let Some(value) = self.required(of, name) {
                file.insert(field.to_owned(), json!(value));
            }
        }
        match self.required(of, "session").map(str::parse::<u32>) {
            Some(Ok(session)) => {
                file.insert("session".to_owned(), json!(session));
            }
            Some(Err(_)) => self.fault(of.at, "the prop `session` is no number"),
            None => {}
        }
        for (field, name) in [
            ("dates_source", "dates-source"),
            ("printed_symbol_form", "printed-symbol"),
            ("certainty", "certainty"),
        ] {
            if let Some(value) = prop(of.json, name) {
                file.insert(field.to_owned(), json!(value));
            }
        }
        let mut dates = Map::new();
        for name in ["letter", "transmitted", "issued", "reissued", "adopted"] {
            if let Some(day) = prop(of.json, &format!("date-{name}")) {
                dates.insert(name.to_owned(), json!(day));
            }
        }
        file.insert("dates".to_owned(), dates.into());
        let languages: Vec<&str> = props(of.json, "original-language").collect();
        if !languages.is_empty() {
            file.insert("original_languages".to_owned(), json!(languages));
        }
        if let (Some(key), Some(language)) = (prop(of.json, "source-key"), prop(of.json, "source-language")) {
            file.insert("source".to_owned(), json!({"key": key, "lang": language}));
        }
        for (field, name) in [("title", "title"), ("annex_title", "annex-title")] {
            let texts = self.texts(of, name);
            if !texts.is_empty() {
                let titled = texts.into_iter().map(|(language, said)| {
                    let mut wording = json!({"text": said.prose, "status": said.status});
                    if let Some(pin) = said.pin {
                        wording["sha256"] = json!(pin);
                    }
                    (language.to_owned(), wording)
                });
                file.insert(field.to_owned(), Json::Object(titled.collect()));
            }
        }
        if !file.contains_key("title") {
            self.fault(of.at, format!("there is no part `title` of {NAMESPACE}"));
        }
        let short = plain(self.texts(of, "short-title"));
        file.insert("short_title".to_owned(), short);
        for (language, said) in self.texts(of, "subtitle") {
            file.insert(format!("subtitle_{language}"), json!(said.prose));
        }
        let footnotes = parts(of.json, "footnote").map(|(_, part)| {
            json!({
                "number": prop(part, "mark"),
                "zh": part.get("prose"),
                "targets": props(part, "cites").collect::<Vec<_>>(),
            })
        });
        let footnotes: Vec<Json> = footnotes.collect();
        if !footnotes.is_empty() {
            file.insert("footnotes".to_owned(), footnotes.into());
        }
        let relations: Vec<Json> = parts(of.json, "document-relation")
            .map(|(_, part)| relation(part))
            .collect();
        file.insert("relations".to_owned(), relations.into());
        let provisions = self.controls(of);
        if provisions.is_empty() {
            self.fault(of.at, "there is no control: an instrument has provisions");
        }
        file.insert("provisions".to_owned(), provisions.into());
        let id = file.get("id")?.as_str()?.to_owned();
        Some(Imported { id, file: file.into() })
    }

    fn controls(&mut self, of: Place<'_, '_>) -> Vec<Json> {
        let mut provisions = Vec::new();
        for (place, control) in list(of.json, "controls").iter().enumerate() {
            let at = format!("{}/controls/{place}", of.at);
            provisions.push(self.control(Place { json: control, at: &at }));
        }
        provisions
    }

    fn control(&mut self, of: Place<'_, '_>) -> Json {
        let mut form = Map::new();
        for (field, name) in [("id", "provision-id"), ("paragraph", "paragraph"), ("kind", "kind")] {
            if let Some(value) = self.required(of, name) {
                form.insert(field.to_owned(), json!(value));
            }
        }
        match self.required(of, "ordinal").map(str::parse::<u32>) {
            Some(Ok(ordinal)) => {
                form.insert("ordinal".to_owned(), json!(ordinal));
            }
            Some(Err(_)) => self.fault(of.at, "the prop `ordinal` is no number"),
            None => {}
        }
        if let Some(label) = plain_prop(of.json, "label") {
            form.insert("label".to_owned(), json!(label));
        } else if prop(of.json, "label-is-empty").is_some() {
            form.insert("label".to_owned(), json!(""));
        }
        if let Some(label) = prop(of.json, "label-expected") {
            form.insert("label_expected".to_owned(), json!(label));
        }
        for (field, name, always) in [
            ("addressee", "addressee", true),
            ("themes", "theme", true),
            ("footnotes", "footnote", false),
            ("cites", "cites", false),
            ("to_verify", "to-verify", false),
        ] {
            let values: Vec<&str> = props(of.json, name).collect();
            if always || !values.is_empty() {
                form.insert(field.to_owned(), json!(values));
            }
        }
        if prop(of.json, "general-knowledge").is_some() {
            form.insert("source".to_owned(), json!("general_knowledge"));
        }
        let wordings = self.wordings(of);
        if !wordings.is_empty() {
            form.insert("text".to_owned(), wordings.into());
        }
        let title = self.texts(of, "heading");
        if !title.is_empty() {
            form.insert("title".to_owned(), plain(title));
        }
        let statement = self.texts(of, "summary");
        if let Some((_, first)) = statement.first() {
            let status = first.status.to_owned();
            let mut said = plain(statement);
            said["status"] = json!(status);
            form.insert("statement".to_owned(), said);
        }
        let children = self.controls(of);
        if !children.is_empty() {
            form.insert("children".to_owned(), children.into());
        }
        form.into()
    }

    fn wordings(&mut self, of: Place<'_, '_>) -> Map<String, Json> {
        let mut wordings = Map::new();
        for (place, part) in parts(of.json, "statement") {
            let at = format!("{}/parts/{place}", of.at);
            let Some(said) = self.said(part, &at) else {
                continue;
            };
            let mut wording = json!({
                "lang": said.language.code(),
                "status": said.status,
                "content": said.prose,
            });
            if let Some(pin) = said.pin {
                wording["sha256"] = json!(pin);
            }
            let slip = |(_, repair): (usize, &Json)| {
                let prose = |name: &str| {
                    parts(repair, name)
                        .next()
                        .and_then(|(_, part)| part.get("prose"))
                        .cloned()
                };
                json!({"found": prose("found"), "repaired": prose("repaired")})
            };
            let repairs: Vec<Json> = parts(part, "repair").map(slip).collect();
            if !repairs.is_empty() {
                wording["repairs"] = repairs.into();
            }
            let sic: Vec<&Json> = parts(part, "sic").filter_map(|(_, part)| part.get("prose")).collect();
            if !sic.is_empty() {
                wording["sic"] = json!(sic);
            }
            wordings.insert(said.language.code().to_owned(), wording);
        }
        wordings
    }

    fn texts<'j>(&mut self, of: Place<'j, '_>, name: &str) -> Vec<(&'static str, Said<'j>)> {
        let mut texts = Vec::new();
        for (place, part) in parts(of.json, name) {
            let at = format!("{}/parts/{place}", of.at);
            texts.extend(self.said(part, &at).map(|said| (said.language.code(), said)));
        }
        texts
    }

    fn said<'j>(&mut self, part: &'j Json, at: &str) -> Option<Said<'j>> {
        let of = Place { json: part, at };
        let code = self.required(of, "language")?;
        let language = Language::from_code(code);
        if language.is_none() {
            self.fault(at, format!("`{code}` is no official language (BCP 47)"));
        }
        let status = self.required(of, "status")?;
        let prose = part.get("prose").and_then(Json::as_str);
        if prose.is_none() {
            self.fault(at, "there is no `prose`");
        }
        Some(Said {
            language: language?,
            status,
            prose: prose?,
            pin: prop(part, "sha256"),
        })
    }

    /// A property of ours that must be there.
    fn required<'j>(&mut self, Place { json, at }: Place<'j, '_>, name: &str) -> Option<&'j str> {
        let found = prop(json, name);
        if found.is_none() {
            self.fault(at, format!("there is no prop `{name}` of {NAMESPACE}"));
        }
        found
    }
}

/// What an instrument says about another document.
fn relation(part: &Json) -> Json {
    let mut form = Map::new();
    for (field, name) in [
        ("type", "type"),
        ("target", "target"),
        ("date", "date"),
        ("provision", "provision"),
        ("footnote", "footnote"),
    ] {
        if let Some(value) = prop(part, name) {
            form.insert(field.to_owned(), json!(value));
        }
    }
    if let Some(note) = part.get("prose") {
        form.insert("note".to_owned(), note.clone());
    }
    if prop(part, "general-knowledge").is_some() {
        form.insert("source".to_owned(), json!("general_knowledge"));
    }
    form.into()
}

/// A text with its language and status.
struct Said<'j> {
    language: Language,
    status: &'j str,
    prose: &'j str,
    /// SHA-256 of an official wording.
    pin: Option<&'j str>,
}

/// Texts by language, without their status.
fn plain(texts: Vec<(&'static str, Said<'_>)>) -> Json {
    let texts = texts
        .into_iter()
        .map(|(language, said)| (language.to_owned(), json!(said.prose)));
    Json::Object(texts.collect())
}

fn list<'j>(json: &'j Json, name: &str) -> &'j [Json] {
    json.get(name).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn named<'j>(json: &'j Json, name: &str, ours: bool) -> impl Iterator<Item = &'j str> {
    list(json, "props")
        .iter()
        .filter(move |prop| prop["name"] == name && (prop["ns"] == NAMESPACE) == ours)
        .filter_map(|prop| prop["value"].as_str())
}

fn props<'j>(json: &'j Json, name: &str) -> impl Iterator<Item = &'j str> {
    named(json, name, true)
}

fn prop<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    props(json, name).next()
}

/// A property of OSCAL itself.
fn plain_prop<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    named(json, name, false).next()
}

fn parts<'j>(json: &'j Json, name: &str) -> impl Iterator<Item = (usize, &'j Json)> {
    let parts = list(json, "parts").iter().enumerate();
    parts.filter(move |(_, part)| part["name"] == name)
}
