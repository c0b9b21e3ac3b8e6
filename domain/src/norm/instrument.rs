//! Instruments: texts with a symbol and a date, and the documents that they name.

use chrono::NaiveDate;

use crate::id::{InstrumentId, ProvisionId, StateCode, Symbol, Term};
use crate::language::{Language, Texts};
use crate::questionnaire::Day;

/// What became of a text. Drafts and circulated texts are never summed with agreed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adoption {
    /// Adopted by the General Assembly.
    Adopted,
    /// A draft that was later revised and not adopted in this form.
    Draft,
    /// Circulated at the request of States; not adopted.
    Circulated,
    /// The consensus report of a group of governmental experts.
    ExpertReport,
    /// The consensus report of an open-ended working group.
    WorkingGroupConsensus,
}

impl Adoption {
    /// Every adoption, in the order of the vocabulary.
    pub const ALL: [Self; 5] = [
        Self::Adopted,
        Self::Draft,
        Self::Circulated,
        Self::ExpertReport,
        Self::WorkingGroupConsensus,
    ];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Draft => "draft",
            Self::Circulated => "circulated",
            Self::ExpertReport => "expert_report",
            Self::WorkingGroupConsensus => "working_group_consensus",
        }
    }

    /// Reads [`Adoption::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|adoption| adoption.code() == code)
    }

    /// Whether States agreed to the text, by vote or by consensus, in the form that is kept here.
    pub const fn is_agreed(self) -> bool {
        match self {
            Self::Adopted | Self::ExpertReport | Self::WorkingGroupConsensus => true,
            Self::Draft | Self::Circulated => false,
        }
    }
}

/// A text with a symbol and a date, and its adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Its id: the symbol with dashes.
    pub id: InstrumentId,
    /// Its symbol.
    pub symbol: Symbol,
    /// How the symbol is known, in English.
    pub symbol_source: String,
    /// The symbol as the document prints it, where that differs (`A/68/98*`).
    pub printed_symbol: Option<String>,
    /// A term of the vocabulary `instrument_kinds`.
    pub kind: Term,
    /// What became of it.
    pub adoption: Adoption,
    /// The language whose official wording is kept here; none where there are only statements in our own words.
    pub wording: Option<Language>,
    /// The key of the source document that the wording was taken from.
    pub source_key: Option<String>,
    /// Title, official where it is printed in the source or certain.
    pub title: Texts,
    /// A short title in our own words.
    pub short_title: Texts,
    /// Title of the annex, where the annex is what counts.
    pub annex_title: Texts,
    /// Subtitle as printed.
    pub subtitle: Texts,
    /// Its dates.
    pub dates: Dates,
    /// The session of the General Assembly.
    pub session: u32,
    /// The agenda item it belongs to.
    pub agenda_item: Option<AgendaItem>,
    /// Who adopted it, in English.
    pub adopting_body: Option<String>,
    /// The Main Committee, in English.
    pub committee: Option<String>,
    /// The report on which it was adopted.
    pub committee_report: Option<CommitteeReport>,
    /// The meeting at which it was adopted, or the sessions at which it was drawn up.
    pub meeting: Option<Meeting>,
    /// States that brought it in.
    pub sponsors: Vec<StateCode>,
    /// Why the list of sponsors is empty, in English.
    pub sponsors_note: Option<String>,
    /// Who signed the letter.
    pub signatories: Vec<Signatory>,
    /// States that joined the sponsors later.
    pub later_sponsors: Vec<LaterSponsors>,
    /// States whose experts drew it up.
    pub experts: Vec<StateCode>,
    /// Who chaired the group.
    pub chair: Option<Chair>,
    /// The languages it was issued in first.
    pub original_languages: Vec<Language>,
    /// How far our own words may be relied on, in English.
    pub certainty: Option<String>,
    /// What it says about other documents.
    pub relations: Vec<DocumentRelation>,
    /// Its footnotes.
    pub footnotes: Vec<Footnote>,
    /// Notes on the source and on choices made, in English.
    pub notes: Vec<String>,
}

/// The dates of an instrument; empty where the source does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Of the letter.
    pub letter: Option<NaiveDate>,
    /// Of transmittal to the Secretary-General.
    pub transmitted: Option<NaiveDate>,
    /// Of first distribution.
    pub issued: Option<NaiveDate>,
    /// Of reissue.
    pub reissued: Option<NaiveDate>,
    /// Of adoption.
    pub adopted: Option<NaiveDate>,
    /// Where the dates come from if not from the document, in English.
    pub source: Option<String>,
}

/// An item of the agenda of the General Assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number, where the source says it.
    pub number: Option<u32>,
    /// Where the number comes from, in English.
    pub number_source: String,
    /// Its title.
    pub title: Texts,
}

/// The report of a Main Committee on which a resolution was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitteeReport {
    /// Its symbol.
    pub symbol: Symbol,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// Whether this is general knowledge and not in the source.
    pub general_knowledge: bool,
}

/// A meeting, or the sessions of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What kind of meeting, in English.
    pub kind: String,
    /// Its number, or how many sessions there were.
    pub number: u32,
    /// First and last day of each.
    pub days: Vec<(NaiveDate, NaiveDate)>,
}

/// A person who signed for a State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The State.
    pub state: StateCode,
    /// The name as printed.
    pub name: Texts,
}

/// States that joined the sponsors after circulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterSponsors {
    /// The States.
    pub states: Vec<StateCode>,
    /// The provision that says so.
    pub source: ProvisionId,
}

/// The chair of a group of experts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chair {
    /// The State.
    pub state: StateCode,
    /// The person.
    pub name: String,
}

/// What an instrument says about another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRelation {
    /// A term of the vocabulary `document_relations`.
    pub kind: Term,
    /// The document.
    pub target: Symbol,
    /// The date of the document as the text prints it, often the year alone.
    pub date: Option<Day>,
    /// Where it stands.
    pub provision: Option<ProvisionId>,
    /// The footnote that names the document.
    pub footnote: Option<String>,
    /// A note, in English.
    pub note: Option<String>,
    /// Whether this is general knowledge and not in the source.
    pub general_knowledge: bool,
}

/// A footnote of an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The mark: a number or an asterisk.
    pub mark: String,
    /// The wording.
    pub text: Texts,
    /// The documents it names.
    pub targets: Vec<Symbol>,
}

/// A document that an instrument refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its symbol.
    pub symbol: Symbol,
    /// Date of adoption of resolutions, date of the document otherwise.
    pub date: Option<NaiveDate>,
    /// Where the date comes from if not from the sources, in English.
    pub date_source: Option<String>,
    /// What kind of document it is.
    pub kind: Term,
    /// What it is, in English.
    pub description: String,
    /// Who refers to it.
    pub cited_by: Vec<Citer>,
    /// The instrument here that it is.
    pub instrument: Option<InstrumentId>,
}

/// What refers to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citer {
    /// An instrument as a whole.
    Instrument(InstrumentId),
    /// One of its provisions.
    Provision(ProvisionId),
}
