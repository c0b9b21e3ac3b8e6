//! Figures by provision: a provision's row is its lead question. Questions are never added up.

use std::collections::BTreeMap;

use crate::id::ProvisionId;
use crate::norm::Adoption;
use crate::questionnaire::{Edition, QuestionIndex};
use crate::report::Row;

/// The questions of an edition that belong to one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionQuestions {
    /// The provision.
    pub provision: ProvisionId,
    /// The adoption of its instrument. It stands beside every figure, and provisions of drafts and circulated texts are
    /// never summed with agreed ones.
    pub adoption: Adoption,
    /// The first question that asks for the state of measures or for the approach, where there is one.
    pub lead: Option<QuestionIndex>,
    /// All its questions in order, bound ones aside.
    pub questions: Vec<QuestionIndex>,
}

impl ProvisionQuestions {
    /// The provisions that an edition asks about, in order of id. A provision whose adoption is not known is left out:
    /// publishing an edition makes sure that there is none.
    pub fn all(edition: &Edition, adoption: impl Fn(&ProvisionId) -> Option<Adoption>) -> Vec<Self> {
        let mut all: BTreeMap<&ProvisionId, (Option<QuestionIndex>, Vec<QuestionIndex>)> = BTreeMap::new();
        for placed in edition.questions().filter(|placed| placed.question.bind.is_none()) {
            for provision in &placed.question.provisions {
                let (lead, questions) = all.entry(provision).or_default();
                questions.push(placed.index);
                *lead = lead.or(placed.question.is_lead().then_some(placed.index));
            }
        }
        let known = all.into_iter().filter_map(|(provision, (lead, questions))| {
            Some(Self {
                provision: provision.clone(),
                adoption: adoption(provision)?,
                lead,
                questions,
            })
        });
        known.collect()
    }
}

/// What is known of one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProvisionFigure {
    /// The row of its lead question.
    Lead(Row),
    /// It has no lead question: how many States answered any of its questions, each State once, by the reader's sight.
    Answering {
        /// That many.
        states: u32,
    },
}

/// One provision's figure. The denominator and as-of are those of the coverage that the rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionRow {
    /// The provision.
    pub provision: ProvisionId,
    /// The adoption of its instrument.
    pub adoption: Adoption,
    /// The figure.
    pub figure: ProvisionFigure,
}

/// The rows of provisions, from the rows of their questions. `answering` counts the States that answered any of some
/// questions, as [`crate::report::answering`] does; without it (a selection that is not published) there is no row either.
pub fn provisions(
    of: &[ProvisionQuestions],
    rows: &[Row],
    answering: impl Fn(&[QuestionIndex]) -> Option<u32>,
) -> Vec<ProvisionRow> {
    let row = |lead: QuestionIndex| {
        let place = rows.binary_search_by_key(&lead, |row| row.question).ok()?;
        Some(ProvisionFigure::Lead(rows[place].clone()))
    };
    let figure = |of: &ProvisionQuestions| match of.lead {
        Some(lead) => row(lead),
        None => answering(&of.questions).map(|states| ProvisionFigure::Answering { states }),
    };
    let rows = of.iter().filter_map(|of| {
        Some(ProvisionRow {
            provision: of.provision.clone(),
            adoption: of.adoption,
            figure: figure(of)?,
        })
    });
    rows.collect()
}
