//! A version of a proposal as the file of an instrument, with what it brings into the crosswalk and the list of what is not yet
//! asked. Whoever keeps the catalogue reads it, completes it and puts it there: nothing here writes a file.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use domain::id::{InstrumentId, ProvisionId, RelationId, StateCode, Symbol};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Adoption, Norms, ProvisionKind, RelationKind};
use domain::proposal::{Content, Paragraph, ParagraphNumber};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::lower::hex;

/// A term of the vocabulary `instrument_kinds`.
const KIND: &str = "proposal";

/// A version of a proposal, and what is known of it beside what it says.
#[derive(Clone, Copy, Debug)]
pub struct Proposed<'a> {
    /// What it says.
    pub content: &'a Content,
    /// The symbol that it gets.
    pub symbol: &'a Symbol,
    /// How the symbol is known, in English.
    pub symbol_source: &'a str,
    /// Where it comes from, in English.
    pub note: &'a str,
    /// The day on which it was released.
    pub released_on: NaiveDate,
    /// Whether a later version was released.
    pub is_revised: bool,
    /// The State that leads it, and those whose names stand under this version.
    pub sponsors: &'a BTreeSet<StateCode>,
}

/// What the file still lacks to be taken into the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The title in a language; what is a machine translation that nobody has read is not there yet.
    Title(Language),
    /// A paragraph in a language.
    Paragraph(ParagraphNumber, Language),
    /// A theme.
    Theme,
    /// A provision that a paragraph stands in a relation to.
    Relation(ParagraphNumber),
}

/// The file of an instrument, and what belongs to it elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedInstrument {
    /// Its id.
    pub id: InstrumentId,
    /// Where the file belongs, below the content folder.
    pub path: String,
    /// The file, to be written as YAML.
    pub file: Json,
    /// What the crosswalk gains.
    pub relations: Vec<Json>,
    /// What the list of what is not yet asked gains.
    pub not_yet_asked: Vec<Json>,
    /// What it still lacks.
    pub missing: Vec<Missing>,
}

/// The wordings that somebody has read.
fn read(texts: &Texts) -> impl Iterator<Item = (Language, &Text)> {
    texts.iter().filter(|(_, text)| text.status != TextStatus::Machine)
}

fn sha256(text: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    hex(&digest)
}

/// The session of the General Assembly on a day: the seventy-third opened in September 2018.
fn session(day: NaiveDate) -> i32 {
    let opened = if day.month() >= 9 { 1945 } else { 1946 };
    day.year() - opened
}

/// Makes the file. The ids of its provisions are the instrument's and the numbers of the paragraphs, so they hold as long as the
/// symbol does.
pub fn proposed_instrument(of: &Proposed<'_>, norms: &Norms) -> Option<ProposedInstrument> {
    let id = InstrumentId::new(of.symbol.as_str().replace('.', "").replace('/', "-")).ok()?;
    let writer = Writer {
        content: of.content,
        id: &id,
        wording: of.wording(),
    };
    let relations = writer.relations(norms);
    let missing = writer.missing(&relations);
    let not_yet_asked = of.content.paragraphs.iter().map(|paragraph| {
        json!({
            "id": writer.provision(&paragraph.number),
            "kind": ProvisionKind::Norm.code(),
            "reason": "a proposal that nobody has adopted; the crosswalk says what it stands in relation to",
        })
    });
    Some(ProposedInstrument {
        path: format!("instruments/{}.yaml", id.as_str().to_lowercase()),
        file: of.file(&writer),
        not_yet_asked: not_yet_asked.collect(),
        relations,
        missing,
        id,
    })
}

impl Proposed<'_> {
    /// The language whose wording is the proposer's official one throughout: the first that there is.
    fn wording(&self) -> Option<Language> {
        let is_official = |texts: &Texts, language| {
            let text = texts.get(language);
            text.is_some_and(|text| text.status == TextStatus::Official)
        };
        let mut languages = Language::ALL.into_iter();
        languages.find(|language| {
            let paragraphs = &self.content.paragraphs;
            paragraphs
                .iter()
                .all(|paragraph| is_official(&paragraph.text, *language))
        })
    }

    fn file(&self, writer: &Writer<'_>) -> Json {
        // What was revised later is a draft; what was not stands as it was circulated.
        let adoption = if self.is_revised {
            Adoption::Draft
        } else {
            Adoption::Circulated
        };
        // Of fictional States no catalogue knows.
        let sponsors = self.sponsors.iter().filter(|state| !state.is_fictional());
        let sponsors: Vec<&str> = sponsors.map(StateCode::as_str).collect();
        let mut file = json!({
            "format": "catalogue/instrument@1",
            "id": writer.id.as_str(),
            "symbol": self.symbol.as_str(),
            "kind": KIND,
            "adoption": adoption.code(),
            "title": writer.title(),
            "short_title": writer.short_title(),
            "symbol_source": self.symbol_source,
            "dates": {"issued": self.released_on.to_string()},
            "dates_source": "the day on which the version was released",
            "session": session(self.released_on),
            "sponsors": sponsors,
            "relations": [],
            "notes": [self.note],
            "provisions": writer.provisions(None),
        });
        if sponsors.len() < self.sponsors.len() {
            file["sponsors_note"] = json!("fictional States are not named");
        }
        if let Some(language) = writer.wording {
            file["source"] = json!({"key": KIND, "lang": language.code()});
            file["original_languages"] = json!([language.code()]);
        }
        file
    }
}

struct Writer<'a> {
    content: &'a Content,
    id: &'a InstrumentId,
    wording: Option<Language>,
}

impl Writer<'_> {
    fn provision(&self, number: &ParagraphNumber) -> String {
        format!("{}/{number}", self.id)
    }

    fn title(&self) -> Json {
        let titles = read(&self.content.title).map(|(language, text)| {
            let mut wording = json!({"text": text.content, "status": text.status.code()});
            if text.status == TextStatus::Official {
                wording["sha256"] = json!(sha256(&text.content));
            }
            (language.code().to_owned(), wording)
        });
        Json::Object(titles.collect())
    }

    fn short_title(&self) -> Json {
        let titles = read(&self.content.title);
        Json::Object(
            titles
                .map(|(language, text)| (language.code().to_owned(), json!(text.content)))
                .collect(),
        )
    }

    /// The title of a proposal of one paragraph is that of the paragraph; of several each has its number beside it.
    fn heading(&self, number: &ParagraphNumber) -> Json {
        let is_one = self.content.paragraphs.len() == 1;
        let titles = read(&self.content.title).map(|(language, text)| {
            let title = if is_one {
                text.content.clone()
            } else {
                format!("{} ({number})", text.content)
            };
            (language.code().to_owned(), json!(title))
        });
        Json::Object(titles.collect())
    }

    fn provisions(&self, parent: Option<&ParagraphNumber>) -> Vec<Json> {
        let parts = self.content.paragraphs.iter();
        let parts = parts.filter(|paragraph| paragraph.number.parent().as_ref() == parent);
        let written = (1..)
            .zip(parts)
            .map(|(ordinal, paragraph)| self.written(ordinal, paragraph));
        written.collect()
    }

    fn written(&self, ordinal: u32, paragraph: &Paragraph) -> Json {
        let number = &paragraph.number;
        let mut form = Map::new();
        let mut put = |name: &str, value: Json| form.insert(name.to_owned(), value);
        put("id", json!(self.provision(number)));
        put("ordinal", json!(ordinal));
        put("label", json!(number.as_str()));
        put("paragraph", json!(number.as_str()));
        put("kind", json!(ProvisionKind::Norm.code()));
        put("addressee", json!(["states"]));
        let themes: Vec<&str> = self.content.themes.iter().map(AsRef::as_ref).collect();
        put("themes", json!(themes));
        put("title", self.heading(number));
        let mut statement = Map::from_iter([("status".to_owned(), json!(TextStatus::Unofficial.code()))]);
        for (language, text) in read(&paragraph.text) {
            if self.wording == Some(language) {
                put(
                    "text",
                    json!({language.code(): {
                        "lang": language.code(),
                        "status": TextStatus::Official.code(),
                        "content": text.content,
                        "sha256": sha256(&text.content),
                    }}),
                );
            } else {
                statement.insert(language.code().to_owned(), json!(text.content));
            }
        }
        put("statement", statement.into());
        let children = self.provisions(Some(number));
        if !children.is_empty() {
            put("children", children.into());
        }
        form.into()
    }

    /// How each paragraph stands to provisions of the catalogue: as is said of it; and as is said of the whole, which for one of
    /// several paragraphs says no more than that they are related.
    fn relations(&self, norms: &Norms) -> Vec<Json> {
        let number = |id: &RelationId| {
            id.as_str()
                .strip_prefix('X')
                .and_then(|number| number.parse::<u32>().ok())
        };
        let known = norms.relations().iter().filter_map(|relation| number(&relation.id));
        let mut next = known.max().unwrap_or_default();
        let is_one = self.content.paragraphs.len() == 1;
        let mut said: BTreeSet<(&ParagraphNumber, &ProvisionId)> = BTreeSet::new();
        let mut relations = Vec::new();
        for paragraph in &self.content.paragraphs {
            let of_it = self.content.relations.iter();
            let own = of_it
                .clone()
                .filter(|relation| relation.paragraph.as_ref() == Some(&paragraph.number));
            let whole = of_it.filter(|relation| relation.paragraph.is_none());
            let own = own.map(|relation| (relation, relation.kind, "The proposal says so of this paragraph."));
            let whole = whole.map(|relation| {
                let kind = if is_one { relation.kind } else { RelationKind::Related };
                (relation, kind, "The proposal says so of the whole of it.")
            });
            for (relation, kind, reason) in own.chain(whole) {
                if !said.insert((&paragraph.number, &relation.provision)) {
                    continue;
                }
                next += 1;
                relations.push(json!({
                    "id": format!("X{next:03}"),
                    "from": self.provision(&paragraph.number),
                    "relation": kind.code(),
                    "to": relation.provision.as_str(),
                    "reason": reason,
                }));
            }
        }
        relations
    }

    fn missing(&self, relations: &[Json]) -> Vec<Missing> {
        let lacks = |texts: &Texts, language: Language| !read(texts).any(|(found, _)| found == language);
        let mut missing = Vec::new();
        for language in Language::ALL {
            if lacks(&self.content.title, language) {
                missing.push(Missing::Title(language));
            }
            for paragraph in &self.content.paragraphs {
                if lacks(&paragraph.text, language) {
                    missing.push(Missing::Paragraph(paragraph.number.clone(), language));
                }
            }
        }
        if self.content.themes.is_empty() {
            missing.push(Missing::Theme);
        }
        for paragraph in &self.content.paragraphs {
            let id = self.provision(&paragraph.number);
            if !relations.iter().any(|relation| relation["from"] == *id) {
                missing.push(Missing::Relation(paragraph.number.clone()));
            }
        }
        missing.sort();
        missing
    }
}
