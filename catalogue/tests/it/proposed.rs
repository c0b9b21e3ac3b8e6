//! A version of a proposal, put into the content as whoever keeps it would: the check accepts it.

use std::collections::BTreeSet;

use catalogue::{Catalogue, Content, Proposed, ProposedInstrument, proposed_instrument};
use chrono::NaiveDate;
use domain::id::{ProvisionId, StateCode, Symbol, Theme};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::RelationKind;
use domain::proposal;
use domain::proposal::{Paragraph, ProposalKind, Related};

const SAID: [(Language, &str); 6] = [
    (Language::Arabic, "ينبغي للدول أن تحمي المستشفيات."),
    (Language::Chinese, "各国应保护医院。"),
    (Language::English, "States should protect hospitals."),
    (Language::French, "Les États devraient protéger les hôpitaux."),
    (Language::Russian, "Государствам следует защищать больницы."),
    (Language::Spanish, "Los Estados deberían proteger los hospitales."),
];

fn made(official: Language) -> ProposedInstrument {
    let texts = || {
        Texts::new(SAID.map(|(language, content)| {
            let status = if language == official {
                TextStatus::Official
            } else {
                TextStatus::Unofficial
            };
            let content = content.to_owned();
            (language, Text { content, status })
        }))
    };
    let related = |kind, paragraph: Option<&str>| Related {
        provision: ProvisionId::new("A-70-174/13.g").expect("a code"),
        kind,
        paragraph: paragraph.map(|number| number.parse().expect("a number")),
    };
    let content = proposal::Content {
        kind: ProposalKind::FurtherNorm,
        title: texts(),
        paragraphs: ["1", "1.a"]
            .map(|number| Paragraph {
                number: number.parse().expect("a number"),
                text: texts(),
            })
            .into(),
        rationale: Texts::default(),
        elaborates: BTreeSet::new(),
        themes: [Theme::new("critical_infrastructure").expect("a theme")].into(),
        relations: vec![
            related(RelationKind::Narrower, None),
            related(RelationKind::DerivedFrom, Some("1")),
        ],
    };
    let proposed = Proposed {
        content: &content,
        symbol: &Symbol::new("PROPOSAL/QMA/1").expect("a symbol"),
        symbol_source: "made of the proposal",
        note: "version 1",
        released_on: NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day"),
        is_revised: false,
        sponsors: &[StateCode::new("QMA").expect("a code")].into(),
    };
    proposed_instrument(&proposed, &Catalogue::load().expect("the content").norms).expect("a file")
}

/// JSON is YAML too.
fn put(made: &ProposedInstrument) -> Content {
    let mut content = Content::embedded();
    content.files.insert(made.path.clone(), made.file.to_string());
    for (file, entries) in [
        ("crosswalk.yaml", &made.relations),
        ("not-yet-asked.yaml", &made.not_yet_asked),
    ] {
        let text = content.files.get_mut(file).expect("a file of the content");
        for entry in entries {
            text.extend(["  - ", &entry.to_string(), "\n"]);
        }
    }
    content
}

fn faults(content: &Content) -> Vec<String> {
    catalogue::check(content)
        .faults
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_check_accepts_what_a_proposal_becomes_and_finds_it_altered() {
    for official in [Language::Chinese, Language::French] {
        let made = made(official);
        assert!(made.missing.is_empty(), "{:?}", made.missing);
        assert_eq!(made.relations[0]["relation"], "derived_from");
        assert_eq!(made.relations[1]["relation"], "related");
        let mut content = put(&made);
        assert_eq!(faults(&content), Vec::<String>::new());
        let words = SAID.iter().find(|(language, _)| *language == official).unwrap().1;
        let file = content.files.get_mut(&made.path).unwrap();
        *file = file.replace(words, &words.replace("院", "").replace("hôpitaux", "écoles"));
        let found = faults(&content);
        assert!(
            !found.is_empty() && found.iter().all(|fault| fault.contains("never altered")),
            "{found:?}"
        );
    }
}
