//! Needs and offers in lists.

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, InputObject, Object};
use domain::capacity::{Notice, Side};

use crate::graphql::call::Call;
use crate::graphql::capacity::notice::{Need, Offer};
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned, wants};

/// Which needs are wanted. What names several wants one of them.
#[derive(Clone, Debug, Default, InputObject)]
pub struct NeedFilter {
    /// Of these States, by alpha-3 code.
    states: Option<Vec<String>>,
    /// Of these kinds of capability.
    kinds: Option<Vec<String>>,
    /// Which serve one of these provisions.
    provisions: Option<Vec<String>>,
    /// On one of these themes.
    themes: Option<Vec<String>>,
    /// Also those that are met, and of the own those that were taken back.
    #[graphql(default)]
    is_over_included: bool,
}

/// Which offers are wanted. What names several wants one of them.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OfferFilter {
    /// Of these States, by alpha-3 code.
    states: Option<Vec<String>>,
    /// Of these organisations, by code.
    organisations: Option<Vec<String>>,
    /// Of these kinds of capability.
    kinds: Option<Vec<String>>,
    /// Which serve one of these provisions.
    provisions: Option<Vec<String>>,
    /// On one of these themes.
    themes: Option<Vec<String>>,
    /// In one of these forms.
    forms: Option<Vec<String>>,
    /// Also those that are closed or whose last day is past, and of the own those that were taken back.
    #[graphql(default)]
    is_over_included: bool,
}

impl NeedFilter {
    fn takes(&self, need: &Notice) -> bool {
        (self.is_over_included || need.stage.is_going_on())
            && wants(self.states.as_ref(), need.by.state())
            && wants(self.kinds.as_ref(), [&need.content.kind])
            && wants(self.provisions.as_ref(), &need.content.provisions)
            && wants(self.themes.as_ref(), &need.content.themes)
    }
}

impl OfferFilter {
    fn takes(&self, call: &Call, offer: &Notice) -> bool {
        let terms = offer.content.terms.as_ref();
        let goes_on = offer.stage.is_going_on() && terms.is_none_or(|terms| terms.is_open_on(call.now().date_naive()));
        let is_of = (self.states.is_none() && self.organisations.is_none())
            || (self.states.is_some() && wants(self.states.as_ref(), offer.by.state()))
            || (self.organisations.is_some() && wants(self.organisations.as_ref(), offer.by.organisation()));
        (self.is_over_included || goes_on)
            && is_of
            && wants(self.kinds.as_ref(), [&offer.content.kind])
            && wants(self.provisions.as_ref(), &offer.content.provisions)
            && wants(self.themes.as_ref(), &offer.content.themes)
            && wants(self.forms.as_ref(), terms.iter().flat_map(|terms| &terms.forms))
    }
}

/// Needs and offers.
#[derive(Default)]
pub struct CapacityQuery;

#[Object]
impl CapacityQuery {
    /// What States need, as far as the reader may read it: what was released last first, and before it what is the own and not
    /// released yet.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        filter: Option<NeedFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Need, Total>, Fault> {
        let call = Call::of(ctx);
        call.keep_to_oneself();
        let filter = filter.unwrap_or_default();
        let needs = call.loaders().notices(call, Side::Need).await?;
        let found = needs.iter().filter(|need| filter.takes(need));
        let found = found.map(|need| Need::new(Arc::clone(need))).collect();
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(found, Need::key, asked)
    }

    /// What States and organisations offer, as far as the reader may read it: what was released last first, and before it what is
    /// the own and not released yet.
    #[graphql(complexity = "20 + reckoned(first, None) * child_complexity")]
    async fn offers(
        &self,
        ctx: &Context<'_>,
        filter: Option<OfferFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Offer, Total>, Fault> {
        let call = Call::of(ctx);
        // They end on their last day, which no cache is told of.
        call.keep_to_oneself();
        let filter = filter.unwrap_or_default();
        let offers = call.loaders().notices(call, Side::Offer).await?;
        let found = offers.iter().filter(|offer| filter.takes(call, offer));
        let found = found.map(|offer| Offer::new(Arc::clone(offer))).collect();
        let asked = Page {
            first,
            after,
            ..Page::default()
        };
        page(found, Offer::key, asked)
    }
}
