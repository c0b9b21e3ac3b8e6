//! Content files and the stored form of editions.

use std::sync::LazyLock;

use catalogue::{Catalogue, Content, StoredEdition, check, from_form, to_form};
use serde_json::Value;

use crate::text;

/// The files of the catalogue that are small enough to be read thousands of times; the first byte of an input chooses.
const FILES: [&str; 8] = [
    "organisations.yaml",
    "documents.yaml",
    "crosswalk.yaml",
    "vocabularies.yaml",
    "not-yet-asked.yaml",
    "states.csv",
    "instruments/hostile.yaml",
    "questionnaires/hostile.yaml",
];

/// The beginning of a text, cut where a line ends: what stands there has the shape of the whole.
fn beginning(text: &str) -> &str {
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at < 6_000)
        .last();
    let head = &text[..end.unwrap_or(0)];
    if head.len() + 1 >= text.len() {
        return text;
    }
    &head[..head.rfind('\n').map_or(0, |at| at + 1)]
}

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let content = Content::embedded();
    let under = |folder: &str| {
        let mut files = content.files.iter();
        let found = files.find(|(path, _)| path.starts_with(folder));
        found.map(|(_, text)| text.clone()).unwrap()
    };
    let mut seeds = Vec::new();
    for (at, file) in (0_u8..).zip(FILES) {
        let text = match file {
            "instruments/hostile.yaml" => under("instruments/"),
            "questionnaires/hostile.yaml" => under("questionnaires/"),
            file => content.files[file].clone(),
        };
        seeds.push([&[at], beginning(&text).as_bytes()].concat());
    }
    let hard = [
        "a: &a [x]\nb: [*a, *a, *a]\n",
        "a: 1\na: 2\n",
        "- !!binary aGk=\n- ~\n- 0x1F\n- 1_000\n",
        "%YAML 1.1\n---\n...\n---\n",
        "? [a, b]\n: {c: d}\n",
    ];
    seeds.extend(hard.map(|text| [&[0], text.as_bytes()].concat()));
    seeds
}

/// One file of content, any text: every fault is named with its file, twice alike, and nothing with a fault is a catalogue.
pub(crate) fn catalogue(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let file = FILES[usize::from(*choice) % FILES.len()];
    let given = String::from_utf8_lossy(bytes).into_owned();
    let content = Content {
        files: [(file.to_owned(), given)].into(),
    };
    let report = check(&content);
    // The rest of the content is missing, so there is always something to be said.
    assert!(!report.faults.is_empty());
    for fault in &report.faults {
        assert!(!fault.message.is_empty() && !fault.file.is_empty());
    }
    assert_eq!(check(&content).faults, report.faults, "read twice");
    assert!(Catalogue::read(&content).is_err());
}

/// The smallest edition, as it is stored: structure, a line break, wording.
pub(crate) fn edition_seeds() -> Vec<Vec<u8>> {
    let stored = smallest();
    let form = |value: &Value| register::canonical(value);
    vec![[form(&stored.structure), b"\n".to_vec(), form(&stored.wording)].concat()]
}

fn smallest() -> &'static StoredEdition {
    static SMALLEST: LazyLock<StoredEdition> = LazyLock::new(|| {
        let catalogue = Catalogue::load().unwrap();
        let forms = catalogue.editions().iter().map(|edition| to_form(edition));
        let by_length = |stored: &StoredEdition| stored.structure.to_string().len();
        forms.min_by_key(by_length).unwrap()
    });
    &SMALLEST
}

/// A stored edition: what another hash or another shape has is refused, and what is read is the edition that was stored.
pub(crate) fn edition(bytes: &[u8]) {
    let Some((structure, wording)) = text(bytes).and_then(|text| text.split_once('\n')) else {
        return;
    };
    let (Ok(structure), Ok(wording)) = (serde_json::from_str(structure), serde_json::from_str(wording)) else {
        return;
    };
    let known = smallest();
    let is_known = structure == known.structure;
    let stored = StoredEdition {
        structure,
        wording,
        ..known.clone()
    };
    match from_form(&stored) {
        Err(refused) => assert!(!refused.to_string().is_empty()),
        // Nothing else has its hash.
        Ok(draft) => {
            assert!(is_known);
            assert_eq!(draft.id.to_string(), known.id);
        }
    }
}
