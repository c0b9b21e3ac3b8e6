//! What can be proposed.

use domain::id::Theme;
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::RelationKind;
use domain::proposal::{Content, ContentRefused, ParagraphNumber, ProposalKind, Related};

use crate::build::{english, norm, norms, number, official, provision};

fn checked(change: impl FnOnce(&mut Content)) -> Result<Content, ContentRefused> {
    let mut content = norm(&["1", "1.a", "2"]);
    change(&mut content);
    content.checked(&norms())
}

#[test]
fn a_paragraph_has_a_number_and_stands_behind_what_it_is_a_part_of() {
    for text in ["1", "12", "2.1", "2.a", "1.2.3.4"] {
        assert_eq!(number(text).to_string(), text);
    }
    for text in [
        "",
        "1.",
        ".1",
        "1..2",
        "A",
        "1 a",
        "1.2.3.4.5",
        "1-2",
        "١",
        "123456789012345678901",
    ] {
        assert!(text.parse::<ParagraphNumber>().is_err(), "{text}");
    }
    assert_eq!(number("2.a.1").parent(), Some(number("2.a")));
    assert_eq!(number("2").parent(), None);
    assert_eq!(
        norm(&["1.a", "1"]).checked(&norms()),
        Err(ContentRefused::NoParent(number("1.a")))
    );
    let twice = ContentRefused::Twice {
        field: "paragraphs",
        value: "1".to_owned(),
    };
    assert_eq!(norm(&["1", "1"]).checked(&norms()), Err(twice));
}

#[test]
fn what_cannot_be_proposed_is_refused_by_name() {
    let unknown = |field, value: &str| ContentRefused::Unknown {
        field,
        value: value.to_owned(),
    };
    let related = |id: &str, paragraph: Option<&str>| Related {
        provision: provision(id),
        kind: RelationKind::Related,
        paragraph: paragraph.map(number),
    };
    let refused = |change: fn(&mut Content)| checked(change).unwrap_err();
    assert_eq!(refused(|it| it.title = english("  ")), ContentRefused::NoTitle);
    assert_eq!(refused(|it| it.paragraphs.clear()), ContentRefused::NoParagraph);
    assert_eq!(
        refused(|it| it.paragraphs[1].text = english(" \n")),
        ContentRefused::Silent(number("1.a"))
    );
    assert_eq!(
        refused(|it| it.rationale = Texts::new([(Language::French, Text::unofficial("Pourquoi".to_owned()))])),
        ContentRefused::NoTitleIn(Language::French)
    );
    assert_eq!(
        refused(|it| it.rationale = english("a\0b")),
        ContentRefused::NulCharacter("rationale")
    );
    assert_eq!(
        refused(|it| it.title = english(&"a".repeat(201))),
        ContentRefused::TooLong {
            field: "title",
            maximum: 200
        }
    );
    assert_eq!(
        refused(|it| it.themes = [Theme::new("weather").unwrap()].into()),
        unknown("themes", "weather")
    );
    let many = norm(
        &(1..=51)
            .map(|n| n.to_string())
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    let too_many = ContentRefused::TooMany {
        field: "paragraphs",
        maximum: 50,
    };
    assert_eq!(many.checked(&norms()), Err(too_many));
    // An elaboration says of what, and a further norm is of nothing.
    assert_eq!(
        refused(|it| it.kind = ProposalKind::Elaboration),
        ContentRefused::Elaborates
    );
    assert_eq!(
        refused(|it| it.elaborates = [provision("A-1/a")].into()),
        ContentRefused::Elaborates
    );
    let elaboration = |id: &str| {
        let elaborates = [provision(id)].into();
        checked(|it| (it.kind, it.elaborates) = (ProposalKind::Elaboration, elaborates))
    };
    assert_eq!(elaboration("A-3/a"), Err(unknown("elaborates", "A-3/a")));
    assert!(elaboration("A-1/a").is_ok());
    for (relations, expected) in [
        (vec![related("A-3/a", None)], Some(unknown("relations", "A-3/a"))),
        (vec![related("A-1/a", Some("3"))], Some(unknown("relations", "3"))),
        (
            vec![related("A-1/a", Some("1")), related("A-1/a", Some("1"))],
            Some(ContentRefused::Twice {
                field: "relations",
                value: "A-1/a".to_owned(),
            }),
        ),
        (vec![related("A-1/a", Some("1")), related("A-1/a", None)], None),
    ] {
        assert_eq!(checked(|it| it.relations = relations).err(), expected);
    }
}

#[test]
fn words_are_kept_as_they_were_typed_and_have_the_status_of_their_language() {
    let said = checked(|it| {
        it.rationale = english("  Why  not?\nCafe\u{301}.  ");
        it.paragraphs[0].text = official(" One ");
    })
    .unwrap();
    let rationale = said.rationale.get(Language::English).unwrap();
    assert_eq!(rationale.content, "Why  not?\nCafé.");
    // The title in English is the State's official one, and so is everything that is said in English.
    assert_eq!(rationale.status, TextStatus::Official);
    let first = said.paragraph(&number("1")).unwrap();
    assert_eq!(first.text, official("One"));
}
