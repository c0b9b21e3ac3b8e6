//! Offline packs as they are handed back: files of either form, and workbooks with any sheet in them.

use std::io::{Cursor, Write as _};

use catalogue::Catalogue;
use domain::language::Language;
use pack::{Names, Pack, SealKey, Source, open};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const KEY: SealKey = SealKey::new([7; 32]);

/// Reads the bytes as a file, and as a sheet and the texts of a workbook.
pub(crate) fn pack(bytes: &[u8]) {
    whatever_is_opened_is_whole(bytes);
    whatever_is_opened_is_whole(&workbook(bytes));
}

/// What opens comes back the same from its short form; what does not is told why.
fn whatever_is_opened_is_whole(bytes: &[u8]) {
    match open(bytes, &KEY) {
        Ok(opened) => {
            let short = opened.to_json();
            assert_eq!(open(short.as_bytes(), &KEY).unwrap().to_json(), short);
        }
        Err(refused) => assert!(!refused.is_empty()),
    }
}

fn workbook(part: &[u8]) -> Vec<u8> {
    let relations = br#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="identification" r:id="a"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", part),
        ("xl/sharedStrings.xml", part),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let catalogue = Catalogue::load().unwrap_or_else(|report| panic!("{:?}", report.faults));
    let smallest = catalogue
        .editions()
        .iter()
        .min_by_key(|edition| edition.questions().count());
    let edition = smallest.unwrap();
    let pack = Pack {
        source: Source {
            submission: domain::id::SubmissionId(uuid::Uuid::nil()),
            state: "QMA".parse().unwrap(),
            round: "round-2027".parse().unwrap(),
            edition: edition.id().clone(),
            edition_hash: *edition.hash(),
            language: Language::English,
            made_at: chrono::DateTime::UNIX_EPOCH,
        },
        edition,
        norms: &catalogue.norms,
        names: Names {
            state: "QMA".to_owned(),
            round: "A round".to_owned(),
            states: Vec::new(),
            is_demonstration: true,
        },
        sections: edition.sections().map(|placed| placed.section.code.clone()).collect(),
        answers: std::collections::BTreeMap::new(),
    };
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c>
        <c t="inlineStr"><is><t xml:space="preserve">_x000A_ &amp; &#65;</t></is></c></row></sheetData></worksheet>"#;
    let texts = "<sst><si><t>a</t><rPh><t>b</t></rPh></si><si><r><t>c</t></r></si></sst>";
    vec![
        pack.to_xlsx(&KEY).unwrap(),
        pack.to_json(&KEY).into_bytes(),
        sheet.as_bytes().to_vec(),
        texts.as_bytes().to_vec(),
    ]
}
