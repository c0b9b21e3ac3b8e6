//! `questionnaires/*.yaml`: editions, and the option lists that they share.

use serde::Deserialize;
use serde_json::Value;

use crate::form::TextsForm;
use crate::yaml::{Item, Ordered};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListsForm {
    pub(crate) format: String,
    pub(crate) lists: Ordered<ListForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListForm {
    pub(crate) options: Vec<Item<OptionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionForm {
    pub(crate) id: String,
    pub(crate) label: TextsForm,
    #[serde(default)]
    pub(crate) exclusive: bool,
    #[serde(default)]
    pub(crate) with_text: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionnaireForm {
    pub(crate) format: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) opens: String,
    pub(crate) instruments: Vec<String>,
    pub(crate) title: TextsForm,
    pub(crate) intro: TextsForm,
    pub(crate) short_path: Option<ShortPathForm>,
    pub(crate) modules: Vec<Item<ModuleForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShortPathForm {
    pub(crate) modules: Vec<String>,
    pub(crate) max_questions: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModuleForm {
    pub(crate) id: String,
    pub(crate) title: TextsForm,
    pub(crate) intro: Option<TextsForm>,
    pub(crate) enable_behavior: Option<String>,
    pub(crate) enable_when: Option<Vec<ConditionForm>>,
    pub(crate) sections: Vec<Item<SectionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionForm {
    pub(crate) code: String,
    pub(crate) title: TextsForm,
    pub(crate) provisions: AboutForm,
    pub(crate) enable_behavior: Option<String>,
    pub(crate) enable_when: Option<Vec<ConditionForm>>,
    pub(crate) questions: Vec<Item<QuestionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AboutForm {
    pub(crate) primary: Vec<String>,
    pub(crate) related: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionForm {
    pub(crate) code: String,
    pub(crate) kind: String,
    pub(crate) options: Option<String>,
    pub(crate) max_words: Option<u32>,
    pub(crate) max_length: Option<u32>,
    pub(crate) min: Option<serde_json::Number>,
    pub(crate) max: Option<serde_json::Number>,
    pub(crate) unit: Option<String>,
    pub(crate) max_items: Option<u32>,
    pub(crate) precision: Option<String>,
    pub(crate) scale: Option<ScaleForm>,
    pub(crate) prompt: TextsForm,
    pub(crate) help: Option<TextsForm>,
    pub(crate) expected: bool,
    pub(crate) level: String,
    pub(crate) pattern: Option<String>,
    pub(crate) bind: Option<String>,
    pub(crate) visibility_ceiling: Option<String>,
    pub(crate) provisions: Vec<String>,
    pub(crate) enable_behavior: Option<String>,
    pub(crate) enable_when: Option<Vec<ConditionForm>>,
    #[serde(default)]
    pub(crate) continues: Vec<LineageForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScaleForm {
    pub(crate) min: i32,
    pub(crate) max: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConditionForm {
    pub(crate) question: String,
    pub(crate) operator: String,
    pub(crate) answer: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineageForm {
    pub(crate) edition: String,
    pub(crate) code: String,
    pub(crate) comparable: bool,
}
