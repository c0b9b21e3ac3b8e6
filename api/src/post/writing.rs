//! What a letter says, by what it is about, as it would be written now.

use chrono::{DateTime, Utc};
use domain::access::Place;
use domain::id::{InvitationId, OrganisationId, StateCode};
use domain::language::Language;
use domain::letter::{Matter, ReviewNews, Subject};
use domain::norm::Norms;
use domain::submission::{Endorsement, Mandate, Round};
use mail::{InvitedLetter, ProposalLetter, Reader, ReviewLetter, Written};
use store::{DueLetter, InvitationToWrite, NamedReviewer, ReviewToWrite, Snapshot, StoreError};
use thiserror::Error;

use crate::auth::{InvitationLink, InvitationSeal, ReviewerLinks, SecretError};
use crate::graphql::node::{self, Sort};
use crate::world::World;
use crate::zone;

/// Why a letter is not written.
#[derive(Debug, Error)]
pub(super) enum Unwritten {
    /// The database does not say what is so now.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secret that it brings was sealed by somebody else.
    #[error(transparent)]
    Sealed(#[from] SecretError),
}

/// A letter that is due, written; none where it is needed no more.
pub(super) async fn write(
    snapshot: &Snapshot,
    (world, address): (&World, &str),
    (seal, reviewers): (&InvitationSeal, &ReviewerLinks),
    due: &DueLetter,
) -> Result<Option<Written>, Unwritten> {
    let now = snapshot.now();
    Ok(match &due.subject {
        Subject::Round { round, matter, state } => {
            let round = snapshot.round(*round).await?;
            let round = round.filter(|round| round.is_written_about(*matter, now));
            round.map(|round| letter(world, address, (&round, now), state, (*matter, due.language)).write())
        }
        Subject::Invitation(invitation) => match snapshot.invitation_to_write(due.id).await? {
            Some(content) => {
                let link = opened(seal, *invitation, &content, address)?;
                Some(invited(world, &content, due.language, link).write())
            }
            None => None,
        },
        Subject::Review { review, news } => match snapshot.review_to_write(due.id).await? {
            Some(content) => {
                let round = snapshot.round(content.round).await?;
                let id = node::id(Sort::Review, review.to_string());
                let link = if content.opens_account {
                    let token = reviewers.token(*review);
                    InvitationLink::of_reviewer(address, due.language, id.as_str(), &token)
                } else {
                    page(address, due.language, "reviews", &id)
                };
                round.map(|round| reviewed(world, &content, &round, (*news, due.language), link).write())
            }
            None => None,
        },
        Subject::Proposal { proposal, news } => snapshot.proposal_to_write(due.id).await?.map(|lead| {
            let id = node::id(Sort::Proposal, proposal.to_string());
            let link = page(address, due.language, "proposals", &id);
            let letter = ProposalLetter {
                news: *news,
                language: due.language,
                state: state_name(world, &lead, due.language),
                link,
            };
            letter.write()
        }),
    })
}

/// Where something is found in the console, in a language.
fn page(address: &str, language: Language, what: &str, id: &str) -> String {
    format!("{}/{}/{what}/{id}", address.trim_end_matches('/'), language.code())
}

fn state_name(world: &World, state: &StateCode, language: Language) -> String {
    let name = world.norms.state(state).and_then(|state| state.name.read(language));
    name.map_or_else(|| state.to_string(), |reading| reading.content.to_owned())
}

fn organisation_name(world: &World, organisation: &OrganisationId, language: Language) -> String {
    let found = world.norms.organisation(organisation);
    let name = found.and_then(|found| found.name.read(language));
    name.map_or_else(|| organisation.to_string(), |reading| reading.content.to_owned())
}

/// A letter about a review.
fn reviewed(
    world: &World,
    content: &ReviewToWrite,
    round: &Round,
    (news, language): (ReviewNews, Language),
    link: String,
) -> ReviewLetter {
    let state = state_name(world, &content.state, language);
    let (reviewer, theirs) = match &content.reviewer {
        NamedReviewer::State(state) => {
            let name = state_name(world, state, language);
            (name.clone(), Reader::OfState(name))
        }
        NamedReviewer::Organisation(unit) => {
            let name = organisation_name(world, unit, language);
            (name.clone(), Reader::OfUnit(name))
        }
        NamedReviewer::Person(name) => (name.clone(), Reader::Person),
    };
    let title = round.title.read(language).map(|reading| reading.content.to_owned());
    ReviewLetter {
        news,
        language,
        to: if content.is_to_state {
            Reader::OfState(state.clone())
        } else {
            theirs
        },
        state,
        reviewer,
        round: title.unwrap_or_else(|| round.key.to_string()),
        until: content.until,
        opens_account: content.opens_account,
        link,
    }
}

/// The link of an invitation, which is a secret from here on.
fn opened(
    seal: &InvitationSeal,
    invitation: InvitationId,
    content: &InvitationToWrite,
    address: &str,
) -> Result<String, SecretError> {
    let token = seal.open(&content.sealed, invitation)?;
    Ok(InvitationLink::url(address, &token))
}

/// The letter that brings somebody the link of their invitation.
fn invited(world: &World, content: &InvitationToWrite, language: Language, link: String) -> InvitedLetter {
    let place = match &content.place {
        Place::State { state, .. } => Some(state_name(world, state, language)),
        Place::Organisation(id) => Some(organisation_name(world, id, language)),
        Place::Secretariat => None,
    };
    InvitedLetter {
        language,
        role: content.role,
        place,
        until: content.expires_at,
        link,
    }
}

/// A letter to the people of a State about a round, as it would be written now.
pub(crate) fn letter(
    world: &World,
    address: &str,
    (round, now): (&Round, DateTime<Utc>),
    state: &StateCode,
    (matter, language): (Matter, Language),
) -> mail::Letter {
    let norms = &world.norms;
    let title = round.title.read(language).map(|reading| reading.content.to_owned());
    let opens_on = zone::day(round.opens_at, &round.zone).unwrap_or_else(|_| round.opens_at.date_naive());
    mail::Letter {
        matter,
        language,
        state: state_name(world, state, language),
        round: title.unwrap_or_else(|| round.key.to_string()),
        mandate: mandate(norms, &round.mandate),
        opens_on,
        is_open: round.opens_at <= now,
        closes_on: round.closing.map(|closing| closing.on),
        zone: round.zone.clone(),
        link: page(address, language, "rounds", round.key.as_ref()),
    }
}

/// The symbol of what a round rests on, and the paragraph where it has a label.
fn mandate(norms: &Norms, mandate: &Mandate) -> Option<String> {
    let cited = |id| {
        let provision = norms.provision(id)?;
        let symbol = norms.instrument(&provision.instrument)?.symbol.to_string();
        Some(match &provision.label {
            Some(label) => format!("{symbol}, {}", label.trim_end_matches('.')),
            None => symbol,
        })
    };
    match mandate {
        Mandate::OwnRequest => None,
        Mandate::OperativeParagraph(id) => cited(id),
        Mandate::Endorsed { recommendation, by } => {
            let by = match by {
                Endorsement::Provision(id) => cited(id),
                Endorsement::Document(symbol) => Some(symbol.to_string()),
            };
            let both = [cited(recommendation), by];
            Some(both.into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
    }
}
