//! Needs against offers: how many States say that they need something, to how many of them an offer is open that meets it,
//! and who offers it. Counted is what the viewer may read and nothing else, so a figure tells of nobody what a list would not.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::capacity::{CAPABILITY_KINDS, Content, Party, Taker, matching};
use crate::id::{ProvisionId, Term, Theme};
use crate::norm::Norms;
use crate::report::{Frame, Population, Selection, Viewer};

/// A need or an offer over time, as far as a viewer reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Whose it is.
    pub by: Party,
    /// What it said from which instant on, in order.
    pub said: Vec<(DateTime<Utc>, Content)>,
    /// When it was met or closed; none while it goes on.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Released {
    /// What it said at an instant, if it was released then and neither met nor closed.
    pub fn standing_at(&self, at: DateTime<Utc>) -> Option<&Content> {
        let goes_on = self.closed_at.is_none_or(|closed| at < closed);
        let said = self.said.iter().rev().find(|(since, _)| *since <= at);
        said.filter(|_| goes_on).map(|(_, content)| content)
    }
}

/// By what rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// By kind of capability: a row for each there is.
    Kind,
    /// By theme: a row for each that something is about.
    Theme,
    /// By provision: a row for each that something serves. Rows of texts that were not adopted stand beside the others and
    /// are never added to them.
    Provision,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A kind of capability.
    Kind(Term),
    /// A theme.
    Theme(Theme),
    /// A provision.
    Provision(ProvisionId),
}

impl About {
    /// Whether something is about it.
    fn is_of(&self, content: &Content) -> bool {
        match self {
            Self::Kind(kind) => content.kind == *kind,
            Self::Theme(theme) => content.themes.contains(theme),
            Self::Provision(provision) => content.provisions.contains(provision),
        }
    }
}

/// One row. Rows overlap and are not added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsRow {
    /// What it is about.
    pub about: About,
    /// How many States of the population need it.
    pub needing: u32,
    /// How many of those have a need of it that an offer meets which is open to them, by whatever reason of substance.
    pub met: u32,
    /// How many States offer it, of the population or not, observer States among them.
    pub offering_states: u32,
    /// How many organisations offer it.
    pub offering_organisations: u32,
}

/// Needs against offers, with the denominators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsAgainstOffers {
    /// The instant as of which needs and offers are counted. Rights are those of the reading.
    pub as_of: DateTime<Utc>,
    /// The denominator of `needing` and `met`: the States of the population.
    pub states: u32,
    /// How many of them need anything.
    pub needing: u32,
    /// The denominator of `offering_states`: every State, observer States among them.
    pub all_states: u32,
    /// The denominator of `offering_organisations`.
    pub organisations: u32,
    /// The rows, in the order of the catalogue.
    pub rows: Vec<NeedsRow>,
}

/// What is counted: needs and offers, as far as the viewer reads them.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The needs.
    pub needs: &'a [Released],
    /// The offers.
    pub offers: &'a [Released],
}

/// Needs against offers as of an instant. `frame` holds every State with its groups. None where the population is not
/// published to the viewer: the groups are those that coverage has figures of, by the same rule.
pub fn needs_against_offers(
    norms: &Norms,
    frame: &Frame,
    viewer: &Viewer,
    (selection, facet): (&Selection, Facet),
    counted: Counted<'_>,
    as_of: DateTime<Utc>,
) -> Option<NeedsAgainstOffers> {
    let population = Population::of(frame, viewer, selection)?;
    let places: BTreeSet<usize> = population.places().collect();
    let offers: Vec<(&Party, &Content)> = standing(counted.offers, as_of);
    // Each need with its place, and whether an offer meets it.
    let needs: Vec<(usize, &Content, bool)> = standing(counted.needs, as_of)
        .into_iter()
        .filter_map(|(by, content)| {
            let place = frame.place(by.state()?).filter(|place| places.contains(place))?;
            let taker = Taker {
                state: &frame.invited()[place],
                on: as_of.date_naive(),
            };
            let is_met = offers
                .iter()
                .any(|offer| matching(norms, taker, content, *offer).is_some());
            Some((place, content, is_met))
        })
        .collect();
    let rows = abouts(norms, facet).into_iter().map(|about| {
        let of = || needs.iter().filter(|(_, content, _)| about.is_of(content));
        let offering = || offers.iter().filter(|(_, content)| about.is_of(content));
        NeedsRow {
            needing: count(of().map(|(place, ..)| place)),
            met: count(of().filter(|(.., is_met)| *is_met).map(|(place, ..)| place)),
            offering_states: count(offering().filter_map(|(by, _)| by.state())),
            offering_organisations: count(offering().filter_map(|(by, _)| by.organisation())),
            about,
        }
    });
    let is_told =
        |row: &NeedsRow| facet == Facet::Kind || row.needing + row.offering_states + row.offering_organisations > 0;
    Some(NeedsAgainstOffers {
        as_of,
        states: population.len(),
        needing: count(needs.iter().map(|(place, ..)| place)),
        all_states: number(frame.invited().len()),
        organisations: number(norms.organisations().len()),
        rows: rows.filter(is_told).collect(),
    })
}

fn standing(all: &[Released], at: DateTime<Utc>) -> Vec<(&Party, &Content)> {
    let told = all.iter().filter_map(|one| Some((&one.by, one.standing_at(at)?)));
    told.collect()
}

/// How many different ones.
fn count<T: Ord>(all: impl Iterator<Item = T>) -> u32 {
    number(all.collect::<BTreeSet<_>>().len())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What there can be rows about, in the order of the catalogue.
fn abouts(norms: &Norms, facet: Facet) -> Vec<About> {
    let terms = |list: &str| norms.vocabulary(list).map_or(&[][..], |list| &list.entries);
    match facet {
        Facet::Kind => {
            let kinds = terms(CAPABILITY_KINDS).iter();
            kinds.map(|entry| About::Kind(entry.term.clone())).collect()
        }
        Facet::Theme => {
            let themes = terms("themes").iter();
            themes
                .filter_map(|entry| Theme::new(entry.term.as_str()).ok().map(About::Theme))
                .collect()
        }
        Facet::Provision => {
            let provisions = norms.provisions().iter();
            provisions
                .map(|provision| About::Provision(provision.id.clone()))
                .collect()
        }
    }
}
