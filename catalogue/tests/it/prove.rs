//! Deliberate faults, one at a time, in the real content: each is named in its file, at its path, in its words.

use catalogue::{Content, check};

/// One edit of the content and the fault that must follow from it.
pub(crate) struct Case {
    /// The file that is edited.
    pub(crate) file: &'static str,
    /// Where the edit begins to look; empty for the beginning.
    pub(crate) after: &'static str,
    /// What is replaced: the first occurrence from there on.
    pub(crate) find: &'static str,
    /// What is put in its place.
    pub(crate) put: &'static str,
    /// The fault: file and path.
    pub(crate) at: (&'static str, &'static str),
    /// Its message, or how it begins where it ends with an ellipsis.
    pub(crate) message: &'static str,
}

pub(crate) const NATIONAL: &str = "questionnaires/national-implementation.1.yaml";
pub(crate) const VIEWS: &str = "questionnaires/views-and-assessments.1.yaml";
pub(crate) const LISTS: &str = "questionnaires/option-lists.yaml";

pub(crate) fn edited(case: &Case) -> Content {
    let mut content = Content::embedded();
    let text = content.files.get_mut(case.file).expect(case.file);
    let from = text
        .find(case.after)
        .unwrap_or_else(|| panic!("{}: no {}", case.file, case.after));
    let at = from
        + text[from..]
            .find(case.find)
            .unwrap_or_else(|| panic!("{}: no {}", case.file, case.find));
    text.replace_range(at..at + case.find.len(), case.put);
    content
}

fn matches(found: &str, expected: &str) -> bool {
    expected
        .strip_suffix('…')
        .map_or(found == expected, |start| found.starts_with(start))
}

/// Proves each case, and that a fault brings no more with it than the case says.
pub(crate) fn prove(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let report = check(&edited(case));
        let is_named = report.faults.iter().any(|fault| {
            (fault.file.as_str(), fault.path.as_str()) == case.at && matches(&fault.message, case.message)
        });
        if !is_named || report.faults.len() != 1 {
            let found: Vec<String> = report.faults.iter().take(5).map(ToString::to_string).collect();
            wrong.push(format!(
                "after {:?}: {:?} -> {:?}\n  expected {}: {}: {}\n  found {} {}",
                case.after,
                case.find,
                case.put,
                case.at.0,
                case.at.1,
                case.message,
                report.faults.len(),
                found.join("\n        "),
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One edit that breaks several rules: each is named.
pub(crate) fn prove_all(
    file: &'static str,
    after: &'static str,
    find: &'static str,
    put: &'static str,
    expected: &[&str],
) {
    let (at, message) = (("", ""), "");
    let case = Case {
        file,
        after,
        find,
        put,
        at,
        message,
    };
    let report = check(&edited(&case));
    let found: Vec<String> = report
        .faults
        .iter()
        .map(|f| format!("{}: {}", f.path, f.message))
        .collect();
    assert_eq!(found, expected);
    assert!(report.faults.iter().all(|fault| fault.file == file));
}
