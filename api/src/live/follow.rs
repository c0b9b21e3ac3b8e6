//! Listening and announcing, for as long as the process serves.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use store::{Listener, Store, StoreError, Trail};
use tokio::time::{Instant as At, MissedTickBehavior, interval, sleep, sleep_until};
use uuid::Uuid;

use super::announcement::{Announcement, pack, unpack};
use super::{Deaf, Live, Signal, locked};

/// What happens within this time is announced together.
const BATCH: Duration = Duration::from_millis(20);

/// How often the trail is read whether or not something was announced: the longest that a lost announcement costs.
const PERIOD: Duration = Duration::from_secs(1);

/// Every so many periods a process says who is where.
const BEAT: u32 = 3;

/// Between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(250);

impl Live {
    /// Hears of changes and announces them for as long as it is polled. Where the connection ends, it goes on from where it
    /// was with another one. `process` is its name among those that announce.
    pub async fn follow(&self, store: &Store, process: Uuid) {
        let mut trail = None;
        let mut failing = false;
        loop {
            let Err(error) = self.follow_once(store, process, &mut trail, &mut failing).await;
            if !failing {
                failing = true;
                tracing::warn!(%error, "changes in working files are not heard of");
            }
            sleep(PAUSE).await;
        }
    }

    /// Follows until the connection ends. `trail` is where reading stands, as long as somebody watches.
    async fn follow_once(
        &self,
        store: &Store,
        process: Uuid,
        trail: &mut Option<Trail>,
        failing: &mut bool,
    ) -> Result<Infallible, StoreError> {
        let mut listener = store.listen().await?;
        let mut said = vec![Announcement::Hello { process }];
        said.extend(self.people(process));
        listener.announce(&pack(&said)).await?;
        self.read(&listener, trail).await?;
        if std::mem::take(failing) {
            tracing::info!("changes in working files are heard of again");
        }
        let mut periods = interval(PERIOD);
        periods.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut count = 0_u32;
        let mut announce_at: Option<At> = None;
        loop {
            let mut look = false;
            tokio::select! {
                heard = listener.heard() => {
                    let text = heard.ok_or_else(|| StoreError::Unavailable(Deaf.into()))?;
                    for announcement in unpack(&text) {
                        look |= self.hear(process, announcement);
                    }
                }
                () = self.announce.notified(), if announce_at.is_none() => announce_at = Some(At::now() + BATCH),
                () = sleep_until(announce_at.unwrap_or_else(At::now)), if announce_at.is_some() => {
                    announce_at = None;
                    let said = self.to_announce(process);
                    if !said.is_empty() {
                        listener.announce(&pack(&said)).await?;
                    }
                }
                () = self.wanted.notified() => look = true,
                _ = periods.tick() => {
                    look = true;
                    count = count.wrapping_add(1);
                    if count.is_multiple_of(BEAT) {
                        let people = self.people(process);
                        if !people.is_empty() {
                            listener.announce(&pack(&people)).await?;
                        }
                    }
                    let left = locked(&self.presence).forget(Instant::now());
                    for submission in left {
                        self.tell(submission, Signal::Moved);
                    }
                }
            }
            if look {
                self.read(&listener, trail).await?;
            }
        }
    }

    /// Reads what happened and tells it. While nobody watches nothing is read.
    async fn read(&self, listener: &Listener, trail: &mut Option<Trail>) -> Result<(), StoreError> {
        let (watched, number) = {
            let rooms = locked(&self.rooms);
            (rooms.open.keys().copied().collect::<Vec<_>>(), rooms.count)
        };
        if watched.is_empty() {
            *trail = None;
            return Ok(());
        }
        match trail {
            None => *trail = Some(listener.begin().await?),
            Some(trail) => loop {
                let (heard, more) = listener.read(trail, &watched).await?;
                for entry in heard {
                    self.tell(entry.submission, Signal::Happened(Arc::new(entry)));
                }
                if !more {
                    break;
                }
            },
        }
        self.told.send_replace(number);
        Ok(())
    }

    /// Takes in an announcement; whether the trail is to be read.
    fn hear(&self, own: Uuid, announcement: Announcement) -> bool {
        match announcement {
            Announcement::Changed => return true,
            Announcement::Hello { process } if process == own => {}
            Announcement::Hello { process } => {
                // It begins anew: what it has to say follows.
                for submission in locked(&self.presence).forget_process(process) {
                    self.tell(submission, Signal::Moved);
                }
                locked(&self.moved).extend(locked(&self.presence).own_files());
                self.announce.notify_one();
            }
            Announcement::People { process, .. } if process == own => {}
            Announcement::People {
                process,
                submission,
                who,
            } => {
                let news = locked(&self.presence).hear(process, submission, who, Instant::now());
                if news {
                    self.tell(submission, Signal::Moved);
                }
            }
        }
        false
    }

    /// What this process has to say.
    fn to_announce(&self, process: Uuid) -> Vec<Announcement> {
        let changed = self.changed.swap(false, Ordering::AcqRel);
        let moved = std::mem::take(&mut *locked(&self.moved));
        let presence = locked(&self.presence);
        let people = moved.into_iter().map(|submission| Announcement::People {
            process,
            submission,
            who: presence.own_in(submission),
        });
        changed
            .then_some(Announcement::Changed)
            .into_iter()
            .chain(people)
            .collect()
    }

    /// Everybody of this process.
    fn people(&self, process: Uuid) -> Vec<Announcement> {
        let presence = locked(&self.presence);
        let files = presence.own_files().into_iter();
        let people = files.map(|submission| Announcement::People {
            process,
            submission,
            who: presence.own_in(submission),
        });
        people.collect()
    }
}
