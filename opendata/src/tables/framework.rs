//! What is asked, and of whom: instruments, provisions, relations, States, organisations, editions, and all their texts.

use domain::id::{OrganisationId, StateCode};
use domain::language::{Language, Text, Texts};
use domain::norm::{Adoption, Instrument, Membership, Organisation, Provision, Relation, State};
use domain::questionnaire::Edition;

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};

/// Instruments.
pub static INSTRUMENTS: Table<Instrument> = Table {
    name: "instruments",
    title: "Instruments",
    meaning: "One row for each text with a symbol and a date. Titles are in `texts`.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "The symbol with dashes.", |of| Cell::text(&of.id)),
        Column::required("symbol", Kind::Text, "The symbol.", |of| Cell::text(&of.symbol)),
        Column::required("kind", Kind::Text, "What kind of text it is.", |of| {
            Cell::text(&of.kind)
        }),
        Column::required(
            "adoption",
            Kind::Text,
            "What became of it: `adopted`, `draft`, `circulated`, `expert_report`, `working_group_consensus`.",
            |of| Cell::text(of.adoption.code()),
        ),
        Column::required(
            "is_agreed",
            Kind::Truth,
            "Whether States agreed to the text in this form. Figures on others are never summed with figures on agreed ones.",
            |of| Cell::Truth(of.adoption.is_agreed()),
        ),
        Column::required("session", Kind::Whole, "The session of the General Assembly.", |of| {
            Cell::whole(of.session)
        }),
        Column::optional(
            "wording",
            Kind::Text,
            "The language of the official wording that is kept here (BCP 47); none where there are statements alone.",
            |of| Cell::of(of.wording, Cell::text),
        ),
        Column::optional("issued_on", Kind::Day, "The day of first distribution.", |of| {
            Cell::of(of.dates.issued, Cell::Day)
        }),
        Column::optional("adopted_on", Kind::Day, "The day of adoption.", |of| {
            Cell::of(of.dates.adopted, Cell::Day)
        }),
        Column::required(
            "original_languages",
            Kind::Codes,
            "The languages it was issued in first.",
            |of| Cell::codes(&of.original_languages),
        ),
    ],
};

/// A provision with what became of its text.
pub struct ProvisionRow {
    /// The provision.
    pub provision: Provision,
    /// What became of its instrument.
    pub adoption: Option<Adoption>,
}

/// Provisions.
pub static PROVISIONS: Table<ProvisionRow> = Table {
    name: "provisions",
    title: "Provisions",
    meaning: "One row for each smallest citable unit of an instrument, a parent before its parts. Wordings, titles and \
              statements are in `texts`, each with its status.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id, which never changes.", |of| {
            Cell::text(&of.provision.id)
        }),
        Column::required("instrument", Kind::Text, "The instrument.", |of| {
            Cell::text(&of.provision.instrument)
        }),
        Column::optional("adoption", Kind::Text, "What became of the instrument.", |of| {
            Cell::of(of.adoption, |adoption| Cell::text(adoption.code()))
        }),
        Column::optional("parent", Kind::Text, "The provision that it is a part of.", |of| {
            Cell::of(of.provision.parent.as_ref(), Cell::text)
        }),
        Column::required(
            "ordinal",
            Kind::Whole,
            "Its position among its siblings, from 1.",
            |of| Cell::whole(of.provision.ordinal),
        ),
        Column::optional("label", Kind::Text, "The label as printed.", |of| {
            Cell::of(of.provision.label.as_ref(), Cell::text)
        }),
        Column::required("paragraph", Kind::Text, "The reference for people, in English.", |of| {
            Cell::text(&of.provision.paragraph)
        }),
        Column::required(
            "kind",
            Kind::Text,
            "What it does: `norm`, `pledge`, `cbm`, `request` and others.",
            |of| Cell::text(of.provision.kind.code()),
        ),
        Column::required("addressees", Kind::Codes, "Whom it addresses.", |of| {
            Cell::codes(&of.provision.addressees)
        }),
        Column::required("themes", Kind::Codes, "What it is about.", |of| {
            Cell::codes(&of.provision.themes)
        }),
        Column::required(
            "is_general_knowledge",
            Kind::Truth,
            "Whether it is given from general knowledge.",
            |of| Cell::Truth(of.provision.general_knowledge),
        ),
    ],
};

/// The crosswalk.
pub static RELATIONS: Table<Relation> = Table {
    name: "relations",
    title: "Relations between provisions",
    meaning: "One row for each relation between two provisions, read from left to right. Reasons are in `texts`.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id.", |of| Cell::text(&of.id)),
        Column::required("from", Kind::Text, "The left provision.", |of| Cell::text(&of.from)),
        Column::required(
            "kind",
            Kind::Text,
            "How the left stands to the right: `equivalent`, `narrower`, `broader`, `related`, `derived_from`, `restates`.",
            |of| Cell::text(of.kind.code()),
        ),
        Column::required("to", Kind::Text, "The right provision.", |of| Cell::text(&of.to)),
    ],
};

/// States.
pub static STATES: Table<State> = Table {
    name: "states",
    title: "States",
    meaning: "One row for each Member State and observer State, in the order of the codes, which ranks nobody. Names are in \
              `texts`.",
    key: &["code"],
    by_round: false,
    columns: &[
        Column::required("code", Kind::Text, "ISO 3166-1 alpha-3.", |of| Cell::text(&of.code)),
        Column::optional("alpha2", Kind::Text, "ISO 3166-1 alpha-2.", |of| {
            Cell::of(of.alpha2.as_ref(), Cell::text)
        }),
        Column::optional("m49", Kind::Text, "The numeric code of UN M49.", |of| {
            Cell::of(of.m49.as_ref(), Cell::text)
        }),
        Column::required("status", Kind::Text, "`member_state` or `observer_state`.", |of| {
            Cell::text(of.status.code())
        }),
        Column::required(
            "regional_group",
            Kind::Text,
            "Its regional group in the General Assembly.",
            |of| Cell::text(of.regional_group.code()),
        ),
        Column::required(
            "areas",
            Kind::Codes,
            "The M49 areas that it lies in, the widest first.",
            |of| Cell::codes(&of.areas),
        ),
        Column::optional(
            "is_ldc",
            Kind::Truth,
            "Whether it is a least developed country.",
            |of| Cell::of(of.ldc, Cell::Truth),
        ),
        Column::optional(
            "is_lldc",
            Kind::Truth,
            "Whether it is a landlocked developing country.",
            |of| Cell::of(of.lldc, Cell::Truth),
        ),
        Column::optional(
            "is_sids",
            Kind::Truth,
            "Whether it is a small island developing State.",
            |of| Cell::of(of.sids, Cell::Truth),
        ),
    ],
};

/// Organisations.
pub static ORGANISATIONS: Table<Organisation> = Table {
    name: "organisations",
    title: "Organisations",
    meaning: "One row for each organisation. Names are in `texts`, members in `memberships`.",
    key: &["id"],
    by_round: false,
    columns: &[
        Column::required("id", Kind::Text, "Its id.", |of| Cell::text(&of.id)),
        Column::required("abbreviation", Kind::Text, "Its abbreviation in English.", |of| {
            Cell::text(&of.abbreviation)
        }),
    ],
};

/// A State in an organisation.
pub struct MembershipRow {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The membership.
    pub membership: Membership,
}

/// Who is a member of which organisation.
pub static MEMBERSHIPS: Table<MembershipRow> = Table {
    name: "memberships",
    title: "Members of organisations",
    meaning: "One row for each membership of a State in an organisation.",
    key: &["organisation", "state", "from"],
    by_round: false,
    columns: &[
        Column::required("organisation", Kind::Text, "The organisation.", |of| {
            Cell::text(&of.organisation)
        }),
        Column::required("state", Kind::Text, "The State.", |of| Cell::text(&of.membership.state)),
        Column::optional("from", Kind::Day, "Its first day, where it is recorded.", |of| {
            Cell::of(of.membership.from, Cell::Day)
        }),
        Column::optional(
            "until",
            Kind::Day,
            "The day on which it ended; none while it lasts.",
            |of| Cell::of(of.membership.until, Cell::Day),
        ),
    ],
};

/// A text of the framework in one language.
pub struct TextRow {
    /// What sort of thing it belongs to.
    pub subject: &'static str,
    /// Its id.
    pub id: String,
    /// Which of its texts.
    pub part: &'static str,
    /// The language.
    pub language: Language,
    /// The wording.
    pub text: Text,
    /// SHA-256 of the official wording, where it is pinned.
    pub pin: Option<[u8; 32]>,
}

/// Texts.
pub static TEXTS: Table<TextRow> = Table {
    name: "texts",
    title: "Texts of the framework and the questionnaires",
    meaning: "One row for each text of instruments, provisions, relations, States, organisations and editions, in each \
              language that it exists in. A statement is in the register's own words and never stands in for a wording. \
              Titles of rounds are in `rounds`.",
    key: &["subject", "id", "part", "language"],
    by_round: false,
    columns: &[
        Column::required(
            "subject",
            Kind::Text,
            "`instrument`, `provision`, `relation`, `state`, `organisation`, `edition`, `module`, `section`, `question` or `option`.",
            |of| Cell::text(of.subject),
        ),
        Column::required(
            "id",
            Kind::Text,
            "The id of the subject. What belongs to an edition has the edition and a `#` before its code; of an option also its list.",
            |of| Cell::text(&of.id),
        ),
        Column::required(
            "part",
            Kind::Text,
            "Which of its texts: `text`, `title`, `statement`, `name`, `prompt` and others.",
            |of| Cell::text(of.part),
        ),
        Column::required("language", Kind::Text, "The language (BCP 47).", |of| {
            Cell::text(of.language)
        }),
        Column::required(
            "status",
            Kind::Text,
            "`official`: the wording of the issuing body; `unofficial`: read by a person; `machine`: read by nobody yet.",
            |of| Cell::text(of.text.status.code()),
        ),
        Column::required("content", Kind::Text, "The text.", |of| Cell::text(&of.text.content)),
        Column::optional(
            "sha256",
            Kind::Text,
            "SHA-256 of an official wording as it was taken from its source.",
            |of| Cell::of(of.pin.as_ref(), |pin| Cell::Text(hexadecimal(pin).into())),
        ),
    ],
};

fn texts_of(subject: &'static str, id: &str, part: &'static str, texts: &Texts) -> Vec<TextRow> {
    let row = |(language, text): (Language, &Text)| TextRow {
        subject,
        id: id.to_owned(),
        part,
        language,
        text: text.clone(),
        pin: None,
    };
    texts.iter().map(row).collect()
}

/// The texts of an instrument.
pub fn texts_of_instrument(of: &Instrument) -> Vec<TextRow> {
    [
        ("title", &of.title),
        ("short_title", &of.short_title),
        ("annex_title", &of.annex_title),
        ("subtitle", &of.subtitle),
    ]
    .into_iter()
    .flat_map(|(part, texts)| texts_of("instrument", of.id.as_ref(), part, texts))
    .collect()
}

/// The texts of a provision.
pub fn texts_of_provision(of: &Provision) -> Vec<TextRow> {
    let mut rows = texts_of("provision", of.id.as_ref(), "text", &of.text);
    for row in &mut rows {
        row.pin = of.pins.get(&row.language).copied();
    }
    rows.extend(texts_of("provision", of.id.as_ref(), "title", &of.title));
    rows.extend(texts_of("provision", of.id.as_ref(), "statement", &of.statement));
    rows
}

/// The reason of a relation.
pub fn texts_of_relation(of: &Relation) -> Vec<TextRow> {
    texts_of("relation", of.id.as_ref(), "reason", &of.reason)
}

/// The names of a State.
pub fn texts_of_state(code: &StateCode, names: &Texts) -> Vec<TextRow> {
    texts_of("state", code.as_ref(), "name", names)
}

/// The names of an organisation.
pub fn texts_of_organisation(of: &Organisation) -> Vec<TextRow> {
    texts_of("organisation", of.id.as_ref(), "name", &of.name)
}

/// The texts of an edition: of itself, its modules, sections, questions and options.
pub fn texts_of_edition(of: &Edition) -> Vec<TextRow> {
    let id = of.id().to_string();
    let within = |code: &dyn std::fmt::Display| format!("{id}#{code}");
    let mut rows = texts_of("edition", &id, "title", of.title());
    rows.extend(texts_of("edition", &id, "intro", of.intro()));
    for module in of.modules() {
        rows.extend(texts_of("module", &within(&module.id), "title", &module.title));
        rows.extend(texts_of("module", &within(&module.id), "intro", &module.intro));
        for section in &module.sections {
            rows.extend(texts_of("section", &within(&section.code), "title", &section.title));
            for question in &section.questions {
                rows.extend(texts_of(
                    "question",
                    &within(&question.code),
                    "prompt",
                    &question.prompt,
                ));
                rows.extend(texts_of("question", &within(&question.code), "help", &question.help));
            }
        }
    }
    for (list, options) in of.lists() {
        for option in &options.options {
            let place = format!("{list}.{}", option.code);
            rows.extend(texts_of("option", &within(&place), "label", &option.label));
        }
    }
    rows
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from(b"0123456789abcdef"[usize::from(four)]);
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xf));
    }
    text
}
