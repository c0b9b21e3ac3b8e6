//! Comparison, participation and the status of a round: equal to coverage where they tell the same, and silent about who did
//! not file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::id::StateCode;
use domain::norm::RegionalGroup::African;
use domain::norm::StateStatus;
use domain::questionnaire::StandingCode;
use domain::report::{
    Act, Facts, Frame, Group, Part, Participation, Selection, StatusCount, Turnout, comparison, coverage,
    participation, round_status, shown,
};
use domain::submission::{Position, Visibility};
use proptest::prelude::*;

use crate::build::{
    anonymous, answer, chose, contents, facts, hidden, hour, item, member, members, observer, one, own, public, q,
    secretariat, sharing, state,
};
use crate::random::{HOURS, groups, questions, rounds, viewers};

const SHOWN: [Part; 5] = [
    Part::None,
    Part::NotApplicable,
    Part::ExistsNotDisclosed,
    Part::Declined,
    Part::AnsweredShown,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// All States compared show what coverage shows of the world; some of them what the sum of a chosen set shows.
    #[test]
    fn a_comparison_of_all_is_the_shown_part_of_coverage(round in rounds(), some in 0_usize..8) {
        let frame = round.frame();
        let all: BTreeSet<StateCode> = frame.invited().iter().map(|invited| invited.state.clone()).collect();
        let few: BTreeSet<StateCode> = all.iter().take(some).cloned().collect();
        for viewer in viewers() {
            for now in HOURS {
                let whole = comparison(&round.facts, round.as_of, &viewer, hour(now), &questions(), &all);
                let figures = coverage(&round.facts, round.as_of, &viewer, hour(now), &[], &Selection::World).unwrap();
                prop_assert_eq!(whole.members, figures.invited);
                prop_assert_eq!(whole.states.len(), all.len());
                for (row, counted) in whole.rows.iter().zip(&figures.rows) {
                    prop_assert_eq!(row.question, counted.question);
                    prop_assert_eq!(&row.shown.options, &counted.options);
                    prop_assert_eq!(row.showing(), SHOWN.iter().map(|part| counted.parts.get(*part)).sum::<u32>());
                }
                let part = comparison(&round.facts, round.as_of, &viewer, hour(now), &questions(), &few);
                for row in &part.rows {
                    let sum = shown(&round.facts, round.as_of, &viewer, hour(now), row.question, &few);
                    prop_assert_eq!(&row.shown, &sum);
                }
            }
        }
    }

    /// Participation tells how many filed, as coverage does, and of no selection that coverage keeps back.
    #[test]
    fn participation_is_what_coverage_says_of_filings(round in rounds()) {
        for viewer in viewers() {
            let told = participation(&round.facts, round.as_of, &viewer);
            let filed = |selection: &Selection| {
                let figures = coverage(&round.facts, round.as_of, &viewer, hour(1), &[], selection)?;
                let not_filed = figures.rows[0].parts.get(Part::NotFiled);
                Some(Turnout { invited: figures.invited, filed: figures.invited - not_filed })
            };
            prop_assert_eq!(Some(told.members), filed(&Selection::World));
            prop_assert_eq!(told.observers, filed(&Selection::Observers).filter(|observers| observers.invited > 0));
            for group in groups() {
                let figures = told.groups.iter().find(|(known, _)| *known == group).map(|(_, turnout)| *turnout);
                prop_assert_eq!(figures, filed(&Selection::Group(group)));
            }
        }
    }
}

#[test]
fn a_comparison_does_not_tell_who_did_not_file() {
    let frame = members(6, vec![item(2, []), item(0, [0])]);
    let unseen = sharing(Visibility::Secretariat, false, None);
    let lead = |shared| (0, chose(1, shared));
    // Filed and shown, filed and hidden, filed for the secretariat, asked and silent, never filed, withdrawn.
    let acts = [
        (0, Act::Filing(contents([1], [lead(public())]))),
        (1, Act::Filing(contents([1], [lead(hidden())]))),
        (2, Act::Filing(contents([], [lead(unseen)]))),
        (3, Act::Filing(contents([0], []))),
        (5, one(chose(0, public()))),
        (5, Act::Withdrawal),
    ];
    let facts = facts(&frame, acts);
    let all: BTreeSet<StateCode> = (0..6).map(state).chain([state(9)]).collect();
    let told = |viewer, as_of| {
        let found = comparison(&facts, Position(as_of), &viewer, hour(0), &[q(0), q(1)], &all);
        assert_eq!(
            (found.members, found.states.len()),
            (6, 6),
            "who was not invited is left out"
        );
        let is_told = |row: usize| found.rows[row].said.iter().map(Option::is_some).collect::<Vec<_>>();
        (is_told(0), is_told(1), found.rows[0].shown.options.clone())
    };
    let nothing = vec![false; 6];
    let only = |places: &[usize]| (0..6).map(|at| places.contains(&at)).collect::<Vec<_>>();
    assert_eq!(told(anonymous(), 6), (only(&[0]), nothing.clone(), vec![0, 1]));
    assert_eq!(told(secretariat(), 6), (only(&[0, 2]), nothing.clone(), vec![0, 2]));
    assert_eq!(told(own(1), 6), (only(&[0, 1]), nothing.clone(), vec![0, 2]));
    assert_eq!(
        told(anonymous(), 5),
        (only(&[0]), nothing, vec![0, 1]),
        "what was withdrawn since is gone as of any position"
    );
}

#[test]
fn observer_states_are_compared_and_not_summed() {
    let frame = Frame::new(vec![member(0, []), observer(1)], vec![item(2, [])]).unwrap();
    let said = one(answer(StandingCode::None, [], public()));
    let facts = facts(&Arc::new(frame), [(0, said.clone()), (1, said)]);
    let both = [state(0), state(1)].into();
    let found = comparison(&facts, Position(2), &anonymous(), hour(0), &[q(0)], &both);
    assert!(found.rows[0].said.iter().all(Option::is_some));
    assert_eq!((found.members, found.rows[0].showing()), (1, 1));
}

#[test]
fn the_turnout_of_fewer_than_five_is_for_the_secretariat() {
    let group = |number| member(number, (number < 4).then_some(Group::Regional(African)));
    let invited = (0..12).map(group).chain([observer(12)]).collect();
    let frame = Arc::new(Frame::new(invited, vec![item(2, [])]).unwrap());
    let filed = |number| (number, one(chose(0, hidden())));
    let facts: Facts = facts(&frame, [filed(0), filed(5), filed(12)]);
    let all = |viewer| participation(&facts, Position(3), &viewer);
    let members = Turnout { invited: 12, filed: 2 };
    let public = Participation {
        as_of: Position(3),
        members,
        observers: None,
        groups: Vec::new(),
    };
    let of = |found: &Participation| {
        found
            .groups
            .iter()
            .find(|(g, _)| *g == Group::Regional(African))
            .map(|g| g.1)
    };
    let (everybody, officer) = (all(anonymous()), all(secretariat()));
    assert_eq!(
        (everybody.members, everybody.observers),
        (public.members, public.observers)
    );
    assert_eq!(of(&everybody), None);
    assert_eq!(officer.observers, Some(Turnout { invited: 1, filed: 1 }));
    assert_eq!(of(&officer), Some(Turnout { invited: 4, filed: 1 }));
}

#[test]
fn the_status_of_a_round_counts_observers_apart() {
    let invited = [member(0, []), member(1, []), member(2, []), observer(3)];
    let opened = BTreeMap::from([(state(0), hour(1)), (state(1), hour(2)), (state(3), hour(3))]);
    let filed = BTreeSet::from([state(1), state(3)]);
    let status = round_status(&invited, &opened, &filed);
    let count = |invited, opened, filed| StatusCount { invited, opened, filed };
    assert_eq!((status.members, status.observers), (count(3, 2, 1), count(1, 1, 1)));
    let lines: Vec<_> = status.states.iter().map(|line| (line.opened_at, line.filed)).collect();
    assert_eq!(
        lines,
        [
            (Some(hour(1)), false),
            (Some(hour(2)), true),
            (None, false),
            (Some(hour(3)), true)
        ]
    );
    assert_eq!(status.states[3].status, StateStatus::Observer);
}
