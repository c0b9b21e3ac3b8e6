//! Measures the columns of a full round: 193 fictional States and 539 questions. Prints bytes and time.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use domain::id::{M49Code, OrganisationId, StateCode};
use domain::norm::{RegionalGroup, StateStatus};
use domain::questionnaire::{QuestionIndex, StandingCode};
use domain::report::{
    Act, Columns, Contents, Facts, Filed, FiledAnswer, Frame, Item, ReleaseRule, Selection, Viewer, next_release,
};
use domain::submission::{Invited, Position, Sharing, Visibility};

const STATES: usize = 193;
const QUESTIONS: u16 = 539;

/// A generator that gives the same numbers everywhere (Knuth, MMIX).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }
}

fn invited(number: usize, draw: &mut Draw) -> Invited {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).expect("a letter"));
    let code = format!("Q{}{}", letter(12 + number / 26), letter(number % 26));
    let regional = [
        RegionalGroup::African,
        RegionalGroup::AsiaPacific,
        RegionalGroup::EasternEuropean,
        RegionalGroup::Grulac,
        RegionalGroup::Weog,
    ];
    let areas = [format!("00{}", number % 5), format!("1{:02}", number % 17)];
    Invited {
        state: StateCode::new(code).expect("three letters"),
        status: StateStatus::Member,
        regional_group: regional[number % 5],
        areas: areas.into_iter().filter_map(|area| M49Code::new(area).ok()).collect(),
        ldc: draw.below(4) == 0,
        lldc: draw.below(6) == 0,
        sids: draw.below(5) == 0,
        organisations: OrganisationId::new(format!("org_{}", number % 10))
            .into_iter()
            .collect(),
    }
}

/// A State with its own ways of sharing: a default and two exceptions, rarely an embargo. Answers lean to the first options.
fn contents(items: &[Item], draw: &mut Draw) -> Contents {
    let visibilities = [
        Visibility::NationalTeam,
        Visibility::Secretariat,
        Visibility::MemberStates,
        Visibility::Public,
        Visibility::Public,
    ];
    let sharings: Vec<Arc<Sharing>> = (0..3)
        .map(|_| {
            let embargo = (draw.below(20) == 0).then(|| DateTime::UNIX_EPOCH + TimeDelta::days(1));
            Arc::new(Sharing {
                visibility: visibilities[draw.below(5)].clone(),
                counted: draw.below(3) > 0,
                embargo_until: embargo,
            })
        })
        .collect();
    let (mut asked, mut answers) = (BTreeSet::new(), BTreeMap::new());
    for (index, item) in (0..).map(QuestionIndex).zip(items) {
        let open = item
            .rests_on
            .iter()
            .all(|on| answers.get(on).is_some_and(|_: &FiledAnswer| draw.below(5) > 0));
        if !open {
            continue;
        }
        asked.insert(index);
        if draw.below(10) == 0 {
            continue;
        }
        let standing = StandingCode::ALL[draw.below(12).saturating_sub(7)];
        let options = (standing == StandingCode::Answered && item.options > 0)
            .then(|| draw.below(item.options).min(draw.below(item.options)));
        let answer = FiledAnswer {
            standing,
            options: options.into_iter().collect(),
            sharing: Arc::clone(&sharings[draw.below(20).saturating_sub(17)]),
            narrowed: false,
        };
        answers.insert(index, answer);
    }
    Contents { asked, answers }
}

/// The time of the quickest call: what the work takes when nothing else runs.
fn quickest(calls: u32, mut call: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        call();
        start.elapsed()
    };
    (0..calls).map(time).min().unwrap_or_default()
}

fn main() {
    let mut draw = Draw(1);
    let items: Vec<Item> = (0..QUESTIONS)
        .map(|index| Item {
            options: [6, 9, 0, 2, 0][usize::from(index % 5)],
            rests_on: (index % 16 != 0)
                .then_some(QuestionIndex(index - index % 16))
                .into_iter()
                .collect(),
            ..Item::default()
        })
        .collect();
    let states: Vec<Invited> = (0..STATES).map(|number| invited(number, &mut draw)).collect();
    let filings = states.iter().zip(1..).map(|(invited, position)| Filed {
        position: Position(position),
        state: invited.state.clone(),
        act: Act::Filing(contents(&items, &mut draw)),
    });
    let filings = filings.collect();
    let frame = Arc::new(Frame::new(states, items).expect("a frame in order"));
    let facts = Facts::new(frame, filings).expect("facts in order");
    let now = DateTime::UNIX_EPOCH;
    let start = Instant::now();
    let release = next_release(ReleaseRule::PUBLISHED, None, &facts, now, true, &[]).expect("the round is closed");
    println!("next_release: {:?}", start.elapsed());
    let start = Instant::now();
    let columns = Columns::new(&facts, facts.last_position());
    println!("Columns::new: {:?}, {} bytes", start.elapsed(), columns.bytes());
    let viewer = Viewer::default();
    let releases = [release];
    let world = quickest(500, || {
        black_box(columns.coverage(black_box(&viewer), now, &releases, &Selection::World));
    });
    let live = quickest(500, || {
        black_box(columns.coverage(black_box(&viewer), now, &[], &Selection::World));
    });
    let by_group = quickest(50, || {
        black_box(columns.by_group(black_box(&viewer), now));
    });
    println!("coverage of the world: {world:?}, without a release: {live:?}; by group: {by_group:?}");
}
