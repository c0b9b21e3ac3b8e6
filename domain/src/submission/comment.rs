//! Comments: what people of a delegation say to each other about an answer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{CommentAnswer, Permit, ResolveThread};
use crate::id::{AccountId, CommentId, QuestionCode, SubmissionId, ThreadId};
use crate::questionnaire::Edition;
use crate::submission::{Barred, Event, Happening, IdempotencyKey, Outcome, Remark, Round, Submission};

/// A comment. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The thread.
    pub thread: ThreadId,
    /// Who wrote it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What is said.
    pub text: Remark,
    /// Who is asked to look.
    pub mentions: BTreeSet<AccountId>,
    /// The client's name for it.
    pub key: Option<IdempotencyKey>,
}

/// Comments on one answer that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// The working file.
    pub submission: SubmissionId,
    /// The question.
    pub question: QuestionCode,
    /// Who settled it, and when; none while it is open.
    pub resolved: Option<(AccountId, DateTime<Utc>)>,
    /// Its comments, the oldest first.
    pub comments: Vec<Comment>,
}

/// A comment to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commenting {
    /// The id that it gets.
    pub id: CommentId,
    /// The question.
    pub question: QuestionCode,
    /// What is said.
    pub text: Remark,
    /// Who is asked to look.
    pub mentions: BTreeSet<AccountId>,
    /// The client's name for it: a repeat changes nothing.
    pub key: Option<IdempotencyKey>,
}

/// What a comment came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commented {
    /// It stands, as the last of its thread.
    Made(Box<Outcome<Thread>>),
    /// It was made before, under the same key.
    Repeated(ThreadId),
    /// Another one was made under the same key. A conflict; nothing changes.
    KeyReused,
}

/// Why a comment is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CommentRefused {
    /// The round or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The edition has no such question, or the thread is about another one.
    #[error("there is no such question")]
    UnknownQuestion,
    /// Who is mentioned cannot read the answer.
    #[error("{0} cannot read this answer")]
    MayNotRead(AccountId),
}

/// Why a thread is not settled or opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResolveRefused {
    /// The round or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// It is so already.
    #[error("nothing changes")]
    Unchanged,
}

impl Submission {
    /// Comments on an answer, in a thread that exists or under the id of a new one. `readers` are those who can read the
    /// answer, `before` the comment under the same key. A comment opens a settled thread again, so that it is not
    /// overlooked. What is on record can be talked about as well; only the archive is closed.
    pub fn comment(
        &self,
        permit: Permit<CommentAnswer>,
        (round, edition): (&Round, &Edition),
        (id, thread): (ThreadId, Option<&Thread>),
        asked: Commenting,
        (readers, before): (&BTreeSet<AccountId>, Option<&Comment>),
        now: DateTime<Utc>,
    ) -> Result<Commented, CommentRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        if let Some(before) = before {
            let is_same = before.by == by && before.text == asked.text && before.mentions == asked.mentions;
            return Ok(if is_same {
                Commented::Repeated(before.thread)
            } else {
                Commented::KeyReused
            });
        }
        round.may_work(now).map_err(Barred::from)?;
        let is_elsewhere =
            |thread: &Thread| thread.id != id || thread.submission != self.id || thread.question != asked.question;
        if *edition.id() != self.edition
            || edition.question(&asked.question).is_none()
            || thread.is_some_and(is_elsewhere)
        {
            return Err(CommentRefused::UnknownQuestion);
        }
        if let Some(stranger) = asked.mentions.difference(readers).next() {
            return Err(CommentRefused::MayNotRead(*stranger));
        }
        let what = Happening::Commented {
            of: self.of(),
            question: asked.question.clone(),
            thread: id,
            comment: asked.id,
            mentions: asked.mentions.iter().copied().collect(),
        };
        let comment = Comment {
            id: asked.id,
            thread: id,
            by,
            at: now,
            text: asked.text,
            mentions: asked.mentions,
            key: asked.key,
        };
        let before = thread.map(|thread| thread.comments.clone()).unwrap_or_default();
        let thread = Thread {
            id,
            submission: self.id,
            question: asked.question,
            resolved: None,
            comments: before.into_iter().chain([comment]).collect(),
        };
        let event = Event { at: now, by, what };
        Ok(Commented::Made(Box::new(Outcome::new(thread, event))))
    }

    /// Settles a thread, or opens it again.
    pub fn resolve(
        &self,
        permit: Permit<ResolveThread>,
        round: &Round,
        thread: Thread,
        is_resolved: bool,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Thread>, ResolveRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_work(now).map_err(Barred::from)?;
        if thread.submission != self.id {
            return Err(Barred::OtherSubject.into());
        }
        if thread.resolved.is_some() == is_resolved {
            return Err(ResolveRefused::Unchanged);
        }
        let what = Happening::ThreadResolved {
            of: self.of(),
            question: thread.question.clone(),
            thread: thread.id,
            is_resolved,
        };
        let resolved = is_resolved.then_some((by, now));
        Ok(Outcome::new(Thread { resolved, ..thread }, Event { at: now, by, what }))
    }
}
