//! A State's working file: where it stands, what is answered, and what it would file.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::ReadSubmission;
use domain::id::{QuestionCode, StateCode, SubmissionId};
use domain::questionnaire as questions;
use domain::submission as rules;
use domain::submission::StageCode;

use crate::graphql::answer::{Answer, RetiredAnswer};
use crate::graphql::call::Call;
use crate::graphql::difference::AnswerDifferences;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::filing::FilingPreview;
use crate::graphql::node::{self, Sort};
use crate::graphql::pack::{self, PackDifference};
use crate::graphql::printed::{DocumentFormat, PackFormat, PrintedDocument};
use crate::graphql::problem::Problem;
use crate::graphql::record::Filing;
use crate::graphql::reply::{DraftedReply, drafted};
use crate::graphql::round::Round;
use crate::graphql::section::SubmissionSection;
use crate::graphql::sharing::Sharing;
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;

/// Where a submission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SubmissionStage", remote = "StageCode")]
pub enum SubmissionStageCode {
    /// Answers are collected.
    Drafting,
    /// Sections lie with those who sign them off.
    InClearance,
    /// Every section that somebody signs off is signed off as it is now.
    Cleared,
    /// A filing stands; nothing is being changed.
    Filed,
    /// An amendment is drafted beside the standing filing.
    Amending,
    /// What was filed is taken back; it can be changed and filed again.
    Withdrawn,
}

/// How far a section or a whole has come. Nothing here is a duty: whatever is missing, the rest can be filed.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Completeness {
    /// Questions that are shown and usually answered.
    expected: u32,
    /// Those of them that are answered, a silence being an answer.
    expected_answered: u32,
    /// Questions that are shown.
    enabled: u32,
    /// Those of them that are answered.
    answered: u32,
    /// Questions that are shown on the short path.
    core: u32,
    /// Those of them that are answered.
    core_answered: u32,
    /// Answers that a problem keeps out.
    problems: u32,
}

impl From<questions::Completeness> for Completeness {
    fn from(completeness: questions::Completeness) -> Self {
        Self {
            expected: completeness.expected,
            expected_answered: completeness.expected_answered,
            enabled: completeness.enabled,
            answered: completeness.answered,
            core: completeness.core,
            core_answered: completeness.core_answered,
            problems: completeness.problems,
        }
    }
}

/// A State's working file in a round.
#[derive(Clone)]
pub struct Submission(pub(crate) Arc<File>);

impl Submission {
    fn get(&self) -> &rules::Submission {
        &self.0.submission
    }
}

/// A State's working file in a round. It is seen by the State's own people only.
#[Object]
impl Submission {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Submission, self.get().id.to_string())
    }

    /// Where the draft can be fetched, marked on every page as not filed: the answers that the reader may see.
    #[graphql(complexity = 5)]
    async fn document(
        &self,
        ctx: &Context<'_>,
        format: DocumentFormat,
        language: Option<LanguageCode>,
    ) -> PrintedDocument {
        let id = node::id(Sort::Submission, self.get().id.to_string());
        PrintedDocument::new(Call::of(ctx), id, format, language)
    }

    /// Where its offline pack can be fetched: the questions of the sections that the reader may see, with what stands, to be
    /// filled in without a network.
    #[graphql(complexity = 5)]
    async fn pack(&self, ctx: &Context<'_>, format: PackFormat, language: Option<LanguageCode>) -> PrintedDocument {
        let id = node::id(Sort::Submission, self.get().id.to_string());
        PrintedDocument::new(Call::of(ctx), id, format, language)
    }

    /// What an offline pack brings back, `pack` as `POST /packs` gave it: each answer beside what the pack was made from and
    /// what stands now. Nothing is applied.
    #[graphql(complexity = "50 + child_complexity")]
    async fn pack_difference(&self, ctx: &Context<'_>, pack: String) -> Result<PackDifference, Fault> {
        pack::difference(Call::of(ctx), &self.0, &pack).await
    }

    /// The round.
    async fn round(&self) -> Round {
        Round(Arc::clone(&self.0.round))
    }

    /// The State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.get().state)
    }

    /// The edition that is answered.
    async fn edition(&self, ctx: &Context<'_>) -> Edition {
        Edition::new(Call::of(ctx).world(), &self.0.edition)
    }

    /// Where it stands.
    async fn stage(&self, ctx: &Context<'_>) -> Result<SubmissionStageCode, Fault> {
        Ok(self.0.stage(Call::of(ctx)).await?.into())
    }

    /// The codes of the sections that somebody signs off, and that are not cleared as they are now. They hold a filing up.
    async fn uncleared(&self, ctx: &Context<'_>) -> Result<Vec<String>, Fault> {
        let call = Call::of(ctx);
        let clearance = &self.0.clearing(call).await?.clearance;
        let uncleared = clearance.uncleared(self.0.preview(call).await?);
        Ok(uncleared.iter().map(ToString::to_string).collect())
    }

    /// How many threads of comments are open, as far as the reader may see them.
    async fn open_thread_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        let threads = self.0.threads(Call::of(ctx)).await?.into_iter();
        Ok(threads.filter(|thread| thread.resolved.is_none()).count())
    }

    /// Counts the changes of the submission as a whole, from 1. What changes it names the revision it is based on.
    async fn revision(&self) -> u32 {
        self.get().revision
    }

    /// The language of texts that name none.
    async fn language(&self) -> LanguageCode {
        self.get().fields.language.into()
    }

    /// Whether the State confirms the whole; none while it has not said. Filing does not wait for it.
    async fn confirmation(&self) -> Option<bool> {
        self.get().fields.confirmation
    }

    /// Whether the State filed before; none while it has not said.
    async fn earlier_submission(&self) -> Option<bool> {
        self.get().fields.earlier_submission
    }

    /// Whether the secretariat may see completeness before filing.
    async fn shares_progress(&self) -> bool {
        self.get().fields.shares_progress
    }

    /// How answers are shared that say nothing else.
    async fn sharing(&self, ctx: &Context<'_>) -> Sharing {
        Sharing::new(Call::of(ctx), &self.get().sharing)
    }

    /// Whether the State agrees to be named in the register whatever can be read.
    async fn names_state(&self) -> bool {
        self.get().names_state
    }

    /// Whether who files must not be who made the last change.
    async fn four_eyes(&self) -> bool {
        self.get().four_eyes
    }

    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.get().opened_at
    }

    /// How far the whole has come.
    async fn completeness(&self, ctx: &Context<'_>) -> Result<Completeness, Fault> {
        Ok(self.0.preview(Call::of(ctx)).await?.progress.whole().into())
    }

    /// How many texts await merging.
    async fn unmerged_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        Ok(self.0.waiting(Call::of(ctx), None).await?.0)
    }

    /// How many carried answers nobody has confirmed. They are not filed.
    async fn unconfirmed_count(&self, ctx: &Context<'_>) -> Result<usize, Fault> {
        Ok(self.0.waiting(Call::of(ctx), None).await?.1)
    }

    /// What the State said in earlier rounds to questions that no question of this edition continues, the last answer of each
    /// line: for those who see the whole file.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn retired_answers(&self, ctx: &Context<'_>) -> Result<Vec<RetiredAnswer>, Fault> {
        let call = Call::of(ctx);
        if !self.0.shows_all(call).await? {
            return Ok(Vec::new());
        }
        let submission = self.get();
        let snapshot = call.snapshot().await?;
        let past = snapshot
            .past(&submission.state, &submission.edition, submission.id)
            .await?;
        let world = call.world();
        let editions = world.editions.values().map(AsRef::as_ref);
        let related = editions.filter(|edition| edition.id().questionnaire == submission.edition.questionnaire);
        let lineage = |edition: &_, question: &_| world.lineage(edition, question);
        let retired = rules::retired(&self.0.edition, related, lineage, &past);
        Ok(retired
            .into_iter()
            .filter_map(|(content, origin)| RetiredAnswer::new(call, content, &origin))
            .collect())
    }

    /// A reply to the headings of A/RES/69/28, paragraph 3, drafted for the questions that ask for them from what the State says in
    /// its other questionnaires: what it filed, or else drafted, about texts that States agreed to. Empty for an edition that asks
    /// for none of them, and for those who do not read everything that their State says. `takeUpReply` puts it into the file.
    #[graphql(complexity = "100 + 4 * child_complexity")]
    async fn drafted_reply(&self, ctx: &Context<'_>) -> Result<Vec<DraftedReply>, Fault> {
        let replies = drafted(Call::of(ctx), self.get()).await?.into_iter();
        Ok(replies.map(DraftedReply::from).collect())
    }

    /// Every section of the edition, in order.
    #[graphql(complexity = "10 + 35 * child_complexity")]
    async fn sections(&self) -> Vec<SubmissionSection> {
        let sections = self.0.edition.sections();
        sections
            .map(|placed| SubmissionSection {
                file: Arc::clone(&self.0),
                code: placed.section.code.clone(),
            })
            .collect()
    }

    /// The section of this code.
    async fn section(&self, code: String) -> Option<SubmissionSection> {
        let placed = self.0.edition.section(&code)?;
        Some(SubmissionSection {
            file: Arc::clone(&self.0),
            code: placed.section.code.clone(),
        })
    }

    /// The answers that the reader may see, in order of code.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<Answer>, Fault> {
        let call = Call::of(ctx);
        let mut shown = BTreeMap::new();
        for placed in self.0.edition.sections() {
            let code = &placed.section.code;
            shown.insert(code.clone(), self.0.shows(call, code).await?);
        }
        let answers = self.0.answers(call).await?.iter();
        let visible = answers.filter(|answer| shown.get(&answer.question.section()).copied().unwrap_or(false));
        Ok(visible
            .map(|answer| Answer {
                file: Arc::clone(&self.0),
                answer: answer.clone(),
            })
            .collect())
    }

    /// The answer to this question, if it is the reader's to see.
    async fn answer(&self, ctx: &Context<'_>, question: String) -> Result<Option<Answer>, Fault> {
        let call = Call::of(ctx);
        let Ok(code) = QuestionCode::new(question) else {
            return Ok(None);
        };
        if !self.0.shows(call, &code.section()).await? {
            return Ok(None);
        }
        let found = self
            .0
            .answers(call)
            .await?
            .iter()
            .find(|answer| answer.question == code);
        Ok(found.map(|answer| Answer {
            file: Arc::clone(&self.0),
            answer: answer.clone(),
        }))
    }

    /// What would keep answers out of a filing, in the order of the edition.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn problems(&self, ctx: &Context<'_>) -> Result<Vec<Problem>, Fault> {
        let call = Call::of(ctx);
        let mut shown = Vec::new();
        for problem in &self.0.preview(call).await?.problems {
            let visible = match &problem.question {
                Some(question) => self.0.shows(call, &question.section()).await?,
                None => true,
            };
            if visible {
                shown.push(Problem::new(problem, call.language()));
            }
        }
        Ok(shown)
    }

    /// What would be filed now: for those who see the whole file.
    async fn preview(&self, ctx: &Context<'_>) -> Result<Option<FilingPreview>, Fault> {
        let call = Call::of(ctx);
        if !self.0.shows_all(call).await? {
            return Ok(None);
        }
        FilingPreview::new(call, &self.0).await.map(Some)
    }

    /// How the draft differs from what the State filed last, in this round or, before it has filed here, in an earlier one: as
    /// far as the reader may see both. None where nothing that was filed stands.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn difference(&self, ctx: &Context<'_>) -> Result<Option<AnswerDifferences>, Fault> {
        AnswerDifferences::of_draft(Call::of(ctx), &self.0).await
    }

    /// Its filings, amendments and withdrawals, in the order of the register.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn filings(&self, ctx: &Context<'_>) -> Result<Vec<Filing>, Fault> {
        Filing::of_submission(Call::of(ctx), self.get().id).await
    }
}

/// A body inside a State.
#[derive(SimpleObject)]
pub struct Ministry {
    /// An id that never changes.
    pub(crate) id: ID,
    /// Its name, as its State writes it.
    pub(crate) name: String,
}

impl From<store::MinistryRow> for Ministry {
    fn from(row: store::MinistryRow) -> Self {
        Self {
            id: node::id(Sort::Ministry, row.id.to_string()),
            name: row.name,
        }
    }
}

/// Working files.
#[derive(Default)]
pub struct SubmissionQuery;

#[Object]
impl SubmissionQuery {
    /// The working files that the caller may see, of one State or of every one they belong to, in the order of opening.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn submissions(&self, ctx: &Context<'_>, state: Option<String>) -> Result<Vec<Submission>, Fault> {
        let call = Call::of(ctx);
        let state = state
            .map(StateCode::new)
            .transpose()
            .map_err(|_| Fault::invalid().at("state"))?;
        let found = call.snapshot().await?.submissions(state.as_ref()).await?;
        let mut files = Vec::with_capacity(found.len());
        for submission in found {
            if call
                .actor()
                .may(&ReadSubmission {
                    state: submission.state.clone(),
                })
                .is_ok()
            {
                files.push(Submission(File::new(call, submission).await?));
            }
        }
        Ok(files)
    }

    /// The working file with this id.
    async fn submission(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Submission>, Fault> {
        let Ok(id) = node::key::<uuid::Uuid>(Sort::Submission, &id) else {
            return Ok(None);
        };
        Ok(File::find(Call::of(ctx), SubmissionId(id)).await?.map(Submission))
    }

    /// The ministries of a State, by name: for the State's own people.
    async fn ministries(&self, ctx: &Context<'_>, state: String) -> Result<Vec<Ministry>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        if call.actor().may(&ReadSubmission { state: state.clone() }).is_err() {
            return Ok(Vec::new());
        }
        let ministries = call.snapshot().await?.ministries(&state).await?;
        Ok(ministries.into_iter().map(Ministry::from).collect())
    }
}
