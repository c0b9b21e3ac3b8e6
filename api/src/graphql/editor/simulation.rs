//! What would become of filed answers in an edition that is not published yet, in numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};
use domain::drafting as rules;
use domain::drafting::{Fate, QuestionFate, Share, simulate};
use domain::id::StateCode;
use domain::questionnaire as questions;
use domain::submission::{Content, Told};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::problem::ProblemName;
use crate::graphql::record::{Filing, client_position};
use crate::world::World;

/// What becomes of a filed answer, the least trouble first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Fate")]
pub enum AnswerFate {
    /// It is carried and fits; its State confirms it as it stands, as everything that is carried.
    Carried,
    /// It is carried to a question that is not comparable with its own: it has to be read anew before it is confirmed.
    ToReread,
    /// It is offered beside another answer that stands, to be merged.
    ToMerge,
    /// It is carried and not filed while it is hidden: it was shown in its edition, and here a condition no longer holds.
    Hidden,
    /// It can be no answer as it stands: another kind, an option that is gone, a limit that it passes.
    Unfit,
    /// No question continues its own. It stays readable where it was filed.
    Lost,
}

/// How many answers meet a fate.
#[derive(Clone, Debug, SimpleObject)]
pub struct FateShare {
    /// The fate.
    fate: AnswerFate,
    /// How many answers.
    answers: usize,
    /// Of how many States.
    states: usize,
}

/// What is wrong with answers that do not fit.
#[derive(Clone, Debug, SimpleObject)]
pub struct FateProblem {
    /// What.
    code: ProblemName,
    /// With how many answers.
    answers: usize,
}

/// What becomes of the answers to one question. Each answer is of another State, and none is named.
#[derive(Clone, Debug, SimpleObject)]
pub struct QuestionSimulation {
    /// The code of the edition that was answered.
    edition: String,
    /// The code of the question there.
    question: String,
    /// The codes of the questions that take the answers up.
    continued_by: Vec<String>,
    /// How many answers there are.
    answers: usize,
    /// How many of them meet which fate, the least trouble first.
    fates: Vec<FateShare>,
    /// What is wrong with those that do not fit.
    problems: Vec<FateProblem>,
}

impl From<QuestionFate> for QuestionSimulation {
    fn from(of: QuestionFate) -> Self {
        let fates = of.fates.into_iter().map(|(fate, answers)| FateShare {
            fate: fate.into(),
            answers,
            states: answers,
        });
        let problems = of.problems.into_iter().map(|(code, answers)| FateProblem {
            code: code.into(),
            answers,
        });
        Self {
            edition: of.edition.to_string(),
            question: of.question.to_string(),
            continued_by: of.continued_by.iter().map(ToString::to_string).collect(),
            answers: of.answers,
            fates: fates.collect(),
            problems: problems.collect(),
        }
    }
}

/// What would become of filed answers in an edition, in numbers. It is made of what the caller may read and of nothing else: an
/// editor who reads for nobody sees public answers alone.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionSimulation {
    /// The position of the register that it is as of.
    position: i32,
    /// How many answers were looked at.
    answers: usize,
    /// Of how many States.
    states: usize,
    /// How many of them meet which fate, the least trouble first; only fates that some meet.
    fates: Vec<FateShare>,
    /// Question by question, in the order of the editions that were answered; only those with answers.
    questions: Vec<QuestionSimulation>,
}

/// Looks at what stands filed, in the caller's scope.
pub(super) async fn simulation(
    call: &Call,
    world: &World,
    edition: &Arc<questions::Edition>,
) -> Result<EditionSimulation, Fault> {
    let snapshot = call.snapshot().await?;
    let (position, _) = snapshot.register_version().await?;
    let mut records = snapshot.filings(None, None, None).await?;
    records.retain(|record| {
        record.edition.questionnaire == edition.id().questionnaire && record.edition.number < edition.id().number
    });
    // Of each State what it filed last, in whichever round.
    let mut newest: BTreeMap<StateCode, Filing> = BTreeMap::new();
    for filing in Filing::standing(call, records, None).await? {
        if !filing.stands() {
            continue;
        }
        let record = &filing.0.record;
        let is_newer = |known: &Filing| known.0.record.entry.position < record.entry.position;
        if newest.get(&record.state).is_none_or(is_newer) {
            newest.insert(record.state.clone(), filing);
        }
    }
    let mut filed = Vec::new();
    for (state, filing) in newest {
        let record = &filing.0.record;
        let answers = filing.0.answers(call).await?.iter();
        let told = answers.map(|answer| Told {
            edition: record.edition.clone(),
            question: answer.question.clone(),
            round: record.entry.round.clone(),
            position: Some(record.entry.position),
            content: Content {
                standing: Some(answer.standing.clone()),
                language: answer.language,
                translations: answer.translations.clone(),
            },
            origin: None,
        });
        filed.push((state, told.collect()));
    }
    let earlier = |id: &domain::id::EditionId| world.editions.get(id).map(AsRef::as_ref);
    let rules::Simulation { all, fates, questions } = simulate(edition, earlier, &world.states, filed);
    let share = |(fate, share): (Fate, Share)| FateShare {
        fate: fate.into(),
        answers: share.answers,
        states: share.states,
    };
    Ok(EditionSimulation {
        position: client_position(position),
        answers: all.answers,
        states: all.states,
        fates: fates.into_iter().map(share).collect(),
        questions: questions.into_iter().map(QuestionSimulation::from).collect(),
    })
}
