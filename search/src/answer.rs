//! The texts of a filed answer.

use domain::language::{Language, Texts};
use domain::questionnaire::{EvidenceItem, Standing, Value};

/// What a State said in words: texts, what stands beside an option, the titles of links. Codes, numbers, dates and States are
/// no texts; whom to ask is never public.
pub fn said(standing: &Standing) -> Vec<&str> {
    match standing.value() {
        Some(Value::ShortText(text) | Value::LongText(text)) => vec![text],
        Some(Value::SingleChoice(chosen)) => chosen.text.as_deref().into_iter().collect(),
        Some(Value::MultiChoice(chosen)) => chosen.iter().filter_map(|chosen| chosen.text.as_deref()).collect(),
        Some(Value::Evidence(items)) => items
            .iter()
            .filter_map(|item| match item {
                EvidenceItem::Link(link) => link.title.as_deref(),
                EvidenceItem::Kept(_) => None,
            })
            .collect(),
        Some(
            Value::Scale(_)
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::UrlList(_)
            | Value::StateList(_)
            | Value::Contact(_),
        )
        | None => Vec::new(),
    }
}

/// The texts of an answer by language: what was said, in the language it was said in, and the State's own translations.
pub fn texts<'a>(
    standing: &'a Standing,
    language: Option<Language>,
    translations: &'a Texts,
) -> Vec<(Language, Vec<&'a str>)> {
    let said = said(standing);
    let mut texts: Vec<_> = language
        .filter(|_| !said.is_empty())
        .map(|language| (language, said))
        .into_iter()
        .collect();
    let further = translations.iter().filter(|(of, _)| Some(*of) != language);
    texts.extend(further.map(|(language, text)| (language, vec![text.content.as_str()])));
    texts
}
