//! JSON Lines: one object a line, every column in order, `null` where there is nothing, a list for codes. Numbers are JSON
//! numbers with the digits that were filed; days and instants are text as ISO 8601 has them.

use crate::cell::{Cell, instant};
use crate::table::Definition;

pub(crate) fn row(columns: &[Definition], cells: &[Cell<'_>], out: &mut Vec<u8>) {
    for (place, (column, cell)) in columns.iter().zip(cells).enumerate() {
        out.push(if place == 0 { b'{' } else { b',' });
        write_text(column.name, out);
        out.push(b':');
        match cell {
            Cell::Absent => out.extend_from_slice(b"null"),
            Cell::Text(text) => write_text(text, out),
            Cell::Codes(codes) => {
                out.push(b'[');
                for (place, code) in codes.iter().enumerate() {
                    if place > 0 {
                        out.push(b',');
                    }
                    write_text(code, out);
                }
                out.push(b']');
            }
            Cell::Whole(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Number(number) => out.extend_from_slice(number.as_bytes()),
            Cell::Truth(truth) => out.extend_from_slice(if *truth { b"true" } else { b"false" }),
            Cell::Day(day) => write_text(&day.to_string(), out),
            Cell::Instant(at) => write_text(&instant(*at), out),
        }
    }
    out.extend_from_slice(b"}\n");
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a text goes into memory as JSON");
}
