//! What is on record: filings, as far as a reader may see them, and the register.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use domain::access::ReadDraft;
use domain::id::{RoundKey, StateCode, SubmissionId};
use domain::submission as rules;
use domain::submission::{AsOf, EntryKind, Position, RegisterEntry};
use store::{FiledAnswerRecord, FilingRecord, PublicEntry};
use tokio::sync::OnceCell;

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Slice, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::question::Question;
use crate::graphql::round::Round;
use crate::graphql::sharing::Sharing;
use crate::graphql::state::State;
use crate::graphql::text::{LanguageCode, LocalisedText};
use crate::graphql::value::{AnswerValue, StandingName};

/// What an entry of the register did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "EntryKind", remote = "EntryKind")]
pub enum EntryKindCode {
    /// A first filing, or one after a withdrawal.
    Filing,
    /// A filing that supersedes the standing one.
    Amendment,
    /// The end of the standing filing.
    Withdrawal,
}

/// Whether a filing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FilingStatus {
    /// It stands.
    Standing,
    /// A later filing of the same submission stands in its place; it stays readable.
    Superseded,
    /// It was withdrawn. Copies made meanwhile remain.
    Withdrawn,
    /// It is itself a withdrawal.
    Tombstone,
}

/// A position as clients count.
pub(crate) fn client_position(position: Position) -> i32 {
    i32::try_from(position.0).unwrap_or(i32::MAX)
}

/// A position that a client names.
pub(crate) fn read_position(position: i32, field: &str) -> Result<Position, Fault> {
    u64::try_from(position)
        .map(Position)
        .map_err(|_| Fault::invalid().at(field.to_owned()))
}

/// A filed answer as far as the reader may see it.
pub struct FiledAnswer {
    filing: Arc<Record>,
    answer: FiledAnswerRecord,
}

/// A filed answer, as it went on record.
#[Object]
impl FiledAnswer {
    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::find(Call::of(ctx).world(), &self.filing.record.edition)?.question(&self.answer.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.answer.question.as_str()
    }

    /// Whether there is a value, or which silence there is.
    async fn standing(&self) -> StandingName {
        self.answer.standing.code().into()
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let call = Call::of(ctx);
        let edition = call.world().editions.get(&self.filing.record.edition)?;
        let placed = edition.question(&self.answer.question)?;
        Some(AnswerValue::new(
            call,
            edition,
            placed.question,
            self.answer.standing.value()?,
        ))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.answer.language.map(LanguageCode::from)
    }

    /// The State's own translations of its text. They are not part of what was filed.
    async fn translations(&self) -> Vec<LocalisedText> {
        let all = self.answer.translations.iter();
        all.filter_map(|(language, _)| self.answer.translations.read(language))
            .map(LocalisedText::from)
            .collect()
    }

    /// Who reads it: for the State's own people.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let call = Call::of(ctx);
        call.is_of(&self.filing.record.state)
            .then(|| Sharing::new(call, &self.answer.sharing))
    }

    /// Its place among the commitments of the filing, counted from 0.
    async fn leaf(&self) -> usize {
        self.answer.leaf
    }
}

/// A filing on record, with the acts of its submission.
pub(crate) struct Record {
    pub(crate) record: FilingRecord,
    acts: Vec<RegisterEntry>,
    answers: OnceCell<Vec<FiledAnswerRecord>>,
}

impl Record {
    /// The answers that the caller may see. Row-level security holds the State; who is given sections only sees of their
    /// own State what those hold, and what it shares with others.
    pub(crate) async fn answers(&self, call: &Call) -> Result<&[FiledAnswerRecord], Fault> {
        let read = || async {
            let snapshot = call.snapshot().await?;
            let mut answers = snapshot.filed_answers(self.record.entry.position).await?;
            let state = &self.record.state;
            if call.is_of(state) && !call.reader().own.contains(state) {
                let assignments = snapshot.assignments(self.record.submission).await?;
                answers.retain(|answer| {
                    let section = answer.question.section();
                    let assigned = assignments.get(&section).map(|assignment| assignment.to);
                    let state = state.clone();
                    call.reader().reads(&answer.sharing, call.now())
                        || call
                            .actor()
                            .may(&ReadDraft {
                                state,
                                section,
                                assigned,
                            })
                            .is_ok()
                });
            }
            Ok::<_, Fault>(answers)
        };
        self.answers.get_or_try_init(read).await.map(Vec::as_slice)
    }
}

/// What a State filed, amended or withdrew: as it went on record.
#[derive(Clone)]
pub struct Filing(pub(crate) Arc<Record>);

impl Filing {
    fn new(record: FilingRecord, acts: Vec<RegisterEntry>) -> Self {
        Self(Arc::new(Record {
            record,
            acts,
            answers: OnceCell::new(),
        }))
    }

    fn entry(&self) -> &RegisterEntry {
        &self.0.record.entry
    }

    /// The acts of the submission after this one.
    fn later(&self) -> impl Iterator<Item = &RegisterEntry> {
        let position = self.entry().position;
        self.0.acts.iter().filter(move |act| act.position > position)
    }

    /// Whether the caller may know more than place, time and root: of what was withdrawn, only the State itself.
    pub(crate) fn is_open_to(&self, call: &Call) -> bool {
        let is_withdrawn = self.later().any(|act| act.kind == EntryKind::Withdrawal);
        !is_withdrawn || call.reader().own.contains(&self.0.record.state)
    }

    pub(crate) async fn of_submission(call: &Call, id: SubmissionId) -> Result<Vec<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let records = snapshot.filings(Some(id), None, None).await?;
        let acts = snapshot.acts([id]).await?.remove(&id).unwrap_or_default();
        Ok(records
            .into_iter()
            .map(|record| Self::new(record, acts.clone()))
            .collect())
    }

    /// What a State has standing in a round, if the caller may know of it.
    pub(crate) async fn standing_in(call: &Call, round: &RoundKey, state: &StateCode) -> Result<Option<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let Some(round) = snapshot.round_by_key(round).await? else {
            return Ok(None);
        };
        let mut records = snapshot.filings(None, Some(round.id), None).await?;
        records.retain(|record| record.state == *state);
        let Some(id) = records.first().map(|record| record.submission) else {
            return Ok(None);
        };
        let acts = snapshot.acts([id]).await?.remove(&id).unwrap_or_default();
        Ok(standing(records, acts, None))
    }

    pub(crate) async fn find(call: &Call, position: Position) -> Result<Option<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let Some(record) = snapshot.filing(position).await? else {
            return Ok(None);
        };
        let id = record.submission;
        let acts = snapshot.acts([id]).await?.remove(&id).unwrap_or_default();
        Ok(Some(Self::new(record, acts)))
    }
}

/// What a State filed, amended or withdrew: as it went on record.
#[Object]
impl Filing {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Filing, self.entry().position.to_string())
    }

    /// Its place in the register, counted from 1.
    async fn position(&self) -> i32 {
        client_position(self.entry().position)
    }

    /// What it did.
    async fn kind(&self) -> EntryKindCode {
        self.entry().kind.into()
    }

    /// Which act of its submission it is, counted from 1 without a gap.
    async fn number(&self) -> u32 {
        self.entry().number
    }

    /// Whether it stands.
    async fn status(&self) -> FilingStatus {
        match self.entry().kind {
            EntryKind::Withdrawal => FilingStatus::Tombstone,
            EntryKind::Filing | EntryKind::Amendment => {
                if self.later().any(|act| act.kind == EntryKind::Withdrawal) {
                    FilingStatus::Withdrawn
                } else if self.later().next().is_some() {
                    FilingStatus::Superseded
                } else {
                    FilingStatus::Standing
                }
            }
        }
    }

    /// The Merkle root over header and answers, in hexadecimal.
    async fn root(&self) -> String {
        self.entry().root.to_string()
    }

    /// When the register took it.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.entry().filed_at
    }

    /// The round.
    async fn round(&self, ctx: &Context<'_>) -> Result<Option<Round>, Fault> {
        let call = Call::of(ctx);
        let snapshot = call.snapshot().await?;
        Ok(call.app().round(&snapshot, self.0.record.round).await?.map(Round))
    }

    /// The State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.0.record.state)
    }

    /// The edition that is answered.
    async fn edition(&self, ctx: &Context<'_>) -> Option<Edition> {
        Edition::find(Call::of(ctx).world(), &self.0.record.edition)
    }

    /// The revision of the translations that the State read; none for a withdrawal.
    async fn translation_revision(&self) -> Option<u32> {
        Some(self.0.record.wording_revision).filter(|revision| *revision > 0)
    }

    /// Whether it came after the last day: for the State and the secretariat.
    async fn is_late(&self, ctx: &Context<'_>) -> Option<bool> {
        let call = Call::of(ctx);
        let told = call.reader().secretariat || call.is_of(&self.0.record.state);
        told.then_some(self.0.record.late)
    }

    /// How many answers were filed, seen or not. Of what was withdrawn only the State itself is told.
    async fn answer_count(&self, ctx: &Context<'_>) -> Option<usize> {
        let count = self.0.record.commitments.len();
        self.is_open_to(Call::of(ctx)).then_some(count)
    }

    /// The answers that the reader may see, in order of code.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<FiledAnswer>, Fault> {
        let answers = self.0.answers(Call::of(ctx)).await?.iter();
        Ok(answers
            .map(|answer| FiledAnswer {
                filing: Arc::clone(&self.0),
                answer: answer.clone(),
            })
            .collect())
    }

    /// The answer to this question, if the reader may see it.
    async fn answer(&self, ctx: &Context<'_>, question: String) -> Result<Option<FiledAnswer>, Fault> {
        let found = self
            .0
            .answers(Call::of(ctx))
            .await?
            .iter()
            .find(|answer| answer.question.as_str() == question);
        Ok(found.map(|answer| FiledAnswer {
            filing: Arc::clone(&self.0),
            answer: answer.clone(),
        }))
    }

    /// The receipt that the register gave for it (docs/formats.md): a JWS, the same bytes for ever. For the State's own people
    /// and for auditors; `normtrack verify` checks it.
    async fn receipt(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        Ok(Call::of(ctx).snapshot().await?.receipt(self.entry().position).await?)
    }

    /// The filing as a verifiable extract (docs/formats.md): the answers that the reader may see with what opens their
    /// commitments, and bare commitments for the rest. Its bytes verify with `normtrack verify`. None for a withdrawal, and
    /// for what was withdrawn, save to the State itself.
    #[graphql(complexity = "100")]
    async fn extract(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        let call = Call::of(ctx);
        if self.entry().kind == EntryKind::Withdrawal || !self.is_open_to(call) {
            return Ok(None);
        }
        let answers = self.0.answers(call).await?;
        let extract = store::extract(&self.0.record, answers);
        Ok(Some(String::from_utf8(extract.to_json()).map_err(Fault::internal)?))
    }
}

/// An entry of the register, as everybody sees it.
#[derive(Clone)]
pub struct Entry {
    entry: PublicEntry,
    as_of: Option<Position>,
}

/// An entry of the register, as everybody sees it.
#[Object(name = "RegisterEntry")]
impl Entry {
    /// Its place, counted from 1 without a gap.
    async fn position(&self) -> i32 {
        client_position(self.entry.entry.position)
    }

    /// What was done.
    async fn kind(&self) -> EntryKindCode {
        self.entry.entry.kind.into()
    }

    /// The root of what was filed or withdrawn, in hexadecimal.
    async fn root(&self) -> String {
        self.entry.entry.root.to_string()
    }

    /// The State, if the entry names it; else it is "a State".
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.entry.entry.state.as_ref()?)
    }

    /// What opens the commitment to the State in the log, where the entry names it, in hexadecimal.
    async fn state_salt(&self) -> Option<String> {
        self.entry.state_salt.map(|salt| register::Salt(salt).to_hex())
    }

    /// Whether it stands. A withdrawal says so of everything that it took back, whenever it came. None of an entry that names
    /// nobody and was not withdrawn: what followed it might tell whose it is.
    async fn status(&self) -> Option<FilingStatus> {
        let by_then = |position: &Position| self.as_of.is_none_or(|as_of| *position <= as_of);
        if self.entry.entry.kind == EntryKind::Withdrawal {
            Some(FilingStatus::Tombstone)
        } else if self.entry.withdrawn_at.is_some() {
            Some(FilingStatus::Withdrawn)
        } else if self.entry.entry.state.is_none() {
            None
        } else if self.entry.followed_at.as_ref().is_some_and(by_then) {
            Some(FilingStatus::Superseded)
        } else {
            Some(FilingStatus::Standing)
        }
    }

    /// The place of the withdrawal that took it back, if there is one.
    async fn withdrawn_at_position(&self) -> Option<i32> {
        self.entry.withdrawn_at.map(client_position)
    }

    /// The key of the round.
    async fn round(&self) -> &str {
        self.entry.entry.round.as_str()
    }

    /// When the register took it: strictly later than the entry before.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.entry.entry.filed_at
    }
}

/// What is on record.
#[derive(Default)]
pub struct FilingQuery;

#[Object]
impl FilingQuery {
    /// The filing at a position of the register, if the reader may know of it.
    async fn filing(&self, ctx: &Context<'_>, position: i32) -> Result<Option<Filing>, Fault> {
        let Ok(position) = read_position(position, "position") else {
            return Ok(None);
        };
        Filing::find(Call::of(ctx), position).await
    }

    /// The filings of a round that stand, by State in the reader's language, as far as the reader may know of them. With
    /// `asOf`, those that stood at that position of the register and were not withdrawn since, read with the rights of
    /// today.
    #[graphql(complexity = "10 + reckoned(first, last) * child_complexity")]
    #[expect(
        clippy::too_many_arguments,
        reason = "three filters and the four arguments of every connection"
    )]
    async fn filings(
        &self,
        ctx: &Context<'_>,
        round: String,
        state: Option<String>,
        as_of: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Filing, Total>, Fault> {
        let call = Call::of(ctx);
        let state = state
            .map(StateCode::new)
            .transpose()
            .map_err(|_| Fault::invalid().at("state"))?;
        let as_of = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        let snapshot = call.snapshot().await?;
        let round = match RoundKey::new(round) {
            Ok(key) => snapshot.round_by_key(&key).await?,
            Err(_) => None,
        };
        let mut by_submission: BTreeMap<SubmissionId, Vec<FilingRecord>> = BTreeMap::new();
        if let Some(round) = round {
            for record in snapshot.filings(None, Some(round.id), None).await? {
                if state.as_ref().is_none_or(|state| record.state == *state) {
                    by_submission.entry(record.submission).or_default().push(record);
                }
            }
        }
        let mut acts = snapshot.acts(by_submission.keys().copied()).await?;
        let standing = by_submission
            .into_iter()
            .filter_map(|(id, records)| standing(records, acts.remove(&id)?, as_of));
        let mut by_state: BTreeMap<StateCode, Filing> =
            standing.map(|filing| (filing.0.record.state.clone(), filing)).collect();
        let codes: Vec<_> = by_state.keys().cloned().collect();
        let states = State::sorted(call, codes.iter());
        let items = states
            .iter()
            .filter_map(|state| by_state.remove(state.code_of()))
            .collect();
        let key = |item: &Filing| item.entry().position.to_string();
        page(
            items,
            key,
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// The register: every act of filing in its order, oldest first. With `asOf`, up to that position, each entry with what
    /// it was by then.
    #[graphql(complexity = "5 + reckoned(first, None) * child_complexity")]
    async fn register(
        &self,
        ctx: &Context<'_>,
        as_of: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Entry>, Fault> {
        let as_of = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        let page = Page {
            first,
            after,
            last: None,
            before: None,
        };
        let Slice { limit, after, .. } = page.check()?;
        let after = match after {
            None => Position(0),
            Some(text) => Position(text.parse().map_err(|_| Fault::invalid().at("after"))?),
        };
        let wanted = u32::try_from(limit).unwrap_or(u32::MAX);
        let mut entries = Call::of(ctx)
            .snapshot()
            .await?
            .register_entries(after, wanted + 1, as_of)
            .await?;
        let has_next = entries.len() > limit;
        entries.truncate(limit);
        let mut connection = Connection::new(after.0 > 0, has_next);
        let edges = entries.into_iter();
        connection.edges = edges
            .map(|entry| Edge::new(Cursor(entry.entry.position.to_string()), Entry { entry, as_of }))
            .collect();
        Ok(connection)
    }

    /// The position of the last entry of the register: what a citation names as "as of".
    async fn register_position(&self, ctx: &Context<'_>) -> Result<i32, Fault> {
        Ok(client_position(
            Call::of(ctx).snapshot().await?.register_version().await?.0,
        ))
    }
}

/// The filing of one submission that stands, or stood at a position and was not withdrawn since, if it is among the records
/// that the reader sees.
fn standing(records: Vec<FilingRecord>, acts: Vec<RegisterEntry>, as_of: Option<Position>) -> Option<Filing> {
    let at = as_of.or_else(|| acts.last().map(|act| act.position))?;
    let AsOf::Standing(entry) = rules::state_at(&acts, at) else {
        return None;
    };
    let position = entry.position;
    let record = records.into_iter().find(|record| record.entry.position == position)?;
    Some(Filing::new(record, acts))
}
