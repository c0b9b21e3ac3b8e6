//! Profiles and compilations: what stands on them in each language, and what never does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use catalogue::Catalogue;
use chrono::DateTime;
use document::{
    Attendance, Block, Compiled, FiledIn, Printed, Profile, Reply, Said, Setting, Sources, Volume, compilation, docx,
    profile, reply,
};
use domain::id::RoundId;
use domain::language::{Language, Text, Texts};
use domain::norm::State;
use domain::questionnaire::{Edition, QuestionnaireKind, Standing, Value};
use domain::report::{CompilationItem, CompilationKind, CompilationReaders, Turnout, profile as arrange};
use domain::submission::{Mandate, Position, Round};

fn catalogue() -> Catalogue {
    Catalogue::load().unwrap_or_else(|report| panic!("{:?}", report.faults))
}

fn setting(catalogue: &Catalogue, language: Language) -> Setting<'_> {
    Setting {
        norms: &catalogue.norms,
        language,
        fictional: true,
    }
}

fn edition(catalogue: &Catalogue, kind: QuestionnaireKind) -> &Edition {
    catalogue
        .editions()
        .iter()
        .find(|edition| edition.kind() == kind)
        .unwrap()
}

fn state(catalogue: &Catalogue, name: &str) -> State {
    State {
        name: Texts::new(Language::ALL.map(|language| (language, Text::unofficial(name.to_owned())))),
        ..catalogue.norms.states()[0].clone()
    }
}

fn text(words: &str) -> Standing {
    Standing::Answered(Value::LongText(words.to_owned()))
}

/// The first question of an edition for a long text.
fn long(edition: &Edition) -> &domain::id::QuestionCode {
    let mut questions = edition.questions();
    let found = questions.find(|placed| matches!(placed.question.kind, domain::questionnaire::Kind::LongText { .. }));
    &found.unwrap().question.code
}

fn all_text(printed: &Printed) -> String {
    String::from_utf8(printed.to_json()).unwrap()
}

fn headings(printed: &Printed, of: u8) -> Vec<String> {
    let blocks = printed.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, words } if *level == of => Some(words.text.clone()),
        _ => None,
    });
    blocks.collect()
}

#[test]
fn a_profile_keeps_texts_that_were_not_adopted_apart_and_names_where_each_answer_is_from() {
    let catalogue = catalogue();
    let (survey, further) = (
        edition(&catalogue, QuestionnaireKind::NationalImplementation),
        edition(&catalogue, QuestionnaireKind::FurtherProvisions),
    );
    let state = state(&catalogue, "Name of it");
    let said = text("Said.");
    let none = Texts::default();
    for language in Language::ALL {
        let setting = setting(&catalogue, language);
        let filing = |edition: &'static str, of| {
            let asked = edition_question(of);
            FiledIn {
                edition: of,
                round: "Round of it".to_owned(),
                filed_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
                citation: edition.to_owned(),
                answers: BTreeMap::from([(
                    asked,
                    Said {
                        standing: &said,
                        language: Some(Language::English),
                        translations: &none,
                    },
                )]),
            }
        };
        let filings = vec![filing("normtrack:a/1", survey), filing("normtrack:b/2", further)];
        let shown = [survey, further].map(|edition| {
            let asked = edition.question(edition_question(edition)).unwrap();
            (edition, [asked.index].into())
        });
        let arranged = arrange(&catalogue.norms, &shown);
        let printed = profile(
            &setting,
            &Profile {
                state: &state,
                as_of: 2,
                filings,
                told: vec![0, 1],
                arranged: &arranged,
                evidence: BTreeMap::new(),
            },
        );
        assert!(printed.title.ends_with("Name of it"));
        assert_eq!(
            headings(&printed, 1).len(),
            3,
            "filings, agreed texts, others: {language}"
        );
        let text = all_text(&printed);
        assert!(text.contains("normtrack:a/1#") && text.contains("normtrack:b/2#"));
        docx(&printed).unwrap();
    }
    let arranged = domain::report::Profile::default();
    let printed = profile(
        &setting(&catalogue, Language::English),
        &Profile {
            state: &state,
            as_of: 0,
            filings: Vec::new(),
            told: Vec::new(),
            arranged: &arranged,
            evidence: BTreeMap::new(),
        },
    );
    assert!(headings(&printed, 1).is_empty());
    assert!(all_text(&printed).contains("Nothing that the State has on record"));
}

/// The first question about a provision.
fn edition_question(edition: &Edition) -> &domain::id::QuestionCode {
    let mut questions = edition.questions();
    &questions
        .find(|placed| !placed.question.provisions.is_empty())
        .unwrap()
        .question
        .code
}

fn round(edition: &Edition) -> Round {
    Round {
        id: RoundId(uuid::Uuid::nil()),
        key: "views-2027".parse().unwrap(),
        title: Texts::new([(Language::English, Text::unofficial("Round of 2027".to_owned()))]),
        edition: edition.id().clone(),
        mandate: Mandate::OperativeParagraph("A-RES-69-28/3".parse().unwrap()),
        opens_at: DateTime::UNIX_EPOCH,
        closing: None,
        zone: "America/New_York".to_owned(),
        archives_at: None,
        observers: true,
        revision: 1,
        invited: Vec::new(),
    }
}

fn compiled(sources: &Sources<'_>, kind: CompilationKind, volume: Volume, replies: Vec<Vec<Block>>) -> Printed {
    let turnout = Turnout { invited: 7, filed: 2 };
    compilation(
        sources,
        Compiled {
            round: &round(sources.edition),
            kind,
            symbol: Some("A/80/1".to_owned()),
            as_of: (12, DateTime::from_timestamp(1_800_000_000, 0)),
            since: None,
            readers: CompilationReaders::Public,
            attendance: Some(Attendance {
                members: turnout,
                observers: Some(turnout),
                groups: Vec::new(),
            }),
            volume,
            replies,
        },
    )
}

#[test]
fn a_reply_stands_in_the_language_it_was_given_in_with_the_translation_that_is_asked_for() {
    let catalogue = catalogue();
    let edition = edition(&catalogue, QuestionnaireKind::Views);
    let sources = Sources {
        edition,
        setting: setting(&catalogue, Language::French),
    };
    let (standing, state) = (text("原话"), state(&catalogue, "Une"));
    let translations = Texts::new([
        (Language::French, Text::unofficial("en français".to_owned())),
        (Language::Spanish, Text::unofficial("en español".to_owned())),
    ]);
    let said = Said {
        standing: &standing,
        language: Some(Language::Chinese),
        translations: &translations,
    };
    let told = Reply {
        state: Some(&state),
        item: CompilationItem::Reply(Position(3)),
        filed: Some((DateTime::UNIX_EPOCH, "normtrack:views-2027/3".to_owned())),
        answers: BTreeMap::from([(long(edition), said)]),
        evidence: BTreeMap::new(),
    };
    let (blocks, questions) = reply(&sources, &told);
    assert_eq!(questions, 1);
    let text = serde_json::to_string(&blocks).unwrap();
    assert!(text.contains("原话") && text.contains("en chinois"), "{text}");
    assert!(text.contains("en français") && text.contains("traduction de l’État lui-même"));
    assert!(
        !text.contains("en español"),
        "a translation into another language was not asked for"
    );
    assert_eq!(
        serde_json::from_str::<Vec<Block>>(&text).unwrap(),
        blocks,
        "what is kept is what is read"
    );
    let silent = Reply {
        answers: BTreeMap::new(),
        ..told.clone()
    };
    assert_eq!(
        reply(&sources, &silent),
        (Vec::new(), 0),
        "what is not open is not told of"
    );
    let unnamed = Reply {
        state: None,
        item: CompilationItem::Withdrawn {
            before: Position(3),
            by: Position(9),
        },
        ..told
    };
    let (blocks, questions) = reply(&sources, &unnamed);
    let text = serde_json::to_string(&blocks).unwrap();
    assert!(
        questions == 0 && text.contains("Un État") && !text.contains("原话"),
        "{text}"
    );
}

#[test]
fn a_compilation_has_its_parts_in_every_language_and_never_says_who_did_not_file() {
    let catalogue = catalogue();
    let edition = edition(&catalogue, QuestionnaireKind::Views);
    for language in Language::ALL {
        let sources = Sources {
            edition,
            setting: setting(&catalogue, language),
        };
        let one = Volume { number: 1, of: 1 };
        let (standing, none) = (text("Said."), Texts::default());
        let replies = ["Alba", "Borea"].map(|name| {
            let state = state(&catalogue, name);
            let said = Said {
                standing: &standing,
                language: Some(Language::English),
                translations: &none,
            };
            let told = Reply {
                state: Some(&state),
                item: CompilationItem::Reply(Position(3)),
                filed: None,
                answers: BTreeMap::from([(long(edition), said)]),
                evidence: BTreeMap::new(),
            };
            reply(&sources, &told).0
        });
        let whole = compiled(&sources, CompilationKind::Whole, one, replies.to_vec());
        assert_eq!(
            headings(&whole, 1).len(),
            4,
            "{language}: participation, replies, two annexes"
        );
        let states = headings(&whole, 2);
        assert_eq!(&states[..2], ["Alba", "Borea"], "{language}: the order that was given");
        let mut before = 0;
        for block in &whole.blocks {
            if let Block::Heading { level, .. } = block {
                assert!(*level <= before + 1, "{language}: {level} after {before}");
                before = *level;
            }
        }
        let contents = whole
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Contents { .. }));
        assert_eq!(contents.count(), 1);
        let file = docx(&whole).unwrap();
        assert_eq!(docx(&whole).unwrap(), file, "the same bytes");
        let first = compiled(
            &sources,
            CompilationKind::Whole,
            Volume { number: 1, of: 2 },
            replies.to_vec(),
        );
        let last = compiled(
            &sources,
            CompilationKind::Whole,
            Volume { number: 2, of: 2 },
            replies.to_vec(),
        );
        assert_eq!((headings(&first, 1).len(), headings(&last, 1).len()), (2, 3));
        let addendum = compiled(&sources, CompilationKind::Addendum, one, Vec::new());
        assert_eq!(headings(&addendum, 1).len(), 1, "{language}");
    }
}
