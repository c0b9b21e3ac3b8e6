//! Printed documents: where an empty form, a draft, an extract and a profile can be fetched as PDF or as a Word file.

use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};
use domain::language::Language;

use crate::auth::PrintGrant;
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
    pub(crate) fn new(call: &Call, id: ID, format: DocumentFormat, language: Option<LanguageCode>) -> Self {
        Self::at(call, id, None, format, language)
    }

    /// The same as of a position of the register.
    pub(crate) fn at(
        call: &Call,
        id: ID,
        as_of: Option<u64>,
        format: DocumentFormat,
        language: Option<LanguageCode>,
    ) -> Self {
        let pdf = format == DocumentFormat::Pdf;
        let grant = PrintGrant {
            id: id.0,
            as_of,
            reader: PrintGrant::reader_of(call.actor()),
            language: language.map_or(call.language(), Language::from).to_string(),
            pdf,
        };
        // The link ends sooner than a cache may ask again whether the answer still holds.
        call.keep_to_oneself();
        let (url, expires_at) = call.app().keys().links().make(&grant, call.now());
        Self {
            url,
            expires_at,
            media_type: if pdf { document::PDF } else { document::DOCX },
        }
    }
}
