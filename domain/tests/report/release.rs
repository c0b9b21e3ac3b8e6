//! The laws of releases on random rounds, and their cases one by one.

use std::collections::BTreeSet;

use domain::questionnaire::StandingCode;
use domain::report::Part::{AnsweredShown, CountedNotShown, NotFiled, Withheld};
use domain::report::{
    Act, Distribution, Elsewhere, Figure, Item, Release, ReleaseRule, Selection, coverage, next_release,
};
use domain::submission::{Position, Visibility};
use proptest::prelude::*;

use crate::build::{
    anonymous, answer, chose, contents, facts, hidden, hour, item, members, one, public, q, secretariat, sharing, state,
};
use crate::random::rounds;

const RULE: ReleaseRule = ReleaseRule::PUBLISHED;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Figures only grow, by at least three at once after the first release; what is described grows by at least three, of
    /// whom no class leaves out fewer than two; nobody is counted twice at a question; nothing public is counted.
    #[test]
    fn releases_grow_by_steps_that_tell_nobody(round in rounds()) {
        let nothing = Vec::new();
        let before = [&nothing].into_iter().chain(round.releases.iter().map(|release| &release.figures));
        for (before, release) in before.zip(&round.releases) {
            for figure in &release.figures {
                let same = |other: &&Figure| other.question == figure.question && other.layer == figure.layer;
                let earlier = before.iter().find(same).cloned();
                let is_first = release.number == 1;
                let (counted, described, told) = earlier.map_or_else(
                    || (BTreeSet::new(), BTreeSet::new(), Distribution::empty(figure.distribution.options.len())),
                    |figure| (figure.contributors, figure.described, figure.distribution),
                );
                prop_assert!(counted.is_subset(&figure.contributors) && described.is_subset(&figure.described));
                prop_assert!(figure.described.is_subset(&figure.contributors));
                prop_assert_ne!(&figure.layer, &Visibility::Public);
                let added = figure.contributors.len() - counted.len();
                prop_assert!(added == 0 || added >= 3 || is_first);
                let block = figure.described.len() - described.len();
                prop_assert!(block == 0 || block >= 3);
                let after = &figure.distribution;
                let options = after.options.iter().zip(&told.options).map(|(after, before)| (after - before) as usize);
                prop_assert!(options.into_iter().all(|chose| chose == 0 || chose + 2 <= block));
                prop_assert_eq!(after.standings.iter().sum::<u32>() as usize, figure.described.len());
            }
            for figure in &release.figures {
                let others = release.figures.iter().filter(|o| o.question == figure.question && o.layer != figure.layer);
                prop_assert!(others.into_iter().all(|other| other.contributors.is_disjoint(&figure.contributors)));
            }
        }
    }
}

fn choice() -> Vec<Item> {
    vec![item(3, [])]
}

fn file(number: usize, option: usize) -> (usize, Act) {
    (number, one(chose(option, hidden())))
}

fn release(previous: Option<&Release>, acts: &[(usize, Act)], items: Vec<Item>) -> Option<Release> {
    let facts = facts(&members(26, items), acts.iter().cloned());
    next_release(RULE, previous, &facts, hour(0), true, &[])
}

/// How many are counted and what is told of them, at question 0 to everybody.
fn told(release: &Release) -> Vec<(usize, Vec<u32>)> {
    let figures = release.figures.iter().filter(|figure| figure.question == q(0));
    figures
        .map(|figure| (figure.contributors.len(), figure.distribution.options.clone()))
        .collect()
}

#[test]
fn nothing_is_released_before_the_close() {
    let acts: Vec<_> = (0..6).map(|n| file(n, n % 3)).collect();
    let facts = facts(&members(26, choice()), acts);
    assert_eq!(next_release(RULE, None, &facts, hour(0), false, &[]), None);
    let first = next_release(RULE, None, &facts, hour(0), true, &[]).unwrap();
    assert_eq!((first.number, first.at_position, first.at), (1, Position(6), hour(0)));
    assert_eq!(told(&first), [(6, vec![2, 2, 2])]);
}

#[test]
fn too_few_or_too_much_alike_are_a_number_only() {
    for (options, expected) in [
        (vec![0, 1], (2, [0, 0, 0])),
        (vec![0, 1, 2], (3, [1, 1, 1])),
        (vec![0, 0, 1], (3, [0, 0, 0])),
        (vec![0, 0, 0, 1], (4, [0, 0, 0])),
        (vec![0, 0, 1, 1], (4, [2, 2, 0])),
        (vec![2, 2, 2, 2, 2], (5, [0, 0, 0])),
    ] {
        let acts: Vec<_> = options.iter().enumerate().map(|(n, option)| file(n, *option)).collect();
        let (states, distribution) = expected;
        assert_eq!(
            told(&release(None, &acts, choice()).unwrap()),
            [(states, distribution.to_vec())],
            "{options:?}"
        );
    }
}

#[test]
fn the_next_release_comes_with_three_more_states_whatever_they_file() {
    let mut acts: Vec<_> = (0..3).map(|n| file(n, n)).collect();
    let first = release(None, &acts, choice()).unwrap();
    acts.extend([file(3, 0), (4, one(chose(0, public())))]);
    assert_eq!(release(Some(&first), &acts, choice()), None);
    // The third is one of those counted already: it amends, and is not counted anew.
    acts.push((0, Act::Amendment(contents([], [(0, chose(2, hidden()))]))));
    let second = release(Some(&first), &acts, choice()).unwrap();
    assert_eq!((second.number, told(&second)), (2, vec![(3, vec![1, 1, 1])]));
    acts.extend([file(5, 1), file(6, 2), (7, Act::Filing(contents([0], [])))]);
    let third = release(Some(&second), &acts, choice()).unwrap();
    assert_eq!((third.number, told(&third)), (3, vec![(6, vec![2, 2, 2])]));
}

#[test]
fn what_was_once_refused_is_never_described() {
    let mut acts: Vec<_> = [0, 0, 0, 1]
        .into_iter()
        .enumerate()
        .map(|(n, option)| file(n, option))
        .collect();
    let first = release(None, &acts, choice()).unwrap();
    acts.extend([file(4, 0), file(5, 1), file(6, 2)]);
    let second = release(Some(&first), &acts, choice()).unwrap();
    assert_eq!(told(&second), [(7, vec![1, 1, 1])]);
}

#[test]
fn a_contributor_stays_in_the_release_whatever_becomes_of_it() {
    let mut acts: Vec<_> = (0..4).map(|n| file(n, n % 2)).collect();
    let first = release(None, &acts, choice()).unwrap();
    acts.extend([
        (0, Act::Withdrawal),
        (1, Act::Amendment(contents([], [(0, chose(0, public()))]))),
        (
            2,
            Act::Amendment(contents(
                [],
                [(0, chose(2, sharing(Visibility::Secretariat, true, None)))],
            )),
        ),
        file(4, 0),
    ]);
    let second = release(Some(&first), &acts, choice()).unwrap();
    assert_eq!(told(&second), told(&first));
    // Figures of today: two are hidden still, and one that is not counted; the release is older and says four.
    let facts = facts(&members(26, choice()), acts);
    let figures = coverage(
        &facts,
        facts.last_position(),
        &anonymous(),
        hour(0),
        &[first, second],
        &Selection::World,
    );
    let row = figures.unwrap().rows.remove(0);
    let parts = [NotFiled, AnsweredShown, CountedNotShown, Withheld].map(|part| row.parts.get(part));
    assert_eq!(parts, [22, 1, 3, 0]);
    assert_eq!(row.hidden.unwrap().states, 4);
}

#[test]
fn layers_are_released_apart_and_readers_get_those_they_cannot_read() {
    let layer = |n: usize| {
        if n < 4 {
            Visibility::NationalTeam
        } else {
            Visibility::Secretariat
        }
    };
    let acts = (0..10).map(|n| (n, one(chose(n % 2, sharing(layer(n), true, None)))));
    let facts = facts(&members(26, choice()), acts);
    let releases = [next_release(RULE, None, &facts, hour(0), true, &[]).unwrap()];
    let hidden = |viewer| {
        let figures = coverage(&facts, Position(10), &viewer, hour(0), &releases, &Selection::World).unwrap();
        figures.rows[0]
            .hidden
            .clone()
            .map(|hidden| (hidden.states, hidden.distribution.unwrap().options))
    };
    assert_eq!(hidden(anonymous()), Some((10, vec![5, 5, 0])));
    assert_eq!(hidden(secretariat()), Some((4, vec![2, 2, 0])));
}

#[test]
fn as_of_reads_use_releases_up_to_the_position() {
    let acts: Vec<_> = (0..8).map(|n| file(n, n % 3)).collect();
    let frame = members(26, choice());
    let first = next_release(RULE, None, &facts(&frame, acts[..4].to_vec()), hour(0), true, &[]).unwrap();
    let second = next_release(RULE, Some(&first), &facts(&frame, acts.clone()), hour(0), true, &[]).unwrap();
    let all = facts(&frame, acts);
    let releases = [first.clone(), second];
    for (position, number) in [(3, None), (4, Some(1)), (7, Some(1)), (8, Some(2))] {
        let figures = coverage(
            &all,
            Position(position),
            &anonymous(),
            hour(0),
            &releases,
            &Selection::World,
        )
        .unwrap();
        assert_eq!(figures.release.map(|mark| mark.number), number);
        assert_eq!(figures.as_of, Position(position));
    }
    assert_eq!(Release::as_of(&releases, Position(5)), Some(&first));
}

#[test]
fn a_hidden_answer_counts_with_the_hidden_one_it_rests_on_or_not_at_all() {
    // Question 1 rests on 0, and 2 on 0 by taking up its module only.
    let mut items = vec![item(3, []), item(3, [0]), item(3, [0])];
    items[2].takes_up = vec![q(0)];
    let lead = |option, shared| (0, chose(option, shared));
    let all = |n: usize| [(1, chose(n % 3, hidden())), (2, chose(n % 3, hidden()))];
    let round = |lead: &dyn Fn(usize) -> (u16, domain::report::FiledAnswer)| {
        let acts: Vec<_> = (0..6)
            .map(|n| (n, Act::Filing(contents([], [lead(n)].into_iter().chain(all(n))))))
            .collect();
        let release = release(None, &acts, items.clone()).unwrap();
        [0, 1, 2].map(|question| {
            let figures = release.figures.iter().filter(|figure| figure.question == q(question));
            figures.map(|figure| figure.described.len()).sum::<usize>()
        })
    };
    assert_eq!(round(&|n| lead(n % 3, hidden())), [6, 6, 6]);
    assert_eq!(round(&|_| lead(0, hidden())), [0, 0, 6], "the lead would be told");
    assert_eq!(
        round(&|n| lead(n % 3, sharing(Visibility::NationalTeam, false, None))),
        [0, 0, 6]
    );
    assert_eq!(round(&|_| lead(0, public())), [0, 6, 6]);
    assert_eq!(
        round(&|_| lead(0, sharing(Visibility::Public, true, Some(5)))),
        [0, 0, 6]
    );
}

#[test]
fn silences_count_as_what_was_said() {
    let said = [StandingCode::Declined, StandingCode::None, StandingCode::NotApplicable];
    let acts: Vec<_> = (0..3).map(|n| (n, one(answer(said[n], [], hidden())))).collect();
    let release = release(None, &acts, choice()).unwrap();
    assert_eq!(release.figures[0].distribution.standings, [0, 1, 1, 0, 1]);
}

#[test]
fn what_another_round_has_told_is_not_told_but_for_few() {
    let states = |numbers: std::ops::Range<usize>| numbers.map(state).collect::<BTreeSet<_>>();
    for (other, described) in [
        (0..6, 6),
        (0..3, 6),
        (0..5, 5),
        (0..7, 4),
        (0..8, 5),
        (0..9, 6),
        (9..12, 6),
    ] {
        let elsewhere = [Elsewhere {
            question: q(0),
            layer: Visibility::NationalTeam,
            states: states(other.clone()),
        }];
        let facts = facts(&members(26, choice()), (0..6).map(|n| file(n, n % 3)));
        let release = next_release(RULE, None, &facts, hour(0), true, &elsewhere).unwrap();
        assert_eq!(release.figures[0].described.len(), described, "{other:?}");
        assert_eq!(release.figures[0].contributors.len(), 6);
        assert_eq!(release.figures[0].waiting.len(), 6 - described);
    }
}
