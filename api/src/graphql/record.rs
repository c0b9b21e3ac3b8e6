//! What is on record: filings, as far as a reader may see them, and the register.

mod filed_answer;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use domain::access::ReadDraft;
use domain::id::{EditionId, QuestionCode, RoundKey, StateCode, SubmissionId};
use domain::submission as rules;
use domain::submission::{AsOf, Citation, EntryKind, Position, RegisterEntry};
use store::{FiledAnswerRecord, FilingRecord};
use tokio::sync::OnceCell;

pub use filed_answer::FiledAnswer;

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::printed::{DocumentFormat, PrintedDocument};
use crate::graphql::report::instrument_view::InstrumentView;
use crate::graphql::review::object::Review;
use crate::graphql::round::Round;
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;
use crate::packages;

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

/// A filing on record, with the acts of its submission.
pub(crate) struct Record {
    pub(crate) record: FilingRecord,
    acts: Vec<RegisterEntry>,
    /// The position as of which it is read; of now where there is none.
    as_of: Option<Position>,
    answers: OnceCell<Vec<FiledAnswerRecord>>,
}

/// The address at which everybody finds what is cited.
fn cite_address(call: &Call, citation: &Citation) -> String {
    let house = call.app().tokens().address();
    let (round, position) = (&citation.round, citation.position);
    match &citation.question {
        Some(question) => format!("{house}/cite/{round}/{position}/{question}"),
        None => format!("{house}/cite/{round}/{position}"),
    }
}

impl Record {
    fn citation(&self, question: Option<QuestionCode>) -> Citation {
        Citation {
            round: self.record.entry.round.clone(),
            position: self.record.entry.position,
            question,
        }
    }

    /// The answers that the caller may see.
    pub(crate) async fn answers(&self, call: &Call) -> Result<&[FiledAnswerRecord], Fault> {
        let read = || async {
            let answers = call.snapshot().await?.filed_answers(self.record.entry.position).await?;
            seen(call, (&self.record.state, self.record.submission), answers).await
        };
        self.answers.get_or_try_init(read).await.map(Vec::as_slice)
    }
}

/// Those of the filed answers of a working file that the caller may see. Row-level security holds the State; who is given
/// sections only sees of their own State what those hold, and what it shares with others.
pub(crate) async fn seen(
    call: &Call,
    (state, submission): (&StateCode, SubmissionId),
    mut answers: Vec<FiledAnswerRecord>,
) -> Result<Vec<FiledAnswerRecord>, Fault> {
    if call.is_of(state) && !call.reader().own.contains(state) {
        let assignments = call.snapshot().await?.assignments(submission).await?;
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
    Ok(answers)
}

/// What a State filed, amended or withdrew: as it went on record.
#[derive(Clone)]
pub struct Filing(pub(crate) Arc<Record>);

impl Filing {
    fn new(record: FilingRecord, acts: Vec<RegisterEntry>, as_of: Option<Position>) -> Self {
        Self(Arc::new(Record {
            record,
            acts,
            as_of,
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
            .map(|record| Self::new(record, acts.clone(), None))
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

    /// What a State filed in all rounds and what stands of it, or stood at a position, in the order of the register.
    pub(crate) async fn of_state(call: &Call, state: &StateCode, as_of: Option<Position>) -> Result<Vec<Self>, Fault> {
        let records = call.snapshot().await?.filings(None, None, Some(state)).await?;
        let mut standing = Self::standing(call, records, as_of).await?;
        standing.sort_by_key(|filing| filing.entry().position);
        Ok(standing)
    }

    /// Of each working file the filing that stands. As of a position, that which stood there, also if it was withdrawn since.
    pub(crate) async fn standing(
        call: &Call,
        records: Vec<FilingRecord>,
        as_of: Option<Position>,
    ) -> Result<Vec<Self>, Fault> {
        let mut by_submission: BTreeMap<SubmissionId, Vec<FilingRecord>> = BTreeMap::new();
        for record in records {
            by_submission.entry(record.submission).or_default().push(record);
        }
        let snapshot = call.snapshot().await?;
        let mut acts = snapshot.acts(by_submission.keys().copied()).await?;
        let standing = by_submission
            .into_iter()
            .filter_map(|(id, records)| standing(records, acts.remove(&id)?, as_of));
        Ok(standing.collect())
    }

    /// What was said in any of some filings to some questions, as far as the scope shows it: one statement for all of them.
    pub(crate) async fn answers_to(
        call: &Call,
        filings: &[Self],
        questions: impl IntoIterator<Item = QuestionCode>,
    ) -> Result<Vec<FiledAnswer>, Fault> {
        let positions = filings.iter().map(|filing| filing.entry().position);
        let answers = call.snapshot().await?.filed_answers_to(positions, questions).await?;
        let by_position: BTreeMap<Position, &Self> =
            filings.iter().map(|filing| (filing.entry().position, filing)).collect();
        let found = answers.into_iter().filter_map(|answer| {
            let filing = by_position.get(&answer.position)?;
            Some(FiledAnswer {
                filing: Arc::clone(&filing.0),
                answer,
            })
        });
        Ok(found.collect())
    }

    /// Every answer that the caller may see.
    pub(crate) async fn all_answers(&self, call: &Call) -> Result<Vec<FiledAnswer>, Fault> {
        let answers = self.0.answers(call).await?.iter();
        Ok(answers
            .map(|answer| FiledAnswer {
                filing: Arc::clone(&self.0),
                answer: answer.clone(),
            })
            .collect())
    }

    /// The edition that it answers.
    pub(crate) fn edition_id(&self) -> &EditionId {
        &self.0.record.edition
    }

    /// The answer to a question, if the caller may see it.
    pub(crate) async fn find_answer(&self, call: &Call, question: &str) -> Result<Option<FiledAnswer>, Fault> {
        let mut answers = self.0.answers(call).await?.iter();
        let found = answers.find(|answer| answer.question.as_str() == question);
        Ok(found.map(|answer| FiledAnswer {
            filing: Arc::clone(&self.0),
            answer: answer.clone(),
        }))
    }

    /// The filing as an extract that the caller may see; of one answer, if that is asked for.
    pub(crate) async fn extract_for(&self, call: &Call, question: Option<&str>) -> Result<register::Extract, Fault> {
        let answers = self.0.answers(call).await?.iter();
        let shown: Vec<_> = answers
            .filter(|answer| question.is_none_or(|question| answer.question.as_str() == question))
            .cloned()
            .collect();
        Ok(store::extract(&self.0.record, &shown))
    }

    /// How it is cited.
    pub(crate) fn cited(&self) -> String {
        self.0.citation(None).to_string()
    }

    /// Whether it stands.
    pub(crate) fn status_of(&self) -> FilingStatus {
        match self.entry().kind {
            EntryKind::Withdrawal => FilingStatus::Tombstone,
            EntryKind::Filing | EntryKind::Amendment => {
                if self.later().any(|act| act.kind == EntryKind::Withdrawal) {
                    FilingStatus::Withdrawn
                } else if self
                    .later()
                    .any(|act| self.0.as_of.is_none_or(|as_of| act.position <= as_of))
                {
                    FilingStatus::Superseded
                } else {
                    FilingStatus::Standing
                }
            }
        }
    }

    /// Whether it stands, or stood at the position as of which it is read.
    pub(crate) fn stands(&self) -> bool {
        self.status_of() == FilingStatus::Standing
    }

    pub(crate) fn kind_of(&self) -> EntryKind {
        self.entry().kind
    }

    pub(crate) async fn find(call: &Call, position: Position, as_of: Option<Position>) -> Result<Option<Self>, Fault> {
        if as_of.is_some_and(|as_of| as_of < position) {
            return Ok(None);
        }
        let snapshot = call.snapshot().await?;
        let Some(record) = snapshot.filing(position).await? else {
            return Ok(None);
        };
        let id = record.submission;
        let acts = snapshot.acts([id]).await?.remove(&id).unwrap_or_default();
        Ok(Some(Self::new(record, acts, as_of)))
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

    /// How it is cited: `normtrack:views-2027/12`.
    async fn citation(&self) -> String {
        self.0.citation(None).to_string()
    }

    /// Where everybody finds what is public of it, as a verifiable extract, or the tombstone in its place.
    async fn address(&self, ctx: &Context<'_>) -> String {
        cite_address(Call::of(ctx), &self.0.citation(None))
    }

    /// Whether it stands. As of a position: whether it stood there; but a withdrawal says so of everything that it took back,
    /// whenever it came.
    async fn status(&self) -> FilingStatus {
        self.status_of()
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
        self.all_answers(Call::of(ctx)).await
    }

    /// Reviews of its answers that are published, each with the State's reply, the newest invitation first.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn published_reviews(&self, ctx: &Context<'_>) -> Result<Vec<Review>, Fault> {
        let record = &self.0.record;
        Review::published_of(Call::of(ctx), &record.state, Some(record.entry.position)).await
    }

    /// The answer to this question, if the reader may see it.
    async fn answer(&self, ctx: &Context<'_>, question: String) -> Result<Option<FiledAnswer>, Fault> {
        self.find_answer(Call::of(ctx), &question).await
    }

    /// The filing seen from an instrument, by code (`A-66-359`) or symbol: which of its answers bear on which provision, directly or
    /// by which relation of the crosswalk, as far as the reader may see them.
    #[graphql(complexity = "50 + child_complexity")]
    async fn instrument_view(&self, ctx: &Context<'_>, instrument: String) -> Result<Option<InstrumentView>, Fault> {
        InstrumentView::of(Call::of(ctx), self, &instrument).await
    }

    /// The receipt that the register gave for it (docs/formats.md): a JWS, the same bytes for ever. For the State's own people
    /// and for auditors; `normtrack verify` checks it.
    async fn receipt(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        Ok(Call::of(ctx).snapshot().await?.receipt(self.entry().position).await?)
    }

    /// Where the extract can be fetched as a document to be read and sent on: the answers that the reader may see, position,
    /// root, and a QR code that leads here. None for a withdrawal, and for what was withdrawn, save to the State itself.
    #[graphql(complexity = 5)]
    async fn document(
        &self,
        ctx: &Context<'_>,
        format: DocumentFormat,
        language: Option<LanguageCode>,
    ) -> Option<PrintedDocument> {
        let call = Call::of(ctx);
        let is_there = self.entry().kind != EntryKind::Withdrawal && self.is_open_to(call);
        let id = node::id(Sort::Filing, self.entry().position.to_string());
        is_there.then(|| PrintedDocument::new(call, id, format, language))
    }

    /// The filing as a package that this register signs (docs/formats.md): every answer with what opens it, and who is to read
    /// it, to be handed in to the central register. For the State's own people who read every section; none for a withdrawal,
    /// and where something of it was erased.
    #[graphql(complexity = "100")]
    async fn package(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        if self.entry().kind == EntryKind::Withdrawal {
            return Ok(None);
        }
        packages::export(Call::of(ctx), self).await
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
        let extract = self.extract_for(call, None).await?;
        Ok(Some(String::from_utf8(extract.to_json()).map_err(Fault::internal)?))
    }
}

/// What is on record.
#[derive(Default)]
pub struct FilingQuery;

#[Object]
impl FilingQuery {
    /// The filing at a position of the register, if the reader may know of it. With `asOf`, as it was at that position: none
    /// if it was filed later.
    async fn filing(&self, ctx: &Context<'_>, position: i32, as_of: Option<i32>) -> Result<Option<Filing>, Fault> {
        let as_of = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        let Ok(position) = read_position(position, "position") else {
            return Ok(None);
        };
        Filing::find(Call::of(ctx), position, as_of).await
    }

    /// The filings of a round that stand, by State in the reader's language, as far as the reader may know of them. With
    /// `asOf`, those that stood at that position of the register, read with the rights of today: what was withdrawn since is
    /// there as `WITHDRAWN`, without its answers, if the State agrees to be named.
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
        let mut records = match round {
            Some(round) => snapshot.filings(None, Some(round.id), None).await?,
            None => Vec::new(),
        };
        records.retain(|record| state.as_ref().is_none_or(|state| record.state == *state));
        let standing = Filing::standing(call, records, as_of).await?.into_iter();
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
}

/// The filing of one submission that stands, or stood at a position, if it is among the records that the reader sees.
fn standing(records: Vec<FilingRecord>, acts: Vec<RegisterEntry>, as_of: Option<Position>) -> Option<Filing> {
    let at = as_of.or_else(|| acts.last().map(|act| act.position))?;
    let position = match rules::state_at(&acts, at) {
        AsOf::Standing(entry) => entry.position,
        // It stood there, and was withdrawn since.
        AsOf::Tombstone(withdrawal) if withdrawal.position > at => {
            acts.iter().rev().find(|act| act.position <= at)?.position
        }
        AsOf::NotFiled | AsOf::Tombstone(_) => return None,
    };
    let record = records.into_iter().find(|record| record.entry.position == position)?;
    Some(Filing::new(record, acts, as_of))
}
