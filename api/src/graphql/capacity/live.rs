//! Telling a State of offers that meet its needs, as they come.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};
use domain::capacity::{Notice, Party, Side};
use domain::id::{NoticeId, StateCode};
use store::Pulse;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::graphql::call::Call;
use crate::graphql::capacity::matched::{reasons, taker};
use crate::graphql::fault::{Code, Fault};
use crate::graphql::live::{PERIOD, Subscriber};
use crate::graphql::node::{self, Sort};

/// An offer that meets a need: what they say, and why they meet, has to be read.
#[derive(Clone, Debug, SimpleObject)]
pub struct CapacityMatch {
    /// The need.
    need: ID,
    /// The offer.
    offer: ID,
}

impl From<Pair> for CapacityMatch {
    fn from((need, offer): Pair) -> Self {
        Self {
            need: node::id(Sort::Notice, need.to_string()),
            offer: node::id(Sort::Notice, offer.to_string()),
        }
    }
}

/// A need and an offer that meets it.
type Pair = (NoticeId, NoticeId);

/// The pairs of a State as they are now.
pub(crate) struct Pairs {
    /// Of which both stood at an instant.
    pub(crate) before: BTreeSet<Pair>,
    /// The others.
    pub(crate) after: Vec<Pair>,
}

/// Which offers meet which needs of a State, as far as the caller reads them, told apart at `since`; without one, all of them
/// stand before it.
pub(crate) async fn capacity_matches(
    call: &Call,
    state: &StateCode,
    since: Option<DateTime<Utc>>,
) -> Result<Pairs, Fault> {
    let by = Party::State(state.clone());
    let needs = call.loaders().notices(call, Side::Need).await?;
    let offers = call.loaders().notices(call, Side::Offer).await?;
    let mut pairs = Pairs {
        before: BTreeSet::new(),
        after: Vec::new(),
    };
    let is_later = |notice: &Notice| {
        let at = notice.stage.release().map_or(notice.revised_at, |release| release.at);
        since.is_some_and(|since| since < at)
    };
    for need in needs.iter().filter(|need| need.by == by) {
        let Some(taker) = taker(call, need) else { continue };
        for offer in offers.iter() {
            if reasons(call, &taker, need, offer).is_none() {
                continue;
            }
            let pair = (need.id, offer.id);
            if is_later(need) || is_later(offer) {
                pairs.after.push(pair);
            } else {
                pairs.before.insert(pair);
            }
        }
    }
    Ok(pairs)
}

/// A subscription to the matches of a State.
pub(crate) struct Matching {
    pub(crate) subscriber: Arc<Subscriber>,
    pub(crate) pulse: watch::Receiver<Option<Pulse>>,
    pub(crate) state: StateCode,
    /// What the subscriber knows.
    pub(crate) told: BTreeSet<Pair>,
    /// What is to be told.
    pub(crate) waiting: VecDeque<Pair>,
    /// Whether to look before anything moves.
    pub(crate) looks: bool,
    pub(crate) ended: bool,
}

impl Matching {
    /// The next pair; nothing where the token is worth nothing any more.
    pub(crate) async fn next(&mut self) -> Option<Result<CapacityMatch, Fault>> {
        if self.ended {
            return None;
        }
        loop {
            if !self.looks && self.waiting.is_empty() {
                match timeout(PERIOD, self.pulse.changed()).await {
                    Ok(Ok(())) => self.looks = true,
                    Ok(Err(_)) => return None,
                    Err(_) => {}
                }
            }
            let call = self.subscriber.call().await?;
            if !call.is_of(&self.state) {
                self.ended = true;
                return Some(Err(Fault::not_found()));
            }
            if let Some(pair) = self.waiting.pop_front() {
                self.told.insert(pair);
                return Some(Ok(pair.into()));
            }
            if self.looks {
                self.pulse.borrow_and_update();
                match capacity_matches(&call, &self.state, None).await {
                    Ok(pairs) => {
                        self.looks = false;
                        // What ended and comes again is told again.
                        self.told.retain(|pair| pairs.before.contains(pair));
                        self.waiting = pairs.before.difference(&self.told).copied().collect();
                    }
                    // It is looked again.
                    Err(fault) if fault.code() == Code::Unavailable => tokio::time::sleep(PERIOD).await,
                    Err(fault) => return Some(Err(fault)),
                }
            }
        }
    }
}
