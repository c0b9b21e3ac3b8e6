//! The audit trail: one row for each act, in the unit of the act.

use std::collections::BTreeSet;

use domain::access::{Assignee, Role, Verb};
use domain::id::{AccountId, MinistryId, QuestionCode};
use domain::submission::{Event, Happening, Position};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::statement::execute;
use crate::{StoreError, Work};

impl Work {
    /// Writes what happened. Called by whatever saves the state that came of it, so that it cannot be forgotten.
    pub(crate) async fn record(&self, event: &Event) -> Result<(), StoreError> {
        let (subject, detail) = describe(&event.what);
        execute(
            self.connection(),
            "insert into event (at, account_id, act, state_id, subject, detail) values ($1, $2, $3, $4, $5, $6)",
            [
                event.at.into(),
                event.by.0.into(),
                event.what.act().code().into(),
                event.what.state().map(ToString::to_string).into(),
                subject.into(),
                detail.into(),
            ],
        )
        .await?;
        Ok(())
    }
}

/// What was acted on, and the ids and codes that belong to it.
#[expect(clippy::too_many_lines, reason = "one arm for each thing that happens")]
fn describe(what: &Happening) -> (String, Json) {
    let codes = |codes: &[domain::id::QuestionCode]| codes.iter().map(|code| json!(code.as_str())).collect::<Json>();
    match what {
        Happening::RoundOpened {
            round,
            key,
            edition,
            invited,
        } => (
            round.to_string(),
            json!({"key": key.as_str(), "edition": edition.to_string(), "invited": invited.len()}),
        ),
        Happening::StatesInvited { round, invited } => (
            round.to_string(),
            json!({"invited": invited.iter().map(|state| json!(state.as_str())).collect::<Json>()}),
        ),
        Happening::RoundRevised { round, revision } => (round.to_string(), json!({"became": revision})),
        Happening::RoundExtended { round, from, to } => (
            round.to_string(),
            json!({"from": from.to_string(), "to": to.to_string()}),
        ),
        Happening::RoundClosed { round, from, to } => (
            round.to_string(),
            json!({"from": from.map(|from| from.to_string()), "to": to.to_string()}),
        ),
        Happening::RoundArchived { round, at } => (round.to_string(), json!({"at": at.to_rfc3339()})),
        Happening::RoundCancelled { round, key } => (round.to_string(), json!({"key": key.as_str()})),
        Happening::LettersAsked {
            round, letters, states, ..
        } => (
            round.to_string(),
            json!({"letters": letters,
                   "written_to": states.iter().map(|state| json!(state.as_str())).collect::<Json>()}),
        ),
        Happening::SubmissionOpened { of, round } => (of.submission.to_string(), json!({"round": round.to_string()})),
        Happening::FieldsSet { of } => (of.submission.to_string(), json!({})),
        Happening::Assigned {
            of,
            section,
            ended,
            begun,
        } => {
            let begun = begun.map(|(assignment, to)| match to {
                Assignee::Ministry(ministry) => {
                    json!({"assignment": assignment.to_string(), "ministry": ministry.to_string()})
                }
                Assignee::Account(account) => {
                    json!({"assignment": assignment.to_string(), "account": account.to_string()})
                }
            });
            let ended = ended.map(|assignment| assignment.to_string());
            let detail = json!({"section": section.as_str(), "ended": ended, "begun": begun});
            (of.submission.to_string(), detail)
        }
        Happening::AnswersSaved { of, answers } => {
            let saved = answers
                .iter()
                .map(|(question, revision)| (question.to_string(), json!(revision)));
            (of.submission.to_string(), Json::Object(saved.collect()))
        }
        Happening::AnswerMerged {
            of,
            question,
            revision,
            merged,
        } => {
            let merged = merged.iter().map(|id| json!(id.0)).collect::<Json>();
            let detail = json!({"question": question.as_str(), "revision": revision, "merged": merged});
            (of.submission.to_string(), detail)
        }
        Happening::AnswersConfirmed { of, questions } | Happening::DraftVisibilitySet { of, questions } => {
            (of.submission.to_string(), json!({"questions": codes(questions)}))
        }
        Happening::ClearanceArranged { of, section, steps } => {
            let steps = steps.iter().map(|step| {
                step.iter()
                    .map(|ministry| json!(ministry.to_string()))
                    .collect::<Json>()
            });
            let detail = json!({"section": section.as_str(), "steps": steps.collect::<Json>()});
            (of.submission.to_string(), detail)
        }
        Happening::SubstituteNamed {
            of,
            section,
            ministry,
            substitute,
        } => {
            let substitute = substitute.map(|account| account.to_string());
            let detail =
                json!({"section": section.as_str(), "ministry": ministry.to_string(), "substitute": substitute});
            (of.submission.to_string(), detail)
        }
        Happening::SentToClearance { of, sections } | Happening::SectionsRecalled { of, sections } => {
            let sections = sections.iter().map(|section| json!(section.as_str())).collect::<Json>();
            (of.submission.to_string(), json!({"sections": sections}))
        }
        Happening::SectionSigned {
            of,
            section,
            turn,
            ministry,
            as_substitute,
        } => (
            of.submission.to_string(),
            json!({"section": section.as_str(), "turn": turn, "ministry": ministry.to_string(),
                   "as_substitute": as_substitute}),
        ),
        Happening::SectionReturned {
            of,
            section,
            turn,
            ministry,
        } => (
            of.submission.to_string(),
            json!({"section": section.as_str(), "turn": turn, "ministry": ministry.to_string()}),
        ),
        Happening::Commented {
            of,
            question,
            thread,
            comment,
            mentions,
        } => {
            let mentions = mentions
                .iter()
                .map(|account| json!(account.to_string()))
                .collect::<Json>();
            let detail = json!({"question": question.as_str(), "thread": thread.to_string(),
                                "comment": comment.to_string(), "mentions": mentions});
            (of.submission.to_string(), detail)
        }
        Happening::ThreadResolved {
            of,
            question,
            thread,
            is_resolved,
        } => (
            of.submission.to_string(),
            json!({"question": question.as_str(), "thread": thread.to_string(), "resolved": is_resolved}),
        ),
        Happening::VisibilitySet {
            of,
            position,
            questions,
        } => (
            of.submission.to_string(),
            json!({"position": position.0, "questions": codes(questions)}),
        ),
        Happening::Filed {
            of,
            kind,
            number,
            position,
            root,
            lateness: _,
        } => (
            of.submission.to_string(),
            json!({"kind": kind.code(), "number": number, "position": position.0, "root": root.to_string()}),
        ),
        Happening::Withdrawn {
            of,
            number,
            position,
            root,
        } => (
            of.submission.to_string(),
            json!({"number": number, "position": position.0, "root": root.to_string()}),
        ),
        Happening::HomeKeyRegistered { key, .. } | Happening::HomeKeyRevoked { key, .. } => {
            (key.to_string(), json!({}))
        }
        Happening::PackageHandedIn { package, root, .. } => (package.to_string(), json!({"root": root.to_string()})),
        Happening::PackageTaken { of, package, questions } => (
            of.submission.to_string(),
            json!({"package": package.to_string(), "questions": codes(questions)}),
        ),
        Happening::AmendmentBegun { of, position } => (of.submission.to_string(), json!({"position": position.0})),
        Happening::EvidenceKept { evidence, .. }
        | Happening::EvidenceDescribed { evidence, .. }
        | Happening::EvidenceShared { evidence, .. } => (evidence.to_string(), json!({})),
        Happening::EvidenceRemoved { evidence, .. } => (evidence.to_string(), json!({"removed": true})),
        Happening::FourEyesSwitched { state, on } => (state.to_string(), json!({"on": on})),
        Happening::NoticeKept {
            notice, act, revision, ..
        } => (notice.to_string(), json!({"became": act.code(), "revision": revision})),
        Happening::ProposalKept {
            proposal,
            act,
            revision,
            version,
            ..
        } => (
            proposal.to_string(),
            json!({"became": act.code(), "revision": revision, "version": version}),
        ),
        Happening::EditionDraftKept {
            draft,
            edition,
            act,
            revision,
        } => (
            draft.to_string(),
            json!({"became": act.code(), "edition": edition.to_string(), "revision": revision}),
        ),
        Happening::Cosponsored { proposal, version, .. } => (proposal.to_string(), json!({"version": version})),
        Happening::ProposalCommented {
            proposal,
            version,
            comment,
            ..
        } => (
            proposal.to_string(),
            json!({"version": version, "comment": comment.to_string()}),
        ),
        Happening::ReviewKept { review, became, .. } => (review.to_string(), json!({"became": became.code()})),
        Happening::ContactsStated {
            state,
            directory,
            revision,
        } => (
            state.to_string(),
            json!({"directory": directory.as_str(), "revision": revision}),
        ),
    }
}

/// What belongs to an entry of the audit trail beside its subject: ids and codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The sections.
    pub sections: Vec<String>,
    /// The questions, each with the revision that its answer became where there is one.
    pub questions: Vec<(QuestionCode, Option<u32>)>,
    /// The place in the register.
    pub position: Option<Position>,
    /// The ministries that it is about.
    pub ministries: Vec<MinistryId>,
    /// The people that it is about: who a section is given to, who stands in, who is mentioned.
    pub people: Vec<AccountId>,
    /// The role that the act is about.
    pub role: Option<Role>,
    /// Why it was done, where that had to be said.
    pub reason: Option<String>,
}

impl Trace {
    /// What [`describe`] wrote.
    pub(crate) fn read(verb: Verb, detail: &Json) -> Self {
        let text = |name: &str| detail.get(name).and_then(Json::as_str).map(str::to_owned);
        let several = |name: &str| {
            let several = detail.get(name).and_then(Json::as_array).into_iter().flatten();
            several.filter_map(Json::as_str).map(str::to_owned)
        };
        let code = |code: &str| QuestionCode::new(code).ok();
        let revision = |value: &Json| value.as_u64().and_then(|revision| u32::try_from(revision).ok());
        let questions = if let (Verb::SaveAnswers, Json::Object(saved)) = (verb, detail) {
            let saved = saved.iter();
            saved
                .filter_map(|(question, became)| Some((code(question)?, revision(became))))
                .collect()
        } else {
            let several = several("questions").filter_map(|question| Some((code(&question)?, None)));
            let one = detail.get("question").and_then(Json::as_str).and_then(code);
            let became = detail.get("revision").and_then(revision);
            several.chain(one.map(|question| (question, became))).collect()
        };
        Self {
            sections: several("sections").chain(text("section")).collect(),
            questions,
            position: detail.get("position").and_then(Json::as_u64).map(Position),
            ministries: ids(detail, &["ministry", "steps"]).map(MinistryId).collect(),
            people: ids(detail, &["account", "substitute", "mentions"])
                .map(AccountId)
                .collect(),
            role: text("role").as_deref().and_then(Role::from_code),
            reason: text("reason"),
        }
    }
}

/// The ids under these names, also of what began, each once.
fn ids(detail: &Json, names: &[&str]) -> impl Iterator<Item = Uuid> + use<> {
    fn gather(value: &Json, found: &mut BTreeSet<Uuid>) {
        match value {
            Json::String(text) => found.extend(text.parse::<Uuid>().ok()),
            Json::Array(several) => several.iter().for_each(|one| gather(one, found)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => {}
        }
    }
    let mut found = BTreeSet::new();
    for place in [Some(detail), detail.get("begun")].into_iter().flatten() {
        for value in names.iter().filter_map(|name| place.get(name)) {
            gather(value, &mut found);
        }
    }
    found.into_iter()
}
