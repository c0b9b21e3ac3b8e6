//! The content as it stands: without fault, counted, found by its indices, stored and read back.

use std::collections::BTreeSet;

use catalogue::{Catalogue, Content, StoredEdition, check, from_form, to_form};
use domain::id::{EditionId, InstrumentId, ProvisionId, QuestionCode, StateCode};
use domain::language::{Language, TextStatus};
use domain::norm::{ProvisionKind, REFERENCE_WORDS, RelationReading};
use domain::questionnaire::{Bind, Draft, Footing, Known, Opens};
use domain::submission::VisibilityCode;

fn catalogue() -> Catalogue {
    Catalogue::load().expect("the embedded content has no fault")
}

fn provision(id: &str) -> ProvisionId {
    ProvisionId::new(id).expect("the ids in these tests are well formed")
}

#[test]
fn the_content_has_no_fault_and_its_counts_are_accounted_for() {
    let report = check(&Content::embedded());
    assert!(report.faults.is_empty(), "{report}");
    let page = include_str!("../../../docs/glossary-catalogue-counts.md");
    for count in &report.counts {
        let line = count.to_string();
        assert!(
            page.lines().any(|known| known == line),
            "not in docs/glossary-catalogue-counts.md: {line}"
        );
    }
}

#[test]
fn every_word_of_a_reference_is_known_in_every_language() {
    let catalogue = catalogue();
    let words = catalogue.norms.vocabulary(REFERENCE_WORDS).unwrap();
    for provision in catalogue.norms.provisions() {
        for language in Language::ALL {
            let said = words.refer(&provision.paragraph, language);
            // What is left in Latin letters where another script is written is a label: (c), B, III, a number.
            let is_label = |word: &str| word.len() < 2 || word.chars().all(|c| "IVX".contains(c));
            let foreign = said
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| !is_label(word));
            if matches!(language, Language::Arabic | Language::Chinese | Language::Russian) {
                assert_eq!(foreign.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", provision.id);
            }
        }
    }
}

#[test]
fn the_folder_holds_what_the_program_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    assert_eq!(Content::from_folder(folder.as_ref()).unwrap(), Content::embedded());
    let missing = Content::from_folder("/nowhere/at/all".as_ref()).unwrap_err();
    assert_eq!(missing.to_string(), "the content at /nowhere/at/all cannot be read");
}

#[test]
fn provisions_are_found_by_every_index() {
    let catalogue = catalogue();
    let norms = &catalogue.norms;
    let measures: Vec<&str> = norms
        .children_of(&provision("A-68-98/26"))
        .map(|p| p.paragraph.as_str())
        .collect();
    assert_eq!(measures, ["26 (a)", "26 (b)", "26 (c)", "26 (d)", "26 (e)", "26 (f)"]);
    let report = InstrumentId::new("A-70-174").unwrap();
    assert_eq!(norms.provisions_of(&report).count(), 12);
    assert!(norms.instrument(&report).unwrap().adoption.is_agreed());
    assert_eq!(norms.provisions_of_kind(ProvisionKind::Rule).count(), 0);
    assert_eq!(norms.provisions_of_kind(ProvisionKind::Norm).count(), 68);
    let themes: BTreeSet<_> = norms.provisions().iter().flat_map(|p| &p.themes).collect();
    for theme in themes {
        assert!(norms.provisions_on(theme).all(|p| p.themes.contains(theme)));
        assert!(norms.provisions_on(theme).next().is_some());
    }
    for parent in norms.provisions() {
        for child in norms.children_of(&parent.id) {
            assert_eq!(child.parent.as_ref(), Some(&parent.id));
        }
    }
}

#[test]
fn a_statement_is_never_the_wording() {
    let catalogue = catalogue();
    let ours = catalogue.norms.provision(&provision("A-70-174/13.a")).unwrap();
    assert!(ours.wording(Language::English).is_none());
    assert!(ours.statement.get(Language::English).is_some());
    let quoted = catalogue.norms.provision(&provision("A-68-98/26.a")).unwrap();
    let wording = quoted.wording(Language::English).unwrap();
    assert_eq!(
        (wording.language, wording.status),
        (Language::Chinese, TextStatus::Official)
    );
    assert!(wording.is_fallback);
    assert_eq!(quoted.pins.len(), 1);
    assert!(quoted.statement.get(Language::Chinese).is_none());
}

#[test]
fn the_crosswalk_reads_from_both_ends() {
    let catalogue = catalogue();
    let (pledge, item) = (provision("A-66-359/a"), provision("A-C1-73-L27/1.1"));
    let seen = |from: &ProvisionId, to: &ProvisionId| {
        let mut relations = catalogue.norms.relations_of(from);
        relations
            .find(|(_, other, _)| *other == to)
            .map(|(_, _, reading)| reading)
    };
    assert_eq!(seen(&item, &pledge), Some(RelationReading::Restates));
    assert_eq!(seen(&pledge, &item), Some(RelationReading::RestatedBy));
}

#[test]
fn states_and_organisations_are_known_by_code() {
    let catalogue = catalogue();
    let tuvalu = catalogue.norms.state(&StateCode::new("TUV").unwrap()).unwrap();
    assert_eq!(
        (tuvalu.ldc, tuvalu.lldc, tuvalu.sids),
        (Some(true), Some(false), Some(true))
    );
    assert_eq!(
        tuvalu.areas.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ["009", "061"]
    );
    let bahrain = catalogue.norms.state(&StateCode::new("BHR").unwrap()).unwrap();
    assert_eq!(bahrain.sids, None);
    let sco = catalogue.norms.organisation(&"sco".parse().unwrap()).unwrap();
    assert_eq!(sco.members_on(sco.as_of).count(), 10);
    let declined = catalogue
        .norms
        .vocabulary("standings")
        .unwrap()
        .label("declined")
        .unwrap();
    assert_eq!(
        declined.get(Language::French).unwrap().content,
        "Préfère ne pas répondre"
    );
}

#[test]
fn a_provision_knows_the_questions_that_ask_about_it() {
    let catalogue = catalogue();
    let asked = catalogue.questions_about(&provision("A-70-174/13.a"));
    let codes: Vec<&str> = asked.iter().map(|asked| asked.question.as_str()).collect();
    assert!(codes.starts_with(&["N13A.change", "N13A.status"]), "{codes:?}");
    assert!(
        asked
            .iter()
            .all(|asked| asked.edition.to_string() == "national-implementation/1")
    );
    for later in catalogue.not_yet_asked() {
        assert!(catalogue.questions_about(&later.provision).is_empty());
        assert!(!later.reason.is_empty());
    }
}

#[test]
fn editions_are_found_and_open_as_their_files_say() {
    let catalogue = catalogue();
    let ids: Vec<String> = catalogue.editions().iter().map(|e| e.id().to_string()).collect();
    assert_eq!(
        ids,
        [
            "code-of-conduct-subscription/1",
            "further-provisions/1",
            "national-implementation/1",
            "poa-views/1",
            "views-and-assessments/1"
        ]
    );
    for edition in catalogue.editions() {
        let is_declaration = edition.id().questionnaire.as_str() == "code-of-conduct-subscription";
        assert_eq!(edition.opens() == Opens::OwnRequest, is_declaration);
        assert_eq!(catalogue.latest_edition(&edition.id().questionnaire), Some(edition));
        let questions = edition
            .modules()
            .iter()
            .flat_map(|m| &m.sections)
            .flat_map(|s| &s.questions);
        for question in questions.filter(|q| q.bind == Some(Bind::DefaultVisibility)) {
            let mut options = edition.options(question).iter();
            assert!(options.all(|option| VisibilityCode::from_code(option.code.as_str()).is_some()));
        }
    }
    let survey = catalogue
        .edition(&"national-implementation/1".parse().unwrap())
        .unwrap();
    let lead = survey
        .question(&QuestionCode::new("N13A.status").unwrap())
        .unwrap()
        .question;
    let options: Vec<&str> = survey.options(lead).iter().map(|o| o.code.as_str()).collect();
    assert_eq!(
        options,
        [
            "not_considered",
            "under_consideration",
            "planned",
            "partially_implemented",
            "implemented",
            "implemented_reviewed",
            "no_measure_needed"
        ]
    );
}

fn known(catalogue: &Catalogue) -> Known<'static> {
    let footing = |id: &InstrumentId| match catalogue.norms.instrument(id) {
        Some(instrument) if instrument.adoption.is_agreed() => Footing::Agreed,
        _ => Footing::NotAdopted,
    };
    let provisions = catalogue.norms.provisions().iter();
    Known {
        provisions: provisions.map(|p| (p.id.clone(), footing(&p.instrument))).collect(),
        editions: Vec::new(),
    }
}

/// What a `jsonb` column does to a value: keys lose their order, nothing else changes.
fn through_the_database(stored: &StoredEdition) -> StoredEdition {
    let again = |value: &serde_json::Value| serde_json::from_str(&value.to_string()).expect("JSON is read back");
    StoredEdition {
        structure: again(&stored.structure),
        wording: again(&stored.wording),
        ..stored.clone()
    }
}

#[test]
fn an_edition_is_stored_and_read_back_as_it_was() {
    let catalogue = catalogue();
    let known = known(&catalogue);
    for edition in catalogue.editions() {
        let stored = through_the_database(&to_form(edition));
        assert_eq!(stored.hash, *edition.hash());
        let draft: Draft = from_form(&stored).unwrap();
        assert_eq!(draft.publish(&known).as_ref(), Ok(edition.as_ref()));
    }
}

#[test]
fn translations_leave_the_hash_alone_and_source_wording_does_not() {
    let edit = |from: &str, to: &str| {
        let mut content = Content::embedded();
        for text in content.files.values_mut() {
            *text = text.replace(from, to);
        }
        let catalogue = Catalogue::read(&content).unwrap();
        let id: EditionId = "views-and-assessments/1".parse().unwrap();
        to_form(catalogue.edition(&id).unwrap())
    };
    let before = edit("", "");
    let translated = edit("Quelle autorité", "Quel organe");
    assert_ne!(translated.wording, before.wording);
    assert_eq!(
        (translated.hash, &translated.structure),
        (before.hash, &before.structure)
    );
    let reworded = edit(
        "Which authority submits these views?",
        "Which body submits these views?",
    );
    assert_eq!(reworded.wording, before.wording);
    assert_ne!(reworded.hash, before.hash);
}

#[test]
fn a_damaged_stored_form_is_refused() {
    let catalogue = catalogue();
    let stored = to_form(&catalogue.editions()[4]);
    let refusal = |damage: fn(&mut StoredEdition)| {
        let mut stored = stored.clone();
        damage(&mut stored);
        from_form(&stored).unwrap_err().to_string()
    };
    assert_eq!(
        refusal(|s| s.id = "poa-views/1".to_owned()),
        "the structure is of views-and-assessments/1, not of poa-views/1"
    );
    assert!(
        refusal(|s| s.structure["modules"][0]["title"]["content"] = "Other".into())
            .starts_with("the structure of views-and-assessments/1 has the hash ")
    );
    assert_eq!(
        refusal(|s| s.structure["modules"][0]["sections"][0]["questions"][0]["kind"] = "verse".into()),
        "at modules[0].sections[0].questions[0].kind: unknown variant `verse`, expected one of `single_choice`, \
         `multi_choice`, `scale`, `boolean`, `short_text`, `long_text`, `number`, `date`, `url_list`, `evidence`, \
         `state_list`, `contact`"
    );
    assert_eq!(
        refusal(|s| s.structure["opens"] = "always".into()),
        "`always` is not a way of opening"
    );
    assert_eq!(
        refusal(|s| s.wording = serde_json::json!({ "de": { "title": { "content": "T", "status": "machine" } } })),
        "`de` is not a language"
    );
}
