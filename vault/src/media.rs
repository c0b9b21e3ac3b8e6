//! What a document is, told from its bytes.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _};

use crate::archive;
use crate::receive::Unfit;

/// The types of documents that are kept: what offices write, print, scan and count with, and nothing that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// Portable Document Format.
    Pdf,
    /// A text document of Office Open XML, without macros.
    Docx,
    /// A spreadsheet of Office Open XML, without macros.
    Xlsx,
    /// A presentation of Office Open XML, without macros.
    Pptx,
    /// A text document of `OpenDocument`.
    Odt,
    /// A spreadsheet of `OpenDocument`.
    Ods,
    /// A presentation of `OpenDocument`.
    Odp,
    /// Plain text in UTF-8.
    Text,
    /// A table in plain text, in UTF-8.
    Csv,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Webp,
}

impl Media {
    /// Every type.
    pub const ALL: [Self; 12] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Text,
        Self::Csv,
        Self::Png,
        Self::Jpeg,
        Self::Webp,
    ];

    /// The media type (RFC 6838).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// The extensions that such a document may have, in small letters.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
        }
    }

    /// Reads [`Media::media_type`].
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.media_type() == text)
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|media| media.extensions().contains(&extension))
    }
}

/// What the whole of a document shows it to be; refused where that is none of [`Media`], or not what its extension says.
pub(crate) fn sniff(file: &mut File, extension: &str) -> Result<Media, Unfit> {
    let found = look(file, extension)?;
    match found {
        Some(media) if media.extensions().contains(&extension) => Ok(media),
        // The bytes are kept under no other name than their own.
        Some(media) => Err(Unfit::Extension {
            extension: extension.to_owned(),
            found: media,
        }),
        None => Err(Unfit::Unknown),
    }
}

fn look(file: &mut File, extension: &str) -> Result<Option<Media>, Unfit> {
    file.rewind()?;
    let mut head = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        return archive::look(BufReader::new(file));
    }
    Ok(match infer::get(&head).map(|kind| kind.mime_type()) {
        Some("application/pdf") => Some(Media::Pdf),
        Some("image/png") => Some(Media::Png),
        Some("image/jpeg") => Some(Media::Jpeg),
        Some("image/webp") => Some(Media::Webp),
        None if is_text(file)? => match Media::of_extension(extension) {
            // Nothing in the bytes tells a table from another text.
            Some(Media::Csv) => Some(Media::Csv),
            Some(_) | None => Some(Media::Text),
        },
        Some(_) | None => None,
    })
}

/// Whether a file is text in UTF-8 from beginning to end, with no control characters but those of lines and columns.
fn is_text(file: &mut File) -> io::Result<bool> {
    file.rewind()?;
    let mut reader = BufReader::new(file);
    // What is left of a character that the end of a part cut in two.
    let mut rest: Vec<u8> = Vec::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        let count = reader.read(&mut part)?;
        if count == 0 {
            return Ok(rest.is_empty());
        }
        rest.extend_from_slice(&part[..count]);
        let whole = match std::str::from_utf8(&rest) {
            Ok(_) => rest.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        let is_plain = |byte: &u8| *byte >= b' ' && *byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
        if !rest[..whole].iter().all(is_plain) {
            return Ok(false);
        }
        rest.drain(..whole);
    }
}
