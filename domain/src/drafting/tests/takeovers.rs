//! A draft is taken over onto an edition that was published meanwhile: nothing that either of the two says is lost.

use crate::questionnaire::sample::{option, question, section, texts, when};
use crate::questionnaire::{Draft, Kind, Level, Lineage, Operator, Question};

use super::*;
use crate::language::{Text, Texts};

/// The second edition, published while a draft of its number was written.
fn second(change: impl FnOnce(&mut Draft)) -> Edition {
    let before = edition();
    let mut draft = before.continued(2);
    change(&mut draft);
    draft.publish(&beside(&before)).unwrap()
}

fn at<'a>(draft: &'a mut Draft, of: &str) -> &'a mut Question {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    let mut questions = sections.flat_map(|section| &mut section.questions);
    questions.find(|question| question.code == code(of)).unwrap()
}

fn in_french(of: &mut Texts, content: &str) {
    let english = of.get(Language::English).unwrap().clone();
    let french = Text::unofficial(content.to_owned());
    *of = Texts::new([(Language::English, english), (Language::French, french)]);
}

fn over(draft: EditionDraft, newer: &Edition, choices: &[(Spot, Matter, Side)]) -> Result<EditionDraft, DraftRefused> {
    let before = edition();
    let choices = choices
        .iter()
        .map(|(spot, matter, side)| ((spot.clone(), *matter), *side));
    let choices = choices.collect();
    let permit = editor().permit(DraftEdition {}).unwrap();
    let onto = Onto {
        base: Some(&before),
        newest: Some(newer),
        seen: newer.id(),
        choices: &choices,
    };
    let seen = draft.revision;
    let taken = taken(&["national-implementation/1", "national-implementation/2"]);
    Ok(draft.take_over(permit, seen, onto, &taken, now())?.state)
}

fn clashes(draft: EditionDraft, newer: &Edition) -> Vec<Clash> {
    match over(draft, newer, &[]) {
        Err(DraftRefused::Clashes(clashes)) => clashes,
        other => panic!("{other:?}"),
    }
}

fn asked(code: &str) -> Spot {
    Spot::Question(code.parse().unwrap())
}

fn put(new: Question, after: Option<&str>) -> Change {
    let definition = Definition {
        code: new.code,
        kind: new.kind,
        expected: new.expected,
        level: new.level,
        pattern: new.pattern,
        bind: new.bind,
        ceiling: new.ceiling,
        provisions: new.provisions,
        condition: new.condition,
        continues: None,
    };
    Change::PutQuestion {
        definition: Box::new(definition),
        after: after.map(code),
        presence: Presence::Absent,
    }
}

#[test]
fn what_each_of_the_two_changed_is_there_afterwards() {
    let newer = second(|draft| {
        at(draft, "GEN.useful").level = Level::Core;
        at(draft, "GEN.share").prompt = texts("Which share?");
        in_french(&mut at(draft, "GEN.authority").prompt, "Autorité");
        let general = &mut draft.modules[0].sections[0].questions;
        general.insert(1, question("GEN.newer", Kind::Boolean));
        general.retain(|question| question.code != code("GEN.links"));
        draft.modules[1]
            .sections
            .push(section("N13C", vec![question("N13C.more", Kind::Boolean)]));
        draft.intro = texts("Opening words");
    });
    let draft = begun();
    let changes = vec![
        redefined(&draft, "GEN.law", |law| law.level = Level::Core),
        said(TextPlace::Prompt(code("GEN.law")), Language::English, "Is there a law?"),
        put(question("GEN.ours", Kind::Boolean), Some("GEN.law")),
        said(TextPlace::Prompt(code("GEN.ours")), Language::English, "Ours?"),
        Change::RemoveQuestion(code("GEN.partners")),
        Change::MoveSection {
            code: "N13B".parse().unwrap(),
            module: "general".parse().unwrap(),
            after: Some("GEN".parse().unwrap()),
        },
        Change::Head {
            kind: draft.draft.kind,
            opens: draft.draft.opens,
            instruments: vec!["A-66-359".parse().unwrap()],
        },
    ];
    let draft = changed(draft, changes).unwrap();
    let before = (draft.revision, draft.draft.clone());
    let after = over(draft, &newer, &[]).unwrap();
    assert_eq!(after.revision, before.0 + 1);
    assert_eq!(after.base.as_ref(), Some(newer.id()));
    assert_eq!(after.draft.id.to_string(), "national-implementation/3");
    let questions = questions_of(&after, "GEN");
    assert_eq!(questions[..2], ["GEN.authority", "GEN.newer"]);
    let law = questions.iter().position(|code| code == "GEN.law").unwrap();
    assert_eq!(questions[law + 1], "GEN.ours");
    for gone in ["GEN.links", "GEN.partners"] {
        assert!(!questions.contains(&gone.to_owned()), "{gone}");
    }
    assert_eq!(sections_of(&after), ["general GEN N13B", "n13 N13A N13C"]);
    let mut said = after.draft.clone();
    assert_eq!(at(&mut said, "GEN.useful").level, Level::Core);
    assert_eq!(at(&mut said, "GEN.share").prompt, texts("Which share?"));
    assert_eq!(at(&mut said, "GEN.law").level, Level::Core);
    assert_eq!(at(&mut said, "GEN.law").prompt, texts("Is there a law?"));
    assert!(at(&mut said, "GEN.authority").prompt.get(Language::French).is_some());
    assert_eq!(said.intro, texts("Opening words"));
    assert_eq!(said.instruments, ["A-66-359".parse().unwrap()]);
    // Each continues its counterpart there; what is new continues nothing.
    for of in ["GEN.newer", "GEN.law", "N13C.more"] {
        let own = Lineage {
            edition: newer.id().clone(),
            code: code(of),
            comparable: true,
        };
        assert_eq!(at(&mut said, of).continues, [own]);
    }
    assert_eq!(at(&mut said, "GEN.ours").continues, []);
}

#[test]
fn a_draft_that_changed_nothing_becomes_what_would_be_begun_now_and_a_repeat_is_refused() {
    let newer = second(|draft| {
        draft.modules.reverse();
        draft.short_path = None;
        draft.modules[1].condition = None;
        draft.modules[0].condition = None;
        draft.modules[1].sections[0].questions.swap(9, 10);
        at(draft, "N13A.measures").prompt = texts("Which measures?");
    });
    let after = over(begun(), &newer, &[]).unwrap();
    assert_eq!(after.draft, newer.continued(3));
    assert_eq!(over(after, &newer, &[]).unwrap_err(), DraftRefused::NothingNewer);
    // And where the newer edition changed nothing, the draft says what it said.
    let same = second(|_| {});
    let draft = begun();
    let changes = vec![
        redefined(&draft, "GEN.law", |law| law.level = Level::Core),
        Change::MoveModule {
            id: "n13".parse().unwrap(),
            after: None,
        },
        Change::RemoveQuestion(code("GEN.links")),
        Change::ShortPath(None),
    ];
    let draft = changed(draft, changes).unwrap();
    let mut expected = draft.draft.clone();
    expected.id.number = 3;
    for question in expected.modules.iter_mut().flat_map(|module| &mut module.sections) {
        for question in &mut question.questions {
            question.continues[0].edition = same.id().clone();
        }
    }
    assert_eq!(over(draft, &same, &[]).unwrap().draft, expected);
}

#[test]
fn what_both_changed_is_named_one_by_one_and_somebody_decides() {
    let newer = second(|draft| {
        at(draft, "GEN.share").prompt = texts("Theirs?");
        at(draft, "GEN.useful").kind = Kind::Scale { min: 1, max: 7 };
        at(draft, "GEN.links").level = Level::Core;
        draft.title = texts("Their title");
        draft.modules[0].sections[0].questions.swap(9, 10);
        let general = &mut draft.modules[0].sections[0].questions;
        general.retain(|question| question.code != code("GEN.partners"));
        let law = at(draft, "GEN.law");
        law.level = Level::Core;
        at(draft, "GEN.useful").continues[0].comparable = false;
    });
    let draft = begun();
    let changes = vec![
        said(TextPlace::Prompt(code("GEN.share")), Language::English, "Ours?"),
        redefined(&draft, "GEN.useful", |useful| {
            useful.kind = Kind::Scale { min: 1, max: 9 }
        }),
        // Removed here, changed there; and the other way round.
        Change::RemoveQuestion(code("GEN.links")),
        redefined(&draft, "GEN.partners", |partners| partners.level = Level::Core),
        said(TextPlace::Title, Language::English, "Our title"),
        Change::MoveQuestion {
            code: code("GEN.law"),
            after: None,
        },
        // Both alike is nothing to decide.
        redefined(&draft, "GEN.law", |law| law.level = Level::Core),
    ];
    let draft = changed(draft, changes).unwrap();
    let found = clashes(draft.clone(), &newer);
    let named: Vec<_> = found.iter().map(|clash| (clash.spot.clone(), clash.matter)).collect();
    let general = Spot::Section("GEN".parse().unwrap());
    let expected = [
        (Spot::Head, Matter::Wording),
        (asked("GEN.share"), Matter::Wording),
        (asked("GEN.useful"), Matter::Definition),
        (asked("GEN.links"), Matter::Presence),
        (asked("GEN.partners"), Matter::Presence),
        (general.clone(), Matter::Order),
    ];
    assert_eq!(named, expected);
    let english = |text: &Option<Text>| text.as_ref().unwrap().content.clone();
    let words = &found[1].words[0];
    assert_eq!(
        (english(&words.draft), english(&words.newer)),
        ("Ours?".into(), "Theirs?".into())
    );

    let all = |side| {
        let sides = named.iter().map(|(spot, matter)| (spot.clone(), *matter, side));
        sides.collect::<Vec<_>>()
    };
    // One undecided, and nothing is done.
    let rest = over(draft.clone(), &newer, &all(Side::Draft)[1..]).unwrap_err();
    assert_eq!(rest, DraftRefused::Clashes(vec![found[0].clone()]));
    let mut ours = over(draft.clone(), &newer, &all(Side::Draft)).unwrap();
    assert_eq!(questions_of(&ours, "GEN")[0], "GEN.law");
    assert!(!questions_of(&ours, "GEN").contains(&"GEN.links".to_owned()));
    assert!(questions_of(&ours, "GEN").contains(&"GEN.partners".to_owned()));
    assert_eq!(ours.draft.title, texts("Our title"));
    assert_eq!(at(&mut ours.draft, "GEN.share").prompt, texts("Ours?"));
    assert_eq!(at(&mut ours.draft, "GEN.useful").kind, Kind::Scale { min: 1, max: 9 });
    // What the newer edition does not ask any more is continued over it.
    assert_eq!(
        at(&mut ours.draft, "GEN.partners").continues[0].edition,
        *edition().id()
    );
    let mut theirs = over(draft, &newer, &all(Side::Newer)).unwrap();
    assert_eq!(theirs.draft, newer.continued(3));
    assert_eq!(at(&mut theirs.draft, "GEN.links").level, Level::Core);
}

#[test]
fn what_translates_a_source_that_the_other_one_changed_counts_as_read_by_nobody() {
    let newer = second(|draft| at(draft, "GEN.share").prompt = texts("Which share?"));
    let french = said(TextPlace::Prompt(code("GEN.share")), Language::French, "Part");
    let draft = changed(begun(), vec![french]).unwrap();
    let mut after = over(draft, &newer, &[]).unwrap();
    let prompt = &at(&mut after.draft, "GEN.share").prompt;
    assert_eq!(prompt.get(Language::English).unwrap().content, "Which share?");
    let french = prompt.get(Language::French).unwrap();
    assert_eq!((french.content.as_str(), french.status), ("Part", TextStatus::Machine));
}

#[test]
fn a_question_goes_on_continuing_what_its_editor_named_under_its_code_in_the_newer_edition() {
    // There GEN.law is called GEN.statute, and not comparable.
    let newer = second(|draft| {
        let law = at(draft, "GEN.law");
        law.code = code("GEN.statute");
        law.continues[0].comparable = false;
    });
    let from = |of: &str, comparable| Lineage {
        edition: "national-implementation/1".parse().unwrap(),
        code: code(of),
        comparable,
    };
    let draft = begun();
    let changes = vec![redefined(&draft, "GEN.strategy", |strategy| {
        strategy.continues = Some(vec![from("GEN.law", true), from("GEN.strategy", false)]);
    })];
    let draft = changed(draft, changes).unwrap();
    let mut after = over(draft, &newer, &[]).unwrap();
    let found: Vec<_> = (at(&mut after.draft, "GEN.strategy").continues.iter())
        .map(|one| (one.edition.number, one.code.to_string(), one.comparable))
        .collect();
    let expected = [(2, "GEN.statute", false), (2, "GEN.strategy", false)];
    assert_eq!(found, expected.map(|(number, code, is)| (number, code.to_owned(), is)));
}

#[test]
fn what_is_asked_with_a_list_keeps_it_whoever_took_it_away() {
    // The draft asks no question with the measures any more; there another one does.
    let newer = second(|draft| {
        let general = &mut draft.modules[0].sections[0].questions;
        let known = Operator::Chosen(option("law"));
        general.push(question("GEN.kinds", crate::questionnaire::sample::multi("measures")));
        general.push(when(question("GEN.which", Kind::Boolean), [("GEN.kinds", known)]));
    });
    let changes = vec![
        Change::RemoveQuestion(code("N13A.measures")),
        Change::RemoveList("measures".parse().unwrap()),
    ];
    let after = over(changed(begun(), changes).unwrap(), &newer, &[]).unwrap();
    assert!(after.draft.lists.contains_key("measures"));
    let known = Known {
        editions: vec![&newer],
        ..known()
    };
    let (faults, _) = after.draft.examine(&known);
    assert_eq!(faults, []);
}

#[test]
fn a_draft_that_is_behind_is_not_published_and_says_which_edition_is_newer() {
    let newer = second(|_| {});
    let (base, draft) = (edition(), changed(begun(), vec![Change::Number(3)]).unwrap());
    assert_eq!(draft.behind(Some(base.id())), None);
    assert_eq!(draft.behind(Some(newer.id())), Some(newer.id()));
    let known = Known {
        editions: vec![&base, &newer],
        ..known()
    };
    let publish = |draft: EditionDraft| {
        let edition = draft.draft.id.clone();
        let permit = editor().permit(PublishEdition { edition }).unwrap();
        let taken = taken(&["national-implementation/1", "national-implementation/2"]);
        let shelf = Shelf {
            newest: Some(newer.id()),
            taken: &taken,
        };
        let seen = draft.revision;
        draft.publish(permit, seen, [9; 32], &known, shelf, now())
    };
    let refused = publish(draft.clone()).unwrap_err();
    assert_eq!(refused, DraftRefused::Behind(newer.id().clone()));
    let after = over(draft, &newer, &[]).unwrap();
    assert_eq!(after.behind(Some(newer.id())), None);
    let done = publish(after).unwrap();
    assert_eq!(done.edition.id().to_string(), "national-implementation/3");
}
