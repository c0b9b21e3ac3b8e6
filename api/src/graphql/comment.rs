//! What people of a delegation say to each other about an answer. It never leaves the State.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{CommentAnswer, Place, ResolveThread};
use domain::id::{AccountId, CommentId, QuestionCode, SectionCode, SubmissionId, ThreadId};
use domain::submission as rules;
use domain::submission::{Commented, Commenting, IdempotencyKey, reads_section};
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::clearance::remark;
use crate::graphql::draft::round_of;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::question::Question;
use crate::graphql::submission::Submission;
use crate::graphql::team::{TeamMember, acting, by_person};

/// A comment. It never changes.
pub struct Comment {
    file: Arc<File>,
    comment: rules::Comment,
}

/// A comment. It never changes.
#[Object]
impl Comment {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Comment, self.comment.id.to_string())
    }

    /// Who wrote it.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<TeamMember>, Fault> {
        Ok(self.file.team(Call::of(ctx)).await?.person(self.comment.by))
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.comment.at
    }

    /// What is said.
    async fn content(&self) -> &str {
        self.comment.text.as_str()
    }

    /// Who is asked to look.
    async fn mentions(&self, ctx: &Context<'_>) -> Result<Vec<TeamMember>, Fault> {
        let team = self.file.team(Call::of(ctx)).await?;
        let people = self.comment.mentions.iter();
        Ok(people.filter_map(|account| team.person(*account)).collect())
    }
}

/// Comments on one answer that belong together.
pub struct CommentThread {
    file: Arc<File>,
    thread: rules::Thread,
}

impl CommentThread {
    /// The threads of a working file about some questions, as far as the caller may read them.
    pub(crate) async fn of(
        call: &Call,
        file: &Arc<File>,
        about: impl Fn(&QuestionCode) -> bool,
    ) -> Result<Vec<Self>, Fault> {
        let threads = file.threads(call).await?.into_iter();
        let threads = threads.filter(|thread| about(&thread.question)).map(|thread| Self {
            file: Arc::clone(file),
            thread: thread.clone(),
        });
        Ok(threads.collect())
    }
}

/// Comments on one answer that belong together.
#[Object]
impl CommentThread {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Thread, self.thread.id.to_string())
    }

    /// The working file.
    async fn submission(&self) -> Submission {
        Submission(Arc::clone(&self.file))
    }

    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::new(Call::of(ctx).world(), &self.file.edition).question(&self.thread.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.thread.question.as_str()
    }

    /// Whether it is settled. The next comment opens it again.
    async fn is_resolved(&self) -> bool {
        self.thread.resolved.is_some()
    }

    /// Who settled it.
    async fn resolved_by(&self, ctx: &Context<'_>) -> Result<Option<TeamMember>, Fault> {
        let Some((by, _)) = self.thread.resolved else {
            return Ok(None);
        };
        Ok(self.file.team(Call::of(ctx)).await?.person(by))
    }

    /// When it was settled.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.thread.resolved.map(|(_, at)| at)
    }

    /// Its comments, the oldest first.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn comments(&self) -> Vec<Comment> {
        let comments = self.thread.comments.iter();
        let comments = comments.map(|comment| Comment {
            file: Arc::clone(&self.file),
            comment: comment.clone(),
        });
        comments.collect()
    }
}

/// A comment to be made.
#[derive(Clone, Debug, InputObject)]
pub struct CommentAnswerInput {
    /// The working file.
    submission: ID,
    /// The code of the question.
    question: String,
    /// The thread that it belongs to; left out: it begins a new one.
    thread: Option<ID>,
    /// What is said: 1 to 10,000 characters.
    content: String,
    /// The accounts of those who are asked to look. Each must be able to read the answer.
    #[graphql(default)]
    mentions: Vec<ID>,
    /// The client's own name for this comment, unique in the working file for ever: a repeat gets the first result.
    key: Option<String>,
}

/// A thread to be settled, or opened again.
#[derive(Clone, Debug, InputObject)]
pub struct ResolveThreadInput {
    /// The thread.
    thread: ID,
    /// Whether it is to be settled.
    is_resolved: bool,
}

/// What became of a thread.
#[derive(SimpleObject)]
pub struct CommentThreadPayload {
    /// The thread as it is now.
    thread: CommentThread,
}

/// The accounts of the State's people who can read the answers of a section, and whether the caller is one of them.
async fn readers(
    call: &Call,
    work: &Work,
    submission: &rules::Submission,
    section: &SectionCode,
) -> Result<BTreeSet<AccountId>, Fault> {
    let assigned = work
        .assignments(submission.id)
        .await?
        .get(section)
        .map(|assignment| assignment.to);
    let clearance = work.clearance(submission).await?;
    let clearance = clearance.section(section);
    let of = (&submission.state, section);
    if !reads_section(call.actor(), of, assigned, clearance) {
        return Err(Fault::not_found());
    }
    let people = by_person(work.members(&Place::state(submission.state.clone())).await?);
    let reads = |held: &[store::Member]| reads_section(&acting(held, call), of, assigned, clearance);
    let readers = people.into_iter().filter(|(_, held)| reads(held));
    Ok(readers.map(|(account, _)| account).collect())
}

async fn thread_after(call: &Call, submission: SubmissionId, id: ThreadId) -> Result<CommentThreadPayload, Fault> {
    let file = File::find(call, submission).await?.ok_or_else(Fault::not_found)?;
    let found = file
        .threads(call)
        .await?
        .into_iter()
        .find(|thread| thread.id == id)
        .cloned();
    let thread = found.ok_or_else(Fault::not_found)?;
    Ok(CommentThreadPayload {
        thread: CommentThread { file, thread },
    })
}

/// What people of a delegation say to each other.
#[derive(Default)]
pub struct CommentMutation;

#[Object]
impl CommentMutation {
    /// Comments on an answer that the caller can read. Nobody outside the State ever sees it.
    async fn comment_answer(
        &self,
        ctx: &Context<'_>,
        input: CommentAnswerInput,
    ) -> Result<CommentThreadPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = crate::graphql::draft::locked(&work, &input.submission, None).await?;
        let permit = call.actor().permit(CommentAnswer {
            state: submission.state.clone(),
            submission: submission.id,
        })?;
        let question = QuestionCode::new(input.question).map_err(|_| Fault::invalid().at("input.question"))?;
        let readers = readers(call, &work, &submission, &question.section()).await?;
        let mentions = input
            .mentions
            .iter()
            .map(|id| node::key(Sort::Account, id).map(AccountId));
        let key = input.key.map(IdempotencyKey::new).transpose();
        let asked = Commenting {
            id: CommentId(call.mint().id()),
            question,
            text: remark(&input.content, "input.content")?,
            mentions: mentions.collect::<Result<_, _>>()?,
            key: key.map_err(|_| Fault::invalid().at("input.key"))?,
        };
        let before = match &asked.key {
            Some(key) => work.comment_under(submission.id, key).await?,
            None => None,
        };
        let thread = match &input.thread {
            Some(id) => {
                let id = ThreadId(node::key(Sort::Thread, id)?);
                Some(work.thread(id).await?.ok_or_else(Fault::not_found)?)
            }
            None => None,
        };
        let id = thread
            .as_ref()
            .map_or_else(|| ThreadId(call.mint().id()), |thread| thread.id);
        let editions = &call.world().editions;
        let edition = editions.get(&submission.edition).ok_or_else(Fault::not_found)?;
        let round = round_of(&work, &submission).await?;
        let (of, to) = ((&round, edition.as_ref()), (id, thread.as_ref()));
        match submission.comment(permit, of, to, asked, (&readers, before.as_ref()), call.now())? {
            Commented::Made(outcome) => {
                work.save_comment(&submission, &outcome).await?;
                call.commit(work).await?;
                thread_after(call, submission.id, id).await
            }
            Commented::Repeated(first) => thread_after(call, submission.id, first).await,
            Commented::KeyReused => Err(Fault::conflict().at("input.key").with("conflict", "key")),
        }
    }

    /// Settles a thread of comments, or opens it again.
    async fn resolve_thread(
        &self,
        ctx: &Context<'_>,
        input: ResolveThreadInput,
    ) -> Result<CommentThreadPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let id = ThreadId(node::key(Sort::Thread, &input.thread)?);
        let thread = work.thread(id).await?.ok_or_else(Fault::not_found)?;
        let submission = work.submission(thread.submission).await?.ok_or_else(Fault::not_found)?;
        let permit = call.actor().permit(ResolveThread {
            state: submission.state.clone(),
            submission: submission.id,
        })?;
        readers(call, &work, &submission, &thread.question.section()).await?;
        let round = round_of(&work, &submission).await?;
        let outcome = submission.resolve(permit, &round, thread, input.is_resolved, call.now())?;
        work.save_thread(&outcome).await?;
        call.commit(work).await?;
        thread_after(call, submission.id, id).await
    }
}

/// What somebody is asked to look at.
#[derive(Default)]
pub struct CommentQuery;

#[Object]
impl CommentQuery {
    /// The open threads in which the caller is asked to look, the oldest first, as far as they can still read the answer.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn mentions(&self, ctx: &Context<'_>) -> Result<Vec<CommentThread>, Fault> {
        let call = Call::of(ctx);
        let account = call.actor().account().ok_or_else(Fault::unauthenticated)?;
        let mut shown = Vec::new();
        for thread in call.snapshot().await?.mentions(account).await? {
            let Some(file) = File::find(call, thread.submission).await? else {
                continue;
            };
            if file.shows(call, &thread.question.section()).await? {
                shown.push(CommentThread { file, thread });
            }
        }
        Ok(shown)
    }
}
