//! Where a State says different things: for the State itself.

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::id::{EditionId, StateCode, SubmissionId};
use domain::report as rules;
use domain::report::Clash;
use domain::submission::{Origin, Past, Told, says_now};

use crate::graphql::answer::{AnswerOrigin, SaidContent};
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::norm::{CrosswalkRelation, Provision};

/// In what two answers do not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ContradictionKind", remote = "Clash")]
pub enum ClashCode {
    /// Both are answered, with other values.
    Value,
    /// One says that there is nothing, or that the question does not apply, and the other says something else.
    Silence,
    /// One answers what the other says exists and is not disclosed.
    Disclosure,
}

/// One of two answers that do not agree.
#[derive(SimpleObject)]
pub struct ContradictionSide {
    /// The provision that it is about, with its adoption.
    provision: Option<Provision>,
    /// Where it was said: round, edition and question, and the filing if it was filed.
    origin: AnswerOrigin,
    /// What was said.
    content: SaidContent,
}

/// Two answers of a State to provisions of the same content that do not agree. Whether that is wrong, the State knows.
#[derive(SimpleObject)]
pub struct Contradiction {
    /// In what they do not agree.
    kind: ClashCode,
    /// The relation by which the provisions mean the same; none where both answers are about one provision.
    relation: Option<CrosswalkRelation>,
    /// The two, in the order of the relation.
    sides: Vec<ContradictionSide>,
}

/// What a State has said so far in every questionnaire, one working file apart: for those of its people who read every section.
pub(crate) async fn pasts(call: &Call, state: &StateCode, but: Option<SubmissionId>) -> Result<Vec<Past>, Fault> {
    let snapshot = call.snapshot().await?;
    let mut questionnaires: Vec<&EditionId> = call.world().editions.keys().collect();
    questionnaires.dedup_by_key(|edition| &edition.questionnaire);
    let but = but.unwrap_or(SubmissionId(uuid::Uuid::nil()));
    let mut pasts = Vec::with_capacity(questionnaires.len());
    for edition in questionnaires {
        pasts.push(snapshot.past(state, edition, but).await?);
    }
    Ok(pasts)
}

/// Contradictions.
#[derive(Default)]
pub struct ContradictionQuery;

#[Object]
impl ContradictionQuery {
    /// Where a State says different things to provisions that the crosswalk calls equivalent or restated, or to one provision in
    /// two questionnaires: of each questionnaire what it filed last, or else what it drafted. Answers are compared that choose from
    /// one list, are dates, numbers or steps, or are silences; free texts are not. For those of the State's own people who read
    /// every section; none for anybody else.
    #[graphql(complexity = "100 + 20 * child_complexity")]
    async fn contradictions(&self, ctx: &Context<'_>, state: String) -> Result<Option<Vec<Contradiction>>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        if !call.reader().own.contains(&state) {
            return Ok(None);
        }
        let world = call.world();
        let pasts = pasts(call, &state, None).await?;
        let said = says_now(&pasts);
        let edition = |id: &EditionId| world.editions.get(id).map(AsRef::as_ref);
        let found = rules::contradictions(&world.norms, edition, &said);
        let side = |(provision, told): (&domain::id::ProvisionId, &Told)| {
            let edition = world.editions.get(&told.edition)?;
            let origin = Origin {
                position: told.position,
                round: told.round.clone(),
                edition: told.edition.clone(),
                question: told.question.clone(),
                comparable: false,
            };
            Some(ContradictionSide {
                provision: Provision::find(world, provision),
                origin: AnswerOrigin::from(&origin),
                content: SaidContent::new(edition.clone(), told.question.clone(), told.content.clone()),
            })
        };
        let found = found.into_iter().map(|found| Contradiction {
            kind: found.clash.into(),
            relation: found.relation.and_then(|id| CrosswalkRelation::find(world, &id)),
            sides: found.sides.into_iter().filter_map(side).collect(),
        });
        Ok(Some(found.collect()))
    }
}
