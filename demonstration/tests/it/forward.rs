//! What the States put forward: enough that each page has something to read, and honest about what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::texts::names;
use demonstration::{Act, PutForward};
use domain::capacity::{Notice, NoticeStage, Side};
use domain::language::{Language, TextStatus, Texts};
use domain::proposal::Proposal;
use domain::submission::Visibility;

pub(crate) fn put() -> impl Iterator<Item = &'static PutForward> {
    PLAYED.acts.iter().filter_map(|act| match act {
        Act::PutForward(what) => Some(what),
        Act::RoundOpened(_)
        | Act::SubmissionOpened(_)
        | Act::FieldsSet(_)
        | Act::Assigned(..)
        | Act::Cleared(..)
        | Act::Commented(..)
        | Act::AnswersSaved(_)
        | Act::DraftShared(_)
        | Act::AmendmentBegun(_)
        | Act::Filed(..)
        | Act::Withdrawn(..) => None,
    })
}

/// Each as it stands at the end.
fn notices() -> Vec<&'static Notice> {
    let notices = put().filter_map(|what| match what {
        PutForward::Notice(outcome) => Some((outcome.state.id, &outcome.state)),
        PutForward::Proposal(_)
        | PutForward::Name(_)
        | PutForward::Comment(_)
        | PutForward::Review(_)
        | PutForward::ReviewDraft(_) => None,
    });
    notices.collect::<BTreeMap<_, _>>().into_values().collect()
}

fn proposals() -> Vec<&'static Proposal> {
    let proposals = put().filter_map(|what| match what {
        PutForward::Proposal(outcome) => Some((outcome.state.id, &outcome.state)),
        PutForward::Notice(_)
        | PutForward::Name(_)
        | PutForward::Comment(_)
        | PutForward::Review(_)
        | PutForward::ReviewDraft(_) => None,
    });
    proposals.collect::<BTreeMap<_, _>>().into_values().collect()
}

pub(crate) fn everybody_reads_needs_offers_and_proposals_and_not_all_of_them() {
    let public = |stage: &NoticeStage| stage.release().is_some_and(|it| it.visibility == Visibility::Public);
    for side in [Side::Need, Side::Offer] {
        let of_side: Vec<_> = notices().into_iter().filter(|one| one.content.side() == side).collect();
        assert!(of_side.iter().filter(|one| public(&one.stage)).count() >= 2, "{side:?}");
    }
    assert!(!notices().iter().all(|one| public(&one.stage)));
    let is_closed = |one: &&Notice| matches!(one.stage, NoticeStage::Closed { .. });
    assert_eq!(notices().into_iter().filter(is_closed).count(), 1);

    let versions: Vec<_> = proposals().iter().map(|proposal| proposal.versions.len()).collect();
    let of = |count| versions.iter().filter(|&&versions| versions == count).count();
    assert_eq!((of(0), of(1), of(2), versions.len()), (1, 2, 1, 4));
    let readers = proposals().into_iter().flat_map(|proposal| &proposal.versions);
    let readers: Vec<_> = readers.map(|version| &version.visibility).collect();
    assert!(readers.contains(&&Visibility::Public) && readers.contains(&&Visibility::MemberStates));

    let names = put().filter_map(|what| match what {
        PutForward::Name(outcome) => Some((outcome.state.state.as_str(), outcome.state.version)),
        PutForward::Notice(_)
        | PutForward::Proposal(_)
        | PutForward::Comment(_)
        | PutForward::Review(_)
        | PutForward::ReviewDraft(_) => None,
    });
    assert_eq!(names.collect::<Vec<_>>(), [("QNH", 1), ("QMW", 1), ("QNH", 2)]);
    let answers = put().filter_map(|what| match what {
        PutForward::Comment(outcome) => Some(outcome.state.answers.is_some()),
        PutForward::Notice(_)
        | PutForward::Proposal(_)
        | PutForward::Name(_)
        | PutForward::Review(_)
        | PutForward::ReviewDraft(_) => None,
    });
    assert_eq!(answers.filter(|is_answer| *is_answer).count(), 1);
}

pub(crate) fn says_that_it_is_invented(text: &str, language: Language) -> bool {
    text.contains(match language {
        Language::Arabic => "مختلق",
        Language::Chinese => "虚构",
        Language::English => "Invented",
        Language::French => "fictif",
        Language::Russian => "Вымышленный",
        Language::Spanish => "ficticio",
    })
}

/// Titles, and texts that are long.
fn said() -> Vec<(Language, TextStatus, &'static str, bool)> {
    let mut said = Vec::new();
    let mut take = |texts: &'static Texts, is_long| {
        let texts = texts.iter();
        said.extend(texts.map(|(language, text)| (language, text.status, text.content.as_str(), is_long)));
    };
    for notice in notices() {
        take(&notice.content.title, false);
        take(&notice.content.description, true);
    }
    for proposal in proposals() {
        let drafts = proposal.draft.iter().map(|draft| &draft.content);
        for content in drafts.chain(proposal.versions.iter().map(|version| &version.content)) {
            take(&content.title, false);
            take(&content.rationale, true);
            content
                .paragraphs
                .iter()
                .for_each(|paragraph| take(&paragraph.text, true));
        }
        proposal
            .versions
            .iter()
            .for_each(|version| take(&version.changes, true));
    }
    said
}

pub(crate) fn they_are_in_every_language_and_say_that_they_are_invented() {
    let languages: BTreeSet<_> = said().iter().map(|(language, ..)| *language).collect();
    assert_eq!(languages.len(), 6);
    for status in [TextStatus::Official, TextStatus::Unofficial, TextStatus::Machine] {
        assert!(said().iter().any(|(_, found, ..)| *found == status), "{status:?}");
    }
    let comments = put().filter_map(|what| match what {
        PutForward::Comment(outcome) => Some((outcome.state.language, outcome.state.content.as_str())),
        PutForward::Notice(_)
        | PutForward::Proposal(_)
        | PutForward::Name(_)
        | PutForward::Review(_)
        | PutForward::ReviewDraft(_) => None,
    });
    let long = said().into_iter().filter(|(.., is_long)| *is_long);
    let long = long.map(|(language, _, text, _)| (language, text)).chain(comments);
    for (language, text) in long {
        assert!(says_that_it_is_invented(text, language), "{text}");
    }
    for state in CATALOGUE.norms.states() {
        for (language, name) in state.name.iter() {
            for (_, _, text, _) in said() {
                assert!(!names(text, &name.content, language), "`{text}` names {}", state.code);
            }
        }
    }
}
