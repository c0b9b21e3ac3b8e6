//! Walking the whole register: every entry, document, answer and receipt against the tree, as the owner.
//!
//! What is read here is compared as it is stored, and not through the types that readers use: a value that those would
//! refuse is a finding, not a failure.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use chrono::{DateTime, Utc};
use domain::id::{EditionId, QuestionCode};
use domain::questionnaire::{Edition, KindCode};
use domain::report::OptionSet;
use domain::submission::EntryKind;
use register::{
    AnswerRecord, Commitment, Frontier, Hash, Header, KeyRing, LogEntry, Node, Root, Salt, StateName, TreeHead,
    hash_canonical, verify_receipt, verify_record,
};
use sea_orm::{AccessMode, Database, DatabaseTransaction, FromQueryResult, IsolationLevel, TransactionTrait as _};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::address::Address;
use crate::filing::{record_form, register_kind};
use crate::log::instant;
use crate::record::number;
use crate::statement::sql;
use crate::{StoreError, answer_codec};

/// How many entries are read at once.
const PAGE: i64 = 200;

/// Something in the register that is not what it was when it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where: the table, and the row in it.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What a walk has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// How many entries.
    pub entries: u64,
    /// How many filed answers.
    pub answers: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// What a walk compares with besides what is stored.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The register's keys, from somewhere else than the database; without them the stored ones are believed.
    pub keys: Option<KeyRing>,
    /// Heads of the log that were kept elsewhere.
    pub heads: Vec<TreeHead>,
}

#[derive(FromQueryResult)]
struct FilingRow {
    position: i64,
    submission_id: Uuid,
    state_id: String,
    round_id: Uuid,
    round_key: Option<String>,
    edition_id: String,
    wording_revision: i32,
    kind: String,
    number: i32,
    root: Vec<u8>,
    filed_at: DateTime<Utc>,
    filed_by: Uuid,
    late: bool,
    state_salt: Vec<u8>,
    header: Json,
    commitments: Vec<u8>,
    asked: Vec<u8>,
    receipt: Option<String>,
    receipt_state: Option<String>,
    record: Option<String>,
    withdrawn: bool,
}

#[derive(FromQueryResult)]
struct AnswerRow {
    position: i64,
    leaf: i16,
    question: String,
    state_id: String,
    round_id: Uuid,
    kind: String,
    standing: String,
    value: Option<Json>,
    options: Option<Vec<i16>>,
    language: Option<String>,
    salt: Vec<u8>,
    withdrawn: bool,
}

#[derive(FromQueryResult)]
struct NodeRow {
    level: i16,
    index: i64,
    hash: Vec<u8>,
}

/// Walks the register from its first entry to its last. `owner_url` names the owner of the schema, whom no policy holds.
pub async fn walk_register(
    owner_url: &str,
    editions: &BTreeMap<EditionId, std::sync::Arc<Edition>>,
    known: &Known,
) -> Result<Walked, StoreError> {
    let mut options = Address::parse(owner_url)?.pooled();
    options.max_connections(1);
    let database = Database::connect(options).await?;
    let moment = (Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly));
    let transaction = database.begin_with_config(moment.0, moment.1).await?;
    let keys = match &known.keys {
        Some(keys) => keys.clone(),
        None => stored_keys(&transaction).await?,
    };
    let mut walk = Walk {
        editions,
        keys,
        heads: known.heads.iter().map(|head| (head.size, head.root)).collect(),
        frontier: Frontier::empty(),
        last: None,
        standing: HashMap::new(),
        walked: Walked::default(),
    };
    let mut after = 0;
    loop {
        let filings = filings(&transaction, after).await?;
        let (Some(first), Some(last)) = (filings.first(), filings.last()) else {
            break;
        };
        let mut answers = answers(&transaction, first.position, last.position).await?;
        after = last.position;
        let mut made = Vec::new();
        for filing in filings {
            let answers = answers.remove(&filing.position).unwrap_or_default();
            made.extend(walk.filing(&filing, &answers));
        }
        walk.nodes(&made, &nodes(&transaction, &made).await?);
    }
    walk.end(&transaction).await?;
    let walked = walk.walked;
    transaction.rollback().await?;
    database.close().await?;
    Ok(walked)
}

async fn stored_keys(transaction: &DatabaseTransaction) -> Result<KeyRing, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        public_key: Vec<u8>,
    }
    let statement = sql("select id, public_key from signing_key where purpose = 'receipt'", []);
    let rows = Row::find_by_statement(statement).all(transaction).await?;
    let keys = rows
        .into_iter()
        .filter_map(|row| Some((row.id.to_string(), row.public_key.try_into().ok()?)));
    Ok(KeyRing::of_bytes(keys))
}

async fn filings(transaction: &DatabaseTransaction, after: i64) -> Result<Vec<FilingRow>, StoreError> {
    let statement = sql(
        "select f.*, r.key as round_key, p.receipt, p.state_id as receipt_state, p.record,
                exists (select from filing w where w.submission_id = f.submission_id and w.position > f.position
                        and w.kind = 'withdrawal') as withdrawn
         from filing f left join round r on r.id = f.round_id left join receipt p on p.position = f.position
         where f.position > $1 order by f.position limit $2",
        [after.into(), PAGE.into()],
    );
    Ok(FilingRow::find_by_statement(statement).all(transaction).await?)
}

async fn answers(
    transaction: &DatabaseTransaction,
    from: i64,
    to: i64,
) -> Result<HashMap<i64, Vec<AnswerRow>>, StoreError> {
    let statement = sql(
        "select * from filed_answer where position between $1 and $2 order by position, leaf",
        [from.into(), to.into()],
    );
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for row in AnswerRow::find_by_statement(statement).all(transaction).await? {
        found.entry(row.position).or_default().push(row);
    }
    Ok(found)
}

async fn nodes(transaction: &DatabaseTransaction, wanted: &[Node]) -> Result<HashMap<(i16, i64), Vec<u8>>, StoreError> {
    let levels: Vec<_> = wanted.iter().map(|node| place_of(node).0).collect();
    let indices: Vec<_> = wanted.iter().map(|node| place_of(node).1).collect();
    let statement = sql(
        "select n.level, n.index, n.hash from unnest($1::smallint[], $2::bigint[]) as w(level, index)
         join register_node n on n.level = w.level and n.index = w.index",
        [levels.into(), indices.into()],
    );
    let rows = NodeRow::find_by_statement(statement).all(transaction).await?;
    Ok(rows.into_iter().map(|row| ((row.level, row.index), row.hash)).collect())
}

fn place_of(node: &Node) -> (i16, i64) {
    (
        i16::try_from(node.level).unwrap_or(i16::MAX),
        i64::try_from(node.index).unwrap_or(i64::MAX),
    )
}

struct Walk<'a> {
    editions: &'a BTreeMap<EditionId, std::sync::Arc<Edition>>,
    keys: KeyRing,
    heads: BTreeMap<u64, Hash>,
    frontier: Frontier,
    last: Option<(i64, DateTime<Utc>)>,
    /// For each submission, how many acts there were and the root that stands.
    standing: HashMap<Uuid, (i32, Vec<u8>)>,
    walked: Walked,
}

impl Walk<'_> {
    fn find(&mut self, place: impl fmt::Display, what: impl fmt::Display) {
        self.walked.findings.push(Finding {
            place: place.to_string(),
            what: what.to_string(),
        });
    }

    /// One entry with its document and its receipt; returns the nodes of the tree that it completes.
    fn filing(&mut self, row: &FilingRow, answers: &[AnswerRow]) -> Vec<Node> {
        let place = format!("filing {}", row.position);
        self.walked.entries += 1;
        self.walked.answers += answers.len() as u64;
        let (before, at) = self.last.map_or((0, None), |(position, at)| (position, Some(at)));
        if row.position != before + 1 {
            self.find(
                &place,
                format_args!("it follows position {before}: entries are missing"),
            );
        }
        if at.is_some_and(|at| row.filed_at <= at) {
            self.find(&place, "it is not later than the entry before it");
        }
        self.last = Some((row.position, row.filed_at));
        self.act(row, &place);
        self.document(row, answers, &place);
        let Some(entry) = Self::entry(row) else {
            self.find(&place, "kind, round, root or salt are none of an entry");
            return self.frontier.append(Hash([0; 32]));
        };
        let made = self.frontier.append(entry.leaf_hash());
        let head = self.frontier.head();
        if self.heads.get(&head.size).is_some_and(|root| *root != head.root) {
            self.find(&place, "the log up to here is not the one whose head was kept");
        }
        self.receipt(row, &entry, &head, &place);
        made
    }

    /// The place of an act among those of its working file.
    fn act(&mut self, row: &FilingRow, place: &str) {
        let (acts, standing) = self.standing.get(&row.submission_id).cloned().unwrap_or_default();
        if row.number != acts + 1 {
            self.find(
                place,
                format_args!(
                    "its number is {}, and it is act {} of its working file",
                    row.number,
                    acts + 1
                ),
            );
        }
        let is_withdrawal = row.kind == EntryKind::Withdrawal.code();
        if is_withdrawal && row.root != standing {
            self.find(place, "it withdraws another root than the one that stood");
        }
        if (row.kind == EntryKind::Amendment.code()) == standing.is_empty() && !is_withdrawal {
            self.find(place, format_args!("a {} does not follow what stood", row.kind));
        }
        let stands = if is_withdrawal { Vec::new() } else { row.root.clone() };
        self.standing.insert(row.submission_id, (row.number, stands));
        let kept = (
            u32::try_from(row.wording_revision).unwrap_or(u32::MAX),
            u32::try_from(row.number).unwrap_or(u32::MAX),
        );
        let form = record_form(
            (row.submission_id, &row.edition_id, kept.0, kept.1),
            (row.filed_by, row.late, &row.asked),
        );
        let record = row
            .record
            .as_deref()
            .map(|jws| verify_record(jws, |kid| self.keys.register_key(kid)));
        match record {
            None => self.find(format_args!("receipt {}", row.position), "there is none"),
            Some(Err(error)) => {
                self.find(format_args!("receipt {}, record", row.position), error);
            }
            Some(Ok(claims)) => {
                if i64::try_from(claims.position) != Ok(row.position) || claims.record != hash_canonical(&form) {
                    self.find(
                        place,
                        "working file, edition, revision of the translations, number, who filed, lateness or what was asked are not those of its record",
                    );
                }
            }
        }
    }

    /// Header, commitments, answers and root.
    fn document(&mut self, row: &FilingRow, answers: &[AnswerRow], place: &str) {
        let edition = row
            .edition_id
            .parse()
            .ok()
            .and_then(|id: EditionId| self.editions.get(&id));
        let hash = edition.map(|edition| Hash(*edition.hash()));
        let expected = json!({
            "state": row.state_id,
            "round": row.round_key,
            "edition": row.edition_id,
            "edition_hash": hash.map(|hash| hash.to_hex()),
        });
        if row.header != expected {
            self.find(place, "its header is not that of its State, round and edition");
        }
        if row.kind == EntryKind::Withdrawal.code() {
            if !row.commitments.is_empty() || !answers.is_empty() || !row.asked.is_empty() {
                self.find(place, "a withdrawal holds answers");
            }
            return;
        }
        let (chunks, rest) = row.commitments.as_chunks::<32>();
        if !rest.is_empty() || chunks.len() != answers.len() {
            self.find(
                place,
                format_args!("it has {} answers and {} commitments", answers.len(), chunks.len()),
            );
        }
        let mut before = "";
        for (leaf, answer) in answers.iter().enumerate() {
            let at = format!("filed_answer {} {}", row.position, answer.question);
            if usize::try_from(answer.leaf) != Ok(leaf) || answer.question.as_str() <= before {
                self.find(&at, format_args!("it stands at leaf {}, out of order", answer.leaf));
            }
            before = &answer.question;
            if commitment(answer).is_none_or(|found| chunks.get(leaf) != Some(&found.0)) {
                self.find(
                    &at,
                    "question, standing, value, language or salt do not give its commitment",
                );
            }
            if answer.state_id != row.state_id || answer.round_id != row.round_id || answer.withdrawn != row.withdrawn {
                self.find(&at, "State, round or withdrawal are not those of its filing");
            }
            if !edition.is_some_and(|edition| is_coded(edition, answer)) {
                self.find(&at, "kind or options are not those of its value");
            }
        }
        let root = Self::root(row, chunks, &expected);
        if root.is_none_or(|root| root.0.as_slice() != row.root) {
            self.find(place, "header and commitments do not give its root");
        }
    }

    fn root(row: &FilingRow, commitments: &[[u8; 32]], header: &Json) -> Option<Root> {
        let header = Header {
            state: row.state_id.clone(),
            round: row.round_key.clone()?,
            edition: row.edition_id.clone(),
            edition_hash: header["edition_hash"].as_str()?.parse().ok()?,
        };
        // Any rising names will do: the order of the answers is compared with them.
        let names: Vec<_> = (0..commitments.len()).map(|leaf| format!("{leaf:08}")).collect();
        let leaves = names.iter().zip(commitments);
        let leaves = leaves.map(|(name, commitment)| (name.as_str(), Commitment(*commitment)));
        register::document_root(&header, leaves).ok()
    }

    fn entry(row: &FilingRow) -> Option<LogEntry> {
        let name = StateName {
            salt: Salt(row.state_salt.as_slice().try_into().ok()?),
            state: row.state_id.clone(),
        };
        Some(LogEntry {
            position: number(row.position)?,
            root: Root(row.root.as_slice().try_into().ok()?),
            state: name.commitment(),
            round: row.round_key.clone()?,
            filed_at: instant(row.filed_at).ok()?,
            kind: register_kind(EntryKind::from_code(&row.kind)?),
        })
    }

    fn receipt(&mut self, row: &FilingRow, entry: &LogEntry, head: &TreeHead, place: &str) {
        let Some(receipt) = &row.receipt else { return };
        let at = format!("receipt {}", row.position);
        if row.receipt_state.as_ref() != Some(&row.state_id) {
            self.find(&at, "its State is not that of its filing");
        }
        match verify_receipt(receipt, |kid| self.keys.register_key(kid)) {
            Err(error) => self.find(&at, error),
            Ok(claims) if claims.entry() != *entry || claims.state != row.state_id => {
                self.find(
                    place,
                    "State, round, root, time, kind or salt are not those of its receipt",
                );
            }
            Ok(claims) if claims.log_head() != *head => {
                self.find(place, "the log up to here is not that of its receipt");
            }
            Ok(_) => {}
        }
    }

    /// The nodes that the entries of a page complete, against those stored.
    fn nodes(&mut self, made: &[Node], stored: &HashMap<(i16, i64), Vec<u8>>) {
        for node in made {
            let place = format!("register_node {} {}", node.level, node.index);
            match stored.get(&place_of(node)) {
                None => self.find(place, "it is missing"),
                Some(hash) if hash.as_slice() != node.hash.0 => {
                    self.find(place, "it is not the hash of what is below it");
                }
                Some(_) => {}
            }
        }
    }

    /// What stands beside the entries: the edge of the log, and nothing that belongs to no entry.
    async fn end(&mut self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        #[derive(FromQueryResult)]
        struct Edge {
            position: i64,
            filed_at: Option<DateTime<Utc>>,
            frontier: Vec<Vec<u8>>,
            nodes: i64,
        }
        let statement = sql(
            "select position, filed_at, frontier, (select count(*) from register_node) as nodes from register_edge",
            [],
        );
        let edges = Edge::find_by_statement(statement).all(transaction).await?;
        let [edge] = edges.as_slice() else {
            self.find("register_edge", "there is not exactly one");
            return Ok(());
        };
        let frontier: Vec<_> = self.frontier.nodes().iter().map(|node| node.0.to_vec()).collect();
        if edge.position != self.last.map_or(0, |(position, _)| position) {
            self.find("register_edge", "its position is not that of the last entry");
        }
        if edge.filed_at != self.last.map(|(_, at)| at) {
            self.find("register_edge", "its time is not that of the last entry");
        }
        if edge.frontier != frontier {
            self.find("register_edge", "its frontier is not the right edge of the tree");
        }
        // A log of n entries has 2n complete subtrees less one for each binary digit 1 of n.
        let size = self.frontier.size();
        if number(edge.nodes) != Some(2 * size - u64::from(size.count_ones())) {
            self.find("register_node", "there are more or fewer than the entries make");
        }
        let beyond: BTreeSet<_> = self.heads.keys().copied().filter(|kept| *kept > size).collect();
        for kept in beyond {
            self.find(
                "register_edge",
                format_args!("a head was kept of a log of {kept} entries, and this one has {size}"),
            );
        }
        Ok(())
    }
}

fn commitment(answer: &AnswerRow) -> Option<Commitment> {
    let record = AnswerRecord {
        question: answer.question.clone(),
        standing: answer.standing.clone(),
        value: answer.value.clone(),
        language: answer.language.clone(),
    };
    Some(record.commit(&Salt(answer.salt.as_slice().try_into().ok()?)))
}

/// Whether kind and options follow from the edition and the value.
fn is_coded(edition: &Edition, answer: &AnswerRow) -> bool {
    let read = || {
        let question = edition
            .question(&QuestionCode::new(answer.question.clone()).ok()?)?
            .question;
        let kind = KindCode::from_code(&answer.kind)?;
        let standing = answer_codec::decode(kind, &answer.standing, answer.value.as_ref()).ok()??;
        let options = OptionSet::chosen(edition, question, &standing);
        let options: Option<Vec<i16>> = options.iter().map(|place| i16::try_from(place).ok()).collect();
        Some(kind == question.kind.code() && answer.options == options)
    };
    read() == Some(true)
}
