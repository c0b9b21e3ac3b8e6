//! Confirming: somebody stands behind what was carried, without typing it again.

use chrono::{DateTime, Utc};

use crate::access::{ConfirmAnswers, Permit};
use crate::id::QuestionCode;
use crate::submission::{Answer, Barred, Event, Happening, Outcome, Round, Submission};

impl Submission {
    /// Confirms the carried answers of the section that the permit names, or of one `question` in it; `answers` are those of
    /// the working file, confirmed ones among them or not. The texts stay as they are, and so do their revisions. None where there is nothing to confirm: who
    /// asks twice has asked once.
    pub fn confirm<'a>(
        &self,
        permit: Permit<ConfirmAnswers>,
        round: &Round,
        question: Option<&QuestionCode>,
        answers: impl IntoIterator<Item = &'a Answer>,
        now: DateTime<Utc>,
    ) -> Result<Option<Outcome<Vec<QuestionCode>>>, Barred> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_work(now)?;
        if !self.stage.code().is_a_draft() {
            return Err(self.barred::<ConfirmAnswers>());
        }
        let here = answers.into_iter().filter(|answer| {
            answer.question.section() == act.section && question.is_none_or(|asked| *asked == answer.question)
        });
        let questions: Vec<_> = here
            .filter(|answer| !answer.is_confirmed())
            .map(|answer| answer.question.clone())
            .collect();
        if questions.is_empty() {
            return Ok(None);
        }
        let what = Happening::AnswersConfirmed {
            of: self.of(),
            questions: questions.clone(),
        };
        Ok(Some(Outcome::new(questions, Event { at: now, by, what })))
    }
}
