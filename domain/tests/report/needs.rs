//! Needs against offers equal a plain count on random data, and tell nothing of groups that are not published.

use std::collections::BTreeSet;

use domain::capacity::{CAPABILITY_KINDS, Content, OpenTo, Party, Taker, Terms, matching};
use domain::id::{StateCode, Term, Theme};
use domain::language::{Text, Texts};
use domain::norm::{Entry, Norms, Parts, RegionalGroup, Vocabulary};
use domain::report::{About, Counted, Facet, Frame, Group, Released, Selection, needs_against_offers};
use domain::submission::Invited;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::build::{anonymous, hour, member, observer, organisation, state};

const KINDS: [&str; 3] = ["law", "cert", "other"];
const THEMES: [&str; 2] = ["privacy", "attribution"];

fn list(name: &str, terms: &[&str]) -> Vocabulary {
    let entries = terms.iter().map(|code| Entry {
        term: Term::new(*code).unwrap(),
        label: Texts::default(),
        sources: Vec::new(),
    });
    Vocabulary {
        name: Term::new(name).unwrap(),
        entries: entries.collect(),
    }
}

fn norms() -> Norms {
    Norms::new(Parts {
        vocabularies: vec![list(CAPABILITY_KINDS, &KINDS), list("themes", &THEMES)],
        ..Parts::default()
    })
}

/// Six African States, six of another group, one of them of a group of its own, and an observer State.
fn states() -> Vec<Invited> {
    let african = || [Group::Regional(RegionalGroup::African)];
    let mut states: Vec<Invited> = (0..6).map(|number| member(number, african())).collect();
    let grulac = Group::Regional(RegionalGroup::Grulac);
    states.extend((6..11).map(|number| member(number, [grulac.clone()])));
    states.push(member(11, [grulac, Group::LeastDeveloped]));
    states.push(observer(12));
    states
}

fn content() -> impl Strategy<Value = Content> {
    let kind = prop::sample::select(&KINDS[..]);
    let themes = prop::sample::subsequence(&THEMES[..], 0..=2);
    (kind, themes).prop_map(|(kind, themes)| Content {
        kind: Term::new(kind).unwrap(),
        provisions: BTreeSet::new(),
        themes: themes.into_iter().map(|theme| Theme::new(theme).unwrap()).collect(),
        languages: BTreeSet::new(),
        title: Texts::new([(domain::language::Language::English, Text::unofficial("t".to_owned()))]),
        description: Texts::default(),
        terms: None,
    })
}

fn said(content: impl Strategy<Value = Content>) -> impl Strategy<Value = Vec<(i64, Content)>> {
    vec((0..4_i64, content), 1..3).prop_map(|mut said| {
        said.sort_by_key(|(at, _)| *at);
        said
    })
}

fn released(
    by: impl Strategy<Value = Party>,
    content: impl Strategy<Value = Content>,
) -> impl Strategy<Value = Released> {
    (by, said(content), option::of(0..5_i64)).prop_map(|(by, said, closed)| Released {
        by,
        said: said.into_iter().map(|(at, content)| (hour(at), content)).collect(),
        closed_at: closed.map(hour),
    })
}

fn needs() -> impl Strategy<Value = Vec<Released>> {
    vec(
        released((0..13_usize).prop_map(|number| Party::State(state(number))), content()),
        0..12,
    )
}

fn offers() -> impl Strategy<Value = Vec<Released>> {
    let by = (0..15_usize).prop_map(|number| match number {
        13 => Party::Organisation(organisation("au")),
        14 => Party::Organisation(organisation("eu")),
        number => Party::State(state(number)),
    });
    let groups = prop::sample::subsequence(
        vec![Group::Regional(RegionalGroup::African), Group::LeastDeveloped],
        0..=2,
    );
    let content = (content(), groups).prop_map(|(content, groups)| Content {
        terms: Some(Terms {
            open_to: OpenTo {
                groups: groups.into_iter().collect(),
                states: BTreeSet::new(),
            },
            ..Terms::default()
        }),
        ..content
    });
    vec(released(by, content), 0..12)
}

/// What stood at an instant: the last thing said by then, unless it was over.
fn at(all: &[Released], hours: i64) -> Vec<(Party, Content)> {
    let mut found = Vec::new();
    for one in all {
        let mut last = None;
        for (since, content) in &one.said {
            if *since <= hour(hours) {
                last = Some(content);
            }
        }
        if let Some(content) = last
            && one.closed_at.is_none_or(|closed| hour(hours) < closed)
        {
            found.push((one.by.clone(), content.clone()));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_fold_is_a_plain_count(needs in needs(), offers in offers(), hours in 0..5_i64, african: bool) {
        let (norms, states) = (norms(), states());
        let frame = Frame::new(states.clone(), Vec::new()).unwrap();
        let selection = if african { Selection::Group(Group::Regional(RegionalGroup::African)) } else { Selection::World };
        let population: BTreeSet<StateCode> = (0..if african { 6 } else { 12 }).map(state).collect();
        let counted = Counted { needs: &needs, offers: &offers };
        for facet in [Facet::Kind, Facet::Theme] {
            let told = needs_against_offers(&norms, &frame, &anonymous(), (&selection, facet), counted, hour(hours)).unwrap();
            prop_assert_eq!((told.states as usize, told.all_states), (population.len(), 13));
            let (needs, offers) = (at(&needs, hours), at(&offers, hours));
            for row in &told.rows {
                let is_of = |content: &Content| match &row.about {
                    About::Kind(kind) => content.kind == *kind,
                    About::Theme(theme) => content.themes.contains(theme),
                    About::Provision(_) => false,
                };
                let (mut needing, mut met) = (BTreeSet::new(), BTreeSet::new());
                for (by, content) in needs.iter().filter(|(_, content)| is_of(content)) {
                    let code = by.state().unwrap();
                    if !population.contains(code) {
                        continue;
                    }
                    needing.insert(code);
                    let taker = states.iter().find(|known| known.state == *code).unwrap();
                    let taker = Taker { state: taker, on: hour(hours).date_naive() };
                    if offers.iter().any(|(by, offer)| matching(&norms, taker, content, (by, offer)).is_some()) {
                        met.insert(code);
                    }
                }
                let offering: BTreeSet<_> = offers.iter().filter(|(_, content)| is_of(content)).map(|(by, _)| by).collect();
                let of_states = offering.iter().filter(|by| by.state().is_some()).count();
                prop_assert_eq!(row.needing as usize, needing.len());
                prop_assert_eq!(row.met as usize, met.len());
                prop_assert_eq!(row.offering_states as usize, of_states);
                prop_assert_eq!(row.offering_organisations as usize, offering.len() - of_states);
                prop_assert!(row.met <= row.needing && row.needing <= told.needing && told.needing <= told.states);
            }
            if facet == Facet::Kind {
                prop_assert_eq!(told.rows.len(), KINDS.len());
            }
        }
    }
}

#[test]
fn no_figure_of_fewer_than_five_states() {
    let (norms, frame) = (norms(), Frame::new(states(), Vec::new()).unwrap());
    let counted = Counted {
        needs: &[],
        offers: &[],
    };
    let told = |selection: Selection| {
        let asked = (&selection, Facet::Kind);
        needs_against_offers(&norms, &frame, &anonymous(), asked, counted, hour(1)).is_some()
    };
    assert!(told(Selection::World));
    assert!(told(Selection::Group(Group::Regional(RegionalGroup::African))));
    assert!(!told(Selection::Group(Group::LeastDeveloped)));
    assert!(!told(Selection::Observers));
}
