//! Where the bytes of evidence and of compilations lie: received or made, looked at, kept, read in parts and removed.
//!
//! **Invariants.** What is received lies in a file without a name until it is known to be whole and to be what its name
//! says; a body that breaks off leaves nothing behind. What [`Vault::keep`] has acknowledged is durable. Nothing is ever
//! unpacked: an archive is read through to be measured. Who may read what is not asked here, and no web address is known.
//!
//! **To take another type of document**, add a variant to [`Media`]; the compiler names the rest.

mod archive;
mod media;
mod name;
mod receive;

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, RetryConfig};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use tokio::io::AsyncReadExt as _;
use tokio::sync::Semaphore;

pub use archive::{LARGEST_EXPANDED, MOST_ENTRIES, MOST_RATIO};
pub use media::Media;
pub use name::{BadName, FileName};
pub use receive::{Received, Unfit};

/// Why a vault cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made or used.
    #[error("the folder {} cannot hold evidence", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The settings are refused before anything is asked of a server.
    #[error("the settings of the evidence store cannot be used")]
    Settings(#[source] object_store::Error),
}

/// Why bytes could not be kept, read or removed.
#[derive(Debug, Error)]
pub enum VaultError {
    /// There is no such object.
    #[error("there is no such object")]
    Missing,
    /// The store does not answer, or refuses us: the same call may succeed later.
    #[error("the evidence store does not answer")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<object_store::Error> for VaultError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(other.into()),
        }
    }
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

/// A server that speaks S3. It does not print: it holds a secret.
#[derive(Clone)]
pub struct S3 {
    /// The bucket.
    pub bucket: String,
    /// The address of the server; none for the provider's own of that region. `http://` is for one's own network.
    pub endpoint: Option<String>,
    /// The region.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: String,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3({})", self.bucket)
    }
}

/// Where an object lies: its State, the SHA-256 of its bytes, and the id of the evidence. Two States never share one, so
/// that nobody learns from a store that another State holds the same document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object as the store lists it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Where it lies.
    pub place: Place,
    /// How many bytes it has.
    pub size: u64,
    /// When it was kept.
    pub kept_at: SystemTime,
}

impl Place {
    /// The place of a State's evidence. All three are codes: letters, digits and dashes.
    pub fn of(state: &str, sha256: &[u8; 32], id: impl fmt::Display) -> Self {
        Self(format!("{state}/{}/{id}", hex(sha256)))
    }

    /// The SHA-256 that is part of the name, in hexadecimal; nothing where the object is no evidence.
    fn named(&self) -> Option<String> {
        let mut parts = self.0.split('/');
        let (_, hash, _) = (parts.next()?, parts.next()?, parts.next()?);
        (hash.len() == 64 && parts.next().is_none()).then(|| hash.to_owned())
    }

    fn key(&self) -> Key {
        Key::from(self.0.as_str())
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The bytes of an object, as they come.
pub type Bytestream = BoxStream<'static, Result<Bytes, VaultError>>;

/// Bytes that are written at once; a larger object goes in parts of this size.
const PART: usize = 8 * 1024 * 1024;

/// Where objects lie for a moment that were written to see whether they can be; no State has such a code.
const TRIED_OUT: &str = "doctor";

/// How many documents are read through at the same time.
const READ_THROUGH: usize = 2;

/// The next bytes of a file, as many as go at once; none at its end.
async fn part_of(file: &mut tokio::fs::File) -> std::io::Result<Bytes> {
    let mut part = Vec::new();
    file.take(PART as u64).read_to_end(&mut part).await?;
    Ok(part.into())
}

/// A folder or a bucket with evidence.
pub struct Vault {
    objects: Arc<dyn ObjectStore>,
    /// Where what arrives lies until it is known to be whole.
    spool: PathBuf,
    largest: u64,
    reading_through: Semaphore,
}

impl Vault {
    /// A vault in a folder, which is made if need be. Each object is on the disk before it is acknowledged. `largest` is
    /// the most bytes of one document.
    pub fn in_folder(folder: PathBuf, largest: u64) -> Result<Self, OpenError> {
        let unusable = |source| OpenError::Folder {
            path: folder.clone(),
            source,
        };
        std::fs::create_dir_all(&folder).map_err(unusable)?;
        let files = LocalFileSystem::new_with_prefix(&folder).map_err(OpenError::Settings)?;
        let files = files.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self::over(Arc::new(files), folder, largest))
    }

    /// A vault in a bucket. What arrives lies in `spool` first, which is made if need be.
    pub fn in_bucket(s3: &S3, spool: PathBuf, largest: u64) -> Result<Self, OpenError> {
        std::fs::create_dir_all(&spool).map_err(|source| OpenError::Folder {
            path: spool.clone(),
            source,
        })?;
        // Of the TLS libraries that could be asked for, this is the one that is built in; a second call finds it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let patience = RetryConfig {
            max_retries: 2,
            retry_timeout: Duration::from_secs(10),
            ..RetryConfig::default()
        };
        let client = ClientOptions::new().with_connect_timeout(Duration::from_secs(3));
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(&s3.access_key)
            .with_secret_access_key(&s3.secret_key)
            .with_retry(patience);
        if let Some(endpoint) = &s3.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let client = client.with_allow_http(s3.endpoint.as_ref().is_some_and(|at| at.starts_with("http://")));
        let objects = builder
            .with_client_options(client)
            .build()
            .map_err(OpenError::Settings)?;
        Ok(Self::over(Arc::new(objects), spool, largest))
    }

    fn over(objects: Arc<dyn ObjectStore>, spool: PathBuf, largest: u64) -> Self {
        Self {
            objects,
            spool,
            largest,
            reading_through: Semaphore::new(READ_THROUGH),
        }
    }

    /// The most bytes of one document.
    pub fn largest(&self) -> u64 {
        self.largest
    }

    /// Keeps what was received. When this returns, it is durable.
    pub async fn keep(&self, place: &Place, received: &Received) -> Result<(), VaultError> {
        let mut file = received.open().await?;
        if received.size <= PART as u64 {
            let bytes = part_of(&mut file).await?;
            self.objects.put(&place.key(), bytes.into()).await?;
            return Ok(());
        }
        let parts = futures_util::stream::try_unfold(file, |mut file| async {
            let part = part_of(&mut file).await?;
            Ok((!part.is_empty()).then_some((part, file)))
        });
        self.send(place, parts).await
    }

    /// Keeps what the service made itself, however large. When this returns, it is durable.
    pub async fn keep_made(&self, place: &Place, mut bytes: Bytes) -> Result<(), VaultError> {
        if bytes.len() <= PART {
            self.objects.put(&place.key(), bytes.into()).await?;
            return Ok(());
        }
        let parts = std::iter::from_fn(move || {
            let part = bytes.split_to(PART.min(bytes.len()));
            (!part.is_empty()).then_some(Ok(part))
        });
        self.send(place, futures_util::stream::iter(parts)).await
    }

    async fn send(
        &self,
        place: &Place,
        parts: impl Stream<Item = Result<Bytes, std::io::Error>>,
    ) -> Result<(), VaultError> {
        let mut upload = self.objects.put_multipart(&place.key()).await?;
        let mut parts = pin!(parts);
        let sent = async {
            while let Some(part) = parts.try_next().await? {
                upload.put_part(part.into()).await?;
            }
            upload.complete().await?;
            Ok::<_, VaultError>(())
        };
        if let Err(error) = sent.await {
            // What was sent is no object; where even this fails, the server's own rule for parts clears it.
            let _ = upload.abort().await;
            return Err(error);
        }
        Ok(())
    }

    /// The bytes of an object, or of a part of it.
    pub async fn read(&self, place: &Place, range: Option<Range<u64>>) -> Result<Bytestream, VaultError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.objects.get_opts(&place.key(), options).await?;
        Ok(found.into_stream().map(|part| part.map_err(VaultError::from)).boxed())
    }

    /// Whether an object is there.
    pub async fn holds(&self, place: &Place) -> Result<bool, VaultError> {
        match self.objects.head(&place.key()).await.map_err(VaultError::from) {
            Ok(_) => Ok(true),
            Err(VaultError::Missing) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Every object, in no order.
    pub fn list(&self) -> BoxStream<'static, Result<Listed, VaultError>> {
        let listed = self.objects.list(None);
        let named = listed.map_ok(|object| Listed {
            place: Place(object.location.to_string()),
            size: object.size,
            kept_at: object.last_modified.into(),
        });
        named.map_err(VaultError::from).boxed()
    }

    /// The SHA-256 of the bytes of an object, read anew.
    pub async fn sha256(&self, place: &Place) -> Result<[u8; 32], VaultError> {
        let mut bytes = self.read(place, None).await?;
        let mut hash = Sha256::new();
        while let Some(part) = bytes.try_next().await? {
            hash.update(&part);
        }
        Ok(hash.finalize().into())
    }

    /// Writes a few bytes, reads them and removes them: whether the store can be used now. `id` names the object.
    pub async fn try_out(&self, id: impl fmt::Display) -> Result<(), VaultError> {
        const BYTES: &[u8] = b"written to see whether it can be";
        // What arrives lies there first.
        tempfile::tempfile_in(&self.spool)?;
        let place = Place(format!("{TRIED_OUT}/{id}"));
        self.objects.put(&place.key(), Bytes::from_static(BYTES).into()).await?;
        let read: Result<Vec<Bytes>, VaultError> = async { self.read(&place, None).await?.try_collect().await }.await;
        self.objects.delete(&place.key()).await?;
        if read?.concat() == BYTES {
            Ok(())
        } else {
            Err(VaultError::Missing)
        }
    }

    /// Some objects, and whether the bytes of each are those that its place names.
    pub async fn sample(&self, count: usize) -> Result<Vec<(Place, bool)>, VaultError> {
        let named = self
            .list()
            .try_filter_map(|listed| async { Ok(listed.place.named().map(|hash| (listed.place, hash))) });
        let some: Vec<(Place, String)> = named.take(count).try_collect().await?;
        let mut sample = Vec::with_capacity(some.len());
        for (place, hash) in some {
            let found = self.sha256(&place).await?;
            sample.push((place, hex(&found) == hash));
        }
        Ok(sample)
    }

    /// Removes an object. One that is not there is removed already.
    pub async fn remove(&self, place: &Place) -> Result<(), VaultError> {
        match self.objects.delete(&place.key()).await.map_err(VaultError::from) {
            Ok(()) | Err(VaultError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
