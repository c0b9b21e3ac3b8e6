//! A State's working file in a round, its stages, and what is done to it before filing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{
    Act, ActKind, Amend, Assign, Assignee, OpenSubmission, Permit, SaveAnswers, SetSubmissionFields, SwitchFourEyes,
    TakePackage,
};
use crate::id::{AccountId, AssignmentId, EditionId, RoundId, SectionCode, StateCode, SubmissionId};
use crate::language::Language;
use crate::norm::StateStatus;
use crate::questionnaire::Edition;
use crate::submission::{Event, Happening, Lateness, Of, Outcome, Position, Root, Round, Sharing, Shut, Visibility};

/// Where an act of filing stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which act of its submission it is, counted from 1 without a gap: filing, amendments and withdrawals alike.
    pub number: u32,
    /// Its place.
    pub position: Position,
    /// The root of what was filed or withdrawn.
    pub root: Root,
    /// When the register took it.
    pub at: DateTime<Utc>,
}

/// Where a submission stands. How far a draft has come with those who sign it off is not kept here: it follows from what
/// they signed and what would be filed ([`super::Clearance::stage`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Answers are collected.
    Drafting,
    /// This filing stands; nothing is being changed.
    Filed(Mark),
    /// An amendment is drafted beside this standing filing.
    Amending(Mark),
    /// What was filed is taken back. The working file stays with the State, can be changed and filed again.
    Withdrawn {
        /// What was taken back.
        filing: Mark,
        /// The act that took it back.
        withdrawal: Mark,
    },
}

/// A stage without what it holds, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageCode {
    /// Answers are collected.
    Drafting,
    /// Sections lie with those who sign them off.
    InClearance,
    /// Every section that somebody signs off is signed off.
    Cleared,
    /// A filing stands; nothing is being changed.
    Filed,
    /// An amendment is drafted beside the standing filing.
    Amending,
    /// What was filed is taken back.
    Withdrawn,
}

impl StageCode {
    /// Every stage, in the order of a submission's life.
    pub const ALL: [Self; 6] = [
        Self::Drafting,
        Self::InClearance,
        Self::Cleared,
        Self::Filed,
        Self::Amending,
        Self::Withdrawn,
    ];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::InClearance => "in_clearance",
            Self::Cleared => "cleared",
            Self::Filed => "filed",
            Self::Amending => "amending",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`StageCode::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Whether answers and fields can be changed. A filed submission is changed by beginning an amendment.
    pub const fn is_a_draft(self) -> bool {
        match self {
            Self::Drafting | Self::InClearance | Self::Cleared | Self::Amending | Self::Withdrawn => true,
            Self::Filed => false,
        }
    }
}

impl Stage {
    /// The stage without what it holds.
    pub const fn code(&self) -> StageCode {
        match self {
            Self::Drafting => StageCode::Drafting,
            Self::Filed(_) => StageCode::Filed,
            Self::Amending(_) => StageCode::Amending,
            Self::Withdrawn { .. } => StageCode::Withdrawn,
        }
    }

    /// The filing that stands, if one does.
    pub const fn standing(&self) -> Option<&Mark> {
        match self {
            Self::Filed(mark) | Self::Amending(mark) => Some(mark),
            Self::Drafting | Self::Withdrawn { .. } => None,
        }
    }

    /// How many acts of filing there have been.
    pub const fn acts(&self) -> u32 {
        match self {
            Self::Drafting => 0,
            Self::Filed(mark) | Self::Amending(mark) => mark.number,
            Self::Withdrawn { withdrawal, .. } => withdrawal.number,
        }
    }
}

/// What belongs to a submission as a whole and is not an answer; questions that bind a field are views of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The language of texts that name none.
    pub language: Language,
    /// Whether the State confirms the whole; none while it has not said. Filing does not wait for it.
    pub confirmation: Option<bool>,
    /// Whether the State filed before; none while it has not said.
    pub earlier_submission: Option<bool>,
    /// Whether the secretariat may see completeness and draft before filing.
    pub shares_progress: bool,
}

/// A State's working file in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// The round.
    pub round: RoundId,
    /// The State.
    pub state: StateCode,
    /// The edition that is answered.
    pub edition: EditionId,
    /// Where it stands.
    pub stage: Stage,
    /// What belongs to it as a whole.
    pub fields: Fields,
    /// How answers are shared that say nothing else.
    pub sharing: Sharing,
    /// Whether the State agrees to be named in the register whatever can be read.
    pub names_state: bool,
    /// The State's rule that who files is not who made the last change ([`StateSetting::four_eyes`]).
    pub four_eyes: bool,
    /// Who saved an answer last, if anybody has.
    pub last_changed_by: Option<AccountId>,
    /// The programs of the State, with the people who were ever shown a secret of them: what a program changed, they may
    /// have changed.
    pub programs: BTreeMap<AccountId, BTreeSet<AccountId>>,
    /// Whether anything was ever laid down about who signs its sections; without, there is no clearance to read.
    pub has_clearance: bool,
    /// Counts the transitions, from 1.
    pub revision: u32,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
}

/// Why something cannot be done to a submission, whatever is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Barred {
    /// The permit, the round or the edition is another submission's.
    #[error("this belongs to another submission")]
    OtherSubject,
    /// The round does not allow it.
    #[error(transparent)]
    Shut(#[from] Shut),
    /// The stage does not allow it.
    #[error("{} is not possible while the submission is {}", .act.code(), .stage.code())]
    Stage {
        /// What was to be done.
        act: ActKind,
        /// Where the submission stands.
        stage: StageCode,
    },
}

/// Why a submission is not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenRefused {
    /// The round or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The State is not invited, or is an observer State where none is admitted.
    #[error("the round does not admit {0}")]
    NotAdmitted(StateCode),
}

/// A section given to somebody for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The working file.
    pub submission: SubmissionId,
    /// The section.
    pub section: SectionCode,
    /// Who it is given to.
    pub to: Assignee,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none while it lasts. A section has one assignment at a time.
    pub until: Option<DateTime<Utc>>,
}

/// What is asked for when a section changes hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigning {
    /// The section.
    pub section: SectionCode,
    /// The assignment that holds now, if one does.
    pub current: Option<Assignment>,
    /// Who it goes to, under the id of the new assignment; nobody takes it back.
    pub to: Option<(AssignmentId, Assignee)>,
}

/// What becomes of the assignments of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The one that ends.
    pub ended: Option<Assignment>,
    /// The one that begins.
    pub begun: Option<Assignment>,
}

/// Why a section does not change hands.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AssignRefused {
    /// The round or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The edition has no such section.
    #[error("there is no section {0}")]
    UnknownSection(SectionCode),
    /// It is there already, or with nobody.
    #[error("section {0} stays where it is")]
    Unchanged(SectionCode),
}

impl Submission {
    /// Whether a change is somebody's own work: made by them, or by a program that they were ever shown a secret of.
    pub fn is_work_of(&self, account: AccountId, changed_by: Option<AccountId>) -> bool {
        changed_by.is_some_and(|by| {
            let keepers = self.programs.get(&by);
            by == account || keepers.is_some_and(|keepers| keepers.contains(&account))
        })
    }

    /// Opens a State's working file in a round, read by nobody but the State until it says otherwise.
    pub fn open(
        permit: Permit<OpenSubmission>,
        id: SubmissionId,
        round: &Round,
        status: StateStatus,
        fields: Fields,
        setting: &StateSetting,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, OpenRefused> {
        let (OpenSubmission { state, round: named }, by) = permit.spend();
        if named != round.id {
            return Err(Barred::OtherSubject.into());
        }
        Self::opened((state, by), id, round, status, fields, setting, now)
    }

    /// Opens it for a package that is to be filed in it, as [`Submission::open`] does.
    pub fn open_for_package(
        permit: &Permit<TakePackage>,
        id: SubmissionId,
        round: &Round,
        status: StateStatus,
        fields: Fields,
        setting: &StateSetting,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, OpenRefused> {
        let of = (permit.act().state.clone(), permit.account());
        Self::opened(of, id, round, status, fields, setting, now)
    }

    fn opened(
        (state, by): (StateCode, AccountId),
        id: SubmissionId,
        round: &Round,
        status: StateStatus,
        fields: Fields,
        setting: &StateSetting,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, OpenRefused> {
        if setting.state != state {
            return Err(Barred::OtherSubject.into());
        }
        round.may_work(now).map_err(Barred::from)?;
        if !round.admits(&state, status) {
            return Err(OpenRefused::NotAdmitted(state));
        }
        let submission = Self {
            id,
            round: round.id,
            state,
            edition: round.edition.clone(),
            stage: Stage::Drafting,
            fields,
            sharing: Sharing::new(Visibility::NationalTeam),
            names_state: false,
            four_eyes: setting.four_eyes,
            last_changed_by: None,
            programs: BTreeMap::new(),
            has_clearance: false,
            revision: 1,
            opened_at: now,
        };
        let what = Happening::SubmissionOpened {
            of: submission.of(),
            round: round.id,
        };
        Ok(Outcome::new(submission, Event { at: now, by, what }))
    }

    /// The submission and its State, as events name them.
    pub fn of(&self) -> Of {
        Of {
            state: self.state.clone(),
            submission: self.id,
        }
    }

    /// Refuses what is about another submission.
    pub(super) fn is_subject(&self, submission: SubmissionId, state: &StateCode, round: &Round) -> Result<(), Barred> {
        if submission == self.id && *state == self.state && round.id == self.round {
            Ok(())
        } else {
            Err(Barred::OtherSubject)
        }
    }

    pub(super) const fn barred<A: Act>(&self) -> Barred {
        Barred::Stage {
            act: A::KIND,
            stage: self.stage.code(),
        }
    }

    pub(super) fn happened(
        self,
        at: DateTime<Utc>,
        by: AccountId,
        what: impl FnOnce(Of) -> Happening,
    ) -> Outcome<Self> {
        let what = what(self.of());
        let revision = self.revision + 1;
        Outcome::new(Self { revision, ..self }, Event { at, by, what })
    }

    /// Sets what belongs to the submission as a whole.
    pub fn set_fields(
        self,
        permit: Permit<SetSubmissionFields>,
        round: &Round,
        fields: Fields,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, Barred> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_work(now)?;
        if !self.stage.code().is_a_draft() {
            return Err(self.barred::<SetSubmissionFields>());
        }
        Ok(Self { fields, ..self }.happened(now, by, |of| Happening::FieldsSet { of }))
    }

    /// Whether answers can be saved at `now`, and whether that is late. What is saved is decided by
    /// [`super::save`]; the statement that saves checks again what may have changed in between.
    pub fn may_save(
        &self,
        permit: &Permit<SaveAnswers>,
        round: &Round,
        now: DateTime<Utc>,
    ) -> Result<Lateness, Barred> {
        self.is_subject(permit.act().submission, &permit.act().state, round)?;
        let lateness = round.may_work(now)?;
        if self.stage.code().is_a_draft() {
            Ok(lateness)
        } else {
            Err(self.barred::<SaveAnswers>())
        }
    }

    /// Gives a section to a ministry or a person, or takes it back. What holds now ends at the same instant.
    pub fn assign(
        &self,
        permit: Permit<Assign>,
        round: &Round,
        edition: &Edition,
        asked: Assigning,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Assigned>, AssignRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        let Assigning { section, current, to } = asked;
        let foreign = |current: &Assignment| current.submission != self.id || current.section != section;
        if *edition.id() != self.edition || current.as_ref().is_some_and(foreign) {
            return Err(Barred::OtherSubject.into());
        }
        round.may_work(now).map_err(Barred::from)?;
        if edition.section(&section).is_none() {
            return Err(AssignRefused::UnknownSection(section));
        }
        let current = current.filter(|current| current.until.is_none_or(|until| now < until));
        if current.as_ref().map(|current| current.to) == to.map(|(_, to)| to) {
            return Err(AssignRefused::Unchanged(section));
        }
        let what = Happening::Assigned {
            of: self.of(),
            section: section.clone(),
            ended: current.as_ref().map(|current| current.id),
            begun: to,
        };
        let assigned = Assigned {
            ended: current.map(|current| Assignment {
                until: Some(now),
                ..current
            }),
            begun: to.map(|(id, to)| Assignment {
                id,
                submission: self.id,
                section,
                to,
                from: now,
                until: None,
            }),
        };
        Ok(Outcome::new(assigned, Event { at: now, by, what }))
    }

    /// Begins the draft of an amendment beside the standing filing, from the answers as they are.
    pub fn begin_amendment(
        self,
        permit: Permit<Amend>,
        round: &Round,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, Barred> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_work(now)?;
        match self.stage {
            Stage::Filed(mark) => {
                let stage = Stage::Amending(mark);
                let position = mark.position;
                Ok(Self { stage, ..self }.happened(now, by, |of| Happening::AmendmentBegun { of, position }))
            }
            Stage::Drafting | Stage::Amending(_) | Stage::Withdrawn { .. } => Err(self.barred::<Amend>()),
        }
    }
}

/// What a State decided for itself, for all its submissions. Only the State and the auditor see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSetting {
    /// The State.
    pub state: StateCode,
    /// Whether who files must not be who made the last change.
    pub four_eyes: bool,
}

impl StateSetting {
    /// What holds until the State decides otherwise.
    pub const fn of(state: StateCode) -> Self {
        Self { state, four_eyes: true }
    }

    /// Switches four eyes on or off.
    pub fn switch_four_eyes(
        self,
        permit: Permit<SwitchFourEyes>,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, Barred> {
        let (act, by) = permit.spend();
        if act.state != self.state {
            return Err(Barred::OtherSubject);
        }
        let what = Happening::FourEyesSwitched { state: act.state, on };
        let setting = Self { four_eyes: on, ..self };
        Ok(Outcome::new(setting, Event { at: now, by, what }))
    }
}
