//! What was opened and what was filed: rounds, who was invited, the register, and public answers.

use std::sync::Arc;

use domain::id::{QuestionCode, RoundKey, StateCode};
use domain::language::{Language, Text};
use domain::questionnaire::{Standing, StandingCode, Value};
use domain::submission::{Endorsement, EntryKind, Invited, Mandate, Position, RegisterEntry, Round};

use crate::cell::{Cell, Kind};
use crate::table::{Column, Table};
use crate::tables::framework::hexadecimal;

/// Rounds.
pub static ROUNDS: Table<Round> = Table {
    name: "rounds",
    title: "Rounds",
    meaning: "One row for each round. Where it stands follows from its instants.",
    key: &["key"],
    by_round: true,
    columns: &[
        Column::required("key", Kind::Text, "The key that people cite.", |of| Cell::text(&of.key)),
        Column::optional(
            "title",
            Kind::Text,
            "What it is called: in English, or in what language there is.",
            |of| Cell::of(of.title.read(Language::English), |read| Cell::text(read.content)),
        ),
        Column::required("edition", Kind::Text, "The edition that is answered.", |of| {
            Cell::text(&of.edition)
        }),
        Column::required(
            "mandate",
            Kind::Text,
            "What it rests on: `operative_paragraph`, `endorsed` (a recommendation of a report) or `own_request`.",
            |of| {
                Cell::text(match of.mandate {
                    Mandate::OperativeParagraph(_) => "operative_paragraph",
                    Mandate::Endorsed { .. } => "endorsed",
                    Mandate::OwnRequest => "own_request",
                })
            },
        ),
        Column::optional(
            "mandate_provision",
            Kind::Text,
            "The provision that it rests on.",
            |of| match &of.mandate {
                Mandate::OperativeParagraph(id) => Cell::text(id),
                Mandate::Endorsed { recommendation, .. } => Cell::text(recommendation),
                Mandate::OwnRequest => Cell::Absent,
            },
        ),
        Column::optional(
            "endorsed_by",
            Kind::Text,
            "The provision or document that endorsed it.",
            |of| match &of.mandate {
                Mandate::Endorsed {
                    by: Endorsement::Provision(id),
                    ..
                } => Cell::text(id),
                Mandate::Endorsed {
                    by: Endorsement::Document(symbol),
                    ..
                } => Cell::text(symbol),
                Mandate::OperativeParagraph(_) | Mandate::OwnRequest => Cell::Absent,
            },
        ),
        Column::required("opens_at", Kind::Instant, "When it opens.", |of| {
            Cell::Instant(of.opens_at)
        }),
        Column::optional("closes_on", Kind::Day, "Its last day.", |of| {
            Cell::of(of.closing, |closing| Cell::Day(closing.on))
        }),
        Column::optional(
            "closes_at",
            Kind::Instant,
            "The end of its last day: 24:00 in its zone.",
            |of| Cell::of(of.closing, |closing| Cell::Instant(closing.at)),
        ),
        Column::required("zone", Kind::Text, "The IANA zone in which its days end.", |of| {
            Cell::text(&of.zone)
        }),
        Column::optional("archives_at", Kind::Instant, "When it becomes read only.", |of| {
            Cell::of(of.archives_at, Cell::Instant)
        }),
        Column::required(
            "admits_observers",
            Kind::Truth,
            "Whether observer States take part.",
            |of| Cell::Truth(of.observers),
        ),
        Column::required(
            "invited",
            Kind::Whole,
            "How many States are invited, observer States among them.",
            |of| Cell::whole(of.invited.len()),
        ),
    ],
};

/// A State that a round invites.
pub struct InvitationRow {
    /// The round.
    pub round: RoundKey,
    /// The State with its groups.
    pub invited: Invited,
}

/// Who is invited.
pub static INVITATIONS: Table<InvitationRow> = Table {
    name: "invitations",
    title: "Invited States",
    meaning: "One row for each State that a round invites, with the groups that it belonged to when the round opened: together \
              the denominator of every figure. Nothing here says who has filed.",
    key: &["round", "state"],
    by_round: true,
    columns: &[
        Column::required("round", Kind::Text, "The round.", |of| Cell::text(&of.round)),
        Column::required("state", Kind::Text, "The State.", |of| Cell::text(&of.invited.state)),
        Column::required("status", Kind::Text, "`member_state` or `observer_state`.", |of| {
            Cell::text(of.invited.status.code())
        }),
        Column::required("regional_group", Kind::Text, "Its regional group.", |of| {
            Cell::text(of.invited.regional_group.code())
        }),
        Column::required("areas", Kind::Codes, "The M49 areas that it lay in.", |of| {
            Cell::codes(&of.invited.areas)
        }),
        Column::required(
            "is_ldc",
            Kind::Truth,
            "Whether it was a least developed country.",
            |of| Cell::Truth(of.invited.ldc),
        ),
        Column::required(
            "is_lldc",
            Kind::Truth,
            "Whether it was a landlocked developing country.",
            |of| Cell::Truth(of.invited.lldc),
        ),
        Column::required(
            "is_sids",
            Kind::Truth,
            "Whether it was a small island developing State.",
            |of| Cell::Truth(of.invited.sids),
        ),
        Column::required(
            "organisations",
            Kind::Codes,
            "The organisations that it was a member of.",
            |of| Cell::codes(&of.invited.organisations),
        ),
    ],
};

/// An entry of the register as everybody sees it, read as of a position.
pub struct FilingRow {
    /// The entry.
    pub entry: RegisterEntry,
    /// What opens the State's commitment, where the entry names it.
    pub state_salt: Option<[u8; 16]>,
    /// The withdrawal that took it back, where that tells nobody's name.
    pub withdrawn_at: Option<Position>,
    /// The next act of its submission by that position, where the entry names the State.
    pub followed_at: Option<Position>,
}

impl FilingRow {
    /// Whether it stands; none of an entry that names nobody, for what followed it might tell whose it is.
    pub fn status(&self) -> Option<&'static str> {
        if self.entry.kind == EntryKind::Withdrawal {
            Some("tombstone")
        } else if self.withdrawn_at.is_some() {
            Some("withdrawn")
        } else if self.entry.state.is_none() {
            None
        } else if self.followed_at.is_some() {
            Some("superseded")
        } else {
            Some("standing")
        }
    }
}

/// The register.
pub static FILINGS: Table<FilingRow> = Table {
    name: "filings",
    title: "The register",
    meaning: "One row for each entry of the register, in its order and without a gap: filings, amendments and withdrawals. A \
              State is named where the entry names it; what was withdrawn has no answers here.",
    key: &["position"],
    by_round: true,
    columns: &[
        Column::required("position", Kind::Whole, "Its place, from 1.", |of| {
            Cell::whole(of.entry.position.0)
        }),
        Column::required("round", Kind::Text, "The round.", |of| Cell::text(&of.entry.round)),
        Column::required("kind", Kind::Text, "`filing`, `amendment` or `withdrawal`.", |of| {
            Cell::text(of.entry.kind.code())
        }),
        Column::required("filed_at", Kind::Instant, "When the register took it.", |of| {
            Cell::Instant(of.entry.filed_at)
        }),
        Column::required(
            "root",
            Kind::Text,
            "The root of what was filed or withdrawn (`docs/formats.md`).",
            |of| Cell::text(of.entry.root),
        ),
        Column::optional(
            "state",
            Kind::Text,
            "The State, if the entry names it; else it is \"a State\".",
            |of| Cell::of(of.entry.state.as_ref(), Cell::text),
        ),
        Column::optional(
            "state_salt",
            Kind::Text,
            "What opens the commitment to the State in the log.",
            |of| Cell::of(of.state_salt.as_ref(), |salt| Cell::Text(hexadecimal(salt).into())),
        ),
        Column::optional(
            "status",
            Kind::Text,
            "`standing`, `superseded`, `withdrawn`, or `tombstone` of a withdrawal; no value where one might name a State.",
            |of| Cell::of(of.status(), Cell::text),
        ),
        Column::optional(
            "withdrawn_at_position",
            Kind::Whole,
            "The place of the withdrawal that took it back.",
            |of| Cell::of(of.withdrawn_at, |position| Cell::whole(position.0)),
        ),
    ],
};

/// What the answers of a filing have in common, as it is written.
pub struct FiledIn {
    /// The round.
    pub round: String,
    /// The State.
    pub state: String,
    /// Whether the filing stands.
    pub status: &'static str,
    /// The edition.
    pub edition: String,
}

/// An answer that everybody may read.
pub struct AnswerRow {
    /// The filing.
    pub position: Position,
    /// What it has in common with the others of its filing.
    pub filed: Arc<FiledIn>,
    /// Its place among the commitments, from 0.
    pub leaf: usize,
    /// The question.
    pub question: QuestionCode,
    /// Whether it was answered, or which silence there is.
    pub standing: StandingCode,
    /// What was said.
    pub shown: Shown,
    /// The language of its text.
    pub language: Option<Language>,
    /// What the commitment covers, in canonical form.
    pub record: String,
    /// What opens the commitment.
    pub salt: [u8; 16],
    /// The commitment.
    pub commitment: [u8; 32],
}

/// What the columns show of a value.
#[derive(Default)]
pub struct Shown {
    options: Vec<String>,
    text: Option<String>,
    number: Option<String>,
    date: Option<String>,
    states: Vec<StateCode>,
}

impl Shown {
    /// What they show of what was said.
    pub fn of(standing: Standing) -> Self {
        let nothing = Self::default();
        let Standing::Answered(value) = standing else {
            return nothing;
        };
        match value {
            Value::SingleChoice(chosen) => Self {
                options: vec![chosen.option.to_string()],
                text: chosen.text,
                ..nothing
            },
            Value::MultiChoice(chosen) => Self {
                options: chosen.iter().map(|chosen| chosen.option.to_string()).collect(),
                ..nothing
            },
            Value::Scale(step) => Self {
                options: vec![step.to_string()],
                number: Some(step.to_string()),
                ..nothing
            },
            Value::Boolean(yes) => Self {
                options: vec![if yes { "yes" } else { "no" }.to_owned()],
                ..nothing
            },
            Value::ShortText(text) | Value::LongText(text) => Self {
                text: Some(text),
                ..nothing
            },
            Value::Number(number) => Self {
                number: Some(number.to_string()),
                ..nothing
            },
            Value::Date(day) => Self {
                date: Some(day.to_string()),
                ..nothing
            },
            Value::StateList(states) => Self { states, ..nothing },
            Value::UrlList(_) | Value::Evidence(_) | Value::Contact(_) => nothing,
        }
    }
}

/// Public answers.
pub static ANSWERS: Table<AnswerRow> = Table {
    name: "answers",
    title: "Public answers",
    meaning: "One row for each answer that everybody may read, filing after filing, as it went on record. An answer that is not \
              here is not public, or was not given: nothing here tells which. What States wrote is theirs, unedited.",
    key: &["position", "question"],
    by_round: true,
    columns: &[
        Column::required(
            "position",
            Kind::Whole,
            "The place of the filing in the register.",
            |of| Cell::whole(of.position.0),
        ),
        Column::required("round", Kind::Text, "The round.", |of| Cell::quoted(&of.filed.round)),
        Column::required("state", Kind::Text, "The State.", |of| Cell::quoted(&of.filed.state)),
        Column::required(
            "filing",
            Kind::Text,
            "Whether the filing is `standing` or `superseded` as of the position.",
            |of| Cell::quoted(of.filed.status),
        ),
        Column::required("edition", Kind::Text, "The edition.", |of| {
            Cell::quoted(&of.filed.edition)
        }),
        Column::required("question", Kind::Text, "The question.", |of| {
            Cell::quoted(of.question.as_str())
        }),
        Column::required(
            "standing",
            Kind::Text,
            "`answered`, or the silence: `none`, `not_applicable`, `exists_not_disclosed`, `declined`.",
            |of| Cell::quoted(of.standing.code()),
        ),
        Column::required(
            "options",
            Kind::Codes,
            "The options chosen; of a scale its step, of yes and no `yes` or `no`.",
            |of| Cell::Codes(of.shown.options.iter().map(|option| option.as_str().into()).collect()),
        ),
        Column::optional("number", Kind::Number, "The number or step.", |of| {
            Cell::of(of.shown.number.clone(), Cell::Number)
        }),
        Column::optional("date", Kind::Text, "A year, a month or a day (ISO 8601).", |of| {
            Cell::of(of.shown.date.as_deref(), Cell::quoted)
        }),
        Column::optional(
            "text",
            Kind::Text,
            "What was written, or the text beside the one option chosen.",
            |of| Cell::of(of.shown.text.as_deref(), Cell::quoted),
        ),
        Column::optional("language", Kind::Text, "The language of the text (BCP 47).", |of| {
            Cell::of(of.language, |language| Cell::quoted(language.code()))
        }),
        Column::required("states", Kind::Codes, "The States named.", |of| {
            Cell::codes(&of.shown.states)
        }),
        Column::required(
            "record",
            Kind::Text,
            "What the commitment covers, in canonical JSON: links and evidence are here. The commitment is SHA-256 over the bytes \
             of the salt and these.",
            |of| Cell::quoted(&of.record),
        ),
        Column::required(
            "leaf",
            Kind::Whole,
            "Its place among the commitments of the filing, from 0.",
            |of| Cell::whole(of.leaf),
        ),
        Column::required(
            "salt",
            Kind::Text,
            "What opens the commitment (`docs/formats.md`).",
            |of| Cell::Text(hexadecimal(&of.salt).into()),
        ),
        Column::required("commitment", Kind::Text, "The commitment to the answer.", |of| {
            Cell::Text(hexadecimal(&of.commitment).into())
        }),
    ],
};

/// A State's own translation of an answer.
pub struct TranslationRow {
    /// The filing.
    pub position: Position,
    /// The round.
    pub round: RoundKey,
    /// The State.
    pub state: StateCode,
    /// The question.
    pub question: QuestionCode,
    /// The language.
    pub language: Language,
    /// The text.
    pub text: Text,
}

/// Translations of public answers.
pub static TRANSLATIONS: Table<TranslationRow> = Table {
    name: "translations",
    title: "Translations of public answers",
    meaning: "One row for each translation that a State gave of a public answer of its own. They are no part of what was filed.",
    key: &["position", "question", "language"],
    by_round: true,
    columns: &[
        Column::required(
            "position",
            Kind::Whole,
            "The place of the filing in the register.",
            |of| Cell::whole(of.position.0),
        ),
        Column::required("round", Kind::Text, "The round.", |of| Cell::text(&of.round)),
        Column::required("state", Kind::Text, "The State.", |of| Cell::text(&of.state)),
        Column::required("question", Kind::Text, "The question.", |of| Cell::text(&of.question)),
        Column::required("language", Kind::Text, "The language (BCP 47).", |of| {
            Cell::text(of.language)
        }),
        Column::required("status", Kind::Text, "How much it may be relied on.", |of| {
            Cell::text(of.text.status.code())
        }),
        Column::required("content", Kind::Text, "The text.", |of| Cell::text(&of.text.content)),
    ],
};
