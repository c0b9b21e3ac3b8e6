//! Whether an installation is well: looked at in order, each said in a sentence, with what to do where it is not.
//!
//! **Invariants.** Nothing is changed but one small object of evidence, which is removed again. No secret, no address of a
//! person and no answer is in what is said. What is judged here are facts (`judge.rs`); where they come from is `look.rs`.
//!
//! **To look at one thing more**, add a [`Check`]; the compiler names the rest.

mod judge;
mod look;

use std::fmt;

use serde_json::{Value, json};

pub use look::examine;

/// What is looked at, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The database answers.
    Database,
    /// Its version is one that the program knows.
    Version,
    /// It can hold texts in every language.
    Encoding,
    /// Its schema is this program's.
    Schema,
    /// The role that serves is held by the policies.
    Role,
    /// What was acknowledged is kept.
    Durability,
    /// There is room for the connections of a process.
    Connections,
    /// The clocks agree.
    Clock,
    /// The secret is there and nobody else's.
    Secret,
    /// The keys are there and the secret opens them.
    Keys,
    /// The end of the register holds.
    Register,
    /// Evidence can be written, read and removed.
    Evidence,
    /// Some of what is kept is what it was.
    Sample,
    /// There is room on the disk.
    Disk,
    /// PDF documents can be made.
    Press,
    /// The mail server takes letters.
    Mail,
    /// People reach it where tokens and links say.
    Address,
    /// The certificate of our own is good, and for where people come.
    Certificate,
    /// Nobody listens on the way, and calls are counted for whoever makes them.
    Front,
    /// Days end when they do where a round is.
    Zones,
    /// There is room for the connections of people.
    Files,
    /// Who serves now.
    Processes,
}

impl Check {
    /// The word for it, in the text and in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Version => "version",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
            Self::Role => "role",
            Self::Durability => "durability",
            Self::Connections => "connections",
            Self::Clock => "clock",
            Self::Secret => "secret",
            Self::Keys => "keys",
            Self::Register => "register",
            Self::Evidence => "evidence",
            Self::Sample => "sample",
            Self::Disk => "disk",
            Self::Press => "press",
            Self::Mail => "mail",
            Self::Address => "address",
            Self::Certificate => "certificate",
            Self::Front => "front",
            Self::Zones => "zones",
            Self::Files => "files",
            Self::Processes => "processes",
        }
    }
}

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Well,
    /// It works; somebody should know.
    Notice,
    /// It could not be looked at, because of another fault.
    Unknown,
    /// It has to be mended.
    Fault,
}

impl Verdict {
    /// The word for it, in the text and in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Notice => "notice",
            Self::Unknown => "unknown",
            Self::Fault => "fault",
        }
    }
}

/// What was found of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// How it is.
    pub verdict: Verdict,
    /// A sentence.
    pub says: String,
    /// What to do; empty where nothing is to be done.
    pub advice: String,
}

impl Finding {
    fn well(check: Check, says: impl Into<String>) -> Self {
        Self::of(check, Verdict::Well, says, "")
    }

    fn notice(check: Check, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::of(check, Verdict::Notice, says, advice)
    }

    fn fault(check: Check, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::of(check, Verdict::Fault, says, advice)
    }

    fn unknown(check: Check, says: impl Into<String>) -> Self {
        Self::of(check, Verdict::Unknown, says, "")
    }

    fn of(check: Check, verdict: Verdict, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            check,
            verdict,
            says: says.into(),
            advice: advice.into(),
        }
    }
}

/// What was found of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination(pub Vec<Finding>);

impl Examination {
    /// Whether nothing has to be mended.
    pub fn is_well(&self) -> bool {
        self.0.iter().all(|finding| finding.verdict < Verdict::Unknown)
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let findings = self.0.iter().map(|finding| {
            json!({
                "check": finding.check.name(),
                "verdict": finding.verdict.name(),
                "says": finding.says,
                "advice": finding.advice,
            })
        });
        json!({
            "well": self.is_well(),
            "version": env!("CARGO_PKG_VERSION"),
            "findings": findings.collect::<Vec<_>>(),
        })
    }
}

impl fmt::Display for Examination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.0 {
            let (verdict, check) = (finding.verdict.name(), finding.check.name());
            writeln!(f, "{verdict:8}{check:12}{}", finding.says)?;
            if !finding.advice.is_empty() {
                writeln!(f, "{:20}{}", "", finding.advice)?;
            }
        }
        let count = |verdict| self.0.iter().filter(|finding| finding.verdict == verdict).count();
        writeln!(
            f,
            "{} well, {} to know of, {} not looked at, {} to mend",
            count(Verdict::Well),
            count(Verdict::Notice),
            count(Verdict::Unknown),
            count(Verdict::Fault)
        )
    }
}
