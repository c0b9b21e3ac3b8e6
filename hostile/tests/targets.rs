//! Every target on its seeds, on every input that once broke something, and on what is near them. The inputs are the same in
//! each run; `NORMTRACK_HOSTILE=<inputs of each target>` asks for more of them.

#![expect(clippy::unwrap_used, reason = "all of this is tests; a failure is a panic")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hostile::{Dice, TARGETS, Target, named};

/// Inputs of one target that are made from its seeds, where nobody asks for another number.
const INPUTS: u64 = 1_500;

/// What one target takes at most, where nobody asks for a number: the slow ones get fewer inputs.
const TIME: Duration = Duration::from_millis(1_500);

/// Pieces that mean something to one parser or another.
const PIECES: [&[u8]; 30] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\0",
    b"\n",
    b"\r\n",
    b" ",
    b"-",
    b"..",
    b"/",
    b"%",
    b"%00",
    b"null",
    b"1e999",
    b"-0.0",
    b"9007199254740993",
    b"18446744073709551616",
    b"\\ud800",
    b"\xff",
    b"\xe2\x80\xae",
    b"\xc3",
    b"\xf0\x9f\x98\x80",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"&a *a",
];

/// A seed, changed in one to eight places, or joined with another.
fn near(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(input.len() + 1);
        let end = (at + 1 + dice.below(16)).min(input.len());
        match dice.below(8) {
            0 if at < input.len() => input[at] ^= 1 << dice.below(8),
            1 if at < input.len() => input[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => drop(input.drain(at..end.max(at))),
            3 => {
                let piece = PIECES[dice.below(PIECES.len())];
                drop(input.splice(at..at, piece.iter().copied()));
            }
            4 => {
                let again = input[at..end.max(at)].to_vec();
                drop(input.splice(at..at, again));
            }
            5 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            6 if dice.below(4) == 0 => input.truncate(at),
            _ => {
                // A digit for a digit: sizes, positions and dates.
                let digits: Vec<_> = (0..input.len()).filter(|at| input[*at].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    input[digits[dice.below(digits.len())]] = b'0' + u8::try_from(dice.below(10)).unwrap();
                }
            }
        }
        input.truncate(256 * 1024);
    }
    input
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

/// Inputs that once broke something.
fn broken_once(target: &Target) -> Vec<Vec<u8>> {
    let Ok(entries) = folder(target.name).read_dir() else {
        return Vec::new();
    };
    let paths: BTreeSet<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Runs the target; an input that breaks it is kept in a file and named.
fn run(target: &Target, input: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_err() {
        let path = std::env::temp_dir().join(format!("normtrack-hostile-{}", target.name));
        std::fs::write(&path, input).unwrap();
        panic!(
            "`{}` does not hold for the input in {} (see above why): {:?}",
            target.name,
            path.display(),
            String::from_utf8_lossy(&input[..input.len().min(2_000)])
        );
    }
}

fn holds(name: &str) {
    let target = named(name).unwrap();
    let mut seeds = (target.seeds)();
    seeds.extend(broken_once(&target));
    seeds.push(Vec::new());
    for seed in &seeds {
        run(&target, seed);
    }
    let asked = std::env::var_os("NORMTRACK_HOSTILE").and_then(|text| text.to_str()?.parse().ok());
    let begun = Instant::now();
    for number in 0..asked.unwrap_or(INPUTS) {
        if asked.is_none() && begun.elapsed() > TIME {
            break;
        }
        run(&target, &near(&seeds, &mut Dice::new(number)));
    }
}

macro_rules! each {
    ($($name:ident),* $(,)?) => {
        const NAMED: &[&str] = &[$(stringify!($name)),*];

        mod holds_for_anything_sent {
            $(#[test]
            fn $name() {
                super::holds(stringify!($name));
            })*
        }
    };
}

each! {
    canonical, document, log, evidence_form, statement, keys, verify, catalogue, edition, upload, file_name, code, pack, header,
    request, graphql, socket,
}

#[test]
fn every_target_is_run_here_and_has_its_program_for_fuzzing() {
    let targets: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(NAMED, targets);
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let programs: Vec<_> = manifest
        .split("[[bin]]\nname = \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(programs, targets);
    // A folder of seeds that no target reads would only look like a test.
    let folders = folder("").read_dir().into_iter().flatten();
    for entry in folders
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
    {
        let name = entry.file_name();
        assert!(targets.iter().any(|target| name == *target), "{name:?}");
    }
}
