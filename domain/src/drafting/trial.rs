//! Sample answers, judged as those of a working file would be.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{QuestionCode, StateCode};
use crate::questionnaire::{Answers, Edition, Enabled, Problem, Progress, Standing, judge};

/// What becomes of sample answers. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The questions that are shown, in order; those that are views of fields among them.
    pub shown: Vec<QuestionCode>,
    /// What a delegate would have to mend, and which answers are hidden.
    pub problems: Vec<Problem>,
    /// How far such a working file would have come.
    pub progress: Progress,
}

/// Judges sample answers by the rules of a working file and no others. `states` are those that an answer may name.
pub fn try_out(edition: &Edition, said: &BTreeMap<QuestionCode, Standing>, states: &BTreeSet<StateCode>) -> Trial {
    let answers = Answers::of(edition, said.iter());
    let asked = Enabled::of(edition, &answers);
    let problems = judge(edition, &answers, &asked, states);
    let shown = edition.questions().filter(|placed| asked.contains(placed.index));
    Trial {
        progress: Progress::of(edition, &answers, &asked, &problems),
        shown: shown.map(|placed| placed.question.code.clone()).collect(),
        problems,
    }
}
