//! The partition case by case.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{M49Code, ProvisionId};
use domain::norm::RegionalGroup::{African, Grulac, Weog};
use domain::norm::{Adoption, StateStatus};
use domain::questionnaire::StandingCode;
use domain::report::{
    Act, Columns, Contents, Facts, FactsRefused, Filed, Frame, Group, OptionSet, Part, ProvisionFigure,
    ProvisionQuestions, Selection, Viewer, answering, coverage, provisions, shown,
};
use domain::submission::{Invited, Position, Visibility};

use crate::build::{
    accredited, analyst, anonymous, answer, audience, chose, contents, facts, hidden, hour, item, member, members,
    observer, one, organisation, own, public, q, secretariat, sharing, state, unit,
};

/// The parts of question `index`, without those that are empty.
fn parts(facts: &Facts, viewer: &Viewer, selection: &Selection, index: usize) -> Vec<(&'static str, u32)> {
    let figures = coverage(facts, facts.last_position(), viewer, hour(0), &[], selection).unwrap();
    let parts = figures.rows[index].parts;
    let numbers = Part::ALL.into_iter().map(|part| (part.code(), parts.get(part)));
    numbers.filter(|(_, states)| *states > 0).collect()
}

fn said(standing: StandingCode) -> Act {
    one(answer(standing, [], public()))
}

#[test]
fn every_invited_state_stands_in_one_part() {
    let frame = members(10, vec![item(3, [])]);
    let acts = [
        (0, Act::Filing(contents([], []))),
        (1, Act::Filing(contents([0], []))),
        (2, said(StandingCode::None)),
        (3, said(StandingCode::NotApplicable)),
        (4, said(StandingCode::ExistsNotDisclosed)),
        (5, said(StandingCode::Declined)),
        (6, one(chose(1, public()))),
        (7, one(chose(2, hidden()))),
        (8, one(chose(2, sharing(Visibility::Secretariat, false, None)))),
    ];
    let facts = facts(&frame, acts);
    let shared = [
        ("not_filed", 1),
        ("not_asked", 1),
        ("silent", 1),
        ("none", 1),
        ("not_applicable", 1),
        ("exists_not_disclosed", 1),
        ("declined", 1),
    ];
    let with = |more: &[(&'static str, u32)]| [&shared[..], more].concat();
    let world = Selection::World;
    let counted = [("answered_shown", 1), ("counted_not_shown", 1), ("withheld", 1)];
    assert_eq!(
        parts(&facts, &anonymous(), &world, 0),
        with(&[("answered_shown", 1), ("withheld", 2)])
    );
    assert_eq!(
        parts(&facts, &secretariat(), &world, 0),
        with(&[("answered_shown", 2), ("withheld", 1)])
    );
    assert_eq!(
        parts(&facts, &own(7), &world, 0),
        with(&[("answered_shown", 2), ("withheld", 1)])
    );
    assert_eq!(parts(&facts, &analyst(), &world, 0), with(&counted));
}

#[test]
fn options_that_overlap_are_counted_one_by_one() {
    let frame = members(3, vec![item(4, [])]);
    let both = |options: &[usize]| one(answer(StandingCode::Answered, options.iter().copied(), public()));
    let facts = facts(&frame, [(0, both(&[0, 1])), (1, both(&[1, 3])), (2, both(&[1]))]);
    let figures = coverage(&facts, Position(3), &anonymous(), hour(0), &[], &Selection::World).unwrap();
    assert_eq!(figures.rows[0].options, [1, 3, 0, 1]);
    assert_eq!(figures.rows[0].parts.get(Part::AnsweredShown), 3);
    assert_eq!(figures.invited, 3);
}

#[test]
fn an_audience_reads_and_others_do_not() {
    let frame = members(4, vec![item(2, [])]);
    let shared = sharing(audience(&[1], &["au"]), true, None);
    let facts = facts(&frame, [(0, one(chose(0, shared)))]);
    let is_shown = |viewer: &Viewer| parts(&facts, viewer, &Selection::World, 0).contains(&("answered_shown", 1));
    let mut of_a_member_of_au = accredited(2);
    of_a_member_of_au.reader.organisations.insert(organisation("au"));
    let readers = [accredited(1), of_a_member_of_au, unit("au"), secretariat(), own(0)];
    assert!(readers.iter().all(is_shown));
    assert!(
        ![anonymous(), accredited(2), unit("osce"), analyst()]
            .iter()
            .any(is_shown)
    );
}

#[test]
fn nothing_is_said_of_questions_that_rest_on_a_hidden_answer() {
    // Question 1 rests on 0, question 2 on 1.
    let frame = members(4, vec![item(2, []), item(2, [0]), item(2, [1])]);
    let lead = |shared| (0, chose(0, shared));
    let acts = [
        (0, Act::Filing(contents([], [lead(public())]))),
        (1, Act::Filing(contents([1], [lead(public())]))),
        (2, Act::Filing(contents([], [lead(hidden())]))),
        (3, Act::Filing(contents([1, 2], [lead(hidden())]))),
    ];
    let facts = facts(&frame, acts);
    let world = Selection::World;
    let expected = [("not_asked", 1), ("silent", 1), ("withheld", 2)];
    assert_eq!(parts(&facts, &anonymous(), &world, 1), expected);
    assert_eq!(
        parts(&facts, &anonymous(), &world, 2),
        [("not_asked", 2), ("withheld", 2)]
    );
    assert_eq!(
        parts(&facts, &own(3), &world, 2),
        [("not_asked", 2), ("silent", 1), ("withheld", 1)]
    );
    assert_eq!(parts(&facts, &analyst(), &world, 1), [("not_asked", 2), ("silent", 2)]);
}

#[test]
fn an_embargo_ends_at_its_instant_and_says_when() {
    let frame = members(1, vec![item(2, [])]);
    let facts = facts(&frame, [(0, one(chose(0, sharing(Visibility::Public, true, Some(2)))))]);
    let columns = Columns::new(&facts, Position(1));
    let shown = |now| {
        let figures = columns
            .coverage(&anonymous(), hour(now), &[], &Selection::World)
            .unwrap();
        figures.rows[0].parts.get(Part::AnsweredShown)
    };
    assert_eq!([shown(0), shown(1), shown(2)], [0, 0, 1]);
    assert_eq!(columns.next_change(hour(1)), Some(hour(2)));
    assert_eq!(columns.next_change(hour(2)), None);
    assert_eq!(parts(&facts, &analyst(), &Selection::World, 0), [("withheld", 1)]);
}

#[test]
fn as_of_gives_what_stood_or_nothing_once_it_is_withdrawn() {
    let frame = members(2, vec![item(3, [])]);
    let amend = |option| Act::Amendment(contents([], [(0, chose(option, public()))]));
    let options = |acts: &[(usize, Act)], position| {
        let facts = facts(&frame, acts.to_vec());
        let figures = coverage(
            &facts,
            Position(position),
            &anonymous(),
            hour(0),
            &[],
            &Selection::World,
        )
        .unwrap();
        figures.rows[0].options.clone()
    };
    let mut acts = vec![
        (0, one(chose(0, public()))),
        (1, one(chose(0, public()))),
        (0, amend(1)),
    ];
    assert_eq!(options(&acts, 0), [0, 0, 0]);
    assert_eq!(options(&acts, 1), [1, 0, 0]);
    assert_eq!(options(&acts, 2), [2, 0, 0]);
    assert_eq!(options(&acts, 3), [1, 1, 0]);
    acts.extend([(0, Act::Withdrawal), (0, one(chose(2, public())))]);
    assert_eq!(options(&acts, 2), [1, 0, 0]);
    assert_eq!(options(&acts, 3), [1, 0, 0]);
    assert_eq!(options(&acts, 5), [1, 0, 1]);
}

#[test]
fn a_ceiling_holds_whatever_was_shared_and_ends_consent_to_be_counted() {
    let mut question = item(2, []);
    question.ceiling = Some(domain::questionnaire::Ceiling::Secretariat);
    let frame = members(1, vec![question]);
    let facts = facts(&frame, [(0, one(chose(0, public())))]);
    assert_eq!(parts(&facts, &anonymous(), &Selection::World, 0), [("withheld", 1)]);
    assert_eq!(parts(&facts, &analyst(), &Selection::World, 0), [("withheld", 1)]);
    assert_eq!(
        parts(&facts, &secretariat(), &Selection::World, 0),
        [("answered_shown", 1)]
    );
}

fn grouped(groups: &[(std::ops::Range<usize>, Group)], count: usize) -> Frame {
    let of = |n: usize| {
        groups
            .iter()
            .filter(move |(range, _)| range.contains(&n))
            .map(|(_, group)| group.clone())
    };
    Frame::new((0..count).map(|n| member(n, of(n))).collect(), vec![item(2, [])]).unwrap()
}

#[test]
fn groups_are_published_from_five_states_on_and_not_where_subtraction_leaves_fewer() {
    let area = |code: &str| Group::Area(M49Code::new(code).unwrap());
    let regional = Group::Regional;
    let cases = [
        ("four are too few", vec![(0..4, Group::LeastDeveloped)], 20, vec![]),
        (
            "five are enough",
            vec![(0..5, Group::LeastDeveloped)],
            20,
            vec![Group::LeastDeveloped],
        ),
        (
            "the world less a group",
            vec![(0..17, Group::LeastDeveloped)],
            20,
            vec![],
        ),
        (
            "the world less a family",
            vec![
                (0..7, regional(African)),
                (7..18, regional(Grulac)),
                (18..20, regional(Weog)),
            ],
            20,
            vec![regional(Grulac)],
        ),
        (
            "a group less a group inside",
            vec![(0..12, area("019")), (0..10, area("419"))],
            20,
            vec![area("019")],
        ),
        (
            "enough is left everywhere",
            vec![(0..15, area("002")), (0..10, area("202")), (10..15, area("015"))],
            20,
            vec![area("002"), area("015"), area("202")],
        ),
    ];
    for (what, groups, count, published) in cases {
        let frame = grouped(&groups, count);
        let found: Vec<Group> = frame.groups().published().iter().cloned().collect();
        assert_eq!(found, published, "{what}");
    }
}

#[test]
fn a_group_that_is_not_published_is_open_to_the_secretariat_only() {
    let frame = Arc::new(grouped(
        &[(0..4, Group::LeastDeveloped), (4..10, Group::SmallIslandDeveloping)],
        20,
    ));
    let facts = facts(&frame, [(0, one(chose(0, public())))]);
    let figures = |viewer: &Viewer, group| {
        let selection = Selection::Group(group);
        coverage(&facts, Position(1), viewer, hour(0), &[], &selection).map(|figures| figures.invited)
    };
    for viewer in [anonymous(), accredited(0), own(0), analyst()] {
        assert_eq!(figures(&viewer, Group::LeastDeveloped), None);
        assert_eq!(figures(&viewer, Group::SmallIslandDeveloping), Some(6));
    }
    assert_eq!(figures(&secretariat(), Group::LeastDeveloped), Some(4));
    assert_eq!(figures(&secretariat(), Group::LandlockedDeveloping), None);
    let flat = Columns::new(&facts, Position(1)).by_group(&secretariat(), hour(0));
    assert_eq!(flat.groups, [Group::LeastDeveloped, Group::SmallIslandDeveloping]);
    assert_eq!(flat.invited, [4, 6]);
    assert_eq!(
        flat.values,
        [[3, 0, 0, 0, 0, 0, 0, 1, 0, 0], [6, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat()
    );
}

#[test]
fn observers_stand_apart() {
    let grulac = Group::Regional(Grulac);
    let states: Vec<Invited> = (0..6)
        .map(|n| member(n, [grulac.clone()]))
        .chain([Invited {
            regional_group: Grulac,
            ..observer(6)
        }])
        .collect();
    assert_eq!(states[6].status, StateStatus::Observer);
    let frame = Arc::new(Frame::new(states, vec![item(2, [])]).unwrap());
    let facts = facts(&frame, (0..7).map(|n| (n, one(chose(0, public())))));
    for selection in [Selection::World, Selection::Group(grulac)] {
        assert_eq!(parts(&facts, &anonymous(), &selection, 0), [("answered_shown", 6)]);
    }
    assert_eq!(
        coverage(&facts, Position(7), &anonymous(), hour(0), &[], &Selection::Observers),
        None
    );
    assert_eq!(
        parts(&facts, &secretariat(), &Selection::Observers, 0),
        [("answered_shown", 1)]
    );
    let all: BTreeSet<_> = (0..7).map(state).collect();
    assert_eq!(
        shown(&facts, Position(7), &anonymous(), hour(0), q(0), &all).options,
        [6, 0]
    );
}

#[test]
fn chosen_states_give_only_what_they_show() {
    let frame = members(4, vec![item(2, [])]);
    let acts = [
        (0, one(chose(0, public()))),
        (1, one(chose(1, hidden()))),
        (2, said(StandingCode::Declined)),
    ];
    let facts = facts(&frame, acts);
    let all: BTreeSet<_> = (0..4).map(state).collect();
    let figures = shown(&facts, Position(3), &analyst(), hour(0), q(0), &all);
    assert_eq!((figures.options, figures.standings), (vec![1, 0], [1, 0, 0, 0, 1]));
}

#[test]
fn a_provision_is_its_lead_question_or_who_answered_any() {
    let frame = members(4, vec![item(2, []), item(0, []), item(0, [])]);
    let text = |n| (n, answer(StandingCode::Answered, [], public()));
    let acts = [
        (
            0,
            Act::Filing(contents([], [(0, chose(0, public())), text(1), text(2)])),
        ),
        (1, Act::Filing(contents([], [text(2)]))),
        (
            2,
            Act::Filing(contents([], [(1, answer(StandingCode::None, [], public()))])),
        ),
        (
            3,
            Act::Filing(contents([], [(1, answer(StandingCode::Answered, [], hidden()))])),
        ),
    ];
    let facts = facts(&frame, acts);
    let of = |id: &str, adoption, lead, questions: &[u16]| ProvisionQuestions {
        provision: ProvisionId::new(id).unwrap(),
        adoption,
        lead,
        questions: questions.iter().copied().map(q).collect(),
    };
    let asked = [
        of("A-70-174/13.a", Adoption::ExpertReport, Some(q(0)), &[0, 1]),
        of("A-66-359/c", Adoption::Circulated, None, &[1, 2]),
    ];
    let rows = |viewer: &Viewer| {
        let world = Selection::World;
        let figures = coverage(&facts, Position(4), viewer, hour(0), &[], &world).unwrap();
        let any = |questions: &[_]| answering(&facts, Position(4), viewer, hour(0), questions, &world);
        (provisions(&asked, &figures.rows, any), figures.rows[0].clone())
    };
    let (found, lead) = rows(&anonymous());
    assert_eq!(found[0].figure, ProvisionFigure::Lead(lead));
    assert_eq!(found[1].figure, ProvisionFigure::Answering { states: 2 });
    assert_eq!(found[1].adoption, Adoption::Circulated);
    assert_eq!(rows(&analyst()).0[1].figure, ProvisionFigure::Answering { states: 3 });
}

#[test]
fn facts_that_do_not_fit_are_refused() {
    let frame = members(2, vec![item(2, [])]);
    assert_eq!(
        frame_error(vec![member(1, []), member(0, [])], vec![]),
        FactsRefused::NotInOrder(state(0))
    );
    assert_eq!(
        frame_error((0..257).map(|n| member(n, [])).collect(), vec![]),
        FactsRefused::TooManyStates(257)
    );
    assert_eq!(frame_error(vec![], vec![item(2, [0])]), FactsRefused::NotEarlier(q(0)));
    assert_eq!(
        frame_error(vec![], vec![item(65, [])]),
        FactsRefused::TooManyOptions(q(0))
    );
    let wrong = |contents: Contents| {
        let filed = |position| Filed {
            position: Position(position),
            state: state(0),
            act: Act::Filing(contents.clone()),
        };
        Facts::new(Arc::clone(&frame), vec![filed(1)]).unwrap_err()
    };
    let mut not_asked = contents([], [(0, chose(0, public()))]);
    not_asked.asked.clear();
    let silent = answer(StandingCode::Declined, [1], public());
    for contents in [
        not_asked,
        contents([], [(0, chose(2, public()))]),
        contents([], [(0, silent)]),
    ] {
        assert_eq!(wrong(contents), FactsRefused::WrongAnswer(Position(1), q(0)));
    }
    assert_eq!(wrong(contents([7], [])), FactsRefused::WrongAnswer(Position(1), q(7)));
    let entry = |position, number| Filed {
        position: Position(position),
        state: state(number),
        act: Act::Withdrawal,
    };
    let refused = |filings| Facts::new(Arc::clone(&frame), filings).unwrap_err();
    assert_eq!(
        refused(vec![entry(2, 0), entry(2, 1)]),
        FactsRefused::OutOfOrder(Position(2))
    );
    assert_eq!(refused(vec![entry(1, 5)]), FactsRefused::NotInvited(state(5)));
    assert_eq!(OptionSet::from_iter([3, 1, 64]).iter().collect::<Vec<_>>(), [1, 3]);
}

fn frame_error(invited: Vec<Invited>, items: Vec<domain::report::Item>) -> FactsRefused {
    Frame::new(invited, items).unwrap_err()
}
