//! A printed document as a Word file (ECMA-376). The same document is the same bytes.
//!
//! Written here and not by a library, because those that are kept know neither paragraphs from right to left nor the language
//! of a run (docs/adr/0024-printed-documents.md).

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::ooxml::{CONTENT_TYPES, HEAD, PACKAGE, SETTINGS, SPACES, escaped, lang, relations, styles};
use crate::value::{Asked, Block, Direction, Printed, Words};

/// The media type of a Word file.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Why there is no Word file.
#[derive(Debug, Error)]
pub enum DocxError {
    /// The package.
    #[error("the package cannot be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part of it.
    #[error("a part cannot be written: {0}")]
    Part(#[from] std::io::Error),
    /// A picture.
    #[error("a picture cannot be written: {0}")]
    Picture(#[from] png::EncodingError),
}

/// The Word file of a document.
pub fn docx(printed: &Printed) -> Result<Vec<u8>, DocxError> {
    let mut body = Body {
        printed,
        text: String::new(),
        links: Vec::new(),
        pictures: Vec::new(),
    };
    body.whole();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The first instant that a package can name: not that of printing.
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let is_rtl = printed.direction == Direction::Rtl;
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", core(printed)),
        ("word/document.xml", std::mem::take(&mut body.text)),
        (
            "word/_rels/document.xml.rels",
            relations(body.pictures.len(), &body.links),
        ),
        ("word/styles.xml", styles(printed.language, is_rtl)),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/header1.xml", header(printed)),
        ("word/footer1.xml", footer(printed)),
    ];
    for (name, part) in &parts {
        package.start_file(*name, options)?;
        package.write_all(HEAD.as_bytes())?;
        package.write_all(part.as_bytes())?;
    }
    for (number, modules) in (1..).zip(&body.pictures) {
        package.start_file(format!("word/media/qr{number}.png"), options)?;
        package.write_all(&picture(modules)?)?;
    }
    Ok(package.finish()?.into_inner())
}

fn core(printed: &Printed) -> String {
    let created = printed.date.map_or(String::new(), |date| {
        format!(
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>"#,
            date.rfc3339()
        )
    });
    format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:language>{}</dc:language>{created}</cp:coreProperties>"#,
        escaped(&printed.title),
        printed.language
    )
}

/// A run of text in a language and a direction; `properties` come first, as their order is fixed.
fn run(text: &str, language: &str, direction: Direction, style: Option<&str>) -> String {
    let style = style.map_or(String::new(), |style| format!(r#"<w:rStyle w:val="{style}"/>"#));
    let rtl = if direction == Direction::Rtl { "<w:rtl/>" } else { "" };
    format!(
        r#"<w:r><w:rPr>{style}{rtl}{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
        lang(language),
        escaped(text)
    )
}

fn paragraph(style: &str, direction: Direction, runs: &str) -> String {
    let bidi = match direction {
        Direction::Rtl => "<w:bidi/>",
        // Said, because the defaults of an Arabic document are the other way round.
        Direction::Ltr => r#"<w:bidi w:val="0"/>"#,
    };
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{runs}</w:p>"#)
}

fn field(instruction: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

fn header(printed: &Printed) -> String {
    let own = |text: &str, style| run(text, printed.language, printed.direction, style);
    let mut runs = own(&printed.header, None);
    if let Some(mark) = &printed.mark {
        runs += &own("  ", None);
        runs += &own(mark, Some("Mark"));
    }
    format!(
        "<w:hdr {SPACES}>{}</w:hdr>",
        paragraph("Header", printed.direction, &runs)
    )
}

fn footer(printed: &Printed) -> String {
    let own = |text: &str| run(text, printed.language, printed.direction, None);
    let runs = own(&printed.footer) + &own("  ") + &field("PAGE") + &own(" / ") + &field("NUMPAGES");
    format!(
        "<w:ftr {SPACES}>{}</w:ftr>",
        paragraph("Footer", printed.direction, &runs)
    )
}

/// The modules of a QR code with a quiet zone of four, one pixel each.
fn picture(modules: &[String]) -> Result<Vec<u8>, DocxError> {
    const QUIET: usize = 4;
    let size = modules.len() + 2 * QUIET;
    let mut pixels = vec![u8::MAX; size * size];
    for (y, row) in modules.iter().enumerate() {
        for (x, module) in row.bytes().enumerate() {
            if module == b'1' {
                pixels[(y + QUIET) * size + x + QUIET] = 0;
            }
        }
    }
    let side = u32::try_from(size).unwrap_or(u32::MAX);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

/// The side of a printed QR code: 34 mm in English Metric Units.
const SIDE: u32 = 34 * 36_000;

struct Body<'a> {
    printed: &'a Printed,
    text: String,
    links: Vec<String>,
    pictures: Vec<&'a [String]>,
}

impl<'a> Body<'a> {
    fn whole(&mut self) {
        let printed = self.printed;
        let _ = write!(self.text, "<w:document {SPACES}><w:body>");
        let title = self.own(&printed.title, None);
        self.text += &paragraph("Title", printed.direction, &title);
        for block in &printed.blocks {
            self.block(block);
        }
        let bidi = if printed.direction == Direction::Rtl {
            "<w:bidi/>"
        } else {
            ""
        };
        let _ = write!(
            self.text,
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1560" w:right="1247" w:bottom="1360" w:left="1247" w:header="700" w:footer="600" w:gutter="0"/>{bidi}</w:sectPr></w:body></w:document>"#
        );
    }

    /// A run in the language of the document.
    fn own(&self, text: &str, style: Option<&str>) -> String {
        run(text, self.printed.language, self.printed.direction, style)
    }

    /// Words with their badges.
    fn runs(&self, words: &Words) -> String {
        let mut runs = run(&words.text, words.language, words.direction, None);
        for badge in &words.badges {
            runs += &self.own(&format!(" [{badge}]"), Some("Badge"));
        }
        runs
    }

    /// The side on which words begin: codes and numbers stand where the document's own lines do.
    fn side(&self, words: &Words) -> Direction {
        if words.language == self.printed.language {
            self.printed.direction
        } else {
            words.direction
        }
    }

    fn words(&mut self, style: &str, words: &Words) {
        let runs = self.runs(words);
        self.text += &paragraph(style, self.side(words), &runs);
    }

    fn line(&mut self, style: &str, text: &str) {
        let runs = self.own(text, None);
        self.text += &paragraph(style, self.printed.direction, &runs);
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { level, words } => self.words(&format!("Heading{level}"), words),
            Block::Paragraph { words } => self.words("Normal", words),
            Block::Note { words } => self.words("Note", words),
            Block::Facts { rows } => {
                let rows = rows.iter().map(|fact| {
                    let label = self.own(&fact.label, None);
                    let label = paragraph("Hint", self.printed.direction, &label);
                    let value = paragraph("Normal", self.side(&fact.value), &self.runs(&fact.value));
                    [label, value]
                });
                let rows: Vec<_> = rows.collect();
                self.table(&[3_000, 6_400], None, rows.iter().map(<[String; 2]>::as_slice));
            }
            Block::Table { head, rows } => {
                let width = 9_400 / u32::try_from(head.len().max(1)).unwrap_or(1);
                let head: Vec<_> = head
                    .iter()
                    .map(|name| paragraph("Question", self.printed.direction, &self.own(name, None)))
                    .collect();
                let rows: Vec<Vec<_>> = rows
                    .iter()
                    .map(|row| {
                        let cells = row
                            .iter()
                            .map(|words| paragraph("Normal", self.side(words), &self.runs(words)));
                        cells.collect()
                    })
                    .collect();
                self.table(&vec![width; head.len()], Some(&head), rows.iter().map(Vec::as_slice));
            }
            Block::Contents { title, depth } => self.contents(title, *depth),
            Block::Question(asked) => self.question(asked),
            Block::Qr { modules, link, caption } => {
                self.line("Normal", caption);
                self.pictures.push(modules);
                let number = self.pictures.len();
                let alt = escaped(&format!("{caption} {link}"));
                let picture = format!(
                    r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{SIDE}" cy="{SIDE}"/><wp:docPr id="{number}" name="QR {number}" descr="{alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="QR {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{SIDE}" cy="{SIDE}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
                );
                self.text += &paragraph("Normal", self.printed.direction, &picture);
                self.links.push(link.clone());
                let number = self.links.len();
                let shown = run(link, self.printed.language, Direction::Ltr, Some("Hyperlink"));
                let link = format!(r#"<w:hyperlink r:id="link{number}">{shown}</w:hyperlink>"#);
                self.text += &paragraph("Normal", Direction::Ltr, &link);
            }
        }
    }

    /// A table of contents, as Word keeps one: a field whose text are the headings, to which Word adds pages when it is asked to
    /// bring it up to date.
    fn contents(&mut self, title: &str, depth: u8) {
        const BREAK: &str = r#"<w:r><w:br w:type="page"/></w:r>"#;
        let printed = self.printed;
        let heading = self.own(title, Some("ContentsTitle"));
        self.text += &paragraph("Normal", printed.direction, &format!("{BREAK}{heading}"));
        let mut begin = format!(
            r#"<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-{depth}" \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#
        );
        for block in &printed.blocks {
            if let Block::Heading { level, words } = block
                && *level <= depth
            {
                let runs = std::mem::take(&mut begin) + &run(&words.text, words.language, words.direction, None);
                self.text += &paragraph(&format!("TOC{level}"), self.side(words), &runs);
            }
        }
        let end = begin + r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"# + BREAK;
        self.text += &paragraph("Normal", printed.direction, &end);
    }

    fn question(&mut self, asked: &Asked) {
        let code = run(&asked.code, self.printed.language, Direction::Ltr, None);
        self.text += &paragraph("Code", self.printed.direction, &code);
        self.words("Question", &asked.prompt);
        for help in &asked.help {
            self.words("Hint", help);
        }
        if let Some(hint) = &asked.hint {
            self.line("Hint", hint);
        }
        for option in &asked.options {
            let runs = self.own("☐ ", None) + &self.runs(option);
            self.text += &paragraph("Answer", self.side(option), &runs);
        }
        if let Some(standing) = &asked.standing {
            self.line("Standing", standing);
        }
        for answer in &asked.answer {
            self.words("Answer", answer);
        }
        for note in &asked.notes {
            self.line("Note", note);
        }
        for _ in 0..asked.lines {
            self.text += &paragraph("Line", self.printed.direction, "");
        }
    }

    /// A table of cells that are paragraphs already.
    fn table<'c>(&mut self, widths: &[u32], head: Option<&[String]>, rows: impl Iterator<Item = &'c [String]>) {
        let bidi = if self.printed.direction == Direction::Rtl {
            "<w:bidiVisual/>"
        } else {
            ""
        };
        let line = r#"w:val="single" w:sz="4" w:space="0" w:color="9AA5B1""#;
        let _ = write!(
            self.text,
            r#"<w:tbl><w:tblPr>{bidi}<w:tblW w:w="0" w:type="auto"/><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders></w:tblPr><w:tblGrid>"#
        );
        for width in widths {
            let _ = write!(self.text, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.text += "</w:tblGrid>";
        let head = head
            .into_iter()
            .map(|cells| (r"<w:trPr><w:tblHeader/></w:trPr>", cells));
        for (properties, cells) in head.chain(rows.map(|cells| ("", cells))) {
            self.text += "<w:tr>";
            self.text += properties;
            for (cell, width) in cells.iter().zip(widths) {
                let _ = write!(
                    self.text,
                    r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>"#
                );
            }
            self.text += "</w:tr>";
        }
        // A table that another one follows would run into it.
        self.text += "</w:tbl><w:p/>";
    }
}
