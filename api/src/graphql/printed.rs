//! Printed documents: where an empty form, a draft, an extract and a profile can be fetched as PDF or as a Word file, and where an
//! offline pack can be.

use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};
use domain::language::Language;

use crate::auth::{PrintForm, PrintGrant};
use crate::graphql::call::Call;
use crate::graphql::text::LanguageCode;

/// What a printed document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DocumentFormat {
    /// PDF, tagged, with its fonts in it.
    Pdf,
    /// A Word file.
    Docx,
}

impl From<DocumentFormat> for PrintForm {
    fn from(format: DocumentFormat) -> Self {
        match format {
            DocumentFormat::Pdf => Self::Pdf,
            DocumentFormat::Docx => Self::Docx,
        }
    }
}

/// What an offline pack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PackFormat {
    /// A workbook, for Excel and LibreOffice.
    Xlsx,
    /// JSON, for programs.
    Json,
}

impl From<PackFormat> for PrintForm {
    fn from(format: PackFormat) -> Self {
        match format {
            PackFormat::Xlsx => Self::PackXlsx,
            PackFormat::Json => Self::PackJson,
        }
    }
}

/// Where a printed document can be fetched, for a short time, by whoever has the link. It is made when it is fetched, with what
/// the person who asked may read then.
#[derive(SimpleObject)]
pub struct PrintedDocument {
    /// The link. It offers the document as an attachment.
    url: String,
    /// When it ends.
    expires_at: DateTime<Utc>,
    /// What it will be.
    media_type: &'static str,
}

impl PrintedDocument {
    /// A link to the document of an id, made now, in the language asked for by argument, else by the request.
    pub(crate) fn new(call: &Call, id: ID, form: impl Into<PrintForm>, language: Option<LanguageCode>) -> Self {
        Self::at(call, id, None, form, language)
    }

    /// The same as of a position of the register.
    pub(crate) fn at(
        call: &Call,
        id: ID,
        as_of: Option<u64>,
        form: impl Into<PrintForm>,
        language: Option<LanguageCode>,
    ) -> Self {
        let form = form.into();
        let grant = PrintGrant {
            id: id.0,
            as_of,
            reader: PrintGrant::reader_of(call.actor()),
            language: language.map_or(call.language(), Language::from).to_string(),
            form,
        };
        // The link ends sooner than a cache may ask again whether the answer still holds.
        call.keep_to_oneself();
        let (url, expires_at) = call.app().keys().links().make(&grant, call.now());
        Self {
            url,
            expires_at,
            media_type: form.media().0,
        }
    }
}
