//! Answers as clients give and get them: a `@oneOf` input and a union output, one member for each kind.

use async_graphql::{Enum, ID, InputObject, OneofObject, SimpleObject, Union};
use domain::questionnaire as rules;
use domain::questionnaire::{Given, GivenOption, GivenValue, StandingCode, Value};

use crate::graphql::call::Call;
use crate::graphql::cited::{EvidenceValue, KeptEvidence, UnknownEvidence};
use crate::graphql::question::OptionItem;
use crate::graphql::state::State;

/// Whether there is a value, or which silence there is instead. No standing at all means not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Standing", remote = "StandingCode")]
pub enum StandingName {
    /// There is a value.
    Answered,
    /// There is nothing: no measure, no link, no partner.
    None,
    /// The question does not apply to the State.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
}

/// A typed silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Silence {
    /// There is nothing: no measure, no link, no partner.
    None,
    /// The question does not apply to the State.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
}

/// A chosen option, with its text where the option asks for one.
#[derive(Clone, Debug, InputObject)]
pub struct ChosenOptionInput {
    /// The code of the option.
    option: String,
    /// The text beside it.
    text: Option<String>,
}

/// A document elsewhere that supports answers.
#[derive(Clone, Debug, InputObject)]
pub struct EvidenceLinkInput {
    /// Where it is.
    url: String,
    /// What it is called.
    title: Option<String>,
    /// Where in it to look: page, article, paragraph.
    citation: Option<String>,
}

/// What supports an answer.
#[derive(Clone, Debug, OneofObject)]
pub enum EvidenceItemInput {
    /// A document elsewhere. Whoever reads the answer reads it.
    Link(EvidenceLinkInput),
    /// Evidence that the State keeps, by its id. It is cited as it is described now, and has a visibility of its own.
    Kept(ID),
}

/// A person or unit that answers questions.
#[derive(Clone, Debug, InputObject)]
pub struct ContactInput {
    /// The person.
    name: Option<String>,
    /// The unit.
    unit: Option<String>,
    /// An e-mail address.
    email: Option<String>,
    /// A telephone number, as dialled.
    telephone: Option<String>,
}

/// An answer: a value of the question's kind, a typed silence, or the wish that the question be not answered.
#[derive(Clone, Debug, OneofObject)]
pub enum AnswerInput {
    /// One option.
    SingleChoice(ChosenOptionInput),
    /// Options, in any order.
    MultiChoice(Vec<ChosenOptionInput>),
    /// A step of the scale.
    Scale(i32),
    /// Yes or no.
    Boolean(bool),
    /// One line of text.
    ShortText(String),
    /// Paragraphs of text.
    LongText(String),
    /// A decimal number of at most 15 digits, as text: `12.5`.
    Number(String),
    /// A year, month or day: `2026`, `2026-11`, `2026-11-20`.
    Date(String),
    /// Links.
    UrlList(Vec<String>),
    /// What supports the answers: links alone.
    Evidence(Vec<EvidenceLinkInput>),
    /// What supports the answers: links, and evidence that the State keeps.
    EvidenceItems(Vec<EvidenceItemInput>),
    /// States, by alpha-3 code.
    StateList(Vec<String>),
    /// Whom to ask.
    Contact(ContactInput),
    /// A silence instead of a value.
    Silence(Silence),
    /// Takes the answer back: the question is then not answered, and the revisions go on.
    NotAnswered(bool),
}

impl AnswerInput {
    /// The ids of the evidence that it cites.
    pub(crate) fn cited(&self) -> impl Iterator<Item = &ID> {
        let items = match self {
            Self::EvidenceItems(items) => items.as_slice(),
            Self::SingleChoice(_)
            | Self::MultiChoice(_)
            | Self::Scale(_)
            | Self::Boolean(_)
            | Self::ShortText(_)
            | Self::LongText(_)
            | Self::Number(_)
            | Self::Date(_)
            | Self::UrlList(_)
            | Self::Evidence(_)
            | Self::StateList(_)
            | Self::Contact(_)
            | Self::Silence(_)
            | Self::NotAnswered(_) => &[],
        };
        items.iter().filter_map(|item| match item {
            EvidenceItemInput::Link(_) => None,
            EvidenceItemInput::Kept(id) => Some(id),
        })
    }

    /// What the domain is asked to accept; none takes the answer back. Refused is evidence that the State does not keep.
    pub(crate) fn given(self, kept: &KeptEvidence) -> Result<Option<Given>, UnknownEvidence> {
        let option = |chosen: ChosenOptionInput| GivenOption {
            option: chosen.option,
            text: chosen.text,
        };
        let value = match self {
            Self::NotAnswered(_) => return Ok(None),
            Self::Silence(Silence::None) => return Ok(Some(Given::None)),
            Self::Silence(Silence::NotApplicable) => return Ok(Some(Given::NotApplicable)),
            Self::Silence(Silence::ExistsNotDisclosed) => return Ok(Some(Given::ExistsNotDisclosed)),
            Self::Silence(Silence::Declined) => return Ok(Some(Given::Declined)),
            Self::SingleChoice(chosen) => GivenValue::SingleChoice(option(chosen)),
            Self::MultiChoice(chosen) => GivenValue::MultiChoice(chosen.into_iter().map(option).collect()),
            Self::Scale(step) => GivenValue::Scale(step),
            Self::Boolean(yes) => GivenValue::Boolean(yes),
            Self::ShortText(text) => GivenValue::ShortText(text),
            Self::LongText(text) => GivenValue::LongText(text),
            Self::Number(number) => GivenValue::Number(number),
            Self::Date(day) => GivenValue::Date(day),
            Self::UrlList(links) => GivenValue::UrlList(links),
            Self::Evidence(links) => GivenValue::Evidence(links.into_iter().map(EvidenceLinkInput::item).collect()),
            Self::EvidenceItems(items) => GivenValue::Evidence(
                (items.into_iter().enumerate())
                    .map(|(at, item)| match item {
                        EvidenceItemInput::Link(link) => Ok(link.item()),
                        EvidenceItemInput::Kept(id) => match kept.commitment(&id) {
                            Some(commitment) => Ok(rules::EvidenceItem::Kept(commitment)),
                            None => Err(UnknownEvidence { item: at + 1 }),
                        },
                    })
                    .collect::<Result<_, _>>()?,
            ),
            Self::StateList(states) => GivenValue::StateList(states),
            Self::Contact(contact) => GivenValue::Contact(rules::Contact {
                name: contact.name,
                unit: contact.unit,
                email: contact.email,
                telephone: contact.telephone,
            }),
        };
        Ok(Some(Given::Value(value)))
    }
}

impl EvidenceLinkInput {
    fn item(self) -> rules::EvidenceItem {
        rules::EvidenceItem::Link(rules::EvidenceLink {
            url: self.url,
            title: self.title,
            citation: self.citation,
        })
    }
}

/// A chosen option.
#[derive(Clone, Debug, SimpleObject)]
pub struct ChosenOption {
    /// Its code.
    code: String,
    /// The option as the edition offers it.
    option: Option<OptionItem>,
    /// The text beside it.
    text: Option<String>,
}

/// One option.
#[derive(Clone, Debug, SimpleObject)]
pub struct SingleChoiceValue {
    /// The option.
    chosen: ChosenOption,
}

/// Options in the order of the list.
#[derive(Clone, Debug, SimpleObject)]
pub struct MultiChoiceValue {
    // Not named as in the single choice: one document selects both, so their shapes would have to be equal.
    /// The options.
    choices: Vec<ChosenOption>,
}

/// A step of the scale.
#[derive(Clone, Debug, SimpleObject)]
pub struct ScaleValue {
    /// The step.
    step: i32,
}

/// Yes or no.
#[derive(Clone, Debug, SimpleObject)]
pub struct BooleanValue {
    /// Whether it is yes.
    is_yes: bool,
}

/// A text, one line or paragraphs.
#[derive(Clone, Debug, SimpleObject)]
pub struct TextValue {
    /// The words, in Unicode NFC, as the State gave them. Their language stands at the answer.
    text: String,
}

/// A number.
#[derive(Clone, Debug, SimpleObject)]
pub struct NumberValue {
    /// As a decimal of at most 15 digits, in its one form: `12.5`.
    number: String,
}

/// A year, month or day.
#[derive(Clone, Debug, SimpleObject)]
pub struct DateValue {
    /// ISO 8601, as fine as it is known: `2026`, `2026-11`, `2026-11-20`.
    date: String,
}

/// Links.
#[derive(Clone, Debug, SimpleObject)]
pub struct UrlListValue {
    /// The links.
    urls: Vec<String>,
}

/// A document elsewhere that supports answers.
#[derive(Clone, Debug, SimpleObject)]
pub struct EvidenceLink {
    /// Where it is.
    url: String,
    /// What it is called.
    title: Option<String>,
    /// Where in it to look.
    citation: Option<String>,
}

impl From<&rules::EvidenceLink> for EvidenceLink {
    fn from(link: &rules::EvidenceLink) -> Self {
        Self {
            url: link.url.clone(),
            title: link.title.clone(),
            citation: link.citation.clone(),
        }
    }
}

/// States.
#[derive(Clone, SimpleObject)]
pub struct StateListValue {
    /// The States, by name in the reader's language.
    states: Vec<State>,
}

/// A person or unit that answers questions.
#[derive(Clone, Debug, SimpleObject)]
pub struct ContactValue {
    /// The person.
    name: Option<String>,
    /// The unit.
    unit: Option<String>,
    /// An e-mail address.
    email: Option<String>,
    /// A telephone number, as dialled.
    telephone: Option<String>,
}

/// A value, one member for each shape.
#[derive(Clone, Union)]
pub enum AnswerValue {
    /// One option.
    SingleChoice(SingleChoiceValue),
    /// Options.
    MultiChoice(MultiChoiceValue),
    /// A step of a scale.
    Scale(ScaleValue),
    /// Yes or no.
    Boolean(BooleanValue),
    /// A text.
    Text(TextValue),
    /// A number.
    Number(NumberValue),
    /// A date.
    Date(DateValue),
    /// Links.
    UrlList(UrlListValue),
    /// Evidence.
    Evidence(EvidenceValue),
    /// States.
    StateList(StateListValue),
    /// A contact.
    Contact(ContactValue),
}

impl AnswerValue {
    /// A value as the answer to a question of an edition, which lends its options their labels.
    pub(crate) fn new(call: &Call, edition: &rules::Edition, question: &rules::Question, value: &Value) -> Self {
        let offered = edition.options(question);
        let chosen = |chosen: &rules::Chosen| ChosenOption {
            code: chosen.option.to_string(),
            option: offered
                .iter()
                .find(|option| option.code == chosen.option)
                .map(|option| OptionItem::new(call, option, None)),
            text: chosen.text.clone(),
        };
        match value {
            Value::SingleChoice(one) => Self::SingleChoice(SingleChoiceValue { chosen: chosen(one) }),
            Value::MultiChoice(some) => Self::MultiChoice(MultiChoiceValue {
                choices: some.iter().map(chosen).collect(),
            }),
            Value::Scale(step) => Self::Scale(ScaleValue { step: *step }),
            Value::Boolean(is_yes) => Self::Boolean(BooleanValue { is_yes: *is_yes }),
            Value::ShortText(text) | Value::LongText(text) => Self::Text(TextValue { text: text.clone() }),
            Value::Number(number) => Self::Number(NumberValue {
                number: number.to_string(),
            }),
            Value::Date(day) => Self::Date(DateValue { date: day.to_string() }),
            Value::UrlList(urls) => Self::UrlList(UrlListValue { urls: urls.clone() }),
            Value::Evidence(items) => Self::Evidence(EvidenceValue::new(items.clone())),
            Value::StateList(states) => Self::StateList(StateListValue {
                states: State::sorted(call, states.iter()),
            }),
            Value::Contact(contact) => Self::Contact(ContactValue {
                name: contact.name.clone(),
                unit: contact.unit.clone(),
                email: contact.email.clone(),
                telephone: contact.telephone.clone(),
            }),
        }
    }
}
