//! The keys of States' own instances, the packages that they handed in, and what becomes of a draft whose place one takes.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::id::{AccountId, HomeKeyId, PackageId, RoundId, StateCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire::{Edition, EvidenceCommitment};
use domain::submission::{Evidence, HandedIn, HomeKey, Outcome, Position, Root, TakenPackage};
use register::OpenedEvidence;
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::answer::texts_form;
use crate::record::number;
use crate::statement::{execute, one_row, sql};
use crate::submission::{count, place};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work, answer_codec};

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    state_id: String,
    kid: String,
    public_key: Vec<u8>,
    registered_by: Uuid,
    registered_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl KeyRow {
    fn read(self) -> Result<HomeKey, StoreError> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "home_key",
            column: column.to_owned(),
            row: id.to_string(),
        };
        Ok(HomeKey {
            id: HomeKeyId(self.id),
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            kid: self.kid,
            public_key: self.public_key.try_into().map_err(|_| bad("public_key"))?,
            registered_by: AccountId(self.registered_by),
            registered_at: self.registered_at,
            revoked_at: self.revoked_at,
        })
    }
}

async fn home_keys(connection: &Transaction, state: &StateCode) -> Result<Vec<HomeKey>, StoreError> {
    let statement = sql(
        "select * from home_key where state_id = $1 order by registered_at, id",
        [state.to_string().into()],
    );
    let rows = KeyRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter().map(KeyRow::read).collect()
}

#[derive(FromQueryResult)]
struct PackageRow {
    id: Uuid,
    state_id: String,
    round_id: Uuid,
    root: Vec<u8>,
    content: Option<String>,
    handed_in_by: Uuid,
    handed_in_at: DateTime<Utc>,
    filed_position: Option<i64>,
}

impl PackageRow {
    fn read(self) -> Result<(HandedIn, Option<String>), StoreError> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "home_package",
            column: column.to_owned(),
            row: id.to_string(),
        };
        let filed = self
            .filed_position
            .map(|position| number(position).map(Position).ok_or_else(|| bad("filed_position")));
        let handed_in = HandedIn {
            id: PackageId(self.id),
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            round: RoundId(self.round_id),
            root: Root(self.root.try_into().map_err(|_| bad("root"))?),
            by: AccountId(self.handed_in_by),
            at: self.handed_in_at,
            filed: filed.transpose()?,
        };
        Ok((handed_in, self.content))
    }
}

async fn handed_in(
    connection: &Transaction,
    id: PackageId,
    locking: &str,
) -> Result<Option<(HandedIn, Option<String>)>, StoreError> {
    let statement = sql(
        &format!("select * from home_package where id = $1 {locking}"),
        [id.0.into()],
    );
    let row = PackageRow::find_by_statement(statement).one(connection).await?;
    row.map(PackageRow::read).transpose()
}

async fn submission_in(
    connection: &Transaction,
    round: RoundId,
    state: &StateCode,
) -> Result<Option<SubmissionId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let statement = sql(
        "select id from submission where round_id = $1 and state_id = $2",
        [round.0.into(), state.to_string().into()],
    );
    let row = Row::find_by_statement(statement).one(connection).await?;
    Ok(row.map(|row| SubmissionId(row.id)))
}

/// What a State keeps of evidence: what answers can cite, and what documents there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptHere {
    /// The commitments that can be opened.
    pub cited: BTreeSet<EvidenceCommitment>,
    /// The hashes of documents.
    pub documents: BTreeSet<[u8; 32]>,
}

async fn kept_here(
    connection: &Transaction,
    state: &StateCode,
    commitments: &[EvidenceCommitment],
    documents: &[[u8; 32]],
) -> Result<KeptHere, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        commitment: Option<Vec<u8>>,
        sha256: Option<Vec<u8>>,
    }
    let bytes = |hashes: &mut dyn Iterator<Item = [u8; 32]>| hashes.map(|hash| hash.to_vec()).collect::<Vec<_>>();
    let statement = sql(
        "select commitment, null::bytea as sha256 from evidence_commitment
         where state_id = $1 and commitment = any ($2) and form is not null
         union all
         select null, sha256 from evidence where state_id = $1 and sha256 = any ($3) and removed_at is null",
        [
            state.to_string().into(),
            bytes(&mut commitments.iter().map(|commitment| commitment.0)).into(),
            bytes(&mut documents.iter().copied()).into(),
        ],
    );
    let mut kept = KeptHere::default();
    for row in Row::find_by_statement(statement).all(connection).await? {
        let hash = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        kept.cited.extend(hash(row.commitment).map(EvidenceCommitment));
        kept.documents.extend(hash(row.sha256));
    }
    Ok(kept)
}

impl Snapshot {
    /// The keys that a State registered for its own instance, the oldest first, as far as the scope shows them.
    pub async fn home_keys(&self, state: &StateCode) -> Result<Vec<HomeKey>, StoreError> {
        home_keys(self.connection(), state).await
    }

    /// A package that was handed in, and what is in it until it is filed or lapses.
    pub async fn handed_in(&self, id: PackageId) -> Result<Option<(HandedIn, Option<String>)>, StoreError> {
        handed_in(self.connection(), id, "").await
    }

    /// The working file of a State in a round.
    pub async fn submission_in(&self, round: RoundId, state: &StateCode) -> Result<Option<SubmissionId>, StoreError> {
        submission_in(self.connection(), round, state).await
    }

    /// What a State keeps of these commitments and documents.
    pub async fn kept_here(
        &self,
        state: &StateCode,
        commitments: &[EvidenceCommitment],
        documents: &[[u8; 32]],
    ) -> Result<KeptHere, StoreError> {
        kept_here(self.connection(), state, commitments, documents).await
    }
}

impl Work {
    /// The keys that a State registered for its own instance, the oldest first; nobody registers or revokes one until the unit
    /// ends.
    pub async fn home_keys(&self, state: &StateCode) -> Result<Vec<HomeKey>, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('home_key'), hashtext($1))",
            [state.to_string().into()],
        )
        .await?;
        home_keys(self.connection(), state).await
    }

    /// The State of a key, if the scope shows it.
    pub async fn home_key_state(&self, id: HomeKeyId) -> Result<Option<StateCode>, StoreError> {
        let statement = sql("select * from home_key where id = $1", [id.0.into()]);
        let row = KeyRow::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(KeyRow::read).transpose()?.map(|key| key.state))
    }

    /// Keeps a key that was registered.
    pub async fn save_home_key(&self, outcome: &Outcome<HomeKey>) -> Result<(), StoreError> {
        let key = &outcome.state;
        execute(
            self.connection(),
            "insert into home_key (id, state_id, kid, public_key, registered_by, registered_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                key.id.0.into(),
                key.state.to_string().into(),
                key.kid.clone().into(),
                key.public_key.to_vec().into(),
                key.registered_by.0.into(),
                key.registered_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps that a key was revoked.
    pub async fn save_revoked_home_key(&self, outcome: &Outcome<HomeKey>) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update home_key set revoked_at = $2 where id = $1 and revoked_at is null",
            [outcome.state.id.0.into(), outcome.state.revoked_at.into()],
            Constraint::Revision,
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// A package that was handed in, and what is in it; nobody else files it until the unit ends.
    pub async fn handed_in(&self, id: PackageId) -> Result<Option<(HandedIn, Option<String>)>, StoreError> {
        handed_in(self.connection(), id, "for update").await
    }

    /// The package of a State with just this content that waits to be filed.
    pub async fn waiting_package(&self, state: &StateCode, content: &str) -> Result<Option<HandedIn>, StoreError> {
        let statement = sql(
            "select * from home_package where state_id = $1 and content = $2 limit 1",
            [state.to_string().into(), content.into()],
        );
        let row = PackageRow::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(PackageRow::read).transpose()?.map(|(handed_in, _)| handed_in))
    }

    /// Keeps a package, and erases those that have waited too long, or are too many.
    pub async fn save_handed_in(&self, content: &str, outcome: &Outcome<HandedIn>) -> Result<(), StoreError> {
        let package = &outcome.state;
        execute(
            self.connection(),
            "insert into home_package (id, state_id, round_id, root, content, handed_in_by, handed_in_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                package.id.0.into(),
                package.state.to_string().into(),
                package.round.0.into(),
                package.root.0.to_vec().into(),
                content.into(),
                package.by.0.into(),
                package.at.into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "update home_package set content = null
             where state_id = $1 and content is not null and (handed_in_at < $2 or id not in (
                 select id from home_package where state_id = $1 and content is not null
                 order by handed_in_at desc, id desc limit $3))",
            [
                package.state.to_string().into(),
                (package.at - HandedIn::LIFETIME).into(),
                i64::try_from(HandedIn::MOST).unwrap_or(i64::MAX).into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps what was put on record out of a package, and erases what was in it: it stands in the working file.
    pub async fn save_filed_package(&self, id: PackageId, position: Position) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update home_package set content = null, filed_position = $2 where id = $1 and filed_position is null",
            [id.0.into(), place(position).into()],
            Constraint::Revision,
        )
        .await
    }

    /// The working file of a State in a round.
    pub async fn submission_in(&self, round: RoundId, state: &StateCode) -> Result<Option<SubmissionId>, StoreError> {
        submission_in(self.connection(), round, state).await
    }

    /// What a State keeps of these commitments and documents.
    pub async fn kept_here(
        &self,
        state: &StateCode,
        commitments: &[EvidenceCommitment],
        documents: &[[u8; 32]],
    ) -> Result<KeptHere, StoreError> {
        kept_here(self.connection(), state, commitments, documents).await
    }

    /// Keeps what opens a citation of evidence that is kept here under another one.
    pub async fn adopt_citation(&self, evidence: &Evidence, opened: &OpenedEvidence) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into evidence_commitment (commitment, evidence_id, state_id, salt, form)
             values ($1, $2, $3, $4, $5)",
            [
                opened.commitment().0.to_vec().into(),
                evidence.id.0.into(),
                evidence.state.to_string().into(),
                opened.salt.0.to_vec().into(),
                opened.evidence.to_json().into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Keeps the answers of a draft whose place a package took: each as its next revision.
    pub async fn save_taken_package(
        &self,
        edition: &Edition,
        outcome: &Outcome<TakenPackage>,
    ) -> Result<(), StoreError> {
        let TakenPackage { submission, answers } = &outcome.state;
        let rows = answers.iter().filter_map(|answer| {
            let kind = edition.question(&answer.question)?.question.kind.code().code();
            let (standing, value) = answer_codec::encode(answer.content.standing.as_ref());
            let sharing = answer.sharing.as_ref().map(crate::filing::sharing_form);
            let mut row = json!({
                "question": answer.question.as_str(),
                "kind": kind,
                "standing": standing,
                "value": value,
                "language": answer.content.language.map(Language::code),
                "translations": texts_form(&answer.content.translations),
                "revision": count(answer.revision),
                "salt": format!("\\x{}", register::Salt(answer.salt.0).to_hex()),
                "changed_by": answer.changed_by.to_string(),
                "changed_at": answer.changed_at.to_rfc3339(),
            });
            if let (Some(row), Some(Json::Object(sharing))) = (row.as_object_mut(), sharing) {
                row.extend(sharing);
            }
            Some(row)
        });
        execute(
            self.connection(),
            "with text as (
                 select * from jsonb_to_recordset($3) as i(question text, kind text, standing text, value jsonb, language text,
                     translations jsonb, revision integer, salt bytea, changed_by uuid, changed_at timestamptz,
                     visibility text, audience_states text[], audience_organisations text[], counted boolean,
                     embargo_until timestamptz)
             ), kept as (
                 insert into answer_revision (submission_id, question, state_id, kind, standing, value, language,
                     translations, revision, based_on, changed_by, changed_at)
                 select $1, question, $2, kind, standing, value, language, translations, revision, revision - 1, changed_by,
                        changed_at
                 from text order by question
             )
             insert into answer (submission_id, question, state_id, kind, standing, value, language, translations,
                 carried_from, confirmed, revision, salt, changed_by, changed_at, visibility, audience_states,
                 audience_organisations, counted, embargo_until)
             select $1, question, $2, kind, standing, value, language, translations, null, true, revision, salt, changed_by,
                    changed_at, visibility, audience_states, audience_organisations, counted, embargo_until
             from text
             on conflict (submission_id, question) do update
                 set kind = excluded.kind, standing = excluded.standing, value = excluded.value,
                     language = excluded.language, translations = excluded.translations, carried_from = null,
                     confirmed = true, revision = excluded.revision, salt = excluded.salt,
                     changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                     visibility = excluded.visibility, audience_states = excluded.audience_states,
                     audience_organisations = excluded.audience_organisations, counted = excluded.counted,
                     embargo_until = excluded.embargo_until",
            [
                submission.id.0.into(),
                submission.state.to_string().into(),
                rows.collect::<Json>().into(),
            ],
        )
        .await?;
        self.update_submission(submission).await?;
        self.record(&outcome.event).await
    }
}
