//! Drafts: every change and every refusal, and what becomes of filed answers, counted by hand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::{Actor, DiscardEditionDraft, DraftEdition, Membership, Place, PublishEdition, Role};
use crate::id::{AccountId, EditionDraftId, EditionId, MembershipId, StateCode};
use crate::language::{Language, Text, TextStatus, Texts};
use crate::questionnaire::sample::{chosen, code, draft as sample_draft, edition, known, option, states, texts};
use crate::questionnaire::{
    Edition, Flaw, Kind, Known, Level, Lineage, Opens, Place as Spot, ProblemCode, QuestionnaireKind, Standing, Value,
    edition_differences,
};
use crate::submission::{Content, Outcome, Position, Told};

fn now() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

fn editor() -> Actor {
    let account = AccountId(Uuid::from_u128(1));
    let since = "2027-01-01T00:00:00Z".parse().unwrap();
    let id = MembershipId(Uuid::from_u128(2));
    let membership = Membership::new(id, account, Role::CatalogueEditor, Place::Secretariat, since, None).unwrap();
    Actor::person(account, None, &[membership], now()).unwrap()
}

fn taken(editions: &[&str]) -> BTreeSet<EditionId> {
    editions.iter().map(|id| id.parse().unwrap()).collect()
}

fn first() -> BTreeSet<EditionId> {
    taken(&["national-implementation/1"])
}

fn begun() -> EditionDraft {
    let permit = editor().permit(DraftEdition {}).unwrap();
    let id = EditionDraftId(Uuid::from_u128(3));
    let outcome = EditionDraft::begin(permit, id, Beginning::Continuing(&edition()), &first(), now());
    outcome.unwrap().state
}

fn changed(draft: EditionDraft, changes: Vec<Change>) -> Result<EditionDraft, DraftRefused> {
    let permit = editor().permit(DraftEdition {}).unwrap();
    let seen = draft.revision;
    let outcome = draft.change(permit, seen, changes, &first(), now())?;
    Ok(outcome.state)
}

fn refused(change: Change) -> ChangeRefused {
    match changed(begun(), vec![change]) {
        Err(DraftRefused::Change { at: 0, refused }) => refused,
        other => panic!("{other:?}"),
    }
}

fn publishing(draft: EditionDraft, known: &Known<'_>) -> Result<Publishing, DraftRefused> {
    let edition = draft.draft.id.clone();
    let permit = editor().permit(PublishEdition { edition }).unwrap();
    let seen = draft.revision;
    draft.publish(permit, seen, [9; 32], known, &first(), now())
}

fn beside(edition: &Edition) -> Known<'_> {
    Known {
        editions: vec![edition],
        ..known()
    }
}

fn said(place: TextPlace, language: Language, content: &str) -> Change {
    Change::Text {
        place,
        language,
        content: Some(content.to_owned()),
        status: TextStatus::Unofficial,
    }
}

/// A question as it stands in the draft, without its words.
fn definition(draft: &EditionDraft, of: &str) -> Definition {
    let mut sections = draft.draft.modules.iter().flat_map(|module| &module.sections);
    let section = sections.find(|section| section.code == code(of).section()).unwrap();
    let question = section.questions.iter().find(|q| q.code == code(of)).unwrap().clone();
    Definition {
        code: question.code,
        kind: question.kind,
        expected: question.expected,
        level: question.level,
        pattern: question.pattern,
        bind: question.bind,
        ceiling: question.ceiling,
        provisions: question.provisions,
        condition: question.condition,
        continues: None,
    }
}

fn redefined(draft: &EditionDraft, of: &str, to: impl FnOnce(&mut Definition)) -> Change {
    let mut definition = definition(draft, of);
    to(&mut definition);
    let definition = Box::new(definition);
    Change::PutQuestion {
        definition,
        after: None,
    }
}

fn questions_of(draft: &EditionDraft, section: &str) -> Vec<String> {
    let mut sections = draft.draft.modules.iter().flat_map(|module| &module.sections);
    let section = sections.find(|found| found.code.as_str() == section).unwrap();
    section
        .questions
        .iter()
        .map(|question| question.code.to_string())
        .collect()
}

fn sections_of(draft: &EditionDraft) -> Vec<String> {
    let modules = draft.draft.modules.iter();
    let told = modules.map(|module| {
        let sections: Vec<_> = module.sections.iter().map(|section| section.code.as_str()).collect();
        format!("{} {}", module.id, sections.join(" "))
    });
    told.collect()
}

#[test]
fn a_draft_continues_the_newest_edition_question_by_question_and_keeps_its_translations() {
    let mut source = sample_draft();
    let french = (Language::French, Text::unofficial("Mise en œuvre nationale".to_owned()));
    let english = source.title.get(Language::English).unwrap().clone();
    source.title = Texts::new([(Language::English, english), french]);
    let edition = source.publish(&known()).unwrap();
    let permit = editor().permit(DraftEdition {}).unwrap();
    let taken = taken(&["national-implementation/1", "national-implementation/3", "other/9"]);
    let id = EditionDraftId(Uuid::from_u128(3));
    let Outcome { state, event, .. } =
        EditionDraft::begin(permit, id, Beginning::Continuing(&edition), &taken, now()).unwrap();
    // The third comes with the program: its number is taken.
    assert_eq!(state.draft.id.to_string(), "national-implementation/4");
    assert_eq!(state.draft.title, *edition.title());
    assert_eq!((state.revision, state.stage), (1, DraftStage::Drafted));
    assert_eq!(event.what.act().code(), "draft_edition");
    for section in state.draft.modules.iter().flat_map(|module| &module.sections) {
        for question in &section.questions {
            let own = Lineage {
                edition: edition.id().clone(),
                code: question.code.clone(),
                comparable: true,
            };
            assert_eq!(question.continues, [own]);
        }
    }
}

#[test]
fn a_questionnaire_begins_once_and_with_a_key_of_its_form() {
    let begin = |questionnaire: &str| {
        let permit = editor().permit(DraftEdition {}).unwrap();
        let beginning = Beginning::Empty {
            questionnaire: questionnaire.parse().unwrap(),
            kind: QuestionnaireKind::Views,
            opens: Opens::Round,
            source_language: Language::French,
            title: texts("Enquête"),
        };
        EditionDraft::begin(permit, EditionDraftId(Uuid::from_u128(4)), beginning, &first(), now())
    };
    let empty = begin("further").unwrap().state;
    assert_eq!(empty.draft.id.to_string(), "further/1");
    assert!(empty.draft.modules.is_empty());
    assert!(matches!(begin("national-implementation"), Err(DraftRefused::Known(_))));
    assert!(matches!(begin("with_underscore"), Err(DraftRefused::BadKey(_))));
}

#[test]
fn every_change_is_made() {
    let draft = changed(
        begun(),
        vec![
            Change::Head {
                kind: QuestionnaireKind::Views,
                opens: Opens::OwnRequest,
                instruments: vec!["A-66-359".parse().unwrap()],
            },
            Change::ShortPath(None),
            Change::Number(7),
            Change::PutModule {
                id: "later".parse().unwrap(),
                condition: None,
                after: Some("general".parse().unwrap()),
            },
            Change::PutSection {
                definition: SectionDefinition {
                    code: "LAT".parse().unwrap(),
                    primary: vec!["A-66-359/c".parse().unwrap()],
                    related: Vec::new(),
                    condition: None,
                },
                module: "later".parse().unwrap(),
                after: None,
            },
            Change::MoveSection {
                code: "N13B".parse().unwrap(),
                module: "later".parse().unwrap(),
                after: Some("LAT".parse().unwrap()),
            },
            Change::PutList {
                id: "status".parse().unwrap(),
                options: ["implemented", "planned", "partly"]
                    .map(|code| OptionDefinition {
                        code: option(code),
                        exclusive: code == "partly",
                        with_text: false,
                    })
                    .into(),
            },
            said(
                TextPlace::Label("status".parse().unwrap(), option("partly")),
                Language::English,
                "In part",
            ),
            Change::RemoveQuestion(code("GEN.links")),
            Change::MoveQuestion {
                code: code("GEN.law"),
                after: None,
            },
        ],
    )
    .unwrap();
    assert_eq!(draft.revision, 2);
    assert_eq!(draft.draft.id.number, 7);
    assert_eq!(
        (draft.draft.kind, draft.draft.opens),
        (QuestionnaireKind::Views, Opens::OwnRequest)
    );
    assert_eq!(draft.draft.short_path, None);
    assert_eq!(sections_of(&draft), ["general GEN", "later LAT N13B", "n13 N13A"]);
    let status = &draft.draft.lists["status"];
    let labels: Vec<_> = (status.options.iter())
        .map(|item| {
            (
                item.code.as_str(),
                item.label.get(Language::English).unwrap().content.as_str(),
            )
        })
        .collect();
    // What was there keeps its words.
    assert_eq!(
        labels,
        [
            ("implemented", "implemented"),
            ("planned", "planned"),
            ("partly", "In part")
        ]
    );
    let questions = questions_of(&draft, "GEN");
    assert_eq!(questions[..2], ["GEN.law", "GEN.authority"]);
    assert!(!questions.contains(&"GEN.links".to_owned()));

    let draft = changed(
        draft,
        vec![
            Change::MoveModule {
                id: "n13".parse().unwrap(),
                after: None,
            },
            Change::RemoveSection("LAT".parse().unwrap()),
            Change::RemoveList("measures".parse().unwrap()),
        ],
    )
    .unwrap();
    assert_eq!(sections_of(&draft), ["n13 N13A", "general GEN", "later N13B"]);
    let draft = changed(draft, vec![Change::RemoveModule("later".parse().unwrap())]).unwrap();
    assert_eq!(sections_of(&draft), ["n13 N13A", "general GEN"]);
}

#[test]
fn a_question_that_is_put_again_keeps_its_words_its_place_and_its_lineage() {
    let draft = begun();
    let change = redefined(&draft, "GEN.share", |share| share.level = Level::Core);
    let after = changed(draft.clone(), vec![change]).unwrap();
    assert_eq!(questions_of(&after, "GEN"), questions_of(&draft, "GEN"));
    let section = &after.draft.modules[0].sections[0];
    let share = section.questions.iter().find(|q| q.code == code("GEN.share")).unwrap();
    assert_eq!(share.level, Level::Core);
    assert_eq!(share.prompt, texts("GEN.share"));
    assert_eq!(share.continues.len(), 1);

    let mut new = definition(&after, "GEN.share");
    (new.code, new.continues) = (code("GEN.portion"), Some(Vec::new()));
    let put = Change::PutQuestion {
        definition: Box::new(new),
        after: Some(code("GEN.share")),
    };
    let after = changed(after, vec![put]).unwrap();
    let questions = questions_of(&after, "GEN");
    let at = questions.iter().position(|code| code == "GEN.share").unwrap();
    assert_eq!(questions[at + 1], "GEN.portion");
}

#[test]
fn another_source_wording_leaves_translations_that_nobody_has_read_beside_it() {
    let french = |draft: &EditionDraft| draft.draft.title.get(Language::French).unwrap().clone();
    let draft = changed(begun(), vec![said(TextPlace::Title, Language::French, "Mise en œuvre")]).unwrap();
    assert_eq!(french(&draft).status, TextStatus::Unofficial);
    let draft = changed(
        draft,
        vec![said(TextPlace::Title, Language::English, "Implementation at home")],
    )
    .unwrap();
    assert_eq!(french(&draft).content, "Mise en œuvre");
    assert_eq!(french(&draft).status, TextStatus::Machine);
    let gaps = wording_gaps(&draft.draft);
    let of = |language| *gaps.iter().find(|gaps| gaps.language == language).unwrap();
    assert_eq!(of(Language::French).unread, 1);
    // Every place with English words but the title lacks French ones.
    assert_eq!(of(Language::French).missing + 1, of(Language::Arabic).missing);
    // Read again, it counts again; and a translation touches no other.
    let draft = changed(draft, vec![said(TextPlace::Title, Language::French, "Mise en œuvre")]).unwrap();
    assert_eq!(french(&draft).status, TextStatus::Unofficial);
    let english = draft.draft.title.get(Language::English).unwrap();
    assert_eq!(english.status, TextStatus::Unofficial);
    // Taken away, readers get another language.
    let away = Change::Text {
        place: TextPlace::Title,
        language: Language::French,
        content: Some("  ".to_owned()),
        status: TextStatus::Unofficial,
    };
    let draft = changed(draft, vec![away]).unwrap();
    assert!(draft.draft.title.get(Language::French).is_none());
}

#[test]
fn what_cannot_be_changed_is_refused_and_says_why() {
    let module = |id: &str| id.parse().unwrap();
    let status = |status| Change::Text {
        place: TextPlace::Title,
        language: Language::French,
        content: Some("Titre".to_owned()),
        status,
    };
    assert_eq!(refused(status(TextStatus::Official)), ChangeRefused::Official);
    let long = "x".repeat(Change::LONGEST_TEXT + 1);
    let long = said(TextPlace::Title, Language::English, &long);
    assert_eq!(refused(long), ChangeRefused::TooLong(10_000));
    let nul = said(TextPlace::Intro, Language::English, "a\0b");
    assert_eq!(refused(nul), ChangeRefused::NulCharacter);
    let nowhere = said(TextPlace::Prompt(code("GEN.nothing")), Language::English, "What?");
    assert_eq!(refused(nowhere), ChangeRefused::NoPlace);
    assert_eq!(refused(Change::Number(1)), ChangeRefused::NumberTaken(2));
    assert_eq!(
        refused(Change::RemoveModule(module("x"))),
        ChangeRefused::NoModule(module("x"))
    );
    let section: crate::id::SectionCode = "X".parse().unwrap();
    assert_eq!(
        refused(Change::RemoveSection(section.clone())),
        ChangeRefused::NoSection(section)
    );
    let question = code("GEN.nothing");
    assert_eq!(
        refused(Change::RemoveQuestion(question.clone())),
        ChangeRefused::NoQuestion(question.clone())
    );
    let moved = Change::MoveQuestion {
        code: question.clone(),
        after: None,
    };
    assert_eq!(refused(moved), ChangeRefused::NoQuestion(question));
    let list: crate::id::ListId = "x".parse().unwrap();
    assert_eq!(
        refused(Change::RemoveList(list.clone())),
        ChangeRefused::NoList(list.clone())
    );
    let twice = Change::PutList {
        id: list,
        options: vec![
            OptionDefinition {
                code: option("yes"),
                exclusive: false,
                with_text: false,
            };
            2
        ],
    };
    assert_eq!(refused(twice), ChangeRefused::OptionTwice(option("yes")));
    // After one that stands in another section, and after itself.
    for after in ["N13A.status", "GEN.law"] {
        let moved = Change::MoveQuestion {
            code: code("GEN.law"),
            after: Some(code(after)),
        };
        assert_eq!(refused(moved), ChangeRefused::NotBeside);
    }
    let moved = Change::MoveSection {
        code: "N13B".parse().unwrap(),
        module: module("general"),
        after: Some("N13A".parse().unwrap()),
    };
    assert_eq!(refused(moved), ChangeRefused::NotBeside);
}

#[test]
fn of_several_changes_all_are_made_or_none() {
    let draft = begun();
    let outcome = changed(
        draft,
        vec![said(TextPlace::Title, Language::English, "Other"), Change::Number(1)],
    );
    let Err(DraftRefused::Change { at: 1, .. }) = outcome else {
        panic!("{outcome:?}");
    };
    let many = vec![Change::ShortPath(None); Change::MOST_AT_ONCE + 1];
    assert!(matches!(changed(begun(), many), Err(DraftRefused::TooMany(200))));
    assert_eq!(changed(begun(), Vec::new()), Err(DraftRefused::Unchanged));
}

#[test]
fn a_draft_is_changed_over_what_was_seen_and_never_after_its_end() {
    let draft = changed(begun(), vec![Change::ShortPath(None)]).unwrap();
    let permit = || editor().permit(DraftEdition {}).unwrap();
    let again = draft
        .clone()
        .change(permit(), 1, vec![Change::ShortPath(None)], &first(), now());
    assert_eq!(again.unwrap_err(), DraftRefused::Moved(2));
    let permit_to_discard = || editor().permit(DiscardEditionDraft {}).unwrap();
    let stale = draft.clone().discard(permit_to_discard(), 1, now());
    assert_eq!(stale.unwrap_err(), DraftRefused::Moved(2));
    let Outcome { state: over, event, .. } = draft.discard(permit_to_discard(), 2, now()).unwrap();
    assert_eq!(event.what.act().code(), "discard_edition_draft");
    let stage = DraftStage::Discarded { at: now() };
    assert_eq!(over.stage, stage);
    let late = over
        .clone()
        .change(permit(), 2, vec![Change::Number(5)], &first(), now());
    assert_eq!(late.unwrap_err(), DraftRefused::Over(stage));
    let before = edition();
    assert_eq!(
        publishing(over, &beside(&before)).unwrap_err(),
        DraftRefused::Over(stage)
    );
}

#[test]
fn a_draft_with_faults_is_looked_at_and_not_published() {
    let before = edition();
    let draft = begun();
    // The date asks for a question that comes after it now, and nothing is said in English any more.
    let moved = Change::MoveQuestion {
        code: code("GEN.strategy"),
        after: Some(code("GEN.law")),
    };
    let silent = Change::Text {
        place: TextPlace::Title,
        language: Language::English,
        content: None,
        status: TextStatus::Unofficial,
    };
    let draft = changed(draft, vec![moved, silent]).unwrap();
    let (faults, preview) = draft.draft.examine(&beside(&before));
    let flaws: Vec<_> = faults.iter().map(|fault| fault.flaw.code()).collect();
    assert_eq!(
        flaws,
        ["wording_missing", "condition_not_earlier", "condition_not_earlier"]
    );
    assert_eq!(faults[0].place, Spot::Edition);
    let preview = preview.unwrap();
    let date = preview.question("GEN.strategy_date").unwrap();
    assert!(date.question.condition.is_some(), "it is shown as it is written");
    let answers = crate::questionnaire::Answers::of(&preview, []);
    let enabled = crate::questionnaire::Enabled::of(&preview, &answers);
    assert!(enabled.contains(date.index), "it hides nothing");
    let DraftRefused::Faults(found) = publishing(draft, &beside(&before)).unwrap_err() else {
        panic!("it has faults");
    };
    assert_eq!(found, faults);
}

#[test]
fn what_is_taken_or_permitted_for_something_else_is_not_published() {
    let before = edition();
    let draft = begun();
    let publish = |edition: &str, taken: &BTreeSet<EditionId>| {
        let edition = edition.parse().unwrap();
        let permit = editor().permit(PublishEdition { edition }).unwrap();
        let known = beside(&before);
        draft.clone().publish(permit, 1, [9; 32], &known, taken, now())
    };
    let both = taken(&["national-implementation/1", "national-implementation/2"]);
    let refused = publish("national-implementation/2", &both).unwrap_err();
    assert_eq!(
        refused,
        DraftRefused::Taken("national-implementation/2".parse().unwrap())
    );
    let refused = publish("national-implementation/3", &first()).unwrap_err();
    assert_eq!(refused, DraftRefused::AnotherPermit);
    let done = publish("national-implementation/2", &first()).unwrap();
    assert_eq!(done.edition.hash(), &[9; 32]);
    assert_eq!(done.outcome.event.what.act().code(), "publish_edition");
}

fn filed(round: u64, question: &str, standing: Standing) -> Told {
    Told {
        edition: "national-implementation/1".parse().unwrap(),
        question: code(question),
        round: "round".parse().unwrap(),
        position: Some(Position(round)),
        content: Content {
            standing: Some(standing),
            language: Some(Language::English),
            translations: Texts::default(),
        },
        origin: None,
    }
}

fn answer(value: Value) -> Standing {
    Standing::Answered(value)
}

/// What three States have filed: seven answers, five, and one.
fn everybody() -> Vec<(StateCode, Vec<Told>)> {
    let single = |option: &str| answer(Value::SingleChoice(chosen(option)));
    let text = |words: &str| answer(Value::ShortText(words.to_owned()));
    let modules = || answer(Value::MultiChoice(vec![chosen("n13")]));
    let first = vec![
        filed(1, "GEN.authority", text("A ministry")),
        filed(1, "GEN.modules", modules()),
        filed(1, "GEN.strategy", single("yes")),
        filed(1, "GEN.strategy_date", answer(Value::Date("2026-05".parse().unwrap()))),
        filed(1, "GEN.share", answer(Value::Number("60".parse().unwrap()))),
        filed(1, "GEN.share_note", text("More than half")),
        filed(1, "N13A.status", single("planned")),
    ];
    let second = vec![
        filed(2, "GEN.authority", text("An agency of many")),
        filed(2, "GEN.modules", modules()),
        filed(2, "GEN.strategy", single("no")),
        filed(2, "GEN.useful", answer(Value::Scale(5))),
        filed(2, "N13A.status", Standing::Declined),
    ];
    let third = vec![filed(3, "GEN.strategy", single("yes"))];
    let state = |code: &str| code.parse().unwrap();
    vec![(state("QMA"), first), (state("QMB"), second), (state("QMC"), third)]
}

fn simulated(draft: &EditionDraft, filed: Vec<(StateCode, Vec<Told>)>) -> Simulation {
    let before = edition();
    let (_, preview) = draft.draft.examine(&beside(&before));
    let preview = preview.unwrap();
    simulate(&preview, |id| (id == before.id()).then_some(&before), &states(), filed)
}

fn share(answers: usize, states: usize) -> Share {
    Share { answers, states }
}

#[test]
fn an_unchanged_draft_carries_every_answer() {
    let simulation = simulated(&begun(), everybody());
    assert_eq!(simulation.all, share(13, 3));
    assert_eq!(simulation.fates, BTreeMap::from([(Fate::Carried, share(13, 3))]));
    let codes: Vec<_> = simulation.questions.iter().map(|of| of.question.as_str()).collect();
    assert_eq!(
        codes,
        [
            "GEN.authority",
            "GEN.modules",
            "GEN.strategy",
            "GEN.strategy_date",
            "GEN.share",
            "GEN.share_note",
            "GEN.useful",
            "N13A.status"
        ]
    );
}

#[test]
fn what_becomes_of_filed_answers_is_counted() {
    let draft = begun();
    let lineage = |of: &str, comparable| {
        let lineage = Lineage {
            edition: "national-implementation/1".parse().unwrap(),
            code: code(of),
            comparable,
        };
        Some(vec![lineage])
    };
    let changes = vec![
        // Fewer characters than QMB's answer has, and as many as QMA's.
        redefined(&draft, "GEN.authority", |q| q.kind = Kind::ShortText { max_length: 10 }),
        // It means something else.
        redefined(&draft, "GEN.modules", |q| q.continues = lineage("GEN.modules", false)),
        // A date by year: QMA's month is too fine.
        redefined(&draft, "GEN.strategy_date", |q| {
            q.kind = Kind::Date {
                precision: crate::questionnaire::Precision::Year,
            };
        }),
        // The note is asked for above 70 only: QMA's 60 hides it.
        redefined(&draft, "GEN.share_note", |q| {
            let above = crate::questionnaire::Operator::Greater("70".parse().unwrap());
            q.condition = Some(crate::questionnaire::sample::all([("GEN.share", above)]));
        }),
        // Nobody asks for it any more.
        Change::RemoveQuestion(code("GEN.useful")),
        // The option that QMA chose is gone; what QMB declined stays declined.
        Change::PutList {
            id: "status".parse().unwrap(),
            options: vec![OptionDefinition {
                code: option("implemented"),
                exclusive: false,
                with_text: false,
            }],
        },
    ];
    let simulation = simulated(&changed(draft, changes).unwrap(), everybody());
    assert_eq!(simulation.all, share(13, 3));
    let expected = BTreeMap::from([
        // authority of QMA; strategy of three; share of QMA; status of QMB.
        (Fate::Carried, share(6, 3)),
        // modules of QMA and QMB.
        (Fate::ToReread, share(2, 2)),
        // share_note of QMA.
        (Fate::Hidden, share(1, 1)),
        // authority of QMB; strategy_date and status of QMA.
        (Fate::Unfit, share(3, 2)),
        // useful of QMB.
        (Fate::Lost, share(1, 1)),
    ]);
    assert_eq!(simulation.fates, expected);
    let of = |question: &str| {
        let mut questions = simulation.questions.iter();
        questions.find(|of| of.question.as_str() == question).unwrap()
    };
    assert_eq!(
        of("GEN.authority").fates,
        BTreeMap::from([(Fate::Carried, 1), (Fate::Unfit, 1)])
    );
    assert_eq!(
        of("GEN.authority").problems,
        BTreeMap::from([(ProblemCode::TooLong, 1)])
    );
    assert_eq!(
        of("GEN.strategy_date").problems,
        BTreeMap::from([(ProblemCode::DateTooFine, 1)])
    );
    assert_eq!(
        of("N13A.status").problems,
        BTreeMap::from([(ProblemCode::UnknownOption, 1)])
    );
    assert!(of("GEN.useful").continued_by.is_empty());
}

#[test]
fn of_two_answers_that_come_to_one_question_the_other_is_offered() {
    let draft = begun();
    let both = ["GEN.strategy", "N13A.status"].map(|of| Lineage {
        edition: "national-implementation/1".parse().unwrap(),
        code: code(of),
        comparable: of == "GEN.strategy",
    });
    let changes = vec![
        redefined(&draft, "GEN.strategy", |q| q.continues = Some(both.into())),
        Change::RemoveQuestion(code("N13A.status")),
    ];
    let told: Vec<_> = everybody().into_iter().take(2).collect();
    let simulation = simulated(&changed(draft, changes).unwrap(), told);
    let status = simulation
        .questions
        .iter()
        .find(|of| of.question == code("N13A.status"));
    let status = status.unwrap();
    // QMA's option is none of the list; what QMB declined can be declined there.
    assert_eq!(status.fates, BTreeMap::from([(Fate::ToMerge, 1), (Fate::Unfit, 1)]));
    assert_eq!(status.continued_by, BTreeSet::from([code("GEN.strategy")]));
}

#[test]
fn nothing_is_said_to_become_hidden_where_the_condition_is_not_shown() {
    // A reader who sees the note and not the share: whether it was asked is not known.
    let told = vec![filed(1, "GEN.share_note", answer(Value::ShortText("More".to_owned())))];
    let simulation = simulated(&begun(), vec![("QMA".parse().unwrap(), told)]);
    assert_eq!(simulation.fates, BTreeMap::from([(Fate::Carried, share(1, 1))]));
}

#[test]
fn a_draft_published_unchanged_differs_in_nothing() {
    let before = edition();
    let Publishing { edition: after, .. } = publishing(begun(), &beside(&before)).unwrap();
    let lineage = |id: &EditionId, question: &crate::id::QuestionCode| {
        let of = if id == after.id() { &after } else { &before };
        of.question(question)
            .map_or(&[][..], |placed| &placed.question.continues)
    };
    let changes = edition_differences(&before, &after, lineage);
    assert_eq!(changes.len(), before.len());
    assert!(
        changes
            .iter()
            .all(|change| change.is_unchanged() && change.comparable == Some(true))
    );
}

proptest! {
    /// Whatever of all that was filed a reader is shown, an unchanged draft carries it, and says so without losing one.
    #[test]
    fn whatever_is_shown_of_what_was_filed_is_carried_by_an_unchanged_draft(shown in proptest::collection::vec(any::<bool>(), 13)) {
        let mut shown = shown.into_iter();
        let filed: Vec<_> = everybody()
            .into_iter()
            .map(|(state, told)| (state, told.into_iter().filter(|_| shown.next().unwrap()).collect::<Vec<_>>()))
            .collect();
        let answers: usize = filed.iter().map(|(_, told)| told.len()).sum();
        let states = filed.iter().filter(|(_, told)| !told.is_empty()).count();
        let simulation = simulated(&begun(), filed);
        prop_assert_eq!(simulation.all, share(answers, states));
        prop_assert!(simulation.fates.keys().all(|fate| *fate == Fate::Carried), "{:?}", simulation.fates);
    }

    /// Changes that are refused leave a draft as it was, and whatever is accepted leaves one code for one thing.
    #[test]
    fn codes_stay_unique_whatever_is_moved_and_put(moves in proptest::collection::vec((0..14_usize, proptest::option::of(0..14_usize), any::<bool>()), 1..20)) {
        let codes = questions_of(&begun(), "GEN");
        let mut draft = begun();
        for (which, after, puts) in moves {
            let after = after.map(|at| code(&codes[at]));
            let change = if puts {
                Change::PutQuestion { definition: Box::new(definition(&begun(), &codes[which])), after }
            } else {
                Change::MoveQuestion { code: code(&codes[which]), after }
            };
            if let Ok(next) = changed(draft.clone(), vec![change]) {
                draft = next;
            }
            let mut there = questions_of(&draft, "GEN");
            there.sort();
            let mut expected = codes.clone();
            expected.sort();
            prop_assert_eq!(there, expected);
        }
        let before = edition();
        let (faults, preview) = draft.draft.examine(&beside(&before));
        prop_assert!(preview.is_some(), "{:?}", faults);
        prop_assert!(!faults.iter().any(|fault| matches!(fault.flaw, Flaw::DuplicateQuestion)));
    }
}
