//! The attack set. An attacker knows the rules, who filed what when, everything they may read, every figure at every
//! moment, and may be told all but the hidden answers. They weigh every world that fits what they saw: a hidden answer is
//! told if it is the same in all of them. So is the sum of fewer than `k` hidden answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::{M49Code, StateCode};
use domain::norm::RegionalGroup;
use domain::questionnaire::StandingCode;
use domain::report::{
    Act, Elsewhere, Facts, FiledAnswer, Frame, Group, Release, ReleaseRule, Selection, Viewer, coverage, next_release,
    shown,
};
use domain::submission::{Position, Visibility};

use crate::build::{
    accredited, anonymous, audience, chose, contents, facts, hidden, hour, item, member, members, one, own, public, q,
    sharing,
};

mod silence;

const NONE: ReleaseRule = ReleaseRule { k: 1 };
const RULE: ReleaseRule = ReleaseRule::PUBLISHED;

/// The hidden answers of one world, in the order in which the script names them.
type World = Vec<usize>;

/// A moment at which releases are decided and figures read.
struct Moment {
    round: usize,
    facts: Facts,
    now: DateTime<Utc>,
    closed: bool,
}

/// What an attack looks at beside the world total of the moment.
#[derive(Clone, Copy, Default)]
struct Looks {
    groups: bool,
    chosen: bool,
    as_of: bool,
}

/// An attack: how many values each hidden answer may have, the story told of a world, and where the attacker looks.
struct Attack<'a> {
    values: Vec<usize>,
    story: &'a dyn Fn(&World) -> Vec<Moment>,
    viewers: Vec<Viewer>,
    looks: Looks,
}

/// A set of hidden answers whose values the attacker knows, whichever is whose.
type Told = BTreeSet<usize>;

impl Attack<'_> {
    fn worlds(&self) -> Vec<World> {
        self.values.iter().fold(vec![Vec::new()], |worlds, values| {
            let longer = |world: World| (0..*values).map(move |value| [world.clone(), vec![value]].concat());
            worlds.into_iter().flat_map(longer).collect()
        })
    }

    /// All that the attacker sees while a story runs.
    fn sights(&self, rule: ReleaseRule, world: &World) -> String {
        let mut releases: BTreeMap<usize, Vec<Release>> = BTreeMap::new();
        let mut seen = String::new();
        let moments = (self.story)(world);
        let last = moments.len() - 1;
        for (count, moment) in moments.into_iter().enumerate() {
            let others = releases.iter().filter(|(round, _)| **round != moment.round);
            let elsewhere: Vec<Elsewhere> = others.flat_map(|(_, made)| Elsewhere::all(made, Some)).collect();
            let made = releases.entry(moment.round).or_default();
            let next = next_release(rule, made.last(), &moment.facts, moment.now, moment.closed, &elsewhere);
            made.extend(next);
            for viewer in &self.viewers {
                self.look(&moment, made, viewer, count == last, &mut seen);
            }
        }
        seen
    }

    fn look(&self, moment: &Moment, made: &[Release], viewer: &Viewer, last: bool, seen: &mut String) {
        let (facts, now) = (&moment.facts, moment.now);
        let mut note = |what: &dyn std::fmt::Debug| writeln!(seen, "{what:?}").expect("a string takes everything");
        note(&coverage(
            facts,
            facts.last_position(),
            viewer,
            now,
            made,
            &Selection::World,
        ));
        if self.looks.groups {
            for group in facts.frame().groups().open_to(viewer) {
                note(&coverage(
                    facts,
                    facts.last_position(),
                    viewer,
                    now,
                    made,
                    &Selection::Group(group.clone()),
                ));
            }
            note(&coverage(
                facts,
                facts.last_position(),
                viewer,
                now,
                made,
                &Selection::Observers,
            ));
        }
        if self.looks.chosen {
            let states: Vec<StateCode> = facts
                .frame()
                .invited()
                .iter()
                .map(|invited| invited.state.clone())
                .collect();
            for (place, one) in states.iter().enumerate() {
                for other in &states[place..] {
                    let chosen = BTreeSet::from([one.clone(), other.clone()]);
                    note(&shown(facts, facts.last_position(), viewer, now, q(0), &chosen));
                }
            }
        }
        if self.looks.as_of && last {
            for position in 0..facts.last_position().0 {
                note(&coverage(
                    facts,
                    Position(position),
                    viewer,
                    now,
                    made,
                    &Selection::World,
                ));
            }
        }
    }

    /// The sets of hidden answers, each of at most `largest`, of which some world tells the attacker the values. An attacker
    /// who is a contributor knows the answers in `known`.
    fn told(&self, rule: ReleaseRule, largest: usize, known: &[usize]) -> BTreeSet<Told> {
        let mut alike: BTreeMap<(String, World), Vec<World>> = BTreeMap::new();
        for world in self.worlds() {
            let mine = known.iter().map(|answer| world[*answer]).collect();
            alike.entry((self.sights(rule, &world), mine)).or_default().push(world);
        }
        let unknown: Vec<usize> = (0..self.values.len())
            .filter(|answer| !known.contains(answer))
            .collect();
        let mut sets: Vec<Told> = unknown.iter().map(|answer| Told::from([*answer])).collect();
        if largest > 1 {
            for (place, one) in unknown.iter().enumerate() {
                sets.extend(unknown[place + 1..].iter().map(|other| Told::from([*one, *other])));
            }
        }
        let values = |world: &World, set: &Told| {
            let mut values: Vec<usize> = set.iter().map(|answer| world[*answer]).collect();
            values.sort_unstable();
            values
        };
        let is_told = |set: &Told| {
            alike.values().any(|worlds| {
                let first = values(&worlds[0], set);
                worlds.iter().all(|world| values(world, set) == first)
            })
        };
        sets.into_iter().filter(is_told).collect()
    }

    /// Outsiders learn nothing of fewer than `k` answers; a contributor learns no other's.
    fn fails(&self, contributors: &[(usize, usize)]) {
        assert_eq!(self.told(RULE, RULE.k - 1, &[]), BTreeSet::new());
        for (number, answer) in contributors {
            let inside = Attack {
                values: self.values.clone(),
                story: self.story,
                viewers: vec![own(*number)],
                looks: self.looks,
            };
            assert_eq!(inside.told(RULE, 1, &[*answer]), BTreeSet::new());
        }
    }

    /// With the rule broken, some single answer is told.
    fn succeeds_without_the_rule(&self) {
        assert_ne!(self.told(NONE, 1, &[]), BTreeSet::new());
    }
}

fn outsiders() -> Vec<Viewer> {
    vec![anonymous(), accredited(25)]
}

/// A round of one question, its entries, and the moments after each entry from `closed` on.
fn moments(round: usize, frame: &Arc<Frame>, acts: &[(usize, Act)], closed: usize) -> Vec<Moment> {
    let after = |count: usize| Moment {
        round,
        facts: facts(frame, acts[..count].iter().cloned()),
        now: hour(0),
        closed: count >= closed,
    };
    (closed.saturating_sub(1)..=acts.len()).map(after).collect()
}

fn choice() -> Vec<domain::report::Item> {
    vec![item(3, [])]
}

#[test]
fn differences_over_time_tell_nothing() {
    let frame = members(26, choice());
    let attack = Attack {
        values: vec![3; 7],
        story: &|world| {
            let acts: Vec<_> = world
                .iter()
                .enumerate()
                .map(|(n, option)| (n, one(chose(*option, hidden()))))
                .collect();
            moments(0, &frame, &acts, 4)
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    attack.fails(&[(0, 0), (6, 6)]);
    attack.succeeds_without_the_rule();
}

#[test]
fn a_release_at_close_of_few_tells_their_number_only() {
    let frame = members(26, choice());
    for count in 1..=3 {
        let attack = Attack {
            values: vec![2; count],
            story: &|world| {
                let acts: Vec<_> = world
                    .iter()
                    .enumerate()
                    .map(|(n, option)| (n, one(chose(*option, hidden()))))
                    .collect();
                moments(0, &frame, &acts, count)
            },
            viewers: outsiders(),
            looks: Looks::default(),
        };
        attack.fails(&[]);
        attack.succeeds_without_the_rule();
    }
}

#[test]
fn amendment_withdrawal_and_widening_of_a_contributor_tell_nothing() {
    let frame = members(26, choice());
    // After the release of six, State 0 changes its hidden answer; two more file; State 1 withdraws; State 2 opens a new
    // answer to everybody; two more file. The answers that were opened or are known from elsewhere are not hidden ones.
    let attack = Attack {
        values: vec![2; 11],
        story: &|world| {
            let file = |n: usize| (n, one(chose(world[n], hidden())));
            let amend = |n: usize, answer| (n, Act::Amendment(contents([], [(0, answer)])));
            let acts = vec![
                file(0),
                file(1),
                file(2),
                file(3),
                file(4),
                file(5),
                amend(0, chose(world[6], hidden())),
                file(7),
                file(8),
                (1, Act::Withdrawal),
                amend(2, chose(0, public())),
                file(9),
                file(10),
            ];
            moments(0, &frame, &acts, 6)
        },
        viewers: vec![anonymous()],
        looks: Looks::default(),
    };
    attack.fails(&[(3, 3)]);
    attack.succeeds_without_the_rule();
}

#[test]
fn differences_between_readers_tell_nothing() {
    let frame = members(26, choice());
    // Two hidden from all, two open to the secretariat, two to Member States, two to State 25: nobody may subtract what they
    // read from a figure that also holds what they do not.
    let layers = [
        Visibility::NationalTeam,
        Visibility::NationalTeam,
        Visibility::Secretariat,
        Visibility::Secretariat,
        Visibility::MemberStates,
        Visibility::MemberStates,
        audience(&[25], &[]),
        audience(&[25], &[]),
    ];
    let story = |world: &World| {
        let file = |(n, layer): (usize, &Visibility)| (n, one(chose(world[n], sharing(layer.clone(), true, None))));
        let acts: Vec<_> = layers.iter().enumerate().map(file).collect();
        moments(0, &frame, &acts, 8)
    };
    let attack = |viewers| Attack {
        values: vec![2; 8],
        story: &story,
        viewers,
        looks: Looks::default(),
    };
    attack(vec![anonymous()]).fails(&[]);
    // What State 25 reads is no secret to it: the answers of Member States and of its audience, 4 to 7.
    let told = attack(outsiders()).told(RULE, 1, &[4, 5, 6, 7]);
    assert_eq!(told, BTreeSet::new());
    assert_ne!(attack(outsiders()).told(NONE, 1, &[4, 5, 6, 7]), BTreeSet::new());
}

#[test]
fn narrowing_an_answer_does_not_make_it_hide_others() {
    let frame = members(26, choice());
    // State 2's answer was public before; everybody knows it. Only two others are hidden.
    let known = FiledAnswer {
        narrowed: true,
        ..chose(0, hidden())
    };
    let attack = |event: bool| {
        let frame = Arc::clone(&frame);
        let known = known.clone();
        move |world: &World| {
            let file = |n: usize, option| (n, one(chose(option, hidden())));
            let mut acts = vec![file(0, world[0]), file(1, world[1])];
            if event {
                acts.push((2, one(known.clone())));
            } else {
                acts.push((2, one(chose(0, public()))));
                acts.push((2, Act::Amendment(contents([], [(0, chose(0, hidden()))]))));
            }
            moments(0, &frame, &acts, acts.len())
        }
    };
    for event in [true, false] {
        let story = attack(event);
        let attack = Attack {
            values: vec![3; 2],
            story: &story,
            viewers: outsiders(),
            looks: Looks::default(),
        };
        attack.fails(&[]);
        attack.succeeds_without_the_rule();
    }
}

#[test]
fn groups_and_their_complements_tell_nothing() {
    let grulac = Group::Regional(RegionalGroup::Grulac);
    let area = Group::Area(M49Code::new("002").unwrap());
    let invited = (0..12).map(|n| {
        let groups = [(n < 6, &grulac), ((2..11).contains(&n), &area)];
        member(
            n,
            groups
                .into_iter()
                .filter(|(belongs, _)| *belongs)
                .map(|(_, group)| group.clone()),
        )
    });
    let frame = Arc::new(Frame::new(invited.collect(), choice()).unwrap());
    let attack = Attack {
        values: vec![3; 6],
        story: &|world| {
            let acts: Vec<_> = world
                .iter()
                .enumerate()
                .map(|(n, option)| (n + 3, one(chose(*option, hidden()))))
                .collect();
            moments(0, &frame, &acts, 4)
        },
        viewers: outsiders(),
        looks: Looks {
            groups: true,
            ..Looks::default()
        },
    };
    attack.fails(&[]);
    attack.succeeds_without_the_rule();
}

#[test]
fn chosen_sets_tell_nothing() {
    let frame = members(8, choice());
    let attack = Attack {
        values: vec![2; 6],
        story: &|world| {
            let mut acts: Vec<_> = world
                .iter()
                .enumerate()
                .map(|(n, option)| (n, one(chose(*option, hidden()))))
                .collect();
            acts.push((6, one(chose(0, public()))));
            moments(0, &frame, &acts, 6)
        },
        viewers: outsiders(),
        looks: Looks {
            chosen: true,
            ..Looks::default()
        },
    };
    attack.fails(&[]);
    attack.succeeds_without_the_rule();
}

#[test]
fn comparison_of_rounds_tells_nothing() {
    let frame = members(26, choice());
    // Answers carried over unchanged, which is what the attacker bets on. The second round has two States less and one more,
    // or one less, or one more.
    let casts: [&[usize]; 5] = [
        &[0, 1, 2, 3, 6],
        &[0, 1, 2, 3, 4],
        &[0, 1, 2, 3, 4, 5, 6],
        &[0, 1, 2, 3, 4, 5],
        &[0, 1, 2, 6],
    ];
    for second in casts {
        let attack = Attack {
            values: vec![2; 7],
            story: &|world| {
                let file = |n: &usize| (*n, one(chose(world[*n], hidden())));
                let first: Vec<_> = (0..6).map(|n| file(&n)).collect();
                let second: Vec<_> = second.iter().map(file).collect();
                let mut all = moments(0, &frame, &first, first.len());
                all.extend(moments(1, &frame, &second, second.len()));
                all
            },
            viewers: vec![anonymous()],
            looks: Looks::default(),
        };
        attack.fails(&[]);
        if second.len() != 6 {
            attack.succeeds_without_the_rule();
        }
    }
}

#[test]
fn as_of_positions_tell_nothing() {
    let frame = members(26, choice());
    let attack = Attack {
        values: vec![2; 8],
        story: &|world| {
            let mut acts: Vec<_> = world
                .iter()
                .enumerate()
                .map(|(n, option)| (n, one(chose(*option, hidden()))))
                .collect();
            acts.push((0, Act::Withdrawal));
            moments(0, &frame, &acts, 4)
        },
        viewers: vec![anonymous()],
        looks: Looks {
            as_of: true,
            ..Looks::default()
        },
    };
    attack.fails(&[]);
    attack.succeeds_without_the_rule();
}

#[test]
fn the_end_of_an_embargo_tells_nothing() {
    let frame = members(26, choice());
    // Two hidden answers, one under embargo that stays hidden after it, and one that opens to everybody at hour 2: whoever
    // waits for it must not be left with two.
    let attack = Attack {
        values: vec![3; 6],
        story: &|world| {
            let file = |n: usize, shared| (n, one(chose(world[n], shared)));
            let acts = [
                file(0, hidden()),
                file(1, hidden()),
                file(2, sharing(Visibility::NationalTeam, true, Some(1))),
                (9, one(chose(0, sharing(Visibility::Public, true, Some(2))))),
                file(3, hidden()),
                file(4, hidden()),
                file(5, hidden()),
            ];
            let moment = |count: usize, now| Moment {
                round: 0,
                facts: facts(&frame, acts[..count].iter().cloned()),
                now: hour(now),
                closed: true,
            };
            vec![
                moment(4, 0),
                moment(4, 1),
                moment(4, 2),
                moment(5, 2),
                moment(6, 2),
                moment(7, 2),
            ]
        },
        viewers: outsiders(),
        looks: Looks::default(),
    };
    attack.fails(&[(0, 0)]);
    attack.succeeds_without_the_rule();
}
