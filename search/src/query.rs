//! What is asked for: words that must all be there, as each language would write them.

use domain::language::Language;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use thiserror::Error;

use crate::cut::cut;
use crate::fold::fold;
use crate::stem::{announces_a_number, is_little};
use crate::terms::{LONGEST_TERM, goes_on, han_term, joined, labelled, quoted, stem_term, symbol_term, word_term};

/// The most characters that can be asked for.
pub const LONGEST: usize = 200;
/// The most words that can be asked for; of Chinese, neighbouring pairs of characters.
pub const MOST_WORDS: usize = 24;
/// The fewest characters of a word that is taken for the beginning of a longer one.
const SHORTEST_BEGINNING: usize = 2;

/// Nothing can be looked for so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadQuery {
    /// There is no letter, digit or character in it.
    #[error("there is no word in it")]
    NoWord,
    /// More than [`LONGEST`] characters.
    #[error("more than {LONGEST} characters")]
    TooLong,
    /// More than [`MOST_WORDS`] words.
    #[error("more than {MOST_WORDS} words")]
    TooManyWords,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Word {
        word: String,
        is_open: bool,
    },
    /// Neighbouring Chinese characters that are a word.
    Han(String),
    Symbol {
        term: String,
        is_open: bool,
    },
    Label(String),
}

impl Element {
    /// Whether it only holds sentences together.
    fn is_little(&self) -> bool {
        match self {
            Self::Word { word, .. } => is_little(&fold(word)),
            Self::Han(characters) => is_little(characters),
            Self::Symbol { .. } | Self::Label(_) => false,
        }
    }
}

/// A term, or what terms begin with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// The term.
    pub term: String,
    /// Whether a term that goes on is meant too.
    pub is_prefix: bool,
}

impl Pattern {
    fn whole(term: String) -> Self {
        Self { term, is_prefix: false }
    }

    /// Whether a term is meant.
    pub fn is_met_by(&self, term: &str) -> bool {
        if self.is_prefix {
            term.starts_with(&self.term)
        } else {
            self.term == term
        }
    }

    fn to_sql(&self) -> String {
        let mark = if self.is_prefix { ":*" } else { "" };
        format!("{}{mark}", quoted(&self.term))
    }
}

/// What a text must hold: one of these.
pub type Need = Vec<Pattern>;

/// What is asked for. Every word must be there; the last one may go on, if nothing stands behind it. Words that only hold
/// sentences together are left out, unless there are no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    elements: Vec<Element>,
}

impl Query {
    /// Reads what somebody typed.
    pub fn read(text: &str) -> Result<Self, BadQuery> {
        if text.chars().count() > LONGEST {
            return Err(BadQuery::TooLong);
        }
        let mut elements = elements(text);
        if elements.iter().any(|element| !element.is_little()) {
            elements.retain(|element| !element.is_little());
        }
        let query = Self { elements };
        match query.needs(Language::English).len() {
            0 => Err(BadQuery::NoWord),
            count if count > MOST_WORDS => Err(BadQuery::TooManyWords),
            _ => Ok(query),
        }
    }

    /// What a text of a language must hold: as many things in each language.
    pub fn needs(&self, language: Language) -> Vec<Need> {
        let mut needs = Vec::new();
        for element in &self.elements {
            match element {
                Element::Word { word, is_open } => {
                    let folded = fold(word);
                    let is_prefix = *is_open && folded.chars().count() >= SHORTEST_BEGINNING;
                    needs.push(vec![
                        Pattern::whole(stem_term(Some(language), word)),
                        Pattern {
                            term: word_term(language, word),
                            is_prefix,
                        },
                        Pattern {
                            term: format!("#{folded}"),
                            is_prefix,
                        },
                    ]);
                }
                Element::Han(characters) => needs.extend(pairs(characters).map(|(pair, is_prefix)| {
                    let one = |tongue| Pattern {
                        term: han_term(tongue, pair),
                        is_prefix,
                    };
                    vec![one(Some(language)), one(None)]
                })),
                Element::Symbol { term, is_open } => needs.push(vec![Pattern {
                    term: term.clone(),
                    is_prefix: *is_open,
                }]),
                Element::Label(term) => needs.push(vec![Pattern::whole(term.clone())]),
            }
        }
        needs
    }

    /// What a `tsvector` of one of these languages must hold, as `PostgreSQL` reads it.
    pub fn to_condition(&self, languages: &[Language]) -> String {
        let of = |language: &Language| {
            let needs: Vec<_> = self
                .needs(*language)
                .iter()
                .map(|need| format!("({})", alternatives(need)))
                .collect();
            format!("({})", needs.join(" & "))
        };
        languages.iter().map(of).collect::<Vec<_>>().join(" | ")
    }

    /// Everything that is looked for in any of these languages, for `ts_rank`, and what its result is to be multiplied with to
    /// become the thousandths in which [`crate::Index`] tells relevance.
    pub fn to_ranking(&self, languages: &[Language]) -> (String, f64) {
        let mut patterns: Vec<Pattern> = languages
            .iter()
            .flat_map(|language| self.needs(*language))
            .flatten()
            .collect();
        patterns.sort();
        patterns.dedup();
        let needs = self.needs(Language::English).len();
        #[expect(clippy::cast_precision_loss, reason = "both are small")]
        let factor = patterns.len() as f64 / needs as f64;
        (alternatives(&patterns), factor * THOUSANDTHS / WEIGHT)
    }
}

/// Relevance is told in whole thousandths, so that an order can be gone on with.
pub(crate) const THOUSANDTHS: f64 = 1000.0;
/// What `ts_rank` gives a word of the least weight.
const WEIGHT: f64 = 0.1;

fn alternatives(patterns: &[Pattern]) -> String {
    patterns.iter().map(Pattern::to_sql).collect::<Vec<_>>().join(" | ")
}

/// Each two neighbouring characters; one alone begins whatever it begins.
fn pairs(characters: &str) -> impl Iterator<Item = (&str, bool)> {
    let starts: Vec<usize> = characters
        .char_indices()
        .map(|(at, _)| at)
        .chain([characters.len()])
        .collect();
    let size = if starts.len() > 2 { 2 } else { 1 };
    (0..starts.len() - size).map(move |at| (&characters[starts[at]..starts[at + size]], size == 1))
}

fn elements(text: &str) -> Vec<Element> {
    let pieces = cut(text);
    let mut elements = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let word = &text[piece.range.clone()];
        if piece.is_han {
            let mut last = at;
            while goes_on(&pieces, last) {
                last += 1;
            }
            elements.extend(segmented(&text[piece.range.start..pieces[last].range.end]).map(Element::Han));
            at = last + 1;
            continue;
        }
        let parts = joined(text, &pieces, at);
        let end = pieces[at + parts - 1].range.end;
        let is_open = end == text.len();
        let symbol = &text[piece.range.start..end];
        if let Some((term, end)) = labelled(text, piece) {
            elements.push(Element::Label(term));
            at += pieces[at..].iter().take_while(|piece| piece.range.end <= end).count();
        } else if parts > 1 && (symbol.contains('.') || symbol.contains(|c: char| c.is_ascii_digit())) {
            elements.push(Element::Symbol {
                term: symbol_term(symbol),
                is_open,
            });
            at += parts;
        } else {
            let next = pieces.get(at + 1).map(|next| &text[next.range.clone()]);
            let is_numbered = next.is_some_and(|next| next.starts_with(char::is_numeric));
            if !(is_numbered && announces_a_number(&fold(word))) && word.len() <= LONGEST_TERM / 2 {
                elements.push(Element::Word {
                    word: word.to_owned(),
                    is_open: piece.range.end == text.len(),
                });
            }
            at += 1;
        }
    }
    elements
}

/// Chinese cut into words by dictionary: they may then stand in a text in another order.
fn segmented(characters: &str) -> impl Iterator<Item = String> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(characters).collect();
    let words: Vec<String> = ends
        .windows(2)
        .map(|ends| characters[ends[0]..ends[1]].to_owned())
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(text: &str, language: Language) -> String {
        Query::read(text).unwrap().to_condition(&[language])
    }

    #[test]
    fn each_word_is_asked_for_as_its_language_writes_it() {
        for (text, language, expected) in [
            (
                "Normas de",
                Language::Spanish,
                "(('es:norm' | 'es=normas' | '#normas'))",
            ),
            (
                "norms implemen",
                Language::English,
                "(('en:norm' | 'en=norms' | '#norms') & ('en:implemen' | 'en=implemen':* | '#implemen':*))",
            ),
            ("A/RES/70/237", Language::English, "(('#a/res/70/237':*))"),
            ("70-237 ", Language::French, "(('#70/237'))"),
            (
                "A/70/174 para 13 (c)",
                Language::English,
                "(('#a/70/174') & ('#13(c)'))",
            ),
            ("§13(c)", Language::Russian, "(('#13(c)'))"),
            ("va.capacity", Language::English, "(('#va/capacity':*))"),
            ("规范", Language::Chinese, "(('zh:规范' | '#规范'))"),
            ("网", Language::Chinese, "(('zh:网':* | '#网':*))"),
            ("of", Language::English, "(('en:of' | 'en=of':* | '#of':*))"),
        ] {
            assert_eq!(condition(text, language), expected, "{text}");
        }
    }

    #[test]
    fn chinese_words_need_not_stand_together() {
        let condition = condition("保护关键基础设施", Language::Chinese);
        assert!(
            condition.contains("'zh:基础'") && condition.contains("'zh:设施'"),
            "{condition}"
        );
        assert!(!condition.contains("'zh:护关'"), "{condition}");
    }

    #[test]
    fn what_cannot_be_looked_for_is_refused() {
        assert_eq!(Query::read(" … !"), Err(BadQuery::NoWord));
        assert_eq!(Query::read(&"a".repeat(LONGEST + 1)), Err(BadQuery::TooLong));
        let words = |count: usize| (0..count).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        assert!(Query::read(&words(MOST_WORDS)).is_ok());
        assert_eq!(Query::read(&words(MOST_WORDS + 1)), Err(BadQuery::TooManyWords));
    }

    #[test]
    fn as_many_things_are_asked_for_in_each_language() {
        let query = Query::read("the norms of A/70/174 13(c) 关键基础设施 l'État").unwrap();
        let counts: Vec<_> = Language::ALL.map(|language| query.needs(language).len()).into();
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }
}
