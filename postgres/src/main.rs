//! Holds the private server of a folder for as long as standard input stays open, and prints its address: for looking
//! into a folder with `psql`, and for tests that need a launcher to kill.

use std::io::{Read, stdin};
use std::path::Path;
use std::process::ExitCode;

use private_postgres::{Postgres, SUPERUSER, Settings};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: private-postgres FOLDER");
        return ExitCode::from(2);
    };
    match Postgres::start(Path::new(&folder), &Settings::serving()) {
        Ok(postgres) => {
            println!("{} {}", postgres.process(), postgres.url(SUPERUSER, "postgres"));
            // Whatever ends the input, the server is to stop.
            let _ = stdin().read_to_end(&mut Vec::new());
            postgres.stop();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
