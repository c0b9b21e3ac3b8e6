//! What somebody typed, before it is accepted, and the acceptance.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::id::{QuestionCode, StateCode};
use crate::language::{Language, Text, Texts};
use crate::questionnaire::standing::permits;
use crate::questionnaire::{
    Chosen, Contact, Day, Decimal, Edition, EvidenceItem, EvidenceLink, KindCode, NotADecimal, OptionList, Problem,
    ProblemCode, ProblemValue, Question, Refusal, Standing, StandingCode, Value,
};

/// The most bytes of UTF-8 that one answer stores, all its texts and items together, each item counted with one byte
/// more.
pub const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// An answer as it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A value.
    Value(GivenValue),
    /// There is nothing.
    None,
    /// The question does not apply.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
}

/// A value as it arrives: what has a form of its own is still text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is described at `Value`")]
pub enum GivenValue {
    SingleChoice(GivenOption),
    MultiChoice(Vec<GivenOption>),
    Scale(i32),
    Boolean(bool),
    ShortText(String),
    LongText(String),
    /// Digits with at most one point and a leading minus.
    Number(String),
    /// `2026`, `2026-11` or `2026-11-20`.
    Date(String),
    UrlList(Vec<String>),
    Evidence(Vec<EvidenceItem>),
    /// Alpha-3 codes.
    StateList(Vec<String>),
    Contact(Contact),
}

/// A chosen option as it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenOption {
    /// Its code.
    pub option: String,
    /// The text beside it.
    pub text: Option<String>,
}

impl GivenValue {
    /// The kind this claims to be a value of.
    pub const fn kind(&self) -> KindCode {
        match self {
            Self::SingleChoice(_) => KindCode::SingleChoice,
            Self::MultiChoice(_) => KindCode::MultiChoice,
            Self::Scale(_) => KindCode::Scale,
            Self::Boolean(_) => KindCode::Boolean,
            Self::ShortText(_) => KindCode::ShortText,
            Self::LongText(_) => KindCode::LongText,
            Self::Number(_) => KindCode::Number,
            Self::Date(_) => KindCode::Date,
            Self::UrlList(_) => KindCode::UrlList,
            Self::Evidence(_) => KindCode::Evidence,
            Self::StateList(_) => KindCode::StateList,
            Self::Contact(_) => KindCode::Contact,
        }
    }
}

impl From<Standing> for Given {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Answered(value) => Self::Value(value.into()),
            Standing::None => Self::None,
            Standing::NotApplicable => Self::NotApplicable,
            Standing::ExistsNotDisclosed => Self::ExistsNotDisclosed,
            Standing::Declined => Self::Declined,
        }
    }
}

impl From<Value> for GivenValue {
    fn from(value: Value) -> Self {
        let option = |chosen: Chosen| GivenOption {
            option: chosen.option.to_string(),
            text: chosen.text,
        };
        match value {
            Value::SingleChoice(chosen) => Self::SingleChoice(option(chosen)),
            Value::MultiChoice(chosen) => Self::MultiChoice(chosen.into_iter().map(option).collect()),
            Value::Scale(step) => Self::Scale(step),
            Value::Boolean(yes) => Self::Boolean(yes),
            Value::ShortText(text) => Self::ShortText(text),
            Value::LongText(text) => Self::LongText(text),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::Date(day) => Self::Date(day.to_string()),
            Value::UrlList(links) => Self::UrlList(links),
            Value::Evidence(items) => Self::Evidence(items),
            Value::StateList(states) => Self::StateList(states.iter().map(ToString::to_string).collect()),
            Value::Contact(contact) => Self::Contact(contact),
        }
    }
}

/// Accepts an answer for saving, or refuses what cannot be stored: an unknown or bound question, another kind, a
/// standing that the kind does not permit, an unknown option, an impossible date or number, U+0000, more than
/// [`MAX_ANSWER_BYTES`]. Limits of words, items and values are left to [`crate::questionnaire::judge`].
///
/// Texts come back in Unicode NFC and links without the space around them (RFC 3986, appendix C); empty texts beside
/// something and blank links are dropped. Options come back in the order of the list and States in the order of their
/// codes; what is given twice alike is merged, the same option with two different texts is refused.
pub fn accept(edition: &Edition, code: &(impl AsRef<str> + ?Sized), given: Given) -> Result<Standing, Refusal> {
    let Some(placed) = edition.question(code) else {
        let problem = Problem::new(QuestionCode::new(code.as_ref()).ok(), ProblemCode::UnknownQuestion);
        return Err(Refusal(problem.with("value", code.as_ref())));
    };
    let asked = Asked {
        question: placed.question,
        list: placed.question.kind.list().and_then(|list| edition.list(list)),
    };
    if asked.question.bind.is_some() {
        return asked.refuse(ProblemCode::Bound, []);
    }
    let silence = match given {
        Given::Value(value) => return asked.value(value).map(Standing::Answered),
        Given::None => Standing::None,
        Given::NotApplicable => Standing::NotApplicable,
        Given::ExistsNotDisclosed => Standing::ExistsNotDisclosed,
        Given::Declined => Standing::Declined,
    };
    asked.silence(silence.code())?;
    Ok(silence)
}

/// Accepts a State's own translations of an answer's text, unofficial and in NFC; refuses U+0000, and more than
/// [`MAX_ANSWER_BYTES`] for all of them. Of two in one language the later one counts.
pub fn accept_translations(
    question: &QuestionCode,
    given: impl IntoIterator<Item = (Language, String)>,
) -> Result<Texts, Refusal> {
    let mut room = Room::default();
    let texts = Texts::new(given.into_iter().map(|(language, content)| {
        room.takes(0);
        let content = room.text(content);
        (language, Text::unofficial(content))
    }));
    room.check(question)?;
    Ok(texts)
}

/// The question that an answer is given to.
struct Asked<'a> {
    question: &'a Question,
    list: Option<&'a OptionList>,
}

impl Asked<'_> {
    fn refuse<T, const N: usize>(
        &self,
        code: ProblemCode,
        parameters: [(&'static str, ProblemValue); N],
    ) -> Result<T, Refusal> {
        let mut problem = Problem::new(Some(self.question.code.clone()), code);
        problem.parameters = parameters.into();
        Err(Refusal(problem))
    }

    fn silence(&self, standing: StandingCode) -> Result<(), Refusal> {
        let kind = self.question.kind.code();
        if permits(kind, standing) {
            return Ok(());
        }
        let parameters = [("standing", standing.code().into()), ("kind", kind.code().into())];
        self.refuse(ProblemCode::StandingNotPermitted, parameters)
    }

    fn value(&self, given: GivenValue) -> Result<Value, Refusal> {
        let (expected, found) = (self.question.kind.code(), given.kind());
        if expected != found {
            let parameters = [("value", found.code().into()), ("kind", expected.code().into())];
            return self.refuse(ProblemCode::WrongKind, parameters);
        }
        let mut room = Room::default();
        let value = match given {
            GivenValue::SingleChoice(option) => self.option(option, &mut room).map(|(_, c)| Value::SingleChoice(c)),
            GivenValue::MultiChoice(options) => self.options(options, &mut room).map(Value::MultiChoice),
            GivenValue::Scale(step) => Ok(Value::Scale(step)),
            GivenValue::Boolean(yes) => Ok(Value::Boolean(yes)),
            GivenValue::ShortText(text) => Ok(Value::ShortText(room.text(text))),
            GivenValue::LongText(text) => Ok(Value::LongText(room.text(text))),
            GivenValue::Number(text) => self.number(&text).map(Value::Number),
            GivenValue::Date(text) => self.date(&text).map(Value::Date),
            GivenValue::UrlList(links) => Ok(Value::UrlList(
                (links.into_iter())
                    .map(|link| room.link(link))
                    .filter(|link| !link.is_empty())
                    .collect(),
            )),
            GivenValue::Evidence(items) => Ok(Value::Evidence(
                items.into_iter().map(|item| room.evidence(item)).collect(),
            )),
            GivenValue::StateList(codes) => self.states(codes, &mut room).map(Value::StateList),
            GivenValue::Contact(contact) => Ok(Value::Contact(Contact {
                name: room.optional(contact.name),
                unit: room.optional(contact.unit),
                email: room.optional(contact.email),
                telephone: room.optional(contact.telephone),
            })),
        }?;
        room.check(&self.question.code)?;
        Ok(value)
    }

    /// The option with its place in the list.
    fn option(&self, given: GivenOption, room: &mut Room) -> Result<(usize, Chosen), Refusal> {
        let Some((place, item)) = self.list.and_then(|list| list.find(&given.option)) else {
            return self.refuse(ProblemCode::UnknownOption, [("option", given.option.as_str().into())]);
        };
        let chosen = Chosen {
            option: item.code.clone(),
            text: room.optional(given.text),
        };
        Ok((place, chosen))
    }

    fn options(&self, given: Vec<GivenOption>, room: &mut Room) -> Result<Vec<Chosen>, Refusal> {
        let mut placed = (given.into_iter())
            .map(|option| self.option(option, room))
            .collect::<Result<Vec<_>, _>>()?;
        placed.sort_by_key(|(place, _)| *place);
        placed.dedup();
        if let Some(pair) = placed.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let item = pair[0].1.option.as_str().into();
            return self.refuse(ProblemCode::DuplicateItem, [("item", item)]);
        }
        Ok(placed.into_iter().map(|(_, chosen)| chosen).collect())
    }

    fn number(&self, text: &str) -> Result<Decimal, Refusal> {
        match text.parse() {
            Ok(number) => Ok(number),
            Err(NotADecimal::Malformed) => self.refuse(ProblemCode::NotANumber, [("value", text.into())]),
            Err(NotADecimal::TooManyDigits { digits }) => {
                let parameters = [("digits", digits.into()), ("limit", Decimal::MAX_DIGITS.into())];
                self.refuse(ProblemCode::TooManyDigits, parameters)
            }
        }
    }

    fn date(&self, text: &str) -> Result<Day, Refusal> {
        text.parse()
            .or_else(|_| self.refuse(ProblemCode::ImpossibleDate, [("value", text.into())]))
    }

    fn states(&self, given: Vec<String>, room: &mut Room) -> Result<Vec<StateCode>, Refusal> {
        let mut states = Vec::with_capacity(given.len().min(300));
        for text in given {
            room.takes(text.len());
            match StateCode::new(text) {
                Ok(state) => states.push(state),
                Err(bad) => {
                    return self.refuse(ProblemCode::UnknownState, [("state", bad.text.as_str().into())]);
                }
            }
        }
        states.sort();
        states.dedup();
        Ok(states)
    }
}

/// How much of an answer's room is taken, and whether U+0000 was seen.
#[derive(Default)]
struct Room {
    bytes: usize,
    nul: bool,
}

impl Room {
    fn check(&self, question: &QuestionCode) -> Result<(), Refusal> {
        let problem = |code| Problem::new(Some(question.clone()), code);
        if self.nul {
            return Err(Refusal(problem(ProblemCode::NulCharacter)));
        }
        if self.bytes > MAX_ANSWER_BYTES {
            let too_large = problem(ProblemCode::TooLarge).with("bytes", self.bytes);
            return Err(Refusal(too_large.with("limit", MAX_ANSWER_BYTES)));
        }
        Ok(())
    }

    fn takes(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(1);
    }

    fn text(&mut self, text: String) -> String {
        let text = normalised(text);
        self.nul |= text.contains('\0');
        self.bytes = self.bytes.saturating_add(text.len());
        text
    }

    fn optional(&mut self, text: Option<String>) -> Option<String> {
        self.takes(0);
        text.filter(|text| !text.is_empty()).map(|text| self.text(text))
    }

    fn link(&mut self, link: String) -> String {
        self.takes(0);
        let trimmed = link.trim();
        let link = if trimmed.len() == link.len() {
            link
        } else {
            trimmed.to_owned()
        };
        self.text(link)
    }

    fn evidence(&mut self, item: EvidenceItem) -> EvidenceItem {
        match item {
            EvidenceItem::Link(link) => EvidenceItem::Link(EvidenceLink {
                url: self.link(link.url),
                title: self.optional(link.title),
                citation: self.optional(link.citation),
            }),
            EvidenceItem::Kept(commitment) => {
                self.takes(commitment.0.len());
                EvidenceItem::Kept(commitment)
            }
        }
    }
}

/// A text in Unicode NFC (UAX 15); one that is so already is not copied.
pub fn normalised(text: String) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}
