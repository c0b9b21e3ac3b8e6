//! A part of a text with what was looked for marked in it.

use std::ops::Range;

use domain::language::Language;

use crate::cut::cut;
use crate::query::Query;
use crate::terms::each_term;

/// The most characters of an excerpt.
const LONGEST_EXCERPT: usize = 280;
/// How many characters stand before the first mark, where the text begins earlier.
const BEFORE: usize = 60;

/// A part of a text as it stands there, letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The words.
    pub content: String,
    /// Where in `content` stands what was looked for: in order and apart from each other, in UTF-16 code units, as JavaScript,
    /// Java and .NET count.
    pub marks: Vec<Range<usize>>,
    /// Whether the text begins earlier.
    pub is_cut_before: bool,
    /// Whether the text goes on.
    pub is_cut_after: bool,
    /// How many of the things asked for stand in the whole text.
    pub met: usize,
}

/// The part of a text that shows most of what was looked for.
pub fn excerpt(text: &str, language: Language, query: &Query) -> Excerpt {
    let (marks, met) = marks(text, language, query);
    let part = part(text, &marks);
    let content = &text[part.clone()];
    let units = |end: usize| content[..end].encode_utf16().count();
    let inside = marks
        .iter()
        .filter(|mark| mark.start >= part.start && mark.end <= part.end);
    Excerpt {
        marks: inside
            .map(|mark| units(mark.start - part.start)..units(mark.end - part.start))
            .collect(),
        content: content.to_owned(),
        is_cut_before: part.start > 0,
        is_cut_after: part.end < text.len(),
        met,
    }
}

/// Where a text holds what is looked for, and how much of it.
fn marks(text: &str, language: Language, query: &Query) -> (Vec<Range<usize>>, usize) {
    let needs = query.needs(language);
    let mut met = vec![false; needs.len()];
    let mut found: Vec<Range<usize>> = Vec::new();
    each_term(text, Some(language), |term, _, range| {
        for (need, met) in needs.iter().zip(&mut met) {
            if need.iter().any(|pattern| pattern.is_met_by(&term)) {
                *met = true;
                found.push(range.clone());
            }
        }
    });
    found.sort_by_key(|range| (range.start, range.end));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for range in found {
        match marks.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }
    (marks, met.into_iter().filter(|met| *met).count())
}

/// Where an excerpt begins and ends: at words, around as many marks as can be.
fn part(text: &str, marks: &[Range<usize>]) -> Range<usize> {
    let characters: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if characters.len() <= LONGEST_EXCERPT + 1 {
        return 0..text.len();
    }
    let number = |byte: usize| characters.partition_point(|at| *at < byte);
    let room = |start: usize| start..characters[(number(start) + LONGEST_EXCERPT).min(characters.len() - 1)];
    let starts = marks
        .iter()
        .map(|mark| characters[number(mark.start).saturating_sub(BEFORE)]);
    let held = |start: usize| {
        let room = room(start);
        marks
            .iter()
            .filter(|mark| mark.start >= room.start && mark.end <= room.end)
            .count()
    };
    // The first of those that show most.
    let start = starts.rev().max_by_key(|start| held(*start)).unwrap_or(0);
    let room = room(start);
    let pieces = cut(text);
    let first = pieces.iter().find(|piece| piece.range.start >= room.start);
    let last = pieces.iter().rev().find(|piece| piece.range.end <= room.end);
    let start = if start == 0 {
        0
    } else {
        first.map_or(room.start, |piece| piece.range.start)
    };
    let end = if room.end == text.len() {
        room.end
    } else {
        last.map_or(room.end, |piece| piece.range.end)
    };
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, language: Language, query: &str) -> Vec<String> {
        let excerpt = excerpt(text, language, &Query::read(query).unwrap());
        let units: Vec<u16> = excerpt.content.encode_utf16().collect();
        let marks = excerpt.marks.into_iter();
        marks.map(|mark| String::from_utf16(&units[mark]).unwrap()).collect()
    }

    #[test]
    fn what_is_found_is_marked_in_every_language() {
        for (language, text, query, marks) in [
            (Language::Arabic, "المَعايير الطوعية للدول", "معايير", vec!["المَعايير"]),
            (
                Language::Chinese,
                "各国不应蓄意允许他人利用其领土",
                "允许领土",
                vec!["允许", "领土"],
            ),
            (
                Language::English,
                "Norms, a norm, normal 𝔸 norms",
                "norm ",
                vec!["Norms", "norm", "norms"],
            ),
            (
                Language::French,
                "L’État protège les réseaux",
                "reseau etat",
                vec!["État", "réseaux"],
            ),
            (
                Language::Russian,
                "Все государства согласились",
                "государством",
                vec!["государства"],
            ),
            (
                Language::Spanish,
                "La información pública",
                "informacion",
                vec!["información"],
            ),
            (
                Language::English,
                "See A/RES/70/237, para. 13 (c).",
                "70/237 13(c)",
                vec!["70/237", "13 (c)"],
            ),
        ] {
            assert_eq!(marked(text, language, query), marks, "{text}");
        }
    }

    #[test]
    fn an_excerpt_is_cut_at_words_around_what_was_found() {
        let text = format!("{}the needle {}", "before it ".repeat(50), "after it ".repeat(50));
        let found = excerpt(&text, Language::English, &Query::read("needle").unwrap());
        assert!(found.is_cut_before && found.is_cut_after);
        assert!(found.content.chars().count() <= LONGEST_EXCERPT);
        assert!(
            found.content.starts_with("before") || found.content.starts_with("it"),
            "{}",
            found.content
        );
        assert!(text.contains(&found.content), "nothing is altered");
        let start = found.content.find("needle").unwrap();
        assert_eq!((found.marks.len(), &found.marks[0]), (1, &(start..start + 6)));
        let short = excerpt("a needle", Language::English, &Query::read("other").unwrap());
        assert_eq!(
            (short.content.as_str(), short.marks.len(), short.met),
            ("a needle", 0, 0)
        );
    }

    proptest! {
        #[test]
        fn marks_stand_in_order_inside_the_excerpt(
            text in "[a-d规范中网é𝔸 .,/()1-3]{0,700}",
            query in "[a-d规范中1-3]{1,4}( [a-d规范1-3]{1,4}){0,2}",
        ) {
            let excerpt = excerpt(&text, Language::Chinese, &Query::read(&query).unwrap());
            let length = excerpt.content.encode_utf16().count();
            let mut end = 0;
            for mark in &excerpt.marks {
                prop_assert!(mark.start >= end && mark.start < mark.end && mark.end <= length);
                end = mark.end;
            }
            prop_assert!(text.contains(&excerpt.content));
        }
    }
}
