//! The demonstration played through the domain: every act asks for its permit and is decided by its transition. What
//! comes out is what [`crate::load`] writes down, in the order in which it happened.

mod clearing;
mod forward;
mod reviewing;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{
    Amend, Assign, Assignee, FileSubmission, OpenRound, OpenSubmission, SaveAnswers, SetDraftVisibility,
    SetSubmissionFields, Withdraw,
};
use domain::id::{AssignmentId, QuestionCode, RoundId, RoundKey, SectionCode, StateCode, SubmissionId};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::questionnaire::{Edition, Standing};
use domain::submission::{
    Answer, Assigning, Clearance, Closing, Content, DraftSharing, Edge, Endorsement, Fields, Header, Mandate, Opening,
    Position, Proposal, Root, Round, Salt, Save, Seen, StateSetting, Submission,
};

use crate::act::{Act, Demonstration, Foundation, Saving, Unplayable};
use crate::draft::{Sheet, Writing};
use crate::people::{Centre, INTRODUCED, Person, Team};
use crate::plan::{Course, Exercise, Habit, Setting, course};
use crate::seeded::Seeded;
use crate::states::{FictionalState, demonstration_states};

/// Plays the whole demonstration.
pub fn play(foundation: Foundation<'_>, setting: Setting) -> Result<Demonstration, Unplayable> {
    let mut play = Play::begin(foundation, setting);
    let mut besides = VecDeque::from(play.put_forward()?);
    let asked = setting.day(reviewing::BEGINS);
    let (before, after): (Vec<_>, Vec<_>) = play.schedule().into_iter().partition(|(at, ..)| *at < asked);
    play.steps(before, &mut besides)?;
    // A review is of what is on record by then.
    besides.extend(play.reviewed()?);
    besides.make_contiguous().sort_by_key(|(at, _)| *at);
    play.steps(after, &mut besides)?;
    play.acts.extend(besides.into_iter().map(|(_, act)| act));
    let ministries = play.ministries()?;
    let teams = play.teams.into_iter().flat_map(Team::into_people);
    Ok(Demonstration {
        setting,
        ministries,
        people: play.centre.into_people().into_iter().chain(teams).collect(),
        states: play.states,
        acts: play.acts,
    })
}

/// One step of a State in a round, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    OpenRound,
    Open,
    Write,
    Contribute,
    Share,
    Clear,
    File,
    BeginAmendment,
    Rewrite,
    FileAmendment,
    Withdraw,
    FileAgain,
}

/// A State's working file as far as it has come.
struct Desk {
    submission: Submission,
    sheet: Sheet,
    header: Option<Header>,
}

/// When a State does what in which round.
type Scheduled = (DateTime<Utc>, Exercise, usize, Step);

struct Play<'a> {
    foundation: Foundation<'a>,
    setting: Setting,
    states: Vec<FictionalState>,
    codes: Vec<StateCode>,
    known: BTreeSet<StateCode>,
    centre: Centre,
    teams: Vec<Team>,
    rounds: BTreeMap<Exercise, Round>,
    desks: BTreeMap<(Exercise, usize), Desk>,
    edge: Option<Edge>,
    acts: Vec<Act>,
}

impl<'a> Play<'a> {
    fn begin(foundation: Foundation<'a>, setting: Setting) -> Self {
        let states = demonstration_states();
        let team = |(place, state)| Team::of(state, place < INTRODUCED, setting.seed, setting.day(0));
        Self {
            foundation,
            setting,
            codes: states.iter().map(|state| state.code().clone()).collect(),
            known: states.iter().map(|state| state.code().clone()).collect(),
            centre: Centre::new(setting.seed, setting.day(0)),
            teams: states.iter().enumerate().map(team).collect(),
            states,
            rounds: BTreeMap::new(),
            desks: BTreeMap::new(),
            edge: None,
            acts: Vec::new(),
        }
    }

    /// The State of the demonstration with this code.
    fn code(&self, code: &str) -> StateCode {
        let found = self.codes.iter().find(|state| state.as_str() == code);
        found.expect("a State of the demonstration").clone()
    }

    /// Those who work for it.
    fn team(&self, code: &str) -> &Team {
        let place = self.codes.iter().position(|state| state.as_str() == code);
        &self.teams[place.expect("a State of the demonstration")]
    }

    /// These steps, with what happened besides in between.
    fn steps(&mut self, steps: Vec<Scheduled>, besides: &mut VecDeque<(DateTime<Utc>, Act)>) -> Result<(), Unplayable> {
        for (at, exercise, place, step) in steps {
            while besides.front().is_some_and(|(then, _)| *then <= at) {
                self.acts.extend(besides.pop_front().map(|(_, act)| act));
            }
            self.step(at, exercise, place, step)?;
        }
        Ok(())
    }

    /// Every step in the order of time.
    fn schedule(&self) -> Vec<Scheduled> {
        let mut steps = Vec::new();
        for exercise in Exercise::ALL {
            let (opens, _) = exercise.days();
            steps.push((
                self.setting.day(opens) + TimeDelta::hours(9),
                exercise,
                0,
                Step::OpenRound,
            ));
            for place in 0..self.states.len() {
                let Some(course) = course(&self.setting, place, exercise) else {
                    continue;
                };
                let mut step = |at, step| steps.push((at, exercise, place, step));
                let Course {
                    opens,
                    files,
                    amends,
                    withdraws,
                    files_again,
                } = course;
                step(opens, Step::Open);
                step(opens + TimeDelta::days(3), Step::Write);
                step(opens + TimeDelta::days(4), Step::Contribute);
                step(opens + TimeDelta::days(5), Step::Share);
                // Where it was signed and then amended it would have to be signed again: so only what stays a draft.
                if files.is_none() && self.teams[place].clearer.is_some() {
                    step(opens + TimeDelta::days(6), Step::Clear);
                }
                if let Some(at) = files {
                    step(at, Step::File);
                }
                if let Some(at) = amends {
                    step(at - TimeDelta::days(2), Step::BeginAmendment);
                    step(at - TimeDelta::days(1), Step::Rewrite);
                    step(at, Step::FileAmendment);
                }
                if let Some(at) = withdraws {
                    step(at, Step::Withdraw);
                }
                if let Some(at) = files_again {
                    step(at, Step::FileAgain);
                }
            }
        }
        steps.sort();
        steps
    }

    fn step(&mut self, at: DateTime<Utc>, exercise: Exercise, place: usize, step: Step) -> Result<(), Unplayable> {
        if step == Step::OpenRound {
            return self.open_round(at, exercise);
        }
        if step == Step::Open {
            return self.open(at, exercise, place);
        }
        let mut desk = self
            .desks
            .remove(&(exercise, place))
            .expect("a State opens its working file first");
        match step {
            Step::OpenRound | Step::Open => {}
            Step::Write | Step::Contribute | Step::Rewrite => self.write(&mut desk, at, exercise, place, step)?,
            Step::Share => self.share(&mut desk, at, exercise, place)?,
            Step::Clear => self.clear(&desk, at, exercise, place)?,
            Step::BeginAmendment => {
                let (state, submission) = subject(&desk);
                let permit = self.teams[place].focal_point.permit(Amend { state, submission }, at)?;
                let outcome = desk.submission.begin_amendment(permit, &self.rounds[&exercise], at)?;
                desk.submission = outcome.state.clone();
                self.acts.push(Act::AmendmentBegun(outcome));
            }
            Step::File | Step::FileAmendment | Step::FileAgain => self.file(&mut desk, at, exercise, place)?,
            Step::Withdraw => self.withdraw(&mut desk, at, exercise, place)?,
        }
        self.desks.insert((exercise, place), desk);
        Ok(())
    }

    const fn edition(&self, exercise: Exercise) -> &'a Edition {
        match exercise {
            Exercise::FirstSurvey | Exercise::SecondSurvey => self.foundation.survey,
            Exercise::Views => self.foundation.views,
        }
    }

    fn open_round(&mut self, at: DateTime<Utc>, exercise: Exercise) -> Result<(), Unplayable> {
        let mandate = match exercise {
            Exercise::FirstSurvey | Exercise::SecondSurvey => Mandate::Endorsed {
                recommendation: "A-75-816/n.survey".parse()?,
                by: Endorsement::Document("A/DEC/75/564".parse()?),
            },
            Exercise::Views => Mandate::OperativeParagraph("A-RES-69-28/3".parse()?),
        };
        let titles = Language::ALL.into_iter().zip(exercise.title());
        let (_, last_day) = exercise.days();
        let opening = Opening {
            key: RoundKey::new(exercise.key())?,
            title: Texts::new(titles.map(|(language, title)| {
                let content = (*title).to_owned();
                (
                    language,
                    Text {
                        content,
                        status: TextStatus::Unofficial,
                    },
                )
            })),
            mandate,
            opens_at: None,
            closing: Some(Closing {
                on: self.setting.day(last_day).date_naive(),
                at: self.setting.day(last_day + 1),
            }),
            zone: "Etc/UTC".to_owned(),
            archives_at: None,
            observers: true,
            invited: self.states.iter().map(FictionalState::invited).collect(),
        };
        let round = RoundId(Seeded::of(self.setting.seed, &["round", exercise.key()]).id(at));
        let permit = self.centre.officer.permit(OpenRound { round }, at)?;
        let outcome = Round::open(permit, opening, self.edition(exercise), self.foundation.norms, at)?;
        self.rounds.insert(exercise, outcome.state.clone());
        self.acts.push(Act::RoundOpened(outcome));
        Ok(())
    }

    /// Opens the working file, sets its fields and, where the team can sign in, gives sections to the contributor.
    fn open(&mut self, at: DateTime<Utc>, exercise: Exercise, place: usize) -> Result<(), Unplayable> {
        let (edition, round) = (self.edition(exercise), &self.rounds[&exercise]);
        let (state, team) = (&self.states[place], &self.teams[place]);
        let mut seeded = Seeded::of(
            self.setting.seed,
            &["submission", exercise.key(), state.code().as_str()],
        );
        let fields = Fields {
            language: state.language,
            confirmation: None,
            earlier_submission: None,
            shares_progress: false,
        };
        let opening = OpenSubmission {
            state: state.code().clone(),
            round: round.id,
        };
        let permit = team.focal_point.permit(opening, at)?;
        let four_eyes = StateSetting::of(state.code().clone());
        let id = SubmissionId(seeded.id(at));
        let outcome = Submission::open(permit, id, round, state.state.status, fields, &four_eyes, at)?;
        let submission = outcome.state.clone();
        self.acts.push(Act::SubmissionOpened(outcome));

        let at = at + TimeDelta::minutes(10);
        let fields = Fields {
            confirmation: Some(true),
            earlier_submission: Some(exercise == Exercise::SecondSurvey && seeded.percent(80)),
            shares_progress: seeded.percent(30),
            ..fields
        };
        let of = SetSubmissionFields {
            state: state.code().clone(),
            submission: id,
        };
        let outcome = submission.set_fields(team.focal_point.permit(of, at)?, round, fields, at)?;
        let submission = outcome.state.clone();
        self.acts.push(Act::FieldsSet(outcome));

        let mut contributed = BTreeSet::new();
        for section in sections_to_assign(edition).filter(|_| team.contributor.is_introduced) {
            let of = Assign {
                state: state.code().clone(),
                submission: id,
            };
            let asked = Assigning {
                section: section.clone(),
                current: None,
                to: Some((AssignmentId(seeded.id(at)), Assignee::Account(team.contributor.id()))),
            };
            let outcome = submission.assign(team.focal_point.permit(of, at)?, round, edition, asked, at)?;
            self.acts.push(Act::Assigned(submission.clone(), outcome));
            contributed.insert(section);
        }
        let desk = Desk {
            submission,
            sheet: Sheet::new(contributed),
            header: None,
        };
        self.desks.insert((exercise, place), desk);
        Ok(())
    }

    /// Saves what the focal point, or the contributor, has to say.
    fn write(
        &mut self,
        desk: &mut Desk,
        at: DateTime<Utc>,
        exercise: Exercise,
        place: usize,
        step: Step,
    ) -> Result<(), Unplayable> {
        let (state, team) = (&self.states[place], &self.teams[place]);
        let by_contributor = step == Step::Contribute;
        let person = if by_contributor {
            &team.contributor
        } else {
            &team.focal_point
        };
        let said = if by_contributor {
            desk.sheet.take_contribution()
        } else {
            let writing = Writing {
                edition: self.edition(exercise),
                state,
                codes: &self.codes,
                exercise,
                seed: self.setting.seed,
                opened_at: self.rounds[&exercise].opens_at,
                habit: Habit::of(place),
                leaves_open: course(&self.setting, place, exercise).is_some_and(|course| course.files.is_none()),
            };
            if step == Step::Rewrite {
                desk.sheet.rewrite(&writing)?
            } else {
                desk.sheet.write(&writing)?
            }
        };
        let mut saved = Vec::with_capacity(said.len());
        for (question, standing) in said {
            saved.push(self.save(desk, at, exercise, person, question, standing)?);
        }
        if saved.is_empty() {
            return Ok(());
        }
        desk.submission.last_changed_by = Some(person.id());
        let saving = Saving {
            submission: desk.submission.id,
            state: state.code().clone(),
            edition: desk.submission.edition.clone(),
            by: person.id(),
            membership: person.membership.id(),
            everywhere: !by_contributor,
            at,
            answers: saved,
        };
        self.acts.push(Act::AnswersSaved(saving));
        Ok(())
    }

    fn save(
        &self,
        desk: &mut Desk,
        at: DateTime<Utc>,
        exercise: Exercise,
        person: &Person,
        question: QuestionCode,
        standing: Standing,
    ) -> Result<Answer, Unplayable> {
        let (state, submission) = subject(desk);
        let section = question.section();
        let assigned = desk.sheet.is_contributed(&section).then(|| {
            let place = self.states.iter().position(|known| *known.code() == state);
            Assignee::Account(self.teams[place.unwrap_or_default()].contributor.id())
        });
        let act = SaveAnswers {
            state: state.clone(),
            submission,
            section,
            assigned,
        };
        desk.submission
            .may_save(&person.permit(act, at)?, &self.rounds[&exercise], at)?;
        let current = desk.sheet.answer(&question);
        let based_on = current.map_or(0, |answer| answer.revision);
        let revision = (based_on + 1).to_string();
        let subject = ["salt", exercise.key(), state.as_str(), question.as_str(), &revision];
        let salt = Salt(Seeded::of(self.setting.seed, &subject).bits());
        let content = Content {
            standing: Some(standing),
            language: Some(desk.submission.fields.language),
            translations: Texts::default(),
        };
        let save = Save {
            question,
            based_on,
            key: None,
            content,
        };
        let answer = save.stored(current, salt, person.id(), at);
        desk.sheet.keep(answer.clone());
        Ok(answer)
    }

    fn share(
        &mut self,
        desk: &mut Desk,
        at: DateTime<Utc>,
        exercise: Exercise,
        place: usize,
    ) -> Result<(), Unplayable> {
        let (edition, habit) = (self.edition(exercise), Habit::of(place));
        let (state, submission) = subject(desk);
        let mut answers = Vec::new();
        for answer in desk.sheet.answers() {
            let Some(placed) = edition.question(&answer.question) else {
                continue;
            };
            let subject = ["share", exercise.key(), state.as_str(), answer.question.as_str()];
            let mut seeded = Seeded::of(self.setting.seed, &subject);
            if let Some(sharing) = habit.own_sharing(placed.question, &self.setting, place, &self.states, &mut seeded) {
                answers.push((answer.question.clone(), Some(sharing)));
            }
        }
        let asked = DraftSharing {
            default: Some(habit.default_sharing(exercise)),
            names_state: Some(place.is_multiple_of(3)),
            answers,
        };
        let permit = self.teams[place]
            .authority
            .permit(SetDraftVisibility { state, submission }, at)?;
        let outcome = desk
            .submission
            .clone()
            .share_draft(permit, &self.rounds[&exercise], edition, asked, at)?;
        desk.submission = outcome.state.submission.clone();
        for (question, sharing) in &outcome.state.answers {
            desk.sheet.share(question, sharing.clone());
        }
        self.acts.push(Act::DraftShared(outcome));
        Ok(())
    }

    fn file(&mut self, desk: &mut Desk, at: DateTime<Utc>, exercise: Exercise, place: usize) -> Result<(), Unplayable> {
        let round = &self.rounds[&exercise];
        let preview = desk
            .submission
            .preview(round, self.edition(exercise), &self.known, desk.sheet.answers())?;
        let root = Root(store::document(&preview.header, &preview.entries)?.root().0);
        let (state, submission) = subject(desk);
        let permit = self.teams[place]
            .authority
            .permit(FileSubmission { state, submission }, at)?;
        let proposal = Proposal {
            seen: Seen::of(&preview, root),
            preview,
            root,
            clearance: Clearance::default(),
        };
        let outcome = desk.submission.clone().file(permit, round, proposal, self.edge, at)?;
        desk.submission = outcome.state.submission.clone();
        desk.header = Some(outcome.state.filing.document.header.clone());
        let salt = self.entered(outcome.state.entry.position.0, outcome.state.entry.filed_at);
        self.acts.push(Act::Filed(outcome, salt));
        Ok(())
    }

    fn withdraw(
        &mut self,
        desk: &mut Desk,
        at: DateTime<Utc>,
        exercise: Exercise,
        place: usize,
    ) -> Result<(), Unplayable> {
        let (state, submission) = subject(desk);
        let permit = self.teams[place].authority.permit(Withdraw { state, submission }, at)?;
        let outcome = desk
            .submission
            .clone()
            .withdraw(permit, &self.rounds[&exercise], false, self.edge, at)?;
        desk.submission = outcome.state.submission.clone();
        let header = desk.header.clone().expect("what is withdrawn was filed");
        let salt = self.entered(outcome.state.entry.position.0, outcome.state.entry.filed_at);
        self.acts.push(Act::Withdrawn(header, outcome, salt));
        Ok(())
    }

    /// Moves the end of the register on; gives the salt of the State's name in the entry.
    fn entered(&mut self, position: u64, at: DateTime<Utc>) -> [u8; 16] {
        self.edge = Some(Edge {
            position: Position(position),
            at,
        });
        Seeded::of(self.setting.seed, &["entry", &position.to_string()]).bits()
    }
}

fn subject(desk: &Desk) -> (StateCode, SubmissionId) {
    (desk.submission.state.clone(), desk.submission.id)
}

/// The sections that contributors write: the first two that hold a lead question, else the second one of all.
fn sections_to_assign(edition: &Edition) -> impl Iterator<Item = SectionCode> {
    let leading = edition.leads().map(|placed| placed.section.code.clone());
    let leading: BTreeSet<SectionCode> = leading.take(2).collect();
    let other = edition.sections().nth(1).map(|placed| placed.section.code.clone());
    let other = other.filter(|_| leading.is_empty());
    leading.into_iter().chain(other)
}
