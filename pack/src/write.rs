//! A pack as a workbook that spreadsheet programs open.

use std::collections::BTreeMap;

use domain::language::Language;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use thiserror::Error;

use crate::form::{Form, IDENTIFICATION, LISTS, Look, Pack, Purpose, Sheet, Spot, column};
use crate::identity::SealKey;

/// A workbook that could not be written: more than the form of workbooks holds.
#[derive(Debug, Error)]
#[error("the workbook cannot be written")]
pub struct Unwritten(#[from] XlsxError);

/// The most characters of the identification in one cell.
const PIECE: usize = 30_000;

/// The looks of cells, each made once.
struct Looks(BTreeMap<(Look, bool), Format>);

impl Looks {
    fn new(language: Language) -> Self {
        let looks = [
            Look::Plain,
            Look::Title,
            Look::Head,
            Look::Section,
            Look::Badge,
            Look::Code,
            Look::Quiet,
            Look::Open,
        ];
        let each = looks.into_iter().flat_map(|look| [(look, false), (look, true)]);
        Self(
            each.map(|(look, counts)| ((look, counts), format(look, counts, language)))
                .collect(),
        )
    }

    fn of(&self, spot: &Spot) -> &Format {
        &self.0[&(spot.look, spot.is_number)]
    }
}

fn format(look: Look, is_number: bool, language: Language) -> Format {
    let direction = if language == Language::Arabic { 2 } else { 1 };
    let format = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_reading_direction(direction);
    match look {
        Look::Plain => format,
        Look::Title => format.set_bold().set_font_size(16),
        Look::Head => format
            .set_bold()
            .set_background_color(Color::RGB(0x00DD_E6EE))
            .set_border_bottom(FormatBorder::Thin),
        Look::Section => format.set_bold().set_font_size(12),
        Look::Badge => format.set_italic().set_font_color(Color::RGB(0x008A_4B00)),
        Look::Code => format.set_font_color(Color::RGB(0x0055_5555)).set_reading_direction(1),
        Look::Quiet => format.set_font_color(Color::RGB(0x0055_5555)),
        Look::Open => {
            let open = format
                .set_unlocked()
                .set_background_color(Color::RGB(0x00FF_F9E5))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00B8_B8B8));
            // What is typed stays as it is typed; numbers are read as the program of its reader reads them.
            if is_number { open } else { open.set_num_format("@") }
        }
    }
}

/// The columns of questions, in characters.
const WIDTHS: [(u16, u16); 8] = [
    (column::CODE, 18),
    (column::QUESTION, 55),
    (column::PERMITTED, 26),
    (column::PART, 30),
    (column::ANSWER, 50),
    (column::TEXT, 28),
    (column::CITATION, 20),
    (column::INSTEAD, 24),
];

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// A row is no higher: beyond that it is read in the line above the cells.
const MOST_LINES: u32 = 20;

/// How many lines the text of a cell takes about, as programs do not all work that out when they open a workbook. Letters of
/// Chinese are as wide as two.
fn lines(spot: &Spot, purpose: Purpose) -> u32 {
    let width = match purpose {
        Purpose::Instructions => 100,
        Purpose::Questions => {
            let known = WIDTHS.iter().find(|(column, _)| *column == spot.column);
            known.map_or(u32::MAX, |(_, width)| u32::from(*width))
        }
        Purpose::States | Purpose::Lists => u32::MAX,
    };
    let of_line = |line: &str| {
        let wide = line.chars().map(|letter| if letter >= '\u{2e80}' { 2 } else { 1 });
        wide.sum::<u32>().div_ceil(width).max(1)
    };
    spot.text.lines().map(of_line).sum::<u32>().max(1)
}

impl Pack<'_> {
    /// The pack as a workbook: the same bytes for the same pack.
    pub fn to_xlsx(&self, key: &SealKey) -> Result<Vec<u8>, Unwritten> {
        let form = self.form();
        let mut workbook = Workbook::new();
        let made_at = ExcelDateTime::from_timestamp(self.source.made_at.timestamp())?;
        workbook.set_properties(
            &DocProperties::new()
                .set_title(self.words().say("title"))
                .set_creation_datetime(&made_at),
        );
        let looks = Looks::new(self.source.language);
        for sheet in &form.sheets {
            self.sheet(workbook.add_worksheet(), sheet, (&form, &looks))?;
        }
        let text = form.identification.text();
        let own = workbook.add_worksheet().set_name(IDENTIFICATION)?.set_very_hidden(true);
        own.protect();
        own.write_string(0, 0, key.seal(&text))?;
        let characters: Vec<char> = text.chars().collect();
        for (row, piece) in (1..).zip(characters.chunks(PIECE)) {
            own.write_string(row, 0, piece.iter().collect::<String>())?;
        }
        Ok(workbook.save_to_buffer()?)
    }

    fn sheet(&self, worksheet: &mut Worksheet, sheet: &Sheet, (form, looks): (&Form, &Looks)) -> Result<(), XlsxError> {
        worksheet.set_name(&sheet.name)?;
        worksheet.set_right_to_left(self.source.language == Language::Arabic);
        worksheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
        match sheet.purpose {
            Purpose::Instructions => {
                worksheet.set_print_fit_to_pages(1, 0);
                worksheet.set_column_width(0, 100)?;
            }
            Purpose::Questions => {
                worksheet.set_freeze_panes(1, 0)?;
                worksheet.set_repeat_rows(0, 0)?;
                worksheet.set_landscape().set_print_fit_to_pages(1, 0);
                worksheet.set_column_hidden(column::KEY)?;
                for (column, width) in WIDTHS {
                    worksheet.set_column_width(column, width)?;
                }
            }
            Purpose::States => {
                worksheet.set_freeze_panes(1, 0)?;
                worksheet.set_column_width(1, 50)?;
            }
            Purpose::Lists => {
                worksheet.set_hidden(true);
            }
        }
        for (row, spots) in (0..).zip(&sheet.rows) {
            let lines = spots.iter().map(|spot| lines(spot, sheet.purpose)).max().unwrap_or(1);
            if lines > 1 {
                worksheet.set_row_height(row, f64::from(lines.min(MOST_LINES)) * LINE)?;
            }
            for spot in spots {
                let look = looks.of(spot);
                let number = spot.text.parse().ok().filter(|_| spot.is_number);
                match number {
                    Some(number) if crate::entry::plain_number(number) == spot.text => {
                        worksheet.write_number_with_format(row, spot.column, number, look)?;
                    }
                    _ if spot.text.is_empty() => {
                        worksheet.write_blank(row, spot.column, look)?;
                    }
                    _ => {
                        worksheet.write_string_with_format(row, spot.column, spot.text.as_str(), look)?;
                    }
                }
            }
        }
        self.choices(worksheet, sheet, form)
    }

    /// What is chosen from a list: one rule for all cells of a list.
    fn choices(&self, worksheet: &mut Worksheet, sheet: &Sheet, form: &Form) -> Result<(), XlsxError> {
        let mut cells: BTreeMap<&str, Vec<(u32, u16)>> = BTreeMap::new();
        for (row, spots) in (0..).zip(&sheet.rows) {
            for spot in spots {
                if let Some(list) = &spot.list {
                    cells.entry(list).or_default().push((row, spot.column));
                }
            }
        }
        for (list, cells) in cells {
            let (column, length) = form.lists[list];
            let from = crate::sheet::cell_name(1, column);
            let name = from.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            let last = length + 1;
            let range = Formula::new(format!("={LISTS}!${name}$2:${name}${last}"));
            let rule = DataValidation::new()
                .allow_list_formula(range)
                .ignore_blank(true)
                .set_error_style(DataValidationErrorStyle::Stop)
                .set_error_message(self.words().say("from-the-list"))?;
            // One rule has many places; a rule of its own for each cell makes large files that open slowly.
            for some in cells.chunks(500) {
                let places: Vec<_> = some
                    .iter()
                    .map(|(row, column)| crate::sheet::cell_name(*row, *column))
                    .collect();
                let rule = rule.clone().set_multi_range(places.join(" "));
                let (row, column) = some[0];
                worksheet.add_data_validation(row, column, row, column, &rule)?;
            }
        }
        Ok(())
    }
}
