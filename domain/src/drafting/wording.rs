//! What a draft still lacks in each language.

use crate::language::{Language, TextStatus, Texts};
use crate::questionnaire::Draft;

/// How far a draft is said in a language other than its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordingGaps {
    /// The language.
    pub language: Language,
    /// Places that have words in the source language and none in this one.
    pub missing: usize,
    /// Places whose words in this language nobody has read beside those of the source language.
    pub unread: usize,
}

/// Every place of a draft that has words.
fn texts(draft: &Draft) -> impl Iterator<Item = &Texts> {
    let modules = draft.modules.iter().flat_map(|module| {
        let sections = module.sections.iter().flat_map(|section| {
            let questions = section.questions.iter();
            let questions = questions.flat_map(|question| [&question.prompt, &question.help]);
            [&section.title].into_iter().chain(questions)
        });
        [&module.title, &module.intro].into_iter().chain(sections)
    });
    let labels = draft.lists.values().flat_map(|list| &list.options);
    let labels = labels.map(|option| &option.label);
    [&draft.title, &draft.intro].into_iter().chain(modules).chain(labels)
}

/// What is missing and what is unread, language by language; the source language apart.
pub fn wording_gaps(draft: &Draft) -> Vec<WordingGaps> {
    let languages = Language::ALL.into_iter();
    let others = languages.filter(|language| *language != draft.source_language);
    others
        .map(|language| {
            let said = texts(draft).filter(|texts| texts.get(draft.source_language).is_some());
            let is_unread = |texts: &&Texts| {
                let text = texts.get(language);
                text.is_some_and(|text| text.status == TextStatus::Machine)
            };
            WordingGaps {
                language,
                missing: said.filter(|texts| texts.get(language).is_none()).count(),
                unread: texts(draft).filter(is_unread).count(),
            }
        })
        .collect()
}
