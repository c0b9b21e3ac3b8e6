//! Run at home, file centrally: two installations, each with a database and keys of its own, and a package that goes from one to
//! the other.

mod command;
mod refusals;

use std::sync::Arc;

use api::mint::Clock;
use axum::body::Body;
use chrono::TimeDelta;
use domain::access::Role;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use http::{Request, StatusCode};
use register::{KeyRing, Package, Piece, Report, verify_package};
use serde_json::{Value, json};
use tests::app::{Answer, Persona, Shelf, TestApp, noon};
use tests::database::fresh;
use tests::delegation::{
    Team, all_stored, amend, answer, file, filing, open_submission, register_entries, save, share_draft, withdraw,
};

use crate::evidence::{keep, pdf};
use crate::filing::round;

const EDITION: &str = "views-and-assessments/1";

/// What the State keeps at home and cites.
fn act() -> Vec<u8> {
    pdf("the act of QMA on the security of networks")
}

/// A State that has filed at home, and its people at the centre.
struct Away {
    home: TestApp,
    at_home: Team,
    file_at_home: String,
    central: TestApp,
    here: Team,
}

/// An installation with other keys than that of every story.
async fn installation(seed: u64) -> TestApp {
    TestApp::over(Arc::new(fresh().await), Clock::at(noon()), seed, Shelf::folder()).await
}

impl Away {
    /// Both installations have the round; the State has filed at home, and another State at the centre.
    async fn filed() -> Self {
        let (home, central) = (installation(7).await, installation(1).await);
        let at_home = Team::of(&home, "QMA").await;
        let round_at_home = round(&home, EDITION, "views-2027").await;
        let file_at_home = open_submission(&home, &at_home.focal, "QMA", &round_at_home, "EN").await;
        let evidence = keep(&home, &at_home.focal, ("QMA", "act.pdf"), act()).await;
        let cited =
            json!({"evidenceItems": [{"kept": evidence}, {"link": {"url": "https://example.org/a", "title": "Page"}}]});
        let answers = [
            ("VA.authority", json!({"shortText": "Ministère e\u{301}tranger"})),
            (
                "VA.contact",
                json!({"contact": {"name": "Qima", "unit": "Desk", "email": "desk@example.org"}}),
            ),
            ("VA.capacity", json!({"singleChoice": {"option": "national"}})),
            ("VT.topic_b", json!({"silence": "DECLINED"})),
            ("VX.attachments", cited),
        ];
        answer(&home, &at_home.focal, &file_at_home, &answers).await;
        let translated = json!([{"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "网络安全"}, "language": "ZH",
            "translations": [{"language": "FR", "content": "La sécurité"}]}]);
        all_stored(&save(&home, &at_home.focal, &file_at_home, translated.as_array().unwrap()).await);
        let sharing = json!({"default": {"visibility": "PUBLIC"}, "answers": [
            {"question": "VA.authority", "sharing": {"visibility": "AUDIENCE", "audience": {"states": ["QMC"]}, "isCounted": true}},
            {"question": "VA.capacity", "sharing": {"visibility": "PUBLIC", "embargoUntil": "2027-06-01T00:00:00Z"}},
        ]});
        share_draft(&home, &at_home.authority, &file_at_home, sharing).await;
        file(&home, &at_home.authority, &file_at_home).await;
        let round_here = round(&central, EDITION, "views-2027").await;
        let other = Team::of(&central, "QMB").await;
        let others = open_submission(&central, &other.focal, "QMB", &round_here, "EN").await;
        answer(
            &central,
            &other.focal,
            &others,
            &[("VA.authority", json!({"shortText": "Desk"}))],
        )
        .await;
        file(&central, &other.authority, &others).await;
        let here = Team::of(&central, "QMA").await;
        Self {
            home,
            at_home,
            file_at_home,
            central,
            here,
        }
    }

    /// The same; the key of the instance at home is registered, and the document that is cited was sent.
    async fn ready() -> Self {
        let away = Self::filed().await;
        for (kid, key) in keys_of(&away.home).await {
            registered(&away.central, &away.here.authority, "QMA", (&kid, &key)).await;
        }
        keep(&away.central, &away.here.focal, ("QMA", "act.pdf"), act()).await;
        away
    }

    /// What stands at home, as a package.
    async fn package(&self, position: i64) -> String {
        exported(&self.home, &self.at_home.authority, position).await
    }

    /// Hands a package in, which has to be taken, and returns its id.
    async fn handed_in(&self, package: &str) -> String {
        let taken = hand_in(&self.central, &self.here.focal, "QMA", package.as_bytes().to_vec()).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{:#}", taken.json);
        taken.json["id"].as_str().unwrap().to_owned()
    }

    /// Hands in what stands at home, looks at it and files it; returns what is on record here.
    async fn carried(&self) -> Value {
        let id = self.handed_in(&self.package(1).await).await;
        let shown = preview(&self.central, &self.here.authority, &id).await;
        let filed = file_package(&self.central, &self.here.authority, &id, &shown).await;
        filed.data()["filePackage"].clone()
    }

    /// An empty working file of the State here.
    async fn file_here(&self) -> String {
        let rounds = "{ round(key: \"views-2027\") { id } }";
        let round = self.central.call(None, rounds, json!({})).await;
        let round = round.data()["round"]["id"].as_str().unwrap().to_owned();
        open_submission(&self.central, &self.here.focal, "QMA", &round, "EN").await
    }
}

/// A package that waits, for those who look at what everybody may do.
#[derive(Default)]
pub(crate) struct Staged {
    /// The key that it is signed with, as it is registered, and another one that could be.
    pub(crate) key: String,
    pub(crate) public_key: String,
    /// The package, and what its preview returned.
    pub(crate) id: String,
    pub(crate) root: Value,
    pub(crate) seen: Value,
}

impl Staged {
    /// Hands in what stands at the first position, as if it had been filed at home in another round.
    pub(crate) async fn hand_in(app: &TestApp, [focal, authority]: [&Persona; 2], round: &str) -> Self {
        let signer = refusals::signer();
        let public_key = refusals::public_key(&signer);
        let key = registered(app, authority, "QMA", ("home", &public_key)).await;
        let package = opened(app, &exported(app, authority, 1).await).await;
        let package = refusals::of_round(&package, round);
        let taken = hand_in(app, focal, "QMA", signer.package(&package).into()).await;
        let id = taken.json["id"].as_str().expect("it is taken").to_owned();
        let shown = preview(app, authority, &id).await;
        Self {
            key,
            public_key,
            root: shown["root"].clone(),
            seen: shown["seen"].clone(),
            id,
        }
    }
}

/// The keys of an installation, as it publishes them.
async fn published(app: &TestApp) -> Vec<u8> {
    let answer = app
        .send(Request::get("/.well-known/jwks.json").body(Body::empty()).unwrap())
        .await;
    answer.bytes.to_vec()
}

/// Name and public key of each key that signs for the register.
async fn keys_of(app: &TestApp) -> Vec<(String, String)> {
    let set: Value = serde_json::from_slice(&published(app).await).unwrap();
    let keys = set["keys"].as_array().unwrap().iter();
    let text = |key: &Value, name: &str| key[name].as_str().unwrap().to_owned();
    keys.filter(|key| key["normtrack_purpose"] == "receipt")
        .map(|key| (text(key, "kid"), text(key, "x")))
        .collect()
}

async fn register_key(app: &TestApp, who: &Persona, state: &str, (kid, key): (&str, &str)) -> Answer {
    let document = "mutation ($input: RegisterHomeKeyInput!) { registerHomeKey(input: $input) {
        key { id kid publicKey state { code } registeredAt revokedAt } } }";
    let input = json!({"state": state, "kid": kid, "publicKey": key});
    app.call(who, document, json!({"input": input})).await
}

/// Registers a key, and returns its id.
async fn registered(app: &TestApp, who: &Persona, state: &str, key: (&str, &str)) -> String {
    let answer = register_key(app, who, state, key).await;
    answer.data()["registerHomeKey"]["key"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn revoke_key(app: &TestApp, who: &Persona, id: &str) -> Answer {
    let document = "mutation ($input: RevokeHomeKeyInput!) { revokeHomeKey(input: $input) { key { kid revokedAt } } }";
    app.call(who, document, json!({"input": {"key": id}})).await
}

async fn export(app: &TestApp, who: Option<&Persona>, position: i64) -> Value {
    let document = "query ($position: Int!) { filing(position: $position) { package } }";
    let answer = app.call(who, document, json!({"position": position})).await;
    answer.data()["filing"]["package"].clone()
}

async fn exported(app: &TestApp, who: &Persona, position: i64) -> String {
    export(app, Some(who), position)
        .await
        .as_str()
        .expect("a package")
        .to_owned()
}

async fn hand_in(app: &TestApp, who: impl Into<Option<&Persona>>, state: &str, bytes: Vec<u8>) -> Answer {
    let mut request = Request::post(format!("/packages?state={state}")).header(ACCEPT_LANGUAGE, "en");
    if let Some(who) = who.into() {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    app.send(request.body(Body::from(bytes)).unwrap()).await
}

async fn look(app: &TestApp, who: &Persona, id: &str) -> Answer {
    let document = "query ($id: ID!) { packagePreview(id: $id) { id root seen home homePosition answerCount publicCount
        namesState takenBack missingEvidence { sha256 title } submission { id } filing { position }
        answers { question outcome content { standing language translations { content language } }
            sharing { visibility isCounted embargoUntil audienceStates { code } } } } }";
    app.call(who, document, json!({"id": id})).await
}

async fn preview(app: &TestApp, who: &Persona, id: &str) -> Value {
    let shown = look(app, who, id).await.data()["packagePreview"].clone();
    assert!(shown.is_object(), "the package is there");
    shown
}

async fn file_package(app: &TestApp, who: &Persona, id: &str, shown: &Value) -> Answer {
    let document = "mutation ($input: FilePackageInput!) { filePackage(input: $input) { receipt
        submission { id stage } filing { position number kind status root answerCount } } }";
    let input = json!({"package": id, "root": shown["root"], "seen": shown["seen"]});
    app.call(who, document, json!({"input": input})).await
}

/// A package, verified by the keys of an installation.
async fn opened(app: &TestApp, package: &str) -> Package {
    let keys = KeyRing::parse(&published(app).await).unwrap();
    verify_package(package, |kid| keys.register_key(kid)).expect("the package verifies")
}

/// What everything that the verifier can hold against everything else shows.
async fn verified<'f>(app: &TestApp, files: &[(&'f str, &'f str)]) -> Report {
    let keys = KeyRing::parse(&published(app).await).unwrap();
    Report::of(files.iter().map(|(name, text)| (*name, text.as_bytes())), Some(&keys))
}

/// The question codes of answers by what becomes of them.
fn outcomes(shown: &Value) -> Value {
    let answers = shown["answers"].as_array().unwrap().iter();
    answers
        .map(|answer| {
            (
                answer["question"].as_str().unwrap().to_owned(),
                answer["outcome"].clone(),
            )
        })
        .collect()
}

#[tokio::test]
async fn what_is_filed_at_home_is_filed_centrally_as_the_same_document_under_a_receipt_of_the_centre() {
    let away = Away::ready().await;
    let (home, central) = (&away.home, &away.central);
    let extract_at_home = filing(home, None, 1).await;
    let package = away.package(1).await;
    let id = away.handed_in(&package).await;
    let shown = preview(central, &away.here.authority, &id).await;
    assert_eq!(shown["root"], extract_at_home["root"], "the same root as at home");
    assert_eq!(shown["submission"], Value::Null, "filing opens a working file");
    assert_eq!((&shown["homePosition"], &shown["answerCount"]), (&json!(1), &json!(6)));
    assert_eq!(shown["missingEvidence"], json!([]));
    let answers = shown["answers"].as_array().unwrap();
    let of = |code: &str| answers.iter().find(|answer| answer["question"] == code).unwrap();
    assert!(answers.iter().all(|answer| answer["outcome"] == "ADDED"), "{shown:#}");
    assert_eq!(
        of("VA.authority")["sharing"]["audienceStates"],
        json!([{"code": "QMC"}])
    );
    assert_eq!(of("VA.contact")["sharing"]["visibility"], "SECRETARIAT", "its ceiling");
    assert_eq!(
        of("VA.capacity")["sharing"]["embargoUntil"],
        "2027-06-01T00:00:00+00:00"
    );

    central.pass(TimeDelta::minutes(5));
    let authority = central.renewed(&away.here.authority);
    let filed = file_package(central, &authority, &id, &shown).await;
    let filed = &filed.data()["filePackage"];
    assert_eq!(filed["submission"]["stage"], "FILED");
    assert_eq!(
        (&filed["filing"]["position"], &filed["filing"]["kind"]),
        (&json!(2), &json!("FILING"))
    );
    assert_eq!(filed["filing"]["root"], extract_at_home["root"]);

    // The same bytes, and not only the same root: every salt came along.
    let returned = opened(central, &exported(central, &authority, 2).await).await;
    let packaged = opened(home, &package).await;
    assert_eq!(returned.document.to_json(), packaged.document.to_json());
    assert_eq!(returned.sharings, packaged.sharings);
    assert_eq!(returned.translations, packaged.translations);
    assert_eq!(
        returned.evidence, packaged.evidence,
        "the citations open as they do at home"
    );

    // What was proved at home holds under the receipt of the centre, offline.
    let receipt = filed["receipt"].as_str().unwrap();
    let document = String::from_utf8(packaged.document.to_json()).unwrap();
    let evidence = String::from_utf8(packaged.evidence[0].to_json()).unwrap();
    let extract = extract_at_home["extract"].as_str().unwrap();
    let files = [
        ("receipt", receipt),
        ("extract", extract),
        ("document", document.as_str()),
        ("act", &evidence),
    ];
    let report = verified(central, &files).await;
    assert!(report.holds(), "{report}");
    let claims = report.pieces.iter().find_map(|(_, piece)| match piece {
        Piece::Receipt(claims) => Some(claims),
        _ => None,
    });
    assert_eq!(
        claims.map(|claims| (claims.position, claims.state.as_str())),
        Some((2, "QMA"))
    );
    assert!(
        !verified(home, &files).await.holds(),
        "the receipt is of the centre, not of home"
    );

    // Everybody reads here what everybody reads at home.
    let here = filing(central, None, 2).await;
    assert_eq!(here["answers"], extract_at_home["answers"]);
    assert_eq!(here["extract"], extract_at_home["extract"]);
    let third = central.of("QMC", Role::Reader).await;
    let seen = filing(central, Some(&third), 2).await;
    assert_eq!(
        seen["answers"].as_array().unwrap().len(),
        here["answers"].as_array().unwrap().len() + 1
    );
    assert_eq!(register_entries(central, None).await.len(), 2);
}

#[tokio::test]
async fn the_audit_trail_says_who_registered_handed_in_and_filed() {
    let away = Away::ready().await;
    away.carried().await;
    let document = "{ auditTrail(state: \"QMA\", first: 20) { nodes { verb person { id } subject } } }";
    let trail = away.central.call(&away.here.authority, document, json!({})).await;
    let nodes = trail.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
    let verbs: Vec<_> = nodes.iter().map(|node| node["verb"].as_str().unwrap()).collect();
    let expected = [
        "FILE_SUBMISSION",
        "TAKE_PACKAGE",
        "OPEN_SUBMISSION",
        "HAND_IN_PACKAGE",
        "KEEP_EVIDENCE",
        "REGISTER_HOME_KEY",
    ];
    assert_eq!(verbs, expected);
    assert_ne!(nodes[1]["person"], nodes[3]["person"], "who hands in is not who files");
}

#[tokio::test]
async fn what_colleagues_typed_here_stays_among_the_revisions_and_is_never_overwritten_unseen() {
    let away = Away::ready().await;
    let central = &away.central;
    let file_here = away.file_here().await;
    let typed = [
        ("VA.authority", json!({"shortText": "Typed here"})),
        ("VT.topic_b", json!({"silence": "DECLINED"})),
        ("VT.topic_c", json!({"longText": "Only here"})),
    ];
    answer(central, &away.here.focal, &file_here, &typed).await;
    let id = away.handed_in(&away.package(1).await).await;
    let shown = preview(central, &away.here.authority, &id).await;
    assert_eq!(shown["submission"]["id"], json!(file_here));
    assert_eq!(shown["takenBack"], json!(["VT.topic_c"]));
    let expected = json!({"VA.authority": "CHANGED", "VA.capacity": "ADDED", "VA.contact": "ADDED", "VT.topic_a": "ADDED",
        "VT.topic_b": "CHANGED", "VX.attachments": "ADDED"});
    assert_eq!(outcomes(&shown), expected);

    // Somebody goes on typing: nothing is filed, and the refusal names what is another.
    let later = [
        json!({"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Typed again"}}),
        json!({"question": "VT.topic_d", "basedOn": 0, "answer": {"longText": "New"}}),
    ];
    all_stored(&save(central, &away.here.focal, &file_here, &later).await);
    let refused = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(refused.code(), "CONFLICT");
    let told = refused.extensions();
    assert_eq!(
        (&told["added"], &told["changed"]),
        (&json!(["VT.topic_d"]), &json!(["VA.authority"]))
    );
    assert_eq!(register_entries(central, None).await.len(), 1);

    let shown = preview(central, &away.here.authority, &id).await;
    assert_eq!(shown["takenBack"], json!(["VT.topic_c", "VT.topic_d"]));
    let filed = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(filed.data()["filePackage"]["filing"]["root"], shown["root"]);
    let document = "query ($id: ID!, $question: String!) { submission(id: $id) { answer(question: $question) {
        revision content { standing value { ... on TextValue { text } } }
        revisions { revision content { value { ... on TextValue { text } } } } } } }";
    for (question, texts) in [
        (
            "VA.authority",
            json!(["Typed here", "Typed again", "Ministère étranger"]),
        ),
        ("VT.topic_c", json!(["Only here", null])),
        ("VT.topic_d", json!(["New", null])),
    ] {
        let variables = json!({"id": file_here, "question": question});
        let found = central.call(&away.here.focal, document, variables).await;
        let found = &found.data()["submission"]["answer"];
        let said = |revision: &Value| revision["content"]["value"]["text"].clone();
        let mut revisions = found["revisions"].as_array().unwrap().clone();
        revisions.sort_by_key(|revision| revision["revision"].as_u64());
        assert_eq!(revisions.iter().map(said).collect::<Value>(), texts, "{question}");
        assert_eq!(found["revision"], json!(texts.as_array().unwrap().len()));
    }
}

#[tokio::test]
async fn a_repeat_gives_back_what_was_filed_and_files_nothing_again() {
    let away = Away::ready().await;
    let central = &away.central;
    let package = away.package(1).await;
    let id = away.handed_in(&package).await;
    let again = hand_in(central, &away.here.focal, "QMA", format!("{package}\n").into_bytes()).await;
    assert_eq!(
        (again.status, &again.json["id"]),
        (StatusCode::OK, &json!(id)),
        "it waits already"
    );
    let shown = preview(central, &away.here.authority, &id).await;
    let filed = file_package(central, &away.here.authority, &id, &shown).await;
    let first = filed.data()["filePackage"].clone();
    assert!(first["receipt"].is_string());
    let repeated = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(repeated.data()["filePackage"], first);
    let erased = look(central, &away.here.authority, &id).await;
    assert_eq!(
        (erased.code(), &erased.extensions()["reason"]),
        ("STATE", &json!("filed"))
    );
    // The same filing in another package: made again at home, handed in again here.
    away.home.pass(TimeDelta::minutes(3));
    let anew = exported(&away.home, &away.home.renewed(&away.at_home.authority), 1).await;
    assert_ne!(anew, package);
    let id = away.handed_in(&anew).await;
    let shown = preview(central, &away.here.authority, &id).await;
    assert_eq!(shown["filing"]["position"], 2);
    let repeated = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(repeated.data()["filePackage"], first);
    assert_eq!(register_entries(central, None).await.len(), 2);
}

#[tokio::test]
async fn an_amendment_at_home_becomes_an_amendment_here_and_a_withdrawal_can_be_followed_by_another_filing() {
    let away = Away::ready().await;
    let (home, central) = (&away.home, &away.central);
    away.carried().await;
    let file_here = central
        .call(&away.here.focal, "{ submissions { id } }", json!({}))
        .await;
    let file_here = file_here.data()["submissions"][0]["id"].as_str().unwrap().to_owned();
    amend(home, &away.at_home.authority, &away.file_at_home).await;
    let another = json!([{"question": "VT.topic_c", "basedOn": 0, "answer": {"longText": "Later"}}]);
    all_stored(
        &save(
            home,
            &away.at_home.focal,
            &away.file_at_home,
            another.as_array().unwrap(),
        )
        .await,
    );
    file(home, &away.at_home.authority, &away.file_at_home).await;
    let id = away.handed_in(&away.package(2).await).await;
    let shown = preview(central, &away.here.authority, &id).await;
    let refused = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(
        (refused.code(), &refused.extensions()["reason"]),
        ("STATE", &json!("filed_otherwise"))
    );
    assert_eq!(refused.extensions()["position"], 2);
    amend(central, &away.here.authority, &file_here).await;
    let filed = file_package(central, &away.here.authority, &id, &shown).await;
    let filed = &filed.data()["filePackage"]["filing"];
    assert_eq!(
        (&filed["kind"], &filed["position"], &filed["root"]),
        (&json!("AMENDMENT"), &json!(3), &shown["root"])
    );
    withdraw(central, &away.here.authority, &file_here).await;
    let id = away.handed_in(&away.package(2).await).await;
    let shown = preview(central, &away.here.authority, &id).await;
    assert!(
        outcomes(&shown)
            .as_object()
            .unwrap()
            .values()
            .all(|outcome| outcome == "UNCHANGED")
    );
    let filed = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(filed.data()["filePackage"]["filing"]["position"], 5);
}

#[tokio::test]
async fn a_document_that_an_answer_cites_has_to_be_here_first_and_is_named_until_it_is() {
    let away = Away::filed().await;
    let central = &away.central;
    for (kid, key) in keys_of(&away.home).await {
        registered(central, &away.here.authority, "QMA", (&kid, &key)).await;
    }
    let id = away.handed_in(&away.package(1).await).await;
    let shown = preview(central, &away.here.authority, &id).await;
    let hash =
        register::Hash(sha2::Digest::finalize(sha2::Digest::chain_update(sha2::Sha256::default(), act())).into());
    assert_eq!(
        shown["missingEvidence"],
        json!([{"sha256": hash.to_hex(), "title": null}])
    );
    let refused = file_package(central, &away.here.authority, &id, &shown).await;
    assert_eq!(refused.code(), "INVALID");
    let told = &refused.extensions()["refusals"][0];
    assert_eq!(
        (&told["reason"], &told["sha256"]),
        (&json!("missing_evidence"), &json!(hash.to_hex()))
    );
    assert_eq!(
        central
            .call(&away.here.focal, "{ submissions { id } }", json!({}))
            .await
            .data()["submissions"],
        json!([])
    );
    let kept = keep(central, &away.here.focal, ("QMA", "act.pdf"), act()).await;
    let shown = preview(central, &away.here.authority, &id).await;
    assert_eq!(shown["missingEvidence"], json!([]));
    file_package(central, &away.here.authority, &id, &shown).await.data();
    // The answer cites the document that is kept here.
    let document = "{ filing(position: 2) { answer(question: \"VX.attachments\") { value { ... on EvidenceValue {
        items { opening evidence { id } } } } } } }";
    let cited = central.call(&away.here.focal, document, json!({})).await;
    let item = &cited.data()["filing"]["answer"]["value"]["items"][0];
    assert_eq!(item["evidence"]["id"], json!(kept));
    assert!(item["opening"].is_string());
}

#[tokio::test]
async fn only_those_who_read_all_of_it_at_home_take_a_package_out() {
    let away = Away::filed().await;
    let home = &away.home;
    let contributor = home.of("QMA", Role::Contributor).await;
    let other = home.of("QMB", Role::FocalPoint).await;
    let officer = home.secretariat(Role::SecretariatOfficer).await;
    for who in [None, Some(&contributor), Some(&other), Some(&officer)] {
        assert_eq!(export(home, who, 1).await, Value::Null);
    }
    let reader = home.of("QMA", Role::Reader).await;
    for who in [&away.at_home.focal, &away.at_home.authority, &reader] {
        assert!(export(home, Some(who), 1).await.is_string());
    }
    withdraw(home, &away.at_home.authority, &away.file_at_home).await;
    assert_eq!(
        export(home, Some(&away.at_home.authority), 2).await,
        Value::Null,
        "a tombstone holds nothing"
    );
}
