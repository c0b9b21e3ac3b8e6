//! What the launcher promises, on real servers in folders of their own.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare has failed")]

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use private_postgres::{Postgres, Settings, StartError};
use tempfile::TempDir;

/// A folder that other accounts can walk to; `tempfile` makes private ones.
fn reachable() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Whether a process runs; one that has ended and is not reaped yet does not.
fn is_alive(process: u32) -> bool {
    let ps = Command::new("ps")
        .args(["-o", "stat=", "-p", &process.to_string()])
        .output()
        .unwrap();
    matches!(ps.stdout.first(), Some(state) if *state != b'Z')
}

/// Starts the launcher as a process of its own and returns it with its server's process id.
fn launcher(folder: &Path, path: Option<&Path>) -> (Child, u32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_private-postgres"));
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let mut child = command
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let process = line
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap_or_else(|_| panic!("no server: {line:?}"));
    (child, process)
}

#[test]
fn a_first_start_makes_the_folder_and_a_second_one_finds_it() {
    let home = reachable();
    let folder = home.path().join("some/data");
    let first = Postgres::start(&folder, &Settings::testing()).unwrap();
    let made = fs::metadata(folder.join("postgres/PG_VERSION")).unwrap().ino();
    let process = first.process();
    assert!(is_alive(process));
    first.stop();
    assert!(!is_alive(process));
    let log = fs::read_to_string(folder.join("postgres.log")).unwrap();
    assert!(
        log.contains("received fast shutdown request") && log.contains("database system is shut down"),
        "{log}"
    );

    let second = Postgres::start(&folder, &Settings::serving()).unwrap();
    assert_eq!(fs::metadata(folder.join("postgres/PG_VERSION")).unwrap().ino(), made);
    second.stop();
    let log = fs::read_to_string(folder.join("postgres.log")).unwrap();
    assert!(!log.contains("not properly shut down"), "{log}");
}

#[test]
fn the_address_names_the_socket_folder_and_only_the_owner_may_enter_that() {
    let home = reachable();
    let folder = home.path().join("a b,c\"d");
    let postgres = Postgres::start(&folder, &Settings::testing()).unwrap();
    let url = postgres.url("an owner", "some/base");
    assert!(url.starts_with("postgres:///some%2Fbase?host=%2F"), "{url}");
    assert!(
        url.ends_with("%2Fa%20b%2Cc%22d%2Fsocket&port=5432&user=an%20owner"),
        "{url}"
    );
    assert_eq!(fs::metadata(folder.join("socket")).unwrap().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(folder.join("postgres")).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn the_server_is_never_root_and_owns_its_data() {
    let home = reachable();
    let postgres = Postgres::start(home.path(), &Settings::testing()).unwrap();
    let data = fs::metadata(home.path().join("postgres")).unwrap().uid();
    let ps = Command::new("ps")
        .args(["-o", "uid=", "-p", &postgres.process().to_string()])
        .output()
        .unwrap();
    let server: u32 = String::from_utf8(ps.stdout).unwrap().trim().parse().unwrap();
    assert_eq!(server, data);
    assert_ne!(server, 0);
}

#[test]
fn a_folder_below_a_private_home_works_and_may_move_out_later() {
    // As root this takes a user namespace, where the files stay root's; where there is none, the account gets them and
    // may pass. After the move it is the plain account.
    let home = reachable();
    let private = home.path().join("private");
    fs::create_dir(&private).unwrap();
    fs::set_permissions(&private, Permissions::from_mode(0o700)).unwrap();
    let postgres = Postgres::start(&private.join("data"), &Settings::testing()).unwrap();
    assert!(is_alive(postgres.process()));
    postgres.stop();

    fs::rename(private.join("data"), home.path().join("data")).unwrap();
    Postgres::start(&home.path().join("data"), &Settings::testing())
        .unwrap()
        .stop();
    assert_ne!(fs::metadata(home.path().join("data/postgres")).unwrap().uid(), 0);
}

#[test]
fn a_long_path_gets_its_socket_elsewhere() {
    let home = reachable();
    let folder = home.path().join("x".repeat(120));
    let postgres = Postgres::start(&folder, &Settings::testing()).unwrap();
    assert!(!folder.join("socket").exists());
    let socket = postgres.url("postgres", "postgres").replace("%2F", "/");
    let socket = PathBuf::from(socket.split(['=', '&']).nth(1).unwrap());
    assert_eq!(fs::metadata(&socket).unwrap().mode() & 0o777, 0o700);
    postgres.stop();
    fs::remove_dir(&socket).unwrap();
}

#[test]
fn a_second_start_is_refused_with_the_first_ones_address() {
    let home = reachable();
    let first = Postgres::start(home.path(), &Settings::testing()).unwrap();
    first.announce("http://127.0.0.1:8000").unwrap();
    let refused = Postgres::start(home.path(), &Settings::testing()).unwrap_err();
    assert!(matches!(refused, StartError::InUse { .. }), "{refused:?}");
    assert_eq!(
        refused.to_string(),
        format!(
            "{} is in use by process {} at http://127.0.0.1:8000: use that one, stop it, or choose another folder",
            home.path().canonicalize().unwrap().display(),
            std::process::id()
        )
    );
    assert!(is_alive(first.process()));
    first.stop();
    Postgres::start(home.path(), &Settings::testing()).unwrap().stop();
}

#[test]
fn a_killed_launcher_leaves_no_server_and_the_next_start_recovers() {
    let home = reachable();
    let (mut parent, process) = launcher(home.path(), None);
    parent.kill().unwrap();
    parent.wait().unwrap();
    // Starting waits for the end of the old server, and refuses if it does not come.
    let next = Postgres::start(home.path(), &Settings::testing()).unwrap();
    assert!(!is_alive(process));
    next.stop();
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_launcher_leaves_no_server_where_the_kernel_cannot_be_asked() {
    let home = reachable();
    let path = home.path().join("path");
    fs::create_dir(&path).unwrap();
    for program in ["id", "sh", "postgres"] {
        let which = Command::new("sh")
            .args(["-c", "command -v \"$0\" || true", program])
            .output()
            .unwrap();
        let found = String::from_utf8(which.stdout).unwrap();
        if !found.trim().is_empty() {
            std::os::unix::fs::symlink(found.trim(), path.join(program)).unwrap();
        }
    }
    let folder = home.path().join("data");
    let (mut parent, process) = launcher(&folder, Some(&path));
    parent.kill().unwrap();
    parent.wait().unwrap();
    let next = Postgres::start(&folder, &Settings::testing()).unwrap();
    assert!(!is_alive(process));
    next.stop();
}

#[test]
fn a_server_started_by_a_thread_that_ended_lives_on() {
    let home = reachable();
    let folder = home.path().to_owned();
    let postgres = std::thread::spawn(move || Postgres::start(&folder, &Settings::testing()).unwrap())
        .join()
        .unwrap();
    assert!(is_alive(postgres.process()));
    postgres.stop();
}

#[test]
fn an_interrupted_first_start_is_taken_up_again() {
    let home = reachable();
    fs::create_dir_all(home.path().join("postgres.new/base")).unwrap();
    Postgres::start(home.path(), &Settings::testing()).unwrap().stop();
    assert!(!home.path().join("postgres.new").exists());
}

#[test]
fn a_stale_number_of_a_server_that_is_gone_does_not_stop_a_start() {
    let home = reachable();
    Postgres::start(home.path(), &Settings::testing()).unwrap().stop();
    // As after the restart of a container: the old number now is one of our own.
    let pid = format!(
        "{}\n{}\n0\n5432\n\n\n",
        std::process::id(),
        home.path().join("postgres").display()
    );
    fs::write(home.path().join("postgres/postmaster.pid"), pid).unwrap();
    Postgres::start(home.path(), &Settings::testing()).unwrap().stop();
}

#[test]
fn a_server_that_cannot_start_says_what_its_log_says() {
    let home = reachable();
    let refused = Postgres::start(home.path(), &Settings::testing().with("shared_buffers", "none")).unwrap_err();
    let StartError::Ended { log, .. } = &refused else {
        panic!("{refused:?}")
    };
    assert!(log.contains("invalid value for parameter \"shared_buffers\""), "{log}");
}

#[test]
fn data_of_a_version_that_is_not_installed_are_left_alone() {
    let home = reachable();
    Postgres::start(home.path(), &Settings::testing()).unwrap().stop();
    fs::write(home.path().join("postgres/PG_VERSION"), "9\n").unwrap();
    let refused = Postgres::start(home.path(), &Settings::testing()).unwrap_err();
    assert!(
        matches!(refused, StartError::OtherVersion { wanted: 9, .. }),
        "{refused:?}"
    );
}
