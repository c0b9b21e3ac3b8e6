//! What is written is read back by readers of other people, and is what went in.

use chrono::NaiveDate;
use domain::language::Language;
use opendata::{
    Catalogue, Cell, Definition, Encoder, Format, Head, Kind, Misfit, NotEncoded, catalogue, csv_metadata, dictionary,
    tables, unguarded,
};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, RowAccessor as _};
use serde_json::Value as Json;

fn head() -> Head {
    let column = |name, kind, required| Definition {
        name,
        kind,
        required,
        meaning: "",
    };
    Head {
        name: "sample",
        title: "",
        meaning: "",
        key: &["whole"],
        by_round: false,
        columns: vec![
            column("whole", Kind::Whole, true),
            column("text", Kind::Text, false),
            column("codes", Kind::Codes, true),
            column("number", Kind::Number, false),
            column("truth", Kind::Truth, false),
            column("day", Kind::Day, false),
            column("instant", Kind::Instant, false),
        ],
    }
}

/// Texts that formats and spreadsheets trip over.
const TEXTS: [&str; 18] = [
    "plain",
    "",
    " white ",
    "a,b",
    "says \"so\"",
    "two\r\nlines",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tindented",
    "'quoted'",
    "''twice",
    "\u{ff1d}1",
    "网络安全",
    "أمن",
    "\u{feff}mark",
    "😀 \u{1}",
];

fn rows() -> Vec<Vec<Cell<'static>>> {
    let mut rows = Vec::new();
    for (whole, text) in (0_i32..).zip(TEXTS) {
        let (place, whole) = (usize::try_from(whole).expect("it is small"), i64::from(whole));
        let first = NaiveDate::from_ymd_opt(1945, 10, 24).expect("it is a day");
        rows.push(vec![
            Cell::Whole(whole),
            Cell::text(text),
            Cell::codes((0..place % 4).map(|code| format!("code_{code}"))),
            Cell::Number(format!("-{place}.000001")),
            Cell::Truth(place % 2 == 0),
            Cell::Day(first + chrono::TimeDelta::days(whole * 3_001)),
            Cell::Instant("2026-03-31T14:05:09.000001Z".parse().expect("an instant")),
        ]);
        let absent = |kind| {
            if kind == Kind::Codes {
                Cell::Codes(vec![])
            } else {
                Cell::Absent
            }
        };
        let mut empty: Vec<Cell<'_>> = head().columns.iter().map(|column| absent(column.kind)).collect();
        empty[0] = Cell::Whole(-whole);
        rows.push(empty);
    }
    rows
}

fn written(format: Format, rows: Vec<Vec<Cell<'_>>>) -> Vec<u8> {
    let mut encoder = Encoder::new(format, head(), &[("register_position", "7".to_owned())]).expect("it begins");
    let mut bytes = Vec::new();
    for row in rows {
        encoder.push(row).expect("it fits");
        bytes.extend(encoder.take());
    }
    bytes.extend(encoder.finish().expect("it ends"));
    bytes
}

#[test]
fn csv_is_read_back_by_another_reader() {
    let bytes = written(Format::Csv, rows());
    assert!(bytes.starts_with(b"whole,text,codes,number,truth,day,instant\r\n"));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(read.len(), TEXTS.len() * 2);
    for (place, text) in TEXTS.iter().enumerate() {
        let (full, empty) = (&read[place * 2], &read[place * 2 + 1]);
        assert_eq!(unguarded(&full[1]), *text);
        let first = full[1].chars().next();
        assert!(
            !first.is_some_and(|first| "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(first)),
            "{text}"
        );
        assert_eq!(full[2].split('|').filter(|code| !code.is_empty()).count(), place % 4);
        assert_eq!(&full[3], format!("-{place}.000001"));
        assert_eq!(&full[6], "2026-03-31T14:05:09.000001Z");
        assert!(empty.iter().skip(1).all(str::is_empty));
    }
}

#[test]
fn every_line_of_json_lines_is_an_object_of_all_columns() {
    let text = String::from_utf8(written(Format::JsonLines, rows())).unwrap();
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (place, expected) in TEXTS.iter().enumerate() {
        let (full, empty) = (&lines[place * 2], &lines[place * 2 + 1]);
        assert_eq!(full["text"], *expected);
        assert_eq!(full["codes"].as_array().unwrap().len(), place % 4);
        assert!(full["number"].is_number());
        assert_eq!(empty["text"], Json::Null);
        assert_eq!(empty["codes"], serde_json::json!([]));
        assert_eq!(full.as_object().unwrap().len(), 7);
    }
}

#[test]
fn parquet_is_read_back_by_its_reader() {
    let bytes = written(Format::Parquet, rows());
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let notes = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
    assert!(
        notes
            .iter()
            .any(|note| note.key == "register_position" && note.value.as_deref() == Some("7"))
    );
    let read: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(read.len(), TEXTS.len() * 2);
    for (place, text) in TEXTS.iter().enumerate() {
        let (full, empty) = (&read[place * 2], &read[place * 2 + 1]);
        assert_eq!(full.get_long(0).unwrap(), i64::try_from(place).unwrap());
        assert_eq!(full.get_string(1).unwrap(), text);
        assert_eq!(full.get_list(2).unwrap().len(), place % 4);
        let number: f64 = format!("-{place}.000001").parse().unwrap();
        assert_eq!(full.get_double(3).unwrap().to_bits(), number.to_bits());
        assert_eq!(full.get_bool(4).unwrap(), place % 2 == 0);
        let columns: Vec<_> = full.get_column_iter().collect();
        assert!(matches!(columns[5].1, Field::Date(_)), "{:?}", columns[5]);
        let at = chrono::DateTime::parse_from_rfc3339("2026-03-31T14:05:09.000001Z").unwrap();
        assert_eq!(*columns[6].1, Field::TimestampMicros(at.timestamp_micros()));
        let columns: Vec<_> = empty.get_column_iter().collect();
        assert_eq!(*columns[1].1, Field::Null);
        assert_eq!(empty.get_list(2).unwrap().len(), 0);
    }
}

#[test]
fn the_same_rows_give_the_same_bytes_and_groups_of_rows_come_out_one_by_one() {
    let many = || (0..1_000).flat_map(|_| rows()).collect::<Vec<_>>();
    for format in Format::ALL {
        assert_eq!(written(format, many()), written(format, many()), "{format:?}");
    }
    let mut encoder = Encoder::new(Format::Parquet, head(), &[]).unwrap();
    let mut most = 0;
    for row in many() {
        encoder.push(row).unwrap();
        most = most.max(encoder.take().len());
    }
    assert!(most > 0 && most < 1_000_000, "{most}");
    let reader = SerializedFileReader::new(bytes::Bytes::from(written(Format::Parquet, many()))).unwrap();
    assert!(reader.metadata().num_row_groups() > 1);
    assert_eq!(reader.get_row_iter(None).unwrap().count(), many().len());
}

#[test]
fn a_row_of_another_table_is_refused() {
    let mut encoder = Encoder::new(Format::Csv, head(), &[]).unwrap();
    let refused = |outcome| match outcome {
        Err(NotEncoded::Misfit(misfit)) => misfit,
        other => panic!("{other:?}"),
    };
    let length = Misfit::Length {
        table: "sample",
        columns: 7,
        cells: 0,
    };
    assert_eq!(refused(encoder.push(Vec::new())), length);
    let mut row = rows().remove(0);
    row[0] = Cell::Absent;
    assert_eq!(
        refused(encoder.push(row.clone())),
        Misfit::Cell {
            table: "sample",
            column: "whole"
        }
    );
    row[0] = Cell::text("1");
    assert!(matches!(refused(encoder.push(row)), Misfit::Cell { .. }));
}

#[test]
fn every_table_is_told_of_in_the_dictionary_and_beside_the_csv() {
    let (dictionary, beside) = (dictionary(), csv_metadata());
    let tables = tables::all();
    assert_eq!(dictionary["tables"].as_array().unwrap().len(), tables.len());
    for (place, head) in tables.iter().enumerate() {
        let (told, csv) = (&dictionary["tables"][place], &beside["tables"][place]);
        assert_eq!(told["name"], head.name);
        assert_eq!(csv["url"], format!("{}.csv", head.name));
        for (at, column) in head.columns.iter().enumerate() {
            assert!(column.meaning.ends_with('.'), "{}.{}", head.name, column.name);
            assert_eq!(told["columns"][at]["name"], column.name);
            assert_eq!(csv["tableSchema"]["columns"][at]["name"], column.name);
        }
        for key in head.key {
            assert!(
                head.columns.iter().any(|column| column.name == *key),
                "{}.{key}",
                head.name
            );
        }
        let names: std::collections::BTreeSet<_> = head.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), head.columns.len());
    }
}

/// Every literal of a document with a language, in the arrays that they stand in.
fn literals<'a>(of: &'a Json, found: &mut Vec<&'a Json>) {
    match of {
        Json::Array(items) => {
            if items.iter().any(|item| item.get("@language").is_some()) {
                found.push(of);
            } else {
                for item in items {
                    literals(item, found);
                }
            }
        }
        Json::Object(fields) => {
            assert!(!fields.contains_key("@language"), "in one language alone: {of}");
            for field in fields.values() {
                literals(field, found);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn whatever_is_said_is_said_in_six_languages() {
    let catalogue = catalogue(&Catalogue {
        address: "https://normtrack.example/open-data".to_owned(),
        as_of: 7,
        distributions: Vec::new(),
    });
    let beside = csv_metadata();
    let codes: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    for (document, least) in [(&catalogue, 3), (&beside, 2)] {
        let mut found = Vec::new();
        literals(document, &mut found);
        assert!(found.len() > least + tables::all().len(), "{}", found.len());
        for said in found {
            let said = said.as_array().unwrap();
            // A processor takes a value with a language as it is: `@value` and `@language` are all of it (JSON-LD 1.1, 4.2.4).
            assert!(said.iter().all(|literal| literal.as_object().unwrap().len() == 2));
            let languages: Vec<&str> = said.iter().map(|one| one["@language"].as_str().unwrap()).collect();
            assert_eq!(languages, codes);
            for one in said {
                let text = one["@value"].as_str().unwrap();
                assert!(!text.trim().is_empty() && !text.contains('{'), "{text}");
            }
        }
    }
    let about = catalogue["dct:description"].as_array().unwrap();
    assert!(about.iter().all(|one| one["@value"].as_str().unwrap().contains('7')));
    let dictionary = dictionary();
    let head = tables::find("filings").unwrap();
    let told = dictionary["tables"]
        .as_array()
        .unwrap()
        .iter()
        .find(|table| table["name"] == "filings")
        .unwrap();
    for language in Language::ALL {
        let code = language.code();
        assert_eq!(told["titles"][code], head.title_in(language));
        assert_eq!(told["descriptions"][code], head.meaning_in(language));
        for (column, told) in head.columns.iter().zip(told["columns"].as_array().unwrap()) {
            assert_eq!(told["descriptions"][code], column.meaning_in(language));
        }
        assert!(dictionary["types"]["codes"]["descriptions"][code]["csv"].is_string());
        assert!(dictionary["descriptions"][code]["disclaimer"].is_string());
    }
    assert_eq!(told["description"], told["descriptions"]["en"]);
    assert_eq!(head.title_in(Language::Russian), "Реестр");
}
