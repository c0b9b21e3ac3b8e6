//! What questions are asked of every provision alike.

use std::collections::BTreeMap;

use crate::questionnaire::{Draft, Edition, Pattern, Question};

/// The patterns that questions of these editions and of a draft have, by their names, each with how many questions. Those that
/// make the row of a provision are among them, asked or not.
pub fn patterns_in_use<'a>(editions: impl IntoIterator<Item = &'a Edition>, draft: &Draft) -> Vec<(Pattern, usize)> {
    let mut found: BTreeMap<&str, (Pattern, usize)> = BTreeMap::new();
    let leads = [Pattern::Status, Pattern::Approach];
    for lead in &leads {
        found.insert(lead.code(), (lead.clone(), 0));
    }
    let sections = draft.modules.iter().flat_map(|module| &module.sections);
    let own = sections.flat_map(|section| &section.questions);
    let published = editions.into_iter().flat_map(Edition::questions);
    let questions: Vec<&Question> = published.map(|placed| placed.question).chain(own).collect();
    for pattern in questions.into_iter().filter_map(|question| question.pattern.as_ref()) {
        found.entry(pattern.code()).or_insert_with(|| (pattern.clone(), 0)).1 += 1;
    }
    found.into_values().collect()
}
