//! Everything public as tables that other programs read: CSV, JSON Lines and Parquet, with a data dictionary, CSVW and DCAT.
//!
//! **Invariants.** A table is defined once ([`Table`]): the name, type and meaning of each column stand beside the function
//! that reads its cell, and every format, the dictionary and the metadata follow from that. The same rows give the same bytes,
//! in every format, in every process. Nothing is collected: rows go in one after the other, bytes come out as they are ready.
//! What may be shown is decided before a row gets here; this room asks nobody who reads. It knows no clock, no database and no
//! HTTP.
//!
//! **To add a column**, add its line to the table in `tables/`, and what it means to each file in `locales/`: English stands beside
//! the column, the other five languages there, by the English sentence. **To add a table**, write it there and name it in
//! [`tables::all`]; whoever fills it does so by [`Table::row`].

mod cell;
mod csv;
mod encoder;
mod json_lines;
mod metadata;
mod parquet;
mod table;
pub mod tables;
mod words;

pub use cell::{Cell, Kind};
pub use csv::unguarded;
pub use encoder::{Encoder, Format, Misfit, NotEncoded};
pub use metadata::{Catalogue, Distribution, catalogue, csv_metadata, dictionary};
pub use table::{Column, Definition, Head, Table};
