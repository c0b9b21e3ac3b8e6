//! Open data into a folder: every table in every format, what is said about them, and their hashes.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use catalogue::Catalogue;
use domain::access::Scope;
use domain::id::RoundKey;
use domain::submission::Position;
use opendata::{Distribution, Format, csv_metadata, dictionary, tables};
use sha2::{Digest as _, Sha256};
use store::Store;
use tokio::fs::{self, File};
use tokio::io::{AsyncWriteExt as _, BufWriter};

use crate::app::read_world;
use crate::board::Board;
use crate::mint::Mint;
use crate::open_data::{Export, Source, Wanted};

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// The register position.
    pub as_of: Position,
    /// How many files.
    pub files: usize,
    /// How many bytes, without what is said about them.
    pub bytes: u64,
}

/// Writes everything public into a folder: of one round alone where one is named, as of a position or of the last one.
pub async fn write_folder(
    (store, catalogue, mint): (Store, &Catalogue, &Mint),
    folder: &Path,
    (round, as_of): (Option<&RoundKey>, Option<Position>),
) -> anyhow::Result<Written> {
    let at = mint.now();
    let edge = store
        .snapshot(&Scope::aggregate(), at)
        .await?
        .public_edge(as_of)
        .await?;
    let as_of = as_of.unwrap_or(edge.position);
    if as_of > edge.position {
        bail!("the register ends at position {}", edge.position);
    }
    let round = match round {
        None => None,
        Some(key) => {
            let found = store.snapshot(&Scope::anonymous(), at).await?.round_by_key(key).await?;
            Some(Arc::new(found.with_context(|| format!("there is no round {key}"))?))
        }
    };
    let source = Source {
        world: Arc::new(read_world(&store, catalogue, mint).await?),
        board: Arc::new(Board::new(store.clone())),
        store,
    };
    fs::create_dir_all(folder)
        .await
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let (mut sums, mut distributions, mut bytes) = (String::new(), Vec::new(), 0);
    for head in tables::all() {
        for format in Format::ALL {
            let wanted = Wanted {
                table: head.name,
                format,
                as_of,
                round: round.clone().filter(|_| head.by_round),
            };
            let name = format!("{}.{}", head.name, format.extension());
            let export = Export::begin(source.clone(), wanted, edge, at)?;
            let (size, hash) = write(export, &folder.join(&name)).await?;
            writeln!(sums, "{hash}  {name}")?;
            bytes += size;
            distributions.push(Distribution {
                table: head.name,
                format,
                address: name,
                known: Some((size, hash)),
            });
        }
    }
    let files = distributions.len();
    let said = opendata::Catalogue {
        address: "catalogue.jsonld".to_owned(),
        as_of: as_of.0,
        distributions,
    };
    let described = [
        ("catalogue.jsonld", opendata::catalogue(&said)),
        ("csv-metadata.json", csv_metadata()),
        ("dictionary.json", dictionary()),
    ];
    for (name, json) in described {
        let text = format!("{json:#}\n");
        writeln!(sums, "{}  {name}", vault::hex(&Sha256::digest(&text)))?;
        fs::write(folder.join(name), text).await?;
    }
    fs::write(folder.join("SHA256SUMS"), sums).await?;
    Ok(Written { as_of, files, bytes })
}

/// Writes one file; says how many bytes it has and their SHA-256.
async fn write(mut export: Export, path: &Path) -> anyhow::Result<(u64, String)> {
    let file = File::create(path)
        .await
        .with_context(|| format!("cannot write {}", path.display()))?;
    let (mut file, mut hash, mut size) = (BufWriter::new(file), Sha256::new(), 0);
    while let Some(piece) = export.piece().await? {
        hash.update(&piece);
        size += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok((size, vault::hex(&hash.finalize())))
}
