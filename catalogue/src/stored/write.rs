//! Editions into their stored form.

use std::fmt::Display;

use domain::language::{Language, Text, Texts};
use domain::questionnaire::{Expectation, Kind, Module, Operator, OptionItem, Question, Section};
use serde_json::Value;

use super::Parts;
use super::form::{
    ConditionForm, EditionForm, ExpectationForm, KindForm, LineageForm, ModuleForm, OperatorForm, OptionForm,
    QuestionForm, SectionForm, ShortPathForm, TextForm, WordingForm,
};

/// Structure and wording.
pub(super) fn write(parts: Parts<'_>) -> (Value, Value) {
    let mut wording = WordingForm::new();
    let structure = write_structure(parts, Some(&mut wording));
    let wording = serde_json::to_value(wording).expect("texts become JSON");
    (structure, wording)
}

/// The structure alone, for its hash.
pub(super) fn structure(parts: Parts<'_>) -> Value {
    write_structure(parts, None)
}

fn write_structure(parts: Parts<'_>, wording: Option<&mut WordingForm>) -> Value {
    let mut writer = Writer {
        source: parts.source_language,
        wording,
    };
    let form = EditionForm {
        id: parts.id.to_string(),
        kind: parts.kind.code().to_owned(),
        opens: parts.opens.code().to_owned(),
        source_language: parts.source_language.code().to_owned(),
        instruments: codes(parts.instruments),
        title: writer.text("title", parts.title),
        intro: writer.text("intro", parts.intro),
        short_path: parts.short_path.map(|path| ShortPathForm {
            modules: codes(&path.modules),
            max_questions: path.max_questions,
        }),
        modules: parts.modules.iter().map(|module| writer.module(module)).collect(),
        lists: (parts.lists.iter())
            .map(|(id, list)| {
                let options = list.options.iter();
                let options = options.map(|option| writer.option(id.as_str(), option)).collect();
                (id.to_string(), options)
            })
            .collect(),
    };
    serde_json::to_value(form).expect("texts, whole numbers and booleans become JSON")
}

fn codes<T: Display>(codes: &[T]) -> Vec<String> {
    codes.iter().map(T::to_string).collect()
}

struct Writer<'a> {
    source: Language,
    wording: Option<&'a mut WordingForm>,
}

impl Writer<'_> {
    /// The source wording for the structure; the other languages go into the wording under their place.
    fn text(&mut self, place: &str, texts: &Texts) -> Option<TextForm> {
        let form = |text: &Text| TextForm {
            content: text.content.clone(),
            status: text.status.code().to_owned(),
        };
        if let Some(wording) = &mut self.wording {
            for (language, text) in texts.iter().filter(|(language, _)| *language != self.source) {
                let texts = wording.entry(language.code().to_owned()).or_default();
                texts.insert(place.to_owned(), form(text));
            }
        }
        texts.get(self.source).map(form)
    }

    fn module(&mut self, module: &Module) -> ModuleForm {
        let place = format!("module.{}", module.id);
        ModuleForm {
            id: module.id.to_string(),
            title: self.text(&format!("{place}.title"), &module.title),
            intro: self.text(&format!("{place}.intro"), &module.intro),
            condition: module.condition.as_ref().map(expectation),
            sections: module.sections.iter().map(|section| self.section(section)).collect(),
        }
    }

    fn section(&mut self, section: &Section) -> SectionForm {
        SectionForm {
            code: section.code.to_string(),
            title: self.text(&format!("section.{}.title", section.code), &section.title),
            primary: codes(&section.primary),
            related: codes(&section.related),
            condition: section.condition.as_ref().map(expectation),
            questions: section
                .questions
                .iter()
                .map(|question| self.question(question))
                .collect(),
        }
    }

    fn question(&mut self, question: &Question) -> QuestionForm {
        let place = format!("question.{}", question.code);
        QuestionForm {
            code: question.code.to_string(),
            kind: kind(&question.kind),
            prompt: self.text(&format!("{place}.prompt"), &question.prompt),
            help: self.text(&format!("{place}.help"), &question.help),
            expected: question.expected,
            level: question.level.code().to_owned(),
            pattern: question.pattern.as_ref().map(|pattern| pattern.code().to_owned()),
            bind: question.bind.map(|bind| bind.code().to_owned()),
            ceiling: question.ceiling.map(|ceiling| ceiling.code().to_owned()),
            provisions: codes(&question.provisions),
            condition: question.condition.as_ref().map(expectation),
            continues: (question.continues.iter())
                .map(|lineage| LineageForm {
                    edition: lineage.edition.to_string(),
                    code: lineage.code.to_string(),
                    comparable: lineage.comparable,
                })
                .collect(),
        }
    }

    fn option(&mut self, list: &str, option: &OptionItem) -> OptionForm {
        OptionForm {
            code: option.code.to_string(),
            label: self.text(&format!("option.{list}.{}.label", option.code), &option.label),
            exclusive: option.exclusive,
            with_text: option.with_text,
        }
    }
}

fn kind(kind: &Kind) -> KindForm {
    match kind {
        Kind::SingleChoice { list } => KindForm::SingleChoice { list: list.to_string() },
        Kind::MultiChoice { list } => KindForm::MultiChoice { list: list.to_string() },
        Kind::Scale { min, max } => KindForm::Scale { min: *min, max: *max },
        Kind::Boolean => KindForm::Boolean {},
        Kind::ShortText { max_length } => KindForm::ShortText {
            max_length: *max_length,
        },
        Kind::LongText { max_words } => KindForm::LongText { max_words: *max_words },
        Kind::Number { min, max, unit } => KindForm::Number {
            min: min.map(|bound| bound.to_string()),
            max: max.map(|bound| bound.to_string()),
            unit: unit.clone(),
        },
        Kind::Date { precision } => KindForm::Date {
            precision: precision.code().to_owned(),
        },
        Kind::UrlList { max_items } => KindForm::UrlList { max_items: *max_items },
        Kind::Evidence { max_items } => KindForm::Evidence { max_items: *max_items },
        Kind::StateList => KindForm::StateList {},
        Kind::Contact => KindForm::Contact {},
    }
}

fn expectation(expectation: &Expectation) -> ExpectationForm {
    ExpectationForm {
        behaviour: expectation.behaviour.code().to_owned(),
        conditions: (expectation.conditions.iter())
            .map(|condition| ConditionForm {
                question: condition.question.to_string(),
                operator: operator(&condition.operator),
            })
            .collect(),
    }
}

fn operator(operator: &Operator) -> OperatorForm {
    match operator {
        Operator::Exists(expected) => OperatorForm::Exists(*expected),
        Operator::Chosen(option) => OperatorForm::Chosen(option.to_string()),
        Operator::NotChosen(option) => OperatorForm::NotChosen(option.to_string()),
        Operator::Is(expected) => OperatorForm::Is(*expected),
        Operator::Equal(bound) => OperatorForm::Equal(bound.to_string()),
        Operator::NotEqual(bound) => OperatorForm::NotEqual(bound.to_string()),
        Operator::Greater(bound) => OperatorForm::Greater(bound.to_string()),
        Operator::Less(bound) => OperatorForm::Less(bound.to_string()),
        Operator::AtLeast(bound) => OperatorForm::AtLeast(bound.to_string()),
        Operator::AtMost(bound) => OperatorForm::AtMost(bound.to_string()),
    }
}
