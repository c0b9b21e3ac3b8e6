//! Reviews: who was invited, what the two sides write, and what both have published.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::access::{Email, Name};
use domain::id::{AccountId, OrganisationId, QuestionCode, ReviewId, RoundId, StateCode, SubmissionId};
use domain::language::Language;
use domain::review::{
    Agreed, Delivered, Expert, Pair, Replied, Review, ReviewAct, ReviewDraft, ReviewStage, ReviewText, Reviewer, Side,
};
use domain::submission::{Happening, IdempotencyKey, Outcome, Position};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::record::{FiledAnswerRecord, read_answers};
use crate::statement::{execute, one_row, sql};
use crate::submission::place;
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

fn inconsistent(id: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "review",
        column: column.to_owned(),
        row: id.to_string(),
    }
}

#[derive(FromQueryResult)]
struct ReviewRow {
    id: Uuid,
    state_id: String,
    position: i64,
    submission_id: Uuid,
    round_id: Uuid,
    edition_id: String,
    reviewer_state: Option<String>,
    reviewer_organisation: Option<String>,
    reviewer_name: Option<String>,
    until: DateTime<Utc>,
    invited_at: DateTime<Utc>,
    stage: String,
    agreed: Option<String>,
    published_review: Option<i32>,
    published_reply: Option<i32>,
    published_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    /// The address of a person who reviews, for whoever may know it.
    email: Option<String>,
    /// The caller's account, where it is that of the person who reviews.
    account_id: Option<Uuid>,
    is_withdrawn: bool,
}

const REVIEW: &str = "select r.*, e.email,
        (select a.id from account a where a.id = app_account() and a.email = e.email) as account_id,
        exists (select from filing_act w where w.submission_id = r.submission_id and w.position > r.position
                and w.kind = 'withdrawal') as is_withdrawn
    from review r left join review_expert e on e.review_id = r.id";

impl ReviewRow {
    fn stage(&self) -> Option<ReviewStage> {
        let published = (self.published_review, self.published_reply, self.published_at);
        Some(match (self.stage.as_str(), self.ended_at, published) {
            ("invited", None, (None, None, None)) => ReviewStage::Invited,
            ("declined", Some(at), (None, None, None)) => ReviewStage::Declined { at },
            ("accepted", None, (None, None, None)) => ReviewStage::Accepted,
            ("delivered", None, (None, None, None)) => ReviewStage::Delivered,
            ("replied", None, (None, None, None)) => ReviewStage::Replied(match &self.agreed {
                Some(code) => Agreed::One(Side::from_code(code)?),
                None => Agreed::Neither,
            }),
            ("published", None, (Some(review), Some(reply), Some(at))) => ReviewStage::Published {
                pair: Pair {
                    review: count(review)?,
                    reply: count(reply)?,
                },
                at,
            },
            ("ended", Some(at), (None, None, None)) => ReviewStage::Ended { at },
            _ => return None,
        })
    }

    fn reviewer(&self) -> Option<Reviewer> {
        match (&self.reviewer_state, &self.reviewer_organisation, &self.reviewer_name) {
            (Some(state), None, None) => StateCode::new(state.clone()).ok().map(Reviewer::State),
            (None, Some(organisation), None) => OrganisationId::new(organisation.clone())
                .ok()
                .map(Reviewer::Organisation),
            (None, None, Some(name)) => Some(Reviewer::Expert(Expert {
                name: Name::new(name).ok()?,
                address: match &self.email {
                    Some(email) => Some(Email::new(email).ok()?),
                    None => None,
                },
                account: self.account_id.map(AccountId),
            })),
            _ => None,
        }
    }

    fn read(self) -> Result<Review, StoreError> {
        let bad = inconsistent(self.id);
        let stage = self.stage().ok_or_else(|| bad("stage"))?;
        let reviewer = self.reviewer().ok_or_else(|| bad("reviewer_state"))?;
        Ok(Review {
            id: ReviewId(self.id),
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            filing: Position(crate::record::number(self.position).ok_or_else(|| bad("position"))?),
            submission: SubmissionId(self.submission_id),
            round: RoundId(self.round_id),
            edition: self.edition_id.parse().map_err(|_| bad("edition_id"))?,
            questions: BTreeSet::new(),
            reviewer,
            until: self.until,
            invited_at: self.invited_at,
            stage,
            delivered: Vec::new(),
            replies: Vec::new(),
            is_withdrawn: self.is_withdrawn,
        })
    }
}

fn text(language: &str, content: &str) -> Option<ReviewText> {
    ReviewText::new(Language::from_code(language)?, content).ok()
}

/// One review or all that the scope shows, the newest invitation first, each with what the scope shows of it.
async fn read(connection: &Transaction, id: Option<ReviewId>, locking: &str) -> Result<Vec<Review>, StoreError> {
    let id = id.map(|id| id.0);
    let statement = format!("{REVIEW} where coalesce(r.id = $1, true) order by r.invited_at desc, r.id desc {locking}");
    let rows = ReviewRow::find_by_statement(sql(&statement, [id.into()]));
    let rows = rows.all(connection).await?.into_iter();
    let mut reviews = rows.map(ReviewRow::read).collect::<Result<Vec<_>, _>>()?;
    if reviews.is_empty() {
        return Ok(reviews);
    }
    let mut questions = questions(connection, id).await?;
    let mut delivered = delivered(connection, id).await?;
    let mut replies = replies(connection, id).await?;
    for review in &mut reviews {
        let key = review.id.0;
        review.questions = questions.remove(&key).unwrap_or_default();
        review.delivered = delivered.remove(&key).unwrap_or_default();
        review.replies = replies.remove(&key).unwrap_or_default();
    }
    Ok(reviews)
}

async fn questions(
    connection: &Transaction,
    id: Option<Uuid>,
) -> Result<BTreeMap<Uuid, BTreeSet<QuestionCode>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        review_id: Uuid,
        question: String,
    }
    let statement = sql(
        "select review_id, question from review_question where coalesce(review_id = $1, true)",
        [id.into()],
    );
    let mut found: BTreeMap<Uuid, BTreeSet<QuestionCode>> = BTreeMap::new();
    for row in Row::find_by_statement(statement).all(connection).await? {
        let question = QuestionCode::new(row.question).map_err(|_| inconsistent(row.review_id)("question"))?;
        found.entry(row.review_id).or_default().insert(question);
    }
    Ok(found)
}

async fn delivered(connection: &Transaction, id: Option<Uuid>) -> Result<BTreeMap<Uuid, Vec<Delivered>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        review_id: Uuid,
        version: i32,
        language: String,
        content: String,
        delivered_at: DateTime<Utc>,
    }
    let statement = sql(
        "select review_id, version, language, content, delivered_at from review_text
         where coalesce(review_id = $1, true) order by review_id, version",
        [id.into()],
    );
    let mut found: BTreeMap<Uuid, Vec<Delivered>> = BTreeMap::new();
    for row in Row::find_by_statement(statement).all(connection).await? {
        let bad = inconsistent(row.review_id);
        found.entry(row.review_id).or_default().push(Delivered {
            version: count(row.version).ok_or_else(|| bad("version"))?,
            text: text(&row.language, &row.content).ok_or_else(|| bad("content"))?,
            at: row.delivered_at,
        });
    }
    Ok(found)
}

async fn replies(connection: &Transaction, id: Option<Uuid>) -> Result<BTreeMap<Uuid, Vec<Replied>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        review_id: Uuid,
        version: i32,
        review: i32,
        language: String,
        content: String,
        sent_at: DateTime<Utc>,
    }
    let statement = sql(
        "select review_id, version, review, language, content, sent_at from review_reply
         where coalesce(review_id = $1, true) order by review_id, version",
        [id.into()],
    );
    let mut found: BTreeMap<Uuid, Vec<Replied>> = BTreeMap::new();
    for row in Row::find_by_statement(statement).all(connection).await? {
        let bad = inconsistent(row.review_id);
        found.entry(row.review_id).or_default().push(Replied {
            version: count(row.version).ok_or_else(|| bad("version"))?,
            to: count(row.review).ok_or_else(|| bad("review"))?,
            text: text(&row.language, &row.content).ok_or_else(|| bad("content"))?,
            at: row.sent_at,
        });
    }
    Ok(found)
}

/// The newest draft of a side, or the one under a key.
async fn draft(
    connection: &Transaction,
    (id, side): (ReviewId, Side),
    key: Option<&IdempotencyKey>,
) -> Result<Option<ReviewDraft>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        revision: i32,
        language: String,
        content: String,
        key: Option<String>,
        written_at: DateTime<Utc>,
    }
    let statement = sql(
        "select revision, language, content, key, written_at from review_draft
         where review_id = $1 and side = $2 and coalesce(key = $3, $3 is null) order by revision desc limit 1",
        [
            id.0.into(),
            side.code().into(),
            key.map(|key| key.as_str().to_owned()).into(),
        ],
    );
    let Some(row) = Row::find_by_statement(statement).one(connection).await? else {
        return Ok(None);
    };
    let bad = inconsistent(id.0);
    let key = row.key.map(IdempotencyKey::new).transpose();
    Ok(Some(ReviewDraft {
        review: id,
        side,
        revision: count(row.revision).ok_or_else(|| bad("revision"))?,
        text: text(&row.language, &row.content).ok_or_else(|| bad("content"))?,
        key: key.map_err(|_| bad("key"))?,
        written_at: row.written_at,
    }))
}

/// The address of somebody who is asked for a review in their own name, while the review goes on.
async fn reviewer_address(connection: &Transaction, id: ReviewId) -> Result<Option<Email>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        address: Option<String>,
    }
    let statement = sql("select reviewer_address($1) as address", [id.0.into()]);
    let row = Row::find_by_statement(statement).one(connection).await?;
    let address = row.and_then(|row| row.address);
    let read = |address: String| Email::new(&address).map_err(|_| inconsistent(id.0)("email"));
    address.map(read).transpose()
}

impl Snapshot {
    /// The address of somebody who is asked for a review in their own name; none once the review is over. Needs the issuer's
    /// scope, or the courier's.
    pub async fn reviewer_address(&self, id: ReviewId) -> Result<Option<Email>, StoreError> {
        reviewer_address(self.connection(), id).await
    }

    /// A review, if the scope shows it, with what the scope shows of it.
    pub async fn review(&self, id: ReviewId) -> Result<Option<Review>, StoreError> {
        Ok(read(self.connection(), Some(id), "").await?.pop())
    }

    /// All reviews that the scope shows, the newest invitation first.
    pub async fn reviews(&self) -> Result<Vec<Review>, StoreError> {
        read(self.connection(), None, "").await
    }

    /// What a side is writing, if the scope shows it.
    pub async fn review_draft(&self, id: ReviewId, side: Side) -> Result<Option<ReviewDraft>, StoreError> {
        draft(self.connection(), (id, side), None).await
    }

    /// The chosen answers while they are open to the reviewer, in the order of the leaves.
    pub async fn review_answers(&self, id: ReviewId) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        let statement = sql(
            "select * from review_answer where review_id = $1 order by leaf",
            [id.0.into()],
        );
        read_answers(statement, self.connection()).await
    }
}

impl Work {
    /// As [`Snapshot::reviewer_address`].
    pub async fn reviewer_address(&self, id: ReviewId) -> Result<Option<Email>, StoreError> {
        reviewer_address(self.connection(), id).await
    }

    /// A review, if the scope shows it. Nobody else does anything with it meanwhile; nobody at all with what is published, which
    /// is therefore read without its lock, for the rule to say so.
    pub async fn review(&self, id: ReviewId) -> Result<Option<Review>, StoreError> {
        match read(self.connection(), Some(id), "for update of r").await?.pop() {
            Some(review) => Ok(Some(review)),
            None => Ok(read(self.connection(), Some(id), "").await?.pop()),
        }
    }

    /// What a side is writing: the newest, or what was kept under a key.
    pub async fn review_draft(
        &self,
        id: ReviewId,
        side: Side,
        key: Option<&IdempotencyKey>,
    ) -> Result<Option<ReviewDraft>, StoreError> {
        draft(self.connection(), (id, side), key).await
    }

    /// Keeps what a side wrote.
    pub async fn save_review_draft(&self, outcome: &Outcome<ReviewDraft>) -> Result<(), StoreError> {
        let draft = &outcome.state;
        execute(
            self.connection(),
            "insert into review_draft (review_id, side, revision, language, content, key, written_by, written_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                draft.review.0.into(),
                draft.side.code().into(),
                number(draft.revision).into(),
                draft.text.language.code().into(),
                draft.text.as_str().into(),
                draft.key.as_ref().map(|key| key.as_str().to_owned()).into(),
                outcome.event.by.0.into(),
                draft.written_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps what became of a review.
    pub async fn save_review(&self, outcome: &Outcome<Review>) -> Result<(), StoreError> {
        let review = &outcome.state;
        let bad = inconsistent(review.id.0);
        let Happening::ReviewKept { became, state, .. } = &outcome.event.what else {
            return Err(bad("event"));
        };
        match became {
            ReviewAct::Invited => {
                self.keep_review(outcome).await?;
                return self.record(&outcome.event).await;
            }
            ReviewAct::Delivered => {
                self.keep_review_text(outcome).await?;
                self.end_review_agreements(outcome).await?;
            }
            ReviewAct::Replied => {
                self.keep_review_reply(outcome).await?;
                self.end_review_agreements(outcome).await?;
            }
            ReviewAct::Agreed | ReviewAct::Published => {
                let side = if state.as_ref() == Some(&review.state) {
                    Side::State
                } else {
                    Side::Reviewer
                };
                let pair = review.pair().ok_or_else(|| bad("published_review"))?;
                self.keep_review_agreement(outcome, side, pair).await?;
            }
            ReviewAct::Disagreed => self.end_review_agreements(outcome).await?,
            ReviewAct::Accepted | ReviewAct::Declined | ReviewAct::Extended | ReviewAct::Ended => {}
            ReviewAct::Drafted | ReviewAct::ReplyDrafted => return Err(bad("event")),
        }
        let published = review.stage.published();
        one_row(
            self.connection(),
            "update review set until = $2, stage = $3, agreed = $4, published_review = $5, published_reply = $6,
                 published_at = $7, ended_at = $8 where id = $1",
            [
                review.id.0.into(),
                review.until.into(),
                review.stage.code().into(),
                review.stage.agreed().map(Side::code).into(),
                published.map(|(pair, _)| number(pair.review)).into(),
                published.map(|(pair, _)| number(pair.reply)).into(),
                published.map(|(_, at)| at).into(),
                review.stage.ended_at().into(),
            ],
            Constraint::Revision,
        )
        .await?;
        self.record(&outcome.event).await
    }

    async fn keep_review(&self, outcome: &Outcome<Review>) -> Result<(), StoreError> {
        let review = &outcome.state;
        let (state, organisation, expert) = match &review.reviewer {
            Reviewer::State(state) => (Some(state.to_string()), None, None),
            Reviewer::Organisation(organisation) => (None, Some(organisation.to_string()), None),
            Reviewer::Expert(expert) => (None, None, Some(expert)),
        };
        execute(
            self.connection(),
            "insert into review (id, state_id, position, submission_id, round_id, edition_id, reviewer_state,
                 reviewer_organisation, reviewer_name, until, invited_by, invited_at, stage)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            [
                review.id.0.into(),
                review.state.to_string().into(),
                place(review.filing).into(),
                review.submission.0.into(),
                review.round.0.into(),
                review.edition.to_string().into(),
                state.into(),
                organisation.into(),
                expert.map(|expert| expert.name.as_str().to_owned()).into(),
                review.until.into(),
                outcome.event.by.0.into(),
                review.invited_at.into(),
                review.stage.code().into(),
            ],
        )
        .await?;
        if let Some(address) = expert.and_then(|expert| expert.address.as_ref()) {
            execute(
                self.connection(),
                "insert into review_expert (review_id, state_id, email) values ($1, $2, $3)",
                [
                    review.id.0.into(),
                    review.state.to_string().into(),
                    address.as_str().into(),
                ],
            )
            .await?;
        }
        let questions: Vec<String> = review.questions.iter().map(ToString::to_string).collect();
        execute(
            self.connection(),
            "insert into review_question (review_id, position, question, state_id)
             select $1, $2, question, $3 from unnest($4::text[]) as q (question)",
            [
                review.id.0.into(),
                place(review.filing).into(),
                review.state.to_string().into(),
                questions.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn keep_review_text(&self, outcome: &Outcome<Review>) -> Result<(), StoreError> {
        let review = &outcome.state;
        let last = review.delivered.last();
        let last = last.ok_or_else(|| inconsistent(review.id.0)("version"))?;
        execute(
            self.connection(),
            "insert into review_text (review_id, version, language, content, delivered_by, delivered_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                review.id.0.into(),
                number(last.version).into(),
                last.text.language.code().into(),
                last.text.as_str().into(),
                outcome.event.by.0.into(),
                last.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn keep_review_reply(&self, outcome: &Outcome<Review>) -> Result<(), StoreError> {
        let review = &outcome.state;
        let last = review.replies.last();
        let last = last.ok_or_else(|| inconsistent(review.id.0)("version"))?;
        execute(
            self.connection(),
            "insert into review_reply (review_id, version, review, language, content, sent_by, sent_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                review.id.0.into(),
                number(last.version).into(),
                number(last.to).into(),
                last.text.language.code().into(),
                last.text.as_str().into(),
                outcome.event.by.0.into(),
                last.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn keep_review_agreement(&self, outcome: &Outcome<Review>, side: Side, pair: Pair) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into review_agreement (review_id, side, review, reply, agreed_by, agreed_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                outcome.state.id.0.into(),
                side.code().into(),
                number(pair.review).into(),
                number(pair.reply).into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    /// Ends whatever was agreed: it was about other texts, or is taken back.
    async fn end_review_agreements(&self, outcome: &Outcome<Review>) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update review_agreement set ended_at = $2 where review_id = $1 and ended_at is null",
            [outcome.state.id.0.into(), outcome.event.at.into()],
        )
        .await
        .map(drop)
    }
}

fn count(column: i32) -> Option<u32> {
    u32::try_from(column).ok()
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
