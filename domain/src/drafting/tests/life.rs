//! How a draft begins and ends.

use crate::access::DiscardEditionDraft;
use crate::id::QuestionCode;
use crate::language::{Text, Texts};
use crate::questionnaire::sample::{all, draft as sample_draft};
use crate::questionnaire::{
    Answers, Behaviour, Enabled, Expectation, Lineage, Opens, Operator, Place as Spot, QuestionnaireKind,
    edition_differences,
};
use crate::submission::Outcome;

use super::*;

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
            title: Text::unofficial("Enquête".to_owned()),
        };
        EditionDraft::begin(permit, EditionDraftId(Uuid::from_u128(4)), beginning, &first(), now())
    };
    let empty = begin("further").unwrap().state;
    assert_eq!(empty.draft.id.to_string(), "further/1");
    assert!(empty.draft.modules.is_empty());
    assert!(empty.draft.title.get(Language::French).is_some());
    assert!(matches!(begin("national-implementation"), Err(DraftRefused::Known(_))));
    assert!(matches!(begin("with_underscore"), Err(DraftRefused::BadKey(_))));
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
    let answers = Answers::of(&preview, []);
    let enabled = Enabled::of(&preview, &answers);
    assert!(enabled.contains(date.index), "it hides nothing");
    let DraftRefused::Faults(found) = publishing(draft, &beside(&before)).unwrap_err() else {
        panic!("it has faults");
    };
    assert_eq!(found, faults);
}

#[test]
fn a_condition_on_nothing_hides_nothing_in_a_preview_however_it_is_joined() {
    for behaviour in [Behaviour::All, Behaviour::Any] {
        let draft = begun();
        let change = redefined(&draft, "GEN.law", |law| {
            let asks = all([("GEN.nothing", Operator::Exists(true))]);
            law.condition = Some(Expectation { behaviour, ..asks });
        });
        let before = edition();
        let (faults, preview) = changed(draft, vec![change]).unwrap().draft.examine(&beside(&before));
        assert_eq!(faults[0].flaw.code(), "condition_unknown");
        let preview = preview.unwrap();
        let enabled = Enabled::of(&preview, &Answers::of(&preview, []));
        assert!(
            enabled.contains(preview.question("GEN.law").unwrap().index),
            "{behaviour:?}"
        );
    }
}

#[test]
fn what_is_taken_or_permitted_for_something_else_is_not_published() {
    let before = edition();
    let draft = begun();
    let publish = |edition: &str, taken: &BTreeSet<EditionId>| {
        let edition = edition.parse().unwrap();
        let permit = editor().permit(PublishEdition { edition }).unwrap();
        let known = beside(&before);
        let shelf = Shelf {
            newest: Some(before.id()),
            taken,
        };
        draft.clone().publish(permit, 1, [9; 32], &known, shelf, now())
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

#[test]
fn a_draft_published_unchanged_differs_in_nothing() {
    let before = edition();
    let Publishing { edition: after, .. } = publishing(begun(), &beside(&before)).unwrap();
    let lineage = |id: &EditionId, question: &QuestionCode| {
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
