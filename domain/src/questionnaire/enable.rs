//! Which modules, sections and questions are enabled by the answers given so far.

use crate::id::QuestionCode;
use crate::questionnaire::condition::Gate;
use crate::questionnaire::{Edition, QuestionIndex, SectionIndex, Standing};

/// What a submission holds, laid out by the positions of its edition.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    standings: Box<[Option<&'a Standing>]>,
    unknown: Vec<&'a QuestionCode>,
}

impl<'a> Answers<'a> {
    /// Lays out what is stored; for a question given twice the later one counts. Answers to questions that the
    /// edition does not have are kept apart for [`Answers::unknown`].
    pub fn of(edition: &Edition, given: impl IntoIterator<Item = (&'a QuestionCode, &'a Standing)>) -> Self {
        let mut answers = Self {
            standings: vec![None; edition.len()].into(),
            unknown: Vec::new(),
        };
        for (code, standing) in given {
            match edition.question(code) {
                Some(placed) => answers.standings[placed.index.get()] = Some(standing),
                None => answers.unknown.push(code),
            }
        }
        answers
    }

    /// What a question is answered with, hidden or not; nothing where there is no answer.
    pub fn get(&self, index: QuestionIndex) -> Option<&'a Standing> {
        self.standings[index.get()]
    }

    /// Questions answered that the edition does not have.
    pub fn unknown(&self) -> &[&'a QuestionCode] {
        &self.unknown
    }
}

/// The questions and sections that are enabled. A bound question counts as enabled where its section is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enabled {
    questions: Bits,
    sections: Bits,
}

impl Enabled {
    /// Decides in one pass in the order of the edition: a condition sees only earlier questions that are enabled, so
    /// a hidden or silent question makes comparisons false and `exists: false` true. What stands in a disabled section
    /// or module is hidden. Looks up nothing: conditions were resolved when the edition was published.
    pub fn of(edition: &Edition, answers: &Answers<'_>) -> Self {
        let (modules, sections, questions) = edition.places();
        let mut enabled = Self {
            questions: Bits::of(questions.len()),
            sections: Bits::of(sections.len()),
        };
        for module in modules {
            if !enabled.passes(module.gate.as_ref(), answers) {
                continue;
            }
            for section in module.sections.clone() {
                let place = &sections[usize::from(section)];
                if !enabled.passes(place.gate.as_ref(), answers) {
                    continue;
                }
                enabled.sections.insert(section);
                for question in place.questions.clone() {
                    if enabled.passes(questions[usize::from(question)].gate.as_ref(), answers) {
                        enabled.questions.insert(question);
                    }
                }
            }
        }
        enabled
    }

    /// Everything, whatever is answered: to judge values alone.
    pub fn all(edition: &Edition) -> Self {
        let (_, sections, questions) = edition.places();
        let mut enabled = Self {
            questions: Bits::of(questions.len()),
            sections: Bits::of(sections.len()),
        };
        edition
            .questions()
            .for_each(|placed| enabled.questions.insert(placed.index.0));
        edition
            .sections()
            .for_each(|placed| enabled.sections.insert(placed.index.0));
        enabled
    }

    fn passes(&self, gate: Option<&Gate>, answers: &Answers<'_>) -> bool {
        gate.is_none_or(|gate| gate.is_open(|index| answers.get(index).filter(|_| self.contains(index))))
    }

    /// Whether a question is enabled.
    pub fn contains(&self, question: QuestionIndex) -> bool {
        self.questions.contains(question.0)
    }

    /// Whether a section is enabled: its own condition and that of its module hold.
    pub fn contains_section(&self, section: SectionIndex) -> bool {
        self.sections.contains(section.0)
    }

    /// The enabled questions in order.
    pub fn questions(&self) -> impl Iterator<Item = QuestionIndex> {
        self.questions.iter().map(QuestionIndex)
    }

    /// The enabled sections in order.
    pub fn sections(&self) -> impl Iterator<Item = SectionIndex> {
        self.sections.iter().map(SectionIndex)
    }
}

/// A set of small numbers, one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bits(Box<[u64]>);

impl Bits {
    fn of(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)].into())
    }

    fn insert(&mut self, bit: u16) {
        self.0[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }

    fn contains(&self, bit: u16) -> bool {
        self.0
            .get(usize::from(bit >> 6))
            .is_some_and(|word| word >> (bit & 63) & 1 == 1)
    }

    fn iter(&self) -> impl Iterator<Item = u16> {
        (0_u16..).step_by(64).zip(&self.0).flat_map(|(base, word)| {
            (0..64_u16)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| base + bit)
        })
    }
}
