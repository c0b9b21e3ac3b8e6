//! The editor of questionnaires: drafts of editions, from their beginning to their publication.

pub mod input;
pub mod mutation;
pub mod object;
pub mod query;
pub mod simulation;
pub mod takeover;
pub mod trial;

use domain::drafting as rules;
use store::{EditionDraftRecord, EditionRow};

use crate::graphql::fault::Fault;
use crate::world::{edition_row, read_draft};

/// A draft as the rules know it.
fn read(record: EditionDraftRecord) -> Result<rules::EditionDraft, Fault> {
    let draft = read_draft(record.edition).map_err(Fault::internal)?;
    Ok(rules::EditionDraft {
        id: record.id,
        stage: record.stage,
        revision: record.revision,
        base: record.base,
        draft,
        begun_by: record.begun_by,
        begun_at: record.begun_at,
        changed_at: record.changed_at,
    })
}

/// A draft as it is stored: its hash is that of the edition which it would become.
fn form(draft: &rules::EditionDraft) -> EditionRow {
    edition_row(catalogue::draft_form(&draft.draft))
}
