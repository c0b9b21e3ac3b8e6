//! What happens: how much, in which order, and that the rules let it.

use std::collections::BTreeMap;

use super::*;
use demonstration::{Act, PASSWORD};
use domain::access::{Password, Role};
use domain::questionnaire::ProblemCode;
use domain::submission::{EntryKind, Lateness, Position, RoundStage, StageCode, Submission};

/// Every working file as it stands at the end.
fn at_the_end(played: &Demonstration) -> BTreeMap<(String, String), &Submission> {
    let mut files = BTreeMap::new();
    for act in &played.acts {
        let submission = match act {
            Act::RoundOpened(_)
            | Act::Assigned(..)
            | Act::Cleared(..)
            | Act::Commented(..)
            | Act::AnswersSaved(_)
            | Act::PutForward(_) => continue,
            Act::SubmissionOpened(outcome) | Act::FieldsSet(outcome) | Act::AmendmentBegun(outcome) => &outcome.state,
            Act::DraftShared(outcome) => &outcome.state.submission,
            Act::Filed(outcome, _) => &outcome.state.submission,
            Act::Withdrawn(_, outcome, _) => &outcome.state.submission,
        };
        files.insert((submission.round.to_string(), submission.state.to_string()), submission);
    }
    files
}

pub(crate) fn about_fifty_thousand_answers_are_filed() {
    let filed: usize = PLAYED
        .filings()
        .map(|filed| filed.state.filing.document.entries.len())
        .sum();
    assert!((45_000..55_000).contains(&filed), "{filed}");
}

pub(crate) fn the_same_seed_and_start_give_the_same() {
    assert_eq!(*PLAYED, played());
}

pub(crate) fn one_round_is_closed_and_two_are_open() {
    let end = PLAYED.setting.day(Setting::LAST_DAY + 1);
    let stages: Vec<_> = PLAYED
        .rounds()
        .map(|round| (round.key.as_str(), round.stage(end)))
        .collect();
    let expected = [
        ("fictional-survey-1", RoundStage::Closed),
        ("fictional-views", RoundStage::Open),
        ("fictional-survey-2", RoundStage::Open),
    ];
    assert_eq!(stages, expected);
    assert!(PLAYED.rounds().all(|round| round.invited.len() == 60));
    let ending = Setting::ending_at("2027-05-05T13:14:15Z".parse().unwrap(), 1);
    assert_eq!(
        ending.day(Setting::LAST_DAY + 1),
        "2027-05-05T00:00:00Z".parse::<DateTime<Utc>>().unwrap()
    );
}

pub(crate) fn the_register_has_no_gap_and_time_moves_forward() {
    let entries: Vec<_> = PLAYED
        .acts
        .iter()
        .filter_map(|act| match act {
            Act::Filed(outcome, _) => Some(&outcome.state.entry),
            Act::Withdrawn(_, outcome, _) => Some(&outcome.state.entry),
            Act::RoundOpened(_)
            | Act::SubmissionOpened(_)
            | Act::FieldsSet(_)
            | Act::Assigned(..)
            | Act::Cleared(..)
            | Act::Commented(..)
            | Act::AnswersSaved(_)
            | Act::DraftShared(_)
            | Act::AmendmentBegun(_)
            | Act::PutForward(_) => None,
        })
        .collect();
    assert!(
        (1..)
            .map(Position)
            .zip(&entries)
            .all(|(place, entry)| entry.position == place)
    );
    assert!(entries.windows(2).all(|pair| pair[0].filed_at < pair[1].filed_at));
    let end = PLAYED.setting.day(Setting::LAST_DAY + 1);
    assert!(entries.iter().all(|entry| entry.filed_at < end));
    let of = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
    let kinds = EntryKind::ALL.map(of);
    assert!(kinds[0] > 120 && kinds[1] > 20 && kinds[2] >= 3, "{kinds:?}");
    let named = entries.iter().filter(|entry| entry.state.is_some()).count();
    assert!(named > 0 && named < entries.len());
}

pub(crate) fn drafts_amendments_withdrawals_and_late_filings_are_all_there() {
    let files = at_the_end(&PLAYED);
    let mut stages: BTreeMap<StageCode, usize> = BTreeMap::new();
    for submission in files.values() {
        *stages.entry(submission.stage.code()).or_default() += 1;
    }
    assert!(stages[&StageCode::Drafting] >= 8, "{stages:?}");
    assert!(
        stages[&StageCode::Filed] > 100 && stages[&StageCode::Withdrawn] >= 2,
        "{stages:?}"
    );
    assert!(files.len() < 180, "some States stay away");
    let late = PLAYED
        .filings()
        .filter(|filed| filed.state.filing.lateness == Lateness::Late)
        .count();
    assert!((1..20).contains(&late), "{late}");
    let again = PLAYED
        .filings()
        .filter(|filed| filed.state.entry.kind == EntryKind::Filing && filed.state.entry.number > 1);
    assert_eq!(again.count(), 1, "one State files again what it withdrew");
}

pub(crate) fn nothing_filed_has_a_problem_but_that_amendments_hide_some_answers() {
    let mut hidden = 0;
    for filed in PLAYED.filings() {
        for problem in &filed.problems {
            assert_eq!(problem.code, ProblemCode::Hidden, "{problem:?}");
            hidden += 1;
        }
        assert!(filed.problems.is_empty() || filed.state.entry.number > 1);
    }
    assert!(hidden > 0);
}

pub(crate) fn everybody_who_acts_exists_and_may() {
    let people: BTreeMap<_, _> = PLAYED.people.iter().map(|person| (person.account.id, person)).collect();
    assert_eq!(people.len(), 189);
    assert!(PLAYED.people.iter().all(|person| person.account.demonstration));
    let introduced: Vec<_> = PLAYED.people.iter().filter(|person| person.is_introduced).collect();
    assert_eq!(introduced.len(), 27);
    let roles: std::collections::BTreeSet<Role> = introduced.iter().map(|person| person.membership.role()).collect();
    assert_eq!(roles.len(), 7);
    for person in introduced {
        let account = &person.account;
        assert!(Password::choose(PASSWORD, &account.email, &account.name).is_ok());
    }
    for filed in PLAYED.filings() {
        let membership = &people[&filed.event.by].membership;
        assert_eq!(membership.role(), Role::PublishingAuthority);
        assert_eq!(membership.state(), Some(&filed.state.submission.state));
    }
}

pub(crate) fn contributors_save_what_is_assigned_to_them() {
    let saved = PLAYED.acts.iter().filter_map(|act| match act {
        Act::AnswersSaved(saving) => Some(saving),
        Act::RoundOpened(_)
        | Act::Cleared(..)
        | Act::Commented(..)
        | Act::SubmissionOpened(_)
        | Act::FieldsSet(_)
        | Act::Assigned(..)
        | Act::DraftShared(_)
        | Act::AmendmentBegun(_)
        | Act::Filed(..)
        | Act::Withdrawn(..)
        | Act::PutForward(_) => None,
    });
    let (everywhere, assigned): (Vec<_>, Vec<_>) = saved.partition(|saving| saving.everywhere);
    assert!(
        assigned.len() >= 12 && everywhere.len() > 130,
        "{} {}",
        assigned.len(),
        everywhere.len()
    );
    for saving in assigned {
        assert!(
            saving
                .answers
                .iter()
                .all(|answer| answer.changed_by == saving.by && answer.revision == 1)
        );
    }
}

pub(crate) fn a_section_of_a_draft_lies_with_those_who_sign_it() {
    let mut cleared = PLAYED.acts.iter().filter_map(|act| match act {
        Act::Cleared(of, outcome) => Some((of.state.as_str(), outcome.event.what.act().code())),
        Act::Commented(of, outcome) => Some((of.state.as_str(), outcome.event.what.act().code())),
        Act::RoundOpened(_)
        | Act::SubmissionOpened(_)
        | Act::FieldsSet(_)
        | Act::Assigned(..)
        | Act::AnswersSaved(_)
        | Act::DraftShared(_)
        | Act::AmendmentBegun(_)
        | Act::Filed(..)
        | Act::Withdrawn(..)
        | Act::PutForward(_) => None,
    });
    for expected in ["arrange_clearance", "send_to_clearance", "comment_answer"] {
        assert_eq!(cleared.next(), Some(("QMD", expected)));
    }
    assert_eq!(cleared.next(), None);
}
