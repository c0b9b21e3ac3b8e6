//! What a published edition offers, and what publishing compares with earlier editions.

use crate::id::QuestionCode;
use crate::questionnaire::sample::{code, draft, edition, known, option, question, single};
use crate::questionnaire::{Difference, Draft, Fault, Flaw, Kind, Lineage, Question};

pub(super) fn find<'a>(draft: &'a mut Draft, text: &str) -> &'a mut Question {
    let questions = (draft.modules.iter_mut())
        .flat_map(|module| &mut module.sections)
        .flat_map(|section| &mut section.questions);
    questions.into_iter().find(|q| q.code.as_str() == text).unwrap()
}

pub(super) fn lineage(edition: &str, text: &str, comparable: bool) -> Vec<Lineage> {
    vec![Lineage {
        edition: edition.parse().unwrap(),
        code: code(text),
        comparable,
    }]
}

#[test]
fn the_sample_is_published_and_can_be_walked() {
    let edition = edition();
    assert_eq!((edition.len(), edition.sections().count()), (21, 3));
    for (index, placed) in edition.questions().enumerate() {
        assert_eq!(placed.index.get(), index);
        assert_eq!(edition.at(placed.index).question.code, placed.question.code);
        assert_eq!(edition.question(&placed.question.code).unwrap().index, placed.index);
        assert_eq!(placed.question.code.section(), placed.section.code);
        assert_eq!(
            edition.section(&placed.section.code).unwrap().index,
            placed.section_index
        );
    }
    assert_eq!(
        edition
            .at(edition.question("N13B.since").unwrap().index)
            .module
            .id
            .as_str(),
        "n13"
    );
    assert!(edition.question("N13Z.status").is_none() && edition.question("nonsense").is_none());
    let leads: Vec<&str> = edition.leads().map(|placed| placed.question.code.as_str()).collect();
    assert_eq!(leads, ["N13A.status", "N13B.status"]);
    let path: Vec<&str> = (edition.short_path_questions())
        .map(|placed| placed.question.code.as_str())
        .collect();
    assert_eq!(path.len(), 7);
    assert!(!path.contains(&"N13A.description"));
}

#[test]
fn every_fault_is_listed_at_once_and_reads_as_a_sentence() {
    let mut draft = draft();
    find(&mut draft, "GEN.contact").ceiling = None;
    find(&mut draft, "GEN.language").kind = Kind::Boolean;
    find(&mut draft, "N13B.status").provisions.clear();
    let faults = draft.publish(&known()).unwrap_err();
    let sentences: Vec<String> = faults.iter().map(Fault::to_string).collect();
    assert_eq!(
        sentences,
        [
            "module general, section GEN, question GEN.contact: a contact needs the visibility ceiling `secretariat`",
            "module general, section GEN, question GEN.language: `language` is bound by a question of kind \
             single_choice, not boolean",
            "module n13, section N13B, question N13B.status: the question names no provision",
            "list languages: no question uses the list",
        ]
    );
}

#[test]
fn too_many_questions_do_not_fit() {
    let mut draft = draft();
    let filler = (0..65_536).map(|n| question(&format!("GEN.filler_{n}"), Kind::Boolean));
    draft.modules[0].sections[0].questions.extend(filler);
    let faults = draft.publish(&known()).unwrap_err();
    assert_eq!(faults[0].flaw, Flaw::TooManyQuestions { questions: 65_557 });
}

/// How a question is changed, which one it is, and what keeps the figures apart.
type Spoiled = (fn(&mut Question), QuestionCode, Difference);

#[test]
fn a_series_joins_only_what_can_be_compared() {
    let first = edition();
    let next = |spoil: fn(&mut Question), comparable| {
        let mut draft = Draft {
            id: "national-implementation/2".parse().unwrap(),
            ..draft()
        };
        for code in ["GEN.strategy", "GEN.useful", "GEN.share"] {
            find(&mut draft, code).continues = lineage("national-implementation/1", code, comparable);
        }
        for question in &mut draft.modules[0].sections[0].questions {
            spoil(question);
        }
        let yes = draft.lists["yes_no"].options[0].clone();
        draft.lists.get_mut("modules").unwrap().options.push(yes);
        let mut known = known();
        known.editions.push(&first);
        draft.publish(&known).map(|edition| edition.len())
    };
    let cases: [Spoiled; 3] = [
        (
            |q| {
                if q.code.as_str() == "GEN.useful" {
                    q.kind = Kind::Scale { min: 1, max: 7 };
                }
            },
            code("GEN.useful"),
            Difference::Scale,
        ),
        (
            |q| {
                if let Kind::Number { unit, .. } = &mut q.kind {
                    *unit = None;
                }
            },
            code("GEN.share"),
            Difference::Unit,
        ),
        (
            |q| {
                if q.code.as_str() == "GEN.strategy" {
                    q.kind = single("modules");
                }
            },
            code("GEN.strategy"),
            Difference::Option { option: option("no") },
        ),
    ];
    assert_eq!(next(|_| {}, true), Ok(21));
    for (spoil, question, expected) in cases {
        let faults = next(spoil, true).unwrap_err();
        let differences: Vec<_> = (faults.iter())
            .filter_map(|fault| match &fault.flaw {
                Flaw::NotComparable { code, difference, .. } => Some((code.clone(), difference.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(differences, [(question, expected)]);
    }
    assert_eq!(
        next(
            |q| if q.code.as_str() == "GEN.useful" {
                q.kind = Kind::Boolean;
            },
            false
        ),
        Ok(21)
    );
    let kinds = next(
        |q| {
            if q.code.as_str() == "GEN.useful" {
                q.kind = Kind::Boolean;
            }
        },
        true,
    )
    .unwrap_err();
    assert!(
        kinds[0].to_string().ends_with("kind scale then, boolean now"),
        "{}",
        kinds[0]
    );
}
