//! The server of a test run ends with the run.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

#[tokio::test]
async fn the_keeper_ends_its_server_when_the_run_ends_by_a_kill() {
    let mut run = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let mut keeper = Command::new(env!("CARGO_BIN_EXE_test-postgres"))
        .args(["keep", &run.id().to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(keeper.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line.strip_prefix("ready ").unwrap_or_else(|| panic!("{line}")).trim();
    let connect = async || tokio_postgres::connect(url, tokio_postgres::NoTls).await;
    assert!(connect().await.is_ok());

    // Killed and not reaped: the hardest end to notice.
    run.kill().unwrap();
    assert!(keeper.wait().unwrap().success());
    assert!(connect().await.is_err());
    run.wait().unwrap();
}
