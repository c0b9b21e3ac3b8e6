//! Everything public as files: what everybody reads, all of it and nothing else, in the same bytes each time.

use std::collections::BTreeMap;

use api::mint::Mint;
use api::open_data::write_folder;
use axum::body::Body;
use catalogue::Catalogue;
use chrono::TimeDelta;
use domain::id::RoundKey;
use domain::language::Language;
use domain::submission::Position;
use http::header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE};
use http::{HeaderName, Request, StatusCode};
use opendata::{Format, tables, unguarded};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::app::{Answer, TestApp};
use tests::delegation::{Team, amend, answer, file, open_submission, share_draft, share_filed, withdraw};

use crate::filing::round;

const ROUND: &str = "views-2027";

/// What a spreadsheet would run.
const FORMULA: &str = "=HYPERLINK(\"https://example.int\",\"so, so\")";

async fn get(app: &TestApp, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn bytes(app: &TestApp, address: &str) -> Vec<u8> {
    let answer = get(app, address, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.json);
    answer.bytes.to_vec()
}

/// Every file as of a position.
async fn everything(app: &TestApp, as_of: u64) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for head in tables::all() {
        for format in Format::ALL {
            let name = format!("{}.{}", head.name, format.extension());
            let address = format!("/open-data/{name}?asOf={as_of}");
            files.insert(name, bytes(app, &address).await);
        }
    }
    files
}

/// A row of Parquet: its texts and whole numbers.
fn plain(row: &parquet::record::Row) -> Value {
    let cell = |(name, field): (&String, &Field)| {
        let value = match field {
            Field::Str(text) => json!(text),
            Field::Long(number) => json!(number),
            _ => Value::Null,
        };
        (name.clone(), value)
    };
    row.get_column_iter().map(cell).collect()
}

async fn table(app: &TestApp, name: &str, query: &str) -> Vec<Value> {
    let text = bytes(app, &format!("/open-data/{name}.jsonl{query}")).await;
    let text = String::from_utf8(text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Five States have filed: one openly, one for the secretariat, one under an embargo, one has withdrawn, one shows some.
struct Played {
    app: TestApp,
    open: (Team, String),
    withdrawing: (Team, String),
}

async fn played() -> Played {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    let mut teams = Vec::new();
    let embargo = (app.clock.now() + TimeDelta::days(2)).to_rfc3339();
    for (state, sharing) in [
        ("QMA", json!({"visibility": "PUBLIC"})),
        ("QMB", json!({"visibility": "SECRETARIAT"})),
        ("QMC", json!({"visibility": "PUBLIC", "embargoUntil": embargo})),
        ("QMD", json!({"visibility": "PUBLIC"})),
        ("QME", json!({"visibility": "PUBLIC"})),
    ] {
        let team = Team::of(&app, state).await;
        let submission = open_submission(&app, &team.focal, state, &id, "EN").await;
        let said = [
            ("VA.authority", json!({"shortText": format!("authority-of-{state}")})),
            ("VA.capacity", json!({"singleChoice": {"option": "national"}})),
            (
                "VT.topic_a",
                json!({"longText": format!("topic-of-{state}\r\n网络, \"安全\"")}),
            ),
            ("VT.topic_c", json!({"longText": FORMULA})),
            ("VT.topic_b", json!({"silence": "DECLINED"})),
        ];
        answer(&app, &team.focal, &submission, &said).await;
        share_draft(&app, &team.focal, &submission, json!({"default": sharing})).await;
        app.pass(TimeDelta::minutes(1));
        file(&app, &team.authority, &submission).await;
        teams.push((team, submission));
    }
    let (some, submission) = teams.pop().unwrap();
    let hidden = json!({"visibility": "SECRETARIAT"});
    share_filed(&app, &some.authority, &submission, &[("VT.topic_a", hidden)]).await;
    let withdrawing = teams.pop().unwrap();
    let open = teams.remove(0);
    Played { app, open, withdrawing }
}

/// What everybody reads of every filing, by GraphQL.
async fn read(app: &TestApp) -> Vec<Value> {
    let document = "query ($at: Int!) { filing(position: $at) { position status root state { code } edition { code }
        answers { questionCode standing language leaf value { __typename ... on TextValue { text }
            ... on SingleChoiceValue { chosen { code } } } } } }";
    let mut filings = Vec::new();
    for position in 1..=5 {
        let answer = app.call(None, document, json!({"at": position})).await;
        filings.push(answer.data()["filing"].clone());
    }
    filings
}

#[tokio::test]
async fn files_hold_what_everybody_reads_and_nothing_else() {
    let Played { app, .. } = played().await;
    let filings = read(&app).await;
    let rows = table(&app, "answers", "").await;
    let mut expected = Vec::new();
    for filing in filings.iter().filter(|filing| !filing.is_null()) {
        for answer in filing["answers"].as_array().unwrap() {
            expected.push(json!([
                filing["position"],
                filing["state"]["code"],
                filing["status"].as_str().unwrap().to_lowercase(),
                filing["edition"]["code"],
                answer["questionCode"],
                answer["standing"].as_str().unwrap().to_lowercase(),
                answer["value"]["text"],
                answer["value"]["chosen"]["code"],
                answer["language"].as_str().map(str::to_lowercase),
                answer["leaf"],
            ]));
        }
    }
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            json!([
                row["position"],
                row["state"],
                row["filing"],
                row["edition"],
                row["question"],
                row["standing"],
                row["text"],
                row["options"][0],
                row["language"],
                row["leaf"],
            ])
        })
        .collect();
    assert_eq!(told, expected);
    assert_eq!(told.len(), 5 + 5 + 4, "QMA, QMD, and what QME shows");
    // Each row opens its commitment.
    for row in &rows {
        let salt = row["salt"].as_str().unwrap().parse::<register::Salt>().unwrap();
        let digest = Sha256::new()
            .chain_update(salt.0)
            .chain_update(row["record"].as_str().unwrap());
        assert_eq!(vault::hex(&digest.finalize()), row["commitment"]);
    }
    // The register names whom it names.
    let document = "{ register { nodes { position kind root round status filedAt state { code } stateSalt } } }";
    let entries = app.call(None, document, json!({})).await.data()["register"]["nodes"].clone();
    let rows = table(&app, "filings", "").await;
    assert_eq!(rows.len(), 5);
    for (row, entry) in rows.iter().zip(entries.as_array().unwrap()) {
        for (column, field) in [
            ("position", "position"),
            ("root", "root"),
            ("round", "round"),
            ("state_salt", "stateSalt"),
        ] {
            assert_eq!(row[column], entry[field]);
        }
        assert_eq!(row["state"], entry["state"]["code"]);
        assert_eq!(
            row["status"].as_str(),
            entry["status"].as_str().map(str::to_lowercase).as_deref()
        );
    }
    assert_eq!(rows[1]["state"], Value::Null);
    // And figures are those that everybody is shown.
    let document = "{ coverage(round: \"views-2027\") { invited asOf rows(questions: [\"VA.capacity\"]) {
        parts { notFiled answeredShown withheld } options { code states } } } }";
    let coverage = app.call(None, document, json!({})).await.data()["coverage"].clone();
    let rows = table(&app, "coverage", "?round=views-2027").await;
    let figure = |measure: &str, code: &str| {
        let found = rows.iter().find(|row| {
            row["group"] == "world"
                && row["question"] == "VA.capacity"
                && row["measure"] == measure
                && row["code"] == code
        });
        let row = found.unwrap_or_else(|| panic!("{measure} {code}"));
        assert_eq!(
            (&row["invited"], &row["as_of"]),
            (&coverage["invited"], &coverage["asOf"])
        );
        row["states"].clone()
    };
    let shown = &coverage["rows"][0];
    for (part, field) in [
        ("not_filed", "notFiled"),
        ("answered_shown", "answeredShown"),
        ("withheld", "withheld"),
    ] {
        assert_eq!(figure("part", part), shown["parts"][field]);
    }
    for option in shown["options"].as_array().unwrap() {
        assert_eq!(figure("option", option["code"].as_str().unwrap()), option["states"]);
    }
}

#[tokio::test]
async fn no_byte_tells_what_is_not_public() {
    let Played { app, withdrawing, .. } = played().await;
    let (_, submission) = withdrawing;
    let holds = |files: &BTreeMap<String, Vec<u8>>, secret: &str| {
        let found = |bytes: &Vec<u8>| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        files
            .iter()
            .filter(|(_, bytes)| found(bytes))
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    let files = everything(&app, 5).await;
    // Each secret is there for whoever may read it, so that to find it nowhere says something.
    let mut owner = app.owner().await;
    for secret in [
        "authority-of-QMB",
        "topic-of-QMB",
        "authority-of-QMC",
        "topic-of-QMC",
        "topic-of-QME",
    ] {
        let kept: i64 = sqlx::query_scalar("select count(*) from filed_answer where value::text like '%' || $1 || '%'")
            .bind(secret)
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert_eq!(kept, 1, "{secret}");
        assert_eq!(holds(&files, secret), Vec::<String>::new(), "{secret}");
    }
    for table in ["filings", "answers", "translations"] {
        for format in Format::ALL {
            let name = format!("{table}.{}", format.extension());
            let one: BTreeMap<_, _> = [(name.clone(), files[&name].clone())].into_iter().collect();
            assert_eq!(holds(&one, "QMB"), Vec::<String>::new(), "a State that is not named");
            assert_eq!(
                holds(&one, "QMC"),
                Vec::<String>::new(),
                "a State whose embargo goes on"
            );
        }
    }
    for open in ["authority-of-QMA", "authority-of-QMD", "authority-of-QME"] {
        assert_eq!(
            holds(&files, open),
            ["answers.csv", "answers.jsonl", "answers.parquet"],
            "{open}"
        );
    }
    // An embargo ends without a transaction: another tag, and the answers are there.
    let tag = |answer: &Answer| answer.headers[ETAG].clone();
    let before = get(&app, "/open-data/answers.csv?asOf=5", &[]).await;
    app.pass(TimeDelta::days(3));
    let after = get(&app, "/open-data/answers.csv?asOf=5", &[]).await;
    assert_ne!(tag(&before), tag(&after));
    assert!(
        String::from_utf8(after.bytes.to_vec())
            .unwrap()
            .contains("authority-of-QMC")
    );
    // What is withdrawn leaves a tombstone, whatever position is asked for.
    // Those who signed in before the embargo ended have to do so again.
    let team = Team::of(&app, "QMD").await;
    withdraw(&app, &team.authority, &submission).await;
    let files = everything(&app, 5).await;
    assert_eq!(holds(&files, "authority-of-QMD"), Vec::<String>::new());
    let rows = table(&app, "filings", "?asOf=5").await;
    assert_eq!(
        (&rows[3]["status"], &rows[3]["withdrawn_at_position"]),
        (&json!("withdrawn"), &json!(6))
    );
    let rows = table(&app, "filings", "").await;
    assert_eq!((rows.len(), &rows[5]["status"]), (6, &json!("tombstone")));
}

#[tokio::test]
async fn the_same_position_gives_the_same_bytes_in_every_format_and_process() {
    let Played { app, open, .. } = played().await;
    let first = everything(&app, 5).await;
    let beside = app.beside(2).await;
    // What is filed beyond the position changes nothing of it.
    let (team, submission) = open;
    amend(&app, &team.authority, &submission).await;
    let more = [("VT.topic_d", json!({"longText": "more"}))];
    answer(&app, &team.focal, &submission, &more).await;
    app.pass(TimeDelta::minutes(1));
    file(&app, &team.authority, &submission).await;
    let again = everything(&beside, 5).await;
    for (name, bytes) in &first {
        assert!(again[name] == *bytes, "{name}");
    }
    assert_ne!(bytes(&app, "/open-data/answers.csv").await, first["answers.csv"]);
    // Other readers read the same in all three.
    let lines = table(&app, "answers", "?asOf=5").await;
    let mut csv = csv::Reader::from_reader(first["answers.csv"].as_slice());
    let columns = csv.headers().unwrap().clone();
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap();
    let parquet = SerializedFileReader::new(axum::body::Bytes::from(first["answers.parquet"].clone())).unwrap();
    let mut rows = parquet.get_row_iter(None).unwrap();
    for line in &lines {
        let record = csv.records().next().unwrap().unwrap();
        let row = plain(&rows.next().unwrap().unwrap());
        let text = line["text"].as_str().unwrap_or_default();
        assert_eq!(unguarded(&record[at("text")]), text);
        for column in ["question", "standing", "state", "record", "commitment"] {
            assert_eq!(unguarded(&record[at(column)]), line[column].as_str().unwrap());
            assert_eq!(row[column], line[column]);
        }
        assert_eq!(
            (&row["text"], &row["position"], &row["leaf"]),
            (&line["text"], &line["position"], &line["leaf"])
        );
    }
    assert!(rows.next().is_none() && csv.records().next().is_none());
    assert!(String::from_utf8_lossy(&first["answers.csv"]).contains("\"'=HYPERLINK(\"\"https"));
}

#[tokio::test]
async fn a_file_that_broke_off_goes_on_where_it_ended() {
    let Played { app, withdrawing, .. } = played().await;
    for name in ["answers.csv", "texts.jsonl", "provisions.parquet"] {
        let address = format!("/open-data/{name}?asOf=5");
        let beside = app.beside(3).await;
        let whole = get(&app, &address, &[]).await;
        let tag = whole.headers[ETAG].to_str().unwrap().to_owned();
        assert!(tag.starts_with("\"5-"), "{tag}");
        assert_eq!(whole.headers[ACCEPT_RANGES], "bytes");
        assert!(
            whole.headers[CONTENT_DISPOSITION]
                .to_str()
                .unwrap()
                .starts_with("attachment")
        );
        let size = whole.bytes.len();
        let (middle, end) = (size / 2, size - 1);
        // A process that has never made the file, and one that has.
        for app in [&beside, &app] {
            for (range, part) in [
                (format!("bytes={middle}-"), middle..size),
                ("bytes=0-9".to_owned(), 0..10),
                ("bytes=-7".to_owned(), size - 7..size),
            ] {
                let answer = get(app, &address, &[(RANGE, &range), (IF_RANGE, &tag)]).await;
                assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{range}");
                assert!(answer.bytes[..] == whole.bytes[part.clone()], "{name} {range}");
                let span = format!("bytes {}-{}/{size}", part.start, part.end - 1);
                assert_eq!(answer.headers[CONTENT_RANGE], span);
            }
            let beyond = format!("bytes={}-", end + 1);
            let answer = get(app, &address, &[(RANGE, &beyond)]).await;
            assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE);
        }
        let known = get(&app, &address, &[(IF_NONE_MATCH, &tag)]).await;
        assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
    // A part of another state of the file is worth nothing: the whole comes.
    let before = get(&app, "/open-data/answers.csv?asOf=5", &[]).await;
    let (team, submission) = withdrawing;
    withdraw(&app, &team.authority, &submission).await;
    let tag = before.headers[ETAG].to_str().unwrap();
    let after = get(
        &app,
        "/open-data/answers.csv?asOf=5",
        &[(RANGE, "bytes=9-"), (IF_RANGE, tag)],
    )
    .await;
    assert_eq!(after.status, StatusCode::OK);
    assert!(after.bytes.len() < before.bytes.len());
}

#[tokio::test]
async fn the_catalogue_leads_to_every_file() {
    let Played { app, .. } = played().await;
    bytes(&app, "/open-data/filings.csv").await;
    let catalogue = get(&app, "/open-data", &[]).await.json;
    assert_eq!(
        (&catalogue["@type"], &catalogue["dcat:version"]),
        (&json!("dcat:Catalog"), &json!("5"))
    );
    let (mut files, mut known) = (0, 0);
    for dataset in catalogue["dcat:dataset"].as_array().unwrap() {
        for file in dataset["dcat:distribution"].as_array().unwrap() {
            let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            let found = bytes(&app, address.trim_start_matches("https://normtrack.example")).await;
            files += 1;
            if file.get("spdx:checksum").is_some() {
                known += 1;
                assert_eq!(
                    file["spdx:checksum"]["spdx:checksumValue"]["@value"],
                    vault::hex(&Sha256::digest(&found))
                );
                assert_eq!(file["dcat:byteSize"]["@value"], found.len().to_string());
            }
        }
    }
    assert_eq!(
        (files, known),
        (tables::all().len() * 3, 1),
        "the hash of one was known already"
    );
    let document = "{ openData(asOf: 5) { asOf address datasets { name columns { name type isRequired } files { format address } } } }";
    let told = app.call(None, document, json!({})).await.data()["openData"].clone();
    assert_eq!(
        (&told["asOf"], told["datasets"].as_array().unwrap().len()),
        (&json!(5), tables::all().len())
    );
    let first = &catalogue["dcat:dataset"][0]["dcat:distribution"][0]["dcat:downloadURL"]["@id"];
    assert_eq!(told["datasets"][0]["files"][0]["address"], *first);
    for (address, status, code) in [
        ("/open-data/nothing.csv", StatusCode::NOT_FOUND, "NOT_FOUND"),
        ("/open-data/answers.xlsx", StatusCode::NOT_FOUND, "NOT_FOUND"),
        (
            "/open-data/answers.csv?round=nothing",
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
        ),
        ("/open-data/answers.csv?asOf=6", StatusCode::BAD_REQUEST, "INVALID"),
        ("/open-data/answers.csv?as_of=5", StatusCode::BAD_REQUEST, "INVALID"),
        (
            "/open-data/states.csv?round=views-2027",
            StatusCode::BAD_REQUEST,
            "INVALID",
        ),
    ] {
        let answer = get(&app, address, &[]).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{address}");
    }
}

#[tokio::test]
async fn what_tables_and_columns_mean_is_told_in_the_readers_language() {
    let app = TestApp::start().await;
    let document = "query($of: Language) { openData { datasets { name title(language: $of) meaning(language: $of)
        columns { name meaning(language: $of) } } } }";
    for language in Language::ALL {
        let code = language.code();
        let header = app.call_in(code, None, document, json!({})).await;
        let argument = app.call(None, document, json!({"of": code.to_uppercase()})).await;
        assert_eq!(header.data(), argument.data());
        let told = &header.data()["openData"]["datasets"];
        for (place, head) in tables::all().iter().enumerate() {
            assert_eq!(told[place]["title"], head.title_in(language));
            assert_eq!(told[place]["meaning"], head.meaning_in(language));
            for (at, column) in head.columns.iter().enumerate() {
                assert_eq!(told[place]["columns"][at]["meaning"], column.meaning_in(language));
            }
        }
    }
}

#[tokio::test]
async fn the_command_line_writes_the_same_files_with_their_hashes() {
    let Played { app, .. } = played().await;
    let folder = tempfile::tempdir().unwrap();
    let catalogue = Catalogue::load().unwrap();
    let mint = Mint::fixed(app.clock.clone(), 9);
    let store = app.app().store().clone();
    let key = RoundKey::new(ROUND).unwrap();
    let wanted = (Some(&key), Some(Position(4)));
    let written = write_folder((store, &catalogue, &mint), folder.path(), wanted)
        .await
        .unwrap();
    assert_eq!((written.files, written.as_of), (tables::all().len() * 3, Position(4)));
    let sums = std::fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), written.files + 3);
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        let found = std::fs::read(folder.path().join(name)).unwrap();
        assert_eq!(vault::hex(&Sha256::digest(&found)), hash, "{name}");
        let served = match tables::find(name.split('.').next().unwrap()) {
            Some(head) if head.by_round => format!("/open-data/{name}?asOf=4&round={ROUND}"),
            Some(_) => format!("/open-data/{name}?asOf=4"),
            None if name == "catalogue.jsonld" => continue,
            None => format!("/open-data/{name}"),
        };
        assert!(bytes(&app, &served).await == found, "{name}");
    }
}
