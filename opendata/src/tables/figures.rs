//! How many invited States say what, as everybody is shown it.

use domain::id::{QuestionCode, RoundKey};
use domain::questionnaire::{Edition, Kind as QuestionKind, StandingCode};
use domain::report::{Coverage, Part, Row, Selection};
use domain::submission::Position;

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};

/// One figure.
pub struct FigureRow {
    /// The round.
    pub round: RoundKey,
    /// Whose figure: `world`, `observers`, or the code of a group.
    pub group: String,
    /// The question.
    pub question: QuestionCode,
    /// What is counted.
    pub measure: &'static str,
    /// Which of it.
    pub code: String,
    /// How many States.
    pub states: u32,
    /// The denominator.
    pub invited: u32,
    /// As of which position.
    pub as_of: Position,
    /// The release that counted answers come from.
    pub release: Option<u32>,
}

/// Coverage.
pub static COVERAGE: Table<FigureRow> = Table {
    name: "coverage",
    title: "Coverage",
    meaning: "One row for each figure of each question, for the world, for each published group and for observer States. The \
              rows of measure `part` of a question and group sum to `invited`. Questions and groups are never added up. What is \
              counted and not shown comes from releases and is there for the world alone.",
    key: &["round", "group", "question", "measure", "code"],
    by_round: true,
    columns: &[
        Column::required("round", Kind::Text, "The round.", |of| Cell::text(&of.round)),
        Column::required(
            "group",
            Kind::Text,
            "`world`, `observers`, or a group: `regional:african`, `m49:002`, `ldc`, `organisation:au`.",
            |of| Cell::text(&of.group),
        ),
        Column::required("question", Kind::Text, "The question.", |of| Cell::text(&of.question)),
        Column::required(
            "measure",
            Kind::Text,
            "`part`: of the partition of the invited States; `option`: of the answers shown; `hidden`, `hidden_standing` and \
             `hidden_option`: of those counted and not shown.",
            |of| Cell::text(of.measure),
        ),
        Column::required(
            "code",
            Kind::Text,
            "The part, option or standing; of `hidden`: `counted`, or `described` by a distribution.",
            |of| Cell::text(&of.code),
        ),
        Column::required(
            "states",
            Kind::Whole,
            "How many States. Options of a multiple choice overlap.",
            |of| Cell::whole(of.states),
        ),
        Column::required(
            "invited",
            Kind::Whole,
            "The denominator: the States invited, of the group.",
            |of| Cell::whole(of.invited),
        ),
        Column::required(
            "as_of",
            Kind::Whole,
            "The register position as of which States are counted.",
            |of| Cell::whole(of.as_of.0),
        ),
        Column::optional(
            "release",
            Kind::Whole,
            "The release that what is counted and not shown comes from.",
            |of| Cell::of(of.release, Cell::whole),
        ),
    ],
};

/// The code of a selection: whose figures.
pub fn selection_code(selection: &Selection) -> String {
    match selection {
        Selection::World => "world".to_owned(),
        Selection::Observers => "observers".to_owned(),
        Selection::Group(group) => group.code(),
    }
}

/// The code of an option by its place: of the list, the step of a scale, or yes and no.
fn option_code(edition: &Edition, row: &Row, place: usize) -> String {
    let question = edition.at(row.question).question;
    match &question.kind {
        QuestionKind::Scale { min, .. } => (i64::from(*min) + i64::try_from(place).unwrap_or(0)).to_string(),
        QuestionKind::Boolean => if place == 0 { "yes" } else { "no" }.to_owned(),
        QuestionKind::SingleChoice { .. }
        | QuestionKind::MultiChoice { .. }
        | QuestionKind::ShortText { .. }
        | QuestionKind::LongText { .. }
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::UrlList { .. }
        | QuestionKind::Evidence { .. }
        | QuestionKind::StateList
        | QuestionKind::Contact => {
            let options = edition.options(question);
            options
                .get(place)
                .map(|option| option.code.to_string())
                .unwrap_or_default()
        }
    }
}

/// The rows of a reading of coverage.
pub fn figures(round: &RoundKey, edition: &Edition, selection: &Selection, coverage: &Coverage) -> Vec<FigureRow> {
    let group = selection_code(selection);
    let mut figures = Vec::new();
    for row in &coverage.rows {
        let question = &edition.at(row.question).question.code;
        let mut figure = |measure, code: String, states| {
            figures.push(FigureRow {
                round: round.clone(),
                group: group.clone(),
                question: question.clone(),
                measure,
                code,
                states,
                invited: coverage.invited,
                as_of: coverage.as_of,
                release: coverage.release.map(|release| release.number),
            });
        };
        for part in Part::ALL {
            figure("part", part.code().to_owned(), row.parts.get(part));
        }
        for (place, states) in row.options.iter().enumerate() {
            figure("option", option_code(edition, row, place), *states);
        }
        let Some(hidden) = &row.hidden else { continue };
        figure("hidden", "counted".to_owned(), hidden.states);
        figure("hidden", "described".to_owned(), hidden.described);
        let Some(told) = &hidden.distribution else { continue };
        for (standing, states) in StandingCode::ALL.iter().zip(told.standings) {
            figure("hidden_standing", standing.code().to_owned(), states);
        }
        for (place, states) in told.options.iter().enumerate() {
            figure("hidden_option", option_code(edition, row, place), *states);
        }
    }
    figures
}
