//! The console: the files that `script/console` builds from `web/`, inside the program.
//!
//! **Invariants.** The page may load what this server has and nothing else: no other host, no script and no style in the
//! page itself. Only the views under `/LANGUAGE/embed/` may be shown in a frame by pages of others: everybody reads them, nobody
//! is signed in there, and nothing in them acts. A file with a hash in its name never changes, so it may be kept for ever; everything else is asked for
//! again each time, which costs a 304.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::language::Language;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use sha2::{Digest as _, Sha256};

use super::accept::weight;
use super::cache::{Tag, names};
use super::router::Framed;

/// A built file.
#[derive(Clone)]
pub(super) struct File {
    bytes: Cow<'static, [u8]>,
    tag: Tag,
}

impl File {
    pub(super) fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        let tag = Tag(Sha256::digest(&bytes).into());
        Self { bytes, tag }
    }
}

/// Where the files come from, by their path: tests bring their own.
type Files = fn(&str) -> Option<File>;

/// What the build left, and which of its pages is served.
#[derive(Clone, Copy)]
pub(super) struct Built {
    pub(super) files: Files,
    pub(super) page: &'static str,
}

/// What was built last: a program for development reads the folder each time, and need not be built again with it.
#[cfg(debug_assertions)]
fn built(path: &str) -> Option<File> {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/dist"));
    std::fs::read(folder.join(path)).ok().map(File::new)
}

/// What was built when the program was.
#[cfg(not(debug_assertions))]
fn built(path: &str) -> Option<File> {
    use std::collections::HashMap;

    use include_dir::{Dir, include_dir};

    static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../web/dist");
    static FILES: LazyLock<HashMap<&'static str, File>> = LazyLock::new(|| {
        let (mut folders, mut files) = (vec![&EMBEDDED], HashMap::new());
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            let named = folder
                .files()
                .filter_map(|file| Some((file.path().to_str()?, file.contents())));
            files.extend(named.map(|(path, bytes)| (path, File::new(bytes))));
        }
        files
    });
    FILES.get(path).cloned()
}

/// The list of what the console asks, as its build wrote it; nothing where it was not built.
pub(super) fn documents() -> Option<Vec<u8>> {
    Some(built("documents.json")?.bytes.into_owned())
}

/// The console's addresses: one page for all of them, which finds out itself what to show. That of a demonstration says that
/// it is one.
pub fn console(demonstration: bool) -> Router {
    over(Built {
        files: built,
        page: if demonstration {
            "demonstration.html"
        } else {
            "index.html"
        },
    })
}

pub(super) fn over(built: Built) -> Router {
    let mut addresses = Router::new()
        .route("/", get(page))
        // Where the link of an invitation leads, before it is known which language its reader prefers.
        .route("/invitation", get(page))
        .route("/assets/{*name}", get(asset))
        .route("/service-worker.js", get(worker));
    for language in Language::ALL {
        let code = language.code();
        for view in EMBEDDED {
            addresses = addresses.route(&format!("/{code}/embed/{view}"), get(embedded));
        }
        addresses = addresses
            .route(&format!("/{code}"), get(page))
            .route(&format!("/{code}/"), get(page))
            .route(&format!("/{code}/{{*place}}"), get(page));
    }
    addresses.with_state(built)
}

/// The views that may stand in pages of others, as they are addressed without their language; `web/src/app/embedding.ts` has the
/// same.
const EMBEDDED: [&str; 10] = [
    "comparison",
    "coverage/{round}",
    "filings/{position}",
    "needs-against-offers",
    "open-data",
    "participation",
    "register",
    "search",
    "states/{code}",
    "trends",
];

const NOT_BUILT: &str =
    "The console is not built: in the source, `script/console` builds it. The API answers at /graphql.\n";

/// What the page may do, beside the headers that all answers carry.
static PAGE: LazyLock<[(HeaderName, HeaderValue); 2]> = LazyLock::new(|| told("'self'", "'none'"));

/// The same of a page that stands in one of somebody else: it may be there, and sends nothing anywhere.
static EMBEDDED_PAGE: LazyLock<[(HeaderName, HeaderValue); 2]> = LazyLock::new(|| told("'none'", "*"));

fn told(forms: &str, ancestors: &str) -> [(HeaderName, HeaderValue); 2] {
    let value = |text: &str| HeaderValue::from_str(text).expect("our own words are visible ASCII");
    [
        (CONTENT_SECURITY_POLICY, value(&policy(forms, ancestors))),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            value("same-origin"),
        ),
    ]
}

/// The only style elements: rules that React Aria puts into the page, letter for letter. The tests in a browser find out when a
/// new release changes them.
const STYLES: [&str; 2] = [
    "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}",
    "@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}",
];

fn policy(forms: &str, ancestors: &str) -> String {
    use base64::Engine as _;
    let hashes = STYLES.map(|style| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style)));
    let [pressable, overlay] = hashes;
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{pressable}' 'sha256-{overlay}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
         worker-src 'self'; form-action {forms}; frame-ancestors {ancestors}"
    )
}

/// The service worker runs what it is and fetches what is here; it loads nothing.
const WORKER: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

async fn page(State(Built { files, page }): State<Built>, headers: HeaderMap) -> Response {
    let Some(mut response) = answer(files, page, &headers) else {
        return (StatusCode::NOT_FOUND, NOT_BUILT).into_response();
    };
    for (name, value) in &*PAGE {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

/// The same page, which finds out from its address that it is in a frame.
async fn embedded(State(Built { files, page }): State<Built>, headers: HeaderMap) -> Response {
    let Some(mut response) = answer(files, page, &headers) else {
        return (StatusCode::NOT_FOUND, NOT_BUILT).into_response();
    };
    for (name, value) in &*EMBEDDED_PAGE {
        response.headers_mut().insert(name, value.clone());
    }
    response.extensions_mut().insert(Framed);
    response
}

async fn asset(State(Built { files, .. }): State<Built>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    answer(files, &format!("assets/{name}"), &headers)
        .unwrap_or_else(|| (StatusCode::NOT_FOUND, "There is no such file.\n").into_response())
}

/// What keeps the console on a device, so that it opens without a connection. At the root, because what it may look after is
/// what lies below it; and asked for anew at each visit, so that nobody keeps an old one.
async fn worker(State(Built { files, .. }): State<Built>, headers: HeaderMap) -> Response {
    let Some(mut response) = answer(files, "service-worker.js", &headers) else {
        return (StatusCode::NOT_FOUND, NOT_BUILT).into_response();
    };
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER));
    response
}

/// The file, or 304 for who has it already; nothing if it was not built.
fn answer(files: Files, path: &str, headers: &HeaderMap) -> Option<Response> {
    let kind = media_type(path)?;
    let is_plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let file = is_plain.then(|| files(path)).flatten()?;
    let tag = file.tag.header();
    let mut response = if names(headers.get(IF_NONE_MATCH), &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let small = prefers_brotli(headers).then(|| files(&format!("{path}.br"))).flatten();
        let is_small = small.is_some();
        let mut response = Response::new(Body::from(small.unwrap_or(file).bytes));
        let fields = response.headers_mut();
        fields.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if is_small {
            fields.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        response
    };
    let fields = response.headers_mut();
    fields.insert(ETAG, tag);
    fields.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    let lasting = if is_named_by_hash(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    fields.insert(CACHE_CONTROL, HeaderValue::from_static(lasting));
    Some(response)
}

/// The kinds of files that the build makes; the compressed form of a file has no address of its own.
fn media_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Whether the name ends in the eight letters of a hash, as the build writes them: `start-Bk3x_9aZ.js`.
fn is_named_by_hash(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let Some((rest, hash)) = stem.len().checked_sub(8).and_then(|at| stem.split_at_checked(at)) else {
        return false;
    };
    path.starts_with("assets/")
        && rest.ends_with('-')
        && hash
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && hash.bytes().any(|byte| !byte.is_ascii_lowercase())
}

/// Whether Brotli is accepted, and gzip not liked better (RFC 9110 section 12.5.3).
fn prefers_brotli(headers: &HeaderMap) -> bool {
    let (mut brotli, mut gzip, mut any) = (None, None, None);
    for value in headers.get_all(ACCEPT_ENCODING) {
        for part in value.to_str().unwrap_or_default().split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let coding = pieces.next().unwrap_or_default().to_ascii_lowercase();
            let place = match coding.as_str() {
                "br" => &mut brotli,
                "gzip" => &mut gzip,
                "*" => &mut any,
                _ => continue,
            };
            *place = Some(weight(pieces).unwrap_or(0));
        }
    }
    let brotli = brotli.or(any).unwrap_or(0);
    brotli > 0 && brotli >= gzip.or(any).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_who_accepts_it_and_likes_nothing_better() {
        let table: &[(&[&str], bool)] = &[
            (&[], false),
            (&[""], false),
            (&["gzip, deflate, br, zstd"], true),
            (&["gzip", "br"], true),
            (&["BR"], true),
            (&["br;q=0"], false),
            (&["br;q=0.000, *"], false),
            (&["br; q=0.5, gzip;q=0.5"], true),
            (&["br;q=0.5, gzip"], false),
            (&["br;q=2"], false),
            (&["*"], true),
            (&["*;q=0"], false),
            (&["gzip, *;q=0.1"], false),
            (&["identity"], false),
            (&["brotli"], false),
        ];
        for (values, expected) in table {
            let mut headers = HeaderMap::new();
            for value in *values {
                headers.append(ACCEPT_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(prefers_brotli(&headers), *expected, "{values:?}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for (path, expected) in [
            ("assets/start-Bk3x_9aZ.js", true),
            ("assets/start-page-B-3x_9aZ.css", true),
            ("assets/mark.svg", false),
            ("assets/mark-blueline.svg", false),
            ("assets/Bk3x_9aZ.js", false),
            ("index.html", false),
            ("index-Bk3x_9aZ.html", false),
            ("assets/م-Bk3x_9aZ.js", true),
            ("assets/-م3x_9aZ.js", false),
        ] {
            assert_eq!(is_named_by_hash(path), expected, "{path}");
        }
    }
}
