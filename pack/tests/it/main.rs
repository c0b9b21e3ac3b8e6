//! Packs of every edition in every language: what goes out comes back, and what was changed is named.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hands;

use std::collections::{BTreeMap, BTreeSet};

use domain::id::QuestionCode;
use domain::language::Language;
use domain::questionnaire::{Chosen, Kind, KindCode, Problem, ProblemCode, Question, Standing, Value, permits};
use hands::{KEY, Workbook, answered, catalogue, pack, source};
use pack::{Based, Pack, Refused, SealKey, open, shown};
use serde_json::json;

/// What a pack says, question by question.
fn said(bytes: &[u8], pack: &Pack<'_>) -> BTreeMap<QuestionCode, Option<Standing>> {
    let opened = open(bytes, &KEY).unwrap();
    opened.identification().check(&pack.source).unwrap();
    let entered = opened.entered(pack.edition);
    entered
        .map(|entered| (entered.placed.question.code.clone(), entered.said.unwrap()))
        .collect()
}

/// What a pack was made of.
fn stands(pack: &Pack<'_>) -> BTreeMap<QuestionCode, Option<Standing>> {
    let asked = pack.edition.questions().filter(|placed| placed.question.bind.is_none());
    let standing = |question: &Question| {
        let based: &Based = pack.answers.get(&question.code)?;
        shown(based.standing.as_ref()).cloned()
    };
    asked
        .map(|placed| (placed.question.code.clone(), standing(placed.question)))
        .collect()
}

#[test]
fn whatever_goes_out_comes_back_in_every_language() {
    let catalogue = catalogue();
    let mut kinds = BTreeSet::new();
    for edition in catalogue.editions() {
        for language in Language::ALL {
            let pack = pack(&catalogue, edition, language, answered(edition));
            kinds.extend(edition.questions().map(|placed| placed.question.kind.code()));
            assert_eq!(said(&pack.to_xlsx(&KEY).unwrap(), &pack), stands(&pack), "{language}");
            assert_eq!(said(pack.to_json(&KEY).as_bytes(), &pack), stands(&pack), "{language}");
        }
    }
    assert_eq!(kinds, KindCode::ALL.into_iter().collect());
}

#[test]
fn what_is_brought_back_is_the_same_in_its_short_form() {
    let catalogue = catalogue();
    let edition = &catalogue.editions()[0];
    let pack = pack(&catalogue, edition, Language::French, answered(edition));
    let opened = open(&pack.to_xlsx(&KEY).unwrap(), &KEY).unwrap();
    let short = opened.to_json();
    assert_eq!(said(short.as_bytes(), &pack), stands(&pack));
    assert_eq!(open(short.as_bytes(), &KEY).unwrap().to_json(), short);
}

#[test]
fn the_same_pack_is_the_same_bytes() {
    let catalogue = catalogue();
    let edition = &catalogue.editions()[0];
    let made = || pack(&catalogue, edition, Language::Arabic, answered(edition));
    assert_eq!(made().to_xlsx(&KEY).unwrap(), made().to_xlsx(&KEY).unwrap());
    assert_eq!(made().to_json(&KEY), made().to_json(&KEY));
}

#[test]
fn every_silence_that_a_kind_permits_comes_back() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let silences = [
        Standing::None,
        Standing::NotApplicable,
        Standing::ExistsNotDisclosed,
        Standing::Declined,
    ];
    for silence in silences {
        let permitted = edition
            .questions()
            .filter(|placed| permits(placed.question.kind.code(), silence.code()));
        let based = |placed: domain::questionnaire::Placed<'_>| {
            let standing = Some(silence.clone());
            (placed.question.code.clone(), Based { revision: 4, standing })
        };
        let answers = permitted
            .filter(|placed| placed.question.bind.is_none())
            .map(based)
            .collect();
        let pack = pack(&catalogue, edition, Language::Chinese, answers);
        assert_eq!(said(&pack.to_xlsx(&KEY).unwrap(), &pack), stands(&pack));
        assert_eq!(said(pack.to_json(&KEY).as_bytes(), &pack), stands(&pack));
    }
}

#[test]
fn what_no_cell_can_hold_stays_out_and_is_not_taken_back() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let long = edition
        .questions()
        .find(|placed| matches!(placed.question.kind, Kind::LongText { .. }))
        .unwrap();
    for text in ["x".repeat(40_000), "a\u{1}b".to_owned(), "a\rb".to_owned()] {
        let standing = Some(Standing::Answered(Value::LongText(text)));
        let answers = BTreeMap::from([(long.question.code.clone(), Based { revision: 1, standing })]);
        let pack = pack(&catalogue, edition, Language::English, answers);
        for bytes in [pack.to_xlsx(&KEY).unwrap(), pack.to_json(&KEY).into_bytes()] {
            let said = said(&bytes, &pack);
            assert!(!said.contains_key(&long.question.code) && said.len() > 100);
        }
    }
}

/// One changed cell, and what is read of it: a value, nothing, or a problem.
#[test]
fn what_is_typed_is_read_as_its_question_asks() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let first = |wanted: fn(&Kind) -> bool| {
        let mut asked = edition.questions().filter(|placed| placed.question.bind.is_none());
        asked.find(|placed| wanted(&placed.question.kind)).unwrap().question
    };
    let pack = pack(&catalogue, edition, Language::Spanish, BTreeMap::new());
    let empty: serde_json::Value = serde_json::from_str(&pack.to_json(&KEY)).unwrap();
    let day = first(|kind| matches!(kind, Kind::Date { .. }));
    let number = first(|kind| matches!(kind, Kind::Number { .. }));
    let boolean = first(|kind| matches!(kind, Kind::Boolean));
    let states = first(|kind| matches!(kind, Kind::StateList));
    let single = first(|kind| matches!(kind, Kind::SingleChoice { .. }));
    let text = first(|kind| matches!(kind, Kind::LongText { .. }));
    let answer = |cell: serde_json::Value| json!({"lines": [{"answer": cell}]});
    let value = |value: Value| Ok(Some(Standing::Answered(value)));
    let date = |text: &str| value(Value::Date(text.parse().unwrap()));
    let option = &edition.options(single)[0];
    let label = option.label.read(Language::Spanish).unwrap().content;
    for (question, entry, expected) in [
        (day, answer(json!(2026)), date("2026")),
        (day, answer(json!("2026-11")), date("2026-11")),
        (day, answer(json!(46_346.75)), date("2026-11-20")),
        (day, answer(json!(1e12)), Err(ProblemCode::WrongKind)),
        (day, answer(json!("20/11/2026")), Err(ProblemCode::ImpossibleDate)),
        (
            number,
            answer(json!(12.5)),
            value(Value::Number("12.5".parse().unwrap())),
        ),
        (
            number,
            answer(json!(" 12.50 ")),
            value(Value::Number("12.50".parse().unwrap())),
        ),
        (number, answer(json!("12,5")), Err(ProblemCode::NotANumber)),
        (number, answer(json!(true)), Err(ProblemCode::WrongKind)),
        (boolean, answer(json!("Sí")), value(Value::Boolean(true))),
        (boolean, answer(json!("NO")), value(Value::Boolean(false))),
        (boolean, answer(json!(false)), value(Value::Boolean(false))),
        (boolean, answer(json!("quizá")), Err(ProblemCode::WrongKind)),
        (text, answer(json!("  ")), Ok(None)),
        (
            text,
            answer(json!("=SUM(A1)")),
            value(Value::LongText("=SUM(A1)".to_owned())),
        ),
        (
            text,
            json!({"instead": "Preferimos no responder"}),
            Ok(Some(Standing::Declined)),
        ),
        (
            text,
            json!({"instead": "declined", "lines": [{"answer": "x"}]}),
            Err(ProblemCode::SilenceBesideValue),
        ),
        (
            text,
            json!({"instead": "answered"}),
            Err(ProblemCode::StandingNotPermitted),
        ),
        (
            states,
            answer(json!("QMB; QMA،QMA")),
            value(Value::StateList(vec!["QMA".parse().unwrap(), "QMB".parse().unwrap()])),
        ),
        (
            single,
            answer(json!(label)),
            value(Value::SingleChoice(Chosen {
                option: option.code.clone(),
                text: None,
            })),
        ),
        (single, answer(json!("ni idea")), Err(ProblemCode::UnknownOption)),
        (
            single,
            json!({"lines": [{"text": "which"}]}),
            Err(ProblemCode::TextWithoutOption),
        ),
    ] {
        let mut file = empty.clone();
        file["answers"][question.code.as_str()] = entry.clone();
        let opened = open(file.to_string().as_bytes(), &KEY).unwrap();
        let mut entered = opened
            .entered(edition)
            .filter(|entered| entered.placed.question.code == question.code);
        let said = entered.next().unwrap().said.map_err(|Problem { code, .. }| code);
        assert_eq!(said, expected, "{} {entry}", question.code);
    }
}

#[test]
fn a_workbook_says_where_each_answer_stands() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let pack = pack(&catalogue, edition, Language::English, BTreeMap::new());
    let opened = open(&pack.to_xlsx(&KEY).unwrap(), &KEY).unwrap();
    for entered in opened.entered(edition) {
        let (sheet, cells) = entered.at.unwrap().rsplit_once('!').unwrap();
        assert!(
            sheet.starts_with(|c: char| c.is_ascii_digit()) && cells.starts_with('F'),
            "{sheet} {cells}"
        );
        let has_lines = matches!(
            entered.placed.question.kind.code(),
            KindCode::Contact | KindCode::Evidence
        );
        assert!(!has_lines || cells.contains(':'));
    }
}

#[test]
fn a_pack_of_something_else_is_named_in_every_respect() {
    let catalogue = catalogue();
    let (edition, other) = (hands::national(&catalogue), &catalogue.editions()[1]);
    let pack = pack(&catalogue, edition, Language::English, BTreeMap::new());
    let opened = open(&pack.to_xlsx(&KEY).unwrap(), &KEY).unwrap();
    let codes = |source| {
        let refused = opened.identification().check(&source).unwrap_err();
        refused.iter().map(Refused::code).collect::<Vec<_>>()
    };
    let own = || source(edition, Language::English);
    let mut other_file = own();
    other_file.submission = domain::id::SubmissionId(uuid::Uuid::from_u128(9));
    assert_eq!(codes(other_file), ["other_file"]);
    let mut other_state = own();
    other_state.state = "QMB".parse().unwrap();
    other_state.round = "views-2027".parse().unwrap();
    assert_eq!(codes(other_state), ["other_state", "other_round"]);
    let mut other_edition = own();
    other_edition.edition = other.id().clone();
    assert_eq!(codes(other_edition), ["other_edition"]);
    let mut other_hash = own();
    other_hash.edition_hash[0] ^= 1;
    assert_eq!(codes(other_hash), ["other_edition"]);
    let mut other_language = own();
    other_language.language = Language::Arabic;
    assert_eq!(
        opened.identification().check(&other_language),
        Ok(()),
        "its language is its own"
    );
}

/// What is done to a workbook, and what is said of it.
#[test]
fn whatever_was_changed_is_named() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let pack = pack(&catalogue, edition, Language::English, answered(edition));
    let whole = Workbook::read(&pack.to_xlsx(&KEY).unwrap());
    let codes = |book: &Workbook| match open(&book.write(), &KEY) {
        Ok(_) => Vec::new(),
        Err(refused) => refused.iter().map(Refused::code).collect::<Vec<_>>(),
    };
    assert!(codes(&whole).is_empty());
    let sheet = "xl/worksheets/sheet2.xml";
    let texts = "xl/sharedStrings.xml";
    let formula = |cell: &str| format!("<c r=\"{cell}\" t=\"str\"><f>1+1</f><v>2</v></c></row>");
    for (part, from, to, expected) in [
        // Texts that are locked, the identification and its seal.
        (texts, "One option from the list.", "Two options.", &["locked"][..]),
        (
            texts,
            "\"edition\":\"national-implementation/1\"",
            "\"edition\":\"national-implementation/2\"",
            &["seal"],
        ),
        (texts, "\"state\":\"QMA\"", "\"state\":\"QMB\"", &["seal"]),
        (texts, "normtrack/pack@1", "normtrack/pack@2", &["not_a_pack"]),
        // Formulas, wherever they stand, and each of them.
        (sheet, "</row>", &formula("J1"), &["formula"]),
        // What could be expanded or is not there.
        (texts, "<sst", "<!DOCTYPE sst [<!ENTITY a \"b\">]><sst", &["damaged"]),
        (texts, "</si>", "</di>", &["damaged"]),
        (
            "xl/workbook.xml",
            "<workbookPr",
            "<workbookPr date1904=\"1\"",
            &["damaged"],
        ),
        (
            "xl/workbook.xml",
            "name=\"lists\"",
            "name=\"list\"",
            &["sheet", "sheet"],
        ),
        // What does something by itself.
        (
            "[Content_Types].xml",
            "spreadsheetml.sheet.main",
            "ms-excel.sheet.macroEnabled.main",
            &["active"],
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "Target=\"theme",
            "TargetMode=\"External\" Target=\"theme",
            &["active"],
        ),
    ] {
        let mut book = whole.clone();
        book.replace(part, from, to);
        let found: BTreeSet<_> = codes(&book).into_iter().collect();
        assert_eq!(found, expected.iter().copied().collect(), "{part}: {from} -> {to}");
    }
    for part in [
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/activeX/activeX1.xml",
        "xl/connections.xml",
        "xl/queryTables/queryTable1.xml",
        "xl/webextensions/taskpanes.xml",
        "xl/charts/chart1.xml",
        "Basic/Standard/script.xml",
    ] {
        let mut book = whole.clone();
        book.add(part, "x");
        book.add("xl/VBAPROJECT.BIN", "x");
        let refused = open(&book.write(), &KEY).unwrap_err();
        assert!(refused.contains(&Refused::Active { part: part.to_owned() }), "{part}");
        assert_eq!(refused.len(), 2, "{part}");
    }
    for part in [
        "xl/printerSettings/printerSettings1.bin",
        "docMetadata/LabelInfo.xml",
        "xl/comments1.xml",
    ] {
        let mut book = whole.clone();
        book.add(part, "x");
        assert!(codes(&book).is_empty(), "{part}");
    }
    let mut two = whole.clone();
    two.replace(sheet, "</row>", &formula("J1"));
    two.replace("xl/worksheets/sheet3.xml", "</row>", &formula("K1"));
    let named: Vec<_> = open(&two.write(), &KEY)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(named.len(), 2, "all of them: {named:?}");
    assert!(named[0].contains("J1") && named[1].contains("K1"));
    let other = SealKey::new([8; 32]);
    assert_eq!(open(&whole.write(), &other).unwrap_err(), [Refused::Seal]);
}

#[test]
fn a_changed_json_file_is_refused() {
    let catalogue = catalogue();
    let edition = hands::national(&catalogue);
    let pack = pack(&catalogue, edition, Language::Russian, BTreeMap::new());
    let text = pack.to_json(&KEY);
    let changed = |change: fn(&mut serde_json::Value)| {
        let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
        change(&mut file);
        match open(file.to_string().as_bytes(), &KEY) {
            Ok(_) => "taken",
            Err(refused) => refused[0].code(),
        }
    };
    assert_eq!(changed(|_| ()), "taken");
    assert_eq!(changed(|file| file["questions"] = serde_json::Value::Null), "taken");
    assert_eq!(
        changed(|file| file["questions"][3]["prompt"] = json!("Another question?")),
        "texts"
    );
    assert_eq!(changed(|file| file["identification"]["state"] = json!("QMB")), "seal");
    assert_eq!(
        changed(|file| file["identification"]["questions"]["GEN.authority"] = json!(9)),
        "seal"
    );
    assert_eq!(changed(|file| file["seal"] = json!("AAAA")), "seal");
    assert_eq!(
        changed(|file| file["format"] = json!("normtrack/document@1")),
        "not_a_pack"
    );
    assert_eq!(changed(|file| file["more"] = json!(1)), "damaged");
    assert_eq!(changed(|file| file["answers"] = json!([])), "damaged");
}

#[test]
fn what_is_no_pack_is_refused_within_bounds() {
    let code = |bytes: &[u8]| open(bytes, &KEY).unwrap_err()[0].code();
    for bytes in [
        &b""[..],
        b"{}",
        b"[",
        b"PK",
        b"PK\x03\x04 and nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
    ] {
        assert_eq!(code(bytes), "not_a_pack", "{bytes:?}");
    }
    let deep = format!("{{\"format\":{}", "[".repeat(100_000));
    assert_eq!(code(deep.as_bytes()), "not_a_pack");
    let limit = usize::try_from(pack::LARGEST_FILE).unwrap();
    assert_eq!(code(&vec![b'x'; limit + 1]), "too_large");
    let mut bomb = Workbook::default();
    bomb.add("[Content_Types].xml", "x");
    let room = usize::try_from(pack::LARGEST_EXPANDED).unwrap();
    bomb.add("xl/sharedStrings.xml", &"x".repeat(room + 1));
    let bomb = bomb.write();
    assert!(bomb.len() < limit);
    assert_eq!(code(&bomb), "expands");
    let mut empty = Workbook::default();
    empty.add("word/document.xml", "<w:document/>");
    assert_eq!(code(&empty.write()), "active", "a Word file is named by its parts");
}
