//! Changes of a draft, read.

use std::str::FromStr;

use async_graphql::{Enum, InputObject, OneofObject};
use domain::drafting::{Change, Definition, OptionDefinition, Presence, Recoding, SectionDefinition, TextPlace};
use domain::id::{BadCode, ModuleId, OptionCode, QuestionCode, SectionCode};
use domain::questionnaire::{
    Condition, Decimal, Expectation, Kind, KindCode, Lineage, NotADecimal, Operator, Pattern, ShortPath,
};

use crate::graphql::edition::{BehaviourCode, ConditionOperator, OpensCode, QuestionnaireKindCode};
use crate::graphql::fault::Fault;
use crate::graphql::question::{BindCode, CeilingCode, LevelCode, PrecisionCode, QuestionKind};
use crate::graphql::text::{LanguageCode, TextStatusCode};

pub(super) fn code<T: FromStr<Err = BadCode>>(at: &str, text: &str) -> Result<T, Fault> {
    text.parse()
        .map_err(|_| Fault::invalid().at(at.to_owned()).with("value", text))
}

fn codes<T: FromStr<Err = BadCode>>(at: &str, texts: &[String]) -> Result<Vec<T>, Fault> {
    texts.iter().map(|text| code(at, text)).collect()
}

fn maybe<T: FromStr<Err = BadCode>>(at: &str, text: Option<&String>) -> Result<Option<T>, Fault> {
    text.map(|text| code(at, text)).transpose()
}

fn missing(at: &str) -> Fault {
    Fault::invalid().at(at.to_owned()).with("reason", "missing")
}

/// What a put may find under its code.
fn presence(is_new: Option<bool>) -> Presence {
    match is_new {
        None => Presence::Either,
        Some(true) => Presence::Absent,
        Some(false) => Presence::Present,
    }
}

/// Which words of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum EditionTextKind {
    /// The title of the edition.
    Title,
    /// Its opening words.
    Intro,
    /// The title of a module.
    ModuleTitle,
    /// The opening words of a module.
    ModuleIntro,
    /// The title of a section.
    SectionTitle,
    /// What a question asks.
    Prompt,
    /// The help beside a question.
    Help,
    /// What people read of an option.
    Label,
}

/// Words at one place in one language. Where they are those of the source language, the translations that stand there are of
/// something else from now on: they stay, and count as read by nobody.
#[derive(Clone, Debug, InputObject)]
pub struct SetEditionTextInput {
    /// Which words.
    place: EditionTextKind,
    /// The code of the module, the section, the question, or of the list of the option. The title of the edition and its opening
    /// words have none.
    code: Option<String>,
    /// The code of the option, with `LABEL`.
    option: Option<String>,
    /// The language.
    language: LanguageCode,
    /// The words, at most 10,000 characters; empty or left out takes them away.
    content: Option<String>,
    /// How far they may be relied on: read by a person, or a machine's; never `OFFICIAL`, which is quoted and not typed.
    #[graphql(default_with = "TextStatusCode::Unofficial")]
    status: TextStatusCode,
}

impl SetEditionTextInput {
    fn place(&self, at: &str) -> Result<TextPlace, Fault> {
        let of = self.code.as_ref().ok_or_else(|| missing(&format!("{at}.code")));
        let of = || of.clone();
        let at_code = format!("{at}.code");
        Ok(match self.place {
            EditionTextKind::Title => TextPlace::Title,
            EditionTextKind::Intro => TextPlace::Intro,
            EditionTextKind::ModuleTitle => TextPlace::ModuleTitle(code(&at_code, of()?)?),
            EditionTextKind::ModuleIntro => TextPlace::ModuleIntro(code(&at_code, of()?)?),
            EditionTextKind::SectionTitle => TextPlace::SectionTitle(code(&at_code, of()?)?),
            EditionTextKind::Prompt => TextPlace::Prompt(code(&at_code, of()?)?),
            EditionTextKind::Help => TextPlace::Help(code(&at_code, of()?)?),
            EditionTextKind::Label => {
                let at_option = format!("{at}.option");
                let option = self.option.as_ref().ok_or_else(|| missing(&at_option))?;
                TextPlace::Label(code(&at_code, of()?)?, code(&at_option, option)?)
            }
        })
    }
}

/// One condition on an earlier question: an operator with exactly one of the three answers.
#[derive(Clone, Debug, InputObject)]
pub struct EditionConditionInput {
    /// The code of the earlier question.
    question: String,
    /// What is compared: with an option or yes and no `EQUAL` or `NOT_EQUAL`, with a number any but `EXISTS`.
    operator: ConditionOperator,
    /// The code of the option compared with.
    option: Option<String>,
    /// With `EXISTS` whether there is an answer; of yes and no which.
    is_true: Option<bool>,
    /// The number compared with, a decimal.
    number: Option<String>,
}

impl EditionConditionInput {
    fn read(&self, at: &str) -> Result<Condition, Fault> {
        use ConditionOperator as Is;
        let bad = || Fault::invalid().at(at.to_owned()).with("reason", "operator");
        let number = self.number.as_ref().map(|text| decimal(at, text)).transpose()?;
        let option: Option<OptionCode> = maybe(at, self.option.as_ref())?;
        let operator = match (self.operator, option, self.is_true, number) {
            (Is::Exists, None, Some(yes), None) => Operator::Exists(yes),
            (Is::Equal, Some(option), None, None) => Operator::Chosen(option),
            (Is::NotEqual, Some(option), None, None) => Operator::NotChosen(option),
            (Is::Equal, None, Some(yes), None) => Operator::Is(yes),
            (Is::NotEqual, None, Some(yes), None) => Operator::Is(!yes),
            (Is::Equal, None, None, Some(number)) => Operator::Equal(number),
            (Is::NotEqual, None, None, Some(number)) => Operator::NotEqual(number),
            (Is::Greater, None, None, Some(number)) => Operator::Greater(number),
            (Is::Less, None, None, Some(number)) => Operator::Less(number),
            (Is::AtLeast, None, None, Some(number)) => Operator::AtLeast(number),
            (Is::AtMost, None, None, Some(number)) => Operator::AtMost(number),
            _ => return Err(bad()),
        };
        Ok(Condition {
            question: code(&format!("{at}.question"), &self.question)?,
            operator,
        })
    }
}

/// When a module, a section or a question is enabled.
#[derive(Clone, Debug, InputObject)]
pub struct EditionEnablementInput {
    /// How the conditions are joined.
    behaviour: BehaviourCode,
    /// At least one.
    conditions: Vec<EditionConditionInput>,
}

fn expectation(at: &str, input: Option<&EditionEnablementInput>) -> Result<Option<Expectation>, Fault> {
    let Some(input) = input else { return Ok(None) };
    let conditions = input.conditions.iter().enumerate();
    let conditions = conditions.map(|(place, condition)| condition.read(&format!("{at}.enabledWhen.{place}")));
    Ok(Some(Expectation {
        behaviour: input.behaviour.into(),
        conditions: conditions.collect::<Result<_, _>>()?,
    }))
}

fn decimal(at: &str, text: &str) -> Result<Decimal, Fault> {
    text.parse()
        .map_err(|_: NotADecimal| Fault::invalid().at(at.to_owned()).with("value", text))
}

/// The head of the edition: all of it.
#[derive(Clone, Debug, InputObject)]
pub struct SetEditionHeadInput {
    /// What it is for.
    kind: QuestionnaireKindCode,
    /// How submissions come about.
    opens: OpensCode,
    /// The codes of the instruments that it asks about.
    instruments: Vec<String>,
}

/// The short path.
#[derive(Clone, Debug, InputObject)]
pub struct SetShortPathInput {
    /// The codes of the modules; none of them takes the short path away.
    modules: Vec<String>,
    /// The most core questions that they may hold.
    max_questions: u32,
}

/// A module to put: one that is there keeps its words and its sections.
#[derive(Clone, Debug, InputObject)]
pub struct PutModuleInput {
    /// Its code.
    code: String,
    /// True: nothing may have this code, or the change is refused (`taken`). False: something has to, or it is refused
    /// (`unknown`). Left out: what has this code is defined anew, and what is not there is made.
    is_new: Option<bool>,
    /// When it is enabled; left out: always.
    enabled_when: Option<EditionEnablementInput>,
    /// The module before it; left out: a new one comes last, one that is there stays in its place.
    after: Option<String>,
}

/// A section to put: one that is there keeps its words and its questions, and goes to the module named.
#[derive(Clone, Debug, InputObject)]
pub struct PutSectionInput {
    /// Its code.
    code: String,
    /// True: nothing may have this code, or the change is refused (`taken`). False: something has to, or it is refused
    /// (`unknown`). Left out: what has this code is defined anew, and what is not there is made.
    is_new: Option<bool>,
    /// The code of its module.
    module: String,
    /// The codes of the provisions that it is about.
    #[graphql(default)]
    provisions: Vec<String>,
    /// The codes of provisions shown beside it.
    #[graphql(default)]
    related_provisions: Vec<String>,
    /// When it is enabled; left out: always.
    enabled_when: Option<EditionEnablementInput>,
    /// The section before it, of the same module.
    after: Option<String>,
}

/// A question of an earlier edition that a question continues.
#[derive(Clone, Debug, InputObject)]
pub struct EditionLineageInput {
    /// The code of the edition.
    edition: String,
    /// The code of the question there.
    question: String,
    /// Whether both mean the same, so that figures on them can be joined.
    is_comparable: bool,
}

/// A question to put: one that is there keeps its words. It stands in the section that its code names.
#[derive(Clone, Debug, InputObject)]
pub struct PutQuestionInput {
    /// Its code, `N13A.status`.
    code: String,
    /// True: nothing may have this code, or the change is refused (`taken`). False: something has to, or it is refused
    /// (`unknown`). Left out: what has this code is defined anew, and what is not there is made.
    is_new: Option<bool>,
    /// What shape an answer has.
    kind: QuestionKind,
    /// The code of the list of options, with the two kinds that choose.
    list: Option<String>,
    /// Short text: the most characters.
    max_length: Option<u32>,
    /// Long text: the most words.
    max_words: Option<u32>,
    /// Links and evidence: the most items.
    max_items: Option<u32>,
    /// Number and scale: the least value, a decimal; of a scale a whole number.
    minimum: Option<String>,
    /// Number and scale: the greatest value.
    maximum: Option<String>,
    /// Number: what is counted or measured.
    unit: Option<String>,
    /// Date: the finest that is asked for.
    precision: Option<PrecisionCode>,
    /// Whether completeness counts it.
    #[graphql(default)]
    is_expected: bool,
    /// Whether the short path shows it.
    level: LevelCode,
    /// The pattern that is asked of every provision alike.
    pattern: Option<String>,
    /// The field of the submission that it is a view of.
    binds: Option<BindCode>,
    /// The widest visibility of its answers.
    visibility_ceiling: Option<CeilingCode>,
    /// The codes of the provisions that its answers belong to.
    provisions: Vec<String>,
    /// When it is enabled; left out: always.
    enabled_when: Option<EditionEnablementInput>,
    /// The questions of earlier editions that it continues; left out: as before.
    continues: Option<Vec<EditionLineageInput>>,
    /// The question before it, of the same section; left out: a new one comes last, one that is there stays in its place.
    after: Option<String>,
}

impl PutQuestionInput {
    fn kind(&self, at: &str) -> Result<Kind, Fault> {
        let list = || self.list.as_ref().ok_or_else(|| missing(&format!("{at}.list")));
        let at_list = format!("{at}.list");
        let items = || self.max_items.ok_or_else(|| missing(&format!("{at}.maxItems")));
        let bound = |name: &str, text: &Option<String>| {
            let at = format!("{at}.{name}");
            text.as_ref().map(|text| decimal(&at, text)).transpose()
        };
        let step = |name: &str, text: &Option<String>| {
            let at = format!("{at}.{name}");
            let text = text.as_ref().ok_or_else(|| missing(&at))?;
            let whole = text.parse::<i32>();
            whole.map_err(|_| Fault::invalid().at(at).with("value", text.clone()))
        };
        Ok(match KindCode::from(self.kind) {
            KindCode::SingleChoice => Kind::SingleChoice {
                list: code(&at_list, list()?)?,
            },
            KindCode::MultiChoice => Kind::MultiChoice {
                list: code(&at_list, list()?)?,
            },
            KindCode::Scale => Kind::Scale {
                min: step("minimum", &self.minimum)?,
                max: step("maximum", &self.maximum)?,
            },
            KindCode::Boolean => Kind::Boolean,
            KindCode::ShortText => Kind::ShortText {
                max_length: self.max_length.ok_or_else(|| missing(&format!("{at}.maxLength")))?,
            },
            KindCode::LongText => Kind::LongText {
                max_words: self.max_words.ok_or_else(|| missing(&format!("{at}.maxWords")))?,
            },
            KindCode::Number => Kind::Number {
                min: bound("minimum", &self.minimum)?,
                max: bound("maximum", &self.maximum)?,
                unit: self.unit.clone(),
            },
            KindCode::Date => Kind::Date {
                precision: (self.precision.ok_or_else(|| missing(&format!("{at}.precision")))?).into(),
            },
            KindCode::UrlList => Kind::UrlList { max_items: items()? },
            KindCode::Evidence => Kind::Evidence { max_items: items()? },
            KindCode::StateList => Kind::StateList,
            KindCode::Contact => Kind::Contact,
        })
    }

    fn read(self, at: &str) -> Result<Change, Fault> {
        let lineage = |of: &EditionLineageInput| {
            let at = format!("{at}.continues");
            Ok(Lineage {
                edition: code(&at, &of.edition)?,
                code: code(&at, &of.question)?,
                comparable: of.is_comparable,
            })
        };
        let continues = self.continues.as_ref();
        let continues = continues.map(|several| several.iter().map(lineage).collect::<Result<Vec<_>, Fault>>());
        let after = maybe(&format!("{at}.after"), self.after.as_ref())?;
        let definition = Definition {
            code: code(&format!("{at}.code"), &self.code)?,
            kind: self.kind(at)?,
            expected: self.is_expected,
            level: self.level.into(),
            pattern: self.pattern.as_deref().map(Pattern::from_code),
            bind: self.binds.map(Into::into),
            ceiling: self.visibility_ceiling.map(Into::into),
            provisions: codes(&format!("{at}.provisions"), &self.provisions)?,
            condition: expectation(at, self.enabled_when.as_ref())?,
            continues: continues.transpose()?,
        };
        Ok(Change::PutQuestion {
            presence: presence(self.is_new),
            definition: Box::new(definition),
            after,
        })
    }
}

/// An option of a list to put.
#[derive(Clone, Debug, InputObject)]
pub struct EditionOptionInput {
    /// Its code, unique within the list.
    code: String,
    /// Whether it stands alone.
    #[graphql(default)]
    is_exclusive: bool,
    /// Whether it asks for a short text.
    #[graphql(default)]
    has_text: bool,
}

/// A list of options to put: an option that is there keeps its words.
#[derive(Clone, Debug, InputObject)]
pub struct PutOptionListInput {
    /// Its code.
    code: String,
    /// True: nothing may have this code, or the change is refused (`taken`). False: something has to, or it is refused
    /// (`unknown`). Left out: what has this code is defined anew, and what is not there is made.
    is_new: Option<bool>,
    /// All of its options, in order.
    options: Vec<EditionOptionInput>,
}

/// Something to move.
#[derive(Clone, Debug, InputObject)]
pub struct MoveInEditionInput {
    /// Its code.
    code: String,
    /// Of a section: the module that it goes to, or stays in.
    module: Option<String>,
    /// What it is to come after; left out: it comes first.
    after: Option<String>,
}

/// Another code for a module, a section, a question or a list of options, which stays what it is.
#[derive(Clone, Debug, InputObject)]
pub struct RecodeInEditionInput {
    /// Its code.
    code: String,
    /// Its code from now on. If something has it already, the change is refused (`taken`).
    to: String,
}

impl RecodeInEditionInput {
    fn read<T: FromStr<Err = BadCode>>(&self, at: &str) -> Result<[T; 2], Fault> {
        Ok([
            code(&format!("{at}.code"), &self.code)?,
            code(&format!("{at}.to"), &self.to)?,
        ])
    }
}

/// Another code for an option, which stays what it is.
#[derive(Clone, Debug, InputObject)]
pub struct RecodeOptionInput {
    /// The code of its list.
    list: String,
    /// Its code.
    code: String,
    /// Its code from now on. If another option of the list has it already, the change is refused (`taken`).
    to: String,
}

/// One change of a draft.
#[derive(Clone, Debug, OneofObject)]
pub enum EditionDraftChangeInput {
    /// Words at one place in one language.
    SetText(SetEditionTextInput),
    /// The head of the edition.
    SetHead(SetEditionHeadInput),
    /// The short path.
    SetShortPath(SetShortPathInput),
    /// The number of the edition, where another one has taken it meanwhile.
    SetNumber(u32),
    /// A module, new or with another condition.
    PutModule(PutModuleInput),
    /// A module to another place.
    MoveModule(MoveInEditionInput),
    /// A module with everything in it, by code.
    RemoveModule(String),
    /// A section, new or defined anew.
    PutSection(PutSectionInput),
    /// A section to another place or into another module.
    MoveSection(MoveInEditionInput),
    /// A section with everything in it, by code.
    RemoveSection(String),
    /// A question, new or defined anew.
    PutQuestion(PutQuestionInput),
    /// A question to another place in its section.
    MoveQuestion(MoveInEditionInput),
    /// A question, by code.
    RemoveQuestion(String),
    /// A list of options, new or defined anew.
    PutOptionList(PutOptionListInput),
    /// A list of options, by code.
    RemoveOptionList(String),
    /// Another code for a module: the short path follows.
    RecodeModule(RecodeInEditionInput),
    /// Another code for a section: the codes of its questions begin with it, and so they follow, and the conditions on them.
    RecodeSection(RecodeInEditionInput),
    /// Another code for a question: conditions follow, and what it continues stays. Where the code names another section, the
    /// question goes to the end of that one.
    RecodeQuestion(RecodeInEditionInput),
    /// Another code for a list of options: the questions that are asked with it follow.
    RecodeOptionList(RecodeInEditionInput),
    /// Another code for an option: conditions on questions of its list follow. An answer that was filed with the former code does
    /// not fit as it stands.
    RecodeOption(RecodeOptionInput),
}

impl EditionDraftChangeInput {
    /// The change, or why it cannot be one; `at` is its place in the input.
    pub(super) fn read(self, at: &str) -> Result<Change, Fault> {
        Ok(match self {
            Self::SetText(input) => Change::Text {
                place: input.place(at)?,
                language: input.language.into(),
                content: input.content,
                status: input.status.into(),
            },
            Self::SetHead(input) => Change::Head {
                kind: input.kind.into(),
                opens: input.opens.into(),
                instruments: codes(&format!("{at}.instruments"), &input.instruments)?,
            },
            Self::SetShortPath(input) => {
                let modules: Vec<ModuleId> = codes(&format!("{at}.modules"), &input.modules)?;
                Change::ShortPath((!modules.is_empty()).then_some(ShortPath {
                    modules,
                    max_questions: input.max_questions,
                }))
            }
            Self::SetNumber(number) => Change::Number(number),
            Self::PutModule(input) => Change::PutModule {
                id: code(&format!("{at}.code"), &input.code)?,
                condition: expectation(at, input.enabled_when.as_ref())?,
                after: maybe(&format!("{at}.after"), input.after.as_ref())?,
                presence: presence(input.is_new),
            },
            Self::MoveModule(input) => Change::MoveModule {
                id: code(&format!("{at}.code"), &input.code)?,
                after: maybe(&format!("{at}.after"), input.after.as_ref())?,
            },
            Self::RemoveModule(id) => Change::RemoveModule(code(at, &id)?),
            Self::PutSection(input) => Change::PutSection {
                definition: SectionDefinition {
                    code: code(&format!("{at}.code"), &input.code)?,
                    primary: codes(&format!("{at}.provisions"), &input.provisions)?,
                    related: codes(&format!("{at}.relatedProvisions"), &input.related_provisions)?,
                    condition: expectation(at, input.enabled_when.as_ref())?,
                },
                module: code(&format!("{at}.module"), &input.module)?,
                after: maybe(&format!("{at}.after"), input.after.as_ref())?,
                presence: presence(input.is_new),
            },
            Self::MoveSection(input) => Change::MoveSection {
                code: code::<SectionCode>(&format!("{at}.code"), &input.code)?,
                module: maybe(&format!("{at}.module"), input.module.as_ref())?
                    .ok_or_else(|| missing(&format!("{at}.module")))?,
                after: maybe(&format!("{at}.after"), input.after.as_ref())?,
            },
            Self::RemoveSection(section) => Change::RemoveSection(code(at, &section)?),
            Self::PutQuestion(input) => input.read(at)?,
            Self::MoveQuestion(input) => Change::MoveQuestion {
                code: code::<QuestionCode>(&format!("{at}.code"), &input.code)?,
                after: maybe(&format!("{at}.after"), input.after.as_ref())?,
            },
            Self::RemoveQuestion(question) => Change::RemoveQuestion(code(at, &question)?),
            Self::PutOptionList(input) => {
                let option = |option: &EditionOptionInput| {
                    Ok(OptionDefinition {
                        code: code(&format!("{at}.options"), &option.code)?,
                        exclusive: option.is_exclusive,
                        with_text: option.has_text,
                    })
                };
                Change::PutList {
                    id: code(&format!("{at}.code"), &input.code)?,
                    options: input.options.iter().map(option).collect::<Result<_, Fault>>()?,
                    presence: presence(input.is_new),
                }
            }
            Self::RemoveOptionList(list) => Change::RemoveList(code(at, &list)?),
            Self::RecodeModule(input) => {
                let [from, to] = input.read(at)?;
                Change::Recode(Recoding::Module { from, to })
            }
            Self::RecodeSection(input) => {
                let [from, to] = input.read(at)?;
                Change::Recode(Recoding::Section { from, to })
            }
            Self::RecodeQuestion(input) => {
                let [from, to] = input.read(at)?;
                Change::Recode(Recoding::Question { from, to })
            }
            Self::RecodeOptionList(input) => {
                let [from, to] = input.read(at)?;
                Change::Recode(Recoding::List { from, to })
            }
            Self::RecodeOption(input) => Change::Recode(Recoding::Option {
                list: code(&format!("{at}.list"), &input.list)?,
                from: code(&format!("{at}.code"), &input.code)?,
                to: code(&format!("{at}.to"), &input.to)?,
            }),
        })
    }
}
