//! Stored forms back into drafts.

use std::str::FromStr;

use domain::id::BadCode;
use domain::language::{Language, Text, TextStatus, Texts};
use domain::questionnaire::{
    Behaviour, Bind, Ceiling, Condition, Decimal, Draft, Expectation, Kind, Level, Lineage, Module, Opens, Operator,
    OptionItem, OptionList, Pattern, Precision, Question, QuestionnaireKind, Section, ShortPath,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::form::{
    EditionForm, ExpectationForm, KindForm, ModuleForm, OperatorForm, OptionForm, QuestionForm, SectionForm, TextForm,
    WordingForm,
};
use super::{NotAnEdition, StoredEdition};

type Outcome<T> = Result<T, NotAnEdition>;

pub(super) fn read(stored: &StoredEdition) -> Outcome<Draft> {
    let form: EditionForm = shape(&stored.structure)?;
    let reader = Reader {
        source: language(&form.source_language)?,
        wording: shape(&stored.wording)?,
    };
    let modules = form.modules.into_iter().map(|module| reader.module(module));
    let modules = modules.collect::<Outcome<_>>()?;
    let lists = form.lists.into_iter().map(|(id, options)| {
        let options = options.into_iter().map(|option| reader.option(&id, option));
        let options = options.collect::<Outcome<_>>()?;
        Ok((id.parse()?, OptionList { options }))
    });
    Ok(Draft {
        id: form.id.parse()?,
        kind: closed("kind of questionnaire", &form.kind, QuestionnaireKind::from_code)?,
        opens: closed("way of opening", &form.opens, Opens::from_code)?,
        source_language: reader.source,
        translation: stored.translation,
        hash: stored.hash,
        instruments: codes(&form.instruments)?,
        title: reader.text("title", form.title)?,
        intro: reader.text("intro", form.intro)?,
        short_path: match form.short_path {
            None => None,
            Some(path) => Some(ShortPath {
                modules: codes(&path.modules)?,
                max_questions: path.max_questions,
            }),
        },
        modules,
        lists: lists.collect::<Outcome<_>>()?,
    })
}

fn shape<T: DeserializeOwned>(value: &Value) -> Outcome<T> {
    serde_path_to_error::deserialize(value).map_err(|error| NotAnEdition::Shape {
        path: error.path().to_string(),
        source: error.into_inner(),
    })
}

fn codes<T: FromStr<Err = BadCode>>(texts: &[String]) -> Outcome<Vec<T>> {
    Ok(texts.iter().map(|text| text.parse()).collect::<Result<_, BadCode>>()?)
}

fn closed<T>(what: &'static str, text: &str, from_code: fn(&str) -> Option<T>) -> Outcome<T> {
    from_code(text).ok_or_else(|| {
        let text = text.to_owned();
        BadCode { what, text }.into()
    })
}

fn language(code: &str) -> Outcome<Language> {
    Language::from_code(code).ok_or_else(|| NotAnEdition::Language(code.to_owned()))
}

struct Reader {
    source: Language,
    wording: WordingForm,
}

impl Reader {
    /// The source wording together with the translations at its place.
    fn text(&self, place: &str, source: Option<TextForm>) -> Outcome<Texts> {
        let mut texts = Vec::new();
        if let Some(form) = source {
            texts.push((self.source, text(&form)?));
        }
        for (code, translations) in &self.wording {
            if let Some(form) = translations.get(place) {
                texts.push((language(code)?, text(form)?));
            }
        }
        Ok(Texts::new(texts))
    }

    fn module(&self, form: ModuleForm) -> Outcome<Module> {
        let place = format!("module.{}", form.id);
        let sections = form.sections.into_iter().map(|section| self.section(section));
        Ok(Module {
            id: form.id.parse()?,
            title: self.text(&format!("{place}.title"), form.title)?,
            intro: self.text(&format!("{place}.intro"), form.intro)?,
            condition: expectation(form.condition)?,
            sections: sections.collect::<Outcome<_>>()?,
        })
    }

    fn section(&self, form: SectionForm) -> Outcome<Section> {
        let questions = form.questions.into_iter().map(|question| self.question(question));
        Ok(Section {
            code: form.code.parse()?,
            title: self.text(&format!("section.{}.title", form.code), form.title)?,
            primary: codes(&form.primary)?,
            related: codes(&form.related)?,
            condition: expectation(form.condition)?,
            questions: questions.collect::<Outcome<_>>()?,
        })
    }

    fn question(&self, form: QuestionForm) -> Outcome<Question> {
        let place = format!("question.{}", form.code);
        let bind = form.bind.map(|text| closed("bound field", &text, Bind::from_code));
        let ceiling = form
            .ceiling
            .map(|text| closed("visibility ceiling", &text, Ceiling::from_code));
        let continues = form.continues.into_iter().map(|lineage| {
            Ok(Lineage {
                edition: lineage.edition.parse()?,
                code: lineage.code.parse()?,
                comparable: lineage.comparable,
            })
        });
        Ok(Question {
            code: form.code.parse()?,
            kind: kind(form.kind)?,
            prompt: self.text(&format!("{place}.prompt"), form.prompt)?,
            help: self.text(&format!("{place}.help"), form.help)?,
            expected: form.expected,
            level: closed("level", &form.level, Level::from_code)?,
            pattern: form.pattern.as_deref().map(Pattern::from_code),
            bind: bind.transpose()?,
            ceiling: ceiling.transpose()?,
            provisions: codes(&form.provisions)?,
            condition: expectation(form.condition)?,
            continues: continues.collect::<Outcome<_>>()?,
        })
    }

    fn option(&self, list: &str, form: OptionForm) -> Outcome<OptionItem> {
        Ok(OptionItem {
            code: form.code.parse()?,
            label: self.text(&format!("option.{list}.{}.label", form.code), form.label)?,
            exclusive: form.exclusive,
            with_text: form.with_text,
        })
    }
}

fn text(form: &TextForm) -> Outcome<Text> {
    Ok(Text {
        content: form.content.clone(),
        status: closed("text status", &form.status, TextStatus::from_code)?,
    })
}

fn kind(form: KindForm) -> Outcome<Kind> {
    let decimal = |text: Option<String>| text.map(|text| text.parse::<Decimal>()).transpose();
    Ok(match form {
        KindForm::SingleChoice { list } => Kind::SingleChoice { list: list.parse()? },
        KindForm::MultiChoice { list } => Kind::MultiChoice { list: list.parse()? },
        KindForm::Scale { min, max } => Kind::Scale { min, max },
        KindForm::Boolean {} => Kind::Boolean,
        KindForm::ShortText { max_length } => Kind::ShortText { max_length },
        KindForm::LongText { max_words } => Kind::LongText { max_words },
        KindForm::Number { min, max, unit } => Kind::Number {
            min: decimal(min)?,
            max: decimal(max)?,
            unit,
        },
        KindForm::Date { precision } => Kind::Date {
            precision: closed("precision", &precision, Precision::from_code)?,
        },
        KindForm::UrlList { max_items } => Kind::UrlList { max_items },
        KindForm::Evidence { max_items } => Kind::Evidence { max_items },
        KindForm::StateList {} => Kind::StateList,
        KindForm::Contact {} => Kind::Contact,
    })
}

fn expectation(form: Option<ExpectationForm>) -> Outcome<Option<Expectation>> {
    let Some(form) = form else { return Ok(None) };
    let conditions = form.conditions.into_iter().map(|condition| {
        Ok(Condition {
            question: condition.question.parse()?,
            operator: operator(condition.operator)?,
        })
    });
    Ok(Some(Expectation {
        behaviour: closed("way of joining conditions", &form.behaviour, Behaviour::from_code)?,
        conditions: conditions.collect::<Outcome<_>>()?,
    }))
}

fn operator(form: OperatorForm) -> Outcome<Operator> {
    Ok(match form {
        OperatorForm::Exists(expected) => Operator::Exists(expected),
        OperatorForm::Chosen(option) => Operator::Chosen(option.parse()?),
        OperatorForm::NotChosen(option) => Operator::NotChosen(option.parse()?),
        OperatorForm::Is(expected) => Operator::Is(expected),
        OperatorForm::Equal(bound) => Operator::Equal(bound.parse()?),
        OperatorForm::NotEqual(bound) => Operator::NotEqual(bound.parse()?),
        OperatorForm::Greater(bound) => Operator::Greater(bound.parse()?),
        OperatorForm::Less(bound) => Operator::Less(bound.parse()?),
        OperatorForm::AtLeast(bound) => Operator::AtLeast(bound.parse()?),
        OperatorForm::AtMost(bound) => Operator::AtMost(bound.parse()?),
    })
}
