//! What is entered for one question: cells as they are typed, and what they say.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use domain::language::Language;
use domain::questionnaire::{
    Chosen, Contact, Edition, EvidenceItem, EvidenceLink, Given, GivenOption, GivenValue, Kind, Problem, ProblemCode,
    Question, Standing, StandingCode, Value,
};
use serde::{Deserialize, Serialize};

use crate::words::{SILENCES, Words};

/// What a cell that cites evidence which the State keeps begins with; its commitment follows.
pub const KEPT_EVIDENCE: &str = "evidence:";

/// The most lines that a list of links has in a form, whatever its edition permits.
const MOST_LINES: usize = 20;

/// What one cell holds. Nothing is computed: a number is the one that stands there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number, as a program for sheets keeps it.
    Number(f64),
    /// True or false.
    Truth(bool),
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.chars().all(char::is_whitespace))
    }
}

/// The cells of one line of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Which part of the answer it is: an option, a particular of a contact, the number of a link; none where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// What is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Cell>,
    /// The text beside an option; the title of a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cell>,
    /// Where in a document to look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Cell>,
}

/// What is entered for one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Where it stands in a workbook: the sheet, an exclamation mark, and its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// A typed silence, by its code or in the words of the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Cell>,
    /// The lines of the answer.
    #[serde(default)]
    pub lines: Vec<Line>,
}

/// Which cells of a line can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) text: bool,
    pub(crate) citation: bool,
}

fn text(content: &str) -> Option<Cell> {
    (!content.is_empty()).then(|| Cell::Text(content.to_owned()))
}

fn line(part: &str, answer: Option<Cell>) -> Line {
    Line {
        part: part.to_owned(),
        answer,
        ..Line::default()
    }
}

/// The words for yes and no that stand in a file whatever its language.
const YES: &str = "yes";
const NO: &str = "no";

fn truth(yes: bool) -> Option<Cell> {
    text(if yes { YES } else { NO })
}

/// A question as it is filled in.
pub(crate) struct Asked<'e> {
    pub(crate) edition: &'e Edition,
    pub(crate) question: &'e Question,
}

impl Asked<'_> {
    fn options(&self) -> impl Iterator<Item = &str> {
        self.edition
            .options(self.question)
            .iter()
            .map(|option| option.code.as_str())
    }

    /// Which cells of its lines can be filled in, the answer apart.
    pub(crate) fn open(&self, part: &str) -> Open {
        let with_text = |part: &str| {
            let options = self.edition.options(self.question);
            options
                .iter()
                .any(|option| option.with_text && (part.is_empty() || option.code.as_str() == part))
        };
        let (text, citation) = match self.question.kind {
            Kind::SingleChoice { .. } => (with_text(""), false),
            Kind::MultiChoice { .. } => (with_text(part), false),
            Kind::Evidence { .. } => (true, true),
            Kind::Scale { .. }
            | Kind::Boolean
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::StateList
            | Kind::Contact => (false, false),
        };
        Open { text, citation }
    }

    /// The lines of a question with what stands in them. Whatever stands has its place, also where it is more than can be
    /// filed.
    pub(crate) fn lay_out(&self, standing: Option<&Standing>) -> Entry {
        let value = standing.and_then(Standing::value).filter(|value| !value.is_empty());
        let instead = standing
            .map(Standing::code)
            .filter(|code| *code != StandingCode::Answered);
        let one = |answer| vec![line("", answer)];
        let room = |max: u32, used: usize| used.max(usize::try_from(max).unwrap_or(MOST_LINES).min(MOST_LINES));
        let lines = match (&self.question.kind, value) {
            (Kind::SingleChoice { .. }, Some(Value::SingleChoice(chosen))) => vec![Line {
                text: chosen.text.as_deref().and_then(text),
                ..line("", text(chosen.option.as_str()))
            }],
            (Kind::MultiChoice { .. }, value) => {
                let chosen: &[Chosen] = match value {
                    Some(Value::MultiChoice(chosen)) => chosen,
                    _ => &[],
                };
                let of = |option: &str| chosen.iter().find(|chosen| chosen.option.as_str() == option);
                self.options()
                    .map(|option| Line {
                        text: of(option).and_then(|chosen| text(chosen.text.as_deref()?)),
                        ..line(option, of(option).and_then(|_| truth(true)))
                    })
                    .collect()
            }
            (Kind::UrlList { max_items }, value) => {
                let links: &[String] = match value {
                    Some(Value::UrlList(links)) => links,
                    _ => &[],
                };
                let place = |at: usize| line(&(at + 1).to_string(), links.get(at).and_then(|link| text(link)));
                (0..room(*max_items, links.len())).map(place).collect()
            }
            (Kind::Evidence { max_items }, value) => {
                let items: &[EvidenceItem] = match value {
                    Some(Value::Evidence(items)) => items,
                    _ => &[],
                };
                let place = |at: usize| {
                    let part = (at + 1).to_string();
                    match items.get(at) {
                        None => line(&part, None),
                        Some(EvidenceItem::Kept(kept)) => line(&part, text(&format!("{KEPT_EVIDENCE}{kept}"))),
                        Some(EvidenceItem::Link(link)) => Line {
                            text: link.title.as_deref().and_then(text),
                            citation: link.citation.as_deref().and_then(text),
                            ..line(&part, text(&link.url))
                        },
                    }
                };
                (0..room(*max_items, items.len())).map(place).collect()
            }
            (Kind::Contact, value) => {
                let none = Contact::default();
                let contact = match value {
                    Some(Value::Contact(contact)) => contact,
                    _ => &none,
                };
                contact
                    .fields()
                    .map(|(name, content)| line(name, content.and_then(text)))
                    .collect()
            }
            (Kind::Scale { .. }, Some(Value::Scale(step))) => one(text(&step.to_string())),
            (Kind::Boolean, Some(Value::Boolean(yes))) => one(truth(*yes)),
            (Kind::ShortText { .. }, Some(Value::ShortText(words)))
            | (Kind::LongText { .. }, Some(Value::LongText(words))) => one(text(words)),
            (Kind::Number { .. }, Some(Value::Number(number))) => one(text(&number.to_string())),
            (Kind::Date { .. }, Some(Value::Date(day))) => one(text(&day.to_string())),
            (Kind::StateList, Some(Value::StateList(states))) => {
                let codes: Vec<_> = states.iter().map(domain::id::StateCode::as_str).collect();
                one(text(&codes.join(", ")))
            }
            // Nothing stands, or something of another kind, which no form can show.
            _ => one(None),
        };
        Entry {
            at: None,
            instead: instead.and_then(|code| text(code.code())),
            lines,
        }
    }

    fn problem(&self, code: ProblemCode) -> Problem {
        Problem::new(Some(self.question.code.clone()), code)
    }

    /// What the cells say, before it is judged; none where nothing stands in them. Refused are cells that contradict each
    /// other or hold another type than their question takes.
    pub(crate) fn read(&self, entry: &Entry, language: Language) -> Result<Option<Given>, Problem> {
        let reading = Reading {
            asked: self,
            words: Words(language),
            language,
        };
        let value = reading.value(&entry.lines)?;
        let instead = entry.instead.as_ref().filter(|cell| !cell.is_empty());
        match (value, instead) {
            (Some(_), Some(_)) => Err(self.problem(ProblemCode::SilenceBesideValue)),
            (Some(value), None) => Ok(Some(Given::Value(value))),
            (None, None) => Ok(None),
            (None, Some(cell)) => reading.silence(cell).map(Some),
        }
    }
}

/// Cells as they are read in one language.
struct Reading<'a> {
    asked: &'a Asked<'a>,
    words: Words,
    language: Language,
}

impl Reading<'_> {
    fn wrong(&self) -> Problem {
        let kind = self.asked.question.kind.code();
        self.asked.problem(ProblemCode::WrongKind).with("kind", kind.code())
    }

    fn silence(&self, cell: &Cell) -> Result<Given, Problem> {
        let Cell::Text(said) = cell else {
            return Err(self.wrong());
        };
        let said = said.trim();
        let standing = SILENCES.into_iter().find(|standing| {
            standing.code() == said || self.words.silence(*standing).is_some_and(|words| words == said)
        });
        match standing {
            Some(StandingCode::None) => Ok(Given::None),
            Some(StandingCode::NotApplicable) => Ok(Given::NotApplicable),
            Some(StandingCode::ExistsNotDisclosed) => Ok(Given::ExistsNotDisclosed),
            Some(StandingCode::Declined) => Ok(Given::Declined),
            Some(StandingCode::Answered) | None => Err(self
                .asked
                .problem(ProblemCode::StandingNotPermitted)
                .with("standing", said)),
        }
    }

    /// A text as it stands; a number as digits. A truth is none.
    fn plain(&self, cell: Option<&Cell>) -> Result<Option<String>, Problem> {
        match cell.filter(|cell| !cell.is_empty()) {
            None => Ok(None),
            Some(Cell::Text(content)) => Ok(Some(content.clone())),
            Some(Cell::Number(number)) => Ok(Some(plain_number(*number))),
            Some(Cell::Truth(_)) => Err(self.wrong()),
        }
    }

    fn trimmed(&self, cell: Option<&Cell>) -> Result<Option<String>, Problem> {
        Ok(self.plain(cell)?.map(|content| content.trim().to_owned()))
    }

    fn truth(&self, cell: Option<&Cell>) -> Result<Option<bool>, Problem> {
        let cell = cell.filter(|cell| !cell.is_empty());
        match cell {
            None => Ok(None),
            Some(Cell::Truth(yes)) => Ok(Some(*yes)),
            Some(Cell::Text(said)) => match said.trim() {
                said if said.eq_ignore_ascii_case(YES) || said == self.words.say("yes") => Ok(Some(true)),
                said if said.eq_ignore_ascii_case(NO) || said == self.words.say("no") => Ok(Some(false)),
                _ => Err(self.wrong()),
            },
            Some(Cell::Number(_)) => Err(self.wrong()),
        }
    }

    /// The code of an option by its code or its label; what is neither stays as it is, and is refused by its name.
    fn option(&self, said: &str) -> String {
        let options = self.asked.edition.options(self.asked.question);
        let code = options.iter().find(|option| option.code.as_str() == said);
        let by_label = || labels(self.asked.edition, self.asked.question, self.language).into_iter();
        match code {
            Some(option) => option.code.to_string(),
            None => by_label()
                .find(|(_, label)| label == said)
                .map_or_else(|| said.to_owned(), |(code, _)| code),
        }
    }

    fn value(&self, lines: &[Line]) -> Result<Option<GivenValue>, Problem> {
        let question = self.asked.question;
        let lines: BTreeMap<&str, &Line> = lines.iter().map(|line| (line.part.as_str(), line)).collect();
        let only = lines.get("").copied();
        let cell = only.and_then(|line| line.answer.as_ref());
        Ok(match &question.kind {
            Kind::SingleChoice { .. } => {
                let beside = self.plain(only.and_then(|line| line.text.as_ref()))?;
                match (self.trimmed(cell)?, beside) {
                    (None, Some(_)) => return Err(self.asked.problem(ProblemCode::TextWithoutOption)),
                    (None, None) => None,
                    (Some(said), beside) => Some(GivenValue::SingleChoice(GivenOption {
                        option: self.option(&said),
                        text: beside,
                    })),
                }
            }
            Kind::MultiChoice { .. } => {
                let mut chosen = Vec::new();
                for (part, line) in &lines {
                    let beside = self.plain(line.text.as_ref())?;
                    match (self.truth(line.answer.as_ref())?, beside) {
                        (Some(true), beside) => chosen.push(GivenOption {
                            option: (*part).to_owned(),
                            text: beside,
                        }),
                        (Some(false) | None, Some(_)) => {
                            return Err(self.asked.problem(ProblemCode::TextWithoutOption));
                        }
                        (Some(false) | None, None) => {}
                    }
                }
                (!chosen.is_empty()).then_some(GivenValue::MultiChoice(chosen))
            }
            Kind::Scale { .. } => match self.trimmed(cell)? {
                None => None,
                Some(said) => Some(GivenValue::Scale(said.parse().map_err(|_| self.wrong())?)),
            },
            Kind::Boolean => self.truth(cell)?.map(GivenValue::Boolean),
            Kind::ShortText { .. } => self.plain(cell)?.map(GivenValue::ShortText),
            Kind::LongText { .. } => self.plain(cell)?.map(GivenValue::LongText),
            Kind::Number { .. } => self.trimmed(cell)?.map(GivenValue::Number),
            Kind::Date { .. } => match cell {
                Some(Cell::Number(number)) if *number > LAST_YEAR => {
                    Some(GivenValue::Date(day(*number).ok_or_else(|| self.wrong())?))
                }
                other => self.trimmed(other)?.map(GivenValue::Date),
            },
            Kind::UrlList { .. } => {
                let links = numbered(&lines).map(|line| self.trimmed(line.answer.as_ref()));
                let links: Vec<_> = links.filter_map(Result::transpose).collect::<Result<_, _>>()?;
                (!links.is_empty()).then_some(GivenValue::UrlList(links))
            }
            Kind::Evidence { .. } => {
                let mut items = Vec::new();
                for line in numbered(&lines) {
                    items.extend(self.evidence(line)?);
                }
                (!items.is_empty()).then_some(GivenValue::Evidence(items))
            }
            Kind::StateList => self.trimmed(cell)?.map(|said| {
                let codes = said.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،' | '，' | '、' | '؛'));
                GivenValue::StateList(codes.filter(|code| !code.is_empty()).map(str::to_owned).collect())
            }),
            Kind::Contact => {
                let field = |name: &str| self.plain(lines.get(name).and_then(|line| line.answer.as_ref()));
                let contact = Contact {
                    name: field("name")?,
                    unit: field("unit")?,
                    email: field("email")?,
                    telephone: field("telephone")?,
                };
                let said = contact.fields().any(|(_, content)| content.is_some());
                said.then_some(GivenValue::Contact(contact))
            }
        })
    }

    fn evidence(&self, line: &Line) -> Result<Option<EvidenceItem>, Problem> {
        let url = self.trimmed(line.answer.as_ref())?;
        let (title, citation) = (self.plain(line.text.as_ref())?, self.plain(line.citation.as_ref())?);
        if let Some(kept) = url.as_deref().and_then(|url| url.strip_prefix(KEPT_EVIDENCE)) {
            if title.is_some() || citation.is_some() {
                return Err(self.wrong());
            }
            let unknown = || {
                self.asked
                    .problem(ProblemCode::UnknownEvidence)
                    .with("item", line.part.as_str())
            };
            return Ok(Some(EvidenceItem::Kept(kept.parse().map_err(|_| unknown())?)));
        }
        match (url, &title, &citation) {
            (None, None, None) => Ok(None),
            (url, _, _) => Ok(Some(EvidenceItem::Link(EvidenceLink {
                url: url.unwrap_or_default(),
                title,
                citation,
            }))),
        }
    }
}

/// Lines in the order of their numbers.
fn numbered<'a>(lines: &BTreeMap<&str, &'a Line>) -> impl Iterator<Item = &'a Line> {
    let mut lines: Vec<_> = lines
        .iter()
        .map(|(part, line)| (part.parse::<u32>().ok(), *line))
        .collect();
    lines.sort_by_key(|(number, _)| *number);
    lines.into_iter().map(|(_, line)| line)
}

/// A number as its shortest decimal; it names the same number, without an exponent.
pub(crate) fn plain_number(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// The options of a question with what people read; the code is added where two would read the same.
pub(crate) fn labels(edition: &Edition, question: &Question, language: Language) -> Vec<(String, String)> {
    let options = edition.options(question);
    let label = |at: usize| {
        let option = &options[at];
        let words = option.label.read(language).map_or("", |reading| reading.content);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let all: Vec<String> = (0..options.len()).map(label).collect();
    let named = options.iter().zip(&all).map(|(option, label)| {
        let is_clear = !label.is_empty() && all.iter().filter(|other| *other == label).count() == 1;
        let label = if is_clear {
            label.clone()
        } else {
            format!("{label} ({})", option.code)
        };
        (option.code.to_string(), label)
    });
    named.collect()
}

/// Greater numbers are days, counted as programs for sheets count them; up to it they are years.
const LAST_YEAR: f64 = 9_999.0;

/// The day that a program for sheets keeps as a number: days since 1899-12-30, the time of day behind the point.
fn day(number: f64) -> Option<String> {
    let days = chrono::Days::new(format!("{:.0}", number.floor()).parse().ok()?);
    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)?;
    (day.year() <= 9_999).then(|| day.format("%Y-%m-%d").to_string())
}
