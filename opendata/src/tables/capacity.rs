//! What States need and what States and organisations offer, as far as everybody may read it.

use domain::capacity::{Content, Notice, Terms};
use domain::language::Language;
use domain::report::Group;

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};

/// Needs.
pub static NEEDS: Table<Notice> = Table {
    name: "needs",
    title: "Needs",
    meaning: "One row for each need that a State has released to everybody, as it reads now. What is being written is not there, nor \
              is what was taken back. Needs belong to no round and have no place in the register. Texts are in `notice_texts`.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id, which never changes.", |of| Cell::text(of.id)),
        Column::optional("state", Kind::Text, "The State.", |of| {
            Cell::of(of.by.state(), Cell::text)
        }),
        Column::required(
            "stage",
            Kind::Text,
            "`released`, or `closed`: met, or not offered any more.",
            |of| Cell::text(of.stage.code()),
        ),
        Column::required("kind", Kind::Text, "The kind of capability.", |of| {
            Cell::text(&of.content.kind)
        }),
        Column::required("provisions", Kind::Codes, "The provisions that it serves.", |of| {
            Cell::codes(&of.content.provisions)
        }),
        Column::required("themes", Kind::Codes, "Its themes.", |of| {
            Cell::codes(&of.content.themes)
        }),
        Column::required(
            "languages",
            Kind::Codes,
            "The languages in which help can be taken, or is given; none where nothing is said.",
            |of| Cell::codes(&of.content.languages),
        ),
        Column::optional("released_at", Kind::Instant, "Since when it reads so.", released_at),
        Column::optional("closed_at", Kind::Instant, "Since when it is met or closed.", closed_at),
    ],
};

/// Offers.
pub static OFFERS: Table<Notice> = Table {
    name: "offers",
    title: "Offers",
    meaning: "One row for each offer that a State or the named unit of an organisation has released to everybody, as it reads \
              now. What is being written is not there, nor is what was taken back. Texts are in `notice_texts`.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id, which never changes.", |of| Cell::text(of.id)),
        Column::optional(
            "state",
            Kind::Text,
            "The State that offers it; none where an organisation does.",
            |of| Cell::of(of.by.state(), Cell::text),
        ),
        Column::optional(
            "organisation",
            Kind::Text,
            "The organisation that offers it; none where a State does.",
            |of| Cell::of(of.by.organisation(), Cell::text),
        ),
        Column::required(
            "stage",
            Kind::Text,
            "`released`, or `closed`: met, or not offered any more.",
            |of| Cell::text(of.stage.code()),
        ),
        Column::required("kind", Kind::Text, "The kind of capability.", |of| {
            Cell::text(&of.content.kind)
        }),
        Column::required("provisions", Kind::Codes, "The provisions that it serves.", |of| {
            Cell::codes(&of.content.provisions)
        }),
        Column::required("themes", Kind::Codes, "Its themes.", |of| {
            Cell::codes(&of.content.themes)
        }),
        Column::required(
            "languages",
            Kind::Codes,
            "The languages in which help can be taken, or is given; none where nothing is said.",
            |of| Cell::codes(&of.content.languages),
        ),
        Column::required("forms", Kind::Codes, "In which forms it comes.", |of| {
            Cell::codes(terms(&of.content).into_iter().flat_map(|terms| &terms.forms))
        }),
        Column::required(
            "open_to_groups",
            Kind::Codes,
            "The groups whose States it is open to: `regional:african`, `m49:002`, `ldc`, `organisation:au`. Where neither groups \
             nor States are named it is open to every State.",
            |of| {
                let groups = terms(&of.content).into_iter().flat_map(|terms| &terms.open_to.groups);
                Cell::codes(groups.map(Group::code))
            },
        ),
        Column::required("open_to_states", Kind::Codes, "The States that it names.", |of| {
            Cell::codes(terms(&of.content).into_iter().flat_map(|terms| &terms.open_to.states))
        }),
        Column::optional("from", Kind::Day, "Its first day.", |of| {
            Cell::of(terms(&of.content).and_then(|terms| terms.from), Cell::Day)
        }),
        Column::optional("until", Kind::Day, "Its last day.", |of| {
            Cell::of(terms(&of.content).and_then(|terms| terms.until), Cell::Day)
        }),
        Column::optional("link", Kind::Text, "Where more is said about it.", |of| {
            Cell::of(terms(&of.content).and_then(|terms| terms.link.as_ref()), Cell::text)
        }),
        Column::optional("released_at", Kind::Instant, "Since when it reads so.", released_at),
        Column::optional("closed_at", Kind::Instant, "Since when it is met or closed.", closed_at),
    ],
};

/// A need or an offer in one language.
pub struct NoticeTextRow {
    /// The need or offer.
    pub notice: Notice,
    /// The language.
    pub language: Language,
}

/// What needs and offers say.
pub static NOTICE_TEXTS: Table<NoticeTextRow> = Table {
    name: "notice_texts",
    title: "Texts of needs and offers",
    meaning: "One row for each language in which a need of `needs` or an offer of `offers` is told, in the words of whose it is.",
    key: &["id", "language"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "The id of the need or offer.", |of| {
            Cell::text(of.notice.id)
        }),
        Column::required("side", Kind::Text, "`need` or `offer`.", |of| {
            Cell::text(of.notice.content.side().code())
        }),
        Column::required("language", Kind::Text, "The language (BCP 47).", |of| {
            Cell::text(of.language)
        }),
        Column::optional("title", Kind::Text, "Its title.", |of| {
            Cell::of(of.notice.content.title.get(of.language), |text| {
                Cell::text(&text.content)
            })
        }),
        Column::optional("description", Kind::Text, "What is to be said about it.", |of| {
            Cell::of(of.notice.content.description.get(of.language), |text| {
                Cell::text(&text.content)
            })
        }),
    ],
};

fn terms(content: &Content) -> Option<&Terms> {
    content.terms.as_ref()
}

fn released_at(of: &Notice) -> Cell<'_> {
    Cell::of(of.stage.release(), |release| Cell::Instant(release.at))
}

fn closed_at(of: &Notice) -> Cell<'_> {
    Cell::of(of.stage.ended_at(), Cell::Instant)
}
