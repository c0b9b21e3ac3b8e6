//! States of a reader's choosing, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use domain::id::{ProvisionId, QuestionCode, StateCode};
use domain::questionnaire as questions;
use domain::questionnaire::QuestionIndex;
use domain::report as rules;
use domain::submission::{Position, Round as RoundValue};
use tokio::sync::OnceCell;

use crate::graphql::call::Call;
use crate::graphql::coverage::OptionFigure;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::plain::PlainList;
use crate::graphql::question::Question;
use crate::graphql::record::{FiledAnswer, Filing};
use crate::graphql::report::reading::{client_count, figures, find_round, read_as_of, told_as_of, viewer};
use crate::graphql::round::Round;
use crate::graphql::state::State;
use crate::localise::Message;

/// The most answers that one comparison can hold: States times questions.
const MOST: u64 = 10_000;

/// The answers in a comparison, as they went on record.
type Texts = BTreeMap<(StateCode, QuestionCode), FiledAnswer>;

/// What is compared, and the texts once somebody asks for one.
struct Compared {
    round: Arc<RoundValue>,
    edition: Arc<questions::Edition>,
    as_of: Option<Position>,
    told_as_of: Position,
    fold: rules::Comparison,
    texts: OnceCell<Texts>,
}

impl Compared {
    /// The texts of every answer that the fold shows: one statement for all of them.
    async fn texts(&self, call: &Call) -> Result<&Texts, Fault> {
        let read = || async {
            let records = call.snapshot().await?.filings(None, Some(self.round.id), None).await?;
            let chosen = |state: &StateCode| self.fold.states.binary_search(state).is_ok();
            let records = records.into_iter().filter(|record| chosen(&record.state)).collect();
            let filings = Filing::standing(call, records, self.as_of).await?;
            let codes = self.fold.rows.iter().map(|row| self.code(row.question).clone());
            let answers = Filing::answers_to(call, &filings, codes).await?;
            let keyed = answers.into_iter().map(|answer| {
                let key = (answer.state().clone(), answer.asked().clone());
                (key, answer)
            });
            Ok::<_, Fault>(keyed.collect())
        };
        self.texts.get_or_try_init(read).await
    }

    fn code(&self, question: QuestionIndex) -> &QuestionCode {
        &self.edition.at(question).question.code
    }
}

/// States side by side at some questions of a round.
pub struct Comparison(Arc<Compared>);

/// States side by side at some questions of a round. Nothing tells why a State shows nothing: that it did not file, was not
/// asked, did not answer, or does not show it to this reader.
#[Object]
impl Comparison {
    /// The round.
    async fn round(&self) -> Round {
        Round(Arc::clone(&self.0.round))
    }

    /// The States chosen that were invited, by name in the reader's language.
    async fn states(&self, ctx: &Context<'_>) -> Vec<State> {
        State::sorted(Call::of(ctx), self.0.fold.states.iter())
    }

    /// The denominator of sums: how many of them are Member States. Observer States are never summed with them.
    async fn invited(&self) -> u32 {
        self.0.fold.members
    }

    /// The register position as of which answers stand: cite it.
    async fn as_of(&self) -> u32 {
        client_count(self.0.told_as_of)
    }

    /// One row for each question asked for, in the order of the edition.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn rows(&self) -> Vec<ComparisonRow> {
        let places = 0..self.0.fold.rows.len();
        places
            .map(|place| ComparisonRow {
                compared: Arc::clone(&self.0),
                place,
            })
            .collect()
    }
}

/// One question, State by State.
pub struct ComparisonRow {
    compared: Arc<Compared>,
    place: usize,
}

impl ComparisonRow {
    fn row(&self) -> &rules::ComparisonRow {
        &self.compared.fold.rows[self.place]
    }
}

/// One question, State by State.
#[Object]
impl ComparisonRow {
    /// The question. What became of the texts that it is about stands with its provisions.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        let edition = Edition::new(Call::of(ctx).world(), &self.compared.edition);
        edition.question(self.compared.code(self.row().question))
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.compared.code(self.row().question).as_str()
    }

    /// How many of the Member States chosen show an answer, a silence being one.
    async fn showing(&self) -> u32 {
        self.row().showing()
    }

    /// The denominator: how many Member States were chosen and invited.
    async fn invited(&self) -> u32 {
        self.compared.fold.members
    }

    /// Of the answers shown, how many States chose each option, in the order of the list.
    async fn options(&self) -> PlainList<OptionFigure> {
        let row = self.row();
        OptionFigure::list(&self.compared.edition, row.question, &row.shown.options)
    }

    /// Every State chosen that was invited, by name in the reader's language, with what it shows.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn cells(&self, ctx: &Context<'_>) -> Result<Vec<ComparisonCell>, Fault> {
        let call = Call::of(ctx);
        let (fold, row) = (&self.compared.fold, self.row());
        let texts = self.compared.texts(call).await?;
        let code = self.compared.code(row.question);
        let cell = |state: State| {
            let place = fold.states.binary_search(state.code_of()).ok();
            let shown = place.and_then(|place| row.said[place]);
            let key = (state.code_of().clone(), code.clone());
            ComparisonCell {
                answer: shown.and_then(|_| texts.get(&key).cloned()),
                state,
            }
        };
        Ok(State::sorted(call, fold.states.iter()).into_iter().map(cell).collect())
    }
}

/// What one State shows at one question.
#[derive(SimpleObject)]
pub struct ComparisonCell {
    /// The State.
    state: State,
    /// What it filed; none where it shows nothing to this reader, whatever the reason.
    answer: Option<FiledAnswer>,
}

/// Comparisons.
#[derive(Default)]
pub struct ComparisonQuery;

#[Object]
impl ComparisonQuery {
    /// States of the reader's choosing side by side in a round: at the questions named, at those about the provisions named, or
    /// at all. States that were not invited are left out. With `asOf`, what stood at that position, read with the rights of
    /// today.
    #[graphql(complexity = "50 + child_complexity")]
    async fn comparison(
        &self,
        ctx: &Context<'_>,
        round: String,
        states: Vec<String>,
        questions: Option<Vec<String>>,
        provisions: Option<Vec<String>>,
        as_of: Option<i32>,
    ) -> Result<Option<Comparison>, Fault> {
        let call = Call::of(ctx);
        let as_of = read_as_of(as_of)?;
        let codes = states
            .into_iter()
            .map(StateCode::new)
            .collect::<Result<BTreeSet<_>, _>>();
        let chosen = codes.map_err(|_| Fault::invalid().at("states"))?;
        let Some(round) = find_round(call, round).await? else {
            return Ok(None);
        };
        let (edition, figures) = figures(call, &round).await?;
        let wanted = wanted(&edition, questions, provisions)?;
        let answers = u64::try_from(chosen.len() * wanted.len()).ok();
        if answers.is_none_or(|answers| answers > MOST) {
            let message = Message::LimitComparison { limit: MOST };
            return Err(Fault::limit("comparison", message, MOST, answers));
        }
        let told_as_of = told_as_of(&figures, as_of);
        let facts = &figures.facts;
        let fold = rules::comparison(facts, told_as_of, &viewer(call), call.now(), &wanted, &chosen);
        Ok(Some(Comparison(Arc::new(Compared {
            round,
            edition,
            as_of,
            told_as_of,
            fold,
            texts: OnceCell::new(),
        }))))
    }
}

/// The questions asked for, in the order of the edition: those named, those about provisions named, or all.
fn wanted(
    edition: &questions::Edition,
    named: Option<Vec<String>>,
    provisions: Option<Vec<String>>,
) -> Result<Vec<QuestionIndex>, Fault> {
    let all = named.is_none() && provisions.is_none();
    let (named, about) = (named.unwrap_or_default(), provisions.unwrap_or_default());
    if let Some(at) = named.iter().position(|code| edition.question(code).is_none()) {
        return Err(Fault::invalid().at(format!("questions.{at}")));
    }
    let is_about = |id: &ProvisionId| about.iter().any(|wanted| wanted == id.as_str());
    let asked = edition.questions().filter(|placed| {
        let question = placed.question;
        let is_named = named.iter().any(|code| code == question.code.as_str());
        question.bind.is_none() && (all || is_named || question.provisions.iter().any(is_about))
    });
    Ok(asked.map(|placed| placed.index).collect())
}
