//! How far a submission has come. It is shown to the State and never blocks filing.

use crate::questionnaire::judge::is_something;
use crate::questionnaire::{Answers, Edition, Enabled, Placed, Problem, SectionIndex};

/// Counts over the enabled questions of a section or of the whole. Bound questions are views of fields and are not
/// counted. A question counts as answered with any standing; an empty value is no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Expected questions that are enabled.
    pub expected: u32,
    /// Those of them that are answered.
    pub expected_answered: u32,
    /// Questions that are enabled.
    pub enabled: u32,
    /// Those of them that are answered.
    pub answered: u32,
    /// Questions of the short path that are enabled.
    pub core: u32,
    /// Those of them that are answered.
    pub core_answered: u32,
    /// Problems of enabled questions; one question may have several.
    pub problems: u32,
}

/// Completeness of the whole and of each section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    whole: Completeness,
    sections: Box<[Completeness]>,
}

impl Progress {
    /// Counts, in one pass; `enabled` and `problems` follow from the same answers.
    pub fn of(edition: &Edition, answers: &Answers<'_>, enabled: &Enabled, problems: &[Problem]) -> Self {
        let mut progress = Self {
            whole: Completeness::default(),
            sections: vec![Completeness::default(); edition.sections().count()].into(),
        };
        let counted = |placed: &Placed<'_>| placed.question.bind.is_none() && enabled.contains(placed.index);
        for placed in edition.questions().filter(counted) {
            let answered = answers.get(placed.index).is_some_and(is_something);
            let on_path = edition.on_short_path(placed);
            progress.count(placed.section_index, |counts| {
                counts.enabled += 1;
                counts.answered += u32::from(answered);
                counts.expected += u32::from(placed.question.expected);
                counts.expected_answered += u32::from(placed.question.expected && answered);
                counts.core += u32::from(on_path);
                counts.core_answered += u32::from(on_path && answered);
            });
        }
        let placed = |problem: &Problem| edition.question(problem.question.as_ref()?);
        for placed in problems.iter().filter_map(placed).filter(counted) {
            progress.count(placed.section_index, |counts| counts.problems += 1);
        }
        progress
    }

    fn count(&mut self, section: SectionIndex, add: impl Fn(&mut Completeness)) {
        add(&mut self.whole);
        add(&mut self.sections[section.get()]);
    }

    /// The whole submission.
    pub const fn whole(&self) -> Completeness {
        self.whole
    }

    /// One section; all zero while it is disabled.
    pub fn section(&self, index: SectionIndex) -> Completeness {
        self.sections[index.get()]
    }
}
