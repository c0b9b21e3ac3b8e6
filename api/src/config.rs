//! The command line and the environment: read once, checked at start. Nothing else reads the environment, but OpenTelemetry
//! its own variables.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use url::Url;
use vault::{OpenError, S3, Vault};

use crate::app::Keeping;
use crate::compile::CompileArguments;
use crate::home::PackageArguments;
use crate::http::{CertificateFiles, KnownDocuments, Limits, ListRefused, PaceSettings};
use crate::offline::PackArguments;
use crate::post::Desk;
use crate::press::Press;
use crate::proposed::FromProposalArguments;
use crate::report::ReportArguments;
use crate::search::SearchArguments;

/// A text that does not print: a database address holds a password.
#[derive(Clone)]
pub struct Hidden(String);

impl Hidden {
    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hidden(..)")
    }
}

impl From<String> for Hidden {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Normtrack keeps the norms of responsible State behaviour in the use of ICTs, and how States report to implement them.
#[derive(Debug, Parser)]
#[command(name = "normtrack", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the API. Without a database it starts one of its own in the data folder.
    Serve(Box<Serve>),
    /// Looks whether an installation is well, with the settings that `serve` has, and says what to do where it is not.
    /// Ends with 1 if something has to be mended.
    Doctor {
        /// The settings that `serve` would have.
        #[command(flatten)]
        serve: Box<Serve>,
        /// Says it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Brings a database to this version's schema and publishes the catalogue, as its owner.
    Migrate(Owner),
    /// Looks after the catalogue of instruments and questionnaires.
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Prints the GraphQL schema.
    Schema,
    /// Looks after accounts.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Verifies documents, extracts, receipts, tree heads, proofs and entries, each by itself and against one another,
    /// offline. Ends with 0 if everything holds, with 1 if something is false, with 2 if something could not be shown.
    Verify {
        /// The keys of the register, as `/.well-known/jwks.json` returned them: for whatever is signed.
        #[arg(long)]
        keys: Option<PathBuf>,
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes everything public into a folder: tables as CSV, JSON Lines and Parquet, the data dictionary, CSVW and DCAT, and
    /// their hashes.
    OpenData {
        /// The database, as the service.
        #[command(flatten)]
        database: Database,
        /// The folder; it is made where there is none.
        #[arg(long)]
        folder: PathBuf,
        /// The key of a round: what belongs to rounds is written of that one alone.
        #[arg(long)]
        round: Option<String>,
        /// The position of the register; left out: the last one.
        #[arg(long)]
        as_of: Option<u64>,
    },
    /// Asks a service for a report and prints it as JSON: as anybody reads it, or as whoever a token is of.
    Report(ReportArguments),
    /// Looks for words in provisions, questions, public answers and public proposals of a service, and prints what it finds as JSON.
    Search(SearchArguments),
    /// Asks a service for the compilation of a round, as an officer of the secretariat; says how far it has come and writes its
    /// volumes.
    Compile(CompileArguments),
    /// The offline pack of a working file, out of a service and back into it.
    Pack(PackArguments),
    /// What a State's own instance filed, out of it as a signed package and into the central register.
    Package(PackageArguments),
    /// Looks after the register.
    #[command(subcommand)]
    Register(RegisterCommand),
    /// Looks after evidence.
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Looks after the signing keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Prints documents, without a database.
    #[command(subcommand)]
    Document(DocumentCommand),
}

/// What can be printed.
#[derive(Debug, Subcommand)]
pub enum DocumentCommand {
    /// Writes the empty form of an edition of this program's catalogue.
    Form {
        /// The edition, `national-implementation/1`.
        edition: String,
        /// The file to write: what it ends in, `.pdf` or `.docx`, says what it becomes.
        file: PathBuf,
        /// The language: `ar`, `zh`, `en`, `fr`, `ru` or `es`.
        #[arg(long, default_value = "en")]
        language: String,
        /// What makes PDF documents.
        #[command(flatten)]
        press: PressOptions,
    },
}

/// What can be done with the register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// Walks the whole register, as its owner: every entry, answer and receipt against the tree. Ends with 1 and says where,
    /// if something is not what it was when it was written.
    Check {
        /// The database, as the owner of the schema.
        #[command(flatten)]
        owner: Owner,
        /// The keys of the register, kept somewhere else than in the database; left out: those in it.
        #[arg(long)]
        keys: Option<PathBuf>,
        /// A signed tree head that was kept somewhere else; can be given several times.
        #[arg(long)]
        head: Vec<PathBuf>,
    },
}

/// What can be done with evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Reads through every document that is kept. Ends with 1 and says where, if bytes are missing or others. Names objects
    /// of no document that are older than a day: uploads that were broken off between their bytes and their row.
    Check {
        /// The database, as the owner of the schema.
        #[command(flatten)]
        owner: Owner,
        /// Where the documents lie.
        #[command(flatten)]
        evidence: EvidenceStore,
        /// The data folder, in which the folder of evidence lies where none is named.
        #[arg(long, env = "NORMTRACK_DATA", default_value = ".data")]
        data: PathBuf,
        /// Removes the objects of no document.
        #[arg(long)]
        remove_strays: bool,
    },
}

/// What can be done with the signing keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Puts a new key in the place of one. What the old one signed stays valid.
    Rotate {
        /// Which.
        which: KeyName,
        /// The address of the administrator who does it: the audit trail names them.
        #[arg(long)]
        by: String,
        /// The database, as the service role.
        #[command(flatten)]
        database: Database,
        /// The file with the secret that seals the signing keys.
        #[arg(long, env = "NORMTRACK_SECRET_FILE")]
        secret_file: PathBuf,
    },
    /// Seals the signing keys and the secrets of authenticators under another secret, all of them or none. The keys stay
    /// what they are. No process may serve meanwhile.
    Reseal {
        /// The database, as the owner of the schema.
        #[command(flatten)]
        owner: Owner,
        /// The file with the secret under which they are sealed.
        #[arg(long, env = "NORMTRACK_SECRET_FILE")]
        secret_file: PathBuf,
        /// The file with the secret under which they will be.
        #[arg(long)]
        new_secret_file: PathBuf,
    },
}

/// The keys of an installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeyName {
    /// What signs receipts and tree heads.
    Receipts,
    /// What signs access tokens.
    Tokens,
}

/// What can be done with the catalogue.
#[derive(Debug, Subcommand)]
pub enum CatalogueCommand {
    /// Proves the catalogue and prints its counts.
    Check {
        /// The folder of a catalogue; left out: the one built into the program.
        folder: Option<PathBuf>,
    },
    /// Publishes the catalogue of this program. A published edition is never changed.
    Publish(Owner),
    /// Prints instruments and provisions as an OSCAL catalog (JSON): all of them, or one instrument.
    Oscal {
        /// The id of the instrument.
        instrument: Option<String>,
    },
    /// Prints the crosswalk as an OSCAL mapping collection (JSON).
    Crosswalk,
    /// Prints an edition of a questionnaire as a FHIR R5 Questionnaire (JSON).
    Fhir {
        /// The edition, `national-implementation/1`.
        edition: String,
    },
    /// Reads an OSCAL catalog and prints the file of the instrument that it holds (YAML), or all that keeps it from being one.
    ImportOscal {
        /// The file, JSON.
        file: PathBuf,
    },
    /// Writes a version of a proposal that everybody reads as the file of a draft instrument (YAML), and says what it still lacks.
    FromProposal(FromProposalArguments),
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Prints a one-time link with which a person becomes an administrator.
    Invite {
        /// The only role that the command line gives.
        #[arg(long, required = true)]
        administrator: bool,
        /// Where the person is reached.
        #[arg(long)]
        email: String,
        /// The database, as the service role.
        #[command(flatten)]
        database: Database,
        /// The address at which people reach the service.
        #[arg(long, env = "NORMTRACK_ADDRESS", default_value = "http://127.0.0.1:8080")]
        address: String,
    },
}

/// A database under its owner.
#[derive(Debug, Args)]
pub struct Owner {
    /// The database, as the owner of the schema.
    #[arg(long, env = "NORMTRACK_OWNER_DATABASE_URL", hide_env_values = true)]
    pub owner_database_url: Hidden,
}

/// A database under the service role.
#[derive(Debug, Args)]
pub struct Database {
    /// The database, as the service role.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Hidden,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(long, env = "NORMTRACK_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where to listen on this machine: the port alone.
    #[arg(long, conflicts_with = "listen")]
    pub port: Option<u16>,
    /// The database, as the service role; left out: a private one in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<Hidden>,
    /// The folder of the private database and of the secret made with it.
    #[arg(long, env = "NORMTRACK_DATA", default_value = ".data")]
    pub data: PathBuf,
    /// The file with the secret that seals the signing keys: 32 bytes or more. All processes share it.
    #[arg(long, env = "NORMTRACK_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// The address at which people reach the service; left out: where it listens.
    #[arg(long, env = "NORMTRACK_ADDRESS")]
    pub address: Option<String>,
    /// The file that names the identity providers that people may sign in with.
    #[arg(long, env = "NORMTRACK_IDENTITY_PROVIDERS")]
    pub identity_providers: Option<PathBuf>,
    /// TLS of the program's own.
    #[command(flatten)]
    pub tls: TlsOptions,
    /// Where documents that support answers lie.
    #[command(flatten)]
    pub evidence: EvidenceStore,
    /// What makes PDF documents.
    #[command(flatten)]
    pub press: PressOptions,
    /// How often somebody may call.
    #[command(flatten)]
    pub pace: PaceOptions,
    /// How much may stay open.
    #[command(flatten)]
    pub streams: StreamOptions,
    /// The file with the documents to which callers are limited who have not signed in: a manifest of persisted operations of
    /// Apollo or Relay. What the console asks is listed without it; left out: any document.
    #[arg(long, env = "NORMTRACK_ANONYMOUS_DOCUMENTS")]
    pub anonymous_documents: Option<PathBuf>,
    /// A further address whose pages may open a socket for subscriptions; can be given several times.
    #[arg(long, env = "NORMTRACK_ORIGIN", value_delimiter = ',')]
    pub origin: Vec<String>,
    /// A network inside that webhooks may lead to, by plain HTTP as well: an address or a network like 10.0.0.0/8; can be given
    /// several times.
    #[arg(long, env = "NORMTRACK_WEBHOOK_NETWORK", value_delimiter = ',', value_parser = network)]
    pub webhook_network: Vec<IpNet>,
    /// The mail server that takes letters.
    #[command(flatten)]
    pub mail: MailOptions,
    /// Fills a new private database with fictional States, rounds and filings.
    #[arg(long)]
    pub demonstration: bool,
    /// Shows the schema to everybody, and `GraphiQL` where `script/graphiql` installed it.
    #[arg(long)]
    pub development: bool,
    /// What goes to the log, in the syntax of tracing's filters.
    #[arg(long, env = "NORMTRACK_LOG", default_value = "info")]
    pub log: String,
    /// Writes the log as JSON, a line for each event.
    #[arg(long)]
    pub log_json: bool,
    /// The collector that each call is told to as a trace, by OTLP over HTTP: the address before `/v1/traces`; left out: none.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<Url>,
}

/// The mail server that takes letters to the people of States.
#[derive(Debug, Args)]
pub struct MailOptions {
    /// The mail server: `smtps://USER:PASSWORD@HOST` or `smtp://USER:PASSWORD@HOST:587`, which has to take STARTTLS unless it is
    /// on this machine or `?tls=off` says otherwise; `?ca=FILE` names an authority of one's own, `?patience=SECONDS` how long
    /// it may take for a letter. Left out: no letters are sent.
    #[arg(long, env = "NORMTRACK_SMTP", hide_env_values = true, requires = "mail_from")]
    pub smtp: Option<Hidden>,
    /// Who letters are from: `Secretariat <office@example.int>`.
    #[arg(long, env = "NORMTRACK_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Where answers to letters go; left out: to whom they are from.
    #[arg(long, env = "NORMTRACK_MAIL_REPLY_TO")]
    pub mail_reply_to: Option<String>,
}

/// Why letters cannot be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum MailRefused {
    /// The address of the server is none.
    #[error(transparent)]
    Relay(#[from] mail::BadRelay),
    /// An address of a person or an office is none.
    #[error(transparent)]
    Address(#[from] mail::BadAddress),
}

impl MailOptions {
    /// The mail server and who writes, where one is named.
    pub fn desk(&self) -> Result<Option<Desk>, MailRefused> {
        let (Some(smtp), Some(from)) = (&self.smtp, &self.mail_from) else {
            return Ok(None);
        };
        Ok(Some(Desk {
            relay: mail::Relay::open(smtp.reveal())?,
            addresses: mail::Addresses::new(from, self.mail_reply_to.as_deref())?,
        }))
    }
}

/// What makes PDF documents: a program of its own, with fonts for six languages.
#[derive(Debug, Args)]
pub struct PressOptions {
    /// The program `normtrack-press`; left out: the one beside this program. Without it there are no PDF documents, and Word
    /// files all the same.
    #[arg(long, env = "NORMTRACK_PRESS")]
    pub press: Option<PathBuf>,
    /// Where its fonts lie: Noto Sans, Noto Naskh Arabic and Noto Sans CJK; can be given several times.
    #[arg(
        long,
        env = "NORMTRACK_FONTS",
        value_delimiter = ',',
        default_value = "/usr/share/fonts"
    )]
    pub fonts: Vec<PathBuf>,
}

impl PressOptions {
    /// The press, as far as it is there.
    pub fn find(&self) -> Press {
        Press::find(self.press.as_deref(), self.fonts.clone())
    }
}

/// TLS without a front: a certificate and its key.
#[derive(Debug, Args)]
pub struct TlsOptions {
    /// The file with the certificate in PEM, and after it those that lead to an authority. It is read again when it changes,
    /// and on SIGHUP; left out: plain HTTP, for a front before it.
    #[arg(long, env = "NORMTRACK_TLS_CERTIFICATE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// The file with its private key in PEM.
    #[arg(long, env = "NORMTRACK_TLS_KEY", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
}

impl TlsOptions {
    /// The files, if there is to be TLS.
    pub fn files(&self) -> Option<CertificateFiles> {
        Some(CertificateFiles {
            certificate: self.tls_certificate.clone()?,
            key: self.tls_key.clone()?,
        })
    }
}

/// How often somebody may call, and whose word for the address of a client is believed.
#[derive(Debug, Args)]
pub struct PaceOptions {
    /// The most calls of one address in a minute without signing in; those from the machine itself are not counted.
    #[arg(long, env = "NORMTRACK_ADDRESS_REQUESTS", default_value_t = PaceSettings::default().address)]
    pub address_requests: NonZeroU32,
    /// The most calls of one account in a minute.
    #[arg(long, env = "NORMTRACK_ACCOUNT_REQUESTS", default_value_t = PaceSettings::default().account)]
    pub account_requests: NonZeroU32,
    /// A front whose `X-Forwarded-For` is believed: an address or a network like 10.0.0.0/8; can be given several times.
    #[arg(long, env = "NORMTRACK_TRUSTED_PROXY", value_delimiter = ',', value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,
}

/// How many connections stay open, and what goes over them.
#[derive(Debug, Args)]
pub struct StreamOptions {
    /// The most sockets and streams of events of one address at once, in one process; those from the machine itself are not
    /// counted.
    #[arg(long, env = "NORMTRACK_ADDRESS_STREAMS", default_value_t = Limits::default().address_streams)]
    pub address_streams: usize,
    /// The most subscriptions of one account at once, in one process.
    #[arg(long, env = "NORMTRACK_ACCOUNT_SUBSCRIPTIONS", default_value_t = Limits::default().account_subscriptions)]
    pub account_subscriptions: usize,
    /// The most operations that one socket begins in a minute.
    #[arg(long, env = "NORMTRACK_SOCKET_OPERATIONS", default_value_t = Limits::default().socket_operations)]
    pub socket_operations: usize,
}

impl StreamOptions {
    /// The limits of the door, with these in them.
    pub fn limits(&self) -> Limits {
        Limits {
            address_streams: self.address_streams,
            account_subscriptions: self.account_subscriptions,
            socket_operations: self.socket_operations,
            ..Limits::default()
        }
    }
}

/// A network, or the one address in it.
fn network(text: &str) -> Result<IpNet, String> {
    let one = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse::<IpNet>()
        .or_else(|_| one())
        .map_err(|_| format!("{text} is neither an address nor a network"))
}

impl PaceOptions {
    /// What the door is told of it.
    pub fn settings(&self) -> PaceSettings {
        PaceSettings {
            address: self.address_requests,
            account: self.account_requests,
            trusted: self.trusted_proxy.clone(),
        }
    }
}

/// Where evidence is kept, and how much of it: in a folder, or with a bucket named in a store that speaks S3.
#[derive(Debug, Args)]
pub struct EvidenceStore {
    /// The folder of evidence; left out: `evidence` in the data folder. With a bucket, what arrives lies here until it is
    /// whole. Several processes share a folder or a bucket.
    #[arg(long, env = "NORMTRACK_EVIDENCE")]
    pub evidence: Option<PathBuf>,
    /// The most bytes of one document.
    #[arg(long, env = "NORMTRACK_EVIDENCE_LARGEST", default_value_t = 50 * 1024 * 1024)]
    pub evidence_largest: u64,
    /// The most bytes of documents that one State keeps.
    #[arg(long, env = "NORMTRACK_EVIDENCE_PER_STATE", default_value_t = 2 * 1024 * 1024 * 1024)]
    pub evidence_per_state: u64,
    /// The bucket.
    #[arg(long, env = "NORMTRACK_S3_BUCKET", requires_all = ["s3_access_key", "s3_secret_key"])]
    pub s3_bucket: Option<String>,
    /// The address of the store, for another one than the provider's own.
    #[arg(long, env = "NORMTRACK_S3_ENDPOINT", requires = "s3_bucket")]
    pub s3_endpoint: Option<String>,
    /// The region.
    #[arg(long, env = "NORMTRACK_S3_REGION", default_value = "us-east-1")]
    pub s3_region: String,
    /// The name of the key.
    #[arg(
        long,
        env = "NORMTRACK_S3_ACCESS_KEY",
        hide_env_values = true,
        requires = "s3_bucket"
    )]
    pub s3_access_key: Option<Hidden>,
    /// Its secret.
    #[arg(
        long,
        env = "NORMTRACK_S3_SECRET_KEY",
        hide_env_values = true,
        requires = "s3_bucket"
    )]
    pub s3_secret_key: Option<Hidden>,
}

impl EvidenceStore {
    /// The folder of evidence, or where it arrives; `data` is the data folder.
    pub fn folder(&self, data: &Path) -> PathBuf {
        self.evidence.clone().unwrap_or_else(|| data.join("evidence"))
    }

    /// Opens what is named; `data` is the data folder.
    pub fn open(&self, data: &Path) -> Result<Keeping, OpenError> {
        let folder = self.folder(data);
        let revealed =
            |hidden: &Option<Hidden>| hidden.as_ref().map(|text| text.reveal().to_owned()).unwrap_or_default();
        let vault = match &self.s3_bucket {
            None => Vault::in_folder(folder, self.evidence_largest),
            Some(bucket) => {
                let s3 = S3 {
                    bucket: bucket.clone(),
                    endpoint: self.s3_endpoint.clone(),
                    region: self.s3_region.clone(),
                    access_key: revealed(&self.s3_access_key),
                    secret_key: revealed(&self.s3_secret_key),
                };
                Vault::in_bucket(&s3, folder, self.evidence_largest)
            }
        };
        Ok(Keeping {
            vault: vault?,
            per_state: self.evidence_per_state,
        })
    }
}

impl Serve {
    /// What may be asked without signing in, if that is limited.
    pub fn known_documents(&self) -> Result<Option<KnownDocuments>, ListRefused> {
        self.anonymous_documents
            .as_deref()
            .map(KnownDocuments::read)
            .transpose()
    }

    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        self.port
            .map_or(self.listen, |port| SocketAddr::from(([127, 0, 0, 1], port)))
    }
}
