//! One program for each target: it runs the one whose name it has.

#![no_main]

use std::sync::LazyLock;

use hostile::{Target, named};
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<Target> =
    LazyLock::new(|| named(env!("CARGO_BIN_NAME")).expect("each program has the name of a target"));

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
