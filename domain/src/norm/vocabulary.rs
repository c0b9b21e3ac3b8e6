//! Controlled lists with labels in six languages.

use std::cmp::Reverse;

use crate::id::{ProvisionId, Term};
use crate::language::{Language, Text, Texts};

/// A controlled list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name.
    pub name: Term,
    /// Its terms in order.
    pub entries: Vec<Entry>,
}

/// One term of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub term: Term,
    /// What people read.
    pub label: Texts,
    /// Provisions that name it, where the list says.
    pub sources: Vec<ProvisionId>,
}

impl Vocabulary {
    /// The label of a term.
    pub fn label(&self, term: &str) -> Option<&Texts> {
        self.entries
            .iter()
            .find(|entry| entry.term.as_str() == term)
            .map(|entry| &entry.label)
    }
}

/// The vocabulary of the words in references for people.
pub const REFERENCE_WORDS: &str = "reference_words";

impl Vocabulary {
    /// A reference for people, written in English words (`annex, purpose and scope`), in another language. Longer phrases go
    /// first, so that *code of conduct* is not taken for a *code*; numbers, labels and what is no word here stay.
    pub fn refer(&self, reference: &str, language: Language) -> String {
        let mut words: Vec<(String, &Text)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry.term.as_str().replace('_', " "), entry.label.get(language)?)))
            .collect();
        words.sort_by_key(|(word, _)| Reverse(word.len()));
        let mut said = String::with_capacity(reference.len());
        let mut rest = reference;
        while let Some(first) = rest.chars().next() {
            let begins = !said.ends_with(|c: char| c.is_alphanumeric());
            let found = words.iter().filter(|_| begins).find(|(word, _)| {
                let (head, tail) = rest.split_at_checked(word.len()).unwrap_or(("", ""));
                head.eq_ignore_ascii_case(word) && !tail.starts_with(|c: char| c.is_ascii_alphabetic())
            });
            if let Some((word, label)) = found {
                said.push_str(&label.content);
                rest = &rest[word.len()..];
            } else {
                said.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::TextStatus;

    fn words() -> Vocabulary {
        let entry = |(term, chinese): (&str, &str)| Entry {
            term: Term::new(term).unwrap(),
            label: Texts::new([(
                Language::Chinese,
                Text {
                    content: chinese.to_owned(),
                    status: TextStatus::Unofficial,
                },
            )]),
            sources: Vec::new(),
        };
        Vocabulary {
            name: Term::new(REFERENCE_WORDS).unwrap(),
            entries: [
                ("annex", "附件"),
                ("code", "准则"),
                ("code_of_conduct", "行为准则"),
                ("cbm", "建立信任措施"),
                ("to", "至"),
            ]
            .map(entry)
            .into(),
        }
    }

    #[test]
    fn a_reference_is_read_word_by_word() {
        for (english, chinese) in [
            ("annex, code of conduct", "附件, 行为准则"),
            ("annex B, CBM 3", "附件 B, 建立信任措施 3"),
            ("26 (c)", "26 (c)"),
            ("5 to 7", "5 至 7"),
            ("codex tool (to)", "codex tool (至)"),
            ("1 (十一)", "1 (十一)"),
        ] {
            assert_eq!(words().refer(english, Language::Chinese), chinese);
        }
        assert_eq!(
            words().refer("annex B", Language::French),
            "annex B",
            "no wording, no change"
        );
    }
}
