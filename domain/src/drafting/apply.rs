//! Making changes in a draft: each whole or not at all.

use crate::drafting::change::{
    Change, ChangeRefused, Coded, Definition, OptionDefinition, SectionDefinition, TextPlace,
};
use crate::drafting::recode::recode;
use crate::id::{ListId, ModuleId, QuestionCode, SectionCode};
use crate::language::{Language, NulCharacter, Text, TextStatus, Texts};
use crate::questionnaire::{Draft, Expectation, Module, OptionItem, OptionList, Question, Section};

pub(super) type Made = Result<(), ChangeRefused>;

/// Makes one change. `least` is the least number of an edition that nobody has taken.
pub(super) fn apply(draft: &mut Draft, change: Change, least: u32) -> Made {
    match change {
        Change::Text {
            place,
            language,
            content,
            status,
        } => set_text(draft, &place, language, content, status),
        Change::Head {
            kind,
            opens,
            instruments,
        } => {
            (draft.kind, draft.opens, draft.instruments) = (kind, opens, instruments);
            Ok(())
        }
        Change::ShortPath(path) => {
            draft.short_path = path;
            Ok(())
        }
        Change::Number(number) if number < least => Err(ChangeRefused::NumberTaken(least)),
        Change::Number(number) => {
            draft.id.number = number;
            Ok(())
        }
        Change::PutModule {
            id,
            condition,
            after,
            presence,
        } => {
            presence.hold(&Coded::Module(id.clone()), draft)?;
            put_module(draft, id, condition, after.as_ref())
        }
        Change::MoveModule { id, after } => {
            move_within(&mut draft.modules, |m| &m.id, &id, after.as_ref()).unwrap_or(Err(ChangeRefused::NoModule(id)))
        }
        Change::RemoveModule(id) => remove(&mut draft.modules, |m| m.id == id).ok_or(ChangeRefused::NoModule(id)),
        Change::PutSection {
            definition,
            module,
            after,
            presence,
        } => {
            presence.hold(&Coded::Section(definition.code.clone()), draft)?;
            put_section(draft, definition, &module, after.as_ref())
        }
        Change::MoveSection { code, module, after } => move_section(draft, &code, &module, after.as_ref()),
        Change::RemoveSection(code) => {
            let mut modules = draft.modules.iter_mut();
            modules
                .find_map(|module| remove(&mut module.sections, |section| section.code == code))
                .ok_or(ChangeRefused::NoSection(code))
        }
        Change::PutQuestion {
            definition,
            after,
            presence,
        } => {
            presence.hold(&Coded::Question(definition.code.clone()), draft)?;
            put_question(draft, *definition, after.as_ref())
        }
        Change::MoveQuestion { code, after } => {
            let section = section_mut(draft, &code.section()).ok_or_else(|| ChangeRefused::NoQuestion(code.clone()))?;
            move_within(&mut section.questions, |q| &q.code, &code, after.as_ref())
                .unwrap_or(Err(ChangeRefused::NoQuestion(code)))
        }
        Change::RemoveQuestion(code) => section_mut(draft, &code.section())
            .and_then(|section| remove(&mut section.questions, |question| question.code == code))
            .ok_or(ChangeRefused::NoQuestion(code)),
        Change::PutList { id, options, presence } => {
            presence.hold(&Coded::List(id.clone()), draft)?;
            put_list(draft, id, options)
        }
        Change::Recode(recoding) => recode(draft, recoding),
        Change::RemoveList(id) => match draft.lists.remove(&id) {
            Some(_) => Ok(()),
            None => Err(ChangeRefused::NoList(id)),
        },
    }
}

fn set_text(
    draft: &mut Draft,
    place: &TextPlace,
    language: Language,
    content: Option<String>,
    status: TextStatus,
) -> Made {
    let source = draft.source_language;
    let texts = texts_mut(draft, place).ok_or(ChangeRefused::NoPlace)?;
    let text = match content.filter(|content| !content.trim().is_empty()) {
        None => None,
        Some(_) if status == TextStatus::Official => return Err(ChangeRefused::Official),
        Some(content) if content.chars().count() > Change::LONGEST_TEXT => {
            return Err(ChangeRefused::TooLong(Change::LONGEST_TEXT));
        }
        Some(content) => {
            let typed = Text::typed(content).map_err(|NulCharacter| ChangeRefused::NulCharacter)?;
            Some(Text { status, ..typed })
        }
    };
    let words = |text: Option<&Text>| text.map(|text| text.content.clone());
    let same = words(texts.get(language)) == words(text.as_ref());
    // What is quoted stays quoted while its words stay.
    if same
        && texts
            .get(language)
            .is_some_and(|text| text.status == TextStatus::Official)
    {
        return Ok(());
    }
    let is_new_source = language == source && !same;
    let others = texts.iter().filter(|(other, _)| *other != language);
    let others = others.map(|(other, text)| {
        let mut text = text.clone();
        if is_new_source {
            text.status = TextStatus::Machine;
        }
        (other, text)
    });
    *texts = Texts::new(others.chain(text.map(|text| (language, text))).collect::<Vec<_>>());
    Ok(())
}

/// The words at a place.
fn texts_mut<'a>(draft: &'a mut Draft, place: &TextPlace) -> Option<&'a mut Texts> {
    match place {
        TextPlace::Title => Some(&mut draft.title),
        TextPlace::Intro => Some(&mut draft.intro),
        TextPlace::ModuleTitle(id) => Some(&mut module_mut(draft, id)?.title),
        TextPlace::ModuleIntro(id) => Some(&mut module_mut(draft, id)?.intro),
        TextPlace::SectionTitle(code) => Some(&mut section_mut(draft, code)?.title),
        TextPlace::Prompt(code) => Some(&mut question_mut(draft, code)?.prompt),
        TextPlace::Help(code) => Some(&mut question_mut(draft, code)?.help),
        TextPlace::Label(list, option) => {
            let options = &mut draft.lists.get_mut(list)?.options;
            Some(&mut options.iter_mut().find(|item| item.code == *option)?.label)
        }
    }
}

pub(super) fn module_mut<'a>(draft: &'a mut Draft, id: &ModuleId) -> Option<&'a mut Module> {
    draft.modules.iter_mut().find(|module| module.id == *id)
}

pub(super) fn section_mut<'a>(draft: &'a mut Draft, code: &SectionCode) -> Option<&'a mut Section> {
    let mut sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    sections.find(|section| section.code == *code)
}

pub(super) fn question_mut<'a>(draft: &'a mut Draft, code: &QuestionCode) -> Option<&'a mut Question> {
    let questions = &mut section_mut(draft, &code.section())?.questions;
    questions.iter_mut().find(|question| question.code == *code)
}

fn remove<T>(items: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Option<()> {
    let at = items.iter().position(is_it)?;
    items.remove(at);
    Some(())
}

/// Where something new comes to stand: after the one named, or where nothing is named at the `end`.
fn place<T, K: PartialEq>(
    items: &[T],
    key: impl Fn(&T) -> &K,
    after: Option<&K>,
    end: usize,
) -> Result<usize, ChangeRefused> {
    match after {
        None => Ok(end),
        Some(after) => {
            let at = items.iter().position(|item| key(item) == after);
            at.map(|at| at + 1).ok_or(ChangeRefused::NotBeside)
        }
    }
}

/// Moves one of some items; none where it is not among them.
fn move_within<T, K: PartialEq>(
    items: &mut Vec<T>,
    key: impl Fn(&T) -> &K,
    which: &K,
    after: Option<&K>,
) -> Option<Made> {
    let from = items.iter().position(|item| key(item) == which)?;
    let item = items.remove(from);
    match place(items, key, after, 0) {
        Ok(to) => {
            items.insert(to, item);
            Some(Ok(()))
        }
        Err(refused) => {
            items.insert(from, item);
            Some(Err(refused))
        }
    }
}

fn insert<T, K: PartialEq>(items: &mut Vec<T>, key: impl Fn(&T) -> &K, item: T, after: Option<&K>) -> Made {
    if items.len() >= Change::MOST_OF_A_KIND {
        return Err(ChangeRefused::TooMany(Change::MOST_OF_A_KIND));
    }
    let at = place(items, key, after, items.len())?;
    items.insert(at, item);
    Ok(())
}

fn put_module(draft: &mut Draft, id: ModuleId, condition: Option<Expectation>, after: Option<&ModuleId>) -> Made {
    if let Some(module) = module_mut(draft, &id) {
        module.condition = condition;
        return match after {
            None => Ok(()),
            after => move_within(&mut draft.modules, |m| &m.id, &id, after).unwrap_or(Err(ChangeRefused::NoModule(id))),
        };
    }
    let module = Module {
        id,
        title: Texts::default(),
        intro: Texts::default(),
        condition,
        sections: Vec::new(),
    };
    insert(&mut draft.modules, |module| &module.id, module, after)
}

fn put_section(
    draft: &mut Draft,
    definition: SectionDefinition,
    module: &ModuleId,
    after: Option<&SectionCode>,
) -> Made {
    let SectionDefinition {
        code,
        primary,
        related,
        condition,
    } = definition;
    let into = module_mut(draft, module).ok_or_else(|| ChangeRefused::NoModule(module.clone()))?;
    let is_here = into.sections.iter().any(|section| section.code == code);
    if let Some(section) = section_mut(draft, &code) {
        (section.primary, section.related, section.condition) = (primary, related, condition);
        if is_here && after.is_none() {
            return Ok(());
        }
        // One that comes from another module goes to the end of this one.
        let last = |draft: &mut Draft| Some(module_mut(draft, module)?.sections.last()?.code.clone());
        let after = after.cloned().or_else(|| last(draft));
        return move_section(draft, &code, module, after.as_ref());
    }
    let section = Section {
        code,
        title: Texts::default(),
        primary,
        related,
        condition,
        questions: Vec::new(),
    };
    let into = module_mut(draft, module).ok_or_else(|| ChangeRefused::NoModule(module.clone()))?;
    insert(&mut into.sections, |section| &section.code, section, after)
}

fn move_section(draft: &mut Draft, code: &SectionCode, module: &ModuleId, after: Option<&SectionCode>) -> Made {
    let section = section_mut(draft, code).ok_or_else(|| ChangeRefused::NoSection(code.clone()))?;
    let section = section.clone();
    let into = module_mut(draft, module).ok_or_else(|| ChangeRefused::NoModule(module.clone()))?;
    let beside: Vec<_> = into.sections.iter().filter(|section| section.code != *code).collect();
    let at = place(&beside, |section| &section.code, after, 0)?;
    for module in &mut draft.modules {
        module.sections.retain(|section| section.code != *code);
    }
    let into = module_mut(draft, module).ok_or_else(|| ChangeRefused::NoModule(module.clone()))?;
    into.sections.insert(at, section);
    Ok(())
}

fn put_question(draft: &mut Draft, definition: Definition, after: Option<&QuestionCode>) -> Made {
    let section = section_mut(draft, &definition.code.section())
        .ok_or_else(|| ChangeRefused::NoSection(definition.code.section()))?;
    let code = definition.code.clone();
    let before = section.questions.iter_mut().find(|question| question.code == code);
    let is_there = before.is_some();
    let (prompt, help, continued) = before.map_or_else(Default::default, |question| {
        let words = (question.prompt.clone(), question.help.clone());
        (words.0, words.1, question.continues.clone())
    });
    let question = Question {
        code: definition.code,
        kind: definition.kind,
        prompt,
        help,
        expected: definition.expected,
        level: definition.level,
        pattern: definition.pattern,
        bind: definition.bind,
        ceiling: definition.ceiling,
        provisions: definition.provisions,
        condition: definition.condition,
        continues: definition.continues.unwrap_or(continued),
    };
    if !is_there {
        return insert(&mut section.questions, |question| &question.code, question, after);
    }
    if let Some(before) = section.questions.iter_mut().find(|question| question.code == code) {
        *before = question;
    }
    match after {
        None => Ok(()),
        after => move_within(&mut section.questions, |q| &q.code, &code, after)
            .unwrap_or(Err(ChangeRefused::NoQuestion(code))),
    }
}

fn put_list(draft: &mut Draft, id: ListId, options: Vec<OptionDefinition>) -> Made {
    if options.len() > Change::MOST_OF_A_KIND {
        return Err(ChangeRefused::TooMany(Change::MOST_OF_A_KIND));
    }
    for (at, option) in options.iter().enumerate() {
        if options[..at].iter().any(|other| other.code == option.code) {
            return Err(ChangeRefused::OptionTwice(option.code.clone()));
        }
    }
    let before = draft.lists.remove(&id);
    let label = |option: &OptionDefinition| {
        let item = before.as_ref().and_then(|list| list.find(&option.code));
        item.map(|(_, item)| item.label.clone()).unwrap_or_default()
    };
    let options = options.into_iter().map(|option| OptionItem {
        label: label(&option),
        code: option.code,
        exclusive: option.exclusive,
        with_text: option.with_text,
    });
    let options = options.collect();
    draft.lists.insert(id, OptionList { options });
    Ok(())
}
