//! Every change and every refusal.

use proptest::prelude::*;

use crate::id::{ListId, SectionCode};
use crate::questionnaire::sample::{option, texts};
use crate::questionnaire::{Flaw, Level, Opens, QuestionnaireKind};

use super::*;

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
                presence: Presence::Absent,
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
                presence: Presence::Absent,
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
                presence: Presence::Present,
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
        presence: Presence::Absent,
    };
    let after = changed(after, vec![put]).unwrap();
    let questions = questions_of(&after, "GEN");
    let at = questions.iter().position(|code| code == "GEN.share").unwrap();
    assert_eq!(questions[at + 1], "GEN.portion");
}

#[test]
fn what_is_put_finds_what_its_author_expects_or_nothing_is_done() {
    let module = |presence, id: &str| Change::PutModule {
        id: id.parse().unwrap(),
        condition: None,
        after: None,
        presence,
    };
    let section = |presence, code: &str| Change::PutSection {
        definition: SectionDefinition {
            code: code.parse().unwrap(),
            primary: Vec::new(),
            related: Vec::new(),
            condition: None,
        },
        module: "general".parse().unwrap(),
        after: None,
        presence,
    };
    let question = |presence, of: &str| {
        let mut definition = definition(&begun(), "GEN.share");
        (definition.code, definition.level) = (code(of), Level::Core);
        Change::PutQuestion {
            definition: Box::new(definition),
            after: None,
            presence,
        }
    };
    let list = |presence, id: &str| Change::PutList {
        id: id.parse().unwrap(),
        options: Vec::new(),
        presence,
    };
    let known = |presence| {
        [
            module(presence, "n13"),
            section(presence, "N13A"),
            question(presence, "GEN.law"),
            list(presence, "status"),
        ]
    };
    let new = |presence| {
        [
            module(presence, "other"),
            section(presence, "OTH"),
            question(presence, "GEN.other"),
            list(presence, "other"),
        ]
    };
    for (change, code) in known(Presence::Absent)
        .into_iter()
        .zip(["n13", "N13A", "GEN.law", "status"])
    {
        let ChangeRefused::Taken(what) = refused(change) else {
            panic!("{code} is taken");
        };
        assert_eq!(what.code(), code);
    }
    let missing = new(Presence::Present).map(refused);
    let expected = [
        ChangeRefused::NoModule("other".parse().unwrap()),
        ChangeRefused::NoSection("OTH".parse().unwrap()),
        ChangeRefused::NoQuestion(code("GEN.other")),
        ChangeRefused::NoList("other".parse().unwrap()),
    ];
    assert_eq!(missing, expected);
    let rest = [Presence::Present, Presence::Either].into_iter().flat_map(known);
    let others = [Presence::Absent, Presence::Either].into_iter().flat_map(new);
    for change in rest.chain(others) {
        let made = changed(begun(), vec![change.clone()]);
        assert!(
            matches!(made, Ok(_) | Err(DraftRefused::Unchanged)),
            "{change:?}: {made:?}"
        );
    }
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
    let section: SectionCode = "X".parse().unwrap();
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
    let list: ListId = "x".parse().unwrap();
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
        presence: Presence::Either,
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

proptest! {
    /// Changes that are refused leave a draft as it was, and whatever is accepted leaves one code for one thing.
    #[test]
    fn codes_stay_unique_whatever_is_moved_and_put(moves in proptest::collection::vec((0..14_usize, proptest::option::of(0..14_usize), any::<bool>()), 1..20)) {
        let codes = questions_of(&begun(), "GEN");
        let mut draft = begun();
        for (which, after, puts) in moves {
            let after = after.map(|at| code(&codes[at]));
            let change = if puts {
                Change::PutQuestion { definition: Box::new(definition(&begun(), &codes[which])), after, presence: Presence::Present }
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
