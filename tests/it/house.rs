//! The walls of the house: who may know whom, and what the rooms have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// What a room may know besides the rooms named with it.
enum Foreign {
    /// These and nothing else.
    Only(&'static [&'static str]),
    /// Anything but these.
    Without(&'static [&'static str]),
}

struct Room {
    name: &'static str,
    /// Other rooms that it may know.
    rooms: &'static [&'static str],
    foreign: Foreign,
}

const HTTP: &[&str] = &[
    "axum",
    "hyper",
    "hyper-util",
    "http",
    "tower",
    "tower-http",
    "reqwest",
    "async-graphql",
];
const SQL: &[&str] = &["sea-orm", "sqlx", "tokio-postgres", "deadpool-postgres"];
/// What only the store and the vault know.
const STORES: &[&str] = &[
    "sea-orm",
    "sqlx",
    "tokio-postgres",
    "deadpool-postgres",
    "object_store",
    "zip",
];
/// What only the press knows: it doubles the time that a clean build takes.
const TYPESETTING: &[&str] = &["typst", "typst-layout", "typst-pdf"];
const TOKENS: &[&str] = &["jsonwebtoken", "argon2"];

/// A room that is not here fails the test: it needs a line.
const HOUSE: &[Room] = &[
    Room {
        name: "domain",
        rooms: &[],
        foreign: Foreign::Only(&[
            "chrono",
            "thiserror",
            "unicode-normalization",
            "unicode-segmentation",
            "uuid",
        ]),
    },
    Room {
        name: "register",
        rooms: &[],
        foreign: Foreign::Only(&[
            "base64",
            "ed25519-dalek",
            "serde",
            "serde_json",
            "serde_json_canonicalizer",
            "sha2",
            "thiserror",
        ]),
    },
    Room {
        name: "private-postgres",
        rooms: &[],
        foreign: Foreign::Only(&["rustix", "thiserror"]),
    },
    Room {
        name: "vault",
        rooms: &[],
        // It speaks HTTP to a store and serves none.
        foreign: Foreign::Without(&[
            "anyhow",
            "async-graphql",
            "axum",
            "chrono",
            "getrandom",
            "hyper",
            "tower-http",
        ]),
    },
    Room {
        name: "catalogue",
        rooms: &["domain"],
        foreign: Foreign::Without(&["tokio", "getrandom"]),
    },
    Room {
        name: "search",
        rooms: &["domain"],
        foreign: Foreign::Only(&["icu_segmenter", "rust-stemmers", "thiserror", "unicode-normalization"]),
    },
    Room {
        name: "store",
        rooms: &["domain", "register", "search"],
        foreign: Foreign::Without(&["anyhow", "getrandom"]),
    },
    Room {
        name: "demonstration",
        rooms: &["catalogue", "domain", "register", "store"],
        foreign: Foreign::Only(&["chrono", "thiserror", "unicode-normalization", "uuid"]),
    },
    Room {
        name: "opendata",
        rooms: &["domain"],
        foreign: Foreign::Only(&["chrono", "parquet", "serde_json", "thiserror"]),
    },
    Room {
        name: "standards",
        rooms: &["domain"],
        foreign: Foreign::Only(&["serde_json", "sha1", "sha2", "thiserror"]),
    },
    Room {
        name: "phrases",
        rooms: &["domain"],
        foreign: Foreign::Only(&["fluent-bundle", "fluent-syntax"]),
    },
    Room {
        name: "document",
        rooms: &["domain", "phrases"],
        foreign: Foreign::Only(&[
            "chrono",
            "fluent-bundle",
            "png",
            "qrcode",
            "serde",
            "serde_json",
            "thiserror",
            "zip",
        ]),
    },
    Room {
        name: "mail",
        rooms: &["domain", "phrases"],
        foreign: Foreign::Only(&["chrono", "fluent-bundle", "lettre", "thiserror", "tokio", "url"]),
    },
    Room {
        name: "pack",
        rooms: &["domain", "phrases"],
        foreign: Foreign::Only(&[
            "base64",
            "chrono",
            "fluent-bundle",
            "hmac",
            "quick-xml",
            "rust_xlsxwriter",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "zip",
        ]),
    },
    // A program of its own: what it is to print comes on its standard input.
    Room {
        name: "press",
        rooms: &[],
        foreign: Foreign::Only(&["clap", "rustix", "sha2", "typst", "typst-layout", "typst-pdf"]),
    },
    Room {
        name: "api",
        rooms: &[
            "catalogue",
            "demonstration",
            "document",
            "domain",
            "mail",
            "opendata",
            "pack",
            "phrases",
            "standards",
            "private-postgres",
            "register",
            "search",
            "store",
            "vault",
        ],
        foreign: Foreign::Without(STORES),
    },
    Room {
        name: "hostile",
        rooms: &["api", "catalogue", "domain", "pack", "register", "vault"],
        foreign: Foreign::Without(SQL),
    },
    Room {
        name: "bench",
        rooms: &["api", "catalogue", "domain", "private-postgres", "register", "store"],
        foreign: Foreign::Without(&["sea-orm", "async-graphql"]),
    },
    Room {
        name: "tests",
        rooms: &[
            "api",
            "catalogue",
            "demonstration",
            "domain",
            "hostile",
            "mail",
            "opendata",
            "private-postgres",
            "register",
            "store",
            "vault",
        ],
        foreign: Foreign::Without(&["sea-orm"]),
    },
];

/// What no room may know of a kind of thing that is not its own.
const STRANGERS: &[(&str, &[&[&str]])] = &[
    ("api", &[TYPESETTING]),
    ("catalogue", &[HTTP, SQL, TOKENS]),
    ("store", &[HTTP, TOKENS]),
    ("vault", &[SQL, TOKENS]),
];

/// Names that say nothing, as the name of a file, a module or the end of a type's name.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "manager", "service", "handler",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are a folder of the workspace")
        .to_owned()
}

fn packages() -> Vec<Package> {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap()
        .packages
}

/// Everything wrong with the arrows of one room.
fn faults_of(room: &Room, all: &BTreeSet<String>, known: &BTreeSet<String>) -> Vec<String> {
    let strangers = STRANGERS
        .iter()
        .filter(|(name, _)| *name == room.name)
        .flat_map(|(_, kinds)| kinds.iter().copied());
    let strangers: BTreeSet<&str> = strangers.flatten().copied().collect();
    known
        .iter()
        .filter(|name| {
            let name = name.as_str();
            let is_allowed = if all.contains(name) {
                room.rooms.contains(&name)
            } else {
                match &room.foreign {
                    Foreign::Only(only) => only.contains(&name),
                    Foreign::Without(without) => !without.contains(&name) && !strangers.contains(name),
                }
            };
            !is_allowed
        })
        .map(|name| format!("{} must not know {name}", room.name))
        .collect()
}

#[test]
fn no_room_knows_more_than_it_may() {
    let packages = packages();
    let all: BTreeSet<String> = packages.iter().map(|package| package.name.to_string()).collect();
    let mut faults = Vec::new();
    for package in &packages {
        let known = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal);
        let known: BTreeSet<String> = known.map(|dependency| dependency.name.clone()).collect();
        match HOUSE.iter().find(|room| room.name == *package.name) {
            Some(room) => faults.extend(faults_of(room, &all, &known)),
            None => faults.push(format!("{} is not in the table of rooms", package.name)),
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_forbidden_arrow_is_seen() {
    let all: BTreeSet<String> = HOUSE.iter().map(|room| room.name.to_owned()).collect();
    for (room, known, is_fault) in [
        ("domain", "chrono", false),
        ("domain", "serde", true),
        ("domain", "catalogue", true),
        ("register", "domain", true),
        ("register", "getrandom", true),
        ("catalogue", "domain", false),
        ("catalogue", "sqlx", true),
        ("store", "tokio-postgres", false),
        ("store", "axum", true),
        ("store", "jsonwebtoken", true),
        ("store", "api", true),
        ("api", "store", false),
        ("document", "domain", false),
        ("document", "typst", true),
        ("api", "press", true),
        ("api", "typst", true),
        ("api", "sqlx", true),
        ("api", "vault", false),
        ("api", "object_store", true),
        ("vault", "domain", true),
        ("vault", "axum", true),
        ("store", "vault", true),
        ("api", "tokio-postgres", true),
        ("api", "tests", true),
        ("private-postgres", "tokio", true),
        ("store", "bench", true),
        ("tests", "store", false),
        ("tests", "sea-orm", true),
    ] {
        let found = HOUSE.iter().find(|it| it.name == room).unwrap();
        let faults = faults_of(found, &all, &BTreeSet::from([known.to_owned()]));
        assert_eq!(!faults.is_empty(), is_fault, "{room} -> {known}: {faults:?}");
    }
}

#[test]
fn every_room_inherits_lints_and_versions() {
    let mut faults = Vec::new();
    for package in packages() {
        let manifest = fs::read_to_string(&package.manifest_path).unwrap();
        let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut table = "";
        for line in manifest
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            if line.starts_with('[') {
                table = line;
            } else {
                tables.entry(table).or_default().push(line);
            }
        }
        if tables.get("[lints]") != Some(&vec!["workspace = true"]) {
            faults.push(format!("{} has lints of its own", package.name));
        }
        for (table, lines) in tables.iter().filter(|(table, _)| table.contains("dependencies")) {
            for line in lines.iter().filter(|line| !line.contains("workspace = true")) {
                faults.push(format!("{} {table} does not inherit `{line}`", package.name));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_name_says_nothing() {
    let mut sources = Vec::new();
    for package in packages() {
        let folder = package.manifest_path.parent().unwrap().as_std_path().to_owned();
        for part in ["src", "it", "tests", "examples", "benches"] {
            collect_sources(&folder.join(part), &mut sources);
        }
    }
    assert!(sources.len() > HOUSE.len(), "only {} sources were found", sources.len());
    let mut faults = Vec::new();
    for source in sources {
        let shown = source.strip_prefix(root()).unwrap().display().to_string();
        faults.extend(empty_names_in(&shown, &fs::read_to_string(&source).unwrap()));
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_name_that_says_nothing_is_seen() {
    let text =
        "pub(crate) mod helpers;\npub struct AnswerManager {\nenum Common<T> {\nfn service() {}\nstruct Serviceable;";
    assert_eq!(
        empty_names_in("store/src/common/answer.rs", text),
        [
            "store/src/common/answer.rs: `common`",
            "store/src/common/answer.rs: `helpers`",
            "store/src/common/answer.rs: `AnswerManager`",
            "store/src/common/answer.rs: `Common`"
        ]
    );
}

fn empty_names_in(path: &str, text: &str) -> Vec<String> {
    let files = path.split('/').map(|part| part.trim_end_matches(".rs"));
    let files = files.filter(|name| EMPTY_NAMES.contains(name));
    let items = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
        let is_item = ["mod", "struct", "enum", "trait", "type"].contains(&words.next()?);
        let name = words.next()?;
        let name = &name[..name
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(name.len())];
        (is_item && is_empty_name(name)).then_some(name)
    });
    files.chain(items).map(|name| format!("{path}: `{name}`")).collect()
}

/// `helpers`, `AnswerManager`; not `Serviceable`.
fn is_empty_name(name: &str) -> bool {
    EMPTY_NAMES.iter().any(|empty| {
        let capital = format!("{}{}", empty[..1].to_uppercase(), &empty[1..]);
        name == *empty || name.ends_with(&capital)
    })
}

fn collect_sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
