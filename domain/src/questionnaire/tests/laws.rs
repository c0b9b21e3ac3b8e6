//! Laws that hold of any answers.

use std::sync::LazyLock;

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use crate::id::{OptionCode, QuestionCode, StateCode};
use crate::questionnaire::sample::{edition, states};
use crate::questionnaire::{
    Answers, Chosen, Contact, Day, Decimal, Edition, Enabled, EvidenceCommitment, EvidenceItem, EvidenceLink, Given,
    GivenOption, GivenValue, KindCode, Progress, QuestionIndex, Standing, StandingCode, Value, accept, fileable, judge,
    normalised,
};

static EDITION: LazyLock<Edition> = LazyLock::new(edition);

fn words_and_marks() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zé中文اабв𝟘ﬁ\u{300}\u{301}\u{1100}\u{1161} .,\u{200d}\0]{0,40}"
    ]
}

fn optional() -> impl Strategy<Value = Option<String>> {
    prop::option::of(words_and_marks())
}

fn an_option() -> impl Strategy<Value = OptionCode> {
    prop::sample::select(vec![
        "n13",
        "cbm",
        "yes",
        "no",
        "planned",
        "implemented",
        "law",
        "nothing",
        "other",
        "odd",
    ])
    .prop_map(|text| text.parse().unwrap())
}

fn a_choice() -> impl Strategy<Value = Chosen> {
    (an_option(), optional()).prop_map(|(option, text)| Chosen { option, text })
}

fn a_contact() -> impl Strategy<Value = Contact> {
    let fields = (optional(), optional(), optional(), optional());
    fields.prop_map(|(name, unit, email, telephone)| Contact {
        name,
        unit,
        email,
        telephone,
    })
}

fn a_link() -> impl Strategy<Value = String> {
    prop_oneof![words_and_marks(), "https?://[a-z@.:/%#é\\[\\]]{0,20}"]
}

fn evidence() -> impl Strategy<Value = EvidenceItem> {
    let link = (a_link(), optional(), optional())
        .prop_map(|(url, title, citation)| EvidenceItem::Link(EvidenceLink { url, title, citation }));
    let kept = any::<[u8; 32]>().prop_map(|bytes| EvidenceItem::Kept(EvidenceCommitment(bytes)));
    prop_oneof![link, kept]
}

fn a_state() -> impl Strategy<Value = StateCode> {
    prop::sample::select(vec!["QMA", "QMB", "QZZ"]).prop_map(|text| text.parse().unwrap())
}

fn a_decimal() -> impl Strategy<Value = Decimal> {
    (-999_999_999_999_999_i64..=999_999_999_999_999, 0_usize..=15).prop_map(|(digits, scale)| {
        let sign = if digits < 0 { "-" } else { "" };
        let padded = format!("{:0>16}", digits.unsigned_abs());
        let (whole, fraction) = padded.split_at(16 - scale);
        let text = if scale == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        };
        text.parse().unwrap()
    })
}

fn a_day() -> impl Strategy<Value = Day> {
    (1..=9999_u16, prop::option::of((1..=12_u8, prop::option::of(1..=28_u8)))).prop_map(|(year, rest)| {
        let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
        Day::new(year, month, day).unwrap()
    })
}

/// Any value of this kind, sound or not.
fn of_kind(kind: KindCode) -> BoxedStrategy<Value> {
    match kind {
        KindCode::SingleChoice => a_choice().prop_map(Value::SingleChoice).boxed(),
        KindCode::MultiChoice => prop::collection::vec(a_choice(), 0..4)
            .prop_map(Value::MultiChoice)
            .boxed(),
        KindCode::Scale => (-2..8).prop_map(Value::Scale).boxed(),
        KindCode::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        KindCode::ShortText => words_and_marks().prop_map(Value::ShortText).boxed(),
        KindCode::LongText => words_and_marks().prop_map(Value::LongText).boxed(),
        KindCode::Number => a_decimal().prop_map(Value::Number).boxed(),
        KindCode::Date => a_day().prop_map(Value::Date).boxed(),
        KindCode::UrlList => prop::collection::vec(a_link(), 0..4).prop_map(Value::UrlList).boxed(),
        KindCode::Evidence => prop::collection::vec(evidence(), 0..4)
            .prop_map(Value::Evidence)
            .boxed(),
        KindCode::StateList => prop::collection::vec(a_state(), 0..4)
            .prop_map(Value::StateList)
            .boxed(),
        KindCode::Contact => a_contact().prop_map(Value::Contact).boxed(),
    }
}

fn with_value(value: BoxedStrategy<Value>) -> BoxedStrategy<Standing> {
    let silence = prop::sample::select(vec![
        Standing::None,
        Standing::NotApplicable,
        Standing::ExistsNotDisclosed,
        Standing::Declined,
    ]);
    prop_oneof![4 => value.prop_map(Standing::Answered), 1 => silence].boxed()
}

/// Any answer to each question or none, mostly of its kind and sometimes of any other.
fn stored() -> impl Strategy<Value = Vec<(QuestionCode, Standing)>> {
    let edition = &*EDITION;
    let any_kind = || {
        prop::sample::select(KindCode::ALL.to_vec())
            .prop_flat_map(of_kind)
            .boxed()
    };
    let each: Vec<_> = (edition.questions())
        .map(|placed| {
            let code = placed.question.code.clone();
            let own = of_kind(placed.question.kind.code());
            let value = prop_oneof![9 => own, 1 => any_kind()].boxed();
            prop::option::weighted(
                0.7,
                with_value(value).prop_map(move |standing| (code.clone(), standing)),
            )
        })
        .collect();
    each.prop_map(|answers| answers.into_iter().flatten().collect())
}

fn pairs(stored: &[(QuestionCode, Standing)]) -> impl Iterator<Item = (&QuestionCode, &Standing)> {
    stored.iter().map(|(code, standing)| (code, standing))
}

proptest! {
    #[test]
    fn enabling_looks_at_earlier_answers_only(stored in stored(), other in stored(), cut in 0_u16..21) {
        let edition = &*EDITION;
        let is_before = |code: &QuestionCode| edition.question(code).unwrap().index < QuestionIndex(cut);
        let mixed: Vec<_> = (stored.iter().filter(|(code, _)| is_before(code)))
            .chain(other.iter().filter(|(code, _)| !is_before(code)))
            .cloned()
            .collect();
        let enabled = |stored: &[_]| Enabled::of(edition, &Answers::of(edition, pairs(stored)));
        let (one, two) = (enabled(&stored), enabled(&mixed));
        for index in (0..=cut).map(QuestionIndex) {
            prop_assert_eq!(one.contains(index), two.contains(index));
        }
    }

    #[test]
    fn a_question_is_enabled_only_in_an_enabled_section(stored in stored()) {
        let edition = &*EDITION;
        let enabled = Enabled::of(edition, &Answers::of(edition, pairs(&stored)));
        for index in enabled.questions() {
            prop_assert!(enabled.contains(index));
            prop_assert!(enabled.contains_section(edition.at(index).section_index));
        }
        let listed = enabled.questions().count();
        let contained = edition.questions().filter(|placed| enabled.contains(placed.index)).count();
        prop_assert_eq!(listed, contained);
    }

    #[test]
    fn what_is_filed_is_enabled_permitted_and_without_problem(stored in stored()) {
        let edition = &*EDITION;
        let answers = Answers::of(edition, pairs(&stored));
        let enabled = Enabled::of(edition, &answers);
        let problems = judge(edition, &answers, &enabled, &states());
        for index in fileable(edition, &answers, &enabled, &problems) {
            let question = edition.at(index).question;
            prop_assert!(enabled.contains(index) && question.bind.is_none());
            prop_assert!(problems.iter().all(|problem| problem.question.as_ref() != Some(&question.code)));
            let standing = answers.get(index).unwrap();
            prop_assert!(standing.code() != StandingCode::Answered || standing.exists());
        }
        let whole = Progress::of(edition, &answers, &enabled, &problems).whole();
        prop_assert!(whole.answered <= whole.enabled && whole.expected_answered <= whole.expected);
        prop_assert!(whole.core_answered <= whole.core && whole.core <= whole.enabled);
    }

    #[test]
    fn accepting_twice_changes_nothing(stored in stored()) {
        let edition = &*EDITION;
        for (code, standing) in stored {
            if let Ok(once) = accept(edition, &code, standing.into()) {
                prop_assert_eq!(accept(edition, &code, once.clone().into()), Ok(once));
            }
        }
    }

    #[test]
    fn texts_are_normalised_once(text in words_and_marks()) {
        let once = normalised(text.clone());
        prop_assert!(is_nfc(&once));
        prop_assert_eq!(normalised(once.clone()), once);
        let given = |text: String| Given::Value(GivenValue::LongText(text));
        match accept(&EDITION, "N13A.description", given(text.clone())) {
            Ok(standing) => {
                prop_assert_eq!(standing, Standing::Answered(Value::LongText(normalised(text))));
            }
            Err(refusal) => {
                prop_assert_eq!(refusal.to_string(), "N13A.description: nul_character");
                prop_assert!(text.contains('\0'));
            }
        }
    }

    #[test]
    fn any_text_for_a_number_date_option_or_state_is_read_or_refused(text in words_and_marks()) {
        let edition = &*EDITION;
        let option = GivenOption { option: text.clone(), text: Some(text.clone()) };
        for (code, value) in [
            ("GEN.share", GivenValue::Number(text.clone())),
            ("GEN.strategy_date", GivenValue::Date(text.clone())),
            ("GEN.strategy", GivenValue::SingleChoice(option)),
            ("GEN.partners", GivenValue::StateList(vec![text.clone()])),
            (text.as_str(), GivenValue::Boolean(true)),
        ] {
            let result = accept(edition, code, Given::Value(value));
            prop_assert!(result.is_ok() || !result.unwrap_err().to_string().is_empty());
        }
    }

    #[test]
    fn numbers_and_dates_are_read_as_they_are_written(number in a_decimal(), day in a_day()) {
        prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
        prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
    }

    #[test]
    fn the_order_of_numbers_is_that_of_their_values(a in a_decimal(), b in a_decimal()) {
        // Doubles are exact enough to tell numbers of 15 digits apart unless they are nearly equal.
        let float = |d: Decimal| d.to_string().parse::<f64>().unwrap();
        if float(a) < float(b) {
            prop_assert!(a < b);
        }
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
    }
}
