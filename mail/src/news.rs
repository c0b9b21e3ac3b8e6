//! Letters about reviews and proposals: what happened, and where it is read. No word of any text.

use chrono::{DateTime, Utc};
use domain::language::Language;
use domain::letter::{ProposalNews, ReviewNews};
use fluent_bundle::FluentArgs;

use crate::letter::Written;
use crate::words::say;

/// Why somebody gets a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// As a focal point or publishing authority of the State of this name.
    OfState(String),
    /// As somebody who reads for the organisation of this name.
    OfUnit(String),
    /// As the person who reviews.
    Person,
}

/// A letter about a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLetter {
    /// What happened.
    pub news: ReviewNews,
    /// Its language.
    pub language: Language,
    /// The name of the State whose answers are reviewed.
    pub state: String,
    /// The name of whoever reviews.
    pub reviewer: String,
    /// What the round is called in which they were filed.
    pub round: String,
    /// From when on nobody writes any more.
    pub until: DateTime<Utc>,
    /// Why this person gets it.
    pub to: Reader,
    /// Whether the link opens an account for the address, before it leads to the review.
    pub opens_account: bool,
    /// Where the review is found.
    pub link: String,
}

/// A letter about a proposal, to the people of the State that leads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalLetter {
    /// What happened.
    pub news: ProposalNews,
    /// Its language.
    pub language: Language,
    /// The name of the State that leads it.
    pub state: String,
    /// Where the proposal is found.
    pub link: String,
}

fn values<'a, const N: usize>(named: [(&'static str, &'a str); N]) -> FluentArgs<'a> {
    named.into_iter().collect()
}

/// A letter of these phrases: to people of a State it is said whose.
fn written(
    language: Language,
    (subject, phrases): (&str, &[&str]),
    values_of: &FluentArgs<'_>,
    (to, of_person): (&Reader, &str),
    link: &str,
) -> Written {
    let phrase = |id: &str| say(language, id, values_of);
    let (attention, why) = match to {
        Reader::OfState(name) => {
            let whose = values([("state", name)]);
            (
                Some(say(language, "for-the-attention", &whose)),
                say(language, "automatic", &whose),
            )
        }
        Reader::OfUnit(name) => (None, say(language, "automatic-unit", &values([("organisation", name)]))),
        Reader::Person => (None, say(language, "automatic-person", &values([("state", of_person)]))),
    };
    let said = phrases.iter().map(|id| phrase(id));
    let paragraphs: Vec<String> = attention.into_iter().chain(said).collect();
    Written::new(language, &phrase(subject), &paragraphs, link, &[why])
}

/// What an invitation to review says; the last where its link opens an account.
const INVITED: [&str; 4] = [
    "review-invited-what",
    "review-invited-until",
    "review-invited-voluntary",
    "review-invited-account",
];

impl ReviewLetter {
    /// What it says.
    pub fn write(&self) -> Written {
        let until = self.until.format("%Y-%m-%d %H:%M UTC").to_string();
        let values = values([
            ("state", &self.state),
            ("reviewer", &self.reviewer),
            ("round", &self.round),
            ("until", &until),
        ]);
        let phrases: (&str, &[&str]) = match self.news {
            ReviewNews::Invited => (
                "review-invited-subject",
                &INVITED[..INVITED.len() - usize::from(!self.opens_account)],
            ),
            ReviewNews::Declined => ("review-declined-subject", &["review-declined-what", "review-nothing"]),
            ReviewNews::Delivered => (
                "review-delivered-subject",
                &["review-delivered-what", "review-delivered-until"],
            ),
            ReviewNews::Published => ("review-published-subject", &["review-published-what", "review-nothing"]),
        };
        written(self.language, phrases, &values, (&self.to, &self.state), &self.link)
    }
}

impl ProposalLetter {
    /// What it says.
    pub fn write(&self) -> Written {
        let phrases: (&str, &[&str]) = match self.news {
            ProposalNews::Joined => ("proposal-joined-subject", &["proposal-joined-what", "proposal-once"]),
            ProposalNews::Commented => (
                "proposal-commented-subject",
                &["proposal-commented-what", "proposal-once"],
            ),
        };
        let to = Reader::OfState(self.state.clone());
        let values = values([("state", &self.state)]);
        written(self.language, phrases, &values, (&to, &self.state), &self.link)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_letter_about_a_review_says_who_what_until_when_and_why_to_whom_in_six_languages() {
        for language in Language::ALL {
            let mut said = BTreeSet::new();
            for news in ReviewNews::ALL {
                for to in [
                    Reader::OfState("Belmark".to_owned()),
                    Reader::OfUnit("Unit".to_owned()),
                    Reader::Person,
                ] {
                    let letter = ReviewLetter {
                        news,
                        language,
                        state: "Almaria".to_owned(),
                        reviewer: "Reviewers <of it>".to_owned(),
                        round: "Views 2027".to_owned(),
                        until: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
                        to: to.clone(),
                        opens_account: false,
                        link: "https://normtrack.example/en/reviews/x".to_owned(),
                    };
                    let written = letter.write();
                    let mut words = vec!["Almaria", "Views 2027", "Reviewers <of it>", &letter.link];
                    match &to {
                        Reader::OfState(name) | Reader::OfUnit(name) => words.push(name),
                        Reader::Person => {}
                    }
                    match news {
                        ReviewNews::Invited | ReviewNews::Delivered => words.push("2027-01-15 08:00 UTC"),
                        ReviewNews::Declined | ReviewNews::Published => {}
                    }
                    for word in words {
                        assert!(written.text.contains(word), "{language} {word}: {}", written.text);
                    }
                    assert!(written.html.contains("Reviewers &lt;of it&gt;"), "{}", written.html);
                    assert!(written.subject.contains("Almaria"), "{}", written.subject);
                    let opening = ReviewLetter {
                        opens_account: true,
                        ..letter
                    };
                    let says_more = opening.write().text != written.text;
                    assert_eq!(says_more, news == ReviewNews::Invited, "{language} {news:?}");
                    said.insert(written.text);
                }
            }
            assert_eq!(said.len(), 12, "{language}");
        }
    }

    #[test]
    fn a_letter_about_a_proposal_says_whose_it_is_and_no_word_of_it() {
        for language in Language::ALL {
            let write = |news| {
                let letter = ProposalLetter {
                    news,
                    language,
                    state: "Almaria".to_owned(),
                    link: "https://normtrack.example/en/proposals/x".to_owned(),
                };
                letter.write()
            };
            let [joined, commented] = ProposalNews::ALL.map(write);
            assert_ne!(joined.subject, commented.subject);
            for written in [joined, commented] {
                assert!(written.subject.contains("Almaria"), "{}", written.subject);
                assert!(written.text.contains("/en/proposals/x"), "{}", written.text);
            }
        }
    }
}
