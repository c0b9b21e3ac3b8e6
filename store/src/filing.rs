//! Filing: what goes on record, under one lock, and how it is read back.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, OrganisationId, StateCode};
use domain::language::Language;
use domain::questionnaire::{Edition, Problem, QuestionIndex};
use domain::report::OptionSet;
use domain::submission::{
    Edge, Entry, EntryKind, Filing, Header, Mark, Outcome, Position, Recorded, RegisterEntry, SharedFiling, Sharing,
    Submission, Visibility,
};
use register::{Frontier, ReceiptClaims, RecordClaims, Signer};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::log::instant;
use crate::record::{FiledAnswerRecord, FilingRecord, filed_answers, number};
use crate::sharing::columns;
use crate::statement::{execute, sql};
use crate::submission::{count, place};
use crate::{StoreError, Work, answer_codec};

/// The document of a filing, from its header and answers: what the root is computed over.
pub fn document(header: &Header, entries: &[Entry]) -> Result<register::Document, StoreError> {
    let entries = entries.iter().map(|entry| {
        let (standing, value) = answer_codec::encode(Some(&entry.standing));
        register::Entry::opened(
            register::Salt(entry.salt.0),
            register::AnswerRecord {
                question: entry.question.to_string(),
                standing: standing.to_owned(),
                value,
                language: entry.language.map(|language| language.code().to_owned()),
            },
        )
    });
    register::Document::new(register_header(header), entries.collect())
        .map_err(|error| StoreError::Internal(error.into()))
}

/// A filing as one reader may see it: their answers open, bare commitments for the rest.
pub fn extract(record: &FilingRecord, answers: &[FiledAnswerRecord]) -> register::Extract {
    let mut leaves: Vec<_> = record
        .commitments
        .iter()
        .map(|commitment| register::Leaf {
            commitment: *commitment,
            opening: None,
        })
        .collect();
    for answer in answers {
        let (standing, value) = answer_codec::encode(Some(&answer.standing));
        if let Some(leaf) = leaves.get_mut(answer.leaf) {
            leaf.opening = Some(register::Opening {
                salt: register::Salt(answer.salt.0),
                answer: register::AnswerRecord {
                    question: answer.question.to_string(),
                    standing: standing.to_owned(),
                    value,
                    language: answer.language.map(|language| language.code().to_owned()),
                },
            });
        }
    }
    register::Extract {
        header: record.header.clone(),
        root: register::Root(record.entry.root.0),
        leaves,
    }
}

fn register_header(header: &Header) -> register::Header {
    register::Header {
        state: header.state.to_string(),
        round: header.round.to_string(),
        edition: header.edition.to_string(),
        edition_hash: register::Hash(header.edition_hash),
    }
}

/// The end of the register, held until the unit ends.
pub struct RegisterEnd {
    edge: Option<Edge>,
    frontier: Frontier,
}

impl RegisterEnd {
    /// The last entry's place and time, if there is an entry.
    pub const fn last(&self) -> Option<Edge> {
        self.edge
    }
}

/// One bit for each question, the first in the lowest bit of the first byte.
fn write_bits(questions: impl Iterator<Item = QuestionIndex>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for index in questions {
        let (byte, bit) = (index.get() / 8, index.get() % 8);
        if bytes.len() <= byte {
            bytes.resize(byte + 1, 0);
        }
        bytes[byte] |= 1 << bit;
    }
    bytes
}

impl Work {
    /// The end of the register. Whoever files next waits here until this unit ends, so positions have no gap.
    pub async fn register_end(&self) -> Result<RegisterEnd, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            position: i64,
            filed_at: Option<DateTime<Utc>>,
            frontier: Vec<Vec<u8>>,
        }
        let row = Row::find_by_statement(sql(
            "select position, filed_at, frontier from register_edge for update",
            [],
        ))
        .one(self.connection())
        .await?
        .ok_or_else(|| StoreError::Schema("the table `register_edge` is empty".to_owned()))?;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "register_edge",
            column: column.to_owned(),
            row: row.position.to_string(),
        };
        let size = number(row.position).ok_or_else(|| bad("position"))?;
        let nodes = row
            .frontier
            .iter()
            .map(|node| node.as_slice().try_into().map(register::Hash));
        let nodes = nodes.collect::<Result<Vec<_>, _>>().map_err(|_| bad("frontier"))?;
        let frontier = Frontier::new(size, nodes).map_err(|_| bad("frontier"))?;
        let edge = row.filed_at.map(|at| Edge {
            position: Position(size),
            at,
        });
        Ok(RegisterEnd { edge, frontier })
    }

    /// Puts a filing or an amendment on record.
    pub async fn save_filing(
        &self,
        end: RegisterEnd,
        edition: &Edition,
        seal: Seal<'_>,
        outcome: &Outcome<Recorded<Filing>, Problem>,
    ) -> Result<(), StoreError> {
        let Recorded {
            submission,
            entry,
            filing,
        } = &outcome.state;
        let document = document(&filing.document.header, &filing.document.entries)?;
        let commitments = document
            .entries()
            .iter()
            .flat_map(|entry| entry.commitment.0)
            .collect::<Vec<u8>>();
        let record = Entered {
            submission,
            entry,
            by: outcome.event.by,
            late: filing.lateness == domain::submission::Lateness::Late,
            seal,
            wording_revision: filing.document.translation,
            header: document.header(),
            commitments,
            asked: write_bits(filing.document.asked.questions()),
        };
        self.enter(end, &record).await?;
        let entries = &filing.document.entries;
        self.insert_filed_answers(edition, submission, entry.position, entries)
            .await?;
        self.insert_filed_texts(entry.position).await?;
        self.insert_filed_evidence(&submission.state, entry.position, entries)
            .await?;
        self.update_submission(submission).await?;
        self.record(&outcome.event).await
    }

    /// Puts a withdrawal on record: a tombstone in the log, and nothing of what was filed is read any more.
    pub async fn save_withdrawal(
        &self,
        end: RegisterEnd,
        header: &Header,
        seal: Seal<'_>,
        outcome: &Outcome<Recorded<Mark>>,
    ) -> Result<(), StoreError> {
        let Recorded { submission, entry, .. } = &outcome.state;
        let record = Entered {
            submission,
            entry,
            by: outcome.event.by,
            late: false,
            seal,
            wording_revision: 0,
            header: &register_header(header),
            commitments: Vec::new(),
            asked: Vec::new(),
        };
        self.enter(end, &record).await?;
        let id = submission.id.0;
        execute(
            self.connection(),
            "update filed_answer set withdrawn = true
             where position in (select position from filing where submission_id = $1)",
            [id.into()],
        )
        .await?;
        execute(
            self.connection(),
            "update filing set names_state = $2 where submission_id = $1",
            [id.into(), entry.state.is_some().into()],
        )
        .await?;
        self.update_submission(submission).await?;
        self.record(&outcome.event).await
    }

    /// Keeps who reads answers of the standing filing from now on, with the filed answers and with those of the working
    /// file. `before` are the filed answers as they were shared until now.
    pub async fn save_filed_sharing(
        &self,
        position: Position,
        before: &[FiledAnswerRecord],
        outcome: &Outcome<SharedFiling>,
    ) -> Result<(), StoreError> {
        let shared = &outcome.state;
        for (question, sharing) in &shared.answers {
            let was = before.iter().find(|answer| answer.question == *question);
            let narrowed = was.is_some_and(|was| !sharing.visibility.includes(&was.sharing.visibility));
            let [visibility, states, organisations, counted, embargo] = columns(Some(sharing));
            execute(
                self.connection(),
                "update filed_answer set visibility = $3, audience_states = $4, audience_organisations = $5, counted = $6,
                     embargo_until = $7, narrowed = narrowed or $8
                 where position = $1 and question = $2",
                [
                    place(position).into(),
                    question.to_string().into(),
                    visibility,
                    states,
                    organisations,
                    counted,
                    embargo,
                    narrowed.into(),
                ],
            )
            .await?;
            self.share_answer(shared.submission.id, question, Some(sharing)).await?;
        }
        execute(
            self.connection(),
            "update filing set names_state = $2 where position = $1",
            [place(position).into(), shared.names_state.into()],
        )
        .await?;
        execute(self.connection(), "update register_edge set sharing = sharing + 1", []).await?;
        self.update_submission(&shared.submission).await?;
        self.record(&outcome.event).await
    }

    /// The questions of a filing and their sharing, for the State itself.
    pub async fn filed_answers(&self, position: Position) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        filed_answers(self.connection(), vec![place(position)]).await
    }

    async fn enter(&self, end: RegisterEnd, record: &Entered<'_>) -> Result<(), StoreError> {
        let Entered { submission, entry, .. } = record;
        let mut frontier = end.frontier;
        // The last leaf's siblings on the way to the root are the right edge before it, the smallest subtree first.
        let inclusion = frontier.nodes().iter().rev().copied().collect();
        let mut claims = ReceiptClaims {
            position: entry.position.0,
            root: register::Root(entry.root.0),
            state: submission.state.to_string(),
            state_salt: register::Salt(record.seal.state_salt),
            round: entry.round.to_string(),
            filed_at: instant(entry.filed_at)?,
            kind: register_kind(entry.kind),
            log_size: entry.position.0,
            log_root: register::empty_root(),
            inclusion,
        };
        let nodes = frontier.append(claims.entry().leaf_hash());
        claims.log_root = frontier.head().root;
        let header = json!({
            "state": record.header.state,
            "round": record.header.round,
            "edition": record.header.edition,
            "edition_hash": record.header.edition_hash.to_hex(),
        });
        execute(
            self.connection(),
            "insert into filing (position, submission_id, round_id, state_id, edition_id, wording_revision, kind, number,
                                 root, filed_at, filed_by, late, state_salt, names_state, header, commitments, asked)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            [
                place(entry.position).into(),
                submission.id.0.into(),
                submission.round.0.into(),
                submission.state.to_string().into(),
                submission.edition.to_string().into(),
                count(record.wording_revision).into(),
                entry.kind.code().into(),
                count(entry.number).into(),
                entry.root.0.to_vec().into(),
                entry.filed_at.into(),
                record.by.0.into(),
                record.late.into(),
                record.seal.state_salt.to_vec().into(),
                entry.state.is_some().into(),
                header.into(),
                record.commitments.clone().into(),
                record.asked.clone().into(),
            ],
        )
        .await?;
        self.save_receipt(record, &claims).await?;
        execute(
            self.connection(),
            "insert into register_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])",
            [
                nodes.iter().map(|node| i16::try_from(node.level).unwrap_or(i16::MAX)).collect::<Vec<_>>().into(),
                nodes.iter().map(|node| i64::try_from(node.index).unwrap_or(i64::MAX)).collect::<Vec<_>>().into(),
                nodes.iter().map(|node| node.hash.0.to_vec()).collect::<Vec<_>>().into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "update register_edge set position = $1, filed_at = $2, frontier = $3",
            [
                place(entry.position).into(),
                entry.filed_at.into(),
                frontier
                    .nodes()
                    .iter()
                    .map(|node| node.0.to_vec())
                    .collect::<Vec<_>>()
                    .into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Signs the receipt, and what neither document nor entry commits to.
    async fn save_receipt(&self, record: &Entered<'_>, claims: &ReceiptClaims) -> Result<(), StoreError> {
        let Entered { submission, entry, .. } = record;
        let kept = record_form(
            (
                submission.id.0,
                &submission.edition.to_string(),
                record.wording_revision,
                entry.number,
            ),
            (record.by.0, record.late, &record.asked),
        );
        let kept = RecordClaims {
            position: entry.position.0,
            record: register::hash_canonical(&kept),
        };
        execute(
            self.connection(),
            "insert into receipt (position, state_id, receipt, record) values ($1, $2, $3, $4)",
            [
                place(entry.position).into(),
                submission.state.to_string().into(),
                record.seal.signer.receipt(claims).into(),
                record.seal.signer.record(&kept).into(),
            ],
        )
        .await?;
        Ok(())
    }

    async fn insert_filed_answers(
        &self,
        edition: &Edition,
        submission: &Submission,
        position: Position,
        entries: &[Entry],
    ) -> Result<(), StoreError> {
        let rows: Json = entries
            .iter()
            .zip(0_u16..)
            .map(|(entry, leaf)| filed_answer(edition, entry, leaf))
            .collect();
        // What was narrowed stays so through an amendment; the State's own translations come from its working file.
        execute(
            self.connection(),
            "insert into filed_answer (position, leaf, question, state_id, round_id, kind, standing, value, options,
                                       language, translations, salt, visibility, audience_states,
                                       audience_organisations, counted, embargo_until, narrowed)
             select $1, i.leaf, i.question, $2, $3, i.kind, i.standing, i.value, i.options, i.language, a.translations,
                    i.salt, i.visibility, i.audience_states, i.audience_organisations, i.counted, i.embargo_until,
                    exists (select from filed_answer f join filing g on g.position = f.position
                            where g.submission_id = $4 and f.question = i.question and f.narrowed)
             from jsonb_to_recordset($5) as i(leaf smallint, question text, kind text, standing text, value jsonb,
                      options smallint[], language text, salt bytea, visibility text, audience_states text[],
                      audience_organisations text[], counted boolean, embargo_until timestamptz)
             left join answer a on a.submission_id = $4 and a.question = i.question",
            [
                place(position).into(),
                submission.state.to_string().into(),
                submission.round.0.into(),
                submission.id.0.into(),
                rows.into(),
            ],
        )
        .await?;
        Ok(())
    }
}

/// A row of `filed_answer` under the names of its columns.
fn filed_answer(edition: &Edition, entry: &Entry, leaf: u16) -> Json {
    let (standing, value) = answer_codec::encode(Some(&entry.standing));
    let question = edition.question(&entry.question).map(|placed| placed.question);
    let options = question.map(|question| OptionSet::chosen(edition, question, &entry.standing));
    let mut row = json!({
        "leaf": leaf,
        "question": entry.question.as_str(),
        "kind": question.map(|question| question.kind.code().code()),
        "standing": standing,
        "value": value,
        "options": options.map(|options| options.iter().map(|place| json!(place)).collect::<Json>()),
        "language": entry.language.map(Language::code),
        "salt": format!("\\x{}", register::Salt(entry.salt.0).to_hex()),
    });
    if let (Some(row), Json::Object(sharing)) = (row.as_object_mut(), sharing_form(&entry.sharing)) {
        row.extend(sharing);
    }
    row
}

/// A sharing under the names of its columns.
pub(crate) fn sharing_form(sharing: &Sharing) -> Json {
    let audience = match &sharing.visibility {
        Visibility::Audience(audience) => Some(audience),
        Visibility::NationalTeam | Visibility::Secretariat | Visibility::MemberStates | Visibility::Public => None,
    };
    let codes = |codes: &mut dyn Iterator<Item = &str>| codes.map(|code| json!(code)).collect::<Json>();
    json!({
        "visibility": sharing.visibility.code().code(),
        "audience_states": audience.map(|audience| codes(&mut audience.states.iter().map(StateCode::as_str))),
        "audience_organisations": audience.map(|audience| codes(&mut audience.organisations.iter().map(OrganisationId::as_str))),
        "counted": sharing.counted,
        "embargo_until": sharing.embargo_until.map(|until| until.to_rfc3339()),
    })
}

/// What an entry is sealed with.
#[derive(Clone, Copy)]
pub struct Seal<'a> {
    /// What hides the State in the log: 128 random bits of the entry's own.
    pub state_salt: [u8; 16],
    /// The register's key, which signs the receipt.
    pub signer: &'a Signer,
}

pub(crate) fn register_kind(kind: EntryKind) -> register::EntryKind {
    match kind {
        EntryKind::Filing => register::EntryKind::Filing,
        EntryKind::Amendment => register::EntryKind::Amendment,
        EntryKind::Withdrawal => register::EntryKind::Withdrawal,
    }
}

/// What is kept of a filing beside its document and its entry, as its record hashes it: the working file, the edition, the
/// revision of its translations, the number of the act; who filed, whether late, and what was asked.
pub(crate) fn record_form(
    (submission, edition, wording_revision, number): (Uuid, &str, u32, u32),
    (filed_by, late, asked): (Uuid, bool, &[u8]),
) -> Json {
    json!({
        "submission": submission.to_string(),
        "edition": edition,
        "wording_revision": wording_revision,
        "number": number,
        "filed_by": filed_by.to_string(),
        "late": late,
        "asked": asked,
    })
}

/// What an act puts into the log.
struct Entered<'a> {
    submission: &'a Submission,
    entry: &'a RegisterEntry,
    by: AccountId,
    late: bool,
    seal: Seal<'a>,
    wording_revision: u32,
    header: &'a register::Header,
    commitments: Vec<u8>,
    asked: Vec<u8>,
}
