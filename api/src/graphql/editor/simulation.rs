//! What would become of filed answers in an edition that is not published yet, in numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};
use domain::drafting as rules;
use domain::drafting::{Fate, QuestionFate, Share, Simulating};
use domain::id::EditionId;
use domain::questionnaire as questions;
use domain::submission::{Content, Position, Told};
use store::FiledAnswerRecord;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::problem::ProblemName;
use crate::graphql::record::{client_position, seen};
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

/// How many filings are read at once: their answers, and those of no others, are in memory together.
const TOGETHER: usize = 32;

/// Looks at what stands filed, in the caller's scope: of each State what it filed last, in whichever round.
pub(super) async fn simulation(
    call: &Call,
    world: &World,
    edition: &Arc<questions::Edition>,
) -> Result<EditionSimulation, Fault> {
    let snapshot = call.snapshot().await?;
    let (position, _) = snapshot.register_version().await?;
    let is_earlier =
        |id: &&EditionId| id.questionnaire == edition.id().questionnaire && id.number < edition.id().number;
    let newest = snapshot
        .newest_standing(world.editions.keys().filter(is_earlier))
        .await?;
    let earlier = |id: &EditionId| world.editions.get(id).map(AsRef::as_ref);
    let mut simulating = Simulating::new(edition, earlier, &world.states);
    for filings in newest.chunks(TOGETHER) {
        let answers = snapshot
            .filed_answers_of(filings.iter().map(|filing| filing.position))
            .await?;
        let mut by_filing: BTreeMap<Position, Vec<FiledAnswerRecord>> = BTreeMap::new();
        for answer in answers {
            by_filing.entry(answer.position).or_default().push(answer);
        }
        for filing in filings {
            let answers = by_filing.remove(&filing.position).unwrap_or_default();
            let seen = seen(call, (&filing.state, filing.submission), answers).await?;
            let told = seen.into_iter().map(|answer| Told {
                edition: filing.edition.clone(),
                question: answer.question,
                round: filing.round.clone(),
                position: Some(filing.position),
                content: Content {
                    standing: Some(answer.standing),
                    language: answer.language,
                    translations: answer.translations,
                },
                origin: None,
            });
            simulating.take(&filing.state, told.collect());
        }
    }
    let rules::Simulation { all, fates, questions } = simulating.finish();
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
