//! A working file as one call reads it: each part once, when it is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::ReadSubmission;
use domain::id::{QuestionCode, SectionCode, SubmissionId};
use domain::questionnaire as questions;
use domain::submission as rules;
use domain::submission::{Preview, StageCode};
use tokio::sync::OnceCell;

use crate::app::Head;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::team::Team;

/// A working file with its round and edition, and what is read of it as it is asked for.
pub(crate) struct File {
    pub(crate) submission: rules::Submission,
    pub(crate) round: Arc<rules::Round>,
    pub(crate) edition: Arc<questions::Edition>,
    answers: OnceCell<Vec<rules::Answer>>,
    assignments: OnceCell<BTreeMap<SectionCode, rules::Assignment>>,
    preview: OnceCell<Preview>,
    unmerged: OnceCell<Vec<rules::Revision>>,
    clearing: OnceCell<Clearing>,
    threads: OnceCell<Vec<rules::Thread>>,
    team: OnceCell<Team>,
}

/// What was done to the clearance of a working file, and what follows from it.
#[derive(Default)]
pub(crate) struct Clearing {
    pub(crate) entries: Vec<rules::ClearanceEntry>,
    pub(crate) clearance: rules::Clearance,
}

impl File {
    /// The file around a submission that the scope showed.
    pub(crate) async fn new(call: &Call, submission: rules::Submission) -> Result<Arc<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let round = call
            .app()
            .round(&snapshot, submission.round)
            .await?
            .ok_or_else(Fault::not_found)?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .cloned()
            .ok_or_else(Fault::not_found)?;
        call.app().keep_head(&Head {
            submission: Arc::new(submission.clone()),
            round: Arc::clone(&round),
        });
        Ok(Arc::new(Self {
            submission,
            round,
            edition,
            answers: OnceCell::new(),
            assignments: OnceCell::new(),
            preview: OnceCell::new(),
            unmerged: OnceCell::new(),
            clearing: OnceCell::new(),
            threads: OnceCell::new(),
            team: OnceCell::new(),
        }))
    }

    /// The submission of this id, if the caller may see it.
    pub(crate) async fn find(call: &Call, id: SubmissionId) -> Result<Option<Arc<Self>>, Fault> {
        let found = call.snapshot().await?.submission(id).await?;
        let visible = found.filter(|found| {
            call.actor()
                .may(&ReadSubmission {
                    state: found.state.clone(),
                })
                .is_ok()
        });
        match visible {
            Some(submission) => Self::new(call, submission).await.map(Some),
            None => Ok(None),
        }
    }

    pub(crate) async fn answers(&self, call: &Call) -> Result<&[rules::Answer], Fault> {
        let read = || async { Ok::<_, Fault>(call.snapshot().await?.answers(self.submission.id).await?) };
        self.answers.get_or_try_init(read).await.map(Vec::as_slice)
    }

    pub(crate) async fn assignments(&self, call: &Call) -> Result<&BTreeMap<SectionCode, rules::Assignment>, Fault> {
        let read = || async { Ok::<_, Fault>(call.snapshot().await?.assignments(self.submission.id).await?) };
        self.assignments.get_or_try_init(read).await
    }

    /// Whether the caller may read the answers of every section.
    pub(crate) async fn shows_all(&self, call: &Call) -> Result<bool, Fault> {
        for placed in self.edition.sections() {
            if !self.shows(call, &placed.section.code).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The texts that await merging, in order of code.
    pub(crate) async fn unmerged(&self, call: &Call) -> Result<&[rules::Revision], Fault> {
        let read = || async { Ok::<_, Fault>(call.snapshot().await?.unmerged(self.submission.id).await?) };
        self.unmerged.get_or_try_init(read).await.map(Vec::as_slice)
    }

    /// How many texts await merging and how many carried answers nobody has confirmed, in a section or in the whole.
    pub(crate) async fn waiting(&self, call: &Call, section: Option<&SectionCode>) -> Result<(usize, usize), Fault> {
        let here = |question: &QuestionCode| section.is_none_or(|section| question.section() == *section);
        let unmerged = self.unmerged(call).await?.iter();
        let unconfirmed = self.answers(call).await?.iter().filter(|answer| !answer.is_confirmed());
        Ok((
            unmerged.filter(|text| here(&text.question)).count(),
            unconfirmed.filter(|answer| here(&answer.question)).count(),
        ))
    }

    /// What would be filed now.
    pub(crate) async fn preview(&self, call: &Call) -> Result<&Preview, Fault> {
        let compute = || async {
            let answers = self.answers(call).await?;
            let states = &call.world().states;
            Ok::<_, Fault>(self.submission.preview(&self.round, &self.edition, states, answers)?)
        };
        self.preview.get_or_try_init(compute).await
    }

    /// What was done to its clearance. Nothing is read where nobody was ever asked to sign.
    pub(crate) async fn clearing(&self, call: &Call) -> Result<&Clearing, Fault> {
        let read = || async {
            if !self.submission.has_clearance {
                return Ok(Clearing::default());
            }
            let entries = call.snapshot().await?.clearance_entries(self.submission.id).await?;
            let clearance = rules::Clearance::of(&entries);
            Ok::<_, Fault>(Clearing { entries, clearance })
        };
        self.clearing.get_or_try_init(read).await
    }

    /// Where it stands, as far as that depends on those who sign.
    pub(crate) async fn stage(&self, call: &Call) -> Result<StageCode, Fault> {
        match self.submission.stage {
            rules::Stage::Drafting if self.submission.has_clearance => {
                Ok(self.clearing(call).await?.clearance.stage(self.preview(call).await?))
            }
            rules::Stage::Drafting
            | rules::Stage::Filed(_)
            | rules::Stage::Amending(_)
            | rules::Stage::Withdrawn { .. } => Ok(self.submission.stage.code()),
        }
    }

    /// The threads of comments that the caller may read, the oldest first.
    pub(crate) async fn threads(&self, call: &Call) -> Result<Vec<&rules::Thread>, Fault> {
        let read = || async { Ok::<_, Fault>(call.snapshot().await?.threads(self.submission.id).await?) };
        let mut shown = Vec::new();
        for thread in self.threads.get_or_try_init(read).await? {
            if self.shows(call, &thread.question.section()).await? {
                shown.push(thread);
            }
        }
        Ok(shown)
    }

    /// The State's own people and ministries, past ones among them.
    pub(crate) async fn team(&self, call: &Call) -> Result<&Team, Fault> {
        let read = || Team::read(call, &self.submission.state);
        self.team.get_or_try_init(read).await
    }

    /// Whether the caller may read the answers of a section.
    pub(crate) async fn shows(&self, call: &Call, section: &SectionCode) -> Result<bool, Fault> {
        let assigned = self
            .assignments(call)
            .await?
            .get(section)
            .map(|assignment| assignment.to);
        let state = &self.submission.state;
        let clearance = self.clearing(call).await?.clearance.section(section);
        Ok(rules::reads_section(
            call.actor(),
            (state, section),
            assigned,
            clearance,
        ))
    }
}
