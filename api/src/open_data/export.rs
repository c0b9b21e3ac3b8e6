//! One file, piece by piece.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::capacity::Side;
use domain::report::{Selection, Viewer};
use domain::submission::{EntryKind, Position, Round};
use opendata::tables::capacity::{NEEDS, NOTICE_TEXTS, NoticeTextRow, OFFERS};
use opendata::tables::figures::{COVERAGE, figures};
use opendata::tables::proposals::{PROPOSAL_TEXTS, PROPOSALS, VersionRow, texts_of_version};
use opendata::tables::record::{
    ANSWERS, AnswerRow, FILINGS, FiledIn, FilingRow, INVITATIONS, InvitationRow, ROUNDS, Shown, TRANSLATIONS,
    TranslationRow,
};
use opendata::{Cell, Encoder, Format, NotEncoded, tables};
use register::{AnswerRecord, Commitment, Salt};
use store::{FiledAnswerRecord, OpenAnswer, PublicEdge, PublicEntry, Snapshot, Store, StoreError};
use thiserror::Error;
use tokio::task::{JoinError, JoinHandle};

use crate::board::Board;
use crate::open_data::rows::{of_world, rows};
use crate::world::World;

/// Entries of the register that are read at a time.
const ENTRIES: u32 = 256;

/// Filings whose answers are read at a time: some thousand rows of the longest survey.
const FILINGS_AT_A_TIME: usize = 16;

/// A piece ends with so many bytes, or with the rows that were read when there are more.
const PIECE: usize = 256 * 1024;

/// What an export reads.
#[derive(Clone)]
pub struct Source {
    /// The database.
    pub store: Store,
    /// The framework.
    pub world: Arc<World>,
    /// The figures.
    pub board: Arc<Board>,
}

/// Which file.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The table.
    pub table: &'static str,
    /// The format.
    pub format: Format,
    /// The position of the register.
    pub as_of: Position,
    /// Of one round alone.
    pub round: Option<Arc<Round>>,
}

/// Why a file breaks off.
#[derive(Debug, Error)]
pub enum ExportFailed {
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A row does not fit its table.
    #[error(transparent)]
    NotEncoded(#[from] NotEncoded),
    /// Something was withdrawn, shared or published meanwhile: what follows would be of another moment.
    #[error("what is public has changed while it was written")]
    Moved,
    /// The process is ending.
    #[error(transparent)]
    Task(JoinError),
}

/// Where an export stands.
enum Place {
    /// In the framework, or in what is read at once.
    Step(usize),
    /// In the register, after this entry.
    Entries(Position),
    /// Among the answers of some entries: those that are left, and the last entry that was read.
    Answers { left: Vec<PublicEntry>, last: Position },
    /// Among needs and offers.
    Notices,
    /// Among proposals.
    Proposals,
    /// Among the figures: what is left to be read.
    Figures(VecDeque<(Arc<Round>, Option<Selection>)>),
    /// At the end.
    End,
}

/// One file on its way. While a batch is written, the next one is read, and it is seen whether what was read still holds.
pub struct Export {
    order: Arc<Order>,
    stage: Stage,
}

/// What was asked for, as of which instant.
struct Order {
    source: Source,
    wanted: Wanted,
    edge: PublicEdge,
    at: DateTime<Utc>,
}

impl Order {
    /// A moment at which what it rests on is what it was.
    async fn moment(&self) -> Result<Snapshot, ExportFailed> {
        let snapshot = self.source.store.snapshot(&Scope::anonymous(), self.at).await?;
        let (edge, wanted) = (&self.edge, &self.wanted);
        let (position, sharing) = snapshot.register_version().await?;
        let same = sharing == edge.sharing
            && snapshot.publication_count().await? == edge.publications
            && (position == edge.position || snapshot.last_withdrawal().await? == edge.withdrawal)
            && (!is_of_notices(wanted.table) || snapshot.public_notices().await? == edge.notices)
            && (!is_of_proposals(wanted.table) || snapshot.public_proposals().await? == edge.proposals);
        if same { Ok(snapshot) } else { Err(ExportFailed::Moved) }
    }
}

enum Stage {
    /// Nothing was read yet.
    Begun(Reader, Writer),
    /// What was asked for next is being read.
    Ahead(Ahead, Writer),
    /// The last bytes are out, or it broke off.
    Over,
}

/// A reading under way, given up with whoever waits for it.
struct Ahead(JoinHandle<Result<(Batch, Reader), ExportFailed>>);

impl Ahead {
    fn begin(reader: Reader) -> Self {
        Self(tokio::spawn(reader.read()))
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Export {
    /// Begins a file as of an instant, for which the edge was read.
    pub fn begin(source: Source, wanted: Wanted, edge: PublicEdge, at: DateTime<Utc>) -> Result<Self, ExportFailed> {
        let head = tables::find(wanted.table).expect("a table is wanted by the name that it has");
        let notes = [
            ("register_position", wanted.as_of.to_string()),
            ("table", head.name.to_owned()),
        ];
        let place = if [FILINGS.name, ANSWERS.name, TRANSLATIONS.name].contains(&wanted.table) {
            Place::Entries(Position(0))
        } else if is_of_notices(wanted.table) {
            Place::Notices
        } else if is_of_proposals(wanted.table) {
            Place::Proposals
        } else {
            Place::Step(0)
        };
        let writer = Writer {
            encoder: Encoder::new(wanted.format, head, &notes)?,
            as_of: wanted.as_of,
            at,
        };
        let order = Arc::new(Order {
            source,
            wanted,
            edge,
            at,
        });
        let reader = Reader {
            order: Arc::clone(&order),
            rounds: Arc::default(),
            place,
        };
        Ok(Self {
            order,
            stage: Stage::Begun(reader, writer),
        })
    }

    /// The next bytes; nothing after the last ones.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>, ExportFailed> {
        let mut piece = Vec::new();
        while piece.len() < PIECE {
            let (mut ahead, mut writer) = match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Begun(reader, writer) => (Ahead::begin(reader), writer),
                Stage::Ahead(ahead, writer) => (ahead, writer),
                Stage::Over => break,
            };
            let (batch, reader) = (&mut ahead.0).await.map_err(ExportFailed::Task)??;
            let ends = matches!(reader.place, Place::End);
            let next = (!ends).then(|| Ahead::begin(reader));
            let writing = tokio::task::spawn_blocking(move || {
                writer.write(batch)?;
                let bytes = writer.encoder.take();
                Ok::<_, NotEncoded>((writer, bytes))
            });
            let (written, holds) = tokio::join!(writing, self.order.moment());
            holds?;
            let (writer, mut bytes) = written.map_err(ExportFailed::Task)??;
            piece.append(&mut bytes);
            match next {
                Some(ahead) => self.stage = Stage::Ahead(ahead, writer),
                None => piece.append(&mut writer.encoder.finish()?),
            }
        }
        Ok((!piece.is_empty()).then_some(piece))
    }
}

/// Whether a table is of needs and offers, which have no place in the register.
pub(super) fn is_of_notices(table: &str) -> bool {
    [NEEDS.name, OFFERS.name, NOTICE_TEXTS.name].contains(&table)
}

/// Whether a table is of proposals, which have none either.
pub(super) fn is_of_proposals(table: &str) -> bool {
    [PROPOSALS.name, PROPOSAL_TEXTS.name].contains(&table)
}

type Rows = Vec<Vec<Cell<'static>>>;

/// What was read at a place.
enum Batch {
    Rows(Rows),
    /// Public answers of some entries, which are made rows of while the next ones are read.
    Answers(Vec<PublicEntry>, Vec<OpenAnswer>, Arc<[Arc<Round>]>),
    /// Those that have translations.
    Translated(Vec<PublicEntry>, Vec<FiledAnswerRecord>),
}

impl Batch {
    const NOTHING: Self = Self::Rows(Vec::new());
}

/// Reads batch after batch, each at a moment of its own.
struct Reader {
    order: Arc<Order>,
    rounds: Arc<[Arc<Round>]>,
    place: Place,
}

impl Reader {
    async fn read(mut self) -> Result<(Batch, Self), ExportFailed> {
        let snapshot = self.order.moment().await?;
        if self.rounds.is_empty() {
            self.rounds = match &self.order.wanted.round {
                Some(round) => Arc::new([Arc::clone(round)]),
                None => snapshot.rounds().await?.into_iter().map(Arc::new).collect(),
            };
        }
        let place = std::mem::replace(&mut self.place, Place::End);
        let reading = Reading {
            order: &self.order,
            rounds: &self.rounds,
            snapshot: &snapshot,
        };
        let (batch, place) = reading.batch(place).await?;
        self.place = place;
        Ok((batch, self))
    }
}

/// What is read at one moment.
struct Reading<'r> {
    order: &'r Order,
    rounds: &'r Arc<[Arc<Round>]>,
    snapshot: &'r Snapshot,
}

impl Reading<'_> {
    /// What is at a place, and the place after it.
    async fn batch(&self, place: Place) -> Result<(Batch, Place), ExportFailed> {
        let (rows, place) = match place {
            Place::Step(step) => self.step(step),
            Place::Entries(after) => self.entries(after).await?,
            Place::Answers { left, last } => return self.answers(left, last).await,
            Place::Notices => self.notices().await?,
            Place::Proposals => self.proposals().await?,
            Place::Figures(left) => self.figures(left).await?,
            Place::End => (Vec::new(), Place::End),
        };
        Ok((Batch::Rows(rows), place))
    }

    fn step(&self, step: usize) -> (Rows, Place) {
        let table = self.order.wanted.table;
        if table == COVERAGE.name {
            let left = self.rounds.iter().map(|round| (Arc::clone(round), None));
            return (Vec::new(), Place::Figures(left.collect()));
        }
        if table == ROUNDS.name {
            let rounds = self.rounds.iter().map(|round| ROUNDS.owned_row(round));
            return (rounds.collect(), Place::End);
        }
        if table == INVITATIONS.name {
            let Some(round) = self.rounds.get(step) else {
                return (Vec::new(), Place::End);
            };
            let invited = round.invited.iter().map(|invited| {
                INVITATIONS.owned_row(&InvitationRow {
                    round: round.key.clone(),
                    invited: invited.clone(),
                })
            });
            return (invited.collect(), Place::Step(step + 1));
        }
        match of_world(table, &self.order.source.world, step) {
            Some(rows) => (rows, Place::Step(step + 1)),
            None => (Vec::new(), Place::End),
        }
    }

    /// Needs and offers that everybody reads, those released first first.
    async fn notices(&self) -> Result<(Rows, Place), ExportFailed> {
        let mut rows = Vec::new();
        for side in Side::ALL {
            let mut notices = self.snapshot.notices(side).await?;
            notices.reverse();
            if self.order.wanted.table == NOTICE_TEXTS.name {
                for notice in notices {
                    let languages: Vec<_> = notice.content.title.iter().map(|(language, _)| language).collect();
                    let row = |language| {
                        let notice = notice.clone();
                        NOTICE_TEXTS.owned_row(&NoticeTextRow { notice, language })
                    };
                    rows.extend(languages.into_iter().map(row));
                }
                continue;
            }
            let table = match side {
                Side::Need => &NEEDS,
                Side::Offer => &OFFERS,
            };
            if self.order.wanted.table == table.name {
                rows.extend(notices.iter().map(|notice| table.owned_row(notice)));
            }
        }
        Ok((rows, Place::End))
    }

    /// Versions of proposals that everybody reads, the proposal released last at the end.
    async fn proposals(&self) -> Result<(Rows, Place), ExportFailed> {
        let mut rows = Vec::new();
        for proposal in self.snapshot.proposals().await?.into_iter().rev() {
            let names = self.snapshot.cosponsors(proposal.id).await?;
            for version in &proposal.versions {
                let under = names.iter().filter(|name| name.version == version.number);
                let of = VersionRow {
                    proposal: proposal.clone(),
                    version: version.clone(),
                    cosponsors: under.map(|name| name.state.clone()).collect(),
                };
                if self.order.wanted.table == PROPOSALS.name {
                    rows.push(PROPOSALS.owned_row(&of));
                } else {
                    rows.extend(texts_of_version(&of).iter().map(|text| PROPOSAL_TEXTS.owned_row(text)));
                }
            }
        }
        Ok((rows, Place::End))
    }

    async fn entries(&self, after: Position) -> Result<(Rows, Place), ExportFailed> {
        let until = Some(self.order.wanted.as_of);
        let mut entries = self.snapshot.register_entries(after, until, (ENTRIES, false)).await?;
        let Some(last) = entries.last().map(|entry| entry.entry.position) else {
            return Ok((Vec::new(), Place::End));
        };
        let round = self.order.wanted.round.as_ref().map(|round| &round.key);
        entries.retain(|entry| round.is_none_or(|round| entry.entry.round == *round));
        if self.order.wanted.table == FILINGS.name {
            let as_of = self.order.wanted.as_of;
            let filings: Vec<_> = entries.into_iter().map(|entry| filing(entry, as_of)).collect();
            return Ok((rows(&FILINGS, &filings), Place::Entries(last)));
        }
        // What has no name has no answer that everybody may read.
        entries.retain(|entry| entry.entry.kind != EntryKind::Withdrawal && entry.entry.state.is_some());
        Ok((Vec::new(), Place::Answers { left: entries, last }))
    }

    async fn answers(&self, mut entries: Vec<PublicEntry>, last: Position) -> Result<(Batch, Place), ExportFailed> {
        if entries.is_empty() {
            return Ok((Batch::NOTHING, Place::Entries(last)));
        }
        let left = entries.split_off(FILINGS_AT_A_TIME.min(entries.len()));
        let positions: Vec<_> = entries.iter().map(|entry| entry.entry.position).collect();
        let batch = if self.order.wanted.table == TRANSLATIONS.name {
            Batch::Translated(entries, self.snapshot.translated_answers(&positions).await?)
        } else {
            let answers = self.snapshot.open_answers(&positions).await?;
            Batch::Answers(entries, answers, Arc::clone(self.rounds))
        };
        Ok((batch, Place::Answers { left, last }))
    }

    async fn figures(
        &self,
        mut left: VecDeque<(Arc<Round>, Option<Selection>)>,
    ) -> Result<(Rows, Place), ExportFailed> {
        let Some((round, selection)) = left.pop_front() else {
            return Ok((Vec::new(), Place::End));
        };
        let world = &self.order.source.world;
        let Some(edition) = world.editions.get(&round.edition) else {
            return Ok((Vec::new(), Place::Figures(left)));
        };
        let known = self
            .order
            .source
            .board
            .figures(world, &round, edition, self.order.at)
            .await?;
        let columns = known.columns_at(Some(self.order.wanted.as_of));
        let viewer = Viewer::default();
        let Some(selection) = selection else {
            // The selections of the round, in the order of their groups.
            let groups = columns.by_group(&viewer, self.order.at).groups.into_iter();
            let all = [Selection::World].into_iter().chain(groups.map(Selection::Group));
            for selection in all.chain([Selection::Observers]).collect::<Vec<_>>().into_iter().rev() {
                left.push_front((Arc::clone(&round), Some(selection)));
            }
            return Ok((Vec::new(), Place::Figures(left)));
        };
        let Some(mut coverage) = columns.coverage(&viewer, self.order.at, &known.releases, &selection) else {
            return Ok((Vec::new(), Place::Figures(left)));
        };
        coverage.as_of = self.order.wanted.as_of;
        let found = figures(&round.key, edition, &selection, &coverage);
        Ok((rows(&COVERAGE, &found), Place::Figures(left)))
    }
}

/// Makes bytes of what was read.
struct Writer {
    encoder: Encoder,
    as_of: Position,
    at: DateTime<Utc>,
}

impl Writer {
    fn write(&mut self, batch: Batch) -> Result<(), NotEncoded> {
        let reader = Viewer::default().reader;
        let of = |entries: &[PublicEntry], position: Position| {
            let place = entries.iter().position(|entry| entry.entry.position == position);
            place.expect("answers are read by their entries")
        };
        match batch {
            Batch::Rows(rows) => rows.into_iter().try_for_each(|row| self.encoder.push(row))?,
            Batch::Answers(entries, answers, rounds) => {
                let filed: Vec<_> = entries.iter().map(|entry| self.filed_in(entry, &rounds)).collect();
                for answer in answers {
                    if reader.reads(&answer.sharing, self.at)
                        && let Some(filed) = &filed[of(&entries, answer.position)]
                    {
                        self.encoder.push(ANSWERS.row(&row(filed, answer)))?;
                    }
                }
            }
            Batch::Translated(entries, answers) => {
                for answer in answers.iter().filter(|answer| reader.reads(&answer.sharing, self.at)) {
                    for row in translations(&entries[of(&entries, answer.position)], answer) {
                        self.encoder.push(row)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What the answers of a filing have in common; none where it names nobody.
    fn filed_in(&self, entry: &PublicEntry, rounds: &[Arc<Round>]) -> Option<Arc<FiledIn>> {
        let superseded = entry.followed_at.is_some_and(|position| position <= self.as_of);
        let round = rounds.iter().find(|round| round.key == entry.entry.round)?;
        Some(Arc::new(FiledIn {
            round: round.key.to_string(),
            state: entry.entry.state.as_ref()?.to_string(),
            status: if superseded { "superseded" } else { "standing" },
            edition: round.edition.to_string(),
        }))
    }
}

fn row(filed: &Arc<FiledIn>, answer: OpenAnswer) -> AnswerRow {
    let record = AnswerRecord {
        question: answer.question.to_string(),
        standing: answer.standing.code().code().to_owned(),
        value: answer.value,
        language: answer.language.map(|language| language.code().to_owned()),
    };
    let canonical = record.canonical();
    AnswerRow {
        position: answer.position,
        filed: Arc::clone(filed),
        leaf: answer.leaf,
        commitment: Commitment::of(&Salt(answer.salt.0), &canonical).0,
        record: String::from_utf8(canonical).expect("the canonical form is UTF-8"),
        question: answer.question,
        standing: answer.standing.code(),
        shown: Shown::of(answer.standing),
        language: answer.language,
        salt: answer.salt.0,
    }
}

fn filing(entry: PublicEntry, as_of: Position) -> FilingRow {
    FilingRow {
        followed_at: entry.followed_at.filter(|position| *position <= as_of),
        entry: entry.entry,
        state_salt: entry.state_salt,
        withdrawn_at: entry.withdrawn_at,
    }
}

fn translations(entry: &PublicEntry, answer: &FiledAnswerRecord) -> Rows {
    let Some(state) = &entry.entry.state else {
        return Vec::new();
    };
    let row = |(language, text): (_, &domain::language::Text)| {
        TRANSLATIONS.owned_row(&TranslationRow {
            position: answer.position,
            round: entry.entry.round.clone(),
            state: state.clone(),
            question: answer.question.clone(),
            language,
            text: text.clone(),
        })
    };
    answer.translations.iter().map(row).collect()
}
