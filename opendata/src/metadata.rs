//! What is said about the tables: the data dictionary, CSV on the Web (W3C Tabular Metadata) and a DCAT 3 catalogue (JSON-LD).
//! All of it follows from the tables.

use serde_json::{Value as Json, json};

use crate::cell::Kind;
use crate::encoder::Format;
use crate::table::{Definition, Head};
use crate::tables;

/// What goes with every export: no name here says anything about what a territory is.
const DESIGNATIONS: &str = "The designations used and the presentation of material do not imply the expression of any opinion \
    concerning the legal status of any State, territory, city or area, or of its authorities, or concerning the delimitation of \
    its frontiers or boundaries.";

/// Whose the texts are.
const RIGHTS: &str = "Open to everybody. Official wordings are quoted from documents of the United Nations, what States wrote is \
    theirs, as received; codes, structure and figures come from the register (Apache-2.0). Cite the register position.";

const GUARD: &str = "A text that begins with = + - @ (in half or full width), a tab, the end of a line or an apostrophe is written \
    with one apostrophe before it, so that no spreadsheet runs it. Take one apostrophe away at the beginning of a text, where \
    there is one, to have it as it was.";

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
    })
}

/// The data dictionary: every table with its columns, and how the formats write each type.
pub fn dictionary() -> Json {
    let table = |head: &Head| {
        json!({
            "name": head.name,
            "title": head.title,
            "description": head.meaning,
            "key": head.key,
            "byRound": head.by_round,
            "columns": head.columns.iter().map(column).collect::<Json>(),
        })
    };
    let kind = |kind: Kind| {
        let (csv, json_lines, parquet) = match kind {
            Kind::Text => (
                "as it is, guarded; of no characters \"\"",
                "string",
                "BYTE_ARRAY (STRING)",
            ),
            Kind::Codes => ("joined by |", "array of strings", "LIST of BYTE_ARRAY (STRING)"),
            Kind::Whole => ("digits", "number", "INT64"),
            Kind::Number => ("digits, at most 15 significant", "number", "DOUBLE"),
            Kind::Truth => ("true or false", "true or false", "BOOLEAN"),
            Kind::Day => ("ISO 8601", "string, ISO 8601", "INT32 (DATE)"),
            Kind::Instant => (
                "ISO 8601, UTC, microseconds",
                "string, the same",
                "INT64 (TIMESTAMP, UTC, MICROS)",
            ),
        };
        (
            kind.code().to_owned(),
            json!({"csv": csv, "jsonl": json_lines, "parquet": parquet}),
        )
    };
    json!({
        "tables": tables::all().iter().map(table).collect::<Json>(),
        "types": Kind::ALL.into_iter().map(kind).collect::<serde_json::Map<_, _>>(),
        "guard": GUARD,
        "disclaimer": DESIGNATIONS,
        "rights": RIGHTS,
    })
}

/// CSV on the Web for the CSV files that lie beside it.
pub fn csv_metadata() -> Json {
    let column = |column: &Definition| {
        let mut said = json!({
            "name": column.name,
            "titles": column.name,
            "dc:description": {"@value": column.meaning, "@language": "en"},
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
            "dc:title": {"@value": head.title, "@language": "en"},
            "dc:description": {"@value": head.meaning, "@language": "en"},
            "tableSchema": {
                "columns": head.columns.iter().map(column).collect::<Json>(),
                "primaryKey": head.key,
            },
        })
    };
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:rights": {"@value": format!("{RIGHTS} {DESIGNATIONS}"), "@language": "en"},
        "dc:description": {"@value": GUARD, "@language": "en"},
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
            "dct:title": {"@value": file.format.extension(), "@language": "en"},
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
            "dct:title": {"@value": head.title, "@language": "en"},
            "dct:description": {"@value": head.meaning, "@language": "en"},
            "dcat:version": of.as_of.to_string(),
            "dcat:distribution": files.map(distribution).collect::<Json>(),
        })
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
        "dct:title": {"@value": "Normtrack: open data", "@language": "en"},
        "dct:description": {
            "@value": format!("Everything that the register shows everybody, as of its position {}. {DESIGNATIONS}", of.as_of),
            "@language": "en",
        },
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:rights": {"@type": "dct:RightsStatement", "dct:description": {"@value": RIGHTS, "@language": "en"}},
        "dcat:version": of.as_of.to_string(),
        "dcat:dataset": tables::all().iter().map(dataset).collect::<Json>(),
    })
}

fn plain_type(format: Format) -> &'static str {
    let whole = format.media_type();
    whole.split(';').next().unwrap_or(whole)
}
