//! Every document of every edition in every language: what stands on it, and that Word's file says the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use catalogue::Catalogue;
use chrono::DateTime;
use document::{
    Act, Block, Direction, Draft, Extract, Printed, Remark, Said, Setting, Sources, Status, docx, draft, extract, form,
};
use domain::id::{OptionCode, StateCode};
use domain::language::{Language, Text, Texts};
use domain::norm::State;
use domain::questionnaire::{
    Answers, Chosen, Contact, Edition, Enabled, EvidenceCommitment, EvidenceItem, EvidenceLink, Kind, KindCode,
    Question, QuestionnaireKind, Standing, Value,
};
use domain::submission::{EntryKind, Position, RegisterEntry, Root};

/// What would be markup in one of the languages that a document passes through on its way.
const HOSTILE: &str = "#import \"/etc/passwd\" *bold* $x$ @ref <label> \\ // /* #set page() \u{202e}</w:t><w:p/> &amp; ]]> \
                       {=} `raw` \u{1}";

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn catalogue() -> Catalogue {
    Catalogue::load().unwrap_or_else(|report| panic!("{:?}", report.faults))
}

fn sources(catalogue: &Catalogue, edition: usize, language: Language) -> Sources<'_> {
    Sources {
        edition: &catalogue.editions()[edition],
        setting: Setting {
            norms: &catalogue.norms,
            language,
            fictional: true,
        },
    }
}

/// The place of the edition of a kind.
fn place(catalogue: &Catalogue, kind: QuestionnaireKind) -> usize {
    let mut kinds = catalogue.editions().iter().map(|edition| edition.kind());
    kinds.position(|it| it == kind).unwrap()
}

/// A value of the kind that a question asks for, with hostile text wherever there is text.
fn value(edition: &Edition, question: &Question) -> Value {
    let option = || {
        let option: &OptionCode = &edition.options(question)[0].code;
        Chosen {
            option: option.clone(),
            text: Some(HOSTILE.to_owned()),
        }
    };
    match &question.kind {
        Kind::SingleChoice { .. } => Value::SingleChoice(option()),
        Kind::MultiChoice { .. } => Value::MultiChoice(vec![option()]),
        Kind::Scale { min, .. } => Value::Scale(*min),
        Kind::Boolean => Value::Boolean(true),
        Kind::ShortText { .. } => Value::ShortText(HOSTILE.to_owned()),
        Kind::LongText { .. } => Value::LongText(format!("{HOSTILE}\n\nسطر ثان\n第三行")),
        Kind::Number { .. } => Value::Number("12.5".parse().unwrap()),
        Kind::Date { .. } => Value::Date("2026-11".parse().unwrap()),
        Kind::UrlList { .. } => Value::UrlList(vec!["https://example.org/?a=1&b=<2>".to_owned()]),
        Kind::Evidence { .. } => Value::Evidence(vec![
            EvidenceItem::Kept(EvidenceCommitment([7; 32])),
            EvidenceItem::Kept(EvidenceCommitment([8; 32])),
            EvidenceItem::Link(link("A law")),
        ]),
        Kind::StateList => Value::StateList(vec![StateCode::new("QMA").unwrap(), StateCode::new("FRA").unwrap()]),
        Kind::Contact => Value::Contact(Contact {
            unit: Some(HOSTILE.to_owned()),
            ..Contact::default()
        }),
    }
}

fn link(title: &str) -> EvidenceLink {
    EvidenceLink {
        url: "https://example.org/law".to_owned(),
        title: Some(title.to_owned()),
        citation: None,
    }
}

/// A fictional State: one that is there, under another code and name.
fn state(catalogue: &Catalogue) -> State {
    let name = |language| (language, Text::unofficial(format!("Merania {language}")));
    State {
        code: StateCode::new("QMA").unwrap(),
        name: Texts::new(Language::ALL.map(name)),
        ..catalogue.norms.states()[0].clone()
    }
}

/// An answer to every question that has one; every seventh is a silence.
fn standings(edition: &Edition) -> Vec<(&Question, Standing)> {
    let questions = edition.questions().filter(|placed| placed.question.bind.is_none());
    let said = questions.enumerate().map(|(number, placed)| match number % 7 {
        6 => (placed.question, Standing::Declined),
        _ => (placed.question, Standing::Answered(value(edition, placed.question))),
    });
    said.collect()
}

fn filing(catalogue: &Catalogue, number: usize, language: Language, step: usize) -> Printed {
    let sources = sources(catalogue, number, language);
    let state = state(catalogue);
    let standings = standings(sources.edition);
    let translations = &Texts::default();
    let answers = standings.iter().step_by(step).map(|(question, standing)| {
        let language = Some(Language::French);
        let said = Said {
            standing,
            language,
            translations,
        };
        (&question.code, said)
    });
    let entry = RegisterEntry {
        position: Position(12),
        kind: EntryKind::Filing,
        root: Root([10; 32]),
        state: Some(state.code.clone()),
        round: "views-2027".parse().unwrap(),
        filed_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        number: 1,
    };
    let act = Act {
        entry: &entry,
        state: &state,
        round: "Round of 2027",
        status: Status::Standing,
        as_of: 30,
        citation: "normtrack:views-2027/12",
        link: "https://normtrack.example.org/en/filings/12",
    };
    let opened = Extract {
        act,
        answers: answers.collect(),
        evidence: BTreeMap::from([(EvidenceCommitment([7; 32]), link("A strategy"))]),
        filed: standings.len(),
    };
    extract(&sources, &opened)
}

fn working(catalogue: &Catalogue, number: usize, language: Language) -> Printed {
    let sources = sources(catalogue, number, language);
    let state = state(catalogue);
    let standings = standings(sources.edition);
    let translations = &Texts::new([(Language::Spanish, Text::unofficial("traducción".to_owned()))]);
    let given = standings.iter().map(|(question, standing)| (&question.code, standing));
    let asked = Enabled::of(sources.edition, &Answers::of(sources.edition, given));
    let unseen = sources.edition.sections().last().unwrap();
    let seen = standings
        .iter()
        .filter(|(question, _)| question.code.section() != unseen.section.code);
    let answers: BTreeMap<_, _> = seen
        .map(|(question, standing)| {
            let language = Some(Language::Arabic);
            let said = Said {
                standing,
                language,
                translations,
            };
            (&question.code, said)
        })
        .collect();
    let remarked = answers.keys().next().copied();
    let remarks = [Remark::Unconfirmed, Remark::Hidden, Remark::KeptOut];
    let file = Draft {
        state: &state,
        round: "Round of 2027",
        saved_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        asked: &asked,
        answers,
        remarks: remarked.into_iter().map(|code| (code, remarks.to_vec())).collect(),
        unseen: BTreeSet::from([&unseen.section.code]),
        evidence: BTreeMap::new(),
    };
    draft(&sources, &file)
}

/// Every text of a document, in order.
fn texts(printed: &Printed) -> Vec<String> {
    let mut all = vec![printed.title.clone()];
    for block in &printed.blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph { words } | Block::Note { words } => {
                all.push(words.text.clone());
            }
            Block::Facts { rows } => {
                all.extend(rows.iter().flat_map(|row| [row.label.clone(), row.value.text.clone()]));
            }
            Block::Table { head, rows } => {
                all.extend(head.clone());
                all.extend(rows.iter().flatten().map(|words| words.text.clone()));
            }
            Block::Question(asked) => {
                all.extend([asked.code.clone(), asked.prompt.text.clone()]);
                let parts = [&asked.help, &asked.options, &asked.answer];
                all.extend(parts.into_iter().flatten().map(|words| words.text.clone()));
                all.extend(asked.hint.iter().chain(&asked.standing).chain(&asked.notes).cloned());
            }
            Block::Contents { title, .. } => all.push(title.clone()),
            Block::Qr { link, caption, .. } => all.extend([caption.clone(), link.clone()]),
        }
    }
    all
}

fn part(file: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The runs of a Word file; fails where its XML is not well-formed.
fn read_back(file: &[u8]) -> BTreeSet<String> {
    let part = part(file, "word/document.xml");
    let tree = roxmltree::Document::parse(&part).unwrap();
    let runs = tree.descendants().filter(|node| node.has_tag_name((WORD, "t")));
    runs.filter_map(|node| node.text()).map(str::to_owned).collect()
}

fn every(catalogue: &Catalogue) -> Vec<Printed> {
    let mut all = Vec::new();
    for number in 0..catalogue.editions().len() {
        for language in Language::ALL {
            all.push(form(&sources(catalogue, number, language)));
            all.push(filing(catalogue, number, language, 3));
            all.push(working(catalogue, number, language));
        }
    }
    all
}

#[test]
fn the_editions_have_a_question_of_every_kind() {
    let catalogue = catalogue();
    let questions = catalogue.editions().iter().flat_map(|edition| edition.questions());
    let kinds: BTreeSet<_> = questions.map(|placed| placed.question.kind.code()).collect();
    assert_eq!(kinds, KindCode::ALL.into_iter().collect());
}

#[test]
fn every_document_is_a_word_file_with_the_same_text() {
    let catalogue = catalogue();
    for printed in every(&catalogue) {
        let file = docx(&printed).unwrap();
        let read = read_back(&file);
        for text in texts(&printed) {
            assert!(
                read.contains(&text),
                "{} ({}) lacks {text:?}",
                printed.title,
                printed.language
            );
        }
        for name in [
            "word/styles.xml",
            "word/settings.xml",
            "word/header1.xml",
            "word/footer1.xml",
            "word/_rels/document.xml.rels",
            "docProps/core.xml",
            "[Content_Types].xml",
            "_rels/.rels",
        ] {
            roxmltree::Document::parse(&part(&file, name)).unwrap();
        }
    }
}

#[test]
fn headings_leave_no_level_out_and_are_real_ones() {
    let catalogue = catalogue();
    for printed in every(&catalogue) {
        let mut before = 0;
        for block in &printed.blocks {
            if let Block::Heading { level, .. } = block {
                assert!(
                    *level >= 1 && *level <= before + 1,
                    "{}: {level} after {before}",
                    printed.title
                );
                before = *level;
            }
        }
    }
    let printed = working(&catalogue, 0, Language::English);
    let file = docx(&printed).unwrap();
    assert!(part(&file, "word/document.xml").contains(r#"<w:pStyle w:val="Heading1"/>"#));
    assert!(part(&file, "word/styles.xml").contains(r#"<w:name w:val="heading 1"/>"#));
    assert_eq!(docx(&printed).unwrap(), file, "the same document is the same bytes");
}

#[test]
fn an_arabic_document_runs_from_right_to_left_and_its_codes_do_not() {
    let catalogue = catalogue();
    let survey = place(&catalogue, QuestionnaireKind::NationalImplementation);
    let printed = form(&sources(&catalogue, survey, Language::Arabic));
    assert_eq!(printed.direction, Direction::Rtl);
    let text = part(&docx(&printed).unwrap(), "word/document.xml");
    let heading =
        r#"<w:pStyle w:val="Heading1"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/><w:lang w:val="ar" w:bidi="ar"/>"#;
    assert!(text.contains(heading));
    assert!(text.ends_with("<w:bidi/></w:sectPr></w:body></w:document>"));
    let code = r#"<w:bidi/></w:pPr><w:r><w:rPr><w:lang w:val="ar" w:bidi="ar"/></w:rPr><w:t xml:space="preserve">national-implementation/"#;
    assert!(text.contains(code));
}

#[test]
fn a_draft_is_marked_on_every_page_and_a_filing_is_not() {
    let catalogue = catalogue();
    for language in Language::ALL {
        let working = working(&catalogue, 0, language);
        let mark = working.mark.clone().unwrap();
        assert!(part(&docx(&working).unwrap(), "word/header1.xml").contains(&mark));
        assert_eq!(filing(&catalogue, 0, language, 1).mark, None);
        assert_eq!(form(&sources(&catalogue, 0, language)).mark, None);
    }
}

#[test]
fn an_extract_counts_what_it_does_not_open() {
    let catalogue = catalogue();
    let number = place(&catalogue, QuestionnaireKind::NationalImplementation);
    let printed = filing(&catalogue, number, Language::English, 3);
    let filed = standings(&catalogue.editions()[number]).len();
    let opened = filed.div_ceil(3);
    let Block::Facts { rows } = &printed.blocks[0] else {
        panic!("facts come first")
    };
    let fact = |label: &str| {
        let found = rows.iter().find(|row| row.label == label);
        found.map(|row| row.value.text.clone()).unwrap_or_default()
    };
    assert_eq!(fact("Answers filed"), filed.to_string());
    assert_eq!(fact("Answers opened here"), opened.to_string());
    assert_eq!(fact("Bare commitments (not opened here)"), (filed - opened).to_string());
    assert_eq!(fact("Position in the register"), "12");
    assert_eq!(fact("Root"), "0a".repeat(32));
    assert_eq!(fact("As of position of the register"), "30");
    let is_question = |block: &&Block| matches!(block, Block::Question(_));
    let questions = printed.blocks.iter().filter(is_question).count();
    assert_eq!(
        questions, opened,
        "what is not opened does not say which question it is"
    );
    let leads = |block: &Block| matches!(block, Block::Qr { link, .. } if link.ends_with("/en/filings/12"));
    assert!(printed.blocks.iter().any(leads));
    let whole = texts(&filing(&catalogue, number, Language::English, 1)).concat();
    assert!(
        whole.contains(&HOSTILE.replace('\u{1}', "")),
        "a text is shown as it was written, save what no font shows"
    );
    assert!(
        whole.contains(&"08".repeat(32)),
        "evidence that the reader may not see is its commitment"
    );
    assert!(
        whole.contains("A strategy"),
        "evidence that the reader may see has its name"
    );
}

#[test]
fn a_draft_says_why_an_answer_would_stay_behind_and_shows_no_section_that_is_not_given() {
    let catalogue = catalogue();
    let number = place(&catalogue, QuestionnaireKind::NationalImplementation);
    let printed = working(&catalogue, number, Language::English);
    let text = texts(&printed).concat();
    for note in [
        "not confirmed yet.",
        "the answer stays in the draft.",
        "keeps this answer out",
        "are not given to the reader",
    ] {
        assert!(text.contains(note), "{note}");
    }
    let unseen = &catalogue.editions()[number]
        .sections()
        .last()
        .unwrap()
        .section
        .questions;
    for block in &printed.blocks {
        if let Block::Question(asked) = block
            && unseen.iter().any(|question| question.code.as_str() == asked.code)
        {
            assert!(asked.answer.is_empty() && asked.standing.is_none(), "{}", asked.code);
        }
    }
}

#[test]
fn texts_that_were_not_adopted_carry_that_and_other_languages_are_named() {
    let catalogue = catalogue();
    let further = place(&catalogue, QuestionnaireKind::FurtherProvisions);
    for language in Language::ALL {
        let printed = form(&sources(&catalogue, further, language));
        let notes = printed.blocks.iter().filter_map(|block| match block {
            Block::Note { words } => Some(words),
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::Facts { .. }
            | Block::Table { .. }
            | Block::Question(_)
            | Block::Contents { .. }
            | Block::Qr { .. } => None,
        });
        let (plain, told): (Vec<_>, Vec<_>) = notes.partition(|words| words.badges.is_empty());
        assert!(
            plain.len() >= 4,
            "{language}: endorsement, designations, fiction, nothing mandatory"
        );
        assert!(!told.is_empty(), "{language}");
        for words in told.iter().filter(|words| words.language != language.code()) {
            assert!(words.badges.len() >= 2, "{language}: {words:?}");
        }
    }
    let printed = form(&sources(&catalogue, further, Language::English));
    let text = String::from_utf8(printed.to_json()).unwrap();
    assert!(text.contains("not adopted"));
    assert!(text.contains("official wording") && text.contains("in Chinese"));
}
