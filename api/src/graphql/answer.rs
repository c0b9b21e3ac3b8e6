//! Answers of a working file.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::{AccountId, QuestionCode};
use domain::questionnaire as questions;
use domain::submission as rules;
use domain::submission::{Content, Provenance};

use crate::graphql::call::Call;
use crate::graphql::comment::CommentThread;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::problem::Problem;
use crate::graphql::question::Question;
use crate::graphql::record::client_position;
use crate::graphql::sharing::Sharing;
use crate::graphql::team::TeamMember;
use crate::graphql::text::{LanguageCode, LocalisedText};
use crate::graphql::value::{AnswerValue, StandingName};

/// How an answer came into its submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProvenanceKind {
    /// Somebody gave it in this submission.
    Entered,
    /// It was carried from an earlier filing.
    Carried,
}

/// What was said to one question.
pub struct SaidContent {
    edition: Arc<questions::Edition>,
    question: QuestionCode,
    content: Content,
}

impl SaidContent {
    pub(crate) fn new(edition: Arc<questions::Edition>, question: QuestionCode, content: Content) -> Self {
        Self {
            edition,
            question,
            content,
        }
    }
}

/// What was said to one question.
#[Object(name = "AnswerContent")]
impl SaidContent {
    /// Whether there is a value, or which silence there is; none where the answer was taken back.
    async fn standing(&self) -> Option<StandingName> {
        self.content.standing.as_ref().map(|standing| standing.code().into())
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let value = self.content.standing.as_ref()?.value()?;
        let placed = self.edition.question(&self.question)?;
        Some(AnswerValue::new(Call::of(ctx), &self.edition, placed.question, value))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.content.language.map(LanguageCode::from)
    }

    /// The State's own translations of its text. They stand beside the answer and are not part of what is filed.
    async fn translations(&self) -> Vec<LocalisedText> {
        let all = self.content.translations.iter();
        all.filter_map(|(language, _)| self.content.translations.read(language))
            .map(LocalisedText::from)
            .collect()
    }
}

/// Where a carried answer comes from.
pub struct AnswerOrigin(rules::Origin);

/// Where a carried answer comes from.
#[Object]
impl AnswerOrigin {
    /// The filing's place in the register; none where the text was never filed.
    async fn position(&self) -> Option<i32> {
        self.0.position.map(client_position)
    }

    /// Whether it was filed; else it was only drafted.
    async fn is_filed(&self) -> bool {
        self.0.position.is_some()
    }

    /// The key of the round in which it was given.
    async fn round(&self) -> &str {
        self.0.round.as_str()
    }

    /// The id of the edition that it answered, `national-implementation/1`.
    async fn edition(&self) -> String {
        self.0.edition.to_string()
    }

    /// The code of the question there.
    async fn question_code(&self) -> &str {
        self.0.question.as_str()
    }

    /// The question there.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::find(Call::of(ctx).world(), &self.0.edition)?.question(&self.0.question)
    }

    /// Whether the question that it came to can be compared with that one.
    async fn is_comparable(&self) -> bool {
        self.0.comparable
    }
}

impl From<&rules::Origin> for AnswerOrigin {
    fn from(origin: &rules::Origin) -> Self {
        Self(origin.clone())
    }
}

/// What a State said to a question that no question of the edition continues. It stays readable for ever.
#[derive(SimpleObject)]
pub struct RetiredAnswer {
    /// Round, edition and question, and where it was filed.
    origin: AnswerOrigin,
    /// What was said.
    content: SaidContent,
}

impl RetiredAnswer {
    pub(crate) fn new(call: &Call, content: Content, origin: &rules::Origin) -> Option<Self> {
        let edition = call.world().editions.get(&origin.edition)?;
        Some(Self {
            content: SaidContent::new(Arc::clone(edition), origin.question.clone(), content),
            origin: origin.into(),
        })
    }
}

/// A text of an answer that was accepted, for ever: saved, merged or carried.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AnswerRevision {
    #[graphql(skip)]
    file: Arc<File>,
    #[graphql(skip)]
    by: AccountId,
    /// What merging names it by.
    id: ID,
    /// The code of the question.
    question_code: String,
    /// What was said. A carried text whose question has changed its kind is of the kind that it had.
    content: SaidContent,
    /// The revision it became; none where it came beside what stood already.
    revision: Option<u32>,
    /// Whether it awaits merging.
    is_unmerged: bool,
    /// The id of the text that took it up, once it is merged.
    merged_into: Option<ID>,
    /// The revision that its author had before them.
    based_on: u32,
    /// Where it was carried from; none where it was given in this submission.
    origin: Option<AnswerOrigin>,
    /// The id of the account that saved it.
    changed_by: ID,
    /// When.
    changed_at: DateTime<Utc>,
}

impl AnswerRevision {
    pub(crate) fn new(call: &Call, file: &Arc<File>, revision: &rules::Revision) -> Self {
        let id = |id: rules::RevisionId| node::id(Sort::Revision, id.to_string());
        // What does not stand is shown as it was given, with the options of then.
        let then = revision.origin.as_ref().filter(|_| revision.revision.is_none());
        let then = then.and_then(|from| Some((call.world().editions.get(&from.edition)?, &from.question)));
        let (edition, question) = then.unwrap_or((&file.edition, &revision.question));
        Self {
            file: Arc::clone(file),
            by: revision.changed_by,
            id: id(revision.id),
            question_code: revision.question.to_string(),
            content: SaidContent::new(Arc::clone(edition), question.clone(), revision.content.clone()),
            revision: revision.revision,
            is_unmerged: revision.is_waiting(),
            merged_into: revision.merged_into.map(id),
            based_on: revision.based_on,
            origin: revision.origin.as_ref().map(AnswerOrigin::from),
            changed_by: node::id(Sort::Account, revision.changed_by.to_string()),
            changed_at: revision.changed_at,
        }
    }
}

#[ComplexObject]
impl AnswerRevision {
    /// Who saved it, as the State's own people see them.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<TeamMember>, Fault> {
        Ok(self.file.team(Call::of(ctx)).await?.person(self.by))
    }
}

/// One question's answer in a working file.
pub struct Answer {
    pub(crate) file: Arc<File>,
    pub(crate) answer: rules::Answer,
}

impl Answer {
    fn said(&self, content: Content) -> SaidContent {
        SaidContent::new(Arc::clone(&self.file.edition), self.answer.question.clone(), content)
    }
}

/// One question's answer in a working file.
#[Object]
impl Answer {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(
            Sort::Answer,
            format!("{}#{}", self.file.submission.id, self.answer.question),
        )
    }

    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::new(Call::of(ctx).world(), &self.file.edition).question(&self.answer.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.answer.question.as_str()
    }

    /// What was said.
    async fn content(&self) -> SaidContent {
        self.said(self.answer.content.clone())
    }

    /// Counts the stored saves of this question, from 1. A save names the revision it is based on.
    async fn revision(&self) -> u32 {
        self.answer.revision
    }

    /// How it came here.
    async fn provenance(&self) -> ProvenanceKind {
        match self.answer.provenance {
            Provenance::Entered => ProvenanceKind::Entered,
            Provenance::Carried { .. } => ProvenanceKind::Carried,
        }
    }

    /// Whether somebody in this submission stands behind it. What is not confirmed is not filed.
    async fn is_confirmed(&self) -> bool {
        self.answer.is_confirmed()
    }

    /// Where it was carried from; none where somebody gave it in this submission.
    async fn origin(&self) -> Option<AnswerOrigin> {
        self.answer.origin().map(AnswerOrigin::from)
    }

    /// Its own sharing; none follows the submission.
    async fn own_sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        self.answer
            .sharing
            .as_ref()
            .map(|sharing| Sharing::new(Call::of(ctx), sharing))
    }

    /// How it would be shared: its own sharing or the submission's, under the ceiling of the question.
    async fn sharing(&self, ctx: &Context<'_>) -> Sharing {
        let ceiling = self
            .file
            .edition
            .question(&self.answer.question)
            .and_then(|placed| placed.question.ceiling);
        let default = &self.file.submission.sharing;
        let effective = rules::Sharing::effective(default, self.answer.sharing.as_ref(), ceiling);
        Sharing::new(Call::of(ctx), &effective)
    }

    /// What would keep it out of a filing.
    async fn problems(&self, ctx: &Context<'_>) -> Result<Vec<Problem>, Fault> {
        let call = Call::of(ctx);
        let preview = self.file.preview(call).await?;
        let own = preview
            .problems
            .iter()
            .filter(|problem| problem.question.as_ref() == Some(&self.answer.question));
        Ok(own.map(|problem| Problem::new(problem, call.language())).collect())
    }

    /// The id of the account that saved, merged or confirmed it last.
    async fn changed_by(&self) -> ID {
        node::id(Sort::Account, self.answer.changed_by.to_string())
    }

    /// Who saved, merged or confirmed it last, as the State's own people see them.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<TeamMember>, Fault> {
        Ok(self.file.team(Call::of(ctx)).await?.person(self.answer.changed_by))
    }

    /// The comments on it, the oldest thread first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn threads(&self, ctx: &Context<'_>) -> Result<Vec<CommentThread>, Fault> {
        let question = &self.answer.question;
        CommentThread::of(Call::of(ctx), &self.file, |about| about == question).await
    }

    /// When it was saved, merged or confirmed last.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.answer.changed_at
    }

    /// The texts that await merging, the oldest first: saves that another one had overtaken, and what several earlier answers
    /// offer.
    #[graphql(complexity = "5 + 2 * child_complexity")]
    async fn unmerged(&self, ctx: &Context<'_>) -> Result<Vec<AnswerRevision>, Fault> {
        let call = Call::of(ctx);
        let waiting = self.file.unmerged(call).await?.iter();
        Ok(waiting
            .filter(|text| text.question == self.answer.question)
            .map(|text| AnswerRevision::new(call, &self.file, text))
            .collect())
    }

    /// Every accepted text, the oldest first, unmerged ones among them.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<AnswerRevision>, Fault> {
        let call = Call::of(ctx);
        let snapshot = call.snapshot().await?;
        let revisions = snapshot
            .revisions(self.file.submission.id, &self.answer.question)
            .await?;
        Ok(revisions
            .iter()
            .map(|revision| AnswerRevision::new(call, &self.file, revision))
            .collect())
    }
}
