//! The reviews: one that everybody reads with its reply, one that waits for its reply.

use std::collections::BTreeMap;

use super::*;
use crate::forward::{put, says_that_it_is_invented};
use crate::texts::names;
use demonstration::PutForward;
use domain::review::{Review, ReviewStage};

/// Each as it stands at the end.
fn reviews() -> Vec<&'static Review> {
    let reviews = put().filter_map(|what| match what {
        PutForward::Review(outcome) => Some((outcome.state.state.as_str(), &outcome.state)),
        PutForward::Notice(_)
        | PutForward::Proposal(_)
        | PutForward::Name(_)
        | PutForward::Comment(_)
        | PutForward::ReviewDraft(_) => None,
    });
    reviews.collect::<BTreeMap<_, _>>().into_values().collect()
}

pub(crate) fn one_is_published_with_its_reply_and_one_waits_for_it() {
    let [published, waiting] = reviews()[..] else {
        panic!("{:?}", reviews())
    };
    assert!(matches!(published.stage, ReviewStage::Published { .. }));
    assert_eq!((published.delivered.len(), published.replies.len()), (1, 1));
    assert_eq!(waiting.stage, ReviewStage::Delivered);
    let last_day = start() + chrono::TimeDelta::days(Setting::LAST_DAY);
    assert!(waiting.is_open(last_day), "it waits when somebody looks");
    for review in [published, waiting] {
        assert_eq!(review.questions.len(), 3);
        let stands = PLAYED
            .filings()
            .filter(|filed| filed.state.submission.id == review.submission);
        assert_eq!(stands.last().unwrap().state.entry.position, review.filing);
    }
}

pub(crate) fn their_texts_say_that_they_are_invented_and_name_no_real_state() {
    let texts: Vec<_> = reviews()
        .into_iter()
        .flat_map(|review| {
            let delivered = review.delivered.iter().map(|version| &version.text);
            delivered.chain(review.replies.iter().map(|reply| &reply.text))
        })
        .collect();
    assert_eq!(texts.len(), 3);
    for text in texts {
        let (language, words) = (text.language, text.as_str());
        assert!(says_that_it_is_invented(words, language), "{words}");
        for state in CATALOGUE.norms.states() {
            let called = state.name.get(language).map(|name| name.content.as_str());
            assert!(!called.is_some_and(|name| names(words, name, language)), "{words}");
        }
    }
}
