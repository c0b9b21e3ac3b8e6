//! Which State does what: who takes part, when they file, amend and withdraw, and how they share.
//!
//! Every second State is reserved in one of six ways, so that every part of the coverage partition has somebody in it;
//! the others are open. Who is which follows from the place in the list and says nothing about a group.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use domain::id::{OrganisationId, QuestionCode, StateCode};
use domain::questionnaire::Question;
use domain::submission::{Audience, Sharing, Visibility};

use crate::seeded::Seeded;
use crate::states::FictionalState;

/// When and from which seed: the same give the same demonstration, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Any number.
    pub seed: u64,
    /// Midnight (UTC) of the day on which it begins; a later instant is taken back to it.
    pub start: DateTime<Utc>,
}

impl Setting {
    /// The day, counted from the start, on which the last act has been done. Then the first round is closed, the other
    /// two are open for four months more, and some embargoes still hold.
    pub const LAST_DAY: i64 = 300;

    /// The demonstration whose last act was done before `now`.
    pub fn ending_at(now: DateTime<Utc>, seed: u64) -> Self {
        let start = now - TimeDelta::days(Self::LAST_DAY + 1);
        Self { seed, start }
    }

    /// Midnight of a day, counted from the start.
    pub fn day(&self, day: i64) -> DateTime<Utc> {
        let midnight = self.start.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
        midnight + TimeDelta::days(day)
    }
}

/// The three rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Exercise {
    /// The national survey, a first time. Closed at the end.
    FirstSurvey,
    /// The annual views and assessments. Open at the end.
    Views,
    /// The national survey, a second time. Open at the end.
    SecondSurvey,
}

impl Exercise {
    /// In the order of opening.
    pub(crate) const ALL: [Self; 3] = [Self::FirstSurvey, Self::Views, Self::SecondSurvey];

    /// The key that people cite.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::FirstSurvey => "fictional-survey-1",
            Self::Views => "fictional-views",
            Self::SecondSurvey => "fictional-survey-2",
        }
    }

    /// What it is called, in the order of `Language::ALL`.
    pub(crate) const fn title(self) -> &'static [&'static str; 6] {
        match self {
            Self::FirstSurvey => &[
                "الاستقصاء الوطني الأول للدول الخيالية",
                "虚构国家第一次国家调查",
                "First national survey of fictional States",
                "Première enquête nationale des États fictifs",
                "Первое национальное обследование вымышленных государств",
                "Primera encuesta nacional de Estados ficticios",
            ],
            Self::Views => &[
                "آراء الدول الخيالية وتقييماتها",
                "虚构国家的意见和评估",
                "Views and assessments of fictional States",
                "Vues et évaluations des États fictifs",
                "Мнения и оценки вымышленных государств",
                "Opiniones y evaluaciones de Estados ficticios",
            ],
            Self::SecondSurvey => &[
                "الاستقصاء الوطني الثاني للدول الخيالية",
                "虚构国家第二次国家调查",
                "Second national survey of fictional States",
                "Deuxième enquête nationale des États fictifs",
                "Второе национальное обследование вымышленных государств",
                "Segunda encuesta nacional de Estados ficticios",
            ],
        }
    }

    /// The days on which it opens and whose end it closes with.
    pub(crate) const fn days(self) -> (i64, i64) {
        match self {
            Self::FirstSurvey => (1, 120),
            Self::Views => (140, 420),
            Self::SecondSurvey => (180, 420),
        }
    }
}

/// What a State does in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    /// When it opens its working file.
    pub(crate) opens: DateTime<Utc>,
    /// When it files, if it does.
    pub(crate) files: Option<DateTime<Utc>>,
    /// When it files an amendment.
    pub(crate) amends: Option<DateTime<Utc>>,
    /// When it withdraws.
    pub(crate) withdraws: Option<DateTime<Utc>>,
    /// When it files again what it withdrew.
    pub(crate) files_again: Option<DateTime<Utc>>,
}

/// What the State at this place of the list does in a round; nothing where it stays away.
pub(crate) fn course(setting: &Setting, place: usize, exercise: Exercise) -> Option<Course> {
    let (absent, drafts, amends, withdraws, again) = match exercise {
        Exercise::FirstSurvey => (
            place % 10 == 9,
            place % 15 == 7,
            place.is_multiple_of(3),
            [10, 34].contains(&place),
            place == 34,
        ),
        Exercise::Views => (place % 3 == 1, place % 12 == 6, place % 14 == 8, place == 26, false),
        Exercise::SecondSurvey => (place % 8 == 5, place % 12 == 3, place % 4 == 2, place == 16, false),
    };
    if absent {
        return None;
    }
    let mut seeded = Seeded::of(setting.seed, &["course", exercise.key(), &place.to_string()]);
    // A second of a working day, so that hardly two acts fall on one.
    let mut on = |first: i64, days: usize| {
        let day = first + i64::try_from(seeded.below(days)).unwrap_or(0);
        let second = 8 * 3600 + i64::try_from(seeded.below(9 * 3600)).unwrap_or(0);
        setting.day(day) + TimeDelta::seconds(second)
    };
    let (opening, _) = exercise.days();
    let opens = on(opening + 1, 20);
    // In the closed round a few are late.
    let files = on(opening + 30, if exercise == Exercise::FirstSurvey { 100 } else { 45 });
    let amends_at = on(opening + 85, 25).max(files + TimeDelta::days(3));
    let withdraws_at = on(opening + 112, 4).max(amends_at + TimeDelta::days(1));
    let again_at = withdraws_at + TimeDelta::days(12);
    Some(Course {
        opens,
        files: (!drafts).then_some(files),
        amends: (!drafts && amends).then_some(amends_at),
        withdraws: (!drafts && withdraws).then_some(withdraws_at),
        files_again: (!drafts && again).then_some(again_at),
    })
}

/// How a State shares what it files, for all its rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Everything is public.
    Open,
    /// Member States read, and everybody counts.
    AmongMembers,
    /// The secretariat reads, and everybody counts.
    CountedOnly,
    /// The secretariat reads, and nobody counts.
    Withheld,
    /// Public, much of it after an embargo.
    Embargoed,
    /// A chosen audience reads, and everybody counts.
    Chosen,
    /// Public, with more typed silences and some answers for the State alone.
    Reticent,
}

impl Habit {
    /// The habit of the State at this place: every second one is open.
    pub(crate) const fn of(place: usize) -> Self {
        match place % 12 {
            0 => Self::AmongMembers,
            2 => Self::CountedOnly,
            4 => Self::Embargoed,
            6 => Self::Withheld,
            8 => Self::Chosen,
            10 => Self::Reticent,
            _ => Self::Open,
        }
    }

    /// In a hundred answers, how many are left out and how many are typed silences.
    pub(crate) const fn silences(self) -> (usize, usize) {
        match self {
            Self::Open => (4, 3),
            Self::Reticent => (8, 25),
            Self::AmongMembers | Self::CountedOnly | Self::Withheld | Self::Embargoed | Self::Chosen => (6, 8),
        }
    }

    /// How the submission as a whole is shared. Views are sent to be read at least by Member States.
    pub(crate) fn default_sharing(self, exercise: Exercise) -> Sharing {
        let sharing = match (self, exercise) {
            (Self::Open | Self::Embargoed | Self::Reticent, _) => Sharing::new(Visibility::Public),
            (_, Exercise::Views) | (Self::AmongMembers, _) => Sharing::new(Visibility::MemberStates),
            (Self::CountedOnly | Self::Withheld | Self::Chosen, _) => Sharing::new(Visibility::Secretariat),
        };
        Sharing {
            counted: self != Self::Withheld,
            ..sharing
        }
    }

    /// How one answer is shared, where that is otherwise than the submission. Which parts of the survey a State answers is
    /// public: so everybody can tell what was not asked from what is not shown.
    pub(crate) fn own_sharing(
        self,
        question: &Question,
        setting: &Setting,
        place: usize,
        states: &[FictionalState],
        seeded: &mut Seeded,
    ) -> Option<Sharing> {
        let public = Sharing::new(Visibility::Public);
        let counted = |visibility| Sharing {
            counted: true,
            ..Sharing::new(visibility)
        };
        let draw = seeded.below(100);
        let sharing = if is_modules(&question.code) {
            Some(public)
        } else {
            match self {
                Self::AmongMembers if draw < 12 => Some(counted(Visibility::Secretariat)),
                Self::Embargoed if draw < 15 => Some(until(public, setting.day(Setting::LAST_DAY + 65))),
                Self::Embargoed if draw < 25 => Some(until(public, setting.day(100))),
                Self::Reticent if draw < 10 => Some(Sharing::new(Visibility::NationalTeam)),
                Self::Chosen if draw < 60 => Some(counted(Visibility::Audience(audience(place, states)))),
                Self::Withheld if draw < 10 => Some(counted(Visibility::MemberStates)),
                Self::Open
                | Self::AmongMembers
                | Self::CountedOnly
                | Self::Withheld
                | Self::Embargoed
                | Self::Chosen
                | Self::Reticent => None,
            }
        };
        sharing.filter(|sharing| {
            question
                .ceiling
                .is_none_or(|ceiling| !sharing.visibility.is_above(ceiling))
        })
    }
}

/// Whether the question is which parts of the survey a State answers.
pub(crate) fn is_modules(code: &QuestionCode) -> bool {
    code.as_str() == "GEN.modules"
}

fn until(sharing: Sharing, instant: DateTime<Utc>) -> Sharing {
    Sharing {
        embargo_until: Some(instant),
        ..sharing
    }
}

/// The next two Member States of the list, and the organisations that the State is a member of.
fn audience(place: usize, states: &[FictionalState]) -> Audience {
    let others = states.iter().cycle().skip(place + 1).filter(|state| state.is_member());
    let named: Vec<StateCode> = others.take(2).map(|state| state.code().clone()).collect();
    let organisations: Vec<OrganisationId> = states
        .get(place)
        .map(|state| state.organisations.iter().cloned().collect())
        .unwrap_or_default();
    Audience {
        states: named.into_iter().collect(),
        organisations: organisations.into_iter().collect(),
    }
}

/// The year of an instant.
pub(crate) fn year(at: DateTime<Utc>) -> u16 {
    u16::try_from(at.year()).expect("the demonstration is set in our era")
}
