//! Sample answers to a draft, judged as a delegate's would be.

use std::collections::BTreeMap;

use async_graphql::{InputObject, SimpleObject};
use domain::drafting::{Trial, try_out};
use domain::id::QuestionCode;
use domain::questionnaire as questions;
use domain::questionnaire::Standing;

use crate::graphql::call::Call;
use crate::graphql::cited::KeptEvidence;
use crate::graphql::fault::Fault;
use crate::graphql::problem::Problem;
use crate::graphql::save::Given;
use crate::graphql::submission::Completeness;
use crate::graphql::value::AnswerInput;

/// The most sample answers of one call: every question of an edition can have one.
const MOST: usize = 1_000;

/// A sample answer.
#[derive(Clone, Debug, InputObject)]
pub struct SampleAnswerInput {
    /// The code of the question.
    question: String,
    /// What is said.
    answer: AnswerInput,
}

/// How far a section has come.
#[derive(Clone, Debug, SimpleObject)]
pub struct TriedSection {
    /// The code of the section.
    code: String,
    /// How far it has come; all zero while it is not shown.
    completeness: Completeness,
}

/// What sample answers come to in a draft, by the rules of a working file. Nothing of it is kept.
#[derive(Clone, Debug, SimpleObject)]
pub struct EditionTrial {
    /// The codes of the questions that are shown, in order.
    shown: Vec<String>,
    /// What a delegate would have to mend: first what could not even be saved, then what keeps an answer out of a filing.
    problems: Vec<Problem>,
    /// The codes of the questions whose answers could not even be saved.
    refused: Vec<String>,
    /// How far such a working file would have come.
    completeness: Completeness,
    /// The same section by section, in order.
    sections: Vec<TriedSection>,
}

/// Judges sample answers. Evidence that a State keeps is nobody's here: only links are.
pub(super) fn trial(
    call: &Call,
    edition: &questions::Edition,
    answers: Vec<SampleAnswerInput>,
) -> Result<EditionTrial, Fault> {
    if answers.len() > MOST {
        return Err(Fault::invalid()
            .at("answers")
            .with("reason", "too_many")
            .with("maximum", MOST));
    }
    let mut said: BTreeMap<QuestionCode, Standing> = BTreeMap::new();
    let (mut problems, mut refused) = (Vec::new(), Vec::new());
    for (at, SampleAnswerInput { question, answer }) in answers.into_iter().enumerate() {
        let place = format!("answers.{at}");
        let given = Given {
            answer,
            language: None,
            translations: Vec::new(),
        };
        match given.read(edition, (&question, &KeptEvidence::default()), &place)? {
            Ok((code, content)) => {
                if said.contains_key(&code) {
                    return Err(Fault::invalid().at(format!("{place}.question")).with("reason", "twice"));
                }
                said.extend(content.standing.map(|standing| (code, standing)));
            }
            Err(problem) => {
                problems.push(Problem::new(&problem, call.language()));
                refused.push(question);
            }
        }
    }
    let tried = try_out(edition, &said, &call.world().states);
    let Trial {
        shown,
        problems: found,
        progress,
    } = tried;
    problems.extend(found.iter().map(|problem| Problem::new(problem, call.language())));
    let sections = edition.sections().map(|section| TriedSection {
        code: section.section.code.to_string(),
        completeness: progress.section(section.index).into(),
    });
    Ok(EditionTrial {
        shown: shown.iter().map(ToString::to_string).collect(),
        problems,
        refused,
        completeness: progress.whole().into(),
        sections: sections.collect(),
    })
}
