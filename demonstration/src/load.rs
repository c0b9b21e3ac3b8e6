//! Writing the demonstration down, act by act, as the people in it would have: each under their own scope, answers through
//! the statement that saves them for everybody, filings under the lock of the register.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::access::{Actor, Belonging, Email, Scope};
use domain::id::{AccountId, EditionId, StateCode};
use domain::questionnaire::Edition;
use domain::submission::{Answer, Position, RegisterEntry};
use register::Signer;
use store::hot::{self, SavedAnswers};
use store::{RegisterEnd, Seal, Store, StoreError, Work, answer_codec, texts_form};
use thiserror::Error;

use crate::act::{Act, Demonstration, Foundation, PutForward, Saving};
use crate::people::{ADMINISTRATOR, Person};

/// Why nothing, or no more, is loaded.
#[derive(Debug, Error)]
pub enum LoadRefused {
    /// The database was made for real use.
    #[error("this database was not made for a demonstration: fictional States and accounts do not belong in it")]
    NotMadeForIt,
    /// Real people have accounts in it.
    #[error("this database holds accounts of real people: no demonstration belongs in it")]
    RealAccounts,
    /// An earlier load stopped on the way.
    #[error("an earlier load of the demonstration was interrupted: begin with an empty database")]
    Interrupted,
    /// Somebody else has filed.
    #[error(
        "the register does not end where the demonstration goes on, before position {0}: begin with an empty database"
    )]
    OtherRegister(Position),
    /// The statement that saves let the answers be saved in another way than the rules did.
    #[error("answers of {state} were not saved as they were played: {became}")]
    NotSaved {
        /// The State.
        state: StateCode,
        /// What became of them.
        became: &'static str,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether the demonstration is still to be loaded; refused where it does not belong.
pub async fn is_wanted(store: &Store, now: DateTime<Utc>) -> Result<bool, LoadRefused> {
    let snapshot = store.snapshot(&Scope::issuer(None), now).await?;
    if !snapshot.is_demonstration().await? {
        return Err(LoadRefused::NotMadeForIt);
    }
    let last = Email::new(ADMINISTRATOR).expect("it is written like an address");
    if snapshot.account_by_email(&last).await?.is_some() {
        return Ok(false);
    }
    // Afterwards its people may invite whom they like.
    if snapshot.has_accounts(false).await? {
        return Err(LoadRefused::RealAccounts);
    }
    if snapshot.has_accounts(true).await? {
        return Err(LoadRefused::Interrupted);
    }
    Ok(true)
}

/// Writes a demonstration into a database that wants it ([`is_wanted`]) and in which its States are published. Everybody
/// in it gets the same password, whose hash this is. The key signs the receipts. What has been done is said from time to time.
pub async fn load(
    store: &Store,
    foundation: Foundation<'_>,
    demonstration: &Demonstration,
    password_hash: &str,
    signer: &Signer,
    mut say: impl FnMut(String),
) -> Result<(), LoadRefused> {
    let begun = demonstration.setting.day(0);
    if !is_wanted(store, begun).await? {
        return Ok(());
    }
    let is_last = |person: &&Person| person.account.email.as_str() == ADMINISTRATOR;
    let (last, first): (Vec<&Person>, Vec<&Person>) = demonstration.people.iter().partition(is_last);
    let (clearers, others): (Vec<&Person>, Vec<&Person>) =
        (first.iter().copied()).partition(|person| person.membership.ministry().is_some());
    save_people(store, &others, password_hash, begun).await?;
    say(format!(
        "{} people of {} fictional States",
        first.len(),
        demonstration.states.len()
    ));

    let editions = [foundation.survey, foundation.views];
    let mut clerk = Clerk {
        store,
        editions: editions.map(|edition| (edition.id().clone(), edition)).into(),
        people: demonstration
            .people
            .iter()
            .map(|person| (person.id(), person))
            .collect(),
        signer,
        open: None,
    };
    for (by, ministry) in &demonstration.ministries {
        clerk.work(*by, begun).await?.save_ministry(ministry).await?;
    }
    clerk.close().await?;
    save_people(store, &clearers, password_hash, begun).await?;
    let all = demonstration.filed_answers();
    let (mut filed, mut said) = (0, 0);
    for act in &demonstration.acts {
        clerk.write(act).await?;
        if let Act::Filed(outcome, _) = act {
            filed += outcome.state.filing.document.entries.len();
            if filed - said >= STRIDE {
                said = filed;
                say(format!("{filed} of {all} filed answers"));
            }
        }
    }
    clerk.close().await?;
    save_people(store, &last, password_hash, begun).await?;
    say(format!(
        "{filed} filed answers in {} rounds",
        demonstration.rounds().count()
    ));
    Ok(())
}

/// After so many answers something is said.
const STRIDE: usize = 10_000;

async fn save_people(
    store: &Store,
    people: &[&Person],
    password_hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let work = store.work(&Scope::issuer(None), at).await?;
    for person in people {
        work.save_account(&person.account, Some(password_hash)).await?;
        work.save_membership(&person.membership).await?;
    }
    work.commit().await
}

/// Writes acts; those that one person does one after the other go into one unit.
struct Clerk<'a> {
    store: &'a Store,
    editions: BTreeMap<EditionId, &'a Edition>,
    people: BTreeMap<AccountId, &'a Person>,
    signer: &'a Signer,
    open: Option<(AccountId, Work)>,
}

impl<'a> Clerk<'a> {
    async fn write(&mut self, act: &Act) -> Result<(), LoadRefused> {
        match act {
            Act::RoundOpened(outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_round(outcome)
                    .await?;
            }
            Act::SubmissionOpened(outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .open_submission(outcome)
                    .await?;
            }
            Act::FieldsSet(outcome) | Act::AmendmentBegun(outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_submission(outcome)
                    .await?;
            }
            Act::Assigned(of, outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_assignment(of, outcome)
                    .await?;
            }
            Act::Cleared(of, outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_clearance(of, outcome)
                    .await?;
            }
            Act::Commented(of, outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_comment(of, outcome)
                    .await?;
            }
            Act::AnswersSaved(saving) => self.save_answers(saving).await?,
            Act::DraftShared(outcome) => {
                self.work(outcome.event.by, outcome.event.at)
                    .await?
                    .save_draft_sharing(outcome)
                    .await?;
            }
            Act::Filed(outcome, state_salt) => {
                let edition = self.edition(&outcome.state.submission.edition);
                let seal = self.seal(*state_salt);
                let work = self.work(outcome.event.by, outcome.event.at).await?;
                let end = end_before(work, &outcome.state.entry).await?;
                work.save_filing(end, edition, seal, outcome).await?;
                self.close().await?;
            }
            Act::Withdrawn(header, outcome, state_salt) => {
                let seal = self.seal(*state_salt);
                let work = self.work(outcome.event.by, outcome.event.at).await?;
                let end = end_before(work, &outcome.state.entry).await?;
                work.save_withdrawal(end, header, seal, outcome).await?;
                self.close().await?;
            }
            Act::PutForward(what) => self.put_forward(what).await?,
        }
        Ok(())
    }

    async fn put_forward(&mut self, what: &PutForward) -> Result<(), StoreError> {
        let event = match what {
            PutForward::Notice(outcome) => &outcome.event,
            PutForward::Proposal(outcome) => &outcome.event,
            PutForward::Name(outcome) => &outcome.event,
            PutForward::Comment(outcome) => &outcome.event,
            PutForward::Review(outcome) => &outcome.event,
            PutForward::ReviewDraft(outcome) => &outcome.event,
        };
        let work = self.work(event.by, event.at).await?;
        match what {
            PutForward::Notice(outcome) => work.save_notice(outcome).await,
            PutForward::Proposal(outcome) => work.save_proposal(outcome).await,
            PutForward::Name(outcome) => work.join_proposal(outcome).await,
            PutForward::Comment(outcome) => work.comment_proposal(outcome).await,
            PutForward::Review(outcome) => work.save_review(outcome).await,
            PutForward::ReviewDraft(outcome) => work.save_review_draft(outcome).await,
        }
    }

    fn scope(&self, account: AccountId, at: DateTime<Utc>) -> Scope {
        let person = self.people[&account];
        let memberships = std::slice::from_ref(&person.membership);
        let actor = Actor::person(account, None, memberships, at).expect("nobody in the demonstration is suspended");
        actor.scope(&Belonging::default())
    }

    fn seal(&self, state_salt: [u8; 16]) -> Seal<'a> {
        Seal {
            state_salt,
            signer: self.signer,
        }
    }

    fn edition(&self, id: &EditionId) -> &'a Edition {
        self.editions[id]
    }

    /// The unit of this person.
    async fn work(&mut self, account: AccountId, at: DateTime<Utc>) -> Result<&Work, StoreError> {
        if self.open.as_ref().is_some_and(|(of, _)| *of != account) {
            self.close().await?;
        }
        if self.open.is_none() {
            let work = self.store.work(&self.scope(account, at), at).await?;
            self.open = Some((account, work));
        }
        Ok(&self.open.as_ref().expect("it was opened just now").1)
    }

    async fn close(&mut self) -> Result<(), StoreError> {
        match self.open.take() {
            Some((_, work)) => work.commit().await,
            None => Ok(()),
        }
    }

    async fn save_answers(&mut self, saving: &Saving) -> Result<(), LoadRefused> {
        self.close().await?;
        let call = hot::SaveAnswers {
            submission: saving.submission,
            account: saving.by,
            membership: saving.membership,
            reach: if saving.everywhere {
                hot::Reach::State
            } else {
                hot::Reach::Assigned { ministries: Vec::new() }
            },
            saves: saving.answers.iter().map(|answer| self.save(saving, answer)).collect(),
        };
        let scope = self.scope(saving.by, saving.at);
        let refused = |became| LoadRefused::NotSaved {
            state: saving.state.clone(),
            became,
        };
        match self.store.save_answers(&scope, saving.at, &call).await? {
            SavedAnswers::Each { saved, .. } => {
                let revisions = saving.answers.iter().map(|answer| answer.revision);
                let as_played = saved.iter().zip(revisions).all(|(saved, played)| match saved {
                    hot::Saved::Stored { revision } => u32::try_from(*revision) == Ok(played),
                    hot::Saved::Unmerged { .. } | hot::Saved::KeyReused | hot::Saved::NotAssigned => false,
                });
                if as_played {
                    Ok(())
                } else {
                    Err(refused("one became another revision or was turned down"))
                }
            }
            SavedAnswers::NotFound => Err(refused("the submission is not there")),
            SavedAnswers::Refused { .. } => Err(refused("the submission does not take them")),
        }
    }

    fn save(&self, saving: &Saving, answer: &Answer) -> hot::Save {
        let (standing, value) = answer_codec::encode(answer.content.standing.as_ref());
        hot::Save {
            question: answer.question.clone(),
            based_on: i32::try_from(answer.revision - 1).expect("hardly any answer is said more than twice"),
            key: None,
            content: hot::Content {
                kind: self.kind(saving, answer),
                standing: standing.to_owned(),
                value,
                language: answer.content.language.map(|language| language.code().to_owned()),
                translations: texts_form(&answer.content.translations),
            },
            salt: answer.salt.0,
        }
    }

    fn kind(&self, saving: &Saving, answer: &Answer) -> &'static str {
        let placed = self.edition(&saving.edition).question(&answer.question);
        placed
            .expect("only questions of the edition are answered")
            .question
            .kind
            .code()
            .code()
    }
}

/// The end of the register, if it is right before this entry.
async fn end_before(work: &Work, entry: &RegisterEntry) -> Result<RegisterEnd, LoadRefused> {
    let end = work.register_end().await?;
    let next = end.last().map_or(1, |last| last.position.0 + 1);
    if entry.position.0 == next {
        Ok(end)
    } else {
        Err(LoadRefused::OtherRegister(entry.position))
    }
}
