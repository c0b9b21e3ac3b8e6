//! One file, piece by piece.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::capacity::Side;
use domain::id::EditionId;
use domain::report::{Selection, Viewer};
use domain::submission::{EntryKind, Position, Round};
use opendata::tables::capacity::{NEEDS, NOTICE_TEXTS, NoticeTextRow, OFFERS};
use opendata::tables::figures::{COVERAGE, figures};
use opendata::tables::record::{
    ANSWERS, AnswerRow, FILINGS, FilingRow, INVITATIONS, InvitationRow, ROUNDS, Shown, TRANSLATIONS, TranslationRow,
};
use opendata::{Cell, Encoder, Format, NotEncoded, tables};
use register::{AnswerRecord, Commitment, Salt};
use store::{FiledAnswerRecord, PublicEdge, PublicEntry, Snapshot, Store, StoreError, answer_codec};
use thiserror::Error;

use crate::board::Board;
use crate::open_data::rows::{of_world, rows};
use crate::world::World;

/// Entries of the register that are read at a time.
const ENTRIES: u32 = 256;

/// Filings whose answers are read at a time: some thousand rows of the longest survey.
const FILINGS_AT_A_TIME: usize = 8;

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
    /// Among the figures: what is left to be read.
    Figures(VecDeque<(Arc<Round>, Option<Selection>)>),
    /// At the end.
    End,
}

/// One file on its way.
pub struct Export {
    source: Source,
    wanted: Wanted,
    edge: PublicEdge,
    at: DateTime<Utc>,
    rounds: Vec<Arc<Round>>,
    encoder: Option<Encoder>,
    place: Place,
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
        } else {
            Place::Step(0)
        };
        Ok(Self {
            source,
            edge,
            at,
            rounds: Vec::new(),
            encoder: Some(Encoder::new(wanted.format, head, &notes)?),
            place,
            wanted,
        })
    }

    /// The next bytes; nothing after the last ones.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>, ExportFailed> {
        let Some(encoder) = &mut self.encoder else {
            return Ok(None);
        };
        let snapshot = self.source.store.snapshot(&Scope::anonymous(), self.at).await?;
        still(&snapshot, &self.edge, &self.wanted).await?;
        if self.rounds.is_empty() {
            self.rounds = match &self.wanted.round {
                Some(round) => vec![Arc::clone(round)],
                None => snapshot.rounds().await?.into_iter().map(Arc::new).collect(),
            };
        }
        let mut piece = encoder.take();
        while piece.len() < PIECE {
            let reading = Reading {
                source: &self.source,
                wanted: &self.wanted,
                rounds: &self.rounds,
                snapshot: &snapshot,
                at: self.at,
            };
            let (rows, place) = reading.rows(std::mem::replace(&mut self.place, Place::End)).await?;
            self.place = place;
            for row in rows {
                encoder.push(row)?;
            }
            piece.append(&mut encoder.take());
            if matches!(self.place, Place::End) {
                let encoder = self.encoder.take().expect("it is given up here alone");
                piece.append(&mut encoder.finish()?);
                break;
            }
        }
        if self.wanted.table == COVERAGE.name {
            // Figures are read from memory, which may have moved on since.
            drop(snapshot);
            let now = self.source.store.snapshot(&Scope::anonymous(), self.at).await?;
            still(&now, &self.edge, &self.wanted).await?;
        }
        Ok(Some(piece))
    }
}

/// Whether a table is of needs and offers, which have no place in the register.
pub(super) fn is_of_notices(table: &str) -> bool {
    [NEEDS.name, OFFERS.name, NOTICE_TEXTS.name].contains(&table)
}

/// Whether what an export rests on is what it was.
async fn still(snapshot: &Snapshot, edge: &PublicEdge, wanted: &Wanted) -> Result<(), ExportFailed> {
    let (position, sharing) = snapshot.register_version().await?;
    let same = sharing == edge.sharing
        && snapshot.publication_count().await? == edge.publications
        && (position == edge.position || snapshot.last_withdrawal().await? == edge.withdrawal)
        && (!is_of_notices(wanted.table) || snapshot.public_notices().await? == edge.notices);
    if same { Ok(()) } else { Err(ExportFailed::Moved) }
}

/// What is read at one moment.
struct Reading<'r> {
    source: &'r Source,
    wanted: &'r Wanted,
    rounds: &'r [Arc<Round>],
    snapshot: &'r Snapshot,
    at: DateTime<Utc>,
}

type Rows = Vec<Vec<Cell>>;

impl Reading<'_> {
    /// The rows at a place, and the place after them.
    async fn rows(&self, place: Place) -> Result<(Rows, Place), ExportFailed> {
        match place {
            Place::Step(step) => Ok(self.step(step)),
            Place::Entries(after) => self.entries(after).await,
            Place::Answers { left, last } => self.answers(left, last).await,
            Place::Notices => self.notices().await,
            Place::Figures(left) => self.figures(left).await,
            Place::End => Ok((Vec::new(), Place::End)),
        }
    }

    fn step(&self, step: usize) -> (Rows, Place) {
        let table = self.wanted.table;
        if table == COVERAGE.name {
            let left = self.rounds.iter().map(|round| (Arc::clone(round), None));
            return (Vec::new(), Place::Figures(left.collect()));
        }
        if table == ROUNDS.name {
            let rounds = self.rounds.iter().map(|round| ROUNDS.row(round));
            return (rounds.collect(), Place::End);
        }
        if table == INVITATIONS.name {
            let Some(round) = self.rounds.get(step) else {
                return (Vec::new(), Place::End);
            };
            let invited = round.invited.iter().map(|invited| {
                INVITATIONS.row(&InvitationRow {
                    round: round.key.clone(),
                    invited: invited.clone(),
                })
            });
            return (invited.collect(), Place::Step(step + 1));
        }
        match of_world(table, &self.source.world, step) {
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
            if self.wanted.table == NOTICE_TEXTS.name {
                for notice in notices {
                    let languages: Vec<_> = notice.content.title.iter().map(|(language, _)| language).collect();
                    let row = |language| {
                        let notice = notice.clone();
                        NOTICE_TEXTS.row(&NoticeTextRow { notice, language })
                    };
                    rows.extend(languages.into_iter().map(row));
                }
                continue;
            }
            let table = match side {
                Side::Need => &NEEDS,
                Side::Offer => &OFFERS,
            };
            if self.wanted.table == table.name {
                rows.extend(notices.iter().map(|notice| table.row(notice)));
            }
        }
        Ok((rows, Place::End))
    }

    async fn entries(&self, after: Position) -> Result<(Rows, Place), ExportFailed> {
        let until = Some(self.wanted.as_of);
        let mut entries = self.snapshot.register_entries(after, until, (ENTRIES, false)).await?;
        let Some(last) = entries.last().map(|entry| entry.entry.position) else {
            return Ok((Vec::new(), Place::End));
        };
        let round = self.wanted.round.as_ref().map(|round| &round.key);
        entries.retain(|entry| round.is_none_or(|round| entry.entry.round == *round));
        if self.wanted.table == FILINGS.name {
            let as_of = self.wanted.as_of;
            let filings: Vec<_> = entries.into_iter().map(|entry| filing(entry, as_of)).collect();
            return Ok((rows(&FILINGS, &filings), Place::Entries(last)));
        }
        // What has no name has no answer that everybody may read.
        entries.retain(|entry| entry.entry.kind != EntryKind::Withdrawal && entry.entry.state.is_some());
        Ok((Vec::new(), Place::Answers { left: entries, last }))
    }

    async fn answers(&self, mut entries: Vec<PublicEntry>, last: Position) -> Result<(Rows, Place), ExportFailed> {
        if entries.is_empty() {
            return Ok((Vec::new(), Place::Entries(last)));
        }
        let left = entries.split_off(FILINGS_AT_A_TIME.min(entries.len()));
        let positions: Vec<_> = entries.iter().map(|entry| entry.entry.position).collect();
        let viewer = Viewer::default();
        let mut rows = Vec::new();
        for answer in self.snapshot.filed_answers_of(&positions).await? {
            let entry = entries.iter().find(|entry| entry.entry.position == answer.position);
            let Some(entry) = entry.filter(|_| viewer.reader.reads(&answer.sharing, self.at)) else {
                continue;
            };
            if self.wanted.table == TRANSLATIONS.name {
                rows.extend(translations(entry, &answer));
            } else if let Some(row) = self.answer(entry, answer) {
                rows.push(ANSWERS.row(&row));
            }
        }
        Ok((rows, Place::Answers { left, last }))
    }

    fn answer(&self, entry: &PublicEntry, answer: FiledAnswerRecord) -> Option<AnswerRow> {
        let superseded = entry.followed_at.is_some_and(|position| position <= self.wanted.as_of);
        let (standing, value) = answer_codec::encode(Some(&answer.standing));
        let record = AnswerRecord {
            question: answer.question.to_string(),
            standing: standing.to_owned(),
            value,
            language: answer.language.map(|language| language.code().to_owned()),
        };
        let canonical = record.canonical();
        Some(AnswerRow {
            position: answer.position,
            round: entry.entry.round.clone(),
            state: entry.entry.state.clone()?,
            status: if superseded { "superseded" } else { "standing" },
            edition: self.edition(entry)?,
            leaf: answer.leaf,
            commitment: Commitment::of(&Salt(answer.salt.0), &canonical).0,
            record: String::from_utf8(canonical).ok()?,
            question: answer.question,
            standing: answer.standing.code(),
            shown: Shown::of(answer.standing),
            language: answer.language,
            salt: answer.salt.0,
        })
    }

    fn edition(&self, entry: &PublicEntry) -> Option<EditionId> {
        let round = self.rounds.iter().find(|round| round.key == entry.entry.round);
        round.map(|round| round.edition.clone())
    }

    async fn figures(
        &self,
        mut left: VecDeque<(Arc<Round>, Option<Selection>)>,
    ) -> Result<(Rows, Place), ExportFailed> {
        let Some((round, selection)) = left.pop_front() else {
            return Ok((Vec::new(), Place::End));
        };
        let world = &self.source.world;
        let Some(edition) = world.editions.get(&round.edition) else {
            return Ok((Vec::new(), Place::Figures(left)));
        };
        let known = self.source.board.figures(world, &round, edition, self.at).await?;
        let columns = known.columns_at(Some(self.wanted.as_of));
        let viewer = Viewer::default();
        let Some(selection) = selection else {
            // The selections of the round, in the order of their groups.
            let groups = columns.by_group(&viewer, self.at).groups.into_iter();
            let all = [Selection::World].into_iter().chain(groups.map(Selection::Group));
            for selection in all.chain([Selection::Observers]).collect::<Vec<_>>().into_iter().rev() {
                left.push_front((Arc::clone(&round), Some(selection)));
            }
            return Ok((Vec::new(), Place::Figures(left)));
        };
        let Some(mut coverage) = columns.coverage(&viewer, self.at, &known.releases, &selection) else {
            return Ok((Vec::new(), Place::Figures(left)));
        };
        coverage.as_of = self.wanted.as_of;
        let found = figures(&round.key, edition, &selection, &coverage);
        Ok((rows(&COVERAGE, &found), Place::Figures(left)))
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
        TRANSLATIONS.row(&TranslationRow {
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
