//! What a vault takes, keeps and gives back, on a disk.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare has failed")]

use std::convert::Infallible;
use std::io::{Cursor, Write as _};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use vault::{FileName, Media, Place, Received, Unfit, Vault, VaultError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LARGEST: u64 = 12 * 1024 * 1024;

fn open() -> (TempDir, Vault) {
    let folder = TempDir::new().unwrap();
    let vault = Vault::in_folder(folder.path().join("evidence"), LARGEST).unwrap();
    (folder, vault)
}

fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..size).map(|at| u8::try_from(at % 251).unwrap()));
    bytes
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn receive(vault: &Vault, name: &str, bytes: &[u8]) -> Result<Received, Unfit> {
    let parts: Vec<_> = bytes
        .chunks(10_000)
        .map(|part| Ok::<_, Infallible>(Bytes::copy_from_slice(part)))
        .collect();
    let name = FileName::new(name).unwrap();
    vault
        .receive(&name, Some(bytes.len() as u64), stream::iter(parts))
        .await
}

/// How many files there are, of whatever kind.
fn files(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn what_was_kept_is_read_whole_and_in_parts_until_it_is_removed() {
    let (folder, vault) = open();
    // One that goes at once, and one that goes in parts.
    for size in [100, 9_000_000] {
        let bytes = pdf(size);
        let received = receive(&vault, "law.pdf", &bytes).await.unwrap();
        assert_eq!((received.size, received.media), (bytes.len() as u64, Media::Pdf));
        assert_eq!(received.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
        let place = Place::of("QMA", &received.sha256, 1);
        vault.keep(&place, &received).await.unwrap();
        // A second process over the same folder.
        let vault = Vault::in_folder(folder.path().join("evidence"), LARGEST).unwrap();
        let read = |range| async {
            let parts = vault.read(&place, range).await?;
            parts.map_ok(|part| part.to_vec()).try_concat().await
        };
        assert_eq!(read(None).await.unwrap(), bytes);
        assert_eq!(read(Some(5..50)).await.unwrap(), bytes[5..50]);
        vault.remove(&place).await.unwrap();
        vault.remove(&place).await.unwrap();
        assert!(matches!(read(None).await, Err(VaultError::Missing)));
    }
    assert_eq!(files(folder.path()), 0);
}

#[tokio::test]
async fn a_document_is_what_its_bytes_say_and_its_name_agrees() {
    let (_folder, vault) = open();
    let docx = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let xlsx = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]);
    let pptx = archive(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<w/>")]);
    let macros = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"Sub"),
    ]);
    let open = |kind: &str| {
        let kind = format!("application/vnd.oasis.opendocument.{kind}");
        archive(&[("mimetype", kind.as_bytes()), ("content.xml", b"<o/>")])
    };
    let (odt, ods, odp) = (open("text"), open("spreadsheet"), open("presentation"));
    let plain = archive(&[("a.txt", b"a")]);
    let damaged = {
        let mut bytes = archive(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", &[b'x'; 5_000]),
        ]);
        let middle = bytes.windows(4).position(|four| four == b".xml").unwrap() + 6;
        bytes[middle] ^= 0x55;
        bytes
    };
    let webp = [b"RIFF\x24\0\0\0WEBPVP8 ".as_slice(), &[0; 20]].concat();
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 20]].concat();
    let jpeg = [b"\xff\xd8\xff\xe0".as_slice(), &[0; 20]].concat();
    let long = "ア".repeat(60_000);
    let table: [(&str, &[u8], Result<Media, &str>); 26] = [
        ("a.pdf", &pdf(10), Ok(Media::Pdf)),
        ("a.PDF", &pdf(10), Ok(Media::Pdf)),
        ("a.docx", &docx, Ok(Media::Docx)),
        ("a.xlsx", &xlsx, Ok(Media::Xlsx)),
        ("a.pptx", &pptx, Ok(Media::Pptx)),
        ("a.odt", &odt, Ok(Media::Odt)),
        ("a.ods", &ods, Ok(Media::Ods)),
        ("a.odp", &odp, Ok(Media::Odp)),
        ("a.png", &png, Ok(Media::Png)),
        ("a.jpg", &jpeg, Ok(Media::Jpeg)),
        ("a.jpeg", &jpeg, Ok(Media::Jpeg)),
        ("a.webp", &webp, Ok(Media::Webp)),
        ("a.txt", long.as_bytes(), Ok(Media::Text)),
        ("a.csv", "a;b\r\nقانون;2\r\n".as_bytes(), Ok(Media::Csv)),
        ("a.docx", &pdf(10), Err("extension")),
        ("a.pdf", &docx, Err("extension")),
        ("a.pdf", b"just text", Err("extension")),
        ("a.exe", &pdf(10), Err("extension")),
        ("a.docx", &macros, Err("unknown")),
        ("a.docx", &damaged, Err("unknown")),
        ("a.docx", &plain, Err("unknown")),
        ("a.zip", &plain, Err("unknown")),
        ("a.txt", b"\x7fELF\x02\x01\x01", Err("unknown")),
        ("a.txt", b"nul \0 inside", Err("unknown")),
        ("a.txt", b"cut \xe2\x82", Err("unknown")),
        ("a.txt", b"<!DOCTYPE html><script>", Err("unknown")),
    ];
    for (name, bytes, expected) in table {
        let found = match receive(&vault, name, bytes).await {
            Ok(received) => Ok(received.media),
            Err(Unfit::Extension { .. }) => Err("extension"),
            Err(Unfit::Unknown) => Err("unknown"),
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(found, expected, "{name} {:?}", &bytes[..bytes.len().min(12)]);
    }
}

#[tokio::test]
async fn an_archive_that_expands_to_more_than_a_document_would_is_refused() {
    let (folder, vault) = open();
    let zeros = vec![0; 64 * 1024 * 1024];
    let bomb = archive(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", &zeros),
    ]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(receive(&vault, "a.docx", &bomb).await, Err(Unfit::Bomb)));
    // One that is small however hard it is packed is none.
    let small = archive(&[
        ("[Content_Types].xml", b"".as_slice()),
        ("word/document.xml", &zeros[..1_000_000]),
    ]);
    assert!(receive(&vault, "a.docx", &small).await.is_ok());
    let names: Vec<String> = (0..=vault::MOST_ENTRIES).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(
        receive(&vault, "a.docx", &archive(&many)).await,
        Err(Unfit::Bomb)
    ));
    assert_eq!(files(folder.path()), 0);
}

#[tokio::test]
async fn what_breaks_off_or_is_too_large_or_empty_leaves_nothing() {
    let (folder, vault) = open();
    let name = FileName::new("law.pdf").unwrap();
    let part = || Bytes::from(pdf(1_000));
    let broken = stream::iter([Ok(part()), Err("connection reset")]);
    assert!(matches!(
        vault.receive(&name, Some(5_000), broken).await,
        Err(Unfit::CutOff)
    ));
    let short = stream::iter([Ok::<_, Infallible>(part())]);
    assert!(matches!(
        vault.receive(&name, Some(5_000), short).await,
        Err(Unfit::CutOff)
    ));
    assert!(matches!(receive(&vault, "law.pdf", b"").await, Err(Unfit::Empty)));
    let announced = vault.receive(&name, Some(LARGEST + 1), stream::pending::<Result<_, Infallible>>());
    assert!(matches!(announced.await, Err(Unfit::TooLarge { maximum: LARGEST })));
    // Whoever announces nothing is counted.
    let endless = stream::repeat_with(|| Ok::<_, Infallible>(part())).boxed();
    assert!(matches!(
        vault.receive(&name, None, endless).await,
        Err(Unfit::TooLarge { .. })
    ));
    assert_eq!(files(folder.path()), 0);
}
