//! What holds of every round, every reader and every moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::norm::StateStatus;
use domain::questionnaire::{QuestionIndex, StandingCode};
use domain::report::{
    Act, Columns, Contents, Facts, FiledAnswer, OptionSet, Part, Population, Selection, Viewer, answering, coverage,
};
use proptest::prelude::*;

use crate::build::hour;
use crate::random::{HOURS, Round, groups, questions, rounds, selections, viewers};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The parts partition the invited States of every selection, for every reader at every moment.
    #[test]
    fn parts_sum_to_those_invited(round in rounds()) {
        for (viewer, now, selection) in readings() {
            let population = Population::of(round.frame(), &viewer, &selection);
            let Some(figures) = coverage(&round.facts, round.as_of, &viewer, now, &round.releases, &selection) else {
                prop_assert_eq!(population, None);
                continue;
            };
            prop_assert_eq!(figures.invited, population.unwrap().len());
            prop_assert_eq!(figures.rows.iter().map(|row| row.question).collect::<Vec<_>>(), questions());
            for row in &figures.rows {
                prop_assert_eq!(row.parts.sum(), figures.invited);
                prop_assert!(row.options.iter().all(|states| *states <= row.parts.get(Part::AnsweredShown)));
                if !viewer.aggregates && selection != Selection::World {
                    prop_assert_eq!(row.parts.get(Part::CountedNotShown), 0);
                    prop_assert_eq!(&row.hidden, &None);
                }
            }
        }
    }

    /// What serves is equal to the reference: world, groups, observers, provisions, next change.
    #[test]
    fn columns_are_equal_to_the_reference(round in rounds()) {
        let columns = Columns::new(&round.facts, round.as_of);
        let some = [QuestionIndex(1), QuestionIndex(2), QuestionIndex(5)];
        for (viewer, now, selection) in readings() {
            let reference = coverage(&round.facts, round.as_of, &viewer, now, &round.releases, &selection);
            prop_assert_eq!(columns.coverage(&viewer, now, &round.releases, &selection), reference);
            let reference = answering(&round.facts, round.as_of, &viewer, now, &some, &selection);
            prop_assert_eq!(columns.answering(&viewer, now, &some, &selection), reference);
            prop_assert_eq!(columns.next_change(now), round.facts.next_change(round.as_of, now));
        }
    }

    /// The flat field by group holds the rows of each group.
    #[test]
    fn by_group_is_equal_to_each_group(round in rounds()) {
        let columns = Columns::new(&round.facts, round.as_of);
        for viewer in viewers() {
            let flat = columns.by_group(&viewer, hour(1));
            prop_assert_eq!(&flat.questions, &questions());
            for group in groups() {
                let selection = Selection::Group(group.clone());
                let figures = coverage(&round.facts, round.as_of, &viewer, hour(1), &round.releases, &selection);
                let place = flat.groups.iter().position(|known| *known == group);
                prop_assert_eq!(figures.is_some(), place.is_some());
                let (Some(figures), Some(place)) = (figures, place) else { continue };
                prop_assert_eq!(flat.invited[place], figures.invited);
                for (question, row) in figures.rows.iter().enumerate() {
                    prop_assert_eq!(flat.numbers(place, question), row.parts.numbers());
                }
            }
        }
    }

    /// A live figure is a function of what the reader may see: whatever is out of sight may be anything else, also whether
    /// what rests on it was asked and answered, and no figure moves.
    #[test]
    fn what_is_out_of_sight_moves_no_live_figure(round in rounds(), noise in proptest::collection::vec(any::<u8>(), 64)) {
        for (viewer, now, selection) in readings().into_iter().filter(|(viewer, ..)| !viewer.aggregates) {
            let other = scrambled(&round, &viewer, now, &noise);
            prop_assert_eq!(
                coverage(&round.facts, round.as_of, &viewer, now, &[], &selection),
                coverage(&other, round.as_of, &viewer, now, &[], &selection)
            );
        }
    }

    /// Observer States are in no world, no group and no release.
    #[test]
    fn observers_are_never_summed_with_members(round in rounds()) {
        let observers: BTreeSet<_> = round.frame().invited().iter()
            .filter(|invited| invited.status == StateStatus::Observer).map(|invited| invited.state.clone()).collect();
        for figure in round.releases.iter().flat_map(|release| &release.figures) {
            prop_assert!(figure.contributors.is_disjoint(&observers));
        }
        for (viewer, _, selection) in readings() {
            if let Some(population) = Population::of(round.frame(), &viewer, &selection) {
                let apart = selection == Selection::Observers;
                let observes = |place: usize| round.frame().invited()[place].status == StateStatus::Observer;
                prop_assert!(population.places().all(|place| observes(place) == apart));
            }
        }
    }
}

fn readings() -> Vec<(Viewer, chrono::DateTime<chrono::Utc>, Selection)> {
    let mut readings = Vec::new();
    for viewer in viewers() {
        for now in HOURS {
            readings.extend(
                selections()
                    .into_iter()
                    .map(|selection| (viewer.clone(), hour(now), selection)),
            );
        }
    }
    readings
}

/// The same round with everything changed that the viewer may not know.
fn scrambled(round: &Round, viewer: &Viewer, now: chrono::DateTime<chrono::Utc>, noise: &[u8]) -> Facts {
    let mut drawn = noise.iter().cycle().copied();
    let mut draw = move || drawn.next().unwrap();
    let mut filings = round.facts.filings().to_vec();
    for filed in &mut filings {
        let state = filed.state.clone();
        if viewer.reader.own.contains(&state) {
            continue;
        }
        let (Act::Filing(contents) | Act::Amendment(contents)) = &mut filed.act else {
            continue;
        };
        let before = contents.clone();
        for (index, item) in (0..).map(QuestionIndex).zip(round.frame().items()) {
            let is_hidden = |answer: &FiledAnswer| !viewer.reader.may_read(&state, &answer.sharing, now);
            let answer = contents.answers.get_mut(&index);
            if answer.as_ref().is_some_and(|answer| !is_hidden(answer)) || item.bound {
                continue;
            }
            if let Some(answer) = answer {
                answer.standing = StandingCode::ALL[usize::from(draw()) % 5];
                let answered = answer.standing == StandingCode::Answered && item.options > 0;
                answer.options = OptionSet::from_iter(answered.then(|| usize::from(draw()) % item.options));
            }
            let any_masked = is_masked(round, &before, index, &is_hidden);
            if any_masked && draw() % 2 == 0 {
                contents.answers.remove(&index);
                if draw() % 2 == 0 {
                    contents.asked.remove(&index)
                } else {
                    contents.asked.insert(index)
                };
            }
        }
    }
    Facts::new(Arc::clone(round.facts.frame()), filings).unwrap()
}

/// Whether what a question rests on is out of sight. Written anew, from the documentation.
fn is_masked(
    round: &Round,
    contents: &Contents,
    index: QuestionIndex,
    is_hidden: &dyn Fn(&FiledAnswer) -> bool,
) -> bool {
    round.frame().items()[index.get()].rests_on.iter().any(|on| {
        round.frame().items()[on.get()].bound
            || match contents.answers.get(on) {
                Some(answer) => is_hidden(answer),
                None => is_masked(round, contents, *on, is_hidden),
            }
    })
}
