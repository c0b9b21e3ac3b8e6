//! Receiving a document: counted and hashed while it streams in, and looked at when it is whole.

use std::fs::File;
use std::io::Seek as _;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use crate::media::sniff;
use crate::{FileName, Media, Vault};

/// How long nothing may come before a body counts as broken off.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a document is not received. Nothing of it is left.
#[derive(Debug, Error)]
pub enum Unfit {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is larger than one document may be.
    #[error("it is larger than {maximum} bytes")]
    TooLarge {
        /// The most bytes.
        maximum: u64,
    },
    /// The body ended before its announced length, or its connection did.
    #[error("it broke off")]
    CutOff,
    /// Nothing came for half a minute.
    #[error("nothing came for {} seconds", PATIENCE.as_secs())]
    TooSlow,
    /// Its bytes are of no type that is kept.
    #[error("its type is not one that is kept")]
    Unknown,
    /// Its bytes are of another type than its name says.
    #[error("its name ends in `{extension}` and it is {}", found.media_type())]
    Extension {
        /// What the name says.
        extension: String,
        /// What the bytes say.
        found: Media,
    },
    /// It is an archive that expands to more than any document would.
    #[error("it expands to more than a document would")]
    Bomb,
    /// This machine failed.
    #[error("it could not be set down")]
    Failed(#[from] std::io::Error),
}

/// A document that came whole. It lies in a file without a name, which ends with this value.
#[derive(Debug)]
pub struct Received {
    file: File,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its bytes, counted.
    pub size: u64,
    /// What it is.
    pub media: Media,
}

impl Received {
    pub(crate) async fn open(&self) -> std::io::Result<tokio::fs::File> {
        let mut file = tokio::fs::File::from_std(self.file.try_clone()?);
        file.rewind().await?;
        Ok(file)
    }
}

impl Vault {
    /// Receives a document under a name. `announced` is the length that its sender gave, where one was given.
    pub async fn receive<E>(
        &self,
        name: &FileName,
        announced: Option<u64>,
        body: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Received, Unfit> {
        let too_large = || Unfit::TooLarge { maximum: self.largest };
        if announced.is_some_and(|length| length > self.largest) {
            return Err(too_large());
        }
        let mut file = tokio::fs::File::from_std(tempfile::tempfile_in(&self.spool)?);
        let mut hash = Sha256::new();
        let mut size: u64 = 0;
        let mut body = pin!(body);
        while let Some(part) = tokio::time::timeout(PATIENCE, body.next())
            .await
            .map_err(|_| Unfit::TooSlow)?
        {
            let part = part.map_err(|_| Unfit::CutOff)?;
            size += part.len() as u64;
            if size > self.largest {
                return Err(too_large());
            }
            hash.update(&part);
            file.write_all(&part).await?;
        }
        if announced.is_some_and(|length| length != size) {
            return Err(Unfit::CutOff);
        }
        if size == 0 {
            return Err(Unfit::Empty);
        }
        file.flush().await?;
        let mut file = file.into_std().await;
        let seat = self.reading_through.acquire().await;
        let extension = name.extension();
        let looking = tokio::task::spawn_blocking(move || {
            let media = sniff(&mut file, &extension)?;
            file.rewind()?;
            Ok::<_, Unfit>((file, media))
        });
        let looked = looking.await.map_err(std::io::Error::other)?;
        drop(seat);
        let (file, media) = looked?;
        Ok(Received {
            file,
            sha256: hash.finalize().into(),
            size,
            media,
        })
    }
}
