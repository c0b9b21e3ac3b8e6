//! What a State writes: the answers of one working file, found by walking through the conditions as a person would.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{QuestionCode, SectionCode, StateCode};
use domain::questionnaire::{
    Answers, Edition, Enabled, Given, GivenOption, GivenValue, Kind, Placed, QuestionIndex, Refusal, Standing, accept,
};
use domain::submission::{Answer, Sharing};

use crate::answers::{self, Voice};
use crate::plan::{Exercise, Habit, is_modules, year};
use crate::seeded::Seeded;
use crate::states::FictionalState;

/// Who writes what, and how.
pub(crate) struct Writing<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) state: &'a FictionalState,
    pub(crate) codes: &'a [StateCode],
    pub(crate) exercise: Exercise,
    pub(crate) seed: u64,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) habit: Habit,
    /// Whether it stays a draft: then most is open, and one text is far too long.
    pub(crate) leaves_open: bool,
}

/// The answers of a working file.
pub(crate) struct Sheet {
    answers: BTreeMap<QuestionCode, Answer>,
    /// The sections that the contributor writes.
    contributed: BTreeSet<SectionCode>,
    /// What the contributor is still to save.
    contribution: Vec<(QuestionCode, Standing)>,
}

/// What is said to questions, in the order of the edition.
type Said = Vec<(QuestionCode, Standing)>;

impl Sheet {
    pub(crate) const fn new(contributed: BTreeSet<SectionCode>) -> Self {
        Self {
            answers: BTreeMap::new(),
            contributed,
            contribution: Vec::new(),
        }
    }

    pub(crate) fn is_contributed(&self, section: &SectionCode) -> bool {
        self.contributed.contains(section)
    }

    pub(crate) fn answer(&self, question: &QuestionCode) -> Option<&Answer> {
        self.answers.get(question)
    }

    pub(crate) fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.answers.values()
    }

    pub(crate) fn keep(&mut self, answer: Answer) {
        self.answers.insert(answer.question.clone(), answer);
    }

    pub(crate) fn share(&mut self, question: &QuestionCode, sharing: Option<Sharing>) {
        if let Some(answer) = self.answers.get_mut(question) {
            answer.sharing = sharing;
        }
    }

    /// What the contributor was asked for.
    pub(crate) fn take_contribution(&mut self) -> Said {
        std::mem::take(&mut self.contribution)
    }

    /// Everything that the State has to say; the sections of the contributor are kept for them.
    pub(crate) fn write(&mut self, writing: &Writing<'_>) -> Result<Said, Refusal> {
        let mut said = BTreeMap::new();
        walk(writing, &mut said, |placed, seeded| {
            writing.first_answer(placed, seeded)
        })?;
        let all = in_order(writing.edition, said);
        let (contributed, own) = all
            .into_iter()
            .partition(|(code, _)| self.is_contributed(&code.section()));
        self.contribution = contributed;
        Ok(own)
    }

    /// A few answers said anew, and whatever they let be asked. An answer that is hidden by them stays as it is.
    pub(crate) fn rewrite(&self, writing: &Writing<'_>) -> Result<Said, Refusal> {
        let stored = self.answers.values().filter_map(|answer| {
            let standing = answer.content.standing.clone()?;
            Some((writing.edition.question(&answer.question)?.index, standing))
        });
        let before: BTreeMap<QuestionIndex, Standing> = stored.collect();
        let mut said = before.clone();
        walk(writing, &mut said, |placed, seeded| {
            let changes = seeded.percent(12) && !is_modules(&placed.question.code);
            match before.get(&placed.index) {
                Some(_) if changes => Some(Given::Value(writing.value(placed, seeded))),
                Some(standing) => Some(standing.clone().into()),
                None => seeded.percent(50).then(|| Given::Value(writing.value(placed, seeded))),
            }
        })?;
        said.retain(|index, standing| before.get(index) != Some(standing));
        Ok(in_order(writing.edition, said))
    }
}

fn in_order(edition: &Edition, said: BTreeMap<QuestionIndex, Standing>) -> Said {
    let coded = said
        .into_iter()
        .map(|(index, standing)| (edition.at(index).question.code.clone(), standing));
    coded.collect()
}

/// Says something, or nothing, to each question as soon as it is asked, until no more questions come up; nothing stays
/// that was said to a question for the first time and is asked no longer.
fn walk(
    writing: &Writing<'_>,
    said: &mut BTreeMap<QuestionIndex, Standing>,
    mut say: impl FnMut(Placed<'_>, &mut Seeded) -> Option<Given>,
) -> Result<(), Refusal> {
    let edition = writing.edition;
    let before: BTreeSet<QuestionIndex> = said.keys().copied().collect();
    let mut seen = BTreeSet::new();
    loop {
        let enabled = enabled(edition, said);
        let asked: Vec<QuestionIndex> = enabled.questions().filter(|index| !seen.contains(index)).collect();
        if asked.is_empty() {
            said.retain(|index, _| before.contains(index) || enabled.contains(*index));
            return Ok(());
        }
        for index in asked {
            seen.insert(index);
            let placed = edition.at(index);
            let code = &placed.question.code;
            let purpose = if before.is_empty() { "first" } else { "amendment" };
            let state = writing.state.code().as_str();
            let subject = [purpose, writing.exercise.key(), state, code.as_str()];
            if placed.question.bind.is_some() {
                continue;
            }
            if let Some(given) = say(placed, &mut Seeded::of(writing.seed, &subject)) {
                said.insert(index, accept(edition, code, given)?);
            }
        }
    }
}

fn enabled(edition: &Edition, said: &BTreeMap<QuestionIndex, Standing>) -> Enabled {
    let laid_out = said
        .iter()
        .map(|(index, standing)| (&edition.at(*index).question.code, standing));
    Enabled::of(edition, &Answers::of(edition, laid_out))
}

impl Writing<'_> {
    fn value(&self, placed: Placed<'_>, seeded: &mut Seeded) -> GivenValue {
        let voice = Voice {
            state: self.state,
            others: self.codes,
            year: year(self.opened_at),
            first: self.exercise != Exercise::SecondSurvey,
        };
        answers::value(self.edition, placed, voice, seeded)
    }

    fn first_answer(&self, placed: Placed<'_>, seeded: &mut Seeded) -> Option<Given> {
        let question = placed.question;
        if is_modules(&question.code) {
            return Some(Given::Value(self.modules(placed, seeded)));
        }
        if self.leaves_open {
            if let Kind::LongText { max_words } = question.kind
                && placed.section_index.get() < 2
            {
                let text = answers::overlong(self.state.language, max_words);
                return Some(Given::Value(GivenValue::LongText(text)));
            }
            if seeded.percent(60) {
                return None;
            }
        }
        let (silent, typed) = self.habit.silences();
        let silent = if question.is_lead() { silent / 2 } else { silent };
        if seeded.percent(silent) {
            None
        } else if seeded.percent(typed) {
            Some(answers::silence(&question.kind, seeded))
        } else {
            Some(Given::Value(self.value(placed, seeded)))
        }
    }

    /// Most States answer all parts of the survey, the others at least the first.
    fn modules(&self, placed: Placed<'_>, seeded: &mut Seeded) -> GivenValue {
        let options = self.edition.options(placed.question);
        let all = seeded.percent(75);
        let chosen = options
            .iter()
            .enumerate()
            .filter(|(place, _)| *place == 0 || all || seeded.percent(80));
        let option = |(_, option): (usize, &domain::questionnaire::OptionItem)| GivenOption {
            option: option.code.to_string(),
            text: None,
        };
        GivenValue::MultiChoice(chosen.map(option).collect())
    }
}
