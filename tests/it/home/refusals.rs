//! What is handed in and not taken: forged, altered, somebody else's, or not fit to be filed here.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use register::{AnswerRecord, Document, Entry, Header, PackagedTranslation, Salt, Signer};

use super::*;

/// A key that the State uses at home and that this story can sign with.
pub(super) fn signer() -> Signer {
    Signer::from_seed("home".to_owned(), &[3; 32])
}

pub(super) fn public_key(signer: &Signer) -> String {
    BASE64.encode(signer.verifying_key().as_bytes())
}

/// What a refused package is told: each reason, with the question where there is one.
fn reasons(answer: &Answer) -> Vec<(String, Option<String>)> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{:#}", answer.json);
    let refusals = answer.json["errors"][0]["extensions"]["refusals"].as_array().unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().map(str::to_owned);
    let each = refusals.iter().map(|one| {
        assert!(text(one, "message").is_some_and(|message| !message.is_empty()));
        (text(one, "reason").unwrap(), text(one, "question"))
    });
    each.collect()
}

/// Answers by question, to be altered.
fn answers(package: &Package) -> BTreeMap<String, (Salt, AnswerRecord)> {
    let entries = package.document.entries().iter();
    let open = |entry: &Entry| {
        let opening = entry.opening.clone().unwrap();
        (entry.question.clone(), (opening.salt, opening.answer))
    };
    entries.map(open).collect()
}

/// The same package around another document.
fn with_document(package: &Package, header: Header, answers: BTreeMap<String, (Salt, AnswerRecord)>) -> Package {
    let entries = answers.into_values().map(|(salt, answer)| Entry::opened(salt, answer));
    let document = Document::new(header, entries.collect()).unwrap();
    let mut sharings: BTreeMap<_, _> = (package.sharings.iter())
        .map(|sharing| (sharing.question.clone(), sharing.clone()))
        .collect();
    let template = package.sharings[0].clone();
    let sharings = document.entries().iter().map(|entry| {
        sharings
            .remove(&entry.question)
            .unwrap_or_else(|| register::PackagedSharing {
                question: entry.question.clone(),
                ..template.clone()
            })
    });
    let sharings = sharings.collect();
    let is_there = |code: &str| document.entries().iter().any(|entry| entry.question == code);
    let mut evidence = package.evidence.clone();
    evidence.retain(|_| is_there("VX.attachments"));
    let mut translations = package.translations.clone();
    translations.retain(|translation| is_there(&translation.question));
    Package {
        sharings,
        evidence,
        translations,
        document,
        ..package.clone()
    }
}

/// The same answers for another round.
pub(super) fn of_round(package: &Package, round: &str) -> Package {
    let header = Header {
        round: round.to_owned(),
        ..package.document.header().clone()
    };
    with_document(package, header, answers(package))
}

/// An answer without text.
fn silence(question: &str) -> (String, (Salt, AnswerRecord)) {
    let answer = AnswerRecord {
        question: question.to_owned(),
        standing: "declined".to_owned(),
        value: None,
        language: None,
    };
    (question.to_owned(), (Salt([5; 16]), answer))
}

#[tokio::test]
async fn whatever_was_altered_on_the_way_is_refused() {
    let away = Away::ready().await;
    let (central, focal) = (&away.central, &away.here.focal);
    let package = away.package(1).await;
    let (head, rest) = package.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    // A letter anywhere in what is signed, and in the signature.
    for at in (0..body.len()).step_by(body.len() / 12) {
        let mut altered = body.as_bytes().to_vec();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = format!("{head}.{}.{signature}", String::from_utf8(altered).unwrap());
        assert_eq!(
            reasons(&hand_in(central, focal, "QMA", altered.into()).await)[0].0,
            "signature"
        );
    }
    let whole: Value = serde_json::from_slice(&BASE64.decode(body).unwrap()).unwrap();
    for pointer in [
        "/document/entries/1/opening/salt",
        "/document/root",
        "/sharings/0/visibility",
        "/document/header/state",
    ] {
        let mut altered = whole.clone();
        *altered.pointer_mut(pointer).unwrap() = json!("QMB");
        let altered = format!("{head}.{}.{signature}", BASE64.encode(altered.to_string()));
        assert_eq!(
            reasons(&hand_in(central, focal, "QMA", altered.into()).await)[0].0,
            "signature",
            "{pointer}"
        );
    }
    let other = signer().package(&opened(&away.home, &package).await);
    let swapped = format!("{head}.{body}.{}", other.rsplit_once('.').unwrap().1);
    assert_eq!(
        reasons(&hand_in(central, focal, "QMA", swapped.into()).await)[0].0,
        "signature"
    );
    let receipt = "query { filing(position: 1) { receipt } }";
    let receipt = away.home.call(&away.at_home.authority, receipt, json!({})).await;
    let receipt = receipt.data()["filing"]["receipt"].as_str().unwrap().to_owned();
    for text in ["", "{}", "a.b.c", receipt.as_str()] {
        let refused = hand_in(central, focal, "QMA", text.as_bytes().to_vec()).await;
        assert_eq!(reasons(&refused)[0].0, "not_a_package", "{text}");
    }
    assert_eq!(
        reasons(&hand_in(central, focal, "QMA", vec![0xff; 9]).await)[0].0,
        "not_a_package"
    );
    let large = hand_in(central, focal, "QMA", vec![b'a'; 8 * 1024 * 1024 + 1]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(large.json["errors"][0]["extensions"]["reason"], "too_large");
}

#[tokio::test]
async fn a_key_counts_for_its_own_state_until_it_is_revoked() {
    let away = Away::filed().await;
    let (central, here) = (&away.central, &away.here);
    let package = away.package(1).await;
    let keys = keys_of(&away.home).await;
    let key = (keys[0].0.as_str(), keys[0].1.as_str());
    let send = async || hand_in(central, &here.focal, "QMA", package.clone().into_bytes()).await;
    assert_eq!(reasons(&send().await)[0].0, "unknown_key");
    // Another State's registration of the very key is nobody else's business.
    let other = Team::of(central, "QMB").await;
    registered(central, &other.authority, "QMB", key).await;
    assert_eq!(reasons(&send().await)[0].0, "unknown_key");
    let foreign = hand_in(central, &other.focal, "QMB", package.clone().into_bytes()).await;
    assert_eq!(reasons(&foreign)[0].0, "other_state");
    let listed = "query ($state: String!) { homeKeys(state: $state) { kid revokedAt } }";
    let seen = central.call(&other.authority, listed, json!({"state": "QMA"})).await;
    assert_eq!(seen.data()["homeKeys"], json!([]));

    let id = registered(central, &here.authority, "QMA", key).await;
    let waiting = away.handed_in(&package).await;
    let shown = preview(central, &here.authority, &waiting).await;
    for who in [&other.authority, &here.focal] {
        let refused = revoke_key(central, who, &id).await;
        assert_eq!(
            refused.code(),
            if who.account == here.focal.account {
                "FORBIDDEN"
            } else {
                "NOT_FOUND"
            }
        );
    }
    revoke_key(central, &here.authority, &id).await.data();
    assert_eq!(reasons(&send().await)[0].0, "revoked_key");
    // What was handed in before is not filed any more.
    keep(central, &here.focal, ("QMA", "act.pdf"), act()).await;
    let refused = file_package(central, &here.authority, &waiting, &shown).await;
    assert_eq!(
        (refused.code(), &refused.extensions()["reason"]),
        ("INVALID", &json!("revoked_key"))
    );
    assert_eq!(
        look(central, &here.authority, &waiting).await.extensions()["reason"],
        "revoked_key"
    );
    assert_eq!(register_entries(central, None).await.len(), 1);
    // It does not come back, and nothing can be registered that is no key.
    assert_eq!(revoke_key(central, &here.authority, &id).await.code(), "STATE");
    assert_eq!(
        register_key(central, &here.authority, "QMA", key).await.code(),
        "CONFLICT"
    );
    let identity = BASE64.encode([[1].as_slice(), &[0; 31]].concat());
    for bad in ["", "AAAA", identity.as_str(), &"=".repeat(43)] {
        let refused = register_key(central, &here.authority, "QMA", ("another", bad)).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["field"]),
            ("INVALID", &json!("input.publicKey")),
            "{bad}"
        );
    }
    for name in ["", "two words", &"k".repeat(101)] {
        let refused = register_key(central, &here.authority, "QMA", (name, key.1)).await;
        assert_eq!(refused.extensions()["field"], "input.kid");
    }
    for at in 0..10 {
        registered(central, &here.authority, "QMA", (&format!("key-{at}"), key.1)).await;
    }
    let full = register_key(central, &here.authority, "QMA", ("key-10", key.1)).await;
    assert_eq!((full.code(), &full.extensions()["maximum"]), ("LIMIT", &json!(10)));
    let refused = register_key(central, &here.focal, "QMA", ("focal", key.1)).await;
    assert_eq!(refused.code(), "FORBIDDEN");
}

#[tokio::test]
async fn the_packages_of_another_state_do_not_exist() {
    let away = Away::ready().await;
    let central = &away.central;
    let package = away.package(1).await;
    let id = away.handed_in(&package).await;
    let shown = preview(central, &away.here.authority, &id).await;
    let other = Team::of(central, "QMB").await;
    let officer = central.secretariat(Role::SecretariatOfficer).await;
    let auditor = central.secretariat(Role::Auditor).await;
    for who in [&other.focal, &other.authority, &officer, &auditor] {
        assert_eq!(look(central, who, &id).await.data()["packagePreview"], Value::Null);
        assert_eq!(file_package(central, who, &id, &shown).await.code(), "NOT_FOUND");
        let refused = hand_in(central, who, "QMA", package.clone().into_bytes()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        hand_in(central, None, "QMA", Vec::new()).await.status,
        StatusCode::UNAUTHORIZED
    );
    // Nor do they for those of the own State who read some sections only.
    let contributor = central.of("QMA", Role::Contributor).await;
    assert_eq!(
        look(central, &contributor, &id).await.data()["packagePreview"],
        Value::Null
    );
    for who in [&contributor, &away.here.focal] {
        assert_eq!(file_package(central, who, &id, &shown).await.code(), "FORBIDDEN");
    }
}

#[tokio::test]
async fn who_hands_in_does_not_file_and_nothing_is_filed_under_another_root() {
    let away = Away::ready().await;
    let (central, authority) = (&away.central, &away.here.authority);
    let package = away.package(1).await.into_bytes();
    let taken = hand_in(central, authority, "QMA", package).await;
    let id = taken.json["id"].as_str().unwrap();
    let shown = preview(central, authority, id).await;
    let refused = file_package(central, authority, id, &shown).await;
    assert_eq!(
        (refused.code(), &refused.extensions()["reason"]),
        ("STATE", &json!("four_eyes"))
    );
    let second = central.of("QMA", Role::PublishingAuthority).await;
    let mut another = shown.clone();
    another["root"] = json!("00".repeat(32));
    let refused = file_package(central, &second, id, &another).await;
    assert_eq!(
        (refused.code(), &refused.extensions()["field"]),
        ("CONFLICT", &json!("input.root"))
    );
    let mut another = shown.clone();
    another["seen"] = json!("AAAA");
    assert_eq!(file_package(central, &second, id, &another).await.code(), "INVALID");
    file_package(central, &second, id, &shown).await.data();
}

#[tokio::test]
async fn a_package_for_something_else_is_refused_by_name() {
    let away = Away::ready().await;
    let (central, here) = (&away.central, &away.here);
    registered(central, &here.authority, "QMA", ("home", &public_key(&signer()))).await;
    let package = opened(&away.home, &away.package(1).await).await;
    let header = package.document.header().clone();
    let cases = [
        (
            "other_state",
            Header {
                state: "QMB".to_owned(),
                ..header.clone()
            },
        ),
        (
            "other_round",
            Header {
                round: "views-2031".to_owned(),
                ..header.clone()
            },
        ),
        (
            "other_round",
            Header {
                round: "no such round".to_owned(),
                ..header.clone()
            },
        ),
        (
            "other_edition",
            Header {
                edition: "poa-views/1".to_owned(),
                ..header.clone()
            },
        ),
        (
            "other_edition",
            Header {
                edition_hash: register::Hash([9; 32]),
                ..header.clone()
            },
        ),
    ];
    for (reason, header) in cases {
        let altered = with_document(&package, header, answers(&package));
        let refused = hand_in(central, &here.focal, "QMA", signer().package(&altered).into()).await;
        assert_eq!(reasons(&refused), [(reason.to_owned(), None)]);
    }
    let same = signer().package(&with_document(&package, header, answers(&package)));
    assert_eq!(
        hand_in(central, &here.focal, "QMA", same.into()).await.status,
        StatusCode::CREATED
    );
}

type Answers = BTreeMap<String, (Salt, AnswerRecord)>;

/// A package of a key that the State registered and that somebody else has got hold of.
async fn forged() -> (Away, Package) {
    let away = Away::ready().await;
    registered(
        &away.central,
        &away.here.authority,
        "QMA",
        ("home", &public_key(&signer())),
    )
    .await;
    let package = opened(&away.home, &away.package(1).await).await;
    (away, package)
}

/// What is told of a package that is handed in.
async fn told(away: &Away, package: &Package) -> Vec<(String, Option<String>)> {
    let refused = hand_in(&away.central, &away.here.focal, "QMA", signer().package(package).into());
    reasons(&refused.await)
}

#[tokio::test]
async fn an_answer_that_could_not_be_filed_here_is_refused_with_its_question() {
    let (away, package) = forged().await;
    let header = package.document.header().clone();
    let alter = |change: &dyn Fn(&mut Answers)| {
        let mut answers = answers(&package);
        change(&mut answers);
        with_document(&package, header.clone(), answers)
    };
    let value = |code: &'static str, value: Value| {
        alter(&move |answers| answers.get_mut(code).unwrap().1.value = Some(value.clone()))
    };
    let cases = [
        (
            "unknown_question",
            "VT.nothing",
            alter(&|answers| answers.extend([silence("VT.nothing")])),
        ),
        (
            "unknown_question",
            "nothing",
            alter(&|answers| answers.extend([silence("nothing")])),
        ),
        // A bound question has no answer; what is not asked after the others is hidden.
        (
            "invalid",
            "VX.confirmation",
            alter(&|answers| answers.extend([silence("VX.confirmation")])),
        ),
        (
            "hidden",
            "VA.group_name",
            alter(&|answers| answers.extend([silence("VA.group_name")])),
        ),
        (
            "invalid",
            "VA.capacity",
            value("VA.capacity", json!({"option": "nothing"})),
        ),
        ("invalid", "VT.topic_a", value("VT.topic_a", json!("字".repeat(1001)))),
        ("other_form", "VT.topic_a", value("VT.topic_a", json!("e\u{301}"))),
        (
            "other_form",
            "VT.topic_a",
            value("VT.topic_a", json!({"text": "words"})),
        ),
        (
            "other_form",
            "VA.capacity",
            value("VA.capacity", json!({"option": "national", "beside": 1})),
        ),
        (
            "other_form",
            "VT.topic_a",
            alter(&|answers| answers.get_mut("VT.topic_a").unwrap().1.language = None),
        ),
        (
            "other_form",
            "VA.capacity",
            alter(&|answers| answers.get_mut("VA.capacity").unwrap().1.language = Some("en".to_owned())),
        ),
        (
            "other_form",
            "VT.topic_b",
            alter(&|answers| answers.get_mut("VT.topic_b").unwrap().1.standing = "silent".to_owned()),
        ),
    ];
    for (reason, question, altered) in cases {
        assert_eq!(
            told(&away, &altered).await,
            [(reason.to_owned(), Some(question.to_owned()))]
        );
    }
    // Everything against it is told at once.
    let both = alter(&|answers| {
        answers.extend([silence("VT.nothing")]);
        answers.get_mut("VA.capacity").unwrap().1.language = Some("xx".to_owned());
    });
    assert_eq!(told(&away, &both).await.len(), 2);
}

#[tokio::test]
async fn an_answer_that_could_not_be_shared_so_here_is_refused_with_its_question() {
    let (away, package) = forged().await;
    let share = |code: &str, change: &dyn Fn(&mut register::PackagedSharing)| {
        let mut altered = package.clone();
        change(
            altered
                .sharings
                .iter_mut()
                .find(|sharing| sharing.question == code)
                .unwrap(),
        );
        altered
    };
    let cases = [
        (
            "ceiling",
            "VA.contact",
            share("VA.contact", &|sharing| sharing.visibility = "public".to_owned()),
        ),
        (
            "sharing",
            "VA.authority",
            share("VA.authority", &|sharing| sharing.visibility = "friends".to_owned()),
        ),
        (
            "sharing",
            "VA.authority",
            share("VA.authority", &|sharing| {
                sharing.audience_states = vec!["QAA".to_owned()];
            }),
        ),
        (
            "sharing",
            "VA.authority",
            share("VA.authority", &|sharing| sharing.audience_states.clear()),
        ),
        (
            "sharing",
            "VT.topic_b",
            share("VT.topic_b", &|sharing| {
                sharing.audience_states = vec!["QMC".to_owned()];
            }),
        ),
    ];
    for (reason, question, altered) in cases {
        assert_eq!(
            told(&away, &altered).await,
            [(reason.to_owned(), Some(question.to_owned()))]
        );
    }
    let translation = |question: &str, status: &str| {
        let mut altered = package.clone();
        altered.translations.push(PackagedTranslation {
            question: question.to_owned(),
            language: "ru".to_owned(),
            status: status.to_owned(),
            content: "Слова".to_owned(),
        });
        altered
    };
    for (question, status) in [("VT.topic_a", "official"), ("VT.topic_d", "unofficial")] {
        let refused = told(&away, &translation(question, status)).await;
        assert_eq!(refused, [("sharing".to_owned(), Some(question.to_owned()))]);
    }
}

#[tokio::test]
async fn a_package_says_what_is_wrong_in_six_languages() {
    let away = Away::filed().await;
    let package = away.package(1).await;
    let mut told = std::collections::BTreeSet::new();
    for language in ["ar", "zh", "en", "fr", "ru", "es"] {
        let request = Request::post("/packages?state=QMA")
            .header(ACCEPT_LANGUAGE, language)
            .header(AUTHORIZATION, format!("Bearer {}", away.here.focal.token));
        let refused = away
            .central
            .send(request.body(Body::from(package.clone())).unwrap())
            .await;
        let message = refused.json["errors"][0]["extensions"]["refusals"][0]["message"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(message.contains(&keys_of(&away.home).await[0].0), "{message}");
        told.insert(message);
    }
    assert_eq!(told.len(), 6);
}

#[tokio::test]
async fn what_waits_too_long_gives_way_and_says_so() {
    let away = Away::ready().await;
    let central = &away.central;
    let mut ids = Vec::new();
    for _ in 0..6 {
        away.home.pass(TimeDelta::seconds(1));
        central.pass(TimeDelta::seconds(1));
        ids.push(away.handed_in(&away.package(1).await).await);
    }
    let lapsed = look(central, &away.here.authority, &ids[0]).await;
    assert_eq!(
        (lapsed.code(), &lapsed.extensions()["reason"]),
        ("STATE", &json!("lapsed"))
    );
    let shown = preview(central, &away.here.authority, &ids[1]).await;
    let refused = file_package(central, &away.here.authority, &ids[0], &shown).await;
    assert_eq!(refused.extensions()["reason"], "lapsed");
    central.pass(TimeDelta::days(31));
    let later = Team::of(central, "QMA").await;
    let anew = signer();
    registered(central, &later.authority, "QMA", ("home", &public_key(&anew))).await;
    let package = anew.package(&opened(&away.home, &away.package(1).await).await);
    let newest = hand_in(central, &later.focal, "QMA", package.into()).await;
    assert_eq!(newest.status, StatusCode::CREATED);
    assert_eq!(
        look(central, &later.authority, &ids[5]).await.extensions()["reason"],
        "lapsed"
    );
}
