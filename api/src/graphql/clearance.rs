//! Who signs a section off, what they have signed, and the acts that lead there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{ArrangeClearance, Assignee, Clear, Permit, Recall, Refused, Return, SendToClearance, Writing};
use domain::id::{AccountId, MinistryId, SectionCode};
use domain::questionnaire as questions;
use domain::submission as rules;
use domain::submission::{
    Back, BadPath, Clearance, ClearanceAct, ClearanceEntry, Lying, Outcome, Path, Remark, SectionText,
};
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::draft::{locked, round_of, shown};
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::submission::{Ministry, Submission};
use crate::graphql::team::TeamMember;

/// Where a section stands with those who sign it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ClearanceStatus {
    /// Nobody has to sign.
    NotNeeded,
    /// It was not sent yet.
    Drafting,
    /// A ministry returned it.
    Returned,
    /// It was taken back.
    Recalled,
    /// It was sent or cleared, and would bring something else into a filing since: what was signed no longer holds.
    Reopened,
    /// It waits for a signature.
    InClearance,
    /// All have signed what would be filed.
    Cleared,
}

impl From<rules::ClearanceStatus> for ClearanceStatus {
    fn from(status: rules::ClearanceStatus) -> Self {
        match status {
            rules::ClearanceStatus::NotNeeded => Self::NotNeeded,
            rules::ClearanceStatus::Drafting => Self::Drafting,
            rules::ClearanceStatus::Back(Back::Returned(_)) => Self::Returned,
            rules::ClearanceStatus::Back(Back::Recalled) => Self::Recalled,
            rules::ClearanceStatus::Reopened => Self::Reopened,
            rules::ClearanceStatus::InClearance(_) => Self::InClearance,
            rules::ClearanceStatus::Cleared => Self::Cleared,
        }
    }
}

/// What was done to a section on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ClearanceActKind {
    /// It was laid down who signs.
    Arranged,
    /// Somebody may sign in the place of a ministry's own people, or nobody any longer.
    Substituted,
    /// It was sent to those who sign.
    Sent,
    /// A ministry signed.
    Signed,
    /// A ministry returned it.
    Returned,
    /// It was taken back.
    Recalled,
}

/// An act of clearance. It never changes.
#[derive(SimpleObject)]
pub struct ClearanceEvent {
    /// What was done.
    kind: ClearanceActKind,
    /// Which sending it belongs to, counted from 1; 0 before the first.
    turn: u32,
    /// Who did it.
    by: Option<TeamMember>,
    /// When.
    at: DateTime<Utc>,
    /// The ministry that signed or returned it, or whose substitute was named.
    ministry: Option<Ministry>,
    /// Who may sign in the place of the ministry's own people.
    substitute: Option<TeamMember>,
    /// Whether a substitute signed.
    as_substitute: bool,
    /// Why; none where the section is not the reader's.
    reason: Option<String>,
}

/// The signature of a ministry under a section.
#[derive(SimpleObject)]
pub struct ClearanceSignature {
    /// The ministry.
    ministry: Option<Ministry>,
    /// Who may sign in the place of the ministry's own people.
    substitute: Option<TeamMember>,
    /// Whether the section waits for it now.
    is_awaited: bool,
    /// Whether it is the reader's to give.
    is_mine: bool,
    /// When it was given to the text as it is now.
    signed_at: Option<DateTime<Utc>>,
    /// Who gave it.
    signed_by: Option<TeamMember>,
    /// Whether a substitute gave it.
    as_substitute: bool,
}

/// A step on the way of a section: its ministries sign in any order, and before those of the next step.
#[derive(SimpleObject)]
pub struct ClearanceStep {
    /// Counted from 1.
    number: usize,
    /// Their signatures.
    signatures: Vec<ClearanceSignature>,
}

/// Who signs a section off, and what they have signed.
pub struct SectionClearance {
    pub(crate) file: Arc<File>,
    pub(crate) code: SectionCode,
}

impl SectionClearance {
    async fn text(&self, call: &Call) -> Result<SectionText, Fault> {
        Ok(SectionText::of(self.file.preview(call).await?, &self.code))
    }
}

/// Who signs a section off, and what they have signed.
#[Object]
impl SectionClearance {
    /// Where the section stands.
    async fn status(&self, ctx: &Context<'_>) -> Result<ClearanceStatus, Fault> {
        let call = Call::of(ctx);
        let clearance = self.file.clearing(call).await?.clearance.section(&self.code);
        Ok(clearance.status(&self.text(call).await?).into())
    }

    /// Which sending is the last, counted from 1; 0 before the first. Who signs or returns names it.
    async fn turn(&self, ctx: &Context<'_>) -> Result<u32, Fault> {
        Ok(self
            .file
            .clearing(Call::of(ctx))
            .await?
            .clearance
            .section(&self.code)
            .turn())
    }

    /// When it was sent last.
    async fn sent_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>, Fault> {
        let clearance = &self.file.clearing(Call::of(ctx)).await?.clearance;
        Ok(clearance.section(&self.code).turns().last().map(|turn| turn.at))
    }

    /// Those who sign, step by step.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<ClearanceStep>, Fault> {
        let call = Call::of(ctx);
        let clearance = self.file.clearing(call).await?.clearance.section(&self.code);
        if clearance.path().is_empty() {
            return Ok(Vec::new());
        }
        let team = self.file.team(call).await?;
        let status = clearance.status(&self.text(call).await?);
        let (awaited, holds) = match status {
            rules::ClearanceStatus::InClearance(awaited) => (awaited, true),
            rules::ClearanceStatus::Cleared => (BTreeSet::new(), true),
            rules::ClearanceStatus::NotNeeded
            | rules::ClearanceStatus::Drafting
            | rules::ClearanceStatus::Back(_)
            | rules::ClearanceStatus::Reopened => (BTreeSet::new(), false),
        };
        let given = clearance.turns().last().filter(|_| holds).map(|turn| &turn.signed);
        let signature = |ministry: &MinistryId| {
            let signed = given.and_then(|signed| signed.get(ministry));
            let mut holders = clearance.holders(*ministry);
            ClearanceSignature {
                ministry: team.ministry(*ministry),
                substitute: clearance.substitute(*ministry).and_then(|account| team.person(account)),
                is_awaited: awaited.contains(ministry),
                is_mine: holders.any(|holder| call.actor().may(&self.clear(holder)).is_ok()),
                signed_at: signed.map(|signature| signature.at),
                signed_by: signed.and_then(|signature| team.person(signature.by)),
                as_substitute: signed.is_some_and(|signature| signature.as_substitute),
            }
        };
        let steps = clearance.path().steps().iter().enumerate();
        let steps = steps.map(|(at, ministries)| ClearanceStep {
            number: at + 1,
            signatures: ministries.iter().map(signature).collect(),
        });
        Ok(steps.collect())
    }

    /// The questions whose answers are others than those that were sent last; none where the section is not the reader's.
    async fn changed_since(&self, ctx: &Context<'_>) -> Result<Vec<String>, Fault> {
        let call = Call::of(ctx);
        if !self.file.shows(call, &self.code).await? {
            return Ok(Vec::new());
        }
        let turns = self.file.clearing(call).await?.clearance.section(&self.code).turns();
        let Some(last) = turns.last() else {
            return Ok(Vec::new());
        };
        let changed = last.text.changed_in(&self.text(call).await?);
        Ok(changed.iter().map(ToString::to_string).collect())
    }

    /// Everything that was done, the oldest first.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<ClearanceEvent>, Fault> {
        let call = Call::of(ctx);
        let shows = self.file.shows(call, &self.code).await?;
        let team = self.file.team(call).await?;
        let entries = self.file.clearing(call).await?.entries.iter();
        let event = |entry: &ClearanceEntry| {
            let (kind, ministry, substitute, as_substitute, reason) = match &entry.act {
                ClearanceAct::Arranged(_) => (ClearanceActKind::Arranged, None, None, false, None),
                ClearanceAct::Substituted { ministry, by } => {
                    (ClearanceActKind::Substituted, Some(*ministry), *by, false, None)
                }
                ClearanceAct::Sent(_) => (ClearanceActKind::Sent, None, None, false, None),
                ClearanceAct::Signed {
                    ministry,
                    as_substitute,
                } => (ClearanceActKind::Signed, Some(*ministry), None, *as_substitute, None),
                ClearanceAct::Returned { ministry, reason } => {
                    (ClearanceActKind::Returned, Some(*ministry), None, false, Some(reason))
                }
                ClearanceAct::Recalled { reason } => (ClearanceActKind::Recalled, None, None, false, reason.as_ref()),
            };
            ClearanceEvent {
                kind,
                turn: entry.turn,
                by: team.person(entry.by),
                at: entry.at,
                ministry: ministry.and_then(|id| team.ministry(id)),
                substitute: substitute.and_then(|account| team.person(account)),
                as_substitute,
                reason: reason.filter(|_| shows).map(|reason| reason.as_str().to_owned()),
            }
        };
        Ok(entries.filter(|entry| entry.section == self.code).map(event).collect())
    }
}

impl SectionClearance {
    fn clear(&self, holder: Assignee) -> Clear {
        Clear {
            state: self.file.submission.state.clone(),
            submission: self.file.submission.id,
            section: self.code.clone(),
            assigned: Some(holder),
        }
    }
}

/// A step on the way of a section.
#[derive(Clone, Debug, InputObject)]
pub struct ClearanceStepInput {
    /// The ministries that sign in this step, in any order.
    ministries: Vec<ID>,
}

/// Who is to sign a section.
#[derive(Clone, Debug, InputObject)]
pub struct ArrangeClearanceInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
    /// The steps in their order, each ministry once; none of them: nobody signs.
    steps: Vec<ClearanceStepInput>,
}

/// Who may sign in the place of a ministry's own people.
#[derive(Clone, Debug, InputObject)]
pub struct NameSubstituteInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
    /// The ministry.
    ministry: ID,
    /// The account of one of the State's clearers; left out: nobody any longer.
    account: Option<ID>,
}

/// Sections to be sent to those who sign them.
#[derive(Clone, Debug, InputObject)]
pub struct SendToClearanceInput {
    /// The working file.
    submission: ID,
    /// The codes of the sections. All of them are sent, or none.
    sections: Vec<String>,
}

/// A signature.
#[derive(Clone, Debug, InputObject)]
pub struct ClearSectionInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
    /// The ministry whose signature it is.
    ministry: ID,
    /// The sending that was read. If there is another one by now, or another text, nothing is signed.
    turn: u32,
}

/// A section to be returned.
#[derive(Clone, Debug, InputObject)]
pub struct ReturnSectionInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
    /// The ministry that returns it.
    ministry: ID,
    /// The sending that was read. If there is another one by now, or another text, nothing is returned.
    turn: u32,
    /// Why: 1 to 10,000 characters. It never leaves the State.
    reason: String,
}

/// Sections to be taken back from those who sign.
#[derive(Clone, Debug, InputObject)]
pub struct RecallSectionsInput {
    /// The working file.
    submission: ID,
    /// The codes of the sections. All of them are taken back, or none.
    sections: Vec<String>,
    /// Why, if that is to be said: 1 to 10,000 characters. It never leaves the State.
    reason: Option<String>,
}

/// What became of the clearance of a working file.
#[derive(SimpleObject)]
pub struct ClearancePayload {
    /// The working file as it is now.
    submission: Submission,
}

/// A working file locked for an act of clearance, with all that the rules ask about it.
struct Before {
    submission: rules::Submission,
    round: rules::Round,
    edition: Arc<questions::Edition>,
    answers: Vec<rules::Answer>,
    clearance: Clearance,
    texts: BTreeMap<SectionCode, SectionText>,
    nothing: SectionText,
}

impl Before {
    async fn read(call: &Call, work: &Work, id: &ID) -> Result<Self, Fault> {
        let submission = locked(work, id, None).await?;
        let editions = &call.world().editions;
        let edition = editions.get(&submission.edition).ok_or_else(Fault::not_found)?;
        let round = round_of(work, &submission).await?;
        let answers = work.answers(submission.id).await?;
        let preview = submission.preview(&round, edition, &call.world().states, &answers)?;
        let sections = edition.sections().map(|placed| placed.section.code.clone());
        Ok(Self {
            clearance: work.clearance(&submission).await?,
            edition: Arc::clone(edition),
            texts: sections
                .map(|code| (code.clone(), SectionText::of(&preview, &code)))
                .collect(),
            nothing: SectionText::default(),
            submission,
            round,
            answers,
        })
    }

    fn lying(&self, section: &SectionCode) -> Lying<'_> {
        let text = self.texts.get(section).unwrap_or(&self.nothing);
        Lying::new(self.clearance.section(section), text, section, &self.answers)
    }

    /// The permit for a signature: as one of the ministry's own people, or as its substitute.
    fn for_signature<A: Writing>(
        &self,
        call: &Call,
        section: &SectionCode,
        ministry: MinistryId,
        act: impl Fn(Option<Assignee>) -> A,
    ) -> Result<Permit<A>, Fault> {
        let mut holders = self.clearance.section(section).holders(ministry);
        let permit = holders.find_map(|holder| call.actor().permit(act(Some(holder))).ok());
        permit.ok_or_else(|| Refused::OutOfReach(A::KIND).into())
    }

    async fn keep(
        &self,
        call: &Call,
        work: Work,
        outcome: &Outcome<Vec<ClearanceEntry>>,
    ) -> Result<ClearancePayload, Fault> {
        work.save_clearance(&self.submission, outcome).await?;
        call.commit(work).await?;
        Ok(ClearancePayload {
            submission: shown(call, self.submission.id).await?,
        })
    }
}

fn section_code(code: String, field: impl Into<String>) -> Result<SectionCode, Fault> {
    SectionCode::new(code).map_err(|_| Fault::invalid().at(field))
}

fn section_codes(codes: Vec<String>) -> Result<Vec<SectionCode>, Fault> {
    let codes = codes.into_iter().enumerate();
    codes
        .map(|(at, code)| section_code(code, format!("input.sections.{at}")))
        .collect()
}

pub(crate) fn remark(text: &str, field: &'static str) -> Result<Remark, Fault> {
    Remark::new(text).map_err(|bad| Fault::invalid().at(field).with("reason", bad.code()))
}

fn read_path(steps: Vec<ClearanceStepInput>) -> Result<Path, Fault> {
    let mut read = Vec::with_capacity(steps.len());
    for (at, step) in steps.into_iter().enumerate() {
        let mut ministries = BTreeSet::new();
        for (place, id) in step.ministries.iter().enumerate() {
            let ministry = MinistryId(node::key(Sort::Ministry, id)?);
            if !ministries.insert(ministry) {
                let field = format!("input.steps.{at}.ministries.{place}");
                return Err(Fault::invalid().at(field).with("reason", "twice"));
            }
        }
        read.push(ministries);
    }
    Path::new(read).map_err(|bad| match bad {
        BadPath::EmptyStep(at) => Fault::invalid()
            .at(format!("input.steps.{at}.ministries"))
            .with("reason", "empty"),
        BadPath::Twice(_) => Fault::invalid().at("input.steps").with("reason", "twice"),
        BadPath::TooLong => Fault::invalid().at("input.steps").with("reason", "too_long"),
    })
}

/// What is done to the clearance of sections.
#[derive(Default)]
pub struct ClearanceMutation;

#[Object]
impl ClearanceMutation {
    /// Lays down which ministries sign a section off, one after the other or side by side. Not while it lies with them.
    async fn arrange_clearance(
        &self,
        ctx: &Context<'_>,
        input: ArrangeClearanceInput,
    ) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let permit = call.actor().permit(ArrangeClearance {
            state: submission.state.clone(),
            submission: submission.id,
        })?;
        let section = section_code(input.section, "input.section")?;
        let path = read_path(input.steps)?;
        for ministry in path.steps().iter().flatten() {
            let is_own = work
                .is_assignable(&submission.state, Assignee::Ministry(*ministry))
                .await?;
            is_own.then_some(()).ok_or_else(Fault::not_found)?;
        }
        let of = (&before.round, before.edition.as_ref());
        let lying = before.lying(&section);
        let outcome = submission.arrange_clearance(permit, of, section, path, lying, call.now())?;
        before.keep(call, work, &outcome).await
    }

    /// Names who may sign a section in the place of a ministry's own people, or nobody any longer.
    async fn name_substitute(&self, ctx: &Context<'_>, input: NameSubstituteInput) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let permit = call.actor().permit(ArrangeClearance {
            state: submission.state.clone(),
            submission: submission.id,
        })?;
        let section = section_code(input.section, "input.section")?;
        let ministry = MinistryId(node::key(Sort::Ministry, &input.ministry)?);
        let account = input
            .account
            .as_ref()
            .map(|id| node::key(Sort::Account, id).map(AccountId));
        let account = account.transpose()?;
        if let Some(account) = account {
            let is_clearer = work.is_clearer(&submission.state, account).await?;
            is_clearer.then_some(()).ok_or_else(Fault::not_found)?;
        }
        let clearance = before.clearance.section(&section);
        let signature = (section, ministry);
        let outcome = submission.name_substitute(permit, &before.round, signature, account, clearance, call.now())?;
        before.keep(call, work, &outcome).await
    }

    /// Sends sections to those who sign them, as they are now. Whatever changes what one of them would bring into a filing
    /// opens it again.
    async fn send_to_clearance(
        &self,
        ctx: &Context<'_>,
        input: SendToClearanceInput,
    ) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let assignments = work.assignments(submission.id).await?;
        let permits = section_codes(input.sections)?.into_iter().map(|section| {
            call.actor().permit(SendToClearance {
                state: submission.state.clone(),
                submission: submission.id,
                assigned: assignments.get(&section).map(|assignment| assignment.to),
                section,
            })
        });
        let permits = permits.collect::<Result<Vec<_>, _>>()?;
        let lying = |section: &SectionCode| before.lying(section);
        let outcome = submission.send_to_clearance(permits, &before.round, lying, call.now())?;
        before.keep(call, work, &outcome).await
    }

    /// Signs a section for a ministry: as one of its clearers, or as its substitute.
    async fn clear_section(&self, ctx: &Context<'_>, input: ClearSectionInput) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let section = section_code(input.section, "input.section")?;
        let ministry = MinistryId(node::key(Sort::Ministry, &input.ministry)?);
        let permit = before.for_signature(call, &section, ministry, |assigned| Clear {
            state: submission.state.clone(),
            submission: submission.id,
            section: section.clone(),
            assigned,
        })?;
        let lying = before.lying(&section);
        let outcome = submission.sign(permit, &before.round, ministry, input.turn, lying, call.now())?;
        before.keep(call, work, &outcome).await
    }

    /// Returns a section to drafting, with a reason: for a ministry whose signature is awaited or was given.
    async fn return_section(&self, ctx: &Context<'_>, input: ReturnSectionInput) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let section = section_code(input.section, "input.section")?;
        let ministry = MinistryId(node::key(Sort::Ministry, &input.ministry)?);
        let permit = before.for_signature(call, &section, ministry, |assigned| Return {
            state: submission.state.clone(),
            submission: submission.id,
            section: section.clone(),
            assigned,
        })?;
        let reason = remark(&input.reason, "input.reason")?;
        let lying = before.lying(&section);
        let asked = (ministry, input.turn);
        let outcome = submission.return_section(permit, &before.round, asked, reason, lying, call.now())?;
        before.keep(call, work, &outcome).await
    }

    /// Takes sections back from those who sign, until they are filed. What was signed no longer holds.
    async fn recall_sections(&self, ctx: &Context<'_>, input: RecallSectionsInput) -> Result<ClearancePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let before = Before::read(call, &work, &input.submission).await?;
        let submission = &before.submission;
        let permit = call.actor().permit(Recall {
            state: submission.state.clone(),
            submission: submission.id,
        })?;
        let sections = section_codes(input.sections)?;
        let reason = input.reason.as_deref().map(|reason| remark(reason, "input.reason"));
        let reason = reason.transpose()?;
        let lying = |section: &SectionCode| before.lying(section);
        let outcome = submission.recall(permit, &before.round, sections, reason.as_ref(), lying, call.now())?;
        before.keep(call, work, &outcome).await
    }
}
