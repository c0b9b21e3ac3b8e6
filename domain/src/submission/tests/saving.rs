use super::*;

fn save_of(text: &str, based_on: u32, key: Option<&str>) -> Save {
    Save {
        question: code("S2.note"),
        based_on,
        key: key.map(|key| IdempotencyKey::new(key).unwrap()),
        content: Content {
            standing: Some(Standing::Answered(Value::ShortText(text.to_owned()))),
            language: Some(Language::English),
            translations: Texts::default(),
        },
    }
}

fn stored(revision: u32) -> Answer {
    Answer {
        revision,
        ..answered("S2.note", Value::ShortText("stands".to_owned()))
    }
}

#[test]
fn a_save_is_stored_kept_beside_or_known() {
    let stands = stored(3);
    let asked = save_of("mine", 3, Some("k"));
    let kept = |text: &str, first| Kept {
        content: save_of(text, 0, None).content,
        first,
    };
    assert_eq!(
        save(None, None, &save_of("mine", 0, None)),
        Saved::Stored { revision: 1 }
    );
    assert_eq!(save(Some(&stands), None, &asked), Saved::Stored { revision: 4 });
    for based_on in [0, 2, 4] {
        let stale = save_of("mine", based_on, None);
        let unmerged = Saved::Unmerged {
            stored: Some(&stands),
            yours: &stale.content,
        };
        assert_eq!(save(Some(&stands), None, &stale), unmerged, "based on {based_on}");
    }
    let of_nothing = save_of("mine", 1, None);
    let unmerged = Saved::Unmerged {
        stored: None,
        yours: &of_nothing.content,
    };
    assert_eq!(save(None, None, &of_nothing), unmerged);
    for first in [First::Stored { revision: 2 }, First::Unmerged { stored: 2 }] {
        let same = kept("mine", first);
        assert_eq!(save(Some(&stands), Some(&same), &asked), Saved::Repeated(first));
        let other = kept("other", first);
        assert_eq!(save(Some(&stands), Some(&other), &asked), Saved::KeyReused);
    }
}

#[test]
fn a_stored_save_keeps_the_sharing_and_becomes_entered() {
    let shared = Some(Sharing::new(Visibility::Public));
    let carried = Answer {
        sharing: shared.clone(),
        provenance: Provenance::Carried {
            from: origin(3, code("S2.note")),
            confirmed: false,
        },
        ..stored(1)
    };
    assert!(!carried.is_confirmed());
    let salt = Salt([5; 16]);
    let saved = save_of("mine", 1, None).stored(Some(&carried), salt, AUTHORITY, day(4));
    assert!(saved.is_confirmed());
    assert_eq!((saved.revision, saved.salt, saved.sharing), (2, salt, shared));
    assert_eq!((saved.changed_by, saved.changed_at), (AUTHORITY, day(4)));
}

#[test]
fn keys_have_one_form_and_salts_are_not_printed() {
    for (text, good) in [("a", true), ("9f-A_b", true), ("", false), ("a b", false), ("ä", false)] {
        assert_eq!(IdempotencyKey::new(text).is_ok(), good, "{text}");
    }
    assert!(IdempotencyKey::new("k".repeat(100)).is_ok_and(|key| key.as_str().len() == 100));
    assert!(IdempotencyKey::new("k".repeat(101)).is_err());
    assert_eq!(format!("{:?}", Salt([1; 16])), "Salt(..)");
}

#[test]
fn only_words_have_a_language() {
    let text = |text: Option<&str>| {
        Value::SingleChoice(Chosen {
            option: OptionCode::new("other").unwrap(),
            text: text.map(str::to_owned),
        })
    };
    for (value, bears) in [
        (text(None), false),
        (text(Some("which")), true),
        (Value::ShortText("words".to_owned()), true),
        (Value::Boolean(true), false),
        (Value::UrlList(vec!["https://example.org".to_owned()]), false),
        (Value::StateList(vec![state("QMB")]), false),
    ] {
        assert_eq!(bears_text(&value), bears, "{value:?}");
    }
}
