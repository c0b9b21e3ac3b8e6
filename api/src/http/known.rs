//! The documents that callers are limited to who have not signed in.
//!
//! A list is a manifest of persisted operations: Apollo's (`{"format": "apollo-persisted-query-manifest", "operations":
//! [{"id", "body"}]}`), or an object from ids to documents, as Relay writes it. Each document is also known by the SHA-256 of
//! its text, in the form of GraphQL over HTTP: `documentId=sha256:…`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_graphql::parser::parse_query;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::console;
use super::limits::words;

/// Why a list cannot be used.
#[derive(Debug, Error)]
pub enum ListRefused {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Neither of the forms.
    #[error("it is no manifest of persisted operations: an object from ids to documents, or with a list of operations")]
    Form,
    /// A document that is none.
    #[error("the document {id} is not GraphQL: {reason}")]
    Document {
        /// Its id.
        id: String,
        /// The parser's words.
        reason: String,
    },
    /// An id that says it is a hash, of another text.
    #[error("the id {0} is the SHA-256 of another document")]
    Hash(String),
    /// Two documents of one id.
    #[error("the id {0} stands for two documents")]
    Twice(String),
}

/// A list.
#[derive(Clone, Debug, Default)]
pub struct KnownDocuments {
    texts: HashMap<String, Arc<str>>,
    forms: HashSet<[u8; 32]>,
}

impl KnownDocuments {
    /// What a file lists, and what the console that was built with the program asks.
    pub fn read(path: &Path) -> Result<Self, ListRefused> {
        let text = fs::read(path).map_err(|source| ListRefused::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let mut list = Self::of(&text)?;
        if let Some(own) = console::documents() {
            list.add(&own)?;
        }
        Ok(list)
    }

    /// What a manifest lists.
    pub fn of(manifest: &[u8]) -> Result<Self, ListRefused> {
        let mut list = Self::default();
        list.add(manifest)?;
        Ok(list)
    }

    /// How many documents it lists.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    fn add(&mut self, manifest: &[u8]) -> Result<(), ListRefused> {
        let manifest: Value = serde_json::from_slice(manifest).map_err(|_| ListRefused::Form)?;
        let pairs: Option<Vec<(&str, &str)>> = match manifest.get("operations") {
            Some(operations) => operations.as_array().and_then(|operations| {
                let pairs = operations
                    .iter()
                    .map(|operation| Some((operation.get("id")?.as_str()?, operation.get("body")?.as_str()?)));
                pairs.collect()
            }),
            None => manifest.as_object().and_then(|object| {
                let pairs = object.iter().map(|(id, text)| Some((id.as_str(), text.as_str()?)));
                pairs.collect()
            }),
        };
        for (id, text) in pairs.ok_or(ListRefused::Form)? {
            parse_query(text).map_err(|error| ListRefused::Document {
                id: id.to_owned(),
                reason: error.to_string(),
            })?;
            let hash = vault::hex(&Sha256::digest(text));
            let is_hash = id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_hash && !id.eq_ignore_ascii_case(&hash) {
                return Err(ListRefused::Hash(id.to_owned()));
            }
            for id in [id, &hash] {
                let before = self.texts.insert(id.to_owned(), text.into());
                if before.is_some_and(|before| *before != *text) {
                    return Err(ListRefused::Twice(id.to_owned()));
                }
            }
            self.forms.insert(form(text));
        }
        Ok(())
    }

    /// The document of an id: `sha256:` and the hash of its text, or the id that the manifest gives it.
    pub(super) fn text(&self, id: &str) -> Option<&str> {
        let id = match id.strip_prefix("sha256:") {
            Some(hash) if hash.len() != 64 => return None,
            Some(hash) => hash,
            None => id,
        };
        self.texts.get(id).map(AsRef::as_ref)
    }

    /// Whether it lists a document, however it is laid out, and whether or not a cache has added `__typename` to it.
    pub(super) fn lists(&self, text: &str) -> bool {
        self.forms.contains(&form(text))
    }
}

/// The hash of a document's words without those that caches add: a plain `__typename` tells nothing.
fn form(text: &str) -> [u8; 32] {
    let words = words(text);
    let mut hash = Sha256::new();
    for (at, word) in words.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .copied()
            .unwrap_or_default();
        let after = words.get(at + 1).copied().unwrap_or_default();
        let is_plain = before != b":" && before != b"..." && !matches!(after, b":" | b"@" | b"(" | b"{");
        if *word == b"__typename" && is_plain {
            continue;
        }
        hash.update(word);
        hash.update(b"\n");
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "query A($x: Boolean!) { a { id @skip(if: $x) ...F } } fragment F on T { b(c: \"d e\") }";

    fn list() -> KnownDocuments {
        let manifest = json!({"format": "apollo-persisted-query-manifest", "version": 1,
            "operations": [{"id": vault::hex(&Sha256::digest(TEXT)), "name": "A", "type": "query", "body": TEXT}]});
        KnownDocuments::of(manifest.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_document_is_known_by_its_words() {
        let list = list();
        for (text, expected) in [
            (TEXT.to_owned(), true),
            (TEXT.replace(' ', "\n  ").replace("d\n  e", "d e"), true),
            (TEXT.replace("{ id", "{ __typename id"), true),
            (TEXT.replace("...F }", "...F __typename } __typename"), true),
            (format!("# a comment\n{TEXT},"), true),
            (TEXT.replace("d e", "d  e"), false),
            (TEXT.replace("id @skip", "id __typename @skip"), false),
            (TEXT.replace("{ id", "{ a: __typename id"), false),
            (TEXT.replace("{ id", "{ id: secret"), false),
            (TEXT.replace("query A", "query B"), false),
            (TEXT.replace("a {", "a { z"), false),
            (format!("{TEXT} query B {{ b }}"), false),
            (String::new(), false),
        ] {
            assert_eq!(list.lists(&text), expected, "{text}");
        }
        let hash = vault::hex(&Sha256::digest(TEXT));
        assert_eq!(list.text(&format!("sha256:{hash}")), Some(TEXT));
        assert_eq!(list.text(&hash), Some(TEXT));
        assert_eq!(list.text("sha256:00"), None);
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn manifests_of_both_kinds_are_read_and_faults_are_named() {
        let relay = KnownDocuments::of(br#"{"b7f1": "{ a }", "c2": "{ b }"}"#).unwrap();
        assert_eq!((relay.text("b7f1"), relay.len()), (Some("{ a }"), 2));
        assert_eq!(relay.text("sha256:b7f1"), None);
        let refused = |text: &str| KnownDocuments::of(text.as_bytes()).unwrap_err().to_string();
        for text in [
            "",
            "[]",
            "{\"operations\": 1}",
            "{\"operations\": [{\"id\": \"a\"}]}",
            "{\"a\": 1}",
        ] {
            assert!(refused(text).starts_with("it is no manifest"), "{text}");
        }
        assert!(refused("{\"a\": \"{\"}").starts_with("the document a is not GraphQL"));
        let wrong = format!("{{\"{}\": \"{{ a }}\"}}", "0".repeat(64));
        assert!(refused(&wrong).ends_with("is the SHA-256 of another document"));
        let twice = r#"{"operations": [{"id": "a", "body": "{ a }"}, {"id": "a", "body": "{ b }"}]}"#;
        assert_eq!(refused(twice), "the id a stands for two documents");
    }
}
