//! How two versions of a proposal differ, by words.

use std::collections::BTreeMap;

use async_graphql::SimpleObject;
use domain::language::{Language, Texts};
use domain::proposal::{Content, ParagraphNumber};

use crate::graphql::difference::{ChangeKindCode, TextRun, text_runs};
use crate::graphql::text::LanguageCode;

/// How a paragraph of two versions differs.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProposalParagraphDifference {
    /// Its number.
    number: String,
    /// What became of it, in this language: never `MOVED`, because a paragraph is known by its number.
    kind: ChangeKindCode,
    /// The words of both versions.
    runs: Vec<TextRun>,
}

/// How what two versions of a proposal say in one language differs.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProposalDifference {
    /// The language.
    language: LanguageCode,
    /// The words of both titles.
    title: Vec<TextRun>,
    /// The paragraphs of the later version in their order, each after those of the earlier one that stand there no longer.
    paragraphs: Vec<ProposalParagraphDifference>,
    /// The words of both rationales.
    rationale: Vec<TextRun>,
}

fn words(texts: &Texts, language: Language) -> &str {
    texts.get(language).map_or("", |text| text.content.as_str())
}

/// The language of a comparison where none is asked for: the reader's if both are in it, else the first that both are in.
pub(super) fn common(before: &Content, after: &Content, reader: Language) -> Option<Language> {
    let both = |language: &Language| before.title.get(*language).is_some() && after.title.get(*language).is_some();
    Some(reader)
        .filter(both)
        .or_else(|| Language::ALL.into_iter().find(both))
}

/// How two versions differ in a language; what is not said in it is told as an empty text.
pub(super) fn difference(before: &Content, after: &Content, language: Language) -> ProposalDifference {
    let runs = |before: &Texts, after: &Texts| text_runs(words(before, language), words(after, language));
    let mut earlier: BTreeMap<&ParagraphNumber, &Texts> = (before.paragraphs.iter())
        .map(|paragraph| (&paragraph.number, &paragraph.text))
        .collect();
    let nothing = Texts::default();
    let mut paragraphs = Vec::new();
    // Each in the place where one version or the other has it: those of then that are gone before what follows them now.
    let mut gone = before.paragraphs.iter().peekable();
    let is_there = |number: &ParagraphNumber| after.paragraph(number).is_some();
    let mut removed = |until: Option<&ParagraphNumber>, paragraphs: &mut Vec<ProposalParagraphDifference>| {
        while let Some(next) = gone.next_if(|next| Some(&next.number) != until) {
            if !is_there(&next.number) {
                paragraphs.push(ProposalParagraphDifference {
                    number: next.number.to_string(),
                    kind: ChangeKindCode::Removed,
                    runs: runs(&next.text, &nothing),
                });
            }
        }
        gone.next();
    };
    for paragraph in &after.paragraphs {
        let then = earlier.remove(&paragraph.number);
        if then.is_some() {
            removed(Some(&paragraph.number), &mut paragraphs);
        }
        let kind = match then {
            None => ChangeKindCode::Added,
            Some(then) if words(then, language) == words(&paragraph.text, language) => ChangeKindCode::Unchanged,
            Some(_) => ChangeKindCode::Changed,
        };
        paragraphs.push(ProposalParagraphDifference {
            number: paragraph.number.to_string(),
            kind,
            runs: runs(then.unwrap_or(&nothing), &paragraph.text),
        });
    }
    removed(None, &mut paragraphs);
    ProposalDifference {
        language: language.into(),
        title: runs(&before.title, &after.title),
        paragraphs,
        rationale: runs(&before.rationale, &after.rationale),
    }
}
