//! The program itself as a process, to be killed: started as an operator starts it, over the database of a story.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use api::press::Press;
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use crate::app::ADDRESS;

/// Where the program is; the setup script of nextest has built it.
const PROGRAM: &str = "NORMTRACK_PROGRAM";

/// Where the press is, for the stories that print.
const PRESS: &str = "NORMTRACK_TEST_PRESS";

fn path() -> OsString {
    std::env::var_os(PROGRAM).unwrap_or_else(|| panic!("{PROGRAM} names no program: run by nextest"))
}

/// The program, for one of its commands.
pub fn command() -> std::process::Command {
    std::process::Command::new(path())
}

/// The press where the setup script of nextest has built it; none in the stories that do not print.
pub fn press() -> Press {
    let Some(program) = std::env::var_os(PRESS) else {
        return Press::default();
    };
    Press::find(Some(Path::new(&program)), vec!["/usr/share/fonts".into()])
}

/// What the process is told at every start.
#[derive(Clone, Debug)]
pub struct Orders {
    /// The database, as the service role.
    pub database_url: String,
    /// The file with the secret that seals the keys.
    pub secret_file: PathBuf,
    /// The folder of evidence.
    pub evidence: PathBuf,
    /// A folder that is a disk of so many bytes to this process alone: full, when they are used.
    pub small_disk: Option<(PathBuf, u64)>,
    /// The collector of traces.
    pub otlp_endpoint: Option<String>,
}

/// A process of `normtrack serve`.
pub struct Program {
    /// Where it listens, and listens again after each start.
    pub address: SocketAddr,
    orders: Orders,
    running: Option<(Child, JoinHandle<()>)>,
}

impl Program {
    /// Starts the first or second, or so on, of a story. It gets a port that no other story has, and below those that the
    /// system gives to whoever asks for any: it has to be free again after each kill.
    pub async fn start(number: u16, orders: Orders) -> Self {
        let story = u16::try_from(std::process::id() % 2_000).expect("below 2,000");
        let mut program = Self {
            address: SocketAddr::from(([127, 0, 0, 1], 10_000 + story * 10 + number)),
            orders,
            running: None,
        };
        program.start_again().await;
        program
    }

    /// Starts it again where it was.
    pub async fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        let mut child = self.command().spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its words are ours")).lines();
        let mut said = Vec::new();
        loop {
            let line = lines.next_line().await.expect("what it says is text");
            let line = line.unwrap_or_else(|| panic!("it ended: {}", said.join("\n")));
            if line.starts_with("Normtrack listens on ") {
                break;
            }
            said.push(line);
        }
        // Nobody reads on, but what it says must go somewhere.
        let hearing = tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.running = Some((child, hearing));
    }

    fn command(&self) -> Command {
        let program = path();
        let mut command = match &self.orders.small_disk {
            None => Command::new(program),
            Some((folder, bytes)) => on_a_small_disk(folder, *bytes, Path::new(&program)),
        };
        command
            .arg("serve")
            .args(["--listen", &self.address.to_string()])
            .args(["--address", ADDRESS])
            .args(["--account-requests", &u32::MAX.to_string()])
            .args(["--log", "error"])
            .arg("--secret-file")
            .arg(&self.orders.secret_file)
            .arg("--evidence")
            .arg(&self.orders.evidence)
            .env("DATABASE_URL", &self.orders.database_url)
            .envs(
                self.orders
                    .otlp_endpoint
                    .iter()
                    .map(|at| ("OTEL_EXPORTER_OTLP_ENDPOINT", at)),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    fn signal(&self, signal: Signal) {
        let (child, _) = self.running.as_ref().expect("it runs");
        let process = child
            .id()
            .and_then(|id| Pid::from_raw(id.cast_signed()))
            .expect("it runs");
        kill_process(process, signal).expect("a child can be signalled");
    }

    async fn ended(&mut self) -> ExitStatus {
        let (mut child, hearing) = self.running.take().expect("it runs");
        let status = child.wait().await.expect("a child can be waited for");
        hearing.await.expect("it listens to the end");
        status
    }

    /// A folder as the process sees it.
    pub fn inside(&self, folder: &Path) -> PathBuf {
        let (child, _) = self.running.as_ref().expect("it runs");
        let root = PathBuf::from(format!("/proc/{}/root", child.id().expect("it runs")));
        root.join(folder.strip_prefix("/").unwrap_or(folder))
    }

    /// Kills it, as a machine does that loses its power to it: no word, no last wish.
    pub async fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.ended().await;
    }

    /// Asks it to stop, as an operator does, and does not wait.
    pub fn ask_to_stop(&self) {
        self.signal(Signal::TERM);
    }

    /// Waits for the end that it was asked for.
    pub async fn stopped(&mut self) -> ExitStatus {
        self.ended().await
    }
}

/// The program in a room of its own where the folder is a disk of that size; whoever is not root is root in there.
fn on_a_small_disk(folder: &Path, bytes: u64, program: &Path) -> Command {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command
        .args(["--mount", "--", "sh", "-c"])
        .arg(r#"mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@""#)
        .arg("sh")
        .arg(bytes.to_string())
        .arg(folder)
        .arg(program);
    command
}
