//! Rounds: an edition opened to States for a period under a mandate.

mod keeping;

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{OpenRound, ReadParticipation};
use domain::id::{ProvisionId, RoundId, RoundKey, StateCode, Symbol};
use domain::language::{Language, Text, Texts};
use domain::norm::StateStatus;
use domain::submission as rules;
use domain::submission::{Closing, Endorsement, Mandate, Opening, RoundStage};

use crate::graphql::call::Call;
use crate::graphql::coverage::{ReleaseMark, last_release};
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{Provision, Term, term};
use crate::graphql::state::{Organisation, State, StateStatusCode};
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::world::World;
use crate::zone;

pub use keeping::RoundKeepingMutation;

/// Where a round stands. It opens, closes and is archived at its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "RoundStage", remote = "RoundStage")]
pub enum RoundStageCode {
    /// Not open yet.
    Planned,
    /// Open.
    Open,
    /// After its last day: everything goes on, marked late.
    Closed,
    /// Read only, apart from withdrawal.
    Archived,
}

/// What a round rests on.
#[derive(Clone, SimpleObject)]
pub struct RoundMandate {
    /// Whether States answer at their own request: then nobody is invited, and there is no denominator.
    is_own_request: bool,
    /// The operative paragraph, or the recommendation of a report.
    provision: Option<Provision>,
    /// The provision that endorsed the recommendation.
    endorsed_by: Option<Provision>,
    /// The document that endorsed the recommendation, where its text is not kept here.
    endorsed_by_document: Option<String>,
}

/// An invited State with the groups that it belonged to at the opening.
#[derive(Clone)]
pub struct InvitedState {
    round: RoundId,
    invited: rules::Invited,
}

/// An invited State with the groups that it belonged to at the opening.
#[Object]
impl InvitedState {
    /// The State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.invited.state)
    }

    /// Member or observer, as of the opening.
    async fn status(&self) -> StateStatusCode {
        self.invited.status.into()
    }

    /// Its regional group, as of the opening.
    async fn regional_group(&self, ctx: &Context<'_>) -> Term {
        term(Call::of(ctx), "regional_groups", self.invited.regional_group.code())
    }

    /// Whether it was a least developed country.
    async fn is_ldc(&self) -> bool {
        self.invited.ldc
    }

    /// Whether it was a landlocked developing country.
    async fn is_lldc(&self) -> bool {
        self.invited.lldc
    }

    /// Whether it was a small island developing State.
    async fn is_sids(&self) -> bool {
        self.invited.sids
    }

    /// Organisations that it was a member of.
    async fn organisations(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        let world = Call::of(ctx).world();
        self.invited
            .organisations
            .iter()
            .filter_map(|id| Organisation::find(world, id))
            .collect()
    }

    /// When the State opened its working file: for the State itself and the secretariat.
    async fn opened_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>, Fault> {
        let call = Call::of(ctx);
        if call
            .actor()
            .may(&ReadParticipation {
                state: self.invited.state.clone(),
            })
            .is_err()
        {
            return Ok(None);
        }
        let openings = call.loaders().openings(call, self.round).await?;
        Ok(openings.get(&self.invited.state).copied())
    }

    /// Whether a filing of the State stands: for the State itself and the secretariat.
    async fn has_filed(&self, ctx: &Context<'_>) -> Result<Option<bool>, Fault> {
        let call = Call::of(ctx);
        if call
            .actor()
            .may(&ReadParticipation {
                state: self.invited.state.clone(),
            })
            .is_err()
        {
            return Ok(None);
        }
        let standing = call.loaders().standing(call, self.round).await?;
        Ok(Some(standing.contains(&self.invited.state)))
    }
}

/// An edition opened to States for a period under a mandate.
#[derive(Clone)]
pub struct Round(pub(crate) Arc<rules::Round>);

/// An edition opened to States for a period under a mandate.
#[Object]
impl Round {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Round, self.0.id.to_string())
    }

    /// The key that people cite.
    async fn key(&self) -> &str {
        self.0.key.as_str()
    }

    /// What it is called.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.0.title, language)
    }

    /// The edition that is answered.
    async fn edition(&self, ctx: &Context<'_>) -> Option<Edition> {
        Edition::find(Call::of(ctx).world(), &self.0.edition)
    }

    /// What it rests on.
    async fn mandate(&self, ctx: &Context<'_>) -> RoundMandate {
        let provision = |id: &ProvisionId| Provision::find(Call::of(ctx).world(), id);
        let none = RoundMandate {
            is_own_request: false,
            provision: None,
            endorsed_by: None,
            endorsed_by_document: None,
        };
        match &self.0.mandate {
            Mandate::OwnRequest => RoundMandate {
                is_own_request: true,
                ..none
            },
            Mandate::OperativeParagraph(id) => RoundMandate {
                provision: provision(id),
                ..none
            },
            Mandate::Endorsed {
                recommendation,
                by: Endorsement::Provision(by),
            } => RoundMandate {
                provision: provision(recommendation),
                endorsed_by: provision(by),
                ..none
            },
            Mandate::Endorsed {
                recommendation,
                by: Endorsement::Document(symbol),
            } => RoundMandate {
                provision: provision(recommendation),
                endorsed_by_document: Some(symbol.to_string()),
                ..none
            },
        }
    }

    /// Where it stands.
    async fn stage(&self, ctx: &Context<'_>) -> RoundStageCode {
        self.0.stage(Call::of(ctx).now()).into()
    }

    /// When it opens.
    async fn opens_at(&self) -> DateTime<Utc> {
        self.0.opens_at
    }

    /// Its last day.
    async fn closes_on(&self) -> Option<NaiveDate> {
        self.0.closing.map(|closing| closing.on)
    }

    /// The end of its last day: 24:00 in its zone.
    async fn closes_at(&self) -> Option<DateTime<Utc>> {
        self.0.closing.map(|closing| closing.at)
    }

    /// The IANA zone in which its days end.
    async fn zone(&self) -> &str {
        &self.0.zone
    }

    /// When it becomes read only.
    async fn archives_at(&self) -> Option<DateTime<Utc>> {
        self.0.archives_at
    }

    /// Whether observer States take part.
    async fn admits_observers(&self) -> bool {
        self.0.observers
    }

    /// Counts its changes, from 1: whoever changes it says which one they saw.
    async fn revision(&self) -> u32 {
        self.0.revision
    }

    /// How many States are invited, observers among them.
    async fn invited_count(&self) -> usize {
        self.0.invited.len()
    }

    /// Whether a State is among them, by alpha-3 code.
    async fn is_invited(&self, state: String) -> bool {
        StateCode::new(state).is_ok_and(|state| self.0.invitation(&state).is_some())
    }

    /// How many of them are observer States, which stand apart from every figure of Member States.
    async fn observer_count(&self) -> usize {
        let observers = self.0.invited.iter();
        observers
            .filter(|invited| invited.status == StateStatus::Observer)
            .count()
    }

    /// The last release of figures with answers that are counted and not shown; none before the first.
    #[graphql(complexity = 50)]
    async fn release(&self, ctx: &Context<'_>) -> Result<Option<ReleaseMark>, Fault> {
        last_release(Call::of(ctx), &self.0).await
    }

    /// The invited States by name in the reader's language. The list was frozen when the round opened.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn invited(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, InvitedState, Total>, Fault> {
        let states = State::sorted(Call::of(ctx), self.0.invited.iter().map(|invited| &invited.state));
        let found = states.iter().filter_map(|state| self.0.invitation(state.code_of()));
        let items = found
            .map(|invited| InvitedState {
                round: self.0.id,
                invited: invited.clone(),
            })
            .collect();
        page(
            items,
            |item| item.invited.state.to_string(),
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }
}

/// Rounds.
#[derive(Default)]
pub struct RoundQuery;

#[Object]
impl RoundQuery {
    /// Every round, in the order of opening.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn rounds(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Round, Total>, Fault> {
        let rounds = Call::of(ctx).snapshot().await?.rounds().await?;
        let items = rounds.into_iter().map(|round| Round(Arc::new(round))).collect();
        page(
            items,
            |item| item.0.key.to_string(),
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// The round with this key.
    async fn round(&self, ctx: &Context<'_>, key: String) -> Result<Option<Round>, Fault> {
        let Ok(key) = RoundKey::new(key) else { return Ok(None) };
        let found = Call::of(ctx).snapshot().await?.round_by_key(&key).await?;
        Ok(found.map(|round| Round(Arc::new(round))))
    }
}

/// A text in one language.
#[derive(Clone, Debug, InputObject)]
pub struct TextInput {
    /// The language.
    language: LanguageCode,
    /// The words.
    content: String,
}

impl TextInput {
    pub(crate) fn read(self) -> (Language, String) {
        (self.language.into(), self.content)
    }
}

/// What a round rests on: an operative paragraph, a recommendation with its endorsement, or the State's own request.
#[derive(Clone, Debug, InputObject)]
pub struct MandateInput {
    /// The code of the operative paragraph, or of the recommendation of a report. Left out: at the State's own request.
    provision: Option<String>,
    /// The code of the provision that endorsed the recommendation.
    endorsed_by: Option<String>,
    /// The symbol of the document that endorsed the recommendation, where its text is not kept here.
    endorsed_by_document: Option<String>,
}

impl MandateInput {
    fn read(self) -> Result<Mandate, Fault> {
        let provision = |code: String, field: &str| {
            ProvisionId::new(code).map_err(|_| Fault::invalid().at(format!("input.mandate.{field}")))
        };
        let Some(code) = self.provision else {
            return Ok(Mandate::OwnRequest);
        };
        let code = provision(code, "provision")?;
        Ok(match (self.endorsed_by, self.endorsed_by_document) {
            (None, None) => Mandate::OperativeParagraph(code),
            (Some(by), _) => Mandate::Endorsed {
                recommendation: code,
                by: Endorsement::Provision(provision(by, "endorsedBy")?),
            },
            (None, Some(symbol)) => Mandate::Endorsed {
                recommendation: code,
                by: Endorsement::Document(
                    Symbol::new(symbol).map_err(|_| Fault::invalid().at("input.mandate.endorsedByDocument"))?,
                ),
            },
        })
    }
}

/// A round to open.
#[derive(Clone, Debug, InputObject)]
pub struct OpenRoundInput {
    /// The key that people will cite: lower case letters, digits and dashes.
    key: String,
    /// What it is called, in as many of the six languages as there are.
    title: Vec<TextInput>,
    /// The code of the edition to be answered.
    edition: String,
    /// What it rests on.
    mandate: MandateInput,
    /// When it opens; left out: at once.
    opens_at: Option<DateTime<Utc>>,
    /// Its last day, which ends at 24:00 in its zone.
    closes_on: Option<NaiveDate>,
    /// The IANA zone in which its days end.
    #[graphql(default = "America/New_York")]
    zone: String,
    /// When it becomes read only.
    archives_at: Option<DateTime<Utc>>,
    /// Whether observer States take part.
    #[graphql(default)]
    admits_observers: bool,
    /// The States to invite, by alpha-3 code.
    #[graphql(default)]
    invited: Vec<String>,
    /// Whether to invite every Member State beside those named; fictional States apart.
    #[graphql(default)]
    invites_all_member_states: bool,
}

/// A round that was opened.
#[derive(SimpleObject)]
pub struct OpenRoundPayload {
    /// The round.
    round: Round,
}

/// What the secretariat does with rounds.
#[derive(Default)]
pub struct RoundMutation;

#[Object]
impl RoundMutation {
    /// Opens a round. Its list of invited States, with their groups, is frozen when it opens.
    async fn open_round(&self, ctx: &Context<'_>, input: OpenRoundInput) -> Result<OpenRoundPayload, Fault> {
        let call = Call::of(ctx);
        let world = call.world();
        let edition = input
            .edition
            .parse()
            .ok()
            .and_then(|id| world.editions.get(&id).cloned());
        let edition = edition.ok_or_else(|| Fault::invalid().at("input.edition"))?;
        let opening = opening(call, input)?;
        let permit = call.actor().permit(OpenRound {
            round: RoundId(call.mint().id()),
        })?;
        let outcome = rules::Round::open(permit, opening, &edition, &world.norms, call.now())?;
        let work = call.begin().await?;
        work.save_round(&outcome).await?;
        call.commit(work).await?;
        Ok(OpenRoundPayload {
            round: Round(Arc::new(outcome.state)),
        })
    }
}

fn opening(call: &Call, input: OpenRoundInput) -> Result<Opening, Fault> {
    let world = call.world();
    let title = read_title(input.title)?;
    let closing = input
        .closes_on
        .map(|on| zone::end_of_day(on, &input.zone).map(|at| Closing { on, at }));
    let closing = closing.transpose().map_err(|_| Fault::invalid().at("input.zone"))?;
    zone::check(&input.zone).map_err(|_| Fault::invalid().at("input.zone"))?;
    let day = input.opens_at.unwrap_or(call.now()).date_naive();
    let invited = invited(world, input.invited, input.invites_all_member_states, day)?;
    Ok(Opening {
        key: RoundKey::new(input.key).map_err(|_| Fault::invalid().at("input.key"))?,
        title,
        mandate: input.mandate.read()?,
        opens_at: input.opens_at,
        closing,
        zone: input.zone,
        archives_at: input.archives_at,
        observers: input.admits_observers,
        invited,
    })
}

/// What a round is called, in the languages that there are.
fn read_title(title: Vec<TextInput>) -> Result<Texts, Fault> {
    let title = title.into_iter().enumerate().map(|(at, text)| {
        let (language, content) = text.read();
        let text = Text::typed(content).map_err(|_| Fault::invalid().at(format!("input.title.{at}.content")))?;
        Ok::<_, Fault>((language, text))
    });
    Ok(Texts::new(title.collect::<Result<Vec<_>, _>>()?))
}

/// Who is invited, with the groups of a day.
fn invited(
    world: &World,
    named: Vec<String>,
    all_member_states: bool,
    day: NaiveDate,
) -> Result<Vec<rules::Invited>, Fault> {
    let mut codes = Vec::new();
    for code in named {
        let state = StateCode::new(code.clone())
            .ok()
            .filter(|state| world.norms.state(state).is_some());
        codes.push(state.ok_or_else(|| Fault::invalid().at("input.invited").with("value", code))?);
    }
    if all_member_states {
        let members = world
            .norms
            .states()
            .iter()
            .filter(|state| state.status == StateStatus::Member);
        let members = members
            .map(|state| &state.code)
            .filter(|code| !code.is_fictional() && !codes.contains(code));
        let members: Vec<_> = members.cloned().collect();
        codes.extend(members);
    }
    Ok(codes.iter().filter_map(|code| world.invited(code, day)).collect())
}
