//! A file that came back: held against its seal, and read.

use std::collections::{BTreeMap, BTreeSet};

use domain::language::Language;
use domain::questionnaire::{Edition, Placed, Problem, Refusal, Standing, accept};

use crate::archive::{LARGEST_FILE, expand};
use crate::entry::{Asked, Cell, Entry, Line, plain_number};
use crate::form::{IDENTIFICATION, column};
use crate::identity::{FORMAT, Identification, SealKey};
use crate::json;
use crate::refused::Refused;
use crate::row::{ROW_DIGEST, read_key, row_digest};
use crate::sheet::{Cells, ReadSheet, cell_name, sheets};

/// A pack that came back: sealed here, and whole.
#[derive(Clone, Debug)]
pub struct Opened {
    identification: Identification,
    language: Language,
    seal: String,
    entries: BTreeMap<String, Entry>,
}

/// What a pack says to one question.
#[derive(Clone, Debug)]
pub struct Entered<'e> {
    /// The question.
    pub placed: Placed<'e>,
    /// The revision that the pack was made from; 0 where there was none.
    pub base: u32,
    /// Where it stands in the workbook.
    pub at: Option<&'e str>,
    /// What is said; none where nothing is. A problem where it cannot be read as the question's kind.
    pub said: Result<Option<Standing>, Problem>,
}

/// Opens a file as a pack, a workbook or JSON, or tells everything that is against it.
pub fn open(bytes: &[u8], key: &SealKey) -> Result<Opened, Vec<Refused>> {
    if bytes.len() as u64 > LARGEST_FILE {
        let limit = LARGEST_FILE;
        return Err(vec![Refused::TooLarge { limit }]);
    }
    if bytes.starts_with(b"PK") {
        return workbook(bytes, key);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|_| vec![Refused::NotAPack])?;
    let file = json::read(text)?;
    check_seal(&file.identification, &file.seal, key)?;
    let is_whole = |questions: &_| json::word(questions) == file.identification.texts();
    if !file.questions.as_ref().is_none_or(is_whole) {
        return Err(vec![Refused::Texts]);
    }
    Opened::new(file.identification, file.seal, file.answers)
}

fn check_seal(identification: &Identification, seal: &str, key: &SealKey) -> Result<(), Vec<Refused>> {
    if key.holds(&identification.text(), seal) {
        Ok(())
    } else {
        Err(vec![Refused::Seal])
    }
}

fn workbook(bytes: &[u8], key: &SealKey) -> Result<Opened, Vec<Refused>> {
    let sheets = sheets(&expand(bytes)?)?;
    let by_name: BTreeMap<&str, &ReadSheet> = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet)).collect();
    let own = by_name.get(IDENTIFICATION).ok_or_else(|| vec![Refused::NotAPack])?;
    let mut lines = own.cells.values().filter_map(|row| match row.get(&0) {
        Some(Cell::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    let seal = lines.next().unwrap_or_default().to_owned();
    let identification = Identification::read(&lines.collect::<String>()).map_err(|refused| vec![refused])?;
    check_seal(&identification, &seal, key)?;
    let owed: BTreeSet<&str> = identification.rows().keys().map(String::as_str).collect();
    let there: BTreeSet<&str> = by_name.keys().copied().filter(|name| *name != IDENTIFICATION).collect();
    let named = |name: &&str| Refused::Sheet {
        sheet: (*name).to_owned(),
    };
    let mut refused: Vec<_> = owed.symmetric_difference(&there).map(named).collect();
    let mut entries = BTreeMap::new();
    for (name, words) in identification.rows() {
        if let Some(sheet) = by_name.get(name.as_str()) {
            locked(&sheet.name, &sheet.cells, words, &mut refused);
            collect(&sheet.name, &sheet.cells, &identification, &mut entries);
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Opened::new(identification, seal, entries)
}

/// Which columns of a row can be filled in.
fn open_columns(row: &BTreeMap<u16, Cell>) -> Vec<u16> {
    match row.get(&column::KEY) {
        Some(Cell::Text(key)) => read_key(key).map(|(.., open)| open).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Names every row of a sheet in which something is not as it was written.
fn locked(name: &str, cells: &Cells, words: &str, refused: &mut Vec<Refused>) {
    let empty = row_digest(std::iter::empty());
    let rows = u32::try_from(words.len() / ROW_DIGEST).unwrap_or(u32::MAX);
    let beyond = cells.range(rows..).map(|(row, _)| *row);
    for row in (0..rows).chain(beyond) {
        let at = row as usize * ROW_DIGEST;
        let owed = words.get(at..at + ROW_DIGEST).unwrap_or(&empty);
        let there = cells.get(&row).map_or_else(
            || empty.clone(),
            |cells| {
                let open = open_columns(cells);
                let closed = cells.iter().filter(|(column, _)| !open.contains(column));
                let texts: Vec<_> = closed.map(|(column, cell)| (*column, in_text(cell))).collect();
                row_digest(texts.iter().map(|(column, text)| (*column, text.as_str())))
            },
        );
        if there != owed {
            refused.push(Refused::Locked {
                sheet: name.to_owned(),
                row: row + 1,
            });
        }
    }
}

fn in_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => plain_number(*number),
        Cell::Truth(is) => is.to_string(),
    }
}

/// Puts together what is entered in the rows of a sheet, question by question.
fn collect(name: &str, cells: &Cells, identification: &Identification, entries: &mut BTreeMap<String, Entry>) {
    let mut rows: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (number, row) in cells {
        let Some(Cell::Text(key)) = row.get(&column::KEY) else {
            continue;
        };
        let Some((question, part, open)) = read_key(key) else {
            continue;
        };
        if !identification.questions().contains_key(question) {
            continue;
        }
        let cell = |column: u16| row.get(&column).filter(|_| open.contains(&column)).cloned();
        let entry = entries.entry(question.to_owned()).or_default();
        entry.lines.push(Line {
            part: part.to_owned(),
            answer: cell(column::ANSWER),
            text: cell(column::TEXT),
            citation: cell(column::CITATION),
        });
        entry.instead = entry.instead.take().or_else(|| cell(column::INSTEAD));
        rows.entry(question.to_owned()).or_insert((*number, *number)).1 = *number;
    }
    for (question, (first, last)) in rows {
        let (from, to) = (cell_name(first, column::ANSWER), cell_name(last, column::ANSWER));
        let place = if first == last { from } else { format!("{from}:{to}") };
        if let Some(entry) = entries.get_mut(&question) {
            entry.at = Some(format!("{name}!{place}"));
        }
    }
}

impl Opened {
    fn new(
        identification: Identification,
        seal: String,
        entries: BTreeMap<String, Entry>,
    ) -> Result<Self, Vec<Refused>> {
        let language = identification.language().ok_or_else(|| vec![Refused::NotAPack])?;
        Ok(Self {
            identification,
            language,
            seal,
            entries,
        })
    }

    /// The language that it was made in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// What it says about itself.
    pub fn identification(&self) -> &Identification {
        &self.identification
    }

    /// Its seal, which no other pack has.
    pub fn seal(&self) -> &str {
        &self.seal
    }

    /// What it brings back, as JSON that [`open`] reads: identification, seal and entries.
    pub fn to_json(&self) -> String {
        let file = json::File {
            format: FORMAT.to_owned(),
            identification: self.identification.clone(),
            seal: self.seal.clone(),
            questions: None,
            answers: self.entries.clone(),
        };
        serde_json::to_string(&file).expect("texts and numbers always become JSON")
    }

    /// What it says to each question that it asks, in the order of the edition, which has to be the one that it is of.
    pub fn entered<'e>(&'e self, edition: &'e Edition) -> impl Iterator<Item = Entered<'e>> {
        edition.questions().filter_map(move |placed| {
            let code = &placed.question.code;
            let base = *self.identification.questions().get(code.as_str())?;
            let entry = self.entries.get(code.as_str())?;
            let asked = Asked {
                edition,
                question: placed.question,
            };
            let said = asked.read(entry, self.language).and_then(|given| {
                let accepted = given.map(|given| accept(edition, code, given));
                accepted.transpose().map_err(|Refusal(problem)| problem)
            });
            Some(Entered {
                placed,
                base,
                at: entry.at.as_deref(),
                said,
            })
        })
    }
}
