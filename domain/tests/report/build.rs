//! Small builders: a test says only what it cares about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{OrganisationId, StateCode};
use domain::norm::{RegionalGroup, StateStatus};
use domain::questionnaire::{QuestionIndex, StandingCode};
use domain::report::{Act, Contents, Facts, Filed, FiledAnswer, Frame, Group, Item, OptionSet, Viewer};
use domain::submission::{Audience, Invited, Position, Reader, Sharing, Visibility};

/// The fictional State with this number: `QMA`, `QMB`, ...
pub(crate) fn state(number: usize) -> StateCode {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    StateCode::new(format!("Q{}{}", letter(12 + number / 26), letter(number % 26))).unwrap()
}

pub(crate) fn organisation(name: &str) -> OrganisationId {
    OrganisationId::new(name).unwrap()
}

/// The hour of the test's day.
pub(crate) fn hour(hour: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
}

pub(crate) fn q(index: u16) -> QuestionIndex {
    QuestionIndex(index)
}

pub(crate) fn member(number: usize, groups: impl IntoIterator<Item = Group>) -> Invited {
    let mut invited = Invited {
        state: state(number),
        status: StateStatus::Member,
        regional_group: RegionalGroup::None,
        areas: BTreeSet::new(),
        ldc: false,
        lldc: false,
        sids: false,
        organisations: BTreeSet::new(),
    };
    for group in groups {
        match group {
            Group::Regional(regional) => invited.regional_group = regional,
            Group::Area(area) => {
                invited.areas.insert(area);
            }
            Group::LeastDeveloped => invited.ldc = true,
            Group::LandlockedDeveloping => invited.lldc = true,
            Group::SmallIslandDeveloping => invited.sids = true,
            Group::Organisation(organisation) => {
                invited.organisations.insert(organisation);
            }
        }
    }
    invited
}

pub(crate) fn observer(number: usize) -> Invited {
    Invited {
        status: StateStatus::Observer,
        ..member(number, [])
    }
}

/// A question with so many options that rests on these.
pub(crate) fn item(options: usize, rests_on: impl IntoIterator<Item = u16>) -> Item {
    Item {
        options,
        rests_on: rests_on.into_iter().map(q).collect(),
        ..Item::default()
    }
}

/// So many Member States without groups.
pub(crate) fn members(count: usize, items: Vec<Item>) -> Arc<Frame> {
    Arc::new(Frame::new((0..count).map(|n| member(n, [])).collect(), items).unwrap())
}

pub(crate) fn sharing(visibility: Visibility, counted: bool, embargo: Option<i64>) -> Arc<Sharing> {
    Arc::new(Sharing {
        visibility,
        counted,
        embargo_until: embargo.map(hour),
    })
}

pub(crate) fn audience(states: &[usize], organisations: &[&str]) -> Visibility {
    Visibility::Audience(Audience {
        states: states.iter().map(|n| state(*n)).collect(),
        organisations: organisations.iter().map(|name| organisation(name)).collect(),
    })
}

/// Hidden from all but the State, and counted.
pub(crate) fn hidden() -> Arc<Sharing> {
    sharing(Visibility::NationalTeam, true, None)
}

pub(crate) fn public() -> Arc<Sharing> {
    sharing(Visibility::Public, true, None)
}

pub(crate) fn answer(
    standing: StandingCode,
    options: impl IntoIterator<Item = usize>,
    sharing: Arc<Sharing>,
) -> FiledAnswer {
    FiledAnswer {
        standing,
        options: options.into_iter().collect::<OptionSet>(),
        sharing,
        narrowed: false,
    }
}

/// The option chosen, so shared.
pub(crate) fn chose(option: usize, sharing: Arc<Sharing>) -> FiledAnswer {
    answer(StandingCode::Answered, [option], sharing)
}

/// A filing that was asked these questions and answers those.
pub(crate) fn contents(
    asked: impl IntoIterator<Item = u16>,
    answers: impl IntoIterator<Item = (u16, FiledAnswer)>,
) -> Contents {
    let answers: BTreeMap<QuestionIndex, FiledAnswer> = answers.into_iter().map(|(n, a)| (q(n), a)).collect();
    let asked: BTreeSet<QuestionIndex> = asked.into_iter().map(q).chain(answers.keys().copied()).collect();
    Contents { asked, answers }
}

/// One answer to question 0.
pub(crate) fn one(answer: FiledAnswer) -> Act {
    Act::Filing(contents([], [(0, answer)]))
}

/// Entries in the order given, at positions from 1.
pub(crate) fn facts(frame: &Arc<Frame>, acts: impl IntoIterator<Item = (usize, Act)>) -> Facts {
    let filed = (1..).zip(acts).map(|(position, (number, act))| Filed {
        position: Position(position),
        state: state(number),
        act,
    });
    Facts::new(Arc::clone(frame), filed.collect()).unwrap()
}

pub(crate) fn anonymous() -> Viewer {
    Viewer::default()
}

/// An accredited reader of a Member State.
pub(crate) fn accredited(number: usize) -> Viewer {
    Viewer {
        reader: Reader {
            accredited: [state(number)].into(),
            ..Reader::default()
        },
        aggregates: false,
    }
}

/// A State's own people.
pub(crate) fn own(number: usize) -> Viewer {
    let mut viewer = accredited(number);
    viewer.reader.own.insert(state(number));
    viewer
}

/// An accredited reader of the named unit of an organisation.
pub(crate) fn unit(name: &str) -> Viewer {
    let mut viewer = anonymous();
    viewer.reader.organisations.insert(organisation(name));
    viewer
}

pub(crate) fn secretariat() -> Viewer {
    let mut viewer = anonymous();
    viewer.reader.secretariat = true;
    viewer
}

pub(crate) fn analyst() -> Viewer {
    Viewer {
        aggregates: true,
        ..Viewer::default()
    }
}
