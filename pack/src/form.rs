//! A pack as sheets of rows, before it is written: what stands where, what can be filled in, and from which list.

use std::collections::{BTreeMap, BTreeSet};

use chrono::SecondsFormat;
use domain::id::{ProvisionId, QuestionCode, SectionCode, StateCode};
use domain::language::Texts;
use domain::norm::Norms;
use domain::questionnaire::{Edition, Kind, Module, Placed, PlacedSection, Question, Standing, accept, permits};

use crate::entry::{Asked, Cell, Entry, Line, labels};
use crate::identity::{Identification, Source};
use crate::json;
use crate::row::{key, letter, row_digest};
use crate::words::{SILENCES, STEPS, Words};

/// What stands to a question when a pack is made.
#[derive(Clone, Debug)]
pub struct Based {
    /// Its revision, from 1.
    pub revision: u32,
    /// What it says; none where it was taken back.
    pub standing: Option<Standing>,
}

/// What things are called in the language of the pack.
pub struct Names {
    /// The State.
    pub state: String,
    /// The round.
    pub round: String,
    /// Every State that an answer may name, in the order in which they are to stand.
    pub states: Vec<(StateCode, String)>,
    /// Whether every State is fictional.
    pub is_demonstration: bool,
}

/// One edition in one language with what stands in a working file.
pub struct Pack<'p> {
    /// What it is made from.
    pub source: Source,
    /// The edition.
    pub edition: &'p Edition,
    /// The texts that are asked about, for their adoption.
    pub norms: &'p Norms,
    /// What things are called.
    pub names: Names,
    /// The sections that are in it.
    pub sections: BTreeSet<SectionCode>,
    /// What stands.
    pub answers: BTreeMap<QuestionCode, Based>,
}

/// How a spot looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    Plain,
    Title,
    Head,
    Section,
    Badge,
    Code,
    Quiet,
    Open,
}

/// One cell of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) column: u16,
    pub(crate) text: String,
    pub(crate) look: Look,
    /// The name of the list that it is chosen from.
    pub(crate) list: Option<String>,
    /// Whether a number is typed into it, in whatever way its program reads numbers.
    pub(crate) is_number: bool,
}

impl Spot {
    fn new(column: u16, text: impl Into<String>, look: Look) -> Self {
        Self {
            column,
            text: text.into(),
            look,
            list: None,
            is_number: false,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.look == Look::Open
    }
}

/// What a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Instructions,
    Questions,
    States,
    Lists,
}

/// A sheet.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) purpose: Purpose,
    pub(crate) rows: Vec<Vec<Spot>>,
}

/// Lists by name: the column and the number of rows on the sheet of lists.
pub(crate) type ListPlaces = BTreeMap<String, (u16, u32)>;

/// A whole pack, laid out.
pub(crate) struct Form {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) lists: ListPlaces,
    pub(crate) identification: Identification,
}

/// The columns of a sheet with questions. The first one is hidden: it says which cells of its row belong to what.
pub(crate) mod column {
    pub(crate) const KEY: u16 = 0;
    pub(crate) const CODE: u16 = 1;
    pub(crate) const QUESTION: u16 = 2;
    pub(crate) const PERMITTED: u16 = 3;
    pub(crate) const PART: u16 = 4;
    pub(crate) const ANSWER: u16 = 5;
    pub(crate) const TEXT: u16 = 6;
    pub(crate) const CITATION: u16 = 7;
    pub(crate) const INSTEAD: u16 = 8;
}

/// The name of the sheet that holds the lists.
pub(crate) const LISTS: &str = "lists";

/// The name of the sheet that holds seal and identification.
pub(crate) const IDENTIFICATION: &str = "identification";

/// The most characters (UTF-16 code units) that a cell holds.
pub(crate) const CELL: usize = 32_767;

/// Whether a cell gives a text back as it is: programs for sheets change line ends and control characters, and read `_x000D_`
/// as one.
fn holds(text: &str) -> bool {
    let is_kept = |c: char| !c.is_control() || c == '\n' || c == '\t';
    let is_escape = |(at, _): (usize, &str)| {
        let rest = text.as_bytes().get(at + 2..at + 7);
        rest.is_some_and(|rest| rest[4] == b'_' && rest[..4].iter().all(u8::is_ascii_hexdigit))
    };
    text.encode_utf16().count() <= CELL
        && text
            .chars()
            .all(|c| is_kept(c) && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        && !text.match_indices("_x").any(is_escape)
}

/// What is said of a standing that a form shows: empty values are no answer.
pub fn shown(standing: Option<&Standing>) -> Option<&Standing> {
    standing.filter(|standing| standing.value().is_none_or(|value| !value.is_empty()))
}

impl Pack<'_> {
    /// Every question that the pack asks: those of its sections that are no view of a field.
    pub(crate) fn questions(&self) -> impl Iterator<Item = Placed<'_>> {
        let asked =
            |placed: &Placed<'_>| self.sections.contains(&placed.section.code) && placed.question.bind.is_none();
        self.edition.questions().filter(asked)
    }

    pub(crate) fn asked<'q>(&'q self, question: &'q Question) -> Asked<'q> {
        Asked {
            edition: self.edition,
            question,
        }
    }

    fn standing(&self, question: &Question) -> Option<&Standing> {
        self.answers.get(&question.code)?.standing.as_ref()
    }

    /// What stands as it is laid out; none where its cells would not give it back.
    pub(crate) fn entry(&self, question: &Question) -> Option<Entry> {
        let asked = self.asked(question);
        let standing = shown(self.standing(question));
        let entry = asked.lay_out(standing);
        let cells = entry
            .lines
            .iter()
            .flat_map(|line| [&line.answer, &line.text, &line.citation]);
        let fits = cells
            .flatten()
            .all(|cell| matches!(cell, Cell::Text(text) if holds(text)));
        let read = asked.read(&entry, self.source.language).ok().filter(|_| fits)?;
        let back = read
            .map(|given| accept(self.edition, &question.code, given))
            .transpose()
            .ok()?;
        (back.as_ref() == standing).then_some(entry)
    }

    /// What can be filled in, with the revision that it is made from.
    fn bases(&self) -> BTreeMap<QuestionCode, u32> {
        let base = |placed: Placed<'_>| {
            let code = &placed.question.code;
            self.entry(placed.question)?;
            Some((code.clone(), self.answers.get(code).map_or(0, |based| based.revision)))
        };
        self.questions().filter_map(base).collect()
    }

    /// The provisions that a question asks about, each with the symbol of its text.
    pub(crate) fn provisions(&self, question: &Question) -> String {
        let place = |id| {
            let provision = self.norms.provision(id)?;
            let instrument = self.norms.instrument(&provision.instrument)?;
            Some(format!("{}, {}", instrument.symbol, provision.paragraph))
        };
        question
            .provisions
            .iter()
            .filter_map(place)
            .collect::<Vec<_>>()
            .join("; ")
    }

    pub(crate) fn words(&self) -> Words {
        Words(self.source.language)
    }

    pub(crate) fn read<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.read(self.source.language).map_or("", |reading| reading.content)
    }

    /// The badges of the texts that a section asks about and that were not adopted.
    pub(crate) fn badges(&self, section: PlacedSection<'_>) -> Vec<String> {
        self.section_badges(&section.section.primary)
    }

    pub(crate) fn section_badges(&self, provisions: &[ProvisionId]) -> Vec<String> {
        let instruments = provisions.iter().map(ProvisionId::instrument);
        let instruments: BTreeSet<_> = instruments.collect();
        let known = instruments.iter().filter_map(|id| self.norms.instrument(id));
        known
            .filter(|instrument| !instrument.adoption.is_agreed())
            .map(|instrument| format!("{}: {}", instrument.symbol, self.words().adoption(instrument.adoption)))
            .collect()
    }

    /// The lines of the first sheet, each with its look.
    pub(crate) fn preface(&self) -> Vec<(String, Look)> {
        let (words, source) = (self.words(), &self.source);
        let plain = |text: String| (text, Look::Plain);
        let named = |id: &str, value: &str| plain(format!("{}: {value}", words.say(id)));
        let mut lines = vec![
            (format!("Normtrack · {}", words.say("title")), Look::Title),
            (self.read(self.edition.title()).to_owned(), Look::Section),
            named("state", &self.names.state),
            named("round", &self.names.round),
            named("edition", &source.edition.to_string()),
            named("made-at", &source.made_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        ];
        if self.names.is_demonstration {
            lines.push((words.say("fictional"), Look::Badge));
        }
        lines.extend((1..=STEPS).map(|step| plain(format!("{step}. {}", words.say(&format!("step-{step}"))))));
        lines.push(plain(words.say("voluntary")));
        if self.edition.sections().any(|section| !self.badges(section).is_empty()) {
            lines.push((words.say("no-endorsement"), Look::Badge));
        }
        lines.push((words.say("designations"), Look::Quiet));
        lines
    }

    pub(crate) fn form(&self) -> Form {
        let mut lists = Lists::default();
        let preface = self
            .preface()
            .into_iter()
            .map(|(text, look)| vec![Spot::new(0, text, look)]);
        let mut sheets = vec![Sheet {
            name: self.words().say("instructions"),
            purpose: Purpose::Instructions,
            rows: preface.collect(),
        }];
        for (at, module) in self.edition.modules().iter().enumerate() {
            if module
                .sections
                .iter()
                .any(|section| self.sections.contains(&section.code))
            {
                sheets.push(self.module(at + 1, module, &mut lists));
            }
        }
        if self.questions().any(|placed| placed.question.kind == Kind::StateList) {
            let head = vec![
                Spot::new(0, self.words().say("code"), Look::Head),
                Spot::new(1, self.words().say("name"), Look::Head),
            ];
            let states = self.names.states.iter();
            let rows = states
                .map(|(code, name)| vec![Spot::new(0, code.as_str(), Look::Code), Spot::new(1, name, Look::Plain)]);
            sheets.push(Sheet {
                name: self.words().say("states"),
                purpose: Purpose::States,
                rows: [head].into_iter().chain(rows).collect(),
            });
        }
        let (places, rows) = lists.lay_out();
        sheets.push(Sheet {
            name: LISTS.to_owned(),
            purpose: Purpose::Lists,
            rows,
        });
        let rows = sheets.iter().map(|sheet| {
            let digests = sheet.rows.iter().map(|row| {
                let locked = row.iter().filter(|spot| !spot.is_open());
                row_digest(locked.map(|spot| (spot.column, spot.text.as_str())))
            });
            (sheet.name.clone(), digests.collect())
        });
        let texts = json::word(&json::questions(self));
        let identification = Identification::new(&self.source, self.bases(), rows.collect(), texts);
        Form {
            identification,
            sheets,
            lists: places,
        }
    }

    fn module(&self, number: usize, module: &Module, lists: &mut Lists) -> Sheet {
        let words = self.words();
        let heads = [
            (column::CODE, "code"),
            (column::QUESTION, "question"),
            (column::PERMITTED, "permitted"),
            (column::PART, "part"),
            (column::ANSWER, "answer"),
            (column::TEXT, "text"),
            (column::CITATION, "citation"),
            (column::INSTEAD, "instead"),
        ];
        let mut rows = vec![
            heads
                .map(|(column, id)| Spot::new(column, words.say(id), Look::Head))
                .to_vec(),
        ];
        let sections = self.edition.sections();
        for section in sections.filter(|section| section.module.id == module.id) {
            if !self.sections.contains(&section.section.code) {
                continue;
            }
            rows.push(vec![
                Spot::new(column::CODE, section.section.code.as_str(), Look::Section),
                Spot::new(column::QUESTION, self.read(&section.section.title), Look::Section),
            ]);
            for badge in self.badges(section) {
                rows.push(vec![Spot::new(column::QUESTION, badge, Look::Badge)]);
            }
            for placed in section.questions().filter(|placed| placed.question.bind.is_none()) {
                rows.extend(self.question(placed.question, lists));
            }
        }
        Sheet {
            name: sheet_name(number, self.read(&module.title)),
            purpose: Purpose::Questions,
            rows,
        }
    }

    fn question(&self, question: &Question, lists: &mut Lists) -> Vec<Vec<Spot>> {
        let words = self.words();
        let help = self.read(&question.help);
        let prompt = [self.read(&question.prompt), help, &self.provisions(question)];
        let prompt: Vec<_> = prompt.into_iter().filter(|text| !text.is_empty()).collect();
        let prompt = prompt.join("\n");
        let mut head = vec![
            Spot::new(column::CODE, question.code.as_str(), Look::Code),
            Spot::new(column::QUESTION, prompt, Look::Plain),
        ];
        let Some(entry) = self.entry(question) else {
            head.push(Spot::new(column::PERMITTED, words.say("kept"), Look::Badge));
            return vec![head];
        };
        head.push(Spot::new(
            column::PERMITTED,
            words.permitted(&question.kind),
            Look::Quiet,
        ));
        let asked = self.asked(question);
        let choice = self.choice(question, lists);
        let labels: BTreeMap<_, _> = labels(self.edition, question, self.source.language)
            .into_iter()
            .collect();
        let mut rows = Vec::with_capacity(entry.lines.len());
        for (at, line) in entry.lines.iter().enumerate() {
            let mut row = if at == 0 { std::mem::take(&mut head) } else { Vec::new() };
            let open = asked.open(&line.part);
            let mut columns = vec![(column::ANSWER, self.in_words(question, line, &labels), choice.clone())];
            if open.text {
                columns.push((column::TEXT, plain(line.text.as_ref()), None));
            }
            if open.citation {
                columns.push((column::CITATION, plain(line.citation.as_ref()), None));
            }
            if at == 0 {
                let silence = entry.instead.as_ref().map(|cell| plain(Some(cell))).unwrap_or_default();
                let code = domain::questionnaire::StandingCode::from_code(&silence);
                let silence = code.and_then(|code| words.silence(code)).unwrap_or_default();
                columns.push((column::INSTEAD, silence, Some(self.silences(question, lists))));
            }
            let mask: String = columns.iter().map(|(column, ..)| letter(*column)).collect();
            row.insert(
                0,
                Spot::new(column::KEY, key(&question.code, &line.part, &mask), Look::Quiet),
            );
            let part = match &question.kind {
                Kind::MultiChoice { .. } => labels.get(&line.part).cloned().unwrap_or_default(),
                Kind::UrlList { .. } | Kind::Evidence { .. } => format!("{} {}", words.say("link"), line.part),
                Kind::Contact => {
                    let names = domain::questionnaire::Contact::default();
                    let is_named = names.fields().any(|(name, _)| name == line.part);
                    if is_named {
                        words.say(&format!("contact-{}", line.part))
                    } else {
                        String::new()
                    }
                }
                Kind::SingleChoice { .. }
                | Kind::Scale { .. }
                | Kind::Boolean
                | Kind::ShortText { .. }
                | Kind::LongText { .. }
                | Kind::Number { .. }
                | Kind::Date { .. }
                | Kind::StateList => String::new(),
            };
            if !part.is_empty() {
                row.push(Spot::new(column::PART, part, Look::Plain));
            }
            let counts = matches!(question.kind, Kind::Number { .. } | Kind::Scale { .. });
            let spots = columns.into_iter().map(|(column, text, list)| Spot {
                list,
                is_number: counts && column == column::ANSWER,
                ..Spot::new(column, text, Look::Open)
            });
            row.extend(spots);
            rows.push(row);
        }
        rows
    }

    /// What stands in a cell for an answer, in words where it is chosen from a list.
    fn in_words(&self, question: &Question, line: &Line, labels: &BTreeMap<String, String>) -> String {
        let text = plain(line.answer.as_ref());
        match &question.kind {
            Kind::SingleChoice { .. } => labels.get(&text).cloned().unwrap_or(text),
            Kind::MultiChoice { .. } | Kind::Boolean => match text.as_str() {
                "yes" => self.words().say("yes"),
                "no" => self.words().say("no"),
                _ => text,
            },
            Kind::Scale { .. }
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::Evidence { .. }
            | Kind::StateList
            | Kind::Contact => text,
        }
    }

    /// The list that an answer is chosen from.
    fn choice(&self, question: &Question, lists: &mut Lists) -> Option<String> {
        let words = self.words();
        let (name, items): (String, Vec<String>) = match &question.kind {
            Kind::SingleChoice { list } => {
                let labels = labels(self.edition, question, self.source.language);
                (
                    format!("options of {list}"),
                    labels.into_iter().map(|(_, label)| label).collect(),
                )
            }
            Kind::MultiChoice { .. } => ("yes".to_owned(), vec![words.say("yes")]),
            Kind::Boolean => ("yes or no".to_owned(), vec![words.say("yes"), words.say("no")]),
            Kind::Scale { min, max } if max.saturating_sub(*min) < 100 => {
                let steps = (*min..=*max).map(|step| step.to_string());
                (format!("{min} to {max}"), steps.collect())
            }
            Kind::Scale { .. }
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::Evidence { .. }
            | Kind::StateList
            | Kind::Contact => return None,
        };
        Some(lists.name(name, items))
    }

    /// The list that a silence is chosen from: those that the kind permits.
    fn silences(&self, question: &Question, lists: &mut Lists) -> String {
        let kind = question.kind.code();
        let permitted = SILENCES.into_iter().filter(|silence| permits(kind, *silence));
        let permitted: Vec<_> = permitted.filter_map(|silence| self.words().silence(silence)).collect();
        let name = format!("instead of {}", kind.code());
        lists.name(name, permitted)
    }
}

fn plain(cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(_) | Cell::Truth(_)) | None => String::new(),
    }
}

/// The lists of a pack, each once.
#[derive(Default)]
struct Lists(Vec<(String, Vec<String>)>);

impl Lists {
    /// The name of a list, which is kept if it is new. Lists of one name hold the same.
    fn name(&mut self, name: String, items: Vec<String>) -> String {
        if !self.0.iter().any(|(known, _)| *known == name) {
            self.0.push((name.clone(), items));
        }
        name
    }

    /// One list beside the other, its name above it.
    fn lay_out(self) -> (ListPlaces, Vec<Vec<Spot>>) {
        let longest = self.0.iter().map(|(_, items)| items.len()).max().unwrap_or_default();
        let mut rows = vec![Vec::new(); longest + 1];
        let mut places = BTreeMap::new();
        for (column, (name, items)) in (0..).zip(self.0) {
            rows[0].push(Spot::new(column, name.as_str(), Look::Head));
            let length = u32::try_from(items.len()).unwrap_or(u32::MAX);
            places.insert(name, (column, length));
            for (row, item) in rows[1..].iter_mut().zip(items) {
                row.push(Spot::new(column, item, Look::Plain));
            }
        }
        (places, rows)
    }
}

/// The name of a sheet: its number, and as much of its title as a name may hold.
fn sheet_name(number: usize, title: &str) -> String {
    let plain = title.chars().map(|c| {
        if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') {
            ' '
        } else {
            c
        }
    });
    let mut name = String::new();
    for c in format!("{number} ").chars().chain(plain) {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_change_a_text_does_not_get_it() {
        let long = "x".repeat(CELL);
        for text in ["", "two\nlines", "=SUM(A1)", "_x", "_xyz_", "😀", "e\u{301}", &long] {
            assert!(holds(text), "{text:.20}");
        }
        let longer = "x".repeat(CELL + 1);
        for text in ["a\rb", "\u{1}", "_x000D_", "a_x0041_", "\u{ffff}", &longer] {
            assert!(!holds(text), "{text:.20}");
        }
    }

    #[test]
    fn the_name_of_a_sheet_is_one_that_programs_take() {
        assert_eq!(sheet_name(2, "Norms [a/b]: what?"), "2 Norms  a b   what");
        assert_eq!(sheet_name(12, &"法".repeat(40)).encode_utf16().count(), 31);
        assert_eq!(sheet_name(3, ""), "3");
    }
}
