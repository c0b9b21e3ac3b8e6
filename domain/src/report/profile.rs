//! What one State shows a reader: its standing answers by provision, what it needs, and where it has points of contact
//! notified.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ProvisionId;
use crate::norm::{Adoption, Norms};
use crate::questionnaire::{Edition, Placed, Question, QuestionIndex};

/// The list of options from which needs and offers are chosen.
const ASSISTANCE: &str = "assistance_themes";
/// The pattern of questions for what a State offers.
const OFFERS: &str = "offers";
/// The lists of directories in which points of contact are kept.
const DIRECTORIES: [&str; 2] = ["points_of_contact", "poc_directories"];

fn chooses_from(question: &Question, lists: &[&str]) -> bool {
    question.kind.list().is_some_and(|list| lists.contains(&list.as_str()))
}

/// Whether a question asks what assistance a State needs: a choice of themes of assistance, of which those for what it
/// offers are set apart by their pattern.
pub fn asks_for_needs(question: &Question) -> bool {
    let is_offer = question
        .pattern
        .as_ref()
        .is_some_and(|pattern| pattern.code() == OFFERS);
    chooses_from(question, &[ASSISTANCE]) && !is_offer
}

/// The questions about points of contact, in order: in which directories they are notified, and those by whose answers the
/// directories are asked for, which say whether any are named.
pub fn asks_for_contacts(edition: &Edition) -> BTreeSet<QuestionIndex> {
    let directories = edition
        .questions()
        .filter(|placed| chooses_from(placed.question, &DIRECTORIES));
    let of = |placed: Placed<'_>| {
        let conditions = placed.question.condition.iter().flat_map(|c| &c.conditions);
        let earlier = conditions.filter_map(|condition| Some(edition.question(&condition.question)?.index));
        earlier.chain([placed.index]).collect::<Vec<_>>()
    };
    directories.flat_map(of).collect()
}

/// An answer, by the place of its filing in the list given and its question.
pub type AnswerPlace = (usize, QuestionIndex);

/// A provision with what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileProvision {
    /// The provision.
    pub provision: ProvisionId,
    /// The adoption of its instrument: it stands beside what is said.
    pub adoption: Adoption,
    /// The answers, a lead question first.
    pub answers: Vec<AnswerPlace>,
}

/// What one State shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// By provision, in document order, instrument after instrument; only provisions with an answer that is shown.
    pub provisions: Vec<ProfileProvision>,
    /// What it needs, filing after filing.
    pub needs: Vec<AnswerPlace>,
    /// Where it has points of contact notified, filing after filing.
    pub contacts: Vec<AnswerPlace>,
}

/// Arranges the answers that a reader may see: of each filing its edition and the questions whose answers are shown.
pub fn profile(norms: &Norms, filings: &[(&Edition, BTreeSet<QuestionIndex>)]) -> Profile {
    let mut by_provision: BTreeMap<usize, Vec<AnswerPlace>> = BTreeMap::new();
    let mut profile = Profile::default();
    for (at, (edition, shown)) in filings.iter().enumerate() {
        let contacts = asks_for_contacts(edition);
        for index in shown {
            let question = edition.at(*index).question;
            for provision in &question.provisions {
                if let Some(place) = norms.place(provision) {
                    by_provision.entry(place).or_default().push((at, *index));
                }
            }
            if asks_for_needs(question) {
                profile.needs.push((at, *index));
            }
            if contacts.contains(index) {
                profile.contacts.push((at, *index));
            }
        }
    }
    let is_lead = |(at, index): &AnswerPlace| filings[*at].0.at(*index).question.is_lead();
    let rows = by_provision.into_iter().filter_map(|(place, mut answers)| {
        let provision = &norms.provisions()[place];
        answers.sort_by_key(|answer| !is_lead(answer));
        Some(ProfileProvision {
            provision: provision.id.clone(),
            adoption: norms.instrument(&provision.instrument)?.adoption,
            answers,
        })
    });
    profile.provisions = rows.collect();
    profile
}
