//! One filed survey seen from an instrument.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use domain::id::InstrumentId;
use domain::report as rules;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::instrument::Instrument;
use crate::graphql::norm::{AdoptionCode, Provision, Relation};
use crate::graphql::record::{FiledAnswer, Filing};

/// Answers that bear on a provision in one way.
#[derive(SimpleObject)]
pub struct AnswersBearing {
    /// The relation by which they bear on it, read from the provision; none where the questions ask about the provision itself.
    relation: Option<Relation>,
    /// The provision that was asked about, with its adoption.
    asked: Option<Provision>,
    /// The answers that the reader may see, a lead question first.
    answers: Vec<FiledAnswer>,
}

/// A provision of the instrument with the answers that bear on it.
#[derive(SimpleObject)]
pub struct ProvisionView {
    /// The provision.
    provision: Option<Provision>,
    /// What was asked about it itself first, then relation by relation, the closest kinds first.
    bearings: Vec<AnswersBearing>,
}

/// A filing seen from an instrument: what it says about its provisions, directly and through the crosswalk.
pub struct InstrumentView {
    filing: Filing,
    instrument: InstrumentId,
    adoption: AdoptionCode,
    provision_count: usize,
    rows: Vec<rules::BearingRow>,
    answers: Vec<FiledAnswer>,
}

impl InstrumentView {
    /// The view of a filing; none where there is no such instrument.
    pub(crate) async fn of(call: &Call, filing: &Filing, code: &str) -> Result<Option<Self>, Fault> {
        let norms = &call.world().norms;
        let found = norms.instruments().iter();
        let mut found = found.filter(|found| found.id.as_str() == code || found.symbol.as_str() == code);
        let edition = call.world().editions.get(filing.edition_id());
        let (Some(instrument), Some(edition)) = (found.next(), edition) else {
            return Ok(None);
        };
        let answers = filing.all_answers(call).await?;
        let answered = answers.iter().filter_map(|answer| edition.question(answer.asked()));
        let answered = answered.map(|placed| placed.index).collect();
        Ok(Some(Self {
            filing: filing.clone(),
            instrument: instrument.id.clone(),
            adoption: instrument.adoption.into(),
            provision_count: norms.provisions_of(&instrument.id).count(),
            rows: rules::bearings(norms, edition, &answered, &instrument.id),
            answers,
        }))
    }
}

/// A filing seen from an instrument: what it says about its provisions, directly and through the crosswalk.
#[Object]
impl InstrumentView {
    /// The filing.
    async fn filing(&self) -> Filing {
        self.filing.clone()
    }

    /// The instrument.
    async fn instrument(&self, ctx: &Context<'_>) -> Option<Instrument> {
        Instrument::find(Call::of(ctx).world(), &self.instrument)
    }

    /// What became of its text: show it wherever you show the view.
    async fn adoption(&self) -> AdoptionCode {
        self.adoption
    }

    /// The denominator: how many provisions the instrument has.
    async fn provision_count(&self) -> usize {
        self.provision_count
    }

    /// The provisions on which an answer bears that the reader may see, in document order. Relations are followed one step.
    #[graphql(complexity = "10 + 30 * child_complexity")]
    async fn provisions(&self, ctx: &Context<'_>) -> Vec<ProvisionView> {
        let world = Call::of(ctx).world();
        let Some(edition) = world.editions.get(self.filing.edition_id()).map(Arc::clone) else {
            return Vec::new();
        };
        let answer = |index: &domain::questionnaire::QuestionIndex| {
            let code = &edition.at(*index).question.code;
            self.answers.iter().find(|answer| answer.asked() == code).cloned()
        };
        let row = |row: &rules::BearingRow| {
            let bearings = row.bearings.iter().map(|bearing| AnswersBearing {
                relation: bearing
                    .relation
                    .as_ref()
                    .and_then(|(id, _)| Relation::find(world, id, &row.provision)),
                asked: Provision::find(world, &bearing.asked),
                answers: bearing.questions.iter().filter_map(answer).collect(),
            });
            ProvisionView {
                provision: Provision::find(world, &row.provision),
                bearings: bearings.collect(),
            }
        };
        self.rows.iter().map(row).collect()
    }
}
