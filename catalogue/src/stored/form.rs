//! The shape of the stored JSON. It is a contract with every edition ever stored: fields are added as optional ones
//! that are absent where they say nothing, and none is renamed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Content and status of one wording.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextForm {
    pub(super) content: String,
    pub(super) status: String,
}

/// The translations: language, then place, then text.
pub(super) type WordingForm = BTreeMap<String, BTreeMap<String, TextForm>>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionForm {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) opens: String,
    pub(super) source_language: String,
    pub(super) instruments: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) title: Option<TextForm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) intro: Option<TextForm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) short_path: Option<ShortPathForm>,
    pub(super) modules: Vec<ModuleForm>,
    pub(super) lists: BTreeMap<String, Vec<OptionForm>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortPathForm {
    pub(super) modules: Vec<String>,
    pub(super) max_questions: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModuleForm {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) title: Option<TextForm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) intro: Option<TextForm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) condition: Option<ExpectationForm>,
    pub(super) sections: Vec<SectionForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionForm {
    pub(super) code: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) title: Option<TextForm>,
    pub(super) primary: Vec<String>,
    pub(super) related: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) condition: Option<ExpectationForm>,
    pub(super) questions: Vec<QuestionForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionForm {
    pub(super) code: String,
    pub(super) kind: KindForm,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) prompt: Option<TextForm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) help: Option<TextForm>,
    pub(super) expected: bool,
    pub(super) level: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) bind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) ceiling: Option<String>,
    pub(super) provisions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) condition: Option<ExpectationForm>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) continues: Vec<LineageForm>,
}

/// A kind with its bounds, under its code; decimals as text, so that no reader rounds them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum KindForm {
    SingleChoice {
        list: String,
    },
    MultiChoice {
        list: String,
    },
    Scale {
        min: i32,
        max: i32,
    },
    Boolean {},
    ShortText {
        max_length: u32,
    },
    LongText {
        max_words: u32,
    },
    Number {
        #[serde(skip_serializing_if = "Option::is_none", default)]
        min: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        max: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        unit: Option<String>,
    },
    Date {
        precision: String,
    },
    UrlList {
        max_items: u32,
    },
    Evidence {
        max_items: u32,
    },
    StateList {},
    Contact {},
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectationForm {
    pub(super) behaviour: String,
    pub(super) conditions: Vec<ConditionForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionForm {
    pub(super) question: String,
    pub(super) operator: OperatorForm,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OperatorForm {
    Exists(bool),
    Chosen(String),
    NotChosen(String),
    Is(bool),
    Equal(String),
    NotEqual(String),
    Greater(String),
    Less(String),
    AtLeast(String),
    AtMost(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineageForm {
    pub(super) edition: String,
    pub(super) code: String,
    pub(super) comparable: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionForm {
    pub(super) code: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) label: Option<TextForm>,
    pub(super) exclusive: bool,
    pub(super) with_text: bool,
}
