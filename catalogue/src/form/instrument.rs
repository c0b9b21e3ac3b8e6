//! `instruments/*.yaml`.

use serde::Deserialize;

use crate::form::{Mark, StatementForm, TextsForm, TitleForm};
use crate::yaml::Item;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstrumentForm {
    pub(crate) format: String,
    pub(crate) id: String,
    pub(crate) symbol: String,
    pub(crate) kind: String,
    pub(crate) adoption: String,
    pub(crate) source: Option<SourceForm>,
    pub(crate) title: TitleForm,
    pub(crate) annex_title: Option<TitleForm>,
    pub(crate) subtitle_zh: Option<String>,
    pub(crate) short_title: TextsForm,
    pub(crate) symbol_source: String,
    pub(crate) printed_symbol_form: Option<String>,
    pub(crate) dates: DatesForm,
    pub(crate) dates_source: Option<String>,
    pub(crate) session: u32,
    pub(crate) agenda_item: Option<AgendaItemForm>,
    pub(crate) adopting_body: Option<String>,
    pub(crate) committee: Option<String>,
    pub(crate) committee_report: Option<CommitteeReportForm>,
    pub(crate) meeting: Option<MeetingForm>,
    #[serde(default)]
    pub(crate) sponsors: Vec<String>,
    pub(crate) sponsors_note: Option<String>,
    #[serde(default)]
    pub(crate) signatories: Vec<SignatoryForm>,
    #[serde(default)]
    pub(crate) later_sponsors: Vec<LaterSponsorsForm>,
    #[serde(default)]
    pub(crate) expert_states: Vec<String>,
    pub(crate) chair: Option<ChairForm>,
    pub(crate) original_language: Option<String>,
    #[serde(default)]
    pub(crate) original_languages: Vec<String>,
    pub(crate) certainty: Option<String>,
    pub(crate) relations: Vec<Item<DocumentRelationForm>>,
    #[serde(default)]
    pub(crate) footnotes: Vec<Item<FootnoteForm>>,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    pub(crate) provisions: Vec<Item<ProvisionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceForm {
    pub(crate) key: String,
    pub(crate) lang: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DatesForm {
    pub(crate) letter: Option<String>,
    pub(crate) transmitted: Option<String>,
    pub(crate) issued: Option<String>,
    pub(crate) reissued: Option<String>,
    pub(crate) adopted: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgendaItemForm {
    pub(crate) number: Option<u32>,
    pub(crate) number_source: String,
    pub(crate) title: TitleForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommitteeReportForm {
    pub(crate) symbol: String,
    pub(crate) paragraph: Option<String>,
    pub(crate) source: Option<Elsewhere>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeetingForm {
    pub(crate) kind: String,
    pub(crate) number: u32,
    pub(crate) date: Option<String>,
    #[serde(default)]
    pub(crate) dates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatoryForm {
    pub(crate) state: String,
    pub(crate) name_zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LaterSponsorsForm {
    pub(crate) states: Vec<String>,
    pub(crate) source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChairForm {
    pub(crate) state: String,
    pub(crate) name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentRelationForm {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) target: String,
    pub(crate) date: Option<String>,
    pub(crate) provision: Option<String>,
    pub(crate) footnote: Option<Mark>,
    pub(crate) note: Option<String>,
    pub(crate) source: Option<Elsewhere>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FootnoteForm {
    pub(crate) number: Mark,
    pub(crate) zh: String,
    pub(crate) targets: Vec<String>,
}

/// Where something comes from that is not in the source document.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Elsewhere {
    GeneralKnowledge,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProvisionForm {
    pub(crate) id: String,
    pub(crate) ordinal: u32,
    pub(crate) label: Option<String>,
    pub(crate) label_expected: Option<String>,
    pub(crate) paragraph: String,
    pub(crate) kind: String,
    pub(crate) addressee: Vec<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) source: Option<Elsewhere>,
    #[serde(default)]
    pub(crate) to_verify: Vec<String>,
    pub(crate) text: Option<OfficialForm>,
    #[serde(default)]
    pub(crate) footnotes: Vec<Mark>,
    #[serde(default)]
    pub(crate) cites: Vec<String>,
    pub(crate) title: Option<TextsForm>,
    pub(crate) statement: Option<StatementForm>,
    #[serde(default)]
    pub(crate) children: Vec<Item<ProvisionForm>>,
}

/// The wording of a provision, by language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfficialForm {
    pub(crate) ar: Option<ContentForm>,
    pub(crate) zh: Option<ContentForm>,
    pub(crate) en: Option<ContentForm>,
    pub(crate) fr: Option<ContentForm>,
    pub(crate) ru: Option<ContentForm>,
    pub(crate) es: Option<ContentForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContentForm {
    pub(crate) lang: String,
    pub(crate) status: String,
    pub(crate) content: String,
    pub(crate) sha256: Option<String>,
    #[serde(default)]
    pub(crate) repairs: Vec<RepairForm>,
    #[serde(default)]
    pub(crate) sic: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepairForm {
    pub(crate) found: String,
    pub(crate) repaired: String,
}
