//! The life of one server, all of it on the thread that spawned it.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::binaries::{self, Binaries};
use crate::identity::{Identity, setpriv};
use crate::{SUPERUSER, Settings, StartError, socket};

/// How often we look whether something has happened.
const POLL: Duration = Duration::from_millis(10);
/// Recovery after a hard stop is part of a start.
const START_WITHIN: Duration = Duration::from_mins(2);
/// A checkpoint is part of a stop. Then the server is cut off and recovers at its next start.
const STOP_WITHIN: Duration = Duration::from_mins(1);
/// How long a server whose launcher was killed may take to end.
const ABANDONED_WITHIN: Duration = Duration::from_secs(10);

/// A server that answers. Dropping it stops it.
pub(crate) struct Server {
    pub(crate) socket: PathBuf,
    child: Child,
    /// Ends the server when we are killed, where the kernel cannot be asked to.
    guard: Option<Child>,
}

/// Starts the server of a folder and waits until it answers.
pub(crate) fn boot(folder: &Path, settings: &Settings) -> Result<Server, StartError> {
    let data = folder.join("postgres");
    let is_new = !data.exists();
    if !is_new && !rustix::process::geteuid().is_root() {
        Identity::Own.adopt(&data)?;
    }
    let wanted = if is_new { None } else { Some(major_of_data(&data)?) };
    let binaries = binaries::find(folder, wanted)?;
    let identity = Identity::choose(folder, &binaries)?;
    if is_new {
        initialise(folder, &data, &binaries, &identity, settings)?;
    } else {
        await_end_of_abandoned(folder, &data)?;
        identity.adopt(&data)?;
    }
    let socket = socket::make_folder(folder)?;
    identity.adopt(&socket)?;

    let log = folder.join("postgres.log");
    let output = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&log)
        .map_err(|source| StartError::folder("write", &log, source))?;
    let errors = output
        .try_clone()
        .map_err(|source| StartError::folder("write", &log, source))?;
    let program = binaries.postgres();
    let mut command = leashed(&identity, &program, "QUIT");
    command.arg("-D").arg(&data);
    let quoted = format!("\"{}\"", socket.to_string_lossy().replace('"', "\"\""));
    let fixed = [
        ("unix_socket_directories", quoted),
        ("listen_addresses", String::new()),
        ("port", socket::PORT.to_string()),
        ("timezone", "UTC".to_owned()),
        ("log_timezone", "UTC".to_owned()),
        ("log_checkpoints", "off".to_owned()),
    ];
    let given = settings
        .parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()));
    for (name, value) in fixed.into_iter().chain(given) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    // A group of its own: Ctrl-C in a terminal reaches the application, which then stops the server in its turn.
    let child = command
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|source| StartError::command(&program.to_string_lossy(), source))?;
    let mut server = Server {
        socket,
        child,
        guard: None,
    };
    if setpriv().is_none() {
        server.guard = Some(guard(server.process())?);
    }
    server.await_answer(&log)?;
    Ok(server)
}

impl Server {
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    fn await_answer(&mut self, log: &Path) -> Result<(), StartError> {
        let deadline = Instant::now() + START_WITHIN;
        loop {
            // In this order: an answer counts only while our own server is alive.
            let is_answering = socket::is_answering(&self.socket);
            let ended = self
                .child
                .try_wait()
                .map_err(|source| StartError::command("the server", source))?;
            if ended.is_some() {
                return Err(StartError::Ended {
                    path: log.to_owned(),
                    log: last_lines(log),
                });
            }
            if is_answering {
                return Ok(());
            }
            if Instant::now() > deadline {
                let seconds = START_WITHIN.as_secs();
                return Err(StartError::Slow {
                    seconds,
                    path: log.to_owned(),
                    log: last_lines(log),
                });
            }
            sleep(POLL);
        }
    }

    /// Signals the server and waits; says whether it has ended. The child is ours and not yet reaped, so its number
    /// cannot mean another process.
    fn end_by(&mut self, signal: Signal, within: Duration) -> bool {
        let deadline = Instant::now() + within;
        if matches!(self.child.try_wait(), Ok(None)) {
            // It fails only when the server has just ended by itself.
            let _ = kill_process(Pid::from_child(&self.child), signal);
        }
        loop {
            match self.child.try_wait() {
                Ok(None) if Instant::now() < deadline => sleep(POLL),
                Ok(None) => return false,
                Ok(Some(_)) | Err(_) => return true,
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM would wait until the last client leaves by itself.
        if !self.end_by(Signal::INT, STOP_WITHIN) && !self.end_by(Signal::QUIT, STOP_WITHIN) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        if let Some(mut guard) = self.guard.take() {
            let _ = guard.kill();
            let _ = guard.wait();
        }
    }
}

/// A command that gets `signal` when the present thread ends, however the process ends. Where there is no `setpriv` it is
/// a plain command, and [`guard`] does the same for the server.
fn leashed(identity: &Identity, program: &Path, signal: &str) -> Command {
    match setpriv() {
        Some(setpriv) => identity.command(program, &[setpriv.into(), "--pdeathsig".into(), OsString::from(signal)]),
        None => identity.command(program, &[]),
    }
}

/// A shell that waits for the end of its input, which is the end of this process, and then ends the server.
fn guard(process: u32) -> Result<Child, StartError> {
    Command::new("/bin/sh")
        .args(["-c", r#"read -r _; kill -QUIT "$1""#, "sh", &process.to_string()])
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| StartError::command("/bin/sh", source))
}

/// Runs initdb in a folder beside and renames it when it is whole, so that an interrupted first start leaves no half.
fn initialise(
    folder: &Path,
    data: &Path,
    binaries: &Binaries,
    identity: &Identity,
    settings: &Settings,
) -> Result<(), StartError> {
    let fresh = folder.join("postgres.new");
    match std::fs::remove_dir_all(&fresh) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(StartError::folder("remove", &fresh, source));
        }
        Ok(()) | Err(_) => {}
    }
    DirBuilder::new()
        .mode(0o700)
        .create(&fresh)
        .map_err(|source| StartError::folder("create", &fresh, source))?;
    identity.adopt(&fresh)?;
    // Bare Debian has no other UTF-8 locale, macOS has this one; our sorting names its collations.
    let locale = if cfg!(target_os = "macos") {
        "en_US.UTF-8"
    } else {
        "C.UTF-8"
    };
    let program = binaries.initdb();
    let output = leashed(identity, &program, "KILL")
        .args([
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale",
            locale,
            "-D",
        ])
        .arg(&fresh)
        .stdin(Stdio::null())
        .output()
        .map_err(|source| StartError::command(&program.to_string_lossy(), source))?;
    if !output.status.success() {
        let output = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        return Err(StartError::Initdb {
            folder: folder.to_owned(),
            output,
        });
    }
    if settings.durable {
        sync(&fresh)?;
    }
    std::fs::rename(&fresh, data).map_err(|source| StartError::folder("rename", &fresh, source))?;
    if settings.durable {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|source| StartError::folder("sync", folder, source))?;
    }
    Ok(())
}

/// Brings a tree to the disk. Later checkpoints do so only with what they have written themselves.
fn sync(path: &Path) -> Result<(), StartError> {
    let failed = |source| StartError::folder("sync", path, source);
    let kind = std::fs::symlink_metadata(path).map_err(failed)?;
    if kind.is_dir() {
        for entry in std::fs::read_dir(path).map_err(failed)? {
            sync(&entry.map_err(failed)?.path())?;
        }
    }
    if kind.is_dir() || kind.is_file() {
        File::open(path).and_then(|file| file.sync_all()).map_err(failed)?;
    }
    Ok(())
}

fn major_of_data(data: &Path) -> Result<u32, StartError> {
    let path = data.join("PG_VERSION");
    let failed = |source| StartError::folder("read", &path, source);
    let version = std::fs::read_to_string(&path).map_err(failed)?;
    version
        .trim()
        .parse()
        .map_err(|_| failed(io::ErrorKind::InvalidData.into()))
}

/// Waits for the server of a launcher that was killed. Nobody else can have started one: we hold the lock.
///
/// Where `/proc` tells that no process is left, the file with the old server's number goes: in a container that was
/// restarted the number may belong to one of our own threads, and PostgreSQL would refuse to start.
fn await_end_of_abandoned(folder: &Path, data: &Path) -> Result<(), StartError> {
    let file = data.join("postmaster.pid");
    if !file.exists() || !Path::new("/proc/self/cwd").exists() {
        return Ok(());
    }
    let deadline = Instant::now() + ABANDONED_WITHIN;
    while let Some(process) = find_process_in(data) {
        if Instant::now() > deadline {
            return Err(StartError::Abandoned {
                folder: folder.to_owned(),
                process,
            });
        }
        sleep(POLL);
    }
    match std::fs::remove_file(&file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(StartError::folder("remove", &file, source)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A process whose present folder is `data`: all of PostgreSQL's processes live there, and none of ours.
fn find_process_in(data: &Path) -> Option<u32> {
    std::fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        (std::fs::read_link(entry.path().join("cwd")).ok()? == data).then_some(process)
    })
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read(log)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
