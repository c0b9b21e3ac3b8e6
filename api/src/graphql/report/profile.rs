//! What one State shows a reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use domain::id::{QuestionnaireId, StateCode};
use domain::norm::Adoption;
use domain::report as rules;
use domain::report::AnswerPlace;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::norm::{AdoptionCode, Provision};
use crate::graphql::record::{FiledAnswer, Filing};
use crate::graphql::report::reading::{client_count, read_as_of};
use crate::graphql::state::State;

/// A provision with what a State says about it.
#[derive(SimpleObject)]
pub struct ProfileProvision {
    /// The provision.
    provision: Option<Provision>,
    /// What became of its text.
    adoption: AdoptionCode,
    /// What the State says about it, a lead question first.
    answers: Vec<FiledAnswer>,
}

/// What one State shows the reader. Nothing here says what else it was asked, or whether there is more.
#[derive(SimpleObject)]
pub struct StateProfile {
    /// The State.
    state: State,
    /// The register position as of which answers stand: cite it.
    as_of: u32,
    /// Its filings that stand, in the order of the register, as far as the reader may know of them.
    filings: Vec<Filing>,
    /// Of each questionnaire the newest of these filings: what the State says, provision by provision in document order, as
    /// far as the reader may see it. Texts that were not adopted stand with their badge.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    provisions: Vec<ProfileProvision>,
    /// What assistance it needs, of the same filings.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    needs: Vec<FiledAnswer>,
    /// Whether points of contact are named, and in which directories they are notified. Who they are stays there.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    contacts: Vec<FiledAnswer>,
}

/// Profiles.
#[derive(Default)]
pub struct ProfileQuery;

#[Object]
impl ProfileQuery {
    /// What a State shows the reader: its filings, its standing answers by provision, its needs, and where it has points of
    /// contact notified. `isAgreed` asks for provisions of texts that States agreed to, or of the others. With `asOf`, what
    /// stood at that position, read with the rights of today.
    #[graphql(complexity = "50 + child_complexity")]
    async fn state_profile(
        &self,
        ctx: &Context<'_>,
        state: String,
        is_agreed: Option<bool>,
        as_of: Option<i32>,
    ) -> Result<Option<StateProfile>, Fault> {
        let call = Call::of(ctx);
        let as_of = read_as_of(as_of)?;
        let code = StateCode::new(state).ok();
        let Some(state) = code.and_then(|code| State::find(call.world(), &code)) else {
            return Ok(None);
        };
        let filings = Filing::of_state(call, state.code_of(), as_of).await?;
        // Later ones of a questionnaire take the place of earlier ones.
        let mut newest: BTreeMap<&QuestionnaireId, &Filing> = BTreeMap::new();
        for filing in &filings {
            newest.insert(&filing.edition_id().questionnaire, filing);
        }
        let mut told = Vec::new();
        for filing in newest.into_values() {
            let Some(edition) = call.world().editions.get(filing.edition_id()) else {
                continue;
            };
            told.push((Arc::clone(edition), filing.all_answers(call).await?));
        }
        let shown = told.iter().map(|(edition, answers)| {
            let questions = answers.iter().filter_map(|answer| edition.question(answer.asked()));
            (edition.as_ref(), questions.map(|placed| placed.index).collect())
        });
        let found = rules::profile(&call.world().norms, &shown.collect::<Vec<_>>());
        let answer = |(filing, question): &AnswerPlace| {
            let (edition, answers) = &told[*filing];
            let code = &edition.at(*question).question.code;
            answers.iter().find(|answer| answer.asked() == code).cloned()
        };
        let answers = |places: &[AnswerPlace]| places.iter().filter_map(answer).collect();
        let is_wanted = |adoption: Adoption| is_agreed.is_none_or(|agreed| adoption.is_agreed() == agreed);
        let provisions = found.provisions.iter().filter(|row| is_wanted(row.adoption));
        let provisions = provisions.map(|row| ProfileProvision {
            provision: Provision::find(call.world(), &row.provision),
            adoption: row.adoption.into(),
            answers: answers(&row.answers),
        });
        let (last, _) = call.snapshot().await?.register_version().await?;
        Ok(Some(StateProfile {
            as_of: client_count(as_of.unwrap_or(last).min(last)),
            provisions: provisions.collect(),
            needs: answers(&found.needs),
            contacts: answers(&found.contacts),
            filings: filings.clone(),
            state,
        }))
    }
}
