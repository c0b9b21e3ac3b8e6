//! Rows in, bytes out.

use thiserror::Error;

use crate::cell::{Cell, Kind};
use crate::table::Head;
use crate::{csv, json_lines, parquet};

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 4180.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Csv, Self::JsonLines, Self::Parquet];

    /// What its files end with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            Self::Parquet => "parquet",
        }
    }

    /// Reads [`Format::extension`].
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// A row that is none of its table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Misfit {
    /// Another number of cells.
    #[error("{table} has {columns} columns, and a row of {cells} cells was given")]
    Length {
        /// The table.
        table: &'static str,
        /// Its columns.
        columns: usize,
        /// The cells.
        cells: usize,
    },
    /// A cell of another type, or none where there must be one.
    #[error("{table}.{column} takes another cell")]
    Cell {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// Why there are no bytes.
#[derive(Debug, Error)]
pub enum NotEncoded {
    /// The row is none of the table.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// Parquet cannot be written.
    #[error(transparent)]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

enum Form {
    Csv,
    JsonLines,
    Parquet(Box<parquet::Writer>),
}

/// Writes one table in one format. What it holds is bounded: what was not yet taken, and of Parquet one group of rows.
pub struct Encoder {
    head: Head,
    form: Form,
    ready: Vec<u8>,
}

impl Encoder {
    /// Begins a file. `notes` are kept in it where the format has a place for them.
    pub fn new(format: Format, head: Head, notes: &[(&str, String)]) -> Result<Self, NotEncoded> {
        let mut ready = Vec::new();
        let form = match format {
            Format::Csv => {
                csv::header(&head.columns, &mut ready);
                Form::Csv
            }
            Format::JsonLines => Form::JsonLines,
            Format::Parquet => Form::Parquet(Box::new(parquet::Writer::new(&head, notes)?)),
        };
        Ok(Self { head, form, ready })
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<Cell<'_>>) -> Result<(), NotEncoded> {
        self.check(&cells)?;
        match &mut self.form {
            Form::Csv => csv::row(&cells, &mut self.ready),
            Form::JsonLines => json_lines::row(&self.head.columns, &cells, &mut self.ready),
            Form::Parquet(writer) => writer.push(cells, &mut self.ready)?,
        }
        Ok(())
    }

    fn check(&self, cells: &[Cell<'_>]) -> Result<(), Misfit> {
        let (table, columns) = (self.head.name, &self.head.columns);
        if columns.len() != cells.len() {
            let (columns, cells) = (columns.len(), cells.len());
            return Err(Misfit::Length { table, columns, cells });
        }
        let misfit = columns.iter().zip(cells).find(|(column, cell)| {
            !cell.fits(column.kind) || (column.required && column.kind != Kind::Codes && **cell == Cell::Absent)
        });
        misfit.map_or(Ok(()), |(column, _)| {
            Err(Misfit::Cell {
                table,
                column: column.name,
            })
        })
    }

    /// The bytes that are ready.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.ready)
    }

    /// Ends the file: the bytes that are left.
    pub fn finish(mut self) -> Result<Vec<u8>, NotEncoded> {
        if let Form::Parquet(writer) = self.form {
            writer.finish(&mut self.ready)?;
        }
        Ok(self.ready)
    }
}
