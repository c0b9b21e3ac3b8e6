//! Measures the service against floors taken in the same run.
//!
//! **Invariants.** A figure is a ratio or a latency over interleaved runs, never a single number: the floor is measured
//! minutes apart at most, in turn with the work, over the same private PostgreSQL with every setting of real service.
//! Nothing is measured that is not checked: rows written are counted against requests acknowledged. All States are
//! fictional.
//!
//! **To add a work**, give it a file in `work/`, a variant in [`Work`], and its goal in the figure it returns.

mod builder;
mod client;
mod figure;
mod ground;
mod processor;
mod sheet;
mod work;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use catalogue::Catalogue;
use clap::{Parser, ValueEnum};
use private_postgres::{Postgres, Settings};

use crate::figure::Figure;
use crate::ground::Ground;
use crate::work::{coverage, documents, file, live, memory, open, open_data, pack, save, search, shared, sizes};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Work {
    /// Saving one answer a call, over 64 connections.
    Save,
    /// Saving ten answers a call.
    Save10,
    /// Opening a working file with all its answers.
    Open,
    /// The offline pack of a working file with all its answers, out and back.
    Pack,
    /// Filing a working file, in a young register and in one of a million entries; opening the next with it.
    File,
    /// Saving an answer of an edition with 500 questions, and of one with 5,000.
    Sizes,
    /// The figures of a round, computed anew for each call.
    Coverage,
    /// The same for anonymous readers who hold an entity tag.
    Cached,
    /// From a save to its event in another process.
    Live,
    /// The public answers of a round as CSV.
    OpenData,
    /// Looking for words in the catalogue and in public answers.
    Search,
    /// The PDF of a filed survey; compilations of a round.
    Documents,
    /// Memory after all of it, and the time to the first answer.
    Memory,
}

/// Measures the service against floors taken in the same run.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Cli {
    /// What to measure; left out: everything.
    #[arg(value_enum)]
    works: Vec<Work>,
    /// Writes the figures to a file as JSON too.
    #[arg(long)]
    json: Option<PathBuf>,
    /// How long each run under load lasts, after its warm-up.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// How many interleaved runs of each.
    #[arg(long, default_value_t = 10)]
    pairs: usize,
    /// The program to measure.
    #[arg(long, default_value = "target/release/normtrack")]
    server: PathBuf,
    /// A folder for the database; what is made in it is removed at the end.
    #[arg(long, default_value = "target")]
    folder: PathBuf,
    /// Serves a static route until the input ends: the floor of what is shared.
    #[arg(long, hide = true)]
    static_route: Option<PathBuf>,
}

/// How long and how often.
#[derive(Clone, Copy, Debug)]
struct Effort {
    time: Duration,
    pairs: usize,
}

/// The database as it is after a year.
const SMALL: &str = "bench";
/// The database with ten times the rounds, editions and history.
const LARGE: &str = "bench_large";

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if let Some(file) = &cli.static_route {
        return tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(shared::serve_static_route(file));
    }
    let server = cli
        .server
        .canonicalize()
        .with_context(|| format!("there is no program {}", cli.server.display()))?;
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&cli.folder)?;
    let postgres = Postgres::start(folder.path(), &Settings::serving())?;
    let ground = Ground {
        postgres: &postgres,
        folder: folder.path().to_owned(),
        catalogue: Catalogue::load()
            .map_err(|report| anyhow::anyhow!("the catalogue has {} faults", report.faults.len()))?,
        program: server,
    };
    // One thread is the whole client, as it is with pgbench -j 1.
    let outcome = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            tokio::select! {
                outcome = measure(&cli, &ground) => outcome,
                // What was made is removed on this way out too.
                _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted")),
            }
        });
    drop(ground);
    postgres.stop();
    outcome
}

/// Keeps what was measured, and shows it at once: the whole takes a quarter of an hour.
fn keep(figures: &mut Vec<Figure>, measured: Vec<Figure>) {
    eprintln!("{}", figure::table(&measured));
    figures.extend(measured);
}

async fn measure(cli: &Cli, ground: &Ground<'_>) -> anyhow::Result<()> {
    let wanted = |work| cli.works.is_empty() || cli.works.contains(&work);
    let effort = Effort {
        time: Duration::from_secs(cli.seconds),
        pairs: cli.pairs,
    };
    let (machine, postgres) = (processor::machine(), ground.version().await?);
    println!(
        "{machine}; PostgreSQL {postgres}; {} runs of {} s\n",
        cli.pairs, cli.seconds
    );
    let mut figures: Vec<Figure> = Vec::new();
    if wanted(Work::File) {
        keep(&mut figures, file::measure(ground, effort).await?);
    }
    if wanted(Work::Sizes) {
        keep(&mut figures, sizes::measure(ground, effort).await?);
    }
    if wanted(Work::OpenData) {
        keep(&mut figures, open_data::measure(ground, effort).await?);
    }
    if wanted(Work::Search) {
        keep(&mut figures, search::measure(ground, effort).await?);
    }
    if wanted(Work::Documents) {
        keep(&mut figures, documents::measure(ground, effort).await?);
    }
    let is_only = |works: &[Work]| !cli.works.is_empty() && cli.works.iter().all(|work| works.contains(work));
    if is_only(&[Work::File, Work::Sizes, Work::OpenData, Work::Search, Work::Documents]) {
        return finish(cli, &machine, &postgres, &figures);
    }
    let reads_figures = wanted(Work::Coverage) || wanted(Work::Cached) || wanted(Work::Memory);
    ground.make(LARGE).await?;
    if reads_figures {
        coverage::fill(ground, LARGE, coverage::Size::Tenfold).await?;
    }
    let people = builder::focal_points(&mut ground.owner(LARGE).await?).await?;
    let server = ground.serve(LARGE).await?;
    if wanted(Work::Coverage) {
        ground.make(SMALL).await?;
        coverage::fill(ground, SMALL, coverage::Size::Single).await?;
        let small = ground.serve(SMALL).await?;
        keep(&mut figures, coverage::measure(ground, &small, &server, effort).await?);
    }
    if wanted(Work::Cached) {
        keep(&mut figures, shared::measure(ground, &server, effort).await?);
    }
    if wanted(Work::Open) {
        keep(&mut figures, open::measure(ground, &server, &people, effort).await?);
    }
    if wanted(Work::Pack) {
        keep(&mut figures, pack::measure(ground, &server, &people, effort).await?);
    }
    if wanted(Work::Live) {
        keep(&mut figures, live::measure(ground, &server, &people, effort).await?);
    }
    if wanted(Work::Save) || wanted(Work::Save10) {
        let works = save::Works {
            single: wanted(Work::Save),
            ten: wanted(Work::Save10),
        };
        keep(
            &mut figures,
            save::measure(ground, &server, &people, works, effort).await?,
        );
    }
    if wanted(Work::Memory) {
        keep(&mut figures, memory::measure(ground, server, effort).await?);
    }
    finish(cli, &machine, &postgres, &figures)
}

/// Shows all figures, and writes them for programs where that is asked for.
fn finish(cli: &Cli, machine: &str, postgres: &str, figures: &[Figure]) -> anyhow::Result<()> {
    println!("{}", figure::table(figures));
    if let Some(file) = &cli.json {
        let document = figure::document(machine, postgres, figures);
        std::fs::write(file, format!("{document:#}\n")).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
