//! Attacks on what is hidden: answers that others rest on, and the silences.

use super::*;

#[test]
fn who_may_read_an_answer_later_is_not_told_it_before() {
    let frame = members(26, choice());
    // Answers 0 and 1 are open to Member States, answer 2 from hour 2 on. A Member State reads the public figure too.
    let attack = Attack {
        values: vec![3; 3],
        story: &|world| {
            let until = |n| (n == 2).then_some(2);
            let file = |n: usize| {
                (
                    n,
                    one(chose(world[n], sharing(Visibility::MemberStates, true, until(n)))),
                )
            };
            moments(0, &frame, &[file(0), file(1), file(2)], 3)
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    assert_eq!(attack.told(RULE, 1, &[0, 1]), BTreeSet::new());
}

#[test]
fn a_question_tells_nothing_of_the_hidden_one_it_rests_on() {
    // Question 1 is asked where question 0 is answered with option 0. A State has one of three minds: another option, then
    // nothing; option 0 and silence; option 0 and an answer.
    let frame = members(26, vec![item(2, []), item(2, [0])]);
    let act = |mind: usize| {
        let lead = (0, chose(usize::from(mind == 0), hidden()));
        Act::Filing(match mind {
            0 => contents([], [lead]),
            1 => contents([1], [lead]),
            _ => contents([], [lead, (1, chose(0, hidden()))]),
        })
    };
    let attack = Attack {
        values: vec![3; 7],
        story: &|world| {
            let acts: Vec<_> = world.iter().enumerate().map(|(n, mind)| (n, act(*mind))).collect();
            moments(0, &frame, &acts, 5)
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    attack.fails(&[(0, 0)]);
    attack.succeeds_without_the_rule();
}

#[test]
fn an_answer_shown_does_not_tell_the_hidden_one_that_another_state_gave() {
    // States 0 and 1 show what they answered to question 1, so that everybody knows their answer to question 0.
    let frame = members(26, vec![item(3, []), item(2, [0])]);
    let attack = Attack {
        values: vec![3; 4],
        story: &|world| {
            let tells = |n| {
                (
                    n,
                    Act::Filing(contents([], [(0, chose(0, hidden())), (1, chose(0, public()))])),
                )
            };
            let hides = |(n, option): (usize, &usize)| (n + 2, one(chose(*option, hidden())));
            let acts: Vec<_> = [tells(0), tells(1)]
                .into_iter()
                .chain(world.iter().enumerate().map(hides))
                .collect();
            moments(0, &frame, &acts, 6)
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    attack.fails(&[]);
    attack.succeeds_without_the_rule();
}

#[test]
fn silences_are_hidden_like_options() {
    let frame = members(26, choice());
    let attack = Attack {
        values: vec![3; 6],
        story: &|world| {
            let said = |mind: &usize| match mind {
                0 => crate::build::answer(StandingCode::Declined, [], hidden()),
                option => chose(*option, hidden()),
            };
            let acts: Vec<_> = world.iter().enumerate().map(|(n, mind)| (n, one(said(mind)))).collect();
            moments(0, &frame, &acts, 3)
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    attack.fails(&[]);
    attack.succeeds_without_the_rule();
}
