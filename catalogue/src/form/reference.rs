//! Vocabularies, documents, crosswalk, organisations, States and what is not yet asked.

use std::fmt;

use serde::de::{self, MapAccess};
use serde::{Deserialize, Deserializer};

use crate::form::TextsForm;
use crate::yaml::{Item, Ordered};

type Labels = Ordered<Item<TextsForm>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VocabulariesForm {
    pub(crate) format: String,
    pub(crate) provision_kinds: Labels,
    pub(crate) addressees: Labels,
    pub(crate) themes: Labels,
    pub(crate) instrument_kinds: Labels,
    pub(crate) document_relations: Labels,
    pub(crate) crosswalk_relations: Labels,
    pub(crate) text_statuses: Labels,
    pub(crate) answer_kinds: Labels,
    pub(crate) levels: Labels,
    pub(crate) regional_groups: Labels,
    pub(crate) state_statuses: Labels,
    pub(crate) adoptions: Labels,
    pub(crate) m49_areas: Labels,
    pub(crate) languages: Labels,
    pub(crate) standings: Labels,
    pub(crate) reference_words: Labels,
    pub(crate) operators: Vec<String>,
}

/// What capacity is built in, and where points of contact are kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CapacityForm {
    pub(crate) format: String,
    pub(crate) capability_kinds: Ordered<Item<SourcedForm>>,
    pub(crate) capacity_forms: Ordered<Item<SourcedForm>>,
    pub(crate) contact_kinds: Ordered<Item<SourcedForm>>,
    pub(crate) contact_directories: Ordered<Item<SourcedForm>>,
}

/// A label with the provisions that name what it is the label of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourcedForm {
    pub(crate) label: TextsForm,
    pub(crate) sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentsForm {
    pub(crate) format: String,
    #[serde(rename = "note")]
    _note: String,
    pub(crate) items: Vec<Item<DocumentForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentForm {
    pub(crate) symbol: String,
    pub(crate) date: Option<String>,
    pub(crate) date_source: Option<String>,
    pub(crate) kind: String,
    pub(crate) description: String,
    pub(crate) cited_by: Vec<String>,
    pub(crate) instrument: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CrosswalkForm {
    pub(crate) format: String,
    #[serde(rename = "direction")]
    _direction: String,
    pub(crate) relations: Ordered<MeaningForm>,
    pub(crate) items: Vec<Item<RelationForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeaningForm {
    #[serde(rename = "meaning")]
    _meaning: String,
    pub(crate) inverse: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelationForm {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) relation: String,
    pub(crate) to: String,
    pub(crate) reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationsForm {
    pub(crate) format: String,
    pub(crate) as_of: String,
    #[serde(rename = "as_of_note")]
    _as_of_note: String,
    pub(crate) items: Vec<Item<OrganisationForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationForm {
    pub(crate) id: String,
    pub(crate) abbreviation: String,
    pub(crate) name: TextsForm,
    pub(crate) mentioned_in: Vec<String>,
    pub(crate) membership_kind: String,
    pub(crate) members: Vec<MemberForm>,
    #[serde(default)]
    pub(crate) to_verify: Vec<String>,
    pub(crate) note: Option<String>,
}

/// A member: a code alone while it lasts, or with the days on which it began and ended.
#[derive(Default)]
pub(crate) struct MemberForm {
    pub(crate) state: String,
    pub(crate) from: Option<String>,
    pub(crate) until: Option<String>,
}

impl<'de> Deserialize<'de> for MemberForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = MemberForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a State code, or a mapping of state, from and until")
            }

            fn visit_str<E>(self, state: &str) -> Result<MemberForm, E> {
                Ok(MemberForm {
                    state: state.to_owned(),
                    ..MemberForm::default()
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MemberForm, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Dated {
                    state: String,
                    from: Option<String>,
                    until: Option<String>,
                }
                let Dated { state, from, until } = Dated::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(MemberForm { state, from, until })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotYetAskedForm {
    pub(crate) format: String,
    pub(crate) items: Vec<Item<LaterForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LaterForm {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) reason: String,
}

/// A line of `states.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateForm {
    pub(crate) iso_alpha2: String,
    pub(crate) iso_alpha3: String,
    pub(crate) m49: String,
    pub(crate) status: String,
    pub(crate) name_ar: String,
    pub(crate) name_zh: String,
    pub(crate) name_en: String,
    pub(crate) name_fr: String,
    pub(crate) name_ru: String,
    pub(crate) name_es: String,
    pub(crate) m49_region: String,
    pub(crate) m49_subregion: String,
    pub(crate) m49_intermediate: String,
    pub(crate) regional_group: String,
    pub(crate) regional_group_note: String,
    pub(crate) ldc: String,
    pub(crate) lldc: String,
    pub(crate) sids: String,
    pub(crate) name_source: String,
}
