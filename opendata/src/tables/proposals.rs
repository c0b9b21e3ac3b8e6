//! What States propose, as far as everybody may read it.

use std::collections::BTreeSet;

use domain::id::StateCode;
use domain::language::{Language, Text, Texts};
use domain::proposal::{Proposal, Version};

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};

/// A version of a proposal, with the names under it.
#[derive(Clone)]
pub struct VersionRow {
    /// The proposal.
    pub proposal: Proposal,
    /// The version.
    pub version: Version,
    /// The co-sponsors of this version.
    pub cosponsors: BTreeSet<StateCode>,
}

/// Proposals, version by version.
pub static PROPOSALS: Table<VersionRow> = Table {
    name: "proposals",
    title: "Proposals",
    meaning: "One row for each version of a proposal that a State has released to everybody. A proposal is what one State puts \
              forward: nothing here was adopted. Proposals belong to no round and have no place in the register. Texts are in \
              `proposal_texts`.",
    key: &["id", "version"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id, which never changes.", |of| {
            Cell::text(of.proposal.id)
        }),
        Column::required(
            "version",
            Kind::Whole,
            "Which version it is, from 1. A version never changes.",
            |of| Cell::Whole(of.version.number.into()),
        ),
        Column::required("state", Kind::Text, "The State that leads it.", |of| {
            Cell::text(&of.proposal.lead)
        }),
        Column::required(
            "stage",
            Kind::Text,
            "`released`, `closed`: no longer put forward, or `withdrawn`: taken back. What was released stays.",
            |of| Cell::text(of.proposal.stage.code()),
        ),
        Column::required("kind", Kind::Text, "`further_norm` or `elaboration`.", |of| {
            Cell::text(of.version.content.kind.code())
        }),
        Column::required(
            "elaborates",
            Kind::Codes,
            "The provisions that it elaborates; none of a further norm.",
            |of| Cell::codes(&of.version.content.elaborates),
        ),
        Column::required("themes", Kind::Codes, "Its themes.", |of| {
            Cell::codes(&of.version.content.themes)
        }),
        Column::required(
            "cosponsors",
            Kind::Codes,
            "The other States whose names stand under this version, by code.",
            |of| Cell::codes(&of.cosponsors),
        ),
        Column::required("released_at", Kind::Instant, "Since when everybody reads it.", |of| {
            Cell::Instant(of.version.released_at)
        }),
        Column::optional(
            "ended_at",
            Kind::Instant,
            "Since when it is closed or taken back.",
            |of| Cell::of(of.proposal.stage.ended_at(), Cell::Instant),
        ),
    ],
};

/// A text of a version in one language.
pub struct ProposalTextRow {
    /// Its version.
    pub of: VersionRow,
    /// Which of its texts.
    pub part: String,
    /// The language.
    pub language: Language,
    /// The text.
    pub text: Text,
}

/// What proposals say.
pub static PROPOSAL_TEXTS: Table<ProposalTextRow> = Table {
    name: "proposal_texts",
    title: "Texts of proposals",
    meaning: "One row for each text of a version of `proposals`, in each language that it exists in, in the words of the State \
              that leads it.",
    key: &["id", "version", "part", "language"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "The id of the proposal.", |of| {
            Cell::text(of.of.proposal.id)
        }),
        Column::required("version", Kind::Whole, "The version.", |of| {
            Cell::Whole(of.of.version.number.into())
        }),
        Column::required(
            "part",
            Kind::Text,
            "Which of its texts: `title`, `rationale`, `changes` against the version before, or the number of a paragraph.",
            |of| Cell::text(&of.part),
        ),
        Column::required("language", Kind::Text, "The language (BCP 47).", |of| {
            Cell::text(of.language)
        }),
        Column::required(
            "status",
            Kind::Text,
            "`official`: the wording of the State itself; `unofficial`: a translation read by a person; `machine`: read by nobody yet.",
            |of| Cell::text(of.text.status.code()),
        ),
        Column::required("content", Kind::Text, "The text.", |of| Cell::text(&of.text.content)),
    ],
};

/// The texts of a version: title, paragraph after paragraph, why, and what has changed.
pub fn texts_of_version(of: &VersionRow) -> Vec<ProposalTextRow> {
    let content = &of.version.content;
    let row = |part: &str, texts: &Texts| -> Vec<ProposalTextRow> {
        let row = |(language, text): (Language, &Text)| ProposalTextRow {
            of: of.clone(),
            part: part.to_owned(),
            language,
            text: text.clone(),
        };
        texts.iter().map(row).collect()
    };
    let mut rows = row("title", &content.title);
    for paragraph in &content.paragraphs {
        rows.extend(row(paragraph.number.as_str(), &paragraph.text));
    }
    rows.extend(row("rationale", &content.rationale));
    rows.extend(row("changes", &of.version.changes));
    rows
}
