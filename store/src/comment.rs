//! What people of a delegation say to each other about an answer.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{AccountId, CommentId, QuestionCode, SubmissionId, ThreadId};
use domain::submission::{Comment, IdempotencyKey, Outcome, Remark, Submission, Thread};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::statement::{execute, sql};
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work};

/// A comment with its thread.
#[derive(FromQueryResult)]
struct CommentRow {
    id: Uuid,
    thread_id: Uuid,
    submission_id: Uuid,
    question: String,
    resolved_by: Option<Uuid>,
    resolved_at: Option<DateTime<Utc>>,
    content: String,
    mentions: Vec<Uuid>,
    key: Option<String>,
    account_id: Uuid,
    at: DateTime<Utc>,
}

impl CommentRow {
    fn read(self) -> Result<(Thread, Comment), StoreError> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "comment",
            column: column.to_owned(),
            row: id.to_string(),
        };
        let thread = Thread {
            id: ThreadId(self.thread_id),
            submission: SubmissionId(self.submission_id),
            question: QuestionCode::new(self.question).map_err(|_| bad("question"))?,
            resolved: self.resolved_by.map(AccountId).zip(self.resolved_at),
            comments: Vec::new(),
        };
        let comment = Comment {
            id: CommentId(self.id),
            thread: thread.id,
            by: AccountId(self.account_id),
            at: self.at,
            text: Remark::new(&self.content).map_err(|_| bad("content"))?,
            mentions: self.mentions.into_iter().map(AccountId).collect(),
            key: (self.key.map(IdempotencyKey::new).transpose()).map_err(|_| bad("key"))?,
        };
        Ok((thread, comment))
    }
}

const COMMENT: &str = "select c.*, t.question, t.resolved_by, t.resolved_at
                       from comment c join comment_thread t on t.id = c.thread_id";

async fn threads(connection: &Transaction, condition: &str, value: sea_orm::Value) -> Result<Vec<Thread>, StoreError> {
    let statement = sql(&format!("{COMMENT} where {condition} order by c.id"), [value]);
    let mut found: BTreeMap<ThreadId, Thread> = BTreeMap::new();
    for row in CommentRow::find_by_statement(statement).all(connection).await? {
        let (thread, comment) = row.read()?;
        found.entry(thread.id).or_insert(thread).comments.push(comment);
    }
    // Ids are ordered by time: the oldest thread first.
    Ok(found.into_values().collect())
}

impl Snapshot {
    /// The threads of a submission, the oldest first.
    pub async fn threads(&self, id: SubmissionId) -> Result<Vec<Thread>, StoreError> {
        threads(self.connection(), "t.submission_id = $1", id.0.into()).await
    }

    /// The open threads in which an account is asked to look, the oldest first.
    pub async fn mentions(&self, account: AccountId) -> Result<Vec<Thread>, StoreError> {
        let condition =
            "t.resolved_at is null and t.id in (select thread_id from comment where mentions @> array[$1::uuid])";
        threads(self.connection(), condition, account.0.into()).await
    }
}

impl Work {
    /// A thread with its comments, if the scope shows it.
    pub async fn thread(&self, id: ThreadId) -> Result<Option<Thread>, StoreError> {
        Ok(threads(self.connection(), "t.id = $1", id.0.into()).await?.pop())
    }

    /// The comment of a submission under a key.
    pub async fn comment_under(&self, of: SubmissionId, key: &IdempotencyKey) -> Result<Option<Comment>, StoreError> {
        let statement = sql(
            &format!("{COMMENT} where c.submission_id = $1 and c.key = $2"),
            [of.0.into(), key.as_str().into()],
        );
        let row = CommentRow::find_by_statement(statement).one(self.connection()).await?;
        row.map(|row| row.read().map(|(_, comment)| comment)).transpose()
    }

    /// Keeps the last comment of a thread, and the thread where it is new.
    pub async fn save_comment(&self, of: &Submission, outcome: &Outcome<Thread>) -> Result<(), StoreError> {
        let thread = &outcome.state;
        execute(
            self.connection(),
            "insert into comment_thread (id, submission_id, state_id, question) values ($1, $2, $3, $4)
             on conflict (id) do update set resolved_by = null, resolved_at = null",
            [
                thread.id.0.into(),
                of.id.0.into(),
                of.state.to_string().into(),
                thread.question.to_string().into(),
            ],
        )
        .await?;
        if let Some(comment) = thread.comments.last() {
            let mentions: Vec<_> = comment.mentions.iter().map(|account| account.0).collect();
            execute(
                self.connection(),
                "insert into comment (id, thread_id, submission_id, state_id, content, mentions, key, account_id, at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                [
                    comment.id.0.into(),
                    thread.id.0.into(),
                    of.id.0.into(),
                    of.state.to_string().into(),
                    comment.text.as_str().into(),
                    mentions.into(),
                    comment.key.as_ref().map(|key| key.as_str().to_owned()).into(),
                    comment.by.0.into(),
                    comment.at.into(),
                ],
            )
            .await?;
        }
        self.record(&outcome.event).await
    }

    /// Keeps whether a thread is settled.
    pub async fn save_thread(&self, outcome: &Outcome<Thread>) -> Result<(), StoreError> {
        let thread = &outcome.state;
        execute(
            self.connection(),
            "update comment_thread set resolved_by = $2, resolved_at = $3 where id = $1",
            [
                thread.id.0.into(),
                thread.resolved.map(|(by, _)| by.0).into(),
                thread.resolved.map(|(_, at)| at).into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }
}
