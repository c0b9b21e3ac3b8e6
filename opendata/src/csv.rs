//! CSV as RFC 4180 has it: UTF-8, a header, lines that end with CR LF, and a field in quotes where it holds a comma, a quote, the
//! end of a line, or white space at an end.
//!
//! **Formulas.** Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, a tab or the end of a line. So a text that begins
//! with one of these, or with an apostrophe, is written with one apostrophe before it. To have the text as it was filed, take
//! away one apostrophe at the beginning, where there is one ([`unguarded`]). Numbers are not texts and keep their sign.
//! A text of no characters is `""`; no text is nothing between the commas.

use crate::cell::{Cell, instant};
use crate::table::Definition;

/// What a spreadsheet may take for the beginning of a formula, in half and full width, and the guard itself.
const GUARDED: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\'', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

const GUARD: char = '\'';

/// The text of a field of a column of text or codes, as it was before it was guarded.
pub fn unguarded(field: &str) -> &str {
    field.strip_prefix(GUARD).unwrap_or(field)
}

pub(crate) fn header(columns: &[Definition], out: &mut Vec<u8>) {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        out.extend_from_slice(column.name.as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

pub(crate) fn row(cells: &[Cell<'_>], out: &mut Vec<u8>) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        match cell {
            Cell::Absent => {}
            Cell::Text(text) => write_text(text, out),
            Cell::Codes(codes) if codes.is_empty() => {}
            Cell::Codes(codes) => write_text(&codes.join("|"), out),
            Cell::Whole(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Number(number) => out.extend_from_slice(number.as_bytes()),
            Cell::Truth(truth) => out.extend_from_slice(if *truth { b"true" } else { b"false" }),
            Cell::Day(day) => out.extend_from_slice(day.to_string().as_bytes()),
            Cell::Instant(at) => out.extend_from_slice(instant(*at).as_bytes()),
        }
    }
    out.extend_from_slice(b"\r\n");
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    let guarded = text.starts_with(GUARDED);
    let quoted = text.is_empty()
        || text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'))
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace);
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    if quoted {
        for (place, part) in text.split('"').enumerate() {
            if place > 0 {
                out.extend_from_slice(b"\"\"");
            }
            out.extend_from_slice(part.as_bytes());
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}
