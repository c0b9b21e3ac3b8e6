//! Forms: editions, their questions and their options. Their texts stand with those of the framework.

use domain::id::{EditionId, ListId};
use domain::questionnaire::{Edition, Kind as QuestionKind, OptionItem, Placed, Question};

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};
use crate::tables::framework::hexadecimal;

/// Editions.
pub static EDITIONS: Table<std::sync::Arc<Edition>> = Table {
    name: "editions",
    title: "Editions of questionnaires",
    meaning: "One row for each published edition. It never changes.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Which edition of which questionnaire.", |of| {
            Cell::text(of.id())
        }),
        Column::required("kind", Kind::Text, "What it is for.", |of| Cell::text(of.kind().code())),
        Column::required(
            "opens",
            Kind::Text,
            "How submissions come about: `round` or `own_request`.",
            |of| Cell::text(of.opens().code()),
        ),
        Column::required(
            "source_language",
            Kind::Text,
            "The language of the wording that the hash covers.",
            |of| Cell::text(of.source_language()),
        ),
        Column::required(
            "hash",
            Kind::Text,
            "SHA-256 over structure, codes, lists, conditions and source wording.",
            |of| Cell::Text(hexadecimal(of.hash()).into()),
        ),
        Column::required(
            "translation",
            Kind::Whole,
            "The revision of the translations in `texts`.",
            |of| Cell::whole(of.translation()),
        ),
        Column::required("instruments", Kind::Codes, "The instruments it asks about.", |of| {
            Cell::codes(of.instruments())
        }),
    ],
};

/// A question where it stands.
pub struct QuestionRow {
    /// The edition.
    pub edition: EditionId,
    /// Its module.
    pub module: String,
    /// Its section.
    pub section: String,
    /// Its position in the edition, from 0.
    pub place: u16,
    /// The question.
    pub question: Question,
}

impl QuestionRow {
    /// The row of a question.
    pub fn of(edition: &Edition, placed: Placed<'_>) -> Self {
        Self {
            edition: edition.id().clone(),
            module: placed.module.id.to_string(),
            section: placed.section.code.to_string(),
            place: placed.index.0,
            question: placed.question.clone(),
        }
    }

    fn bounds(&self) -> (Cell<'_>, Cell<'_>) {
        match &self.question.kind {
            QuestionKind::Scale { min, max } => (Cell::Number(min.to_string()), Cell::Number(max.to_string())),
            QuestionKind::Number { min, max, .. } => {
                let bound =
                    |bound: &Option<_>| Cell::of(bound.as_ref(), |bound| Cell::Number(ToString::to_string(bound)));
                (bound(min), bound(max))
            }
            QuestionKind::ShortText { max_length: most }
            | QuestionKind::LongText { max_words: most }
            | QuestionKind::UrlList { max_items: most }
            | QuestionKind::Evidence { max_items: most } => (Cell::Absent, Cell::Number(most.to_string())),
            QuestionKind::SingleChoice { .. }
            | QuestionKind::MultiChoice { .. }
            | QuestionKind::Boolean
            | QuestionKind::Date { .. }
            | QuestionKind::StateList
            | QuestionKind::Contact => (Cell::Absent, Cell::Absent),
        }
    }
}

/// Questions.
pub static QUESTIONS: Table<QuestionRow> = Table {
    name: "questions",
    title: "Questions",
    meaning: "One row for each question of each edition, in its order. Prompts and help are in `texts`.",
    key: &["edition", "code"],
    by_round: false,
    columns: &[
        Column::required("edition", Kind::Text, "The edition.", |of| Cell::text(&of.edition)),
        Column::required("module", Kind::Text, "Its module.", |of| Cell::text(&of.module)),
        Column::required("section", Kind::Text, "Its section.", |of| Cell::text(&of.section)),
        Column::required("place", Kind::Whole, "Its position in the edition, from 0.", |of| {
            Cell::whole(of.place)
        }),
        Column::required("code", Kind::Text, "Its code.", |of| Cell::text(&of.question.code)),
        Column::required("kind", Kind::Text, "What it asks for.", |of| {
            Cell::text(of.question.kind.code().code())
        }),
        Column::required(
            "level",
            Kind::Text,
            "`core` is on the short path, `extended` beyond it.",
            |of| Cell::text(of.question.level.code()),
        ),
        Column::optional(
            "pattern",
            Kind::Text,
            "The same question asked of every provision.",
            |of| Cell::of(of.question.pattern.as_ref(), |pattern| Cell::text(pattern.code())),
        ),
        Column::required(
            "is_lead",
            Kind::Truth,
            "Whether it is the row of its provisions in figures.",
            |of| Cell::Truth(of.question.is_lead()),
        ),
        Column::required(
            "is_expected",
            Kind::Truth,
            "Whether completeness counts it. It never blocks filing.",
            |of| Cell::Truth(of.question.expected),
        ),
        Column::optional(
            "bound_to",
            Kind::Text,
            "The field of the submission that it is a view of; then nobody answers it.",
            |of| Cell::of(of.question.bind, |bind| Cell::text(bind.code())),
        ),
        Column::optional(
            "ceiling",
            Kind::Text,
            "The widest visibility of an answer; none means public.",
            |of| Cell::of(of.question.ceiling, |ceiling| Cell::text(ceiling.code())),
        ),
        Column::required(
            "provisions",
            Kind::Codes,
            "The provisions that an answer belongs to.",
            |of| Cell::codes(&of.question.provisions),
        ),
        Column::optional("list", Kind::Text, "The list of its options.", |of| {
            Cell::of(of.question.kind.list(), Cell::text)
        }),
        Column::optional("least", Kind::Number, "The least number or step that is filed.", |of| {
            of.bounds().0
        }),
        Column::optional(
            "most",
            Kind::Number,
            "The greatest number or step, or the most characters, words or items.",
            |of| of.bounds().1,
        ),
        Column::optional(
            "unit",
            Kind::Text,
            "What a number counts or measures.",
            |of| match &of.question.kind {
                QuestionKind::Number { unit, .. } => Cell::of(unit.as_ref(), Cell::text),
                QuestionKind::SingleChoice { .. }
                | QuestionKind::MultiChoice { .. }
                | QuestionKind::Scale { .. }
                | QuestionKind::Boolean
                | QuestionKind::ShortText { .. }
                | QuestionKind::LongText { .. }
                | QuestionKind::Date { .. }
                | QuestionKind::UrlList { .. }
                | QuestionKind::Evidence { .. }
                | QuestionKind::StateList
                | QuestionKind::Contact => Cell::Absent,
            },
        ),
    ],
};

/// An option of a list.
pub struct OptionRow {
    /// The edition.
    pub edition: EditionId,
    /// The list.
    pub list: ListId,
    /// Its place in the list, from 0.
    pub place: usize,
    /// The option.
    pub option: OptionItem,
}

/// Options.
pub static OPTIONS: Table<OptionRow> = Table {
    name: "options",
    title: "Options",
    meaning: "One row for each option of each list of an edition. The order is the list's and ranks nothing. Labels are in \
              `texts`.",
    key: &["edition", "list", "code"],
    by_round: false,
    columns: &[
        Column::required("edition", Kind::Text, "The edition.", |of| Cell::text(&of.edition)),
        Column::required("list", Kind::Text, "The list.", |of| Cell::text(&of.list)),
        Column::required("place", Kind::Whole, "Its place in the list, from 0.", |of| {
            Cell::whole(of.place)
        }),
        Column::required("code", Kind::Text, "Its code.", |of| Cell::text(&of.option.code)),
        Column::required("is_exclusive", Kind::Truth, "Whether it stands alone.", |of| {
            Cell::Truth(of.option.exclusive)
        }),
        Column::required("with_text", Kind::Truth, "Whether it asks for a short text.", |of| {
            Cell::Truth(of.option.with_text)
        }),
    ],
};
