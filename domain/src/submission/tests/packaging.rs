use super::*;
use crate::access::{HandInPackage, RegisterHomeKey, RevokeHomeKey, TakePackage};
use crate::id::{HomeKeyId, PackageId};

const PACKAGE: PackageId = PackageId(Uuid::from_u128(70));

fn take(who: &str) -> Permit<TakePackage> {
    permit(TakePackage { state: state(who) })
}

fn handed_in() -> HandedIn {
    let act = HandInPackage { state: state("QMA") };
    HandedIn::hand_in(permit_of(WRITER, act), PACKAGE, ROUND, Root([3; 32]), day(2)).state
}

fn said(standing: Option<Standing>) -> Content {
    let bears = standing.as_ref().and_then(Standing::value).is_some_and(bears_text);
    Content {
        standing,
        language: bears.then_some(Language::English),
        translations: Texts::default(),
    }
}

fn packaged(question: &str, standing: Standing) -> PackagedAnswer {
    PackagedAnswer {
        question: code(question),
        content: said(Some(standing)),
        sharing: Sharing::new(Visibility::Public),
        salt: Salt([7; 16]),
    }
}

fn note(text: &str) -> Standing {
    Standing::Answered(Value::ShortText(text.to_owned()))
}

fn stands(question: &str, standing: Option<Standing>, revision: u32, provenance: Provenance) -> Answer {
    Answer {
        question: code(question),
        content: Content {
            language: Some(Language::English),
            ..said(standing)
        },
        sharing: None,
        revision,
        provenance,
        salt: Salt([1; 16]),
        changed_by: WRITER,
        changed_at: day(1),
    }
}

fn carried(question: &str, confirmed: bool) -> Provenance {
    let from = origin(1, code(question));
    Provenance::Carried { from, confirmed }
}

fn seen(current: &[Answer]) -> BTreeMap<QuestionCode, u32> {
    let revision = |answer: &Answer| (answer.question.clone(), answer.revision);
    current.iter().map(revision).collect()
}

fn taken(
    submission: Submission,
    packaged: &[PackagedAnswer],
    current: &[Answer],
    seen: &BTreeMap<QuestionCode, u32>,
) -> Result<Outcome<TakenPackage>, PackageRefused> {
    let package = handed_in();
    let of = (&package, packaged);
    submission.take_package(take("QMA"), &a_round(), of, (current, seen), || Salt([2; 16]), day(3))
}

#[test]
fn a_package_takes_the_place_of_the_draft_and_nothing_else() {
    let current = [
        stands("S1.state", Some(Standing::Declined), 4, Provenance::Entered),
        stands("S2.agreed", Some(Standing::None), 2, carried("S2.agreed", false)),
        stands("S2.count", Some(Standing::None), 3, carried("S2.count", true)),
        stands("S2.note", None, 5, Provenance::Entered),
    ];
    let package = [
        packaged("S1.state", Standing::Declined),
        packaged("S2.note", note("home")),
    ];
    let evened = Evened::of(&package, &current);
    assert_eq!(evened.changed, [code("S1.state")], "it is read by others");
    assert_eq!(
        (evened.added, evened.taken_back),
        (vec![code("S2.note")], vec![code("S2.count")])
    );
    let outcome = taken(submission(), &package, &current, &seen(&current)).unwrap();
    let became = outcome.state.answers.iter().map(|answer| {
        let standing = answer.content.standing.clone();
        (answer.question.as_str(), answer.revision, standing, answer.salt.0[0])
    });
    let expected = [
        ("S1.state", 5, Some(Standing::Declined), 7),
        ("S2.note", 6, Some(note("home")), 7),
        // What was carried and nobody confirmed stays; what was confirmed is taken back, under a salt of its own.
        ("S2.count", 4, None, 2),
    ];
    assert_eq!(became.collect::<Vec<_>>(), expected);
    assert!(outcome.state.answers.iter().all(|answer| answer.changed_by == WRITER));
    let submission = &outcome.state.submission;
    assert_eq!((submission.last_changed_by, submission.revision), (Some(WRITER), 2));
    assert_eq!(
        (outcome.event.by, outcome.event.what.act().code()),
        (AUTHORITY, "take_package")
    );
    // What is there already, to the salt, is not saved again.
    let now: Vec<_> = outcome.state.answers;
    let again = taken(outcome.state.submission, &package, &now, &seen(&now)).unwrap();
    assert_eq!(again.state.answers, []);
}

#[test]
fn a_package_is_not_taken_for_one_reason_each() {
    let current = [stands("S2.note", Some(note("typed")), 5, Provenance::Entered)];
    let package = [packaged("S2.note", note("home"))];
    let before = BTreeMap::from([(code("S2.note"), 4), (code("S2.count"), 1)]);
    let conflict = Differences {
        removed: vec![code("S2.count")],
        changed: vec![code("S2.note")],
        ..Differences::default()
    };
    let refused = |submission, seen| taken(submission, &package, &current, seen).map(drop).unwrap_err();
    assert_eq!(refused(submission(), &before), PackageRefused::Conflict(conflict));
    let [drafting, filed, amending, withdrawn] = at_every_stage();
    let position = filed.stage.standing().unwrap().position;
    assert_eq!(
        refused(filed.clone(), &seen(&current)),
        PackageRefused::FiledOtherwise(position)
    );
    assert_eq!(filed.has_on_record(Root([9; 32])), Some(position));
    assert_eq!(filed.has_on_record(Root([8; 32])), None);
    for stage in [drafting, amending, withdrawn] {
        assert_eq!(stage.has_on_record(Root([9; 32])), None);
        assert!(taken(stage, &package, &current, &seen(&current)).is_ok());
    }
    let (handed_in, none) = (handed_in(), BTreeMap::new());
    let with = |permit, handed_in: &HandedIn, at| {
        let of = (handed_in, package.as_slice());
        submission().take_package(permit, &a_round(), of, (&[], &none), || Salt([2; 16]), at)
    };
    let other = Err(PackageRefused::Barred(Barred::OtherSubject));
    let foreign = HandedIn {
        state: state("QMB"),
        ..handed_in.clone()
    };
    let elsewhere = HandedIn {
        round: RoundId(Uuid::nil()),
        ..handed_in.clone()
    };
    assert_eq!(with(take("QMB"), &handed_in, day(3)), other);
    assert_eq!(with(take("QMA"), &foreign, day(3)), other);
    assert_eq!(with(take("QMA"), &elsewhere, day(3)), other);
    let archived = Err(PackageRefused::Barred(Barred::Shut(Shut::Archived)));
    assert_eq!(with(take("QMA"), &handed_in, day(30)), archived);
}

#[test]
fn what_could_not_be_filed_is_named_with_its_question() {
    let flawed = |packaged: &[PackagedAnswer]| flaws(&edition(), &BTreeSet::from([state("QMA")]), packaged);
    let yes = Standing::Answered(Value::SingleChoice(Chosen {
        option: OptionCode::new("yes").unwrap(),
        text: None,
    }));
    let detail = Standing::Answered(Value::LongText("words".to_owned()));
    let whole = [
        packaged("S1.state", yes),
        packaged("S1.detail", detail.clone()),
        packaged("S2.note", note("short")),
    ];
    assert_eq!(flawed(&whole), []);
    let one = |answer: PackagedAnswer| flawed(&[answer]).pop().map(|(_, flaw)| flaw);
    assert_eq!(
        one(packaged("S9.note", note("short"))),
        Some(PackageFlaw::UnknownQuestion)
    );
    assert_eq!(one(packaged("S1.detail", detail)), Some(PackageFlaw::Hidden));
    assert_eq!(one(packaged("S2.note", note("e\u{301}"))), Some(PackageFlaw::OtherForm));
    let unlabelled = PackagedAnswer {
        content: Content {
            language: None,
            ..said(Some(note("short")))
        },
        ..packaged("S2.note", note("short"))
    };
    assert_eq!(one(unlabelled), Some(PackageFlaw::OtherForm));
    for wrong in [
        packaged("S2.note", note("longer than ten")),
        packaged("S1.confirmed", Standing::Declined),
    ] {
        assert!(matches!(one(wrong), Some(PackageFlaw::Invalid(_))));
    }
    let shared = |visibility| PackagedAnswer {
        sharing: Sharing::new(visibility),
        ..packaged("S2.unit", Standing::Declined)
    };
    assert_eq!(one(shared(Visibility::Secretariat)), None);
    assert_eq!(
        one(shared(Visibility::Public)),
        Some(PackageFlaw::AboveCeiling(Ceiling::Secretariat))
    );
    let nobody = Visibility::Audience(Audience::default());
    assert_eq!(one(shared(nobody)), Some(PackageFlaw::EmptyAudience));
}

#[test]
fn a_key_is_registered_once_and_revoked_once() {
    let register = |who: &str, kid: &str, before: &[HomeKey]| {
        let permit = permit(RegisterHomeKey { state: state(who) });
        HomeKey::register(
            permit,
            HomeKeyId(Uuid::nil()),
            (kid.to_owned(), [4; 32]),
            before,
            day(1),
        )
    };
    let key = register("QMA", "home", &[]).unwrap().state;
    let before = std::slice::from_ref(&key);
    assert_eq!(register("QMA", "home", before), Err(HomeKeyRefused::Known));
    assert_eq!(register("QMB", "home", before), Err(HomeKeyRefused::OtherSubject));
    for name in ["", "two words", "clé", &"k".repeat(101)] {
        assert_eq!(register("QMA", name, before), Err(HomeKeyRefused::Name));
    }
    let named = |at: usize| HomeKey {
        kid: at.to_string(),
        ..key.clone()
    };
    let many: Vec<_> = (0..HomeKey::MOST).map(named).collect();
    assert_eq!(register("QMA", "home", &many), Err(HomeKeyRefused::TooMany));
    let revoke = |key: HomeKey, who: &str| key.revoke(permit(RevokeHomeKey { state: state(who) }), day(2));
    assert_eq!(revoke(key.clone(), "QMB"), Err(HomeKeyRefused::OtherSubject));
    let revoked = revoke(key, "QMA").unwrap().state;
    assert!(!revoked.holds());
    assert_eq!(
        register("QMA", "home", std::slice::from_ref(&revoked)),
        Err(HomeKeyRefused::Known)
    );
    assert_eq!(revoke(revoked, "QMA"), Err(HomeKeyRefused::Revoked));
}
