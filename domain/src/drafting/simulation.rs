//! What would become of answers that were filed, were a working file opened in an edition that is not published yet.
//!
//! The rules are those of carrying forward and of judging, and no others: what is told here is what happens afterwards.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use uuid::Uuid;

use crate::id::{AccountId, EditionId, QuestionCode, StateCode};
use crate::language::Language;
use crate::questionnaire::{Answers, Edition, Enabled, Given, Lineage, Problem, ProblemCode, Standing, accept, judge};
use crate::submission::{Carried, Past, Salt, Told, carry};

/// What becomes of a filed answer, the least trouble first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is carried and fits: its State confirms it as it stands, as everything that is carried.
    Carried,
    /// It is carried to a question that means something else than its own did: it has to be read anew before it is confirmed.
    ToReread,
    /// It is offered beside another answer that stands, to be merged.
    ToMerge,
    /// It is carried and not filed while it is hidden: it was shown in its edition, and here a condition no longer holds.
    Hidden,
    /// It can be no answer as it stands: another kind, an option that is gone, a limit that it passes.
    Unfit,
    /// No question continues its own. It stays readable where it was filed.
    Lost,
}

impl Fate {
    /// Every fate, the least trouble first.
    pub const ALL: [Self; 6] = [
        Self::Carried,
        Self::ToReread,
        Self::ToMerge,
        Self::Hidden,
        Self::Unfit,
        Self::Lost,
    ];
}

/// How many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many answers.
    pub answers: usize,
    /// Of how many States.
    pub states: usize,
}

/// What becomes of the answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionFate {
    /// The edition that was answered.
    pub edition: EditionId,
    /// The question there.
    pub question: QuestionCode,
    /// The questions that continue it.
    pub continued_by: BTreeSet<QuestionCode>,
    /// How many answers were filed to it; each is of another State.
    pub answers: usize,
    /// How many of them meet which fate.
    pub fates: BTreeMap<Fate, usize>,
    /// What is wrong with those that do not fit, and with how many.
    pub problems: BTreeMap<ProblemCode, usize>,
}

/// What becomes of filed answers, without the name of any State.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulation {
    /// How many answers were looked at, and of how many States.
    pub all: Share,
    /// How many of them meet which fate.
    pub fates: BTreeMap<Fate, Share>,
    /// Question by question, in the order of the editions that were answered; only those that were.
    pub questions: Vec<QuestionFate>,
}

/// What became of one answer.
struct Met<'a> {
    fate: Fate,
    problems: BTreeSet<ProblemCode>,
    at: Option<&'a QuestionCode>,
}

/// What is looked at besides the answers of one State.
struct Setting<'a, E> {
    edition: &'a Edition,
    earlier: E,
    states: &'a BTreeSet<StateCode>,
}

/// Looks at what becomes of filed answers in `edition`. `earlier` finds the editions that were answered; `states` are those that
/// an answer may name; `filed` is what each State has filed, as far as whoever asks may read it.
///
/// Where a reader is not shown the answer that a condition asks for, it is not known whether it holds, and nothing is said to
/// become hidden.
pub fn simulate<'a>(
    edition: &'a Edition,
    earlier: impl Fn(&EditionId) -> Option<&'a Edition>,
    states: &'a BTreeSet<StateCode>,
    filed: impl IntoIterator<Item = (StateCode, Vec<Told>)>,
) -> Simulation {
    let mut simulating = Simulating::new(edition, earlier, states);
    for (state, told) in filed {
        simulating.take(&state, told);
    }
    simulating.finish()
}

/// A simulation under way, State by State: of what a State filed nothing is kept but numbers.
pub struct Simulating<'a, E> {
    setting: Setting<'a, E>,
    by_question: BTreeMap<(EditionId, QuestionCode), QuestionFate>,
    shares: BTreeMap<Fate, (usize, BTreeSet<StateCode>)>,
    everybody: BTreeSet<StateCode>,
    answers: usize,
}

impl<'a, E: Fn(&EditionId) -> Option<&'a Edition>> Simulating<'a, E> {
    /// Begins one, as [`simulate`] does.
    pub fn new(edition: &'a Edition, earlier: E, states: &'a BTreeSet<StateCode>) -> Self {
        Self {
            setting: Setting {
                edition,
                earlier,
                states,
            },
            by_question: BTreeMap::new(),
            shares: BTreeMap::new(),
            everybody: BTreeSet::new(),
            answers: 0,
        }
    }

    /// Looks at what a State has filed.
    pub fn take(&mut self, state: &StateCode, told: Vec<Told>) {
        let past = Past {
            filed: told,
            drafts: Vec::new(),
        };
        for (told, met) in self.setting.met(&past) {
            self.answers += 1;
            self.everybody.insert(state.clone());
            let share = self.shares.entry(met.fate).or_default();
            share.0 += 1;
            share.1.insert(state.clone());
            let of = self
                .by_question
                .entry((told.edition.clone(), told.question.clone()))
                .or_insert_with(|| QuestionFate {
                    edition: told.edition.clone(),
                    question: told.question.clone(),
                    continued_by: BTreeSet::new(),
                    answers: 0,
                    fates: BTreeMap::new(),
                    problems: BTreeMap::new(),
                });
            of.answers += 1;
            *of.fates.entry(met.fate).or_default() += 1;
            of.continued_by.extend(met.at.cloned());
            for problem in met.problems {
                *of.problems.entry(problem).or_default() += 1;
            }
        }
    }

    /// What came of all of it.
    pub fn finish(self) -> Simulation {
        let mut questions: Vec<_> = self.by_question.into_values().collect();
        questions.sort_by_cached_key(|of| {
            let placed = (self.setting.earlier)(&of.edition).and_then(|edition| edition.question(&of.question));
            (of.edition.clone(), placed.map(|placed| placed.index))
        });
        Simulation {
            all: Share {
                answers: self.answers,
                states: self.everybody.len(),
            },
            fates: (self.shares.into_iter())
                .map(|(fate, (answers, states))| {
                    let states = states.len();
                    (fate, Share { answers, states })
                })
                .collect(),
            questions,
        }
    }
}

impl<'a, E: Fn(&EditionId) -> Option<&'a Edition>> Setting<'a, E> {
    /// What becomes of the answers of one State.
    fn met<'p>(&self, past: &'p Past) -> Vec<(&'p Told, Met<'p>)>
    where
        'a: 'p,
    {
        let lineage = |edition: &EditionId, question: &QuestionCode| -> &'p [Lineage] {
            let found = if edition == self.edition.id() {
                Some(self.edition)
            } else {
                (self.earlier)(edition)
            };
            let placed = found.and_then(|found| found.question(question));
            placed.map_or(&[], |placed| &placed.question.continues)
        };
        // Nothing is kept of what is carried here, so nobody carries it and nothing keeps it from being guessed.
        let nobody = (AccountId(Uuid::nil()), DateTime::UNIX_EPOCH);
        let carried = carry(self.edition, lineage, past, Language::English, || Salt([0; 16]), nobody);
        let given = carried.answers.iter();
        let given = given.filter_map(|answer| Some((&answer.question, answer.content.standing.as_ref()?)));
        let answers = Answers::of(self.edition, given);
        let enabled = Enabled::of(self.edition, &answers);
        let problems = judge(self.edition, &answers, &Enabled::all(self.edition), self.states);
        let shown = self.shown(past);
        let told = past.filed.iter().filter(|told| told.content.standing.is_some());
        let met: Vec<_> = told
            .map(|told| {
                let was_shown = shown.contains(&(&told.edition, &told.question));
                let met = self.fate(told, &carried, (&enabled, was_shown), &problems);
                (told, met)
            })
            .collect();
        met
    }

    /// The answers that were enabled in their editions by what is told of them.
    fn shown<'p>(&self, past: &'p Past) -> BTreeSet<(&'p EditionId, &'p QuestionCode)> {
        let mut of: BTreeMap<&EditionId, Vec<_>> = BTreeMap::new();
        for told in &past.filed {
            if let Some(standing) = &told.content.standing {
                of.entry(&told.edition).or_default().push((&told.question, standing));
            }
        }
        let mut shown = BTreeSet::new();
        for (id, given) in of {
            let Some(edition) = (self.earlier)(id) else { continue };
            let enabled = Enabled::of(edition, &Answers::of(edition, given.iter().copied()));
            let asked = given.iter().filter(|(question, _)| {
                let placed = edition.question(*question);
                placed.is_some_and(|placed| enabled.contains(placed.index))
            });
            shown.extend(asked.map(|(question, _)| (id, *question)));
        }
        shown
    }

    /// What becomes of one answer; where it goes to several questions, where it has the least trouble.
    fn fate<'p>(
        &self,
        told: &'p Told,
        carried: &Carried,
        (enabled, was_shown): (&Enabled, bool),
        problems: &[Problem],
    ) -> Met<'p>
    where
        'a: 'p,
    {
        let is_it =
            |edition: &EditionId, question: &QuestionCode| *edition == told.edition && *question == told.question;
        let stands = (carried.answers.iter()).filter_map(|answer| {
            let origin = answer
                .origin()
                .filter(|origin| is_it(&origin.edition, &origin.question))?;
            let placed = self.edition.question(&answer.question)?;
            let wrong: BTreeSet<_> = (problems.iter())
                .filter(|problem| problem.question.as_ref() == Some(&answer.question))
                .map(|problem| problem.code)
                .collect();
            let fate = if was_shown && !enabled.contains(placed.index) {
                Fate::Hidden
            } else if !wrong.is_empty() {
                Fate::Unfit
            } else if origin.comparable {
                Fate::Carried
            } else {
                Fate::ToReread
            };
            let problems = if fate == Fate::Unfit { wrong } else { BTreeSet::new() };
            Some(Met {
                fate,
                problems,
                at: Some(&placed.question.code),
            })
        });
        let offered = (carried.offers.iter()).filter_map(|offer| {
            if !is_it(&offer.origin.edition, &offer.origin.question) {
                return None;
            }
            let placed = self.edition.question(&offer.question)?;
            let standing: Standing = offer.content.standing.clone()?;
            let refused = accept(self.edition, &offer.question, Given::from(standing)).err();
            Some(Met {
                fate: if refused.is_some() { Fate::Unfit } else { Fate::ToMerge },
                problems: refused.map(|refusal| refusal.0.code).into_iter().collect(),
                at: Some(&placed.question.code),
            })
        });
        let lost = Met {
            fate: Fate::Lost,
            problems: BTreeSet::new(),
            at: None,
        };
        stands.chain(offered).min_by_key(|met| met.fate).unwrap_or(lost)
    }
}
