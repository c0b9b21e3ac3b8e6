//! The second and third edition of the national survey as a test needs them: questions are renamed, split, merged, retired
//! and added, with lineage and comparability. They are made of the published one and published beside it.

use std::collections::BTreeMap;

use catalogue::{Catalogue, StoredEdition};
use domain::id::{EditionId, ProvisionId, QuestionCode};
use domain::language::{Language, Text, Texts};
use domain::norm::Norms;
use domain::questionnaire::{Draft, Edition, Footing, Kind, Known, Level, Lineage, Question};
use store::{EditionRow, Publication};

use crate::app::TestApp;

/// The published one.
pub const FIRST: &str = "national-implementation/1";
/// What it becomes.
pub const SECOND: &str = "national-implementation/2";
/// And after that.
pub const THIRD: &str = "national-implementation/3";

fn code(text: &str) -> QuestionCode {
    QuestionCode::new(text).expect("a question code")
}

/// What a question of an edition continues.
pub fn from(edition: &str, question: &str, comparable: bool) -> Lineage {
    Lineage {
        edition: edition.parse().expect("an edition id"),
        code: code(question),
        comparable,
    }
}

/// The draft of the next edition, in which every question continues the one of the same code and can be compared with it.
pub fn successor(edition: &Edition) -> Draft {
    let mut draft = catalogue::from_form(&catalogue::to_form(edition)).expect("it was read once");
    draft.id = EditionId {
        number: edition.id().number + 1,
        ..edition.id().clone()
    };
    let earlier = edition.id().clone();
    each(&mut draft, |question| {
        question.continues = vec![Lineage {
            edition: earlier.clone(),
            code: question.code.clone(),
            comparable: true,
        }];
    });
    draft
}

fn each(draft: &mut Draft, change: impl FnMut(&mut Question)) {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    sections.flat_map(|section| &mut section.questions).for_each(change);
}

/// Changes one question.
pub fn change(draft: &mut Draft, question: &str, change: impl FnOnce(&mut Question)) {
    let mut change = Some(change);
    each(draft, |found| {
        if found.code.as_str() == question {
            change.take().expect("codes are unique")(found);
        }
    });
    assert!(change.is_none(), "there is no {question}");
}

/// Gives a question another code, in the same section.
pub fn rename(draft: &mut Draft, question: &str, to: &str) {
    change(draft, question, |found| found.code = code(to));
    let to = code(to);
    let renamed = |expectation: &mut Option<domain::questionnaire::Expectation>| {
        for condition in expectation
            .iter_mut()
            .flat_map(|expectation| &mut expectation.conditions)
        {
            if condition.question.as_str() == question {
                condition.question = to.clone();
            }
        }
    };
    for module in &mut draft.modules {
        renamed(&mut module.condition);
        for section in &mut module.sections {
            renamed(&mut section.condition);
            section
                .questions
                .iter_mut()
                .for_each(|found| renamed(&mut found.condition));
        }
    }
}

/// Takes a question away on which no condition hangs.
pub fn retire(draft: &mut Draft, question: &str) -> Question {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    for section in sections {
        if let Some(at) = section
            .questions
            .iter()
            .position(|found| found.code.as_str() == question)
        {
            return section.questions.remove(at);
        }
    }
    panic!("there is no {question}")
}

/// Puts a question right behind another one.
pub fn add_behind(draft: &mut Draft, before: &str, question: Question) {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    for section in sections {
        if let Some(at) = section.questions.iter().position(|found| found.code.as_str() == before) {
            section.questions.insert(at + 1, question);
            return;
        }
    }
    panic!("there is no {before}")
}

/// A text question like another one, with what it continues.
pub fn like(draft: &Draft, model: &str, to: &str, continues: Vec<Lineage>) -> Question {
    let sections = draft.modules.iter().flat_map(|module| &module.sections);
    let mut questions = sections.flat_map(|section| &section.questions);
    let model = questions.find(|found| found.code.as_str() == model).expect("the model");
    let prompt = Language::ALL.map(|language| (language, Text::unofficial(format!("{to}?"))));
    Question {
        code: code(to),
        prompt: Texts::new(prompt),
        continues,
        level: Level::Extended,
        expected: false,
        pattern: None,
        ..model.clone()
    }
}

/// Draws up a draft without faults.
#[track_caller]
pub fn publish(draft: Draft, norms: &Norms, earlier: &[&Edition]) -> Edition {
    let provisions: BTreeMap<ProvisionId, Footing> = (norms.provisions().iter())
        .map(|provision| {
            let instrument = norms.instrument(&provision.instrument);
            let agreed = instrument.is_some_and(|instrument| instrument.adoption.is_agreed());
            (
                provision.id.clone(),
                if agreed { Footing::Agreed } else { Footing::NotAdopted },
            )
        })
        .collect();
    let known = Known {
        provisions,
        editions: earlier.to_vec(),
    };
    draft.publish(&known).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The three editions: the published one and what follows it.
pub fn three(catalogue: &Catalogue) -> [Edition; 3] {
    let id = FIRST.parse().expect("an edition id");
    let first = catalogue.edition(&id).expect("the national survey").as_ref().clone();
    let second = publish(second(&first), &catalogue.norms, &[&first]);
    let third = publish(third(&second), &catalogue.norms, &[&first, &second]);
    [first, second, third]
}

/// Renames a question, splits one, merges two, retires one, adds one, and asks one in another kind.
fn second(first: &Edition) -> Draft {
    let mut draft = successor(first);
    rename(&mut draft, "GEN.authority", "GEN.responsible");

    let parts = ["GEN.bodies_national", "GEN.bodies_other"];
    for part in parts.into_iter().rev() {
        let split = like(
            &draft,
            "GEN.bodies_consulted",
            part,
            vec![from(FIRST, "GEN.bodies_consulted", false)],
        );
        add_behind(&mut draft, "GEN.bodies_consulted", split);
    }
    retire(&mut draft, "GEN.bodies_consulted");

    let origins = vec![
        from(FIRST, "N13A.understanding", true),
        from(FIRST, "N13A.good_practice", false),
    ];
    let merged = like(&draft, "N13A.understanding", "N13A.position", origins);
    add_behind(&mut draft, "N13A.understanding", merged);
    retire(&mut draft, "N13A.understanding");
    retire(&mut draft, "N13A.good_practice");

    retire(&mut draft, "GEN.strategy_link");
    let added = like(&draft, "GEN.bodies_national", "GEN.outlook", Vec::new());
    add_behind(&mut draft, "GEN.bodies_national", added);
    change(&mut draft, "GEN.previous_year", |question| {
        question.kind = Kind::ShortText { max_length: 100 };
        question.continues = vec![from(FIRST, "GEN.previous_year", false)];
    });
    draft
}

/// Renames what was merged, merges what was split, splits what was renamed, retires what was added, and asks again what was
/// retired.
fn third(second: &Edition) -> Draft {
    let mut draft = successor(second);
    rename(&mut draft, "N13A.position", "N13A.reading");

    let origins = vec![
        from(SECOND, "GEN.bodies_national", true),
        from(SECOND, "GEN.bodies_other", false),
    ];
    let merged = like(&draft, "GEN.bodies_national", "GEN.bodies", origins);
    add_behind(&mut draft, "GEN.bodies_national", merged);
    retire(&mut draft, "GEN.bodies_national");
    retire(&mut draft, "GEN.bodies_other");

    let origin = vec![from(SECOND, "GEN.responsible", false)];
    let unit = like(&draft, "GEN.responsible", "GEN.responsible_unit", origin);
    add_behind(&mut draft, "GEN.responsible", unit);
    retire(&mut draft, "GEN.outlook");

    let origin = vec![from(FIRST, "GEN.strategy_link", true)];
    let mut again = like(&draft, "GEN.strategy_date", "GEN.strategy_again", origin);
    again.kind = Kind::UrlList { max_items: 50 };
    add_behind(&mut draft, "GEN.strategy_date", again);
    draft
}

/// Publishes an edition to a running service.
pub async fn publish_to(app: &TestApp, edition: &Edition) {
    let StoredEdition {
        id,
        hash,
        structure,
        wording,
        ..
    } = catalogue::to_form(edition);
    let row = EditionRow {
        id,
        hash: hash.to_vec(),
        structure,
        revision: 0,
        wording,
    };
    let publication = Publication {
        editions: vec![row],
        ..Publication::default()
    };
    let published = store::publish(&app.database.owner_url(), &publication, app.clock.now()).await;
    published.expect("the edition is new");
    app.app()
        .refresh_world(-1)
        .await
        .expect("what is published can be read");
}
