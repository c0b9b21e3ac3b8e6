//! A section in a working file: what is answered in it, who works on it, and who signs it off.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::Assignee;
use domain::id::SectionCode;
use domain::questionnaire as questions;
use domain::submission as rules;

use crate::graphql::answer::{Answer, AnswerRevision};
use crate::graphql::call::Call;
use crate::graphql::clearance::SectionClearance;
use crate::graphql::comment::CommentThread;
use crate::graphql::edition::{Edition, Section};
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::submission::Completeness;

/// A section given to a ministry or a person.
#[derive(SimpleObject)]
pub struct Assignment {
    /// An id that never changes.
    id: ID,
    /// The ministry, if it is given to one.
    ministry: Option<ID>,
    /// The account, if it is given to a person.
    account: Option<ID>,
    /// Since when.
    since: DateTime<Utc>,
}

impl From<&rules::Assignment> for Assignment {
    fn from(assignment: &rules::Assignment) -> Self {
        let (ministry, account) = match assignment.to {
            Assignee::Ministry(ministry) => (Some(node::id(Sort::Ministry, ministry.to_string())), None),
            Assignee::Account(account) => (None, Some(node::id(Sort::Account, account.to_string()))),
        };
        Self {
            id: node::id(Sort::Assignment, assignment.id.to_string()),
            ministry,
            account,
            since: assignment.from,
        }
    }
}

/// A section in a working file.
pub struct SubmissionSection {
    pub(crate) file: Arc<File>,
    pub(crate) code: SectionCode,
}

/// A section in a working file.
#[Object]
impl SubmissionSection {
    /// The section of the edition.
    async fn section(&self, ctx: &Context<'_>) -> Option<Section> {
        Edition::new(Call::of(ctx).world(), &self.file.edition).section(&self.code)
    }

    /// Whether the reader may see its answers: it is given to them, or lies or lay with them for a signature, or they see the
    /// whole file.
    async fn is_readable(&self, ctx: &Context<'_>) -> Result<bool, Fault> {
        self.file.shows(Call::of(ctx), &self.code).await
    }

    /// Who signs it off, and what they have signed.
    async fn clearance(&self) -> SectionClearance {
        SectionClearance {
            file: Arc::clone(&self.file),
            code: self.code.clone(),
        }
    }

    /// The comments on its answers, the oldest thread first; none where the section is not the reader's.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn threads(&self, ctx: &Context<'_>) -> Result<Vec<CommentThread>, Fault> {
        CommentThread::of(Call::of(ctx), &self.file, |question| question.section() == self.code).await
    }

    /// How many threads of comments in it are open, as far as the reader may see them.
    async fn open_thread_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        let threads = self.file.threads(Call::of(ctx)).await?.into_iter();
        let open = threads.filter(|thread| thread.resolved.is_none() && thread.question.section() == self.code);
        Ok(open.count())
    }

    /// Whether its conditions hold, and those of its module.
    async fn is_enabled(&self, ctx: &Context<'_>) -> Result<bool, Fault> {
        let preview = self.file.preview(Call::of(ctx)).await?;
        let placed = self.file.edition.section(&self.code);
        Ok(placed.is_some_and(|placed| preview.asked.contains_section(placed.index)))
    }

    /// The codes of the questions that are shown; none where the section is not the reader's, for they follow from its
    /// answers.
    async fn enabled_questions(&self, ctx: &Context<'_>) -> Result<Vec<String>, Fault> {
        let call = Call::of(ctx);
        if !self.file.shows(call, &self.code).await? {
            return Ok(Vec::new());
        }
        let preview = self.file.preview(call).await?;
        let placed = self.file.edition.section(&self.code);
        let questions = placed.into_iter().flat_map(questions::PlacedSection::questions);
        let enabled = questions.filter(|placed| preview.asked.contains(placed.index));
        Ok(enabled.map(|placed| placed.question.code.to_string()).collect())
    }

    /// How far it has come.
    async fn completeness(&self, ctx: &Context<'_>) -> Result<Option<Completeness>, Fault> {
        let preview = self.file.preview(Call::of(ctx)).await?;
        let placed = self.file.edition.section(&self.code);
        Ok(placed.map(|placed| preview.progress.section(placed.index).into()))
    }

    /// How many texts in it await merging.
    async fn unmerged_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        Ok(self.file.waiting(Call::of(ctx), Some(&self.code)).await?.0)
    }

    /// How many carried answers in it nobody has confirmed. They are not filed.
    async fn unconfirmed_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        Ok(self.file.waiting(Call::of(ctx), Some(&self.code)).await?.1)
    }

    /// The texts in it that await merging, in order of code, also those beside which nothing stands; none where the section
    /// is not the reader's.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn unmerged(&self, ctx: &Context<'_>) -> Result<Vec<AnswerRevision>, Fault> {
        let call = Call::of(ctx);
        if !self.file.shows(call, &self.code).await? {
            return Ok(Vec::new());
        }
        let waiting = self.file.unmerged(call).await?.iter();
        Ok(waiting
            .filter(|text| text.question.section() == self.code)
            .map(|text| AnswerRevision::new(call, &self.file, text))
            .collect())
    }

    /// Who it is given to.
    async fn assignment(&self, ctx: &Context<'_>) -> Result<Option<Assignment>, Fault> {
        let assignments = self.file.assignments(Call::of(ctx)).await?;
        Ok(assignments.get(&self.code).map(Assignment::from))
    }

    /// Its answers, in the order of the questions; none where the section is not the reader's.
    #[graphql(complexity = "10 + 15 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<Answer>, Fault> {
        let call = Call::of(ctx);
        if !self.file.shows(call, &self.code).await? {
            return Ok(Vec::new());
        }
        let answers = self.file.answers(call).await?;
        let section = self
            .file
            .edition
            .section(&self.code)
            .map(|placed| placed.section.questions.iter());
        let in_order = section.into_iter().flatten().filter_map(|question| {
            let found = answers.binary_search_by(|answer| answer.question.as_str().cmp(question.code.as_str()));
            found.ok().map(|at| Answer {
                file: Arc::clone(&self.file),
                answer: answers[at].clone(),
            })
        });
        Ok(in_order.collect())
    }
}
