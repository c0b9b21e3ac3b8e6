//! Another code for something: what refers to it follows, and nothing else does.

use crate::questionnaire::sample::{all as sample_all, option, single};
use crate::questionnaire::{Condition, Kind, Operator, Question};

use super::*;

fn module(from: &str, to: &str) -> Recoding {
    let [from, to] = [from, to].map(|code| code.parse().unwrap());
    Recoding::Module { from, to }
}

fn section(from: &str, to: &str) -> Recoding {
    let [from, to] = [from, to].map(|code| code.parse().unwrap());
    Recoding::Section { from, to }
}

fn question(from: &str, to: &str) -> Recoding {
    let [from, to] = [code(from), code(to)];
    Recoding::Question { from, to }
}

fn list(from: &str, to: &str) -> Recoding {
    let [from, to] = [from, to].map(|code| code.parse().unwrap());
    Recoding::List { from, to }
}

fn choice(list: &str, from: &str, to: &str) -> Recoding {
    let list = list.parse().unwrap();
    let [from, to] = [option(from), option(to)];
    Recoding::Option { list, from, to }
}

fn recoded(draft: EditionDraft, recoding: Recoding) -> EditionDraft {
    changed(draft, vec![Change::Recode(recoding)]).unwrap()
}

fn all(draft: &EditionDraft) -> impl Iterator<Item = &Question> {
    let sections = draft.draft.modules.iter().flat_map(|module| &module.sections);
    sections.flat_map(|section| &section.questions)
}

fn found<'a>(draft: &'a EditionDraft, of: &str) -> &'a Question {
    all(draft).find(|question| question.code == code(of)).unwrap()
}

fn asked(question: &Question) -> Vec<&Condition> {
    let condition = question.condition.iter();
    condition.flat_map(|condition| &condition.conditions).collect()
}

fn flaws(draft: &EditionDraft) -> Vec<&'static str> {
    let before = edition();
    let (faults, _) = draft.draft.examine(&beside(&before));
    faults.iter().map(|fault| fault.flaw.code()).collect()
}

#[test]
fn a_section_takes_its_questions_and_what_is_asked_of_them_along() {
    let draft = recoded(begun(), section("N13A", "R1"));
    assert_eq!(sections_of(&draft), ["general GEN", "n13 R1 N13B"]);
    let codes = ["R1.change", "R1.status", "R1.measures", "R1.description", "R1.evidence"];
    assert_eq!(questions_of(&draft, "R1"), codes);
    let description = asked(found(&draft, "R1.description"));
    assert!(
        description
            .iter()
            .all(|condition| condition.question == code("R1.status"))
    );
    // The condition of the section after it.
    let after = &draft.draft.modules[1].sections[1];
    assert_eq!(
        after.condition.as_ref().unwrap().conditions[0].question,
        code("R1.status")
    );
    // It continues what it continued, and keeps its words.
    let status = found(&draft, "R1.status");
    assert_eq!(status.continues, found(&begun(), "N13A.status").continues);
    assert_eq!(status.prompt, found(&begun(), "N13A.status").prompt);
    assert_eq!(flaws(&draft), [""; 0]);
}

#[test]
fn a_question_stays_in_its_place_and_conditions_follow() {
    let draft = recoded(begun(), question("N13A.status", "N13A.stage"));
    assert_eq!(questions_of(&draft, "N13A")[1], "N13A.stage");
    assert_eq!(asked(found(&draft, "N13A.measures"))[0].question, code("N13A.stage"));
    let after = &draft.draft.modules[1].sections[1];
    assert_eq!(
        after.condition.as_ref().unwrap().conditions[0].question,
        code("N13A.stage")
    );
    assert_eq!(found(&draft, "N13A.stage").continues[0].code, code("N13A.status"));
    // A question of this name in another section is another one.
    assert_eq!(asked(found(&draft, "N13B.since"))[0].question, code("N13B.status"));
    assert_eq!(flaws(&draft), [""; 0]);
}

#[test]
fn under_the_code_of_another_section_a_question_goes_there() {
    let draft = recoded(begun(), question("GEN.strategy", "N13B.strategy"));
    assert_eq!(
        questions_of(&draft, "N13B"),
        ["N13B.status", "N13B.since", "N13B.strategy"]
    );
    assert!(!questions_of(&draft, "GEN").contains(&"GEN.strategy".to_owned()));
    assert_eq!(
        asked(found(&draft, "GEN.strategy_date"))[0].question,
        code("N13B.strategy")
    );
    // What is asked of it comes before it now, and it stands beside a lead question: told as any other fault.
    assert_eq!(
        flaws(&draft),
        [
            "condition_not_earlier",
            "condition_not_earlier",
            "shown_beside_silent_lead"
        ]
    );
}

#[test]
fn a_list_and_an_option_are_followed_by_those_alone_that_ask_with_them() {
    let draft = recoded(begun(), list("status", "progress"));
    let kind = &found(&draft, "N13B.status").kind;
    assert_eq!(kind.list().unwrap().as_str(), "progress");
    let other = &found(&draft, "GEN.strategy").kind;
    assert!(matches!(other, Kind::SingleChoice { list } if list.as_str() == "yes_no"));
    assert_eq!(flaws(&draft), [""; 0]);

    let labels = |draft: &EditionDraft, list: &str| draft.draft.lists[list].options[0].label.clone();
    let draft = recoded(begun(), choice("status", "planned", "ahead"));
    assert_eq!(draft.draft.lists["status"].options[0].code, option("ahead"));
    assert_eq!(labels(&draft, "status"), labels(&begun(), "status"));
    let operators: Vec<_> = asked(found(&draft, "N13A.description"))
        .into_iter()
        .map(|condition| condition.operator.clone())
        .collect();
    assert_eq!(
        operators,
        [Operator::Exists(true), Operator::NotChosen(option("ahead"))]
    );
    // Figures on another set of options cannot be joined: publishing says so of both questions that ask with it.
    assert_eq!(flaws(&draft).len(), 2, "{:?}", flaws(&draft));

    // An option of the same code in another list is another one, and so is a module of that name.
    let draft = recoded(begun(), choice("modules", "n13", "norms"));
    assert_eq!(sections_of(&draft), sections_of(&begun()));
    let condition = &draft.draft.modules[1].condition.as_ref().unwrap().conditions[0];
    assert_eq!(condition.operator, Operator::Chosen(option("norms")));
    let draft = recoded(begun(), choice("yes_no", "yes", "planned"));
    let operators: Vec<_> = asked(found(&draft, "N13A.description"))
        .into_iter()
        .map(|condition| condition.operator.clone())
        .collect();
    assert_eq!(operators[1], Operator::NotChosen(option("planned")));
}

#[test]
fn an_option_of_the_same_code_in_another_list_is_another_one() {
    let plans = Change::PutList {
        id: "plans".parse().unwrap(),
        options: vec![OptionDefinition {
            code: option("planned"),
            exclusive: false,
            with_text: false,
        }],
        presence: Presence::Absent,
    };
    let put = |of: &str, kind: Kind, asks: Option<&str>| {
        let mut new = definition(&begun(), "GEN.law");
        (new.code, new.kind, new.continues) = (code(of), kind, Some(Vec::new()));
        new.condition = asks.map(|asks| sample_all([(asks, Operator::Chosen(option("planned")))]));
        Change::PutQuestion {
            definition: Box::new(new),
            after: None,
            presence: Presence::Absent,
        }
    };
    let changes = vec![
        plans,
        put("GEN.plan", single("plans"), None),
        put("GEN.when", Kind::Boolean, Some("GEN.plan")),
        Change::Recode(choice("status", "planned", "ahead")),
    ];
    let draft = changed(begun(), changes).unwrap();
    let operator = &asked(found(&draft, "GEN.when"))[0].operator;
    assert_eq!(*operator, Operator::Chosen(option("planned")));
    let draft = recoded(draft, choice("plans", "planned", "meant"));
    let operator = &asked(found(&draft, "GEN.when"))[0].operator;
    assert_eq!(*operator, Operator::Chosen(option("meant")));
}

#[test]
fn the_short_path_follows_its_modules() {
    let draft = recoded(begun(), module("n13", "norms"));
    let path: Vec<_> = (draft.draft.short_path.as_ref().unwrap().modules.iter())
        .map(ToString::to_string)
        .collect();
    assert_eq!(path, ["general", "norms"]);
    assert_eq!(flaws(&draft), [""; 0]);
}

#[test]
fn a_code_that_is_taken_or_missing_is_refused_and_named() {
    let taken = [
        (module("n13", "general"), "general"),
        (section("N13A", "N13B"), "N13B"),
        (question("GEN.law", "N13A.status"), "N13A.status"),
        (list("status", "yes_no"), "yes_no"),
        (choice("status", "planned", "implemented"), "implemented"),
    ];
    for (recoding, code) in taken {
        let ChangeRefused::Taken(what) = refused(Change::Recode(recoding)) else {
            panic!("{code} is taken");
        };
        assert_eq!(what.code(), code);
    }
    let refusals = [
        (module("x", "y"), ChangeRefused::NoModule("x".parse().unwrap())),
        (section("X", "Y"), ChangeRefused::NoSection("X".parse().unwrap())),
        (question("GEN.x", "GEN.y"), ChangeRefused::NoQuestion(code("GEN.x"))),
        (
            question("GEN.law", "X.law"),
            ChangeRefused::NoSection("X".parse().unwrap()),
        ),
        (list("x", "y"), ChangeRefused::NoList("x".parse().unwrap())),
        (choice("x", "planned", "y"), ChangeRefused::NoOption(option("planned"))),
        (choice("status", "x", "y"), ChangeRefused::NoOption(option("x"))),
    ];
    for (recoding, expected) in refusals {
        assert_eq!(refused(Change::Recode(recoding)), expected);
    }
    // Its own code is taken by nobody else.
    let same = changed(begun(), vec![Change::Recode(section("N13A", "N13A"))]);
    assert_eq!(same.unwrap_err(), DraftRefused::Unchanged);
}

#[test]
fn what_is_given_its_former_code_again_is_what_it_was() {
    let there_and_back = [
        [module("n13", "x"), module("x", "n13")],
        [section("N13A", "X"), section("X", "N13A")],
        [question("N13A.status", "N13A.x"), question("N13A.x", "N13A.status")],
        [list("status", "x"), list("x", "status")],
        [choice("yes_no", "yes", "x"), choice("yes_no", "x", "yes")],
    ];
    for [there, back] in there_and_back {
        let draft = recoded(begun(), there);
        assert_ne!(draft.draft, begun().draft);
        assert_eq!(recoded(draft, back).draft, begun().draft);
    }
}
