use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn visibility() -> impl Strategy<Value = Visibility> {
    let audience = Audience {
        states: states(),
        ..Audience::default()
    };
    prop_oneof![
        Just(Visibility::NationalTeam),
        Just(Visibility::Secretariat),
        Just(Visibility::Audience(audience)),
        Just(Visibility::MemberStates),
        Just(Visibility::Public),
    ]
}

prop_compose! {
    fn sharing()(visibility in visibility(), counted: bool, embargo in option::of(0_i64..10)) -> Sharing {
        Sharing { visibility, counted, embargo_until: embargo.map(day) }
    }
}

fn ceiling() -> impl Strategy<Value = Option<Ceiling>> {
    option::of(prop_oneof![
        Just(Ceiling::NationalTeam),
        Just(Ceiling::Secretariat),
        Just(Ceiling::MemberStates),
    ])
}

fn some_answer() -> impl Strategy<Value = Answer> {
    let given = prop_oneof![
        Just(answered("S1.state", chosen("yes"))),
        Just(answered("S1.state", chosen("no"))),
        Just(answered(
            "S1.detail",
            Value::LongText("more than five words are too many".to_owned())
        )),
        Just(answered("S1.detail", Value::LongText("so it is".to_owned()))),
        Just(answer("S1.detail", Standing::ExistsNotDisclosed)),
        Just(answered("S2.count", Value::Number("1.5".parse().unwrap()))),
        Just(answered("S2.note", Value::ShortText("short".to_owned()))),
        Just(answered("S2.note", Value::ShortText(String::new()))),
        Just(answer("S2.unit", Standing::Declined)),
        Just(answered("S2.agreed", Value::Boolean(false))),
        Just(answered("S1.confirmed", Value::Boolean(true))),
    ];
    (given, option::of(sharing()), 1_u32..5, any::<bool>()).prop_map(|(answer, sharing, revision, carried)| {
        let from = origin(1, answer.question.clone());
        let provenance = if carried {
            Provenance::Carried {
                from,
                confirmed: revision > 1,
            }
        } else {
            Provenance::Entered
        };
        Answer {
            sharing,
            revision,
            provenance,
            ..answer
        }
    })
}

/// At most one answer to each question, in two orders.
fn some_answers() -> impl Strategy<Value = (Vec<Answer>, Vec<Answer>)> {
    vec(some_answer(), 0..12)
        .prop_map(|answers| {
            let by_code: BTreeMap<_, _> = answers.into_iter().map(|a| (a.question.clone(), a)).collect();
            by_code.into_values().collect::<Vec<_>>()
        })
        .prop_flat_map(|answers| (Just(answers.clone()), Just(answers).prop_shuffle()))
}

/// What somebody tries, whether or not it is possible.
#[derive(Clone, Copy, Debug)]
enum Attempt {
    File(u8),
    Amend,
    Withdraw,
}

fn attempts() -> impl Strategy<Value = Vec<(Attempt, i64)>> {
    let attempt = prop_oneof![
        (0_u8..4).prop_map(Attempt::File),
        Just(Attempt::Amend),
        Just(Attempt::Withdraw),
    ];
    vec((attempt, -3_000_000_i64..3_000_000), 0..40)
}

proptest! {
    #[test]
    fn nothing_is_read_above_its_ceiling(default in sharing(), own in option::of(sharing()), ceiling in ceiling()) {
        let effective = Sharing::effective(&default, own.as_ref(), ceiling);
        let asked = own.unwrap_or(default);
        prop_assert!(ceiling.is_none_or(|ceiling| !effective.visibility.is_above(ceiling)));
        prop_assert!(effective.visibility.code() <= asked.visibility.code());
        prop_assert!(asked.counted || !effective.counted);
        prop_assert_eq!(effective.embargo_until, asked.embargo_until);
        prop_assert_eq!(effective.clone().under(ceiling), effective);
    }

    #[test]
    fn a_wider_visibility_never_shuts_a_reader_out(
        one in sharing(), other in sharing(), own: bool, secretariat: bool, accredited: bool, days in 0_i64..12,
    ) {
        let reader = Reader {
            own: own.then(|| state("QMA")).into_iter().collect(),
            accredited: accredited.then(|| state("QMB")).into_iter().collect(),
            secretariat,
            ..Reader::default()
        };
        let reads = |visibility: &Visibility| {
            let sharing = Sharing { visibility: visibility.clone(), ..one.clone() };
            reader.may_read(&state("QMA"), &sharing, day(days))
        };
        let (narrow, wide) = if one.visibility.code() <= other.visibility.code() { (&one, &other) } else { (&other, &one) };
        prop_assert!(!reads(&narrow.visibility) || reads(&wide.visibility));
    }

    #[test]
    fn a_preview_does_not_depend_on_the_order_of_answers((one, other) in some_answers(), default in sharing()) {
        let file = Submission { sharing: default, ..submission() };
        let preview = previewed(&file, &one);
        prop_assert_eq!(&preview, &previewed(&file, &other));
        prop_assert!(preview.entries.is_sorted_by(|a, b| a.question < b.question));
        let left = preview.hidden.len() + preview.kept_out.len() + preview.unconfirmed.len();
        let empty = one.iter().filter(|answer| {
            answer.is_confirmed() && answer.content.standing == Some(Standing::Answered(Value::ShortText(String::new())))
        });
        prop_assert_eq!(preview.entries.len() + left + empty.count(), one.len());
    }

    #[test]
    fn what_is_filed_is_what_was_answered((answers, _) in some_answers(), default in sharing(), agrees: bool) {
        let file = Submission { sharing: default, names_state: agrees, ..submission() };
        let preview = previewed(&file, &answers);
        let filing = as_seen(preview.clone(), Root([1; 32]));
        match file.file(permit(act!(FileSubmission)), &a_round(), filing, None, day(5)) {
            Err(refusal) => {
                prop_assert_eq!(refusal, FileRefused::NothingToFile);
                prop_assert!(preview.entries.is_empty());
            }
            Ok(outcome) => {
                let Recorded { filing, entry, .. } = outcome.state;
                prop_assert_eq!(&filing.document.entries, &preview.entries);
                for filed in &filing.document.entries {
                    let answer = answers.iter().find(|answer| answer.question == filed.question).unwrap();
                    prop_assert_eq!(answer.content.standing.as_ref(), Some(&filed.standing));
                    prop_assert_eq!(answer.salt, filed.salt);
                    prop_assert!(answer.is_confirmed());
                }
                let anybody_else = Reader { accredited: [state("QMB")].into(), ..Reader::default() };
                let stays_with_the_team = filing.document.entries.iter()
                    .all(|filed| filed.sharing.visibility == Visibility::NationalTeam);
                prop_assert!(agrees || !stays_with_the_team || entry.state.is_none());
                let named_by_nobody = Sharing::new(Visibility::Audience(Audience::default()));
                let open = filing.document.entries.iter().any(|filed| {
                    filed.sharing.visibility.code() != named_by_nobody.visibility.code()
                        && anybody_else.may_read(&state("QMA"), &filed.sharing, filing.mark.at)
                });
                prop_assert_eq!(entry.state.is_some(), agrees || open);
            }
        }
    }

    #[test]
    fn numbers_and_positions_have_no_gap_and_time_moves_forward(attempts in attempts()) {
        let round = Round { archives_at: None, ..a_round() };
        let (mut file, mut register): (_, Vec<RegisterEntry>) = (submission(), Vec::new());
        let preview = previewed(&file, &[answered("S1.state", chosen("yes"))]);
        for (attempt, microseconds) in attempts {
            let clock = day(5) + TimeDelta::microseconds(microseconds);
            let last = register.last().map(|entry| Edge { position: entry.position, at: entry.filed_at });
            let before = file.clone();
            let recorded = match attempt {
                Attempt::File(root) => {
                    let filing = as_seen(preview.clone(), Root([root; 32]));
                    file.file(permit(act!(FileSubmission)), &round, filing, last, clock)
                        .ok().map(|outcome| (outcome.state.submission, outcome.state.entry))
                }
                Attempt::Withdraw => file.withdraw(permit(act!(Withdraw)), &round, false, last, clock)
                    .ok().map(|outcome| (outcome.state.submission, outcome.state.entry)),
                Attempt::Amend => {
                    let amending = file.begin_amendment(permit(act!(Amend)), &round, clock);
                    file = amending.map_or(before, |outcome| outcome.state);
                    continue;
                }
            };
            match recorded {
                Some((after, entry)) => {
                    file = after;
                    register.push(entry);
                }
                None => file = before,
            }
        }
        for (index, entry) in register.iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap();
            prop_assert_eq!((entry.number, entry.position), (number, Position(u64::from(number))));
        }
        prop_assert!(register.is_sorted_by(|a, b| a.filed_at < b.filed_at));
        let stands = file.stage.standing().map(|mark| mark.position);
        let newest = Position(u64::MAX);
        prop_assert_eq!(stands, match state_at(&register, newest) {
            AsOf::Standing(entry) => Some(entry.position),
            AsOf::NotFiled | AsOf::Tombstone(_) => None,
        });
    }

    #[test]
    fn nothing_typed_is_lost(saves in vec((0_u32..4, "[a-c]", option::of(0_u8..4)), 0..30)) {
        let mut stands: Option<Answer> = None;
        let mut keys: BTreeMap<IdempotencyKey, Kept> = BTreeMap::new();
        let mut kept: Vec<Content> = Vec::new();
        for (based_on, text, key) in saves {
            let key = key.map(|key| IdempotencyKey::new(key.to_string()).unwrap());
            let content = Content {
                standing: Some(Standing::Answered(Value::ShortText(text))),
                language: None,
                translations: Texts::default(),
            };
            let asked = Save { question: code("S2.note"), based_on, key: key.clone(), content };
            let decided = save(stands.as_ref(), key.as_ref().and_then(|key| keys.get(key)), &asked);
            let first = match decided {
                Saved::Stored { revision } => First::Stored { revision },
                Saved::Unmerged { stored, yours } => {
                    prop_assert_eq!(yours, &asked.content);
                    First::Unmerged { stored: stored.map_or(0, |answer| answer.revision) }
                }
                Saved::Repeated(first) => {
                    prop_assert_eq!(keys[key.as_ref().unwrap()].first, first);
                    prop_assert!(kept.contains(&asked.content));
                    continue;
                }
                Saved::KeyReused => {
                    prop_assert!(keys[key.as_ref().unwrap()].content != asked.content);
                    continue;
                }
            };
            kept.push(asked.content.clone());
            if let Some(key) = key {
                keys.insert(key, Kept { content: asked.content.clone(), first });
            }
            if let First::Stored { revision } = first {
                let next = asked.stored(stands.as_ref(), Salt([0; 16]), WRITER, day(1));
                prop_assert_eq!(next.revision, revision);
                stands = Some(next);
            }
        }
        let revisions = stands.map_or(0, |answer| answer.revision as usize);
        prop_assert!(revisions <= kept.len());
    }
}
