//! Subscriptions: what happens in a working file, in the register, and to figures.
//!
//! Whoever subscribes is asked for again at each event and twice a second: an event that somebody may not hear of any more
//! is not told, and the subscription ends.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Context, ID, Object, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use domain::access::{Actor, ReadSubmission};
use domain::id::{AccountId, QuestionCode, RoundKey, SectionCode, StateCode, SubmissionId};
use domain::language::Language;
use domain::submission::{Position, RegisterEntry, Round};
use futures_util::future::BoxFuture;
use futures_util::stream::{Stream, unfold};
use store::{Heard, Pulse};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::graphql::call::Call;
use crate::graphql::capacity::live::{CapacityMatch, Matching, capacity_matches};
use crate::graphql::coverage::{ReleaseMark, last_release};
use crate::graphql::fault::{Code, Fault};
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::record::{EntryKindCode, client_position, read_position};
use crate::graphql::trail::VerbCode;
use crate::live::{Present, Signal, Watch};

/// How often somebody who is told nothing is asked for again.
pub(super) const PERIOD: Duration = Duration::from_millis(500);

/// Entries of the register that are read at once.
const BATCH: u32 = 100;

/// Who subscribes, to be asked for again.
pub struct Subscriber {
    /// Who shows the token now.
    pub actor: Box<dyn Fn() -> BoxFuture<'static, Result<Actor, Fault>> + Send + Sync>,
    /// What every call shares.
    pub app: Arc<App>,
    /// How they want to be spoken to.
    pub language: Language,
}

impl Subscriber {
    fn of(ctx: &Context<'_>) -> Arc<Self> {
        let subscriber = ctx.data::<Arc<Self>>();
        Arc::clone(subscriber.expect("the door puts the subscriber into every subscription before it is executed"))
    }

    /// A call of this moment; none where the token is worth nothing any more. Waits while that cannot be told.
    pub(super) async fn call(&self) -> Option<Call> {
        loop {
            match (self.actor)().await {
                Ok(actor) => return Some(Call::new(Arc::clone(&self.app), actor, self.language)),
                Err(fault) if fault.code() == Code::Unavailable => sleep(PERIOD).await,
                Err(_) => return None,
            }
        }
    }
}

/// Somebody who has a section open.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct PersonPresent {
    /// The code of the section.
    section: String,
    /// The account.
    account: ID,
    /// How the person wants to be named.
    name: Option<String>,
}

/// Who has which section open now, in the order of the sections' codes. It is told when a subscription begins and each time
/// somebody comes or leaves.
#[derive(SimpleObject)]
pub struct SubmissionPresence {
    /// The working file.
    submission: ID,
    /// Everybody, each once for each section.
    present: Vec<PersonPresent>,
}

/// An answer that became another.
#[derive(SimpleObject)]
pub struct ChangedAnswer {
    /// The answer.
    answer: ID,
    /// The code of the question.
    question_code: String,
    /// The revision that it became; none where the act makes none, or where a newer one stood already.
    revision: Option<u32>,
}

impl ChangedAnswer {
    /// The answers to these questions in a working file.
    pub(crate) fn all(submission: impl Display, questions: &[(QuestionCode, Option<u32>)]) -> Vec<Self> {
        let answers = questions.iter().map(|(question, revision)| Self {
            answer: node::id(Sort::Answer, format!("{submission}#{question}")),
            question_code: question.to_string(),
            revision: *revision,
        });
        answers.collect()
    }
}

/// Something was done in a working file. What it is now has to be read.
pub struct SubmissionHappening {
    heard: Arc<Heard>,
    questions: Vec<(QuestionCode, Option<u32>)>,
}

/// Something was done in a working file. What it is now has to be read.
#[Object]
impl SubmissionHappening {
    /// The working file.
    async fn submission(&self) -> ID {
        node::id(Sort::Submission, self.heard.submission.to_string())
    }

    /// What was done.
    async fn verb(&self) -> VerbCode {
        self.heard.verb.into()
    }

    /// The codes of the sections that it was done to, where it was done to whole sections.
    async fn sections(&self) -> &[String] {
        &self.heard.trace.sections
    }

    /// The answers that it was done to, of the sections that the subscriber reads.
    async fn answers(&self) -> Vec<ChangedAnswer> {
        ChangedAnswer::all(self.heard.submission, &self.questions)
    }

    /// The position of the register that came of it.
    async fn position(&self) -> Option<i32> {
        self.heard.trace.position.map(client_position)
    }
}

/// More happened than this subscription took in. What the working file is now has to be read.
#[derive(SimpleObject)]
pub struct ChangesMissed {
    /// The working file.
    submission: ID,
}

/// What is told of a working file: ids, codes and positions, never what an answer says.
#[derive(Union)]
pub enum SubmissionEvent {
    /// Who is where.
    Presence(SubmissionPresence),
    /// Something was done.
    Happening(SubmissionHappening),
    /// Something was missed.
    Missed(ChangesMissed),
}

/// An act of filing that the register took.
#[derive(SimpleObject)]
pub struct FilingMark {
    /// The key of the round.
    round: String,
    /// Its place in the register.
    position: i32,
    /// What was done.
    kind: EntryKindCode,
    /// When the register took it.
    filed_at: DateTime<Utc>,
}

impl From<RegisterEntry> for FilingMark {
    fn from(entry: RegisterEntry) -> Self {
        Self {
            round: entry.round.to_string(),
            position: client_position(entry.position),
            kind: entry.kind.into(),
            filed_at: entry.filed_at,
        }
    }
}

/// What is told while it happens.
#[derive(Default)]
pub struct LiveSubscription;

/// What is told while it happens: ids, codes and positions, never what an answer says.
#[Subscription(name = "Subscription")]
impl LiveSubscription {
    /// What happens in a working file, and who has which of its sections open: for those who may read it, until they may not
    /// any more. With `section` the subscriber is there as well, for as long as the subscription lasts. The first event says
    /// who is there; everything that is kept after it will be told.
    async fn submission_changed(
        &self,
        ctx: &Context<'_>,
        id: ID,
        section: Option<String>,
    ) -> Result<impl Stream<Item = Result<SubmissionEvent, Fault>> + use<>, Fault> {
        let id = SubmissionId(node::key(Sort::Submission, &id)?);
        let subscriber = Subscriber::of(ctx);
        let call = Call::of(ctx);
        let file = File::find(call, id).await?.ok_or_else(Fault::not_found)?;
        let section = section.map(|section| SectionCode::new(section).map_err(|_| Fault::not_found().at("section")));
        let section = section.transpose()?;
        if let Some(section) = &section
            && (file.edition.section(section.as_str()).is_none() || !file.shows(call, section).await?)
        {
            return Err(Fault::not_found().at("section"));
        }
        call.end_moment();
        let mut watch = subscriber.app.live().watch(id).await.map_err(Fault::unavailable)?;
        if let Some((section, account)) = section.zip(call.actor().account()) {
            watch.enter(section, account);
        }
        let watching = Watching {
            subscriber,
            watch,
            submission: id,
            state: file.submission.state.clone(),
            told: None,
            names: HashMap::new(),
            ended: false,
        };
        Ok(unfold(watching, |mut watching| async move {
            let event = watching.next().await?;
            Some((event, watching))
        }))
    }

    /// The acts of filing in a round as the register takes them, for everybody. With `after`, those after that position first,
    /// so that nothing is missed between reading and subscribing.
    async fn filings_of_round(
        &self,
        ctx: &Context<'_>,
        round: String,
        after: Option<i32>,
    ) -> Result<impl Stream<Item = Result<FilingMark, Fault>> + use<>, Fault> {
        let call = Call::of(ctx);
        let after = after.map(|after| read_position(after, "after")).transpose()?;
        let round = find_round(call, round).await?;
        let pulse = call.app().live().pulse();
        let last = match after {
            Some(after) => after,
            None => Position(crate::log::size_of(&*call.snapshot().await?).await?),
        };
        call.end_moment();
        let reading = Reading {
            subscriber: Subscriber::of(ctx),
            round,
            pulse,
            looks: true,
        };
        let waiting = std::collections::VecDeque::<RegisterEntry>::new();
        Ok(unfold(
            (reading, last, waiting),
            |(mut reading, mut last, mut waiting)| async move {
                while waiting.is_empty() {
                    let call = reading.moved().await?;
                    match acts(&call, &reading.round, last).await {
                        Ok(acts) => waiting.extend(acts),
                        Err(fault) if fault.code() == Code::Unavailable => {}
                        Err(fault) => return Some((Err(fault), (reading, last, waiting))),
                    }
                    reading.looks = waiting.len() >= BATCH as usize;
                }
                let entry = waiting.pop_front()?;
                last = entry.position;
                Some((Ok(entry.into()), (reading, last, waiting)))
            },
        ))
    }

    /// The offers that come to meet needs of a State, for its own people, who hear of them as they are released to them: each pair
    /// of need and offer once. With `since`, first those pairs of which the need or the offer was released after that instant, so
    /// that nothing is missed between reading and subscribing.
    async fn capacity_matches(
        &self,
        ctx: &Context<'_>,
        state: String,
        since: Option<DateTime<Utc>>,
    ) -> Result<impl Stream<Item = Result<CapacityMatch, Fault>> + use<>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).ok().filter(|state| call.is_of(state));
        let state = state.ok_or_else(Fault::not_found)?;
        let known = capacity_matches(call, &state, since).await?;
        call.end_moment();
        let matching = Matching {
            subscriber: Subscriber::of(ctx),
            pulse: call.app().live().pulse(),
            state,
            told: known.before,
            waiting: known.after.into(),
            looks: true,
            ended: false,
        };
        Ok(unfold(matching, |mut matching| async move {
            let event = matching.next().await?;
            Some((event, matching))
        }))
    }

    /// The releases of a round's figures as they are made, for everybody: from each on, `coverage` tells more. With `after`,
    /// those after that number first, of which only the newest is told.
    async fn coverage_released(
        &self,
        ctx: &Context<'_>,
        round: String,
        after: Option<i32>,
    ) -> Result<impl Stream<Item = Result<ReleaseMark, Fault>> + use<>, Fault> {
        let call = Call::of(ctx);
        let round = find_round(call, round).await?;
        let pulse = call.app().live().pulse();
        let last = match after {
            Some(after) => u32::try_from(after).map_err(|_| Fault::invalid().at("after"))?,
            None => last_release(call, &round).await?.map_or(0, |mark| mark.number),
        };
        call.end_moment();
        let reading = Reading {
            subscriber: Subscriber::of(ctx),
            round,
            pulse,
            looks: true,
        };
        Ok(unfold((reading, last), |(mut reading, last)| async move {
            loop {
                let call = reading.moved().await?;
                match last_release(&call, &reading.round).await {
                    Ok(Some(mark)) if mark.number > last => {
                        let number = mark.number;
                        return Some((Ok(mark), (reading, number)));
                    }
                    Ok(_) => {}
                    Err(fault) if fault.code() == Code::Unavailable => {}
                    Err(fault) => return Some((Err(fault), (reading, last))),
                }
            }
        }))
    }
}

async fn find_round(call: &Call, key: String) -> Result<Arc<Round>, Fault> {
    let key = RoundKey::new(key).map_err(|_| Fault::not_found())?;
    if let Some(known) = call.app().known_round(&key) {
        return Ok(known);
    }
    let round = call.snapshot().await?.round_by_key(&key).await?;
    Ok(call.app().keep_round(round.ok_or_else(Fault::not_found)?))
}

async fn acts(call: &Call, round: &Round, after: Position) -> Result<Vec<RegisterEntry>, Fault> {
    Ok(call.snapshot().await?.acts_of_round(round.id, after, BATCH).await?)
}

/// A subscription to what everybody may know.
struct Reading {
    subscriber: Arc<Subscriber>,
    round: Arc<Round>,
    pulse: watch::Receiver<Option<Pulse>>,
    /// Whether to look before anything moves.
    looks: bool,
}

impl Reading {
    /// A call, once something public has moved; none where the token is worth nothing any more.
    async fn moved(&mut self) -> Option<Call> {
        loop {
            if std::mem::take(&mut self.looks) {
                self.pulse.borrow_and_update();
                return self.subscriber.call().await;
            }
            match timeout(PERIOD, self.pulse.changed()).await {
                Ok(Ok(())) => self.looks = true,
                Ok(Err(_)) => return None,
                Err(_) => drop(self.subscriber.call().await?),
            }
        }
    }
}

/// A subscription to a working file.
struct Watching {
    subscriber: Arc<Subscriber>,
    watch: Watch,
    submission: SubmissionId,
    state: StateCode,
    /// Who was told to be there last.
    told: Option<Vec<Present>>,
    names: HashMap<AccountId, String>,
    ended: bool,
}

impl Watching {
    async fn next(&mut self) -> Option<Result<SubmissionEvent, Fault>> {
        if self.ended {
            return None;
        }
        loop {
            let signal = match &self.told {
                None => Some(Signal::Moved),
                Some(_) => timeout(PERIOD, self.watch.next()).await.ok(),
            };
            let call = self.subscriber.call().await?;
            let act = ReadSubmission {
                state: self.state.clone(),
            };
            if call.actor().may(&act).is_err() {
                self.ended = true;
                return Some(Err(Fault::not_found()));
            }
            let told = match signal {
                None => Ok(None),
                Some(Signal::Happened(heard)) => self.happening(&call, heard).await,
                Some(Signal::Moved) => self.presence(&call).await,
                Some(Signal::Missed) => Ok(Some(self.missed())),
            };
            match told {
                Ok(Some(event)) => return Some(Ok(event)),
                Ok(None) => {}
                Err(fault) if fault.code() == Code::Unavailable => return Some(Ok(self.missed())),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }

    fn missed(&self) -> SubmissionEvent {
        SubmissionEvent::Missed(ChangesMissed {
            submission: node::id(Sort::Submission, self.submission.to_string()),
        })
    }

    /// What was done, with the answers that this subscriber reads; nothing where it concerns others alone.
    async fn happening(&self, call: &Call, heard: Arc<Heard>) -> Result<Option<SubmissionEvent>, Fault> {
        let all = &heard.trace.questions;
        let mut questions = Vec::with_capacity(all.len());
        if !all.is_empty() {
            let file = File::find(call, self.submission).await?.ok_or_else(Fault::not_found)?;
            for (question, revision) in all {
                if file.shows(call, &question.section()).await? {
                    questions.push((question.clone(), *revision));
                }
            }
            if questions.is_empty() {
                return Ok(None);
            }
        }
        Ok(Some(SubmissionEvent::Happening(SubmissionHappening {
            heard,
            questions,
        })))
    }

    /// Who is there, if that is news.
    async fn presence(&mut self, call: &Call) -> Result<Option<SubmissionEvent>, Fault> {
        let present = call.app().live().present(self.submission);
        if self.told.as_ref() == Some(&present) {
            return Ok(None);
        }
        for who in &present {
            if !self.names.contains_key(&who.account)
                && let Some(account) = call.snapshot().await?.account(who.account).await?
            {
                self.names.insert(who.account, account.name.as_str().to_owned());
            }
        }
        let shown = present.iter().map(|who| PersonPresent {
            section: who.section.to_string(),
            account: node::id(Sort::Account, who.account.to_string()),
            name: self.names.get(&who.account).cloned(),
        });
        let event = SubmissionPresence {
            submission: node::id(Sort::Submission, self.submission.to_string()),
            present: shown.collect(),
        };
        self.told = Some(present);
        Ok(Some(SubmissionEvent::Presence(event)))
    }
}
