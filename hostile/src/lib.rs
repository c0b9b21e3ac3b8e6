//! What strangers may send us, as functions of bytes: each reads any bytes at all, and says by an assertion what must hold.
//!
//! The same list is driven in two ways. `tests/targets.rs` runs every target, on stable and in each run of the tests, on its
//! seeds and on a few thousand inputs made from them, the same ones each time. `fuzz/` runs one for as long as one likes with
//! libFuzzer, which sees what the code does with its input (`script/fuzz`).
//!
//! **Invariants.** Only doors that others have too: no parser is made public for this. A target asserts more than that
//! nothing panics: what was read is written as it was, two ways of reading agree, a refusal is one of those that are named.
//! None reads a clock or a network.
//!
//! **To add a target**, write a function `fn(&[u8])`, give it a line in [`TARGETS`] with its seeds, and a `[[bin]]` in
//! `fuzz/Cargo.toml`; a test compares the two. **An input that was found to break something** becomes a file in
//! `seeds/<target>/`, named after what it broke, and stays there.
//!
//! What needs a database is driven elsewhere: every root field of the schema, ids, cursors, tokens and links by
//! `tests/it/hostile.rs`.

#![expect(
    clippy::unwrap_used,
    reason = "a target panics where something does not hold: that is what it is for"
)]

mod content;
mod dice;
#[cfg(feature = "door")]
mod door;
mod forms;
mod packs;
mod plain;
#[cfg(feature = "door")]
mod socket;
mod uploads;
mod values;

pub use dice::Dice;

/// A parser of ours, or several that read one thing, and what must hold of it for any bytes.
#[derive(Clone, Copy)]
pub struct Target {
    /// The name: that of the fuzz target and of the folder with further seeds.
    pub name: &'static str,
    /// Reads the bytes, and panics where something does not hold.
    pub run: fn(&[u8]),
    /// What is worth beginning from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

const fn target(name: &'static str, run: fn(&[u8]), seeds: fn() -> Vec<Vec<u8>>) -> Target {
    Target { name, run, seeds }
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target("canonical", forms::canonical_form, forms::json_seeds),
    target("document", forms::document, forms::json_seeds),
    target("log", forms::log, forms::json_seeds),
    target("evidence_form", forms::evidence, forms::json_seeds),
    target("statement", forms::statement, forms::statement_seeds),
    target("keys", forms::keys, forms::json_seeds),
    target("verify", forms::verify, forms::all_seeds),
    target("catalogue", content::catalogue, content::seeds),
    target("edition", content::edition, content::edition_seeds),
    target("upload", uploads::upload, uploads::seeds),
    target("file_name", uploads::file_name, uploads::name_seeds),
    target("code", values::code, values::seeds),
    target("pack", packs::pack, packs::seeds),
    #[cfg(feature = "door")]
    target("header", door::header, door::header_seeds),
    #[cfg(feature = "door")]
    target("request", door::request, door::request_seeds),
    #[cfg(feature = "door")]
    target("graphql", door::graphql, door::graphql_seeds),
    #[cfg(feature = "door")]
    target("socket", socket::socket, socket::seeds),
];

/// The target of a name.
pub fn named(name: &str) -> Option<Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

/// The bytes as text, where they are.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// One runtime for all inputs of a thread: making one costs more than most of them.
fn wait_for<T>(work: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}
