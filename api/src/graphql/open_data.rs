//! Open data: which tables everybody may take away, and where they are.

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::language::Language;
use domain::submission::Position;
use opendata::{Definition, Format, Head, Kind, tables};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::record::{client_position, read_position};
use crate::graphql::text::LanguageCode;
use crate::open_data::{Wanted, address_of};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "OpenDataType", remote = "Kind")]
pub enum KindCode {
    /// Text.
    Text,
    /// Codes in order, possibly none.
    Codes,
    /// A whole number.
    Whole,
    /// A decimal number.
    Number,
    /// True or false.
    Truth,
    /// A day.
    Day,
    /// An instant, UTC.
    Instant,
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "OpenDataFormat", remote = "Format")]
pub enum FormatCode {
    /// RFC 4180, UTF-8. A text that a spreadsheet would run is guarded by an apostrophe; the dictionary says how.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

/// The language asked for by argument, else by the request.
fn asked(ctx: &Context<'_>, language: Option<LanguageCode>) -> Language {
    language.map_or(Call::of(ctx).language(), Language::from)
}

/// A column of a table.
pub struct Column(Definition);

/// A column of a table.
#[Object(name = "OpenDataColumn")]
impl Column {
    /// Its name.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// Its type.
    #[graphql(name = "type")]
    async fn kind(&self) -> KindCode {
        self.0.kind.into()
    }

    /// Whether every row has a value.
    async fn is_required(&self) -> bool {
        self.0.required
    }

    /// What it means, in the reader's language. What stands between backticks is code.
    async fn meaning(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> &str {
        self.0.meaning_in(asked(ctx, language))
    }
}

/// A file that can be had.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "OpenDataFile")]
pub struct File {
    /// Its format.
    format: FormatCode,
    /// Where it is, as of the position. With `&round=` and a key, of that round alone, where the table can be had by round.
    address: String,
}

/// A table of everything public of its sort.
pub struct Dataset {
    head: Head,
    as_of: Position,
}

/// A table of everything public of its sort.
#[Object(name = "OpenDataset")]
impl Dataset {
    /// Its name.
    async fn name(&self) -> &str {
        self.head.name
    }

    /// What it is called, in the reader's language.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> &str {
        self.head.title_in(asked(ctx, language))
    }

    /// What one row is, and what is not there, in the reader's language. What stands between backticks is code.
    async fn meaning(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> &str {
        self.head.meaning_in(asked(ctx, language))
    }

    /// The columns that tell rows apart.
    async fn key(&self) -> &[&str] {
        self.head.key
    }

    /// Whether it can be had of one round alone.
    async fn is_by_round(&self) -> bool {
        self.head.by_round
    }

    /// Its columns in order.
    async fn columns(&self) -> Vec<Column> {
        self.head.columns.iter().copied().map(Column).collect()
    }

    /// Its files.
    async fn files(&self, ctx: &Context<'_>) -> Vec<File> {
        let address = Call::of(ctx).app().tokens().address();
        let file = |format: Format| File {
            format: format.into(),
            address: address_of(
                address,
                &Wanted {
                    table: self.head.name,
                    format,
                    as_of: self.as_of,
                    round: None,
                },
            ),
        };
        Format::ALL.into_iter().map(file).collect()
    }
}

/// Everything public as tables.
pub struct OpenData {
    as_of: Position,
}

/// Everything public as tables, as of a position of the register: the same bytes later, unless something was withdrawn, shared
/// or published meanwhile.
#[Object]
impl OpenData {
    /// The register position: cite it.
    async fn as_of(&self) -> i32 {
        client_position(self.as_of)
    }

    /// Where the catalogue is (DCAT 3, JSON-LD).
    async fn address(&self, ctx: &Context<'_>) -> String {
        let address = Call::of(ctx).app().tokens().address();
        format!("{address}/open-data?asOf={}", self.as_of)
    }

    /// The tables.
    async fn datasets(&self) -> Vec<Dataset> {
        let dataset = |head| Dataset {
            head,
            as_of: self.as_of,
        };
        tables::all().into_iter().map(dataset).collect()
    }
}

/// Open data.
#[derive(Default)]
pub struct OpenDataQuery;

#[Object]
impl OpenDataQuery {
    /// Everything public as tables for other programs: CSV, JSON Lines and Parquet, with what each column means. With `asOf`, as
    /// of that position of the register. Whoever asks, the files hold what everybody may read.
    #[graphql(complexity = "20 + child_complexity")]
    async fn open_data(&self, ctx: &Context<'_>, as_of: Option<i32>) -> Result<OpenData, Fault> {
        let call = Call::of(ctx);
        let asked = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        let as_of = crate::log::reached(&*call.snapshot().await?, asked.map(|position| position.0), "asOf").await?;
        Ok(OpenData { as_of: Position(as_of) })
    }
}
