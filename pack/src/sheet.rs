//! The cells of a workbook, as programs for sheets write them (ECMA-376 part 1, 18.3).

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use crate::archive::is_relations;
use crate::entry::Cell;
use crate::refused::Refused;

/// The most cells of a workbook that are not empty. A pack of the longest survey has about a tenth of it.
const MOST_CELLS: usize = 300_000;

/// The cells of one sheet that are not empty: by row, from 0, and by column, from 0.
pub(crate) type Cells = BTreeMap<u32, BTreeMap<u16, Cell>>;

/// One sheet as it is read.
pub(crate) struct ReadSheet {
    pub(crate) name: String,
    pub(crate) cells: Cells,
}

/// A piece of XML.
enum Piece<'x> {
    Open(&'x str, &'x dyn Fn(&str) -> Option<String>),
    Close(&'x str),
    Text(&'x str),
}

/// A part that is read piece by piece. Nothing is expanded: a document type ends the reading, and so does a reference to
/// anything but a character.
struct Part<'p> {
    name: &'p str,
    text: &'p str,
}

impl Part<'_> {
    fn damaged(&self) -> Refused {
        Refused::Damaged {
            part: self.name.to_owned(),
        }
    }

    fn read(&self, mut take: impl FnMut(Piece<'_>) -> Result<(), Refused>) -> Result<(), Refused> {
        let damaged = |_| self.damaged();
        let mut reader = Reader::from_str(self.text);
        loop {
            let event = reader.read_event().map_err(|_| self.damaged())?;
            let closes = matches!(event, Event::Empty(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let local = tag.local_name();
                    let name = str::from_utf8(local.as_ref()).map_err(damaged)?;
                    let attribute = |wanted: &str| {
                        let found = tag.attributes().flatten().find(|it| {
                            let key = it.key.as_ref();
                            // An id has the prefix that its workbook gives to relations.
                            key == wanted.as_bytes() || wanted.starts_with(':') && key.ends_with(wanted.as_bytes())
                        })?;
                        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
                    };
                    take(Piece::Open(name, &attribute))?;
                    if closes {
                        take(Piece::Close(name))?;
                    }
                }
                Event::End(tag) => {
                    let local = tag.local_name();
                    take(Piece::Close(str::from_utf8(local.as_ref()).map_err(damaged)?))?;
                }
                Event::Text(text) => take(Piece::Text(&text.xml10_content().map_err(|_| self.damaged())?))?,
                Event::CData(text) => take(Piece::Text(&text.xml10_content().map_err(|_| self.damaged())?))?,
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|_| self.damaged())?;
                    let character = match (character, &reference[..]) {
                        (Some(character), _) => character,
                        (None, b"lt") => '<',
                        (None, b"gt") => '>',
                        (None, b"amp") => '&',
                        (None, b"quot") => '"',
                        (None, b"apos") => '\'',
                        (None, _) => return Err(self.damaged()),
                    };
                    take(Piece::Text(character.encode_utf8(&mut [0; 4])))?;
                }
                Event::DocType(_) => return Err(self.damaged()),
                Event::Eof => return Ok(()),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
    }
}

/// `_x000A_` stands for a character in the texts of workbooks.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let digits = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = digits.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        let length = if let Some(character) = character {
            plain.push(character);
            7
        } else {
            plain.push_str("_x");
            2
        };
        rest = &rest[at + length..];
    }
    plain.push_str(rest);
    plain.replace("\r\n", "\n")
}

/// The texts that cells name by number. What is said of their pronunciation is no part of them.
fn shared(part: &Part<'_>) -> Result<Vec<String>, Refused> {
    let mut texts = Vec::new();
    let mut text = String::new();
    let (mut is_text, mut is_beside) = (false, false);
    part.read(|piece| {
        match piece {
            Piece::Open("si", _) => text.clear(),
            Piece::Close("si") => texts.push(unescaped(&text)),
            Piece::Open("rPh", _) => is_beside = true,
            Piece::Close("rPh") => is_beside = false,
            Piece::Open("t", _) => is_text = !is_beside,
            Piece::Close("t") => is_text = false,
            Piece::Text(words) if is_text => text.push_str(words),
            Piece::Open(..) | Piece::Close(_) | Piece::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// Row and column of a name like `F12`, both from 0.
fn place(name: &str) -> Option<(u32, u16)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = name.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let column = letters
        .bytes()
        .fold(0_u16, |sum, letter| sum * 26 + u16::from(letter - b'A') + 1);
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

/// The name of a cell.
pub(crate) fn cell_name(row: u32, column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, b'A' + digit);
        rest = (rest - 1) / 26;
    }
    format!("{}{}", String::from_utf8_lossy(&letters), row + 1)
}

/// A cell while it is read.
#[derive(Default)]
struct Current {
    row: u32,
    column: u16,
    sort: String,
    value: String,
}

impl Current {
    fn cell(&self, texts: &[String]) -> Option<Cell> {
        match self.sort.as_str() {
            "s" => Some(Cell::Text(texts.get(self.value.trim().parse::<usize>().ok()?)?.clone())),
            "b" => match self.value.trim() {
                "1" | "true" => Some(Cell::Truth(true)),
                "0" | "false" => Some(Cell::Truth(false)),
                _ => None,
            },
            "" | "n" => {
                let number: f64 = self.value.trim().parse().ok()?;
                number.is_finite().then_some(Cell::Number(number))
            }
            _ => Some(Cell::Text(unescaped(&self.value))),
        }
    }
}

/// The cells of a sheet; formulas are named, each, and give no cell.
fn cells(
    (part, sheet): (&Part<'_>, &str),
    texts: &[String],
    room: &mut usize,
    formulas: &mut Vec<Refused>,
) -> Result<Cells, Refused> {
    let mut cells = Cells::new();
    let mut current = Current::default();
    let (mut next_row, mut next_column) = (0_u32, 0_u16);
    let (mut is_value, mut is_beside) = (false, false);
    part.read(|piece| {
        match piece {
            Piece::Open("row", attribute) => {
                let number = attribute("r").map(|number| number.parse::<u32>().ok()?.checked_sub(1));
                current.row = match number {
                    None => next_row,
                    Some(number) => number.ok_or_else(|| part.damaged())?,
                };
                next_row = current.row.saturating_add(1);
                next_column = 0;
            }
            Piece::Open("c", attribute) => {
                let (row, column) = match attribute("r") {
                    None => (current.row, next_column),
                    Some(name) => place(&name).ok_or_else(|| part.damaged())?,
                };
                next_column = column.saturating_add(1);
                let sort = attribute("t").unwrap_or_default();
                current = Current {
                    row,
                    column,
                    sort,
                    value: String::new(),
                };
            }
            Piece::Open("f", _) => formulas.push(Refused::Formula {
                sheet: sheet.to_owned(),
                cell: cell_name(current.row, current.column),
            }),
            Piece::Open("rPh", _) => is_beside = true,
            Piece::Close("rPh") => is_beside = false,
            Piece::Open("v" | "t", _) => is_value = !is_beside,
            Piece::Close("v" | "t") => is_value = false,
            Piece::Text(words) if is_value => current.value.push_str(words),
            Piece::Close("c") if !current.value.is_empty() => {
                let cell = current.cell(texts).ok_or_else(|| part.damaged())?;
                if !cell.is_empty() {
                    *room = room.checked_sub(1).ok_or_else(|| part.damaged())?;
                    cells.entry(current.row).or_default().insert(current.column, cell);
                }
            }
            Piece::Open(..) | Piece::Close(_) | Piece::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(cells)
}

/// What a part of the workbook leads to: the targets by id. Whatever leads outside, links that a person follows apart, is
/// named.
fn targets(part: &Part<'_>, active: &mut Vec<Refused>) -> Result<BTreeMap<String, String>, Refused> {
    let mut targets = BTreeMap::new();
    part.read(|piece| {
        if let Piece::Open("Relationship", attribute) = piece {
            let (id, target) = (
                attribute("Id").unwrap_or_default(),
                attribute("Target").unwrap_or_default(),
            );
            let is_link = attribute("Type").is_some_and(|sort| sort.ends_with("/hyperlink"));
            if attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")) && !is_link {
                active.push(Refused::Active {
                    part: part.name.to_owned(),
                });
            }
            targets.insert(id, target);
        }
        Ok(())
    })?;
    Ok(targets)
}

/// Every sheet of a workbook, or every reason against it.
pub(crate) fn sheets(parts: &BTreeMap<String, String>) -> Result<Vec<ReadSheet>, Vec<Refused>> {
    let part = |name: &str| {
        let (name, text) = parts.get_key_value(name)?;
        Some(Part { name, text })
    };
    let owed = |name: &str| part(name).ok_or_else(|| vec![Refused::NotAPack]);
    let one = |refused: Refused| vec![refused];
    let mut refused = Vec::new();
    let kinds = owed("[content_types].xml")?;
    let kinds_text = kinds.text.to_ascii_lowercase();
    if ["macroenabled", "vbaproject", "activex", "oleobject"]
        .iter()
        .any(|sort| kinds_text.contains(sort))
    {
        refused.push(Refused::Active {
            part: kinds.name.to_owned(),
        });
    }
    let mut leading = BTreeMap::new();
    for name in parts.keys().filter(|name| is_relations(name)) {
        let found = targets(&owed(name)?, &mut refused).map_err(one)?;
        if name == "xl/_rels/workbook.xml.rels" {
            leading = found;
        }
    }
    let workbook = owed("xl/workbook.xml")?;
    let mut names = Vec::new();
    let mut counts_otherwise = false;
    let found = workbook.read(|piece| {
        match piece {
            Piece::Open("sheet", attribute) => {
                let id = attribute(":id").unwrap_or_default();
                names.push((attribute("name").unwrap_or_default(), id));
            }
            Piece::Open("workbookPr", attribute) => {
                counts_otherwise = attribute("date1904").is_some_and(|is| is == "1" || is == "true");
            }
            Piece::Open(..) | Piece::Close(_) | Piece::Text(_) => {}
        }
        Ok(())
    });
    found.map_err(one)?;
    // Days would be four years off.
    if counts_otherwise {
        refused.push(workbook.damaged());
    }
    let texts = part("xl/sharedstrings.xml")
        .map(|part| shared(&part))
        .transpose()
        .map_err(one)?;
    let texts = texts.unwrap_or_default();
    let mut room = MOST_CELLS;
    let mut sheets = Vec::new();
    for (name, id) in names {
        let target = leading.get(&id).map_or("", String::as_str);
        let place = target
            .strip_prefix('/')
            .map_or_else(|| format!("xl/{target}"), str::to_owned);
        let place = place.to_ascii_lowercase();
        let part = part(&place).ok_or_else(|| vec![workbook.damaged()])?;
        let cells = cells((&part, &name), &texts, &mut room, &mut refused).map_err(one)?;
        sheets.push(ReadSheet { name, cells });
    }
    if refused.is_empty() { Ok(sheets) } else { Err(refused) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_programs_give_them() {
        for (name, at) in [
            ("A1", (0, 0)),
            ("F12", (11, 5)),
            ("Z9", (8, 25)),
            ("AA10", (9, 26)),
            ("XFD1", (0, 16_383)),
        ] {
            assert_eq!(place(name), Some(at), "{name}");
            assert_eq!(cell_name(at.0, at.1), name);
        }
        for name in ["", "A", "1", "A0", "a1", "AAAA1", "A-1", "A99999999"] {
            assert_eq!(place(name), None, "{name}");
        }
    }

    #[test]
    fn characters_that_are_written_with_digits_come_back() {
        for (written, text) in [
            ("a_x000D__x000A_b", "a\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00", "_x00"),
            ("_xyz_ _x", "_xyz_ _x"),
            ("_xD800_", "_xD800_"),
            ("_x语言_", "_x语言_"),
        ] {
            assert_eq!(unescaped(written), text, "{written}");
        }
    }

    #[test]
    fn nothing_of_xml_is_expanded() {
        for text in [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><sst><si><t>&b;</t></si></sst>",
            "<sst><si><t>&b;</t></si></sst>",
            "<sst><si></t></sst>",
        ] {
            let part = Part {
                name: "xl/sharedStrings.xml",
                text,
            };
            assert_eq!(shared(&part), Err(part.damaged()), "{text}");
        }
        let part = Part {
            name: "xl/sharedStrings.xml",
            text: "<sst><si><r><t>a&amp;</t></r><r><t>&#x4e2d;</t></r><rPh><t>zhong</t></rPh></si><si><t/></si></sst>",
        };
        assert_eq!(shared(&part), Ok(vec!["a&中".to_owned(), String::new()]));
    }
}
