//! Runs a PostgreSQL of our own in a folder: no port, no password, no daemon, nothing left behind.
//!
//! The server and the tests both need one, and neither may depend on the other, so it has a room to itself.
//!
//! Invariants:
//! - one launcher per folder, held by a lock; a second one learns who has it;
//! - the server lives no longer than the process that started it, however that one ends;
//! - it listens on a socket in a folder that only its own account may enter, and on nothing else;
//! - blocking and without a runtime, so that it can be used before and after one.
//!
//! A folder holds `postgres/` (the data), `socket/`, `postgres.log` (of the present run) and `owner` (the lock, and
//! who holds it). A server parameter is added in [`Settings::serving`] or [`Settings::testing`].

mod binaries;
mod error;
mod identity;
mod lease;
mod server;
mod settings;
mod socket;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

pub use error::StartError;
pub use settings::Settings;
pub use socket::encode;

/// The database superuser of a private server.
pub const SUPERUSER: &str = "postgres";

/// A running server. Dropping it stops the server, as [`Postgres::stop`] does.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    socket: PathBuf,
    process: u32,
    stop: Option<Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Postgres {
    /// Starts the server of `folder`, which is created and initialised when it is new, and returns once it answers.
    ///
    /// The kernel ends a child by `--pdeathsig` when the *thread* that spawned it ends, so the server gets a thread
    /// that lives exactly as long. This function may therefore be called from any thread, short-lived ones included.
    pub fn start(folder: &Path, settings: &Settings) -> Result<Self, StartError> {
        std::fs::create_dir_all(folder).map_err(|source| StartError::folder("create", folder, source))?;
        let folder = folder
            .canonicalize()
            .map_err(|source| StartError::folder("reach", folder, source))?;
        let lease = lease::take(&folder)?;
        let (answer, answered) = channel();
        let (stop, stopped) = channel::<Infallible>();
        let thread = std::thread::Builder::new()
            .name("private-postgres".to_owned())
            .spawn({
                let (folder, settings) = (folder.clone(), settings.clone());
                move || {
                    // Held until the server has ended: what is declared first is dropped last.
                    let _lease = lease;
                    match server::boot(&folder, &settings) {
                        Ok(server) => {
                            // A caller who no longer listens has dropped `stop` too.
                            let _ = answer.send(Ok((server.socket.clone(), server.process())));
                            // Nothing is ever sent: it returns when the other end is dropped.
                            let _ = stopped.recv();
                            drop(server);
                        }
                        Err(error) => {
                            let _ = answer.send(Err(error));
                        }
                    }
                }
            })
            .map_err(|source| StartError::command("a thread", source))?;
        let (socket, process) = answered
            .recv()
            .expect("the thread answers before it does anything that could end it")?;
        lease::announce(&folder, &format!("the socket folder {}", socket.display()))?;
        Ok(Self {
            folder,
            socket,
            process,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Records where the owner of the folder can be found (`http://127.0.0.1:8000`): a refused second start says it.
    pub fn announce(&self, address: &str) -> Result<(), StartError> {
        lease::announce(&self.folder, address)
    }

    /// An address that sqlx and tokio-postgres both understand. `user` and `database` need not exist yet.
    pub fn url(&self, user: &str, database: &str) -> String {
        address(&self.socket, user, database)
    }

    /// The process id of the server's first process.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// Ends all sessions, writes a checkpoint, and returns when the server has ended (SIGINT, "fast shutdown").
    pub fn stop(self) {
        drop(self);
    }
}

/// The address, in the form of [`Postgres::url`], of the server that somebody runs in a folder; nothing while none answers.
pub fn running(folder: &Path, user: &str, database: &str) -> Option<String> {
    Some(address(&socket::found(folder)?, user, database))
}

fn address(socket: &Path, user: &str, database: &str) -> String {
    let socket = socket::encode(&socket.to_string_lossy());
    let (user, database) = (socket::encode(user), socket::encode(database));
    format!("postgres:///{database}?host={socket}&port={}&user={user}", socket::PORT)
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic over there has already been printed, and the server has been stopped while it unwound.
            let _ = thread.join();
        }
    }
}
