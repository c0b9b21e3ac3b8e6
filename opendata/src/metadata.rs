//! What is said about the tables: the data dictionary, CSV on the Web (W3C Tabular Metadata) and a DCAT 3 catalogue (JSON-LD).
//! All of it follows from the tables.

use domain::language::Language;
use serde_json::{Value as Json, json};

use crate::cell::Kind;
use crate::encoder::Format;
use crate::table::{Definition, Head};
use crate::tables;
use crate::words::{by_language, literals, said};

/// What goes with every export: no name here says anything about what a territory is.
pub(crate) const DESIGNATIONS: &str = "The designations employed and the presentation of material do not imply the expression of \
    any opinion whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or \
    concerning the delimitation of its frontiers or boundaries.";

/// Whose the texts are.
const RIGHTS: &str = "Open to everybody. Official wordings are quoted from documents of the United Nations, what States wrote is \
    theirs, as received; codes, structure and figures come from the register (Apache-2.0). Cite the register position.";

const GUARD: &str = "A text that begins with `=` `+` `-` `@` (in half or full width), a tab, the end of a line or an apostrophe is \
    written with one apostrophe before it, so that no spreadsheet runs it. Take one apostrophe away at the beginning of a text, \
    where there is one, to have it as it was.";

/// What the catalogue is called.
const TITLE: &str = "Normtrack: open data";

/// What is in the catalogue.
const EVERYTHING: &str = "Everything that the register shows everybody, as of its position {position}.";

/// How a format that is text writes a type; Parquet has names of its own.
struct Notation {
    csv: &'static str,
    json_lines: &'static str,
    parquet: &'static str,
}

const fn notation(kind: Kind) -> Notation {
    let (csv, json_lines, parquet) = match kind {
        Kind::Text => (
            "As it is, guarded; of no characters `\"\"`.",
            "String.",
            "BYTE_ARRAY (STRING)",
        ),
        Kind::Codes => ("Joined by `|`.", "Array of strings.", "LIST of BYTE_ARRAY (STRING)"),
        Kind::Whole => ("Digits.", "Number.", "INT64"),
        Kind::Number => ("Digits, at most 15 significant.", "Number.", "DOUBLE"),
        Kind::Truth => ("`true` or `false`.", "`true` or `false`.", "BOOLEAN"),
        Kind::Day => ("ISO 8601.", "String, ISO 8601.", "INT32 (DATE)"),
        Kind::Instant => (
            "ISO 8601, UTC, microseconds.",
            "String, ISO 8601, UTC, microseconds.",
            "INT64 (TIMESTAMP, UTC, MICROS)",
        ),
    };
    Notation {
        csv,
        json_lines,
        parquet,
    }
}

/// All that is said here beside what the tables say, in English: each sentence has its translations.
#[cfg(test)]
pub(crate) fn sentences() -> Vec<&'static str> {
    let mut sentences = vec![DESIGNATIONS, RIGHTS, GUARD, TITLE, EVERYTHING];
    for kind in Kind::ALL {
        let Notation { csv, json_lines, .. } = notation(kind);
        sentences.extend([csv, json_lines]);
    }
    sentences
}

/// One file that can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The table.
    pub table: &'static str,
    /// The format.
    pub format: Format,
    /// Where it is.
    pub address: String,
    /// Its bytes and their SHA-256, where they are known.
    pub known: Option<(u64, String)>,
}

/// What a catalogue says beside its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Where the catalogue is.
    pub address: String,
    /// The register position that everything is as of.
    pub as_of: u64,
    /// The files.
    pub distributions: Vec<Distribution>,
}

fn column(column: &Definition) -> Json {
    json!({
        "name": column.name,
        "type": column.kind.code(),
        "required": column.required,
        "description": column.meaning,
        "descriptions": everywhere(column.meaning),
    })
}

/// A sentence in the six languages.
fn everywhere(english: &'static str) -> Json {
    by_language(|language| said(english, language).into())
}

/// A sentence in the six languages, as JSON-LD says it.
fn tagged(english: &'static str) -> Json {
    literals(|language| said(english, language).to_owned())
}

/// Two sentences, one after the other.
fn joined(first: &str, second: &str, language: Language) -> String {
    let between = if language == Language::Chinese { "" } else { " " };
    format!("{first}{between}{second}")
}

/// The data dictionary: every table with its columns, and how the formats write each type. What is said stands there in English,
/// and beside it in the six languages by their codes.
pub fn dictionary() -> Json {
    let table = |head: &Head| {
        json!({
            "name": head.name,
            "title": head.title,
            "titles": everywhere(head.title),
            "description": head.meaning,
            "descriptions": everywhere(head.meaning),
            "key": head.key,
            "byRound": head.by_round,
            "columns": head.columns.iter().map(column).collect::<Json>(),
        })
    };
    let kind = |kind: Kind| {
        let Notation {
            csv,
            json_lines,
            parquet,
        } = notation(kind);
        let descriptions = by_language(
            |language| json!({"csv": said(csv, language), "jsonl": said(json_lines, language), "parquet": parquet}),
        );
        (
            kind.code().to_owned(),
            json!({"csv": csv, "jsonl": json_lines, "parquet": parquet, "descriptions": descriptions}),
        )
    };
    json!({
        "tables": tables::all().iter().map(table).collect::<Json>(),
        "types": Kind::ALL.into_iter().map(kind).collect::<serde_json::Map<_, _>>(),
        "guard": GUARD,
        "disclaimer": DESIGNATIONS,
        "rights": RIGHTS,
        "descriptions": by_language(|language| json!({
            "guard": said(GUARD, language),
            "disclaimer": said(DESIGNATIONS, language),
            "rights": said(RIGHTS, language),
        })),
    })
}

/// CSV on the Web for the CSV files that lie beside it.
pub fn csv_metadata() -> Json {
    let column = |column: &Definition| {
        let mut said = json!({
            "name": column.name,
            "titles": column.name,
            "dc:description": tagged(column.meaning),
            "datatype": column.kind.datatype(),
            "required": column.required && column.kind != Kind::Codes,
        });
        if column.kind == Kind::Codes {
            said["separator"] = json!("|");
        }
        said
    };
    let table = |head: &Head| {
        json!({
            "url": format!("{}.csv", head.name),
            "dc:title": tagged(head.title),
            "dc:description": tagged(head.meaning),
            "tableSchema": {
                "columns": head.columns.iter().map(column).collect::<Json>(),
                "primaryKey": head.key,
            },
        })
    };
    let rights = |language| joined(said(RIGHTS, language), said(DESIGNATIONS, language), language);
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:rights": literals(rights),
        "dc:description": tagged(GUARD),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true,
            "lineTerminators": "\r\n"},
        "tables": tables::all().iter().map(table).collect::<Json>(),
    })
}

/// The catalogue of everything, in DCAT 3.
pub fn catalogue(of: &Catalogue) -> Json {
    let distribution = |file: &Distribution| {
        let mut said = json!({
            "@id": file.address,
            "@type": "dcat:Distribution",
            "dct:title": file.format.extension(),
            "dcat:accessURL": {"@id": file.address},
            "dcat:downloadURL": {"@id": file.address},
            "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{}", plain_type(file.format))},
        });
        if let Some((size, sha256)) = &file.known {
            said["dcat:byteSize"] = json!({"@value": size.to_string(), "@type": "xsd:nonNegativeInteger"});
            said["spdx:checksum"] = json!({
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
            });
        }
        said
    };
    let dataset = |head: &Head| {
        let files = of.distributions.iter().filter(|file| file.table == head.name);
        json!({
            "@id": format!("{}#{}", of.address, head.name),
            "@type": "dcat:Dataset",
            "dct:identifier": head.name,
            "dct:title": tagged(head.title),
            "dct:description": tagged(head.meaning),
            "dcat:version": of.as_of.to_string(),
            "dcat:distribution": files.map(distribution).collect::<Json>(),
        })
    };
    let everything = |language| {
        let what = said(EVERYTHING, language).replace("{position}", &of.as_of.to_string());
        joined(&what, said(DESIGNATIONS, language), language)
    };
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": of.address,
        "@type": "dcat:Catalog",
        "dct:title": tagged(TITLE),
        "dct:description": literals(everything),
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:rights": {"@type": "dct:RightsStatement", "dct:description": tagged(RIGHTS)},
        "dcat:version": of.as_of.to_string(),
        "dcat:dataset": tables::all().iter().map(dataset).collect::<Json>(),
    })
}

fn plain_type(format: Format) -> &'static str {
    let whole = format.media_type();
    whole.split(';').next().unwrap_or(whole)
}
