//! States, observer States and organisations.

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use domain::id::{OrganisationId, StateCode};
use domain::norm;
use domain::norm::StateStatus;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::{Term, term};
use crate::graphql::record::{Filing, read_position};
use crate::graphql::review::object::Review;
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::world::World;
use domain::language::Language;

/// Whether a State is a Member of the United Nations. Observer States are shown apart and never in a regional sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "StateStatus", remote = "StateStatus")]
pub enum StateStatusCode {
    /// A Member State.
    Member,
    /// A non-member observer State.
    Observer,
}

/// A Member State or observer State.
#[derive(Clone)]
pub struct State {
    world: Arc<World>,
    code: StateCode,
}

/// How names are ordered in a language.
fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale = match language {
        Language::Arabic => locale!("ar"),
        Language::Chinese => locale!("zh"),
        Language::English => locale!("en"),
        Language::French => locale!("fr"),
        Language::Russian => locale!("ru"),
        Language::Spanish => locale!("es"),
    };
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

impl State {
    pub(crate) fn find(world: &Arc<World>, code: &StateCode) -> Option<Self> {
        world.norms.state(code).map(|found| Self {
            world: Arc::clone(world),
            code: found.code.clone(),
        })
    }

    /// States by name in the reader's language: the only order in which a list of States is ever shown.
    pub(crate) fn sorted<'a>(call: &Call, codes: impl Iterator<Item = &'a StateCode>) -> Vec<Self> {
        let collator = collator(call.language());
        let mut named: Vec<(String, Self)> = codes
            .filter_map(|code| Self::find(call.world(), code))
            .map(|state| {
                let name = state
                    .get()
                    .name
                    .read(call.language())
                    .map(|name| name.content.to_owned());
                (name.unwrap_or_default(), state)
            })
            .collect();
        named.sort_by(|(a, _), (b, _)| collator.as_ref().map_or_else(|| a.cmp(b), |order| order.compare(a, b)));
        named.into_iter().map(|(_, state)| state).collect()
    }

    pub(crate) fn code_of(&self) -> &StateCode {
        &self.code
    }

    fn get(&self) -> &norm::State {
        self.world
            .norms
            .state(&self.code)
            .expect("made only for a State of this world")
    }
}

/// A Member State or observer State.
#[Object]
impl State {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::State, &self.code)
    }

    /// ISO 3166-1 alpha-3. Codes from `QMA` to `QZZ` are those of fictional States.
    async fn code(&self) -> &str {
        self.code.as_str()
    }

    /// ISO 3166-1 alpha-2; none for fictional States.
    async fn alpha2(&self) -> Option<&str> {
        self.get().alpha2.as_ref().map(AsRef::as_ref)
    }

    /// The numeric code of M49; none for fictional States.
    async fn m49(&self) -> Option<&str> {
        self.get().m49.as_ref().map(AsRef::as_ref)
    }

    /// Member or observer.
    async fn status(&self) -> StateStatusCode {
        self.get().status.into()
    }

    /// Its short name.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().name, language)
    }

    /// Its regional group in the General Assembly.
    async fn regional_group(&self, ctx: &Context<'_>) -> Term {
        term(Call::of(ctx), "regional_groups", self.get().regional_group.code())
    }

    /// The M49 areas that it lies in, the widest first.
    async fn areas(&self, ctx: &Context<'_>) -> Vec<Term> {
        let call = Call::of(ctx);
        self.get()
            .areas
            .iter()
            .map(|area| term(call, "m49_areas", area.as_str()))
            .collect()
    }

    /// Whether it is a least developed country; none if not certain.
    async fn is_ldc(&self) -> Option<bool> {
        self.get().ldc
    }

    /// Whether it is a landlocked developing country; none if not certain.
    async fn is_lldc(&self) -> Option<bool> {
        self.get().lldc
    }

    /// Whether it is a small island developing State; none if not certain.
    async fn is_sids(&self) -> Option<bool> {
        self.get().sids
    }

    /// What it filed in all rounds and what stands of it, in the order of the register, as far as the reader may know of it.
    /// With `asOf`, what stood at that position, read with the rights of today.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn filings(&self, ctx: &Context<'_>, as_of: Option<i32>) -> Result<Vec<Filing>, Fault> {
        let as_of = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        Filing::of_state(Call::of(ctx), &self.code, as_of).await
    }

    /// Reviews of its answers that are published, each with its reply, the newest invitation first.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn published_reviews(&self, ctx: &Context<'_>) -> Result<Vec<Review>, Fault> {
        Review::published_of(Call::of(ctx), &self.code, None).await
    }

    /// Organisations that it is a member of today.
    async fn organisations(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        let today = Call::of(ctx).now().date_naive();
        let of = |found: &&norm::Organisation| found.members_on(today).any(|code| *code == self.code);
        let found = self.world.norms.organisations().iter().filter(of);
        found
            .map(|found| Organisation {
                world: Arc::clone(&self.world),
                id: found.id.clone(),
            })
            .collect()
    }
}

/// An international or regional organisation.
#[derive(Clone)]
pub struct Organisation {
    world: Arc<World>,
    id: OrganisationId,
}

impl Organisation {
    pub(crate) fn find(world: &Arc<World>, id: &OrganisationId) -> Option<Self> {
        world.norms.organisation(id).map(|found| Self {
            world: Arc::clone(world),
            id: found.id.clone(),
        })
    }

    fn get(&self) -> &norm::Organisation {
        self.world
            .norms
            .organisation(&self.id)
            .expect("made only for an organisation of this world")
    }
}

/// An international or regional organisation.
#[Object]
impl Organisation {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Organisation, &self.id)
    }

    /// Its code, `au`.
    async fn code(&self) -> &str {
        self.id.as_str()
    }

    /// Its abbreviation in English.
    async fn abbreviation(&self) -> &str {
        &self.get().abbreviation
    }

    /// Its name.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().name, language)
    }

    /// Its members today among the States here, by name in the reader's language.
    async fn members(&self, ctx: &Context<'_>) -> Vec<State> {
        let call = Call::of(ctx);
        State::sorted(call, self.get().members_on(call.now().date_naive()))
    }

    /// The day on which memberships without dates were known to hold.
    async fn as_of(&self) -> chrono::NaiveDate {
        self.get().as_of
    }

    /// States whose membership or participation has changed or needs checking.
    async fn to_verify(&self, ctx: &Context<'_>) -> Vec<State> {
        State::sorted(Call::of(ctx), self.get().to_verify.iter())
    }

    /// A note, in English.
    async fn note(&self) -> Option<&str> {
        self.get().note.as_deref()
    }
}

/// Who takes part.
#[derive(Default)]
pub struct StateQuery;

#[Object]
impl StateQuery {
    /// States by name in the reader's language.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn states(
        &self,
        ctx: &Context<'_>,
        status: Option<StateStatusCode>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, State, Total>, Fault> {
        let call = Call::of(ctx);
        let wanted = status.map(StateStatus::from);
        let states = call.world().norms.states();
        let found = states
            .iter()
            .filter(|found| wanted.is_none_or(|wanted| found.status == wanted));
        let items = State::sorted(call, found.map(|found| &found.code));
        page(
            items,
            |item| item.code.to_string(),
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// The State with this alpha-3 code.
    async fn state(&self, ctx: &Context<'_>, code: String) -> Option<State> {
        State::find(Call::of(ctx).world(), &StateCode::new(code).ok()?)
    }

    /// Organisations in the order of their codes.
    async fn organisations(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        let world = Call::of(ctx).world();
        let found = world.norms.organisations().iter();
        found
            .map(|found| Organisation {
                world: Arc::clone(world),
                id: found.id.clone(),
            })
            .collect()
    }
}
