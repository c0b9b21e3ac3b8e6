//! The console's files through the door.

use std::borrow::Cow;

use http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, ETAG,
    IF_NONE_MATCH, VARY,
};

use super::*;
use crate::http::console::{Built, File, over};

/// Long enough for compression to be worth it.
const SCRIPT: &str = "console.log('one'); console.log('two'); console.log('three'); console.log('four');";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

fn built(path: &str) -> Option<File> {
    let bytes: &'static [u8] = match path {
        "index.html" => b"<!doctype html><title>Normtrack</title><div id=root></div>",
        "index.html.br" => b"page, by Brotli",
        "demonstration.html" => b"<!doctype html><html data-demonstration><title>Normtrack</title>",
        "assets/start-Bk3x_9aZ.js" => SCRIPT.as_bytes(),
        "assets/start-Bk3x_9aZ.js.br" => b"script, by Brotli",
        "assets/start-Bk3x_9aZ.css" => b"a{}",
        "service-worker.js" => b"'a worker'",
        "assets/mark.svg" => b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "assets/../secret.js" | "assets//start.js" => b"not to be asked for",
        _ => return None,
    };
    Some(File::new(Cow::Borrowed(bytes)))
}

fn console() -> Router {
    with(
        &World::new(),
        &Limits::default(),
        false,
        over(Built {
            files: built,
            page: "index.html",
        }),
    )
}

async fn ask(router: &Router, path: &str, headers: &[(http::HeaderName, &str)]) -> Answer {
    let mut request = http::Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_address_of_a_language_is_the_page() {
    let router = console();
    for path in [
        "/",
        "/ar",
        "/zh/",
        "/en/provisions",
        "/fr/provisions/A-66-359/c?x=1",
        "/ru/a%2f..%2fb",
        "/es/assets/none.js",
        "/invitation",
    ] {
        let answer = ask(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header(CONTENT_TYPE), "text/html; charset=utf-8", "{path}");
        assert_eq!(answer.header(CACHE_CONTROL), "no-cache", "{path}");
        assert!(answer.text().contains("<title>Normtrack</title>"), "{path}");
    }
}

#[tokio::test]
async fn the_page_of_a_demonstration_says_so() {
    let page = "demonstration.html";
    let router = with(
        &World::new(),
        &Limits::default(),
        false,
        over(Built { files: built, page }),
    );
    assert!(ask(&router, "/en", &[]).await.text().contains("data-demonstration"));
    assert!(!ask(&console(), "/en", &[]).await.text().contains("data-demonstration"));
    let direct = ask(&router, "/demonstration.html", &[]).await;
    assert_eq!(direct.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn other_addresses_stay_what_they_were() {
    let router = console();
    for path in ["/de", "/enx", "/assets", "/index.html", "/EN", "/provisions", "//en"] {
        let answer = ask(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.code(), "NOT_FOUND", "{path}");
    }
    assert_eq!(get(&router, "{fast}").await.data(), json!({ "fast": 2 }));
    let request = http::Request::post("/en").body(Body::empty()).unwrap();
    let answer = send(&router, request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header(ALLOW), "GET, HEAD");
    assert_eq!(answer.code(), "INVALID");
}

#[tokio::test]
async fn the_service_worker_is_asked_for_anew_and_reaches_nothing_else() {
    let answer = ask(&console(), "/service-worker.js", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(answer.header(CACHE_CONTROL), "no-cache");
    assert_eq!(
        answer.header(CONTENT_SECURITY_POLICY),
        "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
    );
    // It looks after no more than the folder that it lies in, which nothing widens.
    assert!(answer.headers.get("service-worker-allowed").is_none());
    let tag = answer.header(ETAG).to_owned();
    let again = ask(&console(), "/service-worker.js", &[(IF_NONE_MATCH, &tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn the_page_may_load_what_is_here_and_nothing_else() {
    let answer = ask(&console(), "/en", &[]).await;
    let policy: Vec<_> = answer.header(CONTENT_SECURITY_POLICY).split("; ").collect();
    let expected = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ];
    assert_eq!(policy, expected);
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"));
    let script = ask(&console(), "/assets/start-Bk3x_9aZ.js", &[]).await;
    assert_eq!(
        script.header(CONTENT_SECURITY_POLICY),
        "default-src 'none'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn who_has_the_page_gets_304() {
    let router = console();
    let first = ask(&router, "/en", &[(ACCEPT_ENCODING, "br")]).await;
    let tag = first.header(ETAG).to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    // The tag is that of the content, whatever form it had on the wire.
    for coding in ["br", "gzip", ""] {
        let answer = ask(
            &router,
            "/ar/coverage",
            &[(IF_NONE_MATCH, &tag), (ACCEPT_ENCODING, coding)],
        )
        .await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
        assert_eq!(answer.header(ETAG), tag);
        assert_eq!(answer.header(CACHE_CONTROL), "no-cache");
        assert_eq!(answer.header(CONTENT_TYPE), "");
        assert!(answer.bytes.is_empty());
    }
    let other = ask(&router, "/en", &[(IF_NONE_MATCH, "W/\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_ever() {
    let router = console();
    for (path, content_type, cache_control) in [
        ("/assets/start-Bk3x_9aZ.js", "text/javascript; charset=utf-8", FOR_EVER),
        ("/assets/start-Bk3x_9aZ.css", "text/css; charset=utf-8", FOR_EVER),
        ("/assets/mark.svg", "image/svg+xml", "no-cache"),
    ] {
        let answer = ask(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header(CONTENT_TYPE), content_type);
        assert_eq!(answer.header(CACHE_CONTROL), cache_control);
    }
}

#[tokio::test]
async fn the_compressed_form_is_sent_as_it_is() {
    let router = console();
    let path = "/assets/start-Bk3x_9aZ.js";
    let whole = |bytes: &Bytes| bytes.as_ref() == SCRIPT.as_bytes();
    let small = ask(&router, path, &[(ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(
        (small.header(CONTENT_ENCODING), small.text()),
        ("br", "script, by Brotli")
    );
    assert_eq!(small.header(CONTENT_LENGTH), "17");
    // Where Brotli is not wanted, the door's own compression does what it does everywhere.
    let zipped = ask(&router, path, &[(ACCEPT_ENCODING, "br;q=0, gzip")]).await;
    assert_eq!(zipped.header(CONTENT_ENCODING), "gzip");
    assert_eq!(zipped.bytes[..2], [0x1f, 0x8b]);
    for coding in ["identity", "br;q=0", "br;q=5"] {
        let plain = ask(&router, path, &[(ACCEPT_ENCODING, coding)]).await;
        assert_eq!(plain.header(CONTENT_ENCODING), "", "{coding}");
        assert!(whole(&plain.bytes), "{coding}");
        assert_eq!(plain.header(VARY), "Accept-Encoding");
    }
    // Not all have such a form.
    let style = ask(&router, "/assets/start-Bk3x_9aZ.css", &[(ACCEPT_ENCODING, "br")]).await;
    assert_eq!((style.header(CONTENT_ENCODING), style.text()), ("", "a{}"));
}

#[tokio::test]
async fn head_has_the_headers_alone() {
    let router = console();
    for path in ["/en", "/assets/start-Bk3x_9aZ.js"] {
        let request = http::Request::head(path).header(ACCEPT_ENCODING, "br");
        let answer = send(&router, request.body(Body::empty()).unwrap()).await;
        let same = ask(&router, path, &[(ACCEPT_ENCODING, "br")]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers, same.headers, "{path}");
        assert!(answer.bytes.is_empty());
    }
}

#[tokio::test]
async fn what_was_not_built_is_not_there() {
    let router = console();
    for path in [
        "/assets/",
        "/assets/none-Bk3x_9aZ.js",
        "/assets/start-Bk3x_9aZ.js.br",
        "/assets/..%2fsecret.js",
        "/assets/%2fstart.js",
        "/assets/a/../../index.html",
    ] {
        let answer = ask(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let nothing = with(
        &World::new(),
        &Limits::default(),
        false,
        over(Built {
            files: |_| None,
            page: "index.html",
        }),
    );
    for path in ["/", "/en/provisions"] {
        let answer = ask(&nothing, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(
            answer.text(),
            "The console is not built: in the source, `script/console` builds it. The API answers at /graphql.\n"
        );
    }
}
