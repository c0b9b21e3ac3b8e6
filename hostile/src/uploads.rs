//! Documents as they are sent as evidence, and their names.

use std::convert::Infallible;
use std::io::{Cursor, Write as _};

use bytes::Bytes;
use futures_util::stream;
use tempfile::TempDir;
use vault::{FileName, Media, Unfit, Vault};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{text, wait_for};

/// The most bytes of one document here.
const LARGEST: u64 = 64 * 1024;

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The first byte chooses the ending of the name, the rest is the document.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let office = |main: &str| archive(&[("[Content_Types].xml", b"<Types/>"), (main, b"<document/>")]);
    let open = |media: Media| {
        archive(&[
            ("mimetype", media.media_type().as_bytes()),
            ("content.xml", b"<office/>"),
        ])
    };
    let documents = [
        b"%PDF-1.7\nlaw".to_vec(),
        office("word/document.xml"),
        office("xl/workbook.xml"),
        office("ppt/presentation.xml"),
        open(Media::Odt),
        open(Media::Ods),
        open(Media::Odp),
        "Закон\n法\n".as_bytes().to_vec(),
        b"a;b\n1;2\n".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
        b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(),
    ];
    let mut seeds: Vec<_> = (0_u8..)
        .zip(documents)
        .map(|(at, document)| [vec![at], document].concat())
        .collect();
    let bomb = archive(&[("[Content_Types].xml", &vec![0; 2 * 1024 * 1024])]);
    let macros = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<document/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    let path = archive(&[
        ("../../etc/passwd", b"x"),
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
    ]);
    seeds.extend([bomb, macros, path].map(|document| [vec![1], document].concat()));
    seeds
}

/// What is received is known by its bytes under the ending of its own type; else it is refused by name, and never fails.
pub(crate) fn upload(bytes: &[u8]) {
    let Some((choice, document)) = bytes.split_first() else {
        return;
    };
    let media = Media::ALL[usize::from(*choice) % Media::ALL.len()];
    let extension = media.extensions()[0];
    thread_local! {
        static VAULT: (TempDir, Vault) = {
            let folder = TempDir::new().unwrap();
            let vault = Vault::in_folder(folder.path().to_owned(), LARGEST).unwrap();
            (folder, vault)
        };
    }
    let name = FileName::new(format!("document.{extension}")).unwrap();
    let length = document.len() as u64;
    VAULT.with(|(folder, vault)| {
        // In two parts, so that a character or a signature can be cut through.
        let (head, tail) = document.split_at(document.len() / 2);
        let parts = [head, tail].map(|part| Ok::<_, Infallible>(Bytes::copy_from_slice(part)));
        let received = wait_for(vault.receive(&name, Some(length), stream::iter(parts)));
        match received {
            Ok(received) => {
                assert_eq!((received.size, received.media), (length, media));
                assert!(length > 0 && length <= LARGEST);
                if matches!(media, Media::Text | Media::Csv) {
                    assert!(text(document).is_some_and(|text| !text.contains('\0')));
                }
            }
            Err(Unfit::Empty) => assert_eq!(length, 0),
            Err(Unfit::TooLarge { maximum }) => assert!(maximum == LARGEST && length > LARGEST),
            Err(Unfit::Extension { found, .. }) => assert_ne!(found, media),
            Err(Unfit::Unknown | Unfit::Bomb) => {}
            Err(other @ (Unfit::CutOff | Unfit::TooSlow | Unfit::Failed(_))) => panic!("{other:?}"),
        }
        assert_eq!(folder.path().read_dir().unwrap().count(), 0, "nothing is left");
    });
}

pub(crate) fn name_seeds() -> Vec<Vec<u8>> {
    let names = [
        "law.pdf",
        "Закон.docx",
        "../a.pdf",
        "a\r\nX: y.pdf",
        "fdp\u{202e}exe.pdf",
        "a\"; b\\.pdf",
        ".pdf",
        "法%00.txt",
        "e\u{301}.pdf",
    ];
    names.map(|name| name.as_bytes().to_vec()).to_vec()
}

/// A name is no path, ends no header, and comes back as it was given.
pub(crate) fn file_name(bytes: &[u8]) {
    let Some(given) = text(bytes) else { return };
    let Ok(name) = FileName::new(given) else { return };
    assert_eq!(name.as_str(), given);
    assert!(!given.contains(['/', '\\', '\0', '\r', '\n']) && !matches!(given, "." | ".."));
    assert!(!name.extension().is_empty() && !name.extension().contains('.'));
    assert!(given.to_ascii_lowercase().ends_with(&name.extension()));
    #[cfg(feature = "door")]
    crate::door::offered_as(given);
}
