//! Apache Parquet: rows in groups, each column by itself, nothing compressed beyond the dictionary of its values. Lists have the
//! three levels of the specification (LogicalTypes.md), instants are microseconds of UTC.

use std::sync::Arc;

use chrono::NaiveDate;
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use crate::cell::{Cell, Kind};
use crate::table::{Definition, Head};

/// A group of rows ends with so many, or with so many bytes of text.
const ROWS: usize = 4_096;
const BYTES: usize = 1024 * 1024;

pub(crate) struct Writer {
    columns: Vec<Definition>,
    file: SerializedFileWriter<Vec<u8>>,
    /// The rows of the group that is not written yet.
    waiting: Vec<Vec<Cell<'static>>>,
    bytes: usize,
}

fn string(name: &str, repetition: Repetition) -> Result<Type, ParquetError> {
    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(repetition)
        .with_logical_type(Some(LogicalType::String))
        .build()
}

fn field(column: &Definition) -> Result<Type, ParquetError> {
    let repetition = if column.required {
        Repetition::REQUIRED
    } else {
        Repetition::OPTIONAL
    };
    let plain = |physical, logical| {
        Type::primitive_type_builder(column.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
    };
    match column.kind {
        Kind::Text => string(column.name, repetition),
        Kind::Codes => {
            let element = string("element", Repetition::REQUIRED)?;
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(element)])
                .build()?;
            Type::group_type_builder(column.name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()
        }
        Kind::Whole => plain(Physical::INT64, None),
        Kind::Number => plain(Physical::DOUBLE, None),
        Kind::Truth => plain(Physical::BOOLEAN, None),
        Kind::Day => plain(Physical::INT32, Some(LogicalType::Date)),
        Kind::Instant => plain(Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    }
}

impl Writer {
    pub(crate) fn new(head: &Head, notes: &[(&str, String)]) -> Result<Self, ParquetError> {
        let fields = head.columns.iter().map(|column| Ok(Arc::new(field(column)?)));
        let schema = Type::group_type_builder(head.name)
            .with_fields(fields.collect::<Result<_, ParquetError>>()?)
            .build()?;
        let notes = notes
            .iter()
            .map(|(name, note)| KeyValue::new((*name).to_owned(), note.clone()));
        let properties = WriterProperties::builder()
            .set_created_by("Normtrack".to_owned())
            .set_key_value_metadata(Some(notes.collect()))
            .build();
        Ok(Self {
            columns: head.columns.clone(),
            file: SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?,
            waiting: Vec::new(),
            bytes: 0,
        })
    }

    pub(crate) fn push(&mut self, cells: Vec<Cell<'_>>, out: &mut Vec<u8>) -> Result<(), ParquetError> {
        let size = |cell: &Cell| match cell {
            Cell::Text(text) => text.len(),
            Cell::Number(text) => text.len(),
            Cell::Codes(codes) => codes.iter().map(|code| code.len()).sum(),
            Cell::Absent | Cell::Whole(_) | Cell::Truth(_) | Cell::Day(_) | Cell::Instant(_) => 0,
        };
        self.bytes += cells.iter().map(size).sum::<usize>();
        self.waiting.push(cells.into_iter().map(Cell::into_owned).collect());
        if self.waiting.len() >= ROWS || self.bytes >= BYTES {
            self.write_group()?;
            self.file.flush().map_err(ParquetError::from)?;
            // Taken, not written: the places that the file keeps count what went out before.
            out.append(self.file.inner_mut());
        }
        Ok(())
    }

    pub(crate) fn finish(mut self: Box<Self>, out: &mut Vec<u8>) -> Result<(), ParquetError> {
        if !self.waiting.is_empty() {
            self.write_group()?;
        }
        out.append(&mut self.file.into_inner()?);
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let mut group = self.file.next_row_group()?;
        for (place, column) in self.columns.iter().enumerate() {
            let Some(mut writer) = group.next_column()? else {
                return Err(ParquetError::General("a column is missing".to_owned()));
            };
            let cells = rows.iter().map(|row| &row[place]);
            write_column(&mut writer, column, cells)?;
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// Days since 1970-01-01.
fn days(day: NaiveDate) -> i32 {
    let since = day.signed_duration_since(NaiveDate::default());
    i32::try_from(since.num_days()).unwrap_or(i32::MAX)
}

fn write_column<'c>(
    writer: &mut SerializedColumnWriter<'_>,
    column: &Definition,
    cells: impl Iterator<Item = &'c Cell<'static>>,
) -> Result<(), ParquetError> {
    // One level for each row: whether there is a value. Of a list one for each code, and one for a list without any.
    let (mut levels, mut repeated) = (Vec::new(), Vec::new());
    let (mut texts, mut wholes, mut numbers, mut truths, mut day_numbers) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(*cell != Cell::Absent));
        match cell {
            Cell::Absent => {}
            Cell::Text(text) => texts.push(ByteArray::from(text.as_ref())),
            Cell::Codes(codes) => {
                levels.pop();
                if codes.is_empty() {
                    levels.push(0);
                    repeated.push(0);
                }
                for (place, code) in codes.iter().enumerate() {
                    levels.push(1);
                    repeated.push(i16::from(place > 0));
                    texts.push(ByteArray::from(code.as_ref()));
                }
            }
            Cell::Whole(number) => wholes.push(*number),
            Cell::Number(number) => {
                let number: f64 = number
                    .parse()
                    .map_err(|_| ParquetError::General(format!("{number} is no number")))?;
                numbers.push(number);
            }
            Cell::Truth(truth) => truths.push(*truth),
            Cell::Day(day) => day_numbers.push(days(*day)),
            Cell::Instant(at) => wholes.push(at.timestamp_micros()),
        }
    }
    let levels = (!column.required || column.kind == Kind::Codes).then_some(levels.as_slice());
    let repeated = (column.kind == Kind::Codes).then_some(repeated.as_slice());
    match column.kind {
        Kind::Text | Kind::Codes => writer.typed::<ByteArrayType>().write_batch(&texts, levels, repeated)?,
        Kind::Whole | Kind::Instant => writer.typed::<Int64Type>().write_batch(&wholes, levels, None)?,
        Kind::Number => writer.typed::<DoubleType>().write_batch(&numbers, levels, None)?,
        Kind::Truth => writer.typed::<BoolType>().write_batch(&truths, levels, None)?,
        Kind::Day => writer.typed::<Int32Type>().write_batch(&day_numbers, levels, None)?,
    };
    Ok(())
}
