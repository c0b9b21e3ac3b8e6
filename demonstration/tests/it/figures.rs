//! No part of the partition is empty, for the public and for Member States.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use demonstration::{Act, FictionalState, demonstration_states};
use domain::report::{
    Act as Entered, Contents, Facts, Filed, FiledAnswer, Frame, Group, Item, OptionSet, Part, Population, ReleaseRule,
    Selection, Viewer, coverage, next_release,
};
use domain::submission::{EntryKind, Filing, Reader, Round, Sharing};

fn contents(edition: &Edition, filing: &Filing) -> Contents {
    let mut sharings: Vec<Arc<Sharing>> = Vec::new();
    let mut shared = |sharing: &Sharing| {
        sharings
            .iter()
            .find(|known| ***known == *sharing)
            .cloned()
            .unwrap_or_else(|| {
                sharings.push(Arc::new(sharing.clone()));
                Arc::clone(&sharings[sharings.len() - 1])
            })
    };
    let answers = filing.document.entries.iter().map(|entry| {
        let placed = edition.question(&entry.question).unwrap();
        let answer = FiledAnswer {
            standing: entry.standing.code(),
            options: OptionSet::chosen(edition, placed.question, &entry.standing),
            sharing: shared(&entry.sharing),
            narrowed: false,
        };
        (placed.index, answer)
    });
    Contents {
        answers: answers.collect(),
        asked: filing.document.asked.questions().collect(),
    }
}

/// What a round's entries by `until` amount to.
fn facts(round: &Round, edition: &Edition, until: DateTime<Utc>) -> Facts {
    let entries = PLAYED.acts.iter().filter_map(|act| match act {
        Act::Filed(outcome, _) if outcome.state.submission.round == round.id && outcome.event.at < until => {
            Some(Filed {
                position: outcome.state.entry.position,
                state: outcome.state.submission.state.clone(),
                act: if outcome.state.entry.kind == EntryKind::Amendment {
                    Entered::Amendment(contents(edition, &outcome.state.filing))
                } else {
                    Entered::Filing(contents(edition, &outcome.state.filing))
                },
            })
        }
        Act::Withdrawn(_, outcome, _) if outcome.state.submission.round == round.id && outcome.event.at < until => {
            Some(Filed {
                position: outcome.state.entry.position,
                state: outcome.state.submission.state.clone(),
                act: Entered::Withdrawal,
            })
        }
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
        | Act::Withdrawn(..)
        | Act::PutForward(_) => None,
    });
    let frame = Frame::new(round.invited.clone(), Item::all(edition)).unwrap();
    Facts::new(Arc::new(frame), entries.collect()).unwrap()
}

fn member_state() -> Viewer {
    Viewer {
        reader: Reader {
            accredited: ["QMH".parse().unwrap()].into(),
            ..Reader::default()
        },
        aggregates: false,
    }
}

pub(crate) fn no_part_of_the_partition_is_empty_in_the_closed_round() {
    let round = PLAYED.rounds().next().unwrap();
    let edition = edition("national-implementation");
    let end = PLAYED.setting.day(Setting::LAST_DAY + 1);
    let closing = round.closing.unwrap().at;
    let facts_then = facts(round, edition, closing);
    let release = next_release(ReleaseRule::PUBLISHED, None, &facts_then, closing, true, &[]).unwrap();
    let facts = facts(round, edition, end);
    for (name, viewer) in [("anonymous", Viewer::default()), ("member state", member_state())] {
        let releases = std::slice::from_ref(&release);
        let last = facts.last_position();
        let coverage = coverage(&facts, last, &viewer, end, releases, &Selection::World).unwrap();
        assert_eq!(coverage.invited, 57);
        let mut met: BTreeMap<Part, u32> = BTreeMap::new();
        let mut lead: BTreeMap<Part, u32> = BTreeMap::new();
        for row in &coverage.rows {
            assert_eq!(row.parts.sum(), 57);
            let is_lead = edition.at(row.question).question.is_lead();
            for part in Part::ALL {
                *met.entry(part).or_default() += row.parts.get(part);
                *lead.entry(part).or_default() += if is_lead { row.parts.get(part) } else { 0 };
            }
        }
        assert!(met.values().all(|states| *states > 0), "{name}: {met:?}");
        // A lead question is a choice: of those nobody can say that there is nothing.
        lead.remove(&Part::None);
        assert!(lead.values().all(|states| *states > 0), "{name}: {lead:?}");
        let described =
            |row: &domain::report::Row| row.hidden.as_ref().is_some_and(|hidden| hidden.distribution.is_some());
        assert!(
            coverage.rows.iter().any(described),
            "{name}: some distribution is released"
        );
    }
}

#[test]
fn every_group_but_one_is_large_enough_to_be_published() {
    let invited = demonstration_states().iter().map(FictionalState::invited).collect();
    let frame = Frame::new(invited, Item::all(edition("national-implementation"))).unwrap();
    let published: BTreeSet<String> = frame.groups().published().iter().map(Group::code).collect();
    let regional = ["african", "asia_pacific", "eastern_european", "grulac", "weog"];
    let organisations = CATALOGUE
        .norms
        .organisations()
        .iter()
        .map(|organisation| organisation.id.as_str());
    let expected: BTreeSet<String> = (regional.into_iter().map(|group| format!("regional:{group}")))
        .chain(
            organisations
                .filter(|id| *id != "arf")
                .map(|id| format!("organisation:{id}")),
        )
        .chain(["ldc", "lldc", "sids"].map(str::to_owned))
        .collect();
    assert_eq!(published, expected);
    let small = Selection::Group(Group::Organisation("arf".parse().unwrap()));
    assert!(Population::of(&frame, &Viewer::default(), &small).is_none());
}
