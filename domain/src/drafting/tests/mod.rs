//! Drafts: every change and every refusal, and what becomes of filed answers, counted by hand.

mod changes;
mod fates;
mod life;
mod recodings;
mod takeovers;
mod trials;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::access::{Actor, DraftEdition, Membership, Place, PublishEdition, Role};
use crate::id::{AccountId, EditionDraftId, EditionId, MembershipId};
use crate::language::{Language, TextStatus};
use crate::questionnaire::sample::{code, edition, known};
use crate::questionnaire::{Edition, Known};

fn now() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

fn editor() -> Actor {
    let account = AccountId(Uuid::from_u128(1));
    let since = "2027-01-01T00:00:00Z".parse().unwrap();
    let id = MembershipId(Uuid::from_u128(2));
    let membership = Membership::new(id, account, Role::CatalogueEditor, Place::Secretariat, since, None).unwrap();
    Actor::person(account, None, &[membership], now()).unwrap()
}

fn taken(editions: &[&str]) -> BTreeSet<EditionId> {
    editions.iter().map(|id| id.parse().unwrap()).collect()
}

fn first() -> BTreeSet<EditionId> {
    taken(&["national-implementation/1"])
}

fn begun() -> EditionDraft {
    let permit = editor().permit(DraftEdition {}).unwrap();
    let id = EditionDraftId(Uuid::from_u128(3));
    let outcome = EditionDraft::begin(permit, id, Beginning::Continuing(&edition()), &first(), now());
    outcome.unwrap().state
}

fn changed(draft: EditionDraft, changes: Vec<Change>) -> Result<EditionDraft, DraftRefused> {
    let permit = editor().permit(DraftEdition {}).unwrap();
    let seen = draft.revision;
    let outcome = draft.change(permit, seen, changes, &first(), now())?;
    Ok(outcome.state)
}

fn refused(change: Change) -> ChangeRefused {
    match changed(begun(), vec![change]) {
        Err(DraftRefused::Change { at: 0, refused }) => refused,
        other => panic!("{other:?}"),
    }
}

fn publishing(draft: EditionDraft, known: &Known<'_>) -> Result<Publishing, DraftRefused> {
    let edition = draft.draft.id.clone();
    let permit = editor().permit(PublishEdition { edition }).unwrap();
    let seen = draft.revision;
    let (newest, taken) = (draft.base.clone(), first());
    let shelf = Shelf {
        newest: newest.as_ref(),
        taken: &taken,
    };
    draft.publish(permit, seen, [9; 32], known, shelf, now())
}

fn beside(edition: &Edition) -> Known<'_> {
    Known {
        editions: vec![edition],
        ..known()
    }
}

fn said(place: TextPlace, language: Language, content: &str) -> Change {
    Change::Text {
        place,
        language,
        content: Some(content.to_owned()),
        status: TextStatus::Unofficial,
    }
}

/// A question as it stands in the draft, without its words.
fn definition(draft: &EditionDraft, of: &str) -> Definition {
    let mut sections = draft.draft.modules.iter().flat_map(|module| &module.sections);
    let section = sections.find(|section| section.code == code(of).section()).unwrap();
    let question = section.questions.iter().find(|q| q.code == code(of)).unwrap().clone();
    Definition {
        code: question.code,
        kind: question.kind,
        expected: question.expected,
        level: question.level,
        pattern: question.pattern,
        bind: question.bind,
        ceiling: question.ceiling,
        provisions: question.provisions,
        condition: question.condition,
        continues: None,
    }
}

fn redefined(draft: &EditionDraft, of: &str, to: impl FnOnce(&mut Definition)) -> Change {
    let mut definition = definition(draft, of);
    to(&mut definition);
    let definition = Box::new(definition);
    Change::PutQuestion {
        definition,
        after: None,
        presence: Presence::Present,
    }
}

fn questions_of(draft: &EditionDraft, section: &str) -> Vec<String> {
    let mut sections = draft.draft.modules.iter().flat_map(|module| &module.sections);
    let section = sections.find(|found| found.code.as_str() == section).unwrap();
    section
        .questions
        .iter()
        .map(|question| question.code.to_string())
        .collect()
}

fn sections_of(draft: &EditionDraft) -> Vec<String> {
    let modules = draft.draft.modules.iter();
    let told = modules.map(|module| {
        let sections: Vec<_> = module.sections.iter().map(|section| section.code.as_str()).collect();
        format!("{} {}", module.id, sections.join(" "))
    });
    told.collect()
}
