//! Prepares the database server of a test run. nextest runs this once before the first test (`.config/nextest.toml`).
//!
//! Unless `NORMTRACK_TEST_DATABASE_URL` names a server, it leaves a keeper behind, which starts a private one and ends it
//! when the run ends, however it ends: the keeper waits for the end of nextest's own process.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::{CommandExt as _, parent_id};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, bail};
use private_postgres::SUPERUSER;
use rustix::process::Pid;
use tests::{database, private};

/// The keeper's first word when its server answers.
const READY: &str = "ready ";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let outcome = match (arguments.next().as_deref(), arguments.next()) {
        (None, None) => prepare(),
        (Some("keep"), Some(process)) => {
            keep(&process);
            Ok(())
        }
        _ => Err(anyhow::anyhow!("nextest runs this program, without arguments")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

/// Runs as nextest's child and tells it, through the file named by `NEXTEST_ENV`, what the tests need to know.
fn prepare() -> anyhow::Result<()> {
    let variables = std::env::var_os("NEXTEST_ENV").context("only nextest runs this: NEXTEST_ENV is not set")?;
    let url = match std::env::var_os(database::URL) {
        Some(url) => url.to_string_lossy().into_owned(),
        None => start_keeper()?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let template = runtime.block_on(database::prepare(&url))?;
    let mut variables = std::fs::OpenOptions::new().append(true).create(true).open(variables)?;
    writeln!(variables, "{}={url}\n{}={template}", database::URL, database::TEMPLATE)?;
    Ok(())
}

/// Starts the keeper and returns its server's address.
fn start_keeper() -> anyhow::Result<String> {
    let mut keeper = Command::new(std::env::current_exe()?)
        .args(["keep", &parent_id().to_string()])
        // Out of reach of Ctrl-C and of nextest's own signals: it stops the server after the tests have ended.
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut answer = String::new();
    let mut lines = BufReader::new(keeper.stdout.take().expect("it was asked to be piped"));
    while lines.read_line(&mut answer)? > 0 {
        if let Some(url) = answer.strip_prefix(READY) {
            return Ok(url.trim_end().to_owned());
        }
    }
    bail!("{}", answer.trim_end())
}

/// Holds a server until `process` has ended.
fn keep(process: &str) {
    let started = process
        .parse()
        .ok()
        .and_then(Pid::from_raw)
        .context("the argument is no process id")
        .and_then(|process| Ok((process, private::start()?)));
    match started {
        Ok((process, postgres)) => {
            println!("{READY}{}", postgres.url(SUPERUSER, "postgres"));
            await_end(process);
            postgres.stop();
        }
        Err(error) => println!("{error:?}"),
    }
}

#[cfg(target_os = "linux")]
fn await_end(process: Pid) {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{PidfdFlags, pidfd_open};

    // No such process means that it has ended already. A process that nobody has reaped counts as ended.
    let Ok(process) = pidfd_open(process, PidfdFlags::empty()) else {
        return;
    };
    while let Err(rustix::io::Errno::INTR) = poll(&mut [PollFd::new(&process, PollFlags::IN)], None) {}
}

#[cfg(not(target_os = "linux"))]
fn await_end(process: Pid) {
    while rustix::process::test_kill_process(process).is_ok() {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
}
