//! The work on compilations of rounds: which replies are in one, gathering each, dividing them into volumes, setting these,
//! keeping them.
//!
//! **Invariants.** Each step is small and kept before the next: whoever takes up the work of a process that died makes nothing
//! again. A reply is read in a snapshot of its own, under the scope of those for whom the compilation is made, as of its
//! position and of the instant at which it was asked for; no transaction stays open while something is set. What is written is
//! written under the lease.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use document::{Attendance, Block, Compiled, Printed, Reply, Sources, Volume, Words};
use domain::access::Scope;
use domain::id::{CompilationId, StateCode};
use domain::report::{
    Compilation, CompilationFailure, CompilationItem, CompilationKind, CompilationReaders, Group, MOST_IN_A_VOLUME,
    Viewer, compilation_item, participation, volumes,
};
use domain::submission::{EntryKind, Position, Reader, Round};
use sha2::{Digest as _, Sha256};
use store::{CompilationPart, Division, Gathered, KeptVolume, LeasedCompilation, StoreError, Work};
use thiserror::Error;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;
use vault::Place;

use crate::app::App;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::record::Filing;
use crate::graphql::report::reading::figures;
use crate::graphql::state::State;
use crate::press::PressError;
use crate::printing::{named, said, setting};

/// How often a process looks for work.
const PERIOD: Duration = Duration::from_secs(1);

/// How long a process has a compilation without a word of it, and how often it says one while a volume is set.
const LEASE: TimeDelta = TimeDelta::seconds(60);
const WORD: Duration = Duration::from_secs(20);

/// How often it is gone on with before it is given up.
const MOST_ATTEMPTS: u32 = 5;

/// How long what was gathered stands, where something may have been withdrawn or shared otherwise since.
const STALE: TimeDelta = TimeDelta::minutes(10);

/// Beneath what volumes lie in the evidence store. No State has such a code.
pub(crate) const PLACE: &str = "compilation";

/// Where a volume lies in the evidence store.
pub fn place(id: CompilationId, sha256: &[u8; 32]) -> Place {
    Place::of(PLACE, sha256, id)
}

/// Why a step was not made.
#[derive(Debug, Error)]
pub enum Halt {
    /// Somebody else has it by now.
    #[error("somebody else is at it")]
    Lost,
    /// There will be no document.
    #[error("it comes to nothing: {}", .0.code())]
    Failed(CompilationFailure),
    /// The database does not answer, or holds what cannot be.
    #[error(transparent)]
    Store(StoreError),
    /// The evidence store does not answer.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// Something else.
    #[error("{0:?}")]
    Other(Fault),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(_) => Self::Lost,
            other => Self::Store(other),
        }
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

/// Goes on with compilations for as long as it is polled.
pub async fn follow(app: &Arc<App>) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        match work_all(app).await {
            Ok(()) if failing => {
                failing = false;
                tracing::info!("compilations are gone on with");
            }
            Err(error) if !failing => {
                failing = true;
                tracing::warn!(%error, "compilations are not gone on with");
            }
            Ok(()) | Err(_) => {}
        }
    }
}

/// Goes on with whatever is there to do until nothing is.
pub async fn work_all(app: &Arc<App>) -> Result<(), Halt> {
    while let Some(task) = Task::take(app).await? {
        task.finish().await?;
    }
    Ok(())
}

/// A compilation that this process is at.
pub struct Task {
    app: Arc<App>,
    worker: Uuid,
    leased: LeasedCompilation,
    round: Arc<Round>,
    /// The replies that are not gathered; none where that is not known yet.
    open: Option<VecDeque<CompilationPart>>,
}

impl Task {
    /// Takes the oldest that nobody is at.
    pub async fn take(app: &Arc<App>) -> Result<Option<Self>, Halt> {
        let worker = app.mint().id();
        let work = app.store().work(&Scope::secretariat(), app.mint().now()).await?;
        let Some(leased) = work.lease_compilation(worker, LEASE).await? else {
            return Ok(None);
        };
        work.commit().await?;
        let snapshot = app.store().snapshot(&Scope::secretariat(), app.mint().now()).await?;
        let round = app.round(&snapshot, leased.compilation.round).await?;
        Ok(Some(Self {
            app: Arc::clone(app),
            worker,
            round: round.ok_or_else(Fault::not_found)?,
            leased,
            open: None,
        }))
    }

    /// Makes step after step.
    pub async fn finish(mut self) -> Result<(), Halt> {
        let id = self.asked().id;
        loop {
            match self.step().await {
                Ok(true) => {}
                Ok(false) | Err(Halt::Lost) => return Ok(()),
                Err(Halt::Failed(why)) => {
                    tracing::warn!(compilation = %id, why = why.code(), "compilation {id} comes to nothing");
                    let work = self.hold().await?;
                    work.fail_compilation(id, why).await?;
                    return Ok(work.commit().await?);
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Makes the next step and keeps it. False when all is done.
    pub async fn step(&mut self) -> Result<bool, Halt> {
        if self.leased.attempts > MOST_ATTEMPTS {
            return Err(Halt::Failed(CompilationFailure::Stuck));
        }
        if !self.leased.is_planned {
            self.plan().await?;
            self.leased.is_planned = true;
            return Ok(true);
        }
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.open().await?,
        };
        if let Some(part) = open.pop_front() {
            self.gather(&part).await?;
            self.open = Some(open);
            return Ok(true);
        }
        self.open = Some(open);
        let id = self.asked().id;
        if !self.leased.is_divided {
            let sizes = self.store().await?.reply_questions(id).await?;
            let divisions: Vec<Division> = (0..)
                .zip(volumes(&sizes, MOST_IN_A_VOLUME))
                .map(|(place, replies)| Division {
                    place,
                    first: u32::try_from(replies.start).unwrap_or(u32::MAX),
                    until: u32::try_from(replies.end).unwrap_or(u32::MAX),
                })
                .collect();
            let work = self.hold().await?;
            work.divide_compilation(id, &divisions).await?;
            work.commit().await?;
            self.leased.is_divided = true;
            return Ok(true);
        }
        let divisions = self.store().await?.divisions(id).await?;
        if let Some((division, _)) = divisions.iter().find(|(_, is_set)| !is_set) {
            self.set(*division, divisions.len()).await?;
            return Ok(true);
        }
        let work = self.hold().await?;
        work.finish_compilation(id).await?;
        work.commit().await?;
        tracing::info!(compilation = %id, "compilation {id} is done");
        Ok(false)
    }

    fn asked(&self) -> &Compilation {
        &self.leased.compilation
    }

    fn now(&self) -> DateTime<Utc> {
        self.app.mint().now()
    }

    async fn store(&self) -> Result<store::Snapshot, Halt> {
        Ok(self.app.store().snapshot(&Scope::secretariat(), self.now()).await?)
    }

    /// A unit of work under the lease, which it makes longer.
    async fn hold(&self) -> Result<Work, Halt> {
        let work = self.app.store().work(&Scope::secretariat(), self.now()).await?;
        work.hold_compilation(self.asked().id, self.worker, LEASE).await?;
        Ok(work)
    }

    /// A reading of its own as those read for whom the compilation is made.
    fn reading(&self) -> Call {
        let asked = self.asked();
        let (scope, reader) = match asked.readers {
            CompilationReaders::Public => (Scope::anonymous(), Reader::default()),
            CompilationReaders::Secretariat => {
                let reader = Reader {
                    secretariat: true,
                    ..Reader::default()
                };
                (Scope::secretariat(), reader)
            }
        };
        Call::reading(Arc::clone(&self.app), (scope, reader), asked.language, asked.asked_at)
    }

    /// Works out which replies are in it, by State in the order of names.
    async fn plan(&self) -> Result<(), Halt> {
        let asked = self.asked();
        let told = self.store().await?.told_acts(asked.round, asked.readers).await?;
        let call = self.reading();
        let snapshot = call.snapshot().await?;
        let records = snapshot.filings(None, Some(asked.round), None).await?;
        let states: BTreeMap<_, &StateCode> = records
            .iter()
            .map(|record| (record.submission, &record.state))
            .collect();
        let seen = |at: Position| records.iter().any(|record| record.entry.position == at);
        let mut items: Vec<(Option<StateCode>, CompilationItem)> = Vec::new();
        for (submission, acts) in snapshot.acts_in(asked.round).await? {
            let Some(item) = compilation_item(&acts, asked.kind, asked.since, asked.as_of) else {
                continue;
            };
            let is_open = match item {
                CompilationItem::Reply(at) | CompilationItem::Replaced { now: at, .. } => seen(at),
                // Only of what was told is it told that it was withdrawn.
                CompilationItem::Withdrawn { before, .. } => told.contains(&before),
            };
            if is_open {
                items.push((states.get(&submission).map(|state| (*state).clone()), item));
            }
        }
        let named = State::sorted(&call, items.iter().filter_map(|(state, _)| state.as_ref()));
        let order: BTreeMap<&StateCode, usize> = named
            .iter()
            .enumerate()
            .map(|(at, state)| (state.code_of(), at))
            .collect();
        let place_of = |state: &Option<StateCode>| state.as_ref().and_then(|state| order.get(state).copied());
        // Those that have no name stand after the others, in the order of the register.
        items.sort_by_key(|(state, _)| place_of(state).unwrap_or(usize::MAX));
        let parts = (0..)
            .zip(items)
            .map(|(place, (state, item))| CompilationPart { place, state, item });
        let parts: Vec<_> = parts.collect();
        drop((snapshot, call));
        let work = self.hold().await?;
        work.plan_compilation(self.asked().id, &parts).await?;
        Ok(work.commit().await?)
    }

    /// The replies that are not gathered, or were so long ago that they have to be looked at again.
    async fn open(&self) -> Result<VecDeque<CompilationPart>, Halt> {
        let id = self.asked().id;
        let version = self.app.store().register_version().await?;
        let work = self.hold().await?;
        work.give_up_stale_replies(id, self.now() - STALE, version).await?;
        work.commit().await?;
        Ok(self.store().await?.open_replies(id).await?.into())
    }

    async fn gather(&self, part: &CompilationPart) -> Result<(), Halt> {
        let call = self.reading();
        let gathered = self.read(&call, part).await?;
        // No transaction stays open while another one writes.
        drop(call);
        let work = self.hold().await?;
        work.keep_reply(self.asked().id, part.place, gathered).await?;
        Ok(work.commit().await?)
    }

    async fn read(&self, call: &Call, part: &CompilationPart) -> Result<Gathered, Halt> {
        let version = call.snapshot().await?.register_version().await?;
        let state = part.state.as_ref().and_then(|code| call.world().norms.state(code));
        let edition = call
            .world()
            .editions
            .get(&self.round.edition)
            .ok_or_else(Fault::not_found)?;
        let sources = Sources {
            edition,
            setting: setting(call),
        };
        let filing = match part.item {
            CompilationItem::Reply(at) | CompilationItem::Replaced { now: at, .. } => {
                Filing::find(call, at, None).await?
            }
            CompilationItem::Withdrawn { .. } => None,
        };
        let filing = filing.filter(|filing| filing.is_open_to(call) && filing.kind_of() != EntryKind::Withdrawal);
        let answers = match &filing {
            Some(filing) => filing.0.answers(call).await?,
            None => &[],
        };
        let open: Vec<_> = answers
            .iter()
            .filter(|answer| call.reader().reads(&answer.sharing, call.now()))
            .collect();
        let evidence = named(call, open.iter().map(|answer| &answer.standing)).await?;
        let reply = Reply {
            state,
            item: part.item,
            filed: filing
                .as_ref()
                .map(|filing| (filing.0.record.entry.filed_at, filing.cited())),
            answers: open.into_iter().map(said).collect(),
            evidence,
        };
        let (blocks, questions) = document::reply(&sources, &reply);
        Ok(Gathered {
            body: serde_json::to_vec(&blocks).map_err(Fault::internal)?,
            questions,
            version,
        })
    }

    /// Sets a volume and keeps it, first its bytes, then what is known of them.
    async fn set(&self, division: Division, of: usize) -> Result<(), Halt> {
        let id = self.asked().id;
        let bodies = self.store().await?.bodies(id, division).await?;
        let replies = bodies.iter().map(|body| serde_json::from_slice::<Vec<Block>>(body));
        let replies = replies.collect::<Result<Vec<_>, _>>().map_err(Fault::internal)?;
        drop(bodies);
        let printed = self.volume(division, of, replies).await?;
        let bytes = self.pressed(printed).await?;
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let size = bytes.len() as u64;
        self.app
            .keeping()
            .vault
            .keep_made(&place(id, &sha256), bytes.into())
            .await?;
        let work = self.hold().await?;
        let volume = KeptVolume {
            place: division.place,
            sha256,
            size,
        };
        work.keep_volume(id, volume).await?;
        Ok(work.commit().await?)
    }

    async fn volume(&self, division: Division, of: usize, replies: Vec<Vec<Block>>) -> Result<Printed, Halt> {
        let asked = self.asked();
        let call = self.reading();
        let edition = call
            .world()
            .editions
            .get(&self.round.edition)
            .ok_or_else(Fault::not_found)?;
        let before = Position(asked.as_of.0.saturating_sub(1));
        let entries = call.snapshot().await?;
        let last = entries.register_entries(before, Some(asked.as_of), (1, false)).await?;
        let attendance = match asked.kind {
            CompilationKind::Whole if division.place == 0 && !self.round.invited.is_empty() => {
                Some(self.attendance(&call).await?)
            }
            CompilationKind::Whole | CompilationKind::Addendum | CompilationKind::Corrigendum => None,
        };
        let sources = Sources {
            edition,
            setting: setting(&call),
        };
        let compiled = Compiled {
            round: &self.round,
            kind: asked.kind,
            symbol: asked.full_symbol(),
            as_of: (asked.as_of.0, last.first().map(|last| last.entry.filed_at)),
            since: asked.follows.map(|_| asked.since.0),
            readers: asked.readers,
            attendance,
            volume: Volume {
                number: division.place as usize + 1,
                of,
            },
            replies,
        };
        Ok(document::compilation(&sources, compiled))
    }

    /// Who took part, as everybody may know it.
    async fn attendance(&self, call: &Call) -> Result<Attendance, Halt> {
        let (_, figures) = figures(call, &self.round).await?;
        let viewer = Viewer {
            reader: Reader::default(),
            aggregates: false,
        };
        let found = participation(&figures.facts, self.asked().as_of, &viewer);
        let names = call.world().norms.vocabulary("regional_groups");
        let groups = found.groups.iter().filter_map(|(group, turnout)| {
            let Group::Regional(group) = group else { return None };
            let name = names
                .and_then(|names| names.label(group.code()))?
                .read(call.language())?;
            Some((Words::read(name), *turnout))
        });
        Ok(Attendance {
            members: found.members,
            observers: found.observers,
            groups: groups.collect(),
        })
    }

    /// The bytes of a volume. The lease is made longer for as long as that takes.
    async fn pressed(&self, printed: Printed) -> Result<Vec<u8>, Halt> {
        let pdf = self.asked().pdf;
        let setting = async {
            if !pdf {
                let written = tokio::task::spawn_blocking(move || document::docx(&printed)).await;
                return Ok(written.map_err(Fault::internal)?.map_err(Fault::internal)?);
            }
            let json = printed.to_json();
            drop(printed);
            self.app.press().volume(json).await.map_err(|error| {
                Halt::Failed(match error {
                    PressError::Fonts => CompilationFailure::Fonts,
                    PressError::TooLarge | PressError::TooSlow => CompilationFailure::TooLarge,
                    PressError::Missing | PressError::Failed(_) | PressError::Run(_) => CompilationFailure::Press,
                })
            })
        };
        let holding = async {
            loop {
                tokio::time::sleep(WORD).await;
                let held = async { Ok::<_, Halt>(self.hold().await?.commit().await?) };
                if let Err(halt) = held.await {
                    return halt;
                }
            }
        };
        tokio::select! {
            bytes = setting => bytes,
            halt = holding => Err(halt),
        }
    }
}
