//! What one State shows a reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use domain::id::{QuestionnaireId, StateCode};
use domain::norm::Adoption;
use domain::questionnaire::Edition;
use domain::report as rules;
use domain::report::AnswerPlace;
use domain::submission::Position;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{AdoptionCode, Provision};
use crate::graphql::printed::{DocumentFormat, PrintedDocument};
use crate::graphql::record::{FiledAnswer, Filing};
use crate::graphql::report::reading::{client_count, read_as_of};
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;

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
#[graphql(complex)]
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

#[ComplexObject]
impl StateProfile {
    /// Where the profile can be fetched as a document to be read and sent on, as of the same position: texts that States agreed to
    /// and others stand apart in it, whichever of them is asked for here.
    #[graphql(complexity = 5)]
    async fn document(
        &self,
        ctx: &Context<'_>,
        format: DocumentFormat,
        language: Option<LanguageCode>,
    ) -> PrintedDocument {
        let id = node::id(Sort::State, self.state.code_of());
        PrintedDocument::at(Call::of(ctx), id, Some(self.as_of.into()), format, language)
    }
}

/// A filing of which answers are told.
pub(crate) struct Told {
    /// Its place among the filings.
    pub(crate) place: usize,
    edition: Arc<Edition>,
    pub(crate) answers: Vec<FiledAnswer>,
}

/// What a State shows the caller.
pub(crate) struct Gathered {
    /// The position as of which it does.
    pub(crate) as_of: Position,
    /// Its filings that stand, in the order of the register.
    pub(crate) filings: Vec<Filing>,
    /// Of each questionnaire the newest of them.
    pub(crate) told: Vec<Told>,
    /// Their answers, arranged: each named by a place among `told`.
    pub(crate) arranged: rules::Profile,
}

impl Gathered {
    /// Reads what a State shows, or showed at a position.
    pub(crate) async fn of(call: &Call, state: &StateCode, as_of: Option<Position>) -> Result<Self, Fault> {
        let filings = Filing::of_state(call, state, as_of).await?;
        // Later ones of a questionnaire take the place of earlier ones.
        let mut newest: BTreeMap<&QuestionnaireId, usize> = BTreeMap::new();
        for (place, filing) in filings.iter().enumerate() {
            newest.insert(&filing.edition_id().questionnaire, place);
        }
        let mut told = Vec::new();
        for place in newest.into_values() {
            let filing = &filings[place];
            let Some(edition) = call.world().editions.get(filing.edition_id()) else {
                continue;
            };
            told.push(Told {
                place,
                edition: Arc::clone(edition),
                answers: filing.all_answers(call).await?,
            });
        }
        let shown = told.iter().map(|told| {
            let questions = told
                .answers
                .iter()
                .filter_map(|answer| told.edition.question(answer.asked()));
            (told.edition.as_ref(), questions.map(|placed| placed.index).collect())
        });
        let arranged = rules::profile(&call.world().norms, &shown.collect::<Vec<_>>());
        let (last, _) = call.snapshot().await?.register_version().await?;
        Ok(Self {
            as_of: as_of.unwrap_or(last).min(last),
            filings,
            told,
            arranged,
        })
    }

    fn answer(&self, (told, question): &AnswerPlace) -> Option<FiledAnswer> {
        let told = &self.told[*told];
        let code = &told.edition.at(*question).question.code;
        told.answers.iter().find(|answer| answer.asked() == code).cloned()
    }
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
        let found = Gathered::of(call, state.code_of(), as_of).await?;
        let answers = |places: &[AnswerPlace]| places.iter().filter_map(|place| found.answer(place)).collect();
        let is_wanted = |adoption: Adoption| is_agreed.is_none_or(|agreed| adoption.is_agreed() == agreed);
        let arranged = &found.arranged;
        let provisions = arranged.provisions.iter().filter(|row| is_wanted(row.adoption));
        let provisions = provisions.map(|row| ProfileProvision {
            provision: Provision::find(call.world(), &row.provision),
            adoption: row.adoption.into(),
            answers: answers(&row.answers),
        });
        Ok(Some(StateProfile {
            as_of: client_count(found.as_of),
            provisions: provisions.collect(),
            needs: answers(&arranged.needs),
            contacts: answers(&arranged.contacts),
            filings: found.filings.clone(),
            state,
        }))
    }
}
