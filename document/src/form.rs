//! The empty form of an edition: every question with what shape an answer has, its options, and room to write.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use domain::questionnaire::{
    Behaviour, Condition, Edition, Expectation, Kind, Operator, Question, StandingCode, permits,
};

use crate::extract::instant;
use crate::sources::{Sources, Told};
use crate::value::{Asked, Block, Direction, Printed};

/// Lines to write a short text, a number or a date on.
const SHORT: u32 = 1;
/// Lines for lists and contacts.
const SEVERAL: u32 = 3;
/// Words of an answer that one line has room for, and the most lines of one question: whoever needs more writes it on a sheet
/// of their own.
const WORDS_A_LINE: u32 = 40;
const MOST: u32 = 8;

/// The empty form of an edition.
pub fn form(sources: &Sources<'_>) -> Printed {
    blank_form(sources, None)
}

/// Which text of a draft of an edition is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftedEdition {
    /// Its revision.
    pub revision: u32,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

/// The empty form that a draft of an edition would be, marked on every page as what it is.
pub fn drafted_form(sources: &Sources<'_>, drafted: DraftedEdition) -> Printed {
    blank_form(sources, Some(drafted))
}

fn blank_form(sources: &Sources<'_>, drafted: Option<DraftedEdition>) -> Printed {
    let edition = sources.edition;
    let code = edition.id().to_string();
    let mut rows = vec![sources.fact("label-edition", sources.code(code.clone()))];
    match drafted {
        None => rows.push(sources.fact("label-edition_hash", sources.code(hex(edition.hash())))),
        // The hash of a draft means nothing until it is published.
        Some(DraftedEdition { revision, changed_at }) => rows.extend([
            sources.fact("label-revision", sources.code(revision.to_string())),
            sources.fact("label-saved", sources.code(instant(changed_at))),
        ]),
    }
    rows.extend([
        sources.fact("label-language", sources.words(sources.language_name(sources.language))),
        sources.fact("label-questions", sources.code(edition.len().to_string())),
    ]);
    let mut blocks = vec![Block::Facts { rows }];
    blocks.extend(sources.read(edition.intro()).map(|words| Block::Paragraph { words }));
    blocks.extend(drafted.map(|_| sources.note("note-edition_draft")));
    blocks.push(sources.note("note-form"));
    blocks.extend(sources.notes());
    blocks.extend(sources.blanks(1));
    let (kind, header) = match drafted {
        None => (sources.fixed("kind-form"), format!("Normtrack · {code}")),
        Some(DraftedEdition { revision, changed_at }) => {
            let (revision, at) = (revision.to_string(), instant(changed_at));
            let text = sources.with("head-edition_draft", &[("revision", &revision), ("at", &at)]);
            (
                sources.fixed("kind-edition_draft"),
                format!("Normtrack · {code} · {text}"),
            )
        }
    };
    Printed {
        title: sources.title(),
        language: sources.language.code(),
        direction: Direction::of(sources.language),
        date: drafted.map(|drafted| drafted.changed_at.into()),
        mark: drafted.map(|_| sources.fixed("mark-edition_draft")),
        header,
        footer: format!("{kind} · {}", sources.title()),
        blocks,
    }
}

/// Hexadecimal digits of a hash.
pub(crate) fn hex(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    hash.iter()
        .fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl Sources<'_> {
    /// Every question with room for its answer, with modules at a level of headings.
    pub(crate) fn blanks(&self, level: u8) -> Vec<Block> {
        let mut blocks = Vec::new();
        let remark = |condition: Option<&Expectation>| {
            let words = self.words(self.when(condition)?);
            Some(Block::Note { words })
        };
        for module in self.edition.modules() {
            let title = self.read(&module.title);
            let words = title.unwrap_or_else(|| self.code(module.id.as_str()));
            blocks.push(Block::Heading { level, words });
            blocks.extend(self.read(&module.intro).map(|words| Block::Paragraph { words }));
            blocks.extend(remark(module.condition.as_ref()));
            for placed in self.edition.sections().filter(|placed| placed.module.id == module.id) {
                blocks.extend(self.section(placed, level + 1, Told::Wording));
                blocks.extend(remark(placed.section.condition.as_ref()));
                let questions = placed.section.questions.iter();
                blocks.extend(questions.map(|question| Block::Question(self.blank(question))));
            }
        }
        blocks
    }

    /// A question with room for its answer.
    fn blank(&self, question: &Question) -> Asked {
        let options = self.edition.options(question).iter().map(|option| {
            let label = self.read(&option.label);
            let label = label.unwrap_or_else(|| self.code(option.code.as_str()));
            let label = if option.exclusive {
                label.with(self.fixed("hint-exclusive"))
            } else {
                label
            };
            if option.with_text {
                label.with(self.fixed("hint-specify"))
            } else {
                label
            }
        });
        let options = match &question.kind {
            Kind::Boolean => vec![self.words(self.fixed("yes")), self.words(self.fixed("no"))],
            Kind::Scale { min, max } if (0..=10).contains(&max.saturating_sub(*min)) => {
                (*min..=*max).map(|step| self.code(step.to_string())).collect()
            }
            Kind::SingleChoice { .. }
            | Kind::MultiChoice { .. }
            | Kind::Scale { .. }
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::Evidence { .. }
            | Kind::StateList
            | Kind::Contact => options.collect(),
        };
        let asks_for_text = self.edition.options(question).iter().any(|option| option.with_text);
        let lines = match &question.kind {
            Kind::SingleChoice { .. } | Kind::MultiChoice { .. } => u32::from(asks_for_text),
            Kind::Scale { .. } | Kind::Boolean => 0,
            Kind::ShortText { .. } | Kind::Number { .. } | Kind::Date { .. } => SHORT,
            Kind::LongText { max_words } => (max_words / WORDS_A_LINE).clamp(SEVERAL, MOST),
            Kind::UrlList { .. } | Kind::Evidence { .. } | Kind::StateList | Kind::Contact => SEVERAL,
        };
        let kind = question.kind.code();
        let silences = StandingCode::ALL
            .into_iter()
            .filter(|standing| *standing != StandingCode::Answered && permits(kind, *standing));
        let silences = silences.map(|standing| self.standing(standing));
        let silences = silences.reduce(|left, right| self.with("join-list", &[("left", &left), ("right", &right)]));
        let hints = [
            Some(self.hint(&question.kind)),
            self.when(question.condition.as_ref()),
            // What shows a field of the submission has no silence of its own.
            silences
                .filter(|_| question.bind.is_none())
                .map(|silences| self.with("hint-instead", &[("silences", &silences)])),
        ];
        Asked {
            help: self.read(&question.help).into_iter().collect(),
            hint: Some(hints.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            options,
            lines,
            ..self.asked(question)
        }
    }

    /// What shape an answer has, and its bounds.
    fn hint(&self, kind: &Kind) -> String {
        let id = format!("hint-{}", kind.code().code());
        let limit = |limit: &u32| self.with(&id, &[("limit", &limit.to_string())]);
        match kind {
            Kind::SingleChoice { .. } | Kind::MultiChoice { .. } | Kind::Boolean | Kind::StateList | Kind::Contact => {
                self.fixed(&id)
            }
            Kind::Scale { min, max } => self.with(&id, &[("min", &min.to_string()), ("max", &max.to_string())]),
            Kind::ShortText { max_length: most }
            | Kind::LongText { max_words: most }
            | Kind::UrlList { max_items: most }
            | Kind::Evidence { max_items: most } => limit(most),
            Kind::Number { min, max, unit } => {
                let mut parts = vec![self.fixed(&id)];
                parts.extend(self.range(min.as_ref(), max.as_ref()));
                parts.extend(unit.as_ref().map(|unit| self.with("hint-unit", &[("unit", unit)])));
                parts.join(" ")
            }
            Kind::Date { precision } => self.with(&id, &[("precision", precision.code())]),
        }
    }

    fn range(&self, min: Option<&impl Display>, max: Option<&impl Display>) -> Option<String> {
        let (min, max) = (min.map(ToString::to_string), max.map(ToString::to_string));
        match (&min, &max) {
            (None, None) => None,
            (Some(min), None) => Some(self.with("hint-at_least", &[("min", min)])),
            (None, Some(max)) => Some(self.with("hint-at_most", &[("max", max)])),
            (Some(min), Some(max)) => Some(self.with("hint-between", &[("min", min), ("max", max)])),
        }
    }

    /// When something is asked, in words; nothing where it always is.
    pub(crate) fn when(&self, expectation: Option<&Expectation>) -> Option<String> {
        let expectation = expectation?;
        let join = match expectation.behaviour {
            Behaviour::All => "join-all",
            Behaviour::Any => "join-any",
        };
        let conditions = expectation
            .conditions
            .iter()
            .map(|condition| self.condition(self.edition, condition));
        let conditions = conditions.reduce(|left, right| self.with(join, &[("left", &left), ("right", &right)]))?;
        Some(self.with("hint-when", &[("conditions", &conditions)]))
    }

    fn condition(&self, edition: &Edition, condition: &Condition) -> String {
        let code = condition.question.as_str();
        let than = |sign: &str, what: &dyn Display| format!("{code} {sign} {what}");
        let answer = |yes: bool| self.fixed(if yes { "yes" } else { "no" });
        let option = |sign: &str, option: &domain::id::OptionCode| {
            let placed = edition.question(&condition.question);
            let mut options = placed.iter().flat_map(|placed| edition.options(placed.question));
            let found = options.find(|found| found.code == *option);
            let label = found.and_then(|found| found.label.read(self.language));
            let label = label.map_or(option.as_str(), |label| label.content);
            than(sign, &format!("“{label}”"))
        };
        match &condition.operator {
            Operator::Exists(true) => self.with("condition-answered", &[("question", code)]),
            Operator::Exists(false) => self.with("condition-not_answered", &[("question", code)]),
            Operator::Chosen(chosen) => option("=", chosen),
            Operator::NotChosen(chosen) => option("≠", chosen),
            Operator::Is(yes) => than("=", &answer(*yes)),
            Operator::Equal(number) => than("=", number),
            Operator::NotEqual(number) => than("≠", number),
            Operator::Greater(number) => than(">", number),
            Operator::Less(number) => than("<", number),
            Operator::AtLeast(number) => than("≥", number),
            Operator::AtMost(number) => than("≤", number),
        }
    }
}
