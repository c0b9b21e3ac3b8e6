//! Texts of the catalogue, held in memory with their terms.

use std::collections::BTreeMap;

use domain::language::Language;

use crate::query::{Pattern, Query, THOUSANDTHS};
use crate::terms::Terms;

/// What is to be found.
#[derive(Clone, Debug, Default)]
pub struct Item<'a> {
    /// Symbols, labels and codes, which are found in every language.
    pub codes: Vec<String>,
    /// Texts by language.
    pub texts: Vec<(Language, &'a str)>,
}

/// An item that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its place among the items, counted from 0.
    pub item: usize,
    /// The language in which it was found: the one preferred, if it was found there, else that of the most relevant text.
    pub language: Language,
    /// How relevant its most relevant text is, in thousandths.
    pub score: i32,
}

/// Terms and where they stand, without words between them: a few bytes for each.
#[derive(Debug, Default)]
pub struct Index {
    /// The terms in order, one behind the other.
    terms: String,
    /// Where each term ends in `terms`, and where its places end in `places`.
    ends: Vec<(u32, u32)>,
    /// Items and how often the term occurs in each.
    places: Vec<(u16, u8)>,
    /// The length of each item in each language; 0 where it has no text.
    lengths: Vec<[u16; Language::ALL.len()]>,
}

impl Index {
    /// Analyses items. What comes after the first 65,535 is not found.
    pub fn build<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Self {
        let mut places: BTreeMap<String, Vec<(u16, u8)>> = BTreeMap::new();
        let mut lengths = Vec::new();
        for (number, item) in (0..u16::MAX).zip(items) {
            let mut codes = Terms::default();
            for code in &item.codes {
                codes.add(code, None);
            }
            let mut keep = |terms: &Terms| {
                for (term, count) in terms.counts() {
                    let place = (number, u8::try_from(count).unwrap_or(u8::MAX));
                    places.entry(term.to_owned()).or_default().push(place);
                }
            };
            keep(&codes);
            let mut of_item = [0; Language::ALL.len()];
            for language in Language::ALL {
                let texts = item.texts.iter().filter(|(of, _)| *of == language);
                let mut terms = Terms::default();
                for (_, text) in texts {
                    terms.add(text, Some(language));
                }
                if !terms.is_empty() {
                    // A symbol that is among the codes is kept with them.
                    terms.leave_out(&codes);
                    keep(&terms);
                    of_item[language as usize] = u16::try_from(terms.len() + codes.len()).unwrap_or(u16::MAX);
                }
            }
            lengths.push(of_item);
        }
        let mut index = Self {
            lengths,
            ..Self::default()
        };
        for (term, mut of) in places {
            of.sort_unstable();
            of.dedup_by_key(|(item, _)| *item);
            index.terms.push_str(&term);
            index.places.extend(of);
            let end = |length: usize| u32::try_from(length).expect("a catalogue has fewer than four billion letters");
            index.ends.push((end(index.terms.len()), end(index.places.len())));
        }
        index.terms.shrink_to_fit();
        index.ends.shrink_to_fit();
        index.places.shrink_to_fit();
        index
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.terms.capacity()
            + self.ends.capacity() * size_of::<(u32, u32)>()
            + self.places.capacity() * size_of::<(u16, u8)>()
            + self.lengths.capacity() * size_of::<[u16; Language::ALL.len()]>()
    }

    fn term(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].0);
        &self.terms[start as usize..self.ends[at].0 as usize]
    }

    fn places(&self, at: usize) -> &[(u16, u8)] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.places[start as usize..self.ends[at].1 as usize]
    }

    /// The places of every term that a pattern means.
    fn meant<'a>(&'a self, pattern: &'a Pattern) -> impl Iterator<Item = &'a [(u16, u8)]> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.term(middle) < pattern.term.as_str() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..self.ends.len())
            .take_while(|at| pattern.is_met_by(self.term(*at)))
            .map(|at| self.places(at))
    }

    /// The items that hold everything asked for in one of these languages, the most relevant first, then in their own order.
    pub fn search(
        &self,
        query: &Query,
        languages: &[Language],
        preferred: Language,
        keeps: impl Fn(usize) -> bool,
    ) -> Vec<Match> {
        let mut best: BTreeMap<usize, Match> = BTreeMap::new();
        for language in languages {
            for (item, score) in self.search_in(query, *language) {
                if !keeps(item) {
                    continue;
                }
                let found = Match {
                    item,
                    language: *language,
                    score,
                };
                let known = best.entry(item).or_insert(found);
                let is_better = known.language != preferred && (*language == preferred || score > known.score);
                *known = Match {
                    language: if is_better { *language } else { known.language },
                    score: known.score.max(score),
                    item,
                };
            }
        }
        let mut found: Vec<Match> = best.into_values().collect();
        found.sort_by_key(|found| (std::cmp::Reverse(found.score), found.item));
        found
    }

    fn search_in(&self, query: &Query, language: Language) -> Vec<(usize, i32)> {
        let needs = query.needs(language);
        let mut met = vec![0_u32; self.len()];
        let mut sums = vec![0.0_f64; self.len()];
        for (number, need) in needs.iter().enumerate() {
            for (item, count) in need.iter().flat_map(|pattern| self.meant(pattern)).flatten() {
                met[usize::from(*item)] |= 1 << number;
                sums[usize::from(*item)] += weight(*count);
            }
        }
        let all = (1_u32 << needs.len()) - 1;
        let found = met
            .iter()
            .zip(&sums)
            .enumerate()
            .filter(|(item, (met, _))| **met == all && self.lengths[*item][language as usize] > 0);
        found
            .map(|(item, (_, sum))| {
                let length = f64::from(self.lengths[item][language as usize]);
                #[expect(clippy::cast_precision_loss, reason = "there are few")]
                let mean = sum / needs.len() as f64;
                #[expect(clippy::cast_possible_truncation, reason = "a few thousands at most")]
                let score = (THOUSANDTHS * mean / (length + 1.0).log2()).round() as i32;
                (item, score)
            })
            .collect()
    }
}

const _: () = assert!(crate::query::MOST_WORDS < 32, "each need has a bit");

/// What the occurrences of a term weigh together, as `ts_rank` has it: each further one less, all of them at most one.
fn weight(count: u8) -> f64 {
    let sum: f64 = (1..=u32::from(count)).map(|nth| 1.0 / f64::from(nth * nth)).sum();
    sum / 1.644_934_066_85
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let item = |codes: &[&str], texts: &[(Language, &'static str)]| Item {
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            texts: texts.to_vec(),
        };
        Index::build([
            item(
                &["A/70/174", "A-70-174/13.c", "A/70/174 13 (c)"],
                &[
                    (
                        Language::English,
                        "States should not knowingly allow their territory to be used",
                    ),
                    (Language::French, "Les États ne devraient pas permettre"),
                ],
            ),
            item(
                &["N13C.status"],
                &[(Language::English, "Territory, territory: state of measures")],
            ),
            item(&[], &[(Language::Chinese, "各国不应蓄意允许他人利用其领土")]),
        ])
    }

    fn found(text: &str, preferred: Language) -> Vec<(usize, Language)> {
        let query = Query::read(text).unwrap();
        let found = index().search(&query, &Language::ALL, preferred, |_| true);
        found.into_iter().map(|found| (found.item, found.language)).collect()
    }

    #[test]
    fn everything_asked_for_must_be_there() {
        let english = Language::English;
        assert_eq!(
            found("territories", english),
            [(1, english), (0, english)],
            "the more relevant first"
        );
        assert_eq!(found("territory knowingly", english), [(0, english)]);
        assert_eq!(found("terri", english), [(1, english), (0, english)]);
        assert_eq!(found("etats", english), [(0, Language::French)]);
        assert_eq!(found("nothing territory", english), []);
    }

    #[test]
    fn symbols_and_labels_are_found_in_any_spelling_and_shown_in_the_language_preferred() {
        for text in ["A/70/174 para. 13 (c)", "13(c)", "70/174", "a-70-174/13.c", "A/70/17"] {
            assert_eq!(found(text, Language::French), [(0, Language::French)], "{text}");
        }
        assert_eq!(found("n13c.stat", Language::French), [(1, Language::English)]);
        assert_eq!(found("n13c", Language::French), [(1, Language::English)]);
    }

    #[test]
    fn chinese_is_found_by_words_and_by_characters() {
        for text in ["领土", "允许 领土", "领", "各国领土"] {
            assert_eq!(found(text, Language::English), [(2, Language::Chinese)], "{text}");
        }
    }

    #[test]
    fn a_language_alone_and_a_choice_of_items_narrow() {
        let query = Query::read("territory").unwrap();
        let in_french = index().search(&query, &[Language::French], Language::French, |_| true);
        assert_eq!(in_french, []);
        let one = index().search(&query, &[Language::English], Language::English, |item| item == 0);
        assert_eq!(one.len(), 1);
    }
}
