//! A pack in the hands of LibreOffice, which opens it, is typed into, and saves it as Excel's form.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};
use tests::app::TestApp;

use super::{apply, difference, export, hand_back, of, opened, outcomes, stands, taken, typed, whole};

/// The columns of a sheet, from 0.
const ANSWER: u32 = 5;
const TEXT: u32 = 6;
const CITATION: u32 = 7;
const INSTEAD: u32 = 8;

/// What LibreOffice makes of a workbook when these cells are typed into.
fn edited(workbook: &[u8], edits: &[Value]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::write(place("in.xlsx"), workbook).unwrap();
    std::fs::write(place("edits.json"), Value::from(edits).to_string()).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/it/packs/edit.py");
    // The system's Python, for which its package has LibreOffice's bindings.
    let ran = Command::new("/usr/bin/python3")
        .arg(script)
        .args([place("in.xlsx"), place("out.xlsx"), place("edits.json")])
        .output();
    let ran = ran.unwrap_or_else(|error| panic!("/usr/bin/python3: {error}"));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success(),
        "LibreOffice did not edit the workbook (libreoffice-calc-nogui, python3-uno): {said}"
    );
    std::fs::read(place("out.xlsx")).unwrap()
}

/// Sheet and first row, from 0, of a place like `2 Norms!F12:F15`.
fn place(at: &str) -> (&str, u32) {
    let (sheet, cells) = at.rsplit_once('!').unwrap();
    let first = cells.split(':').next().unwrap().trim_start_matches('F');
    (sheet, first.parse::<u32>().unwrap() - 1)
}

/// What somebody types into the cells of a question for an answer that the API takes; choices by what they read.
fn edits(at: &str, question: &Value, given: &Value) -> Vec<Value> {
    let (sheet, first) = place(at);
    let cell = |row: u32, column: u32, text: &Value| {
        let text = text.as_str().unwrap();
        json!({"sheet": sheet, "row": first + row, "column": column, "text": text})
    };
    let options = question["options"].as_array().unwrap();
    let option = |code: &Value| options.iter().position(|option| option["code"] == *code).unwrap();
    let (kind, value) = given.as_object().unwrap().iter().next().unwrap();
    let mut cells = Vec::new();
    let beside = |cells: &mut Vec<Value>, row: u32, column: u32, text: &Value| {
        if text.is_string() {
            cells.push(cell(row, column, text));
        }
    };
    let items = || (0..).zip(value.as_array().unwrap());
    match kind.as_str() {
        "singleChoice" => {
            cells.push(cell(0, ANSWER, &options[option(&value["option"])]["label"]));
            beside(&mut cells, 0, TEXT, &value["text"]);
        }
        "multiChoice" => {
            for (_, chosen) in items() {
                let row = u32::try_from(option(&chosen["option"])).unwrap();
                cells.push(cell(row, ANSWER, &json!("Yes")));
                beside(&mut cells, row, TEXT, &chosen["text"]);
            }
        }
        "scale" | "number" => {
            let number: f64 = value.to_string().trim_matches('"').parse().unwrap();
            cells.push(json!({"sheet": sheet, "row": first, "column": ANSWER, "number": number}));
        }
        "boolean" => cells.push(cell(0, ANSWER, &json!(if value == true { "Yes" } else { "No" }))),
        "urlList" => cells.extend(items().map(|(row, url)| cell(row, ANSWER, url))),
        "evidence" => {
            for (row, link) in items() {
                cells.push(cell(row, ANSWER, &link["url"]));
                beside(&mut cells, row, TEXT, &link["title"]);
                beside(&mut cells, row, CITATION, &link["citation"]);
            }
        }
        "stateList" => {
            let codes: Vec<_> = items().map(|(_, code): (u32, _)| code.as_str().unwrap()).collect();
            cells.push(cell(0, ANSWER, &json!(codes.join(", "))));
        }
        "contact" => {
            for (row, field) in (0..).zip(["name", "unit", "email", "telephone"]) {
                beside(&mut cells, row, ANSWER, &value[field]);
            }
        }
        _ => cells.push(cell(0, ANSWER, value)),
    }
    cells
}

#[tokio::test]
async fn what_is_typed_in_libreoffice_comes_back_as_if_it_were_typed_here() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let answers = whole(&app, &team.focal).await;
    let workbook = export(&app, &team.focal, &id, "XLSX", "EN").await.bytes.to_vec();
    let form = export(&app, &team.focal, &id, "JSON", "EN").await.json;
    let questions: BTreeMap<_, _> = form["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["code"].clone().to_string(), it))
        .collect();
    let empty = taken(&app, &team.focal, &id, workbook.clone()).await;
    let places = difference(&app, &team.focal, &id, &empty).await;
    let mut typing = Vec::new();
    for (code, given) in &answers {
        let at = of(&places, code)["at"].as_str().unwrap();
        typing.extend(edits(at, questions[&json!(code).to_string()], given));
    }
    let filled = edited(&workbook, &typing);
    let pack = taken(&app, &team.focal, &id, filled).await;
    let codes: Vec<_> = answers.iter().map(|(code, _)| code.as_str()).collect();
    let applied = apply(&app, &team.focal, &id, &pack, &codes).await;
    let outcomes = outcomes(&applied);
    assert_eq!(outcomes.as_object().unwrap().len(), answers.len(), "{outcomes:#}");
    assert_eq!(stands(&app, &team.focal, &id).await, typed(&answers).await);

    // Opened and saved without a change, with everything in it and from right to left, nothing has become of it.
    let full = export(&app, &team.focal, &id, "XLSX", "AR").await.bytes.to_vec();
    let pack = taken(&app, &team.focal, &id, edited(&full, &[])).await;
    let found = difference(&app, &team.focal, &id, &pack).await;
    let changed = found["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["outcome"] != "UNCHANGED");
    let changed: Vec<_> = changed.collect();
    assert!(changed.is_empty(), "{changed:#?}");

    // A silence in words, an answer taken back; and what is refused, with every place.
    let (silent, back) = ("N13A.description", "N13B.description");
    let row = |code: &str| place(of(&found, code)["at"].as_str().unwrap());
    let at = |code: &str, column: u32, text: &str| {
        let (sheet, row) = row(code);
        json!({"sheet": sheet, "row": row, "column": column, "text": text})
    };
    let changes = [
        at(silent, ANSWER, ""),
        at(silent, INSTEAD, "نفضّل عدم الإجابة"),
        at(back, ANSWER, ""),
    ];
    let pack = taken(&app, &team.focal, &id, edited(&full, &changes)).await;
    let found = difference(&app, &team.focal, &id, &pack).await;
    assert_eq!(of(&found, silent)["entered"]["standing"], "DECLINED");
    assert_eq!(
        (&of(&found, back)["outcome"], &of(&found, back)["entered"]),
        (&json!("PACK_CHANGED"), &Value::Null)
    );

    let (sheet, first) = row(silent);
    let formula = |row: u32| json!({"sheet": sheet, "row": row, "column": ANSWER, "formula": "=1+1"});
    let refused = hand_back(
        &app,
        Some(&team.focal),
        &id,
        edited(&full, &[formula(first), formula(0)]),
    )
    .await;
    let refusals = refused.json["errors"][0]["extensions"]["refusals"]
        .as_array()
        .unwrap()
        .clone();
    let cells: Vec<_> = refusals
        .iter()
        .map(|refusal| refusal["cell"].as_str().unwrap())
        .collect();
    assert_eq!(cells, ["F1".to_owned(), format!("F{}", first + 1)]);
    let locked = json!({"sheet": sheet, "row": first, "column": 2, "text": "Another question?"});
    let refused = hand_back(&app, Some(&team.focal), &id, edited(&full, &[locked])).await;
    let told = &refused.json["errors"][0]["extensions"]["refusals"];
    assert_eq!(
        (&told[0]["reason"], &told[0]["row"], &told[1]),
        (&json!("locked"), &json!(first + 1), &Value::Null)
    );
}
