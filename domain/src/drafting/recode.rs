//! Giving something another code: whatever in the draft refers to it follows.

use crate::drafting::apply::{Made, module_mut, question_mut, section_mut};
use crate::drafting::change::{Change, ChangeRefused, Recoding};
use crate::id::{ListId, ModuleId, OptionCode, QuestionCode, SectionCode};
use crate::questionnaire::{Condition, Draft, Expectation, Kind, Operator};

/// Gives something another code. Lineage goes by the codes of earlier editions: it stays, and so a question still continues
/// what it continued.
pub(super) fn recode(draft: &mut Draft, recoding: Recoding) -> Made {
    let (from, to) = (recoding.from(), recoding.to());
    from.must_be_in(draft)?;
    if from == to {
        return Ok(());
    }
    to.must_be_free_in(draft)?;
    match recoding {
        Recoding::Module { from, to } => module(draft, &from, to),
        Recoding::Section { from, to } => section(draft, &from, &to),
        Recoding::Question { from, to } => return question(draft, &from, &to),
        Recoding::List { from, to } => list(draft, &from, to),
        Recoding::Option { list, from, to } => option(draft, &list, &from, &to),
    }
    Ok(())
}

fn module(draft: &mut Draft, from: &ModuleId, to: ModuleId) {
    let path = draft.short_path.iter_mut().flat_map(|path| &mut path.modules);
    for module in path.filter(|module| *module == from) {
        *module = to.clone();
    }
    if let Some(module) = module_mut(draft, from) {
        module.id = to;
    }
}

/// Its questions stand in it by their codes: they take them over.
fn section(draft: &mut Draft, from: &SectionCode, to: &SectionCode) {
    let Some(section) = section_mut(draft, from) else {
        return;
    };
    section.code = to.clone();
    for question in &mut section.questions {
        question.code = within(to, &question.code);
    }
    for condition in conditions_mut(draft) {
        if condition.question.section() == *from {
            condition.question = within(to, &condition.question);
        }
    }
}

fn within(section: &SectionCode, question: &QuestionCode) -> QuestionCode {
    let name = question.as_str().split('.').nth(1).unwrap_or_default();
    let code = QuestionCode::new(format!("{section}.{name}"));
    code.expect("the code of a section, a dot and the name of a question make the code of a question")
}

/// It stays in its place, or goes to the end of the section that its code names now.
fn question(draft: &mut Draft, from: &QuestionCode, to: &QuestionCode) -> Made {
    let (before, after) = (from.section(), to.section());
    let into = section_mut(draft, &after).ok_or_else(|| ChangeRefused::NoSection(after.clone()))?;
    if before != after && into.questions.len() >= Change::MOST_OF_A_KIND {
        return Err(ChangeRefused::TooMany(Change::MOST_OF_A_KIND));
    }
    if let Some(question) = question_mut(draft, from) {
        question.code = to.clone();
    }
    if before != after {
        let moved = section_mut(draft, &before).and_then(|section| {
            let at = section.questions.iter().position(|question| question.code == *to)?;
            Some(section.questions.remove(at))
        });
        if let Some(into) = section_mut(draft, &after) {
            into.questions.extend(moved);
        }
    }
    for condition in conditions_mut(draft) {
        if condition.question == *from {
            condition.question = to.clone();
        }
    }
    Ok(())
}

fn list(draft: &mut Draft, from: &ListId, to: ListId) {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    for question in sections.flat_map(|section| &mut section.questions) {
        if let Kind::SingleChoice { list } | Kind::MultiChoice { list } = &mut question.kind
            && list == from
        {
            *list = to.clone();
        }
    }
    if let Some(options) = draft.lists.remove(from) {
        draft.lists.insert(to, options);
    }
}

/// Conditions that compare with it follow, those alone whose question is asked with this list.
fn option(draft: &mut Draft, list: &ListId, from: &OptionCode, to: &OptionCode) {
    let sections = draft.modules.iter().flat_map(|module| &module.sections);
    let asked = sections.flat_map(|section| &section.questions);
    let asked = asked.filter(|question| question.kind.list() == Some(list));
    let asked: Vec<QuestionCode> = asked.map(|question| question.code.clone()).collect();
    for condition in conditions_mut(draft) {
        if let Operator::Chosen(option) | Operator::NotChosen(option) = &mut condition.operator
            && option == from
            && asked.contains(&condition.question)
        {
            *option = to.clone();
        }
    }
    let options = draft.lists.get_mut(list).into_iter().flat_map(|list| &mut list.options);
    for option in options.filter(|option| option.code == *from) {
        option.code = to.clone();
    }
}

/// Every condition of a draft, wherever it stands.
fn conditions_mut(draft: &mut Draft) -> impl Iterator<Item = &mut Condition> {
    fn of(expectation: &mut Option<Expectation>) -> impl Iterator<Item = &mut Condition> {
        let expectation = expectation.iter_mut();
        expectation.flat_map(|expectation| &mut expectation.conditions)
    }
    draft.modules.iter_mut().flat_map(|module| {
        let sections = module.sections.iter_mut().flat_map(|section| {
            let questions = section.questions.iter_mut();
            of(&mut section.condition).chain(questions.flat_map(|question| of(&mut question.condition)))
        });
        of(&mut module.condition).chain(sections)
    })
}
