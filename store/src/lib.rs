//! The only room that speaks SQL.
//!
//! **Invariants.** No unscoped connection leaves this room: everything is read through a [`Snapshot`] and written through
//! a [`Work`] (or one hot statement), each opened with the scope of the reader, which row-level security holds as the
//! floor under our own filters. The service role owns nothing. Values come in decided by the domain and go out as values
//! of the domain; no rule is asked here.
//!
//! **To add a table**, write `migrations/NNNN_<topic>.sql` with its policies and grants, and a file of the noun.

mod account;
mod address;
mod answer;
pub mod answer_codec;
mod audit;
mod capacity;
mod carry;
mod check;
mod clearance;
mod cluster;
mod comment;
mod compilation;
mod courier;
mod demonstration;
mod edition_draft;
mod error;
mod event;
mod evidence;
mod examination;
mod factor;
mod figures;
mod filing;
mod home;
pub mod hot;
mod identity;
mod invitation;
mod kept;
mod key;
mod letter;
mod live;
mod log;
mod migrate;
mod open_data;
mod passkey;
mod program;
mod proposal;
mod publication;
mod pulse;
mod record;
mod report;
mod reseal;
mod review;
mod revision;
mod round;
mod search;
mod session;
mod settings;
mod sharing;
mod snapshot;
mod statement;
mod submission;
mod transaction;
mod webhook;
mod work;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::access::Scope;
use sea_orm::{Database, DatabaseConnection};

use crate::address::Address;
use crate::figures::Waiting;
use crate::transaction::Canceller;

pub use account::{AccessChanges, Member, Rights, SignIn};
pub use answer::{read_stored_content, texts_form};
pub use audit::{AuditEntry, AuditFilter};
pub use capacity::NoticeRevision;
pub use check::{Finding, Known, Walked, walk_register};
pub use cluster::{ClusterError, OWNER, SERVICE, prepare_cluster};
pub use compilation::{CompilationPart, Division, Gathered, KeptCompilation, KeptVolume, LeasedCompilation};
pub use courier::DueDelivery;
pub use demonstration::make_demonstration;
pub use edition_draft::EditionDraftRecord;
pub use error::{Constraint, StoreError, said};
pub use event::Trace;
pub use evidence::{CitedEvidence, seal_evidence};
pub use examination::{EndFound, Examined, RoleFound, SchemaFound, SettingsFound, examine};
pub use figures::{DatabaseFigures, PoolFigures};
pub use filing::{RegisterEnd, Seal, document, extract};
pub use home::KeptHere;
pub use identity::Provided;
pub use kept::{CompiledVolume, KeptDocument, compiled_volumes, kept_documents};
pub use key::{KeyPurpose, StoredKey};
pub use letter::{DueLetter, InvitationLetter, InvitationToWrite, KeptLetter, NamedReviewer, ReviewToWrite, Sending};
pub use live::{Heard, LONGEST_ANNOUNCEMENT, Listener, Trail};
pub use migrate::{MIGRATIONS, migrate, require_current_schema};
pub use open_data::{OpenAnswer, PublicEdge};
pub use passkey::{KeptCeremony, KeptPasskey};
pub use program::PresentedSecret;
pub use publication::{
    EditionRow, OrganisationMemberRow, OrganisationRow, Publication, PublishError, Published, Reference, StateRow,
    publish,
};
pub use pulse::Pulse;
pub use record::{FiledAnswerRecord, FilingRecord, PublicEntry, StandingFiling};
pub use reseal::{ResealError, Sealed, reseal};
pub use search::{
    FoundProposal, FoundText, ProposalTextFilter, ProposedAbout, TextFilter, analyse_filed, analyse_proposals,
};
pub use snapshot::Snapshot;
pub use submission::MinistryRow;
pub use webhook::{ReplayFrom, WebhookDelivery};
pub use work::Work;

/// The database as the service role sees it, shared by every call of the process.
#[derive(Clone)]
pub struct Store {
    cold: DatabaseConnection,
    hot: deadpool_postgres::Pool,
    /// How to reach the database for the one connection that listens.
    address: Arc<Address>,
    canceller: Canceller,
    /// How many wait for a cold connection.
    waiting: Arc<AtomicI64>,
}

/// How many connections a process holds.
#[derive(Clone, Copy, Debug)]
pub struct Connections {
    /// For reading and for cold writes.
    pub cold: u32,
    /// For hot writes.
    pub hot: usize,
}

impl Default for Connections {
    /// What two cores serve best (docs/adr/0003).
    fn default() -> Self {
        Self { cold: 16, hot: 16 }
    }
}

impl Store {
    /// Connects as the service role. `url` is a `postgres://` URL; a socket folder goes into its `host` parameter.
    pub async fn connect(url: &str, connections: Connections) -> Result<Self, StoreError> {
        let address = Address::parse(url)?;
        let mut options = address.pooled();
        options
            .max_connections(connections.cold)
            .acquire_timeout(Duration::from_secs(5))
            .connect_timeout(Duration::from_secs(5))
            .max_lifetime(Duration::from_mins(30))
            .test_before_acquire(false);
        let cold = Database::connect(options).await?;
        let hot = hot::pool(&address, connections.hot)?;
        let address = Arc::new(address);
        Ok(Self {
            cold,
            hot,
            canceller: Canceller::new(Arc::clone(&address)),
            address,
            waiting: Arc::default(),
        })
    }

    /// Opens a moment to read under a scope.
    pub async fn snapshot(&self, scope: &Scope, now: DateTime<Utc>) -> Result<Snapshot, StoreError> {
        let _waiting = Waiting::one(&self.waiting);
        Snapshot::open((&self.cold, &self.canceller), scope, now).await
    }

    /// Begins a unit of writing under a scope.
    pub async fn work(&self, scope: &Scope, now: DateTime<Utc>) -> Result<Work, StoreError> {
        let _waiting = Waiting::one(&self.waiting);
        Work::begin((&self.cold, &self.canceller), scope, now).await
    }

    /// Whether the database answers; what readiness asks.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.cold.ping().await?)
    }

    /// Closes the connections after the calls that hold them have ended.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.hot.close();
        Ok(self.cold.close_by_ref().await?)
    }
}
