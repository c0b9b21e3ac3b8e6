//! One question: its kind with the bounds that belong to it, and what hangs on it.

use domain::language::Texts;
use domain::questionnaire::{Bind, Ceiling, Decimal, Kind, KindCode, Level, Lineage, Pattern, Precision, Question};

use crate::fault::At;
use crate::form::questionnaire::{LineageForm, QuestionForm};
use crate::lower::Lowering;

impl Lowering<'_> {
    pub(crate) fn question(&mut self, at: &At<'_>, mut form: QuestionForm) -> Option<Question> {
        let code = self.code(&at.key("code"), &form.code);
        let kind = self.kind(at, &mut form);
        let prompt = self.texts(&at.key("prompt"), &form.prompt);
        let help = form.help.as_ref();
        let help = help.map_or_else(Texts::default, |help| self.texts(&at.key("help"), help));
        let level = self.closed(&at.key("level"), &form.level, Level::from_code, "`core` or `extended`");
        let bind = form.bind.as_ref();
        let bind = bind.map(|text| self.closed(&at.key("bind"), text, Bind::from_code, "a field of a submission"));
        let ceiling = form.visibility_ceiling.as_ref().map(|text| {
            let at = at.key("visibility_ceiling");
            self.closed(&at, text, Ceiling::from_code, "a visibility ceiling")
        });
        let provisions = self.codes(&at.key("provisions"), &form.provisions);
        let condition = self.expectation(at, form.enable_behavior.as_deref(), form.enable_when);
        let continues = at.key("continues");
        let continues = (form.continues.iter().enumerate())
            .filter_map(|(index, form)| self.lineage(&continues.index(index), form))
            .collect();
        Some(Question {
            code: code?,
            kind: kind?,
            prompt,
            help,
            expected: form.expected,
            level: level?,
            pattern: form.pattern.as_deref().map(Pattern::from_code),
            bind: bind.flatten(),
            ceiling: ceiling.flatten(),
            provisions,
            condition,
            continues,
        })
    }

    fn lineage(&mut self, at: &At<'_>, form: &LineageForm) -> Option<Lineage> {
        let edition = self.code(&at.key("edition"), &form.edition);
        let code = self.code(&at.key("code"), &form.code);
        Some(Lineage {
            edition: edition?,
            code: code?,
            comparable: form.comparable,
        })
    }

    /// The kind with its bounds. A bound that does not belong to the kind is a fault, as is one that is missing.
    fn kind(&mut self, at: &At<'_>, form: &mut QuestionForm) -> Option<Kind> {
        let code = self.closed(&at.key("kind"), &form.kind, KindCode::from_code, "a kind of question")?;
        let kind = match code {
            KindCode::SingleChoice | KindCode::MultiChoice => {
                let list = self.needed(at, "options", code, form.options.take())?;
                let list = self.code(&at.key("options"), &list)?;
                if code == KindCode::SingleChoice {
                    Kind::SingleChoice { list }
                } else {
                    Kind::MultiChoice { list }
                }
            }
            KindCode::Scale => {
                let scale = self.needed(at, "scale", code, form.scale.take())?;
                let (min, max) = (scale.min, scale.max);
                Kind::Scale { min, max }
            }
            KindCode::Boolean => Kind::Boolean,
            KindCode::ShortText => Kind::ShortText {
                max_length: self.needed(at, "max_length", code, form.max_length.take())?,
            },
            KindCode::LongText => Kind::LongText {
                max_words: self.needed(at, "max_words", code, form.max_words.take())?,
            },
            KindCode::Number => {
                let mut bound = |key: &str, number: Option<serde_json::Number>| -> Option<Decimal> {
                    self.faults.take(&at.key(key), number?.to_string().parse())
                };
                Kind::Number {
                    min: bound("min", form.min.take()),
                    max: bound("max", form.max.take()),
                    unit: form.unit.take(),
                }
            }
            KindCode::Date => {
                let precision = form.precision.take();
                let precision = precision.map_or(Some(Precision::Day), |text| {
                    let at = at.key("precision");
                    self.closed(&at, &text, Precision::from_code, "`year`, `month` or `day`")
                });
                Kind::Date { precision: precision? }
            }
            KindCode::UrlList => Kind::UrlList {
                max_items: self.needed(at, "max_items", code, form.max_items.take())?,
            },
            KindCode::Evidence => Kind::Evidence {
                max_items: self.needed(at, "max_items", code, form.max_items.take())?,
            },
            KindCode::StateList => Kind::StateList,
            KindCode::Contact => Kind::Contact,
        };
        for (key, left) in [
            ("options", form.options.is_some()),
            ("max_words", form.max_words.is_some()),
            ("max_length", form.max_length.is_some()),
            ("min", form.min.is_some()),
            ("max", form.max.is_some()),
            ("unit", form.unit.is_some()),
            ("max_items", form.max_items.is_some()),
            ("precision", form.precision.is_some()),
            ("scale", form.scale.is_some()),
        ] {
            if left {
                self.faults.add(
                    &at.key(key),
                    format!("`{key}` does not belong to kind `{}`", code.code()),
                );
            }
        }
        Some(kind)
    }

    fn needed<T>(&mut self, at: &At<'_>, key: &str, kind: KindCode, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.faults
                .add(&at.key(key), format!("kind `{}` needs `{key}`", kind.code()));
        }
        value
    }
}
