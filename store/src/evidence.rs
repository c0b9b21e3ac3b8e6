//! Evidence that States keep, its commitments, and the filed answers that cite it.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, EvidenceId, StateCode};
use domain::language::Language;
use domain::questionnaire::{EvidenceCommitment, EvidenceItem, Value};
use domain::submission::{
    Citing, Entry, Evidence, EvidenceDescription, EvidenceSource, Outcome, Position, Salt, SealedEvidence,
    StoredDocument,
};
use register::{EvidenceRecord, Hash, OpenedEvidence};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::record::number;
use crate::sharing::{SharingRow, columns};
use crate::statement::{execute, one_row, sql};
use crate::submission::{count, place};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// What a commitment stands for, in the form that readers verify.
fn record_of(source: &EvidenceSource, description: &EvidenceDescription) -> EvidenceRecord {
    let document = match source {
        EvidenceSource::Document(document) => Some(document),
        EvidenceSource::Link { .. } => None,
    };
    let (url, copy) = match source {
        EvidenceSource::Document(_) => (None, None),
        EvidenceSource::Link { url, archive } => (Some(url.clone()), archive.map(|(_, sha256)| Hash(sha256))),
    };
    EvidenceRecord {
        url,
        sha256: document.map(|document| Hash(document.sha256)).or(copy),
        size: document.map(|document| document.size),
        media_type: document.map(|document| document.media_type.clone()),
        title: description.title.clone(),
        citation: description.citation.clone(),
        language: description.language.map(|language| language.code().to_owned()),
    }
}

/// The commitment to evidence as it is described, under a salt that was drawn for it.
pub fn seal_evidence(source: &EvidenceSource, description: &EvidenceDescription, salt: Salt) -> SealedEvidence {
    let commitment = record_of(source, description).commit(&register::Salt(salt.0));
    SealedEvidence {
        commitment: EvidenceCommitment(commitment.0),
        salt,
    }
}

/// What an answer cites, as far as the scope shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CitedEvidence {
    /// The commitment.
    pub commitment: EvidenceCommitment,
    /// The evidence.
    pub evidence: Evidence,
    /// What the commitment stands for; none once the evidence is removed.
    pub opened: Option<OpenedEvidence>,
}

#[derive(FromQueryResult)]
struct EvidenceRow {
    id: Uuid,
    state_id: String,
    name: Option<String>,
    sha256: Option<Vec<u8>>,
    size: Option<i64>,
    media_type: Option<String>,
    url: Option<String>,
    archive_id: Option<Uuid>,
    archive_sha256: Option<Vec<u8>>,
    title: Option<String>,
    citation: Option<String>,
    language: Option<String>,
    commitment: Vec<u8>,
    current_salt: Option<Vec<u8>>,
    #[sea_orm(nested)]
    sharing: SharingRow,
    revision: i32,
    kept_at: DateTime<Utc>,
    kept_by: Uuid,
    removed_at: Option<DateTime<Utc>>,
}

fn inconsistent(row: Uuid) -> impl Fn(&str) -> StoreError {
    let row = row.to_string();
    move |column| StoreError::Inconsistent {
        table: "evidence",
        column: column.to_owned(),
        row: row.clone(),
    }
}

impl EvidenceRow {
    fn read(self) -> Result<Evidence, StoreError> {
        let bad = inconsistent(self.id);
        let hash = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map_err(|_| bad("sha256"));
        let source = match (self.sha256, self.size, self.media_type) {
            (Some(sha256), Some(size), Some(media_type)) => EvidenceSource::Document(StoredDocument {
                name: self.name.unwrap_or_default(),
                sha256: hash(sha256)?,
                size: number(size).ok_or_else(|| bad("size"))?,
                media_type,
            }),
            (None, None, None) => EvidenceSource::Link {
                url: self.url.unwrap_or_default(),
                archive: match (self.archive_id, self.archive_sha256) {
                    (Some(id), Some(sha256)) => Some((EvidenceId(id), hash(sha256)?)),
                    (None, None) => None,
                    (Some(_), None) | (None, Some(_)) => return Err(bad("archive_id")),
                },
            },
            _ => return Err(bad("sha256")),
        };
        let language = self
            .language
            .map(|code| Language::from_code(&code).ok_or_else(|| bad("language")));
        Ok(Evidence {
            id: EvidenceId(self.id),
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            source,
            description: EvidenceDescription {
                title: self.title,
                citation: self.citation,
                language: language.transpose()?,
            },
            sealed: SealedEvidence {
                commitment: EvidenceCommitment(self.commitment.try_into().map_err(|_| bad("commitment"))?),
                // Removed, it opens nothing any more; nor does it for those who see it only as it was filed.
                salt: Salt(
                    self.current_salt
                        .unwrap_or_else(|| vec![0; 16])
                        .try_into()
                        .map_err(|_| bad("salt"))?,
                ),
            },
            sharing: self.sharing.read().map_err(&bad)?.ok_or_else(|| bad("visibility"))?,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
            kept_at: self.kept_at,
            kept_by: AccountId(self.kept_by),
            removed_at: self.removed_at,
        })
    }
}

const EVIDENCE: &str = "select e.*, c.salt as current_salt from evidence e
                        left join evidence_commitment c on c.commitment = e.commitment";

async fn evidence(connection: &Transaction, id: EvidenceId, locking: &str) -> Result<Option<Evidence>, StoreError> {
    EvidenceRow::find_by_statement(sql(&format!("{EVIDENCE} where e.id = $1 {locking}"), [id.0.into()]))
        .one(connection)
        .await?
        .map(EvidenceRow::read)
        .transpose()
}

impl Snapshot {
    /// A piece of evidence, if the scope shows it.
    pub async fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>, StoreError> {
        evidence(self.connection(), id, "").await
    }

    /// Everything that a State keeps and has not removed, the newest first, as far as the scope shows it.
    pub async fn evidence_of(&self, state: &StateCode) -> Result<Vec<Evidence>, StoreError> {
        let statement = sql(
            &format!("{EVIDENCE} where e.state_id = $1 and e.removed_at is null order by e.kept_at desc, e.id desc"),
            [state.to_string().into()],
        );
        let rows = EvidenceRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(EvidenceRow::read).collect()
    }

    /// What some commitments stand for, as far as the scope shows it.
    pub async fn cited_evidence(&self, commitments: &[EvidenceCommitment]) -> Result<Vec<CitedEvidence>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            cited: Vec<u8>,
            salt: Option<Vec<u8>>,
            form: Option<Json>,
            #[sea_orm(nested)]
            evidence: EvidenceRow,
        }
        let asked: Vec<Vec<u8>> = commitments.iter().map(|commitment| commitment.0.to_vec()).collect();
        let statement = sql(
            "select c.commitment as cited, c.salt, c.form, e.*, n.salt as current_salt
             from evidence_commitment c join evidence e on e.id = c.evidence_id
             left join evidence_commitment n on n.commitment = e.commitment
             where c.commitment = any ($1)",
            [asked.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter()
            .map(|row| {
                let bad = inconsistent(row.evidence.id);
                let opened = match (row.salt, row.form) {
                    (Some(salt), Some(form)) => Some(OpenedEvidence {
                        salt: register::Salt(salt.try_into().map_err(|_| bad("salt"))?),
                        evidence: EvidenceRecord::from_json(form).map_err(|_| bad("form"))?,
                    }),
                    (None, None) => None,
                    (Some(_), None) | (None, Some(_)) => return Err(bad("form")),
                };
                Ok(CitedEvidence {
                    commitment: EvidenceCommitment(row.cited.try_into().map_err(|_| bad("commitment"))?),
                    evidence: row.evidence.read()?,
                    opened,
                })
            })
            .collect()
    }

    /// What a State keeps of these: the commitments by which answers cite it now.
    pub async fn kept_evidence(
        &self,
        state: &StateCode,
        ids: &[EvidenceId],
    ) -> Result<Vec<(EvidenceId, EvidenceCommitment)>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            commitment: Vec<u8>,
        }
        let asked: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let statement = sql(
            "select id, commitment from evidence where state_id = $1 and id = any ($2) and removed_at is null",
            [state.to_string().into(), asked.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter()
            .map(|row| {
                let commitment = row.commitment.try_into();
                let commitment = commitment.map_err(|_| inconsistent(row.id)("commitment"))?;
                Ok((EvidenceId(row.id), EvidenceCommitment(commitment)))
            })
            .collect()
    }

    /// Whether a filing cites it.
    pub async fn is_filed_evidence(&self, id: EvidenceId) -> Result<bool, StoreError> {
        let statement = sql(
            "select 1 from filed_evidence where evidence_id = $1 limit 1",
            [id.0.into()],
        );
        Ok(self.connection().query_one_raw(statement).await?.is_some())
    }
}

impl Work {
    /// A piece of evidence, locked, if the scope shows it.
    pub async fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>, StoreError> {
        evidence(self.connection(), id, "for update of e").await
    }

    /// The document of a State that has these bytes.
    pub async fn document(&self, state: &StateCode, sha256: &[u8; 32]) -> Result<Option<Evidence>, StoreError> {
        let statement = sql(
            &format!("{EVIDENCE} where e.state_id = $1 and e.sha256 = $2 and e.removed_at is null"),
            [state.to_string().into(), sha256.to_vec().into()],
        );
        EvidenceRow::find_by_statement(statement)
            .one(self.connection())
            .await?
            .map(EvidenceRow::read)
            .transpose()
    }

    /// How many bytes of documents a State keeps. Until the unit ends, nobody else adds to them.
    pub async fn lock_kept_bytes(&self, state: &StateCode) -> Result<u64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            kept: i64,
        }
        let state = state.to_string();
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('evidence'), hashtext($1))",
            [state.clone().into()],
        )
        .await?;
        let statement = sql(
            "select coalesce(sum(size), 0)::bigint as kept from evidence where state_id = $1 and removed_at is null",
            [state.into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.and_then(|row| number(row.kept)).unwrap_or(0))
    }

    /// Where evidence is cited: in filings, and in answers and as a copy of links of what is not filed.
    pub async fn citing(&self, evidence: &Evidence) -> Result<Citing, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            filed: bool,
            drafts: i64,
        }
        let statement = sql(
            "select exists (select from filed_evidence where evidence_id = $1) as filed,
                    (select count(*) from answer a join evidence_commitment c on c.evidence_id = $1
                     where a.state_id = $2 and a.kind = 'evidence' and a.standing = 'answered'
                       and a.value @> jsonb_build_array(jsonb_build_object('commitment', encode(c.commitment, 'hex'))))
                    + (select count(*) from evidence where archive_id = $1 and removed_at is null) as drafts",
            [evidence.id.0.into(), evidence.state.to_string().into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or_else(Citing::default, |row| Citing {
            filed: row.filed,
            drafts: number(row.drafts).unwrap_or(0),
        }))
    }

    /// Keeps a new piece of evidence.
    pub async fn keep_evidence(&self, outcome: &Outcome<Evidence>) -> Result<(), StoreError> {
        let evidence = &outcome.state;
        let document = evidence.document();
        let (url, archive) = match &evidence.source {
            EvidenceSource::Document(_) => (None, None),
            EvidenceSource::Link { url, archive } => (Some(url.clone()), *archive),
        };
        let [visibility, states, organisations, counted, embargo] = columns(Some(&evidence.sharing));
        let size = document.map(|document| i64::try_from(document.size).unwrap_or(i64::MAX));
        execute(
            self.connection(),
            "insert into evidence (id, state_id, name, sha256, size, media_type, url, archive_id, archive_sha256, title,
                 citation, language, commitment, visibility, audience_states, audience_organisations, counted,
                 embargo_until, revision, kept_at, kept_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
            [
                evidence.id.0.into(),
                evidence.state.to_string().into(),
                document.map(|document| document.name.clone()).into(),
                document.map(|document| document.sha256.to_vec()).into(),
                size.into(),
                document.map(|document| document.media_type.clone()).into(),
                url.into(),
                archive.map(|(id, _)| id.0).into(),
                archive.map(|(_, sha256)| sha256.to_vec()).into(),
                evidence.description.title.clone().into(),
                evidence.description.citation.clone().into(),
                evidence.description.language.map(Language::code).into(),
                evidence.sealed.commitment.0.to_vec().into(),
                visibility,
                states,
                organisations,
                counted,
                embargo,
                count(evidence.revision).into(),
                evidence.kept_at.into(),
                evidence.kept_by.0.into(),
            ],
        )
        .await?;
        self.insert_commitment(evidence).await?;
        self.record(&outcome.event).await
    }

    async fn insert_commitment(&self, evidence: &Evidence) -> Result<(), StoreError> {
        let form = record_of(&evidence.source, &evidence.description).to_json();
        execute(
            self.connection(),
            "insert into evidence_commitment (commitment, evidence_id, state_id, salt, form)
             values ($1, $2, $3, $4, $5)",
            [
                evidence.sealed.commitment.0.to_vec().into(),
                evidence.id.0.into(),
                evidence.state.to_string().into(),
                evidence.sealed.salt.0.to_vec().into(),
                form.into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Saves what is called, shared or removed otherwise than before. Removing erases what every commitment stood for.
    pub async fn save_evidence(&self, outcome: &Outcome<Evidence>) -> Result<(), StoreError> {
        let evidence = &outcome.state;
        let is_removed = evidence.removed_at.is_some();
        let [visibility, states, organisations, _, embargo] = columns(Some(&evidence.sharing));
        let described = one_row(
            self.connection(),
            "update evidence set title = $3, citation = $4, language = $5, commitment = $6, visibility = $7,
                 audience_states = $8, audience_organisations = $9, embargo_until = $10, removed_at = $11,
                 name = case when $12 then null else name end, url = case when $12 then null else url end,
                 revision = $2
             where id = $1 and revision = $2 - 1",
            [
                evidence.id.0.into(),
                count(evidence.revision).into(),
                evidence.description.title.clone().into(),
                evidence.description.citation.clone().into(),
                evidence.description.language.map(Language::code).into(),
                evidence.sealed.commitment.0.to_vec().into(),
                visibility,
                states,
                organisations,
                embargo,
                evidence.removed_at.into(),
                is_removed.into(),
            ],
            Constraint::Revision,
        );
        if is_removed {
            described.await?;
            execute(
                self.connection(),
                "update evidence_commitment set salt = null, form = null where evidence_id = $1",
                [evidence.id.0.into()],
            )
            .await?;
        } else {
            let known = sql(
                "select 1 from evidence_commitment where commitment = $1",
                [evidence.sealed.commitment.0.to_vec().into()],
            );
            if self.connection().query_one_raw(known).await?.is_none() {
                self.insert_commitment(evidence).await?;
            }
            described.await?;
        }
        // What everybody may read of filings may have changed.
        execute(self.connection(), "update register_edge set sharing = sharing + 1", []).await?;
        self.record(&outcome.event).await
    }

    /// Writes down what filed answers cite, and the copies of what they cite.
    pub(crate) async fn insert_filed_evidence(
        &self,
        state: &StateCode,
        position: Position,
        entries: &[Entry],
    ) -> Result<(), StoreError> {
        let (mut leaves, mut commitments): (Vec<i16>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
        for (leaf, entry) in entries.iter().enumerate() {
            let Some(Value::Evidence(items)) = entry.standing.value() else {
                continue;
            };
            for item in items {
                if let EvidenceItem::Kept(commitment) = item {
                    leaves.push(i16::try_from(leaf).unwrap_or(i16::MAX));
                    commitments.push(commitment.0.to_vec());
                }
            }
        }
        if leaves.is_empty() {
            return Ok(());
        }
        execute(
            self.connection(),
            "with cited as (
                 select a.leaf, c.commitment, c.evidence_id from unnest($3::smallint[], $4::bytea[]) as a (leaf, commitment)
                 join evidence_commitment c on c.commitment = a.commitment and c.state_id = $2)
             insert into filed_evidence (position, leaf, evidence_id, commitment, state_id)
             select $1, leaf, evidence_id, commitment, $2 from cited
             union
             select $1, c.leaf, e.archive_id, null, $2 from cited c join evidence e on e.id = c.evidence_id
             where e.archive_id is not null",
            [
                place(position).into(),
                state.to_string().into(),
                leaves.into(),
                commitments.into(),
            ],
        )
        .await?;
        Ok(())
    }
}
