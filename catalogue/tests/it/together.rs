//! Several faults together: all are named, and what cannot be read is not called faulty a second time.

use catalogue::{Content, check};

use crate::prove::{Case, LISTS, NATIONAL, VIEWS, edited, prove_all};

#[test]
fn every_rule_that_an_edit_breaks_is_named() {
    prove_all(
        NATIONAL,
        "code: N13A.measures\n",
        "pattern: measures",
        "pattern: approach",
        &[
            "modules[1].sections[0].questions[2].pattern: N13A.status is the lead question of this section already",
            "modules[1].sections[0].questions[2]: a lead question is core and expected",
            "modules[1].sections[0].questions[3].enable_when: shown although the lead question N13A.status is silent",
        ],
    );
    prove_all(
        NATIONAL,
        "code: N13A.change",
        "            pattern: change\n",
        "",
        &[
            "modules[1].sections[0].questions: a section with a lead question opens with what changed since the last \
             filing",
            "modules[1].sections[0].questions[0].enable_when: shown although the lead question N13A.status is silent",
        ],
    );
    prove_all(
        VIEWS,
        "code: VX.confirmation",
        "bind: confirmation",
        "bind: language",
        &[
            "modules[2].sections[0].questions[2].bind: `language` is bound by a question of kind single_choice, not \
             boolean",
            "modules[2].sections[0].questions[2].bind: `language` is already bound by VA.language",
        ],
    );
    prove_all(
        "vocabularies.yaml",
        "",
        "  machine:\n",
        "  automatic:\n",
        &[
            "text_statuses: the term `machine` is missing",
            "text_statuses.automatic: the program does not know the term `automatic`",
        ],
    );
}

#[test]
fn one_reading_names_the_faults_of_all_items() {
    let mut content = Content::embedded();
    let text = content.files.get_mut(NATIONAL).expect(NATIONAL);
    let questions = text.matches("expected: false").count();
    *text = text.replace("expected: false", "expected: maybe");
    let report = check(&content);
    let named = report
        .faults
        .iter()
        .filter(|fault| fault.message.contains("\"maybe\""))
        .count();
    assert!(questions > 400);
    assert_eq!(named, questions);
}

#[test]
fn a_file_that_cannot_be_read_is_one_fault() {
    for file in [
        "vocabularies.yaml",
        "capacity.yaml",
        "documents.yaml",
        "instruments/a-70-174.yaml",
        "crosswalk.yaml",
        "organisations.yaml",
        LISTS,
        NATIONAL,
        "not-yet-asked.yaml",
    ] {
        let mut content = Content::embedded();
        let text = content.files.get_mut(file).expect(file);
        text.push_str("format: again\n");
        let faults = check(&content).faults;
        let named: Vec<String> = faults
            .iter()
            .filter(|fault| fault.file == file)
            .map(ToString::to_string)
            .collect();
        assert!(
            named.len() == 1 && named[0].contains("duplicate mapping key: format"),
            "{named:#?}"
        );
        assert_eq!(faults.len(), 1, "{faults:#?}");
    }
}

#[test]
fn a_missing_file_and_a_stranger_are_named() {
    let mut content = Content::embedded();
    content.files.remove("not-yet-asked.yaml");
    content.files.insert("instruments/notes.txt".to_owned(), String::new());
    let faults: Vec<String> = check(&content).faults.iter().map(ToString::to_string).collect();
    for expected in [
        "not-yet-asked.yaml: the file is missing",
        "instruments/notes.txt: nothing reads this file",
        "instruments/notes.txt: the content holds YAML, CSV and Markdown only",
    ] {
        assert!(faults.iter().any(|fault| fault == expected), "{expected}\n{faults:#?}");
    }
}

#[test]
fn a_default_is_a_visibility_and_no_audience() {
    for foreign in ["audience", "everybody"] {
        let report = check(&edited(&Case {
            file: LISTS,
            after: "  visibility_views:",
            find: "- id: public",
            put: if foreign == "audience" {
                "- id: audience"
            } else {
                "- id: everybody"
            },
            at: ("", ""),
            message: "",
        }));
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 3, "{report}");
        let expected = format!(
            "{VIEWS}: modules[2].sections[0].questions[1].options: the option `{foreign}` is not a value of \
             `default_visibility`"
        );
        assert!(faults.contains(&expected), "{report}");
    }
}

#[test]
fn a_code_belongs_to_one_questionnaire() {
    let mut content = Content::embedded();
    let copy = content.files[VIEWS].replace("views-and-assessments/1", "other-views/1");
    content
        .files
        .insert("questionnaires/other-views.1.yaml".to_owned(), copy);
    let report = check(&content);
    assert_eq!(report.faults.len(), 16, "{report}");
    assert_eq!(
        report.faults[0].to_string(),
        "questionnaires/views-and-assessments.1.yaml: modules[0].sections[0].questions[0].code: \
         VA.authority is a question of other-views already"
    );
}
