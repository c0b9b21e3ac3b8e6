//! The texts of a proposal.

use domain::language::Language;
use domain::proposal::Content;

/// What a proposal says by language: its title, its paragraphs and why it is proposed, the more telling first.
pub fn proposed(content: &Content) -> Vec<(Language, Vec<&str>)> {
    let texts = std::iter::once(&content.title)
        .chain(content.paragraphs.iter().map(|paragraph| &paragraph.text))
        .chain([&content.rationale]);
    // There is no text in a language without a title.
    let languages = content.title.iter().map(|(language, _)| language);
    languages
        .map(|language| {
            let said = texts.clone().filter_map(|texts| texts.get(language));
            (language, said.map(|text| text.content.as_str()).collect())
        })
        .collect()
}
