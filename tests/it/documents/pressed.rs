//! PDF documents, made by the press itself and read back with poppler's programs.

use std::process::{Command, Stdio};

use api::compilation::work_all;
use domain::access::Role;
use domain::language::Language;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::json;
use tests::app::{Answer, TestApp};
use tests::delegation::file;
use tests::program;

use super::{HOSTILE, answered, drafted, fetch, of_draft, of_edition, of_edition_draft, of_filing, of_profile, url};

/// What a program of poppler says of a PDF.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut command = Command::new(program);
    let (before, after) = arguments.split_at(arguments.len().saturating_sub(1));
    let output = command
        .args(before)
        .arg(&path)
        .args(after)
        .stderr(Stdio::null())
        .output();
    let output = output.unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}"));
    String::from_utf8(output.stdout).unwrap()
}

/// The text of a PDF, page by page, without what only keeps letters in order.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-"], pdf);
    let text = text.replace(['\u{202a}', '\u{202b}', '\u{202c}', '\u{2068}', '\u{2069}'], "");
    text.trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(str::to_owned)
        .collect()
}

/// The same in one line: lines break where there is room for them.
fn line(pages: &[String]) -> String {
    pages.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pdf(answer: &Answer) -> &[u8] {
    assert_eq!(answer.status, StatusCode::OK, "{:#}", answer.json);
    assert_eq!(answer.headers[CONTENT_TYPE], "application/pdf");
    &answer.bytes
}

#[tokio::test]
async fn an_extract_as_pdf_says_what_was_filed_and_runs_nothing_of_it() {
    let app = TestApp::start().await;
    app.app().press().check().await.unwrap();
    let (team, id) = answered(&app).await;
    file(&app, &team.authority, &id).await;
    let link = url(&of_filing(&app, None, "PDF", "EN").await);
    let answer = fetch(&app, &link).await;
    let pdf = pdf(&answer);
    let text = line(&pages(pdf));
    assert!(text.contains(HOSTILE), "{text}");
    assert!(text.contains("网络安全 in Chinese"), "{text}");
    let root = app.call(None, "{ filing(position: 1) { root } }", json!({})).await;
    assert!(text.contains(root.data()["filing"]["root"].as_str().unwrap()));
    assert!(!text.contains("VT.topic_b"));
    let about = poppler("pdfinfo", &[], pdf);
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(
        about
            .lines()
            .any(|line| line.starts_with("Title:") && line.contains(": ")),
        "{about}"
    );
    assert_eq!(
        fetch(&app, &link).await.bytes,
        answer.bytes,
        "the same bytes, however often"
    );
}

#[tokio::test]
async fn a_form_as_pdf_is_in_its_language_with_its_fonts_in_it() {
    let app = TestApp::start().await;
    for (language, said) in [
        (Language::Arabic, "لا شيء هنا إلزامي"),
        (Language::Chinese, "本表没有必答题"),
        (Language::English, "Nothing here is mandatory."),
        (Language::French, "Rien n’est obligatoire."),
        (Language::Russian, "Ничто здесь не обязательно."),
        (Language::Spanish, "Nada es obligatorio."),
    ] {
        let link = of_edition(
            &app,
            "code-of-conduct-subscription/1",
            "PDF",
            &language.code().to_uppercase(),
        )
        .await;
        let answer = fetch(&app, &link).await;
        let pdf = pdf(&answer);
        let text = line(&pages(pdf));
        assert!(text.contains(said), "{language}: {text}");
        let fonts = poppler("pdffonts", &[], pdf);
        for font in fonts.lines().skip(2) {
            let mut ends = font.split_whitespace().rev().skip(2);
            let (unicode, subset, embedded) = (ends.next(), ends.next(), ends.next());
            assert_eq!(
                (embedded, subset, unicode),
                (Some("yes"), Some("yes"), Some("yes")),
                "{language}: {font}"
            );
        }
    }
}

#[tokio::test]
async fn a_draft_as_pdf_is_marked_on_every_page() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    for (language, mark) in [
        ("EN", "DRAFT, NOT FILED"),
        ("RU", "ПРОЕКТ, НЕ ПОДАНО"),
        ("ZH", "草稿，尚未提交"),
    ] {
        let answer = fetch(&app, &of_draft(&app, &team.focal, &id, "PDF", language).await).await;
        let pages = pages(pdf(&answer));
        assert!(pages.len() > 1, "{language}");
        for page in &pages {
            assert!(page.contains(mark), "{language}: {page}");
        }
    }
}

#[tokio::test]
async fn the_form_of_a_draft_is_marked_on_every_page_with_its_revision() {
    let app = TestApp::start().await;
    let (editor, id) = drafted(&app).await;
    for (language, mark, revision) in [
        ("EN", "DRAFT OF AN EDITION", "revision 2, "),
        ("FR", "PROJET D’ÉDITION", "révision 2, "),
        ("RU", "ПРОЕКТ РЕДАКЦИИ", "версия 2, "),
        // Between a digit and what is written around it a PDF may hold a space.
        ("ZH", "版本草案", "次修订，"),
    ] {
        let link = url(&of_edition_draft(&app, Some(&editor), &id, "PDF", language).await);
        let answer = fetch(&app, &link).await;
        let pages = pages(pdf(&answer));
        assert!(pages.len() > 1, "{language}");
        for page in &pages {
            assert!(page.contains(mark) && page.contains(revision), "{language}: {page}");
        }
    }
}

#[tokio::test]
async fn a_profile_and_a_compilation_are_pdf_in_every_direction_with_tags_and_contents() {
    let app = TestApp::start().await;
    let (team, id) = answered(&app).await;
    file(&app, &team.authority, &id).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for (language, contents) in [("AR", "المحتويات"), ("ZH", "目录"), ("EN", "Contents")] {
        let profile = fetch(&app, &of_profile(&app, None, "PDF", language).await).await;
        assert!(
            line(&pages(pdf(&profile))).contains("normtrack:views-2027/1#VT.topic_a"),
            "{language}"
        );
        let ask = "mutation ($input: CompileRoundInput!) { compileRound(input: $input) { compilation { id } } }";
        let input = json!({"round": "views-2027", "language": language, "format": "PDF", "readers": "PUBLIC"});
        let asked = app.call(&officer, ask, json!({"input": input})).await;
        work_all(app.app()).await.unwrap();
        let look = "query ($id: ID!) { compilation(id: $id) { status volumes { url } } }";
        let told = app
            .call(&officer, look, asked.data()["compileRound"]["compilation"].clone())
            .await;
        let compiled = fetch(&app, &url(&told.data()["compilation"]["volumes"][0])).await;
        let pdf = pdf(&compiled);
        let pages = pages(pdf);
        assert!(
            pages[1].contains(contents),
            "{language}: contents have a page of their own: {}",
            pages[1]
        );
        let text = line(&pages);
        // On a page that runs from right to left the tool tells the last bracket of the line first.
        let told = HOSTILE.split('(').next().unwrap();
        assert!(text.contains(told) && text.contains("网络安全"), "{language}: {text}");
        let about = poppler("pdfinfo", &[], pdf);
        assert!(about.contains("Tagged:          yes"), "{about}");
    }
}

#[tokio::test]
async fn the_command_line_writes_an_empty_form() {
    let folder = tempfile::tempdir().unwrap();
    for (name, begins) in [("form.pdf", b"%PDF-".as_slice()), ("form.docx", b"PK")] {
        let path = folder.path().join(name);
        let arguments = ["document", "form", "code-of-conduct-subscription/1", "--language", "ar"];
        let mut command = program::command();
        let output = command.args(arguments).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{name}");
    }
    let output = program::command()
        .args(["document", "form", "nothing/1", "a.pdf"])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "normtrack: there is no edition nothing/1\n"
    );
}
