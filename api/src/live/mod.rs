//! What happens while somebody watches: this process's subscribers, who is where in which working file, and what other
//! processes say of both.
//!
//! **Invariants.** Nothing here decides who may hear of what: a subscription asks that of the policy for each event. An
//! announcement between processes holds ids and never content, and a lost one costs time, not an event: what happened is
//! read from the audit trail by position. A save does no more than raise a flag.

mod announcement;
mod follow;
mod presence;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::{AccountId, SectionCode, SubmissionId};
use store::{Heard, Pulse};
use tokio::sync::{Notify, broadcast, watch};
use tokio::time::timeout;

use presence::Presence;
pub use presence::Present;

/// What a slow subscriber may have before it; what is more is told as missed.
const WAITING: usize = 256;

/// How long a subscription waits until this process hears of changes.
const PATIENCE: Duration = Duration::from_secs(5);

/// What happens in a working file.
#[derive(Clone, Debug)]
pub enum Signal {
    /// Something was done.
    Happened(Arc<Heard>),
    /// Somebody came or left.
    Moved,
    /// More happened than this subscriber took in.
    Missed,
}

/// Why nothing can be watched at the moment.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this process does not hear of changes")]
pub struct Deaf;

/// The subscribers of a process.
#[derive(Default)]
pub struct Live {
    rooms: Mutex<Rooms>,
    presence: Mutex<Presence>,
    /// Working files in which somebody came or left here, and nobody else was told yet.
    moved: Mutex<BTreeSet<SubmissionId>>,
    /// Whether something was committed here and not announced yet.
    changed: AtomicBool,
    /// There is something to announce.
    announce: Notify,
    /// Somebody waits for a reading that knows of them.
    wanted: Notify,
    /// The newest room that the last reading knew of.
    told: watch::Sender<u64>,
    pulse: watch::Sender<Option<Pulse>>,
}

impl Live {
    /// Something was committed in this process: it will be announced. Costs what a flag costs.
    pub fn changed(&self) {
        if !self.changed.swap(true, Ordering::AcqRel) {
            self.announce.notify_one();
        }
    }

    /// What public things were when they were looked at last.
    pub fn pulse(&self) -> watch::Receiver<Option<Pulse>> {
        self.pulse.subscribe()
    }

    /// Tells what public things are now.
    pub fn tell_pulse(&self, pulse: Pulse) {
        self.pulse.send_if_modified(|known| known.replace(pulse) != Some(pulse));
    }

    /// Watches a working file. When this returns, everything that is committed later, in any process, will be told.
    pub async fn watch(self: &Arc<Self>, submission: SubmissionId) -> Result<Watch, Deaf> {
        let (watch, number) = {
            let mut rooms = locked(&self.rooms);
            let (number, signals) = rooms.enter(submission);
            let watch = Watch {
                live: Arc::clone(self),
                submission,
                signals: Some(signals),
                place: None,
            };
            (watch, number)
        };
        // A reading in progress may not know of this room; one that does has ended when the number is told.
        let mut told = self.told.subscribe();
        if *told.borrow() < number {
            self.wanted.notify_one();
            let heard = timeout(PATIENCE, told.wait_for(|told| *told >= number)).await;
            heard.map_err(|_| Deaf)?.map_err(|_| Deaf)?;
        }
        Ok(watch)
    }

    /// Who is in which section of a working file, in any process.
    pub fn present(&self, submission: SubmissionId) -> Vec<Present> {
        locked(&self.presence).of(submission)
    }

    fn tell(&self, submission: SubmissionId, signal: Signal) {
        if let Some(room) = locked(&self.rooms).open.get(&submission) {
            // Nobody listens any more: the room is about to be left.
            let _ = room.signals.send(signal);
        }
    }

    /// Somebody came or left in this process.
    fn moved(&self, submission: SubmissionId) {
        self.tell(submission, Signal::Moved);
        locked(&self.moved).insert(submission);
        self.announce.notify_one();
    }
}

/// The working files that somebody watches.
#[derive(Default)]
struct Rooms {
    open: HashMap<SubmissionId, Room>,
    /// How many were opened.
    count: u64,
}

/// A working file that somebody watches.
struct Room {
    number: u64,
    signals: broadcast::Sender<Signal>,
}

impl Rooms {
    fn enter(&mut self, submission: SubmissionId) -> (u64, broadcast::Receiver<Signal>) {
        let count = &mut self.count;
        let room = self.open.entry(submission).or_insert_with(|| {
            *count += 1;
            Room {
                number: *count,
                signals: broadcast::Sender::new(WAITING),
            }
        });
        (room.number, room.signals.subscribe())
    }

    fn leave(&mut self, submission: SubmissionId, signals: Option<broadcast::Receiver<Signal>>) {
        drop(signals);
        if let Some(room) = self.open.get(&submission)
            && room.signals.receiver_count() == 0
        {
            self.open.remove(&submission);
        }
    }
}

/// A subscription to a working file, and where its person is. Both end when it is dropped.
pub struct Watch {
    live: Arc<Live>,
    submission: SubmissionId,
    /// There until it is dropped.
    signals: Option<broadcast::Receiver<Signal>>,
    place: Option<Present>,
}

impl Watch {
    /// Says in which section this person is.
    pub fn enter(&mut self, section: SectionCode, account: AccountId) {
        let place = Present { section, account };
        locked(&self.live.presence).enter(self.submission, place.clone());
        self.place = Some(place);
        self.live.moved(self.submission);
    }

    /// The next thing that happens.
    pub async fn next(&mut self) -> Signal {
        match &mut self.signals {
            Some(signals) => match signals.recv().await {
                Ok(signal) => signal,
                Err(broadcast::error::RecvError::Lagged(_)) => Signal::Missed,
                // The room outlives its watchers.
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            },
            None => std::future::pending().await,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(place) = self.place.take() {
            locked(&self.live.presence).leave(self.submission, &place);
            self.live.moved(self.submission);
        }
        locked(&self.live.rooms).leave(self.submission, self.signals.take());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
