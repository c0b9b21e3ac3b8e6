//! Offline packs as they come back: what became of each answer meanwhile, and the act that applies what is chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::SaveAnswers;
use domain::id::{QuestionCode, SubmissionId};
use domain::language::{Language, Texts};
use domain::questionnaire::{EvidenceItem, Problem as Wrong, ProblemCode, Standing, Value};
use domain::submission::{Content, IdempotencyKey, bears_text};
use pack::{Became, Opened, Side, became};
use sha2::{Digest as _, Sha256};

use crate::graphql::answer::SaidContent;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::problem::Problem;
use crate::graphql::save::{ReadAnswer, SaveAnswersPayload, SavedAnswer, save_read, saved};
use crate::graphql::text::LanguageCode;
use crate::packs;

/// What became of one answer while a pack was away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Became")]
pub enum PackOutcome {
    /// Nobody changed it.
    Unchanged,
    /// It was changed in the pack alone.
    PackChanged,
    /// It was changed here alone; the pack still says what it was made with.
    ServerChanged,
    /// It was changed on both sides to the same.
    BothSame,
    /// It was changed on both sides, and they differ. Applied, what the pack says is kept as an unmerged revision.
    Conflict,
}

/// One answer that a pack brings back.
#[derive(SimpleObject)]
pub struct PackAnswer {
    /// The code of the question.
    question: String,
    /// What became of it; none where what was entered cannot be read: the problems say why.
    outcome: Option<PackOutcome>,
    /// Where it stands in the workbook: the sheet, an exclamation mark, and its cells.
    at: Option<String>,
    /// Whether the caller may save answers in its section.
    may_write: bool,
    /// The revision that the pack was made from; 0 where there was none.
    based_on: u32,
    /// What it said; none where nothing was said.
    base: Option<SaidContent>,
    /// The revision that stands now; 0 where there is none.
    revision: u32,
    /// What it says; none where nothing is said.
    stored: Option<SaidContent>,
    /// What the pack says; none where nothing is said, or where it cannot be read.
    entered: Option<SaidContent>,
    /// Why what was entered cannot be read.
    problems: Vec<Problem>,
}

/// What a pack brings back, answer by answer. Nothing of it is applied.
#[derive(SimpleObject)]
pub struct PackDifference {
    /// The language of the pack.
    language: LanguageCode,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// Its answers that the caller may read, in the order of the questionnaire.
    answers: Vec<PackAnswer>,
    /// The codes of its questions that stand in sections which the caller may not read. They cannot be applied.
    out_of_reach: Vec<String>,
}

/// A pack to apply.
#[derive(Clone, Debug, InputObject)]
pub struct ApplyPackInput {
    /// The working file.
    submission: ID,
    /// What the pack brings back, as `POST /packs` gave it.
    pack: String,
    /// The codes of the questions whose answers are to be applied.
    answers: Vec<String>,
}

/// One answer of a pack beside what it was made from and what stands.
struct Compared {
    question: QuestionCode,
    at: Option<String>,
    may_write: bool,
    based_on: u32,
    base: Option<Content>,
    revision: u32,
    stored: Option<Content>,
    entered: Result<Content, Wrong>,
}

impl Compared {
    /// What became of it; none where it cannot be read.
    fn became(&self) -> Option<Became> {
        let side = |revision, content: Option<&Content>| Side {
            revision,
            standing: content.and_then(|content| content.standing.clone()),
        };
        let (base, now) = (
            side(self.based_on, self.base.as_ref()),
            side(self.revision, self.stored.as_ref()),
        );
        let entered = self.entered.as_ref().ok()?;
        Some(became(&base, &now, entered.standing.as_ref()))
    }
}

/// A pack that came back to a working file, compared.
struct Comparison {
    answers: Vec<Compared>,
    out_of_reach: Vec<QuestionCode>,
}

/// What is said as it is saved: in the language of the text that it takes the place of, else in that of the pack. The State's
/// own translations stay beside a text that is still there.
fn content(standing: Option<Standing>, base: Option<&Content>, language: Language) -> Content {
    let value = |content: &Content| {
        content
            .standing
            .as_ref()
            .and_then(Standing::value)
            .is_some_and(bears_text)
    };
    let base = base.filter(|content| value(content));
    let has_text = standing.as_ref().and_then(Standing::value).is_some_and(bears_text);
    Content {
        language: has_text.then(|| base.and_then(|base| base.language).unwrap_or(language)),
        translations: match base {
            Some(base) if has_text => base.translations.clone(),
            _ => Texts::default(),
        },
        standing,
    }
}

/// The evidence that a standing cites by commitment.
pub(crate) fn cited(standing: Option<&Standing>) -> impl Iterator<Item = domain::questionnaire::EvidenceCommitment> {
    let items = match standing.and_then(Standing::value) {
        Some(Value::Evidence(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| match item {
        EvidenceItem::Kept(commitment) => Some(*commitment),
        EvidenceItem::Link(_) => None,
    })
}

impl Comparison {
    async fn of(call: &Call, file: &File, opened: &Opened) -> Result<Self, Fault> {
        let stored: BTreeMap<_, _> = file.answers(call).await?.iter().map(|it| (&it.question, it)).collect();
        let mut entered = Vec::new();
        let mut out_of_reach = Vec::new();
        for one in opened.entered(&file.edition) {
            if file.shows(call, &one.placed.section.code).await? {
                entered.push(one);
            } else {
                out_of_reach.push(one.placed.question.code.clone());
            }
        }
        let revision = |question| stored.get(question).map_or(0, |answer| answer.revision);
        let moved: Vec<_> = entered
            .iter()
            .filter(|one| one.base > 0 && one.base != revision(&one.placed.question.code))
            .map(|one| one.placed.question.code.clone())
            .collect();
        let mut earlier = BTreeMap::new();
        if !moved.is_empty() {
            for text in call.snapshot().await?.stood(file.submission.id, &moved).await? {
                earlier.insert((text.question, text.revision.unwrap_or(0)), text.content);
            }
        }
        let named = entered
            .iter()
            .flat_map(|one| cited(one.said.as_ref().ok().and_then(Option::as_ref)));
        let named: BTreeSet<_> = named.collect();
        let known = call.loaders().cited_evidence(call, named.into_iter().collect()).await?;
        let own = known
            .iter()
            .filter(|cited| cited.evidence.state == file.submission.state);
        let own: BTreeSet<_> = own.map(|cited| cited.commitment).collect();
        let assignments = file.assignments(call).await?;
        let mut answers = Vec::with_capacity(entered.len());
        for one in entered {
            let question = &one.placed.question.code;
            let now = stored.get(question);
            let base = match now {
                Some(now) if now.revision == one.base => Some(now.content.clone()),
                _ => earlier.remove(&(question.clone(), one.base)),
            };
            let section = one.placed.section.code.clone();
            let act = SaveAnswers {
                state: file.submission.state.clone(),
                submission: file.submission.id,
                assigned: assignments.get(&section).map(|assignment| assignment.to),
                section,
            };
            let said = one.said.and_then(|standing| {
                let unknown = cited(standing.as_ref()).position(|commitment| !own.contains(&commitment));
                match unknown {
                    None => Ok(content(standing, base.as_ref(), opened.language())),
                    Some(at) => {
                        let wrong = Wrong::new(Some(question.clone()), ProblemCode::UnknownEvidence);
                        Err(wrong.with("item", at + 1))
                    }
                }
            });
            answers.push(Compared {
                question: question.clone(),
                at: one.at.map(str::to_owned),
                may_write: call.actor().may(&act).is_ok(),
                based_on: one.base,
                revision: revision(question),
                stored: now.map(|now| now.content.clone()),
                base,
                entered: said,
            });
        }
        Ok(Self { answers, out_of_reach })
    }
}

/// Compares what a pack brings back with what it was made from and with what stands.
pub(crate) async fn difference(call: &Call, file: &File, text: &str) -> Result<PackDifference, Fault> {
    call.keep_to_oneself();
    let opened = packs::read(call, file, text)?;
    let compared = Comparison::of(call, file, &opened).await?;
    let said = |question: &QuestionCode, content: Content| {
        let is_said = content.standing.is_some();
        is_said.then(|| SaidContent::new(Arc::clone(&file.edition), question.clone(), content))
    };
    let answers = compared.answers.into_iter().map(|one| {
        let outcome = one.became().map(PackOutcome::from);
        let (entered, problems) = match one.entered {
            Ok(content) => (said(&one.question, content), Vec::new()),
            Err(wrong) => (None, vec![Problem::new(&wrong, call.language())]),
        };
        PackAnswer {
            outcome,
            at: one.at,
            may_write: one.may_write,
            based_on: one.based_on,
            base: one.base.and_then(|content| said(&one.question, content)),
            revision: one.revision,
            stored: one.stored.and_then(|content| said(&one.question, content)),
            entered,
            problems,
            question: one.question.to_string(),
        }
    });
    Ok(PackDifference {
        language: opened.language().into(),
        made_at: opened.identification().made_at().ok_or_else(Fault::invalid)?,
        answers: answers.collect(),
        out_of_reach: compared.out_of_reach.iter().map(ToString::to_string).collect(),
    })
}

/// The name of a save by which a repeat of the same pack with the same words is known.
fn key(seal: &str, content: &Content) -> Result<IdempotencyKey, Fault> {
    let (code, value) = store::answer_codec::encode(content.standing.as_ref());
    let mut hash = Sha256::new();
    for text in [seal, code, &value.map(|value| value.to_string()).unwrap_or_default()] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let digest = register::Hash(hash.finalize().into());
    IdempotencyKey::new(format!("pack-{}", digest.to_hex())).map_err(Fault::internal)
}

/// What is done with packs.
#[derive(Default)]
pub struct PackMutation;

#[Object]
impl PackMutation {
    /// Applies chosen answers of a pack that came back, as if they were typed on what it was made from: through the same door as
    /// `saveAnswers`. An answer that was changed on both sides is kept as an unmerged revision. A repeat saves nothing again.
    /// Of what has nothing to apply there is no result. If one of those chosen cannot be read, nothing is applied.
    async fn apply_pack(&self, ctx: &Context<'_>, input: ApplyPackInput) -> Result<SaveAnswersPayload, Fault> {
        let call = Call::of(ctx);
        let id = SubmissionId(node::key(Sort::Submission, &input.submission)?);
        let file = File::find(call, id).await?.ok_or_else(Fault::not_found)?;
        let opened = packs::read(call, &file, &input.pack)?;
        let chosen: BTreeSet<&str> = input.answers.iter().map(String::as_str).collect();
        let asked = opened.identification().questions();
        if let Some(at) = input.answers.iter().position(|code| !asked.contains_key(code)) {
            return Err(Fault::invalid().at(format!("input.answers.{at}")));
        }
        let compared = Comparison::of(call, &file, &opened).await?;
        let beyond = compared
            .out_of_reach
            .iter()
            .filter(|code| chosen.contains(code.as_str()));
        let beyond: Vec<_> = beyond.map(ToString::to_string).collect();
        if !beyond.is_empty() {
            return Err(Fault::forbidden().with("questions", beyond));
        }
        let mut unreadable = Vec::new();
        let mut to_save = Vec::new();
        let mut results: Vec<SavedAnswer> = Vec::new();
        for one in compared
            .answers
            .into_iter()
            .filter(|one| chosen.contains(one.question.as_str()))
        {
            let outcome = one.became();
            let (question, revision, based_on) = (one.question, one.revision, one.based_on);
            match (outcome, one.entered) {
                (_, Err(_)) | (None, _) => unreadable.push(question.to_string()),
                (Some(Became::PackChanged | Became::Conflict), Ok(content)) => to_save.push(ReadAnswer {
                    key: key(opened.seal(), &content)?,
                    question,
                    content,
                    based_on,
                }),
                (Some(Became::BothSame), Ok(content)) => {
                    let said = SaidContent::new(Arc::clone(&file.edition), question.clone(), content);
                    let none = SavedAnswer::refused(question.to_string(), Vec::new());
                    results.push(none.standing_as(revision, said));
                }
                (Some(Became::Unchanged | Became::ServerChanged), Ok(_)) => {}
            }
        }
        if !unreadable.is_empty() {
            return Err(Fault::invalid().at("input.answers").with("questions", unreadable));
        }
        if !to_save.is_empty() {
            results.extend(save_read(call, id, to_save).await?);
        }
        Ok(saved(input.submission, results))
    }
}
