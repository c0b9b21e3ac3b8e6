//! The press: reads a printed document as JSON on its standard input, and writes it as PDF on its standard output.
//!
//! **Invariants.** It is a program of its own, so that what typesetting takes of time and memory is taken from nobody and can
//! be ended from outside. It knows no other room: what a document is, stands in `document`; how each part of it looks, in
//! `document.typ`. Texts reach the typesetter as data and never as markup. It opens no file but fonts, asks no clock and no
//! network, and the same document with the same fonts gives the same bytes.
//!
//! **To add a kind of block**, add a branch to `block` in `document.typ`. A kind that it does not know ends the program.

mod fonts;
mod sheet;

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use rustix::process::{Resource, Rlimit, setrlimit};

/// Writes a printed document (JSON, on the standard input) as PDF on the standard output.
#[derive(Debug, Parser)]
#[command(name = "normtrack-press", version)]
struct Settings {
    /// Where the fonts lie: Noto Sans, Noto Naskh Arabic and Noto Sans CJK; can be given several times.
    #[arg(long, default_value = "/usr/share/fonts")]
    fonts: Vec<PathBuf>,
    /// The most bytes of memory that it takes for itself.
    #[arg(long)]
    memory: Option<u64>,
    /// Looks for the fonts and prints nothing. Ends with 3 and names what is missing.
    #[arg(long)]
    check: bool,
}

/// What ends the program other than well.
const NOT_PRINTED: u8 = 1;
const FONTS_MISSING: u8 = 3;

fn main() -> ExitCode {
    match run(&Settings::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, text)) => {
            eprintln!("normtrack-press: {text}");
            ExitCode::from(code)
        }
    }
}

fn run(settings: &Settings) -> Result<(), (u8, String)> {
    if let Some(most) = settings.memory {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // A unit that does not let it bounds its memory itself.
        let _ = setrlimit(Resource::As, limit);
    }
    let fonts = fonts::find(&settings.fonts).map_err(|missing| (FONTS_MISSING, missing.to_string()))?;
    if settings.check {
        return Ok(());
    }
    let mut document = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut document);
    read.map_err(|error| (NOT_PRINTED, error.to_string()))?;
    let pdf = sheet::print(fonts, document).map_err(|text| (NOT_PRINTED, text))?;
    let mut out = std::io::stdout().lock();
    let written = out.write_all(&pdf).and_then(|()| out.flush());
    written.map_err(|error| (NOT_PRINTED, error.to_string()))
}
