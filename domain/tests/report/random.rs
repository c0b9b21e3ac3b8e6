//! Random rounds: amendments, withdrawals, embargoes, audiences, every standing, every viewer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::id::M49Code;
use domain::norm::{RegionalGroup, StateStatus};
use domain::questionnaire::{Ceiling, QuestionIndex, StandingCode};
use domain::report::{
    Act, Contents, Elsewhere, Facts, Filed, FiledAnswer, Frame, Group, Item, Release, ReleaseRule, Selection, Viewer,
    next_release,
};
use domain::submission::{Invited, Position, Sharing, Visibility};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::build::{accredited, analyst, anonymous, audience, hour, item, member, own, q, secretariat, sharing, unit};

/// The instants at which figures are read; embargoes end at hours 1 to 3.
pub(crate) const HOURS: [i64; 4] = [0, 1, 2, 4];

pub(crate) fn groups() -> Vec<Group> {
    vec![
        Group::Regional(RegionalGroup::African),
        Group::Regional(RegionalGroup::Grulac),
        Group::Area(M49Code::new("002").unwrap()),
        Group::LeastDeveloped,
        Group::Organisation(crate::build::organisation("au")),
    ]
}

pub(crate) fn selections() -> Vec<Selection> {
    let groups = groups().into_iter().map(Selection::Group);
    groups.chain([Selection::World, Selection::Observers]).collect()
}

/// A lead, what rests on it, text, a bound field and what rests on that, and a question with a ceiling.
pub(crate) fn items() -> Vec<Item> {
    let mut items = vec![
        item(3, []),
        item(4, [0]),
        item(0, []),
        item(2, []),
        item(2, [1, 3]),
        item(0, [0]),
    ];
    items[3].bound = true;
    items[5].ceiling = Some(Ceiling::Secretariat);
    items.push(item(5, [1]));
    items
}

/// Every class of reader, some twice.
pub(crate) fn viewers() -> Vec<Viewer> {
    let mut both = accredited(1);
    both.reader.organisations.insert(crate::build::organisation("au"));
    let mut seconded = own(2);
    seconded.reader.secretariat = true;
    let mut own_analyst = own(0);
    own_analyst.aggregates = true;
    vec![
        anonymous(),
        accredited(0),
        both,
        unit("au"),
        secretariat(),
        analyst(),
        own(0),
        own(3),
        seconded,
        own_analyst,
    ]
}

fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![
        2 => Just(Visibility::NationalTeam),
        2 => Just(Visibility::Secretariat),
        1 => (vec(0..4_usize, 0..3), any::<bool>()).prop_map(|(states, au)| {
            audience(&states, if au { &["au"] } else { &[] })
        }),
        1 => Just(Visibility::MemberStates),
        2 => Just(Visibility::Public),
    ]
}

fn sharings() -> impl Strategy<Value = Arc<Sharing>> {
    (visibility(), prop::bool::weighted(0.7), option::weighted(0.2, 1..4_i64))
        .prop_map(|(visibility, counted, embargo)| sharing(visibility, counted, embargo))
}

fn answers(options: usize) -> impl Strategy<Value = FiledAnswer> {
    let standing = prop::sample::select(vec![
        StandingCode::Answered,
        StandingCode::Answered,
        StandingCode::Answered,
        StandingCode::None,
        StandingCode::NotApplicable,
        StandingCode::ExistsNotDisclosed,
        StandingCode::Declined,
    ]);
    (
        standing,
        vec(0..options.max(1), 1..3),
        sharings(),
        prop::bool::weighted(0.1),
    )
        .prop_map(move |(standing, chosen, sharing, narrowed)| FiledAnswer {
            standing,
            options: chosen
                .into_iter()
                .filter(|place| standing == StandingCode::Answered && *place < options)
                .collect(),
            sharing,
            narrowed,
        })
}

/// At each question: not asked, silent or answered. A bound one is never answered.
fn filing() -> impl Strategy<Value = Contents> {
    let cells = items().into_iter().map(|item| {
        let answer = if item.bound {
            Just(None).boxed()
        } else {
            option::weighted(0.7, answers(item.options)).boxed()
        };
        option::weighted(0.8, answer)
    });
    cells.collect::<Vec<_>>().prop_map(|cells| {
        let mut contents = Contents {
            asked: BTreeSet::new(),
            answers: BTreeMap::new(),
        };
        for (question, cell) in (0..).map(QuestionIndex).zip(cells) {
            let Some(answer) = cell else { continue };
            contents.asked.insert(question);
            contents.answers.extend(answer.map(|answer| (question, answer)));
        }
        contents
    })
}

fn frame() -> impl Strategy<Value = Arc<Frame>> {
    let belongs = prop::sample::subsequence(groups(), 0..=5);
    vec((belongs, prop::bool::weighted(0.1)), 4..16).prop_map(|states| {
        let invited = states
            .into_iter()
            .enumerate()
            .map(|(number, (groups, observes))| Invited {
                status: if observes {
                    StateStatus::Observer
                } else {
                    StateStatus::Member
                },
                ..member(number, groups)
            });
        Arc::new(Frame::new(invited.collect(), items()).unwrap())
    })
}

/// A round, its releases so far, and a position to read it at.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) facts: Facts,
    pub(crate) releases: Vec<Release>,
    pub(crate) as_of: Position,
}

impl Round {
    pub(crate) fn frame(&self) -> &Frame {
        self.facts.frame()
    }
}

/// The releases that a round makes as its entries come in: it closes after `closed` of them.
pub(crate) fn releases(rule: ReleaseRule, facts: &Facts, closed: usize, elsewhere: &[Elsewhere]) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for count in closed..=facts.filings().len() {
        let until = Facts::new(Arc::clone(facts.frame()), facts.filings()[..count].to_vec()).unwrap();
        releases.extend(next_release(rule, releases.last(), &until, hour(1), true, elsewhere));
    }
    releases
}

pub(crate) fn rounds() -> impl Strategy<Value = Round> {
    let acts = vec((0..16_usize, prop::bool::weighted(0.1), filing()), 0..40);
    (frame(), acts, 0..20_usize, 0..45_u64).prop_map(|(frame, acts, closed, as_of)| {
        let states = frame.invited().len();
        let filed = (1..).zip(acts).map(|(position, (state, withdraws, contents))| Filed {
            position: Position(position),
            state: frame.invited()[state % states].state.clone(),
            act: if withdraws {
                Act::Withdrawal
            } else {
                Act::Amendment(contents)
            },
        });
        let facts = Facts::new(Arc::clone(&frame), filed.collect()).unwrap();
        let releases = releases(ReleaseRule::PUBLISHED, &facts, closed, &[]);
        Round {
            facts,
            releases,
            as_of: Position(as_of),
        }
    })
}

/// All questions that have rows.
pub(crate) fn questions() -> Vec<QuestionIndex> {
    [0, 1, 2, 4, 5, 6].map(q).into()
}
