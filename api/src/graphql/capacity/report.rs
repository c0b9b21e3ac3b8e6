//! Needs against offers, in numbers.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::capacity::{CAPABILITY_KINDS, Side};
use domain::report as rules;
use domain::report::{About, Counted, Facet, Frame, Selection};

use crate::graphql::call::Call;
use crate::graphql::coverage::GroupInput;
use crate::graphql::fault::Fault;
use crate::graphql::norm::{Provision, Term, term};
use crate::graphql::report::reading::viewer;

/// By what rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "NeedsFacet", remote = "Facet")]
pub enum FacetCode {
    /// By kind of capability: a row for each there is.
    Kind,
    /// By theme: a row for each that something is about.
    Theme,
    /// By provision: a row for each that something serves. Rows of texts that were not adopted are never added to others.
    Provision,
}

/// One row. Rows overlap and are not added up.
#[derive(SimpleObject)]
pub struct NeedsRow {
    /// The kind of capability, or the theme.
    term: Option<Term>,
    /// The provision. Its adoption stands beside it.
    provision: Option<Provision>,
    /// How many States need it, of `states`.
    needing: u32,
    /// How many of those have a need of it that an offer meets which is open to them, by whatever reason.
    met: u32,
    /// How many States offer it, of `allStates`.
    offering_states: u32,
    /// How many organisations offer it, of `organisations`.
    offering_organisations: u32,
}

/// Needs against offers: how many States need what, to how many of them an offer is open that meets it, and how many offer it.
/// Counted is what the reader may read.
#[derive(SimpleObject)]
pub struct NeedsAgainstOffers {
    /// The instant as of which needs and offers are counted: what was released by then and neither met nor closed.
    as_of: DateTime<Utc>,
    /// The denominator of `needing` and `met`: the Member States, or the States of the group.
    states: u32,
    /// How many of them need anything.
    needing: u32,
    /// The denominator of `offeringStates`: all Member States and observer States.
    all_states: u32,
    /// The denominator of `offeringOrganisations`.
    organisations: u32,
    /// The rows, in the order of the catalogue.
    rows: Vec<NeedsRow>,
}

/// Needs against offers.
#[derive(Default)]
pub struct NeedsReportQuery;

#[Object]
impl NeedsReportQuery {
    /// Needs against offers, by kind of capability, theme or provision: of all Member States, or of one group that is published.
    /// With `asOf`, what stood at that instant, read with the rights of today. None where the group is too small to be published.
    #[graphql(complexity = "50 + child_complexity")]
    async fn needs_against_offers(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "FacetCode::Kind")] by: FacetCode,
        group: Option<GroupInput>,
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Option<NeedsAgainstOffers>, Fault> {
        let call = Call::of(ctx);
        // It tells the instant at which it was read.
        call.keep_to_oneself();
        let selection = group.map(GroupInput::read).transpose()?.unwrap_or(Selection::World);
        let as_of = as_of.map_or(call.now(), |as_of| as_of.min(call.now()));
        let world = call.world();
        let day = as_of.date_naive();
        let mut states: Vec<_> = (world.states.iter())
            .filter_map(|state| world.invited(state, day))
            .collect();
        states.sort_by(|one, other| one.state.cmp(&other.state));
        let frame = Frame::new(states, Vec::new()).map_err(Fault::internal)?;
        let snapshot = call.snapshot().await?;
        let needs = snapshot.released_notices(Side::Need).await?;
        let offers = snapshot.released_notices(Side::Offer).await?;
        let counted = Counted {
            needs: &needs,
            offers: &offers,
        };
        let asked = (&selection, Facet::from(by));
        let found = rules::needs_against_offers(&world.norms, &frame, &viewer(call), asked, counted, as_of);
        let row = |row: &rules::NeedsRow| NeedsRow {
            term: match &row.about {
                About::Kind(kind) => Some(term(call, CAPABILITY_KINDS, kind.as_str())),
                About::Theme(theme) => Some(term(call, "themes", theme.as_str())),
                About::Provision(_) => None,
            },
            provision: match &row.about {
                About::Provision(id) => Provision::find(world, id),
                About::Kind(_) | About::Theme(_) => None,
            },
            needing: row.needing,
            met: row.met,
            offering_states: row.offering_states,
            offering_organisations: row.offering_organisations,
        };
        Ok(found.map(|found| NeedsAgainstOffers {
            as_of: found.as_of,
            states: found.states,
            needing: found.needing,
            all_states: found.all_states,
            organisations: found.organisations,
            rows: found.rows.iter().map(row).collect(),
        }))
    }
}
