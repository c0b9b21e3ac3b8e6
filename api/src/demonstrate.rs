//! A database of fictional States, in a folder of its own.

use std::fmt;

use catalogue::Catalogue;
use demonstration::{
    Foundation, LoadRefused, PASSWORD, Setting, Unplayable, demonstration_states, introduced, is_wanted, load, play,
};
use domain::access::Password;
use register::Signer;
use store::{OrganisationMemberRow, Publication, Store};
use thiserror::Error;

use crate::auth::{Cost, Passwords};
use crate::mint::Mint;
use crate::world;

/// The demonstration is the same everywhere but for its days.
const SEED: u64 = 1;

/// Why there is no demonstration.
#[derive(Debug, Error)]
pub enum DemonstrateError {
    /// The catalogue has no such questionnaire.
    #[error("the demonstration rests on the questionnaire {0}, which the catalogue does not have")]
    Questionnaire(&'static str),
    /// The catalogue or the rules have moved on without it.
    #[error("the demonstration cannot be played")]
    Unplayable(#[from] Unplayable),
    /// The database refuses it, or failed.
    #[error(transparent)]
    Refused(#[from] LoadRefused),
}

/// What is published in a database made for a demonstration: the catalogue, and the fictional States.
pub fn publication(catalogue: &Catalogue) -> Publication {
    let mut publication = world::publication(catalogue);
    for fictional in demonstration_states() {
        publication.states.push(world::state_row(&fictional.state));
        let members = fictional
            .memberships()
            .map(|(organisation, membership)| OrganisationMemberRow {
                organisation_id: organisation.to_string(),
                state_id: membership.state.to_string(),
                valid_from: membership.from.unwrap_or(world::BEFORE_ANY_ROUND),
                valid_until: membership.until,
            });
        publication.members.extend(members);
    }
    publication
}

/// Plays the demonstration up to now and writes it down, unless that is done already. Says on the way how far it is.
pub async fn demonstrate(
    store: &Store,
    catalogue: &Catalogue,
    mint: &Mint,
    signer: &Signer,
    say: impl FnMut(String),
) -> Result<(), DemonstrateError> {
    if !is_wanted(store, mint.now()).await? {
        return Ok(());
    }
    let edition = |id: &'static str| {
        let questionnaire = id.parse().ok();
        let edition = questionnaire.and_then(|id| catalogue.latest_edition(&id));
        edition.ok_or(DemonstrateError::Questionnaire(id))
    };
    let foundation = Foundation {
        norms: &catalogue.norms,
        survey: edition("national-implementation")?,
        views: edition("views-and-assessments")?,
    };
    let played = play(foundation, Setting::ending_at(mint.now(), SEED))?;
    let password = Password::presented(PASSWORD).expect("it is shorter than the longest password");
    // It is printed, so guessing it need not be dear.
    let hash = Passwords::new(Cost::Nominal, mint).hash(password, mint).await;
    Ok(load(store, foundation, &played, &hash, signer, say).await?)
}

/// Who can sign in to a demonstration, and with what.
pub struct Introductions;

impl fmt::Display for Introductions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Everybody signs in with the password \"{PASSWORD}\":")?;
        let people = introduced();
        let width = people.iter().map(|(email, _)| email.as_str().len()).max().unwrap_or(0);
        for (email, role) in people {
            writeln!(f, "  {:width$}  {}", email.as_str(), role.code())?;
        }
        write!(
            f,
            "So do the teams of all other fictional States, QMA to {}.",
            last_code()
        )
    }
}

fn last_code() -> String {
    demonstration_states()
        .last()
        .map(|state| state.code().to_string())
        .unwrap_or_default()
}
